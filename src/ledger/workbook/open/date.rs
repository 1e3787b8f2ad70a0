//! Dates and times as ISO 8601 writes them.

use crate::ledger::workbook::{Cell, Day};

/// The serial number of 1970-01-01 in spreadsheets.
const EPOCH: i64 = 25_569;

/// `2025-03-01`, with or without a time behind a `T` or a space.
pub(super) fn date(text: &str) -> Option<Cell> {
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (date, clock(time.trim_end_matches('Z'))?),
        None => (text, 0.0),
    };
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let is_date = parts.next().is_none() && year <= 9999 && (1..=12).contains(&month);
    if !is_date || day == 0 || day > days_in(year, month) {
        return None;
    }
    let serial = (days_since_epoch(year, month, day) + EPOCH) as f64 + time;
    Some(Cell::Date(Day { serial, year, month, day }))
}

/// The part of the day of `08:30` or `08:30:15.5`.
fn clock(text: &str) -> Option<f64> {
    let mut seconds = 0.0;
    for (at, part) in text.splitn(3, ':').enumerate() {
        let number: f64 = part.parse().ok().filter(|number| (0.0..60.0).contains(number))?;
        seconds += number * [3_600.0, 60.0, 1.0][at];
    }
    Some(seconds / 86_400.0)
}

/// The days of `PT08H30M15.5S`.
pub(super) fn duration(text: &str) -> Option<f64> {
    let (sign, text) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let mut seconds = 0.0;
    let mut rest = text.strip_prefix("PT")?;
    while !rest.is_empty() {
        let at = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let number: f64 = rest[..at].parse().ok()?;
        let (unit, behind) = rest[at..].split_at(1);
        seconds += number * [("H", 3_600.0), ("M", 60.0), ("S", 1.0)].iter().find(|(name, _)| *name == unit)?.1;
        rest = behind;
    }
    Some(sign * seconds / 86_400.0).filter(|days| days.is_finite())
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// The days since 1970-01-01 in the Gregorian calendar: years begin in March, so that the leap day is their last.
fn days_since_epoch(year: u16, month: u8, day: u8) -> i64 {
    let (month, day) = (i64::from(month), i64::from(day));
    let year = i64::from(year) - i64::from(month <= 2);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serial(text: &str) -> Option<f64> {
        match date(text) {
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
        assert_eq!(duration("PT12H00M00S"), Some(0.5));
        assert_eq!(duration("PT48H"), Some(2.0));
        assert_eq!(duration("-PT06H"), Some(-0.25));
        for no in ["", "P1D", "PT1", "PTH", "PT1X", "PT网H"] {
            assert_eq!(duration(no), None, "{no}");
        }
    }
}
