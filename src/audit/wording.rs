//! How messages name nodes and numbers of things: on one line, in both languages, and only the first few of many.

use std::fmt;

use super::Band;
use crate::governance::Node;
use crate::kind::Kind;
use crate::language::Language;
use crate::message::phrase;

/// How many nodes a message names at most.
pub(super) const SHOWN: usize = 5;

/// A text from a ledger without line breaks and other control characters.
pub(super) fn on_one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A text from a ledger in quotation marks, on one line.
pub(super) fn quoted(language: Language, text: &str) -> String {
    let text = on_one_line(text);
    match language {
        Language::English => format!("`{text}`"),
        Language::Chinese => format!("“{text}”"),
    }
}

/// A node by its code and, where it has one, its name.
pub(super) fn named(language: Language, node: Node<'_>) -> String {
    let (code, name) = (quoted(language, node.code()), on_one_line(node.name()));
    match language {
        _ if name.is_empty() => code,
        Language::English => format!("{code} {name}"),
        Language::Chinese => format!("{code}{name}"),
    }
}

/// The first few nodes, and how many more there are, so that messages stay short.
pub(super) fn listed<'g>(
    language: Language,
    nodes: impl IntoIterator<Item = Node<'g>, IntoIter: ExactSizeIterator>,
) -> String {
    let nodes = nodes.into_iter();
    let more = nodes.len().saturating_sub(SHOWN);
    let shown = phrase::list(language, nodes.take(SHOWN).map(|node| named(language, node)));
    match (more, language) {
        (0, _) => shown,
        (_, Language::English) => format!("{shown}, {more} more"),
        (_, Language::Chinese) => format!("{shown}等{}个", more + SHOWN),
    }
}

/// The codes of nodes, as a part of a message.
pub(super) fn codes<'g>(nodes: impl IntoIterator<Item = Node<'g>>) -> Vec<&'g str> {
    nodes.into_iter().map(Node::code).collect()
}

/// A count with its noun in English, in singular or plural: "1 grid", "2 grids".
pub(super) fn number_of(count: impl fmt::Display, one: &str) -> String {
    let count = count.to_string();
    let plural = if count == "1" { "" } else { "s" };
    format!("{count} {one}{plural}")
}

/// A count of nodes of a kind: "2 micro grids", 微网格2个.
pub(super) fn number_of_kind(language: Language, count: u64, kind: Kind) -> String {
    match language {
        Language::English => number_of(count, kind.english()),
        Language::Chinese => format!("{}{count}个", kind.chinese()),
    }
}

/// A bound of a rule.
pub(super) fn band(language: Language, band: Band) -> String {
    match (language, band.at_least, band.at_most) {
        (Language::English, ..) => band.to_string(),
        (Language::Chinese, Some(low), Some(high)) => format!("{low}至{high}"),
        (Language::Chinese, Some(low), None) => format!("至少{low}"),
        (Language::Chinese, None, Some(high)) => format!("至多{high}"),
        (Language::Chinese, None, None) => "不限".to_owned(),
    }
}
