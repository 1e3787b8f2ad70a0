//! Figures that are followed through several changes: what was undone leaves no trace, what was divided says so.

use crate::change::{
    Addition, Change, ChangeSet, Date, History, Merge, OnMap, Part, Point, Reported, SeriesOf, Split, Tie, Weighting,
};
use crate::governance::Governance;
use crate::kind::{Kind, Relation};
use crate::ledger::{Ledger, LinkRow, NodeRow};
use crate::measure::Measure;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// The first day of a month, counted from January 2023.
fn month(number: u16) -> Date {
    Date::new(2023 + number / 12, (number % 12) as u8 + 1, 1).unwrap()
}

/// Rows `kind code parent households`, a dash for what is absent.
fn ledger(rows: &str) -> Ledger {
    let mut ledger = Ledger::new("");
    ledger.measures = vec![Measure::new("households")];
    for line in rows.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let fields: Vec<Option<&str>> =
            line.split_whitespace().map(|field| Some(field).filter(|f| *f != "-")).collect();
        let [Some(kind), Some(code), parent, households] = fields[..] else { panic!("{line}") };
        let mut row = NodeRow::new(kind.parse().unwrap(), code, format!("名{code}"));
        row.parent = parent.map(str::to_owned);
        if let Some(households) = households {
            row = row.with_measure("households", households.parse::<i64>().unwrap());
        }
        ledger.nodes.push(row);
    }
    ledger
}

/// Two counties, each with a street; two grids in the first, one in the second.
const COUNTIES: &str = "
    prefecture  C  -  -
    county      A  C  -
    county      B  C  -
    subdistrict SA A  -
    subdistrict SB B  -
    second_grid G  SA 30
    second_grid H  SA 10
    second_grid K  SB 20";

/// A history in which figures of January 2023 are reported.
fn reported(rows: &str, figures: &[(&str, i64)]) -> History {
    let mut history = History::new(ledger(rows), month(0)).unwrap();
    let mut reported = Reported::new("2023-01-01/2023-01-31".parse().unwrap(), "disputes");
    reported.extend(figures.iter().copied());
    history.report(reported).unwrap();
    history
}

fn change(history: &mut History, on: Date, changes: impl IntoIterator<Item = Change>) {
    let set = changes.into_iter().fold(ChangeSet::new(on, ""), ChangeSet::with);
    history.change(set).unwrap();
}

/// Makes a change and undoes it.
fn there_and_back(history: &mut History, on: [Date; 2], changes: impl IntoIterator<Item = Change>) {
    let there = changes.into_iter().fold(ChangeSet::new(on[0], ""), ChangeSet::with);
    let mut back = there.inverse(history.latest()).unwrap();
    back.effective = on[1];
    history.change(there).unwrap();
    history.change(back).unwrap();
}

fn figure(history: &History, code: &str, on: Date) -> String {
    let points = history.series(code, SeriesOf::Reported("disputes"), OnMap::AsOf(on)).unwrap();
    points.first().map_or_else(
        || "nothing".to_owned(),
        |point: &Point| point.to_string().trim_start_matches("2023-01-01/2023-01-31 ").to_owned(),
    )
}

#[test]
fn what_was_moved_to_another_county_by_mistake_and_back_leaves_no_trace() {
    for back in [1, 2] {
        let mut history = reported(COUNTIES, &[("SA", 112), ("SB", 40), ("G", 7)]);
        there_and_back(&mut history, [month(1), month(back)], [Change::move_below("G", "SB")]);
        let figures = ["SA", "SB", "G", "A", "B"].map(|code| figure(&history, code, month(3)));
        assert_eq!(figures, ["119", "40", "7", "119", "40"]);
        assert!(history.crosswalk(month(0), month(3)).unwrap().is_identity());
        assert_eq!(history.versions().len(), if back == 1 { 2 } else { 3 }, "changes of one day are one map");
    }
}

#[test]
fn what_is_reopened_and_recoded_on_one_day_is_followed() {
    let mut history = reported(COUNTIES, &[("G", 100), ("H", 40)]);
    there_and_back(&mut history, [month(1), month(2)], [Change::close("G")]);
    change(&mut history, month(2), [Change::recode("G", "G-9")]);
    assert_eq!(figure(&history, "SA", month(1)), "140", "while it was closed");
    assert_eq!(figure(&history, "G-9", month(2)), "100");
}

