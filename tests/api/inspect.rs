//! The options of the example `inspect`: what they do, and their messages when they fail.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use gridgov::ledger::workbook::{Cell, Sheet, Template, Workbook};
use gridgov::ledger::{Ledger, Position};

use crate::examples::{errors, run, text};

mod language; // everything in the language that is asked for

/// A folder with a valid ledger, both as an office's table and as JSON.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().expect("a folder") };
        fs::write(desk.path("三级网格.csv"), "片区号,名称,案件数,天气\nT-1,甲,7,晴\nT-2,乙,8,雨\n").expect("a table");
        let ledger = r#"{ "ledger": 1, "title": "须水街道", "nodes": [
            { "code": "S", "kind": "subdistrict", "name": "须水街道", "declared": { "second_grid": 2 } },
            { "code": "G", "kind": "second_grid", "name": "第一网格", "parent": "S" } ] }"#;
        fs::write(desk.path("须水.json"), ledger).expect("a ledger");
        let ledger = Ledger::open(desk.path("须水.json")).expect("it is valid");
        ledger.save(desk.path("须水.xlsx")).expect("a workbook");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the example; arguments that begin with `@` are paths in the folder.
    fn run(&self, arguments: &[&str]) -> Output {
        let paths = arguments.iter().map(|argument| match argument.strip_prefix('@') {
            Some(name) => self.path(name).display().to_string(),
            None => (*argument).to_owned(),
        });
        run("inspect", &paths.collect::<Vec<_>>().iter().map(String::as_str).collect::<Vec<_>>())
    }
}

fn open(path: &Path) -> Workbook {
    Workbook::open(path).unwrap_or_else(|errors| panic!("{errors}"))
}

fn names(workbook: &Workbook) -> Vec<&str> {
    workbook.sheets().iter().map(Sheet::name).collect()
}

