//! Reading a workbook as a ledger: sheets -> tables -> rows -> settled rows.

use std::fmt;
use std::ops::RangeInclusive;

use super::log::{Log, Logged};
use super::names::NameRules;
use super::note::{Note, Remark};
use super::rows::{Context, Rows};
use super::settle::{Settled, settle};
use super::table::{LineRun, LineRuns, Tables};
use super::{Evidence, Headings, LineClass, Workbook, file_notes, register};
use crate::language::Language;
use crate::ledger::error::Readable;
use crate::ledger::{Ledger, LedgerErrors, Limits, Origin, Source};
use crate::measure::Measure;

/// What was read from a workbook: a ledger or all errors, with notes either way.
#[derive(Debug, Clone)]
pub struct Reading {
    result: Result<Ledger, LedgerErrors>,
    tables: Vec<ReadTable>,
}

/// A table and what each of its lines was taken for.
#[derive(Debug, Clone)]
struct ReadTable {
    sheet: String,
    /// Which table of the sheet.
    number: usize,
    runs: LineRuns,
}

/// Lines of a sheet directly below each other that were taken for the same, for the same reasons.
#[derive(Debug, Clone, Copy)]
pub struct ReadLines<'r> {
    sheet: &'r str,
    table: usize,
    run: LineRun<'r>,
}

impl<'r> ReadLines<'r> {
    /// The name of the sheet.
    #[must_use]
    pub fn sheet(&self) -> &'r str {
        self.sheet
    }

    /// Which table of the sheet, counted from one.
    #[must_use]
    pub fn table(&self) -> usize {
        self.table
    }

    /// The numbers of the lines, counted from one.
    #[must_use]
    pub fn rows(&self) -> RangeInclusive<u32> {
        self.run.first..=self.run.last
    }

    /// What they were taken for.
    #[must_use]
    pub fn class(&self) -> &'r LineClass {
        self.run.class
    }

    /// Why, the strongest reason first.
    #[must_use]
    pub fn evidence(&self) -> &'r [Evidence] {
        self.run.because
    }
}

impl ReadLines<'_> {
    /// The sheet, the lines, what they are and why, in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        if language == Language::English {
            return self.to_string();
        }
        let LineRun { first, last, class, because } = self.run;
        let lines = if last > first { format!("{first}至{last}") } else { first.to_string() };
        let because: Vec<String> = because.iter().map(Evidence::chinese).collect();
        let because = if because.is_empty() { String::new() } else { format!("（{}）", because.join("；")) };
        format!("工作表“{}”第{lines}行：{}{because}", self.sheet, class.in_chinese())
    }
}

impl fmt::Display for ReadLines<'_> {
    /// The sheet, the lines, what they are and why: `三级网格!4: total (word for a total in A; no code and no name)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LineRun { first, last, class, because } = self.run;
        write!(f, "{}!{first}", self.sheet)?;
        if last > first {
            write!(f, "-{last}")?;
        }
        write!(f, ": {class}")?;
        if because.is_empty() {
            return Ok(());
        }
        let because: Vec<String> = because.iter().map(Evidence::to_string).collect();
        write!(f, " ({})", because.join("; "))
    }
}

impl Reading {
    /// What is no error but worth knowing, in the order of the cells.
    pub fn notes(&self) -> impl ExactSizeIterator<Item = &Note> {
        match &self.result {
            Ok(ledger) => ledger.notes(),
            Err(errors) => errors.notes(),
        }
        .iter()
    }

    /// What each line of each table was taken for, and why: those of a sheet downward, sheets in their order. Sheets in
    /// which no headings are known have no lines here.
    ///
    /// ```
    /// use gridgov::ledger::Position;
    /// use gridgov::ledger::workbook::{Headings, LineClass, Sheet, Workbook};
    ///
    /// let mut grids = Sheet::new("三级网格");
    /// for (row, cells) in [["网格编号", "户数"], ["T-1", "420"], ["全街道合计", "420"]].iter().enumerate() {
    ///     for (column, cell) in cells.iter().enumerate() {
    ///         grids.set(Position::new(row as u32 + 1, column as u32 + 1), *cell);
    ///     }
    /// }
    /// let reading = Workbook::new("须水.xlsx").with_sheet(grids).read(&Headings::default());
    /// let total = reading.lines().last().unwrap();
    /// assert_eq!((total.sheet(), total.rows()), ("三级网格", 3..=3));
    /// assert_eq!(total.class(), &LineClass::Total { of: None, is_part: false });
    /// assert_eq!(total.to_string(), "三级网格!3: total (word for a total in A; no code and no name)");
    /// ```
    pub fn lines(&self) -> impl Iterator<Item = ReadLines<'_>> {
        self.tables.iter().flat_map(|ReadTable { sheet, number, runs }| {
            runs.iter().map(move |run| ReadLines { sheet, table: *number, run })
        })
    }

    /// The ledger.
    ///
    /// # Errors
    ///
    /// All cells that have not the form of a ledger.
    pub fn ledger(&self) -> Result<&Ledger, &LedgerErrors> {
        self.result.as_ref()
    }

    /// The ledger, by value. The notes stay with it, or with the errors.
    ///
    /// # Errors
    ///
    /// All cells that have not the form of a ledger.
    pub fn into_ledger(self) -> Result<Ledger, LedgerErrors> {
        self.result
    }
}

