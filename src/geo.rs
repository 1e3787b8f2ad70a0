//! Maps (网格化电子地图): whether grids cover their area seamlessly, and in which grid a door stands.
//!
//! Polygons and points come as GeoJSON or from code, in a coordinate system that is declared and never guessed
//! ([`CoordinateSystem`]). [`Atlas::new`] binds them to the nodes of a graph. It answers:
//!
//! | question | call |
//! |---|---|
//! | Which polygons are invalid? | [`Atlas::invalid`] |
//! | Do the children cover their parent seamlessly (无缝覆盖)? What overlaps, what is left out? | [`Atlas::covers`] |
//! | Which grids border each other, and for how long? | [`Atlas::adjacency`] |
//! | In which grid is this point? | [`Atlas::grids_at`] |
//! | Do ledger and map agree on where places are? | [`Atlas::places`] |
//! | How large is it? | [`Atlas::area`], [`Atlas::with_areas`] |
//! | Which land went where when the map is redrawn? | [`Atlas::shared_areas`] |
//! | Which households went where with the land? | [`Atlas::shared_measure`] |
//! | What of it breaks a rule? | [`Atlas::rules`] |
//!
//! Coordinates are rounded to a lattice of 1e-7 degree (11 mm), or of 1 mm in a plane. On it everything is exact: no
//! answer depends on the order of shapes or on rounding. Ids of errors begin with `map.`, those of findings with `geo.`. That a cover is seamless is *proved*: the directed edges of all
//! children, less those of the parent, add up to nothing.

mod adjacency; // which areas and grids border each other
mod area; // areas as exact numbers
mod atlas; // a map bound to a graph
mod coordinate_system; // the closed list of coordinate systems
mod cover; // whether children cover their parent seamlessly
mod defect; // what is wrong with a cover, and where
mod error; // what can be wrong with a map
mod features; // shapes and defects as GeoJSON
mod flaw; // what makes a polygon invalid by itself
mod planar; // polygons on a lattice of integers; it knows nothing of governance
mod redrawn; // which land went where when a map is redrawn
mod rules; // what a map shows to be wrong, as rules of an audit
mod shapes; // shapes as they were read or made
mod sighting; // grids at a point, and places against the ledger
mod snap; // moves vertices within a declared tolerance
mod tolerance; // what counts as the same place, and as a sliver

pub use crate::governance::{Coordinate, Sighting};
pub use adjacency::Adjacency;
pub use area::Area;
pub use atlas::Atlas;
pub use coordinate_system::CoordinateSystem;
pub use cover::{Cover, CoverVerdict};
pub use defect::{Defect, DefectKind};
pub use error::{MapError, MapErrors, MapProblem};
pub use features::{Features, Property};
pub use flaw::{Flaw, FlawKind};
pub use redrawn::{DifferentSystemsError, SharedArea, SharedMeasure, SharedMeasures, Undecided, UndecidedReason};
pub use rules::MapRule;
pub use shapes::Shapes;
pub use sighting::{Misplaced, PlaceReport, ShareOfPlace};
pub use snap::Snapped;
pub use tolerance::Tolerance;
