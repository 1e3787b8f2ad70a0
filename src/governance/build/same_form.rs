//! Codes that differ only in their form: `T-1` and `Ｔ-1` look like one code and would be two nodes.

use super::{BuildProblem, Builder};
use crate::text::{canonical, differences};

impl Builder {
    /// Checks that no two codes have the same canonical form, and that each shows something.
    ///
    /// Most codes are canonical, which a look at the bytes of all of them shows; only the others are compared.
    pub(super) fn check_forms(&mut self) {
        if is_plain(self.codes.all()) {
            return;
        }
        let mut forms: Vec<(String, u32)> = Vec::new();
        let mut unseen = Vec::new();
        for row in 0..self.kinds.len() as u32 {
            let code = self.codes.get(row);
            if is_plain(code) {
                continue;
            }
            let form = canonical(code);
            if form.is_empty() {
                unseen.push(row);
            } else if form != code {
                // The node whose code is this form, if there is one, belongs to the same group.
                forms.extend(self.by_code.get(&self.codes, &form).map(|plain| (form.to_string(), plain)));
                forms.push((form.into_owned(), row));
            }
        }
        for row in unseen {
            let code = self.code(row);
            self.complain(self.origins[row as usize], Some("code"), Some(&code), BuildProblem::EmptyCode);
        }
        let standing = |row: u32| {
            let at = self.origins[row as usize];
            (at.source, at.line, at.column)
        };
        forms.sort_unstable_by_key(|(form, row)| (form.clone(), standing(*row), self.codes.get(*row).to_owned(), *row));
        for alike in forms.chunk_by(|one, other| one.0 == other.0) {
            self.check_group(&alike.iter().map(|(_, row)| *row).collect::<Vec<_>>());
        }
    }

    /// Reports all rows of one form but the first. Rows with the same code are reported elsewhere.
    fn check_group(&mut self, rows: &[u32]) {
        let mut firsts: Vec<u32> = Vec::new();
        for row in rows {
            if !firsts.iter().any(|first| self.codes.get(*first) == self.codes.get(*row)) {
                firsts.push(*row);
            }
        }
        let [first, others @ ..] = &firsts[..] else { return };
        if others.is_empty() {
            return;
        }
        self.same_code.join(rows);
        for row in others {
            let (one, other) = (self.codes.get(*row), self.codes.get(*first));
            // Of one form are also codes that differ in nothing that has a name.
            let differences = differences(one, other).unwrap_or_default();
            let (code, other) = (self.code(*row), self.code(*first));
            let first = self.origin(self.origins[*first as usize]);
            let problem = BuildProblem::SameForm { other, first, differences };
            self.complain(self.origins[*row as usize], Some("code"), Some(&code), problem);
        }
    }
}

/// Whether codes are surely canonical: signs of ASCII only, and no underscore, which may begin an escape.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without a branch many bytes are compared at once, 0.7 ns a code, not 14"
)]
fn is_plain(codes: &str) -> bool {
    codes.bytes().fold(true, |is_plain, byte| is_plain & byte.is_ascii_graphic() & (byte != b'_'))
}

#[cfg(test)]
#[path = "same_form_tests.rs"]
mod tests;
