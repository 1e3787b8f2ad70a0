//! Days as spreadsheets count them, and as ISO 8601 writes them.

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, ToSpan, Unit};

use crate::ledger::workbook::{Cell, Day};

/// The day that spreadsheets count as zero.
const DAY_ZERO: Date = Date::constant(1899, 12, 30);

/// The days from day zero to 1904-01-01, from which workbooks of old Macintoshes count.
const TO_1904: f64 = 1_462.0;

/// 1900-02-29, a day that never was: spreadsheets count it all the same.
const NEVER: i32 = 60;

const SECONDS_A_DAY: f64 = 86_400.0;

/// The day of a number that is shown as a date; `None` for a part of a day, such as 8:30, and where the calendar ends.
pub(super) fn of_number(number: f64, is_1904: bool) -> Option<Day> {
    let serial = if is_1904 { number + TO_1904 } else { number };
    if !(1.0..3_000_000.0).contains(&serial) || number < 0.0 {
        return None;
    }
    let days = serial as i32;
    if days == NEVER && !is_1904 {
        return Some(Day { serial, year: 1900, month: 2, day: 29 });
    }
    let date = DAY_ZERO.checked_add((days + i32::from(days < NEVER)).days()).ok()?;
    day(date, serial)
}

/// `2025-03-01`, with or without a time behind a `T` or a space.
pub(super) fn of_iso(text: &str) -> Option<Cell> {
    let moment: DateTime = text.trim_end_matches('Z').parse().ok()?;
    let days = DAY_ZERO.until((Unit::Day, moment.date())).ok()?.get_days();
    let time = moment.time().duration_since(jiff::civil::Time::midnight()).as_secs_f64() / SECONDS_A_DAY;
    day(moment.date(), f64::from(days) + time).map(Cell::Date)
}

/// The days of `PT08H30M15.5S`.
pub(super) fn of_iso_duration(text: &str) -> Option<f64> {
    let duration: SignedDuration = text.parse().ok()?;
    Some(duration.as_secs_f64() / SECONDS_A_DAY)
}

fn day(date: Date, serial: f64) -> Option<Day> {
    let year = u16::try_from(date.year()).ok()?;
    Some(Day { serial, year, month: date.month().unsigned_abs(), day: date.day().unsigned_abs() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serial(text: &str) -> Option<f64> {
        match of_iso(text) {
            Some(Cell::Date(day)) => {
                assert!(text.starts_with(&day.to_string()), "{day} for {text}");
                Some(day.serial)
            }
            _ => None,
        }
    }

    #[test]
    fn dates_have_the_numbers_of_spreadsheets() {
        for (text, number) in [
            ("1970-01-01", 25_569.0),
            ("1900-03-01", 61.0),
            ("2000-02-29", 36_585.0),
            ("2025-03-01", 45_717.0),
            ("2025-03-01T12:00:00", 45_717.5),
            ("2025-03-01T12:00:00Z", 45_717.5),
            ("2025-03-01 06:00", 45_717.25),
            ("9999-12-31", 2_958_465.0),
        ] {
            assert_eq!(serial(text), Some(number), "{text}");
            assert_eq!(of_number(number, false).map(Cell::Date), of_iso(text), "{text}");
        }
        for no in [
            "",
            "2025",
            "2025-13-01",
            "2025-02-29",
            "2025-00-01",
            "2025-01-00",
            "2025-01-01-01",
            "x-1-1",
            "2025-01-01T",
        ] {
            assert_eq!(serial(no), None, "{no}");
        }
    }

    #[test]
    fn numbers_are_days_of_the_calendar_of_spreadsheets() {
        let shown = |number, is_1904| of_number(number, is_1904).map(|day| day.to_string()).unwrap_or_default();
        for (number, date) in [
            (1.0, "1900-01-01"),
            (59.9, "1900-02-28"),
            (60.0, "1900-02-29"),
            (61.0, "1900-03-01"),
            (2_958_465.9, "9999-12-31"),
            (2_958_466.0, ""),
            (0.5, ""),
            (-1.0, ""),
            (f64::NAN, ""),
            (1e300, ""),
        ] {
            assert_eq!(shown(number, false), date, "{number}");
        }
        assert_eq!((shown(0.0, true), shown(-1.0, true)), ("1904-01-01".to_owned(), String::new()));
    }

    #[test]
    fn durations_are_parts_of_days() {
        assert_eq!(of_iso_duration("PT12H00M00S"), Some(0.5));
        assert_eq!(of_iso_duration("PT48H"), Some(2.0));
        assert_eq!(of_iso_duration("-PT06H"), Some(-0.25));
        for no in ["", "P1D", "PT1", "PTH", "PT1X", "PT网H"] {
            assert_eq!(of_iso_duration(no), None, "{no}");
        }
    }
}
