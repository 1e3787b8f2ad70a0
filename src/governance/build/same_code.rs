//! Rows that share their code, or its form.
//!
//! That is an error. Which of them a parent or a link means is not known, so what is wrong between them and other rows
//! may merely follow from it.

use std::collections::BTreeMap;

use super::take::NEAR;
use super::{BuildProblem, Builder, NONE};

/// The rows that share their code, or its form, with others.
#[derive(Debug, Default)]
pub(super) struct SameCode {
    /// The group of each row.
    group_of: BTreeMap<u32, usize>,
    groups: Vec<Vec<u32>>,
}

impl SameCode {
    /// Says that these rows share a code or its form.
    pub(super) fn join(&mut self, rows: &[u32]) {
        let Some(group) = rows.iter().find_map(|row| self.group_of.get(row)).copied() else {
            self.group_of.extend(rows.iter().map(|row| (*row, self.groups.len())));
            self.groups.push(rows.to_vec());
            return;
        };
        for row in rows {
            let more = match self.group_of.get(row) {
                Some(other) if *other == group => continue,
                Some(other) => std::mem::take(&mut self.groups[*other]),
                None => vec![*row],
            };
            self.group_of.extend(more.iter().map(|row| (*row, group)));
            self.groups[group].extend(more);
        }
    }

    /// Whether a row shares its code with others.
    pub(super) fn contains(&self, row: u32) -> bool {
        self.group_of.contains_key(&row)
    }

    /// The rows that share the code of a row, with itself; none where its code is its own.
    pub(super) fn of(&self, row: u32) -> &[u32] {
        self.group_of.get(&row).map_or(&[], |group| &self.groups[*group])
    }
}

impl Builder {
    /// Reports the rows whose code an earlier row has; each comes with the first one.
    pub(super) fn report_duplicates(&mut self, duplicates: &[(u32, u32)]) {
        for (row, first) in duplicates {
            self.same_code.join(&[*first, *row]);
            let first = self.origin(self.origins.get(*first));
            let (at, code) = (self.origins.get(*row), self.codes.get(*row).to_owned());
            // It comes before whatever else is wrong with the row.
            let turn = 2 * u64::from(*row) + 1;
            self.complain_in_turn(turn, at, Some("code"), Some(&code), BuildProblem::DuplicateCode { first });
        }
        if !duplicates.is_empty() {
            self.choose_first_rows();
        }
    }

    /// Where a parent or an end was found among the last rows and another row has the code too, the first of them is
    /// meant, but for a parent that is near its row.
    fn choose_first_rows(&mut self) {
        for row in 0..self.parents.len() as u32 {
            let parent = self.parents[row as usize];
            if parent == NONE {
                continue;
            }
            let code = self.codes.get(parent);
            // A parent that came later was not known when its row came.
            let above = |row: &u32| Some(self.parents[*row as usize]).filter(|above| *above != NONE && above <= row);
            let near = std::iter::successors(row.checked_sub(1), above).take(NEAR);
            let near = near.into_iter().find(|row| self.codes.get(*row) == code);
            self.parents[row as usize] = near.or_else(|| self.by_code.get(&self.codes, code)).unwrap_or(parent);
        }
        for link in &mut self.links {
            for end in [&mut link.from, &mut link.to] {
                if *end != NONE {
                    *end = self.by_code.get(&self.codes, self.codes.get(*end)).unwrap_or(*end);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_grow_and_come_together() {
        let mut same = SameCode::default();
        assert_eq!((same.of(1), same.contains(1)), (&[][..], false));
        same.join(&[1, 2]);
        same.join(&[1, 3]);
        same.join(&[7, 8]);
        assert_eq!((same.of(2), same.of(8)), (&[1, 2, 3][..], &[7, 8][..]));
        same.join(&[9, 8, 3]);
        for row in [1, 2, 3, 7, 8, 9] {
            let mut all = same.of(row).to_vec();
            all.sort_unstable();
            assert_eq!(all, [1, 2, 3, 7, 8, 9]);
        }
        assert!(!same.contains(4));
    }
}
