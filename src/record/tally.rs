//! Counts of records by what became of them, and rates whose whole may be unknown.

use serde::Serialize;

use super::columns::{Judged, Marks};
use super::{Moment, Record, RecordAggregate, Status, Timeliness};
use crate::measure::{Decimal, Figure, OverflowError, Verdict};

/// How many records there are, by what became of them (案件统计).
///
/// What was voided counts as voided and as nothing else. Of all others, each is closed or open, and each is in time, late,
/// not yet due, or undecidable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Tally {
    /// Taken (受理): all but those that were voided.
    pub taken: u32,
    /// Settled (化解, 处置): handled or closed.
    pub settled: u32,
    /// Closed (结案).
    pub closed: u32,
    /// Open (未结案), those that were returned, put off or reopened included.
    pub open: u32,
    /// Closed in time (按期结案).
    pub in_time: u32,
    /// Closed after they were due (超期结案).
    pub closed_late: u32,
    /// Open and not yet due (未到期).
    pub not_due: u32,
    /// Open and past due (超期未结).
    pub open_late: u32,
    /// Neither in time nor late can be said (无法判定): nothing says until when, or when it was closed, or what time it is.
    pub undecidable: u32,
    /// Returned at any time (回退).
    pub returned: u32,
    /// Reopened at any time (重办).
    pub reopened: u32,
    /// Voided (作废).
    pub voided: u32,
    /// Whose residents were asked whether they are content (回访).
    pub asked: u32,
    /// Whose residents are content (满意).
    pub satisfied: u32,
}

impl Tally {
    /// Late, whether closed or open (超期).
    #[must_use]
    pub const fn late(&self) -> u32 {
        self.closed_late + self.open_late
    }

    /// Closed of taken (结案率).
    #[must_use]
    pub fn closed_of_taken(&self) -> Rate {
        Rate::of(self.closed, self.taken)
    }

    /// Settled of taken (化解率).
    #[must_use]
    pub fn settled_of_taken(&self) -> Rate {
        Rate::of(self.settled, self.taken)
    }

    /// In time, of those of which it can be said (按期结案率): closed in time, closed late, and open past due.
    #[must_use]
    pub fn in_time_of_decided(&self) -> Rate {
        Rate::of(self.in_time, self.in_time + self.late())
    }

    /// Content of asked (满意率).
    #[must_use]
    pub fn satisfied_of_asked(&self) -> Rate {
        Rate::of(self.satisfied, self.asked)
    }

    /// Adds the counts of other records.
    pub(super) fn add(&mut self, other: &Self) {
        let Self { taken, settled, closed, open, in_time, closed_late, not_due, open_late, undecidable, .. } = self;
        *taken += other.taken;
        *settled += other.settled;
        *closed += other.closed;
        *open += other.open;
        *in_time += other.in_time;
        *closed_late += other.closed_late;
        *not_due += other.not_due;
        *open_late += other.open_late;
        *undecidable += other.undecidable;
        self.returned += other.returned;
        self.reopened += other.reopened;
        self.voided += other.voided;
        self.asked += other.asked;
        self.satisfied += other.satisfied;
    }
}

/// A rate (率): a part and a whole, either of which may be unknown. Rates are never added up; their parts and wholes are.
///
/// ```
/// use gridgov::measure::{Figure, Verdict};
/// use gridgov::record::Rate;
///
/// let settled = Rate::new(Figure::exact(321), Figure::exact(324));
/// assert_eq!(settled.percent(2)?.map(|percent| percent.to_string()).as_deref(), Some("99.07"));
/// assert_eq!(settled.is_full(), Verdict::False);
///
/// // 297 settled of an unknown number: no rate, and whether all are settled is undecidable.
/// let unknown = Rate::new(Figure::exact(297), Figure::at_least(297));
/// assert_eq!((unknown.percent(2)?, unknown.is_full()), (None, Verdict::Undecidable));
/// # Ok::<(), gridgov::measure::OverflowError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Rate {
    part: Figure,
    whole: Figure,
}

impl Rate {
    /// A rate of a part of a whole.
    #[must_use]
    pub const fn new(part: Figure, whole: Figure) -> Self {
        Self { part, whole }
    }

