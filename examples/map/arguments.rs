//! The command line of the example `map`.

use std::ffi::OsString;
use std::path::PathBuf;

use gridgov::Language;
use gridgov::geo::{CoordinateSystem, Tolerance};

pub(crate) const USAGE: &str =
    "usage: map LEDGER MAP.geojson... --crs wgs84|cgcs2000|gcj02|bd09|plane [--property NAME]...
    [--gaps LAKES.geojson]... [--snap METRES] [--sliver METRES] [--json] [--defects OUT.geojson] [--language en|zh]";

/// What is asked for.
#[derive(Debug)]
pub(crate) struct Arguments {
    pub(crate) ledger: PathBuf,
    pub(crate) maps: Vec<PathBuf>,
    pub(crate) system: CoordinateSystem,
    pub(crate) properties: Vec<String>,
    pub(crate) gaps: Vec<PathBuf>,
    pub(crate) tolerance: Tolerance,
    pub(crate) json: bool,
    pub(crate) defects: Option<PathBuf>,
    pub(crate) language: Language,
}

impl Arguments {
    pub(crate) fn read(given: impl Iterator<Item = OsString>) -> Result<Self, String> {
        let mut given = given;
        let (mut files, mut properties, mut gaps) = (Vec::new(), Vec::new(), Vec::new());
        let (mut system, mut json, mut defects) = (None, false, None);
        let (mut tolerance, mut language) = (Tolerance::default(), Language::English);
        while let Some(argument) = given.next() {
            let shown = argument.to_string_lossy().into_owned();
            let mut value = || given.next().ok_or_else(|| format!("{shown} needs a value"));
            let text =
                |value: OsString| value.into_string().map_err(|value| format!("{} is no UTF-8", value.display()));
            let metres = |value: OsString| {
                let text = text(value)?;
                let metres: Option<f64> = text.parse().ok().filter(|metres: &f64| metres.is_finite() && *metres >= 0.0);
                metres.ok_or_else(|| format!("{text} is no number of metres"))
            };
            match shown.as_str() {
                "--crs" => system = Some(text(value()?)?.parse().map_err(|error| format!("{error}"))?),
                "--property" => properties.push(text(value()?)?),
                "--gaps" => gaps.push(PathBuf::from(value()?)),
                "--snap" => tolerance = tolerance.with_snap(metres(value()?)?),
                "--sliver" => {
                    tolerance = tolerance.with_sliver_width(metres(value()?)?).with_sliver_area(f64::INFINITY);
                }
                "--json" => json = true,
                "--defects" => defects = Some(PathBuf::from(value()?)),
                "--language" => language = text(value()?)?.parse().map_err(|error| format!("{error}"))?,
                other if other.starts_with("--") => return Err(format!("{other} is not known")),
                _ => files.push(PathBuf::from(argument)),
            }
        }
        let mut files = files.into_iter();
        let ledger = files.next().ok_or("no ledger is given")?;
        let maps: Vec<PathBuf> = files.collect();
        if maps.is_empty() {
            return Err("no map is given".to_owned());
        }
        let system = system.ok_or("the coordinate system of the map is not given: --crs")?;
        Ok(Self { ledger, maps, system, properties, gaps, tolerance, json, defects, language })
    }

    /// A file that would be read and written.
    pub(crate) fn overwritten(&self) -> Option<&PathBuf> {
        let read = std::iter::once(&self.ledger).chain(&self.maps).chain(&self.gaps);
        let written = self.defects.as_ref()?;
        read.into_iter().find(|path| is_same(path, written))
    }
}

fn is_same(one: &PathBuf, other: &PathBuf) -> bool {
    one == other || one.canonicalize().ok().zip(other.canonicalize().ok()).is_some_and(|(one, other)| one == other)
}
