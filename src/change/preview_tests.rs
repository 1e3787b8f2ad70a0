use super::*;
use crate::change::{Change, Merge, Part, Split};
use crate::kind::{Branch, MicroGrid, Person, Role, SecondGrid, Subdistrict, ThirdGrid};
use crate::ledger::Draft;
use crate::report;

/// A village with two third-level grids, one of them with a micro grid of 210 households with a head.
fn base() -> Governance {
    let mut draft = Draft::new("须水街道");
    draft.measure("households");
    let street = draft.root(Subdistrict, "S", "须水街道");
    let village = draft.add(street, SecondGrid, "V", "第一网格");
    let [one, two] = ["T-1", "T-2"].map(|code| draft.add(village, ThirdGrid, code, "网格"));
    let micro = draft.add(one, MicroGrid, "M", "微网格");
    draft.row(micro).measure("households", 210);
    draft.row(two).measure("households", 5);
    let branch = draft.root(Branch, "P", "党支部");
    draft.lead(branch, one);
    let head = draft.root(Person, "N", "张三");
    draft.serve(head, Role::GridHead, micro);
    Governance::build(&draft).unwrap()
}

fn preview(changes: impl IntoIterator<Item = Change>) -> Preview {
    let mut set = ChangeSet::new("2024-07-01".parse().unwrap(), "test");
    set.changes = changes.into_iter().collect();
    base().preview(&set).unwrap()
}

#[test]
fn a_split_shows_what_moves_and_what_is_lost() {
    let split = Split::new("M")
        .into_part(Part::new("M-1", "甲").with_measure("households", 60).taking(["N"]))
        .rest_into(Part::new("M-2", "乙"));
    let preview = preview([split.into()]);
    let lines: Vec<String> = preview.totals.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "S 须水街道: micro_grid 1 -> 2 (+1)",
            "V 第一网格: micro_grid 1 -> 2 (+1)",
            "T-1 网格: micro_grid 1 -> 2 (+1)",
            "M-1 甲: micro_grid – -> 1 (+1)",
            "M-1 甲: households – -> 60 (+60)",
            "M-2 乙: micro_grid – -> 1 (+1)",
            "M-2 乙: households – -> 150 (+150)",
            "M 微网格: micro_grid 1 -> – (-1)",
            "M 微网格: households 210 -> – (-210)",
        ]
    );
    assert_eq!(preview.lost(Question::Headed).iter().map(ToString::to_string).collect::<Vec<_>>(), ["M-2 乙"]);
    // The first part has a size within the band, the second has not.
    let sizes: Vec<&str> = preview.new_findings_of("size.").map(|note| note.node.code.as_str()).collect();
    assert_eq!(sizes, ["M-2"]);
    assert!(preview.settled_findings.iter().any(|note| note.rule == "size.above_band" && note.node.code == "M"));
    assert!(preview.to_string().contains("\nsettled: warning size.above_band M 微网格: 210 households"), "{preview}");
    let table = report::text::preview(&preview, crate::Language::Chinese).to_string();
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 2 + 9, "{table}");
    let cells = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(cells(lines[2]), ["S", "须水街道", "微网格", "1", "2", "+1"]);
    assert_eq!(cells(lines[6]), ["户数", "–", "60", "+60"], "a code stands once");
}

#[test]
fn one_that_is_recoded_is_compared_with_what_it_was() {
    let preview = preview([
        Change::recode("T-1", "T-2"),
        Change::recode("T-2", "T-1"),
        Change::set_measure("M", "households", 70),
    ]);
    let lines: Vec<String> = preview.totals.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "S 须水街道: households 215 -> 75 (-140)",
            "V 第一网格: households 215 -> 75 (-140)",
            "T-2 (was T-1) 网格: households 210 -> 70 (-140)",
            "M 微网格: households 210 -> 70 (-140)",
        ]
    );
    assert!(preview.lost(Question::Led).is_empty(), "{preview}");
}

#[test]
fn one_that_is_recoded_and_no_grid_any_more_goes_by_its_new_code() {
    let preview = preview([Change::recode("T-2", "X"), Change::reclassify("T-2", Kind::Shop)]);
    let lines: Vec<String> = preview.totals.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines[lines.len() - 2..],
        ["X (was T-2) 网格: third_grid 1 -> – (-1)", "X (was T-2) 网格: households 5 -> – (-5)"]
    );
    let settled: Vec<String> = preview.settled_findings.iter().map(|note| note.node.to_string()).collect();
    assert!(settled.iter().any(|node| node == "X (was T-2) 网格"), "{settled:?}");
    assert!(!settled.iter().any(|node| node.starts_with("T-2")), "{settled:?}");
}

#[test]
fn who_keeps_its_code_in_a_merger_is_compared_with_itself() {
    let preview = preview([Merge::new(["T-1", "T-2"], "T-2", "合").into()]);
    let lines: Vec<String> = preview.totals.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines[..4],
        [
            "S 须水街道: third_grid 2 -> 1 (-1)",
            "V 第一网格: third_grid 2 -> 1 (-1)",
            "T-2 合: micro_grid 0 -> 1 (+1)",
            "T-2 合: households 5 -> 215 (+210)",
        ]
    );
    let led = preview.coverage.iter().find(|change| change.question == Question::Led).unwrap();
    assert_eq!(led.to_string(), "led: 1 / 5 -> 1 / 4; gained: T-2 合");
}

#[test]
fn nothing_changed_is_an_empty_preview() {
    assert!(preview([]).is_empty());
    assert!(preview([Change::recode("T-1", "T-9")]).totals.is_empty());
    let error =
        base().preview(&ChangeSet::new("2024-07-01".parse().unwrap(), "").with(Change::close("Q"))).unwrap_err();
    assert_eq!(error.to_string(), "change 1 (close `Q`): no node has the code `Q`");
}

#[test]
fn all_that_a_change_loses_is_shown() {
    use crate::kind::{Kind, Relation};
    use crate::ledger::{Ledger, LinkRow, NodeRow};
    use crate::measure::Figure;

    let mut ledger = Ledger::new("");
    let grid = |code: &str| NodeRow::new(Kind::SecondGrid, code, "网格").with_parent("S");
    ledger.nodes = vec![
        NodeRow::new(Kind::Subdistrict, "S", "街道"),
        grid("G").with_declared("shop", Figure::exact(3)),
        grid("H"),
        grid("K"),
        NodeRow::new(Kind::Shop, "X", "甲店").with_parent("K"),
        NodeRow::new(Kind::Shop, "Y", "乙店").with_parent("H"),
    ];
    for (at, category) in [(1, "城市"), (2, "农村")] {
        ledger.nodes[at].category = Some(category.to_owned());
    }
    ledger.links = ["X", "Y"].map(|place| LinkRow::new(Relation::Covers, "G", place)).to_vec();
    let map = Governance::build(&ledger).unwrap();
    let losses = |change: Change| {
        let set = ChangeSet::new("2024-07-01".parse().unwrap(), "").with(change);
        map.preview(&set).unwrap().losses.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let merged = ["G 网格: category 城市", "G 网格: declared shop 3", "H 网格: category 农村"];
    assert_eq!(losses(Merge::new(["G", "H"], "G", "合并").into()), merged, "G covers X still, and contains Y");
    assert_eq!(losses(Change::release(Relation::Covers, "G", "X")), ["G 网格: covers X 甲店"]);
    assert_eq!(losses(Change::rename("G", "新")), Vec::<String>::new());
}
