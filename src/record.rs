//! What happened, where and when, and was it in time (案件与事件).

mod bind; // from rows to records of the graph of their day
mod calendar; // working days
mod deadline; // until when a step has to be taken, and whether it was
mod error; // what is wrong with records
mod heading; // the table of headings
mod moment; // moments, and times that are only days
mod note; // what is worth knowing about how records were read
mod pack; // what a place asks of its records, as data
mod read; // tables, JSON lines and sheets in
mod records; // records as columns
mod row; // records as they were written
mod step; // the table of steps and states
mod written_time; // times as offices and portals write them
mod zone; // time zones

pub use bind::{BindRecords, RecordBinder};
pub use calendar::Calendar;
pub use deadline::{Deadline, Timeliness, Within};
pub use error::{RecordError, RecordErrors, RecordIssue, RecordProblem, TimeProblem};
pub use heading::RecordField;
pub use moment::{Moment, Stamp};
pub use note::{RecordNote, RecordRemark};
pub use pack::{RecordPack, RecordPackError, RecordPackErrors};
pub use read::RecordReader;
pub use records::{Record, Records};
pub use row::{RecordLedger, RecordRow};
pub use step::{Status, Step};
pub use written_time::DateOrder;
pub use zone::{UnknownZoneError, Zone};
