//! Tests of `same_form.rs`.

use super::is_plain;
use crate::governance::{BuildProblem, Builder, Governance};
use crate::kind::{Kind, Relation};
use crate::ledger::{Draft, Ledger, LinkRow, NodeRow, Origin, Source};
use crate::text::{Difference, canonical};

/// A shop for each code, on the lines from 2 on.
fn shops(codes: &[&str]) -> Ledger {
    let source = Source::text("a.json");
    let mut ledger = Ledger::new("");
    for (line, code) in (2..).zip(codes) {
        let mut row = NodeRow::new(Kind::Shop, *code, "");
        row.origin = Origin::new(source.clone(), line, 1);
        ledger.nodes.push(row);
    }
    ledger
}

/// All errors of a ledger, one a line.
fn errors(ledger: &Ledger) -> String {
    Governance::build(ledger).map_or_else(|errors| errors.to_string(), |_| String::new())
}

#[test]
fn codes_that_look_alike_are_an_error_that_names_both() {
    let cure = "; where both are one node, write its code alike and give it one row; where they are two, give them \
                codes that differ in more";
    for (one, other, shown, differences) in [
        ("T-1", "Ｔ-1", "Ｔ-1", "full or half width"),
        ("Ｔ-1", "T-1", "T-1", "full or half width"),
        ("T-1", "T-1\u{200B}", r"T-1\u{200B}", "invisible characters"),
        ("T-1", "\u{202A}T-1\u{202C}", r"\u{202A}T-1\u{202C}", "invisible characters"),
        ("T-1", " T-1", " T-1", "spaces or line breaks"),
        ("T-1", "T-1\r\n", r"T-1\r\n", "spaces or line breaks"),
        ("惠民社区", "惠⺠社区", "惠⺠社区", "radicals that look like characters"),
        ("惠民社区", "惠民 社区", "惠民 社区", "spaces or line breaks"),
        ("T_x000D_", "T", "T", "spaces or line breaks, an escape of a program"),
        ("T_x0041_", "TA", "TA", "an escape of a program"),
        ("Ｔ-1", "T-\u{FEFF}1", r"T-\u{FEFF}1", "invisible characters, full or half width"),
    ] {
        let first = crate::excerpt::excerpt(one);
        assert_eq!(
            errors(&shops(&[one, other])),
            format!(
                "a.json:3:1, field `code`, node `{shown}`: the code is the same as `{first}` at a.json:2:1 but for \
                 {differences}{cure}"
            )
        );
    }
}

#[test]
fn codes_that_look_different_are_two() {
    for codes in [["T-1", "t-1"], ["T-1", "T1"], ["T-01", "T-1"], ["Ａ", "Ｂ"], ["甲", "甲1"], ["a_b", "ab"]] {
        assert_eq!(errors(&shops(&codes)), "", "{codes:?}");
    }
    // A code need not be canonical as long as it is the only one of its form.
    assert_eq!(errors(&shops(&["Ｔ-1", "惠⺠", " x"])), "");
}

#[test]
fn each_further_code_of_a_form_is_told_once_and_against_the_first() {
    let ledger = shops(&["Ｔ-1", "U", "T-1", "T-1\u{200B}", "T-1", "Ｔ-1"]);
    let built = Governance::build(&ledger).unwrap_err();
    let told: Vec<(u32, bool)> = built
        .iter()
        .map(|error| {
            let (BuildProblem::SameForm { first, .. } | BuildProblem::DuplicateCode { first }) = error.problem() else {
                panic!("{error}")
            };
            assert!(matches!(first.line(), Some(2 | 4)), "{error}");
            (error.origin().line().unwrap(), matches!(error.problem(), BuildProblem::DuplicateCode { .. }))
        })
        .collect();
    assert_eq!(told, [(4, false), (5, false), (6, true), (7, true)]);
    let BuildProblem::SameForm { other, differences, .. } = built.first().problem() else { panic!("{built}") };
    assert_eq!(other, "Ｔ-1");
    assert!(differences.iter().eq([Difference::FullWidth]));
}

#[test]
fn the_order_of_the_rows_makes_no_difference() {
    let mut ledger = shops(&["T-1", "Ｔ-1", "X", "T-\u{200B}1", "Ｘ", "\u{200B}"]);
    let expected = errors(&ledger);
    assert_eq!(expected.lines().count(), 4);
    for _ in 0..ledger.nodes.len() {
        ledger.nodes.rotate_left(1);
        assert_eq!(errors(&ledger), expected);
    }
}

#[test]
fn a_code_that_shows_nothing_is_empty() {
    for code in [" ", "\u{200B}", "\u{3000}\u{FEFF}", "\n"] {
        assert!(errors(&shops(&[code])).ends_with(": the code is empty; every node needs one of its own"), "{code:?}");
    }
}

#[test]
fn it_holds_for_json_and_csv_and_code_and_across_ledgers() {
    let json = r#"{"ledger":1,"nodes":[
        {"code":"T-1","kind":"shop","name":""},
        {"code":"Ｔ-1","kind":"shop","name":""}]}"#;
    let told = errors(&Ledger::from_json_str(json).unwrap());
    assert!(
        told.starts_with("line 3, column 9, field `code`, node `Ｔ-1`: the code is the same as `T-1` at line 2"),
        "{told}"
    );

    let csv = "code,kind,name\nT-1,shop,\nT-1\u{200B},shop,\n";
    let told = errors(&Ledger::from_csv_str(csv, "").unwrap());
    let expected = r"nodes.csv:3, column `code`, node `T-1\u{200B}`: the code is the same as `T-1` at nodes.csv:2 but ";
    assert!(told.starts_with(expected), "{told}");

    let mut draft = Draft::new("");
    draft.root(crate::kind::Shop, "T-1", "");
    draft.root(crate::kind::Shop, "T-1 ", "");
    let told = errors(draft.ledger());
    assert!(
        told.contains("same_form_tests.rs:") && told.contains("`T-1 `: the code is the same as `T-1` at "),
        "{told}"
    );

    let mut builder = Builder::new();
    builder.add(&shops(&["Ｔ-1"]));
    builder.add(&shops(&["T-1"]));
    assert_eq!(builder.finish().unwrap_err().len(), 1);
}

#[test]
fn what_stands_below_or_is_linked_to_one_of_them_is_not_told_of_too() {
    let mut ledger = shops(&["T-1", "Ｔ-1"]);
    ledger.nodes[0].kind = Kind::ThirdGrid.into();
    ledger.nodes.push(NodeRow::new(Kind::MicroGrid, "M", "").with_parent("Ｔ-1"));
    ledger.nodes.push(NodeRow::new(Kind::Branch, "P", ""));
    ledger.links.push(LinkRow::new(Relation::Leads, "P", "Ｔ-1"));
    let told = Governance::build(&ledger).unwrap_err();
    assert_eq!(told.len(), 1, "{told}");
}

#[test]
fn plain_codes_are_canonical() {
    for code in ["410102012", "T-1", "a.b/c", "", "!~"] {
        assert!(is_plain(code) && canonical(code) == code, "{code}");
    }
    for code in ["T_x000D_", "甲", "a b", "a\t", "a\u{7F}"] {
        assert!(!is_plain(code), "{code}");
    }
}
