//! What an engine gave: how many rows each unit has, and their sums.

use std::fs;
use std::path::{Path, PathBuf};

use super::check::{CheckError, CheckErrors, CheckProblem};
use crate::errors::Errors;
use crate::excerpt::excerpt;
use crate::ledger::{Origin, Source};
use crate::measure::Decimal;

/// What an engine gave (引擎结果): for units of some levels how many rows they have, and the sums of measures.
///
/// A row has a level (the id of a kind of area or grid, or `all`), the code of a unit of that level, and the numbers that
/// were asked for. As CSV it has a column `level`, a column `unit`, if rows were counted one of `rows`, `nodes` or
/// `facts`, and for each measure a column of its name, or `sum_` and its name. An empty cell is no value.
///
/// ```
/// use gridgov::table::EngineResult;
///
/// let result = EngineResult::from_csv_str("level,unit,rows,cost\nsubdistrict,S-1,12,80.50\nsubdistrict,S-2,3,\n")?;
/// let by_code = EngineResult::new(["cost"])
///     .with_unit("subdistrict", "S-1", Some(12), ["80.5".parse().ok()])
///     .with_unit("subdistrict", "S-2", Some(3), [None]);
/// assert_eq!(result.len(), by_code.len());
/// # Ok::<(), gridgov::table::CheckErrors>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EngineResult {
    pub(super) measures: Vec<String>,
    pub(super) units: Vec<UnitResult>,
    /// The levels that were asked for, where it is not all of them.
    pub(super) levels: Option<Vec<String>>,
}

/// What an engine gave for a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnitResult {
    pub(super) level: String,
    pub(super) unit: String,
    pub(super) rows: Option<u64>,
    pub(super) sums: Vec<Option<Decimal>>,
    pub(super) origin: Origin,
}

impl EngineResult {
    /// A result without units, with sums of these measures.
    #[must_use]
    pub fn new<T: Into<String>>(measures: impl IntoIterator<Item = T>) -> Self {
        Self { measures: measures.into_iter().map(Into::into).collect(), units: Vec::new(), levels: None }
    }

    /// The same with a unit: how many rows it has, where they were counted, and the sum of each measure, `None` where there is
    /// none. Sums that are not given are none.
    #[must_use]
    pub fn with_unit(
        mut self,
        level: impl Into<String>,
        unit: impl Into<String>,
        rows: Option<u64>,
        sums: impl IntoIterator<Item = Option<Decimal>>,
    ) -> Self {
        let mut sums: Vec<Option<Decimal>> = sums.into_iter().collect();
        sums.resize(self.measures.len(), None);
        let (level, unit, origin) = (level.into(), unit.into(), Origin::default());
        self.units.push(UnitResult { level, unit, rows, sums, origin });
        self
    }

    /// The same, of these levels only. Otherwise a level that is not there is missing.
    #[must_use]
    pub fn of_levels<T: Into<String>>(mut self, levels: impl IntoIterator<Item = T>) -> Self {
        self.levels = Some(levels.into_iter().map(Into::into).collect());
        self
    }

    /// How many rows the result has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Reads a result as CSV.
    ///
    /// # Errors
    ///
    /// It is no table, a column is missing, or a cell is no number.
    pub fn from_csv_str(text: &str) -> Result<Self, CheckErrors> {
        let mut result = Self::default();
        result.add_csv("", text)?;
        Ok(result)
    }

