//! A word as the name of a person, or as what stands beside one.

use std::ops::Range;

use crate::ledger::workbook::names::glyph::{Glyph, is_circled, is_han, is_transliterated};
use crate::ledger::workbook::names::name::AsideKind;
use crate::ledger::workbook::names::no_name::written;
use crate::ledger::workbook::names::problem::{NameProblem, NotWhat};
use crate::ledger::workbook::names::table::no_name::{
    ENDS, ENDS_OF_LONG, NUMERALS, STARTS, STATES, WITHIN, WITHIN_UNLESS_GIVEN, WORDS,
};
use crate::ledger::workbook::names::table::surname::{begins_with_surname, compound};
use crate::ledger::workbook::names::table::title::{
    PLACES, RANKS, SHORT_REMARKS, SHORT_TITLES, TITLES, TITLES_OF_PLACES,
};
use crate::ledger::workbook::names::words::{NameWords, WordMeaning};

/// How well a text fits as the name of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    Sure,
    /// It does not begin with a surname that is known.
    UnknownSurname,
    /// Longer than most.
    Long,
}

/// Why a text does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// One Han character: half of a name that was torn apart.
    Half,
    /// A surname without a given name, and how many characters it has.
    Surname(Range<usize>),
    Masked,
    AndOthers,
    Ambiguous(Vec<Vec<String>>),
    Not(NotWhat),
}

/// A word of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) is: WordIs,
    /// The glyphs of the name itself.
    pub(crate) name: Range<usize>,
    /// What stands before and behind it in the same word.
    pub(crate) asides: Vec<(AsideKind, Range<usize>)>,
}

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WordIs {
    Name(Fit),
    /// One Han character.
    Half,
    /// A surname of two characters.
    CompoundSurname,
    /// Letters of another language.
    Latin,
    /// A title, a remark or the like, with no name in it.
    Beside(AsideKind),
    /// A word for nobody, or a ditto mark.
    Mark,
}

/// What a word is; O(length · words of the tables).
pub(crate) fn word(glyphs: &[Glyph], words: &NameWords) -> Result<Word, NameProblem> {
    let whole = 0..glyphs.len();
    let as_is = |is| Ok(Word { glyphs: glyphs.to_vec(), is, name: whole.clone(), asides: Vec::new() });
    let no_person = |why| NameProblem::NoPerson { written: written(glyphs), why };
    match words.own(glyphs) {
        Some(WordMeaning::Name) => return as_is(WordIs::Name(Fit::Sure)),
        Some(WordMeaning::Title) => return as_is(WordIs::Beside(AsideKind::Title)),
        Some(WordMeaning::NoName) => return Err(no_person(NotWhat::Unknown)),
        Some(WordMeaning::Nobody | WordMeaning::Ditto) => return as_is(WordIs::Mark),
        None => {}
    }
    if words.of(glyphs).is_some() {
        return as_is(WordIs::Mark);
    }
    let chars: Vec<char> = glyphs.iter().map(|glyph| glyph.c).collect();
    if is_masked(&chars) {
        return Err(NameProblem::Masked(written(glyphs)));
    }
    if others(&chars) {
        return Err(NameProblem::AndOthers(written(glyphs)));
    }
    if chars.iter().all(|c| is_of_latin_name(*c)) && chars.iter().any(|c| c.is_alphabetic()) {
        return if chars.iter().filter(|c| c.is_alphabetic()).count() > 1 {
            as_is(WordIs::Latin)
        } else {
            Err(NameProblem::SingleCharacter(written(glyphs)))
        };
    }
    if let [only] = chars[..]
        && SHORT_REMARKS.contains(only)
    {
        return as_is(WordIs::Beside(AsideKind::Remark));
    }
    let tag = tag_of(&chars);
    let named = &chars[..tag.start];
    if !named.iter().all(|c| is_han(*c) || is_dot(*c)) {
        let name = named.iter().take_while(|c| is_han(**c)).count();
        if named[name..].iter().all(char::is_ascii_digit) && fit(&named[..name]).is_ok() {
            return Err(NameProblem::UnclearNumber);
        }
        // 3号楼, 2栋: where somebody is.
        let is_place = named.last().is_some_and(|last| ENDS.contains(*last) || ENDS_OF_LONG.contains(*last))
            || not_what(named) == Some(NotWhat::Organisation);
        let is_plain = named.iter().all(|c| c.is_alphanumeric());
        return if is_place && is_plain && tag.is_empty() {
            as_is(WordIs::Beside(AsideKind::Affiliation))
        } else {
            Err(no_person(NotWhat::Mixture))
        };
    }
    if named.is_empty() {
        return Err(NameProblem::Number(written(glyphs)));
    }
    let mut found = Word { glyphs: glyphs.to_vec(), is: WordIs::Mark, name: 0..tag.start, asides: Vec::new() };
    let result = beside_titles(named, words, &mut found);
    if !tag.is_empty() {
        found.asides.push((AsideKind::Tag, tag.clone()));
    }
    let name = found.name.clone();
    let problem = |unfit| match unfit {
        Unfit::Surname(at) => NameProblem::SurnameOnly { surname: written(&glyphs[at]), written: written(glyphs) },
        Unfit::Masked => NameProblem::Masked(written(glyphs)),
        Unfit::AndOthers => NameProblem::AndOthers(written(glyphs)),
        Unfit::Ambiguous(readings) => NameProblem::Ambiguous { written: written(glyphs), readings },
        Unfit::Not(why) => no_person(why),
        Unfit::Half => NameProblem::SingleCharacter(written(&glyphs[name.clone()])),
    };
    found.is = match result {
        Ok(is) => is,
        Err(Unfit::Half) if found.asides.is_empty() || !tag.is_empty() && found.asides.len() == 1 => WordIs::Half,
        Err(Unfit::Surname(at)) if at == whole => WordIs::CompoundSurname,
        Err(Unfit::Not(NotWhat::Organisation)) if tag.is_empty() => WordIs::Beside(AsideKind::Affiliation),
        Err(unfit) => return Err(problem(unfit)),
    };
    Ok(found)
}

