use super::*;
use crate::change::{Addition, Change, Merge, Part, Split};
use crate::kind::Kind;
use crate::ledger::NodeRow;
use crate::measure::Measure;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// A street with two villages, G of 420 households and H of 100, and in each a third-level grid and a shop.
fn ledger() -> Ledger {
    let mut ledger = Ledger::new("须水街道");
    ledger.measures = vec![Measure::new("households")];
    ledger.nodes = vec![
        NodeRow::new(Kind::Subdistrict, "S", "须水街道"),
        NodeRow::new(Kind::SecondGrid, "G", "第一网格").with_parent("S").with_measure("households", 420),
        NodeRow::new(Kind::SecondGrid, "H", "第二网格").with_parent("S").with_measure("households", 80),
        NodeRow::new(Kind::ThirdGrid, "T", "三级网格").with_parent("H").with_measure("households", 20),
    ];
    ledger
}

fn split() -> ChangeSet {
    let split = Split::new("G")
        .into_part(Part::new("G-1", "东").with_measure("households", 260))
        .into_part(Part::new("G-2", "西").with_measure("households", 160));
    ChangeSet::new(date("2023-07-01"), "the block is finished").with(split)
}

fn first_half() -> Reported {
    Reported::new("2023-01-01/2023-06-30".parse().unwrap(), "disputes").with("G", 21).with("H", 5).with("T", 2)
}

fn second_half() -> Reported {
    let period = "2023-07-01/2023-12-31".parse().unwrap();
    Reported::new(period, "disputes").with("G-1", 10).with("G-2", 9).with("T", 1)
}

/// The split of July 2023, and in 2024 the merger of G-2 with H, to which T belongs; each half-year reported.
fn history() -> History {
    let mut history = History::new(ledger(), date("2023-01-01")).unwrap();
    history.report(first_half()).unwrap();
    history.change(split()).unwrap();
    history.report(second_half()).unwrap();
    let merge = Merge::new(["G-2", "H"], "H", "第二网格");
    history.change(ChangeSet::new(date("2024-01-01"), "two small ones").with(merge)).unwrap();
    history
}

fn series(history: &History, code: &str, of: SeriesOf<'_>, on: OnMap) -> Vec<String> {
    history.series(code, of, on).unwrap().iter().map(Point::to_string).collect()
}

const DISPUTES: SeriesOf<'_> = SeriesOf::Reported("disputes");

#[test]
fn every_day_has_its_map() {
    let history = history();
    let has = |day: &str, code: &str| history.as_of(date(day)).unwrap().node(code).is_some();
    assert!(history.as_of(date("2022-12-31")).is_none());
    assert!(has("2023-01-01", "G") && has("2023-03-15", "G") && has("2023-06-30", "G"));
    assert!(!has("2023-03-15", "G-1") && !has("2023-07-01", "G") && has("2023-07-01", "G-1"));
    assert!(has("2023-12-31", "G-2") && !has("2024-01-01", "G-2") && has("2099-01-01", "G-1"));
    assert_eq!(
        history.versions().map(|(since, _)| since.to_string()).collect::<Vec<_>>().join(" "),
        "2023-01-01 2023-07-01 2024-01-01"
    );
    assert_eq!(history.entries().len(), 4);
}

#[test]
fn figures_are_carried_to_any_map_and_marked_where_they_are_estimates() {
    let history = history();
    let of = |code: &str, on: OnMap| series(&history, code, DISPUTES, on);
    let (then, now) = (OnMap::AsOf(date("2023-03-15")), OnMap::AsOf(date("2023-12-31")));
    let latest = OnMap::AsOf(date("2024-05-01"));
    assert_eq!(of("G", OnMap::OfItsTime), ["2023-01-01/2023-06-30 21"]);
    assert_eq!(of("G-1", OnMap::OfItsTime), ["2023-07-01/2023-12-31 10"]);
    assert_eq!(of("G-1", now), ["2023-01-01/2023-06-30 13 (estimate)", "2023-07-01/2023-12-31 10"]);
    assert_eq!(of("G-2", now), ["2023-01-01/2023-06-30 8 (estimate)", "2023-07-01/2023-12-31 9"]);
    assert_eq!(of("G", then), ["2023-01-01/2023-06-30 21", "2023-07-01/2023-12-31 19"]);
    assert_eq!(of("H", latest), ["2023-01-01/2023-06-30 15 (estimate)", "2023-07-01/2023-12-31 10"]);
    // Nothing crosses the boundary of the street, so its total is exact on every map.
    for on in [OnMap::OfItsTime, then, now, latest] {
        assert_eq!(of("S", on), ["2023-01-01/2023-06-30 28", "2023-07-01/2023-12-31 20"]);
    }
    assert_eq!(of("T", latest), ["2023-01-01/2023-06-30 2", "2023-07-01/2023-12-31 1"]);

    let half = "2023-01-01/2023-06-30".parse().unwrap();
    let rebased = history.rebased("disputes", half, date("2024-01-01")).unwrap();
    let shown: Vec<_> = rebased.iter().map(|(code, of)| format!("{code} {} {}", of.value, of.is_estimate)).collect();
    assert_eq!(shown, ["G-1 13 true", "H 13 true", "T 2 false"]);
    assert_eq!(rebased.total(), Ok(28.into()));
    let back = history.crosswalk(date("2024-01-01"), date("2023-01-01")).unwrap();
    assert_eq!(back.row("H").unwrap().to_string(), "H -> G 8/13, H 5/13 (households)");
}

