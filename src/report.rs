//! Answers as tables, JSON, pictures and workbooks.
//!
//! [`Table`] aligns columns of Chinese and English text, and is CSV and Markdown as well; [`text`] makes tables of
//! coverage, roll-ups and findings; [`Summary`] is everything at once as JSON; [`Dot`] draws the graph for Graphviz.
//! With the feature `workbook`, `ReportBook` is everything as a workbook, and `marks` brings errors and findings back to
//! the cells that they come from. A [`Scope`] says what a report is about.

mod answer_rows;
mod dot;
mod json;
#[cfg(feature = "workbook")]
pub mod marks;
mod scope;
mod table;
pub mod text;
#[cfg(feature = "workbook")]
mod workbook;

pub use dot::Dot;
pub use json::Summary;
pub use scope::Scope;
pub use table::{Align, Table};
#[cfg(feature = "workbook")]
pub use workbook::{ReportBook, ReportError};
