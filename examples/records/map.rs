//! The map on which points are looked up.

use std::error::Error;

use gridgov::Language;
use gridgov::geo::{Atlas, CoordinateSystem, Shapes};
use gridgov::governance::Governance;
use gridgov::kind::UnknownNameError;
use gridgov::message::Wording;
use gridgov::report::RecordSummary;

use crate::arguments::Arguments;
use crate::program::{Console, Misuse};

/// The map that is asked for, if one is.
pub(crate) fn read<'g>(
    governance: &'g Governance,
    arguments: &Arguments,
    out: &mut Console,
    language: Language,
) -> Result<Option<Atlas<'g>>, Box<dyn Error>> {
    let Some(crs) = &arguments.crs else { return Ok(None) };
    let system: CoordinateSystem =
        crs.parse().map_err(|error: UnknownNameError| Misuse(format!("--crs: {}", error.text(language))))?;
    let mut shapes = arguments.properties.iter().fold(Shapes::new(system), Shapes::with_property);
    arguments.maps.iter().for_each(|path| shapes.read(path));
    match Atlas::new(governance, shapes) {
        Ok(atlas) => Ok(Some(atlas)),
        Err(errors) => {
            crate::fail(out, arguments, &RecordSummary::of_errors(0, errors.messages(), []))?;
            Err(errors.in_language(language).to_string().into())
        }
    }
}
