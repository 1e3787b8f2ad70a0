//! Lines of totals: figures that are declared of what contains the rows above.

use std::collections::BTreeSet;
use std::ops::Range;

use super::problem::{CellProblem, Remark};
use super::read::Reader;
use super::table::{Column, Table};
use super::{Cell, Meaning, value};
use crate::ledger::limits::MAX_DEPTH;
use crate::ledger::{Origin, Written, excerpt};
use crate::measure::Figure;

/// What the first cell of a line of totals says, and whether it is the total of the lines since the last one.
const TOTALS: [(&str, bool); 6] =
    [("合计", false), ("总计", false), ("共计", false), ("小计", true), ("total", false), ("subtotal", true)];

/// A line of totals.
#[derive(Debug)]
pub(super) struct Total {
    /// The rows that it is a total of.
    entries: Range<usize>,
    /// What each figure is of, and where it stands.
    figures: Vec<(String, Written<Figure>, Origin)>,
    origin: Origin,
}

/// Whether a cell says that its line is one of totals; and if so, whether of the lines since the last one.
pub(super) fn is_total(cell: &Cell) -> Option<bool> {
    let Cell::Text(text) = cell else { return None };
    let said = super::heading::plain(text);
    TOTALS.iter().find(|(total, _)| *total == said).map(|(_, is_part)| *is_part)
}

impl<'s> Reader<'_, 's> {
    pub(super) fn take_total(
        &mut self,
        table: &Table<'s>,
        row: u32,
        cells: &[(&Column, &Cell, bool)],
        entries: Range<usize>,
    ) {
        let mut figures = Vec::new();
        let mut kinds: Vec<&str> = self.entries[entries.clone()]
            .iter()
            .filter_map(|entry| entry.row.kind.known().map(|kind| kind.id()))
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        for (column, cell, is_merged) in cells {
            let origin = table.origin(row, column.at);
            // The word itself, and what reaches down into the line.
            if *is_merged || is_total(cell).is_some() {
                continue;
            }
            let of = match (&column.meaning, &kinds[..]) {
                (None | Some(Meaning::Ignored), _) => continue,
                (Some(Meaning::Measure(measure)), _) => Some(measure.id().to_owned()),
                // A number below codes, names and the like counts the rows.
                (Some(Meaning::Field(_)), [kind]) => Some((*kind).to_owned()),
                _ => None,
            };
            let figure = value::figure(&uncounted(cell));
            match (of, figure) {
                (Some(of), Ok(figure @ Written::Known(_))) => figures.push((of, figure, origin)),
                (Some(of), Ok(figure)) if matches!(column.meaning, Some(Meaning::Measure(_))) => {
                    figures.push((of, figure, origin));
                }
                _ => self.note(origin, Remark::TotalNotRead(excerpt(&cell.to_string()))),
            }
        }
        self.totals.push(Total { entries, figures, origin: table.origin(row, 0) });
    }

    /// Declares all totals, when parents are known.
    pub(super) fn declare_totals(&mut self) {
        if self.totals.is_empty() {
            return;
        }
        let codes: std::collections::BTreeMap<String, usize> =
            self.entries.iter().enumerate().rev().map(|(at, entry)| (entry.row.code.clone(), at)).collect();
        for total in std::mem::take(&mut self.totals) {
            let Some(owner) = self.owner(&total, &codes) else {
                self.note(total.origin, Remark::TotalOfNobody);
                continue;
            };
            for (of, figure, origin) in total.figures {
                let row = &mut self.entries[owner].row;
                match row.declared.get(&of) {
                    Some(other) if *other != figure => {
                        let (code, other) = (row.code.clone(), other.to_string());
                        let problem = CellProblem::DeclaredTwice { code, written: figure.to_string(), other };
                        self.complain(origin, None, problem);
                    }
                    _ => drop(row.declared.insert(of, figure)),
                }
            }
        }
    }

    /// The lowest node that contains all rows of a total; of one uppermost row with others below it, that row.
    fn owner(&self, total: &Total, codes: &std::collections::BTreeMap<String, usize>) -> Option<usize> {
        let above = |at: usize| codes.get(self.entries[at].row.parent.as_deref()?).copied();
        let way = |from: Option<usize>| std::iter::successors(from, |at| above(*at)).take(MAX_DEPTH);
        // A row may stand for an entry that an earlier row of the same code stands for.
        let rows: BTreeSet<usize> =
            total.entries.clone().filter_map(|at| codes.get(&self.entries[at].row.code).copied()).collect();
        let tops: Vec<usize> =
            rows.iter().copied().filter(|at| above(*at).is_none_or(|above| !rows.contains(&above))).collect();
        if let ([top], true) = (&tops[..], rows.len() > 1)
            && above(*top).is_none()
        {
            return Some(*top);
        }
        let mut shared: Option<Vec<usize>> = None;
        for top in tops {
            let way: Vec<usize> = way(above(top)).collect();
            shared = Some(match shared {
                None => way,
                Some(shared) => shared.into_iter().filter(|at| way.contains(at)).collect(),
            });
        }
        shared?.first().copied()
    }
}

/// A cell without the word that counts: 共52个 is 52.
fn uncounted(cell: &Cell) -> Cell {
    let Cell::Text(text) = cell else { return cell.clone() };
    let text = text.trim();
    let text = text.strip_prefix('共').unwrap_or(text);
    Cell::from(text.strip_suffix(['个', '户', '人', '名', '栋', '家', '所']).unwrap_or(text))
}
