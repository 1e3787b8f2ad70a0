//! The crosswalk of two maps and a lineage: where what stood in each old node stands now.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::lineage::NodeLineage;
use super::successors::Row;
use super::{Basis, Crosswalk, CrosswalkError, CrosswalkErrors, Lineage};
use crate::governance::{Column, Governance};
use crate::kind::{Family, Kind};
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

/// How much of an old node stands in one new node.
#[derive(Debug, Clone, Copy, Default)]
struct Amount {
    measured: i128,
    places: u64,
    grids: u64,
}

/// The values on one map of the measure to weigh by, scaled so that those of both maps can be compared.
struct Values<'g> {
    column: Option<&'g Column>,
    factor: i128,
}

impl Values<'_> {
    fn at(&self, node: u32) -> i128 {
        self.column.and_then(|column| column.get(node)).map_or(0, |units| i128::from(units) * self.factor)
    }
}

/// Computes the crosswalk from one map to another.
struct CrosswalkBuilder<'g> {
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
    /// A measure to weigh by that neither map has, codes of the lineage that are not on their map, and weights
    /// beyond 64 bits: all of them.
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
        let there = CrosswalkBuilder::new(old, new, [&forward, &backward], weighting)?.crosswalk()?;
        let back = CrosswalkBuilder::new(new, old, [&backward, &forward], weighting)?.crosswalk()?;
        Ok((there, back))
    }
}

