//! Answers as tables, JSON, pictures and workbooks.
//!
//! [`Table`] aligns columns of Chinese and English text, and is CSV and Markdown as well; [`text`] makes tables of
//! coverage, roll-ups and findings; [`Summary`] is everything at once as JSON; [`Dot`] draws the graph for Graphviz.
//! With the feature `workbook`, `ReportBook` is everything as a workbook, and `marks` brings errors and findings back to
//! the cells that they come from. A [`Scope`] says what a report is about.

#[cfg(feature = "workbook")]
mod book;
mod dot;
#[cfg(feature = "workbook")]
pub mod marks;
mod rows;
mod scope;
mod summary;
mod table;
pub mod text;

#[cfg(feature = "workbook")]
pub use book::{ReportBook, ReportError};
pub use dot::Dot;
pub use scope::Scope;
pub use summary::Summary;
pub use table::{Align, Table};
