//! The crosswalk of two maps and a lineage: where what stood in each old node stands now.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use num_bigint::ToBigUint;
use num_rational::Ratio;
use num_traits::Zero;
use serde::{Deserialize, Serialize};

use super::amount::{Amount, Reading, Tally};
use super::lineage::NodeLineage;
use super::successors::Row;
use super::{Basis, Crosswalk, CrosswalkError, CrosswalkErrors, Lineage, Weight};
use crate::governance::{Column, Governance};
use crate::kind::{Family, Kind, Relation};
use crate::measure::Measure;
use crate::suggestion::suggest;

/// What figures are divided by where a node was divided.
///
/// Where the sums of a measure cannot be used (all are zero, or one is negative), the numbers of places decide. Where
/// there are no places either, every lowest grid counts alike. [`Basis`] says for each code which of these it was.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Weighting {
    /// By `households`, if there is such a measure.
    #[default]
    Households,
    /// By this measure, which one of the maps must have.
    Measure(String),
    /// By the number of places.
    Places,
    /// Every lowest grid alike: equal parts where a lowest grid was split.
    Equal,
}

/// The values on one map of the measure to weigh by, scaled so that those of both maps can be compared.
struct Values<'g> {
    column: Option<&'g Column>,
    factor: i128,
}

impl Values<'_> {
    fn at(&self, node: u32) -> Option<i128> {
        Some(i128::from(self.column?.get(node)?) * self.factor)
    }
}

/// Computes the crosswalk from one map to another.
pub(in crate::change) struct CrosswalkBuilder<'g> {
    from: &'g Governance,
    to: &'g Governance,
    became: &'g NodeLineage,
    /// The other direction: which nodes of `from` each node of `to` comes from.
    came_from: &'g NodeLineage,
    measure: Option<&'g str>,
    by_places: bool,
    values: [Values<'g>; 2],
    /// For each kind, those that may stand below it at any depth.
    below: [BTreeSet<Kind>; Kind::COUNT],
}

impl Crosswalk {
    /// The crosswalk from one map to another; O(n log n), and for each node of which something was taken away
    /// its size.
    ///
    /// A node that became one other leads to it with all that it has. One that was split leads to its parts. One
    /// that lost something that stood in it leads to itself and to what that stands in now, at a level like its
    /// own: a village that hands over three grids leads to itself and to the village that got them. A closed node
    /// leads to where what stood in it stands now, and if nothing did, to what contained it. What is a root now, or was
    /// raised to the level of what contained it, takes nothing of that, so that its own totals stay. Divided are
    /// figures of the code itself; what was reported by the grids that were handed over goes with them.
    ///
    /// Weights are the sums of a measure over what stood in the old node, and where a node was split that had
    /// values of its own, those of its parts on the new map.
    ///
    /// ```
    /// use gridgov::change::{Crosswalk, Lineage, Weighting};
    /// use gridgov::prelude::*;
    ///
    /// let map = |grids: &[(&'static str, i64)]| {
    ///     let mut draft = Draft::new("须水街道");
    ///     draft.measure("households");
    ///     let street = draft.root(Subdistrict, "S", "须水街道");
    ///     for (code, households) in grids {
    ///         let grid = draft.add(street, SecondGrid, *code, "网格");
    ///         draft.row(grid).measure("households", *households);
    ///     }
    ///     Governance::build(&draft)
    /// };
    /// let (old, new) = (map(&[("G", 420)])?, map(&[("G-1", 260), ("G-2", 160)])?);
    /// let mut lineage = Lineage::default();
    /// lineage.became("G", "G-1");
    /// lineage.became("G", "G-2");
    /// let crosswalk = Crosswalk::between(&old, &new, &lineage, &Weighting::default())?;
    /// assert_eq!(crosswalk.row("G").unwrap().to_string(), "G -> G-1 13/21, G-2 8/21 (households)");
    /// assert!(crosswalk.row("S").unwrap().is_unchanged());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A measure to weigh by that neither map has; codes of the lineage that are not on their map: all of them.
    pub fn between(
        old: &Governance,
        new: &Governance,
        lineage: &Lineage,
        weighting: &Weighting,
    ) -> Result<Self, CrosswalkErrors> {
        Self::both_ways(old, new, lineage, weighting).map(|(forward, _)| forward)
    }