#[test]
fn round_trips_give_every_figure_back() {
    let mut history = reported(COUNTIES, &[("G", 100), ("H", 40)]);
    for round in 0..3 {
        let merge = Merge::new(["G", "H"], "G", "合并").into();
        there_and_back(&mut history, [month(2 * round + 1), month(2 * round + 2)], [merge]);
    }
    assert_eq!((figure(&history, "G", month(9)), figure(&history, "H", month(9))), ("100".to_owned(), "40".to_owned()));
    assert_eq!(figure(&history, "G", month(1)), "140", "while they were merged");
}

#[test]
fn a_hundred_changes_answer_every_series() {
    let mut history = reported(COUNTIES, &[("G", 1000), ("H", 10), ("K", 9)]);
    for round in 0..50_u16 {
        // The first part of G is divided again and again, by other households each time, and one part merged away.
        let whole = if round == 0 { "G".to_owned() } else { format!("G{round}") };
        let has = history.latest().node(&whole).unwrap().value_of("households").unwrap().units();
        let part = |code: String, households: i64| Part::new(code, "").with_measure("households", households);
        let next = round + 1;
        let split = Split::new(whole)
            .into_part(part(format!("G{next}"), has - has / 7 - 1))
            .into_part(part(format!("R{next}"), has / 7 + 1));
        change(&mut history, month(2 * next), [split.into()]);
        let merge = Merge::new([format!("R{next}"), "H".to_owned()], "H", "合并");
        let count = Change::set_measure(format!("G{next}"), "households", 100 + i64::from(next));
        change(&mut history, month(2 * next + 1), [merge.into(), count]);
    }
    assert_eq!(history.versions().len(), 101);
    let last = month(120);
    let rebased = history.rebased("disputes", "2023-01-01/2023-01-31".parse().unwrap(), last).unwrap();
    assert_eq!(rebased.total(), Ok(1019.into()));
    assert_eq!(figure(&history, "K", last), "9", "never touched, so exact");
    assert_eq!(figure(&history, "SA", last), "1010", "nothing left the street");
    assert!(figure(&history, "H", last).ends_with("(estimate)"));
}

#[test]
fn what_was_reported_of_the_merged_grid_is_an_estimate_of_its_parts() {
    let mut history = reported(COUNTIES, &[("G", 100), ("H", 40)]);
    there_and_back(&mut history, [month(1), month(2)], [Merge::new(["G", "H"], "M", "合并").into()]);
    history.report(Reported::new("2023-02-01/2023-02-01".parse().unwrap(), "disputes").with("M", 8)).unwrap();
    let series = history.series("G", SeriesOf::Reported("disputes"), OnMap::AsOf(month(2))).unwrap();
    let shown: Vec<String> = series.iter().map(Point::to_string).collect();
    assert_eq!(shown, ["2023-01-01/2023-01-31 100", "2023-02-01/2023-02-01 6 (estimate)"]);
    // Years later the households are counted anew: the ground of both is what it was.
    change(&mut history, month(30), [Change::set_measure("G", "households", 1)]);
    assert_eq!(figure(&history, "G", month(30)), "100");
}

#[test]
fn a_merger_that_is_divided_otherwise_is_an_estimate() {
    let mut history = reported(COUNTIES, &[("G", 100), ("H", 40)]);
    change(&mut history, month(1), [Merge::new(["G", "H"], "M", "合并").into()]);
    let part = |code: &str| Part::new(code, "新").with_measure("households", 20);
    change(&mut history, month(2), [Split::new("M").into_part(part("X")).into_part(part("Y")).into()]);
    assert_eq!(figure(&history, "X", month(2)), "70 (estimate)");
    let back = history.crosswalk(month(2), month(0)).unwrap();
    assert_eq!(back.row("X").unwrap().to_string(), "X -> G 3/4, H 1/4 (households)");
    // A grid of an old code that is not what the old one was gets no figures by its code.
    change(&mut history, month(3), [Merge::new(["X", "Y"], "M", "合并").into()]);
    let part = |code: &str, name: &str, households: i64| Part::new(code, name).with_measure("households", households);
    let split = Split::new("M").into_part(part("G", "名G", 20)).into_part(part("H", "名H", 20));
    change(&mut history, month(4), [split.into()]);
    assert_eq!(figure(&history, "G", month(4)), "70 (estimate)");
}

