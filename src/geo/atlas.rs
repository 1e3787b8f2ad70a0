//! A map bound to a graph: which node is drawn where.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

use super::error::FeaturePlace;
use super::planar::area::Surface;
use super::planar::boundary::Member;
use super::planar::boxes::Boxes;
use super::planar::point::Bounds;
use super::planar::polygons::{Polygon, Polygons};
use super::planar::validity;
use super::shapes::Spot;
use super::snap::{self, Snapped};
use super::{CoordinateSystem, Flaw, FlawKind, MapError, MapErrors, MapProblem, Shapes, Tolerance};
use crate::errors::Errors;
use crate::governance::{Governance, Node};
use crate::kind::Family;
use crate::text::near_codes;

/// The map of a graph (网格化电子地图): polygons of its areas and grids, points or polygons of its places.
///
/// ```
/// use gridgov::geo::{Atlas, CoordinateSystem, CoverVerdict, Shapes};
/// use gridgov::prelude::*;
///
/// let mut draft = Draft::new("");
/// let street = draft.root(Subdistrict, "S", "须水街道");
/// draft.add(street, SecondGrid, "G-1", "第一网格");
/// draft.add(street, SecondGrid, "G-2", "第二网格");
/// let governance = Governance::build(&draft)?;
///
/// let square = |x: f64, width: f64| [[[x, 0.0], [x + width, 0.0], [x + width, 100.0], [x, 100.0]]];
/// let mut shapes = Shapes::new(CoordinateSystem::Plane);
/// shapes.add_polygon("S", [square(0.0, 200.0)]);
/// shapes.add_polygon("G-1", [square(0.0, 110.0)]);
/// shapes.add_polygon("G-2", [square(109.5, 90.5)]);
///
/// let atlas = Atlas::new(&governance, shapes)?;
/// let cover = &atlas.covers()[0];
/// assert_eq!(cover.verdict(), CoverVerdict::NotSeamless);
/// let overlap = &cover.defects()[0];
/// assert_eq!((overlap.area().to_string(), overlap.width().to_string()), ("50".to_owned(), "0.4975".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Atlas<'g> {
    pub(super) governance: &'g Governance,
    pub(super) system: CoordinateSystem,
    pub(super) surface: Surface,
    pub(super) tolerance: Tolerance,
    pub(super) polygons: Polygons,
    /// The territories that are drawn, in pre-order.
    pub(super) drawn: Vec<Drawn>,
    /// The places that are drawn, in pre-order.
    pub(super) places: Vec<(u32, Spot)>,
    pub(super) declared_gaps: Vec<usize>,
    /// What is wrong with polygons, by their numbers.
    flaws: BTreeMap<usize, validity::Flaw>,
    snapped: Snapped,
    boxes: OnceLock<Boxes>,
}

/// A territory that is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn {
    /// The index of the node.
    pub(super) node: u32,
    /// The number of its polygon.
    pub(super) polygon: usize,
}

impl<'g> Atlas<'g> {
    /// Binds shapes to the nodes of a graph by their codes, and looks at each polygon by itself.
    ///
    /// O(n log n) in vertices. Nodes may be missing on the map: see [`Cover::missing`](super::Cover::missing).
    ///
    /// # Errors
    ///
    /// All that is wrong with the shapes and their codes: see [`MapProblem`]. A polygon that is not valid is no error:
    /// see [`Atlas::invalid`].
    pub fn new(governance: &'g Governance, shapes: Shapes) -> Result<Self, MapErrors> {
        Self::with_tolerance(governance, shapes, Tolerance::default())
    }

    /// The same with a tolerance.
    ///
    /// # Errors
    ///
    /// As [`Atlas::new`].
    pub fn with_tolerance(
        governance: &'g Governance,
        mut shapes: Shapes,
        tolerance: Tolerance,
    ) -> Result<Self, MapErrors> {
        let mut errors = std::mem::take(&mut shapes.errors);
        let (mut drawn, mut places) = (Vec::new(), Vec::new());
        bind(governance, &shapes, &mut errors, &mut drawn, &mut places);
        if !is_narrow(&shapes.polygons) || shapes.polygons.len() >= Member::MOST as usize {
            errors.push(MapError::new(FeaturePlace::default(), MapProblem::TooWide));
        }
        Errors::check(errors)?;
        let Shapes { system, polygons, mut declared_gaps, .. } = shapes;
        let surface = system.surface();
        drawn.sort_unstable_by_key(|drawn| drawn.node);
        places.sort_unstable_by_key(|(node, _)| *node);
        let polygons = in_order_of_nodes(&polygons, &mut drawn, &mut places, &mut declared_gaps);
        let (polygons, snapped) = snap::snap(polygons, &surface, tolerance.snap());
        let flaws = (0..polygons.len()).filter_map(|at| Some((at, validity::flaw(polygons.get(at))?))).collect();
        let boxes = OnceLock::new();
        Ok(Self {
            governance,
            system,
            surface,
            tolerance,
            polygons,
            drawn,
            places,
            declared_gaps,
            flaws,
            snapped,
            boxes,
        })
    }