    /// The crosswalk from one map to another, and the one back: from new codes to old ones, where a merged node
    /// leads to those that it was merged from.
    ///
    /// # Errors
    ///
    /// As [`Crosswalk::between`].
    pub fn both_ways(
        old: &Governance,
        new: &Governance,
        lineage: &Lineage,
        weighting: &Weighting,
    ) -> Result<(Self, Self), CrosswalkErrors> {
        let (forward, backward) = NodeLineage::between(old, new, lineage)?;
        weighting.check([old, new])?;
        let there = CrosswalkBuilder::new(old, new, [&forward, &backward], weighting).crosswalk();
        let back = CrosswalkBuilder::new(new, old, [&backward, &forward], weighting).crosswalk();
        Ok((there, back))
    }
}

impl Weighting {
    /// The measure to weigh by.
    fn measure(&self) -> Option<&str> {
        match self {
            Weighting::Households => Some("households"),
            Weighting::Measure(id) => Some(id.as_str()),
            Weighting::Places | Weighting::Equal => None,
        }
    }

    /// That one of the maps has the measure which the user named.
    pub(in crate::change) fn check(&self, maps: [&Governance; 2]) -> Result<(), CrosswalkErrors> {
        let Weighting::Measure(id) = self else { return Ok(()) };
        if maps.iter().any(|map| map.measure_named(id).is_some()) {
            return Ok(());
        }
        let known: BTreeSet<&str> = maps.into_iter().flat_map(Governance::measures).map(Measure::id).collect();
        CrosswalkErrors::check(vec![CrosswalkError::UnknownMeasure {
            written: id.clone(),
            suggestion: suggest(id, known.iter().copied()).map(str::to_owned),
            known: known.into_iter().collect::<Vec<_>>().join(", "),
        }])
    }
}

impl<'g> CrosswalkBuilder<'g> {
    pub(in crate::change) fn new(
        from: &'g Governance,
        to: &'g Governance,
        [became, came_from]: [&'g NodeLineage; 2],
        weighting: &'g Weighting,
    ) -> Self {
        let measure = weighting.measure();
        let scales = [from, to].map(|map| map.measure_named(measure?).map(Measure::scale));
        let scale = scales.into_iter().flatten().max().unwrap_or(0);
        let values = |map: &'g Governance, own: Option<u8>| Values {
            column: measure.and_then(|id| map.measure_index(id)).map(|at| map.column(at)),
            factor: 10_i128.pow(u32::from(scale - own.unwrap_or(scale))),
        };
        let mut below = [const { BTreeSet::new() }; Kind::COUNT];
        // A kind stands above what it contains in the table, so going backwards finds the sets of these complete.
        for kind in Kind::ALL.iter().rev() {
            let mut all = BTreeSet::new();
            for contained in kind.contains() {
                all.insert(*contained);
                all.extend(below[*contained as usize].iter().copied());
            }
            below[*kind as usize] = all;
        }
        let values = [values(from, scales[0]), values(to, scales[1])];
        let by_places = *weighting != Weighting::Equal;
        Self { from, to, became, came_from, measure, by_places, values, below }
    }

    /// The rows of all codes.
    fn crosswalk(&self) -> Crosswalk {
        self.crosswalk_of((0..self.from.node_count() as u32).collect())
    }

    /// The rows of some nodes.
    pub(in crate::change) fn crosswalk_of(&self, mut nodes: Vec<u32>) -> Crosswalk {
        let affected = self.affected();
        let mut divided: BTreeMap<u32, Row> = BTreeMap::new();
        for node in &affected {
            divided.extend(self.divided(*node).map(|row| (*node, row)));
        }
        if !nodes.is_sorted_by_key(|node| self.from.at(*node).code()) {
            nodes.sort_unstable_by_key(|node| self.from.at(*node).code());
        }
        let rows = nodes.into_iter().map(|node| {
            let row = divided.get(&node).cloned().unwrap_or_else(|| self.whole(node, &divided));
            (Cow::Borrowed(self.from.at(node).code()), row)
        });
        Crosswalk::of_rows(rows)
    }

