//! A compact sorted list of codes.

/// Codes in their order, each once, in one text. A crosswalk of a whole country has a million of them, and a `String`
/// each would take several times the memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SortedCodes {
    text: String,
    /// Where each code ends in the text.
    ends: Vec<usize>,
}

impl SortedCodes {
    /// Adds a code, which must come after all others.
    pub(super) fn push(&mut self, code: &str) {
        debug_assert!(self.ends.is_empty() || self.get(self.ends.len() - 1) < code);
        self.text.push_str(code);
        self.ends.push(self.text.len());
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn get(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[at]]
    }

    /// The code as it is stored here, so that it lives as long; O(log n).
    pub(super) fn find(&self, code: &str) -> Option<&str> {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            match self.get(middle).cmp(code) {
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Equal => return Some(self.get(middle)),
                std::cmp::Ordering::Greater => to = middle,
            }
        }
        None
    }

    /// In their order.
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        (0..self.len()).map(|at| self.get(at))
    }
}