#[test]
fn what_nobody_reported_is_no_figure_and_a_whole_is_no_estimate() {
    let mut history = reported(COUNTIES, &[("H", 40)]);
    let part = |code: &str, households: i64| Part::new(code, "").with_measure("households", households);
    change(&mut history, month(1), [Split::new("G").into_part(part("G1", 30)).into_part(part("G2", 0)).into()]);
    assert_eq!(figure(&history, "G1", month(1)), "nothing", "and not an estimate of 0");
    assert_eq!(figure(&history, "SA", month(1)), "40");
    // A part without a household gets no share, so that the other has all, as it was counted.
    let crosswalk = history.crosswalk(month(0), month(1)).unwrap();
    let row = crosswalk.row("G").unwrap();
    assert_eq!((row.to_string().as_str(), row.is_estimate()), ("G -> G1", false));
}

#[test]
fn what_is_closed_and_opened_again_as_it_was_is_the_same() {
    let mut history = reported(COUNTIES, &[("K", 9), ("G", 5)]);
    there_and_back(&mut history, [month(1), month(2)], [Change::close("K")]);
    assert_eq!(figure(&history, "SB", month(1)), "9", "its figures stay in its street");
    assert_eq!(figure(&history, "K", month(2)), "9");
    // So is a merged grid, with the shares of what was merged.
    let mut merged = reported(COUNTIES, &[]);
    change(&mut merged, month(1), [Merge::new(["G", "H"], "M", "合并").into()]);
    there_and_back(&mut merged, [month(2), month(3)], [Change::close("M")]);
    let back = merged.crosswalk(month(3), month(0)).unwrap();
    assert_eq!(back.row("M").unwrap().to_string(), "M -> G 3/4, H 1/4 (households)");
    // Another unit of the same code is another unit.
    change(&mut history, month(3), [Change::close("K")]);
    let other = Addition::new(Kind::SecondGrid, "K", "另一网格").below("SA");
    change(&mut history, month(4), [other.into()]);
    assert_eq!(
        (figure(&history, "K", month(4)), figure(&history, "SB", month(4))),
        ("nothing".to_owned(), "9".to_owned())
    );
}

#[test]
fn a_part_that_was_merged_away_and_came_back_has_the_share_that_it_had() {
    let mut history = reported(COUNTIES, &[("G", 100)]);
    let part = |code: &str, households: i64| Part::new(code, "分").with_measure("households", households);
    change(&mut history, month(1), [Split::new("G").into_part(part("G1", 27)).into_part(part("G2", 3)).into()]);
    change(&mut history, month(2), [Merge::new(["H", "G2"], "H", "合").into()]);
    there_and_back(&mut history, [month(3), month(4)], [Merge::new(["G1", "H"], "G1", "合").into()]);
    let row = |on: Date| history.crosswalk(month(0), on).unwrap().row("G").unwrap().to_string();
    assert_eq!(row(month(2)), "G -> G1 9/10, H 1/10 (households)");
    assert_eq!(row(month(4)), row(month(2)), "and not by the households of what was merged in between");
}

#[test]
fn parts_of_a_part_go_where_the_whole_is_divided_otherwise() {
    let mut history = reported(COUNTIES, &[]);
    let part = |code: &str, households: i64| Part::new(code, "分").with_measure("households", households);
    let split = |code: &str, one: &str, other: &str, households: [i64; 2]| -> Change {
        Split::new(code).into_part(part(one, households[0])).into_part(part(other, households[1])).into()
    };
    change(&mut history, month(1), [split("G", "G1", "G2", [20, 10])]);
    change(&mut history, month(2), [split("G2", "G3", "G4", [6, 4])]);
    change(&mut history, month(3), [Merge::new(["G1", "G3", "G4"], "G", "名G").into()]);
    change(&mut history, month(4), [split("G", "E", "F", [27, 3])]);
    for code in ["G1", "G3", "G4"] {
        let there = history.crosswalk(month(2), month(4)).unwrap();
        assert_eq!(there.row(code).unwrap().to_string(), format!("{code} -> E 9/10, F 1/10 (households)"));
    }
    let back = history.crosswalk(month(4), month(2)).unwrap();
    assert_eq!(back.row("F").unwrap().to_string(), "F -> G1 2/3, G3 1/5, G4 2/15 (households)");
}

