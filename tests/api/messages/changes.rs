//! Why changes cannot be applied, what a history refuses, and what crosswalks cannot carry.

use gridgov::change::{
    Addition, Change, ChangeErrors, ChangeProblem, ChangeSet, Correction, Crosswalk, CrosswalkError, Digest, Elsewhere,
    History, HistoryProblem, Lineage, Merge, OnMap, Part, Period, Quantity, RebaseError, Reported, SeriesError,
    SeriesOf, Split, Weight, Weighting,
};
use gridgov::date::Date;
use gridgov::governance::Governance;
use gridgov::kind::{Kind, Relation};
use gridgov::ledger::{Ledger, LinkRow, NodeRow};
use gridgov::measure::Measure;
use gridgov::message::{Level, Message, Tell, Wording};

fn error(wording: &impl Wording) -> Message {
    Message::of(Level::Error, wording)
}

fn date(text: &str) -> Date {
    text.parse().expect("a day")
}

fn period(text: &str) -> Period {
    text.parse().expect("a period")
}

/// A street with two grids, each with one below it, a shop that the second covers, and a rate.
fn ledger() -> Ledger {
    let mut ledger = Ledger::new("须水街道");
    ledger.measures = vec![Measure::new("households"), Measure::new("satisfaction").with_unit("%")];
    let row = |kind, code: &str, parent: &str| NodeRow::new(kind, code, format!("名{code}")).with_parent(parent);
    ledger.nodes = vec![
        NodeRow::new(Kind::Subdistrict, "S", "须水街道"),
        row(Kind::SecondGrid, "G-1", "S").with_measure("households", 30).with_measure("satisfaction", 95),
        row(Kind::SecondGrid, "G-2", "S").with_measure("households", 10).with_measure("satisfaction", 90),
        row(Kind::ThirdGrid, "T-1", "G-1").with_measure("households", 7),
        row(Kind::ThirdGrid, "T-2", "G-2"),
        row(Kind::Shop, "X", "T-1"),
    ];
    ledger.links = vec![LinkRow::new(Relation::Covers, "T-2", "X")];
    ledger
}

fn map() -> Governance {
    Governance::build(ledger()).expect("it is valid")
}

fn refused(stages: &[&[Change]]) -> ChangeErrors {
    let mut set = ChangeSet::new(date("2024-07-01"), "");
    for (at, stage) in stages.iter().enumerate() {
        if at > 0 {
            set.then.push(Vec::new());
        }
        for change in *stage {
            match set.then.last_mut() {
                Some(last) => last.push(change.clone()),
                None => set.changes.push(change.clone()),
            }
        }
    }
    map().apply(&set).expect_err("it is refused")
}

/// The messages of sets that are really applied.
fn applied() -> Vec<Message> {
    let part = |code: &str| Part::new(code, "部分");
    let split = |code: &str| Split::new(code);
    let sets: Vec<Vec<Change>> = vec![
        vec![Change::rename("G-3", "三")],
        vec![Change::rename("G-1", "甲"), Change::rename("G-1", "乙")],
        vec![Change::Add(Addition::new(Kind::Subdistrict, "", "无编码"))],
        vec![Change::Add(Addition::new(Kind::Subdistrict, "S", "重复"))],
        vec![Change::Add(Addition::new(Kind::Subdistrict, "N", "新")), Change::rename("N", "又名")],
        vec![Change::close("T-1"), Change::move_below("X", "T-1")],
        vec![Change::recode("G-2", "G-9"), Change::move_below("T-1", "G-2")],
        vec![Change::close("G-1")],
        vec![split("G-1").into_part(part("A")).into_part(part("B")).into()],
        vec![split("T-2").rest_into(part("A")).into_part(part("B").taking(["T-1"])).into()],
        vec![split("G-1").rest_into(part("A").taking(["T-1"])).into_part(part("B").taking(["T-1"])).into()],
        vec![split("G-1").rest_into(part("A")).into()],
        vec![{
            let mut split = split("G-1").into_part(part("A")).into_part(part("B"));
            split.rest = Some("C".to_owned());
            split.into()
        }],
        vec![
            split("T-1")
                .into_part(part("A").with_measure("households", 5).taking(["X"]))
                .into_part(part("B").with_measure("households", 5))
                .into(),
        ],
        vec![Merge::new(["G-1"], "G-1", "一").into()],
        vec![Merge::new(["G-1", "G-1", "G-2"], "G-1", "一").into()],
        vec![Merge::new(["G-1", "T-2"], "G-1", "一").into()],
        vec![Merge::new(["T-1", "T-2"], "T-1", "一").into()],
        vec![Merge::new(["G-1", "G-2"], "G-1", "一").into()],
        vec![Change::move_below("G-1", "T-1")],
        vec![Change::move_below("G-1", "T-2"), Change::move_below("G-2", "T-1")],
        vec![Change::release(Relation::Covers, "T-1", "X")],
        vec![Change::assign(Relation::Covers, "T-2", "X")],
    ];
    let told = sets.iter().flat_map(|set| refused(&[set]).messages().collect::<Vec<_>>());
    // What such a sum would need cannot be built.
    told.chain([error(&ChangeProblem::Overflow { measure: "households".to_owned() })]).collect()
}

