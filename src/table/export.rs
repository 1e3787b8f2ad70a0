//! A graph as a folder of tables.

mod bridge; // who counts where, each pair once
mod nodes; // the nodes, with their ancestors copied in
mod small; // links, declared figures and measures

use std::io::Write as _;
use std::path::{Path, PathBuf};

use parquet::errors::ParquetError;

use super::column::Column;
use super::error::{TableError, TableProblem};
use super::folder::{NewFile, NewFiles};
use super::meta::{FileTotals, Meta, Statement};
use super::schema;
use super::tally::meta_totals;
use super::write::{About, RowWriter};
use crate::governance::Governance;
use crate::kind::Kind;
use crate::message::Tell;

/// How a graph is written as tables (导出选项).
///
/// ```
/// use gridgov::table::ExportOptions;
///
/// let options = ExportOptions::default();
/// assert!(options.bridge, "engines need it for what counts each place once");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExportOptions {
    /// Whether `bridge.parquet` is filled: who counts where. It is needed for answers that count each covered place once,
    /// and for what Party organisations answer for; without it the file has no rows.
    pub bridge: bool,
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self { bridge: true }
    }
}

/// What was written (导出结果).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exported {
    /// The files, in the order of their names; `meta.json`, which is about them, comes last.
    pub files: Vec<ExportedFile>,
    /// The digest of all that was written: equal graphs, written alike, have equal ones. 64 hexadecimal digits.
    pub digest: String,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExportedFile {
    /// Its path.
    pub path: PathBuf,
    /// How many rows it has; 0 of what is no table.
    pub rows: u64,
    /// How many bytes it has.
    pub bytes: u64,
}

impl Exported {
    /// The bytes of all files.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }
}

impl Governance {
    /// Writes the graph into a folder as tables that any engine reads: see [`table`](crate::table) for the files and their
    /// columns. The folder is made if it is not there; files of other names in it are left alone.
    ///
    /// Equal graphs are written as equal bytes. The tables are written as a stream: O(n · levels) time, and memory for a
    /// row group beyond the graph. Nothing of it stands under its name before all is written.
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
    /// let written = governance.export(folder, &ExportOptions::default())?;
    /// assert_eq!(written.files.len(), 6);
    /// assert!(folder.join("nodes.parquet").exists());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A file cannot be written, or the graph has more than 2,147,483,647 nodes, which signed integers of 32 bits cannot
    /// number.
    pub fn export(&self, folder: impl AsRef<Path>, options: &ExportOptions) -> Result<Exported, TableError> {
        let folder = folder.as_ref();
        let limit = i32::MAX as u64;
        if self.node_count() as u64 > limit {
            let found = self.node_count() as u64;
            return Err(TableError::new(folder, TableProblem::TooManyNodes { found, limit }));
        }
        let files = NewFiles::new(folder).map_err(|error| TableError::not_written(folder, &error))?;
        let mut export = Export::new(self, files);
        nodes::write(&mut export)?;
        small::links(&mut export)?;
        bridge::write(&mut export, options)?;
        small::declared(&mut export)?;
        small::measures(&mut export)?;
        export.finish()
    }
}

/// A graph on its way into a folder.
struct Export<'g> {
    governance: &'g Governance,
    files: NewFiles,
    levels: Vec<Kind>,
    /// The name of the column of each measure.
    measures: Vec<String>,
    meta: Meta,
}

impl<'g> Export<'g> {
    fn new(governance: &'g Governance, files: NewFiles) -> Self {
        let (levels, measures) = (schema::levels(governance), schema::measure_columns(governance));
        Self { governance, files, levels, measures, meta: Meta::new(governance.title()) }
    }

    /// Writes one file.
    fn file(
        &mut self,
        name: &str,
        write: impl FnOnce(NewFile) -> Result<(NewFile, u64), ParquetError>,
    ) -> Result<(), TableError> {
        let path = self.files.folder().join(name);
        let file = self.files.create(name).map_err(|error| TableError::not_written(&path, &error))?;
        let (file, rows) = write(file).map_err(|error| TableError::not_written(&path, &error))?;
        let (sha256, bytes) = file.finish().map_err(|error| TableError::not_written(&path, &error))?;
        let totals = self.meta.files.entry(name.to_owned()).or_default();
        *totals = FileTotals { rows, bytes, sha256, sums: std::mem::take(&mut totals.sums) };
        Ok(())
    }

    /// Writes one file row by row.
    fn rows(
        &mut self,
        name: &str,
        columns: Vec<Column>,
        write: impl FnOnce(&mut RowWriter<NewFile>) -> Result<(), ParquetError>,
    ) -> Result<(), TableError> {
        let about = Self::about(name);
        self.file(name, |file| {
            let mut rows = RowWriter::new(file, columns, about)?;
            write(&mut rows)?;
            rows.finish()
        })
    }

    /// What a file says of itself.
    fn about(name: &str) -> About {
        let table = name.strip_suffix(".parquet").unwrap_or(name);
        let keys = vec![
            ("gridgov.table".to_owned(), table.to_owned()),
            ("gridgov.version".to_owned(), schema::VERSION.to_string()),
        ];
        About { keys, sorted_by: Vec::new() }
    }

    /// What is known of all files, and then their names.
    fn finish(mut self) -> Result<Exported, TableError> {
        let governance = self.governance;
        meta_totals(governance, &mut self.meta);
        self.meta.records = governance.recorded_everywhere().map(|relations| relations.iter().collect());
        let statement = |(node, relations): (crate::governance::Node<'_>, crate::governance::Relations)| Statement {
            code: node.code().to_owned(),
            pre: node.index(),
            records: relations.iter().collect(),
        };
        self.meta.notes = governance.notes().iter().map(Tell::message).collect();
        self.meta.statements = governance.recorded_at().map(statement).collect();
        self.write_meta()
    }

    fn write_meta(mut self) -> Result<Exported, TableError> {
        let folder = self.files.folder().to_owned();
        let path = folder.join(schema::META);
        let failed = |error: &dyn std::fmt::Display| TableError::not_written(&path, &error);
        self.meta.digest = self.meta.own_digest().map_err(|error| failed(&error))?;
        let text = self.meta.to_text().map_err(|error| failed(&error))?;
        let mut file = self.files.create(schema::META).map_err(|error| failed(&error))?;
        file.write_all(&text).map_err(|error| failed(&error))?;
        file.finish().map_err(|error| failed(&error))?;
        self.files.keep().map_err(|error| TableError::not_written(&folder, &error))?;
        let file = |(name, totals): (&String, &FileTotals)| ExportedFile {
            path: folder.join(name),
            rows: totals.rows,
            bytes: totals.bytes,
        };
        let mut files: Vec<ExportedFile> = self.meta.files.iter().map(file).collect();
        files.push(ExportedFile { path: folder.join(schema::META), rows: 0, bytes: text.len() as u64 });
        Ok(Exported { files, digest: self.meta.digest })
    }
}

#[cfg(test)]
#[path = "export_tests.rs"]
pub(crate) mod tests;
