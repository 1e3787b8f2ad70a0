//! Records as Parquet files (案件数据表), with what is above their nodes, and as records again.
//!
//! | column | what it is |
//! |---|---|
//! | `code`, `class`, `urgency`, `unit` | texts; empty cells where nothing is said |
//! | `node` | the code of the node where it happened |
//! | `reported` | when it was reported, in microseconds of universal time |
//! | `closed`, `filed`, ... | when a step was taken first, for each step that any record has a time for |
//! | `reported_last`, `closed_last`, ... | where only the day is known: the last moment that may be meant |
//! | `due` | the last moment in time |
//! | `status`, `satisfied` | the id of the state; whether the resident is content, where somebody was asked |
//! | `day` | the day of the report in the zone of the records |
//! | `line` | the line of the row that it was read from |
//! | `steps_again` | a list of steps that were taken more than once: `step`, `at`, `last` |
//! | `map` | where there are several graphs: the number of the one that stood on the day, from 0 |
//! | `pre`, `territory`, a column each level | as facts have them, on the graph of the day |

mod read; // a file as records
mod write; // records as a file

use crate::record::Step;

/// The key that says that a file is of records, and its version.
const RECORDS: &str = "gridgov.records";

/// The version.
const VERSION: &str = "1";

/// The key of the time zone.
const ZONE: &str = "gridgov.zone";

/// The key that says whether only what was closed is listed.
const ONLY_CLOSED: &str = "gridgov.lists_only_closed";

/// The list of steps that were taken more than once.
const STEPS_AGAIN: &str = "steps_again";

/// The column of the last moment that a time may mean.
fn last_of(step: Step) -> String {
    format!("{}_last", step.id())
}

#[cfg(test)]
#[path = "records_tests.rs"]
mod tests;
