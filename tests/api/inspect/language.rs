//! What the example `inspect` says in each language, and as data where nothing can be built.

use std::fs;

use gridgov::ledger::Position;
use gridgov::ledger::workbook::{Cell, Workbook};

use super::{Desk, names, open};
use crate::examples::{errors, path, text};

/// The letters of a text that are no part of what users wrote.
fn english_words(text: &str) -> Vec<&str> {
    let allowed = ["xlsx", "json", "tmp", "csv", "CSV", "measure", "ignored"];
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2);
    words.filter(|word| !allowed.contains(word)).collect()
}

#[test]
fn everything_is_told_in_the_language_that_is_asked_for() {
    let desk = Desk::new();
    let chinese = desk.run(&["@须水.json", "--language", "zh"]);
    assert_eq!(chinese.status.code(), Some(0), "{}", errors(&chinese));
    for expected in
        ["节点2个，关联0条", "数量", "问题（由重到轻）", "覆盖（由低到高）", "汇总（每个场所只计一次）", "类别"]
    {
        assert!(text(&chinese).contains(expected), "`{expected}` is missing in\n{}", text(&chinese));
    }
    let english = desk.run(&["@须水.json", "--language", "en"]);
    for expected in ["2 nodes, 0 links", "How many", "Findings (the most severe first)", "sub-district"] {
        assert!(text(&english).contains(expected), "`{expected}` is missing in\n{}", text(&english));
    }
    assert!(!text(&english).contains("街道 sub-district"), "one language at a time");

    let wrong = desk.run(&["@三级网格.csv", "--language", "zh", "--mark", "@标注.xlsx"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(
        errors(&wrong).contains("3个表头无法识别：“片区号”（A1）、“案件数”（C1）、“天气”（D1）"),
        "{}",
        errors(&wrong)
    );
    assert!(errors(&wrong).contains("无法建立，共1个错误"), "{}", errors(&wrong));
    let own = errors(&wrong).replace(&desk.folder.path().display().to_string(), "");
    assert!(english_words(&own).is_empty(), "{:?} in {own}", english_words(&own));

    let copy = desk.run(&["@三级网格.csv", "--language", "en", "--mark", "@copy.xlsx"]);
    assert_eq!(copy.status.code(), Some(1));
    let marked = open(&desk.path("copy.xlsx"));
    let first = marked.sheets()[0].cell(Position::new(1, 1));
    assert_eq!(first, Some(&Cell::from(Workbook::LIST_OF_MARKS_IN_ENGLISH)));
    assert_eq!(names(&marked), ["Marks", "三级网格"]);

    let report = desk.run(&["@须水.json", "--language", "en", "--xlsx", "@report.xlsx", "--csv", "@tables"]);
    assert_eq!(report.status.code(), Some(0), "{}", errors(&report));
    let sheets = open(&desk.path("report.xlsx"));
    assert_eq!(names(&sheets), ["Overview", "Roll-up", "Coverage", "Not covered", "Findings"]);
    let table = |folder: &str| fs::read_to_string(desk.path(folder).join("coverage.csv")).expect("it was written");
    assert!(table("tables").starts_with("\u{feff}kind,question,covered"), "{}", table("tables"));
    // Without being asked, files speak the language of the ledger.
    desk.run(&["@须水.json", "--csv", "@表"]);
    assert!(table("表").starts_with("\u{feff}类别,问题,已覆盖"), "{}", table("表"));

    let misused = desk.run(&["@须水.json", "--language", "fr"]);
    assert_eq!(misused.status.code(), Some(2));
    assert!(errors(&misused).contains("`fr` is no language that messages have"), "{}", errors(&misused));
    let misused = desk.run(&["--language", "zh"]);
    assert!(
        errors(&misused).starts_with("没有给出台账") && errors(&misused).contains("用法："),
        "{}",
        errors(&misused)
    );
}

#[test]
fn the_environment_says_the_language_where_no_option_does() {
    let desk = Desk::new();
    let run = |name: &str, locale: &str| {
        let mut command = std::process::Command::new(path("inspect"));
        for other in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(other);
        }
        let output = command.arg(desk.path("须水.json")).env(name, locale).output().expect("it runs");
        text(&output)
    };
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        assert!(run(name, "zh_CN.UTF-8").contains("节点2个"), "{name}");
    }
    for locale in ["en_GB.UTF-8", "C", "fr_FR.UTF-8", ""] {
        assert!(run("LANG", locale).contains("2 nodes"), "{locale}");
    }
}

#[test]
fn what_cannot_be_built_is_told_as_json() {
    let desk = Desk::new();
    fs::write(desk.path("坏.json"), r#"{"ledger": 1, "nodes": [{"code": "G", "kind": "gird", "name": "一"}]}"#)
        .expect("a ledger");
    for (ledger, id, code) in [
        ("@坏.json", "ledger.unknown_name", Some("G")),
        ("@三级网格.csv", "cell.unknown_headings", None),
        ("@没有.xlsx", "ledger.unreadable", None),
    ] {
        let output = desk.run(&[ledger, "--json"]);
        assert_eq!(output.status.code(), Some(1));
        let failure: serde_json::Value = serde_json::from_str(&text(&output)).expect("JSON and nothing else");
        let error = &failure["errors"][0];
        assert_eq!((error["id"].as_str(), error["severity"].as_str()), (Some(id), Some("error")), "{failure}");
        assert_eq!(error["subject"].as_str(), code, "{failure}");
        assert!(
            error["message"].is_string() && error["chinese"].is_string() && failure["notes"].is_array(),
            "{failure}"
        );
        assert!(error["origin"]["file"].as_str().is_some_and(|file| file.contains(&ledger[1..])), "{failure}");
    }
    let built = desk.run(&["@须水.json", "--json"]);
    let summary: serde_json::Value = serde_json::from_str(&text(&built)).expect("JSON");
    let finding = &summary["findings"][0];
    for key in ["id", "rule", "severity", "subject", "message", "chinese", "origin"] {
        assert!(!finding[key].is_null(), "{key}: {finding}");
    }
    assert_eq!(finding["id"], finding["rule"]);
}