/// A name with titles before or behind it: 网格长张三, 张三副主任, 须水派出所民警张三.
fn beside_titles(chars: &[char], words: &NameWords, found: &mut Word) -> Result<WordIs, Unfit> {
    match title_behind(chars, words) {
        Some(TitleEnd::Whole) => return Ok(WordIs::Beside(AsideKind::Title)),
        Some(TitleEnd::From(start)) => {
            found.name = 0..start;
            found.asides.push((AsideKind::Title, start..chars.len()));
            return match fit(&chars[..start]) {
                Err(Unfit::Half) => Err(Unfit::Surname(0..start)),
                Err(Unfit::Not(NotWhat::State | NotWhat::Unknown)) => Err(Unfit::Not(NotWhat::Title)),
                fit => fit.map(WordIs::Name),
            };
        }
        None => {}
    }
    // The shortest full name behind a title that is nothing else.
    for start in (2..chars.len().saturating_sub(1)).rev() {
        let (title, name) = chars.split_at(start);
        if name.len() > 4 || !begins_with_surname(name) || title_behind(title, words) != Some(TitleEnd::Whole) {
            continue;
        }
        if let Ok(fit) = fit(name) {
            found.name = start..chars.len();
            found.asides.push((AsideKind::Title, 0..start));
            return Ok(WordIs::Name(fit));
        }
    }
    fit(chars).map(WordIs::Name)
}

/// What of a text is the title at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TitleEnd {
    /// All of it, with the place it is of: 网格长, 党支部副书记, 惠民社区书记.
    Whole,
    /// From this character on: 副主任 in 张三副主任.
    From(usize),
}

/// The title at the end of a text, if there is one.
fn title_behind(chars: &[char], words: &NameWords) -> Option<TitleEnd> {
    let of_place = TITLES_OF_PLACES.ends(chars);
    let own = words.own_titles().filter(|title| chars.ends_with(&title.chars().collect::<Vec<_>>()));
    let own = own.map(|title| chars.len() - title.chars().count()).min();
    let plain = TITLES.ends(chars).into_iter().chain(own).min();
    let mut start = of_place.into_iter().chain(plain).min()?;
    while let Some(rank) = RANKS.ends(&chars[..start]) {
        start = rank;
    }
    let is_of_place = of_place.is_some_and(|at| plain.is_none_or(|plain| at <= plain))
        || PLACES.ends(&chars[..start]).is_some()
        || matches!(fit(&chars[..start]), Err(Unfit::Not(NotWhat::Organisation)));
    Some(if start == 0 || is_of_place { TitleEnd::Whole } else { TitleEnd::From(start) })
}

