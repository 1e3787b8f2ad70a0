use super::*;
use crate::record::Within;

#[test]
fn everything_that_is_wrong_with_a_pack_is_told_at_once() {
    let day = || "2023-12-10".parse().unwrap();
    let deadline = |step| Deadline::new(step, Within::Hours(1), "a test");
    let pack = RecordPack::new("p", "")
        .with_deadline(Deadline::new(Step::Closed, Within::Hours(1), " "))
        .with_deadline(deadline(Step::Closed).of_class("噪音"))
        .with_deadline(deadline(Step::Closed).running_from(Step::Filed))
        .with_deadline(deadline(Step::Reported))
        .refusing("record.no_place")
        .refusing("record.overdue")
        .with_calendar(Calendar::new(day(), day()).with_holidays([day()]).with_worked([day()]));
    let errors: Vec<RecordPackError> = pack.check().unwrap_err().into_iter().collect();
    assert_eq!(
        errors,
        [
            RecordPackError::NoSource { number: 1 },
            RecordPackError::SameDeadline { first: 1, second: 3 },
            RecordPackError::FromItself { number: 4, step: Step::Reported },
            RecordPackError::NotRefusable { written: "record.overdue".to_owned() },
            RecordPackError::FreeAndWorked { day: day() },
        ]
    );
    let read = RecordPack::from_json_str(&pack.to_json_string()).unwrap_err();
    assert_eq!(read.into_iter().collect::<Vec<_>>(), errors);
}

#[test]
fn built_in_packs_are_right_and_survive_json() {
    for pack in [RecordPack::default(), RecordPack::three_colours(), RecordPack::nanjing_gulou()] {
        assert_eq!(RecordPack::from_json_str(&pack.to_json_string()).as_ref(), Ok(&pack));
        assert_eq!(pack.links, Step::SEVEN_LINKS);
    }
    let links = RecordPack::new("p", "").with_links([Step::Reported, Step::Closed]);
    assert_eq!(RecordPack::from_json_str(&links.to_json_string()).unwrap().links, [Step::Reported, Step::Closed]);
}
