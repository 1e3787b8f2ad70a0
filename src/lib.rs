//! tour
pub mod audit;
pub mod coverage;
pub mod division;
pub mod governance;
pub mod kind;
pub mod ledger;
pub mod measure;
pub mod rollup;
pub mod set;

pub use petgraph;
