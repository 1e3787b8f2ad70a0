//! Rules about structure: empty areas and grids, misplaced dedicated grids.

use crate::audit::wording::{Named, listed};
use crate::audit::{Report, RuleSettings};
use crate::governance::{Governance, Node};
use crate::kind::{Family, Kind, Relation};

/// An area or grid that contains nothing and covers nothing.
pub(super) fn empty<'g>(governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
    let is_empty = |node: &Node<'_>| node.children().next().is_none() && node.covered().len() == 0;
    for territory in governance.territories().filter(|node| settings.applies_to(node.kind())).filter(is_empty) {
        let kind = territory.kind();
        let covers = if kind.family() == Family::Grid { " and covers no place" } else { "" };
        report.find(territory, format!("this {kind} contains nothing{covers}; enter what stands in it, or remove it"));
    }
}

/// A dedicated grid directly below an area, hence in no village or community.
pub(super) fn dedicated_under_subdistrict<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    for grid in governance.nodes_of_kind(Kind::DedicatedGrid) {
        if let Some(area) = grid.parent().filter(|parent| parent.kind().family() == Family::Area) {
            report.find(
                grid,
                format!(
                    "stands directly below {}, in no village or community; place it below a second_grid",
                    Named(area)
                ),
            );
        }
    }
}

/// A dedicated grid that spans several sub-districts: its own, and those of the places that it or a grid in it covers.
pub(super) fn dedicated_across<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    // Dedicated grids do not contain each other, so each cover is visited once.
    for grid in governance.nodes_of_kind(Kind::DedicatedGrid) {
        let own = grid.ancestor(Kind::Subdistrict);
        let covered = grid.subtree().reached(Relation::Covers);
        let covered = covered.iter().filter_map(|place| place.ancestor(Kind::Subdistrict));
        let mut streets = own.into_iter().chain(covered).collect::<Vec<_>>();
        streets.sort_unstable_by_key(|street| street.index());
        streets.dedup();
        if streets.len() > 1 {
            let count = streets.len();
            report.find(
                grid,
                format!("has places of {count} sub-districts: {}; agree who leads it, or divide it", listed(streets)),
            );
        }
    }
}
