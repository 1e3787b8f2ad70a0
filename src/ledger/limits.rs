//! Bounds that protect a program which reads strangers' files. Beyond each of them stands an error that
//! names it.

/// How much is read and built at most (上限).
///
/// The defaults let the ledger of a whole country pass. An endpoint that takes uploads sets lower ones:
///
/// ```
/// use gridgov::ledger::Limits;
///
/// let mut limits = Limits::default();
/// limits.bytes = 8 << 20;
/// limits.nodes = 100_000;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of a file or stream of JSON or CSV: 16 GiB.
    pub bytes: u64,
    /// Nodes of one ledger, or of all ledgers that are built into one governance: 200 million.
    pub nodes: usize,
    /// Links of one ledger, or of all ledgers that are built into one governance: 200 million.
    pub links: usize,
    /// Measures, since every node has room for each: 64.
    pub measures: usize,
    /// Characters of a code: 100.
    pub code: usize,
    /// Characters of a name, a category, or a measure's id or unit: 300.
    pub name: usize,
    /// Nodes on the way from a root down to a node, both counted: 64.
    pub depth: usize,
    /// Levels that JSON may nest: 16; a ledger needs five.
    pub nesting: usize,
    /// Bytes of a workbook's file, and of all parts of one when they are unpacked: 256 MiB. A sheet of a hundred
    /// thousand rows of ten columns has some forty million.
    pub unpacked: u64,
    /// Parts of a packed workbook; sheets, styles and pictures are one each: 10,000.
    pub parts: u64,
    /// Sheets of a workbook: 1,000.
    pub sheets: u64,
    /// Cells of a workbook that hold something: 5 million.
    pub cells: u64,
    /// Characters of a cell: 32,767, as many as spreadsheets hold.
    pub cell: u64,
    /// Bytes of text in all cells of a workbook: 256 MiB. A text that many cells share counts in each of them.
    pub text: u64,
    /// Rows of a sheet: 1,048,576, as many as spreadsheets have.
    pub rows: u64,
    /// Columns of a sheet: 16,384, as many as spreadsheets have.
    pub columns: u64,
    /// Merged ranges of a workbook: a million.
    pub merged: u64,
    /// Formats of cells in a workbook: 131,072; Excel has 65,490.
    pub formats: u64,
}

impl Limits {
    /// The defaults.
    pub const DEFAULT: Self = Self {
        bytes: MAX_BYTES,
        nodes: MAX_NODES,
        links: MAX_LINKS,
        measures: MAX_MEASURES,
        code: MAX_CODE,
        name: MAX_NAME,
        depth: MAX_DEPTH,
        nesting: MAX_NESTING,
        unpacked: MAX_UNPACKED,
        parts: MAX_PARTS,
        sheets: MAX_SHEETS,
        cells: MAX_CELLS,
        cell: MAX_CELL,
        text: MAX_TEXT,
        rows: MAX_ROWS,
        columns: MAX_COLUMNS,
        merged: MAX_MERGED,
        formats: MAX_FORMATS,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

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
