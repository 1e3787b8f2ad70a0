use super::*;

fn shanghai() -> Zone {
    "Asia/Shanghai".parse().unwrap()
}

fn shown(text: &str) -> Result<String, TimeProblem> {
    let read = read(text, &shanghai(), None)?;
    let zone = shanghai();
    Ok(match read.stamp.moment() {
        Some(moment) => moment.shown_in(&zone),
        None => format!("{} .. {}", read.stamp.first().shown_in(&zone), read.stamp.last().shown_in(&zone)),
    })
}

#[test]
fn the_forms_of_offices_and_portals_are_read() {
    let noon = "2023-12-10 12:00:00";
    let forms = [
        "2023-12-10T12:00:00.000",
        "2023-12-10T12:00",
        "2023-12-10 12:00:00",
        "2023/12/10 12:00",
        "2023.12.10 12:00",
        "2023年12月10日 12时00分",
        "2023年12月10日12时00分00秒",
        "2023年12月10日 12点整",
        "2023年12月10日 12:00",
        "２０２３－１２－１０　１２：００",
        "2023-12-10T04:00:00Z",
        "2023-12-10T12:00:00+08:00",
        "2023-12-09T23:00:00-0500",
        "20231210120000",
        "202312101200",
        "2023-12-10 下午12:00",
        "2023/12/10 12:00 PM",
    ];
    for form in forms {
        assert_eq!(shown(form).as_deref(), Ok(noon), "{form}");
    }
    for (form, time) in [
        ("上午8时半", "08:30"),
        ("下午3点半", "15:30"),
        (" 8点05", "08:05"),
        (" 上午0:30", "00:30"),
        (" 下午0:30", "12:30"),
        (" 下午15:30", "15:30"),
        (" 15:30 PM", "15:30"),
        (" 凌晨3:05", "03:05"),
        (" 早上8点", "08:00"),
        (" 中午12:30", "12:30"),
        (" 中午1点", "13:00"),
        (" 傍晚6点半", "18:30"),
        (" 晚上8点15分", "20:15"),
        ("T02:30:00+2", "08:30"),
        ("T08:30 UTC+8", "08:30"),
        ("T00:30 GMT", "08:30"),
    ] {
        assert_eq!(
            shown(&format!("2023-12-10{form}")).as_deref(),
            Ok(format!("2023-12-10 {time}:00").as_str()),
            "{form}"
        );
    }
    assert_eq!(shown("2024-02-29 08:00").unwrap(), "2024-02-29 08:00:00");
    assert_eq!(shown("1969-12-31 23:59:59.5").unwrap(), "1969-12-31 23:59:59.5");
    assert_eq!(shown("2023/1/2 8:05").unwrap(), "2023-01-02 08:05:00");
    assert_eq!(shown("2023/12/10 下午 3:05").unwrap(), "2023-12-10 15:05:00");
    assert_eq!(shown("2023-12-10 12:05:00 AM").unwrap(), "2023-12-10 00:05:00");
    assert_eq!(shown("2023-12-10 24:00").unwrap(), "2023-12-11 00:00:00");
    assert_eq!(shown("2023-12-10T12:00:00.250").unwrap(), "2023-12-10 12:00:00.25");
    assert_eq!(shown("12/31/2023 01:30:00 PM").unwrap(), "2023-12-31 13:30:00", "31 is no month");
    assert_eq!(shown("2023年12月10日").unwrap(), "2023-12-10 00:00:00 .. 2023-12-10 23:59:59.999999");
}

#[test]
fn what_is_no_time_is_told() {
    for no_time in [
        "",
        "下周",
        "2023-12-10 12",
        "2023-12",
        "2023-12-10 25:00",
        "2023-12-10 24:01",
        "2023-12-10 13:00 AM",
        "2023-12-10 上午13:00",
        "2023-12-10 早上12:30",
        "2023-12-10 晚上12:00",
        "2023-12-10 中午8:00",
        "2023-12-10 下午24:00",
        "2023-12-10 8点半30",
        "2023-12-10 12:61",
        "2023-12-10 12:00 CST",
        "2023-12-10 12:00Z+8",
        "10000-01-01 08:00",
    ] {
        assert!(matches!(shown(no_time), Err(TimeProblem::NotATime { .. })), "{no_time}: {:?}", shown(no_time));
    }
    for no_day in ["2023-02-29", "2023-13-01 08:00", "0000-01-01"] {
        assert!(matches!(shown(no_day), Err(TimeProblem::NoSuchDay { .. })), "{no_day}");
    }
    assert!(matches!(shown("45270.5"), Err(TimeProblem::DayNumber { .. })));
    assert!(matches!(shown("45270"), Err(TimeProblem::DayNumber { .. })));
    assert!(matches!(shown("12/10/2023 08:00"), Err(TimeProblem::WhichIsMonth { .. })));
    assert!(shown("2023-12-10 12:00:00.0000001").is_err(), "finer than a microsecond");
}

#[test]
fn month_and_day_are_told_apart_or_asked_for() {
    let first = |order| read("12/10/2023 12:00:00 AM", &shanghai(), Some(order)).unwrap().stamp.first();
    assert_eq!(first(DateOrder::MonthFirst).day_in(&shanghai()).to_string(), "2023-12-10");
    assert_eq!(first(DateOrder::DayFirst).day_in(&shanghai()).to_string(), "2023-10-12");
    assert_eq!(order_in("12/31/2023"), Some(DateOrder::MonthFirst));
    assert_eq!(order_in("31/12/2023 08:00"), Some(DateOrder::DayFirst));
    assert_eq!(order_in("12/10/2023"), None);
    assert!(is_american("12/10/2023 12:00:00 AM") && !is_american("12/10/2023 08:00"));
}

#[test]
fn clocks_that_are_set_are_minded() {
    let york: Zone = "America/New_York".parse().unwrap();
    let twice = read("2023-11-05 01:30", &york, None).unwrap();
    assert!(twice.is_twice);
    assert_eq!(twice.stamp.first().to_string(), "2023-11-05T05:30:00Z");
    assert!(matches!(read("2023-03-12 02:30", &york, None), Err(TimeProblem::NeverOnClock { .. })));
    // A day of 23 hours.
    let short = read("2023-03-12", &york, None).unwrap().stamp;
    assert_eq!(short.last().minutes_since(short.first()).to_string(), "1380");
    assert!(read("9999-12-31 12:00", &york, None).is_err() || shown("9999-12-31 12:00").is_ok());
}
