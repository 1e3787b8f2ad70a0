//! What nodes have before a change, and what became of them has no more.

use std::fmt;

use serde::Serialize;

use super::Named;
use crate::change::Applied;
use crate::governance::{Declarable, Governance, Node};
use crate::measure::Figure;

/// Something that a node has, and that none of what became of it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Loss {
    /// The node, as it was.
    pub node: Named,
    /// What is lost.
    pub what: Lost,
}

/// What is lost with a node, or when it is divided or merged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Lost {
    /// Its category.
    Category(String),
    /// A figure that its office declares.
    Declared {
        /// The kind or measure that it is a figure of.
        of: String,
        /// The figure.
        figure: Figure,
    },
    /// A place that it covers, and that nothing that becomes of it covers or contains.
    Cover(Named),
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.node)?;
        match &self.what {
            Lost::Category(category) => write!(f, "category {}", category.split_whitespace().collect::<String>()),
            Lost::Declared { of, figure } => write!(f, "declared {of} {figure}"),
            Lost::Cover(place) => write!(f, "covers {place}"),
        }
    }
}

/// All that is lost, in the order of the old map; O(n), and for each node that has something to lose what it has.
pub(super) fn losses(applied: &Applied<'_>) -> Vec<Loss> {
    let (old, new) = (applied.base(), applied.governance());
    let mut losses = Vec::new();
    for node in old.nodes() {
        let heirs = heirs(applied, new, node);
        let mut lose = |what: Lost| losses.push(Loss { node: super::compare::named(node), what });
        if let Some(category) = node.category().filter(|_| heirs.iter().all(|heir| heir.category().is_none())) {
            lose(Lost::Category(category.to_owned()));
        }
        for (of, figure) in node.declarations() {
            let of = of.to_string();
            let declares =
                |heir: &Node<'_>| heir.declarations().any(|(other, _): (Declarable<'_>, _)| other.to_string() == of);
            if !heirs.iter().any(declares) {
                lose(Lost::Declared { of, figure });
            }
        }
        for place in node.covered() {
            let now = self::heirs(applied, new, place);
            let has = |heir: &Node<'_>| {
                now.iter().any(|now| heir.holds(*now) || heir.covered().any(|other| other.code() == now.code()))
            };
            if !heirs.iter().any(has) {
                lose(Lost::Cover(super::compare::named(place)));
            }
        }
    }
    losses
}

/// What became of a node.
fn heirs<'a>(applied: &Applied<'_>, new: &'a Governance, node: Node<'_>) -> Vec<Node<'a>> {
    match applied.lineage().of_node(node.code()) {
        Some(codes) => codes.iter().filter_map(|code| new.node(code)).collect(),
        None => new.node(node.code()).into_iter().collect(),
    }
}
