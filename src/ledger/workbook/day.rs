//! Dates as spreadsheets keep them: days since 1899-12-30, shown by a format.

use std::fmt;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use super::number_format::NumberFormat;

/// The day that spreadsheets count as zero.
pub(super) const DAY_ZERO: Date = Date::constant(1899, 12, 30);

/// The days from day zero to 1904-01-01, from which workbooks of old Macintoshes count.
pub(super) const TO_1904: f64 = 1_462.0;

/// 1900-02-29, a day that never was: spreadsheets count it all the same.
const NEVER: i32 = 60;

/// A date, or a moment: the days since 1899-12-30, with the part of the day behind the point.
///
/// It is shown as its cell shows it, and as ISO 8601 writes it where the cell says nothing else. Two are equal if they
/// are the same moment, however they are shown.
///
/// ```
/// use gridgov::ledger::workbook::Day;
///
/// let day = Day::new(2025, 3, 1).expect("a day of the calendar");
/// assert_eq!((day.serial(), day.to_string()), (45_717.0, "2025-03-01".to_owned()));
/// assert_eq!(Day::new(2025, 2, 29), None);
/// ```
#[derive(Debug, Clone)]
pub struct Day {
    serial: f64,
    /// `None` for ISO 8601.
    format: Option<Arc<NumberFormat>>,
}

impl Day {
    /// A day of the calendar; `None` where there is no such day, or spreadsheets do not count it.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        let date = Date::new(year, month, day).ok()?;
        let days = DAY_ZERO.until((jiff::Unit::Day, date)).ok()?.get_days();
        // Before the day that never was, spreadsheets are one ahead.
        Self::from_serial(f64::from(if days <= NEVER { days - 1 } else { days }))
    }

    /// The date of a number of days since 1899-12-30; `None` outside the calendar of spreadsheets, 1900 to 9999.
    #[must_use]
    pub fn from_serial(serial: f64) -> Option<Self> {
        (1.0..2_958_466.0).contains(&serial).then_some(Self { serial, format: None })
    }

    /// The date of a number in a file, shown by a format; `None` outside the calendar.
    pub(super) fn from_number(number: f64, format: &Arc<NumberFormat>) -> Option<Self> {
        let serial = if format.is_1904() { number + TO_1904 } else { number };
        let day = Self::from_serial(serial).filter(|_| number >= 0.0)?;
        Some(Self { format: Some(Arc::clone(format)), ..day })
    }

    /// The same, shown as this text.
    pub(super) fn shown_as(self, shown: &str) -> Self {
        Self { format: Some(Arc::new(NumberFormat::of_text(shown))), ..self }
    }

    /// The days since 1899-12-30 and the part of the day.
    #[must_use]
    pub fn serial(&self) -> f64 {
        self.serial
    }

    /// The number that the file holds: that of [`Day::serial`], unless the workbook counts days from 1904.
    #[must_use]
    pub fn number(&self) -> f64 {
        if self.format.as_ref().is_some_and(|format| format.is_1904()) { self.serial - TO_1904 } else { self.serial }
    }

    /// The year.
    #[must_use]
    pub fn year(&self) -> u16 {
        self.calendar().year
    }

    /// The month, counted from one.
    #[must_use]
    pub fn month(&self) -> u8 {
        self.calendar().month
    }

    /// The day of the month, counted from one.
    #[must_use]
    pub fn day(&self) -> u8 {
        self.calendar().day
    }

    /// Whether nothing says how it is shown.
    pub(super) fn has_no_format(&self) -> bool {
        self.format.is_none()
    }

    /// The code of the format that shows it, if the file says one.
    pub(super) fn format_code(&self) -> Option<&str> {
        self.format.as_ref().and_then(|format| format.code())
    }

    fn calendar(&self) -> Calendar {
        Calendar::of_number(self.serial, false)
    }

    fn iso(&self) -> String {
        let Calendar { year, month, day, .. } = self.calendar();
        format!("{year:04}-{month:02}-{day:02}")
    }
}

impl PartialEq for Day {
    fn eq(&self, other: &Self) -> bool {
        self.serial == other.serial
    }
}

impl fmt::Display for Day {
    /// As its cell shows it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.format {
            Some(format) => f.pad(&format.show(self.number())),
            None => f.pad(&self.iso()),
        }
    }
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Calendar {
    pub(super) year: u16,
    pub(super) month: u8,
    pub(super) day: u8,
    /// Counted from Sunday, which is zero.
    pub(super) weekday: u8,
}

impl Calendar {
    /// The day of a number of days; the nearest one that there is outside the calendar. Day zero is shown as
    /// 1900-01-00.
    pub(super) fn of_number(number: f64, is_1904: bool) -> Self {
        let days = if is_1904 { number + TO_1904 } else { number };
        let days = days.clamp(0.0, 2_958_465.0) as i32;
        #[expect(clippy::cast_sign_loss, reason = "days are not negative here")]
        let weekday = ((days + 6) % 7) as u8;
        match days {
            0 => return Self { year: 1900, month: 1, day: 0, weekday },
            NEVER if !is_1904 => return Self { year: 1900, month: 2, day: 29, weekday },
            _ => {}
        }
        let ahead = i32::from(days < NEVER);
        #[expect(clippy::expect_used, reason = "the days were clamped to those of the calendar")]
        let date = DAY_ZERO.checked_add((days + ahead).days()).expect("days up to 9999-12-31 are in the calendar");
        Self {
            year: date.year().unsigned_abs(),
            month: date.month().unsigned_abs(),
            day: date.day().unsigned_abs(),
            weekday,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_calendar_have_the_numbers_of_spreadsheets() {
        for (year, month, day, serial) in [
            (1900, 1, 1, 1.0),
            (1900, 2, 28, 59.0),
            (1900, 3, 1, 61.0),
            (2025, 3, 1, 45_717.0),
            (9999, 12, 31, 2_958_465.0),
        ] {
            let day = Day::new(year, month, day).unwrap();
            assert!((day.serial() - serial).abs() < f64::EPSILON);
            assert_eq!((day.year(), day.month()), (year, month));
        }
        for (year, month, day) in [(1900, 2, 29), (1899, 12, 31), (2025, 13, 1), (2025, 0, 1), (40_000, 1, 1)] {
            assert_eq!(Day::new(year, month, day), None, "{year}-{month}-{day}");
        }
        assert_eq!(Day::from_serial(60.0).map(|day| day.to_string()).as_deref(), Some("1900-02-29"));
        // 2000-01-01 was a Saturday.
        assert_eq!(Calendar::of_number(36_526.0, false).weekday, 6);
    }

    #[test]
    fn the_number_of_the_file_is_kept_where_days_count_from_1904() {
        let format = Arc::new(NumberFormat::of_code("m-d", true).unwrap());
        let day = Day::from_number(44_255.0, &format).unwrap();
        assert_eq!((day.serial(), day.number(), day.to_string()), (45_717.0, 44_255.0, "3-1".to_owned()));
        assert_eq!(day, Day::new(2025, 3, 1).unwrap());
    }
}