    /// The graph that the map belongs to.
    #[must_use]
    pub const fn governance(&self) -> &'g Governance {
        self.governance
    }

    /// The coordinate system.
    #[must_use]
    pub const fn system(&self) -> CoordinateSystem {
        self.system
    }

    /// What was moved because of the tolerance.
    #[must_use]
    pub const fn snapped(&self) -> Snapped {
        self.snapped
    }

    /// How many nodes are drawn as polygons.
    #[must_use]
    pub fn polygon_count(&self) -> usize {
        let buildings = self.places.iter().filter(|(_, spot)| matches!(spot, Spot::Polygon(_)));
        self.drawn.len() + buildings.count()
    }

    /// The areas and grids that are drawn, in pre-order.
    pub fn drawn(&self) -> impl ExactSizeIterator<Item = Node<'g>> + '_ {
        self.drawn.iter().map(|drawn| self.governance.at(drawn.node))
    }

    /// What makes the polygon of a node invalid; `None` if it is valid or there is none. O(log n).
    #[must_use]
    pub fn flaw(&self, node: Node<'_>) -> Option<Flaw> {
        let flaw = self.flaws.get(&self.polygon_number(node)?)?;
        Some(self.public_flaw(*flaw))
    }

    /// The nodes whose polygons are invalid, each with what is wrong, in pre-order; O(n).
    pub fn invalid(&self) -> Vec<(Node<'g>, Flaw)> {
        let mut invalid: Vec<(Node<'g>, Flaw)> = self
            .drawn
            .iter()
            .map(|drawn| (drawn.node, drawn.polygon))
            .chain(self.places.iter().filter_map(|(node, spot)| match spot {
                Spot::Polygon(polygon) => Some((*node, *polygon)),
                Spot::Point(_) => None,
            }))
            .filter_map(|(node, polygon)| {
                let flaw = self.public_flaw(*self.flaws.get(&polygon)?);
                Some((self.governance.at(node), flaw))
            })
            .collect();
        invalid.sort_by_key(|(node, _)| node.index());
        invalid
    }

    fn public_flaw(&self, flaw: validity::Flaw) -> Flaw {
        use validity::FlawKind as Of;

        let kind = match flaw.kind {
            Of::Crossing => FlawKind::Crossing,
            Of::Doubled => FlawKind::Doubled,
            Of::Touching => FlawKind::Touching,
            Of::HoleOutside => FlawKind::HoleOutside,
            Of::NestedHoles => FlawKind::NestedHoles,
            Of::NestedParts => FlawKind::NestedParts,
            Of::CutApart => FlawKind::CutApart,
        };
        Flaw { kind, at: self.system.coordinate(flaw.at, 1) }
    }

    pub(super) fn is_valid(&self, polygon: usize) -> bool {
        !self.flaws.contains_key(&polygon)
    }

    /// The place of a node in the list of drawn territories.
    pub(super) fn drawn_at(&self, node: u32) -> Option<usize> {
        self.drawn.binary_search_by_key(&node, |drawn| drawn.node).ok()
    }

    /// The number of a node's polygon.
    pub(super) fn polygon_number(&self, node: Node<'_>) -> Option<usize> {
        if !std::ptr::eq(node.governance(), self.governance) {
            return None;
        }
        if let Some(at) = self.drawn_at(node.index()) {
            return Some(self.drawn[at].polygon);
        }
        match self.spot(node) {
            Some(Spot::Polygon(polygon)) => Some(polygon),
            _ => None,
        }
    }

    /// Where a place is drawn.
    pub(super) fn spot(&self, place: Node<'_>) -> Option<Spot> {
        if !std::ptr::eq(place.governance(), self.governance) {
            return None;
        }
        let at = self.places.binary_search_by_key(&place.index(), |(node, _)| *node).ok()?;
        Some(self.places[at].1)
    }

    pub(super) fn polygon(&self, drawn: Drawn) -> Polygon<'_> {
        self.polygons.get(drawn.polygon)
    }

    /// The boxes of the drawn territories, made once.
    pub(super) fn boxes(&self) -> &Boxes {
        self.boxes.get_or_init(|| Boxes::new(self.drawn.iter().map(|drawn| self.polygon(*drawn).bounds())))
    }
}

