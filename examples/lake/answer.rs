//! An answer as a table: what a text must give, and what an engine gave.

use std::fs;
use std::path::{Path, PathBuf};

/// Named columns, and rows of cells; an empty cell is no value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Answer {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Answer {
    /// An answer with rows in the order of their texts.
    pub(crate) fn new<T: Into<String>>(
        columns: impl IntoIterator<Item = T>,
        rows: impl IntoIterator<Item = Vec<String>>,
    ) -> Self {
        let mut rows: Vec<Vec<String>> = rows.into_iter().collect();
        rows.sort_unstable();
        Self { columns: columns.into_iter().map(Into::into).collect(), rows }
    }

    /// Writes it as CSV.
    pub(crate) fn write(&self, path: &Path) -> Result<(), String> {
        let failed = |error: &dyn std::fmt::Display| format!("{}: cannot be written: {error}", path.display());
        let mut writer = csv::Writer::from_path(path).map_err(|error| failed(&error))?;
        writer.write_record(&self.columns).map_err(|error| failed(&error))?;
        for row in &self.rows {
            writer.write_record(row).map_err(|error| failed(&error))?;
        }
        writer.flush().map_err(|error| failed(&error))
    }

    /// Reads it from a file, or from all files of CSV in a folder, each with a line of headings.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let failed = |error: &dyn std::fmt::Display| format!("{}: cannot be read: {error}", path.display());
        let mut files: Vec<PathBuf> = vec![path.to_owned()];
        if path.is_dir() {
            let entries = fs::read_dir(path).map_err(|error| failed(&error))?;
            let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>();
            files = paths.map_err(|error| failed(&error))?;
            files.retain(|file| file.extension().is_some_and(|extension| extension == "csv"));
            files.sort();
        }
        let mut answer = Self::default();
        for file in &files {
            let failed = |error: &dyn std::fmt::Display| format!("{}: cannot be read: {error}", file.display());
            let mut reader = csv::Reader::from_path(file).map_err(|error| failed(&error))?;
            let columns: Vec<String> =
                reader.headers().map_err(|error| failed(&error))?.iter().map(str::to_owned).collect();
            if !answer.columns.is_empty() && answer.columns != columns {
                return Err(failed(&"the headings differ from those of the file before it"));
            }
            answer.columns = columns;
            for row in reader.into_records() {
                answer.rows.push(row.map_err(|error| failed(&error))?.iter().map(str::to_owned).collect());
            }
        }
        answer.rows.sort_unstable();
        Ok(answer)
    }
}
