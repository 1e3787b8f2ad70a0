//! A folder of tables as a graph again.

mod nodes; // the nodes
mod small; // links and declared figures

use std::io::Read as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::column::Column;
use super::error::{TableError, TableErrors, TableProblem};
use super::folder::hex;
use super::meta::{FileTotals, Meta};
use super::read::{self, TableReader};
use super::schema;
use super::tally::meta_totals;
use crate::errors::Errors;
use crate::governance::{BuildError, BuildErrors, Governance, Relations, TableRows};
use crate::kind::Kind;
use crate::ledger::{Limits, Note, Reader, Source};
use crate::measure::Measure;

impl Governance {
    /// Reads a graph from a folder of tables, as [`Governance::export`] writes it.
    ///
    /// It is the same graph: its rows, what it records, its notes and its title. All that building checks is checked, and
    /// that the files are those that were written, whole and together. O(n), some three and a half
    /// times as fast as from JSON.
    ///
    /// ```
    /// use gridgov::prelude::*;
    /// use gridgov::table::ExportOptions;
    ///
    /// let mut draft = Draft::new("须水街道");
    /// let street = draft.root(Subdistrict, "410102012", "须水街道");
    /// draft.add(street, SecondGrid, "G-1", "第一网格");
    /// let governance = Governance::build(&draft)?;
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let folder = folder.path();
    /// governance.export(folder, &ExportOptions::default())?;
    /// let again = Governance::from_tables(folder)?;
    /// assert_eq!(again.to_ledger(), governance.to_ledger());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// All that is wrong with the folder, each with its file, row and column as far as they are known: a file that is
    /// missing, was changed or is no Parquet; tables of another version; columns that are missing or of another form; cells
    /// that are empty or disagree with each other; numbers that do not add up; and all that building finds wrong.
    pub fn from_tables(folder: impl AsRef<Path>) -> Result<Self, TableErrors> {
        Self::from_tables_with(&Reader::new(), folder)
    }

    /// Reads a graph from a folder of tables within the limits of a reader; see [`Governance::from_tables`].
    ///
    /// # Errors
    ///
    /// As [`Governance::from_tables`]; also where a bound is passed.
    pub fn from_tables_with(reader: &Reader, folder: impl AsRef<Path>) -> Result<Self, TableErrors> {
        Import::new(folder.as_ref(), reader.limits())?.graph()
    }
}

/// A folder of tables, of which all files are those that were written.
pub(super) struct Import<'l> {
    folder: PathBuf,
    limits: &'l Limits,
    meta: Meta,
}

/// What the columns of the nodes depend on.
pub(super) struct Columns {
    pub(super) measures: Vec<Measure>,
    /// The name of the column of each measure.
    pub(super) names: Vec<String>,
    pub(super) levels: Vec<Kind>,
}