#[test]
fn what_comes_back_may_be_divided_on_the_same_day() {
    let mut history = reported(COUNTIES, &[]);
    let merge = ChangeSet::new(month(1), "").with(Merge::new(["G", "H"], "G", "合"));
    let mut undo = merge.inverse(history.as_of(month(0)).unwrap()).unwrap();
    undo.effective = month(2);
    history.change(merge).unwrap();
    history.change(undo).unwrap();
    let part = |code: &str, households: i64| Part::new(code, "分").with_measure("households", households);
    change(&mut history, month(2), [Split::new("G").into_part(part("E", 24)).into_part(part("F", 6)).into()]);
    let row = |code: &str, [from, to]: [u16; 2]| {
        history.crosswalk(month(from), month(to)).unwrap().row(code).unwrap().to_string()
    };
    for code in ["E", "F", "H"] {
        assert_eq!(row(code, [2, 2]), format!("{code} -> {code}"));
        assert_eq!(row(code, [2, 1]), format!("{code} -> G"));
    }
    assert_eq!(row("G", [0, 2]), "G -> E 4/5, F 1/5 (households)");
    assert_eq!(row("G", [1, 2]), "G -> E 3/5, F 3/20, H 1/4 (households)");
    assert_eq!(row("H", [0, 2]), "H -> H");
}

#[test]
fn a_part_is_not_opened_again_on_ground_that_another_holds() {
    let mut history = reported(COUNTIES, &[]);
    let part = |code: &str, households: i64| Part::new(code, "分").with_measure("households", households);
    let split = |one: &str, other: &str| -> Change {
        Split::new("G").into_part(part(one, 20)).into_part(part(other, 10)).into()
    };
    let opened = |code: &str, households: i64| -> Change {
        Addition::new(Kind::SecondGrid, code, "分").below("SA").with_measure("households", households).into()
    };
    change(&mut history, month(1), [split("G1", "G2")]);
    change(&mut history, month(2), [Merge::new(["G1", "G2"], "G", "名G").into()]);
    change(&mut history, month(3), [split("E", "F")]);
    change(&mut history, month(4), [Change::close("E")]);
    // E is gone, but F holds ground that may have been in G1.
    change(&mut history, month(5), [opened("G1", 20)]);
    let row = |code: &str, [from, to]: [u16; 2]| {
        history.crosswalk(month(from), month(to)).unwrap().row(code).unwrap().to_string()
    };
    assert_eq!(row("G1", [1, 5]), "G1 -> F 1/3, SA 2/3 (households)");
    // Where nobody holds anything of it, it is what it was, and the whole is divided as it was.
    let mut history = reported(COUNTIES, &[]);
    change(&mut history, month(1), [split("G1", "G2")]);
    change(&mut history, month(2), [Merge::new(["G1", "G2"], "G", "名G").into()]);
    change(&mut history, month(3), [split("E", "F")]);
    change(&mut history, month(4), [Change::close("E"), Change::close("F")]);
    change(&mut history, month(5), [opened("G1", 20)]);
    let row = |code: &str, [from, to]: [u16; 2]| {
        history.crosswalk(month(from), month(to)).unwrap().row(code).unwrap().to_string()
    };
    assert_eq!(row("G1", [1, 5]), "G1 -> G1");
    assert_eq!(row("G", [2, 5]), "G -> G1 2/3, SA 1/3 (households)");
    assert_eq!(row("E", [3, 5]), "E -> G1 2/3, SA 1/3 (households)");
}

#[test]
fn a_part_that_ended_leaves_its_share_to_what_contained_it() {
    let mut history = reported(COUNTIES, &[("G", 30)]);
    let part = |code: &str, households: i64| Part::new(code, "").with_measure("households", households);
    let split = Split::new("G").into_part(part("G1", 20)).into_part(part("G2", 10));
    change(&mut history, month(1), [split.into()]);
    change(&mut history, month(2), [Change::close("G2")]);
    assert_eq!(figure(&history, "G1", month(2)), "20 (estimate)");
    assert_eq!(figure(&history, "SA", month(2)), "30");
}

#[test]
fn a_missing_weight_is_not_zero() {
    // Households are kept at villages only, and a village hands a grid over.
    let rows = "
        subdistrict S - -
        second_grid V S 500
        second_grid W S 300
        third_grid  A V -
        third_grid  B V -
        third_grid  D W -";
    let handed_over = |rows: &str, links: &[(&str, &str)]| {
        let mut ledger = ledger(rows);
        ledger.links.extend(links.iter().map(|(from, to)| LinkRow::new(Relation::Covers, *from, *to)));
        let map = Governance::build(&ledger).unwrap();
        let set = ChangeSet::new(month(1), "").with(Change::move_below("A", "W"));
        let crosswalk = map.apply(&set).unwrap().crosswalk_by(&Weighting::Households).unwrap();
        crosswalk.row("V").unwrap().to_string()
    };
    assert_eq!(handed_over(rows, &[]), "V -> V 1/2, W 1/2 (equal parts)");
    // Where places are known, they decide; covered ones count as well.
    let places = format!("{rows}\n shop X1 A -\n shop X2 B -\n shop X3 B -\n shop X4 D -");
    assert_eq!(handed_over(&places, &[]), "V -> V 2/3, W 1/3 (places)");
    assert_eq!(handed_over(&places, &[("A", "X4")]), "V -> V 1/2, W 1/2 (places)");
}

