//! Records compared with a naive judge: on random ledgers, random histories, random records and random packs.

use std::collections::{BTreeMap, BTreeSet};

use gridgov::audit::{RulePack, Rules};
use gridgov::change::History;
use gridgov::date::Date;
use gridgov::governance::Governance;
use gridgov::kind::Family;
use gridgov::record::{
    BindRecords, Calendar, Deadline, Moment, PeriodLength, RecordLedger, RecordPack, RecordReader, RecordRow, Records,
    Step, Tallying, Within, Zone,
};
use gridgov::report::RecordSummary;
use gridgov::testing;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::config;
use crate::oracle::Oracle;

/// A record in minutes since the beginning of 2023, and what it says.
#[derive(Debug, Clone)]
struct Case {
    node: Index,
    class: usize,
    reported: i64,
    /// Minutes after the report.
    closed: Option<i64>,
    due: Option<i64>,
    is_voided: bool,
    satisfied: Option<bool>,
}

const CLASSES: [&str; 3] = ["噪音", "停车", ""];
const DAY: i64 = 1_440;

fn cases() -> impl Strategy<Value = Vec<Case>> {
    let minutes = 0..(500 * DAY);
    let late = prop_oneof![1 => -50_i64..0, 8 => 0..(3 * DAY)];
    let case =
        (any::<Index>(), 0..CLASSES.len(), minutes, prop::option::of(late), prop::option::of(0..(2 * DAY)))
            .prop_flat_map(|(node, class, reported, closed, due)| {
                (prop::bool::weighted(0.1), prop::option::of(any::<bool>())).prop_map(move |(is_voided, satisfied)| {
                    Case { node, class, reported, closed, due, is_voided, satisfied }
                })
            });
    prop::collection::vec(case, 0..40)
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Year, month and day of a number of days since the beginning of 2023, month by month.
fn calendar(days: i64) -> (i64, i64, i64) {
    let (mut year, mut month, mut left) = (2023, 1, days);
    loop {
        let length = match month {
            2 => 28 + i64::from(is_leap(year)),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        if left < length {
            return (year, month, left + 1);
        }
        left -= length;
        month += 1;
        if month == 13 {
            (year, month) = (year + 1, 1);
        }
    }
}

fn text(minutes: i64) -> String {
    let (days, minute) = (minutes.div_euclid(DAY), minutes.rem_euclid(DAY));
    let (year, month, day) = calendar(days);
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02}", minute / 60, minute % 60)
}

fn period(minutes: i64, length: PeriodLength) -> String {
    let (year, month, day) = calendar(minutes.div_euclid(DAY));
    match length {
        PeriodLength::Day => format!("{year}-{month:02}-{day:02}"),
        PeriodLength::Month => format!("{year}-{month:02}"),
        PeriodLength::Quarter => format!("{year}-Q{}", (month + 2) / 3),
        PeriodLength::HalfYear => format!("{year}-H{}", (month + 5) / 6),
        _ => format!("{year}"),
    }
}

/// The lengths whose names the judge makes; weeks have a test of their own.
const LENGTHS: [PeriodLength; 5] =
    [PeriodLength::Day, PeriodLength::Month, PeriodLength::Quarter, PeriodLength::HalfYear, PeriodLength::Year];

/// How long a class may take.
#[derive(Debug, Clone)]
struct Limits {
    by_class: [Option<Within>; 3],
    for_all: Option<Within>,
    holidays: BTreeSet<i64>,
}

fn within() -> impl Strategy<Value = Within> {
    prop_oneof![
        (0_u32..60).prop_map(Within::Hours),
        (0_u32..3).prop_map(Within::Days),
        (0_u32..4).prop_map(Within::WorkingDays)
    ]
}

fn packs() -> impl Strategy<Value = Limits> {
    let some = || prop::option::of(within());
    (some(), some(), some(), some(), prop::collection::btree_set(0_i64..500, 0..20))
        .prop_map(|(one, two, three, for_all, holidays)| Limits { by_class: [one, two, three], for_all, holidays })
}

fn date(days: i64) -> Date {
    let (year, month, day) = calendar(days);
    format!("{year:04}-{month:02}-{day:02}").parse().unwrap()
}

impl Limits {
    fn pack(&self) -> RecordPack {
        let calendar = Calendar::new(date(0), date(503)).with_holidays(self.holidays.iter().map(|day| date(*day)));
        let mut pack = RecordPack::new("random", "").with_calendar(calendar);
        for (class, within) in CLASSES.iter().zip(self.by_class) {
            if let Some(within) = within {
                pack = pack.with_deadline(Deadline::new(Step::Closed, within, "random").of_class(*class));
            }
        }
        match self.for_all {
            Some(within) => pack.with_deadline(Deadline::new(Step::Closed, within, "random")),
            None => pack,
        }
    }

    /// The last minute in time, and whether it is the end of a day.
    fn due(&self, case: &Case) -> Option<i64> {
        if let Some(due) = case.due {
            return Some(case.reported + due);
        }
        let day = case.reported.div_euclid(DAY);
        match self.by_class[case.class].or(self.for_all)? {
            Within::Hours(hours) => Some(case.reported + i64::from(hours) * 60),
            // The last minute of a day: nothing in these tests happens within it but at its beginning.
            Within::Days(days) => Some((day + i64::from(days) + 1) * DAY - 1),
            Within::WorkingDays(days) => {
                let (mut day, mut left) = (day, days);
                while left > 0 {
                    day += 1;
                    if day > 503 {
                        return None;
                    }
                    // 1 January 2023 was a Sunday.
                    let is_weekend = matches!(day.rem_euclid(7), 0 | 6);
                    left -= u32::from(!is_weekend && !self.holidays.contains(&day));
                }
                Some((day + 1) * DAY - 1)
            }
            _ => None,
        }
    }
}

/// Taken, closed, late, undecidable, voided, content of asked.
type Counts = (u32, u32, u32, u32, u32, u32, u32);

fn judge(cases: &[&Case], rules: &Limits, now: Option<i64>) -> Counts {
    let mut counts: Counts = (0, 0, 0, 0, 0, 0, 0);
    for case in cases {
        if case.is_voided {
            counts.4 += 1;
            continue;
        }
        counts.0 += 1;
        counts.1 += u32::from(case.closed.is_some());
        counts.5 += u32::from(case.satisfied.is_some());
        counts.6 += u32::from(case.satisfied == Some(true));
        match (case.closed.map(|closed| case.reported + closed), rules.due(case), now) {
            (_, None, _) | (None, Some(_), None) => counts.3 += 1,
            (Some(closed), Some(due), _) => counts.2 += u32::from(closed > due),
            (None, Some(due), Some(now)) => counts.2 += u32::from(now > due),
        }
    }
    counts
}

fn zone() -> Zone {
    "Asia/Shanghai".parse().unwrap()
}

fn moment(minutes: i64) -> Moment {
    Moment::read(&text(minutes), &zone()).unwrap()
}

fn row(case: &Case, number: usize, code: &str) -> RecordRow {
    let mut row = RecordRow::new(CLASSES[case.class], code, moment(case.reported)).with_code(format!("R-{number}"));
    if let Some(closed) = case.closed {
        row = row.with_step(Step::Closed, moment(case.reported + closed));
    }
    if let Some(due) = case.due {
        row = row.with_due(moment(case.reported + due));
    }
    if case.is_voided {
        row = row.with_status(gridgov::record::Status::Voided);
    }
    row.satisfied = case.satisfied;
    row
}

/// The first minute is one hour after the beginning, so that closing before the report stays within the judge's years.
fn shifted(cases: Vec<Case>) -> Vec<Case> {
    cases.into_iter().map(|case| Case { reported: case.reported + 60, ..case }).collect()
}

/// The codes of the nodes in which something may happen.
fn places(governance: &Governance) -> Vec<String> {
    let is_there = |family| !matches!(family, Family::Party | Family::Person);
    governance.nodes().filter(|node| is_there(node.kind().family())).map(|node| node.code().to_owned()).collect()
}

/// Everything that records say.
fn listed(records: &Records<'_>) -> Vec<String> {
    let one = |record: gridgov::record::Record<'_>| {
        let steps: Vec<_> = record.steps().collect();
        let (urgency, unit) = (record.urgency(), record.unit());
        format!(
            "{record:?} {urgency} {unit} {:?} {:?} {steps:?} {:?}",
            record.closed(),
            record.due(),
            record.satisfied()
        )
    };
    records.iter().map(one).collect()
}

