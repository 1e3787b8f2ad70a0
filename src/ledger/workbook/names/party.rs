//! Names of Party organisations (党组织): the grammar decides whether a new one may be made of a text.

use crate::ledger::workbook::names::glyph::{Glyph, range_of, text_of, trimmed};
use crate::ledger::workbook::names::name::{Aside, AsideKind, Name, NameNote, Names, Part};
use crate::ledger::workbook::names::no_name::written;
use crate::ledger::workbook::names::problem::{NameProblem, NotWhat};
use crate::ledger::workbook::names::segment::{Beside, Segment, glyphs_of, is_tag};
use crate::ledger::workbook::names::table::party::{ENDINGS, GENERIC, NOT_THERE, OPEN_ENDINGS, OTHERS, PARTY};
use crate::ledger::workbook::names::token::Token;
use crate::ledger::workbook::names::words::{NameWords, WordMeaning};

/// Reads the tokens between two separators.
pub(crate) fn segment(tokens: &[Token], words: &NameWords) -> Result<Segment, NameProblem> {
    let all = glyphs_of(tokens);
    let mut beside = Beside::default();
    // Lines and words, of which each is a name or a part of one.
    let mut pieces: Vec<(Vec<Glyph>, bool)> = Vec::new();
    let mut is_behind_break = false;
    let last_word = tokens.iter().rposition(|token| matches!(token, Token::Word(_)));
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Word(glyphs) => pieces.push((glyphs.clone(), std::mem::take(&mut is_behind_break))),
            Token::Remark(glyphs) => {
                let text = text_of(glyphs);
                let is_there = !NOT_THERE.iter().any(|word| text.starts_with(word)) && !text.contains('?');
                if !is_there {
                    return Err(NameProblem::NotInPost { remark: text, written: written(&all) });
                }
                let is_within = last_word.is_some_and(|last| at < last) && !pieces.is_empty();
                let part = Part { text, at: range_of(glyphs) };
                match pieces.last_mut() {
                    // A remark within a name, or a number behind it, tells it from others: 惠民（第一）党支部.
                    Some((name, _)) if is_within || is_tag(&part.text) => {
                        let sign = |c: char, at: usize| Glyph { c, at: at..at };
                        name.push(sign('(', part.at.start));
                        name.extend(glyphs.iter().cloned());
                        name.push(sign(')', part.at.end));
                    }
                    _ => beside.asides.push(Aside { kind: AsideKind::Remark, text: part.text, at: part.at }),
                }
            }
            Token::Number(kind, _) => beside.dropped.push(*kind),
            Token::Break => is_behind_break = true,
            Token::Doubt => return Err(NameProblem::Doubtful(written(&all))),
            Token::Colon | Token::Space | Token::Separator | Token::Slash | Token::Comma => {}
        }
    }
    if pieces.is_empty() {
        return Ok(Segment::Beside(beside));
    }
    let names = names(&pieces, &all, words)?;
    let mut names = names.into_iter().collect::<Vec<_>>();
    if let Some(last) = names.last_mut() {
        last.take_behind(beside);
    }
    let mut notes = Vec::new();
    if names.len() < pieces.len() {
        notes.extend(names.iter().map(|name| NameNote::Joined(name.part())));
    }
    Ok(Segment::Names(Names { names, notes }))
}

/// The names of words that stand behind each other.
fn names(pieces: &[(Vec<Glyph>, bool)], all: &[Glyph], words: &NameWords) -> Result<Vec<Name>, NameProblem> {
    let mut names: Vec<Name> = Vec::new();
    let mut name: Vec<Glyph> = Vec::new();
    let mut is_at_line = true;
    for (at, (piece, is_behind_break)) in pieces.iter().enumerate() {
        if name.is_empty() && at > 0 {
            is_at_line = *is_behind_break;
        }
        if words.of(piece).is_some_and(|meaning| matches!(meaning, WordMeaning::Nobody | WordMeaning::Ditto)) {
            return Err(NameProblem::Mixed { word: written(piece), written: written(all) });
        }
        name.extend(piece.iter().cloned());
        let text = text_of(trimmed(&name));
        if not_what(&text).is_none() || words.own(&name) == Some(WordMeaning::Name) {
            // Two organisations with a space between them may be one below the other.
            if !names.is_empty() && !is_at_line {
                let mut list: Vec<String> = names.iter().map(|name| name.text.clone()).collect();
                list.push(text.clone());
                let readings = vec![list, vec![text]];
                return Err(NameProblem::Ambiguous { written: written(all), readings });
            }
            names.extend(split_at_and(&name));
            name.clear();
        }
    }
    if name.is_empty() {
        return Ok(names);
    }
    let why = not_what(&text_of(&name)).unwrap_or(NotWhat::Unknown);
    Err(NameProblem::NoPartyName { written: written(&name), why })
}

/// 惠民党支部和康乐党支部 are two.
fn split_at_and(glyphs: &[Glyph]) -> Vec<Name> {
    let name = |glyphs: &[Glyph]| Name {
        text: text_of(trimmed(glyphs)),
        at: range_of(glyphs),
        asides: Vec::new(),
        dropped: Vec::new(),
    };
    let is_name = |glyphs: &[Glyph]| not_what(&text_of(trimmed(glyphs))).is_none();
    let next = |glyphs: &[Glyph]| {
        (1..glyphs.len()).find(|at| {
            matches!(glyphs[*at].c, '和' | '及' | '与' | '暨') && is_name(&glyphs[..*at]) && is_name(&glyphs[*at + 1..])
        })
    };
    let (mut names, mut rest) = (Vec::new(), glyphs);
    while let Some(at) = next(rest) {
        names.push(name(&rest[..at]));
        rest = &rest[at + 1..];
    }
    names.push(name(rest));
    names
}

/// Why a text is not the name of a certain Party organisation.
pub(crate) fn not_what(text: &str) -> Option<NotWhat> {
    let lower = text.to_lowercase();
    let is_english =
        lower.contains("party") && ["branch", "committee", "group"].iter().any(|word| lower.contains(word));
    let mut base = lower.as_str();
    while let Some(start) = base.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        base = &base[..start];
    }
    if is_english {
        return None;
    }
    if OTHERS.iter().any(|other| base.contains(other)) {
        return Some(NotWhat::Organisation);
    }
    let says_party = PARTY.iter().any(|word| base.contains(word));
    let open = OPEN_ENDINGS.iter().filter(|ending| **ending != "委员会" || says_party);
    let ending = ENDINGS.iter().chain(open).filter(|ending| base.ends_with(**ending)).max_by_key(|ending| ending.len());
    let Some(ending) = ending else { return Some(NotWhat::Unknown) };
    let mut rest = &base[..base.len() - ending.len()];
    while let Some(shorter) =
        GENERIC.iter().find_map(|word| rest.strip_suffix(word).or_else(|| rest.strip_prefix(word)))
    {
        rest = shorter;
    }
    rest.is_empty().then_some(NotWhat::Generic)
}

#[cfg(test)]
#[path = "party_tests.rs"]
mod tests;
