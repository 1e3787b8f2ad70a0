//! What a file says of cells besides their values: formulas, what is hidden or struck out, what was taken off texts.

use std::collections::BTreeMap;

use crate::ledger::Position;

/// Facts about the cells of a sheet: sets of places, so that a cell without any takes no room.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Facts {
    pub(super) is_hidden: bool,
    pub(super) hidden_rows: Spans,
    pub(super) hidden_columns: Spans,
    pub(super) formulas: Places,
    pub(super) struck_out: Places,
    pub(super) struck_out_in_part: Places,
    pub(super) cleaned: BTreeMap<Cleaning, Vec<Position>>,
}

/// What was taken off a text of a delimited file, because a program had put it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Cleaning {
    /// `="010102"` was read as `010102`.
    Equation,
    /// A backtick, a tab or a control character that keeps a number from being read as one: it was left out.
    TextMark,
}

/// A set of cells, sorted. Adding one is O(1) in the order of the sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Places(Vec<Position>);

impl Places {
    pub(super) fn add(&mut self, at: Position) {
        if self.0.last().is_none_or(|last| *last < at) {
            self.0.push(at);
        } else if let Err(place) = self.0.binary_search(&at) {
            self.0.insert(place, at);
        }
    }

    /// O(log places).
    pub(super) fn has(&self, at: Position) -> bool {
        !self.0.is_empty() && self.0.binary_search(&at).is_ok()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Position> {
        self.0.iter().copied()
    }
}

/// A set of rows or columns, as sorted spans that do not touch. Adding one is O(1) in the order of the sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Spans(Vec<(u32, u32)>);

impl Spans {
    /// Adds all from the first to the last.
    pub(super) fn add(&mut self, first: u32, last: u32) {
        if first > last {
            return;
        }
        let from = self.0.partition_point(|(_, before)| before.saturating_add(1) < first);
        let to = from + self.0[from..].partition_point(|(after, _)| *after <= last.saturating_add(1));
        let touched = &self.0[from..to];
        let first = touched.first().map_or(first, |(known, _)| first.min(*known));
        let last = touched.last().map_or(last, |(_, known)| last.max(*known));
        self.0.splice(from..to, [(first, last)]);
    }

    /// O(log spans).
    pub(super) fn has(&self, number: u32) -> bool {
        let at = self.0.partition_point(|(_, last)| *last < number);
        self.0.get(at).is_some_and(|(first, _)| *first <= number)
    }

    /// The spans, each as its first and last number.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, u32)> {
        self.0.iter().copied()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_touch_are_one() {
        let mut spans = Spans::default();
        for (first, last) in [(4, 4), (5, 6), (9, 9), (1, 2), (8, 8), (9, 12)] {
            spans.add(first, last);
        }
        assert_eq!(spans, Spans(vec![(1, 2), (4, 6), (8, 12)]));
        spans.add(3, 3);
        assert_eq!(spans, Spans(vec![(1, 6), (8, 12)]));
        let inside: Vec<u32> = (0..15).filter(|number| spans.has(*number)).collect();
        assert_eq!(inside, [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12]);
    }

    #[test]
    fn places_are_sorted_and_each_is_there_once() {
        let mut places = Places::default();
        for (row, column) in [(2, 1), (2, 3), (1, 1), (2, 3), (2, 2)] {
            places.add(Position::new(row, column));
        }
        assert_eq!(places.iter().map(|at| at.to_string()).collect::<Vec<_>>(), ["A1", "A2", "B2", "C2"]);
        assert!(places.has(Position::new(2, 2)) && !places.has(Position::new(1, 2)));
    }
}
