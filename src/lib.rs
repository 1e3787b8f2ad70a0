#![doc = include_str!("../README.md")]
//!
//! # Where things live
//!
//! From the top of the house to the bottom; a room uses only those below it.
//!
//! | module | what is there |
//! |---|---|
//! | [`prelude`] | what most programs need, in one line |
//! | [`report`] | tables, JSON, pictures |
//! | `change` | redrawing the map: changes, crosswalks (feature `change`) |
//! | [`audit`] | findings by rule pack |
//! | [`coverage`] | questions and answers |
//! | [`rollup`] | counts and sums at every level |
//! | [`set`] | sets of nodes |
//! | [`governance`] | the checked graph, its handles and traversal |
//! | [`ledger`] | rows in: JSON, CSV, workbooks, drafts |
//! | [`division`] | statistical division codes |
//! | [`measure`] | exact numbers, declared figures |
//! | [`kind`] | the table of kinds, relations and roles |

// Of the library only: what examples and benchmarks share is `pub` to be read, not to be reached.
#![warn(unreachable_pub)]

pub mod audit; // findings by rule pack
#[cfg(feature = "change")]
pub mod change; // redrawing the map
pub mod coverage; // questions and answers
pub mod division; // statistical division codes
mod errors; // the list of all errors of one attempt
pub mod governance; // the checked graph
pub mod kind; // the table of kinds, relations and roles
pub mod ledger; // rows in and out
pub mod measure; // exact numbers
pub mod prelude; // what most programs need
pub mod report; // tables, JSON, pictures, workbooks
pub mod rollup; // counts and sums at every level
pub mod set; // sets of nodes
mod suggestion; // "did you mean"
#[cfg(feature = "proptest")]
pub mod testing; // strategies for property tests

pub use errors::Errors;
// What `Governance::as_petgraph` opens the graph to, in the version that fits.
pub use petgraph;
