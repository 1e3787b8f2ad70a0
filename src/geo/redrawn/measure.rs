//! Which figures went where when a map is redrawn, by the places that stand on the land.

use super::DifferentSystemsError;
use crate::geo::planar::locate::{Location, locate};
use crate::geo::planar::polygons::Polygon;
use crate::geo::shapes::Spot;
use crate::geo::sighting::keep_lowest;
use crate::geo::{Atlas, Sighting};
use crate::governance::Node;
use crate::kind::{Family, named};
use crate::measure::{Decimal, Measure};

/// What of a measure stands on the land that a grid of one map shares with a grid of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SharedMeasure<'g, 'n> {
    /// The grid of the first map.
    pub from: Node<'g>,
    /// The grid of the other map.
    pub to: Node<'n>,
    /// What the places of `from` have that stand in `to`. Of a grid that is not divided, all that it has.
    pub amount: Decimal,
    /// Whether `from` lies wholly in `to`.
    pub is_whole: bool,
}

named! {
    /// Why it cannot be said where a figure went.
    #[non_exhaustive]
    UndecidedReason, "reason" "原因";
    NotDrawn  "not_drawn"  "the place is not on the map"                      "场所未上图";
    OnBorder  "on_border"  "it lies on the border of grids, or in several"     "位于网格边界或跨网格";
    Nowhere   "nowhere"    "it lies in no grid of the other map"               "不在另一幅地图的任何网格内";
    Elsewhere "elsewhere"  "it lies outside of the grid that the ledger names" "不在台账所载的网格内";
    OfGrid    "of_grid"    "the figure is the grid's own, not a place's"       "数字记在网格上，而非场所";
    NoFigure  "no_figure"  "no place has a figure above zero"                  "各场所均无大于零的数字";
}

/// Something that makes it undecidable how a divided grid's figures went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Undecided<'g> {
    /// The grid of the first map.
    pub from: Node<'g>,
    /// The place or grid that has the figure; `from` itself where it is about all of it.
    pub node: Node<'g>,
    /// Why it cannot be said.
    pub reason: UndecidedReason,
}

/// How a measure follows the land when the map is redrawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SharedMeasures<'g, 'n> {
    shared: Vec<SharedMeasure<'g, 'n>>,
    undecided: Vec<Undecided<'g>>,
}

impl<'g, 'n> SharedMeasures<'g, 'n> {
    /// Which grids share how much, in pre-order of both maps. Grids of which it is undecidable are left out.
    #[must_use]
    pub fn shared(&self) -> &[SharedMeasure<'g, 'n>] {
        &self.shared
    }

    /// All that makes it undecidable where figures of a divided grid went, in pre-order.
    #[must_use]
    pub fn undecided(&self) -> &[Undecided<'g>] {
        &self.undecided
    }

    /// The weights of a crosswalk: old code, new code, and how much of the old goes to the new. A grid that is not divided
    /// has the weight 1. A crosswalk of these does not know the grids of which it is undecidable, so that no figure of
    /// theirs is carried over by accident.
    ///
    /// # Panics
    ///
    /// Never: amounts below zero are undecidable.
    #[expect(clippy::expect_used, reason = "amounts below zero are undecidable")]
    pub fn weights(&self) -> impl Iterator<Item = (&'g str, &'n str, u64)> {
        self.shared.iter().map(|shared| {
            let units = u64::try_from(shared.amount.units()).expect("INVARIANT: no weight is below zero");
            (shared.from.code(), shared.to.code(), if shared.is_whole { 1 } else { units })
        })
    }
}