/// The ledger of a Parquet file of records.
fn written_and_read(records: &Records<'_>) -> RecordLedger {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.parquet");
    assert_eq!(records.to_parquet(&path).unwrap(), records.len() as u64);
    RecordReader::new(zone()).parquet(&path)
}

fn summary(records: &Records<'_>, length: PeriodLength, now: Option<Moment>, governance: &Governance) -> String {
    let audit = records.add_rules(Rules::built_in(), now).audit(&RulePack::new("records", "")).unwrap();
    let findings = audit.run(governance);
    RecordSummary::new(records, length, now, None).unwrap().with_findings(&findings).to_json_string()
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn every_territory_and_period_counts_as_the_judge_does(
        (ledger, cases, rules, now) in (testing::ledgers(), cases(), packs(), prop::option::of(0..(520 * DAY)))
    ) {
        let governance = Governance::build(&ledger).expect("a valid ledger");
        let (codes, cases, oracle) = (places(&governance), shifted(cases), Oracle::new(&ledger));
        prop_assume!(!codes.is_empty());
        let placed: Vec<(&Case, &str)> = cases.iter().map(|case| (case, case.node.get(&codes).as_str())).collect();
        let rows = placed.iter().enumerate().map(|(number, (case, code))| row(case, number, code));
        let records = governance.records_by(&RecordLedger::new(zone(), rows), &rules.pack()).unwrap();
        let tallying = now.map_or(Tallying::new(), |now| Tallying::as_of(moment(now)));
        for length in LENGTHS {
            let (roll_up, classes) = (records.roll_up(length, &tallying).unwrap(), records.by_class(length).unwrap());
            let times = records.times(length);
            let mut answers = 0;
            for territory in oracle.territories() {
                let node = governance.node(territory).unwrap();
                let here = placed.iter().filter(|(_, code)| {
                    let code = oracle.rows.get_key_value(code).unwrap().0;
                    oracle.self_and_above(code).contains(&territory)
                });
                let mut by_period: BTreeMap<String, Vec<&Case>> = BTreeMap::new();
                for (case, _) in here {
                    by_period.entry(period(case.reported, length)).or_default().push(case);
                }
                answers += by_period.len();
                for (period, cases) in by_period {
                    let at = period.parse().unwrap();
                    let tally = *roll_up.at(node, at).expect("a period with records");
                    let counts = (
                        tally.taken, tally.closed, tally.late(), tally.undecidable, tally.voided, tally.asked, tally.satisfied,
                    );
                    prop_assert_eq!(counts, judge(&cases, &rules, now), "{} {}", territory, period);
                    prop_assert_eq!(tally.closed + tally.open, tally.taken);
                    prop_assert_eq!(tally.in_time + tally.late() + tally.not_due + tally.undecidable, tally.taken);
                    let mut of_class: BTreeMap<&str, u32> = BTreeMap::new();
                    for case in cases.iter().filter(|case| !case.is_voided) {
                        *of_class.entry(CLASSES[case.class]).or_default() += 1;
                    }
                    prop_assert_eq!(classes.at(node, at), of_class);
                    let mut minutes: Vec<i64> =
                        cases.iter().filter(|case| !case.is_voided).filter_map(|case| case.closed).filter(|closed| *closed >= 0).collect();
                    minutes.sort_unstable();
                    let place = |tenths: usize| minutes.get((minutes.len() * tenths).div_ceil(10).wrapping_sub(1)).copied();
                    let found = times.at(node, at).map(|times| (times.median_minutes(), times.p90_minutes()));
                    prop_assert_eq!(found, place(5).zip(place(9)).map(|(median, p90)| (median.into(), p90.into())));
                }
            }
            prop_assert_eq!(roll_up.iter().count(), answers, "no other territory and period has an answer");
        }
    }

    #[test]
    fn shuffling_changes_nothing(
        (ledger, cases, rules) in (testing::ledgers(), cases(), packs()),
        keys in prop::collection::vec(any::<u64>(), 160),
    ) {
        let governance = Governance::build(&ledger).expect("a valid ledger");
        let (codes, cases) = (places(&governance), shifted(cases));
        prop_assume!(!codes.is_empty());
        let mut rows: Vec<RecordRow> =
            cases.iter().enumerate().map(|(number, case)| row(case, number, case.node.get(&codes).as_str())).collect();
        // Rows without a code that differ only in what few rows have.
        let alike = rows.iter().flat_map(|row| {
            let mut plain = row.clone();
            plain.code.clear();
            let mut red = plain.clone();
            red.urgency = "红".to_owned();
            [plain.clone().with_step(Step::Filed, row.reported), red, plain]
        });
        rows = rows.iter().cloned().chain(alike.collect::<Vec<_>>()).collect();
        let now = Some(moment(250 * DAY));
        let of = |rows: &[RecordRow]| {
            let ledger = RecordLedger::new(zone(), rows.to_vec());
            let records = governance.records_by(&ledger, &rules.pack()).unwrap();
            let again = governance.records(&written_and_read(&records)).unwrap();
            assert_eq!(listed(&again), listed(&records), "what a pack says is written as it came out");
            (summary(&records, PeriodLength::Week, now, &governance), listed(&records))
        };
        let before = of(&rows);
        let mut keyed: Vec<(u64, RecordRow)> = keys.into_iter().zip(rows.drain(..)).collect();
        keyed.sort_by_key(|(key, _)| *key);
        let shuffled: Vec<RecordRow> = keyed.into_iter().map(|(_, row)| row).collect();
        prop_assert_eq!(of(&shuffled), before);
    }

    #[test]
    fn a_record_counts_where_its_node_stood_on_its_day(
        ((ledger, first, second), cases) in (testing::redrawn(), cases())
    ) {
        let mut history = History::new(&ledger, date(0)).expect("a valid ledger");
        let (mut first, mut second) = (first, second);
        (first.effective, second.effective) = (date(150), date(300));
        prop_assume!(history.change(first).is_ok());
        prop_assume!(history.change(second).is_ok());
        let mut expected: BTreeMap<(String, String), u32> = BTreeMap::new();
        let mut rows = Vec::new();
        for (number, case) in shifted(cases).iter().enumerate() {
            let map = history.as_of(date(case.reported.div_euclid(DAY))).unwrap();
            let codes = places(map);
            prop_assume!(!codes.is_empty());
            let code = case.node.get(&codes);
            rows.push(row(case, number, code));
            let node = map.node(code).unwrap();
            for above in std::iter::once(node).chain(node.ancestors()).filter(|above| above.kind().is_territory()) {
                let key = (above.code().to_owned(), period(case.reported, PeriodLength::Month));
                *expected.entry(key).or_default() += 1;
            }
        }
        let count = rows.len();
        let records = history.records(&RecordLedger::new(zone(), rows)).unwrap();
        prop_assert_eq!((records.len(), records.unplaced().len()), (count, 0));
        let again = written_and_read(&records);
        prop_assert!(again.errors().is_empty() && again.notes().is_empty(), "{:?} {:?}", again.errors(), again.notes());
        prop_assert_eq!(listed(&history.records(&again).unwrap()), listed(&records));
        let roll_up = records.roll_up(PeriodLength::Month, &Tallying::new()).unwrap();
        for ((code, period), count) in &expected {
            let tally = roll_up.at_code(code, period.parse().unwrap()).unwrap();
            prop_assert_eq!(tally.taken + tally.voided, *count, "{} {}", code, period);
        }
        prop_assert_eq!(roll_up.by_code().values().map(BTreeMap::len).sum::<usize>(), expected.len());
    }

    #[test]
    fn reading_never_panics_and_drops_nothing(text in "(网格|grid|编号|上报时间|created_date|,|\n|\"|G|2023-12-10 08:00|12/10/2023|[ -~]|\\PC){0,60}") {
        let ledger = RecordReader::new(zone()).csv_str(&text);
        let _ = RecordReader::new(zone()).json_lines_str(&text);
        for row in ledger.rows() {
            prop_assert!(row.origin.line().is_some());
        }
        let _ = Moment::read(&text, &zone());
    }

    #[test]
    fn a_written_moment_is_read_as_it_was(minutes in 0..(3_000 * DAY), form in 0_usize..5) {
        let (days, minute) = (minutes.div_euclid(DAY), minutes.rem_euclid(DAY));
        let ((year, month, day), (hour, minute)) = (calendar(days), (minute / 60, minute % 60));
        let half = if hour < 12 { "AM" } else { "PM" };
        let of_twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
        let written = match form {
            0 => format!("{year}/{month}/{day} {hour}:{minute:02}"),
            1 => format!("{year}年{month}月{day}日 {hour}时{minute:02}分"),
            2 => format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00+08:00"),
            3 => format!("{year}-{month:02}-{day:02} {of_twelve}:{minute:02}:00 {half}"),
            _ => format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}00"),
        };
        prop_assert_eq!(Moment::read(&written, &zone()).unwrap(), moment(minutes), "{}", written);
    }
}
