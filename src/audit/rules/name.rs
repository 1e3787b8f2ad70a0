//! Rules about names: missing, untidy or repeated.

use std::collections::BTreeMap;

use crate::audit::wording::{Named, on_one_line};
use crate::audit::{Report, RuleSettings};
use crate::governance::{Governance, Node};
use crate::kind::Kind;
use crate::ledger::is_full_width;

/// Nodes with the same kind, name and parent: each after the first in pre-order. Roots do not count as siblings, since
/// many people share a name.
pub(super) fn same_sibling<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    let mut first: BTreeMap<(Kind, &str), Node<'_>> = BTreeMap::new();
    for parent in governance.nodes() {
        first.clear();
        for node in parent.children().filter(|node| !node.name().is_empty()) {
            let earlier = *first.entry((node.kind(), node.name())).or_insert(node);
            if earlier != node {
                let (kind, parent, name) = (node.kind(), Named(parent), on_one_line(node.name()));
                report.find(
                    node,
                    format!(
                        "`{}` in {parent} is of the same kind and name, {kind} `{name}`; give them different names",
                        earlier.code()
                    ),
                );
            }
        }
    }
}

/// A name that is empty, or has spaces around it, more than one in a row, or full-width digits or letters.
/// Full-width brackets and punctuation are correct in Chinese.
pub(super) fn untidy<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    for node in governance.nodes() {
        if node.name().chars().all(is_space) {
            report.find(node, format!("this {} has no name; give it one", node.kind()));
        } else if !is_tidy(node.name()) {
            report.find(
                node,
                format!("the name has stray spaces or full-width digits or letters; write `{}`", tidy(node.name())),
            );
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
