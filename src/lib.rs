//! tour
pub mod division;
pub mod governance;
pub mod kind;
pub mod ledger;
pub mod measure;
#[cfg(feature = "proptest")]
pub mod testing;

pub use petgraph;
