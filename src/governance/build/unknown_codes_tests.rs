//! Tests of `unknown_codes.rs`, and of what is not told where it follows from something else.

use crate::governance::{BuildErrors, BuildProblem, Governance};
use crate::kind::{Kind, Relation};
use crate::ledger::{Ledger, LinkRow, NodeRow, Written};
use crate::text::Likeness;

fn street() -> Ledger {
    let mut ledger = Ledger::new("须水街道");
    ledger.nodes = vec![
        NodeRow::new(Kind::Subdistrict, "410102012", "须水街道"),
        NodeRow::new(Kind::SecondGrid, "XS-V01", "惠民社区").with_parent("410102012"),
        NodeRow::new(Kind::ThirdGrid, "XS-T01", "一号网格").with_parent("XS-V01"),
        NodeRow::new(Kind::Branch, "P-1", "第一党支部"),
    ];
    ledger
}

/// The errors of a street with these nodes and links more.
fn with(nodes: &[NodeRow], links: &[LinkRow]) -> BuildErrors {
    let mut ledger = street();
    ledger.nodes.extend_from_slice(nodes);
    ledger.links.extend_from_slice(links);
    Governance::build(ledger).unwrap_err()
}

fn micro(code: &str, parent: &str) -> NodeRow {
    NodeRow::new(Kind::MicroGrid, code, "").with_parent(parent)
}

fn told(errors: &BuildErrors) -> Vec<String> {
    errors.iter().map(|error| error.problem().to_string()).collect()
}

#[test]
fn what_may_be_meant_is_told_with_its_name_and_why() {
    for (written, near) in [
        ("xs-t01", "; near it: `XS-T01` 一号网格 (the same but for letter case or spaces)"),
        ("XS-T1", "; near it: `XS-T01` 一号网格 (the same but for zeros before a number)"),
        ("XS—T01", "; near it: `XS-T01` 一号网格 (the same but for hyphens)"),
        ("=\"XS-T01\"", "; near it: `XS-T01` 一号网格 (the same but for marks around it)"),
        ("410102012.0", "; near it: `410102012` 须水街道 (the same but for a point and zeros behind it)"),
        ("XS-TO1", "; near it: `XS-T01` 一号网格 (the same but for signs that look alike)"),
        ("惠民社区/一号网格", "; near it: `XS-T01` 一号网格 (at the end of the path)"),
        ("一号网格", "; near it: `XS-T01` 一号网格 (by its name)"),
        ("一号网格(XS-T01)", "; near it: `XS-T01` 一号网格 (as a part of the text)"),
        ("惠明社区", "; near it: `XS-V01` 惠民社区 (spelled nearly so)"),
        ("XS-T02", ""),
        ("无", ""),
        ("", ""),
    ] {
        let errors = with(&[micro("M", written)], &[]);
        assert_eq!(told(&errors), [format!("no node has the code `{written}`{near}")]);
    }
    let shown = with(&[micro("M", "XS-T01\u{200B}\n")], &[]);
    assert!(shown.to_string().contains(r"no node has the code `XS-T01\u{200B}\n`; near it: `XS-T01`"), "{shown}");
}

#[test]
fn the_parts_are_data() {
    let errors = with(&[], &[LinkRow::new(Relation::Leads, "p-01", "xs-t01")]);
    let parts: Vec<_> = errors
        .iter()
        .map(|error| {
            let BuildProblem::UnknownCode { written, near } = error.problem() else { panic!("{error}") };
            assert_eq!(near.len(), 1);
            (error.field().unwrap(), written.as_str(), near[0].code.as_str(), near[0].why)
        })
        .collect();
    assert_eq!(parts, [("from", "p-01", "P-1", Likeness::Padding), ("to", "xs-t01", "XS-T01", Likeness::Case)]);
}

#[test]
fn no_node_is_offered_as_its_own_parent() {
    let errors = with(&[micro("M-1", "m-1")], &[]);
    assert_eq!(told(&errors), ["no node has the code `m-1`"]);
    // As the end of a link it is.
    let errors = with(&[], &[LinkRow::new(Relation::Leads, "p-1", "XS-T01")]);
    assert!(told(&errors)[0].contains("near it: `P-1`"), "{errors}");
}

#[test]
fn the_answers_do_not_depend_on_the_order_of_the_rows() {
    let mut ledger = street();
    for number in 0..150 {
        // More texts than near spellings are looked for.
        ledger.nodes.push(micro(&format!("M-{number}"), &format!("惠明社区{}", "区".repeat(number % 7))));
        ledger.nodes.push(micro(&format!("N-{number}"), &format!("nowhere-{number}")));
    }
    let sorted = |ledger: &Ledger| {
        let errors = Governance::build(ledger).unwrap_err();
        let mut told: Vec<String> = errors.iter().map(ToString::to_string).collect();
        told.sort_unstable();
        told
    };
    let expected = sorted(&ledger);
    for turn in [1, 57, 200] {
        ledger.nodes.rotate_left(turn);
        assert_eq!(sorted(&ledger), expected);
    }
}

#[test]
fn what_is_found_where_nothing_is_unknown() {
    assert!(Governance::build(street()).is_ok());
    let governance = Governance::build(street()).unwrap();
    assert_eq!(governance.find("XS-T01").unwrap().name(), "一号网格");
    let error = governance.find("xs-v1\u{200B}").unwrap_err();
    assert_eq!(error.written(), "xs-v1\u{200B}");
    assert_eq!(
        error.to_string(),
        r"no node has the code `xs-v1\u{200B}`; near it: `XS-V01` 惠民社区 (the same but for zeros before a number)"
    );
    assert!(governance.find("X").unwrap_err().near().is_empty());
}

