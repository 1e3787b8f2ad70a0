//! The crate as its users use it.

mod article;
mod divisions;
mod examples;
#[cfg(feature = "workbook")]
mod foreign_workbooks;
#[cfg(feature = "workbook")]
mod hand_kept_ledgers;
#[cfg(feature = "workbook")]
mod inspect;
#[cfg(feature = "workbook")]
mod workbook;

/// The reconstructed ledgers of the article, shared with the main example.
#[path = "../../examples/zhongyuan/reconstruction.rs"]
mod reconstruction;
