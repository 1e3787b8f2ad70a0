//! Rows as somebody wrote them, each with where it stands.
//!
//! A [`Ledger`] (台账) comes from JSON, from a pair of CSV files, from a workbook or from a [`Draft`] built in code.
//! Nothing is checked here but form: whether codes are unique, parents exist and figures make sense is
//! for [`Governance::build`](crate::governance::Governance::build), which finds all that is wrong at once.
//!
//! What is where:
//!
//! - `ledger` (this file): [`Ledger`], and how it is opened and saved
//! - `row`, `origin`, `position`: rows, where they stand, and cells of a sheet
//! - `reader`, `limits`: [`Reader`] reads all formats within [`Limits`]; `utf8` reads bytes as text
//! - `json`, `csv`: the two formats of text; `measure_heading` is the heading of a measure in a table, and `formula`
//!   marks texts that a spreadsheet would run
//! - `workbook`: workbooks and tables as offices keep them (feature `workbook`)
//! - `stream`: rows that are handed on as they are read, without a ledger
//! - `draft`: a ledger written in code
//! - `name_code`: codes that are made of names
//! - `records`: which relations a ledger says that it records, as a cell
//! - `normalize`: the form in which codes and names are compared
//! - `error`: what can be wrong with the form, `read_failure`: why there are no bytes; `write_error`: what cannot be
//!   written; `note`: what is no error, but worth knowing

mod csv;
mod draft;
mod error;
pub(crate) mod formula;
mod json;
pub mod limits;
mod measure_heading;
mod name_code;
mod normalize;
mod note;
mod origin;
mod position;
mod read_failure;
mod reader;
mod records;
mod row;
mod stream;
mod utf8;
#[cfg(feature = "workbook")]
pub mod workbook;
mod write_error;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::Path;

pub use draft::{Draft, Planned, RowMut};
pub use error::{LedgerError, LedgerErrors, LedgerProblem};
pub use limits::Limits;
pub use note::{Cells, Note, Remark};
pub use origin::{Located, Origin, Source};
pub use position::{ParsePositionError, Position};
pub use read_failure::ReadFailure;
pub use reader::Reader;
pub use row::{LinkRow, NodeRow, Values, Written};
pub use write_error::{NotForSpreadsheet, NotForTable, WriteError};

pub(crate) use crate::excerpt::excerpt;
pub(crate) use error::Readable;
#[cfg(feature = "change")]
pub(crate) use json::{Fields, Locator, message};
pub(crate) use name_code::known_as;
#[cfg(feature = "workbook")]
pub(crate) use name_code::{code_of_name, code_of_person_in};
pub(crate) use normalize::is_full_width;
#[cfg(feature = "workbook")]
pub(crate) use normalize::normalized;
pub(crate) use reader::Loaded;
pub(crate) use stream::{LinkFields, NodeFields, Refused, RowReceiver};
#[cfg(feature = "change")]
pub(crate) use utf8::read_utf8;

use crate::kind::Relation;
use crate::measure::Measure;

/// Measures, nodes and links as they were written, unchecked.
///
/// Two ledgers are equal if they say the same in the same order; where their rows stand and how they were read does not
/// matter.
///
/// ```
/// use gridgov::ledger::Ledger;
///
/// let ledger = Ledger::from_json_str(r#"{
///     "ledger": 1,
///     "title": "须水街道",
///     "measures": { "households": {} },
///     "nodes": [
///         { "code": "410102012", "kind": "subdistrict", "name": "须水街道" },
///         { "code": "410102012001", "kind": "second_grid", "name": "第一网格",
///           "parent": "410102012", "measures": { "households": 420 } }
///     ]
/// }"#)?;
/// assert_eq!(ledger.nodes.len(), 2);
/// assert_eq!(ledger.nodes[1].origin.to_string(), "line 7, column 9");
///
/// let written = ledger.to_json_string();
/// assert_eq!(Ledger::from_json_str(&written)?, ledger);
/// # Ok::<(), gridgov::ledger::LedgerErrors>(())
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Ledger {
    /// What the ledger is about, for people to read.
    pub title: String,
    /// The relations that the ledger records (台账记录); `None` if it does not say.
    ///
    /// It holds for all rows whose parents are not rows of the ledger too, and all below them, up to rows that state
    /// something else; see [`Governance::recorded`](crate::governance::Governance::recorded).
    pub records: Option<Vec<Written<Relation>>>,
    /// The columns of numbers that rows may fill.
    pub measures: Vec<Measure>,
    /// The nodes.
    pub nodes: Vec<NodeRow>,
    /// The links between nodes. Containment is not among them: it is the parent of a node.
    pub links: Vec<LinkRow>,
    notes: Vec<Note>,
}

