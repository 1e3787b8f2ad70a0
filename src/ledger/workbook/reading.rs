//! Reading a workbook as a ledger: sheets -> tables -> rows -> settled rows.

use super::log::{Log, Logged};
use super::names::NameRules;
use super::note::Note;
use super::rows::{Context, Rows};
use super::settle::{Settled, settle};
use super::table::Tables;
use super::{Headings, Workbook};
use crate::ledger::error::Readable;
use crate::ledger::{Ledger, LedgerErrors, Limits, Origin, Source};

/// What was read from a workbook: a ledger or all errors, and notes either way.
#[derive(Debug, Clone)]
pub struct Reading {
    result: Result<Ledger, LedgerErrors>,
    notes: Vec<Note>,
}

impl Reading {
    /// What is no error but worth knowing, in the order of the cells.
    pub fn notes(&self) -> impl ExactSizeIterator<Item = &Note> {
        self.notes.iter()
    }

    /// The ledger.
    ///
    /// # Errors
    ///
    /// All cells that have not the form of a ledger.
    pub fn ledger(&self) -> Result<&Ledger, &LedgerErrors> {
        self.result.as_ref()
    }

    /// The ledger, by value.
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
    /// A sheet has a line of headings, known ones in any order ([`Headings`]); lines above it are a title. A
    /// column 类别 or the name of the sheet, such as 微网格, says the kind of a row. Merged ranges hold their value in
    /// every row. Lines of totals (合计, 总计, 小计) are figures that are declared of what contains the rows
    /// above. A parent may be given by its name where only one node has it. People and Party organisations in
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
    let Tables { all: tables, title, measures } = Tables::find(workbook, headings, &mut log);
    let rows = Rows::read(&tables, &mut context, &mut log);
    let Settled { mut nodes, mut links } = settle(rows, limits.depth, rules, &mut context, &mut log);
    context.report(&mut log);
    let measures = measures.with_scales_of(&nodes);
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
    let readable = Readable { ledger, complete: is_complete, measures_complete: true };
    Reading { result: LedgerErrors::check(errors, readable), notes }
}

#[cfg(test)]
#[path = "reading_names_tests.rs"]
mod names_tests;
