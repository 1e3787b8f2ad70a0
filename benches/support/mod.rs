//! What the benchmarks share.

// Each benchmark uses a part of this.
#![allow(dead_code, unused_imports)]

mod nodes;
pub mod peers;
#[path = "../../examples/country/synthetic.rs"]
pub mod synthetic;

pub use nodes::{Flat, KINDS, SIZES, Totals, checksum, checksum_of, staffed_sub_districts, sub_districts, totals_of};
pub use peers::InPetgraph;
