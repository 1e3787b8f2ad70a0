//! Rules about declared figures, compared with what is counted.

use std::cell::OnceCell;

use super::bounds::number;
use crate::audit::{Report, RuleSettings};
use crate::governance::{Declarable, Governance, Link, Node};
use crate::kind::{Family, Kind, Relation};
use crate::measure::{Decimal, Figure};
use crate::rollup::{CountByKind, Counting, Distinct, EveryCover};

/// A declared figure that contradicts what is counted.
///
/// | declared at | a kind of area, grid or place | a kind of Party organisation | person | a measure |
/// |---|---|---|---|---|
/// | area, grid | contained or covered, once | those that lead or are seated there | those who serve there | the sum, each place once |
/// | place | below it | those that are seated there | | the sum below it |
/// | Party organisation | what it answers for | below it | its members and theirs | the sum of both |
/// | person | | | | the person's own |
///
/// The node itself counts as well. Where the table is empty, the graph cannot tell, and the figure is not judged. Nor
/// is a figure of a measure of which no node has a value there, see [`uncounted`].
pub(super) fn differs<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    judge(governance, |tally, node, of, figure| {
        if let Some(counted) = tally.count(node).filter(|counted| !figure.allows(*counted)) {
            let naive = figure.as_exact().is_some_and(|exact| tally.count_every_cover(node) == Some(exact));
            report.find(node, message(of, figure, counted, naive));
        }
    });
}

/// A declared figure of a measure of which no node has a value there: it can be neither proved nor refuted.
pub(super) fn uncounted<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    judge(governance, |tally, node, of, figure| {
        if figure != Figure::UNKNOWN && matches!(of, Declarable::Measure(_)) && tally.count(node).is_none() {
            let remedy = "enter the values that it was added up from, so that it can be checked";
            report.find(node, format!("`{of}` is declared as {figure}, but nothing here has a value of it; {remedy}"));
        }
    });
}

/// Calls `look` with each declared figure and what is counted, one kind or measure after the other.
pub(in crate::audit) fn compare<'g>(
    governance: &'g Governance,
    mut look: impl FnMut(Node<'g>, Declarable<'g>, Figure, Option<Decimal>),
) {
    judge(governance, |tally, node, of, figure| look(node, of, figure, tally.count(node)));
}

/// Calls `look` with each declared figure and the tally of its kind or measure.
fn judge<'g>(governance: &'g Governance, mut look: impl FnMut(&Tally<'g>, Node<'g>, Declarable<'g>, Figure)) {
    let mut declared = governance.declarations().collect::<Vec<_>>();
    // One tally for each kind or measure. The sort keeps the nodes in pre-order.
    declared.sort_by_key(|(_, of, _)| rank(governance, *of));
    for of_one in declared.chunk_by(|(_, one, _), (_, other, _)| one == other) {
        let tally = Tally::new(governance, of_one[0].1);
        for (node, of, figure) in of_one {
            look(&tally, *node, *of, *figure);
        }
    }
}

/// The position of a kind or measure: kinds in the order of their table, then measures.
#[expect(clippy::expect_used, reason = "what is declared is a kind or a measure of the graph")]
pub(in crate::audit) fn rank(governance: &Governance, of: Declarable<'_>) -> usize {
    match of {
        Declarable::Kind(kind) => kind as usize,
        Declarable::Measure(measure) => {
            Kind::COUNT + governance.measure_index(measure.id()).expect("INVARIANT: the measure is of the graph")
        }
    }
}

#[expect(clippy::expect_used, reason = "a figure that a count contradicts has a bound")]
fn message(of: Declarable<'_>, figure: Figure, counted: Decimal, naive: bool) -> String {
    let missing = figure.low().filter(|low| counted < *low);
    let difference = match missing {
        Some(low) => low.checked_sub(counted),
        None => counted.checked_sub(figure.high().expect("INVARIANT: a count that differs is below or above")),
    };
    // If the difference overflows, the message gives only the two numbers.
    let difference = difference.map_or_else(|_| String::new(), |difference| format!(" {difference}"));
    let (direction, remedy) = match missing {
        Some(_) => ("fewer", "correct the declared figure or add what is missing"),
        None => ("more", "correct the declared figure or remove what does not belong"),
    };
    let remedy = if naive { "the declared figure counts places once for each cover; count each once" } else { remedy };
    format!("`{of}` is declared as {figure}, but the count is {counted},{difference} {direction}; {remedy}")
}