impl<'g> CrosswalkBuilder<'g> {
    fn new(
        from: &'g Governance,
        to: &'g Governance,
        [became, came_from]: [&'g NodeLineage; 2],
        weighting: &'g Weighting,
    ) -> Result<Self, CrosswalkErrors> {
        let measure = match weighting {
            Weighting::Households => Some("households"),
            Weighting::Measure(id) => Some(id.as_str()),
            Weighting::Places | Weighting::Equal => None,
        };
        let scales = [from, to].map(|map| map.measure_named(measure?).map(Measure::scale));
        if let Weighting::Measure(id) = weighting
            && scales == [None, None]
        {
            let known: BTreeSet<&str> =
                [from, to].into_iter().flat_map(Governance::measures).map(Measure::id).collect();
            CrosswalkErrors::check(vec![CrosswalkError::UnknownMeasure {
                written: id.clone(),
                suggestion: suggest(id, known.iter().copied()).map(str::to_owned),
                known: known.into_iter().collect::<Vec<_>>().join(", "),
            }])?;
        }
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
        Ok(Self { from, to, became, came_from, measure, by_places, values, below })
    }

    fn crosswalk(&self) -> Result<Crosswalk, CrosswalkErrors> {
        let mut errors = Vec::new();
        let mut divided: BTreeMap<u32, Row> = BTreeMap::new();
        for node in self.affected() {
            match self.divided(node) {
                Ok(Some(row)) => drop(divided.insert(node, row)),
                Ok(None) => {}
                Err(error) => errors.push(error),
            }
        }
        CrosswalkErrors::check(errors)?;
        let mut nodes: Vec<u32> = (0..self.from.node_count() as u32).collect();
        if !nodes.is_sorted_by_key(|node| self.from.at(*node).code()) {
            nodes.sort_unstable_by_key(|node| self.from.at(*node).code());
        }
        let rows = nodes.into_iter().map(|node| {
            let row = divided.get(&node).cloned().unwrap_or_else(|| self.whole(node, &divided));
            (Cow::Borrowed(self.from.at(node).code()), row)
        });
        Ok(Crosswalk::of_rows(rows))
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
        let (tree, forest) = (self.from.tree(), self.from.tree().forest_end());
        let mut affected = BTreeSet::new();
        for node in 0..self.from.node_count() as u32 {
            let now = self.became.of(node);
            if now.len() > 1 || (now.is_empty() && node < forest) {
                affected.insert(node);
            }
            let Some(above) = tree.parent(node).filter(|_| node < forest) else { continue };
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
        let contains_it = std::iter::once(place).chain(to.ancestors(place));
        let stays = || match self.became.of(old) {
            [only] => Some(*only),
            _ => None,
        };
        self.within(old, place)
            .or_else(|| contains_it.into_iter().find(|node| !lower.contains(&to.kind(*node)) && !stood_in(*node)))
            .or_else(stays)
    }

    /// Where an old node leads, by what stood in it; `None` where nothing of that is left.
    fn divided(&self, old: u32) -> Result<Option<Row>, CrosswalkError> {
        let amounts = self.amounts(old);
        let targets: Vec<u32> = amounts.keys().copied().collect();
        if targets.is_empty() {
            return Ok(None);
        }
        let code = |target: u32| self.to.at(target).code();
        if let [only] = targets[..] {
            return Ok(Some(Row::all_to(code(only))));
        }
        let (basis, of): (Basis, fn(&Amount) -> u128) = self.basis(&amounts);
        // Two new nodes never have one code.
        let by_code = amounts.iter().map(|(target, amount)| (code(*target), of(amount))).collect();
        let row = Row::new(&by_code, Some(basis));
        row.map(Some).map_err(|_| CrosswalkError::Overflow { code: self.from.at(old).code().to_owned() })
    }

    /// How much of what stood in an old node stands in which new node.
    fn amounts(&self, old: u32) -> BTreeMap<u32, Amount> {
        let tree = self.from.tree();
        let mut amounts: BTreeMap<u32, Amount> = BTreeMap::new();
        let mut add = |place: u32, amount: Amount| {
            if let Some(target) = self.target(old, place) {
                amounts.entry(target).or_default().add(amount);
            }
        };
        for node in old..tree.end(old) {
            let kind = tree.kind(node);
            let was_lowest = is_lowest(self.from, node);
            let whole = Amount {
                measured: self.values[0].at(node),
                places: u64::from(kind.family() == Family::Place),
                grids: u64::from(was_lowest),
            };
            match self.became.of(node) {
                // A closed node counts for its nearest ancestor that is left.
                [] => {
                    let above = tree.ancestors(node).take_while(|above| *above >= old);
                    let mut now = above.map(|above| self.became.of(above));
                    if let Some([only]) = now.find(|now| !now.is_empty()) {
                        add(*only, whole);
                    }
                }
                [only] => add(*only, whole),
                parts => {
                    for part in parts {
                        let grids = u64::from(was_lowest || is_lowest(self.to, *part));
                        let part_of = Amount { measured: self.values[1].at(*part), places: 0, grids };
                        add(*part, part_of);
                    }
                }
            }
        }
        amounts
    }

    /// The best basis that the amounts allow, and how to read it off an amount.
    fn basis(&self, amounts: &BTreeMap<u32, Amount>) -> (Basis, fn(&Amount) -> u128) {
        let measured = amounts.values().all(|amount| amount.measured >= 0);
        match self.measure {
            Some(id) if measured && amounts.values().any(|amount| amount.measured > 0) => {
                (Basis::Measure(id.to_owned()), |amount| amount.measured.unsigned_abs())
            }
            _ if self.by_places && amounts.values().any(|amount| amount.places > 0) => {
                (Basis::Places, |amount| u128::from(amount.places))
            }
            _ if amounts.values().any(|amount| amount.grids > 0) => (Basis::Equal, |amount| u128::from(amount.grids)),
            _ => (Basis::Equal, |_| 1),
        }
    }
}

/// Whether a node is a territory that contains no other.
fn is_lowest(map: &Governance, node: u32) -> bool {
    let tree = map.tree();
    tree.kind(node).is_territory()
        && tree.territory_of(node).is_some_and(|territory| tree.territory_end(territory) == territory + 1)
}

impl Amount {
    fn add(&mut self, more: Self) {
        // No overflow: the values of a graph add up within 64 bits, which leaves the scaling factor another 64.
        self.measured += more.measured;
        self.places += more.places;
        self.grids += more.grids;
    }
}

#[cfg(test)]
#[path = "between_tests.rs"]
mod tests;
