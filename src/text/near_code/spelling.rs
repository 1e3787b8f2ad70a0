//! Codes and names that are spelled nearly alike.
//!
//! Numbers are what tells one code from its neighbours, so a text with another number is no slip of the hand: 第一网格
//! is not 第二网格, nor T-1 T-2. What may differ are letters, in texts that are long enough to be known by the rest; and
//! in a long number a digit that was lost, doubled or swapped with the next.

use std::collections::BTreeSet;
use std::hash::BuildHasher;

use foldhash::quality::FixedState;

use super::Known;
use crate::text::canonical::heading_key;
use crate::text::character::is_han;

/// Longer texts are not compared.
const LONGEST: usize = 64;
/// A number of so many digits has a length of its own.
const LONG_NUMBER: usize = 8;

/// What is known of a text before it is compared.
#[derive(Debug)]
struct Profile {
    /// A bit for each kind of character in it.
    characters: u64,
    /// The hash of its numbers.
    numbers: u64,
    length: u32,
    /// The place of its node, and whether it is its name.
    at: u32,
    is_name: bool,
}

impl Profile {
    /// Of a text as headings are compared.
    fn of(key: &str, at: u32, is_name: bool) -> Self {
        let bit = |c: char| 1 << (u32::from(c).wrapping_mul(0x9E37_79B9) >> 26);
        let characters = key.chars().fold(0, |bits, c| bits | bit(c));
        let numbers = FixedState::with_seed(0).hash_one(numbers(key));
        Self { characters, numbers, length: key.chars().count() as u32, at, is_name }
    }

    /// Whether the texts may be two letters apart: each of these changes two kinds of character at most.
    fn may_be_near(&self, other: &Self) -> bool {
        self.length.abs_diff(other.length) <= 2 && (self.characters ^ other.characters).count_ones() <= 4
    }
}

/// All codes and names.
#[derive(Debug)]
pub(super) struct Spelling(Vec<Profile>);

impl Spelling {
    pub(super) fn new(known: &[Known]) -> Self {
        let texts = (0..).zip(known).flat_map(|(at, (code, name))| [(at, *code, false), (at, *name, true)]);
        let profiles = texts.map(|(at, text, is_name)| Profile::of(&heading_key(text), at, is_name));
        Self(profiles.filter(|profile| profile.length as usize <= LONGEST && profile.length > 0).collect())
    }

    /// The nodes that are spelled nearly so, by distance and upward. Of a distance at which they become more than
    /// `most` there are none.
    pub(super) fn nearest<'k>(&self, known: &[Known<'k>], key: &str, most: usize) -> Vec<Known<'k>> {
        let wanted = Profile::of(key, 0, false);
        if wanted.length as usize > LONGEST {
            return Vec::new();
        }
        let mut by_distance = [BTreeSet::new(), BTreeSet::new()];
        for profile in self.0.iter().filter(|profile| profile.may_be_near(&wanted)) {
            let (code, name) = known[profile.at as usize];
            let text = heading_key(if profile.is_name { name } else { code });
            let distance = distance(key, &text, profile.numbers == wanted.numbers);
            if let Some(codes) = distance.and_then(|distance| by_distance.get_mut(distance.saturating_sub(1))) {
                codes.insert((code, name));
            }
        }
        let mut found = Vec::new();
        for codes in by_distance {
            let further: Vec<Known> = codes.into_iter().filter(|known| !found.contains(known)).collect();
            if found.len() + further.len() > most {
                break;
            }
            found.extend(further);
        }
        found
    }
}

/// How many letters two texts are apart, if so few that one may be meant for the other.
fn distance(one: &str, other: &str, may_have_same_numbers: bool) -> Option<usize> {
    if may_have_same_numbers && numbers(one) == numbers(other) {
        let distance = strsim::osa_distance(one, other);
        return (distance <= allowed(one).min(allowed(other))).then_some(distance);
    }
    is_slip_in_number(one, other).then_some(1)
}

/// So many letters of a text may be wrong. A Han character says more than a letter.
fn allowed(text: &str) -> usize {
    match (text.chars().count(), text.contains(is_han)) {
        (9.., _) => 2,
        (5.., _) | (4, true) => 1,
        _ => 0,
    }
}

/// What counts and orders in a text: digits, Chinese numerals, stems and directions, and in Chinese text a letter that
/// stands alone (A座).
fn numbers(text: &str) -> String {
    const ORDERING: &str =
        "〇零一二三四五六七八九十百千万两壹贰叁肆伍陆柒捌玖拾甲乙丙丁戊己庚辛壬癸东南西北中上下左右前后";
    let is_chinese = text.contains(is_han);
    let is_letter = |c: Option<&char>| c.is_some_and(char::is_ascii_alphabetic);
    let mut before = None;
    let mut chars = text.chars().peekable();
    let mut out = String::new();
    while let Some(c) = chars.next() {
        let is_alone = is_letter(Some(&c)) && !is_letter(before.as_ref()) && !is_letter(chars.peek());
        if c.is_numeric() || ORDERING.contains(c) || (is_chinese && is_alone) {
            out.push(c);
        }
        before = Some(c);
    }
    out
}

/// Whether two long numbers differ in one digit that one of them lacks, or in two neighbours that changed places.
fn is_slip_in_number(one: &str, other: &str) -> bool {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    if !one.is_ascii() || !other.is_ascii() || digits(one).min(digits(other)) < LONG_NUMBER {
        return false;
    }
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let begin = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[begin..], &other[begin..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&one[..one.len() - end], &other[..other.len() - end]) {
        ([digit], []) | ([], [digit]) => digit.is_ascii_digit(),
        ([a, b], [c, d]) => a == d && b == c && a.is_ascii_digit() && b.is_ascii_digit(),
        _ => false,
    }
}
