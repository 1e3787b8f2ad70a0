//! Times as offices and portals write them.
//!
//! A year of four digits comes first or last, so the order of the rest is known or has to be told; nothing else is guessed.

use std::ops::RangeInclusive;

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use super::moment::Stamp;
use super::zone::OnClock;
use super::{Moment, TimeProblem, Zone};
use crate::excerpt::excerpt;
use crate::text::canonical;

/// Which comes first in a day such as `12/10/2023`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// The month: `12/10/2023` is 10 December, as American portals write it.
    MonthFirst,
    /// The day of the month: `12/10/2023` is 12 October.
    DayFirst,
}

/// A time as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ReadTime {
    pub(super) stamp: Stamp,
    /// Whether the clock showed it twice, so that the first was taken.
    pub(super) is_twice: bool,
}

impl Moment {
    /// Reads a moment: `2023-12-10T12:00:00.000`, `2023-12-10T04:00:00Z`, `2023/12/10 12:00`, `20231210120000`,
    /// `2023年12月10日 12时00分`, `2023-12-10 下午 3:05`. An offset from universal time that is written counts; else the clock
    /// of the zone is meant.
    ///
    /// # Errors
    ///
    /// It is no time, or none of the zone's clock; it is a day without a time.
    pub fn read(text: &str, zone: &Zone) -> Result<Self, TimeProblem> {
        let read = read(text, zone, None)?;
        read.stamp.moment().ok_or_else(|| TimeProblem::DayOnly { written: excerpt(text) })
    }
}

/// The three numbers of a day and their order.
enum Day {
    YearFirst(i64, i64, i64),
    /// Two numbers, and the year.
    YearLast(i64, i64, i64),
}

/// The time of a day.
#[derive(Clone, Copy)]
struct Clock {
    hour: i64,
    minute: i64,
    second: i64,
    nanosecond: i64,
}

/// A part of the day: the words for it, and hours that it may stand beside, each with what has to be added for the hour of 24.
type PartOfDay = (&'static [&'static str], &'static [(RangeInclusive<i64>, i64)]);

/// An hour that contradicts the part of the day, or may be of two days, is none.
const PARTS_OF_DAY: [PartOfDay; 5] = [
    (&["凌晨", "清晨", "早晨", "早上"], &[(0..=11, 0)]),
    // `12:05 AM` is five past midnight.
    (&["上午", "AM", "am", "a.m."], &[(0..=11, 0), (12..=12, -12)]),
    (&["中午"], &[(11..=14, 0), (1..=2, 12)]),
    (&["下午", "PM", "pm", "p.m."], &[(0..=11, 12), (12..=23, 0)]),
    (&["傍晚", "晚上", "晚间"], &[(5..=11, 12), (17..=23, 0)]),
];

struct Cursor<'t> {
    rest: &'t str,
}

impl<'t> Cursor<'t> {
    fn take(&mut self, what: &str) -> bool {
        let found = self.rest.strip_prefix(what);
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    fn take_any(&mut self, what: &[&str]) -> bool {
        what.iter().any(|what| self.take(what))
    }

    fn digits(&mut self) -> &'t str {
        let end = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        digits
    }

    /// A number of at most `most` digits.
    fn number(&mut self, most: usize) -> Option<i64> {
        let digits = self.digits();
        (digits.len() <= most).then(|| digits.parse().ok()).flatten()
    }

    fn spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }
}

