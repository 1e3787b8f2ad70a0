//! Where a row stands.

use std::fmt;
use std::panic::Location;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::Position;
use crate::excerpt::excerpt;
use crate::language::Language;
use crate::message::Place;
use crate::text::escaped;

/// A file, a sheet of it, or the code that rows come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    name: String,
    form: Form,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    /// A text with lines and columns: JSON, or the source file of a draft.
    Text,
    /// A table of lines, its columns known by their headers.
    Table,
    /// A sheet of a workbook.
    Sheet {
        name: String,
        /// Which sheet of the workbook it is, counted from one; 0 where that is not known.
        number: u32,
        /// The columns, counted from one, each with its heading; to the right.
        columns: Vec<(u32, String)>,
        /// The fields of rows, each with the column that it stands in.
        fields: Vec<(String, u32)>,
    },
}

/// Where a row stands: its source, its line and, in a text, the column that it begins at.
///
/// It takes sixteen bytes a row, because rows share the source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    source: Option<Arc<Source>>,
    line: u32,
    column: u32,
}

/// The place of a field of a row, to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<'a> {
    origin: &'a Origin,
    field: Option<&'a str>,
}

impl Source {
    /// A text with lines and columns, such as a JSON file; its name may be empty.
    #[must_use]
    pub fn text(name: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), form: Form::Text })
    }

    /// A table with lines and named columns, such as a CSV file.
    #[must_use]
    pub fn table(name: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), form: Form::Table })
    }

    /// A sheet of a workbook with its columns. Each is the field of a row that it fills, or empty if it fills none; its
    /// number, counted from one; and its heading.
    ///
    /// ```
    /// use gridgov::ledger::{Origin, Position, Source};
    ///
    /// let columns = [("parent".to_owned(), 3, "上级编码".to_owned())];
    /// let row = Origin::new(Source::sheet("须水.xlsx", "三级网格", columns), 17, 0);
    /// assert_eq!(row.field(Some("parent")).to_string(), "须水.xlsx, 三级网格!C17 (上级编码)");
    /// assert_eq!(row.cell(Some("parent")), Some(Position::new(17, 3)));
    /// ```
    #[must_use]
    pub fn sheet(
        name: impl Into<String>,
        sheet: impl Into<String>,
        columns: impl IntoIterator<Item = (String, u32, String)>,
    ) -> Arc<Self> {
        let (mut headings, mut fields) = (Vec::new(), Vec::new());
        for (field, column, heading) in columns {
            headings.push((column, heading));
            if !field.is_empty() {
                fields.push((field, column));
            }
        }
        headings.sort_by_key(|(column, _)| *column);
        let form = Form::Sheet { name: sheet.into(), number: 0, columns: headings, fields };
        Arc::new(Self { name: name.into(), form })
    }

    /// The same as a sheet of a workbook, which knows the order of its sheets.
    #[cfg(feature = "workbook")]
    pub(crate) fn numbered(mut self: Arc<Self>, sheet: u32) -> Arc<Self> {
        if let Some(Self { form: Form::Sheet { number, .. }, .. }) = Arc::get_mut(&mut self) {
            *number = sheet;
        }
        self
    }

    /// Which sheet of its workbook it is, counted from one; 0 where that is not known, and for other sources.
    pub(crate) fn sheet_number(&self) -> u32 {
        match self.form {
            Form::Sheet { number, .. } => number,
            Form::Text | Form::Table => 0,
        }
    }

    /// The name of the sheet, where the source is one.
    #[must_use]
    pub fn sheet_name(&self) -> Option<&str> {
        match &self.form {
            Form::Sheet { name, .. } => Some(name),
            Form::Text | Form::Table => None,
        }
    }

    /// The column that a field stands in, where the source is a sheet.
    fn column_of(&self, field: &str) -> Option<u32> {
        let Form::Sheet { fields, .. } = &self.form else { return None };
        fields.iter().find(|(name, _)| name == field).map(|(_, column)| *column)
    }

    /// The heading of a column, where the source is a sheet.
    fn heading_of(&self, column: u32) -> Option<&str> {
        let Form::Sheet { columns, .. } = &self.form else { return None };
        let at = columns.binary_search_by_key(&column, |(column, _)| *column).ok()?;
        Some(&columns[at].1)
    }

    /// The name: mostly the path of the file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Origin {
    /// A row that stands at a line and column of a source, both counted from one; 0 where unknown.
    #[must_use]
    pub fn new(source: Arc<Source>, line: u32, column: u32) -> Self {
        Self { source: Some(source), line, column }
    }

    /// A row that the code at `location` made, in a source that other rows of that file share.
    pub(crate) fn code(location: &Location<'_>, shared: &mut Option<Arc<Source>>) -> Self {
        let source = match shared {
            Some(source) if source.name == location.file() => source,
            other => other.insert(Source::text(location.file())),
        };
        Self::new(source.clone(), location.line(), location.column())
    }

    /// The row of a place that was kept as data.
    #[cfg(feature = "parquet")]
    pub(crate) fn of_place(place: &Place) -> Self {
        let file = place.file.clone().unwrap_or_default();
        let (line, column) = (place.line.unwrap_or(0), place.column.unwrap_or(0));
        let source = match &place.sheet {
            Some(sheet) => {
                let heading = place.heading.clone().map(|heading| (String::new(), column, heading));
                Source::sheet(file, sheet.clone(), heading)
            }
            None => Source::text(file),
        };
        Self::new(source, line, column)
    }

    /// The source; `None` for a row without a place.
    #[must_use]
    pub fn source(&self) -> Option<&Arc<Source>> {
        self.source.as_ref()
    }

    /// The line, counted from one.
    #[must_use]
    pub const fn line(&self) -> Option<u32> {
        if self.line == 0 { None } else { Some(self.line) }
    }

    /// The column that the row begins at, counted from one; `None` in tables.
    #[must_use]
    pub const fn column(&self) -> Option<u32> {
        if self.column == 0 { None } else { Some(self.column) }
    }

    /// The cell that a field of the row stands in, where the source is a sheet; the first cell of the row
    /// where the field has no column.
    #[must_use]
    pub fn cell(&self, field: Option<&str>) -> Option<Position> {
        let source = self.source.as_deref().filter(|source| source.sheet_name().is_some())?;
        let column = self.column().or_else(|| source.column_of(field?));
        Some(Position::new(self.line()?, column.unwrap_or(1)))
    }

    /// The place of a field of the row as data; `None` for a row without a place.
    pub(crate) fn place(&self, field: Option<&str>) -> Option<Place> {
        self.source.is_some().then(|| self.field(field).place())
    }

    /// A field of the row, to be shown.
    #[must_use]
    pub fn field<'a>(&'a self, field: Option<&'a str>) -> Located<'a> {
        Located { origin: self, field }
    }
}

