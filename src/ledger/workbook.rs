//! Workbooks as offices keep them (feature `workbook`).
//!
//! A [`Workbook`] holds the cells of a file. [`Workbook::read`] understands its sheets as a ledger by their
//! [`Headings`]; [`Ledger::to_workbook`](super::Ledger::to_workbook) writes one. Errors name cells, and
//! [`Mark`]s bring them back to a copy of the workbook. A [`Template`] is a workbook for a new ledger.
//!
//! # What is understood, what is refused, and how to say what is meant
//!
//! Nothing becomes a node, a person or a figure by accident. What is certain is read; what was understood in a way worth
//! knowing is a note ([`Reading::notes`]); everything else is an error at its cell, and the whole workbook is refused.
//!
//! **Lines.** Each line of a sheet is told by evidence over the whole line: headings (also in two lines, 网格长 above 姓名
//! and 电话), explanations, samples, rows, totals (惠民社区小计, 合计), notes, signatures, lines numbered in advance, end
//! marks. [`Reading::lines`] says which line was taken for what, and why. A line that is none of these is an error. Several
//! tables may stand on one sheet, below titles of their own.
//!
//! **Columns.** Headings are known in Chinese and English. [`Headings::with`] says what another one means, and
//! `Headings::default().with("*", Meaning::Ignored)` leaves out the rest with a note. All unknown headings of a sheet are
//! one error. Columns of personal data (身份证号, 联系电话) are never read.
//!
//! **Names.** A cell that names people, Party organisations, parents or grids may say that there is nobody (无, 暂无, —,
//! 待定) or repeat the cell above (同上, 〃). Several names stand between 、 or on lines of their own. Remarks, titles and
//! telephone numbers are told apart from the name; a number is never kept. What is no name (`#N/A`, a date, 惠民社区 as a
//! person) is an error. [`NameWords`] adds words, through [`Reader::with_words`](super::Reader::with_words).
//!
//! **People with one name** and no code are one person within one second-level grid, and a person each beyond it.
//! [`Namesakes`] says otherwise; the audit's rule `person.namesake` finds where it decided something.
//!
//! **What contains a row** is its parent by code, by name or as a path (须水街道/惠民社区); the lowest of several columns
//! (所属街道, 所属社区, 所属网格), of which the others are checked; the node after which the sheet or file is named; or the
//! column to the left where each column is a level (街道 | 社区 | 三级网格). Numbers that begin anew in each compound become
//! codes such as `C-1/1`, with a note.
//!
//! **Totals among rows.** A line of a table of one column a level may give a figure that lines below it give again: 820
//! households of a community, and those of its grids. Such a figure is declared and never added up, with a note.
//!
//! **Codes** are compared in the form of [`text::canonical`](crate::text::canonical). A code that a spreadsheet made a
//! number or a date of is an error that lists every text that may have been typed. A code that nobody has is told with
//! those near it.
//!
//! **Numbers** of measures are exact: 1，234, 420户, 1.2万. A declared figure may be a bound: 38000余户, 近500户. 无 and — are
//! no value, which is not 0.
//!
//! **Registers of people** become no nodes. [`Headings::with_count`] counts their rows for the building or grid that each
//! names.
//!
//! **Literally.** A text behind `'` is read as it stands, whatever it looks like.
//!
//! # How it is read
//!
//! A file becomes a ledger step by step, and each step knows only those before it:
//!
//! 1. `open`: bytes -> sheets ([`Workbook::open`])
//! 2. `table`: sheets -> tables, which have headings, columns and lines
//! 3. `rows`: lines -> rows of nodes, links and totals, each read by itself
//! 4. `settle`: rows -> settled rows, for what needs all of them: codes, parents by name, named people, totals
//! 5. `register`: registers of people, which are no tables; on request their rows are counted
//! 6. `reading`: runs the steps ([`Workbook::read`])
//!
//! What these steps share: `sheet`, `cell`, `day`, `facts` and `number_format` (cells, and what the file says of them),
//! `typed` (what may have been typed before a spreadsheet changed it), `file_notes` (notes on what is hidden, struck out
//! or was taken off), `headings`, `kind_names` and `line_words` (the words that offices use), `names` and `figures` (their
//! grammars), `cell_value` (a cell as text, code, number), `cell_problem`, `file_problem`, the notes of `ledger` and `log` (what is wrong
//! or worth knowing), `brackets`, `hash_index`, `char_set`.
//!
//! Writing is apart: `ledger_to_workbook` makes sheets of a ledger, `write_xlsx` makes files, `mark` makes marked copies
//! and `template` the workbook to fill in.

