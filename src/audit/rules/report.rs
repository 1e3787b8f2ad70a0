//! Rules about declared figures, compared with what is counted.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::bounds::number;
use crate::audit::wording::{codes, number_of, quoted};
use crate::audit::{Report, RuleSettings};
use crate::governance::{Declarable, Governance, Link, Node};
use crate::kind::{Family, Kind, Relation};
use crate::language::Language;
use crate::measure::{Decimal, Figure};
use crate::message::{Words, phrase};
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
/// The node itself counts as well. Where the table is empty, or the ledger does not record the links, the graph cannot tell, and the figure is not
/// judged. Nor
/// is a figure of a measure of which no node has a value there, see [`uncounted`].
pub(super) fn differs<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    let mut uncounted: Vec<(Node<'g>, Declarable<'g>)> = Vec::new();
    judge(governance, |tally, node, of, figure| {
        if figure == Figure::UNKNOWN {
            return;
        }
        let Some(counted) = tally.count(node) else { return uncounted.push((node, of)) };
        report.judged(1);
        if !figure.allows(counted) {
            let naive = figure.as_exact().is_some_and(|exact| tally.count_every_cover(node) == Some(exact));
            report.find(node, words(of, figure, counted, naive));
        }
    });
    if !uncounted.is_empty() {
        let what = |language| {
            let of: BTreeSet<String> = uncounted.iter().map(|(_, of)| label(language, *of)).collect();
            phrase::list(language, of)
        };
        let count = uncounted.len();
        let words = Words::new(
            format!(
                "{} cannot be compared, of {}: nothing there has a value of the measure, or the \
                 ledger does not record who leads, is seated, serves or is a member there; enter these values and links",
                number_of(count, "declared figure"),
                what(Language::English)
            ),
            format!(
                "{count}个申报数无法核对（{}）：台账中没有相应的数据，或未记录相应的领导、设在、服务、隶属关系；请补录",
                what(Language::Chinese)
            ),
        );
        report
            .undecidable(words.with("count", count).with("codes", codes(uncounted.into_iter().map(|(node, _)| node))));
    }
}

/// The name of what a figure declares.
fn label(language: Language, of: Declarable<'_>) -> String {
    match of {
        Declarable::Kind(kind) => language.of(quoted(language, kind.id()), quoted(language, kind.chinese())),
        Declarable::Measure(measure) => quoted(language, measure.label(language)),
    }
}

/// A declared figure of a measure of which no node has a value there: it can be neither proved nor refuted.
pub(super) fn uncounted<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    judge(governance, |tally, node, of, figure| {
        if figure == Figure::UNKNOWN || !matches!(of, Declarable::Measure(_)) {
            return;
        }
        report.judged(1);
        if tally.count(node).is_none() {
            let words = Words::new(
                format!(
                    "{} is declared as {figure}, but nothing here has a value of it; enter the values that it was added up \
                     from, so that it can be checked",
                    label(Language::English, of)
                ),
                format!(
                    "{}申报为{}，但其中均无该项数据；请补录汇总所依据的数据，以便核对",
                    label(Language::Chinese, of),
                    figure.text(Language::Chinese)
                ),
            );
            report.find(node, words.with("of", of.to_string()).with("declared", figure));
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
fn words(of: Declarable<'_>, figure: Figure, counted: Decimal, naive: bool) -> Words {
    let missing = figure.low().filter(|low| counted < *low);
    let difference = match missing {
        Some(low) => low.checked_sub(counted),
        None => counted.checked_sub(figure.high().expect("INVARIANT: a count that differs is below or above")),
    };
    // If the difference overflows, the message gives only the two numbers.
    let number = difference.as_ref().map_or_else(|_| String::new(), ToString::to_string);
    let gap = if number.is_empty() { "" } else { " " };
    let (direction, remedy) = match missing {
        Some(_) => ("fewer", "correct the declared figure or add what is missing"),
        None => ("more", "correct the declared figure or remove what does not belong"),
    };
    let (direction_chinese, remedy_chinese) = match missing {
        Some(_) => ("少", "请更正申报数或补录缺少的"),
        None => ("多", "请更正申报数或删除不属于的"),
    };
    let (remedy, remedy_chinese) = if naive {
        (
            "the declared figure counts places once for each cover; count each once",
            "申报数按覆盖重复统计了场所；请每个场所只计一次",
        )
    } else {
        (remedy, remedy_chinese)
    };
    let words = Words::new(
        format!(
            "{} is declared as {figure}, but the count is {counted},{gap}{number} {direction}; {remedy}",
            label(Language::English, of)
        ),
        format!(
            "{}申报{}，统计{counted}，{direction_chinese}{number}；{remedy_chinese}",
            label(Language::Chinese, of),
            figure.text(Language::Chinese)
        ),
    );
    let words = words.with("of", of.to_string()).with("declared", figure).with("counted", counted);
    let words = words.with("counts_each_cover", naive);
    match difference {
        Ok(difference) => words.with("difference", difference),
        Err(_) => words,
    }
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
                self.starts(node, &[Relation::Leads, Relation::SeatedAt])
            }
            (Some(Family::Party), Family::Place) => self.starts(node, &[Relation::SeatedAt]),
            (Some(Family::Person), Family::Area | Family::Grid) => self.starts(node, &[Relation::Serves]),
            (Some(Family::Person), Family::Party) => self.starts(node, &[Relation::MemberOf]),
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

    /// `None` where a sum overflows, which can happen only if places count for each cover.
    #[expect(clippy::expect_used, reason = "counts never overflow, and the measure is one of the graph")]
    fn roll_up<C: Counting + 'g>(&self, counting: C) -> Option<PerTerritory<'g>> {
        match self.of {
            Declarable::Kind(kind) => {
                let totals = self.governance.roll_up(counting, CountByKind).expect("INVARIANT: counts do not overflow");
                Some(Box::new(move |node| totals.at(node)?.get(kind).map(|count| number(count as usize))))
            }
            Declarable::Measure(measure) => {
                let sum = self.governance.sum_of(measure.id()).expect("INVARIANT: what is declared is of the graph");
                let sums = self.governance.roll_up(counting, sum).ok()?;
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

    /// How many nodes of the kind have a link of these relations to the node or to a node below it; `None` if none of the
    /// relations is recorded at all of these.
    fn starts(&self, node: Node<'g>, relations: &[Relation]) -> Option<Decimal> {
        let below = node.subtree();
        let is_recorded = |relation: &Relation| (&self.governance.unrecorded(*relation) & &below).is_empty();
        if !relations.iter().any(is_recorded) {
            return None;
        }
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
        Some(number(starts.len()))
    }
}
