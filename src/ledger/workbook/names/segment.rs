//! What stands between two separators: mostly one name and what is beside it.

use crate::ledger::workbook::names::glyph::{Glyph, is_han, range_of, text_of};
use crate::ledger::workbook::names::name::{Aside, AsideKind, Name, NameNote, Names, Part};
use crate::ledger::workbook::names::no_name::written;
use crate::ledger::workbook::names::number::NumberKind;
use crate::ledger::workbook::names::person::{Fit, Unfit, Word, WordIs, fit, with_middle_dots, word};
use crate::ledger::workbook::names::problem::{NameProblem, NotWhat};
use crate::ledger::workbook::names::table::surname::begins_with_surname;
use crate::ledger::workbook::names::table::title::{NOT_IN_POST, NOT_IN_POST_SHORT, TAGS};
use crate::ledger::workbook::names::token::Token;
use crate::ledger::workbook::names::words::NameWords;

/// The most words without a separator that are tried in every grouping.
const MOST_WORDS: usize = 10;

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// Something other than white space: a remark, a number.
    Other,
    Space,
    Break,
    Colon,
}

/// What stands beside names and belongs to one of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Beside {
    pub(crate) asides: Vec<Aside>,
    pub(crate) dropped: Vec<NumberKind>,
}

/// What a part of a cell holds.
#[derive(Debug, Clone)]
pub(crate) enum Segment {
    Names(Names),
    /// Only what stands beside a name.
    Beside(Beside),
}

/// A piece of a part, in order.
enum Piece {
    Run(Vec<(Word, Gap)>),
    Aside(Aside),
    Number(NumberKind),
    Colon,
}

/// Reads the tokens between two separators.
pub(crate) fn segment(tokens: &[Token], words: &NameWords) -> Result<Segment, NameProblem> {
    let all = glyphs_of(tokens);
    if tokens.contains(&Token::Doubt) {
        return Err(NameProblem::Doubtful(written(&all)));
    }
    let pieces = pieces(tokens, words, &all)?;
    let last_run = pieces.iter().rposition(|piece| matches!(piece, Piece::Run(_)));
    let Some(last_run) = last_run else {
        let mut beside = Beside::default();
        for piece in pieces {
            match piece {
                Piece::Aside(aside) => beside.asides.push(aside),
                Piece::Number(kind) => beside.dropped.push(kind),
                Piece::Run(_) | Piece::Colon => {}
            }
        }
        return Ok(Segment::Beside(beside));
    };
    let is_title_first = matches!(pieces.first(), Some(Piece::Aside(aside)) if is_label(aside));
    let mut names = Names::default();
    let mut waiting = Beside::default();
    let mut is_behind_colon = false;
    let count = pieces.len();
    let is_before_colon: Vec<bool> = (0..count).map(|at| matches!(pieces.get(at + 1), Some(Piece::Colon))).collect();
    for (at, piece) in pieces.into_iter().enumerate() {
        match piece {
            Piece::Run(run) => {
                let found = names_of_run(&run, &all)?;
                if is_behind_colon && !names.names.is_empty() {
                    let of = |names: &[Name]| names.iter().map(|name| name.text.clone()).collect::<Vec<_>>();
                    let both = [of(&names.names), of(&found.names)].concat();
                    return Err(NameProblem::Ambiguous {
                        written: written(&all),
                        readings: vec![both, of(&found.names)],
                    });
                }
                let first = names.names.len();
                names.names.extend(found.names);
                names.notes.extend(found.notes);
                if let Some(name) = names.names.get_mut(first) {
                    name.take_before(std::mem::take(&mut waiting));
                }
                is_behind_colon = false;
            }
            Piece::Aside(aside) => {
                let is_of_next = at < last_run && is_label(&aside) && (is_title_first || is_before_colon[at]);
                match names.names.last_mut() {
                    Some(name) if !is_of_next => name.asides.push(aside),
                    _ => waiting.asides.push(aside),
                }
                is_behind_colon = false;
            }
            Piece::Number(kind) => match names.names.last_mut() {
                Some(name) => name.dropped.push(kind),
                None => waiting.dropped.push(kind),
            },
            // Behind a label a colon is expected; behind a name it may say anything.
            Piece::Colon => is_behind_colon = waiting.asides.is_empty(),
        }
    }
    Ok(Segment::Names(names))
}

