//! Parents and ends of links that arrived after the rows that name them, and those that are not there.

use super::{BuildProblem, Builder, CodeIndex, Hashes, Standing, Texts, Unarrived, excerpt};
use crate::text::near_codes;

/// A code that no node has, and where it is named.
struct Unknown {
    at: Standing,
    field: &'static str,
    /// The row whose parent it is meant to be.
    row: Option<u32>,
    written: Box<str>,
}

/// What the index of all codes tells.
pub(super) struct Found {
    pub(super) by_code: CodeIndex,
    /// The rows whose code an earlier row has, each with the first such row.
    pub(super) duplicates: Vec<(u32, u32)>,
    /// The row of each parent that had not arrived; `None` if there is none.
    pub(super) parents: Vec<Option<u32>>,
    /// The row of each end that had not arrived; `None` if there is none.
    pub(super) ends: Vec<Option<u32>>,
}

impl Found {
    /// Makes the index, and looks up what had not arrived; O(n).
    pub(super) fn new(
        hashes: &Hashes,
        codes: &Texts,
        orphans: &Unarrived<u32>,
        loose_ends: &Unarrived<(u32, bool)>,
    ) -> Self {
        let (by_code, duplicates) = hashes.index(codes);
        let parents = orphans.iter().map(|(_, written)| by_code.get(codes, written)).collect();
        let ends = loose_ends.iter().map(|(_, written)| by_code.get(codes, written)).collect();
        Self { by_code, duplicates, parents, ends }
    }
}

impl Builder {
    /// Takes the parents and ends that were found, and reports those that no ledger has.
    pub(super) fn take_found(&mut self, parents: &[Option<u32>], ends: &[Option<u32>]) {
        let mut unknown = Vec::new();
        self.take_parents(parents, &mut unknown);
        self.take_loose_ends(ends, &mut unknown);
        // If a row could not be read, the code may be its code; that row has been reported.
        if self.complete {
            self.report(&unknown);
        }
    }

    fn take_parents(&mut self, parents: &[Option<u32>], unknown: &mut Vec<Unknown>) {
        let orphans = std::mem::take(&mut self.orphans);
        for ((row, written), found) in orphans.iter().zip(parents) {
            if let Some(above) = found {
                self.parents[row as usize] = *above;
            } else {
                let at = self.origins.get(row);
                unknown.push(Unknown { at, field: "parent", row: Some(row), written: written.into() });
            }
        }
    }

    fn take_loose_ends(&mut self, ends: &[Option<u32>], unknown: &mut Vec<Unknown>) {
        let loose_ends = std::mem::take(&mut self.loose_ends);
        for (((link, is_start), written), found) in loose_ends.iter().zip(ends) {
            let joined = &mut self.links[link as usize];
            match (found, is_start) {
                (Some(row), true) => joined.from = *row,
                (Some(row), false) => joined.to = *row,
                (None, _) => {
                    let field = if is_start { "from" } else { "to" };
                    unknown.push(Unknown { at: joined.standing, field, row: None, written: written.into() });
                }
            }
        }
    }

    fn report(&mut self, unknown: &[Unknown]) {
        let known = (0..self.kinds.len() as u32).map(|row| (self.codes.get(row), self.names.get(row)));
        let answers = near_codes(known, unknown.iter().map(|unknown| &*unknown.written));
        let mut errors = Vec::with_capacity(unknown.len());
        for Unknown { at, field, row, written } in unknown {
            let own = row.map(|row| self.codes.get(row));
            let mut near = answers.get(&**written).cloned().unwrap_or_default();
            // No node can be its own parent.
            near.retain(|near| own != Some(&near.code));
            // What is near nothing may be the code that a row lacks, which has been reported.
            if near.is_empty() && self.lacks_code && !written.is_empty() {
                continue;
            }
            errors.push((*at, *field, *row, BuildProblem::UnknownCode { written: excerpt(written), near }));
        }
        for (at, field, row, problem) in errors {
            let code = row.map(|row| self.code(row));
            self.complain(at, Some(field), code.as_deref(), problem);
        }
    }
}

#[cfg(test)]
#[path = "unknown_codes_tests.rs"]
mod tests;
