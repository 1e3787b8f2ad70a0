//! Which rows of facts go into which file, and in which pieces they are sorted.

use std::ops::Range;

use super::ancestors::Ancestors;
use crate::table::write::GROUP_ROWS;

/// How many pieces there are at most: each is an open file while rows are handed out.
pub(super) const MOST_PIECES: u64 = 128;

/// The rows of all files in their order, by node and then by their order in the input. Those of unknown nodes come last.
#[derive(Debug)]
pub(super) struct Division {
    /// For each node the number of its next row in the order of all; behind all nodes, that of unknown nodes.
    next: Vec<u64>,
    /// The files: known rows first, unknown rows last where there are any.
    files: Vec<Piece>,
    pieces: Vec<Piece>,
}

/// A range of rows in the order of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) rows: Range<u64>,
    /// The number of the file that they stand in.
    pub(super) file: usize,
}

impl Division {
    /// Divides rows that were counted by node, those of unknown nodes behind all others. `starts` are the nodes at which a
    /// file may begin, sorted; `at_once` is how many rows may be sorted in memory.
    pub(super) fn new(counts: Vec<u64>, starts: &[u32], parts: usize, at_once: u64) -> Self {
        let mut next = counts;
        let mut all = 0;
        for count in &mut next {
            all += std::mem::replace(count, all);
        }
        let known = next.last().copied().unwrap_or(0);
        let mut files: Vec<Piece> = part_bounds(&next, starts, parts)
            .windows(2)
            .enumerate()
            .map(|(file, bounds)| Piece { rows: bounds[0]..bounds[1], file })
            .collect();
        if all > known {
            files.push(Piece { rows: known..all, file: files.len() });
        }
        let at_once = piece_rows(all, at_once);
        let mut pieces = Vec::new();
        for file in &files {
            let mut start = file.rows.start;
            while start < file.rows.end {
                let end = (start + at_once).min(file.rows.end);
                pieces.push(Piece { rows: start..end, file: file.file });
                start = end;
            }
        }
        Self { next, files, pieces }
    }

    pub(super) fn files(&self) -> &[Piece] {
        &self.files
    }

    pub(super) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The piece of the next row of a node, rows coming in the order of the input.
    pub(super) fn hand_out(&mut self, node: u32) -> usize {
        let next = &mut self.next[node as usize];
        let row = *next;
        *next += 1;
        self.pieces.partition_point(|piece| piece.rows.end <= row)
    }
}

/// The bounds of the parts: where they begin, and the end of all. There are at most as many parts as are asked for, and
/// none is empty unless all are.
fn part_bounds(first_rows: &[u64], starts: &[u32], parts: usize) -> Vec<u64> {
    let known = first_rows.last().copied().unwrap_or(0);
    let mut bounds = vec![0];
    let rows_before: Vec<u64> = starts.iter().map(|start| first_rows[*start as usize]).collect();
    for part in 1..parts as u128 {
        let wanted = (u128::from(known) * part / parts as u128) as u64;
        let behind = rows_before.partition_point(|rows| *rows < wanted);
        let nearest = [behind.checked_sub(1), Some(behind)]
            .into_iter()
            .flatten()
            .filter_map(|at| rows_before.get(at).copied())
            .min_by_key(|rows| rows.abs_diff(wanted));
        bounds.extend(nearest.filter(|rows| bounds.last().is_some_and(|last| rows > last) && *rows < known));
    }
    bounds.push(known);
    bounds
}

/// How many rows a piece has at most: whole row groups, as many as may be in memory, and no more pieces than files may be
/// open.
fn piece_rows(all: u64, at_once: u64) -> u64 {
    let groups = (at_once / GROUP_ROWS as u64).max(all.div_ceil(MOST_PIECES * GROUP_ROWS as u64));
    groups.max(1) * GROUP_ROWS as u64
}

/// The nodes at which a part may begin, so that no sub-district is cut: each area, and each root.
pub(super) fn starts(ancestors: &Ancestors<'_>) -> Vec<u32> {
    let tree = ancestors.governance().tree();
    let is_area = |node: &u32| tree.kind(*node).family() == crate::kind::Family::Area;
    let mut starts: Vec<u32> = tree.territories().iter().copied().filter(is_area).chain(tree.children(None)).collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}

#[cfg(test)]
#[path = "division_tests.rs"]
mod tests;
