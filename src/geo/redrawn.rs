//! A map before and after it is redrawn: which land went where.

mod measure; // which figures went where, by the places on the land

pub use measure::{SharedMeasure, SharedMeasures, Undecided, UndecidedReason};

use std::fmt;

use super::planar::cover::as_region;
use super::planar::polygons::Polygon;
use super::planar::region::{self, Region};
use super::{Area, Atlas, CoordinateSystem};
use crate::governance::Node;
use crate::message::{Parts, Wording};

/// What of a grid of one map lies in a grid of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SharedArea<'g, 'n> {
    /// The grid of the first map.
    pub from: Node<'g>,
    /// The grid of the other map.
    pub to: Node<'n>,
    /// The land that both cover.
    pub area: Area,
}

/// What of a grid lies in one of another map.
#[derive(Debug, Clone, Copy)]
struct Land<'n> {
    to: Node<'n>,
    area: Area,
    /// Whether all of the grid does, but for slivers.
    is_whole: bool,
}

/// Two maps are in different coordinate systems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("one map is in {one}, the other in {other}; only maps in one system can be laid on each other")]
pub struct DifferentSystemsError {
    /// The system of the first map.
    pub one: CoordinateSystem,
    /// The system of the other.
    pub other: CoordinateSystem,
}

impl Wording for DifferentSystemsError {
    fn id(&self) -> &'static str {
        "map.different_systems"
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, other) = (self.one.chinese(), self.other.chinese());
        write!(f, "两幅地图的坐标系不同，一为{one}，一为{other}；请使用同一坐标系的地图")
    }

    fn parts(&self) -> Parts {
        Parts::default().with("one", self.one).with("other", self.other)
    }
}

impl<'g> Atlas<'g> {
    /// Which of the lowest areas and grids of this map share land with which of another, in pre-order of both. Invalid
    /// polygons are left out, and so are slivers by the tolerance of this map.
    ///
    /// Areas in square millimetres are the weights of a crosswalk by which figures follow the land; for households or any
    /// other measure see [`Atlas::shared_measure`]. O(n log n), and an
    /// intersection for each pair that was redrawn.
    ///
    /// ```
    /// use gridgov::geo::{Atlas, CoordinateSystem, Shapes};
    /// use gridgov::prelude::*;
    ///
    /// let mut draft = Draft::new("");
    /// let street = draft.root(Subdistrict, "S", "须水街道");
    /// let codes = ["G-1", "G-2"];
    /// codes.map(|code| draft.add(street, SecondGrid, code, "网格"));
    /// let governance = Governance::build(&draft)?;
    /// let map = |border: f64| {
    ///     let square = |x: f64, end: f64| [[[[x, 0.0], [end, 0.0], [end, 100.0], [x, 100.0]]]];
    ///     let mut shapes = Shapes::new(CoordinateSystem::Plane);
    ///     shapes.add_polygon("G-1", square(0.0, border));
    ///     shapes.add_polygon("G-2", square(border, 200.0));
    ///     Atlas::new(&governance, shapes)
    /// };
    /// // A strip of 20 m goes from the first to the second.
    /// let (old, new) = (map(100.0)?, map(80.0)?);
    /// let shared = old.shared_areas(&new)?;
    /// let shown = shared.iter().map(|shared| (shared.from.code(), shared.to.code(), shared.area.to_string()));
    /// assert_eq!(
    ///     shown.collect::<Vec<_>>(),
    ///     [
    ///         ("G-1", "G-1", "8000.000000".to_owned()),
    ///         ("G-1", "G-2", "2000.000000".to_owned()),
    ///         ("G-2", "G-2", "10000.000000".to_owned()),
    ///     ]
    /// );
    /// # #[cfg(feature = "change")]
    /// # {
    /// use gridgov::change::Crosswalk;
    ///
    /// let amounts = shared.iter().map(|shared| (shared.from.code(), shared.to.code(), shared.area.mm2() as u64));
    /// let crosswalk = Crosswalk::of_amounts(amounts)?;
    /// let weights: Vec<String> = crosswalk.row("G-1").unwrap().parts().map(|(_, weight)| weight.to_string()).collect();
    /// assert_eq!(weights, ["4/5", "1/5"]);
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The maps are in different coordinate systems.
    pub fn shared_areas<'n>(&self, other: &Atlas<'n>) -> Result<Vec<SharedArea<'g, 'n>>, DifferentSystemsError> {
        let lands = self.shared_lands(other)?.into_iter();
        let areas = lands.flat_map(|(from, parts)| {
            parts.into_iter().map(move |land| SharedArea { from, to: land.to, area: land.area })
        });
        Ok(areas.collect())
    }

    /// For each valid one of the lowest areas and grids, in pre-order, what of it lies where on another map.
    fn shared_lands<'n>(&self, other: &Atlas<'n>) -> Result<Vec<(Node<'g>, Vec<Land<'n>>)>, DifferentSystemsError> {
        if self.system != other.system {
            return Err(DifferentSystemsError { one: self.system, other: other.system });
        }
        let lands = self.lowest().map(|(from, polygon)| {
            let near = other.boxes().touching(&polygon.bounds()).into_iter().map(|at| other.drawn[at]);
            let lowest = near.filter(|drawn| other.is_valid(drawn.polygon));
            let nodes = lowest.map(|drawn| (other.governance.at(drawn.node), other.polygon(drawn)));
            let lowest = nodes.filter(|(to, _)| !other.is_drawn_below(*to));
            let parts = lowest.filter_map(|(to, beside)| self.shared_land(polygon, to, beside)).collect();
            (from, parts)
        });
        Ok(lands.collect())
    }

    /// The valid polygons of the lowest areas and grids, in pre-order.
    fn lowest(&self) -> impl Iterator<Item = (Node<'g>, Polygon<'_>)> {
        let drawn = self.drawn.iter().filter(|drawn| self.is_valid(drawn.polygon));
        let nodes = drawn.map(|drawn| (self.governance.at(drawn.node), self.polygon(*drawn)));
        nodes.filter(|(node, _)| !self.is_drawn_below(*node))
    }

    /// The land that two polygons share; `None` if it is none, or slivers only.
    fn shared_land<'n>(&self, one: Polygon<'_>, to: Node<'n>, other: Polygon<'_>) -> Option<Land<'n>> {
        if one.points() == other.points() {
            return Some(Land { to, area: Area::from_mm2(self.surface.area(one)), is_whole: true });
        }
        let own_mm2 = self.surface.area(one);
        let (one, other) = (as_region(one), as_region(other));
        let wide_mm2 = |region: &Region| -> i128 {
            let shapes = region.shapes.iter().map(|shape| self.surface.shape(shape));
            let wide = shapes.filter(|(area, width)| !self.tolerance.is_sliver(self.system, *area, *width));
            wide.map(|(area, _)| (area * 1e6).round() as i128).sum()
        };
        let mm2 = wide_mm2(&region::intersection(&one, &other));
        // Where more than a hundredth is missing, it is no sliver, and the polygons need not be laid on each other again.
        let is_whole = || mm2 * 100 >= own_mm2 * 99 && wide_mm2(&region::difference(&one, &other)) == 0;
        (mm2 > 0).then(|| Land { to, area: Area::from_mm2(mm2), is_whole: is_whole() })
    }
}
