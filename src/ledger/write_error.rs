//! What of a ledger or a report cannot be written, with its ids, parts and texts in both languages.

use std::fmt;
use std::io;

use serde::Serialize;

use super::Origin;
use crate::language::Language;
use crate::measure::known;
use crate::message::{Level, Message, Parts, Place, Tell, Term, Wording, WordingIn};

/// A ledger or a report could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The file or stream fails.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The ledger says something that a table of text cannot say.
    #[error("{origin}: {what} cannot be written as a table")]
    NotForCsv {
        /// Where the row stands.
        origin: Origin,
        /// What it is.
        what: NotForTable,
    },
    /// A workbook says something that no spreadsheet can keep.
    #[error("{at}: {what}")]
    NotForWorkbook {
        /// The cell, or the sheet.
        at: String,
        /// What it is, and what would be right.
        what: NotForSpreadsheet,
    },
}

/// What a table of text cannot say: it would be read back as something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum NotForTable {
    /// A measure whose heading would be read as something else.
    #[error("a measure named `{measure}`{}", .unit.as_ref().map_or_else(String::new, |unit| format!(" in `{unit}`")))]
    Measure {
        /// The measure.
        measure: String,
        /// Its unit, where that is what cannot be said.
        unit: Option<String>,
    },
    /// Two measures of one name.
    #[error("a second measure named `{measure}`")]
    SecondMeasure {
        /// The measure.
        measure: String,
    },
    /// A value of a measure that the ledger does not declare.
    #[error("a value of the undeclared measure `{measure}`")]
    Undeclared {
        /// The measure.
        measure: String,
    },
    /// A value that is there but empty.
    #[error("{what}{} that is there but empty", of_which(.of))]
    Empty {
        /// What it is.
        what: Term,
        /// The measure or kind that it is of.
        of: Option<String>,
    },
    /// A text that would be read back as what it is in the place of.
    #[error("a text `{written}` that would be read as a {what}{of} (give the {what}{of} itself)", of = of_which(.of))]
    Misread {
        /// The text.
        written: String,
        /// What it would be read as.
        what: Term,
        /// The measure or kind that it is of.
        of: Option<String>,
    },
}

/// What no spreadsheet can keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum NotForSpreadsheet {
    /// A name that no sheet can have.
    #[error(
        "{why}; the name of a sheet has 1 to {at_most} characters, none of [ ] : * ? / \\ and no control characters, no ' \
         at its ends, and is not History"
    )]
    SheetName {
        /// Why not.
        why: Term,
        /// How many characters it may have.
        at_most: usize,
    },
    /// A name that two sheets have.
    #[error("another sheet has this name; capital and small letters make no difference to Excel")]
    SheetTwice,
    /// A workbook without a sheet.
    #[error("there is no sheet; a workbook has at least one")]
    NoSheet,
    /// A number that is infinite or none.
    #[error("{number} is no number that a cell can hold")]
    Number {
        /// The number.
        number: String,
    },
    /// Too many merged cells.
    #[error("{range} is merged; at most {at_most} cells of a sheet are written merged")]
    Merged {
        /// The merged range.
        range: String,
        /// How many cells there may be.
        at_most: u64,
    },
    /// A place beyond the bounds of a sheet.
    #[error("row {row}, column {column} is no cell; a sheet has {rows} rows and {columns} columns, counted from one")]
    NoCell {
        /// The row.
        row: u32,
        /// The column.
        column: u32,
        /// How many rows a sheet has.
        rows: u32,
        /// How many columns it has.
        columns: u32,
    },
    /// A text that is longer than any cell.
    #[error("the text has {length} characters; a cell holds at most {at_most}")]
    TooLong {
        /// How many characters it has.
        length: usize,
        /// How many a cell holds.
        at_most: usize,
    },
    /// A choice that a list cannot offer.
    #[error("`{choice}` cannot be chosen from a list: Excel parts choices at commas")]
    Choice {
        /// The choice.
        choice: String,
    },
    /// What the library that writes workbooks refuses, in its words.
    #[error("{why}")]
    Refused {
        /// The words of the library.
        why: String,
    },
}

/// Of which measure or kind something is.
fn of_which(of: &Option<String>) -> String {
    of.as_ref().map_or_else(String::new, |of| format!(" of `{of}`"))
}

