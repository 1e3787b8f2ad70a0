//! Which relations rows and whole ledgers state to be recorded.

use std::collections::BTreeMap;

use super::{BuildProblem, Builder, Ledger, Relation, Relations, Standing, Written};

impl Builder {
    /// What a ledger states as a whole; its rows are taken next.
    pub(super) fn take_records_of_ledger(&mut self, ledger: &Ledger, at: Standing) {
        if let Some(records) = &ledger.records {
            let relations = self.take_records(records, at, None);
            let first = self.kinds.len() as u32;
            self.stated_of_ledgers.push((first..first + ledger.nodes.len() as u32, relations));
        }
    }

    /// The relations of a statement; errors for what is none, and for containment, which is always recorded.
    pub(super) fn take_records(
        &mut self,
        records: &[Written<Relation>],
        at: Standing,
        code: Option<&str>,
    ) -> Relations {
        let mut relations = Relations::default();
        for written in records {
            match self.understand(written, at, "records", code) {
                Some(Relation::Contains) => {
                    self.complain(at, Some("records"), code, BuildProblem::ContainmentRecorded);
                }
                Some(relation) => relations = relations.with(relation),
                None => {}
            }
        }
        relations
    }

    /// The statements by row: those of rows, and those of ledgers at their topmost rows.
    pub(super) fn statements(&self) -> BTreeMap<u32, Relations> {
        let mut all = BTreeMap::new();
        for (rows, relations) in &self.stated_of_ledgers {
            let topmost = rows.clone().filter(|row| !rows.contains(&self.parents[*row as usize]));
            all.extend(topmost.map(|row| (row, *relations)));
        }
        all.extend(self.stated.iter().copied());
        all
    }
}
