use super::*;
use crate::change::{Addition, Change, ChangeSet, Correction, Merge, Part, Reported, Split};
use crate::kind::{Relation, Role};
use crate::ledger::{Ledger, NodeRow};
use crate::measure::Measure;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn half() -> Period {
    "2023-01-01/2023-06-30".parse().unwrap()
}

/// A street with grids G and H, whose satisfaction is known, and a person.
fn ledger() -> Ledger {
    let mut ledger = Ledger::new("");
    ledger.measures = ["households", "covered"].map(Measure::new).to_vec();
    ledger.measures.push(Measure::new("satisfaction").with_unit("%"));
    let grid = |code: &str, households: i64, covered: i64, satisfaction: i64| {
        let row = NodeRow::new(Kind::SecondGrid, code, format!("名{code}")).with_parent("S");
        let row = row.with_measure("households", households).with_measure("covered", covered);
        row.with_measure("satisfaction", satisfaction)
    };
    ledger.nodes = vec![
        NodeRow::new(Kind::Subdistrict, "S", "街道"),
        grid("G", 30, 27, 95),
        grid("H", 10, 10, 90),
        NodeRow::new(Kind::Person, "N", "张三"),
        NodeRow::new(Kind::Branch, "P", "党支部"),
    ];
    ledger
}

fn history() -> History {
    History::new(ledger(), date("2023-01-01")).unwrap()
}

fn set(on: &str, changes: impl IntoIterator<Item = Change>) -> ChangeSet {
    changes.into_iter().fold(ChangeSet::new(date(on), ""), ChangeSet::with)
}

fn shown(history: &History, code: &str, of: SeriesOf<'_>, on: OnMap) -> Vec<String> {
    history.series(code, of, on).unwrap().iter().map(Point::to_string).collect()
}

#[test]
fn rates_roll_up_as_a_part_of_a_whole() {
    let mut history = history();
    let settled = Reported::new(half(), "settled_rate").with_rate("G", 19, 20).with_rate("H", 9, 10);
    history.report(settled).unwrap();
    let of = SeriesOf::Reported("settled_rate");
    assert_eq!(shown(&history, "S", of, OnMap::OfItsTime), ["2023-01-01/2023-06-30 28 / 30"], "and never 185 %");
    let merge = Merge::new(["G", "H"], "G", "合并").with_measure("satisfaction", 94);
    history.change(set("2023-07-01", [merge.into()])).unwrap();
    let today = OnMap::AsOf(date("2023-07-01"));
    assert_eq!(shown(&history, "G", of, today), ["2023-01-01/2023-06-30 28 / 30"]);
    let rate = history.series("G", of, today).unwrap()[0].ratio().unwrap();
    assert_eq!(rate.percent().unwrap().unwrap().to_string(), "93.3");
    let rebased = history.rebased("settled_rate", half(), date("2023-07-01")).unwrap();
    let figure = rebased.get("G").unwrap();
    assert_eq!((figure.value, figure.whole), (28.into(), Some(30.into())));
    // A document keeps both.
    let read = History::from_json_str(&history.to_json_string()).unwrap();
    assert_eq!(shown(&read, "G", of, today), ["2023-01-01/2023-06-30 28 / 30"]);
}

#[test]
fn a_bare_rate_is_never_added_up() {
    let mut history = history();
    let error = |history: &mut History, reported: Reported| history.report(reported).unwrap_err().to_string();
    let bare = "entry 1: `satisfaction` is a rate, which cannot be added up; report the part and the whole of each node instead";
    assert_eq!(error(&mut history, Reported::new(half(), "satisfaction").with("G", 95).with("H", 90)), bare);
    // Names decide nothing: this one is not declared, and its figures are given as amounts.
    assert!(history.of_kind(&Reported::new(half(), "利率市场化户数").with("G", 95), history.latest()).is_empty());
    let mixed = Reported::new(half(), "settled").with("G", 5).with_rate("H", 9, 10);
    assert_eq!(error(&mut history, mixed), "entry 1: `settled` was an amount in entry 1; give an amount here as well");
    let merge = set("2023-07-01", [Merge::new(["G", "H"], "G", "合并").into()]);
    let error = history.change(merge).unwrap_err().to_string();
    assert!(error.contains("`satisfaction` is a rate, which cannot be added up; state with `measures`"), "{error}");
    let error = history.series("S", SeriesOf::Measure("satisfaction"), OnMap::OfItsTime).unwrap_err().to_string();
    assert!(error.starts_with("`satisfaction` is a rate"), "{error}");
}

