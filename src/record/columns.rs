//! What is known of each record, as columns of 40 bytes a record.

use std::fmt;

use super::moment::SECOND;
use super::{Moment, Stamp, Status, Timeliness, Zone};

/// No moment, in a column of them.
pub(super) const NEVER: i64 = i64::MIN;

/// No node, no unit.
pub(super) const NONE: u32 = u32::MAX;

/// What is known of each record, 40 bytes of it.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) node: Vec<u32>,
    pub(super) line: Vec<u32>,
    /// The day of the report, counted from the first.
    pub(super) day: Vec<u16>,
    pub(super) class: Vec<u16>,
    pub(super) unit: Vec<u16>,
    pub(super) marks: Vec<Marks>,
    pub(super) reported: Vec<Time>,
    pub(super) closed: Vec<Time>,
    pub(super) due: Vec<i64>,
}

/// Codes in one text; empty where no record has one.
#[derive(Debug, Default)]
pub(super) struct Codes {
    pub(super) text: String,
    pub(super) ends: Vec<u32>,
}

impl Codes {
    pub(super) fn get(&self, at: u32) -> &str {
        let at = at as usize;
        let Some(end) = self.ends.get(at) else { return "" };
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..*end as usize]
    }
}

/// A moment, some moment of a day, or no time at all, in eight bytes: twice the microseconds, and one more where only the
/// day is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Time(i64);

impl Time {
    pub(super) const NEVER: Self = Self(NEVER);

    /// A stamp that is a moment or a day. The years that are supported leave room for one more bit.
    pub(super) fn new(stamp: Stamp) -> Self {
        Self(stamp.first().micros() * 2 + i64::from(stamp.moment().is_none()))
    }

    pub(super) fn of(stamp: Option<Stamp>) -> Self {
        stamp.map_or(Self::NEVER, Self::new)
    }

    #[inline]
    pub(super) fn is_day(self) -> bool {
        self.0 & 1 == 1
    }

    #[inline]
    fn first(self) -> Moment {
        Moment::of_micros(self.0 >> 1)
    }

    /// The time itself; `None` where there is none.
    #[inline]
    pub(super) fn known(self) -> Option<Self> {
        (self != Self::NEVER).then_some(self)
    }

    /// The moment, or the day of a zone.
    pub(super) fn stamp(self, zone: &Zone) -> Stamp {
        let of_day = || Stamp::of_day(zone.clock(self.first()).date(), zone);
        self.is_day().then(of_day).flatten().unwrap_or(self.first().into())
    }

    /// The microseconds from another time to this one; `None` where either is not known to the moment.
    #[inline]
    pub(super) fn micros_since(self, other: Self) -> Option<i64> {
        let is_exact = self != Self::NEVER && other != Self::NEVER && !self.is_day() && !other.is_day();
        is_exact.then(|| (self.0 >> 1) - (other.0 >> 1))
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}s{}", (self.0 >> 1) / SECOND, if self.is_day() { " of a day" } else { "" })
    }
}

/// What can be said of a record in a bit or a few: its state, whether its closing was in time, whether it was reopened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Marks(pub(super) u16);

/// Whether a closing was in time, as far as it can be said without a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judged {
    /// Nothing that a clock shows decides it.
    Undecidable,
    InTime,
    Late,
    /// It is due, and nothing says when it was closed: the clock decides.
    ByClock,
}

impl Judged {
    const ALL: [Self; 4] = [Self::Undecidable, Self::InTime, Self::Late, Self::ByClock];
    const WITHOUT_CLOCK: [Timeliness; 4] =
        [Timeliness::Undecidable, Timeliness::InTime, Timeliness::Late, Timeliness::Undecidable];

    pub(super) fn new(closed: Option<Stamp>, is_closed: bool, due: Option<Moment>) -> Self {
        match Timeliness::judge(closed, is_closed, due, None) {
            Timeliness::InTime => Self::InTime,
            Timeliness::Late => Self::Late,
            _ if due.is_some() && closed.is_none() => Self::ByClock,
            _ => Self::Undecidable,
        }
    }

