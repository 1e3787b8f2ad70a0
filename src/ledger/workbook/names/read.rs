//! From a cell to names.

use crate::ledger::workbook::names::glyph::{Glyph, glyphs, is_han, key_of, range_of, text_of, trimmed};
use crate::ledger::workbook::names::name::{Mark, Name, NameNote, Named, Names, NamesRead, Part};
use crate::ledger::workbook::names::no_name::{is_error_value, no_name, no_name_of_anything, written};
use crate::ledger::workbook::names::node;
use crate::ledger::workbook::names::number::NumberKind;
use crate::ledger::workbook::names::party;
use crate::ledger::workbook::names::person::{Fit, fit};
use crate::ledger::workbook::names::problem::{NameProblem, NotWhat};
use crate::ledger::workbook::names::segment::{Beside, Segment, glyphs_of, segment};
use crate::ledger::workbook::names::token::{Token, tokens};
use crate::ledger::workbook::names::words::{NameWords, WordMeaning};

/// Reads a cell that names people, Party organisations or nodes.
///
/// For [`Named::Party`] and [`Named::Node`], first look whether the text is the code or name of a row that is known:
/// the grammar only says what it may be if it is none. O(length · words of the tables).
///
/// # Errors
///
/// All parts of the cell that are certainly or possibly no names; at least one.
pub(crate) fn read_names(text: &str, what: Named, words: &NameWords) -> Result<NamesRead, Vec<NameProblem>> {
    read_text(&glyphs(text), what, words)
}

/// Whether a text is an error value of a spreadsheet: `#N/A`, `Err:502`, `#####`.
pub(crate) fn is_error_text(text: &str) -> bool {
    let may_be = |text: &str| text.trim_start().starts_with(['#', '＃', 'e', 'E', '错']);
    may_be(text) && is_error_value(&key_of(&glyphs(text)))
}

/// The word for nobody or the ditto mark that all of a text is.
pub(crate) fn mark_of(text: &str, words: &NameWords) -> Option<super::Mark> {
    let glyphs = glyphs(text);
    let glyphs = trimmed(&glyphs);
    if words.own(glyphs) == Some(WordMeaning::Name) || no_name_of_anything(glyphs).is_some() {
        return None;
    }
    match mark(glyphs, words).ok()?? {
        NamesRead::Nobody(mark) => Some(super::Mark::Nobody(mark.written)),
        NamesRead::Ditto(mark) => Some(super::Mark::Ditto(mark.written)),
        _ => None,
    }
}

fn read_text(glyphs: &[Glyph], what: Named, words: &NameWords) -> Result<NamesRead, Vec<NameProblem>> {
    let glyphs = trimmed(glyphs);
    if glyphs.is_empty() {
        return Ok(NamesRead::Blank);
    }
    let own = words.own(glyphs);
    if own == Some(WordMeaning::Name) && what != Named::Node {
        let name = Name { text: text_of(glyphs), at: range_of(glyphs), asides: Vec::new(), dropped: Vec::new() };
        return Ok(NamesRead::Names(Names { names: vec![name], notes: Vec::new() }));
    }
    if own != Some(WordMeaning::Name) {
        // Before words for nobody: `#NULL!` is no `null`.
        if let Some(problem) = no_name_of_anything(glyphs) {
            return Err(vec![problem]);
        }
        if let Some(mark) = mark(glyphs, words)? {
            return Ok(mark);
        }
    }
    if what == Named::Node {
        // 2025-3 may be a code; 2025年3月 is none, and no name of a grid.
        let is_date = glyphs.iter().any(|glyph| matches!(glyph.c, '年' | '月' | '日'))
            && own != Some(WordMeaning::Name)
            && matches!(no_name(glyphs), Some(NameProblem::Date(_)));
        if is_date {
            return Err(vec![NameProblem::Date(written(glyphs))]);
        }
        return Ok(NamesRead::Nodes(node::readings(glyphs)));
    }
    if let Some(problem) = no_name(glyphs) {
        return Err(vec![problem]);
    }
    names(glyphs, what, words).map(NamesRead::Names)
}