impl PartialEq for Ledger {
    fn eq(&self, other: &Self) -> bool {
        // Named one by one, so that a further field is not forgotten here.
        let Self { title, records, measures, nodes, links, notes: _ } = self;
        (title, records, measures, nodes, links)
            == (&other.title, &other.records, &other.measures, &other.nodes, &other.links)
    }
}

impl Eq for Ledger {}

impl Ledger {
    /// The version of the JSON format that this crate reads and writes.
    pub const VERSION: u32 = 1;

    /// An empty ledger.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// What is no error, but worth knowing about how the ledger was read (读取说明), in the order of the cells: lines and
    /// columns that were not read, a line about a node that was given twice, a name that was taken for one node.
    ///
    /// Only reading makes notes. They are no part of what the ledger says: not of its equality, nor of what is written.
    /// Whatever is made of the ledger keeps them: [`Governance::notes`](crate::governance::Governance::notes),
    /// [`LedgerErrors::notes`], [`BuildErrors::notes`](crate::governance::BuildErrors::notes).
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The same with these notes in place of its own: for readers of other formats, and for a ledger made of the rows
    /// of another.
    #[must_use]
    pub fn with_notes(mut self, notes: Vec<Note>) -> Self {
        self.notes = notes;
        self
    }

    /// The same with a statement of the relations that it records.
    #[must_use]
    pub fn with_records(mut self, relations: impl IntoIterator<Item = Relation>) -> Self {
        self.records = Some(relations.into_iter().map(Into::into).collect());
        self
    }

    /// What a table has in the row of each node, which has no place for what the whole ledger records: the statement of
    /// the row itself, or that of the ledger at its topmost rows.
    fn records_by_row(&self) -> impl Iterator<Item = Option<&[Written<Relation>]>> {
        let codes = || self.nodes.iter().map(|row| row.code.as_str()).collect::<BTreeSet<&str>>();
        let codes = if self.records.is_some() { codes() } else { BTreeSet::new() };
        self.nodes.iter().map(move |row| {
            let is_topmost = || row.parent.as_ref().is_none_or(|parent| !codes.contains(parent.as_str()));
            row.records.as_deref().or_else(|| self.records.as_deref().filter(|_| is_topmost()))
        })
    }