impl Located<'_> {
    /// The place as data.
    #[must_use]
    pub fn place(&self) -> Place {
        let source = self.origin.source.as_deref();
        let file = source.map(Source::name).filter(|name| !name.is_empty()).map(str::to_owned);
        let sheet = source.and_then(Source::sheet_name).map(str::to_owned);
        let column = self.column();
        let cell = match (&sheet, self.origin.line(), column) {
            (Some(_), Some(row), Some((column, _))) => Some(Position::new(row, column).to_string()),
            (Some(_), Some(row), None) => self.origin.column().map(|column| Position::new(row, column).to_string()),
            _ => None,
        };
        Place {
            file,
            sheet,
            cell,
            line: self.origin.line(),
            column: column.map(|(column, _)| column).or(self.origin.column()),
            heading: column.map(|(_, heading)| heading.to_owned()),
            field: self.field.map(str::to_owned),
        }
    }

    /// Writes a line that people read: the place, the code of the node if there is one, and the words.
    pub(crate) fn line(
        &self,
        language: Language,
        code: Option<&str>,
        words: impl fmt::Display,
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        match (language, code.map(excerpt)) {
            (Language::English, None) => write!(f, "{self}: {words}"),
            (Language::English, Some(code)) => write!(f, "{self}, node `{code}`: {words}"),
            (Language::Chinese, code) => {
                self.place().chinese(f)?;
                match code {
                    None => write!(f, "：{words}"),
                    Some(code) => write!(f, "，“{code}”：{words}"),
                }
            }
        }
    }

    /// The column of a sheet that is meant, with its heading: that of the field, or the one that the origin
    /// itself names because what was read came from that cell alone.
    fn column(&self) -> Option<(u32, &str)> {
        let source = self.origin.source.as_deref()?;
        self.origin.line()?;
        let column = self.origin.column().or_else(|| source.column_of(self.field?))?;
        Some((column, source.heading_of(column)?))
    }
}

impl fmt::Display for Origin {
    /// What is invisible in the names of files and sheets is escaped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(source) = &self.source else {
            return f.write_str("a row of unknown origin");
        };
        let name = escaped(&source.name);
        if let Some(sheet) = source.sheet_name().map(escaped) {
            let file = if name.is_empty() { String::new() } else { format!("{name}, ") };
            return match (self.line(), self.column()) {
                (None, _) => write!(f, "{file}{sheet}"),
                (Some(row), None) => write!(f, "{file}{sheet}, row {row}"),
                (Some(row), Some(column)) => write!(f, "{file}{sheet}!{}", Position::new(row, column)),
            };
        }
        match (name.as_ref(), self.line(), self.column()) {
            ("", None, _) => f.write_str("the text"),
            ("", Some(line), None) => write!(f, "line {line}"),
            ("", Some(line), Some(column)) => write!(f, "line {line}, column {column}"),
            (name, None, _) => f.write_str(name),
            (name, Some(line), None) => write!(f, "{name}:{line}"),
            (name, Some(line), Some(column)) => write!(f, "{name}:{line}:{column}"),
        }
    }
}

impl Serialize for Origin {
    /// The place of the row: see [`Place`].
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.field(None).place().serialize(serializer)
    }
}

impl fmt::Display for Located<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((column, heading)) = self.column() {
            let cell = Origin { column, ..self.origin.clone() };
            return write!(f, "{cell} ({})", excerpt(heading));
        }
        self.origin.fmt(f)?;
        let Some(field) = self.field else {
            return Ok(());
        };
        let what = match self.origin.source.as_deref() {
            Some(Source { form: Form::Table | Form::Sheet { .. }, .. }) => "column",
            _ => "field",
        };
        write!(f, ", {what} `{}`", excerpt(field))
    }
}

#[cfg(test)]
#[path = "origin_tests.rs"]
mod tests;
