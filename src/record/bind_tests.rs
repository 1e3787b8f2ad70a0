use super::*;
use crate::kind::{SecondGrid, Subdistrict};
use crate::ledger::Draft;
use crate::record::{PeriodLength, Record, RecordReader, Tallying};

fn governance() -> Governance {
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "须水街道");
    draft.add(street, SecondGrid, "G", "第一网格");
    Governance::build(&draft).unwrap()
}

fn moment(text: &str) -> Moment {
    Moment::read(text, &Zone::utc()).unwrap()
}

fn told(governance: &Governance, table: &str) -> Vec<String> {
    let ledger = RecordReader::new(Zone::utc()).csv_str(table);
    governance.records(&ledger).unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn days_too_far_apart_are_told_with_both_rows() {
    let table = "网格,上报时间\nG,2023-12-10 08:00\nG,1023-12-10 08:00\nG,2023-12-11 08:00\nG,1023-12-10 07:00\n";
    assert_eq!(
        told(&governance(), table),
        [
            "line 3: this record is of 1023-12-10, and that at line 4 of 2023-12-11; 365244 days lie between them, and at most \
          65535 can be kept together; correct the day that is wrong, or divide the ledger"
        ]
    );
}

#[test]
fn one_too_many_of_what_is_numbered_is_told_with_its_row() {
    let rows: Vec<String> = (1..=70).map(|number| format!("G,2023-12-10 08:00,{}", number.min(65))).collect();
    let table = format!("网格,上报时间,等级\n{}\n", rows.join("\n"));
    assert_eq!(told(&governance(), &table), ["line 65: the number of urgencies is 66; at most 64 is read"]);
}

#[test]
fn a_span_that_is_no_day_stays_what_it_is() {
    let governance = governance();
    let span = Stamp::between(moment("2023-12-10 23:00"), moment("2023-12-11 01:00")).unwrap();
    let row = |place: &str| RecordRow::new("", place, span).with_step(Step::Closed, span);
    let day = RecordReader::new(Zone::utc()).csv_str("网格,上报时间\nG,2023-12-10\n").rows()[0].reported;
    let rows = [row("G"), row("S"), RecordRow::new("", "S", day)];
    let records = governance.records(&RecordLedger::new(Zone::utc(), rows)).unwrap();
    let stamps: Vec<Stamp> = records.iter().map(Record::reported).collect();
    assert_eq!(stamps, [day, span, span]);
    assert!(records.iter().filter_map(Record::closed).all(|closed| closed == span));
    assert_eq!(records.iter().filter(|record| record.seconds().is_some()).count(), 0);
}

#[test]
fn the_order_of_rows_leaves_no_trace_even_where_little_differs() {
    let governance = governance();
    let at = moment("2023-12-10 08:00");
    let row = || RecordRow::new("", "G", at);
    let mut nowhere = [row(), row()];
    for (row, place) in nowhere.iter_mut().zip(["", "—"]) {
        row.places = vec![place.to_owned()];
    }
    let span = |minutes: i64| Stamp::between(at, at.after_seconds(60 * minutes).unwrap()).unwrap();
    let mut rows = vec![
        row().with_step(Step::Filed, at.after_seconds(60).unwrap()),
        row().with_step(Step::Filed, at.after_seconds(120).unwrap()),
        row().with_step(Step::Dispatched, at.after_seconds(60).unwrap()),
        RecordRow { urgency: "红".to_owned(), ..row() },
        RecordRow { urgency: "黄".to_owned(), ..row() },
        RecordRow::new("", "G", span(2)),
        RecordRow::new("", "G", span(3)),
    ];
    rows.extend(nowhere);
    let listed = |rows: &[RecordRow]| {
        let records = governance.records(&RecordLedger::new(Zone::utc(), rows.iter().cloned())).unwrap();
        let list = |record: Record<'_>| {
            format!("{record:?} {} {:?} {:?}", record.urgency(), record.reported(), record.steps().collect::<Vec<_>>())
        };
        records.iter().map(list).collect::<Vec<_>>()
    };
    let before = listed(&rows);
    rows.reverse();
    assert_eq!(listed(&rows), before);
    rows.rotate_left(3);
    assert_eq!(listed(&rows), before);
}

#[test]
fn a_closing_is_judged_as_by_its_times() {
    let governance = governance();
    let table = "编号,网格,上报时间,结案时间,截止时间,状态\n\
                 a,G,2023-12-10 08:00,2023-12-10 09:00,2023-12-10 09:00,\n\
                 b,G,2023-12-10 08:00,2023-12-10 09:01,2023-12-10 09:00,\n\
                 c,G,2023-12-10 08:00,2023-12-10,2023-12-10 09:00,\n\
                 d,G,2023-12-10 08:00,,2023-12-10 09:00,已结案\n\
                 e,G,2023-12-10 08:00,,2023-12-10 09:00,\n\
                 f,G,2023-12-10 08:00,2023-12-10 08:30,2023-12-10 09:00,重办\n\
                 g,G,2023-12-10 08:00,2023-12-10 08:30,,\n";
    let records = governance.records(&RecordReader::new(Zone::utc()).csv_str(table)).unwrap();
    for now in [None, Some(moment("2023-12-10 08:50")), Some(moment("2023-12-10 10:00"))] {
        for record in records.iter() {
            let is_closed = record.status() == Status::Closed;
            let closed = record.closed().filter(|_| is_closed);
            let judged = crate::record::Timeliness::judge(closed, is_closed, record.due(), now);
            assert_eq!(record.timeliness(now), judged, "{} {now:?}", record.code());
        }
        let tallying = now.map_or(Tallying::new(), Tallying::as_of);
        let tally = *records.roll_up(PeriodLength::Year, &tallying).unwrap().iter().next().unwrap().2;
        let counted = tally.in_time + tally.late() + tally.not_due + tally.undecidable;
        assert_eq!((tally.taken, counted), (7, 7));
    }
}