    /// What can be said where nobody says what time it is. It is looked up, since which records are late follows no pattern
    /// that a processor could predict.
    #[inline]
    pub(super) fn without_clock(self) -> Timeliness {
        Self::WITHOUT_CLOCK[self as usize]
    }
}

impl Marks {
    const JUDGED: u32 = 3;
    pub(super) const ASKED: u16 = 1 << 5;
    pub(super) const CONTENT: u16 = 1 << 6;
    pub(super) const SETTLED: u16 = 1 << 7;
    pub(super) const RETURNED: u16 = 1 << 8;
    pub(super) const REOPENED: u16 = 1 << 9;
    const URGENCY: u32 = 10;
    /// How many urgencies there can be, no urgency included.
    pub(super) const URGENCIES: usize = 1 << 6;

    pub(super) fn new(status: Status, judged: Judged, urgency: usize) -> Self {
        Self(status as u16 | (judged as u16) << Self::JUDGED | (urgency as u16) << Self::URGENCY)
    }

    pub(super) fn set(&mut self, mark: u16, is_set: bool) {
        self.0 |= if is_set { mark } else { 0 };
    }

    #[inline]
    pub(super) fn has(self, mark: u16) -> bool {
        self.0 & mark != 0
    }

    #[inline]
    pub(super) fn status(self) -> Status {
        Status::ALL[usize::from(self.0 & 7).min(Status::COUNT - 1)]
    }

    #[inline]
    pub(super) fn judged(self) -> Judged {
        Judged::ALL[usize::from(self.0 >> Self::JUDGED & 3)]
    }

    /// The same with the new number of its urgency.
    pub(super) fn renumbered(self, to: &[usize]) -> Self {
        let low = self.0 & ((1 << Self::URGENCY) - 1);
        Self(low | (to[self.urgency()] as u16) << Self::URGENCY)
    }

    pub(super) fn urgency(self) -> usize {
        usize::from(self.0 >> Self::URGENCY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_takes_40_bytes() {
        fn bytes<T>(_: &[T]) -> usize {
            size_of::<T>()
        }
        let Columns { node, line, day, class, unit, marks, reported, closed, due } = Columns::default();
        let narrow = bytes(&node) + bytes(&line) + bytes(&day) + bytes(&class) + bytes(&unit) + bytes(&marks);
        assert_eq!(narrow + bytes(&reported) + bytes(&closed) + bytes(&due), 40);
    }

    #[test]
    fn marks_keep_what_is_put_into_them() {
        for status in Status::ALL {
            for judged in Judged::ALL {
                for urgency in [0, 1, Marks::URGENCIES - 1] {
                    let mut marks = Marks::new(*status, judged, urgency);
                    marks.set(Marks::REOPENED, true);
                    marks.set(Marks::ASKED, false);
                    assert_eq!((marks.status(), marks.judged(), marks.urgency()), (*status, judged, urgency));
                    assert!(marks.has(Marks::REOPENED) && !marks.has(Marks::ASKED) && !marks.has(Marks::CONTENT));
                }
            }
        }
    }

    #[test]
    fn times_keep_moments_and_days_from_the_first_year_to_the_last() {
        let zone = Zone::utc();
        for year in ["0001", "1969", "1970", "2024", "9998"] {
            let moment = Moment::read(&format!("{year}-12-30 23:59:59.999999"), &zone).unwrap();
            assert_eq!(Time::new(moment.into()).stamp(&zone), moment.into());
            let day = Stamp::of_day(moment.day_in(&zone).civil(), &zone).unwrap();
            assert_eq!(Time::new(day).stamp(&zone), day);
            assert_eq!(Time::new(day).micros_since(Time::new(moment.into())), None);
            let next = moment.after_seconds(1).unwrap();
            assert_eq!(Time::new(next.into()).micros_since(Time::new(moment.into())), Some(SECOND));
        }
        assert_eq!(Time::of(None).known(), None);
    }
}