#[test]
fn a_row_without_a_code_is_told_and_not_what_may_stand_below_it() {
    let nameless = || NodeRow::new(Kind::ThirdGrid, "", "二号网格").with_parent("XS-V01");
    let errors = with(&[nameless(), micro("M-1", "XS-T02"), micro("M-2", "XS-T02")], &[]);
    assert_eq!(told(&errors), ["the code is empty; every node needs one of its own"]);
    // What is near a code that there is has a cause of its own.
    let errors = with(&[nameless(), micro("M-1", "XS-T02"), micro("M-2", "xs-t01"), micro("M-3", "")], &[]);
    assert_eq!(errors.len(), 3, "{errors}");
    let errors = with(&[nameless()], &[LinkRow::new(Relation::Leads, "P-1", "XS-T02")]);
    assert_eq!(errors.len(), 1, "{errors}");
}

#[test]
fn a_row_without_a_known_kind_is_told_and_not_what_stands_below_it_or_is_linked_to_it() {
    let mut grid = NodeRow::new(Kind::ThirdGrid, "XS-T02", "").with_parent("410102012");
    grid.kind = Written::Unknown("三级".into());
    let links = [LinkRow::new(Relation::Leads, "P-1", "XS-T02"), LinkRow::new(Relation::Leads, "XS-T02", "XS-T01")];
    let errors = with(&[grid, micro("M-1", "XS-T02"), micro("M-2", "M-1")], &links);
    assert_eq!(told(&errors).len(), 2, "{errors}");
    assert!(told(&errors)[0].starts_with("`三级` is no kind"), "{errors}");
    // A micro grid below another is a cause of its own.
    assert!(told(&errors)[1].starts_with("a micro_grid may not stand below the micro_grid"), "{errors}");
}

#[test]
fn a_row_without_a_known_parent_is_told_and_not_what_stands_below_it() {
    let grid = NodeRow::new(Kind::ThirdGrid, "XS-T02", "").with_parent("nowhere");
    let below: Vec<NodeRow> = (0..5).map(|number| micro(&format!("M-{number}"), "XS-T02")).collect();
    let errors = with(&[vec![grid], below].concat(), &[]);
    assert_eq!(told(&errors), ["no node has the code `nowhere`"]);
}

#[test]
fn a_code_of_two_rows_is_told_and_not_what_stands_below_it_or_is_linked_to_it() {
    let twice = [
        NodeRow::new(Kind::Building, "X", "").with_parent("XS-T01"),
        NodeRow::new(Kind::ThirdGrid, "X", "").with_parent("XS-V01"),
    ];
    let links = [
        LinkRow::new(Relation::Leads, "P-1", "X"),
        LinkRow::new(Relation::Leads, "P-1", "X"),
        LinkRow::new(Relation::Covers, "XS-T01", "X"),
    ];
    for turn in 0..2 {
        let mut nodes = [twice.to_vec(), vec![micro("M-1", "X"), micro("M-2", "X")]].concat();
        nodes[..2].rotate_left(turn);
        let errors = with(&nodes, &links);
        assert_eq!(errors.len(), 1, "{errors}");
        assert!(matches!(errors.first().problem(), BuildProblem::DuplicateCode { .. }));
    }
    // What is wrong whichever is meant is told.
    let errors = with(&[twice.to_vec(), vec![NodeRow::new(Kind::County, "C", "").with_parent("X")]].concat(), &[]);
    assert_eq!(errors.len(), 2, "{errors}");
    let errors = with(&twice, &[LinkRow::new(Relation::Leads, "XS-T01", "X")]);
    assert_eq!(errors.len(), 2, "{errors}");
}

#[test]
fn nodes_that_contain_each_other_are_told_once() {
    // What may not stand there breaks the round where it is put right.
    let mut ledger = street();
    ledger.nodes[0].parent = Some("XS-T01".to_owned());
    let errors = Governance::build(&ledger).unwrap_err();
    assert_eq!(errors.len(), 1, "{errors}");
    assert!(told(&errors)[0].starts_with("a subdistrict may not stand below the third_grid `XS-T01`"), "{errors}");
    // A node below itself is told as that, of whatever kind.
    let mut ledger = street();
    ledger.nodes[2].parent = Some("XS-T01".to_owned());
    let errors = Governance::build(&ledger).unwrap_err();
    assert_eq!(told(&errors), ["the node contains itself: XS-T01 -> XS-T01; one of these parents is wrong"]);
}

#[test]
fn rows_that_were_lost_in_reading_are_not_told_again() {
    let text = r#"{"ledger":1,"nodes":[
        {"code":"S","kind":"subdistrict","name":""},
        {"code":7,"kind":"second_grid","name":"","parent":"S"},
        {"code":"T","kind":"third_grid","name":"","parent":"V"},
        {"code":"U","kind":"third_grid","name":[],"parent":"V"},
        {"code":"M","kind":"micro_grid","name":"","parent":"U"}]}"#;
    let errors = BuildErrors::from(Ledger::from_json_str(text).unwrap_err());
    let lines: Vec<_> = errors.iter().map(|error| error.origin().line().unwrap()).collect();
    assert_eq!(lines, [3, 5], "{errors}");
    let csv = "code,kind,name,parent\nS,subdistrict,,\n,second_grid,,S\nT,third_grid,,V\nM,micro_grid,,T\n";
    let errors =
        Ledger::from_csv_str(csv, "").map_or_else(BuildErrors::from, |ledger| Governance::build(ledger).unwrap_err());
    assert_eq!(errors.len(), 1, "{errors}");
}
