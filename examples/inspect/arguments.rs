//! The command line.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use gridgov::ledger::workbook::{Headings, Meaning};

pub(crate) const USAGE: &str = "usage: inspect LEDGER [--json] [--reading] [--at CODE] [--column HEADING=MEANING]...
               [--count SHEET=MEASURE[:by=HEADING]]... [--xlsx OUT.xlsx] [--csv DIR] [--markdown OUT.md] [--mark OUT.xlsx]
       inspect --template OUT.xlsx";

/// The task.
#[derive(Debug, PartialEq)]
pub(crate) enum Task {
    /// Inspect a ledger.
    Inspect(Box<Arguments>),
    /// Write a workbook to fill in.
    Template(PathBuf),
}

/// The options for inspecting a ledger.
#[derive(Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each option is given or not")]
pub(crate) struct Arguments {
    pub ledger: PathBuf,
    pub json: bool,
    /// Whether to show what each line of a workbook was taken for.
    pub reading: bool,
    pub at: Option<String>,
    /// The meaning of columns with unknown headings.
    pub headings: Headings,
    /// Whether any `--column` is given.
    pub has_columns: bool,
    /// Whether any `--count` is given.
    pub has_counts: bool,
    /// Where the report goes as a workbook.
    pub xlsx: Option<PathBuf>,
    /// The folder for the tables of the report as CSV.
    pub csv: Option<PathBuf>,
    /// Where the tables of the report go as Markdown.
    pub markdown: Option<PathBuf>,
    /// Where a copy of the workbook goes, with what is wrong coloured and commented.
    pub mark: Option<PathBuf>,
}

impl Task {
    /// Reads the arguments after the name of the program.
    pub(crate) fn read(given: impl IntoIterator<Item = OsString>) -> Result<Self, String> {
        let mut ledger = None;
        let mut template = None;
        let mut others = 0_usize;
        let mut read = Arguments::default();
        let mut given = given.into_iter();
        while let Some(argument) = given.next() {
            let mut path = |option: &str| match given.next() {
                // An option where a path should be means that the path was forgotten.
                Some(path) if !is_option(&path) => Ok(PathBuf::from(path)),
                _ => Err(format!("{option} needs a path")),
            };
            others += 1;
            match argument.to_str() {
                Some("--json") => read.json = true,
                Some("--reading") => read.reading = true,
                Some("--at") => {
                    let code = given.next().ok_or("--at needs a code")?;
                    read.at = Some(code.into_string().map_err(|code| format!("{} is no code", code.display()))?);
                }
                Some("--column") => {
                    let (heading, meaning) = column(&given.next().ok_or("--column needs HEADING=MEANING")?)?;
                    read.headings = read.headings.with(&heading, meaning);
                    read.has_columns = true;
                }
                Some("--count") => {
                    let given = given.next().ok_or("--count needs SHEET=MEASURE[:by=HEADING]")?;
                    let count = given.to_string_lossy().parse().map_err(|error| format!("--count: {error}"))?;
                    read.headings = read.headings.with_count(count);
                    read.has_counts = true;
                }
                Some(option @ "--xlsx") => read.xlsx = Some(path(option)?),
                Some(option @ "--csv") => read.csv = Some(path(option)?),
                Some(option @ "--markdown") => read.markdown = Some(path(option)?),
                Some(option @ "--mark") => read.mark = Some(path(option)?),
                Some(option @ "--template") => {
                    template = Some(path(option)?);
                    others -= 1;
                }
                Some(option) if is_option(&argument) => return Err(format!("{option} is not known")),
                _ if ledger.is_some() => return Err(format!("one ledger only, not {} too", argument.display())),
                _ => ledger = Some(PathBuf::from(argument)),
            }
        }
        match (template, ledger) {
            (Some(path), _) if others == 0 => Ok(Self::Template(path)),
            (Some(_), _) => Err("--template stands alone: a template is of no ledger".to_owned()),
            (None, None) => Err("no ledger is given".to_owned()),
            (None, Some(ledger)) => Ok(Self::Inspect(Box::new(Arguments { ledger, ..read }))),
        }
    }
}

impl Arguments {
    /// The files and folders to write.
    pub(crate) fn outputs(&self) -> impl Iterator<Item = &PathBuf> {
        [&self.xlsx, &self.csv, &self.markdown, &self.mark].into_iter().flatten()
    }
}

fn is_option(argument: &OsStr) -> bool {
    argument.to_str().is_some_and(|argument| argument.starts_with("--"))
}

/// The heading of a column and what it means.
fn column(given: &OsStr) -> Result<(String, Meaning), String> {
    let shown = given.display();
    let parts = given.to_str().and_then(|given| given.split_once('='));
    let Some((heading, meaning)) = parts.filter(|(heading, _)| !heading.trim().is_empty()) else {
        return Err(format!("--column {shown} is not HEADING=MEANING, such as --column 片区号=code"));
    };
    let meaning = meaning.parse().map_err(|error| format!("--column {shown}: {error}"))?;
    Ok((heading.to_owned(), meaning))
}
