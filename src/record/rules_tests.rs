use super::*;
use crate::audit::RulePack;
use crate::kind::{Person, Role, SecondGrid, Subdistrict};
use crate::ledger::Draft;
use crate::message::Tell;
use crate::record::{BindRecords, RecordReader, Zone};

fn street(with_head: bool) -> Governance {
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "须水街道");
    let [one, _] = ["G-1", "G-2"].map(|code| draft.add(street, SecondGrid, code, ""));
    if with_head {
        let head = draft.root(Person, "N", "张三");
        draft.serve(head, Role::GridHead, one);
    }
    Governance::build(&draft).unwrap()
}

const TABLE: &str = "\
编号,网格,上报时间,立案时间,派遣时间,结案时间,截止时间,状态,吹哨时间,报到时间
ok,G-1,2023-12-10 08:00,2023-12-10 08:10,2023-12-10 08:20,2023-12-10 09:00,2023-12-10 10:00,结案,,
late,G-1,2023-12-10 08:00,2023-12-10 08:10,2023-12-10 08:20,,2023-12-10 10:00,待办,,
unfiled,G-2,2023-12-10 08:00,,2023-12-10 08:20,2023-12-10 09:00,2023-12-10 10:00,结案,,
whistle,G-1,2023-12-10 08:00,2023-12-10 08:10,2023-12-10 08:20,2023-12-10 09:00,2023-12-10 10:00,结案,2023-12-10 08:30,
order,G-2,2023-12-10 08:00,2023-12-10 07:10,2023-12-10 08:20,2023-12-10 09:00,2023-12-10 10:00,结案,,
open,G-2,2023-12-10 08:00,2023-12-10 08:10,,,2023-12-10 18:00,待办,,
returned,G-1,2023-12-10 08:00,2023-12-10 08:10,,,2023-12-10 18:00,已退回,,
contradiction,G-1,2023-12-10 08:00,2023-12-10 08:10,2023-12-10 08:20,2023-12-10 09:00,2023-12-10 18:00,待办,,
";

fn found(governance: &Governance) -> Vec<String> {
    let zone: Zone = "Asia/Shanghai".parse().unwrap();
    let ledger = RecordReader::new(zone).csv_str(TABLE);
    let records = governance.records(&ledger).unwrap();
    let now = Moment::read("2023-12-10 12:00", records.zone()).unwrap();
    let audit = records.add_rules(Rules::built_in(), Some(now)).audit(&RulePack::new("p", "")).unwrap();
    audit.run(governance).iter().map(|finding| format!("{} {}", finding.rule(), finding.subject().code())).collect()
}

#[test]
fn each_rule_finds_what_breaks_it() {
    let mut all = found(&street(true));
    all.sort();
    assert_eq!(
        all,
        [
            "record.no_owner G-2",
            "record.open_loop G-1",
            "record.open_loop G-2",
            "record.out_of_order G-1",
            "record.out_of_order G-2",
            "record.overdue G-1",
        ]
    );
}

#[test]
fn who_is_recorded_nowhere_is_not_missing() {
    let all = found(&street(false));
    assert!(!all.iter().any(|finding| finding.starts_with("record.no_owner")), "{all:?}");
}

#[test]
fn findings_speak_both_languages_and_name_the_records() {
    let governance = street(true);
    let ledger = RecordReader::new("Asia/Shanghai".parse::<Zone>().unwrap()).csv_str(TABLE);
    let records = governance.records(&ledger).unwrap();
    let audit = records.add_rules(Rules::built_in(), None).audit(&RulePack::new("p", "")).unwrap();
    let findings = audit.run(&governance);
    let open = &findings.of_rule("record.open_loop")[0];
    assert_eq!(
        open.in_language(crate::Language::English).to_string(),
        "notice record.open_loop G-1: 2 records are no closed loop: `returned` (returned), `whistle` (never reported in at \
         the whistle); see to what is missing, or enter it"
    );
    let chinese = open.in_language(crate::Language::Chinese).to_string();
    assert!(chinese.contains("2件未闭环：“returned”（已回退）、“whistle”（缺报到）；请补办"), "{chinese}");
    assert_eq!(open.message().parts().text("count").as_deref(), Some("2"));
    let order = &findings.of_rule("record.out_of_order")[1];
    assert!(order.to_string().contains("`order` (filed before reported)"), "{order}");
}

#[test]
fn packs_refuse_what_others_find() {
    let governance = street(true);
    let ledger = RecordReader::new("Asia/Shanghai".parse::<Zone>().unwrap()).csv_str(TABLE);
    let pack = crate::record::RecordPack::default().refusing("record.out_of_order");
    let errors = governance.records_by(&ledger, &pack).unwrap_err();
    let shown: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "line 6: it was filed on 2023-12-10 07:10:00, before it was reported on 2023-12-10 08:00:00; correct one of the times",
            "line 9: it was closed on 2023-12-10 09:00:00, and its state is `open`; correct one of them",
        ]
    );
}

#[test]
fn what_was_voided_has_nothing_to_take() {
    let governance = street(true);
    let table = "编号,类别,网格,上报时间,状态,吹哨时间\n1,巡查,G-1,2023-12-10 08:00,作废,2023-12-10 09:00\n";
    let records = governance.records(&RecordReader::new(Zone::utc()).csv_str(table)).unwrap();
    let audit = records.add_rules(Rules::built_in(), None).audit(&RulePack::new("p", "")).unwrap();
    assert!(audit.run(&governance).of_rule("record.open_loop").is_empty());
    let grids = governance.set_of_kind(crate::kind::Kind::SecondGrid);
    let day = "2023-12-10".parse().unwrap();
    assert_eq!(records.patrols(&grids, day, day, |_| true).on(day).total().covered, 0, "nobody patrolled");
    let street = governance.node("S").unwrap();
    let per_worker = records.per_worker(street, &[], |_| true).map(|ratio| (ratio.part(), ratio.whole()));
    assert_eq!(per_worker, Some((0.into(), 1.into())));
    assert!(records.per_worker(governance.node("G-2").unwrap(), &[], |_| true).is_none(), "nobody serves there");
}
