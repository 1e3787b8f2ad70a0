//! What rules cannot judge because the ledger does not record it: told once, with how to state it.

use super::outermost::outermost;
use crate::audit::Report;
use crate::audit::wording::{codes, listed, number_of_kind};
use crate::governance::Node;
use crate::kind::Relation;
use crate::language::Language;
use crate::message::{Words, phrase};
use crate::set::NodeSet;

/// The nodes of a set at which a relation is recorded. Says that these are judged, and why the others are not.
pub(super) fn judged<'g>(asked: &NodeSet<'g>, relation: Relation, report: &mut Report<'g>) -> NodeSet<'g> {
    let unrecorded = asked & &asked.governance().unrecorded(relation);
    judged_without(asked, &unrecorded, relation, report)
}

/// As [`judged`], where the nodes that cannot be judged are known.
pub(super) fn judged_without<'g>(
    asked: &NodeSet<'g>,
    unrecorded: &NodeSet<'g>,
    relation: Relation,
    report: &mut Report<'g>,
) -> NodeSet<'g> {
    let judged = asked - unrecorded;
    report.judged(judged.len() as u64);
    if !unrecorded.is_empty() {
        report.undecidable(not_recorded(unrecorded, relation));
    }
    judged
}

fn not_recorded(unrecorded: &NodeSet<'_>, relation: Relation) -> Words {
    let mut tops: Vec<Node<'_>> =
        outermost(unrecorded).into_iter().map(|(top, _)| highest_unrecorded(top, relation)).collect();
    tops.dedup();
    let kinds = |language| {
        let counts = unrecorded.counts();
        phrase::list(language, counts.iter().map(|(kind, count)| number_of_kind(language, count, kind)))
    };
    let (english, chinese) = (Language::English, Language::Chinese);
    let (id, name) = (relation.id(), relation.chinese());
    Words::new(
        format!(
            "{} cannot be judged: the ledger does not record the relation `{id}` at {}; enter these links, or, where \
             there are none, name `{id}` among the `records` of the ledger or of such a node",
            kinds(english),
            listed(english, tops.iter().copied()),
        ),
        format!(
            "{}无法判定：台账未记录“{name}”关系（{}）；请补录该关系；确无该关系的，请在整个台账或该节点的“台账记录”中注明“{name}”",
            kinds(chinese),
            listed(chinese, tops.iter().copied()),
        ),
    )
    .with("count", unrecorded.len())
    .with("relation", relation.id())
    .with("codes", codes(tops))
}

/// The highest node, from this one upward, at which a relation is not recorded.
fn highest_unrecorded(node: Node<'_>, relation: Relation) -> Node<'_> {
    std::iter::once(node).chain(node.ancestors()).filter(|node| !node.records(relation)).last().unwrap_or(node)
}
