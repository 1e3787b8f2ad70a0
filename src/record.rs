//! What happened, where and when, and was it in time (案件与事件).
//!
//! A graph holds what stands still. A **record** (案件, 事件, 巡查, 诉求) is something that happened: a class, a place, the
//! time of the report and of each step until it was closed. A [`RecordLedger`] holds rows as somebody wrote them;
//! [`BindRecords::records`] finds everything that is wrong with them, or binds each to the graph that stood on its day.
//!
//! # From an office's sheet of cases to the page of the month
//!
//! ```
//! use gridgov::Language;
//! use gridgov::audit::{RulePack, Rules};
//! use gridgov::prelude::*;
//! use gridgov::report::RecordSummary;
//! use gridgov::record::{
//!     BindRecords, Deadline, Moment, PeriodLength, RecordPack, RecordReader, Step, Tallying, Within, Zone,
//! };
//!
//! // The grids.
//! let mut draft = Draft::new("须水街道");
//! let street = draft.root(Subdistrict, "410102012", "须水街道");
//! let [one, _] = ["第一网格", "第二网格"].map(|name| draft.add(street, SecondGrid, name, name));
//! let head = draft.root(Person, "N-1", "张三");
//! draft.serve(head, Role::GridHead, one);
//! let governance = Governance::build(&draft)?;
//!
//! // The sheet, as the office exports it. Whoever complained is not read.
//! let sheet = "\
//! 编号,类别,网格,上报时间,结案时间,状态,是否满意,反映人
//! 1201,噪音扰民,第一网格,2023/12/1 8:05,2023/12/1 9:40,已结案,满意,李四
//! 1202,噪音扰民,第一网格,2023/12/4 21:30,2023/12/6 10:00,已结案,不满意,王五
//! 1203,占道经营,第二网格,2023年12月9日 16时20分,,处置中,,
//! ";
//! // The zone is said once: it is that of every time which says no offset.
//! let reader = RecordReader::new("Asia/Shanghai".parse::<Zone>()?);
//! let ledger = reader.csv_str(sheet);
//!
//! // Until when, as the place has it.
//! let own = "the sub-district's own list of 2023";
//! let pack = RecordPack::new("xushui", "须水街道")
//!     .with_deadline(Deadline::new(Step::Closed, Within::Hours(24), own))
//!     .with_deadline(Deadline::new(Step::Closed, Within::Days(3), own).of_class("占道经营"));
//! let records = governance.records_by(&ledger, &pack)?;
//!
//! // Every level and month, as of a moment that is said too.
//! let now = Moment::read("2023-12-10 12:00", records.zone())?;
//! let months = records.roll_up(PeriodLength::Month, &Tallying::as_of(now))?;
//! let (street, december) = (governance.node("410102012").unwrap(), "2023-12".parse()?);
//! let tally = months.at(street, december).unwrap();
//! assert_eq!((tally.taken, tally.closed, tally.open, tally.late()), (3, 2, 1, 1));
//! assert_eq!(tally.closed_of_taken().percent(1)?.unwrap().to_string(), "66.7");
//! assert_eq!(tally.satisfied_of_asked().percent(0)?, Some(50.into()));
//! let times = records.times(PeriodLength::Month);
//! assert_eq!(times.at(street, december).unwrap().median_minutes(), 95.into());
//!
//! // What the rules find, beside those of the graph.
//! let audit = records.add_rules(Rules::built_in(), Some(now)).audit(&RulePack::new("records", ""))?;
//! let findings = audit.run(&governance);
//! let found: Vec<_> = findings.iter().map(|finding| (finding.rule(), finding.subject().code())).collect();
//! assert_eq!(found, [("record.no_owner", "第二网格"), ("record.overdue", "第一网格")]);
//!
//! // The page of the month: as text, CSV, Markdown or a workbook for people, as JSON for programs.
//! let page = RecordSummary::new(&records, PeriodLength::Month, Some(now), None)?.with_findings(&findings);
//! let table = page.table(Language::Chinese).to_csv();
//! assert!(table.starts_with("辖区,名称,周期,受理,结案,未结,超期,无法判定,中位时长（分）,九成时长（分）"));
//! assert!(table.contains("410102012,须水街道,2023-12,3,2,1,1,0,95,2190"));
//! assert!(table.contains("第二网格,第二网格,2023-12,1,0,1,0,0,,"), "what has no value is left out");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Records of a city that is no Chinese one
//!
//! The headings of Open311 and of city portals are known too. New York's service requests, for example, have a
//! `community_board` and a `borough`; a ledger for them needs nothing that is not in the file: the city as a prefecture, each
//! borough that is named as a county below it, each board that is named as a sub-district below its borough, all with what
//! is written as their codes. Rows that say `0 Unspecified` for both say no place: they are kept, told in a note, and count
//! nowhere; rows of `Unspecified MANHATTAN` count at the borough that stands beside it.
//!
//! # What you want, what you call, what it costs
//!
//! `n` is the number of records, `a` that of territories and periods that have one.
//!
//! | I want | call | cost |
//! |---|---|---|
//! | records of a file, or everything that is wrong with it | [`RecordReader::open`] | O(rows) |
//! | them on the graph of their day | [`BindRecords::records`], [`RecordBinder`] | O(n log n) |
//! | records that say only a point, found on a map of the feature `geo` | [`BindRecords::records_on_map`] | O(n log n), a look-up each |
//! | how many, closed, open, late, content, at every level | [`Records::roll_up`] of [`Tallying`] | O(n + a) |
//! | the same by class | [`Records::by_class`] | O(n log n) |
//! | medians and other times | [`Records::times`] | O(n · depth) |
//! | an aggregate of my own | [`RecordAggregate`] | O(n + a) |
//! | what is late and who answers for it | [`Records::rules`], [`responsible`] | O(n), O(depth) |
//! | how many for each household, worker, day patrolled | [`Records::per_measure`], [`Records::per_worker`], [`Records::per_day_patrolled`] | O(records and nodes below) |
//! | which grids were patrolled on which day | [`Records::patrols`] | O(n · depth) |
//! | who was done within two hours | [`Records::drill`] | O(n · depth) |
//! | what each grid lacks of a list | [`Governance::completeness`](crate::governance::Governance::completeness) | O(requirements · nodes) |
//! | ranks, stars | [`Ranking`], [`Stars`] | O(n log n) |
//! | counts that a redrawn map can take | [`Records::figures`] | O(n + days) |
//!
//! # What counts, and what does not
//!
//! - A record counts at the territory in which its node lies, and at all above it, on the graph of the day of its report.
//! - What was voided counts as voided only. A record without a place counts nowhere, and a note says how many there are.
//! - Nothing is not zero: a territory and period without a record has no answer, and neither has a rate of nothing.
//! - A time that is only a day is some moment of that day. What depends on which is undecidable.
//! - Until when: as it was put off, else as the row says, else as the pack says. Else it is undecidable.
//! - Data about persons are never read: their columns are told by name.

