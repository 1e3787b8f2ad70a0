//! A small map on which tests try changes.

use super::{Change, ChangeSet};
use crate::governance::Governance;
use crate::kind::{Kind, Relation, Role};
use crate::ledger::{Ledger, LinkRow, NodeRow};
use crate::measure::Measure;

/// Two villages, one with a third-level grid that has two micro grids, a shop and a head.
pub(super) fn base() -> Governance {
    let mut ledger = Ledger::new("须水街道");
    ledger.measures = vec![Measure::new("households"), Measure::new("area").with_scale(2)];
    let node = |kind, code: &str, parent: &str| NodeRow::new(kind, code, format!("名 {code}")).with_parent(parent);
    ledger.nodes = vec![
        NodeRow::new(Kind::Subdistrict, "S", "须水街道"),
        node(Kind::SecondGrid, "V-1", "S"),
        node(Kind::SecondGrid, "V-2", "S"),
        node(Kind::ThirdGrid, "T-1", "V-1").with_measure("households", 420),
        node(Kind::ThirdGrid, "T-2", "V-2").with_measure("households", 80),
        node(Kind::MicroGrid, "M-1", "T-1"),
        node(Kind::MicroGrid, "M-2", "T-1"),
        node(Kind::Shop, "X", "T-1"),
        NodeRow::new(Kind::Branch, "P", "第一党支部"),
        NodeRow::new(Kind::Person, "N", "张三"),
    ];
    ledger.links = vec![
        LinkRow::new(Relation::Leads, "P", "T-1"),
        LinkRow::new(Relation::Covers, "T-2", "X"),
        LinkRow::new(Relation::Serves, "N", "T-1").with_role(Role::GridHead),
    ];
    Governance::build(&ledger).unwrap()
}

/// Changes that happen at once.
pub(super) fn set(changes: impl IntoIterator<Item = Change>) -> ChangeSet {
    let mut set = ChangeSet::new("2024-07-01".parse().unwrap(), "test");
    set.changes = changes.into_iter().collect();
    set
}
