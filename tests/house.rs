//! The house rules, held by reading the sources: see the table in CONTRIBUTING.md.
//!
//! Each check is a function from sources to offences. It runs on the crate, where it must find none, and on
//! planted offences, where it must find them.

#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "the project writes extensions in lower case")]

#[path = "house/api.rs"]
mod api;
#[path = "house/calls.rs"]
mod calls;
#[path = "house/dependencies.rs"]
mod dependencies;
#[path = "house/documents.rs"]
mod documents;
#[path = "house/files.rs"]
mod files;
#[path = "house/promises.rs"]
mod promises;
#[path = "house/purity.rs"]
mod purity;
#[path = "house/recursion.rs"]
mod recursion;
#[path = "house/render.rs"]
mod render;
#[path = "house/rooms.rs"]
mod rooms;
#[path = "house/sources.rs"]
mod sources;