fn is_label(aside: &Aside) -> bool {
    matches!(aside.kind, AsideKind::Title | AsideKind::Affiliation)
}

impl Name {
    /// Takes what stood before the name.
    pub(crate) fn take_before(&mut self, beside: Beside) {
        self.asides.splice(0..0, beside.asides);
        self.dropped.splice(0..0, beside.dropped);
    }

    /// Takes what stands behind the name.
    pub(crate) fn take_behind(&mut self, beside: Beside) {
        self.asides.extend(beside.asides);
        self.dropped.extend(beside.dropped);
    }
}

/// The glyphs of words and remarks, for what a message shows.
pub(crate) fn glyphs_of(tokens: &[Token]) -> Vec<Glyph> {
    let mut all: Vec<Glyph> = Vec::new();
    let mut push = |c: char, at: usize| all.push(Glyph { c, at: at..at });
    let mut end = 0;
    for token in tokens {
        match token {
            Token::Word(glyphs) => {
                for glyph in glyphs {
                    push(glyph.c, glyph.at.start);
                    end = glyph.at.end;
                }
            }
            Token::Remark(glyphs) => {
                push('(', glyphs.first().map_or(end, |glyph| glyph.at.start));
                for glyph in glyphs {
                    push(glyph.c, glyph.at.start);
                    end = glyph.at.end;
                }
                push(')', end);
            }
            Token::Number(_, at) => {
                push('…', at.start);
                end = at.end;
            }
            Token::Separator => push('、', end),
            Token::Slash => push('/', end),
            Token::Comma => push(',', end),
            Token::Colon => push(':', end),
            Token::Break | Token::Space => push(' ', end),
            Token::Doubt => push('?', end),
        }
    }
    if let (Some(last), true) = (all.last_mut(), end > 0) {
        last.at.end = last.at.end.max(end);
    }
    all
}

fn pieces(tokens: &[Token], words: &NameWords, all: &[Glyph]) -> Result<Vec<Piece>, NameProblem> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut gap = Gap::Other;
    for token in tokens {
        match token {
            Token::Word(glyphs) => {
                if let Some(tag) = lone_tag(glyphs, &pieces) {
                    pieces.push(Piece::Aside(tag));
                    continue;
                }
                let word = word(glyphs, words)?;
                match word.is {
                    WordIs::Mark => {
                        return Err(NameProblem::Mixed { word: written(glyphs), written: written(all) });
                    }
                    WordIs::Beside(kind) => {
                        let part = part_of(glyphs);
                        pieces.push(Piece::Aside(Aside { kind, text: part.text, at: part.at }));
                        gap = Gap::Other;
                    }
                    _ => {
                        match pieces.last_mut() {
                            Some(Piece::Run(run)) if matches!(gap, Gap::Space | Gap::Break) => run.push((word, gap)),
                            _ => pieces.push(Piece::Run(vec![(word, gap)])),
                        }
                        gap = Gap::Other;
                    }
                }
            }
            Token::Remark(glyphs) => {
                let part = part_of(glyphs);
                let is_in_doubt = part.text.contains('?') || NOT_IN_POST_SHORT.contains(&part.text.as_str());
                if is_in_doubt || NOT_IN_POST.occurs_in(&part.text) {
                    return Err(NameProblem::NotInPost { remark: part.text, written: written(all) });
                }
                let kind = if is_tag(&part.text) { AsideKind::Tag } else { AsideKind::Remark };
                pieces.push(Piece::Aside(Aside { kind, text: part.text, at: part.at }));
                gap = Gap::Other;
            }
            Token::Number(kind, _) => {
                pieces.push(Piece::Number(*kind));
                gap = Gap::Other;
            }
            Token::Colon => {
                pieces.push(Piece::Colon);
                gap = Gap::Colon;
            }
            Token::Break if gap != Gap::Colon => gap = Gap::Break,
            Token::Space if !matches!(gap, Gap::Colon | Gap::Break) => gap = Gap::Space,
            _ => {}
        }
    }
    Ok(pieces)
}

