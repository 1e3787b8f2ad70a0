//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

pub(crate) const USAGE: &str = "usage: lake LEDGER OUT_DIR [--facts N] [--seed S]
       lake --check OUT_DIR RESULTS_DIR";

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Arguments {
    /// Write the tables, texts and expected answers of a ledger.
    Write { ledger: PathBuf, folder: PathBuf, facts: u64, seed: u64 },
    /// Compare an engine's results with them.
    Check { folder: PathBuf, results: PathBuf },
}

impl Arguments {
    /// Reads the arguments after the name of the program.
    pub(crate) fn read(given: Vec<OsString>) -> Result<Self, String> {
        let mut paths: Vec<PathBuf> = Vec::new();
        let (mut facts, mut seed, mut check) = (None, None, false);
        let mut given = given.into_iter();
        while let Some(argument) = given.next() {
            let option = argument.to_str().filter(|argument| argument.starts_with("--"));
            let (option, number) = match option {
                None => {
                    paths.push(PathBuf::from(argument));
                    continue;
                }
                Some("--check") => {
                    check = true;
                    continue;
                }
                Some(option @ "--facts") => (option, &mut facts),
                Some(option @ "--seed") => (option, &mut seed),
                Some(option) => return Err(format!("{option} is not known")),
            };
            let written = given.next().unwrap_or_default();
            let value = written.to_str().and_then(|text| text.parse::<u64>().ok());
            *number = Some(value.ok_or(format!("{option} needs a whole number"))?);
        }
        let [first, second] = <[PathBuf; 2]>::try_from(paths).map_err(|paths| {
            let needed = if check { "a folder of tables and one of results are" } else { "a ledger and a folder are" };
            format!("{needed} needed, not {} paths", paths.len())
        })?;
        if !check {
            let (facts, seed) = (facts.unwrap_or(100_000), seed.unwrap_or(1));
            return Ok(Self::Write { ledger: first, folder: second, facts, seed });
        }
        match (facts, seed) {
            (None, None) => Ok(Self::Check { folder: first, results: second }),
            _ => Err("--facts and --seed are for writing; --check reads what was written".to_owned()),
        }
    }
}
