//! "No such code" that helps: what the writer may have meant (相近编码).
//!
//! Nothing here is claimed to be right: it lists what is possible, for a reader to choose from.

mod path;
mod places;
mod spelling;
mod variant;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;

use foldhash::quality::FixedState;
use serde::Serialize;

use self::places::Places;
use self::spelling::Spelling;
use self::variant::Key;
use crate::text::canonical::{canonical, heading_key};

/// So many codes are listed at most.
const LISTED: usize = 5;
/// Of those that share a key, so many are looked at, upward by code: the work for one text stays bounded.
const LOOKED_AT: usize = 24;
/// For so many different texts near spellings are looked for, which takes a look at every code.
const SPELLED: usize = 100;

/// A code that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct NearCode {
    /// The code, as it is known.
    pub code: String,
    /// The name of the node that has it; empty where it has none.
    pub name: String,
    /// In what it is like what was written.
    pub why: Likeness,
}

/// In what a known code is like a text, the nearest first. A code that is like it in several ways has the first that
/// suffices; up to [`LookAlike`](Self::LookAlike), those before it may have been needed too: `t1` is near `T-01` by its
/// hyphen, and by its padding and case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Likeness {
    /// Only characters that look the same differ: full width, invisible characters (规范形式).
    Form,
    /// Letter case or spaces: `xs-t01` for `XS-T01` (大小写).
    Case,
    /// Quotation marks or a formula around it: `="T-1"` (引号).
    Marks,
    /// A point and zeros behind it, as a number gets: `410102012.0` (小数点).
    Point,
    /// Zeros before a number: `T-1` for `T-01` (前导零).
    Padding,
    /// Hyphens, underscores and dashes, or none: `T—1`, `T1` (连字符).
    Hyphen,
    /// Letters that look like digits or like other letters: `T-O1` for `T-01` (形近字符).
    LookAlike,
    /// It is the name of the node with this code (名称).
    Name,
    /// It ends in the code or name: `须水街道/惠民社区` (路径).
    Path,
    /// A part of it is the code or name: `一号网格(T-1)` (其中一部分).
    Part,
    /// The code or name is spelled nearly so, with the same numbers (拼写相近).
    Spelling,
}

impl NearCode {
    fn new((code, name): Known<'_>, why: Likeness) -> Self {
        Self { code: code.to_owned(), name: name.to_owned(), why }
    }
}

impl Likeness {
    /// All of them, the nearest first.
    pub const ALL: [Self; 11] = [
        Self::Form,
        Self::Case,
        Self::Marks,
        Self::Point,
        Self::Padding,
        Self::Hyphen,
        Self::LookAlike,
        Self::Name,
        Self::Path,
        Self::Part,
        Self::Spelling,
    ];

    /// The English and the Chinese label of each.
    const LABELS: [(&'static str, &'static str); 11] = [
        ("the same but for full width, spaces around it or invisible characters", "仅全半角、首尾空格或不可见字符不同"),
        ("the same but for letter case or spaces", "仅大小写或空格不同"),
        ("the same but for marks around it", "仅外围符号不同"),
        ("the same but for a point and zeros behind it", "仅末尾小数点和零不同"),
        ("the same but for zeros before a number", "仅前导零不同"),
        ("the same but for hyphens", "仅连字符不同"),
        ("the same but for signs that look alike", "仅形近字符不同"),
        ("by its name", "名称相同"),
        ("at the end of the path", "路径末级"),
        ("as a part of the text", "文本中含有"),
        ("spelled nearly so", "拼写相近"),
    ];

    /// Why the code is near, in English: words that stand in brackets behind it.
    #[must_use]
    pub const fn english(self) -> &'static str {
        Self::LABELS[self as usize].0
    }

    /// Why the code is near, in Chinese.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        Self::LABELS[self as usize].1
    }
}

/// For each of these texts that are no codes, the codes that may be meant; a known node is its code and its name.
///
/// The answers depend neither on the order of what is known nor on that of the texts. Near spellings are looked for
/// for the first hundred different texts only, upward. Where there is no unknown text nothing is prepared: O(1). Else
/// O(n log n).
pub(crate) fn near_codes<'k, 't>(
    known: impl Iterator<Item = (&'k str, &'k str)>,
    unknown: impl IntoIterator<Item = &'t str>,
) -> BTreeMap<&'t str, Vec<NearCode>> {
    let mut codes = NearCodes::new(known);
    let unknown: BTreeSet<&str> = unknown.into_iter().collect();
    unknown.into_iter().map(|written| (written, codes.near(written))).collect()
}

/// The known codes and names, in which those near an unknown text are looked up. What is looked up is prepared when
/// the first unknown text comes, so that a ledger without one pays nothing.
///
/// The answers do not depend on the order of what is known. Near spellings are looked for among all, and therefore for
/// the first hundred different texts only.
#[derive(Debug)]
struct NearCodes<'k, I> {
    /// Codes with names, until they are needed.
    known: Option<I>,
    index: Index<'k>,
    /// The answers that were given by spelling.
    spelled: BTreeMap<String, Vec<NearCode>>,
}