/// Finds the node of each shape.
fn bind(
    governance: &Governance,
    shapes: &Shapes,
    errors: &mut Vec<MapError>,
    drawn: &mut Vec<Drawn>,
    places: &mut Vec<(u32, Spot)>,
) {
    let nodes: Vec<Option<Node<'_>>> = shapes.features.iter().map(|feature| governance.node(&feature.code)).collect();
    let unknown = shapes.features.iter().zip(&nodes).filter(|(_, node)| node.is_none());
    let near = near_codes(governance.codes_and_names(), unknown.map(|(feature, _)| feature.code.as_str()));
    let first = first_of_same_node(&nodes);
    for (at, (feature, node)) in shapes.features.iter().zip(&nodes).enumerate() {
        let mut error = |problem| errors.push(MapError::new(shapes.place(feature), problem));
        let Some(node) = node else {
            let near = near.get(feature.code.as_str()).cloned().unwrap_or_default();
            error(MapProblem::UnknownCode { written: feature.code.clone(), near });
            continue;
        };
        if let Some(first) = first.get(&at) {
            let place = shapes.place(&shapes.features[*first]);
            let file = Some(place.file).filter(|file| !file.is_empty());
            error(MapProblem::CodeTwice { file, feature: place.feature });
            continue;
        }
        let kind = node.kind();
        match (kind.family(), feature.spot) {
            (Family::Area | Family::Grid, Spot::Polygon(polygon)) => drawn.push(Drawn { node: node.index(), polygon }),
            (Family::Area | Family::Grid, Spot::Point(_)) => error(MapProblem::PointForArea { kind }),
            (Family::Place, spot) => places.push((node.index(), spot)),
            (Family::Party | Family::Person, _) => error(MapProblem::KindOffMap { kind }),
        }
    }
}

/// For each feature whose node another one has already, the number of the first of them.
fn first_of_same_node(nodes: &[Option<Node<'_>>]) -> BTreeMap<usize, usize> {
    let mut order: Vec<(u32, usize)> =
        nodes.iter().enumerate().filter_map(|(at, node)| Some(((*node)?.index(), at))).collect();
    order.sort_unstable();
    let groups = order.chunk_by(|one, other| one.0 == other.0).filter(|group| group.len() > 1);
    groups.flat_map(|group| group[1..].iter().map(|(_, at)| (*at, group[0].1))).collect()
}

/// The polygons in the order of their nodes, so that what is read together lies together, each with its new number.
fn in_order_of_nodes(
    polygons: &Polygons,
    drawn: &mut [Drawn],
    places: &mut [(u32, Spot)],
    declared_gaps: &mut [usize],
) -> Polygons {
    let of_places = places.iter_mut().filter_map(|(_, spot)| match spot {
        Spot::Polygon(polygon) => Some(polygon),
        Spot::Point(_) => None,
    });
    let numbers = drawn.iter_mut().map(|drawn| &mut drawn.polygon).chain(of_places).chain(declared_gaps);
    let order: Vec<usize> = numbers.enumerate().map(|(new, number)| std::mem::replace(number, new)).collect();
    polygons.reordered(order.into_iter())
}

/// Whether all polygons lie within 2^32 units, which the sums of boundaries need.
fn is_narrow(polygons: &Polygons) -> bool {
    let mut all: Option<Bounds> = None;
    for bounds in (0..polygons.len()).map(|at| polygons.get(at).bounds()) {
        let all = all.get_or_insert(bounds);
        all.include(bounds.min);
        all.include(bounds.max);
    }
    let fits = |from: i64, to: i64| u32::try_from(to - from).is_ok();
    all.is_none_or(|all| fits(all.min.x, all.max.x) && fits(all.min.y, all.max.y))
}

impl fmt::Debug for Atlas<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Atlas")
            .field("system", &self.system)
            .field("drawn", &self.drawn.len())
            .field("places", &self.places.len())
            .field("invalid", &self.flaws.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
#[path = "atlas_tests.rs"]
mod tests;
