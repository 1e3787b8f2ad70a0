//! tour
pub mod division;
pub mod governance;
pub mod kind;
pub mod ledger;
pub mod measure;

pub use petgraph;
