//! Where a point lies: asked of whatever has a map, without knowing maps.

use std::fmt;

use super::{Governance, Node};

/// A place on a map: longitude and latitude in degrees, or easting and northing in metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coordinate {
    /// The longitude or easting.
    pub x: f64,
    /// The latitude or northing.
    pub y: f64,
}

impl Coordinate {
    /// Of longitude and latitude, or easting and northing.
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

impl fmt::Display for Coordinate {
    /// As in GeoJSON: `113.60247, 34.74803`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.x, self.y)
    }
}

/// An area or grid in which a point lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sighting<'g> {
    /// The area or grid.
    pub node: Node<'g>,
    /// Whether the point lies on its border.
    pub is_on_border: bool,
}

impl<'g> Sighting<'g> {
    /// A sighting inside of an area or grid, or on its border.
    #[must_use]
    pub const fn new(node: Node<'g>, is_on_border: bool) -> Self {
        Self { node, is_on_border }
    }
}

/// What has maps of graphs, and tells in which grids a point lies: an `Atlas` of the feature `geo`, or several of them for
/// the graphs of a history.
///
/// Whatever has points asks for their grids through this trait.
pub trait Locate: fmt::Debug {
    /// The lowest areas and grids of a graph in which a point lies, by code; `None` where there is no map of this graph.
    fn sightings<'g>(&self, graph: &'g Governance, at: Coordinate) -> Option<Vec<Sighting<'g>>>;
}

impl<L: Locate> Locate for [L] {
    /// Those of the first map that is one of the graph.
    fn sightings<'g>(&self, graph: &'g Governance, at: Coordinate) -> Option<Vec<Sighting<'g>>> {
        self.iter().find_map(|map| map.sightings(graph, at))
    }
}

impl<L: Locate> Locate for Vec<L> {
    fn sightings<'g>(&self, graph: &'g Governance, at: Coordinate) -> Option<Vec<Sighting<'g>>> {
        self.as_slice().sightings(graph, at)
    }
}
