//! The report as an Excel workbook.

mod cell_formats; // how cells look, and numbers in them
mod coverage; // the sheets of what is covered and what is not
mod findings; // the sheet of findings
mod list_sheet; // what all sheets with one long list have in common
mod overview; // the first sheet
#[cfg(feature = "record")]
mod records; // records by territory and period
mod roll_up; // the sheet of counts and sums

use std::fmt;
use std::io::Write;

use self::cell_formats::CellFormats;
use super::answer_rows::{self, CoverageRow, RollUpRow};
use super::{Scope, answer_rows::worst_first};
use crate::audit::Findings;
use crate::governance::{Governance, Node};
use crate::language::Language;
use crate::ledger::workbook::{Book, MAX_ROWS};
use crate::ledger::{Position, WriteError};
use crate::message::{Parts, Wording};
use crate::rollup::{Distinct, RollUpError};

const OVERVIEW: &str = "总览";
const ROLL_UP: &str = "汇总";
const COVERAGE: &str = "覆盖";
const UNCOVERED: &str = "未覆盖";
const FINDINGS: &str = "问题";

/// The names of the sheets in English.
const IN_ENGLISH: [(&str, &str); 5] = [
    (OVERVIEW, "Overview"),
    (ROLL_UP, "Roll-up"),
    (COVERAGE, "Coverage"),
    (UNCOVERED, "Not covered"),
    (FINDINGS, "Findings"),
];

/// The row of the headings of list sheets; the row above says what the list is.
const HEAD: u32 = 2;

/// A report (报表) as a workbook of five sheets, which link to each other. It is wholly in Chinese, or in English with
/// [`ReportBook::in_language`]:
///
/// | sheet | contents |
/// |---|---|
/// | 总览 (Overview) | the number of nodes of each kind, each declared figure beside what is counted, findings by rule |
/// | 汇总 (Roll-up) | a row for each area and grid, each place counted once; levels fold; columns of zeros are left out |
/// | 覆盖 (Coverage) | a row for each question and kind, the lowest share first |
/// | 未覆盖 (Not covered) | the uncovered nodes, each with its parent |
/// | 问题 (Findings) | the findings, the most severe first, each with the place of the node's row |
///
/// Numbers of more than 15 digits, which spreadsheets would round, are written as text. Names and codes are always
/// text, never formulas. The same graph and findings give the same bytes.
///
/// ```
/// use gridgov::governance::Governance;
/// use gridgov::kind::{SecondGrid, Subdistrict};
/// use gridgov::ledger::Draft;
/// use gridgov::report::{ReportBook, Scope};
///
/// let mut draft = Draft::new("须水街道");
/// let street = draft.root(Subdistrict, "S", "须水街道");
/// draft.add(street, SecondGrid, "G", "第一网格");
/// let governance = Governance::build(&draft).unwrap();
/// let findings = governance.audit();
///
/// let whole = ReportBook::new(Scope::all(&governance), &findings).to_xlsx()?;
/// let part = ReportBook::new(Scope::at(governance.node("G").unwrap()), &findings).to_xlsx()?;
/// assert!(whole.starts_with(b"PK") && part.starts_with(b"PK"));
/// # Ok::<(), gridgov::report::ReportError>(())
/// ```
#[derive(Debug, Clone)]
pub struct ReportBook<'g> {
    governance: &'g Governance,
    scope: Scope<'g>,
    findings: Findings<'g>,
    language: Language,
}

/// A report could not be made or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// A total cannot be computed.
    #[error(transparent)]
    RollUp(#[from] RollUpError),
    /// The report says something that no spreadsheet can keep, or the writer fails.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A sheet would have more rows than a spreadsheet can have.
    #[error(
        "the sheet {sheet} would have {rows} rows, and a sheet has at most {MAX_ROWS}; report on a part, such as one county or sub-district at a time"
    )]
    TooLong {
        /// The name of the sheet.
        sheet: &'static str,
        /// How many rows it would have.
        rows: usize,
    },
}

