//! Reads ledgers of all formats, with settings.

use std::fs::File;
use std::io;
use std::path::Path;

use super::utf8::{check_length, read_utf8};
#[cfg(feature = "workbook")]
use super::workbook::{self, Headings, NameRules, NameWords, Namesakes, Reading, Workbook};
use super::{Ledger, LedgerErrors, Limits, csv, json};

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
        let path = path.as_ref();
        if path.is_dir() {
            #[cfg(feature = "workbook")]
            if !path.join(NODES).try_exists().unwrap_or(true) && workbook::is_office_folder(path) {
                return self.workbook(&Workbook::open_within(path, &self.limits)?).into_ledger();
            }
            return self.open_folder(path);
        }
        #[cfg(feature = "workbook")]
        if workbook::is_office_file(path) {
            return self.workbook(&Workbook::open_within(path, &self.limits)?).into_ledger();
        }
        json::read(&self.read_text(path)?, &path.display().to_string(), &self.limits)
    }

    /// Reads the pair of CSV tables of a folder, of which that of links may be absent.
    fn open_folder(&self, folder: &Path) -> Result<Ledger, LedgerErrors> {
        let nodes = folder.join(NODES);
        let nodes = (nodes.display().to_string(), self.read_text(&nodes)?);
        let links = folder.join(LINKS);
        // Whatever else is wrong with the path is an error when it is opened.
        let links = if links.try_exists().unwrap_or(true) {
            Some((links.display().to_string(), self.read_text(&links)?))
        } else {
            None
        };
        let links = links.as_ref().map(|(name, text)| (name.as_str(), text.as_str()));
        csv::read((&nodes.0, &nodes.1), links, &self.limits)
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

/// The names of the two tables.
const NODES: &str = "nodes.csv";
const LINKS: &str = "links.csv";

#[cfg(test)]
#[path = "reader_tests.rs"]
mod tests;