/// Reads a time; `order` says what comes first in `12/10/2023`.
pub(super) fn read(text: &str, zone: &Zone, order: Option<DateOrder>) -> Result<ReadTime, TimeProblem> {
    let not_a_time = || TimeProblem::NotATime { written: excerpt(text) };
    let form = canonical(text);
    if is_day_number(&form) {
        return Err(TimeProblem::DayNumber { written: excerpt(text) });
    }
    let mut cursor = Cursor { rest: &form };
    let (day, clock) = day_and_clock(&mut cursor).ok_or_else(not_a_time)?;
    let offset = offset(&mut cursor).ok_or_else(not_a_time)?;
    cursor.spaces();
    if !cursor.rest.is_empty() {
        return Err(not_a_time());
    }
    let (year, month, of_month) = match day {
        Day::YearFirst(year, month, of_month) => (year, month, of_month),
        Day::YearLast(one, two, year) => match order.or(by_size(one, two)) {
            Some(DateOrder::MonthFirst) => (year, one, two),
            Some(DateOrder::DayFirst) => (year, two, one),
            None => return Err(TimeProblem::WhichIsMonth { written: excerpt(text) }),
        },
    };
    let no_such = || TimeProblem::NoSuchDay { written: excerpt(text) };
    let narrow = |number: i64| i8::try_from(number).map_err(|_| no_such());
    let year = i16::try_from(year).ok().filter(|year| *year > 0).ok_or_else(no_such)?;
    let day = Date::new(year, narrow(month)?, narrow(of_month)?).map_err(|_| no_such())?;
    let never = || TimeProblem::NeverOnClock { written: excerpt(text), zone: zone.to_string() };
    let Some(clock) = clock else {
        let stamp = Stamp::of_day(day, zone).filter(|_| offset.is_none()).ok_or_else(never)?;
        return Ok(ReadTime { stamp, is_twice: false });
    };
    let time = on_day(day, clock).ok_or_else(not_a_time)?;
    if let Some(offset) = offset {
        let timestamp = offset.to_timestamp(time).map_err(|_| never())?;
        return Ok(ReadTime { stamp: Moment::of_timestamp(timestamp).into(), is_twice: false });
    }
    match zone.moment_of(time) {
        OnClock::Once(moment) => Ok(ReadTime { stamp: moment.into(), is_twice: false }),
        OnClock::Twice(moment) => Ok(ReadTime { stamp: moment.into(), is_twice: true }),
        OnClock::Never => Err(never()),
    }
}

/// What a text that writes the year last says of the order of month and day; `None` where it says nothing.
pub(super) fn order_in(text: &str) -> Option<DateOrder> {
    let form = canonical(text);
    match day_and_clock(&mut Cursor { rest: &form })? {
        (Day::YearLast(one, two, _), _) => by_size(one, two),
        (Day::YearFirst(..), _) => None,
    }
}

/// Whether a text writes the year last and the half of the day in Latin letters, as American portals do.
pub(super) fn is_american(text: &str) -> bool {
    let form = canonical(text).to_ascii_lowercase();
    let ends = form.ends_with("am") || form.ends_with("pm");
    ends && matches!(day_and_clock(&mut Cursor { rest: &form }), Some((Day::YearLast(..), Some(_))))
}

fn by_size(one: i64, two: i64) -> Option<DateOrder> {
    match (one > 12, two > 12) {
        (false, true) => Some(DateOrder::MonthFirst),
        (true, false) => Some(DateOrder::DayFirst),
        _ => None,
    }
}