    /// Reads a ledger from a path: a `.json` file, or a folder with `nodes.csv` and, where there are
    /// links, `links.csv`. With the feature `workbook` also a workbook (`.xlsx`, `.xlsm`, `.xls`, `.ods`) or an
    /// office's table (`.csv`, `.tsv`, `.txt`), by the built-in headings; what was understood in a way worth knowing is in
    /// [`Ledger::notes`].
    ///
    /// # Errors
    ///
    /// The path cannot be read, or something in it has not the form of a ledger: all such places.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, LedgerErrors> {
        Reader::new().open(path)
    }

    /// Reads the JSON format from a text.
    ///
    /// # Errors
    ///
    /// The text is no JSON, or something in it has not the form of a ledger: all such places.
    pub fn from_json_str(text: &str) -> Result<Self, LedgerErrors> {
        Reader::new().json_str(text)
    }

    /// Reads the JSON format from a reader, to its end and at most [`Limits::bytes`].
    ///
    /// # Errors
    ///
    /// As [`Ledger::from_json_str`]; also where the reader fails or its bytes are no UTF-8.
    pub fn from_json_reader(reader: impl io::Read) -> Result<Self, LedgerErrors> {
        Reader::new().json_reader(reader)
    }

    /// Reads the pair of CSV tables from texts; `links` may be empty.
    ///
    /// An apostrophe in front of a text that a spreadsheet would run as a formula is taken away; see
    /// [`Ledger::write_csv`]. Cells without it are read as they stand.
    ///
    /// # Errors
    ///
    /// A table has not the form of a ledger: all such places.
    pub fn from_csv_str(nodes: &str, links: &str) -> Result<Self, LedgerErrors> {
        Reader::new().csv_str(nodes, links)
    }

    /// Reads the pair of CSV tables from readers, each at most [`Limits::bytes`].
    ///
    /// # Errors
    ///
    /// As [`Ledger::from_csv_str`]; also where a reader fails or its bytes are no UTF-8.
    pub fn from_csv_readers(nodes: impl io::Read, links: impl io::Read) -> Result<Self, LedgerErrors> {
        Reader::new().csv_readers(nodes, links)
    }

    /// The ledger as JSON, one row a line.
    #[must_use]
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "a buffer in memory takes everything, and JSON is UTF-8"
    )]
    pub fn to_json_string(&self) -> String {
        let mut bytes = Vec::new();
        self.write_json(&mut bytes).expect("INVARIANT: every ledger can be written as JSON");
        String::from_utf8(bytes).expect("INVARIANT: JSON is written in UTF-8")
    }

    /// Writes the ledger as JSON, one row a line.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn write_json(&self, writer: impl io::Write) -> io::Result<()> {
        json::write(self, writer)
    }

    /// Writes the ledger as a pair of CSV tables. They have no title; everything else is read back as it was, but that
    /// what the whole ledger records stands at each of its topmost rows.
    ///
    /// No cell is run as a formula when a spreadsheet opens the table: a text that begins with `=`, `+`, `-`, `@`, one
    /// of their full-width forms, a tab or a line break gets an apostrophe in front, `'=1+1`, and one that begins so
    /// behind apostrophes gets one more. Reading takes it away again. Numbers stay numbers, `-5`. O(rows · columns).
    ///
    /// ```
    /// use gridgov::kind::Kind;
    /// use gridgov::ledger::{Ledger, NodeRow};
    ///
    /// let mut ledger = Ledger::default();
    /// ledger.nodes.push(NodeRow::new(Kind::Shop, "X-1", "=1+1"));
    /// let (mut nodes, mut links) = (Vec::new(), Vec::new());
    /// ledger.write_csv(&mut nodes, &mut links)?;
    /// assert_eq!(nodes, b"code,kind,name,parent,category\nX-1,shop,'=1+1,,\n");
    /// assert_eq!(Ledger::from_csv_readers(&nodes[..], &links[..])?, ledger);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A writer fails, or the ledger says something that a table cannot: a text that is there but empty, a
    /// measure with the name of a fixed column or a unit with a bracket too many, or a text in the place of a number,
    /// kind, relation or role that would be read as one.
    pub fn write_csv(&self, nodes: impl io::Write, links: impl io::Write) -> Result<(), WriteError> {
        csv::write(self, nodes, links)
    }

    /// Writes the ledger to a path: JSON where the path ends in `.json`, with the feature `workbook` a workbook
    /// where it ends in `.xlsx`, else a folder with the pair of CSV files, made if it is not there.
    ///
    /// # Errors
    ///
    /// As [`Ledger::write_json`] and [`Ledger::write_csv`]; also where the path cannot be written.
    #[expect(clippy::disallowed_methods, reason = "it writes the file of a ledger")]
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), WriteError> {
        let path = path.as_ref();
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
            let mut file = io::BufWriter::new(File::create(path)?);
            self.write_json(&mut file)?;
            return Ok(io::Write::flush(&mut file)?);
        }
        #[cfg(feature = "workbook")]
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx")) {
            // Errors must come before an existing file is overwritten.
            let sheets = self.to_workbook()?;
            let bytes = sheets.to_xlsx_with(&workbook::look(&sheets))?;
            return Ok(fs::write(path, bytes)?);
        }
        // Errors must come before an existing file is overwritten.
        csv::check(self)?;
        fs::create_dir_all(path)?;
        self.write_csv(File::create(path.join("nodes.csv"))?, File::create(path.join("links.csv"))?)
    }
}

impl AsRef<Ledger> for Ledger {
    fn as_ref(&self) -> &Ledger {
        self
    }
}

#[cfg(test)]
#[path = "ledger_tests.rs"]
mod tests;
