//! Answers as tables, JSON and pictures.
//!
//! [`Table`] aligns columns of Chinese and English text; [`text`] makes tables of coverage, roll-ups and
//! findings; [`Summary`] is everything at once as JSON; [`Dot`] draws the graph for Graphviz.

mod dot;
mod summary;
mod table;
pub mod text;

pub use dot::Dot;
pub use summary::Summary;
pub use table::{Align, Table};
