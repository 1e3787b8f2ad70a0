//! What the benchmarks share: synthetic nodes, as rows of this crate and flat as a peer's user keeps them.

#![allow(
    missing_docs,
    missing_debug_implementations,
    clippy::missing_panics_doc,
    reason = "nothing here is published: a benchmark that meets a wrong answer panics"
)]

mod in_petgraph;
mod nodes;
pub mod process;
pub mod synthetic;

pub use in_petgraph::InPetgraph;
pub use nodes::{
    Checksum, Flat, KINDS, SIZES, Totals, checksum, checksum_of, staffed_sub_districts, sub_districts, totals_of,
};
