use super::*;
use crate::governance::Governance;
use crate::kind::Kind;
use crate::ledger::{Ledger, NodeRow, Position, Source};

/// A ledger of two rows of a workbook and one of a text: the second has an unknown parent, the third a code twice.
fn ledger() -> Ledger {
    let columns = [("code", 1, "编码"), ("parent", 3, "上级编码")];
    let columns = columns.map(|(field, column, heading)| (field.to_owned(), column, heading.to_owned()));
    let sheet = Source::sheet("须水.xlsx", "网格", columns);
    let mut ledger = Ledger::new("");
    let origins =
        [Origin::new(sheet.clone(), 2, 0), Origin::new(sheet, 3, 0), Origin::new(Source::text("a.json"), 4, 1)];
    for ((code, parent), origin) in [("S", None), ("T", Some("nowhere")), ("S", None)].into_iter().zip(origins) {
        let mut row = NodeRow::new(Kind::Subdistrict, code, "");
        row.parent = parent.map(str::to_owned);
        row.origin = origin;
        ledger.nodes.push(row);
    }
    ledger
}

#[test]
fn errors_stand_on_their_cells_and_others_in_the_list() {
    let errors = Governance::build(ledger()).unwrap_err();
    let marks = of_errors(&errors, &Workbook::new("须水.xlsx"), Language::English);
    assert_eq!(marks.len(), errors.iter().len());
    let parent = marks.iter().find(|mark| mark.text().contains("nowhere")).unwrap();
    assert_eq!(parent.cell(), Some(("网格", Position::new(3, 3))));
    assert!(parent.text().starts_with("`T`: no node has the code"), "{}", parent.text());
    let twice = marks.iter().find(|mark| mark.text().contains("already")).unwrap();
    assert_eq!((twice.cell(), twice.level()), (None, MarkLevel::Error));
    // In another workbook of the same sheets nothing is marked.
    assert!(
        of_errors(&errors, &Workbook::new("柳湖.xlsx"), Language::English).iter().all(|mark| mark.cell().is_none())
    );
}

#[test]
fn findings_stand_on_the_codes_of_their_subjects() {
    let mut ledger = ledger();
    ledger.nodes.truncate(1);
    let governance = Governance::build(&ledger).unwrap();
    let findings = governance.audit();
    let marks = of_findings(&findings, &Workbook::new("须水.xlsx"), Language::English);
    assert_eq!(marks.len(), findings.len());
    assert!(!marks.is_empty());
    for (mark, finding) in marks.iter().zip(&findings) {
        assert_eq!(mark.cell(), Some(("网格", Position::new(2, 1))));
        assert!(mark.text().contains(finding.words().english()) && mark.level() > MarkLevel::Error);
    }
}
