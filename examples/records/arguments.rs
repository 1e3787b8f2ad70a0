//! The command line.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use gridgov::Language;
use gridgov::record::{PeriodLength, RecordPack, Zone};

pub(crate) const USAGE: &str = "usage: records LEDGER RECORDS [--zone Asia/Shanghai] [--period month] [--at CODE]
               [--now 2023-12-10T12:00] [--pack three_colours|nanjing_gulou|PACK.json] [--language en|zh] [--json]
               [--map MAP.geojson]... [--crs wgs84|cgcs2000|gcj02|bd09|plane] [--property NAME]...
               [--csv OUT.csv] [--markdown OUT.md] [--xlsx OUT.xlsx] [--ocel OUT.json] [--html OUT.html]";

/// What is asked for.
#[derive(Debug)]
pub(crate) struct Arguments {
    pub ledger: PathBuf,
    pub records: PathBuf,
    pub zone: Zone,
    pub period: PeriodLength,
    /// The code of the territory that the answers are about; `None` for all.
    pub at: Option<String>,
    /// What time it is.
    pub now: Option<String>,
    pub pack: RecordPack,
    pub language: Language,
    pub json: bool,
    /// The maps on which points are looked up.
    pub maps: Vec<PathBuf>,
    /// Their coordinate system.
    pub crs: Option<String>,
    /// Where their features have their codes.
    pub properties: Vec<String>,
    /// What is written to which file.
    pub outputs: Vec<(Output, PathBuf)>,
}

/// A format of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Output {
    Csv,
    Markdown,
    Xlsx,
    Ocel,
    Html,
}

impl Output {
    fn of_option(option: &str) -> Option<Self> {
        match option {
            "--csv" => Some(Self::Csv),
            "--markdown" => Some(Self::Markdown),
            "--xlsx" => Some(Self::Xlsx),
            "--ocel" => Some(Self::Ocel),
            "--html" => Some(Self::Html),
            _ => None,
        }
    }
}

impl Arguments {
    /// Reads the arguments after the name of the program.
    pub(crate) fn read(given: impl IntoIterator<Item = OsString>) -> Result<Self, String> {
        let mut paths: Vec<PathBuf> = Vec::new();
        let mut zone = "Asia/Shanghai".parse::<Zone>().map_err(|error| error.to_string())?;
        let (mut period, mut at, mut now, mut json) = (PeriodLength::Month, None, None, false);
        let (mut pack, mut language) = (RecordPack::default(), Language::English);
        let (mut maps, mut crs, mut properties) = (Vec::new(), None, Vec::new());
        let mut outputs = Vec::new();
        let mut given = given.into_iter();
        while let Some(argument) = given.next() {
            let option = argument.to_str().filter(|argument| argument.starts_with("--"));
            let Some(option) = option else {
                paths.push(PathBuf::from(argument));
                continue;
            };
            if option == "--json" {
                json = true;
                continue;
            }
            if let Some(output) = Output::of_option(option) {
                let is_option = |path: &OsString| path.to_str().is_some_and(|path| path.starts_with("--"));
                let path = given.next().filter(|path| !is_option(path)).ok_or(format!("{option} needs a path"))?;
                outputs.push((output, PathBuf::from(path)));
                continue;
            }
            let with_value =
                ["--zone", "--period", "--at", "--now", "--pack", "--language", "--map", "--crs", "--property"];
            if !with_value.contains(&option) {
                return Err(format!("{option} is not known"));
            }
            let value = given.next().and_then(|value| value.into_string().ok());
            let value = value.filter(|value| !value.starts_with("--")).ok_or(format!("{option} needs a value"))?;
            let wrong = |error: &dyn std::fmt::Display| format!("{option}: {error}");
            match option {
                "--zone" => zone = value.parse().map_err(|error| wrong(&error))?,
                "--period" => period = value.parse().map_err(|error| wrong(&error))?,
                "--at" => at = Some(value),
                "--now" => now = Some(value),
                "--pack" => pack = read_pack(&value)?,
                "--map" => maps.push(PathBuf::from(value)),
                "--crs" => crs = Some(value),
                "--property" => properties.push(value),
                _ => language = value.parse().map_err(|error| wrong(&error))?,
            }
        }
        let [ledger, records] = <[PathBuf; 2]>::try_from(paths)
            .map_err(|paths| format!("a ledger and records are needed, not {} files", paths.len()))?;
        match (maps.is_empty(), &crs) {
            (false, None) => return Err("the coordinate system of the map is not given: --crs".to_owned()),
            (true, Some(_)) => return Err("--crs says the system of a map, and no map is given: --map".to_owned()),
            _ => {}
        }
        Ok(Self { ledger, records, zone, period, at, now, pack, language, json, maps, crs, properties, outputs })
    }
}

fn read_pack(named: &str) -> Result<RecordPack, String> {
    match named {
        "three_colours" => Ok(RecordPack::three_colours()),
        "nanjing_gulou" => Ok(RecordPack::nanjing_gulou()),
        path => {
            let text = std::fs::read_to_string(Path::new(path)).map_err(|error| format!("--pack {path}: {error}"))?;
            RecordPack::from_json_str(&text).map_err(|errors| format!("--pack {path}: {errors}"))
        }
    }
}
