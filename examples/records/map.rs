//! The map on which points are looked up.

use gridgov::geo::{Atlas, CoordinateSystem, Shapes};
use gridgov::governance::{Governance, Locate};
use gridgov::message::{Message, Tell};
use gridgov::report::Page;

use crate::arguments::Arguments;

pub(crate) struct Map<'g>(Atlas<'g>);

/// Why there is no map.
pub(crate) enum Failed {
    Misuse(String),
    /// All that is wrong with it, as data and as it is told.
    Wrong(Vec<(Message, String)>),
}

impl<'g> Map<'g> {
    /// The map that is asked for, if one is.
    pub(crate) fn read(governance: &'g Governance, arguments: &Arguments) -> Result<Option<Self>, Failed> {
        let Some(crs) = &arguments.crs else { return Ok(None) };
        let system: CoordinateSystem = crs.parse().map_err(|error| Failed::Misuse(format!("--crs: {error}")))?;
        let named = arguments.properties.iter().fold(Shapes::new(system), Shapes::with_property);
        let shapes = arguments.maps.iter().fold(named, |mut shapes, path| {
            shapes.read(path);
            shapes
        });
        let told =
            |error: &gridgov::geo::MapError| (error.message(), error.in_language(arguments.language).to_string());
        let atlas =
            Atlas::new(governance, shapes).map_err(|errors| Failed::Wrong(errors.iter().map(told).collect()))?;
        Ok(Some(Self(atlas)))
    }

    pub(crate) fn locate(&self) -> &dyn Locate {
        &self.0
    }

    pub(crate) fn draw(&self, page: Page<'g>) -> Page<'g> {
        page.with_map(&self.0, &self.0.covers())
    }
}
