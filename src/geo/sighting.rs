//! Which grids a point of the map lies in, and whether the places of the ledger lie where it says.

use super::error::MapProblem;
use super::planar::locate::{Location, locate};
use super::planar::point::{Bounds, Point};
use super::planar::polygons::Polygon;
use super::planar::region;
use super::shapes::Spot;
use super::{Atlas, Coordinate, Sighting};
use crate::governance::{Governance, Locate, Node};
use crate::measure::Decimal;

/// Where the places of the ledger lie on the map. Each place that is drawn is counted once.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct PlaceReport<'g> {
    /// Those that lie in the grid that the ledger names.
    pub agree: Vec<Node<'g>>,
    /// Those that lie on its border.
    pub border: Vec<Node<'g>>,
    /// Those that lie in another grid.
    pub disagree: Vec<Misplaced<'g>>,
    /// Those that lie in no grid.
    pub nowhere: Vec<Node<'g>>,
}

/// A place that lies in another grid than the ledger says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Misplaced<'g> {
    /// The place.
    pub place: Node<'g>,
    /// The area or grid that the ledger names.
    pub ledger: Node<'g>,
    /// The lowest grid of the map in which it lies; of several the first by code.
    pub map: Node<'g>,
}

/// What of a building lies in a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShareOfPlace<'g> {
    /// The lowest area or grid.
    pub node: Node<'g>,
    /// The share of the building's area, rounded to 0.000001.
    pub share: Decimal,
}

