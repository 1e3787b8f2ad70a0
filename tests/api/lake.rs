//! The example `lake`: what it writes, and what its check finds.

use std::fs;
use std::path::{Path, PathBuf};

use gridgov::governance::Governance;
use gridgov::kind::Kind;

use crate::examples::{errors, run, text};

/// A folder with a lake of few facts, and results that are as expected.
struct Lake {
    _folder: tempfile::TempDir,
    ledger: PathBuf,
    tables: PathBuf,
    results: PathBuf,
}

impl Lake {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let [ledger, tables, results] = ["须水.json", "lake", "results"].map(|name| folder.path().join(name));
        let written = run("zhongyuan", &["--ledger", text_of(&ledger)]);
        assert!(written.status.success(), "{}", errors(&written));
        let written = run("lake", &[text_of(&ledger), text_of(&tables), "--facts", "3000", "--seed", "7"]);
        assert!(written.status.success(), "{}", errors(&written));
        assert!(text(&written).contains("texts in sql/"), "{}", text(&written));
        copy(&tables.join("expected"), &results);
        Self { _folder: folder, ledger, tables, results }
    }

    /// What the check tells, and its status.
    fn check(&self) -> (Option<i32>, String) {
        let checked = run("lake", &["--check", text_of(&self.tables), text_of(&self.results)]);
        (checked.status.code(), text(&checked) + &errors(&checked))
    }

    /// Changes an answer where it is expected and where it was given: only control totals can still tell.
    fn change_everywhere(&self, name: &str, change: impl Fn(Vec<String>) -> Option<Vec<String>>) {
        for file in [self.tables.join("expected").join(name), self.results.join(name)] {
            change_rows(&file, &change);
        }
    }
}

fn text_of(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
    }
}

fn change_rows(file: &Path, change: impl Fn(Vec<String>) -> Option<Vec<String>>) {
    let mut reader = csv::Reader::from_path(file).expect("a table");
    let headings = reader.headers().expect("headings").clone();
    let rows: Vec<Vec<String>> =
        reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect();
    let mut writer = csv::Writer::from_path(file).expect("a table");
    writer.write_record(&headings).expect("headings");
    let mut changes = 0;
    for row in rows {
        let changed = change(row.clone());
        changes += usize::from(changed.as_ref() != Some(&row));
        if let Some(row) = changed {
            writer.write_record(row).expect("a row");
        }
    }
    writer.flush().expect("the end");
    assert!(changes > 0, "{} is as it was", file.display());
}

/// A third-level grid that has facts, and the units above it, each as level and unit.
fn partition(lake: &Lake) -> (Vec<String>, Vec<Vec<String>>) {
    let governance = Governance::open(&lake.ledger).expect("a ledger");
    let facts = fs::read_to_string(lake.tables.join("expected/facts.csv")).expect("an answer");
    let row = facts.lines().find(|line| line.starts_with("third_grid,")).expect("a grid with facts");
    let row: Vec<String> = row.split(',').map(str::to_owned).collect();
    let grid = governance.find(&row[1]).expect("a unit is a node");
    let above = Kind::ALL.iter().filter_map(|kind| grid.ancestor(*kind).filter(|above| above.code() != grid.code()));
    let above = above.map(|node| vec![node.kind().id().to_owned(), node.code().to_owned()]);
    (row, above.chain([vec!["all".to_owned(), "all".to_owned()]]).collect())
}

fn number(cell: &str) -> i64 {
    cell.parse().expect("a number")
}

#[test]
fn results_that_are_as_expected_pass() {
    let lake = Lake::new();
    let (status, told) = lake.check();
    assert_eq!(status, Some(0), "{told}");
    assert!(told.contains("are as expected") && told.contains("control totals passed"), "{told}");
    // Each text has an answer, and each answer a text.
    let names = |folder: &str| {
        let entries = fs::read_dir(lake.tables.join(folder)).expect("a folder");
        let mut names: Vec<PathBuf> =
            entries.map(|entry| PathBuf::from(entry.expect("an entry").file_name()).with_extension("")).collect();
        names.sort();
        names
    };
    assert_eq!(names("sql"), names("expected"));
    // The same ledger and the same seed give the same bytes.
    let again = lake.tables.with_file_name("again");
    run("lake", &[text_of(&lake.ledger), text_of(&again), "--facts", "3000", "--seed", "7"]);
    for name in
        ["nodes.parquet", "facts.parquet", "facts_totals.parquet", "meta.json", "sql/sums.sql", "expected/facts.csv"]
    {
        assert!(fs::read(lake.tables.join(name)).unwrap() == fs::read(again.join(name)).unwrap(), "{name}");
    }
}

#[test]
fn results_in_folders_of_parts_are_read_in_any_order() {
    let lake = Lake::new();
    let file = lake.results.join("counts.csv");
    let counts = fs::read_to_string(&file).expect("an answer");
    let (headings, rows) = counts.split_once('\n').expect("headings");
    let (mut odd, mut even) = (format!("{headings}\n"), format!("{headings}\n"));
    for (at, row) in rows.lines().rev().enumerate() {
        let part = if at % 2 == 0 { &mut even } else { &mut odd };
        part.push_str(row);
        part.push('\n');
    }
    fs::remove_file(&file).expect("it was there");
    fs::create_dir(&file).expect("a folder");
    fs::write(file.join("part-0.csv"), odd).expect("a part");
    fs::write(file.join("part-1.csv"), even).expect("a part");
    fs::write(file.join("_SUCCESS"), "").expect("a file of Spark");
    let (status, told) = lake.check();
    assert_eq!(status, Some(0), "{told}");
}

