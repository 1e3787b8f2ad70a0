//! Deadlines: until when a step has to be taken.

use serde::{Deserialize, Serialize};

use super::{Calendar, Moment, Stamp, Step, Zone};

/// How long a step may take (时限).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Within {
    /// Hours of sixty minutes.
    Hours(u32),
    /// Days of the calendar: until the end of the day that comes so many days after.
    Days(u32),
    /// Working days: until the end of the day that comes so many working days after. The day itself does not count.
    WorkingDays(u32),
}

/// A deadline (办理时限) as data: which step has to be taken, how long after which other step, for which records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Deadline {
    /// The step that has to be taken.
    #[serde(default = "closed")]
    pub step: Step,
    /// The step from which the time runs.
    #[serde(default = "reported")]
    pub from: Step,
    /// The class that it is for; `None` for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// The urgency that it is for; `None` for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgency: Option<String>,
    /// How long it may take.
    pub within: Within,
    /// The text that says so, or that it is the pack's own.
    pub source: String,
}

fn closed() -> Step {
    Step::Closed
}

fn reported() -> Step {
    Step::Reported
}

impl Deadline {
    /// A deadline for a step after the report, for all records.
    #[must_use]
    pub fn new(step: Step, within: Within, source: impl Into<String>) -> Self {
        Self { step, from: Step::Reported, class: None, urgency: None, within, source: source.into() }
    }

    /// The same for records of a class.
    #[must_use]
    pub fn of_class(mut self, class: impl Into<String>) -> Self {
        self.class = Some(class.into());
        self
    }

    /// The same for records of an urgency.
    #[must_use]
    pub fn of_urgency(mut self, urgency: impl Into<String>) -> Self {
        self.urgency = Some(urgency.into());
        self
    }

    /// The same, running from another step.
    #[must_use]
    pub fn running_from(mut self, step: Step) -> Self {
        self.from = step;
        self
    }

    /// Whether it is for records of a class and an urgency.
    #[must_use]
    pub fn is_for(&self, class: &str, urgency: &str) -> bool {
        let is_for = |wanted: &Option<String>, is: &str| wanted.as_deref().is_none_or(|wanted| wanted == is);
        is_for(&self.class, class) && is_for(&self.urgency, urgency)
    }

    /// How much it says of the records that it is for: of two that are for a record, the one that says more counts. A class
    /// says more than an urgency.
    pub(super) fn says(&self) -> u8 {
        2 * u8::from(self.class.is_some()) + u8::from(self.urgency.is_some())
    }

    /// The last moment in time, when the time runs from a step; `None` where it cannot be known: the hours of a time that
    /// is only a day, the days of one that may lie on two, or working days that the calendar does not know.
    #[must_use]
    pub fn due(&self, from: Stamp, zone: &Zone, calendar: Option<&Calendar>) -> Option<Moment> {
        let end_of = |day: crate::date::Date| Stamp::of_day(day.civil(), zone).map(Stamp::last);
        // The day, if it is one.
        let day = Some(from.first().day_in(zone)).filter(|day| *day == from.last().day_in(zone));
        match self.within {
            Within::Hours(hours) => from.moment()?.after_seconds(i64::from(hours) * 3_600),
            Within::Days(days) => {
                let day = day?.civil();
                let span = jiff::Span::new().try_days(i64::from(days)).ok()?;
                end_of(crate::date::Date::of_civil(day.checked_add(span).ok()?))
            }
            Within::WorkingDays(days) => end_of(calendar?.working_days_after(day?, days)?),
        }
    }
}

/// Whether a step was taken in time (按期).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Timeliness {
    /// It was taken in time (按期).
    InTime,
    /// It was taken too late (超期).
    Late,
    /// It is not taken, and not yet due (未到期).
    Open,
    /// It is not taken, and past due (超期未办).
    OpenLate,
    /// Nothing says until when, when it was taken, or what time it is (无法判定).
    Undecidable,
}

impl Timeliness {
    /// Judges a step by when it was taken, whether it is known to be taken even without a time, the last moment in time, and
    /// what time it is.
    ///
    /// ```
    /// use gridgov::record::{Moment, Timeliness, Zone};
    ///
    /// let at = |text: &str| Moment::read(text, &Zone::utc());
    /// let due = Some(at("2023-12-10T12:00")?);
    /// let taken = Some(at("2023-12-10T12:01")?.into());
    /// assert_eq!(Timeliness::judge(taken, true, due, None), Timeliness::Late);
    /// assert_eq!(Timeliness::judge(None, false, due, Some(at("2023-12-10T11:00")?)), Timeliness::Open);
    /// assert_eq!(Timeliness::judge(None, false, due, None), Timeliness::Undecidable, "what time is it?");
    /// assert_eq!(Timeliness::judge(taken, true, None, None), Timeliness::Undecidable, "until when?");
    /// # Ok::<(), gridgov::record::TimeProblem>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn judge(taken: Option<Stamp>, is_taken: bool, due: Option<Moment>, now: Option<Moment>) -> Self {
        let Some(due) = due else { return Self::Undecidable };
        match (taken, now) {
            (Some(taken), _) if taken.last() <= due => Self::InTime,
            (Some(taken), _) if taken.first() > due => Self::Late,
            // Taken at some time before now, which is before the end.
            (None, Some(now)) if is_taken && now <= due => Self::InTime,
            (None, Some(now)) if !is_taken => {
                if now > due {
                    Self::OpenLate
                } else {
                    Self::Open
                }
            }
            _ => Self::Undecidable,
        }
    }

    /// Whether it is late, whether it was taken or not.
    #[inline]
    #[must_use]
    pub const fn is_late(self) -> bool {
        matches!(self, Self::Late | Self::OpenLate)
    }
}

#[cfg(test)]
#[path = "deadline_tests.rs"]
mod tests;
