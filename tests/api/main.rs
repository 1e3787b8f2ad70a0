//! The crate as its users use it.

#[cfg(feature = "workbook")]
mod answer;
mod article;
#[cfg(feature = "page")]
mod browser;
#[cfg(feature = "workbook")]
mod cases;
mod divisions;
#[cfg(feature = "workbook")]
mod door_variations;
mod examples;
#[cfg(feature = "workbook")]
mod foreign_workbooks;
#[cfg(feature = "workbook")]
mod hand_kept_ledgers;
#[cfg(feature = "workbook")]
mod inspect;
mod kept;
#[cfg(feature = "parquet")]
mod lake;
#[cfg(feature = "geo")]
mod map;
#[cfg(all(feature = "workbook", feature = "change", feature = "geo", feature = "record"))]
mod messages;
#[cfg(feature = "workbook")]
mod office_formats;
#[cfg(feature = "page")]
mod page;
mod programs;
#[cfg(feature = "record")]
mod records;
#[cfg(feature = "workbook")]
mod workbook;

/// The reconstructed ledgers of the article, shared with the main example.
#[path = "../../examples/zhongyuan/reconstruction.rs"]
mod reconstruction;