/// Counts a kind, or sums a measure, at any node.
struct Tally<'g> {
    governance: &'g Governance,
    of: Declarable<'g>,
    // Each is computed when it is first needed.
    distinct: OnceCell<Option<PerTerritory<'g>>>,
    every_cover: OnceCell<Option<PerTerritory<'g>>>,
    ends: OnceCell<Vec<Vec<Link>>>,
}

/// The number of an area or grid; `None` if it has none.
type PerTerritory<'g> = Box<dyn Fn(Node<'g>) -> Option<Decimal> + 'g>;

impl<'g> Tally<'g> {
    fn new(governance: &'g Governance, of: Declarable<'g>) -> Self {
        Self { governance, of, distinct: OnceCell::new(), every_cover: OnceCell::new(), ends: OnceCell::new() }
    }

    /// What is counted at a node; `None` if the graph cannot tell.
    fn count(&self, node: Node<'g>) -> Option<Decimal> {
        let counted = match self.of {
            Declarable::Kind(kind) => Some(kind.family()),
            Declarable::Measure(_) => None,
        };
        match (counted, node.kind().family()) {
            (Some(Family::Party), Family::Area | Family::Grid) => {
                Some(self.starts(node, &[Relation::Leads, Relation::SeatedAt]))
            }
            (Some(Family::Party), Family::Place) => Some(self.starts(node, &[Relation::SeatedAt])),
            (Some(Family::Person), Family::Area | Family::Grid) => Some(self.starts(node, &[Relation::Serves])),
            (Some(Family::Person), Family::Party) => Some(self.starts(node, &[Relation::MemberOf])),
            (Some(Family::Person), Family::Place) | (Some(_), Family::Person) => None,
            (_, Family::Area | Family::Grid) => {
                self.distinct.get_or_init(|| self.roll_up(Distinct)).as_ref().and_then(|count| count(node))
            }
            // A Party organisation does not answer for Party organisations, so nothing counts twice.
            (_, Family::Place | Family::Party | Family::Person) => self.within(node),
        }
    }

    /// The number at an area or grid if each place counts again for each cover.
    fn count_every_cover(&self, node: Node<'g>) -> Option<Decimal> {
        let links = self.governance.links();
        let counts_places = match self.of {
            Declarable::Kind(kind) => kind.family() == Family::Place,
            Declarable::Measure(_) => true,
        };
        if !counts_places || !node.kind().is_territory() || links.of(Relation::Covers).is_empty() {
            return None;
        }
        self.every_cover.get_or_init(|| self.roll_up(EveryCover)).as_ref().and_then(|count| count(node))
    }

    fn roll_up<C: Counting + 'g>(&self, counting: C) -> Option<PerTerritory<'g>> {
        match self.of {
            Declarable::Kind(kind) => {
                let totals = self.governance.roll_up(counting, CountByKind).ok()?;
                Some(Box::new(move |node| totals.at(node).map(|counts| number(counts[kind] as usize))))
            }
            Declarable::Measure(measure) => {
                let sums = self.governance.roll_up(counting, self.governance.sum_of(measure.id()).ok()?).ok()?;
                Some(Box::new(move |node| sums.at(node).flatten()))
            }
        }
    }

    /// The number over the node, all below it, and all that a Party organisation answers for.
    fn within(&self, node: Node<'g>) -> Option<Decimal> {
        let nodes = &node.subtree() | &self.governance.answers_for(node);
        match self.of {
            Declarable::Kind(kind) => Some(number(nodes.counts()[kind] as usize)),
            Declarable::Measure(measure) => nodes.sum(measure),
        }
    }

    /// How many nodes of the kind have a link of these relations to the node or to a node below it.
    fn starts(&self, node: Node<'g>, relations: &[Relation]) -> Decimal {
        let tree = self.governance.tree();
        let ends = self.ends.get_or_init(|| {
            let by_end = |relation: &Relation| self.governance.links().by_end(*relation).collect();
            Relation::ALL.iter().map(by_end).collect()
        });
        let subtree = node.index()..tree.end(node.index());
        let into = relations.iter().flat_map(|relation| {
            let links = &ends[*relation as usize];
            let before = |index: u32| links.partition_point(|link| link.to < index);
            &links[before(subtree.start)..before(subtree.end)]
        });
        let is_counted = |start: &u32| matches!(self.of, Declarable::Kind(kind) if kind == tree.kind(*start));
        let mut starts = into.map(|link| link.from).filter(is_counted).collect::<Vec<_>>();
        starts.sort_unstable();
        starts.dedup();
        number(starts.len())
    }
}
