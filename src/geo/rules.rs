//! What a map shows to be wrong, as rules of an audit.

mod wording; // what the findings say

use std::fmt;
use std::sync::Arc;

use super::planar::validity;
use super::{Atlas, Cover, CoverVerdict, DefectKind};
use crate::audit::{Report, Rule, RuleSettings, Severity};
use crate::governance::{Governance, Node};
use crate::kind::Family;
use crate::message::Words;

/// A rule about a map (地图规则), with what it found.
///
/// It holds no map: what [`Atlas::rules`] found is kept by codes, so that an audit can run after the map is gone. Nodes
/// that a graph does not have are not reported.
///
/// ```
/// use gridgov::audit::{RulePack, Rules};
/// use gridgov::geo::{Atlas, CoordinateSystem, Shapes};
/// use gridgov::prelude::*;
///
/// let mut draft = Draft::new("");
/// let street = draft.root(Subdistrict, "S", "须水街道");
/// draft.add(street, SecondGrid, "G-1", "第一网格");
/// let governance = Governance::build(&draft)?;
/// let mut shapes = Shapes::new(CoordinateSystem::Plane);
/// let square = |x: f64| [[[0.0, 0.0], [x, 0.0], [x, 100.0], [0.0, 100.0]]];
/// shapes.add_polygon("S", [square(100.0)]);
/// shapes.add_polygon("G-1", [square(60.0)]);
///
/// let atlas = Atlas::new(&governance, shapes)?;
/// let rules = atlas.rules().into_iter().fold(Rules::built_in(), Rules::with_rule);
/// let findings = rules.audit(&RulePack::zhengzhou())?.run(&governance);
/// assert_eq!(
///     findings.of_rule("geo.gap")[0].to_string(),
///     "warning geo.gap S 须水街道: 4000 m2, 28.5714 m wide, near 60, 50 belong to none of its grids; beside it are `G-1`; draw them to one, \
///      or declare that nobody need cover them"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct MapRule {
    entry: &'static Entry,
    /// What was found, by codes.
    found: Arc<[(String, Words)]>,
    judged: u64,
    /// What could not be judged.
    undecidable: Option<Words>,
}

/// A rule in the list.
struct Entry {
    id: &'static str,
    english: &'static str,
    chinese: &'static str,
    severity: Severity,
    /// Whether it is checked where the pack does not name it.
    is_default: bool,
}

const SOURCE: &str = "无缝覆盖 (seamless cover), one of the four principles by which grids are drawn";

const fn entry(id: &'static str, english: &'static str, chinese: &'static str, severity: Severity) -> Entry {
    Entry { id, english, chinese, severity, is_default: true }
}

/// The rules, in the order in which [`Atlas::rules`] gives them.
static ENTRIES: [Entry; 9] = [
    entry("geo.invalid", "an invalid polygon", "图形无效", Severity::Serious),
    entry("geo.overlap", "grids that overlap", "网格重叠", Severity::Warning),
    entry("geo.gap", "land that no grid covers", "存在空隙", Severity::Warning),
    entry("geo.outside", "a grid that lies outside of what contains it", "网格越界", Severity::Warning),
    entry("geo.sliver", "slivers between grids", "存在细缝", Severity::Notice),
    entry("geo.parts", "a grid in parts that do not touch", "网格不连片", Severity::Notice),
    entry("geo.missing", "a grid that is not drawn", "网格未上图", Severity::Warning),
    entry("geo.place", "a place that lies elsewhere than the ledger says", "场所位置与台账不符", Severity::Warning),
    Entry {
        id: "geo.order",
        english: "codes that do not run from west to east and from north to south",
        chinese: "编码未按自西向东、自北向南排列",
        severity: Severity::Notice,
        is_default: false,
    },
];

