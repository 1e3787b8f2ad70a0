//! Conclusions from the figures of the article, each by a query that a user could write.

use gridgov::coverage::Question;
use gridgov::governance::{Governance, Node};
use gridgov::kind::{Family, Kind, Role};
use gridgov::measure::{Figure, Verdict};
use gridgov::rollup::{CountByKind, Distinct, EveryCover, Home, Ratio};

use crate::reconstruction::{PROJECT, XUSHUI, ZHONGYUAN_WEST, zhongyuan_district};

fn article() -> Governance {
    Governance::build(zhongyuan_district()).expect("the reconstruction is a valid ledger")
}

fn grids(governance: &Governance, code: &str) -> [u64; 4] {
    let street = governance.node(code).unwrap();
    let counts = governance.roll_up(Home, CountByKind).unwrap().at(street).unwrap();
    [Kind::SecondGrid, Kind::ThirdGrid, Kind::DedicatedGrid, Kind::MicroGrid].map(|kind| counts[kind])
}

#[test]
fn t1_zhongyuan_west_has_its_grids() {
    assert_eq!(grids(&article(), ZHONGYUAN_WEST.code), [7, 52, 14, 262]);
}

#[test]
fn t2_xushui_has_its_grids() {
    assert_eq!(grids(&article(), XUSHUI.code), [10, 52, 34, 139]);
}

#[test]
fn t3_both_together_have_570_grids_and_572_with_the_first_level() {
    let governance = article();
    let counts = governance.roll_up_at(Distinct, CountByKind, governance.node("410102").unwrap()).unwrap();
    assert_eq!(counts.of_family(Family::Grid), Some(570));
    assert_eq!(counts.of_family(Family::Grid).map(|grids| grids + counts[Kind::Subdistrict]), Some(572));
}

#[test]
fn t4_xushui_has_exactly_one_part_time_head_a_micro_grid() {
    let governance = article();
    let xushui = governance.node(XUSHUI.code).unwrap();
    for micro in xushui.descendants().filter(|node| node.kind() == Kind::MicroGrid) {
        let heads = micro.staff().filter(|post| post.role == Some(Role::PartTimeHead));
        assert_eq!(heads.count(), 1, "{micro}");
    }
    let headed = governance.ask(Question::Headed).within(&xushui.subtree()).of_kind(Kind::MicroGrid);
    assert_eq!((headed.covered, headed.total, headed.is_full()), (139, 139, Verdict::True));
}

#[test]
fn t5_24_branches_that_lead_one_grid_each_leave_28() {
    let governance = article();
    let xushui = governance.node(XUSHUI.code).unwrap();
    let led = governance.ask(Question::Led).within(&xushui.subtree()).of_kind(Kind::ThirdGrid);
    assert_eq!((led.covered, led.total, led.uncovered()), (24, 52, 28));
    assert_eq!(led.is_full(), Verdict::False);
    let one_each = Figure::exact(1).checked_mul(24).unwrap();
    assert_eq!(one_each.reaches(Figure::exact(52)), Verdict::False, "impossible, whichever grids they are");
}

#[test]
fn t6_branches_that_may_lead_three_can_cover_all() {
    let up_to_three = Figure::at_most(3).checked_mul(24).unwrap();
    assert_eq!(up_to_three, Figure::at_most(72));
    assert!(up_to_three.reaches(Figure::exact(52)).is_possible());
    let two_at_most = Figure::at_most(2).checked_mul(24).unwrap();
    assert_eq!(two_at_most.reaches(Figure::exact(52)), Verdict::False);
    assert_eq!(Figure::exact(52).per(Figure::exact(24), 2).unwrap().to_string(), "2.17");
}

#[test]
fn t7_10_liaisons_of_34_dedicated_grids_leave_24() {
    let governance = article();
    let xushui = governance.node(XUSHUI.code).unwrap();
    let liaison = governance.ask(Question::Liaison).within(&xushui.subtree());
    assert_eq!(liaison.total().uncovered(), 24);
    assert_eq!(liaison.uncovered().len(), 24);
    assert_eq!(Figure::exact(34).per(Figure::exact(10), 1).unwrap().to_string(), "3.4");
}

