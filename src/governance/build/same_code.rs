//! Rows that share their code, or its form.
//!
//! That is an error. Which of them a parent or a link means is not known, so what is wrong between them and other rows
//! may merely follow from it.

use std::collections::BTreeMap;

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
