//! Days and times as ISO 8601 writes them.

use jiff::civil::DateTime;
use jiff::{SignedDuration, Unit};

use crate::ledger::workbook::day::DAY_ZERO;
use crate::ledger::workbook::{Cell, Day};

const SECONDS_A_DAY: f64 = 86_400.0;

/// `2025-03-01`, with or without a time behind a `T` or a space.
pub(super) fn of_iso(text: &str) -> Option<Cell> {
    let moment: DateTime = text.trim_end_matches('Z').parse().ok()?;
    let days = DAY_ZERO.until((Unit::Day, moment.date())).ok()?.get_days();
    let time = moment.time().duration_since(jiff::civil::Time::midnight()).as_secs_f64() / SECONDS_A_DAY;
    let ahead = if days <= 60 { 1.0 } else { 0.0 };
    Day::from_serial(f64::from(days) - ahead + time).map(Cell::Date)
}

/// The days of `PT08H30M15.5S`.
pub(super) fn of_iso_duration(text: &str) -> Option<f64> {
    let duration: SignedDuration = text.parse().ok()?;
    Some(duration.as_secs_f64() / SECONDS_A_DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serial(text: &str) -> Option<f64> {
        match of_iso(text) {
            Some(Cell::Date(day)) => {
                assert!(text.starts_with(&day.to_string()), "{day} for {text}");
                Some(day.serial())
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
    fn durations_are_parts_of_days() {
        assert_eq!(of_iso_duration("PT12H00M00S"), Some(0.5));
        assert_eq!(of_iso_duration("PT48H"), Some(2.0));
        assert_eq!(of_iso_duration("-PT06H"), Some(-0.25));
        for no in ["", "P1D", "PT1", "PTH", "PT1X", "PT网H"] {
            assert_eq!(of_iso_duration(no), None, "{no}");
        }
    }
}