#[test]
fn wrong_use_exits_with_2_and_says_what_is_wrong_and_how_it_is_used() {
    const WRONG: [(&[&str], &str); 21] = [
        (&[], "no ledger is given"),
        (&["--jsn", "x"], "--jsn is not known"),
        (&["x", "y"], "one ledger only, not y too"),
        (&["x", "--at"], "--at needs a code"),
        (&["x", "--xlsx"], "--xlsx needs a path"),
        (&["x", "--csv"], "--csv needs a path"),
        (&["x", "--markdown", "--json"], "--markdown needs a path"),
        (&["x", "--mark"], "--mark needs a path"),
        (&["x", "--pack"], "--pack needs a path"),
        (&["--template"], "--template needs a path"),
        (&["x", "--template", "t.xlsx"], "--template stands alone"),
        (&["--template", "t.xlsx", "--json"], "--template stands alone"),
        (&["x", "--column"], "--column needs HEADING=MEANING"),
        (&["x", "--column", "片区号"], "--column 片区号 is not HEADING=MEANING, such as --column 片区号=code"),
        (&["x", "--column", " =code"], "is not HEADING=MEANING"),
        (&["x", "--column", "案件数=measure:"], "`measure:` is not what a column can mean"),
        (&["@须水.json", "--at", "X"], "has the code `X`"),
        (&["@须水.json", "--mark", "@m.xlsx"], "--mark needs a workbook, which"),
        (&["@须水.json", "--column", "片区号=code"], "--column needs a workbook, which"),
        (&["@须水.json", "--reading"], "--reading needs a workbook, which"),
        (&["@须水.xlsx", "--mark", "@须水.xlsx"], "is the ledger itself; write to another file"),
    ];
    let desk = Desk::new();
    for (arguments, expected) in WRONG {
        let output = desk.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let errors = errors(&output);
        assert!(errors.contains(expected) && errors.contains("usage:"), "`{expected}` is not said:\n{errors}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}

#[test]
fn what_cannot_be_read_or_written_exits_with_1_and_is_named() {
    const LOST: [(&[&str], &str); 9] = [
        (&["@no such ledger.json"], "no such ledger.json: cannot be read"),
        (&["@no such ledger"], "no such ledger: cannot be read"),
        (&["@no such ledger.xlsx", "--mark", "@m.xlsx"], "no such ledger.xlsx: cannot be read"),
        (&["@须水.json", "--xlsx", "@nowhere/r.xlsx"], "r.xlsx: cannot be written"),
        (&["@须水.json", "--markdown", "@nowhere/r.md"], "r.md: cannot be written"),
        (&["@须水.json", "--csv", "@须水.xlsx"], "须水.xlsx: the folder cannot be made"),
        (&["@须水.xlsx", "--mark", "@nowhere/m.xlsx"], "m.xlsx: cannot be written"),
        (&["--template", "@nowhere/t.xlsx"], "t.xlsx: cannot be written"),
        (&["--template", "@须水.xlsx"], "须水.xlsx: is there already; name a file that is not"),
    ];
    let desk = Desk::new();
    let before = fs::read(desk.path("须水.xlsx")).expect("it is there");
    for (arguments, expected) in LOST {
        let output = desk.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", errors(&output));
        let errors = errors(&output);
        assert!(errors.contains(expected), "`{expected}` is not said:\n{errors}");
    }
    assert_eq!(fs::read(desk.path("须水.xlsx")).expect("it is there"), before, "what is there stays");
}

#[test]
fn columns_mean_what_the_user_says() {
    let desk = Desk::new();
    let unknown = desk.run(&["@三级网格.csv"]);
    assert_eq!(unknown.status.code(), Some(1));
    let said = "3 headings are not known: `片区号` (A1), `案件数` (C1), `天气` (D1)";
    assert!(errors(&unknown).contains(said), "{}", errors(&unknown));

    let wrong = desk.run(&["@三级网格.csv", "--column", "片区号=cod"]);
    assert_eq!(wrong.status.code(), Some(2));
    let said = "--column 片区号=cod: `cod` is not what a column can mean; known are: code, kind, name, parent,";
    assert!(errors(&wrong).contains(said), "{}", errors(&wrong));
    for also in ["grid_head", "measure:NAME", "declared:NAME", "ignored"] {
        assert!(errors(&wrong).contains(also), "`{also}` is possible too");
    }

    let columns = ["--column", "片区号=code", "--column", "案件数=measure:disputes", "--column", "天气=ignored"];
    let known = desk.run(&[&["@三级网格.csv", "--json"][..], &columns].concat());
    assert_eq!(known.status.code(), Some(0), "{}", errors(&known));
    let summary: serde_json::Value = serde_json::from_str(&text(&known)).expect("JSON and nothing else");
    assert_eq!(summary["roll_up"]["home"]["T-2"]["sums"]["disputes"], "8");
    assert_eq!(errors(&known).matches("the column `天气` is no part of a ledger").count(), 1, "{}", errors(&known));
    let note = &summary["notes"][0];
    assert_eq!(
        (&note["id"], &note["severity"], &note["origin"]["cell"], &note["origin"]["sheet"]),
        (&"note.column_ignored".into(), &"note".into(), &"D1".into(), &"三级网格".into())
    );
    assert_eq!(note["chinese"], "“天气”列不属于台账，未读取");
    assert!(note["message"].as_str().is_some_and(|message| message.contains("`天气`")), "{note}");
    assert_eq!(summary["notes"].as_array().map(Vec::len), Some(1));

    let rest = desk.run(&["@三级网格.csv", "--column", "片区号=code", "--column", "*=ignored"]);
    assert_eq!(rest.status.code(), Some(0), "{}", errors(&rest));
    assert!(errors(&rest).contains("2 unknown headings were to be ignored"), "{}", errors(&rest));

    let reading = desk.run(&[&["@三级网格.csv", "--reading"][..], &columns].concat());
    assert_eq!(reading.status.code(), Some(0), "{}", errors(&reading));
    assert!(text(&reading).starts_with("三级网格!1: headings\n三级网格!2-"), "{}", text(&reading));
}

#[test]
fn notes_are_in_the_marked_copy_whether_the_ledger_can_be_built_or_not() {
    let desk = Desk::new();
    let ignored = ["--column", "片区号=code", "--column", "案件数=ignored", "--column", "天气=ignored"];
    for (table, status) in [("T-1,甲,7,晴\n", 0), ("T-1,甲,7,晴\nT-1,乙,8,雨\n", 1), ("T-1,甲,7,晴\n,乙,8,雨\n", 1)]
    {
        fs::write(desk.path("三级网格.csv"), format!("片区号,名称,案件数,天气\n{table}")).expect("a table");
        let output = desk.run(&[&["@三级网格.csv", "--mark", "@标注.xlsx"][..], &ignored].concat());
        assert_eq!(output.status.code(), Some(status), "{}", errors(&output));
        for column in ["案件数", "天气"] {
            let said = format!("the column `{column}` is no part of a ledger");
            assert_eq!(errors(&output).matches(&said).count(), 1, "{}", errors(&output));
            let marked = open(&desk.path("标注.xlsx"));
            // The copy speaks the language of the headings.
            let listed = format!("“{column}”列不属于台账，未读取");
            let is_listed = marked.sheets()[0].rows().any(|(_, cells)| {
                let texts = || cells.iter().map(|(_, cell)| cell.to_string());
                texts().any(|text| text.contains(&listed)) && texts().any(|text| text == "说明")
            });
            assert!(is_listed, "{listed}");
        }
    }
}

#[test]
fn a_code_that_is_not_there_is_answered_with_those_near_it() {
    let desk = Desk::new();
    let output = desk.run(&["@须水.json", "--at", "g"]);
    assert_eq!(output.status.code(), Some(2));
    let said = "no node has the code `g`; near it: `G` 第一网格 (the same but for letter case or spaces)";
    assert!(errors(&output).contains(said), "{}", errors(&output));
}

#[test]
fn a_template_is_written_and_inspected_without_an_error_or_a_finding() {
    let desk = Desk::new();
    let written = desk.run(&["--template", "@模板.xlsx"]);
    assert_eq!(written.status.code(), Some(0), "{}", errors(&written));
    assert!(text(&written).contains("written: ") && errors(&written).is_empty());
    let bytes = fs::read(desk.path("模板.xlsx")).expect("it was written");
    assert_eq!(bytes, Template::new().to_xlsx().expect("it can be written"));

    let inspected = desk.run(&["@模板.xlsx", "--json"]);
    assert_eq!(inspected.status.code(), Some(0), "{}", errors(&inspected));
    assert_eq!(errors(&inspected).lines().count(), 1, "only the guide is told of");
    assert!(errors(&inspected).contains("说明: the sheet `说明` is no part of a ledger and was not read"));
    let summary: serde_json::Value = serde_json::from_str(&text(&inspected)).expect("JSON and nothing else");
    assert_eq!(summary["findings"].as_array().map(Vec::len), Some(0));
    assert_eq!(summary["roll_up"]["home"]["JD01"]["counts"]["micro_grid"], 1);
}

#[test]
fn reports_go_to_the_files_that_are_asked_for() {
    let desk = Desk::new();
    let written =
        desk.run(&["@须水.json", "--xlsx", "@报表.xlsx", "--csv", "@报表", "--markdown", "@报表.md", "--at", "G"]);
    assert_eq!(written.status.code(), Some(0), "{}", errors(&written));
    let said: Vec<String> = text(&written).lines().map(str::to_owned).collect();
    let expected = ["报表.xlsx", "报表", "报表.md"].map(|name| format!("written: {}", desk.path(name).display()));
    assert_eq!(said, expected);
    assert_eq!(names(&open(&desk.path("报表.xlsx"))), ["总览", "汇总", "覆盖", "未覆盖", "问题"]);
    let roll_up = fs::read_to_string(desk.path("报表").join("roll_up.csv")).expect("it was written");
    assert!(roll_up.starts_with('\u{feff}') && roll_up.contains("第一网格") && !roll_up.contains("须水街道"));
    assert!(fs::read_to_string(desk.path("报表.md")).expect("it was written").contains("| G "));
    // JSON goes to standard output even if files are written.
    let json = desk.run(&["@须水.json", "--json", "--markdown", "@报表.md"]);
    assert!(text(&json).starts_with('{'), "{}", text(&json));
}

#[test]
fn a_marked_copy_tells_findings_and_errors_and_leaves_the_ledger_as_it_was() {
    let desk = Desk::new();
    let before = fs::read(desk.path("须水.xlsx")).expect("it is there");
    let found = desk.run(&["@须水.xlsx", "--mark", "@标注.xlsx"]);
    assert_eq!(found.status.code(), Some(0), "{}", errors(&found));
    assert!(errors(&found).contains("标注.xlsx: ") && errors(&found).contains(" marks"), "{}", errors(&found));
    let marked = open(&desk.path("标注.xlsx"));
    assert_eq!(names(&marked), ["问题", "节点"]);
    let first = marked.sheets()[0].cell(Position::new(1, 1));
    assert_eq!(first, Some(&Cell::from(Workbook::LIST_OF_MARKS)));
    assert_eq!(fs::read(desk.path("须水.xlsx")).expect("it is there"), before);

    let wrong = desk.run(&["@三级网格.csv", "--mark", "@标注.xlsx"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(errors(&wrong).contains("标注.xlsx: 1 mark"), "{}", errors(&wrong));
    // A corrected copy can be read as a ledger: its list of marks is ignored.
    let again =
        desk.run(&["@标注.xlsx", "--column", "片区号=code", "--column", "案件数=ignored", "--column", "天气=ignored"]);
    assert_eq!(again.status.code(), Some(0), "{}", errors(&again));
}

#[test]
fn another_city_has_other_rules() {
    use gridgov::audit::{RulePack, RuleSettings, Severity};

    let desk = Desk::new();
    let settings = RuleSettings::new(Severity::Serious, "the city's handbook");
    let pack = RulePack::new("zhoukou", "周口").with_rule("report.differs", settings);
    fs::write(desk.path("周口.json"), pack.to_json_string()).expect("a pack");
    let rules = |output: &Output| -> Vec<String> {
        let summary: serde_json::Value = serde_json::from_str(&text(output)).expect("JSON and nothing else");
        let findings = summary["findings"].as_array().expect("a list");
        findings.iter().map(|finding| format!("{} {}", finding["severity"], finding["rule"])).collect()
    };
    let of_zhengzhou = rules(&desk.run(&["@须水.json", "--json"]));
    assert!(of_zhengzhou.len() > 1, "{of_zhengzhou:?}");
    let of_zhoukou = desk.run(&["@须水.json", "--json", "--pack", "@周口.json"]);
    assert_eq!(rules(&of_zhoukou), [r#""serious" "report.differs""#]);
    // Marked copies are of the same rules.
    let marked = desk.run(&["@须水.xlsx", "--mark", "@标注.xlsx", "--pack", "@周口.json"]);
    assert!(errors(&marked).contains("标注.xlsx: 1 mark\n"), "{}", errors(&marked));

    fs::write(desk.path("错.json"), pack.without("role.mising_head").to_json_string()).expect("a pack");
    for (file, expected) in [
        ("@错.json", "错.json: is no pack of rules:"),
        ("@错.json", "did you mean `role.missing_head`?"),
        ("@须水.xlsx", "须水.xlsx: cannot be read: "),
        ("@须水.json", "须水.json: is no pack of rules:"),
        ("@无.json", "无.json: cannot be read: "),
    ] {
        let output = desk.run(&["@须水.json", "--pack", file]);
        assert_eq!(output.status.code(), Some(1), "{file}: {}", errors(&output));
        assert!(errors(&output).contains(expected), "`{expected}` is not said:\n{}", errors(&output));
        assert!(output.stdout.is_empty());
    }
}
