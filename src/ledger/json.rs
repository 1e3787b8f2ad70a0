//! The JSON format, version 1.

mod lines;
mod names;
mod read;
mod shape;
mod write;

#[cfg(feature = "change")]
pub(crate) use lines::{Lines, message};
pub(super) use read::read;
#[cfg(feature = "change")]
pub(crate) use shape::Fields;
pub(super) use write::write;

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
