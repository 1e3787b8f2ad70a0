//! Tokens as a person would write them, on one line.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

const SIGNS_OF_SEVERAL: [&str; 9] = ["::", "->", "=>", "..=", "...", "..", "&&", "||", "=="];

/// Words that a bracket does not belong to.
const KEYWORDS: [&str; 8] = ["as", "const", "dyn", "for", "impl", "in", "mut", "where"];

/// The tokens on one line.
pub(crate) fn render(tokens: &TokenStream) -> String {
    let mut atoms = Vec::new();
    atomize(tokens.clone(), &mut atoms);
    let is_trailing =
        |at: usize| atoms[at] == "," && matches!(atoms.get(at + 1).map(String::as_str), Some(")" | ">" | "]"));
    let kept: Vec<&str> = (0..atoms.len()).filter(|at| !is_trailing(*at)).map(|at| atoms[at].as_str()).collect();
    let mut line = String::new();
    for (at, atom) in kept.iter().enumerate() {
        if at > 0 && stand_apart(kept[at - 1], atom) {
            line.push(' ');
        }
        line.push_str(atom);
    }
    line
}

fn atomize(tokens: TokenStream, atoms: &mut Vec<String>) {
    let mut sign = String::new();
    for tree in tokens {
        match tree {
            TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                atoms.extend(split(&std::mem::replace(&mut sign, "'".to_owned())));
            }
            TokenTree::Punct(punct) => {
                sign.push(punct.as_char());
                let may_grow =
                    punct.spacing() == Spacing::Joint && SIGNS_OF_SEVERAL.iter().any(|long| long.starts_with(&sign));
                if !may_grow {
                    atoms.extend(split(&std::mem::take(&mut sign)));
                }
            }
            TokenTree::Ident(ident) => {
                let before = std::mem::take(&mut sign);
                let quote = if before == "'" { "'" } else { "" };
                atoms.extend(split(if quote.is_empty() { &before } else { "" }));
                atoms.push(format!("{quote}{ident}"));
            }
            TokenTree::Literal(literal) => {
                atoms.extend(split(&std::mem::take(&mut sign)));
                atoms.push(literal.to_string());
            }
            TokenTree::Group(group) => {
                atoms.extend(split(&std::mem::take(&mut sign)));
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                atoms.extend(Some(open.to_owned()).filter(|open| !open.is_empty()));
                atomize(group.stream(), atoms);
                atoms.extend(Some(close.to_owned()).filter(|close| !close.is_empty()));
            }
        }
    }
    atoms.extend(split(&sign));
}

/// A run of signs as the signs it is made of.
fn split(sign: &str) -> Vec<String> {
    let mut rest = sign;
    let mut signs = Vec::new();
    while let Some(first) = rest.chars().next() {
        let long = SIGNS_OF_SEVERAL.iter().find(|long| rest.starts_with(**long));
        let length = long.map_or(first.len_utf8(), |long| long.len());
        signs.push(rest[..length].to_owned());
        rest = &rest[length..];
    }
    signs
}

fn stand_apart(before: &str, after: &str) -> bool {
    let is_word =
        |atom: &str| atom.starts_with(|first: char| first.is_alphanumeric() || matches!(first, '_' | '\'' | '"'));
    match (before, after) {
        (":", "?") => true,
        (_, "," | ";" | ")" | "]" | "<" | ">" | ":" | "?" | "!" | "." | "::")
        | ("(" | "[" | "<" | "&" | "::" | "." | "#" | "$" | "?" | "*" | "!", _)
        | (">", "(") => false,
        (before, "(" | "[") => !is_word(before) || before.starts_with('\'') || KEYWORDS.contains(&before),
        _ => true,
    }
}

#[test]
fn signatures_read_as_they_are_written() {
    let lines = [
        "pub fn roll_up<A: Aggregate, C: Permits<A>>(&self, counting: C) -> Result<RollUp<'_, A>, RollUpError>",
        "pub fn of<K: KindType>(&self) -> impl DoubleEndedIterator<Item = Node<'_, K>> + use<'_, K>",
        "impl<'g, K, L> PartialEq<Node<'g, L>> for Node<'_, K>",
        "pub const ALL: &'static [Self; 5]",
        "pub fn f<T: ?Sized + 'static>(mut self, x: &mut [T], g: impl Fn(&T) -> (u8, u8)) -> Option<Vec<Vec<T>>>",
        "pub type Graph = DiGraph<Kind, Edge, u32>",
        "pub fn n(&self, range: std::ops::Range<u32>) where Self: Sized",
        "#[derive(Debug, Clone)]",
        "pub(crate) struct $Enum",
    ];
    for line in lines {
        assert_eq!(render(&line.parse().unwrap()), line);
    }
    assert_eq!(render(&"fn f(a: A, b: B,)".parse().unwrap()), "fn f(a: A, b: B)");
}