/// A word for nobody or a ditto mark that is the whole cell, in brackets or with remarks behind it.
fn mark(glyphs: &[Glyph], words: &NameWords) -> Result<Option<NamesRead>, Vec<NameProblem>> {
    let as_mark = |meaning, part: &[Glyph], remarks: Vec<Part>, dropped: Vec<NumberKind>| {
        let mark = Mark { written: text_of(part), at: range_of(part), remarks, dropped };
        match meaning {
            WordMeaning::Nobody => Some(NamesRead::Nobody(mark)),
            WordMeaning::Ditto => Some(NamesRead::Ditto(mark)),
            WordMeaning::Title | WordMeaning::Name | WordMeaning::NoName => None,
        }
    };
    if !words.may_hold_mark(glyphs) {
        return Ok(None);
    }
    if let Some(meaning) = words.of(glyphs) {
        return Ok(as_mark(meaning, glyphs, Vec::new(), Vec::new()));
    }
    if glyphs.iter().all(|glyph| is_han(glyph.c)) {
        return Ok(None);
    }
    let tokens = tokens(glyphs);
    let mut found: Vec<&[Glyph]> = Vec::new();
    let mut remarks: Vec<&[Glyph]> = Vec::new();
    let mut dropped = Vec::new();
    for token in &tokens {
        match token {
            Token::Word(word) => found.push(word),
            Token::Remark(remark) => remarks.push(remark),
            Token::Number(kind, _) => dropped.push(*kind),
            Token::Doubt => return Ok(None),
            _ => {}
        }
    }
    // (空), 【无】
    if found.is_empty()
        && let [only] = remarks[..]
    {
        return Ok(words.of(only).and_then(|meaning| as_mark(meaning, only, Vec::new(), dropped)));
    }
    let all: Vec<Glyph> = found.iter().flat_map(|word| word.iter().cloned()).collect();
    let meanings: Option<Vec<WordMeaning>> = found.iter().map(|word| words.of(word)).collect();
    // 无/无, or 目前 无: every word says so, or all together.
    let meaning = match meanings {
        Some(meanings) if !meanings.is_empty() && meanings.iter().all(|meaning| *meaning == meanings[0]) => meanings[0],
        _ => match words.of(&all) {
            Some(meaning) if !tokens.iter().any(is_separator) => meaning,
            _ => return Ok(None),
        },
    };
    if let Some(named) = remarks.iter().find(|remark| names_somebody(remark)) {
        return Err(vec![NameProblem::Mixed { word: written(found[0]), written: written(named) }]);
    }
    let parts = remarks.iter().map(|remark| Part { text: text_of(remark), at: range_of(remark) });
    let first = if found.len() > 1 && words.of(&all).is_none() { found[0].to_vec() } else { all };
    Ok(as_mark(meaning, &first, parts.collect(), dropped))
}

/// Whether a remark behind a word for nobody names somebody after all: 无（张三代管）.
fn names_somebody(remark: &[Glyph]) -> bool {
    const ACTING: [&str; 9] = ["代管", "兼管", "兼任", "代理", "暂代", "负责", "兼职", "代", "兼"];
    let text = text_of(remark);
    let text = text.strip_prefix('由').unwrap_or(&text);
    let name = ACTING.iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text);
    let chars: Vec<char> = name.chars().collect();
    chars.iter().all(|c| is_han(*c)) && !chars.is_empty() && fit(&chars) == Ok(Fit::Sure)
}

fn is_separator(token: &Token) -> bool {
    matches!(token, Token::Separator | Token::Comma | Token::Slash)
}

/// The names of a cell, part by part, or all problems.
fn names(glyphs: &[Glyph], what: Named, words: &NameWords) -> Result<Names, Vec<NameProblem>> {
    let mut notes = Vec::new();
    let mut tokens = tokens(glyphs);
    if what == Named::Person {
        tokens = split_at_and(&tokens, &mut notes);
    }
    if let Some(problem) = latin_with_separator(&tokens) {
        return Err(vec![problem]);
    }
    let mut all = Names { names: Vec::new(), notes };
    let mut waiting = Beside::default();
    let mut problems = Vec::new();
    let mut start = 0;
    while start <= tokens.len() {
        let end = tokens[start..].iter().position(is_separator).map_or(tokens.len(), |length| start + length);
        let before = start.checked_sub(1).map(|before| &tokens[before]);
        let part = &tokens[start..end];
        start = end + 1;
        let read = if what == Named::Party { party::segment(part, words) } else { segment(part, words) };
        match read {
            Ok(Segment::Names(mut names)) => {
                if let Some(first) = names.names.first_mut() {
                    first.take_before(std::mem::take(&mut waiting));
                }
                all.names.append(&mut names.names);
                all.notes.append(&mut names.notes);
            }
            Ok(Segment::Beside(beside)) => {
                // Behind 、 a title may be of somebody else who is not named.
                let may_be_another = matches!(before, Some(Token::Separator | Token::Slash));
                match all.names.last_mut() {
                    Some(_) if may_be_another && names_another(&beside) => {
                        problems.push(not_named(part, &beside, what));
                    }
                    Some(name) => name.take_behind(beside),
                    None => {
                        waiting.asides.extend(beside.asides);
                        waiting.dropped.extend(beside.dropped);
                    }
                }
            }
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    if all.names.is_empty() {
        return Err(vec![not_named(&tokens, &waiting, what)]);
    }
    Ok(all)
}

fn names_another(beside: &Beside) -> bool {
    use crate::ledger::workbook::names::name::AsideKind::{Affiliation, Title};
    beside.asides.iter().any(|aside| matches!(aside.kind, Title | Affiliation))
}

/// Why there is no name in what stands there.
fn not_named(tokens: &[Token], beside: &Beside, what: Named) -> NameProblem {
    use crate::ledger::workbook::names::name::AsideKind::{Affiliation, Title};
    let part = written(&glyphs_of(tokens));
    let has = |kind| beside.asides.iter().any(|aside| aside.kind == kind);
    let why = if has(Title) {
        NotWhat::Title
    } else if has(Affiliation) {
        NotWhat::Organisation
    } else if beside.asides.is_empty() {
        return match beside.dropped.first() {
            Some(kind) => NameProblem::OnlyNumber(*kind),
            None => NameProblem::Punctuation(part),
        };
    } else {
        return NameProblem::OnlyRemarks(part);
    };
    match what {
        Named::Party => NameProblem::NoPartyName { written: part, why },
        _ => NameProblem::NoPerson { written: part, why },
    }
}

/// 张三和李四, `张三 和 李四`: two people, where 和 can be a part of neither name.
fn split_at_and(tokens: &[Token], notes: &mut Vec<NameNote>) -> Vec<Token> {
    let mut split = Vec::with_capacity(tokens.len());
    let is_full = |token: Option<&Token>| matches!(token, Some(Token::Word(word)) if word.len() > 1);
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Word(word) if word.len() == 1 && is_and(word[0].c) => {
                let before = tokens[..at].iter().rev().find(|token| **token != Token::Space);
                let after = tokens[at + 1..].iter().find(|token| **token != Token::Space);
                let is_apart = is_full(before) && is_full(after);
                split.push(if is_apart { Token::Separator } else { token.clone() });
            }
            Token::Word(word) => match parts_at_and(word) {
                Some(parts) => {
                    let part = |glyphs: &&[Glyph]| Part { text: text_of(glyphs), at: range_of(glyphs) };
                    notes.push(NameNote::SplitAtAnd(parts.iter().map(part).collect()));
                    for (at, part) in parts.iter().enumerate() {
                        if at > 0 {
                            split.push(Token::Separator);
                        }
                        split.push(Token::Word(part.to_vec()));
                    }
                }
                None => split.push(token.clone()),
            },
            _ => split.push(token.clone()),
        }
    }
    split
}