#[test]
fn a_split_may_give_both_parts_the_same_rate() {
    let mut history = history();
    let part = Part::new("G-1", "东")
        .with_measure("households", 10)
        .with_measure("covered", 9)
        .with_measure("satisfaction", 95);
    let split = Split::new("G").into_part(part).rest_into(Part::new("G-2", "西"));
    history.change(set("2023-07-01", [split.into()])).unwrap();
    let rest = history.latest().node("G-2").unwrap();
    assert_eq!((rest.value_of("households"), rest.value_of("satisfaction")), (Some(20.into()), Some(95.into())));
}

#[test]
fn a_map_has_rates_minima_and_maxima_over_time() {
    let mut history = history();
    history.change(set("2023-07-01", [Change::set_measure("G", "satisfaction", 80)])).unwrap();
    let of_its_time = |of: SeriesOf<'_>| shown(&history, "S", of, OnMap::OfItsTime);
    let rate = SeriesOf::Rate { part: "covered", whole: "households" };
    assert_eq!(of_its_time(rate), ["2023-01-01/2023-06-30 37 / 40", "2023-07-01/.. 37 / 40"]);
    assert_eq!(of_its_time(SeriesOf::Minimum("satisfaction")), ["2023-01-01/2023-06-30 90", "2023-07-01/.. 80"]);
    assert_eq!(of_its_time(SeriesOf::Maximum("satisfaction")), ["2023-01-01/2023-06-30 95", "2023-07-01/.. 90"]);
    let on = OnMap::AsOf(date("2023-07-01"));
    assert_eq!(
        shown(&history, "G", SeriesOf::Maximum("satisfaction"), on),
        ["2023-01-01/2023-06-30 95", "2023-07-01/.. 80"]
    );
    assert_eq!(shown(&history, "P", SeriesOf::Minimum("satisfaction"), on), Vec::<String>::new(), "no value is none");
}

#[test]
fn what_ends_without_an_heir_is_named_in_every_series() {
    let mut history = history();
    history.report(Reported::new(half(), "members").with("P", 21).with("G", 5)).unwrap();
    history.change(set("2023-07-01", [Change::close("P")])).unwrap();
    let series = history.series("S", SeriesOf::Reported("members"), OnMap::AsOf(date("2023-07-01"))).unwrap();
    assert_eq!(series.iter().map(Point::to_string).collect::<Vec<_>>(), ["2023-01-01/2023-06-30 5"]);
    let [remainder] = series.remainder() else { panic!("{series:?}") };
    assert_eq!((remainder.code.as_str(), remainder.figure), ("P", Quantity::amount(21)));
    let on_its_map = history.series("S", SeriesOf::Reported("members"), OnMap::OfItsTime).unwrap();
    assert!(on_its_map.remainder().is_empty(), "nothing is lost where nothing is carried");
}

#[test]
fn another_unit_that_was_closed_for_a_day_stands_once() {
    let mut history = history();
    let close = set("2023-02-10", [Change::close("G")]);
    let mut open = close.inverse(history.as_of(date("2023-02-09")).unwrap()).unwrap();
    open.effective = date("2023-02-11");
    history.change(close).unwrap();
    history.change(open).unwrap();
    history.change(set("2023-07-01", [Change::recode("G", "G-old")])).unwrap();
    let other = Addition::new(Kind::SecondGrid, "G", "新网格").below("S");
    history.change(set("2023-08-01", [other.into()])).unwrap();
    let series = history.series("G", SeriesOf::Measure("households"), OnMap::OfItsTime).unwrap();
    let [first] = series.others() else { panic!("{series:?}") };
    assert_eq!((first.first.to_string(), first.last.unwrap().to_string()), ("2023-01-01".into(), "2023-06-30".into()));
    assert_eq!(history.validity("G").len(), 3, "the code was free for a day");
}

#[test]
fn a_code_that_another_unit_has_now_mixes_no_figures() {
    let mut history = history();
    history.report(Reported::new(half(), "disputes").with("G", 5)).unwrap();
    history.change(set("2023-07-01", [Change::recode("G", "G-old")])).unwrap();
    let other = Addition::new(Kind::SecondGrid, "G", "新网格").below("S");
    history.change(set("2023-08-01", [other.into()])).unwrap();
    history.report(Reported::new("2023-08-01/2023-08-31".parse().unwrap(), "disputes").with("G", 7)).unwrap();
    let of = SeriesOf::Reported("disputes");
    let series = history.series("G", of, OnMap::OfItsTime).unwrap();
    assert_eq!(series.iter().map(Point::to_string).collect::<Vec<_>>(), ["2023-08-01/2023-08-31 7"]);
    let [first] = series.others() else { panic!("{series:?}") };
    assert_eq!((first.name.as_str(), first.last), ("名G", Some(date("2023-06-30"))));
    let on = OnMap::AsOf(date("2023-08-01"));
    assert_eq!(shown(&history, "G-old", of, on), ["2023-01-01/2023-06-30 5"]);
    assert_eq!(shown(&history, "G", of, OnMap::AsOf(date("2023-06-01"))), ["2023-01-01/2023-06-30 5"]);
}

