//! Whether grids cover their area seamlessly on a map, and whether places stand where the ledger says.
//!
//! ```text
//! cargo run --release --features geo --example map -- LEDGER MAP.geojson... --crs gcj02 [--property adcode]...
//!     [--gaps LAKES.geojson]... [--snap METRES] [--sliver METRES] [--json] [--defects OUT.geojson] [--language zh]
//! ```
//!
//! `LEDGER` is a JSON file or a folder with `nodes.csv` and `links.csv`; with the feature `workbook` also a workbook.
//! Features of the maps are bound to its nodes by a property, `code` if none is named; of several the first that a feature
//! has. `--gaps` names polygons that nobody need cover. `--snap` moves vertices that are nearly on others onto them. `--sliver`
//! calls defects slivers that are narrower. The report goes to standard output, as tables or as JSON; `--defects`
//! writes the shapes of all defects as GeoJSON.
//!
//! All that is wrong with the ledger or the map goes to standard error. The exit status is 1 where the map cannot be read or
//! a file not be written, 2 where the command is used wrongly.

mod arguments;
mod json;
mod tables;

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::ExitCode;

use gridgov::Errors;
use gridgov::audit::{RulePack, Rules};
use gridgov::geo::{Atlas, Shapes};
use gridgov::governance::{BuildError, Governance};

use arguments::{Arguments, USAGE};

fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args_os().skip(1)) {
        Ok(arguments) => arguments,
        Err(error) => return misused(&error),
    };
    if let Some(path) = arguments.overwritten() {
        return misused(&format!("{} would be overwritten; write to another file", path.display()));
    }
    match run(&arguments) {
        Ok(shown) => {
            println!("{shown}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn misused(error: &str) -> ExitCode {
    eprintln!("{error}\n{USAGE}");
    ExitCode::from(2)
}

fn run(arguments: &Arguments) -> Result<String, Box<dyn Error>> {
    let language = arguments.language;
    let governance = Governance::open(&arguments.ledger)
        .map_err(|errors| Errors::<BuildError>::from(errors).in_language(language).to_string())?;
    let mut shapes = Shapes::new(arguments.system);
    for property in &arguments.properties {
        shapes = shapes.with_property(property);
    }
    arguments.maps.iter().for_each(|path| shapes.read(path));
    arguments.gaps.iter().for_each(|path| shapes.read_declared_gaps(path));
    let atlas = Atlas::with_tolerance(&governance, shapes, arguments.tolerance)
        .map_err(|errors| errors.in_language(language).to_string())?;
    let covers = atlas.covers();
    if let Some(path) = &arguments.defects {
        let mut file = BufWriter::new(File::create(path).map_err(|error| format!("{}: {error}", path.display()))?);
        atlas.defect_features(&covers).write(&mut file)?;
        file.flush()?;
    }
    // A pack that names no rule leaves those of the map, which have settings of their own.
    let pack = RulePack::new("map", "地图 map");
    let rules = atlas.rules().into_iter().fold(Rules::built_in(), Rules::with_rule);
    let findings = rules.audit(&pack)?.run(&governance);
    if arguments.json {
        return json::report(&atlas, &covers, &findings);
    }
    Ok(tables::report(&atlas, &covers, &findings, language))
}