mod bind; // from rows to records of the graph of their day
mod calendar; // working days
mod chain; // who is responsible for a node, level by level
mod checklist; // what a grid should have, and what it lacks
mod columns; // what is known of each record, 40 bytes of it
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
mod ratios; // for each household, worker, and day patrolled
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
#[cfg(feature = "parquet")]
pub(crate) use moment::day_number;
pub use moment::{Moment, Stamp};
pub use note::{RecordNote, RecordRemark};
pub use pack::{RecordPack, RecordPackError, RecordPackErrors};
pub use patrol::{PatrolledGrid, Patrols};
pub use period::{CalendarPeriod, ParseCalendarPeriodError, PeriodLength};
pub use ranking::{Ranked, Ranking};
pub use read::RecordReader;
#[cfg(feature = "parquet")]
pub(crate) use read::{Head, Rows, read_table};
pub use records::{Record, Records};
pub use roll_up::{ClassRollUp, Durations, RecordAggregate, RecordRollUp, TimesRollUp};
pub use row::{RecordLedger, RecordRow};
pub use rules::RecordRule;
pub use stars::{Histogram, Stars};
pub use step::{Status, Step};
pub use tally::{Rate, Tally, Tallying};
pub use written_time::DateOrder;
pub use zone::{UnknownZoneError, Zone};

#[cfg(test)]
#[path = "record/wording_tests.rs"]
mod tests;
