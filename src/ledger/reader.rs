//! Reads ledgers of all formats, with settings.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::csv::TableText;
use super::stream::read_ahead;
use super::utf8::{check_length, read_utf8};
#[cfg(feature = "workbook")]
use super::workbook::{self, Headings, NameRules, NameWords, Namesakes, Reading, Workbook};
use super::{Ledger, LedgerErrors, Limits, Refused, RowReceiver, csv, json};

/// Reads ledgers, with settings that hold for all formats.
///
/// The functions of [`Ledger`] read with the defaults. A reader can have other bounds ([`Limits`]) and, with the feature
/// `workbook`, further headings.
///
/// ```
/// use gridgov::ledger::{Limits, Reader};
///
/// let mut limits = Limits::default();
/// limits.nodes = 1;
/// let reader = Reader::new().with_limits(limits);
///
/// let nodes = "code,kind,name\nS,subdistrict,须水街道\nT,shop,粮油店\n";
/// let errors = reader.csv_str(nodes, "").unwrap_err().to_string();
/// assert_eq!(errors, "nodes.csv: the number of nodes is 2; at most 1 (`Limits::nodes`) is read");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reader {
    limits: Limits,
    #[cfg(feature = "workbook")]
    headings: Headings,
    #[cfg(feature = "workbook")]
    names: NameRules,
}

impl Reader {
    /// A reader with the default bounds and the built-in headings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same within these bounds.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The same by these headings of workbooks.
    #[cfg(feature = "workbook")]
    #[must_use]
    pub fn with_headings(mut self, headings: Headings) -> Self {
        self.headings = headings;
        self
    }

    /// The same with these words of cells that name people and the like: words for nobody, ditto marks, titles.
    #[cfg(feature = "workbook")]
    #[must_use]
    pub fn with_words(mut self, words: NameWords) -> Self {
        self.names.words = words;
        self
    }

    /// The same with this choice of who is one person where people have no codes.
    #[cfg(feature = "workbook")]
    #[must_use]
    pub fn with_namesakes(mut self, namesakes: Namesakes) -> Self {
        self.names.namesakes = namesakes;
        self
    }

    /// The bounds.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The headings of workbooks.
    #[cfg(feature = "workbook")]
    #[must_use]
    pub fn headings(&self) -> &Headings {
        &self.headings
    }

    /// The words of cells that name people and the like.
    #[cfg(feature = "workbook")]
    #[must_use]
    pub fn words(&self) -> &NameWords {
        &self.names.words
    }

    /// Who is one person where people have no codes.
    #[cfg(feature = "workbook")]
    #[must_use]
    pub fn namesakes(&self) -> Namesakes {
        self.names.namesakes
    }

    /// Reads a ledger from a path, as [`Ledger::open`] does.
    ///
    /// # Errors
    ///
    /// The path cannot be read, a bound is passed, or something in it has not the form of a ledger: all such places.
    pub fn open(&self, path: impl AsRef<Path>) -> Result<Ledger, LedgerErrors> {
        self.load(path)?.into_ledger(&self.limits)
    }

    /// Loads what stands at a path.
    pub(crate) fn load(&self, path: impl AsRef<Path>) -> Result<Loaded, LedgerErrors> {
        let path = path.as_ref();
        if path.is_dir() {
            #[cfg(feature = "workbook")]
            if !path.join(NODES).try_exists().unwrap_or(true) && workbook::is_office_folder(path) {
                return self.workbook(&Workbook::open_within(path, &self.limits)?).into_ledger().map(Loaded::Ledger);
            }
            return self.load_folder(path);
        }
        #[cfg(feature = "workbook")]
        if workbook::is_office_file(path) {
            return self.workbook(&Workbook::open_within(path, &self.limits)?).into_ledger().map(Loaded::Ledger);
        }
        let text = self.read_text(path)?;
        Ok(Loaded::Json(NamedText { name: path.display().to_string(), text }))
    }