impl Workbook {
    /// Reads the sheets as a ledger (台账), by their headings.
    ///
    /// A sheet has headings in one line or several, known ones in any order ([`Headings`]); lines above them are a
    /// title. Several tables may stand below each other. A column 类别 or the name of the sheet, such as 微网格, says the
    /// kind of a row. Merged ranges hold their value in every row. Every line is told by evidence over the whole line
    /// ([`Reading::lines`]): lines of totals (合计, 总计, 小计) are figures that are declared of what contains the rows
    /// above; notes, signatures, explanations, samples and lines numbered in advance are skipped, with a note; a line
    /// that cannot be told is an error and never a row. A parent may be given by its name where only one node has it. People and Party organisations in
    /// columns of grids become nodes and links. A text behind `'` is meant literally.
    ///
    /// [`ledger::Reader`](crate::ledger::Reader) reads within other bounds than the default ones. O(cells · log cells).
    ///
    /// ```
    /// use gridgov::ledger::Position;
    /// use gridgov::ledger::workbook::{Headings, Sheet, Workbook};
    ///
    /// let mut grids = Sheet::new("三级网格");
    /// for (row, cells) in [["网格编号", "网格名称", "户数"], ["T-1", "一号网格", "４２０"]].iter().enumerate() {
    ///     for (column, cell) in cells.iter().enumerate() {
    ///         grids.set(Position::new(row as u32 + 1, column as u32 + 1), *cell);
    ///     }
    /// }
    /// let reading = Workbook::new("须水.xlsx").with_sheet(grids).read(&Headings::default());
    /// let ledger = reading.into_ledger()?;
    /// assert_eq!(ledger.nodes[0].kind.to_string(), "third_grid");
    /// assert_eq!(ledger.nodes[0].measures.get("households").unwrap().to_string(), "420");
    /// assert_eq!(ledger.nodes[0].origin.to_string(), "须水.xlsx, 三级网格, row 2");
    /// # Ok::<(), gridgov::ledger::LedgerErrors>(())
    /// ```
    #[must_use]
    pub fn read(&self, headings: &Headings) -> Reading {
        read(self, headings, &NameRules::default(), &Limits::DEFAULT)
    }
}

/// Reads a workbook by these headings and rules of names, within these bounds.
pub(in crate::ledger) fn read(workbook: &Workbook, headings: &Headings, rules: &NameRules, limits: &Limits) -> Reading {
    let mut log = Log::new(workbook);
    let mut context = Context::new(&rules.words);
    for file in &workbook.skipped {
        log.note(Origin::new(Source::text(workbook.name()), 0, 0), Remark::FileSkipped(file.clone()));
    }
    let Tables { all: tables, title, measures, registers } = Tables::find(workbook, headings, &rules.words, &mut log);
    register::report(&registers, tables.is_empty(), workbook, headings, &mut log);
    file_notes::report(&tables, &mut log);
    // Without a table everything is reported already.
    let registers = if tables.is_empty() { Vec::new() } else { registers };
    let rows = Rows::read(&tables, &mut context, &mut log);
    let read = tables.into_iter().map(|table| {
        let sheet = table.sheet().name().to_owned();
        ReadTable { sheet, number: table.number, runs: table.runs }
    });
    let tables = read.collect();
    let Settled { mut nodes, mut links } = settle(rows, limits.depth, rules, &mut context, &mut log);
    context.report(&mut log);
    let counted = register::add_up(&registers, headings, &mut nodes, &mut log);
    let mut measures = measures.with_scales_of(&nodes);
    let is_new = |counted: &Measure| !measures.iter().any(|known| known.id() == counted.id());
    let counted: Vec<Measure> = counted.into_iter().filter(is_new).collect();
    measures.extend(counted);
    let (beyond_nodes, beyond_links) = (limits.count_nodes().cut(&mut nodes), limits.count_links().cut(&mut links));
    if beyond_nodes.is_some() {
        log.lose_row();
    }
    for problem in [beyond_nodes, beyond_links].into_iter().flatten() {
        log.error(Origin::new(Source::text(workbook.name()), 0, 0), None, problem);
    }
    let Logged { errors, notes, is_complete } = log.finish();
    let mut ledger = Ledger::new(title);
    (ledger.measures, ledger.nodes, ledger.links) = (measures, nodes, links);
    let readable = Readable { ledger: ledger.with_notes(notes), complete: is_complete, measures_complete: true };
    Reading { result: LedgerErrors::check(errors, readable), tables }
}

#[cfg(test)]
#[path = "reading_names_tests.rs"]
mod names_tests;
