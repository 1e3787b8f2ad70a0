//! A cell as names, remarks, numbers and what stands between them.

use std::ops::Range;

use crate::ledger::workbook::names::glyph::{Glyph, is_circled, is_gap, is_han};
use crate::ledger::workbook::names::number::{Found, NumberKind, find};

/// A piece of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// Characters without a gap: a name, or a part of one.
    Word(Vec<Glyph>),
    /// What stands in brackets, without them and without numbers.
    Remark(Vec<Glyph>),
    /// A number that is dropped, and the bytes where it stood.
    Number(NumberKind, Range<usize>),
    /// What stands between parts: 、 and the like.
    Separator,
    /// A `/`, which may stand in a name or a path too.
    Slash,
    /// A comma, which may stand in a name of another language.
    Comma,
    /// A colon behind a label.
    Colon,
    /// A line break.
    Break,
    /// A space.
    Space,
    /// A question mark.
    Doubt,
}

const OPEN: &str = "([【〔{〖「『《〈<";
const CLOSE: &str = ")]】〕}〗」』》〉>";
/// What stands around or beside a name and says nothing.
const ORNAMENTS: &str = "\"“”‘’★☆◆■▲△※";

/// The tokens of a cell; O(glyphs).
pub(crate) fn tokens(glyphs: &[Glyph]) -> Vec<Token> {
    let numbers = find(glyphs);
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(glyph) = glyphs.get(at) {
        if let Some(found) = numbers.iter().find(|found| found.glyphs.start == at) {
            tokens.push(number_token(glyphs, found));
            at = found.glyphs.end;
            continue;
        }
        let c = glyph.c;
        if OPEN.contains(c) {
            let (inner, end) = bracketed(glyphs, at, &numbers);
            tokens.extend(remark_tokens(glyphs, inner, &numbers));
            at = end;
            continue;
        }
        if let Some(end) = enumerator(glyphs, at, &tokens) {
            if !matches!(tokens.last(), None | Some(Token::Separator | Token::Break)) {
                tokens.push(Token::Separator);
            }
            at = end;
            continue;
        }
        match c {
            '、' | '､' | ';' | '|' | '&' | '+' | '。' | '!' => tokens.push(Token::Separator),
            ',' => tokens.push(Token::Comma),
            '/' | '\\' => tokens.push(Token::Slash),
            ':' => tokens.push(Token::Colon),
            '\n' => tokens.push(Token::Break),
            ' ' => tokens.push(Token::Space),
            '?' => tokens.push(Token::Doubt),
            // Brackets that nothing opened join nothing.
            _ if CLOSE.contains(c) => tokens.push(Token::Separator),
            _ if ORNAMENTS.contains(c) => {}
            // A mark before a name; behind one it hides a part of it.
            '*' if !matches!(tokens.last(), Some(Token::Word(_))) => {}
            _ => match tokens.last_mut() {
                Some(Token::Word(word)) => word.push(glyph.clone()),
                _ => tokens.push(Token::Word(vec![glyph.clone()])),
            },
        }
        at += 1;
    }
    // A full stop ends a cell; within a name of another language it stays.
    if let Some(Token::Word(word)) = tokens.last_mut()
        && word.len() > 1
        && word[word.len() - 1].c == '.'
        && word.iter().any(|glyph| is_han(glyph.c))
    {
        word.pop();
    }
    tokens
}

fn number_token(glyphs: &[Glyph], found: &Found) -> Token {
    Token::Number(found.kind, glyphs[found.glyphs.start].at.start..glyphs[found.glyphs.end - 1].at.end)
}

/// The glyphs in the brackets that open here, and where what follows begins. Brackets that are not closed reach to
/// the next separator or line break.
fn bracketed(glyphs: &[Glyph], open: usize, numbers: &[Found]) -> (Range<usize>, usize) {
    let mut depth = 0;
    for (at, glyph) in glyphs.iter().enumerate().skip(open) {
        if numbers.iter().any(|found| found.glyphs.contains(&at)) {
            continue;
        }
        if OPEN.contains(glyph.c) {
            depth += 1;
        } else if CLOSE.contains(glyph.c) {
            depth -= 1;
            if depth == 0 {
                return (open + 1..at, at + 1);
            }
        }
    }
    let is_end = |glyph: &Glyph| matches!(glyph.c, '\n' | '、' | ';' | ',' | '|');
    let end = glyphs[open..].iter().position(is_end).map_or(glyphs.len(), |length| open + length);
    (open + 1..end, end)
}

/// The remark in brackets, and the numbers in it.
fn remark_tokens(glyphs: &[Glyph], inner: Range<usize>, numbers: &[Found]) -> Vec<Token> {
    let within = |at: usize| numbers.iter().find(|found| found.glyphs.contains(&at));
    let kept = inner.clone().filter(|at| within(*at).is_none()).map(|at| glyphs[at].clone());
    let mut kept: Vec<Glyph> = kept.collect();
    // What stood around a number.
    let is_rest = |glyph: &Glyph| is_gap(glyph.c) || matches!(glyph.c, ',' | ';' | ':' | '、' | '/');
    while kept.last().is_some_and(is_rest) {
        kept.pop();
    }
    let rest = kept.iter().take_while(|glyph| is_rest(glyph)).count();
    kept.drain(..rest);
    let mut tokens: Vec<Token> = Vec::new();
    if !kept.is_empty() {
        tokens.push(Token::Remark(kept));
    }
    let inside = numbers.iter().filter(|found| inner.contains(&found.glyphs.start));
    tokens.extend(inside.map(|found| number_token(glyphs, found)));
    tokens
}

/// Behind what numbers the names of a list, if it stands here: `1.张三 2.李四`, ①张三②李四.
fn enumerator(glyphs: &[Glyph], at: usize, tokens: &[Token]) -> Option<usize> {
    let next_is_han = |at: usize| glyphs.get(at).is_some_and(|next| is_han(next.c));
    if is_circled(glyphs[at].c) {
        return next_is_han(at + 1).then_some(at + 1);
    }
    if !matches!(tokens.last(), None | Some(Token::Separator | Token::Comma | Token::Break | Token::Space)) {
        return None;
    }
    let digits = glyphs[at..].iter().take_while(|glyph| glyph.c.is_ascii_digit()).count();
    if !(1..=2).contains(&digits) || !glyphs.get(at + digits).is_some_and(|sign| matches!(sign.c, '.' | '、' | ')')) {
        return None;
    }
    let gap = usize::from(glyphs.get(at + digits + 1).is_some_and(|next| is_gap(next.c)));
    next_is_han(at + digits + 1 + gap).then_some(at + digits + 1 + gap)
}
