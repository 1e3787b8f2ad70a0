//! Why two texts were taken for one.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{canonical, changes, heading_key};

/// In what two texts may differ that are taken for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Difference {
    /// Invisible characters, controls or marks of direction (不可见字符).
    Invisible,
    /// Full-width or half-width forms (全角、半角).
    FullWidth,
    /// Spaces, tabs or line breaks (空白).
    Space,
    /// Radicals or strokes in the place of characters that look the same (部首、笔画).
    Radical,
    /// What a program wrote for a character, such as `_x000D_` (转义).
    Escape,
    /// Other forms of a character or an accent, such as ① and Ⅱ (兼容字符).
    Compatibility,
    /// Capital and small letters (大小写): of headings only.
    Case,
}

impl Difference {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 7] =
        [Self::Invisible, Self::FullWidth, Self::Space, Self::Radical, Self::Escape, Self::Compatibility, Self::Case];
}

impl Difference {
    /// The English and the Chinese label of each.
    const LABELS: [(&'static str, &'static str); 7] = [
        ("invisible characters", "不可见字符"),
        ("full or half width", "全角、半角"),
        ("spaces or line breaks", "空格、换行"),
        ("radicals that look like characters", "部首、笔画字形"),
        ("an escape of a program", "转义字符"),
        ("other forms of a character", "兼容字符"),
        ("letter case", "大小写"),
    ];

    /// The English label.
    #[must_use]
    pub const fn english(self) -> &'static str {
        Self::LABELS[self as usize].0
    }

    /// The Chinese label.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        Self::LABELS[self as usize].1
    }
}

/// A set of differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Differences(u8);

impl Differences {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether this one is among them.
    #[must_use]
    pub fn contains(self, difference: Difference) -> bool {
        self.0 & (1 << difference as u8) != 0
    }

    /// They, in the order of [`Difference::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Difference> {
        Difference::ALL.into_iter().filter(move |difference| self.contains(*difference))
    }

    pub(super) fn add_if(&mut self, difference: Difference, is: bool) {
        self.0 |= u8::from(is) << difference as u8;
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl fmt::Display for Differences {
    /// Their English labels, separated by commas.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, difference) in self.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { ", " })?;
            f.write_str(difference.english())?;
        }
        Ok(())
    }
}

impl Serialize for Differences {
    /// The names of the differences, such as `full_width`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// In what two texts differ that are one as names or as headings: nothing if they are equal, and `None` if they are
/// two. O(length).
///
/// ```
/// use gridgov::text::{Difference, differences};
/// let found = differences("T-1\u{200B}", "Ｔ-1").expect("they are one");
/// assert!(found.iter().eq([Difference::Invisible, Difference::FullWidth]));
/// assert_eq!(differences("T-1", "T-2"), None);
/// ```
#[must_use]
pub fn differences(one: &str, other: &str) -> Option<Differences> {
    if heading_key(one) != heading_key(other) {
        return None;
    }
    if one == other {
        return Some(Differences::default());
    }
    // What both have in common says nothing.
    let (one_apart, other_apart) = apart(one, other);
    let mut found = changes(one_apart).and(changes(other_apart));
    let [one, other] = [one, other].map(|text| (text, canonical(text)));
    if one.1 == other.1 && found.is_empty() {
        // An escape or an accent that was cut through.
        found = changes(one.0).and(changes(other.0));
    }
    if one.1 != other.1 {
        let without_spaces = |text: &str| text.replace(' ', "");
        let is_space = one.1.to_lowercase() != other.1.to_lowercase();
        found.add_if(Difference::Space, is_space);
        found.add_if(Difference::Case, without_spaces(&one.1) != without_spaces(&other.1));
    }
    Some(found)
}

/// Two texts without the characters that both begin and end with.
fn apart<'t>(one: &'t str, other: &'t str) -> (&'t str, &'t str) {
    let begin: usize = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (one, other) = (&one[begin..], &other[begin..]);
    let ends = one.chars().rev().zip(other.chars().rev());
    let end: usize = ends.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    (&one[..one.len() - end], &other[..other.len() - end])
}
