//! What each line of a table was taken for, kept in few bytes.

use std::ops::RangeInclusive;

use super::line_class::{Evidence, LineClass};

/// The verdicts that are looked at for one that is the same.
const REMEMBERED: usize = 32;

/// Lines with what they were taken for. Lines directly below each other with the same verdict are one run.
#[derive(Debug, Clone, Default)]
pub(in crate::ledger::workbook) struct LineRuns {
    verdicts: Vec<(LineClass, Vec<Evidence>)>,
    runs: Vec<Run>,
}

#[derive(Debug, Clone)]
struct Run {
    first: u32,
    last: u32,
    verdict: u32,
}

/// Lines directly below each other that were taken for the same.
#[derive(Debug, Clone, Copy)]
pub(in crate::ledger::workbook) struct LineRun<'a> {
    pub(in crate::ledger::workbook) first: u32,
    pub(in crate::ledger::workbook) last: u32,
    pub(in crate::ledger::workbook) class: &'a LineClass,
    pub(in crate::ledger::workbook) because: &'a [Evidence],
}

impl LineRuns {
    /// Adds a line below all others.
    pub(super) fn push(&mut self, row: u32, class: LineClass, because: Vec<Evidence>) {
        let verdict = (class, because);
        let recent = self.verdicts.len().saturating_sub(REMEMBERED);
        let known = self.verdicts[recent..].iter().rposition(|known| *known == verdict).map(|at| recent + at);
        let verdict = known.unwrap_or_else(|| {
            self.verdicts.push(verdict);
            self.verdicts.len() - 1
        }) as u32;
        match self.runs.last_mut() {
            Some(run) if run.verdict == verdict && run.last + 1 == row => run.last = row,
            _ => self.runs.push(Run { first: row, last: row, verdict }),
        }
    }

    /// The runs, downward.
    pub(in crate::ledger::workbook) fn iter(&self) -> impl Iterator<Item = LineRun<'_>> + Clone {
        self.runs.iter().map(|run| {
            let (class, because) = &self.verdicts[run.verdict as usize];
            LineRun { first: run.first, last: run.last, class, because }
        })
    }

    /// What a line was taken for, of lines that are asked for downward; O(1) each.
    pub(in crate::ledger::workbook) fn downward<'a>(&'a self) -> impl FnMut(u32) -> Option<LineRun<'a>> {
        let mut runs = self.iter().peekable();
        move |row| {
            while runs.peek().is_some_and(|run| run.last < row) {
                runs.next();
            }
            runs.peek().copied().filter(|run| run.rows().contains(&row))
        }
    }
}

impl LineRun<'_> {
    fn rows(&self) -> RangeInclusive<u32> {
        self.first..=self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_one_verdict_are_one_run() {
        let mut runs = LineRuns::default();
        for (row, class) in [
            (1, LineClass::Heading),
            (2, LineClass::Data),
            (3, LineClass::Data),
            (5, LineClass::Data),
            (6, LineClass::Note),
        ] {
            runs.push(row, class, Vec::new());
        }
        let found: Vec<_> = runs.iter().map(|run| (run.first, run.last, run.class.english())).collect();
        assert_eq!(found, [(1, 1, "headings"), (2, 3, "row"), (5, 5, "row"), (6, 6, "note")]);
        let mut at = runs.downward();
        let classes: Vec<_> = (1..=7).map(|row| at(row).map(|run| run.class.english())).collect();
        assert_eq!(classes, [Some("headings"), Some("row"), Some("row"), None, Some("row"), Some("note"), None]);
    }
}