    /// How much of a node's own ground went to each of some nodes that it became, and what that was taken from: their own
    /// values, and where these do not tell, what stands in them. Equal parts where nothing does.
    pub(in crate::change) fn shares(&self, node: u32, of: &[u32]) -> (Vec<Weight>, Basis) {
        let own = of.iter().map(|part| self.measured_of(node, *part)?.to_biguint().map(Ratio::from_integer));
        let own: Option<Vec<_>> = own.collect();
        let by_own = own.and_then(|own| Weight::shares(&own)).zip(self.measure);
        if let Some((shares, measure)) = by_own {
            return (shares, Basis::Measure(measure.to_owned()));
        }
        let row = self.divided(node).unwrap_or(Row::NOWHERE);
        let weight = |target: &u32| {
            let code = self.to.at(*target).code();
            let part = row.parts.iter().find(|(other, _)| **other == *code);
            part.map_or_else(Ratio::zero, |(_, weight)| weight.ratio().clone())
        };
        match Weight::shares(&of.iter().map(weight).collect::<Vec<_>>()) {
            Some(shares) => (shares, row.basis.unwrap_or(Basis::Equal)),
            None => (Weight::equal(of.len()), Basis::Equal),
        }
    }

    /// Where an undivided node leads: to what it became, or where its nearest ancestor leads that is left.
    fn whole(&self, node: u32, divided: &BTreeMap<u32, Row>) -> Row {
        let tree = self.from.tree();
        for above in std::iter::once(node).chain(tree.ancestors(node)) {
            match self.became.of(above) {
                [] => {}
                [only] => return Row::all_to(self.to.at(*only).code()),
                _ => return divided.get(&above).cloned().unwrap_or(Row::NOWHERE),
            }
        }
        Row::NOWHERE
    }

    /// The nodes that may have been divided: those that became several nodes or no node, and those of which a descendant
    /// stands elsewhere now.
    fn affected(&self) -> BTreeSet<u32> {
        let tree = self.from.tree();
        let mut affected = BTreeSet::new();
        for node in 0..self.from.node_count() as u32 {
            let now = self.became.of(node);
            if now.len() != 1 || self.became.spread(node).is_some() {
                affected.insert(node);
            }
            let Some(above) = tree.parent(node) else { continue };
            let of_above = self.became.of(above);
            for place in now {
                if self.to.tree().parent(*place).is_some_and(|parent| of_above.contains(&parent)) {
                    continue;
                }
                let left = tree.ancestors(node).take_while(|above| self.within(*above, *place).is_none());
                affected.extend(left);
            }
        }
        affected
    }

    /// The node that holds `place`, among those that an old node became.
    fn within(&self, old: u32, place: u32) -> Option<u32> {
        let holds = |node: &u32| (*node..self.to.tree().end(*node)).contains(&place);
        self.became.of(old).iter().copied().find(holds)
    }

    /// The new node that gets the share of an old node's figures that belongs to what stands at `place` now.
    ///
    /// It is what the old node became, if that holds the place. Else it is the lowest node that holds the place at a
    /// level not lower than the old node's, and did not stand in the old node itself: a grid that was raised to the level
    /// of its village keeps its own figures, and gets none of the village's. Where there is no such node, the share stays
    /// with what the old node became; `None` where that is not exactly one node.
    fn target(&self, old: u32, place: u32) -> Option<u32> {
        let (from, to) = (self.from.tree(), self.to.tree());
        let lower = &self.below[from.kind(old) as usize];
        let stood_in = |node: u32| self.came_from.of(node).iter().any(|of| (old + 1..from.end(old)).contains(of));
        // A Party committee may stand below one, and is still no lower.
        let is_lower = |node: u32| lower.contains(&to.kind(node)) && to.kind(node) != from.kind(old);
        let contains_it = std::iter::once(place).chain(to.ancestors(place));
        let stays = || match self.became.of(old) {
            [only] => Some(*only),
            _ => None,
        };
        self.within(old, place)
            .or_else(|| contains_it.into_iter().find(|node| !is_lower(*node) && !stood_in(*node)))
            .or_else(stays)
    }

