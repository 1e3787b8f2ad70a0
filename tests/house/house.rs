//! The house rules, held by reading the sources: see the table in CONTRIBUTING.md.
//!
//! Each check is a function from sources to offences. It runs on the crate, where it must find none, and on
//! planted offences, where it must find them.

#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "the project writes extensions in lower case")]

mod api;
mod dependencies;
mod documents;
mod recursion;
mod rooms;
mod sources;