impl<'k, I: Iterator<Item = (&'k str, &'k str)>> NearCodes<'k, I> {
    /// Of these codes, each with its name; a node without one has an empty name. O(1).
    fn new(known: I) -> Self {
        Self { known: Some(known), index: Index::default(), spelled: BTreeMap::new() }
    }

    /// The codes that may be meant by a text that is none, at most five: by likeness, by the number of letters that
    /// differ, then upward. By spelling only where nothing else is found, and not where more than five are equally near:
    /// such a likeness says nothing.
    ///
    /// The first call is O(n log n); the first hundred texts without another likeness are O(n), all others are O(length).
    fn near(&mut self, written: &str) -> Vec<NearCode> {
        if let Some(known) = self.known.take() {
            self.index = Index::new(known);
        }
        let found = self.index.alike(written);
        if !found.is_empty() {
            return found;
        }
        let key = heading_key(written);
        if let Some(known) = self.spelled.get(key.as_ref()) {
            return known.clone();
        }
        if self.spelled.len() >= SPELLED {
            return Vec::new();
        }
        let found = self.index.spelled(&key);
        self.spelled.insert(key.into_owned(), found.clone());
        found
    }
}

/// A node: its code and its name.
type Known<'k> = (&'k str, &'k str);

#[derive(Debug, Default)]
struct Index<'k> {
    /// Upward, each once.
    known: Vec<Known<'k>>,
    places: Places,
    spelling: Option<Spelling>,
}

impl<'k> Index<'k> {
    fn new(nodes: impl Iterator<Item = Known<'k>>) -> Self {
        let mut known: Vec<Known> = nodes.filter(|(code, _)| !code.is_empty()).collect();
        known.sort_unstable();
        known.dedup_by_key(|(code, _)| *code);
        let mut keys = Vec::with_capacity(known.len() * Key::ALL.len());
        for (at, node) in (0..).zip(&known) {
            let of_node = Key::ALL.iter().map(|kind| (*kind, kind.of_node(*node))).filter(|(_, key)| !key.is_empty());
            keys.extend(of_node.map(|(kind, key)| (hash(kind, &key), at)));
        }
        Self { known, places: Places::new(keys), spelling: None }
    }

    /// The nodes that have a key, upward by code; of very many the first.
    fn having(&self, kind: Key, key: &str) -> impl Iterator<Item = Known<'k>> {
        let places = if key.is_empty() { &[] } else { self.places.of(hash(kind, key)) };
        let nodes = places.iter().take(LOOKED_AT).map(|(_, at)| self.known[*at as usize]);
        nodes.filter(move |node| kind.of_node(*node) == key)
    }

    /// The nodes that have this code or name but for letter case and spaces.
    fn named(&self, text: &str) -> Vec<Known<'k>> {
        let key = heading_key(text);
        [Key::Code, Key::Name].into_iter().flat_map(|kind| self.having(kind, &key)).collect()
    }

    fn alike(&self, written: &str) -> Vec<NearCode> {
        let mut best = BTreeMap::new();
        let mut add = |known: Known<'k>, why: Likeness| {
            let best = best.entry(known).or_insert(why);
            *best = why.min(*best);
        };
        let key = heading_key(written);
        for kind in [Key::Code, Key::Unpadded, Key::Joined, Key::LookAlike] {
            for known in self.having(kind, &kind.of(&key)) {
                add(known, variant::likeness(written, known.0));
            }
        }
        for known in self.having(Key::Name, &Key::Name.of(&key)) {
            add(known, Likeness::Name);
        }
        let text = canonical(written);
        let ends = path::last(self, &text);
        let parts = if ends.is_empty() { path::parts(self, &text) } else { Vec::new() };
        for (within, why) in [(ends, Likeness::Path), (parts, Likeness::Part)] {
            for known in within {
                add(known, why);
            }
        }
        let mut found: Vec<NearCode> = best.into_iter().map(|(known, why)| NearCode::new(known, why)).collect();
        found.sort_by_key(|near| near.why);
        found.truncate(LISTED);
        found
    }

    fn spelled(&mut self, key: &str) -> Vec<NearCode> {
        let spelling = self.spelling.get_or_insert_with(|| Spelling::new(&self.known));
        let nearest = spelling.nearest(&self.known, key, LISTED).into_iter();
        nearest.map(|known| NearCode::new(known, Likeness::Spelling)).collect()
    }
}

/// The same in every run.
fn hash(kind: Key, key: &str) -> u64 {
    FixedState::with_seed(0).hash_one((kind as u8, key))
}

#[cfg(test)]
#[path = "near_code_tests.rs"]
mod tests;