    /// The pair of CSV tables of a folder, of which that of links may be absent. They are not read yet where they can be
    /// read twice.
    fn load_folder(&self, folder: &Path) -> Result<Loaded, LedgerErrors> {
        let (nodes, links) = (folder.join(NODES), folder.join(LINKS));
        // Whatever else is wrong with the path is an error when it is opened.
        let links = Some(links).filter(|links| links.try_exists().unwrap_or(true));
        if nodes.is_file() && links.as_ref().is_none_or(|links| links.is_file()) {
            return Ok(Loaded::CsvFiles { nodes, links, reader: Box::new(self.clone()) });
        }
        let (nodes, links) = self.read_tables(&nodes, links.as_deref())?;
        Ok(Loaded::Csv { nodes, links })
    }

    fn read_tables(&self, nodes: &Path, links: Option<&Path>) -> Result<(NamedText, Option<NamedText>), LedgerErrors> {
        let table = |path: &Path| Ok(NamedText { name: path.display().to_string(), text: self.read_text(path)? });
        Ok((table(nodes)?, links.map(table).transpose()?))
    }

    /// A table that is read while its rows are taken.
    #[expect(clippy::disallowed_methods, reason = "it reads the file of a ledger")]
    fn open_table(&self, path: &Path) -> Result<TableText<'static>, Refused> {
        Ok(TableText::File(File::open(path).map_err(|_| Refused)?, self.limits.bytes))
    }

    /// Loads the JSON format from a stream.
    pub(crate) fn load_json(&self, reader: impl io::Read) -> Result<Loaded, LedgerErrors> {
        Ok(Loaded::Json(NamedText { name: String::new(), text: read_utf8(reader, "", &self.limits)? }))
    }

    /// Loads the pair of CSV tables from streams; that of links may be empty.
    pub(crate) fn load_csv(&self, nodes: impl io::Read, links: impl io::Read) -> Result<Loaded, LedgerErrors> {
        let nodes = NamedText { name: NODES.to_owned(), text: read_utf8(nodes, NODES, &self.limits)? };
        let links = NamedText { name: LINKS.to_owned(), text: read_utf8(links, LINKS, &self.limits)? };
        Ok(Loaded::Csv { nodes, links: Some(links).filter(|links| !links.text.is_empty()) })
    }

    #[expect(clippy::disallowed_methods, reason = "it reads the file of a ledger")]
    fn read_text(&self, path: &Path) -> Result<String, LedgerErrors> {
        let name = path.display().to_string();
        let file = File::open(path).map_err(|error| LedgerErrors::unreadable(&name, error))?;
        read_utf8(file, &name, &self.limits)
    }

    /// Reads the JSON format from a text.
    ///
    /// # Errors
    ///
    /// A bound is passed, the text is no JSON, or something in it has not the form of a ledger: all such places.
    pub fn json_str(&self, text: &str) -> Result<Ledger, LedgerErrors> {
        check_length(text, "", &self.limits)?;
        json::read(text, "", &self.limits)
    }

    /// Reads the JSON format from a stream, to its end or to the bound.
    ///
    /// # Errors
    ///
    /// As [`Reader::json_str`]; also where the stream fails or its bytes are no UTF-8.
    pub fn json_reader(&self, reader: impl io::Read) -> Result<Ledger, LedgerErrors> {
        json::read(&read_utf8(reader, "", &self.limits)?, "", &self.limits)
    }

    /// Reads the pair of CSV tables from texts; `links` may be empty. [`Ledger::write_csv`] describes the format.
    ///
    /// # Errors
    ///
    /// A bound is passed, or a table has not the form of a ledger: all such places.
    pub fn csv_str(&self, nodes: &str, links: &str) -> Result<Ledger, LedgerErrors> {
        check_length(nodes, NODES, &self.limits)?;
        check_length(links, LINKS, &self.limits)?;
        csv::read((NODES, nodes), Some((LINKS, links)).filter(|(_, links)| !links.is_empty()), &self.limits)
    }

    /// Reads the pair of CSV tables from streams, each to its end or to the bound.
    ///
    /// # Errors
    ///
    /// As [`Reader::csv_str`]; also where a stream fails or its bytes are no UTF-8.
    pub fn csv_readers(&self, nodes: impl io::Read, links: impl io::Read) -> Result<Ledger, LedgerErrors> {
        self.csv_str(&read_utf8(nodes, NODES, &self.limits)?, &read_utf8(links, LINKS, &self.limits)?)
    }

    /// Reads the sheets of a workbook as a ledger, as [`Workbook::read`] does. Bounds of the file hold when the
    /// workbook is opened: [`Workbook::open_within`].
    #[cfg(feature = "workbook")]
    #[must_use]
    pub fn workbook(&self, workbook: &Workbook) -> Reading {
        workbook::read(workbook, &self.headings, &self.names, &self.limits)
    }
}