fn is_and(c: char) -> bool {
    matches!(c, '和' | '及' | '与')
}

/// A longer text is no list of names.
const LONGEST_LIST: usize = 200;

/// The full names between 和, if there are several and nothing else.
fn parts_at_and(word: &[Glyph]) -> Option<Vec<&[Glyph]>> {
    let is_name = |glyphs: &[Glyph]| {
        let chars: Vec<char> = glyphs.iter().map(|glyph| glyph.c).collect();
        chars.iter().all(|c| is_han(*c)) && fit(&chars) == Ok(Fit::Sure)
    };
    let end = word.len();
    // A text of up to four characters may be one name, and a very long one is a sentence.
    if !(5..=LONGEST_LIST).contains(&end) {
        return None;
    }
    // Where the first part ends of what begins at each place; `None` where that is no list of names.
    let mut first_ends: Vec<Option<usize>> = vec![None; end];
    for from in (0..end).rev() {
        let is_part = |at: &usize| {
            is_and(word[*at].c) && first_ends.get(*at + 1).is_some_and(Option::is_some) && is_name(&word[from..*at])
        };
        first_ends[from] = if from > 0 && is_name(&word[from..]) {
            Some(end)
        } else if end - from < 5 {
            None
        } else {
            (from + 2..end - 2).find(is_part)
        };
    }
    let (mut parts, mut from) = (Vec::new(), 0);
    while from < end {
        let at = first_ends[from]?;
        parts.push(&word[from..at]);
        from = at + 1;
    }
    Some(parts)
}

/// `Smith, John` and `A/B`: one name, or two?
fn latin_with_separator(tokens: &[Token]) -> Option<NameProblem> {
    let parts: Vec<&[Token]> = tokens.split(is_separator).collect();
    let words = |part: &[Token]| -> Option<Vec<String>> {
        let all: Option<Vec<String>> = part
            .iter()
            .filter(|token| !matches!(token, Token::Space))
            .map(|token| match token {
                Token::Word(word) if word.iter().all(|glyph| glyph.c.is_alphabetic() && !is_han(glyph.c)) => {
                    Some(text_of(word))
                }
                _ => None,
            })
            .collect();
        all.filter(|words| !words.is_empty())
    };
    let mut start = 0;
    for pair in parts.windows(2) {
        start += pair[0].len() + 1;
        let sign = match &tokens[start - 1] {
            Token::Comma => ", ",
            Token::Slash => "/",
            _ => continue,
        };
        if let (Some(one), Some(two)) = (words(pair[0]), words(pair[1]))
            && (one.len() == 1 || two.len() == 1)
        {
            let (one, two) = (one.join(" "), two.join(" "));
            let readings = vec![vec![format!("{one}{sign}{two}")], vec![one, two]];
            return Some(NameProblem::Ambiguous { written: written(&glyphs_of(tokens)), readings });
        }
    }
    None
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
