use super::*;
use crate::governance::Governance;
use crate::kind::{Building, SecondGrid, Subdistrict, ThirdGrid};
use crate::ledger::Draft;
use crate::record::{
    BindRecords, Deadline, Moment, RecordLedger, RecordPack, RecordReader, RecordRow, Step, Tallying, Within, Zone,
};

fn street() -> Governance {
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "须水街道");
    let second = draft.add(street, SecondGrid, "G", "第一网格");
    let [one, _] = ["T-1", "T-2"].map(|code| draft.add(second, ThirdGrid, code, ""));
    draft.add(one, Building, "B", "一号楼");
    draft.add(street, SecondGrid, "H", "第二网格");
    Governance::build(&draft).unwrap()
}

const TABLE: &str = "\
编号,类别,网格,上报时间,结案时间,截止时间,状态
1,噪音,B,2023-11-30 23:59,2023-12-01 00:59,2023-12-01 01:00,
2,噪音,T-1,2023-12-01 00:00,2023-12-01 03:00,2023-12-01 02:00,
3,停车,T-2,2023-12-02 00:00,,2023-12-02 02:00,
4,停车,G,2023-12-03 00:00,,2023-12-03 02:00,作废
5,停车,H,2023-12-03 00:00,,,
";

#[test]
fn every_level_and_period_has_its_counts() {
    let governance = street();
    let ledger = RecordReader::new("Asia/Shanghai".parse::<Zone>().unwrap()).csv_str(TABLE);
    let records = governance.records(&ledger).unwrap();
    let now = Moment::read("2023-12-02 12:00", records.zone()).unwrap();
    let months = records.roll_up(PeriodLength::Month, &Tallying::as_of(now)).unwrap();
    let at = |code: &str, period: &str| months.at(governance.node(code).unwrap(), period.parse().unwrap()).copied();
    let brief = |code: &str, period: &str| {
        at(code, period).map(|tally| (tally.taken, tally.closed, tally.late(), tally.undecidable, tally.voided))
    };
    assert_eq!(brief("S", "2023-11"), Some((1, 1, 0, 0, 0)));
    assert_eq!(brief("S", "2023-12"), Some((3, 1, 2, 1, 1)));
    assert_eq!(brief("G", "2023-12"), Some((2, 1, 2, 0, 1)));
    assert_eq!(brief("T-1", "2023-11"), Some((1, 1, 0, 0, 0)), "the building counts in its grid");
    assert_eq!(brief("H", "2023-12"), Some((1, 0, 0, 1, 0)), "nothing says until when");
    assert_eq!(at("H", "2023-11"), None, "nothing is not zero");
    assert_eq!(at("B", "2023-11"), None, "a place is no territory");

    let half_years = records.roll_up(PeriodLength::HalfYear, &Tallying::new()).unwrap();
    assert_eq!(half_years.periods().len(), 1);
    let half = half_years.at(governance.node("S").unwrap(), "2023-H2".parse().unwrap()).unwrap();
    assert_eq!((half.taken, half.late(), half.undecidable), (4, 1, 2), "without a moment nothing open is late");

    let classes = records.by_class(PeriodLength::Month).unwrap();
    let of = |code: &str| classes.at(governance.node(code).unwrap(), "2023-12".parse().unwrap());
    assert_eq!(of("S").into_iter().collect::<Vec<_>>(), [("停车", 2), ("噪音", 1)]);
    assert_eq!(of("T-1").into_iter().collect::<Vec<_>>(), [("噪音", 1)]);

    let times = records.times(PeriodLength::Year);
    let street = times.at(governance.node("S").unwrap(), "2023".parse().unwrap()).unwrap();
    assert_eq!((street.count, street.median_minutes(), street.p90_minutes()), (2, 60.into(), 180.into()));
    assert!(times.at(governance.node("H").unwrap(), "2023".parse().unwrap()).is_none());
}

#[test]
fn deadlines_of_a_pack_hold_where_the_row_has_none() {
    let governance = street();
    let zone: Zone = "Asia/Shanghai".parse().unwrap();
    let own = "a test";
    let pack = RecordPack::new("p", "")
        .with_deadline(Deadline::new(Step::Closed, Within::Hours(2), own))
        .with_deadline(Deadline::new(Step::Closed, Within::Hours(4), own).of_class("噪音"));
    let table = "\
类别,网格,上报时间,结案时间,截止时间,延期至
噪音,S,2023-12-01 00:00,2023-12-01 03:00,,
停车,S,2023-12-01 00:00,2023-12-01 03:00,,
停车,S,2023-12-01 00:00,2023-12-01 03:00,2023-12-01 03:00,
停车,S,2023-12-01 00:00,2023-12-01 03:00,2023-12-01 01:00,2023-12-01 05:00
停车,S,2023-12-01,2023-12-01 03:00,,
停车,S,2023-12-01 00:00,2023-12-01,2023-12-01 12:00,
停车,S,2023-12-01 00:00,2023-12-01,2023-12-01,
";
    let records = governance.records_by(&RecordReader::new(zone).csv_str(table), &pack).unwrap();
    let months = records.roll_up(PeriodLength::Month, &Tallying::new()).unwrap();
    let tally = months.at(governance.node("S").unwrap(), "2023-12".parse().unwrap()).unwrap();
    assert_eq!((tally.in_time, tally.closed_late, tally.undecidable), (4, 1, 2), "{tally:?}");
    assert_eq!(tally.in_time_of_decided().percent(0).unwrap(), Some(80.into()));
}

