//! Answers as tables, JSON, pictures and workbooks.
//!
//! [`Table`] aligns Chinese and English text, and writes CSV and Markdown as well. [`text`] makes tables of coverage,
//! roll-ups and findings. [`Summary`] is everything as JSON. [`Dot`] draws the graph for Graphviz. With the feature
//! `workbook`, `ReportBook` is everything as a workbook, and `marks` puts errors and findings on the cells that they
//! come from. A [`Scope`] says what a report is about.
#![doc = include_str!("report/service.md")]

mod answer_rows; // answers as rows, which all formats share
mod dot; // a picture for Graphviz
mod json; // `Summary`: everything as JSON; `Failure`: what there is to say where nothing can be built
mod labels; // how kinds, questions, measures and verdicts are called in both languages
#[cfg(feature = "workbook")]
pub mod marks; // errors and findings, each at the cell that it comes from
#[cfg(feature = "record")]
mod ocel; // records as an event log
#[cfg(feature = "page")]
mod page; // `Page`: everything on one HTML page
#[cfg(feature = "record")]
mod records; // records by territory and period
mod scope; // what a report is about
mod table; // aligned text; in its folder CSV and Markdown
pub mod text; // tables of counts, coverage, roll-ups and findings
#[cfg(feature = "workbook")]
mod workbook; // `ReportBook`: everything as an Excel workbook, a file for each sheet

pub use dot::Dot;
pub use json::{Failure, Summary};
#[cfg(feature = "record")]
pub use ocel::ocel;
#[cfg(feature = "page")]
pub use page::Page;
#[cfg(feature = "record")]
pub use records::RecordSummary;
pub use scope::Scope;
pub use table::{Align, Table};
#[cfg(feature = "workbook")]
pub use workbook::{ReportBook, ReportError};
