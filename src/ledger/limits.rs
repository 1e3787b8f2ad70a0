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
/// The most bytes of a workbook's file, and of all parts of one when they are unpacked: a sheet of a hundred
/// thousand rows of ten columns has some forty million.
pub const MAX_UNPACKED: u64 = 256 << 20;
/// The most parts that a packed workbook consists of; sheets, styles and pictures are one each.
pub const MAX_PARTS: u64 = 10_000;
/// The most sheets of a workbook.
pub const MAX_SHEETS: u64 = 1_000;
/// The most cells of a workbook that hold something.
pub const MAX_CELLS: u64 = 5_000_000;
/// The most characters of a cell: spreadsheets hold as many.
pub const MAX_CELL: u64 = 32_767;
/// The most bytes of text in all cells of a workbook; a text that many cells share counts in each of them.
pub const MAX_TEXT: u64 = 256 << 20;
/// The most rows of a sheet: spreadsheets have as many.
pub const MAX_ROWS: u64 = 1_048_576;
/// The most columns of a sheet: spreadsheets have as many.
pub const MAX_COLUMNS: u64 = 16_384;
/// The most merged ranges of a workbook.
pub const MAX_MERGED: u64 = 1_000_000;
/// The most formats of cells in a workbook; Excel has 65,490.
pub const MAX_FORMATS: u64 = 131_072;
