//! tour
pub mod division;
pub mod kind;
pub mod ledger;
pub mod measure;