impl Wording for ReportError {
    fn id(&self) -> &'static str {
        match self {
            Self::RollUp(error) => error.id(),
            Self::Write(error) => error.id(),
            Self::TooLong { .. } => "report.too_long",
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RollUp(error) => error.chinese(f),
            Self::Write(error) => error.chinese(f),
            Self::TooLong { sheet, rows } => {
                write!(f, "工作表“{sheet}”将有{rows}行，而工作表最多{MAX_ROWS}行；请分区县或分街道生成报表")
            }
        }
    }

    fn parts(&self) -> Parts {
        match self {
            Self::RollUp(error) => error.parts(),
            Self::Write(error) => error.parts(),
            Self::TooLong { sheet, rows } => Parts::default().with("sheet", sheet).with("rows", rows),
        }
    }
}

/// The content of the sheets, from which links between them are computed.
struct Content<'a, 'g> {
    book: &'a ReportBook<'g>,
    formats: CellFormats,
    roll_up: Vec<RollUpRow<'g>>,
    coverage: Vec<CoverageRow<'g>>,
}

impl<'g> ReportBook<'g> {
    /// A report on a scope, with the findings that are about its nodes.
    ///
    /// # Panics
    ///
    /// If the findings are of another graph than the scope.
    #[must_use]
    pub fn new(scope: Scope<'g>, findings: &Findings<'g>) -> Self {
        let governance = scope.nodes().governance();
        Self { governance, findings: findings.within(scope.nodes()), scope, language: Language::Chinese }
    }

    /// The same in another language.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// The report as the bytes of an `.xlsx` file.
    ///
    /// # Errors
    ///
    /// As [`ReportBook::write_xlsx`].
    pub fn to_xlsx(&self) -> Result<Vec<u8>, ReportError> {
        let mut bytes = Vec::new();
        self.write_xlsx(&mut bytes)?;
        Ok(bytes)
    }

    /// Writes the report as an `.xlsx` file. O(n) time; the memory of what is shown.
    ///
    /// # Errors
    ///
    /// The writer fails; a sheet would have more rows than a spreadsheet has; or the title is longer than any cell.
    pub fn write_xlsx(&self, writer: impl Write + Send) -> Result<(), ReportError> {
        let content = Content {
            book: self,
            formats: CellFormats::default(),
            roll_up: answer_rows::roll_up(self.governance, Distinct, self.scope.asked())?,
            coverage: worst_first(self.governance, self.scope.asked()),
        };
        content.check_lengths()?;
        let mut book = Book::new();
        book.add(overview::page(&content)?)?;
        book.add(roll_up::page(&content)?)?;
        book.add(coverage::page(&content)?)?;
        book.add(coverage::uncovered(&content)?)?;
        book.add(findings::page(&content)?)?;
        Ok(book.write(writer)?)
    }
}

impl Content<'_, '_> {
    /// The text of the language of the report, of two that say the same.
    fn say<T>(&self, english: T, chinese: T) -> T {
        self.book.language.of(english, chinese)
    }

    /// The name of a sheet, given in Chinese.
    fn sheet(&self, name: &'static str) -> &'static str {
        let english = IN_ENGLISH.iter().find(|(chinese, _)| *chinese == name).map_or(name, |(_, english)| english);
        self.say(english, name)
    }

    /// What cells hold in the language of the report.
    fn language(&self) -> Language {
        self.book.language
    }

    fn check_lengths(&self) -> Result<(), ReportError> {
        let uncovered = self.coverage.iter().map(|row| row.uncovered.len()).sum();
        for (sheet, lines) in
            [(ROLL_UP, self.roll_up.len()), (UNCOVERED, uncovered), (FINDINGS, self.book.findings.len())]
        {
            let rows = lines + HEAD as usize;
            if rows > MAX_ROWS as usize {
                return Err(ReportError::TooLong { sheet: self.sheet(sheet), rows });
            }
        }
        Ok(())
    }

    /// The row of a node in the roll-up sheet, or else of the nearest area or grid above it; O(depth · log rows).
    fn line_of(&self, node: Node<'_>) -> Option<(&'static str, Position)> {
        let mut upward = std::iter::once(node).chain(node.ancestors());
        let at =
            upward.find_map(|node| self.roll_up.binary_search_by_key(&node.index(), |row| row.node.index()).ok())?;
        Some((self.sheet(ROLL_UP), Position::new(HEAD + 1 + at as u32, 1)))
    }
}

#[cfg(test)]
#[path = "workbook_tests.rs"]
mod tests;