    /// Where an old node leads, by what stood in it; `None` where nothing of that is left.
    #[expect(clippy::expect_used, reason = "an amount of 0 would leave a target without its part")]
    fn divided(&self, old: u32) -> Option<Row> {
        let own = self.own(old);
        if own.as_ref().is_some_and(|(_, has_heir)| !has_heir) {
            return Some(Row::NOWHERE);
        }
        let amounts = self.amounts(old);
        let code = |target: &u32| self.to.at(*target).code();
        if let [only] = amounts.keys().collect::<Vec<_>>()[..] {
            return Some(Row::all_to(code(only)));
        }
        // Two new nodes never have one code.
        if let (Some(spread), Some((own, _))) = (self.became.spread(old), own)
            && amounts.keys().all(|target| own.contains_key(target))
            && !self.is_told_by_contents(old)
        {
            let by_code = own.iter().map(|(target, weight)| (code(target), weight.ratio().clone())).collect();
            return Some(Row::new(&by_code, Some(spread.basis.clone())));
        }
        if amounts.is_empty() {
            return None;
        }
        let (basis, of) = self.basis(&amounts);
        let sum =
            |amount: &Amount| amount.sum(of).expect("INVARIANT: a basis is chosen of which each amount has a sum");
        let by_code = amounts.iter().map(|(target, amount)| (code(target), sum(amount))).collect();
        Some(Row::new(&by_code, Some(basis)))
    }

    /// Whether what stood in a node says how it was divided: some of it is left.
    fn is_told_by_contents(&self, old: u32) -> bool {
        (old + 1..self.from.tree().end(old)).any(|node| !self.became.of(node).is_empty())
    }

    /// The nodes that get the ground of a node whose spread is known, and whether there is one for each part of it. What
    /// ended goes to the nearest ancestor that is left.
    fn own(&self, node: u32) -> Option<(BTreeMap<u32, Weight>, bool)> {
        let spread = self.became.spread(node)?;
        let mut own = spread.shares.clone();
        if spread.ended.is_zero() {
            return Some((own, true));
        }
        let heir = self.from.tree().ancestors(node).find_map(|above| self.became.of(above).first().copied());
        if let Some(heir) = heir {
            own.entry(heir).or_insert_with(Weight::zero).add(&spread.ended);
        }
        Some((own, heir.is_some()))
    }