/// Whether a text of Han characters is the name of a person.
pub(crate) fn fit(chars: &[char]) -> Result<Fit, Unfit> {
    if is_masked(chars) {
        return Err(Unfit::Masked);
    }
    if chars.iter().any(|c| is_dot(*c)) {
        return fit_with_dots(chars);
    }
    if others(chars) {
        return Err(Unfit::AndOthers);
    }
    if chars.len() == 1 {
        return Err(Unfit::Half);
    }
    if let Some(why) = not_what(chars) {
        return Err(Unfit::Not(why));
    }
    match *chars {
        [first, second] if "老小大".contains(first) && begins_with_surname(&[second]) => Err(Unfit::Surname(1..2)),
        [_, second] if begins_with_surname(chars) && SHORT_TITLES.contains(second) => Err(Unfit::Surname(0..1)),
        [_, _, third] if compound(chars) && SHORT_TITLES.contains(third) => Err(Unfit::Surname(0..2)),
        [_, _] if compound(chars) => Err(Unfit::Surname(0..2)),
        [.., '兼'] if chars.len() > 2 => {
            Err(Unfit::Ambiguous(vec![vec![text(&chars[..chars.len() - 1])], vec![text(chars)]]))
        }
        [_, _] | [_, _, _] if begins_with_surname(chars) || is_transliterated(chars) => Ok(Fit::Sure),
        [_, _] | [_, _, _] => Ok(Fit::UnknownSurname),
        [_, _, _, _] if compound(chars) => Ok(Fit::Sure),
        _ if chars.len() <= 8 && is_transliterated(chars) => Ok(Fit::Long),
        _ => fit_long(chars),
    }
}

/// Four Han characters or more: two surnames and a given name, or several names without anything between them.
fn fit_long(chars: &[char]) -> Result<Fit, Unfit> {
    let mut readings = run_together(chars);
    let has_two_surnames = begins_with_surname(chars) && begins_with_surname(&chars[1..]);
    match (chars.len(), readings.is_empty()) {
        (4, true) if has_two_surnames => Ok(Fit::Long),
        (_, true) if chars.len() == 4 => Err(Unfit::Not(NotWhat::Unknown)),
        (_, true) => Err(Unfit::Not(NotWhat::TooLong)),
        (4 | 5, false) if has_two_surnames || compound(chars) => {
            readings.insert(0, vec![text(chars)]);
            Err(Unfit::Ambiguous(readings))
        }
        _ => Err(Unfit::Ambiguous(readings)),
    }
}

/// Every way to read a text as two or three names that run together.
fn run_together(chars: &[char]) -> Vec<Vec<String>> {
    if !(4..=9).contains(&chars.len()) {
        return Vec::new();
    }
    let is_name =
        |name: &[char]| (2..=3).contains(&name.len()) && begins_with_surname(name) && not_what(name).is_none();
    let mut readings = Vec::new();
    for first in 2..=3 {
        let (one, rest) = chars.split_at(first);
        if !is_name(one) {
            continue;
        }
        if is_name(rest) {
            readings.push(vec![text(one), text(rest)]);
        }
        for second in 2..=3.min(rest.len().saturating_sub(1)) {
            let (two, three) = rest.split_at(second);
            if is_name(two) && is_name(three) {
                readings.push(vec![text(one), text(two), text(three)]);
            }
        }
    }
    readings
}

