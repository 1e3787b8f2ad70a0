//! An engine's results beside what is expected, and beside the control totals of the files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::controls::Controls;
use super::lake::answer::Answer;

/// What was compared, and all that differs.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    pub answers: usize,
    pub rows: usize,
    /// How many counts and sums were compared with control totals.
    pub controls: usize,
    pub differences: Vec<String>,
}

/// Compares all answers.
pub(crate) fn check(folder: &Path, results: &Path) -> Result<Checked, String> {
    let expected = folder.join("expected");
    let failed = |path: &Path, error: &dyn std::fmt::Display| format!("{}: cannot be read: {error}", path.display());
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(&expected).map_err(|error| failed(&expected, &error))? {
        let name = entry.map_err(|error| failed(&expected, &error))?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".csv").map(str::to_owned));
    }
    names.sort();
    let controls = Controls::read(folder)?;
    let mut checked = Checked { answers: names.len(), ..Checked::default() };
    for name in &names {
        let file = format!("{name}.csv");
        let expected = Answer::read(&expected.join(&file))?;
        checked.rows += expected.rows.len();
        match Answer::read(&results.join(&file)) {
            Ok(found) => {
                compare(name, &expected, &found, &mut checked.differences);
                // Where there is nothing to count there is nothing to control.
                if !expected.rows.is_empty() {
                    controls.check(name, &found, &mut checked);
                }
            }
            Err(error) => checked.differences.push(error),
        }
    }
    Ok(checked)
}

/// How often each row stands in an answer, by what names it.
type Rows<'a> = BTreeMap<Vec<&'a str>, Vec<Vec<&'a str>>>;

/// Tells every row that is missing, in excess or another.
fn compare(name: &str, expected: &Answer, found: &Answer, differences: &mut Vec<String>) {
    if expected.columns != found.columns {
        let (expected, found) = (expected.columns.join(", "), found.columns.join(", "));
        differences.push(format!("{name}: the columns are {found}; expected {expected}"));
        return;
    }
    // What names a row stands before the numbers; an answer of numbers alone has one row.
    let named = expected.columns.iter().take_while(|column| !NUMBERS.contains(&column.as_str())).count();
    let (expected_rows, found_rows) = (by_name(expected, named), by_name(found, named));
    let names: std::collections::BTreeSet<_> = expected_rows.keys().chain(found_rows.keys()).collect();
    for row in names {
        let none = Vec::new();
        let (wanted, given) = (expected_rows.get(row).unwrap_or(&none), found_rows.get(row).unwrap_or(&none));
        if wanted == given {
            continue;
        }
        let words = expected.columns.iter().zip(row).map(|(column, cell)| format!("{column} {cell:?}"));
        let place = [name.to_owned()].into_iter().chain(words).collect::<Vec<_>>().join(", ");
        let numbers = &expected.columns[named..];
        differences.push(match (wanted.as_slice(), given.as_slice()) {
            ([], [_, ..]) => format!("{place}: not expected, and {} given", times(given.len())),
            ([_, ..], []) => format!("{place}: missing"),
            ([wanted], [given]) => {
                let differing =
                    numbers.iter().zip(wanted.iter().zip(given)).filter(|(_, (wanted, given))| wanted != given);
                let told =
                    differing.map(|(column, (wanted, given))| format!("{column} is {given:?}, expected {wanted:?}"));
                format!("{place}: {}", told.collect::<Vec<_>>().join("; "))
            }
            (wanted, given) => format!("{place}: given {}, expected {}", times(given.len()), times(wanted.len())),
        });
    }
}

fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

fn by_name(answer: &Answer, named: usize) -> Rows<'_> {
    let mut rows = Rows::new();
    for row in &answer.rows {
        let mut cells = row.iter().map(String::as_str);
        let name = cells.by_ref().take(named).collect();
        rows.entry(name).or_default().push(cells.collect());
    }
    rows
}

/// The columns of numbers, from the first of which on a row is no longer named.
const NUMBERS: [&str; 7] = ["nodes", "facts", "covered", "scale", "part", "value", "total"];