#[test]
fn a_ledger_of_closed_ones_knows_no_whole() {
    let governance = street();
    let zone = Zone::utc();
    let table = "网格,上报时间,结案时间\nS,2023-12-01 00:00,2023-12-01 03:00\n";
    let ledger = RecordReader::new(zone).csv_str(table).of_closed_only();
    let records = governance.records(&ledger).unwrap();
    let months = records.roll_up(PeriodLength::Month, &Tallying::new()).unwrap();
    let (node, december) = (governance.node("S").unwrap(), "2023-12".parse().unwrap());
    let rate = months.rate(node, december, Tally::settled_of_taken).unwrap();
    assert_eq!(rate.is_full(), crate::measure::Verdict::Undecidable);
    assert_eq!(rate.percent(1).unwrap(), None);
}

/// Counts records in a value so large that no level keeps a table of them.
struct Large;

impl RecordAggregate for Large {
    type Value = [u32; 4_096];

    fn empty(&self) -> Self::Value {
        [0; 4_096]
    }

    fn add_record(&self, total: &mut Self::Value, record: Record<'_>) -> Result<(), OverflowError> {
        total[0] += u32::from(record.status() != Status::Voided);
        total[1] += 1;
        Ok(())
    }

    fn merge(&self, total: &mut Self::Value, part: &Self::Value) -> Result<(), OverflowError> {
        total.iter_mut().zip(part).for_each(|(total, part)| *total += part);
        Ok(())
    }
}

#[test]
fn large_values_and_many_slices_are_counted_as_small_ones_are() {
    let governance = street();
    // Days more than a block of slices apart, in no order.
    let rows = (0..300_i64).map(|number| {
        let day = Moment::read("2023-01-01 08:00", &Zone::utc()).unwrap().after_seconds(number * 7919 % 400 * 86_400);
        let code = ["B", "T-1", "G", "T-2", "H", "S"][usize::try_from(number % 6).unwrap()];
        let row = RecordRow::new(if number % 2 == 0 { "噪音" } else { "停车" }, code, day.unwrap());
        if number % 5 == 0 { row.with_status(Status::Voided) } else { row }
    });
    let records = governance.records(&RecordLedger::new(Zone::utc(), rows)).unwrap();
    for length in [PeriodLength::Day, PeriodLength::Year] {
        let tallies = records.roll_up(length, &Tallying::new()).unwrap();
        let large = records.roll_up(length, &Large).unwrap();
        let taken: Vec<_> = tallies.iter().map(|(node, at, tally)| (node, at, tally.taken, tally.voided)).collect();
        let counted: Vec<_> = large.iter().map(|(node, at, of)| (node, at, of[0], of[1] - of[0])).collect();
        assert_eq!(taken, counted);
        let classes = records.by_class(length).unwrap();
        for (node, at, taken, _) in taken {
            assert_eq!(classes.at(node, at).values().sum::<u32>(), taken);
        }
    }
}

/// However many threads share the records, territories that reach over several shares included.
#[test]
fn every_number_of_threads_gives_the_same_totals() {
    let mut draft = Draft::new("");
    let mut codes = Vec::new();
    for street in 0..3 {
        let subdistrict = draft.root(Subdistrict, format!("S{street}"), "");
        codes.push(format!("S{street}"));
        for second in 0..=street {
            let grid = draft.add(subdistrict, SecondGrid, format!("S{street}-{second}"), "");
            codes.push(format!("S{street}-{second}"));
            for third in 0..3 {
                let code = format!("S{street}-{second}-{third}");
                let third = draft.add(grid, ThirdGrid, code.clone(), "");
                draft.add(third, Building, format!("B-{code}"), "");
                codes.extend([format!("B-{code}"), code]);
            }
        }
    }
    let governance = Governance::build(&draft).unwrap();
    for (count, step) in [(0, 1), (1, 1), (7, 3), (300, 7), (300, 1), (100, 0)] {
        let rows = (0..count).map(|number: usize| {
            let seconds = number as i64 * 7_919 % 90 * 86_400;
            let reported = Moment::read("2023-01-01 08:00", &Zone::utc()).unwrap().after_seconds(seconds).unwrap();
            let closed = reported.after_seconds(60 * (number as i64 % 13)).unwrap();
            let row = RecordRow::new("噪音", codes[number * step % codes.len()].clone(), reported);
            if number.is_multiple_of(3) { row } else { row.with_step(Step::Closed, closed) }
        });
        let records = governance.records(&RecordLedger::new(Zone::utc(), rows)).unwrap();
        let (periods, of_day) = records.slices(PeriodLength::Month);
        let slice = |at: u32| of_day[usize::from(records.columns.day[at as usize])];
        let slices = Slices { count: periods.len(), slice };
        let tallies = |threads| walk::totals(&records, 0, &slices, &Tallying::new(), threads).unwrap();
        let times = |threads| records.times_of(0, periods.len(), &of_day, threads);
        for threads in 2..9 {
            assert!(tallies(1).iter().eq(tallies(threads).iter()), "{count} {step} {threads}");
            assert!(times(1).iter().eq(times(threads).iter()), "{count} {step} {threads}");
        }
        let all: u32 = tallies(4)
            .iter()
            .filter(|(territory, ..)| governance.tree().territory_above(*territory).is_none())
            .map(|(.., tally)| tally.taken)
            .sum();
        assert_eq!(all as usize, count);
    }
}

#[test]
fn runs_end_where_a_bound_is_reached() {
    let sorted: Vec<u32> = vec![1, 1, 2, 2, 2, 2, 5, 8, 8, 9, 13];
    for from in 0..sorted.len() {
        for bound in sorted[from] + 1..15 {
            let expected = sorted[from..].iter().take_while(|number| **number < bound).count() as u32;
            assert_eq!(end_of_run(&sorted[from..], bound), expected, "{from} {bound}");
        }
    }
}
