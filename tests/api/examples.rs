//! Runs the examples as a user does.

#[cfg(any(feature = "change", feature = "workbook"))]
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

/// The program of an example, which `cargo test` builds.
pub fn path(example: &str) -> PathBuf {
    let tests = std::env::current_exe().expect("a test has a path");
    let profile = tests.parent().and_then(|deps| deps.parent()).expect("tests stand in a folder of the profile");
    profile.join("examples").join(format!("{example}{}", std::env::consts::EXE_SUFFIX))
}

pub fn run(example: &str, arguments: &[&str]) -> Output {
    Command::new(path(example)).args(arguments).output().unwrap_or_else(|error| panic!("{example}: {error}"))
}

pub fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8")
}

pub fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("errors are UTF-8")
}

#[test]
fn zhongyuan_shows_counts_coverage_and_findings() {
    let output = run("zhongyuan", &[]);
    assert!(output.status.success(), "{}", errors(&output));
    let text = text(&output);
    for expected in [
        "reconstruction",
        "24 / 52 third-level grids covered, 28 left",
        "It takes 2.17 on average",
        "10 / 34 dedicated grids covered, 24 left",
        "139 part-time heads for 139 micro grids",
        "at least 145.04 a micro grid",
        "570 grids below the two sub-districts; 572",
        "618 disputes settled of unknown: all settled is undecidable",
    ] {
        assert!(text.contains(expected), "`{expected}` is missing in\n{text}");
    }
    assert_eq!(run("zhongyuan", &["--wrong"]).status.code(), Some(2));
}

#[cfg(feature = "change")]
#[test]
fn redraw_carries_a_figure_of_henan_over_seven_years() {
    let absent = run("redraw", &["--henan", "no-such-folder"]);
    assert!(absent.status.success() && text(&absent).starts_with("skipped: there is no folder"));
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if !folder.join("villages").is_dir() {
        eprintln!("skipped: {} is absent", folder.display());
        return;
    }
    let output = run("redraw", &["--henan", folder.to_str().unwrap()]);
    assert!(output.status.success(), "{}", errors(&output));
    let text = text(&output);
    let rows: Vec<String> = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for expected in [
        "in 2016 原有 2477",
        "kept their code 代码未变 2220",
        "got another code 变更代码 198",
        "in 2023 现有 2586",
        "50757 of 50757 in all; 0 figures are estimates",
    ] {
        assert!(rows.iter().any(|row| row == expected), "`{expected}` is missing in\n{text}");
    }
}

#[cfg(feature = "change")]
#[test]
fn redraw_shows_the_crosswalk_and_figures_with_equal_totals() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("history.json");
    let output = run("redraw", &["--history", file.to_str().unwrap()]);
    assert!(output.status.success(), "{}", errors(&output));
    let text = text(&output);
    // Compared cell by cell, since the width of a column depends on all rows.
    let rows: Vec<String> = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for expected in [
        "410102012-E001 第1二级网格 6 → 5 4 → 3 16 → 15 1139 → 959",
        "410102012-W001 410102012-W001 8/21 households",
        "410102012-Z011 410102012-Z001 1 exact 准确",
        "410102012-W140 140号微网格 – 7 ≈ estimate 估算",
        "410102012 all grids 合计 297 297",
        "410102012 须水街道 297 297",
    ] {
        assert!(rows.iter().any(|row| row == expected), "`{expected}` is missing in\n{text}");
    }
    // What was written is read back, with every digest as it was.
    let written = fs::read_to_string(&file).unwrap();
    let history = gridgov::change::History::from_json_str(&written).unwrap();
    assert!(text.contains(&history.digest().to_string()));
    assert_eq!(history.entries().len(), 2);
    assert_eq!(run("redraw", &["--wrong"]).status.code(), Some(2));
}

#[cfg(feature = "workbook")]
#[test]
fn inspect_reads_what_zhongyuan_writes_in_both_formats() {
    let folder = tempfile::tempdir().unwrap();
    let [json, csv, dot] = ["a.json", "csv", "a.dot"].map(|name| folder.path().join(name).display().to_string());
    assert!(run("zhongyuan", &["--ledger", &json, "--dot", &dot]).status.success());
    assert!(run("zhongyuan", &["--ledger", &csv]).status.success());
    assert!(fs::read_to_string(&dot).unwrap().starts_with("digraph"));

    let from_json = run("inspect", &[&json, "--json"]);
    let from_csv = run("inspect", &[&csv, "--json"]);
    assert!(from_json.status.success(), "{}", errors(&from_json));
    // Where the rows stand differs, and nothing else.
    let summary = |output: &Output| -> serde_json::Value {
        let mut summary: serde_json::Value = serde_json::from_str(&text(output)).unwrap();
        for finding in summary["findings"].as_array_mut().unwrap() {
            assert!(finding.as_object_mut().unwrap().remove("origin").is_some(), "{finding}");
        }
        summary
    };
    assert_eq!(summary(&from_json), summary(&from_csv), "the same answers from both");
    let summary = summary(&from_json);
    assert_eq!(summary["roll_up"]["home"]["410102010"]["counts"]["shop"], 864);
    assert_eq!(summary["roll_up"]["home"]["410102"]["sums"]["people_checked"], serde_json::Value::Null);
    let led = summary["coverage"].as_array().unwrap();
    let led = led.iter().find(|row| row["question"] == "led" && row["kind"] == "third_grid").unwrap();
    assert_eq!((&led["covered"], &led["total"], &led["unrecorded"]), (&24.into(), &52.into(), &52.into()));
    assert_eq!(led["uncovered"].as_array().unwrap().len(), 28);
    let recorded = summary["coverage"].as_array().unwrap().iter().find(|row| row["question"] == "in_grid").unwrap();
    assert!(recorded.get("unrecorded").is_none(), "{recorded}");
    assert_eq!(summary["answers_for"]["410102012-D001"]["counts"]["third_grid"], 1);

    let at = run("inspect", &[&json, "--json", "--at", "410102012"]);
    let at: serde_json::Value = serde_json::from_str(&text(&at)).unwrap();
    assert!(at["roll_up"]["home"].get("410102010").is_none());
    assert_eq!(at["roll_up"]["home"]["410102012"]["counts"]["micro_grid"], 139);

    let shown = run("inspect", &[&json]);
    assert!(text(&shown).contains("须水街道"));
}

#[cfg(feature = "workbook")]
#[test]
fn inspect_reports_all_errors_and_exits_with_1() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("broken.json");
    fs::write(
        &ledger,
        r#"{ "ledger": 1, "title": "", "nodes": [
            { "code": "S", "kind": "subdistrict", "name": "街道" },
            { "code": "S", "kind": "subdistrict", "name": "再来" },
            { "code": "M", "kind": "micro_grid", "name": "", "parent": "S" },
            { "code": "T", "kind": "third_gird", "name": "", "parent": "nowhere" },
            { "code": "U", "kind": "unit", "nam": "" }
        ] }"#,
    )
    .unwrap();
    let output = run("inspect", &[ledger.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let errors = errors(&output);
    for expected in [
        ":3:13, field `code`, node `S`: the code is already that of a node at",
        ":4:13, field `parent`, node `M`: a micro_grid may not stand below the subdistrict `S`",
        "did you mean `third_grid`?",
        "no node has the code `nowhere`",
        "`nam` is no known field (did you mean `name`?)",
    ] {
        assert!(errors.contains(expected), "`{expected}` is missing in\n{errors}");
    }
}
