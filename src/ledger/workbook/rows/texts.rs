//! Texts that cells name nodes by, each kept once: thousands of cells name the same head, grid or branch.

use crate::ledger::workbook::hash_index::HashIndex;

/// A text, by its position among [`Texts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TextId(u32);

/// The texts so far.
#[derive(Default)]
pub(crate) struct Texts {
    all: Vec<Box<str>>,
    index: HashIndex,
}

impl Texts {
    /// The position of a text, which is added if it is new.
    pub(crate) fn id(&mut self, text: &str) -> TextId {
        let Self { all, index } = self;
        let known = index.find_or_insert(text, all.len(), |at| *all[at] == *text);
        TextId(known.unwrap_or_else(|| {
            all.push(text.into());
            all.len() - 1
        }) as u32)
    }

    /// The text at a position.
    pub(crate) fn get(&self, id: TextId) -> &str {
        &self.all[id.0 as usize]
    }

    /// All texts, in the order in which they were added.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        self.all.iter().map(AsRef::as_ref)
    }
}

/// Something about each of some texts.
pub(crate) struct ByText<T>(Vec<Option<T>>);

impl<T> Default for ByText<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> ByText<T> {
    pub(crate) fn get(&self, id: TextId) -> Option<&T> {
        self.0.get(id.0 as usize)?.as_ref()
    }

    pub(crate) fn insert(&mut self, id: TextId, value: T) {
        let at = id.0 as usize;
        if self.0.len() <= at {
            self.0.resize_with(at + 1, || None);
        }
        self.0[at] = Some(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_once() {
        let mut texts = Texts::default();
        let (one, other) = (texts.id("张三"), texts.id("李四"));
        assert_eq!((texts.id("张三"), texts.get(other)), (one, "李四"));
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["张三", "李四"]);
        let mut lengths = ByText::default();
        lengths.insert(other, 6);
        assert_eq!((lengths.get(one), lengths.get(other)), (None, Some(&6)));
    }
}
