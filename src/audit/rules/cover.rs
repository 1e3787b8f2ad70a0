//! Rules about places: in no grid, or in several.

use super::outermost::outermost;
use super::recorded::{judged, judged_without};
use crate::audit::wording::{codes, listed, number_of};
use crate::audit::{Report, RuleSettings};
use crate::coverage::Question;
use crate::governance::{Governance, Node};
use crate::kind::{Family, Kind, Relation};
use crate::language::Language::{Chinese, English};
use crate::message::Words;
use crate::set::NodeSet;

fn places(governance: &Governance) -> NodeSet<'_> {
    governance.set_of_kinds(Kind::of_family(Family::Place))
}

/// A place that several grids claim, neither inside another (see [`Claims`](crate::coverage::Claims)). Only the
/// outermost such place is reported, not the places in it.
///
/// A grid that claims a place also claims the places in it, so the outermost place is always one with covers of its
/// own.
pub(super) fn multiple<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    judged(&places(governance), Relation::Covers, report);
    for (place, inside) in outermost(&governance.claims().by_several) {
        let grids = claiming_grids(place);
        let count = grids.len();
        let list = |language| listed(language, grids.iter().copied());
        let (with, with_chinese) = with_inside(inside);
        let words = Words::new(
            format!(
                "{count} grids net it{with}, none within another: {}; choose one and end the other covers",
                list(English)
            ),
            format!("{count}个互不包含的网格重复纳入{with_chinese}：{}；请确定一个，取消其余覆盖", list(Chinese)),
        );
        report.find(place, words.with("count", count).with("inside", inside).with("grids", codes(grids)));
    }
}

/// The grids that claim the place without those that contain another of them, in pre-order.
fn claiming_grids(place: Node<'_>) -> Vec<Node<'_>> {
    let around = std::iter::once(place).chain(place.ancestors()).filter(|node| node.kind().family() == Family::Place);
    let home = place.territory().filter(|territory| territory.kind().family() == Family::Grid);
    let mut grids = around.flat_map(Node::covering).chain(home).collect::<Vec<_>>();
    grids.sort_unstable_by_key(|grid| grid.index());
    grids.dedup();
    // In pre-order, the grids in a grid directly follow it.
    let contains_next = |at: usize| grids.get(at + 1).is_some_and(|next| grids[at].holds(*next));
    (0..grids.len()).filter(|at| !contains_next(*at)).map(|at| grids[at]).collect()
}

/// A place that no grid contains or covers. Only the outermost such place is reported.
pub(super) fn none<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    let in_grid = governance.ask(Question::InGrid);
    judged_without(&places(governance), in_grid.unrecorded(), Relation::Covers, report);
    for (place, inside) in outermost(&in_grid.uncovered()) {
        let (with, with_chinese) = with_inside(inside);
        let words = Words::new(
            format!("no grid contains or covers it{with}; place it in a grid, or let one cover it"),
            format!("未纳入任何网格{with_chinese}；请划入网格，或明确由哪个网格覆盖"),
        );
        report.find(place, words.with("inside", inside));
    }
}

/// How many places are in it, in English and in Chinese.
fn with_inside(inside: usize) -> (String, String) {
    match inside {
        0 => <_>::default(),
        _ => (format!(", with {} inside", number_of(inside, "place")), format!("（连同其中的{inside}个场所）")),
    }
}