#[test]
fn a_doubled_partition_fails_the_control_totals() {
    let lake = Lake::new();
    let (part, above) = partition(&lake);
    lake.change_everywhere("facts.csv", |mut row| {
        if row[..2] == part[..2] || above.iter().any(|unit| unit[..] == row[..2]) {
            row[2] = (number(&row[2]) + number(&part[2])).to_string();
        }
        Some(row)
    });
    let (status, told) = lake.check();
    assert_eq!(status, Some(1), "{told}");
    let lines: Vec<&str> = told.lines().filter(|line| line.starts_with("control totals, facts: ")).collect();
    assert_eq!(lines.len(), 1 + above.len(), "the grid, all above it, and nothing else: {told}");
    let twice = lines.iter().find(|line| line.contains(&part[1])).expect("the grid is named");
    assert!(twice.contains(&(2 * number(&part[2])).to_string()) && twice.contains(&part[2]), "{twice}");
}

#[test]
fn a_lost_partition_fails_the_control_totals() {
    let lake = Lake::new();
    let (part, above) = partition(&lake);
    lake.change_everywhere("facts.csv", |mut row| {
        if row[..2] == part[..2] {
            return None;
        }
        if above.iter().any(|unit| unit[..] == row[..2]) {
            row[2] = (number(&row[2]) - number(&part[2])).to_string();
        }
        Some(row)
    });
    let (status, told) = lake.check();
    assert_eq!(status, Some(1), "{told}");
    let lines: Vec<&str> = told.lines().filter(|line| line.starts_with("control totals, facts: ")).collect();
    assert_eq!(lines.len(), 1 + above.len(), "{told}");
    assert!(lines.iter().any(|line| line.contains(&part[1]) && line.contains("missing")), "{told}");
}

#[test]
fn a_lost_node_and_a_sum_of_nothing_fail_the_control_totals() {
    let lake = Lake::new();
    lake.change_everywhere("counts.csv", |mut row| {
        if row[0] == "county" && row[2] == "shop" {
            row[3] = (number(&row[3]) - 1).to_string();
        }
        Some(row)
    });
    // A sum over no values is none; an engine that gives 0 is wrong.
    lake.change_everywhere("sums_at_third_grid.csv", |mut row| {
        if row[6].is_empty() {
            row[6] = "0".to_owned();
        }
        Some(row)
    });
    let (status, told) = lake.check();
    assert_eq!(status, Some(1), "{told}");
    assert!(told.contains("control totals, counts: county "), "{told}");
    assert!(told.contains("control totals, sums_at_third_grid: "), "{told}");
    assert!(told.contains(" is 0 instead of no value"), "{told}");
}

#[test]
fn every_difference_is_told_with_its_row() {
    let lake = Lake::new();
    let changed = |row: &[String]| row[0] == "county" && row[2] == "school";
    change_rows(&lake.results.join("distinct_counts.csv"), |mut row| {
        if changed(&row) {
            row[3] = "12345".to_owned();
        }
        Some(row)
    });
    change_rows(&lake.results.join("led_uncovered.csv"), |row| (row[2] != "dedicated_grid").then_some(row));
    change_rows(&lake.results.join("sums_at_county.csv"), |row| Some([row, vec![]].concat()).filter(|_| false));
    fs::write(lake.results.join("counts_at_county.csv"), "level,unit,kind,count\n").expect("a file");
    fs::remove_file(lake.results.join("headed_shares.csv")).expect("it was there");
    let (status, told) = lake.check();
    assert_eq!(status, Some(1), "{told}");
    for wanted in [
        "distinct_counts, level \"county\", unit \"410102\", kind \"school\": nodes is \"12345\", expected ",
        "led_uncovered, pre ",
        "sums_at_county, level \"county\", unit \"410102\", measure ",
        "counts_at_county: the columns are level, unit, kind, count; expected level, unit, kind, nodes",
        "headed_shares.csv: cannot be read: ",
    ] {
        assert!(told.contains(wanted), "{wanted}: {told}");
    }
    let count = told.lines().count() - 1;
    assert!(told.lines().last().is_some_and(|last| last.starts_with(&format!("{count} differences"))), "{told}");
}

#[test]
fn wrong_use_and_what_cannot_be_read_are_told() {
    for wrong in
        [&["a"][..], &["a", "b", "--facts", "many"], &["a", "b", "--seed"], &["--check", "a"], &["a", "b", "--x"]]
    {
        let output = run("lake", wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}: {}", errors(&output));
        assert!(errors(&output).contains("usage: lake LEDGER OUT_DIR"), "{}", errors(&output));
    }
    assert_eq!(run("lake", &["--check", "a", "b", "--facts", "1"]).status.code(), Some(2));
    for failing in [&["no such ledger.json", "out"][..], &["--check", "no such folder", "results"]] {
        let output = run("lake", failing);
        assert_eq!(output.status.code(), Some(1), "{}", errors(&output));
        assert!(errors(&output).contains("no such "), "{}", errors(&output));
    }
}
