//! Many short texts in one allocation.

/// Texts one after the other, each found by its index.
#[derive(Debug, Default)]
pub(super) struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    pub(super) fn get(&self, at: u32) -> &str {
        let at = at as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start..self.ends[at]]
    }

    /// All texts as one.
    pub(super) fn all(&self) -> &str {
        &self.text
    }

    /// The texts in another order.
    pub(super) fn permuted(self, order: &[u32]) -> Self {
        let mut permuted = Self { text: String::with_capacity(self.text.len()), ends: Vec::with_capacity(order.len()) };
        for at in order {
            permuted.push(self.get(*at));
        }
        permuted
    }

    /// Reserves room for more texts and their bytes.
    pub(super) fn reserve(&mut self, texts: usize, bytes: usize) {
        self.ends.reserve(texts);
        self.text.reserve(bytes);
    }
}