/// What a reader has loaded. Texts are not understood yet.
#[derive(Debug)]
pub(crate) enum Loaded {
    /// The JSON format.
    Json(NamedText),
    /// The pair of CSV tables.
    Csv { nodes: NamedText, links: Option<NamedText> },
    /// The paths of the pair of CSV tables, and who reads them.
    CsvFiles { nodes: PathBuf, links: Option<PathBuf>, reader: Box<Reader> },
    /// The rows of a workbook.
    #[cfg(feature = "workbook")]
    Ledger(Ledger),
}

/// A text with the name of its file, which may be empty.
#[derive(Debug)]
pub(crate) struct NamedText {
    name: String,
    text: String,
}

impl NamedText {
    fn parts(&self) -> (&str, &str) {
        (&self.name, &self.text)
    }

    fn table(&self) -> (&str, TableText<'_>) {
        (&self.name, TableText::Whole(&self.text))
    }
}

impl Loaded {
    /// From how many bytes on a thread of its own reads: below, it costs more than it gains.
    const LARGE: u64 = 1 << 18;

    /// Hands on the rows one by one.
    pub(crate) fn stream(&self, receiver: &mut impl RowReceiver) -> Result<(), Refused> {
        if self.bytes() < Self::LARGE { self.stream_here(receiver) } else { self.stream_ahead(receiver) }
    }

    /// How many bytes there are to read, as far as they are known.
    #[expect(clippy::disallowed_methods, reason = "it asks for the size of the file of a ledger")]
    fn bytes(&self) -> u64 {
        match self {
            Loaded::Json(json) => json.text.len() as u64,
            Loaded::Csv { nodes, .. } => nodes.text.len() as u64,
            Loaded::CsvFiles { nodes, .. } => fs::metadata(nodes).map_or(0, |file| file.len()),
            #[cfg(feature = "workbook")]
            Loaded::Ledger(_) => 0,
        }
    }

    /// Reads on a thread of its own while the receiver takes rows here.
    pub(super) fn stream_ahead(&self, receiver: &mut impl RowReceiver) -> Result<(), Refused> {
        match read_ahead(|rows| self.stream_here(rows), receiver) {
            Ok(streamed) => streamed,
            // There are machines without threads.
            Err(_) => self.stream_here(receiver),
        }
    }

    pub(super) fn stream_here(&self, receiver: &mut impl RowReceiver) -> Result<(), Refused> {
        match self {
            Loaded::Json(json) => json::stream(&json.text, &json.name, receiver),
            Loaded::Csv { nodes, links } => csv::stream(nodes.table(), links.as_ref().map(NamedText::table), receiver),
            Loaded::CsvFiles { nodes, links, reader } => {
                let name = |path: &Path| path.display().to_string();
                let (nodes_name, links_name) = (name(nodes), links.as_deref().map(name));
                let nodes = reader.open_table(nodes)?;
                let links = links.as_deref().map(|links| reader.open_table(links)).transpose()?;
                csv::stream((&nodes_name, nodes), links_name.as_deref().zip(links), receiver)
            }
            #[cfg(feature = "workbook")]
            Loaded::Ledger(_) => Err(Refused),
        }
    }

    /// The ledger, or all that has not the form of one.
    pub(crate) fn into_ledger(self, limits: &Limits) -> Result<Ledger, LedgerErrors> {
        match self {
            Loaded::Json(json) => json::read(&json.text, &json.name, limits),
            Loaded::Csv { nodes, links } => csv::read(nodes.parts(), links.as_ref().map(NamedText::parts), limits),
            Loaded::CsvFiles { nodes, links, reader } => {
                let (nodes, links) = reader.read_tables(&nodes, links.as_deref())?;
                csv::read(nodes.parts(), links.as_ref().map(NamedText::parts), limits)
            }
            #[cfg(feature = "workbook")]
            Loaded::Ledger(ledger) => Ok(ledger),
        }
    }
}

/// The names of the two tables.
const NODES: &str = "nodes.csv";
const LINKS: &str = "links.csv";

#[cfg(test)]
#[path = "reader_tests.rs"]
mod tests;
