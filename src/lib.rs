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
// Nor do these bind tests, examples and benchmarks. What is disallowed stands in `clippy.toml`; an exception is an
// `expect` at its place, with the reason.
#![cfg_attr(
    not(test),
    warn(
        clippy::disallowed_methods,
        clippy::disallowed_types,
        clippy::expect_used,
        clippy::panic,
        clippy::print_stderr,
        clippy::print_stdout,
        clippy::unreachable,
        clippy::unwrap_used,
    )
)]

pub mod audit;
#[cfg(feature = "change")]
pub mod change;
pub mod coverage;
pub mod division;
pub mod governance;
pub mod kind;
pub mod ledger;
pub mod measure;
pub mod prelude;
pub mod report;
pub mod rollup;
pub mod set;
#[cfg(feature = "proptest")]
pub mod testing;

// What `Governance::as_petgraph` opens the graph to, in the version that fits.
pub use petgraph;