impl<'g> Atlas<'g> {
    /// The lowest areas and grids in which a point lies, by code: one, or several where they overlap or the point lies on
    /// a border, or none. O(log n) and the edges of the polygons near it.
    ///
    /// ```
    /// use gridgov::geo::{Atlas, Coordinate, CoordinateSystem, MapProblem, Shapes};
    /// use gridgov::prelude::*;
    ///
    /// let mut draft = Draft::new("");
    /// let street = draft.root(Subdistrict, "S", "须水街道");
    /// draft.add(street, SecondGrid, "G-1", "第一网格");
    /// let governance = Governance::build(&draft)?;
    /// let square = |width: f64| [[[0.0, 0.0], [width, 0.0], [width, 100.0], [0.0, 100.0]]];
    /// let mut shapes = Shapes::new(CoordinateSystem::Plane);
    /// shapes.add_polygon("S", [square(200.0)]);
    /// shapes.add_polygon("G-1", [square(100.0)]);
    ///
    /// let atlas = Atlas::new(&governance, shapes)?;
    /// let code_at = |x, y| Ok::<_, MapProblem>(atlas.grids_at(Coordinate::new(x, y))?.first().map(|found| found.node.code()));
    /// assert_eq!(code_at(50.0, 50.0)?, Some("G-1"));
    /// assert_eq!(code_at(150.0, 50.0)?, Some("S"));
    /// assert_eq!(code_at(250.0, 50.0)?, None);
    /// assert!(atlas.grids_at(Coordinate::new(100.0, 50.0))?[0].is_on_border);
    /// assert!(code_at(f64::NAN, 50.0).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The coordinate is none of the map's system: not finite, out of range, or latitude before longitude. It is not in no
    /// grid.
    pub fn grids_at(&self, at: Coordinate) -> Result<Vec<Sighting<'g>>, MapProblem> {
        self.system.point(at).map(|point| self.at_point(point))
    }

    /// From the last in pre-order on, so that no polygon is asked above one that was found: those are large.
    pub(super) fn at_point(&self, point: Point) -> Vec<Sighting<'g>> {
        let mut found: Vec<Sighting<'g>> = Vec::new();
        for at in self.boxes().touching(&Bounds { min: point, max: point }).into_iter().rev() {
            let node = self.governance.at(self.drawn[at].node);
            // In pre-order, the one found last is the first below a node if any is.
            if found.last().is_none_or(|last| !node.holds(last.node)) {
                found.extend(self.sighting(at, point));
            }
        }
        found.sort_by(|one, other| one.node.code().cmp(other.node.code()));
        found
    }

    /// Whether a drawn area or grid contains a point.
    fn sighting(&self, at: usize, point: Point) -> Option<Sighting<'g>> {
        let location = locate(self.polygon(self.drawn[at]), point);
        let node = self.governance.at(self.drawn[at].node);
        let is_on_border = location == Location::Border;
        (location != Location::Outside).then_some(Sighting { node, is_on_border })
    }

    /// All areas and grids that contain a point, in pre-order.
    fn all_at(&self, point: Point) -> Vec<Sighting<'g>> {
        let near = self.boxes().touching(&Bounds { min: point, max: point });
        near.into_iter().filter_map(|at| self.sighting(at, point)).collect()
    }

    /// All places that are drawn, held against the ledger; O(p log n) for p places.
    ///
    /// The grid of the ledger is the area or grid that directly contains the place or, where that is not drawn, the
    /// nearest above it that is. A building that lies in several grids is on a border if that is one of them.
    #[must_use]
    pub fn places(&self) -> PlaceReport<'g> {
        let mut report = PlaceReport::default();
        for (node, spot) in &self.places {
            let place = self.governance.at(*node);
            let found = match spot {
                Spot::Point(point) => self.all_at(*point),
                Spot::Polygon(polygon) => self.around_building(self.polygons.get(*polygon)),
            };
            self.hold_against_ledger(place, found, &mut report);
        }
        report
    }

    fn hold_against_ledger(&self, place: Node<'g>, mut found: Vec<Sighting<'g>>, report: &mut PlaceReport<'g>) {
        let Some(ledger) = place.territory() else {
            // A place without an area around it cannot disagree.
            report.agree.push(place);
            return;
        };
        let is_drawn = |node: &Node<'_>| self.drawn_at(node.index()).is_some();
        let own = std::iter::once(ledger).chain(ledger.ancestors()).find(is_drawn);
        let seen = own.and_then(|own| found.iter().find(|sighting| sighting.node == own)).copied();
        keep_lowest(&mut found);
        let fits = |sighting: &&Sighting<'g>| {
            let node = sighting.node;
            node == ledger || node.holds(ledger) || ledger.holds(node)
        };
        // Where nothing that should contain the place is drawn, what is found may still belong to it.
        let seen = seen.or_else(|| found.iter().find(|sighting| own.is_none() && fits(sighting)).copied());
        match (seen, found.first()) {
            (Some(seen), _) if seen.is_on_border => report.border.push(place),
            (Some(_), _) => report.agree.push(place),
            (None, Some(first)) => report.disagree.push(Misplaced { place, ledger, map: first.node }),
            (None, None) => report.nowhere.push(place),
        }
    }

    /// The areas and grids that a building touches with some of its area; on the border where not with all of it.
    pub(super) fn around_building(&self, building: Polygon<'_>) -> Vec<Sighting<'g>> {
        let shares = self.areas_within(building);
        let whole = self.building_area(building);
        shares
            .into_iter()
            // Rounding of crossings leaves less than a part in a million.
            .filter(|(_, area)| *area > whole * 1e-6)
            .map(|(node, area)| Sighting { node, is_on_border: area < whole * (1.0 - 1e-6) })
            .collect()
    }

    fn building_area(&self, building: Polygon<'_>) -> f64 {
        let region = region::of_polygon(building);
        region.shapes.iter().map(|shape| self.surface.shape(shape).0).sum()
    }

    /// What of a building lies in each area and grid, in square metres; in pre-order.
    fn areas_within(&self, building: Polygon<'_>) -> Vec<(Node<'g>, f64)> {
        let region = region::of_polygon(building);
        let near = self.boxes().touching(&building.bounds());
        let area = |at: usize| {
            let grid = region::of_polygon(self.polygon(self.drawn[at]));
            let shared = region::intersection(&region, &grid);
            shared.shapes.iter().map(|shape| self.surface.shape(shape).0).sum::<f64>()
        };
        let found = near.into_iter().map(|at| (self.governance.at(self.drawn[at].node), area(at)));
        found.filter(|(_, area)| *area > 0.0).collect()
    }

    /// Which lowest areas and grids the polygon of a place lies in, and how much of it, by code: the covers that the map
    /// shows. Empty for a place that is not drawn as a polygon, or lies nowhere.
    #[must_use]
    pub fn shares(&self, place: Node<'_>) -> Vec<ShareOfPlace<'g>> {
        let Some(Spot::Polygon(polygon)) = self.spot(place) else { return Vec::new() };
        let building = self.polygons.get(polygon);
        let whole = self.building_area(building);
        let areas = self.areas_within(building);
        let lowest = areas.iter().enumerate().filter(|(at, (node, _))| {
            // In pre-order, what is below a node follows it.
            areas.get(at + 1).is_none_or(|(next, _)| !node.holds(*next))
        });
        let mut shares: Vec<ShareOfPlace<'g>> = lowest
            .map(|(_, (node, area))| ShareOfPlace { node: *node, share: super::defect::shortest(area / whole, 6) })
            .filter(|share| share.share.units() > 0)
            .collect();
        shares.sort_by(|one, other| one.node.code().cmp(other.node.code()));
        shares
    }
}

impl Locate for Atlas<'_> {
    /// [`Atlas::grids_at`], if this is a map of the graph. A coordinate that is none of its system lies nowhere.
    fn sightings<'g>(&self, graph: &'g Governance, at: Coordinate) -> Option<Vec<Sighting<'g>>> {
        let of_graph = |seen: Sighting<'_>| Sighting { node: graph.at(seen.node.index()), ..seen };
        let found = || self.grids_at(at).into_iter().flatten().map(of_graph).collect();
        std::ptr::eq(graph, self.governance).then(found)
    }
}

/// Leaves out those above others, and sorts the rest by code.
pub(super) fn keep_lowest(found: &mut Vec<Sighting<'_>>) {
    // In pre-order, the next one stands below a node if any does.
    let above: Vec<bool> = found.windows(2).map(|pair| pair[0].node.holds(pair[1].node)).collect();
    let mut above = above.into_iter();
    found.retain(|_| !above.next().unwrap_or(false));
    found.sort_by(|one, other| one.node.code().cmp(other.node.code()));
}

#[cfg(test)]
#[path = "sighting_tests.rs"]
mod tests;