#[test]
fn a_part_that_is_on_no_later_map_is_not_left_out_in_silence() {
    let mut ledger = Ledger::new("");
    ledger.nodes = vec![NodeRow::new(Kind::Branch, "P", "第一党支部"), NodeRow::new(Kind::Branch, "R", "第二党支部")];
    let mut history = History::new(ledger, date("2023-01-01")).unwrap();
    let half = "2023-01-01/2023-06-30".parse().unwrap();
    history.report(Reported::new(half, "members").with("P", 21).with("R", 5)).unwrap();
    let split = Split::new("P").into_part(Part::new("P-1", "")).into_part(Part::new("P-2", ""));
    history.change(ChangeSet::new(date("2023-07-01"), "").with(split)).unwrap();
    history.change(ChangeSet::new(date("2024-01-01"), "").with(Change::close("P-2"))).unwrap();
    let of = |code: &str, day: &str| history.series(code, SeriesOf::Reported("members"), OnMap::AsOf(date(day)));
    assert_eq!(of("P-1", "2023-07-01").unwrap()[0].to_string(), "2023-01-01/2023-06-30 11 (estimate)");
    assert_eq!(
        of("P-1", "2024-01-01").unwrap_err().to_string(),
        "the figure of `P` for 2023-01-01/2023-06-30 cannot be divided on the map of 2024-01-01: of what `P` became, \
         there are `P-1`, but not `P-2`; ask for the series on a map that has them"
    );
    // Others are as they were, and so is what ended as a whole.
    assert_eq!(of("R", "2024-01-01").unwrap()[0].to_string(), "2023-01-01/2023-06-30 5");
    history.change(ChangeSet::new(date("2024-02-01"), "").with(Change::close("P-1"))).unwrap();
    let of = |code: &str, day: &str| history.series(code, SeriesOf::Reported("members"), OnMap::AsOf(date(day)));
    assert_eq!(of("R", "2024-02-01").unwrap()[0].to_string(), "2023-01-01/2023-06-30 5");
}

#[test]
fn what_is_on_the_map_has_a_series_from_change_to_change() {
    let history = history();
    let households = SeriesOf::Measure("households");
    let today = OnMap::AsOf(date("2024-01-01"));
    let all = "2023-01-01/2023-06-30 520, 2023-07-01/2023-12-31 520, 2024-01-01/.. 520";
    for on in [OnMap::OfItsTime, today] {
        assert_eq!(series(&history, "S", households, on).join(", "), all);
    }
    let second = SeriesOf::Count(Kind::SecondGrid);
    assert_eq!(
        series(&history, "S", second, OnMap::OfItsTime),
        ["2023-01-01/2023-06-30 2", "2023-07-01/2023-12-31 3", "2024-01-01/.. 2"]
    );
    assert_eq!(series(&history, "G", second, OnMap::OfItsTime), ["2023-01-01/2023-06-30 1"]);
}

