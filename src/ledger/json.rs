//! The JSON format, version 1.

mod lines;
mod names;
mod read;
mod shape;
mod write;

pub(super) use read::read;
pub(super) use write::write;

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