/// A name with dots: 阿卜杜拉·买买提. A full stop may be such a dot, or stand between two names.
fn fit_with_dots(chars: &[char]) -> Result<Fit, Unfit> {
    let parts: Vec<&[char]> = chars.split(|c| is_dot(*c)).collect();
    if parts.iter().any(|part| part.is_empty() || part.len() > 12) {
        return Err(Unfit::Not(NotWhat::Mixture));
    }
    if let Some(why) = parts.iter().find_map(|part| not_what(part)) {
        return Err(Unfit::Not(why));
    }
    if parts.iter().all(|part| is_transliterated(part)) {
        return Ok(Fit::Sure);
    }
    let are_names = parts.iter().all(|part| (2..=3).contains(&part.len()) && begins_with_surname(part));
    if are_names || chars.contains(&'.') {
        let separate = parts.iter().map(|part| text(part)).collect();
        return Err(Unfit::Ambiguous(vec![vec![with_middle_dots(&text(chars))], separate]));
    }
    Ok(Fit::Sure)
}

/// What a text looks like that is certainly no name.
fn not_what(chars: &[char]) -> Option<NotWhat> {
    let all = text(chars);
    let is_long = chars.len() >= 4;
    let is_given = !is_long && chars.len() == 3 && begins_with_surname(chars);
    if WORDS.contains(&all) {
        return Some(NotWhat::Unknown);
    }
    if STATES.occurs_in(&all) || STARTS.iter().any(|start| all.starts_with(start)) && !compound(chars) {
        return Some(NotWhat::State);
    }
    let last = chars.last().copied().unwrap_or_default();
    // 上报中, 走了; 李建中 is somebody.
    if "了着的吗吧".contains(last) || last == '中' && chars.len() > 2 && !begins_with_surname(chars) {
        return Some(NotWhat::State);
    }
    let is_organisation = WITHIN.occurs_in(&all)
        || !is_given && WITHIN_UNLESS_GIVEN.occurs_in(&all)
        || chars.len() > 1 && ENDS.contains(last)
        || is_long && ENDS_OF_LONG.contains(last) && !compound(chars);
    if is_organisation {
        return Some(NotWhat::Organisation);
    }
    let is_number = chars.len() > 1 && chars.iter().all(|c| NUMERALS.contains(*c)) && chars[0] != '万';
    is_number.then_some(NotWhat::Unknown)
}

/// What tells people of one name apart at its end: one or two digits, a letter, a digit in a circle.
fn tag_of(chars: &[char]) -> Range<usize> {
    let digits = chars.iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let letters = chars.iter().rev().take_while(|c| c.is_ascii_alphabetic() || is_circled(**c)).count();
    let length = if letters == 1 { 1 } else { digits };
    let start = chars.len() - length;
    let is_behind_name = start.checked_sub(1).is_some_and(|before| is_han(chars[before]));
    if is_behind_name && length <= 2 { start..chars.len() } else { chars.len()..chars.len() }
}

/// A name of which a part is hidden: 张某, 李**, 王XX, 张○.
fn is_masked(chars: &[char]) -> bool {
    let hides = |c: &char| matches!(c, '*' | '×' | 'x' | 'X' | '某' | '○' | '〇' | '□' | '_');
    let first = chars.iter().position(hides);
    first.is_some_and(|first| chars[..first].iter().all(|c| is_han(*c)) && (first > 0 || chars[0] == '某'))
        && chars.iter().any(|c| is_han(*c))
}

/// 张三等, 张三等3人.
fn others(chars: &[char]) -> bool {
    chars.iter().skip(2).position(|c| *c == '等').is_some_and(|at| {
        let rest = &chars[at + 3..];
        rest.iter().all(|c| c.is_ascii_digit() || NUMERALS.contains(*c) || "人名位余多".contains(*c))
    })
}

fn is_of_latin_name(c: char) -> bool {
    !is_han(c)
        && (c.is_alphabetic()
            || matches!(c, '.' | '-' | '\'' | '’' | '`' | '·')
            || ('\u{300}'..='\u{36F}').contains(&c))
}

fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '‧' | '∙' | '・' | '⋅' | '.')
}

/// The text with one kind of dot within names.
pub(crate) fn with_middle_dots(text: &str) -> String {
    if text.chars().any(is_han) { text.replace(is_dot, "·") } else { text.to_owned() }
}

fn text(chars: &[char]) -> String {
    chars.iter().collect()
}

#[cfg(test)]
#[path = "person_tests.rs"]
mod tests;
