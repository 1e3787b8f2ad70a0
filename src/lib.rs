//! tour
pub mod audit;
pub mod coverage;
pub mod division;
pub mod governance;
pub mod kind;
pub mod ledger;
pub mod measure;
pub mod report;
pub mod rollup;
pub mod set;

#[cfg(feature = "proptest")]
pub mod testing;

pub use petgraph;
