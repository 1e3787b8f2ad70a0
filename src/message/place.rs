//! Where something stands that is told, as data.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::excerpt::excerpt;
use crate::text::escaped;

/// Where something stands: the file, the sheet and cell or the line and column, and the field of the row.
///
/// As JSON it is an object with the keys `file`, `sheet`, `cell` (such as `C17`), `line` and `column` (numbers, counted
/// from one), `heading` (the heading of the column in a sheet) and `field` (the field of the row that it fills). What is
/// not known is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sheet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cell: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) heading: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) field: Option<String>,
}

impl Place {
    /// The file or stream, as it was named.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// The sheet of a workbook.
    #[must_use]
    pub fn sheet(&self) -> Option<&str> {
        self.sheet.as_deref()
    }

    /// The cell in it, such as `C17`.
    #[must_use]
    pub fn cell(&self) -> Option<&str> {
        self.cell.as_deref()
    }

    /// The line or row, counted from one.
    #[must_use]
    pub const fn line(&self) -> Option<u32> {
        self.line
    }

    /// The column, counted from one.
    #[must_use]
    pub const fn column(&self) -> Option<u32> {
        self.column
    }

    /// The heading of the column in a sheet.
    #[must_use]
    pub fn heading(&self) -> Option<&str> {
        self.heading.as_deref()
    }

    /// The field of the row, such as `parent`.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// The place as people read it in Chinese.
    pub(crate) fn chinese_text(&self) -> String {
        InChinese(self).to_string()
    }

    /// Writes the place as people read it in Chinese: 须水.xlsx 工作表“微网格”A7（网格编号）.
    pub(crate) fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            f.write_str(&escaped(file))?;
            f.write_str(if self.sheet.is_some() || self.line.is_some() { " " } else { "" })?;
        }
        if let Some(sheet) = &self.sheet {
            write!(f, "工作表“{}”", escaped(sheet))?;
        }
        match (&self.cell, self.line, self.column) {
            (Some(cell), ..) => f.write_str(cell)?,
            (None, Some(line), None) => write!(f, "第{line}行")?,
            (None, Some(line), Some(column)) => write!(f, "第{line}行第{column}列")?,
            (None, None, _) if self.file.is_none() && self.sheet.is_none() => f.write_str("文本")?,
            (None, None, _) => {}
        }
        match self.heading.as_ref().or(self.field.as_ref()) {
            Some(heading) => write!(f, "（{}）", excerpt(heading)),
            None => Ok(()),
        }
    }
}

struct InChinese<'a>(&'a Place);

impl fmt::Display for InChinese<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chinese(f)
    }
}