    fn of(part: u32, whole: u32) -> Self {
        Self { part: Figure::exact(part), whole: Figure::exact(whole) }
    }

    /// The same, where the whole is only what is known of it: at least as much.
    #[must_use]
    pub fn of_unknown_whole(self) -> Self {
        let whole = self.whole.low().map_or(Figure::UNKNOWN, Figure::at_least);
        Self { part: self.part, whole }
    }

    /// The part.
    #[must_use]
    pub const fn part(self) -> Figure {
        self.part
    }

    /// The whole.
    #[must_use]
    pub const fn whole(self) -> Figure {
        self.whole
    }

    /// The rate of both together.
    ///
    /// # Errors
    ///
    /// A sum lies beyond 64 bits.
    pub fn checked_add(self, other: Self) -> Result<Self, OverflowError> {
        Ok(Self { part: self.part.checked_add(other.part)?, whole: self.whole.checked_add(other.whole)? })
    }

    /// The rate in percent, rounded to so many decimal places, halves away from zero; `None` where the part or the whole is
    /// not exact, or the whole is zero.
    ///
    /// # Errors
    ///
    /// It lies beyond 64 bits.
    pub fn percent(self, scale: u8) -> Result<Option<Decimal>, OverflowError> {
        let Some((part, whole)) = self.part.as_exact().zip(self.whole.as_exact()) else { return Ok(None) };
        part.checked_mul(100)?.checked_div(whole, scale)
    }

    /// Whether the part is the whole; undecidable where either is not known well enough, or there is nothing at all.
    #[must_use]
    pub fn is_full(self) -> Verdict {
        if self.whole.as_exact() == Some(Decimal::ZERO) { Verdict::Undecidable } else { self.part.reaches(self.whole) }
    }
}

/// Counts records by what became of them, as of a moment (截至时刻): the aggregate whose answers are [`Tally`]s.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tallying {
    now: Option<Moment>,
}

impl Tallying {
    /// Without a moment: whether what is open is late is undecidable.
    #[must_use]
    pub const fn new() -> Self {
        Self { now: None }
    }

    /// As of a moment: what is open and was due before it is late.
    #[must_use]
    pub const fn as_of(now: Moment) -> Self {
        Self { now: Some(now) }
    }
}

impl RecordAggregate for Tallying {
    type Value = Tally;

    fn empty(&self) -> Tally {
        Tally::default()
    }

    #[inline]
    fn add_record(&self, total: &mut Tally, record: Record<'_>) -> Result<(), OverflowError> {
        let marks = record.marks();
        let status = marks.status();
        if status == Status::Voided {
            total.voided += 1;
            return Ok(());
        }
        let is_closed = status == Status::Closed;
        total.taken += 1;
        total.closed += u32::from(is_closed);
        total.open += u32::from(!is_closed);
        total.settled += u32::from(marks.has(Marks::SETTLED));
        total.returned += u32::from(marks.has(Marks::RETURNED));
        total.reopened += u32::from(marks.has(Marks::REOPENED));
        total.asked += u32::from(marks.has(Marks::ASKED));
        total.satisfied += u32::from(marks.has(Marks::CONTENT));
        // What no clock decides is counted without a branch: which records are late follows no pattern that a processor
        // could predict.
        let judged = marks.judged();
        total.in_time += u32::from(judged == Judged::InTime);
        total.closed_late += u32::from(judged == Judged::Late);
        total.undecidable += u32::from(judged == Judged::Undecidable);
        if judged == Judged::ByClock {
            match record.timeliness(self.now) {
                Timeliness::InTime => total.in_time += 1,
                Timeliness::Late => total.closed_late += 1,
                Timeliness::Open => total.not_due += 1,
                Timeliness::OpenLate => total.open_late += 1,
                Timeliness::Undecidable => total.undecidable += 1,
            }
        }
        Ok(())
    }

    #[inline]
    fn merge(&self, total: &mut Tally, part: &Tally) -> Result<(), OverflowError> {
        // Every record counts once, and there are fewer than 32 bits can number.
        total.add(part);
        Ok(())
    }
}
