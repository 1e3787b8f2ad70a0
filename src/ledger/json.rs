//! The JSON format, version 1.

mod locate;
mod read;
mod schema;
mod shared_names;
mod stream;
mod write;

#[cfg(feature = "change")]
pub(crate) use locate::{Locator, message};
pub(super) use read::read;
#[cfg(feature = "change")]
pub(crate) use schema::Fields;
pub(super) use stream::stream;
pub(super) use write::write;

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