/// One or two digits behind a name and a space: `张三 1`.
fn lone_tag(glyphs: &[Glyph], pieces: &[Piece]) -> Option<Aside> {
    let is_number = glyphs.len() <= 2 && glyphs.iter().all(|glyph| glyph.c.is_ascii_digit());
    let is_behind_name = matches!(pieces.last(), Some(Piece::Run(_)));
    let part = part_of(glyphs);
    (is_number && is_behind_name).then_some(Aside { kind: AsideKind::Tag, text: part.text, at: part.at })
}

/// What in brackets tells people of one name apart: 大, 甲, 1.
pub(crate) fn is_tag(text: &str) -> bool {
    let mut chars = text.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(only), None, _) => TAGS.contains(only) || only.is_ascii_alphanumeric(),
        (Some(one), Some(two), None) => one.is_ascii_digit() && two.is_ascii_digit(),
        _ => false,
    }
}

fn part_of(glyphs: &[Glyph]) -> Part {
    Part { text: text_of(glyphs), at: range_of(glyphs) }
}

/// The names of words with nothing but white space between them.
fn names_of_run(run: &[(Word, Gap)], all: &[Glyph]) -> Result<Names, NameProblem> {
    if run.iter().any(|(word, _)| word.is == WordIs::Latin) {
        return latin_names(run, all);
    }
    let found = if run.len() <= MOST_WORDS { groupings(run) } else { Vec::new() };
    match &found[..] {
        [only] => names_of_groups(run, only),
        [] => Err(no_grouping(run, all)),
        several => {
            let texts = |groups: &Vec<usize>| starts(groups).map(|(from, to)| joined(&run[from..to])).collect();
            Err(NameProblem::Ambiguous { written: written(all), readings: several.iter().map(texts).collect() })
        }
    }
}

/// From the lengths of groups to where each begins and ends.
fn starts(groups: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    groups.iter().scan(0, |at, length| {
        let from = *at;
        *at += length;
        Some((from, *at))
    })
}

/// The ways to group words into names, by the numbers of words, at most sixteen of them.
fn groupings(run: &[(Word, Gap)]) -> Vec<Vec<usize>> {
    const MOST: usize = 16;
    let end = run.len();
    let lengths = |at: usize| 1..=4.min(end - at);
    let is_group = |at: usize, length: usize| is_name(&run[at..at + length], end > length);
    // Whether the words from here on can be grouped, so that no way is followed in vain.
    let mut can_be = vec![false; end + 1];
    can_be[end] = true;
    for at in (0..end).rev() {
        can_be[at] = lengths(at).any(|length| can_be[at + length] && is_group(at, length));
    }
    let (mut found, mut open) = (Vec::new(), vec![(0, Vec::new())]);
    while let Some((at, so_far)) = open.pop() {
        if at == end {
            found.push(so_far);
            if found.len() == MOST {
                break;
            }
            continue;
        }
        for length in lengths(at).rev().filter(|length| can_be[at + length] && is_group(at, *length)) {
            open.push((at + length, [&so_far[..], &[length]].concat()));
        }
    }
    found
}

/// Whether some words are one name. Two full names never are; a part of one is a single character, or a surname of
/// two characters before the rest.
fn is_name(words: &[(Word, Gap)], has_others: bool) -> bool {
    if let [(word, _)] = words {
        return match word.is {
            WordIs::Name(_) => true,
            WordIs::CompoundSurname => has_others,
            _ => false,
        };
    }
    let is_part = words.iter().any(|(word, _)| word.is == WordIs::Half) || words[0].0.is == WordIs::CompoundSurname;
    let inner = &words[..words.len() - 1];
    // What stands beside a name stands at its ends.
    let is_bare = inner.iter().all(|(word, _)| word.asides.is_empty())
        && words[words.len() - 1].0.asides.iter().all(|(_, at)| at.start > 0);
    let chars: Vec<char> = joined(words).chars().collect();
    is_part && is_bare && fit(&chars).is_ok() && (!has_others || begins_with_surname(&chars))
}

fn name_glyphs(words: &[(Word, Gap)]) -> Vec<Glyph> {
    words.iter().flat_map(|(word, _)| word.glyphs[word.name.clone()].iter().cloned()).collect()
}

fn joined(words: &[(Word, Gap)]) -> String {
    with_middle_dots(&text_of(&name_glyphs(words)))
}

