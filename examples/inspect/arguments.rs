//! What the command line says.

use std::ffi::OsString;
use std::path::PathBuf;

pub(crate) const USAGE: &str = "usage: inspect LEDGER [--json] [--at CODE]
               [--xlsx OUT.xlsx] [--csv DIR] [--markdown OUT.md] [--mark OUT.xlsx]";

/// What is asked for.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Arguments {
    pub ledger: PathBuf,
    pub json: bool,
    pub at: Option<String>,
    /// Where the report goes as a workbook.
    pub xlsx: Option<PathBuf>,
    /// The folder for the tables of the report as CSV.
    pub csv: Option<PathBuf>,
    /// Where the tables of the report go as Markdown.
    pub markdown: Option<PathBuf>,
    /// Where a copy of the workbook goes, with what is wrong coloured and commented.
    pub mark: Option<PathBuf>,
}

impl Arguments {
    /// Reads what stands behind the name of the program.
    pub(crate) fn read(given: impl IntoIterator<Item = OsString>) -> Result<Self, String> {
        let mut ledger = None;
        let mut read = Self::default();
        let mut given = given.into_iter();
        while let Some(argument) = given.next() {
            let mut path = |option: &str| given.next().map(PathBuf::from).ok_or(format!("{option} needs a path"));
            match argument.to_str() {
                Some("--json") => read.json = true,
                Some("--at") => {
                    let code = given.next().ok_or("--at needs a code")?;
                    read.at = Some(code.into_string().map_err(|code| format!("{} is no code", code.display()))?);
                }
                Some(option @ "--xlsx") => read.xlsx = Some(path(option)?),
                Some(option @ "--csv") => read.csv = Some(path(option)?),
                Some(option @ "--markdown") => read.markdown = Some(path(option)?),
                Some(option @ "--mark") => read.mark = Some(path(option)?),
                Some(option) if option.starts_with("--") => return Err(format!("{option} is not known")),
                _ if ledger.is_some() => return Err(format!("one ledger only, not {} too", argument.display())),
                _ => ledger = Some(PathBuf::from(argument)),
            }
        }
        Ok(Self { ledger: ledger.ok_or("no ledger is given")?, ..read })
    }
}
