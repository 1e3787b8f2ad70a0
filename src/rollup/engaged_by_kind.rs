//! Who is at work in an area or grid, by kind.

use super::measure_sums::{Asked, RunningSums};
use super::{Counting, Quantity, RollUpError};
use crate::governance::{Governance, Node};
use crate::kind::{Family, Kind};
use crate::measure::OverflowError;
use crate::set::{Counts, Engaged};

/// The number of Party organisations of each kind that lead or are seated in an area or grid, and of people who serve
/// there: each counts once, however many grids it has. It is the same under each counting.
///
/// A family of which the ledgers do not record this in all of an area has no number there ([`Counts::get`] is `None`), which
/// is not 0. What stands in an area has none either: see [`CountByKind`](super::CountByKind). O(l log l + l · depth) for l
/// links. The nodes themselves are [`Governance::engaged_in`].
///
/// ```
/// use gridgov::governance::Governance;
/// use gridgov::kind::{Branch, Kind, Person, Role, SecondGrid, Subdistrict};
/// use gridgov::ledger::Draft;
/// use gridgov::rollup::{CountByKind, EngagedByKind, Home};
///
/// let mut draft = Draft::new("A head of two grids; who leads them is not recorded");
/// let street = draft.root(Subdistrict, "S", "");
/// let [one, two] = ["G-1", "G-2"].map(|code| draft.add(street, SecondGrid, code, ""));
/// draft.root(Branch, "P", "");
/// let head = draft.root(Person, "N", "张三");
/// draft.serve(head, Role::GridHead, one);
/// draft.serve(head, Role::GridHead, two);
/// let governance = Governance::build(&draft)?;
///
/// let totals = governance.roll_up(Home, (CountByKind, EngagedByKind))?;
/// let (standing, engaged) = totals.at(governance.node("S").unwrap()).unwrap();
/// assert_eq!((standing.get(Kind::SecondGrid), standing.get(Kind::Person)), (Some(2), None));
/// assert_eq!((engaged.get(Kind::Person), engaged.get(Kind::Branch)), (Some(1), None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EngagedByKind;

/// The families that do not stand in territories.
fn families() -> impl Iterator<Item = Family> {
    Family::ALL.iter().copied().filter(|family| !family.stands_in_territory())
}

impl<C: Counting> Quantity<C> for EngagedByKind {
    type Answer = Counts;
    type Totals = Vec<(Kind, Engaged)>;

    fn check(&self, _: &Governance, _: Option<Node<'_>>) -> Result<(), RollUpError> {
        Ok(())
    }

    fn ask<'q>(&'q self, _: &mut Asked<'q>) {}

    fn totals(&self, governance: &Governance, _: C, _: &mut RunningSums<C>) -> Result<Self::Totals, RollUpError> {
        let kinds = families().flat_map(Kind::of_family);
        Ok(kinds.map(|kind| (kind, Engaged::of_kind(governance, kind))).collect())
    }

    fn answer(&self, governance: &Governance, _: C, totals: &Self::Totals, territory: u32) -> Counts {
        let tree = governance.tree();
        let (top, end) = (tree.territories()[territory as usize], tree.territory_end(territory));
        let nodes = top..tree.end(top);
        families().filter(|family| governance.records_work(*family, &nodes)).fold(
            Counts::held_none(),
            |counts, family| {
                let of_family = totals.iter().filter(|(kind, _)| kind.family() == family);
                of_family
                    .fold(counts, |counts, (kind, engaged)| counts.with(*kind, engaged.between(territory..end).into()))
            },
        )
    }

    fn at_node(&self, _: &Governance, _: C, node: Node<'_>) -> Result<Counts, OverflowError> {
        Ok(Self::at(node))
    }
}

impl EngagedByKind {
    /// Those at work in a node; nobody is at work in a Party organisation or a person.
    pub(crate) fn at(node: Node<'_>) -> Counts {
        let governance = node.governance();
        let nodes = node.index()..governance.tree().end(node.index());
        let engaged = governance.engaged_in(node).counts();
        let asked = families().filter(|_| node.kind().family().stands_in_territory());
        let recorded = asked.filter(|family| governance.records_work(*family, &nodes)).flat_map(Kind::of_family);
        recorded.fold(Counts::held_none(), |counts, kind| counts.with(kind, engaged[kind]))
    }
}
