//! Tests of `origin.rs`.

use super::{Origin, Source};
use crate::governance::Governance;
use crate::kind::Kind;
use crate::ledger::{Ledger, NodeRow};

#[test]
fn what_cannot_be_seen_in_a_place_is_shown() {
    let columns = [("parent".to_owned(), 3, "上级\n编码".to_owned())];
    let sheet = Source::sheet("须水\u{200B}.xlsx", "微\u{FEFF}网格", columns);
    let row = Origin::new(sheet, 17, 0);
    assert_eq!(row.to_string(), r"须水\u{200B}.xlsx, 微\u{FEFF}网格, row 17");
    assert_eq!(row.field(Some("parent")).to_string(), r"须水\u{200B}.xlsx, 微\u{FEFF}网格!C17 (上级\n编码)");
    assert_eq!(row.field(Some("a\tb")).to_string(), r"须水\u{200B}.xlsx, 微\u{FEFF}网格, row 17, column `a\tb`");
    assert_eq!(Origin::new(Source::text("a\r\n.json"), 1, 2).to_string(), r"a\r\n.json:1:2");
    // What can be seen stays as it is, ordinary and wide spaces too.
    assert_eq!(Origin::new(Source::table(r"C:\我的 台账\a　b.csv"), 3, 0).to_string(), r"C:\我的 台账\a　b.csv:3");
}

#[test]
fn what_cannot_be_seen_in_what_was_written_is_shown_in_one_line_each() {
    let mut ledger = Ledger::new("");
    let odd = "T-1\u{200B}\r\n";
    ledger.nodes.push(NodeRow::new(Kind::Shop, odd, "").with_parent("S\u{202E}\n"));
    ledger.nodes.push(NodeRow::new(Kind::Shop, odd, "").with_measure("x\ny", 1));
    ledger.nodes.push(NodeRow::new(Kind::Shop, "U", "").with_parent(odd));
    let errors = Governance::build(&ledger).unwrap_err();
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    let expected = [
        r"field `code`, node `T-1\u{200B}\r\n`: the code is already that of a node at ",
        r"field `measures.x\ny`, node `T-1\u{200B}\r\n`: `x\ny` is no known measure",
        r"field `parent`, node `T-1\u{200B}\r\n`: no node has the code `S\u{202E}\n`",
        r"field `parent`, node `U`: a shop may not stand below the shop `T-1\u{200B}\r\n`",
    ];
    assert_eq!(told.len(), expected.len(), "{errors}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.contains(expected) && !told.contains(char::is_control), "{told}");
    }
}