    /// Reads a result from a file of CSV, or from all files `*.csv` in a folder, as engines write that have many hands.
    ///
    /// # Errors
    ///
    /// As [`EngineResult::from_csv_str`]; also where a file cannot be read, there is none, or the files have different
    /// columns.
    #[expect(clippy::disallowed_methods, reason = "it reads the result of an engine")]
    pub fn open(path: impl AsRef<Path>) -> Result<Self, CheckErrors> {
        let path = path.as_ref();
        let unreadable = |path: &Path, error: std::io::Error| {
            CheckErrors::from(CheckError::of_file(path, CheckProblem::Unreadable { why: error.to_string() }))
        };
        let files = if path.is_dir() {
            let entries = fs::read_dir(path).map_err(|error| unreadable(path, error))?;
            let found = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<PathBuf>, _>>();
            let mut found = found.map_err(|error| unreadable(path, error))?;
            found.retain(|file| file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")));
            found.sort();
            found
        } else {
            vec![path.to_owned()]
        };
        if files.is_empty() {
            return Err(CheckError::of_file(path, CheckProblem::NoFile).into());
        }
        let mut result = Self::default();
        for (at, file) in files.iter().enumerate() {
            let text = fs::read_to_string(file).map_err(|error| unreadable(file, error))?;
            let before = (at > 0).then(|| result.measures.clone());
            result.add_csv(&file.display().to_string(), &text)?;
            if before.is_some_and(|before| before != result.measures) {
                return Err(CheckError::of_file(file, CheckProblem::OtherColumns).into());
            }
        }
        Ok(result)
    }

    /// Adds the rows of a table; the measures become those of the table.
    #[expect(clippy::expect_used, reason = "an invariant")]
    fn add_csv(&mut self, name: &str, text: &str) -> Result<(), CheckErrors> {
        let source = Source::table(name);
        let fails = |line: u32, column: Option<&str>, problem| {
            CheckError::at(Origin::new(source.clone(), line, 0), column, problem)
        };
        let syntax = |error: csv::Error| {
            let line = error.position().map_or(0, |position| position.line() as u32);
            fails(line, None, CheckProblem::Syntax { why: error.to_string() })
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        let headings: Vec<String> =
            reader.headers().map_err(syntax)?.iter().map(|text| text.trim().to_owned()).collect();
        let find = |name: &str| headings.iter().position(|heading| heading.eq_ignore_ascii_case(name));
        let (level, unit) = (find("level"), find("unit"));
        let missing = [("level", level), ("unit", unit)].into_iter().filter(|(_, at)| at.is_none());
        let missing = missing.map(|(name, _)| fails(1, None, CheckProblem::NoColumn { name: name.to_owned() }));
        Errors::check(missing.collect())?;
        let (level, unit) = level.zip(unit).expect("INVARIANT: where one is missing, that is an error");
        let counted = ["rows", "nodes", "facts"].into_iter().find_map(find);
        let is_measure = |at: &usize| ![Some(level), Some(unit), counted].contains(&Some(*at));
        let measures: Vec<usize> = (0..headings.len()).filter(is_measure).collect();
        let name_of = |at: &usize| headings[*at].strip_prefix("sum_").unwrap_or(&headings[*at]).to_owned();
        self.measures = measures.iter().map(name_of).collect();
        let mut errors = Vec::new();
        for row in reader.records() {
            let row = row.map_err(syntax)?;
            let line = row.position().map_or(0, |position| position.line() as u32);
            let cell = |at: usize| row.get(at).unwrap_or_default().trim();
            let not_a_number = |at: usize| {
                let problem = CheckProblem::NotANumber { written: excerpt(cell(at)) };
                fails(line, Some(&headings[at]), problem)
            };
            let rows = counted.and_then(|at| {
                let rows = cell(at).parse().ok();
                errors.extend(rows.is_none().then(|| not_a_number(at)));
                rows
            });
            let mut sums = Vec::with_capacity(measures.len());
            for at in &measures {
                let sum = Some(cell(*at)).filter(|cell| !cell.is_empty()).map(str::parse::<Decimal>);
                errors.extend(sum.as_ref().filter(|sum| sum.is_err()).map(|_| not_a_number(*at)));
                sums.push(sum.and_then(Result::ok));
            }
            let (level, unit) = (cell(level).to_owned(), cell(unit).to_owned());
            self.units.push(UnitResult { level, unit, rows, sums, origin: Origin::new(source.clone(), line, 0) });
        }
        Errors::check(errors)
    }
}