/// Whether a text is the number of a day as spreadsheets count them, `45270.5`.
fn is_day_number(form: &str) -> bool {
    let (whole, part) = form.split_once('.').unwrap_or((form, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(part) && whole.len() == 5
}

fn day_and_clock(cursor: &mut Cursor<'_>) -> Option<(Day, Option<Clock>)> {
    let first = cursor.digits();
    // `20231210`, `202312101200`, `20231210120000`.
    if matches!(first.len(), 8 | 12 | 14) {
        let part = |from: usize, to: usize| first[from..to].parse::<i64>().ok();
        let day = Day::YearFirst(part(0, 4)?, part(4, 6)?, part(6, 8)?);
        let clock = match first.len() {
            8 => clock(cursor)?,
            long => {
                let second = if long == 14 { part(12, 14)? } else { 0 };
                let mut clock = Clock { hour: part(8, 10)?, minute: part(10, 12)?, second, nanosecond: 0 };
                clock.nanosecond = fraction(cursor)?;
                Some(clock)
            }
        };
        return Some((day, clock));
    }
    let day = if first.len() == 4 {
        let year = first.parse().ok()?;
        let is_separated = cursor.take_any(&["-", "/", ".", "年"]);
        let month = is_separated.then(|| cursor.number(2))??;
        let is_separated = cursor.take_any(&["-", "/", ".", "月"]);
        let of_month = is_separated.then(|| cursor.number(2))??;
        cursor.take_any(&["日", "号"]);
        Day::YearFirst(year, month, of_month)
    } else {
        let one = Some(first).filter(|one| one.len() <= 2)?.parse().ok()?;
        let two = cursor.take_any(&["/", "-", "."]).then(|| cursor.number(2))??;
        let year = cursor.take_any(&["/", "-", "."]).then(|| cursor.digits())?;
        Day::YearLast(one, two, Some(year).filter(|year| year.len() == 4)?.parse().ok()?)
    };
    Some((day, clock(cursor)?))
}

/// The time of the day behind the day: `Some(None)` where there is none, `None` where something else stands there.
#[expect(clippy::option_option, reason = "nothing, or something that is no time")]
fn clock(cursor: &mut Cursor<'_>) -> Option<Option<Clock>> {
    if !cursor.take_any(&["T", "t"]) {
        cursor.spaces();
    }
    let mut part = part_of_day(cursor);
    cursor.spaces();
    if cursor.rest.is_empty() && part.is_none() {
        return Some(None);
    }
    let hour = cursor.number(2)?;
    let mut clock = Clock { hour, minute: 0, second: 0, nanosecond: 0 };
    let mut is_precise = false;
    if cursor.take_any(&["时", "点"]) {
        is_precise = true;
        if cursor.take("半") {
            clock.minute = 30;
        } else if cursor.rest.starts_with(|c: char| c.is_ascii_digit()) {
            clock.minute = cursor.number(2)?;
            if cursor.take("分") && cursor.rest.starts_with(|c: char| c.is_ascii_digit()) {
                clock.second = cursor.number(2)?;
                cursor.take("秒").then_some(())?;
            }
        } else {
            cursor.take("整");
        }
    } else if cursor.take(":") {
        is_precise = true;
        clock.minute = cursor.number(2)?;
        if cursor.take(":") {
            clock.second = cursor.number(2)?;
            clock.nanosecond = fraction(cursor)?;
        }
    }
    cursor.spaces();
    if part.is_none() {
        part = part_of_day(cursor);
        cursor.spaces();
    }
    match part {
        Some((_, hours)) => clock.hour += hours.iter().find(|(hours, _)| hours.contains(&clock.hour))?.1,
        // `2023-12-10 12` is no time: a number of two digits may be anything.
        None if !is_precise => return None,
        None => {}
    }
    Some(Some(clock))
}

fn part_of_day(cursor: &mut Cursor<'_>) -> Option<PartOfDay> {
    PARTS_OF_DAY.into_iter().find(|(words, _)| cursor.take_any(words))
}

/// The fraction of a second, in nanoseconds; `None` where it is finer than a microsecond.
fn fraction(cursor: &mut Cursor<'_>) -> Option<i64> {
    if !cursor.take_any(&[".", ","]) {
        return Some(0);
    }
    let digits = cursor.digits();
    let (kept, beyond) = digits.split_at(digits.len().min(6));
    let is_fine = beyond.bytes().any(|digit| digit != b'0');
    (!digits.is_empty() && !is_fine).then(|| format!("{kept:0<9}").parse().ok()).flatten()
}

/// The offset from universal time: `Some(None)` where there is none, `None` where it is not one.
#[expect(clippy::option_option, reason = "nothing, or something that is no offset")]
fn offset(cursor: &mut Cursor<'_>) -> Option<Option<Offset>> {
    cursor.spaces();
    if cursor.take_any(&["Z", "z"]) {
        return Some(Some(Offset::UTC));
    }
    // `UTC+8`.
    let is_universal = cursor.take_any(&["UTC", "GMT"]);
    let sign = if cursor.take("+") {
        1
    } else if cursor.take("-") {
        -1
    } else {
        return Some(is_universal.then_some(Offset::UTC));
    };
    let digits = cursor.digits();
    let (hours, minutes): (i32, i32) = match digits.len() {
        4 => (digits[..2].parse().ok()?, digits[2..].parse().ok()?),
        1 | 2 => (digits.parse().ok()?, if cursor.take(":") { cursor.digits().parse().ok()? } else { 0 }),
        _ => return None,
    };
    (hours < 24 && minutes < 60).then(|| Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok().map(Some))?
}

/// A time of a day. `24:00` is the end of the day.
fn on_day(day: Date, clock: Clock) -> Option<DateTime> {
    let Clock { hour, minute, second, nanosecond } = clock;
    if (hour, minute, second, nanosecond) == (24, 0, 0, 0) {
        return Some(day.tomorrow().ok()?.at(0, 0, 0, 0));
    }
    let narrow = |number: i64| i8::try_from(number).ok();
    let time = jiff::civil::Time::new(narrow(hour)?, narrow(minute)?, narrow(second)?, i32::try_from(nanosecond).ok()?);
    Some(day.to_datetime(time.ok()?))
}

#[cfg(test)]
#[path = "written_time_tests.rs"]
mod tests;
