//! The crate as its users use it.

mod article;
mod divisions;
mod examples;
mod foreign_workbooks;
mod hand_kept_ledgers;
mod inspect;
mod workbook;

/// The reconstructed ledgers of the article, shared with the main example.
#[path = "../../examples/zhongyuan/reconstruction.rs"]
mod reconstruction;