#[test]
fn the_values_of_divided_villages_decide_where_only_villages_have_them() {
    let rows = "
        subdistrict S - -
        second_grid V S 500
        third_grid  A V -
        third_grid  B V -";
    let map = Governance::build(ledger(rows)).unwrap();
    let split = Split::new("V")
        .into_part(Part::new("V1", "").with_measure("households", 300).taking(["A"]))
        .into_part(Part::new("V2", "").with_measure("households", 200).taking(["B"]));
    let applied = map.apply(&ChangeSet::new(month(1), "").with(split)).unwrap();
    assert_eq!(applied.crosswalk().unwrap().row("V").unwrap().to_string(), "V -> V1 3/5, V2 2/5 (households)");
}

#[test]
fn a_closed_committee_leads_to_where_its_branches_stand() {
    let rows = "
        party_committee P1 - -
        party_committee P2 - -
        branch          B1 P1 -
        branch          B2 P1 -
        branch          B3 P2 -";
    let mut history = reported(rows, &[("P1", 12), ("B1", 3)]);
    let moves = ["B1", "B2"].map(|branch| Change::move_below(branch, "P2"));
    change(&mut history, month(1), moves.into_iter().chain([Change::close("P1")]));
    assert_eq!((figure(&history, "P2", month(1)), figure(&history, "B1", month(1))), ("15".to_owned(), "3".to_owned()));
    let crosswalk = history.crosswalk(month(0), month(1)).unwrap();
    assert_eq!(crosswalk.row("P1").unwrap().to_string(), "P1 -> P2");

    // A committee that is divided, by the branches that each part keeps.
    let mut history = reported(&format!("{rows}\n branch B4 P1 -"), &[("P1", 12)]);
    let split = Split::new("P1")
        .into_part(Part::new("P1", "").taking(["B1", "B2"]))
        .into_part(Part::new("P3", "").taking(["B4"]));
    change(&mut history, month(1), [split.into()]);
    assert_eq!(figure(&history, "P1", month(1)), "8 (estimate)", "two of three branches");
}

#[test]
fn a_merged_grid_does_not_cover_what_it_contains() {
    let mut ledger = ledger(&format!("{COUNTIES}\n shop X H -"));
    ledger.links.push(LinkRow::new(Relation::Covers, "G", "X"));
    ledger.links.push(LinkRow::new(Relation::Covers, "K", "X"));
    let map = Governance::build(&ledger).unwrap();
    let set = ChangeSet::new(date("2023-02-01"), "").with(Merge::new(["G", "H"], "G", "合并"));
    let merged = map.apply(&set).unwrap();
    let links: Vec<String> = merged.governance().to_ledger().links.iter().map(|link| link.from.clone()).collect();
    assert_eq!(links, ["K"], "G contains the shop now");
    let back = set.inverse(&map).unwrap();
    assert!(back.iter().any(|change| *change == Change::Assign(Tie::new(Relation::Covers, "G", "X"))));
    assert_eq!(merged.governance().apply(&back).unwrap().governance().to_ledger(), map.to_ledger());
}

#[test]
fn a_code_that_a_node_had_for_a_while_is_not_what_it_was_when_it_ended() {
    let carried = |detour: bool| {
        let mut history = reported(COUNTIES, &[("G", 8), ("H", 4)]);
        if detour {
            there_and_back(&mut history, [month(2), month(3)], [Change::recode("G", "Q")]);
        }
        change(&mut history, month(4), [Merge::new(["G", "H"], "W", "名W").into()]);
        // It looks as G did while that had the code Q.
        let part = Part::new("Q", "名G").with_measure("households", 30);
        change(&mut history, month(5), [Split::new("W").rest_into(Part::new("R", "名R")).into_part(part).into()]);
        ["Q", "R"].map(|code| figure(&history, code, month(5)))
    };
    assert_eq!(carried(true), carried(false));
}