fn crosswalks() -> Vec<Message> {
    let (old, new) = (map(), map());
    let mut lineage = Lineage::default();
    lineage.became("Z", "G-1");
    let mut all: Vec<Message> = Vec::new();
    let mut refuse = |result: Result<Crosswalk, gridgov::change::CrosswalkErrors>| {
        all.extend(result.expect_err("it is refused").messages());
    };
    refuse(Crosswalk::of_amounts([("A", "B", 1), ("A", "B", 2)]));
    refuse(Crosswalk::of_amounts([("A", "B", 0), ("A", "C", 0)]));
    refuse(Crosswalk::identity(["A"]).then(&Crosswalk::identity(["B"])));
    refuse(Crosswalk::between(&old, &new, &lineage, &Weighting::default()));
    refuse(Crosswalk::between(&old, &new, &Lineage::default(), &Weighting::Measure("housholds".to_owned())));
    let there = Crosswalk::of_amounts([("A", "B", 1), ("C", "B", 1)]).expect("a crosswalk");
    let most = i64::MAX;
    for figures in [vec![("Z", 1)], vec![("A", 1), ("A", 2)], vec![("A", most), ("C", most)]] {
        all.extend(there.rebase(figures).expect_err("it is refused").messages());
    }
    all.extend(
        [RebaseError::NoSuccessor { code: "A".to_owned() }, RebaseError::Overflow { code: "B".to_owned() }]
            .map(|of| error(&of)),
    );
    all.extend([RebaseError::TotalOverflow].map(|of| error(&of)));
    all.push(error(&CrosswalkError::TwoRows { code: "A".to_owned() }));
    all.push(error(&"一半".parse::<Weight>().expect_err("no weight")));
    all
}

fn histories() -> Vec<Message> {
    let half = period("2024-01-01/2024-06-30");
    let mut history = History::new(ledger(), date("2024-01-01")).expect("a history");
    history.report(Reported::new(half, "disputes_taken").with("G-1", 5)).expect("it is reported");
    let mut all: Vec<Message> = Vec::new();
    let mut refuse = |result: Result<(), gridgov::change::HistoryErrors>| {
        all.extend(result.expect_err("it is refused").messages());
    };
    refuse(history.change(ChangeSet::new(date("2024-03-01"), "").with(Change::close("T-2"))));
    refuse(history.report(Reported::new(half, "disputes_taken").with("G-1", 6)));
    refuse(history.report(Reported::new(half, "satisfaction").with("G-1", 95)));
    refuse(history.report(Reported::new(half, "disputes_settled").with("G-7", 6)));
    refuse(history.report(Reported::new(period("2023-01-01/2023-06-30"), "disputes_settled").with("G-1", 6)));
    refuse(history.correct(Correction::new(half, "disputes_settled", "G-1", Quantity::Amount(6.into()), "录入有误")));
    history.change(ChangeSet::new(date("2024-07-01"), "").with(Change::rename("G-1", "甲"))).expect("it is changed");
    refuse(history.change(ChangeSet::new(date("2024-06-01"), "").with(Change::rename("G-1", "乙"))));
    let written = history.to_json_string();
    for (from, to) in [("\"history\": 1", "\"history\": 9"), ("须水街道", "须水")] {
        let other = written.replacen(from, to, 1).replacen(&from.replace(' ', ""), &to.replace(' ', ""), 1);
        all.extend(History::from_json_str(&other).expect_err("it is refused").messages());
    }
    all.push(error(&HistoryProblem::AmountOrRate { measure: "disputes_taken".to_owned(), entry: 1, was_rate: true }));
    all.push(error(&"摘要".parse::<Digest>().expect_err("no digest")));
    all.extend(["2024年", "2024-06-30/2024-01-01"].map(|text| error(&text.parse::<Period>().expect_err("no period"))));
    all
}

/// A street that was divided, of which one part was closed.
fn divided() -> History {
    let mut ledger = Ledger::new("");
    ledger.measures = vec![Measure::new("households")];
    ledger.nodes = vec![NodeRow::new(Kind::Subdistrict, "S", "须水街道").with_measure("households", 10)];
    let mut history = History::new(ledger, date("2024-01-01")).expect("a history");
    let reported = Reported::new(period("2024-01-01/2024-01-31"), "disputes_taken").with("S", 5);
    history.report(reported).expect("it is reported");
    let other = Part::new("S-2", "二街道").with_measure("households", 4);
    let parts = Split::new("S").rest_into(Part::new("S-1", "一街道")).into_part(other);
    history.change(ChangeSet::new(date("2024-02-01"), "").with(parts)).expect("it is divided");
    history.change(ChangeSet::new(date("2024-03-01"), "").with(Change::close("S-2"))).expect("it is closed");
    history
}

fn series() -> Vec<Message> {
    let history = History::new(ledger(), date("2024-01-01")).expect("a history");
    let on = OnMap::AsOf(date("2024-04-01"));
    let asked = [
        (&history, "G-1", SeriesOf::Measure("households"), OnMap::AsOf(date("2020-01-01"))),
        (&history, "G-8", SeriesOf::Measure("households"), on),
        (&history, "G-1", SeriesOf::Measure("housholds"), on),
        (&history, "G-1", SeriesOf::Measure("satisfaction"), on),
        (&divided(), "S-1", SeriesOf::Reported("disputes_taken"), on),
    ];
    let told = asked.map(|(history, code, of, on)| history.series(code, of, on).expect_err("there is none").message());
    let elsewhere = Some(Elsewhere::Since(date("2025-01-01")));
    let later = SeriesError::UnknownCode { code: "G-8".to_owned(), date: None, elsewhere, near: Vec::new() };
    told.into_iter().chain([later.message()]).collect()
}

pub(super) fn messages() -> Vec<Message> {
    [applied(), crosswalks(), histories(), series()].concat()
}
