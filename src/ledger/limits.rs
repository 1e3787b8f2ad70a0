//! Bounds that protect a program which reads strangers' files. Beyond each of them stands an error that
//! names it.

/// The most bytes that a reader is read for.
pub const MAX_BYTES: u64 = 16 << 30;
/// The most nodes of one ledger, or of all ledgers built into one governance.
pub const MAX_NODES: usize = 200_000_000;
/// The most links of one ledger, or of all ledgers built into one governance.
pub const MAX_LINKS: usize = 200_000_000;
/// The most measures: every node has room for each.
pub const MAX_MEASURES: usize = 64;
/// The most characters of a code.
pub const MAX_CODE: usize = 100;
/// The most characters of a name, a category, or a measure's id or unit.
pub const MAX_NAME: usize = 300;
/// The most nodes on the way from a root down to a node, both counted.
pub const MAX_DEPTH: usize = 64;
/// How deep JSON may nest; a ledger needs five.
pub const MAX_NESTING: usize = 16;
