//! Whether grids cover their area seamlessly on a map, and whether places stand where the ledger says.
//!
//! ```text
//! cargo run --release --features geo --example map -- LEDGER MAP.geojson... --crs gcj02 [--property adcode]...
//!     [--gaps LAKES.geojson]... [--snap METRES] [--sliver METRES] [--json] [--defects OUT.geojson] [--html OUT.html]
//!     [--language zh]
//! ```
//!
//! `LEDGER` is a JSON file or a folder with `nodes.csv` and `links.csv`; with the feature `workbook` also a workbook.
//! Features of the maps are bound to its nodes by a property, `code` if none is named; of several the first that a feature
//! has. `--gaps` names polygons that nobody need cover. `--snap` moves vertices that are nearly on others onto them. `--sliver`
//! calls defects slivers that are narrower. The report goes to standard output, as tables or as JSON; `--defects`
//! writes the shapes of all defects as GeoJSON and `--html` the findings on one page.
//!
//! All that is wrong with the ledger or the map goes to standard error, and where JSON is asked for, as JSON to standard
//! output. The exit status is 1 where the map cannot be read or a file not be written, 2 where the command is used wrongly.

mod arguments;
mod json;
#[path = "../common/program.rs"]
mod program;
mod tables;

use std::error::Error;
use std::ffi::OsString;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::ExitCode;

use gridgov::audit::{RulePack, Rules};
use gridgov::geo::{Atlas, Cover, Shapes};
use gridgov::governance::{BuildError, Governance};
use gridgov::report::Failure;
use gridgov::{Errors, Language};

use arguments::Arguments;
use program::{Console, Misuse, unwritten};

fn main() -> ExitCode {
    let given: Vec<OsString> = std::env::args_os().skip(1).collect();
    let language = arguments::given_language(&given).unwrap_or_default();
    arguments::program(language).run(|given, out| run(given, out, language))
}

fn run(given: Vec<OsString>, out: &mut Console, language: Language) -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::read(given, language).map_err(Misuse)?;
    if let Some(path) = arguments.overwritten() {
        let path = path.display();
        let overwritten = language.of(
            format!("{path} would be overwritten; write to another file"),
            format!("“{path}”会被覆盖；请写到另一个文件"),
        );
        return Err(Misuse(overwritten).into());
    }
    let governance = match Governance::open(&arguments.ledger) {
        Ok(governance) => governance,
        Err(errors) => {
            fail(out, &arguments, &Failure::from(&errors))?;
            return Err(Errors::<BuildError>::from(errors).in_language(language).to_string().into());
        }
    };
    let mut shapes = Shapes::new(arguments.system);
    for property in &arguments.properties {
        shapes = shapes.with_property(property);
    }
    arguments.maps.iter().for_each(|path| shapes.read(path));
    arguments.gaps.iter().for_each(|path| shapes.read_declared_gaps(path));
    let atlas = match Atlas::with_tolerance(&governance, shapes, arguments.tolerance) {
        Ok(atlas) => atlas,
        Err(errors) => {
            fail(out, &arguments, &Failure::from(&errors))?;
            return Err(errors.in_language(language).to_string().into());
        }
    };
    let covers = atlas.covers();
    write_defects(&atlas, &covers, &arguments)?;
    // A pack that names no rule leaves those of the map, which have settings of their own.
    let pack = RulePack::new("map", "地图 map");
    let rules = atlas.rules().into_iter().fold(Rules::built_in(), Rules::with_rule);
    let findings = rules.audit(&pack)?.run(&governance);
    if let Some(path) = &arguments.html {
        let scope = gridgov::report::Scope::all(&governance);
        let page = gridgov::report::Page::new(scope, &findings).with_map(&atlas, &covers).in_language(language);
        program::write_file(path, page.to_html()?)?;
    }
    let report = if arguments.json {
        json::report(&atlas, &covers, &findings)?
    } else {
        tables::report(&atlas, &covers, &findings, language)
    };
    Ok(writeln!(out, "{report}")?)
}

/// Where the report should be JSON, so are errors.
fn fail(out: &mut Console, arguments: &Arguments, failure: &Failure) -> std::io::Result<()> {
    if arguments.json { writeln!(out, "{}", failure.to_json_string()) } else { Ok(()) }
}

fn write_defects(atlas: &Atlas<'_>, covers: &[Cover<'_>], arguments: &Arguments) -> Result<(), String> {
    let Some(path) = &arguments.defects else { return Ok(()) };
    let write = || {
        let mut file = BufWriter::new(File::create(path)?);
        atlas.defect_features(covers).write(&mut file)?;
        file.flush()
    };
    write().map_err(|error| unwritten(path, &error))
}