fn names_of_groups(run: &[(Word, Gap)], groups: &[usize]) -> Result<Names, NameProblem> {
    let mut names = Names::default();
    let mut is_split = false;
    for (from, to) in starts(groups) {
        let words = &run[from..to];
        let glyphs = name_glyphs(words);
        let asides = words.iter().flat_map(|(word, _)| {
            word.asides.iter().map(|(kind, at)| {
                let part = part_of(&word.glyphs[at.clone()]);
                Aside { kind: *kind, text: part.text, at: part.at }
            })
        });
        let name = Name { text: joined(words), at: range_of(&glyphs), asides: asides.collect(), dropped: Vec::new() };
        let chars: Vec<char> = name.text.chars().collect();
        if words.len() > 1 {
            names.notes.push(NameNote::Joined(name.part()));
        }
        let fit = match words[0].0.is {
            WordIs::Name(fit) if words.len() == 1 => fit,
            // A compound surname beside others, or a text that `is_name` found to fit.
            _ => fit(&chars).unwrap_or(Fit::Sure),
        };
        let is_behind_space = from > 0 && run[from].1 == Gap::Space;
        let is_before_space = run.get(to).is_some_and(|(_, gap)| *gap == Gap::Space);
        is_split |= is_behind_space;
        match fit {
            // With nothing but a space beside another name it may be anything: `张三 常驻`.
            Fit::UnknownSurname if is_behind_space || is_before_space => {
                return Err(NameProblem::NoPerson { written: written(&glyphs), why: NotWhat::Unknown });
            }
            Fit::UnknownSurname => names.notes.push(NameNote::UnknownSurname(name.part())),
            Fit::Long => names.notes.push(NameNote::LongName(name.part())),
            Fit::Sure => {}
        }
        names.names.push(name);
    }
    if is_split {
        names.notes.push(NameNote::SplitAtSpace(names.names.iter().map(Name::part).collect()));
    }
    Ok(names)
}

/// Names of letters: words with a space between them are one name.
fn latin_names(run: &[(Word, Gap)], all: &[Glyph]) -> Result<Names, NameProblem> {
    if run.iter().any(|(word, _)| word.is != WordIs::Latin) {
        return Err(NameProblem::NoPerson { written: written(all), why: NotWhat::Mixture });
    }
    let spaced =
        |words: &[(Word, Gap)]| words.iter().map(|(word, _)| text_of(&word.glyphs)).collect::<Vec<_>>().join(" ");
    let lines: Vec<&[(Word, Gap)]> = run.chunk_by(|_, (_, gap)| *gap != Gap::Break).collect();
    if lines.len() > 1 && lines.iter().any(|line| line.len() == 1) {
        let separate = lines.iter().map(|line| spaced(line)).collect();
        return Err(NameProblem::Ambiguous { written: written(all), readings: vec![vec![spaced(run)], separate] });
    }
    let name = |line: &&[(Word, Gap)]| {
        let at = range_of(&name_glyphs(line));
        Name { text: spaced(line), at, asides: Vec::new(), dropped: Vec::new() }
    };
    let names: Vec<Name> = lines.iter().map(name).collect();
    // One word may be anything.
    let notes = if run.len() == 1 {
        names.iter().map(|name| NameNote::UnknownSurname(name.part())).collect()
    } else {
        Vec::new()
    };
    Ok(Names { names, notes })
}

/// Why words cannot be grouped into names.
fn no_grouping(run: &[(Word, Gap)], all: &[Glyph]) -> NameProblem {
    if let [(word, _)] = run {
        let part = written(&word.glyphs);
        return match word.is {
            WordIs::CompoundSurname => NameProblem::SurnameOnly { surname: part.clone(), written: part },
            _ => NameProblem::SingleCharacter(part),
        };
    }
    let chars: Vec<char> = joined(run).chars().collect();
    match fit(&chars) {
        Err(Unfit::Ambiguous(readings)) => NameProblem::Ambiguous { written: written(all), readings },
        _ if chars.iter().all(|c| is_han(*c)) => NameProblem::NoPerson { written: written(all), why: NotWhat::Unknown },
        _ => NameProblem::NoPerson { written: written(all), why: NotWhat::Mixture },
    }
}