mod brackets;
mod cell;
mod cell_problem;
mod cell_value;
mod char_set;
mod day;
mod facts;
mod figures;
mod file_notes;
mod file_problem;
mod hash_index;
mod headings;
mod kind_names;
mod ledger_to_workbook;
mod line_words;
mod log;
mod mark;
mod names;
mod number_format;
mod open;
mod reading;
mod register;
mod rows;
mod settle;
mod sheet;
mod table;
mod template;
mod typed;
mod write_xlsx;

use std::sync::Arc;

use super::{Source, note};
use crate::language::Language;
pub(super) use ledger_to_workbook::look;
pub(super) use names::NameRules;
pub(super) use open::{is_office_file, is_office_folder};
pub(super) use reading::read;

pub use super::{Cells, Note, Remark};
use cell::decimal_text;
pub use cell::{Cell, Formatted};
pub use cell_problem::{CellProblem, UnknownHeading};
pub use day::Day;
pub use facts::Cleaning;
pub use figures::FigureProblem;
pub use file_problem::{Damage, FileProblem};
pub use headings::{Field, Headings, LevelPart, Meaning, UnknownMeaningError};
pub use line_words::LineWord;
pub use mark::{Mark, MarkLevel};
pub use names::{NameProblem, NameWords, Namesakes, NotWhat, NumberKind, WordMeaning};
pub use reading::{ReadLines, Reading};
pub use register::{Count, NoPlace, UnknownCountError};
pub use sheet::{Merged, Sheet};
pub use table::{Doubt, Evidence, LineClass};
pub use template::Template;
pub use write_xlsx::Look;
pub(crate) use write_xlsx::{Book, MAX_ROWS, Page};

/// The sheets of a workbook with their cells.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Workbook {
    name: String,
    sheets: Vec<Sheet>,
    /// Files of a folder that are no part of a ledger.
    skipped: Vec<String>,
}

impl Workbook {
    /// A workbook without sheets; the name, mostly the path of the file, is for messages.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The same with one more sheet.
    #[must_use]
    pub fn with_sheet(mut self, sheet: Sheet) -> Self {
        self.sheets.push(sheet);
        self
    }

    /// The name: mostly the path of the file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The sheets, in their order in the file.
    #[must_use]
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// The language of its headings: Chinese if the first line with several cells of any sheet has a Chinese character.
    /// Reports and marked copies of a ledger best speak it. O(sheets + cells above the headings).
    ///
    /// ```
    /// use gridgov::Language;
    /// use gridgov::ledger::workbook::Workbook;
    ///
    /// let workbook = Workbook::from_bytes("三级网格.csv", "网格编号,名称\nT-1,一号网格\n".as_bytes())?;
    /// assert_eq!(workbook.language(), Language::Chinese);
    /// # Ok::<(), gridgov::ledger::LedgerErrors>(())
    /// ```
    #[must_use]
    pub fn language(&self) -> Language {
        let is_chinese = |text: &str| text.chars().any(|c| matches!(c, '\u{3400}'..='\u{9FFF}'));
        let of_sheet = |sheet: &Sheet| {
            let mut lines = sheet.rows().map(|(_, cells)| cells).filter(|cells| cells.len() > 1);
            lines.next().is_some_and(|cells| cells.iter().any(|(_, cell)| is_chinese(&cell.to_string())))
        };
        if self.sheets.iter().any(of_sheet) { Language::Chinese } else { Language::English }
    }

    /// A sheet of this workbook as the source of rows, with its columns as [`Source::sheet`] takes them. O(sheets).
    fn source_of(&self, sheet: &Sheet, columns: impl IntoIterator<Item = (String, u32, String)>) -> Arc<Source> {
        let number = self.sheets.iter().position(|other| std::ptr::eq(other, sheet)).map_or(0, |at| at + 1);
        let file = sheet.file().unwrap_or(self.name());
        Source::sheet(file, sheet.name(), columns).numbered(number as u32)
    }
}
