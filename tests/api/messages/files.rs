//! What files are that are no ledger, and what of them is damaged.

use gridgov::ledger::workbook::{Damage, FileProblem, Workbook};
use gridgov::message::{Level, Message, Term};

fn opened(name: &str, bytes: &[u8]) -> Vec<Message> {
    Workbook::from_bytes(name, bytes)
        .err()
        .into_iter()
        .flat_map(|errors| errors.messages().collect::<Vec<_>>())
        .collect()
}

pub(super) fn messages() -> Vec<Message> {
    let mut all = Vec::new();
    let open_quotation = "编码,名称\n\"T-1,甲\n";
    // Well-formed UTF-8 for long, and then a byte that is none.
    let broken = [("编码,名称\n一号网格,二号网格\n").as_bytes(), b"\xFF\n"].concat();
    let files: [(&str, &[u8]); 9] = [
        ("a.xlsx", b""),
        ("a.xlsx", b"%PDF-1.7"),
        ("a.xls", b"<html><table></table></html>"),
        ("a.xls", b"<?xml version=\"1.0\"?><Workbook/>"),
        ("a.xls", b"\0\0\0\0abc"),
        ("a.csv", open_quotation.as_bytes()),
        ("a.csv", &broken),
        ("a.csv", b"\x81"),
        ("a.xlsx", b"PK\x03\x04 and no more"),
    ];
    for (name, bytes) in files {
        all.extend(opened(name, bytes));
    }
    all.extend(opened("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and no more"));
    // A text in UTF-16 without a mark.
    let utf16: Vec<u8> = "编码,名称\nT-1,甲\n".repeat(20).encode_utf16().flat_map(u16::to_le_bytes).collect();
    all.extend(opened("a.csv", &utf16));
    let folder = tempfile::tempdir().expect("a folder");
    let errors = Workbook::open(folder.path()).expect_err("nothing is in it");
    all.extend(errors.messages());
    let problems = [
        FileProblem::BinaryWorkbook,
        FileProblem::Archive,
        FileProblem::Password,
        FileProblem::Document,
        FileProblem::OldDocument,
        FileProblem::NoSheet,
        FileProblem::Undecodable { byte: 9, encoding: "UTF-8 or GBK" },
        FileProblem::Damaged(Damage::Broken { what: Term::new("a record is cut off", "记录被截断") }),
        FileProblem::Damaged(Damage::Misplaced { written: "x".into(), what: Term::new("style", "样式编号") }),
        FileProblem::Damaged(Damage::Lacking { what: Term::new("part", "部件"), written: "xl/workbook.xml".into() }),
        FileProblem::Damaged(Damage::Encoding { part: "xl/workbook.xml".into() }),
        FileProblem::Damaged(Damage::Unreadable { why: "invalid Zip archive".into() }),
    ];
    all.extend(problems.iter().map(|problem| Message::of(Level::Error, problem)));
    all
}