impl<'l> Import<'l> {
    pub(super) fn new(folder: &Path, limits: &'l Limits) -> Result<Self, TableErrors> {
        let import = Self { folder: folder.to_owned(), limits, meta: read_meta(folder)? };
        let mut errors = Vec::new();
        for name in [schema::BRIDGE, schema::DECLARED, schema::LINKS, schema::MEASURES, schema::NODES] {
            errors.extend(import.check_file(name).err());
        }
        Errors::check(errors).map(|()| import)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// What is said of a file.
    fn totals(&self, name: &str) -> Result<&FileTotals, TableError> {
        self.meta.files.get(name).ok_or_else(|| {
            let why = format!("it does not name {name}");
            TableError::new(&self.path(schema::META), TableProblem::NotMeta { why })
        })
    }

    /// Checks that a file is the one that was written.
    fn check_file(&self, name: &str) -> Result<(), TableError> {
        let (path, expected) = (self.path(name), &self.totals(name)?.sha256);
        let mut file = read::open(&path)?;
        let (mut digest, mut block) = (Sha256::new(), vec![0; 64 << 10]);
        loop {
            match file.read(&mut block) {
                Ok(0) => break,
                Ok(count) => digest.update(&block[..count]),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(read::unreadable(&path, &error)),
            }
        }
        let found = hex(&digest.finalize());
        if found == *expected {
            return Ok(());
        }
        Err(TableError::new(&path, TableProblem::FileDiffers { expected: expected.clone(), found }))
    }

    /// Opens a table with as many rows as are said.
    pub(super) fn open(&self, name: &str, columns: Vec<Column>) -> Result<TableReader, TableErrors> {
        let path = self.path(name);
        let table = TableReader::open(&path, columns)?;
        let (expected, found) = (self.totals(name)?.rows, table.rows());
        if expected == found {
            return Ok(table);
        }
        let (expected, found) = (expected.to_string(), found.to_string());
        let problem = TableProblem::CountDiffers { what: "rows".to_owned(), expected, found };
        Err(TableError::new(&path, problem).into())
    }

    /// The measures, the names of their columns, and the levels.
    pub(super) fn columns(&self) -> Result<Columns, TableErrors> {
        let measures: Vec<Measure> = self.meta.measures.iter().map(|column| column.measure.clone()).collect();
        let names = schema::columns_of_measures(&measures);
        if names.iter().ne(self.meta.measures.iter().map(|column| &column.column)) {
            return Err(self.not_meta("a column of a measure has another name").into());
        }
        Ok(Columns { measures, names, levels: self.meta.levels.iter().map(|level| level.kind).collect() })
    }

    fn graph(self) -> Result<Governance, TableErrors> {
        let Columns { measures, names, levels } = self.columns()?;
        let [nodes, links] =
            [schema::NODES, schema::LINKS].map(|name| Source::table(self.path(name).display().to_string()));
        let mut rows = TableRows::new(self.limits, &self.meta.title, &measures, &nodes, &links);
        if !rows.has_measures() {
            return rows.finish().map_err(of_graph);
        }
        let (nodes, links) =
            (self.open(schema::NODES, schema::nodes(&levels, &names))?, self.open(schema::LINKS, schema::links())?);
        let declared = self.open(schema::DECLARED, schema::declared())?;
        self.open(schema::MEASURES, schema::measures())?;
        self.open(schema::BRIDGE, schema::bridge())?;
        let texts = [nodes::CODE, nodes::NAME].map(|column| nodes.text_bytes(column));
        if rows.reserve(nodes.rows() as usize, links.rows() as usize, texts) {
            let mut errors = Vec::new();
            nodes::read(&self.path(schema::NODES), &nodes, levels.len(), measures.len(), &mut rows, &mut errors);
            // What stands in the other tables is about these nodes.
            Errors::check(errors)?;
            let mut errors = Vec::new();
            small::links(&self.path(schema::LINKS), &links, &mut rows, &mut errors);
            small::declared(&self.path(schema::DECLARED), &declared, &measures, &mut rows, &mut errors);
            self.records(&mut rows, &mut errors);
            self.notes(&mut rows, &mut errors);
            Errors::check(errors)?;
        }
        let governance = rows.finish().map_err(of_graph)?;
        self.check(&governance)?;
        Ok(governance)
    }

    /// What is stated to be recorded.
    fn records(&self, rows: &mut TableRows, errors: &mut Vec<TableError>) {
        let relations = |records: &[crate::kind::Relation]| records.iter().copied().collect::<Relations>();
        let mut stated = Vec::new();
        for statement in &self.meta.statements {
            if rows.has(statement.pre) && rows.code(statement.pre) == statement.code {
                stated.push((statement.pre, relations(&statement.records)));
            } else {
                errors.push(self.not_meta(&format!("{} is not the code of node {}", statement.code, statement.pre)));
            }
        }
        rows.records(self.meta.records.as_deref().map(relations), stated);
    }

    /// The notes on how the ledgers were read.
    fn notes(&self, rows: &mut TableRows, errors: &mut Vec<TableError>) {
        for message in &self.meta.notes {
            match Note::kept(message.clone()) {
                Some(note) => rows.note(note),
                None => errors.push(self.not_meta(&format!("{} is no note", message.id()))),
            }
        }
    }

    /// Checks that the graph has the totals that were written down.
    fn check(&self, governance: &Governance) -> Result<(), TableErrors> {
        let path = self.path(schema::META);
        let mut errors = Vec::new();
        let mut found = Meta::new(governance.title());
        meta_totals(governance, &mut found);
        for (what, expected, found) in self.meta.differences(&found) {
            errors.push(TableError::new(&path, TableProblem::CountDiffers { what, expected, found }));
        }
        Errors::check(errors)
    }

    fn not_meta(&self, why: &str) -> TableError {
        TableError::new(&self.path(schema::META), TableProblem::NotMeta { why: crate::excerpt::excerpt(why) })
    }
}

/// What is wrong with the graph.
fn of_graph(errors: BuildErrors) -> TableErrors {
    Errors::<BuildError>::from(errors).map(TableError::from)
}

/// Reads what the files are.
#[expect(clippy::disallowed_methods, reason = "it reads the files of tables")]
pub(super) fn read_meta(folder: &Path) -> Result<Meta, TableError> {
    /// What every version begins with.
    #[derive(serde::Deserialize)]
    struct Version {
        tables: u64,
    }

    let path = folder.join(schema::META);
    let text = std::fs::read(&path).map_err(|error| read::unreadable(&path, &error))?;
    let not_meta = |error: serde_json::Error| TableError::new(&path, TableProblem::NotMeta { why: error.to_string() });
    let Version { tables } = serde_json::from_slice(&text).map_err(not_meta)?;
    if tables != u64::from(schema::VERSION) {
        return Err(TableError::new(&path, TableProblem::Version { written: tables, known: schema::VERSION }));
    }
    let meta: Meta = serde_json::from_slice(&text).map_err(not_meta)?;
    let found = meta.own_digest().map_err(not_meta)?;
    if meta.digest == found {
        return Ok(meta);
    }
    Err(TableError::new(&path, TableProblem::FileDiffers { expected: meta.digest, found }))
}

#[cfg(test)]
#[path = "import_tests.rs"]
mod tests;
