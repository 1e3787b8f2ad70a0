use super::*;
use crate::record::RecordPack;

fn at(text: &str) -> Moment {
    Moment::read(text, &Zone::utc()).unwrap()
}

fn due(within: Within, from: impl Into<Stamp>, calendar: Option<&Calendar>) -> Option<String> {
    let due = Deadline::new(Step::Closed, within, "a test").due(from.into(), &Zone::utc(), calendar);
    due.map(|due| due.shown_in(&Zone::utc()))
}

#[test]
fn hours_days_and_working_days_end_where_they_should() {
    // 8 December 2023 was a Friday.
    let friday = at("2023-12-08 20:00");
    let calendar = Calendar::new("2023-12-01".parse().unwrap(), "2023-12-12".parse().unwrap())
        .with_holidays(["2023-12-11".parse().unwrap()]);
    assert_eq!(due(Within::Hours(24), friday, None).as_deref(), Some("2023-12-09 20:00:00"));
    assert_eq!(due(Within::Days(0), friday, None).as_deref(), Some("2023-12-08 23:59:59.999999"));
    assert_eq!(due(Within::Days(2), friday, None).as_deref(), Some("2023-12-10 23:59:59.999999"));
    assert_eq!(due(Within::WorkingDays(1), friday, Some(&calendar)).as_deref(), Some("2023-12-12 23:59:59.999999"));
    assert_eq!(due(Within::WorkingDays(2), friday, Some(&calendar)), None, "13 December is not known");
    assert_eq!(due(Within::WorkingDays(1), friday, None), None, "nobody says which days are worked");
    assert_eq!(due(Within::Days(u32::MAX), friday, None), None, "beyond the calendar");
    assert_eq!(due(Within::Hours(u32::MAX), at("9990-01-01 00:00"), None), None, "beyond the calendar");
}

#[test]
fn what_cannot_be_known_of_a_time_is_not_guessed() {
    let day = Stamp::of_day(jiff::civil::date(2023, 12, 8), &Zone::utc()).unwrap();
    assert_eq!(due(Within::Hours(1), day, None), None);
    assert_eq!(due(Within::Days(1), day, None).as_deref(), Some("2023-12-09 23:59:59.999999"));
    let of_two_days = Stamp::between(at("2023-12-08 23:00"), at("2023-12-09 01:00")).unwrap();
    assert_eq!(due(Within::Days(1), of_two_days, None), None);
}

#[test]
fn the_deadline_that_says_most_counts() {
    let deadline = |hours| Deadline::new(Step::Closed, Within::Hours(hours), "a test");
    let pack = RecordPack::new("p", "")
        .with_deadline(deadline(4).of_class("噪音").of_urgency("红"))
        .with_deadline(deadline(3).of_class("噪音"))
        .with_deadline(deadline(2).of_urgency("红"))
        .with_deadline(deadline(1))
        .with_deadline(Deadline::new(Step::Accepted, Within::Hours(9), "a test"));
    let within = |class, urgency| pack.deadline(Step::Closed, class, urgency).map(|deadline| deadline.within);
    assert_eq!(within("噪音", "红"), Some(Within::Hours(4)));
    assert_eq!(within("噪音", "黄"), Some(Within::Hours(3)), "a class says more than an urgency");
    assert_eq!(within("停车", "红"), Some(Within::Hours(2)));
    assert_eq!(within("", ""), Some(Within::Hours(1)));
    assert_eq!(pack.deadline(Step::Filed, "", ""), None);
    assert_eq!(pack.steps().collect::<Vec<_>>(), [Step::Closed, Step::Accepted]);
}

#[test]
fn a_step_is_judged_at_its_very_end() {
    let (due, day) = (at("2023-12-10 12:00"), Stamp::between(at("2023-12-10 11:00"), at("2023-12-10 13:00")).unwrap());
    let micro = Moment::of_micros(due.micros() + 1);
    let judge = |taken: Option<Stamp>, is_taken, now| Timeliness::judge(taken, is_taken, Some(due), now);
    assert_eq!(judge(Some(due.into()), true, None), Timeliness::InTime);
    assert_eq!(judge(Some(micro.into()), true, None), Timeliness::Late);
    assert_eq!(judge(Some(day), true, Some(micro)), Timeliness::Undecidable);
    assert_eq!(judge(None, true, Some(due)), Timeliness::InTime, "whenever it was taken, it was not late yet");
    assert_eq!(judge(None, true, Some(micro)), Timeliness::Undecidable);
    assert_eq!(judge(None, false, Some(due)), Timeliness::Open);
    assert_eq!(judge(None, false, Some(micro)), Timeliness::OpenLate);
    assert!(Timeliness::Late.is_late() && Timeliness::OpenLate.is_late());
    assert!(![Timeliness::InTime, Timeliness::Open, Timeliness::Undecidable].into_iter().any(Timeliness::is_late));
}
