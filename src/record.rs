//! What happened, where and when, and was it in time (案件与事件).

mod bind; // from rows to records of the graph of their day
mod calendar; // working days
mod chain; // who is responsible for a node, level by level
mod checklist; // what a grid should have, and what it lacks
mod deadline; // until when a step has to be taken, and whether it was
mod drill; // who was done within how many minutes
mod error; // what is wrong with records
mod figures; // counts as figures that other maps can take
mod heading; // the table of headings
mod moment; // moments, and times that are only days
mod note; // what is worth knowing about how records were read
mod pack; // what a place asks of its records, as data
mod patrol; // which grids were patrolled on which day
mod period; // days, weeks, months, quarters, half-years, years
mod ranking; // ranks with ties
mod read; // tables, JSON lines and sheets in
mod records; // records as columns
mod roll_up; // by territory and period, at every level
mod row; // records as they were written
mod rules; // what is found about records, through the audit's interface
mod stars; // stars as sets, rolled up as histograms
mod step; // the table of steps and states
mod tally; // counts by what became of them, and rates
mod written_time; // times as offices and portals write them
mod zone; // time zones

pub use bind::{BindRecords, RecordBinder};
pub use calendar::Calendar;
pub use chain::{Responsible, responsible};
pub use checklist::{Checklist, Completeness, Needs, Requirement};
pub use deadline::{Deadline, Timeliness, Within};
pub use drill::Drill;
pub use error::{RecordError, RecordErrors, RecordIssue, RecordProblem, TimeProblem};
pub use figures::PeriodFigures;
pub use heading::RecordField;
pub use moment::{Moment, Stamp};
pub use note::{RecordNote, RecordRemark};
pub use pack::{RecordPack, RecordPackError, RecordPackErrors};
pub use patrol::{PatrolledGrid, Patrols};
pub use period::{CalendarPeriod, ParseCalendarPeriodError, PeriodLength};
pub use ranking::{Ranked, Ranking};
pub use read::RecordReader;
pub use records::{Record, Records};
pub use roll_up::{ClassRollUp, Durations, RecordAggregate, RecordRollUp, TimesRollUp};
pub use row::{RecordLedger, RecordRow};
pub use rules::RecordRule;
pub use stars::{Histogram, Stars};
pub use step::{Status, Step};
pub use tally::{Rate, Tally, Tallying};
pub use written_time::DateOrder;
pub use zone::{UnknownZoneError, Zone};