#[test]
fn t8_zhongyuan_west_has_1427_places() {
    let governance = article();
    let west = governance.node(ZHONGYUAN_WEST.code).unwrap();
    let counts = governance.roll_up_at(Distinct, CountByKind, west).unwrap();
    assert_eq!(counts.of_family(Family::Place), Some(13 + 539 + 864 + 11));
    assert_eq!(counts.of_family(Family::Place), Some(1427));
    // Nothing is covered twice, so all three countings agree.
    assert_eq!(governance.roll_up_at(Home, CountByKind, west).unwrap(), counts);
    assert_eq!(governance.roll_up_at(EveryCover, CountByKind, west).unwrap(), counts);
}

#[test]
fn t9_whether_all_disputes_are_settled_is_undecidable_for_both_together() {
    let governance = article();
    let figures = [ZHONGYUAN_WEST.code, XUSHUI.code].map(|code| {
        let street = governance.node(code).unwrap();
        let declared = |measure| street.declared(governance.measure(measure).unwrap());
        (declared("disputes_settled"), declared("disputes_taken"))
    });
    let [(west_settled, west_taken), (xushui_settled, xushui_taken)] = figures;
    assert_eq!((west_settled, west_taken), (Figure::exact(321), Figure::exact(324)));
    assert_eq!(west_settled.reaches(west_taken), Verdict::False);
    assert_eq!(Ratio::new(321, 324).percent().unwrap().unwrap().to_string(), "99.1");

    let settled = west_settled.checked_add(xushui_settled).unwrap();
    let taken = west_taken.checked_add(xushui_taken).unwrap();
    assert_eq!((settled, taken), (Figure::exact(618), Figure::UNKNOWN));
    assert_eq!(settled.reaches(taken), Verdict::Undecidable, "not 100 %");
    assert_eq!(settled.per(taken, 2).unwrap(), Figure::UNKNOWN);
}

#[test]
fn t10_people_checked_stay_at_least() {
    let governance = article();
    let west = governance.node(ZHONGYUAN_WEST.code).unwrap();
    let checked = west.declared(governance.measure("people_checked").unwrap());
    assert_eq!(checked, Figure::at_least(38_000));
    assert_eq!(checked.checked_add(Figure::exact(120)).unwrap(), Figure::at_least(38_120));
    let counts = governance.roll_up_at(Home, CountByKind, west).unwrap();
    let micro_grids = Figure::exact(i64::try_from(counts[Kind::MicroGrid]).unwrap());
    assert_eq!(checked.per(micro_grids, 2).unwrap().to_string(), "at least 145.04");
}

#[test]
fn t11_nine_projects_in_seven_villages_put_several_into_one() {
    let governance = article();
    let xushui = governance.node(XUSHUI.code).unwrap();
    let projects = |node: Node<'_>| node.places().filter(|place| place.category() == Some(PROJECT)).count();
    let villages: Vec<usize> = xushui.children().map(projects).filter(|projects| *projects > 0).collect();
    assert_eq!((villages.len(), villages.iter().sum::<usize>()), (7, 9));
    assert!(villages.iter().any(|projects| *projects > 1), "nine do not go into seven one by one");
    // This holds whichever villages they are in: with one each there would be at most seven.
    assert_eq!(Figure::at_most(1).checked_mul(7).unwrap().reaches(Figure::exact(9)), Verdict::False);
    let liaisons = xushui.children().flat_map(Node::staff).filter(|post| post.role == Some(Role::Liaison));
    assert_eq!(liaisons.count(), 9);
}

#[test]
fn what_the_article_declares_is_what_is_counted() {
    let governance = article();
    let findings = governance.audit();
    let differing: Vec<String> =
        findings.iter().filter(|finding| finding.rule() == "report.differs").map(ToString::to_string).collect();
    assert_eq!(differing, Vec::<String>::new());
}

#[test]
fn the_ledger_of_the_article_survives_both_formats() {
    use gridgov::ledger::Ledger;

    let ledger = zhongyuan_district().into_ledger();
    let json = ledger.to_json_string();
    let read = Ledger::from_json_str(&json).unwrap();
    assert_eq!(read, ledger, "JSON");
    assert_eq!(read.to_json_string(), json, "a second write");
    let (mut nodes, mut links) = (Vec::new(), Vec::new());
    ledger.write_csv(&mut nodes, &mut links).unwrap();
    let read = Ledger::from_csv_readers(nodes.as_slice(), links.as_slice()).unwrap();
    assert_eq!((&read.nodes, &read.links, &read.measures), (&ledger.nodes, &ledger.links, &ledger.measures), "CSV");
}
