//! The crate as its users write it.

mod article;
mod divisions;
mod examples;
mod foreign;
mod hand_kept;
mod inspect;
mod workbook;

/// The reconstructed ledgers of the article, as the main example builds them.
#[path = "../../examples/zhongyuan/reconstruction.rs"]
mod reconstruction;
