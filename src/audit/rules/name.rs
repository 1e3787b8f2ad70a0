//! Rules about names: missing, untidy or repeated.

use std::collections::BTreeMap;

use crate::audit::wording::{named, quoted};
use crate::audit::{Report, RuleSettings};
use crate::governance::{Governance, Node};
use crate::kind::Kind;
use crate::language::Language::{Chinese, English};
use crate::ledger::is_full_width;
use crate::message::Words;

/// Nodes with the same kind, name and parent: each after the first in pre-order. Roots do not count as siblings, since
/// many people share a name.
pub(super) fn same_sibling<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    let mut first: BTreeMap<(Kind, &str), Node<'_>> = BTreeMap::new();
    for parent in governance.nodes() {
        first.clear();
        for node in parent.children().filter(|node| !node.name().is_empty()) {
            report.judged(1);
            let earlier = *first.entry((node.kind(), node.name())).or_insert(node);
            if earlier != node {
                let kind = node.kind();
                let words = Words::new(
                    format!(
                        "{} in {} is of the same kind and name, {kind} {}; give them different names",
                        quoted(English, earlier.code()),
                        named(English, parent),
                        quoted(English, node.name())
                    ),
                    format!(
                        "{}下的{}与其同类同名（{}{}）；请改用不同的名称",
                        named(Chinese, parent),
                        quoted(Chinese, earlier.code()),
                        kind.chinese(),
                        quoted(Chinese, node.name())
                    ),
                );
                let words = words.with("other", earlier.code()).with("parent", parent.code());
                report.find(node, words.with("written", node.name()));
            }
        }
    }
}

/// A name that is empty, or has spaces around it, more than one in a row, or full-width digits or letters.
/// Full-width brackets and punctuation are correct in Chinese.
pub(super) fn untidy<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    for node in governance.nodes() {
        report.judged(1);
        if node.name().chars().all(is_space) {
            let words = Words::new(
                format!("this {} has no name; give it one", node.kind()),
                format!("本{}没有名称；请填写", node.kind().chinese()),
            );
            report.find(node, words);
        } else if !is_tidy(node.name()) {
            let tidy = tidy(node.name());
            let words = Words::new(
                format!("the name has stray spaces or full-width digits or letters; write {}", quoted(English, &tidy)),
                format!("名称含多余空格或全角数字、字母；请改为{}", quoted(Chinese, &tidy)),
            );
            report.find(node, words.with("written", node.name()).with("tidy", tidy));
        }
    }
}

/// Whether a name is what [`tidy`] makes of it, without making it.
fn is_tidy(name: &str) -> bool {
    let mut before = ' ';
    for c in name.chars() {
        let stray = is_space(c) && (c != ' ' || before == ' ');
        if stray || half_width(c) != c {
            return false;
        }
        before = c;
    }
    before != ' '
}

fn tidy(name: &str) -> String {
    name.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").chars().map(half_width).collect()
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// A digit or letter in ASCII; any other character unchanged.
fn half_width(c: char) -> char {
    let half = char::from_u32(u32::from(c).wrapping_sub(0xFEE0));
    half.filter(|half| is_full_width(c) && half.is_ascii_alphanumeric()).unwrap_or(c)
}
