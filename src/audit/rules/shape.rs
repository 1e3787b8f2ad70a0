//! Rules about structure: empty areas and grids, misplaced dedicated grids.

use crate::audit::wording::{codes, listed, named};
use crate::audit::{Report, RuleSettings};
use crate::governance::Governance;
use crate::kind::{Family, Kind, Relation};
use crate::language::Language::{Chinese, English};
use crate::message::Words;

/// An area or grid that contains nothing and covers nothing.
pub(super) fn empty<'g>(governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
    for territory in governance.territories().filter(|node| settings.applies_to(node.kind())) {
        report.judged(1);
        if territory.children().next().is_some() || territory.covered().len() > 0 {
            continue;
        }
        let kind = territory.kind();
        let (covers, covers_chinese) = match kind.family() {
            Family::Grid => (" and covers no place", "，也不覆盖场所"),
            _ => ("", ""),
        };
        report.find(
            territory,
            Words::new(
                format!("this {kind} contains nothing{covers}; enter what stands in it, or remove it"),
                format!("本{}下无任何内容{covers_chinese}；请补录其内容，或删除", kind.chinese()),
            ),
        );
    }
}

/// A dedicated grid directly below an area, hence in no village or community.
pub(super) fn dedicated_under_subdistrict<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    for grid in governance.nodes_of_kind(Kind::DedicatedGrid) {
        report.judged(1);
        if let Some(area) = grid.parent().filter(|parent| parent.kind().family() == Family::Area) {
            let words = Words::new(
                format!(
                    "stands directly below {}, in no village or community; place it below a second_grid",
                    named(English, area)
                ),
                format!("直接设在{}之下，不属于任何村（社区）；请设在二级网格之下", named(Chinese, area)),
            );
            report.find(grid, words.with("area", area.code()));
        }
    }
}

/// A dedicated grid that spans several sub-districts: its own, and those of the places that it or a grid in it covers.
pub(super) fn dedicated_across<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    // Dedicated grids do not contain each other, so each cover is visited once.
    for grid in governance.nodes_of_kind(Kind::DedicatedGrid) {
        report.judged(1);
        let own = grid.ancestor(Kind::Subdistrict);
        let covered = grid.subtree().reached(Relation::Covers);
        let covered = covered.iter().filter_map(|place| place.ancestor(Kind::Subdistrict));
        let mut streets = own.into_iter().chain(covered).collect::<Vec<_>>();
        streets.sort_unstable_by_key(|street| street.index());
        streets.dedup();
        if streets.len() > 1 {
            let count = streets.len();
            let list = |language| listed(language, streets.iter().copied());
            let words = Words::new(
                format!("has places of {count} sub-districts: {}; agree who leads it, or divide it", list(English)),
                format!("涉及{count}个街道的场所：{}；请商定由谁领导，或拆分", list(Chinese)),
            );
            report.find(grid, words.with("count", count).with("subdistricts", codes(streets)));
        }
    }
}
