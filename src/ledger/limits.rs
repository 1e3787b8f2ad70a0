//! Bounds that protect a program which reads strangers' files. What passes a bound is an error that names it.

use super::LedgerProblem;
use crate::message::Term;

/// How much is read and built at most (上限).
///
/// The defaults let the ledger of a whole country pass. An endpoint that takes uploads sets lower ones, for
/// [`Reader`](super::Reader) as here, or for [`Builder`](crate::governance::Builder):
///
/// ```
/// use gridgov::ledger::{LedgerProblem, Limits, Reader};
///
/// let mut limits = Limits::default();
/// limits.bytes = 8 << 20;
/// limits.nodes = 100_000;
/// let reader = Reader::new().with_limits(limits);
///
/// let upload = std::io::repeat(b' ');
/// let errors = reader.json_reader(upload).unwrap_err();
/// let problem = errors.iter().next().unwrap().problem();
/// assert!(matches!(problem, LedgerProblem::Limit { name: "Limits::bytes", limit: 8_388_608, .. }));
/// ```
///
/// What the graph itself needs holds whatever is set: nodes and links are numbered in 32 bits, so there are never more
/// than [`Limits::MOST_ROWS`] of either.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of a file, text or stream of JSON or CSV: 16 GiB. Checked when it is read.
    pub bytes: u64,
    /// Nodes of one ledger, or of all ledgers that are built into one governance: 200 million. Checked when a ledger
    /// is read, where rows beyond it are not kept, and when it is built.
    pub nodes: usize,
    /// Links of one ledger, or of all ledgers that are built into one governance: 200 million. Checked as nodes are.
    pub links: usize,
    /// Measures, since every node has room for each: 64. Checked when a ledger is built.
    pub measures: usize,
    /// Characters of a code: 100. Checked when a ledger is built.
    pub code: usize,
    /// Characters of a name, a category, or a measure's id or unit: 300. Checked when a ledger is built.
    pub name: usize,
    /// Nodes on the way from a root down to a node, both counted: 64. Checked when a ledger is built.
    pub depth: usize,
    /// Levels that a value in JSON may nest: 16. A ledger needs five, so less than that counts as five. Deeper values
    /// are errors in any case; beyond the bound the error shows the depth instead of the value.
    pub nesting: usize,
    /// Bytes of a workbook's file, and of all parts of one when they are unpacked: 256 MiB. A sheet of a hundred
    /// thousand rows of ten columns has some forty million. This bound and those below are checked when a workbook is
    /// opened.
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
        bytes: 16 << 30,
        nodes: 200_000_000,
        links: 200_000_000,
        measures: 64,
        code: 100,
        name: 300,
        depth: 64,
        nesting: 16,
        unpacked: 256 << 20,
        parts: 10_000,
        sheets: 1_000,
        cells: 5_000_000,
        cell: 32_767,
        text: 256 << 20,
        rows: 1_048_576,
        columns: 16_384,
        merged: 1_000_000,
        formats: 131_072,
    };

    /// The most nodes that a graph can have, and the most links, whatever [`nodes`](Self::nodes) and
    /// [`links`](Self::links) allow: their numbers have 32 bits, and one number stands for "no node".
    pub const MOST_ROWS: usize = u32::MAX as usize - 1;

    /// The nodes that are read and built at most.
    pub(crate) fn most_nodes(&self) -> usize {
        self.nodes.min(Self::MOST_ROWS)
    }

    /// The links that are read and built at most.
    pub(crate) fn most_links(&self) -> usize {
        self.links.min(Self::MOST_ROWS)
    }

    /// A count of nodes that stops at the bound.
    pub(crate) fn count_nodes(&self) -> RowCount {
        RowCount {
            what: Term::new("the number of nodes", "节点数"),
            name: "Limits::nodes",
            limit: self.most_nodes(),
            found: 0,
        }
    }

    /// A count of links that stops at the bound.
    pub(crate) fn count_links(&self) -> RowCount {
        RowCount {
            what: Term::new("the number of links", "关联数"),
            name: "Limits::links",
            limit: self.most_links(),
            found: 0,
        }
    }

    /// An error if there are too many bytes of JSON or CSV.
    pub(crate) fn check_bytes(&self, found: u64) -> Result<(), LedgerProblem> {
        if found <= self.bytes {
            return Ok(());
        }
        Err(LedgerProblem::Limit {
            what: Term::new("the number of bytes", "字节数"),
            found,
            limit: self.bytes,
            name: "Limits::bytes",
        })
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Counts rows while they are read, and says which are still within the bound.
#[derive(Debug)]
pub(crate) struct RowCount {
    what: Term,
    name: &'static str,
    limit: usize,
    found: usize,
}

impl RowCount {
    /// Counts a row; whether it is within the bound and to be kept.
    pub(crate) fn admit(&mut self) -> bool {
        self.found += 1;
        self.found <= self.limit
    }

    /// What is wrong, if there were more rows than the bound allows.
    pub(crate) fn problem(&self) -> Option<LedgerProblem> {
        let Self { what, name, limit, found } = *self;
        (found > limit).then_some(LedgerProblem::Limit { what, found: found as u64, limit: limit as u64, name })
    }

    /// Counts and cuts off the rows beyond the bound.
    #[cfg(feature = "workbook")]
    pub(crate) fn cut<T>(mut self, rows: &mut Vec<T>) -> Option<LedgerProblem> {
        self.found = rows.len();
        rows.truncate(self.limit);
        self.problem()
    }
}
