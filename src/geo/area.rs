//! Areas of polygons as exact numbers that add up.

use std::fmt;

use super::Atlas;
use crate::governance::{BuildErrors, Governance, Node};
use crate::ledger::Written;
use crate::measure::{Decimal, Measure, OverflowError};

/// An area in whole square millimetres.
///
/// What lies on both sides of a border is rounded the same way, so that areas add up: the children of a seamless parent
/// have exactly its area. See [`CoordinateSystem::is_shifted`](super::CoordinateSystem::is_shifted) for where they are
/// approximate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Area {
    mm2: i128,
}

impl Area {
    pub(super) const fn from_mm2(mm2: i128) -> Self {
        Self { mm2 }
    }

    /// The area in square millimetres.
    #[must_use]
    pub const fn mm2(self) -> i128 {
        self.mm2
    }

    /// The area in square metres, with six digits behind the point.
    ///
    /// # Errors
    ///
    /// It is more than 9 million square kilometres, which do not fit 64 bits with so many digits.
    pub fn square_metres(self) -> Result<Decimal, OverflowError> {
        i64::try_from(self.mm2).map(|units| Decimal::from_units(units, 6)).map_err(|_| OverflowError)
    }
}

impl std::ops::Add for Area {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { mm2: self.mm2 + other.mm2 }
    }
}

impl std::iter::Sum for Area {
    fn sum<I: Iterator<Item = Self>>(areas: I) -> Self {
        areas.fold(Self::default(), std::ops::Add::add)
    }
}

impl fmt::Display for Area {
    /// In square metres: `5230.250000`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.mm2.unsigned_abs();
        f.pad_integral(self.mm2 >= 0, "", &format!("{}.{:06}", digits / 1_000_000, digits % 1_000_000))
    }
}

impl Atlas<'_> {
    /// The area of a node's polygon; `None` if it has none or it is not valid. O(n) in its edges.
    ///
    /// ```
    /// use gridgov::geo::{Area, Atlas, CoordinateSystem, Shapes};
    /// use gridgov::prelude::*;
    ///
    /// let mut draft = Draft::new("");
    /// let street = draft.root(Subdistrict, "S", "须水街道");
    /// draft.add(street, SecondGrid, "G-1", "第一网格");
    /// draft.add(street, SecondGrid, "G-2", "第二网格");
    /// let governance = Governance::build(&draft)?;
    ///
    /// let mut shapes = Shapes::new(CoordinateSystem::Wgs84);
    /// shapes.add_polygon("S", [[[[113.0, 34.0], [113.1, 34.0], [113.1, 34.1], [113.0, 34.1]]]]);
    /// shapes.add_polygon("G-1", [[[[113.0, 34.0], [113.1, 34.0], [113.1, 34.1]]]]);
    /// shapes.add_polygon("G-2", [[[[113.0, 34.0], [113.1, 34.1], [113.0, 34.1]]]]);
    /// let atlas = Atlas::new(&governance, shapes)?;
    ///
    /// let area = |code: &str| atlas.area(governance.node(code).unwrap()).unwrap();
    /// assert_eq!(area("G-1") + area("G-2"), area("S"), "to the last square millimetre");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn area(&self, node: Node<'_>) -> Option<Area> {
        let polygon = self.polygon_number(node).filter(|polygon| self.is_valid(*polygon))?;
        Some(Area::from_mm2(self.surface.area(self.polygons.get(polygon))))
    }

    /// The graph again with the areas of the lowest areas and grids that are drawn as a measure in square metres, with six
    /// digits behind the point. What is above them has the sum: the area of its grids. O(n).
    ///
    /// Density is then a rate, such as
    /// [`governance.rate_of("households", "area")`](crate::governance::Governance::rate_of).
    ///
    /// # Errors
    ///
    /// The graph has a measure or a kind of that name already, or the areas add up to more than 64 bits hold.
    pub fn with_areas(&self, measure: &str) -> Result<Governance, BuildErrors> {
        let mut ledger = self.governance.to_ledger();
        ledger.measures.push(Measure::new(measure).with_unit("m2").with_scale(6));
        for drawn in &self.drawn {
            let node = self.governance.at(drawn.node);
            if self.is_drawn_below(node) {
                continue;
            }
            if let Some(area) = self.area(node) {
                // As a text, so that building reports one that does not fit 64 bits.
                ledger.nodes[drawn.node as usize].measures.insert(measure, Written::read(&area.to_string()));
            }
        }
        Governance::build(&ledger)
    }
}
