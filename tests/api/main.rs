//! The crate as its users write it.

mod article;
mod divisions;
mod examples;
#[cfg(feature = "workbook")]
mod foreign;
#[cfg(feature = "workbook")]
mod hand_kept;
#[cfg(feature = "workbook")]
mod inspect;
#[cfg(feature = "workbook")]
mod workbook;

/// The reconstructed ledgers of the article, as the main example builds them.
#[path = "../../examples/zhongyuan/reconstruction.rs"]
mod reconstruction;