#[test]
fn a_name_and_a_code_have_their_days() {
    let mut history = history();
    let change = |day: &str, change: Change| ChangeSet::new(date(day), "").with(change);
    history.change(change("2024-03-01", Change::rename("T", "一号三级网格"))).unwrap();
    history.change(change("2024-04-01", Change::recode("G-1", "G"))).unwrap();
    history.change(change("2024-05-01", Change::close("T"))).unwrap();
    // On the day on which it is added it is renamed, so only the second name is ever on a map.
    let again = Addition::new(Kind::ThirdGrid, "T", "暂名").below("G");
    history.change(ChangeSet::new(date("2024-06-01"), "").with(again)).unwrap();
    history.change(change("2024-06-01", Change::rename("T", "新网格"))).unwrap();
    let shown = |code: &str| history.validity(code).iter().map(Validity::to_string).collect::<Vec<_>>();
    assert_eq!(
        shown("T"),
        ["2023-01-01/2024-02-29 三级网格", "2024-03-01/2024-04-30 一号三级网格", "2024-06-01/.. 新网格"]
    );
    assert_eq!(shown("G"), ["2023-01-01/2023-06-30 第一网格", "2024-04-01/.. 东"]);
    assert_eq!(shown("nowhere"), Vec::<String>::new());
    let count = series(&history, "S", SeriesOf::Count(Kind::ThirdGrid), OnMap::OfItsTime);
    assert_eq!(count[4..], ["2024-04-01/2024-04-30 1", "2024-05-01/2024-05-31 0", "2024-06-01/.. 1"]);
    assert!(
        history.validity("T")[0].holds_on(date("2024-02-29")) && !history.validity("T")[0].holds_on(date("2024-03-01"))
    );
}

#[test]
fn a_history_only_grows_at_its_end() {
    let mut history = history();
    let before = history.to_json_string();
    let refused = |history: &mut History, change: ChangeSet| history.change(change).unwrap_err().to_string();
    let early = ChangeSet::new(date("2023-06-30"), "").with(Change::recode("H", "x"));
    let expected = "\
entry 5: the change takes effect on 2023-06-30, before the last one on 2024-01-01; a history only grows at its end
entry 5: the change takes effect on 2023-06-30, but `disputes` is reported for 2023-01-01/2023-06-30 on the map \
before it; let it take effect after 2023-06-30
entry 5: the change takes effect on 2023-06-30, but `disputes` is reported for 2023-07-01/2023-12-31 on the map \
before it; let it take effect after 2023-12-31";
    assert_eq!(refused(&mut history, early), expected);
    assert_eq!(history.to_json_string(), before, "what is refused leaves no trace");
}

#[test]
fn all_figures_that_are_refused_are_named() {
    let mut history = history();
    let before = history.to_json_string();
    let twice = first_half().with("Ｈ", 1).with("K", 1);
    let expected = "\
entry 5: `disputes` of `G` for 2023-01-01/2023-06-30 is already reported by entry 1
entry 5: `disputes` of `H` for 2023-01-01/2023-06-30 is already reported by entry 1
entry 5: no node has the code `K` on 2023-06-30
entry 5: `disputes` of `T` for 2023-01-01/2023-06-30 is already reported by entry 1
entry 5: no node has the code `Ｈ` on 2023-06-30; near it: `H` 第二网格 (the same but for full width, spaces around it or invisible characters)";
    assert_eq!(history.report(twice).unwrap_err().to_string(), expected);
    let early = Reported::new("2022-01-01/2022-12-31".parse().unwrap(), "disputes").with("G", 1);
    let expected = "entry 5: the period 2022-01-01/2022-12-31 ends before the history begins on 2023-01-01, so there is no \
                    map for its figures";
    assert_eq!(history.report(early).unwrap_err().to_string(), expected);
    assert_eq!(history.to_json_string(), before);
    // Late figures of a known period are no change to the past.
    let late = Reported::new("2023-01-01/2023-06-30".parse().unwrap(), "disputes").with("S", 4);
    history.report(late).unwrap();
    assert_eq!(series(&history, "S", DISPUTES, OnMap::OfItsTime)[0], "2023-01-01/2023-06-30 32");
}

#[test]
fn what_there_is_no_series_of_is_said() {
    let history = history();
    let error = |code: &str, of, on| history.series(code, of, on).unwrap_err().to_string();
    let on = OnMap::OfItsTime;
    assert_eq!(error("K", DISPUTES, on), "no node has the code `K` on any map");
    let near = error("g_1", DISPUTES, on);
    assert!(near.starts_with("no node has the code `g_1` on any map; near it: `G-1`"), "{near}");
    let near = error("Ｇ", DISPUTES, OnMap::AsOf(date("2023-03-15")));
    assert!(near.starts_with("no node has the code `Ｇ` on 2023-03-15; near it: `G`"), "{near}");
    assert_eq!(
        error("G-1", DISPUTES, OnMap::AsOf(date("2023-03-15"))),
        "no node has the code `G-1` on 2023-03-15; its node was `G` then"
    );
    assert_eq!(
        error("G", DISPUTES, OnMap::AsOf(date("2022-03-15"))),
        "there is no map of 2022-03-15: the history begins on 2023-01-01"
    );
    assert_eq!(
        error("G", SeriesOf::Reported("dispute"), on),
        "there is no `dispute` (did you mean `disputes`?); known are: disputes"
    );
    assert_eq!(error("G", SeriesOf::Measure("disputes"), on), "there is no `disputes`; known are: households");
}