impl<'g> Atlas<'g> {
    /// What the map shows to be wrong, as rules for [`Rules::with_rule`](crate::audit::Rules::with_rule).
    ///
    /// All have settings for packs that do not name them but `geo.order`, which only some standards ask for. Each says once
    /// what it could not judge: covers whose own polygon is missing, places that are not drawn. It costs what
    /// [`Atlas::covers`] and [`Atlas::places`] cost.
    #[must_use]
    pub fn rules(&self) -> Vec<MapRule> {
        let covers = self.covers();
        let drawn = self.drawn.len() as u64;
        let (overlaps, gaps, outside, slivers) = of_covers(&covers);
        let missing: Vec<Found> = covers
            .iter()
            .flat_map(|cover| cover.missing().iter().map(|node| (node.code().to_owned(), wording::missing(cover))))
            .collect();
        let invalid = self.invalid();
        let invalid = invalid.iter().map(|(node, flaw)| (node.code().to_owned(), wording::invalid(*flaw))).collect();
        let places = self.places();
        let judged_places = self.places.len() as u64;
        let count = covers.len() as u64;
        let count_of = |is_so: &dyn Fn(&Cover<'_>) -> bool| covers.iter().filter(|cover| is_so(cover)).count() as u64;
        let with_invalid = count_of(&|cover| cover.invalid().iter().any(|node| *node != cover.parent()));
        let open = count_of(&|cover| cover.verdict() == CoverVerdict::Undecidable);
        let is_valid = |node: Node<'_>| self.polygon_number(node).is_some_and(|polygon| self.is_valid(polygon));
        let without_own = count_of(&|cover| !is_valid(cover.parent()));
        let all_places =
            self.governance.all().iter().filter(|node| node.kind().family() == Family::Place).count() as u64;
        let not_drawn = all_places - judged_places;
        let all: [(Vec<Found>, u64, Option<Words>); 9] = [
            (invalid, self.polygon_count() as u64, None),
            (overlaps, count - with_invalid, wording::overlaps_not_judged(with_invalid)),
            (gaps, count - open, wording::gaps_not_judged(open)),
            (outside, count - without_own, wording::outside_not_judged(without_own)),
            (slivers, count, None),
            (self.in_parts(), drawn, None),
            (missing, drawn, None),
            (wording::places(&places), judged_places, wording::places_not_judged(not_drawn)),
            (self.out_of_order(&covers), count, None),
        ];
        let rules = ENTRIES.iter().zip(all);
        rules
            .map(|(entry, (found, judged, undecidable))| MapRule { entry, found: found.into(), judged, undecidable })
            .collect()
    }

    /// Grids whose parts do not touch.
    fn in_parts(&self) -> Vec<Found> {
        let drawn = self.drawn.iter().filter(|drawn| self.is_valid(drawn.polygon));
        let pieces = drawn.map(|drawn| (drawn.node, validity::pieces(self.polygon(*drawn))));
        let apart = pieces.filter(|(_, pieces)| *pieces > 1);
        apart.map(|(node, pieces)| (self.governance.at(node).code().to_owned(), wording::parts(pieces))).collect()
    }

    /// Children that lie both to the west and to the north of the one before them by code, middle by middle of boxes.
    fn out_of_order(&self, covers: &[Cover<'g>]) -> Vec<Found> {
        let middle = |node: Node<'g>| {
            let at = self.drawn_at(node.index())?;
            let bounds = self.polygon(self.drawn[at]).bounds();
            Some((bounds.min.x + bounds.max.x, bounds.min.y + bounds.max.y))
        };
        let mut found = Vec::new();
        for cover in covers {
            let mut children = cover.children().to_vec();
            children.sort_by_key(|child| (child.kind(), child.code()));
            for pair in children.windows(2).filter(|pair| pair[0].kind() == pair[1].kind()) {
                let (Some(before), Some(after)) = (middle(pair[0]), middle(pair[1])) else { continue };
                if after.0 < before.0 && after.1 > before.1 {
                    found.push((pair[1].code().to_owned(), wording::order(pair[0])));
                }
            }
        }
        found
    }
}

/// A finding: the code of the node, and what it says.
type Found = (String, Words);

/// Overlaps, gaps, what lies outside, and slivers.
fn of_covers(covers: &[Cover<'_>]) -> (Vec<Found>, Vec<Found>, Vec<Found>, Vec<Found>) {
    let (mut overlaps, mut gaps, mut outside, mut slivers) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for cover in covers {
        let parent = cover.parent();
        for defect in cover.defects() {
            let first = defect.codes().next().unwrap_or(parent.code()).to_owned();
            match defect.kind() {
                DefectKind::Overlap => overlaps.push((first, wording::overlap(defect))),
                DefectKind::Gap => gaps.push((parent.code().to_owned(), wording::gap(defect))),
                DefectKind::Outside => outside.push((first, wording::outside(defect, parent))),
                DefectKind::Sliver => {}
            }
        }
        let of_cover: Vec<_> = cover.defects().iter().filter(|defect| defect.kind() == DefectKind::Sliver).collect();
        slivers.extend(wording::slivers(&of_cover).map(|words| (parent.code().to_owned(), words)));
    }
    (overlaps, gaps, outside, slivers)
}

impl Rule for MapRule {
    fn id(&self) -> &str {
        self.entry.id
    }

    fn english(&self) -> &str {
        self.entry.english
    }

    fn chinese(&self) -> &str {
        self.entry.chinese
    }

    fn settings(&self) -> Option<RuleSettings> {
        self.entry.is_default.then(|| RuleSettings::new(self.entry.severity, SOURCE))
    }

    fn check<'g>(&self, governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
        report.judged(self.judged);
        if let Some(why) = &self.undecidable {
            report.undecidable(why.clone());
        }
        for (code, words) in &*self.found {
            if let Some(node) = governance.node(code) {
                report.find(node, words.clone());
            }
        }
    }
}

impl fmt::Debug for MapRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MapRule").field("id", &self.entry.id).field("found", &self.found.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
