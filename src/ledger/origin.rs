//! Where a row stands.

use std::fmt;
use std::panic::Location;
use std::sync::Arc;

/// A file, a sheet of it, or the code that rows come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    name: String,
    form: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A text with lines and columns: JSON, or the source file of a draft.
    Text,
    /// A table of lines, its columns known by their headers.
    Table,
}

/// Where a row stands: its source, its line and, in a text, the column that it begins at.
///
/// Sixteen bytes a row: the source is shared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    source: Option<Arc<Source>>,
    line: u32,
    column: u32,
}

/// Where a field of a row stands, to be shown.
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

    /// The source; none for a row that nobody placed.
    #[must_use]
    pub fn source(&self) -> Option<&Arc<Source>> {
        self.source.as_ref()
    }

    /// The line, counted from one.
    #[must_use]
    pub const fn line(&self) -> Option<u32> {
        if self.line == 0 { None } else { Some(self.line) }
    }

    /// The column that the row begins at, counted from one; none in tables.
    #[must_use]
    pub const fn column(&self) -> Option<u32> {
        if self.column == 0 { None } else { Some(self.column) }
    }

    /// A field of the row, to be shown.
    #[must_use]
    pub fn field<'a>(&'a self, field: Option<&'a str>) -> Located<'a> {
        Located { origin: self, field }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(source) = &self.source else {
            return f.write_str("a row of unknown origin");
        };
        match (source.name.as_str(), self.line(), self.column()) {
            ("", None, _) => f.write_str("the text"),
            ("", Some(line), None) => write!(f, "line {line}"),
            ("", Some(line), Some(column)) => write!(f, "line {line}, column {column}"),
            (name, None, _) => f.write_str(name),
            (name, Some(line), None) => write!(f, "{name}:{line}"),
            (name, Some(line), Some(column)) => write!(f, "{name}:{line}:{column}"),
        }
    }
}

impl fmt::Display for Located<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.origin.fmt(f)?;
        let Some(field) = self.field else {
            return Ok(());
        };
        let what = match self.origin.source.as_deref() {
            Some(Source { form: Form::Table, .. }) => "column",
            _ => "field",
        };
        write!(f, ", {what} `{field}`")
    }
}