#[test]
fn a_document_is_read_back_as_it_was() {
    let history = history();
    let written = history.to_json_string();
    let read = History::from_json_str(&written).unwrap();
    assert_eq!(read.to_json_string(), written);
    assert_eq!(read.digest(), history.digest());
    assert_eq!(series(&read, "H", DISPUTES, OnMap::AsOf(date("2024-05-01"))).len(), 2);
    // Indentation and the order of fields say nothing.
    let value: serde_json::Value = serde_json::from_str(&written).unwrap();
    let read = History::from_json_str(&serde_json::to_string_pretty(&value).unwrap()).unwrap();
    assert_eq!(read.digest(), history.digest());
    let empty =
        History::weighed_by(Weighting::Measure("people".to_owned()), Ledger::new(""), date("2023-01-01")).unwrap();
    assert_eq!(History::from_json_str(&empty.to_json_string()).unwrap().digest(), empty.digest());
}

#[test]
fn a_change_to_the_past_is_noticed_and_named() {
    let history = history();
    let written = history.to_json_string();
    let errors = |from: &str, to: &str| {
        assert!(written.contains(from), "{from}");
        History::from_json_str(&written.replacen(from, to, 1)).unwrap_err().to_string()
    };
    let error = errors("\"G\":21", "\"G\":12");
    assert!(error.contains("entry 1 is not what it was when entry 2 was written: its digest is"), "{error}");
    assert!(error.starts_with("line ") && error.lines().count() == 1, "{error}");
    let error = errors("the block is finished", "the block is finish3d");
    assert!(error.contains("entry 2 is not what it was when entry 3 was written"), "{error}");
    let error = errors("第一网格", "第二网格");
    assert!(error.contains("what the history begins with is not what it was when entry 1 was written"), "{error}");
    let error = errors("two small ones", "two larger ones");
    assert!(error.contains("entry 4 is not what it was when the end of the document was written"), "{error}");
    let error = errors("\"weighting\": \"households\"", "\"weighting\": \"places\"");
    assert!(error.contains("what the history begins with is not what it was"), "{error}");
    // Whoever mends the digests up to the end has another one there.
    let mut other = History::new(ledger(), date("2023-01-01")).unwrap();
    other.report(first_half().with("G", 12)).unwrap();
    other.change(split()).unwrap();
    assert_ne!(other.digest(), history.entries[1].digest);
}

#[test]
fn all_that_is_wrong_with_a_document_is_said_with_its_place() {
    let document = r#"{ "history": 2, "since": "2023-02-29", "bse": 1,
"base": { "ledger": 1, "title": "", "nodes": [
  { "code": "S", "kind": "subdistrct", "name": "" } ] },
"entries": [
{ "previous": "00", "reported": { "period": "2023", "measure": "m", "figures": {} } },
{ "change": { "effective": "2023-01-01", "reason": "", "changes": [ { "change": "clos" } ] }, "reported": 1 },
{ }
] }"#;
    let errors = History::from_json_str(document).unwrap_err().to_string();
    let expected = [
        "line 1, column 47, field `bse`: `bse` is no known field (did you mean `base`?)",
        "line 1, column 1: `head` is missing",
        "line 1, column 14, field `history`: version 2 of the history format",
        "field `since`: `2023-02-29` is no day of the calendar",
        "field `previous`, entry 1: `00` is no digest",
        "field `reported`, entry 1: `2023` is no period",
        "entry 2: `previous` is missing",
        "field `change`, entry 2: unknown variant `clos`",
        "entry 2: either a change, reported figures or a correction should stand here",
        "line 7, column 1, entry 3: `previous` is missing",
        "line 7, column 1, entry 3: `change`, `reported` or `correction` is missing",
    ];
    for expected in expected {
        assert!(errors.contains(expected), "`{expected}` is missing in\n{errors}");
    }
    let base = History::from_json_str(&document.replace("2023-02-29", "2023-02-28")).unwrap_err().to_string();
    assert!(base.contains("line 3, column 3, field `kind`, node `S`: `subdistrct` is no kind"), "{base}");
    assert!(History::from_json_str("{").unwrap_err().to_string().starts_with("line 1"));
    assert!(History::from_json_str("[]").is_err() && History::from_json_str("").is_err());
    assert!(History::from_json_reader(&b"\xff"[..]).unwrap_err().to_string().contains("is no UTF-8"));
}
