//! "No such code" that helps: what the writer may have meant (相近编码).
//!
//! Nothing here is claimed to be right: it lists what is possible, for a reader to choose from.

mod path;
mod places;
mod spelling;
mod variant;

use std::collections::BTreeMap;
use std::hash::BuildHasher;

use foldhash::quality::FixedState;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Near {
    /// The code, as it is known.
    pub(crate) code: String,
    /// In what it is like what was written.
    pub(crate) why: Likeness,
}

/// In what a known code is like a text, the nearest first. A code that is like it in several ways has the first that
/// suffices; up to [`LookAlike`](Self::LookAlike), those before it may have been needed too: `t1` is near `T-01` by its
/// hyphen, and by its padding and case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Likeness {
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

/// The known codes and names, in which those near an unknown text are looked up. What is looked up is prepared when
/// the first unknown text comes, so that a ledger without one pays nothing.
///
/// The answers do not depend on the order of what is known. Near spellings are looked for among all, and therefore for
/// the first hundred different texts only: ask in an order that is stated.
#[derive(Debug)]
pub(crate) struct NearCodes<'k, I> {
    /// Codes with names, until they are needed.
    known: Option<I>,
    index: Index<'k>,
    /// The answers that were given by spelling.
    spelled: BTreeMap<String, Vec<Near>>,
}

impl<'k, I: Iterator<Item = (&'k str, &'k str)>> NearCodes<'k, I> {
    /// Of these codes, each with its name; a node without one has an empty name. O(1).
    pub(crate) fn new(known: I) -> Self {
        Self { known: Some(known), index: Index::default(), spelled: BTreeMap::new() }
    }

    /// The codes that may be meant by a text that is none, at most five: by likeness, by the number of letters that
    /// differ, then upward. By spelling only where nothing else is found, and not where more than five are equally near:
    /// such a likeness says nothing.
    ///
    /// The first call is O(n log n); the first hundred texts without another likeness are O(n), all others are O(length).
    pub(crate) fn near(&mut self, written: &str) -> Vec<Near> {
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
        known.dedup();
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

    fn alike(&self, written: &str) -> Vec<Near> {
        let mut best = BTreeMap::new();
        let mut add = |code: &'k str, why: Likeness| {
            let known = best.entry(code).or_insert(why);
            *known = why.min(*known);
        };
        let key = heading_key(written);
        for kind in [Key::Code, Key::Unpadded, Key::Joined, Key::LookAlike] {
            for (code, _) in self.having(kind, &kind.of(&key)) {
                add(code, variant::likeness(written, code));
            }
        }
        for (code, _) in self.having(Key::Name, &Key::Name.of(&key)) {
            add(code, Likeness::Name);
        }
        let text = canonical(written);
        let ends = path::last(self, &text);
        let parts = if ends.is_empty() { path::parts(self, &text) } else { Vec::new() };
        for (within, why) in [(ends, Likeness::Path), (parts, Likeness::Part)] {
            for (code, _) in within {
                add(code, why);
            }
        }
        let mut found: Vec<Near> = best.into_iter().map(|(code, why)| Near { code: code.to_owned(), why }).collect();
        found.sort_by_key(|near| near.why);
        found.truncate(LISTED);
        found
    }

    fn spelled(&mut self, key: &str) -> Vec<Near> {
        let spelling = self.spelling.get_or_insert_with(|| Spelling::new(&self.known));
        let codes = spelling.nearest(&self.known, key, LISTED).into_iter();
        codes.map(|code| Near { code: code.to_owned(), why: Likeness::Spelling }).collect()
    }
}

/// The same in every run.
fn hash(kind: Key, key: &str) -> u64 {
    FixedState::with_seed(0).hash_one((kind as u8, key))
}

#[cfg(test)]
#[path = "near_code_tests.rs"]
mod tests;
