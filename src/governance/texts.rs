//! Many short texts in one allocation.

/// Texts one after the other, each found by its index.
///
/// The end of a text takes four bytes. Where all texts together pass a multiple of 4 GiB is kept beside them.
#[derive(Debug, Default)]
pub(super) struct Texts {
    text: String,
    /// The end of each text, in its lowest 32 bits.
    ends: Vec<u32>,
    /// The indices of the texts whose ends are the first behind one, two, three ... times 4 GiB.
    wraps: Vec<u32>,
}

impl Texts {
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.push_end(self.text.len() as u64);
    }

    fn push_end(&mut self, end: u64) {
        while self.wraps.len() < (end >> 32) as usize {
            self.wraps.push(self.ends.len() as u32);
        }
        self.ends.push(end as u32);
    }

    /// Adds texts that stand one after the other, each with its end within them.
    #[cfg(feature = "parquet")]
    pub(super) fn extend(&mut self, text: &str, ends: &[u32]) {
        let begin = self.text.len();
        self.text.push_str(text);
        if self.text.len() >> 32 == begin >> 32 {
            return self.ends.extend(ends.iter().map(|end| begin as u32 + end));
        }
        for end in ends {
            self.push_end(begin as u64 + u64::from(*end));
        }
    }

    #[inline]
    fn end(&self, at: u32) -> usize {
        let low = self.ends[at as usize];
        if self.wraps.is_empty() {
            return low as usize;
        }
        let wraps = self.wraps.partition_point(|wrap| *wrap <= at) as u64;
        (u64::from(low) | wraps << 32) as usize
    }

    #[inline]
    pub(super) fn get(&self, at: u32) -> &str {
        let start = if at == 0 { 0 } else { self.end(at - 1) };
        &self.text[start..self.end(at)]
    }

    /// Whether the text at `at` is this one. Mostly the lengths tell.
    #[inline]
    pub(super) fn is(&self, at: u32, text: &str) -> bool {
        let start = if at == 0 { 0 } else { self.end(at - 1) };
        let end = self.end(at);
        end - start == text.len() && self.text.as_bytes()[start..end] == *text.as_bytes()
    }

    /// All texts as one.
    pub(super) fn all(&self) -> &str {
        &self.text
    }

    /// The texts in another order.
    pub(super) fn permuted(&self, order: &[u32]) -> Self {
        let text = String::with_capacity(self.text.len());
        let mut permuted = Self { text, ends: Vec::with_capacity(order.len()), wraps: Vec::new() };
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

    /// Keeps the first texts only.
    pub(super) fn truncate(&mut self, texts: usize) {
        if texts < self.ends.len() {
            self.text.truncate(if texts == 0 { 0 } else { self.end(texts as u32 - 1) });
            self.ends.truncate(texts);
            self.wraps.retain(|wrap| (*wrap as usize) < texts);
        }
    }

    /// Gives back the room that was reserved and not used.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_cut_off_and_put_into_another_order() {
        let mut texts = Texts::default();
        for text in ["街道", "", "a", ""] {
            texts.push(text);
        }
        let all = |texts: &Texts| (0..texts.ends.len() as u32).map(|at| texts.get(at).to_owned()).collect::<Vec<_>>();
        assert_eq!(all(&texts), ["街道", "", "a", ""]);
        let is = |text| (0..4).filter(|at| texts.is(*at, text)).collect::<Vec<u32>>();
        assert_eq!([is("街道"), is(""), is("a"), is("b"), is("街区")], [vec![0], vec![1, 3], vec![2], vec![], vec![]]);
        assert_eq!(all(&texts.permuted(&[2, 0, 3, 1])), ["a", "街道", "", ""]);
        texts.truncate(2);
        texts.push("b");
        assert_eq!(all(&texts), ["街道", "", "b"]);
        #[cfg(feature = "parquet")]
        {
            texts.extend("网格c", &[6, 6, 7]);
            texts.extend("", &[]);
            assert_eq!(all(&texts), ["街道", "", "b", "网格", "", "c"]);
        }
        texts.truncate(0);
        assert_eq!((texts.ends.len(), texts.all()), (0, ""));
    }

    /// Ends behind 4 GiB, without texts that are so long.
    #[test]
    fn ends_behind_four_gibibytes_are_told_apart() {
        let texts = Texts { text: String::new(), ends: vec![7, u32::MAX, 3, 9, 1], wraps: vec![2, 4, 4] };
        let ends: Vec<usize> = (0..5).map(|at| texts.end(at)).collect();
        assert_eq!(ends, [7, u32::MAX as usize, (1 << 32) + 3, (1 << 32) + 9, (3 << 32) + 1]);
        let mut pushed = Texts::default();
        for end in ends {
            pushed.push_end(end as u64);
        }
        assert_eq!((pushed.ends, pushed.wraps), (texts.ends, texts.wraps));
    }
}
