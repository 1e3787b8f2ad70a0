//! Many short texts in one allocation.

/// Texts one behind the other.
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

    /// The same texts in another order.
    pub(super) fn permuted(self, order: &[u32]) -> Self {
        let mut permuted = Self { text: String::with_capacity(self.text.len()), ends: Vec::with_capacity(order.len()) };
        for at in order {
            permuted.push(self.get(*at));
        }
        permuted
    }

    /// Makes room for so many more texts, of so many bytes in all.
    pub(super) fn reserve(&mut self, texts: usize, bytes: usize) {
        self.ends.reserve(texts);
        self.text.reserve(bytes);
    }
}