impl<'g> Atlas<'g> {
    /// How a measure follows the land: what of it stands where the lowest areas and grids of this map share land with those
    /// of another, by the places of this map's ledger and where they are drawn.
    ///
    /// A grid that lies wholly in one grid of the other map goes there with all that it has, wherever its places are. For one
    /// that is divided, each of its places that has a value is looked up on the other map; a place that is not drawn lies
    /// where the place that contains it does. Where one of them lies on a border of the other map, in no grid, outside of its
    /// own grid, or is not drawn, it is undecidable how the grid is divided, and every such place is told. The figures of
    /// homes are meant; what a grid covers beyond its own places is no part of them.
    ///
    /// O(n log n) in edges, an intersection for each pair that was redrawn, and O(log n) for each place of a divided grid.
    ///
    /// ```
    /// use gridgov::geo::{Atlas, Coordinate, CoordinateSystem, Shapes};
    /// use gridgov::prelude::*;
    ///
    /// let mut draft = Draft::new("");
    /// draft.measure("households");
    /// let street = draft.root(Subdistrict, "S", "须水街道");
    /// let [one, two] = ["G-1", "G-2"].map(|code| draft.add(street, SecondGrid, code, "网格"));
    /// for (grid, code, count) in [(one, "B-1", 120), (one, "B-2", 40), (two, "B-3", 75)] {
    ///     let building = draft.add(grid, Building, code, "楼");
    ///     draft.row(building).measure("households", count);
    /// }
    /// let governance = Governance::build(&draft)?;
    /// let map = |border: f64| {
    ///     let square = |x: f64, end: f64| [[[[x, 0.0], [end, 0.0], [end, 100.0], [x, 100.0]]]];
    ///     let mut shapes = Shapes::new(CoordinateSystem::Plane);
    ///     shapes.add_polygon("G-1", square(0.0, border));
    ///     shapes.add_polygon("G-2", square(border, 200.0));
    ///     for (code, x) in [("B-1", 30.0), ("B-2", 90.0), ("B-3", 150.0)] {
    ///         shapes.add_point(code, Coordinate::new(x, 50.0));
    ///     }
    ///     Atlas::new(&governance, shapes)
    /// };
    /// // A strip of 20 m goes from the first to the second: a fifth of the land, and a quarter of the households.
    /// let (old, new) = (map(100.0)?, map(80.0)?);
    /// let shared = old.shared_measure(&new, governance.measure("households")?)?;
    /// assert!(shared.undecided().is_empty());
    /// let weights: Vec<_> = shared.weights().collect();
    /// assert_eq!(weights, [("G-1", "G-1", 120), ("G-1", "G-2", 40), ("G-2", "G-2", 1)]);
    /// # #[cfg(feature = "change")]
    /// # {
    /// use gridgov::change::Crosswalk;
    ///
    /// let crosswalk = Crosswalk::of_amounts(shared.weights())?;
    /// assert_eq!(crosswalk.row("G-1").unwrap().to_string(), "G-1 -> G-1 3/4, G-2 1/4 (given amounts)");
    /// let disputes = crosswalk.rebase([("G-1", 8), ("G-2", 5)])?;
    /// let shown: Vec<_> = disputes.iter().map(|(code, of)| (code, of.value.units(), of.is_estimate)).collect();
    /// assert_eq!(shown, [("G-1", 6, true), ("G-2", 7, true)]);
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The maps are in different coordinate systems.
    pub fn shared_measure<'n>(
        &self,
        other: &Atlas<'n>,
        measure: &Measure,
    ) -> Result<SharedMeasures<'g, 'n>, DifferentSystemsError> {
        let mut shared = SharedMeasures::default();
        for (from, parts) in self.shared_lands(other)? {
            let value = |node: &Node<'g>| node.measure(measure).map(|value| (*node, value));
            let figures: Vec<(Node<'g>, Decimal)> =
                std::iter::once(from).chain(from.descendants()).filter_map(|node| value(&node)).collect();
            let part = |to, amount, is_whole| SharedMeasure { from, to, amount, is_whole };
            if let [land] = parts[..]
                && land.is_whole
            {
                shared.shared.push(part(land.to, sum(figures.iter().map(|(_, value)| *value)), true));
                continue;
            }
            match self.divided(from, &figures, other) {
                Ok(amounts) => {
                    // A place may stand on a sliver, which is no land that grids share otherwise.
                    let mut to: Vec<Node<'n>> = parts.iter().map(|land| land.to).collect();
                    to.extend(amounts.iter().map(|(at, _)| *at));
                    to.sort_unstable();
                    to.dedup();
                    let of = |to: Node<'n>| sum(amounts.iter().filter(|(at, _)| *at == to).map(|(_, value)| *value));
                    shared.shared.extend(to.into_iter().map(|to| part(to, of(to), false)));
                }
                Err(undecided) => shared.undecided.extend(undecided),
            }
        }
        Ok(shared)
    }

    /// Where each figure of a grid stands on the other map, or all that makes it undecidable.
    fn divided<'n>(
        &self,
        from: Node<'g>,
        figures: &[(Node<'g>, Decimal)],
        other: &Atlas<'n>,
    ) -> Result<Vec<(Node<'n>, Decimal)>, Vec<Undecided<'g>>> {
        let (mut amounts, mut undecided) = (Vec::new(), Vec::new());
        for (node, value) in figures {
            match self.stands(from, *node, other) {
                Ok(to) => amounts.push((to, *value)),
                // Wherever it stands, it changes nothing.
                Err(_) if value.units() == 0 => {}
                Err(reason) => undecided.push(Undecided { from, node: *node, reason }),
            }
        }
        let is_below = figures.iter().any(|(_, value)| value.units() < 0);
        if undecided.is_empty() && (is_below || amounts.iter().all(|(_, value)| value.units() == 0)) {
            undecided.push(Undecided { from, node: from, reason: UndecidedReason::NoFigure });
        }
        if undecided.is_empty() { Ok(amounts) } else { Err(undecided) }
    }

    /// The grid of the other map in which a place of a grid stands.
    fn stands<'n>(&self, from: Node<'g>, node: Node<'g>, other: &Atlas<'n>) -> Result<Node<'n>, UndecidedReason> {
        let is_place = |node: &Node<'_>| node.kind().family() == Family::Place;
        if !is_place(&node) {
            return Err(UndecidedReason::OfGrid);
        }
        let mut around = std::iter::once(node).chain(node.ancestors()).take_while(is_place);
        let spot = around.find_map(|place| self.spot(place)).ok_or(UndecidedReason::NotDrawn)?;
        let own = self.polygon_number(from).map(|number| self.polygons.get(number));
        let (lies_in_own, found) = match spot {
            Spot::Point(point) => {
                let is_own = |own: Polygon<'_>| locate(own, point) != Location::Outside;
                (own.is_some_and(is_own), other.at_point(point))
            }
            Spot::Polygon(number) => {
                let building = self.polygons.get(number);
                let is_own = |sighting: &Sighting<'_>| sighting.node == from;
                let mut found = other.around_building(building);
                keep_lowest(&mut found);
                (self.around_building(building).iter().any(is_own), found)
            }
        };
        match found[..] {
            _ if !lies_in_own => Err(UndecidedReason::Elsewhere),
            [] => Err(UndecidedReason::Nowhere),
            // It lies in what contains the lowest grids of the other map but in none of them, or in one that is not valid.
            [only] if other.is_drawn_below(only.node) || other.flaw(only.node).is_some() => {
                Err(UndecidedReason::Nowhere)
            }
            [only] if !only.is_on_border => Ok(only.node),
            _ => Err(UndecidedReason::OnBorder),
        }
    }
}

/// The sum of values of one measure.
#[expect(clippy::expect_used, reason = "building checks that the magnitudes of a column can be added up")]
fn sum(values: impl Iterator<Item = Decimal>) -> Decimal {
    let total = values.fold(None, |total: Option<Decimal>, value| {
        let total = total.unwrap_or(Decimal::from_units(0, value.scale()));
        Some(total.checked_add(value).expect("INVARIANT: the values of a measure can be added up"))
    });
    total.unwrap_or(Decimal::ZERO)
}

#[cfg(test)]
#[path = "measure_tests.rs"]
mod tests;