impl NotForTable {
    fn chinese(&self) -> String {
        let of = |of: &Option<String>| of.as_ref().map_or_else(String::new, |of| format!("“{of}”的"));
        match self {
            Self::Measure { measure, unit: None } => format!("名为{}的指标", known::id_in_chinese(measure)),
            Self::Measure { measure, unit: Some(unit) } => {
                format!("名为{}、单位为“{unit}”的指标", known::id_in_chinese(measure))
            }
            Self::SecondMeasure { measure } => format!("第二个名为{}的指标", known::id_in_chinese(measure)),
            Self::Undeclared { measure } => format!("未申明的指标{}的值", known::id_in_chinese(measure)),
            Self::Empty { what, of: whose } => format!("{}有而为空的{}", of(whose), what.chinese()),
            Self::Misread { written, what, of: whose } => {
                format!("会被读作{}{}的文本“{written}”", of(whose), what.chinese())
            }
        }
    }
}

impl NotForSpreadsheet {
    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SheetName { why, at_most } => write!(
                f,
                "{}；请使工作表名称为1至{at_most}个字符，不含[ ] : * ? / \\和控制字符，首尾没有'，也不是History",
                why.chinese()
            ),
            Self::SheetTwice => f.write_str("另有工作表同名，大小写不作区分；请改名"),
            Self::NoSheet => f.write_str("没有工作表；工作簿至少要有一个，请补上"),
            Self::Number { number } => write!(f, "{number}不是单元格能存的数；请改正"),
            Self::Merged { range, at_most } => {
                write!(f, "{range}是合并单元格，而一个工作表最多写入{at_most}个合并的单元格；请减少合并")
            }
            Self::NoCell { row, column, rows, columns } => {
                write!(f, "第{row}行第{column}列不是单元格，工作表有{rows}行{columns}列，从1数起；请改正")
            }
            Self::TooLong { length, at_most } => {
                write!(f, "文本有{length}个字符，而单元格最多容纳{at_most}个；请缩短")
            }
            Self::Choice { choice } => write!(f, "“{choice}”不能作为下拉选项，选项之间以逗号分隔；请去掉其中的逗号"),
            Self::Refused { why } => write!(f, "无法写入（{why}）；请核对"),
        }
    }
}

impl Wording for WriteError {
    fn id(&self) -> &'static str {
        match self {
            Self::Io(_) => "write.failed",
            Self::NotForCsv { what, .. } => match what {
                NotForTable::Measure { .. } => "write.measure_name",
                NotForTable::SecondMeasure { .. } => "write.second_measure",
                NotForTable::Undeclared { .. } => "write.undeclared_measure",
                NotForTable::Empty { .. } => "write.empty_value",
                NotForTable::Misread { .. } => "write.misread",
            },
            Self::NotForWorkbook { what, .. } => match what {
                NotForSpreadsheet::SheetName { .. } => "write.sheet_name",
                NotForSpreadsheet::SheetTwice => "write.sheet_twice",
                NotForSpreadsheet::NoSheet => "write.no_sheet",
                NotForSpreadsheet::Number { .. } => "write.number",
                NotForSpreadsheet::Merged { .. } => "write.merged",
                NotForSpreadsheet::NoCell { .. } => "write.no_cell",
                NotForSpreadsheet::TooLong { .. } => "write.too_long",
                NotForSpreadsheet::Choice { .. } => "write.choice",
                NotForSpreadsheet::Refused { .. } => "write.refused",
            },
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "无法写入（{error}）；请核对位置和权限"),
            Self::NotForCsv { origin, what } => {
                let place = origin.place(None).map_or_else(String::new, |place| format!("{}：", place.chinese_text()));
                write!(f, "{place}{}无法写成表格；请改正，或改用其他格式", what.chinese())
            }
            Self::NotForWorkbook { at, what } => {
                write!(f, "{at}：")?;
                what.chinese(f)
            }
        }
    }

    fn parts(&self) -> Parts {
        match self {
            Self::Io(error) => Parts::default().with("why", error.to_string()),
            Self::NotForCsv { what, .. } => Parts::of(what),
            Self::NotForWorkbook { at, what } => Parts::of(what).with("at", at),
        }
    }
}

impl WriteError {
    /// Where the row stands, where that is known.
    fn place(&self) -> Option<Place> {
        match self {
            Self::NotForCsv { origin, .. } => origin.place(None),
            Self::Io(_) | Self::NotForWorkbook { .. } => None,
        }
    }
}

impl Tell for WriteError {
    fn message(&self) -> Message {
        Message::of(Level::Error, self).at(self.place())
    }

    fn tell(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&WordingIn(self, language), f)
    }
}
