//! Texts as people type them: one form of each, what is invisible made visible, and codes that are near one another.
//!
//! - `canonical`: the form in which codes, names and headings are compared
//! - `escaped`: what is invisible shown in messages
//! - `near_code`: the known codes that an unknown one may mean
//! - `character`: the classes of characters that these need

mod canonical;
mod character;
mod escaped;
mod near_code;

#[cfg(feature = "workbook")]
pub(crate) use canonical::ideograph;
pub use canonical::{Difference, Differences, canonical, differences, heading_key};
#[cfg(feature = "workbook")]
pub(crate) use character::{is_han, is_invisible};
pub use escaped::escaped;
pub(crate) use near_code::near_codes;
pub use near_code::{Likeness, NearCode};