    /// How much of what stood in an old node stands in which new node.
    fn amounts(&self, old: u32) -> BTreeMap<u32, Amount> {
        let tree = self.from.tree();
        let mut amounts: BTreeMap<u32, Amount> = BTreeMap::new();
        // Places that are only covered, once for each node that gets them.
        let mut covered: BTreeSet<(u32, u32)> = BTreeSet::new();
        for node in old..tree.end(old) {
            let mut add = |place: u32, tally: Tally, part: Option<Weight>| {
                let target = self.target(old, place)?;
                amounts.entry(target).or_default().add(tally, part);
                Some(target)
            };
            let whole = Tally {
                measured: self.values[0].at(node),
                places: u64::from(tree.kind(node).family() == Family::Place),
                grids: u64::from(is_lowest(self.from, node)),
            };
            let covers = || self.covered(node).filter(|place| !(old..tree.end(old)).contains(place));
            match (self.became.of(node), self.own(node)) {
                (_, Some((own, _))) => {
                    let is_covered = |part: u32, place: u32| {
                        let now = self.became.of(place);
                        now.iter().any(|now| covers_place(self.to, part, *now))
                    };
                    for (part, weight) in own {
                        if let Some(target) = add(part, whole, Some(weight)) {
                            covered
                                .extend(covers().filter(|place| is_covered(part, *place)).map(|place| (target, place)));
                        }
                    }
                }
                // A closed node counts for its nearest ancestor that is left.
                ([], None) => {
                    let above = tree.ancestors(node).take_while(|above| *above >= old);
                    let mut now = above.map(|above| self.became.of(above));
                    if let Some([only]) = now.find(|now| !now.is_empty())
                        && let Some(target) = add(*only, whole, None)
                    {
                        covered.extend(covers().map(|place| (target, place)));
                    }
                }
                ([only], None) => {
                    if let Some(target) = add(*only, whole, None) {
                        covered.extend(covers().map(|place| (target, place)));
                    }
                }
                (parts, None) => {
                    for part in parts {
                        let grids = u64::from(whole.grids > 0 || is_lowest(self.to, *part));
                        let part_of = Tally { measured: self.measured_of(node, *part), places: 0, grids };
                        if let Some(target) = add(*part, part_of, None) {
                            let to = self.to.tree();
                            let now = self.to.links().from(Relation::Covers, *part..*part + 1);
                            let now = now.iter().flat_map(|link| link.to..to.end(link.to));
                            let before = now.flat_map(|place| self.came_from.of(place)).copied();
                            let before = before.filter(|place| covers().any(|other| other == *place));
                            covered.extend(before.map(|place| (target, place)));
                        }
                    }
                }
            }
        }
        for (target, _) in covered {
            amounts.entry(target).or_default().whole.places += 1;
        }
        amounts
    }

    /// The places that a node covers, with all that stands in them.
    fn covered(&self, node: u32) -> impl Iterator<Item = u32> {
        let links = self.from.links().from(Relation::Covers, node..node + 1);
        links.iter().flat_map(|link| link.to..self.from.tree().end(link.to))
    }

    /// What a part of a divided node has on the new map, less what other nodes brought that went there whole.
    fn measured_of(&self, divided: u32, part: u32) -> Option<i128> {
        let others = self.came_from.of(part).iter().filter(|of| **of != divided && self.became.of(**of).len() == 1);
        let brought: i128 = others.filter_map(|of| self.values[0].at(*of)).sum();
        self.values[1].at(part).map(|value| (value - brought).max(value.min(0)))
    }

    /// The best basis that the amounts allow, and how to read it off a tally. A measure decides only where each amount
    /// has a value: what is missing is not zero.
    fn basis(&self, amounts: &BTreeMap<u32, Amount>) -> (Basis, Reading) {
        let readings: [(Option<Basis>, Reading); 3] = [
            (self.measure.map(|id| Basis::Measure(id.to_owned())), |tally| tally.measured),
            (self.by_places.then_some(Basis::Places), |tally| Some(tally.places.into())),
            (Some(Basis::Equal), |tally| Some(tally.grids.into())),
        ];
        for (basis, reading) in readings {
            let sums: Option<Vec<_>> = amounts.values().map(|amount| amount.sum(reading)).collect();
            if let Some((basis, sums)) = basis.zip(sums)
                && sums.iter().any(|sum| !sum.is_zero())
            {
                return (basis, reading);
            }
        }
        (Basis::Equal, |_| Some(1))
    }
}

/// Whether a grid covers a place, or something that the place stands in.
fn covers_place(map: &Governance, grid: u32, place: u32) -> bool {
    let links = map.links().from(Relation::Covers, grid..grid + 1);
    links.iter().any(|link| (link.to..map.tree().end(link.to)).contains(&place))
}

/// Whether a node is a territory that contains no other, or a Party organisation that contains nothing.
fn is_lowest(map: &Governance, node: u32) -> bool {
    let tree = map.tree();
    if tree.kind(node).family() == Family::Party {
        return tree.end(node) == node + 1;
    }
    tree.kind(node).is_territory()
        && tree.territory_of(node).is_some_and(|territory| tree.territory_end(territory) == territory + 1)
}

#[cfg(test)]
#[path = "between_tests.rs"]
mod tests;