#[test]
fn times_that_overlap_are_told() {
    let mut history = history();
    history.report(Reported::new(half(), "disputes").with("G", 5)).unwrap();
    let quarter = "2023-04-01/2023-06-30".parse().unwrap();
    history.report(Reported::new(quarter, "disputes").with("G", 3)).unwrap();
    history.report(Reported::new("2023-07-01/2023-07-31".parse().unwrap(), "disputes").with("G", 1)).unwrap();
    let series = history.series("G", SeriesOf::Reported("disputes"), OnMap::OfItsTime).unwrap();
    let overlaps: Vec<String> = series.overlaps().map(|(one, other)| format!("{one}; {other}")).collect();
    assert_eq!(overlaps, ["2023-01-01/2023-06-30 5; 2023-04-01/2023-06-30 3"]);
}

#[test]
fn a_correction_counts_and_what_was_reported_stays() {
    let mut history = history();
    history.report(Reported::new(half(), "disputes").with("G", 12)).unwrap();
    let correction = |code: &str, figure| Correction::new(half(), "disputes", code, figure, "two digits were swapped");
    let error = |history: &mut History, correction| history.correct(correction).unwrap_err().to_string();
    assert_eq!(
        error(&mut history, correction("H", Quantity::amount(1))),
        "entry 2: `disputes` of `H` is not reported for 2023-01-01/2023-06-30, so there is nothing to put right; report it"
    );
    assert_eq!(
        error(&mut history, correction("G", Quantity::rate(1, 2))),
        "entry 2: `disputes` was an amount in entry 1; give an amount here as well"
    );
    history.correct(correction("G", Quantity::amount(21))).unwrap();
    assert_eq!(shown(&history, "S", SeriesOf::Reported("disputes"), OnMap::OfItsTime), ["2023-01-01/2023-06-30 21"]);
    let given: Vec<_> = history.figures_given("disputes", half(), "G").collect();
    assert_eq!(given, [(1, Quantity::amount(12)), (2, Quantity::amount(21))]);
    let read = History::from_json_str(&history.to_json_string()).unwrap();
    assert!(read.entries().eq(history.entries()) && read.digest() == history.digest());
}

#[test]
fn people_posts_and_names_may_change_within_a_reported_period() {
    let mut history = history();
    history.report(Reported::new(half(), "disputes").with("G", 5)).unwrap();
    let harmless = [
        Change::rename("G", "第一网格"),
        Change::SetCategory { code: "G".to_owned(), category: Some("城市".to_owned()) },
        Change::appoint("N", Role::GridHead, "G"),
        Change::assign(Relation::Leads, "P", "G"),
        Addition::new(Kind::Person, "M", "李四").into(),
    ];
    history.change(set("2023-03-01", harmless)).unwrap();
    history.change(set("2023-04-01", [Change::close("M")])).unwrap();
    assert_eq!(shown(&history, "G", SeriesOf::Reported("disputes"), OnMap::OfItsTime), ["2023-01-01/2023-06-30 5"]);
    let error = history.change(set("2023-05-01", [Change::close("H")])).unwrap_err().to_string();
    assert!(error.contains("is reported for 2023-01-01/2023-06-30 on the map before it"), "{error}");
    History::from_json_str(&history.to_json_string()).unwrap();
}

#[test]
fn an_unknown_code_is_told_with_what_it_is_on_another_map() {
    let mut history = history();
    history.change(set("2023-07-01", [Change::recode("G", "G-1")])).unwrap();
    history.change(set("2023-08-01", [Addition::new(Kind::SecondGrid, "K", "新").below("S").into()])).unwrap();
    history.change(set("2023-09-01", [Change::close("H")])).unwrap();
    let error = |code: &str, on: &str| {
        history.series(code, SeriesOf::Count(Kind::SecondGrid), OnMap::AsOf(date(on))).unwrap_err().to_string()
    };
    assert_eq!(error("G-1", "2023-03-01"), "no node has the code `G-1` on 2023-03-01; its node was `G` then");
    assert_eq!(error("G", "2023-08-01"), "no node has the code `G` on 2023-08-01; its node was `G-1` then");
    assert_eq!(
        error("K", "2023-03-01"),
        "no node has the code `K` on 2023-03-01; the code is in use from 2023-08-01 on"
    );
    assert_eq!(
        error("H", "2023-10-01"),
        "no node has the code `H` on 2023-10-01; the code was in use up to 2023-08-31, when its node ended"
    );
    let mut history = history;
    let reported = Reported::new("2023-08-01/2023-08-31".parse().unwrap(), "disputes").with("G", 1);
    assert_eq!(
        history.report(reported).unwrap_err().to_string(),
        "entry 4: no node has the code `G` on 2023-08-31; its node was `G-1` then"
    );
}
