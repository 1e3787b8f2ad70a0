//! The real divisions of the country, if the data is present.

use std::path::{Path, PathBuf};
use std::process::Command;

use gridgov::audit::Findings;
use gridgov::coverage::Question;
use gridgov::division::DivisionCode;
use gridgov::governance::Governance;
use gridgov::kind::{Kind, Relation};
use gridgov::ledger::{Ledger, NodeRow};
use gridgov::measure::Verdict;
use gridgov::report::Summary;
use gridgov::rollup::{CountByKind, Home};

/// The folder with the four files; `None`, with a message, if it is absent.
fn data() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/divisions");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: the divisions of the country are not at {}", folder.display());
    None
}

fn read(folder: &Path) -> Ledger {
    let mut ledger = Ledger::new("divisions");
    for (file, kind) in [
        ("provinces.csv", Kind::Province),
        ("cities.csv", Kind::Prefecture),
        ("areas.csv", Kind::County),
        ("streets.csv", Kind::Subdistrict),
    ] {
        for record in csv::Reader::from_path(folder.join(file)).unwrap().records() {
            let record = record.unwrap();
            let parent = record[0].parse::<DivisionCode>().unwrap().parent();
            let mut row = NodeRow::new(kind, &record[0], &record[1]);
            row.parent = parent.map(|code| code.to_string());
            ledger.nodes.push(row);
        }
    }
    ledger
}

#[test]
fn the_country_is_a_forest_of_31_provinces_with_41352_township_level_units() {
    let Some(folder) = data() else { return };
    let governance = Governance::build(read(&folder)).unwrap();
    assert_eq!(governance.node_count(), 44_703);
    assert_eq!(governance.roots().count(), 31);
    let totals = governance.roll_up(Home, CountByKind).unwrap();
    let units = |code: &str| totals.at(governance.node(code).unwrap()).unwrap()[Kind::Subdistrict];
    assert_eq!(units("41"), 2_586, "Henan");
    assert_eq!(units("4101"), 208, "Zhengzhou");
    assert_eq!(units("410102"), 14, "Zhongyuan District");
    let country: u64 = governance.roots().map(|province| units(province.code())).sum();
    assert_eq!(country, 41_352);
    assert_eq!(governance.node("410102010").unwrap().name(), "中原西路街道");
}

/// In the codes of the four cities under the central government (直辖市) the two digits of a prefecture stand for
/// nothing: 1101 is 市辖区, "districts of the city". Their districts stand directly below the city.
#[test]
fn a_city_under_the_central_government_has_its_districts_directly_below_it() {
    const CITIES: [(&str, &str); 4] = [("11", "北京市"), ("12", "天津市"), ("31", "上海市"), ("50", "重庆市")];
    let Some(folder) = data() else { return };
    let mut ledger = read(&folder);
    ledger.nodes.retain(|row| CITIES.iter().any(|(city, _)| row.code.starts_with(city)));
    let invented: Vec<&str> =
        ledger.nodes.iter().filter(|row| row.code.len() == 4).map(|row| row.name.as_str()).collect();
    assert!(!invented.is_empty() && invented.iter().all(|name| ["市辖区", "县"].contains(name)), "{invented:?}");
    ledger.nodes.retain(|row| row.code.len() != 4);
    for row in ledger.nodes.iter_mut().filter(|row| row.code.len() == 6) {
        row.parent = Some(row.code[..2].to_owned());
    }
    let governance = Governance::build(&ledger).unwrap();
    let roots: Vec<(&str, &str)> = governance.roots().map(|root| (root.code(), root.name())).collect();
    assert_eq!(roots, CITIES);

    let beijing = governance.node("11").unwrap();
    let districts: Vec<&str> = beijing.children().map(gridgov::governance::Node::name).collect();
    assert_eq!(districts.len(), 16);
    assert_eq!((districts[0], districts[15]), ("东城区", "延庆区"));
    assert!(beijing.children().all(|district| district.kind() == Kind::County));
    let totals = governance.roll_up(Home, CountByKind).unwrap();
    let of = |code: &str| totals.at(governance.node(code).unwrap()).unwrap();
    assert_eq!((of("11")[Kind::Prefecture], of("11")[Kind::County]), (0, 16));
    assert_eq!(of("110101")[Kind::Subdistrict], 17, "东城区");
    let below: u64 = beijing.children().map(|district| of(district.code())[Kind::Subdistrict]).sum();
    assert_eq!(of("11")[Kind::Subdistrict], below);
}

/// A list of divisions names no Party organisation and no person, which is not to say that nobody leads or serves.
#[test]
fn what_a_list_of_divisions_does_not_record_is_told_once() {
    let Some(folder) = data() else { return };
    let mut ledger = read(&folder);
    let governance = Governance::build(&ledger).unwrap();
    for question in [Question::Led, Question::LedOrInherited, Question::Headed, Question::Served] {
        let share = governance.ask(question).of_kind(Kind::Subdistrict);
        assert_eq!((share.covered, share.total, share.unrecorded), (0, 0, 41_352), "{question}");
        assert_eq!((share.percent(), share.is_full()), (None, Verdict::Undecidable));
    }
    let findings = governance.audit();
    let judgement = |findings: &Findings<'_>, rule: &str| {
        let judgement = findings.judgements().iter().find(|judgement| judgement.rule().id() == rule).unwrap();
        (findings.of_rule(rule).len(), judgement.judged(), judgement.undecidable().len())
    };
    for rule in ["lead.none", "lead.inherited", "role.unnamed"] {
        assert_eq!(judgement(&findings, rule), (0, Some(0), 1), "{rule}");
    }
    let summary = Summary::at(governance.node("4101").unwrap(), &findings).unwrap().to_json_string();
    assert!(summary.contains("\"unrecorded\": 208") && !summary.contains("\"total\": 208"), "{summary}");

    // A ledger that says that it records who leads is taken at its word.
    ledger = ledger.with_records([Relation::Leads]);
    let governance = Governance::build(&ledger).unwrap();
    let share = governance.ask(Question::Led).of_kind(Kind::Subdistrict);
    assert_eq!((share.covered, share.total, share.unrecorded), (0, 41_352, 0));
    assert_eq!(judgement(&governance.audit(), "lead.none"), (41_352, Some(41_352), 0));
}

#[test]
fn the_example_prints_them() {
    let Some(folder) = data() else { return };
    let output = crate::examples::run("divisions", &[folder.to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    for (code, units) in [("41", "2586"), ("4101", "208")] {
        let line = text.lines().find(|line| line.split_whitespace().next() == Some(code));
        let line = line.unwrap_or_else(|| panic!("no line of {code} in\n{text}"));
        assert!(line.split_whitespace().any(|cell| cell == units), "{line}");
    }
    assert!(text.lines().any(|line| line.contains("全国") && line.contains("41352")), "{text}");
    let status = Command::new(crate::examples::path("divisions")).status().unwrap();
    assert_eq!(status.code(), Some(2), "without a folder");
}
