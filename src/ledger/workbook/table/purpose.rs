//! What a column is for, as far as the lines are told by it.

use crate::ledger::workbook::headings::is_running_number;
use crate::ledger::workbook::{Field, Meaning};

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Purpose {
    /// Codes (编码) of what the lines are about.
    Code,
    /// Names (名称) of what the lines are about.
    Name,
    /// What contains it or a level above (上级, 所属社区).
    Parent,
    /// One of the levels of a table of one column a level (街道, 社区, 三级网格, 微网格).
    Level,
    /// Names of people (网格长).
    Person,
    /// Party organisations (党支部).
    Party,
    /// Kinds (类别).
    Kind,
    /// Running numbers (序号).
    Sequence,
    /// Numbers (户数).
    Number,
    /// Other texts that are read (业态, 职务).
    Text,
    /// What is not read (备注, 电话).
    Ignored,
    /// What nobody knows.
    Unknown,
}

/// What the column below a heading is for; `None` where the heading is not known.
pub(super) fn purpose_of(heading: &str, meaning: Option<&Meaning>) -> Option<Purpose> {
    Some(match meaning? {
        Meaning::Ignored if is_running_number(heading) => Purpose::Sequence,
        Meaning::Ignored => Purpose::Ignored,
        Meaning::Level { .. } => Purpose::Level,
        Meaning::Post(_) => Purpose::Person,
        Meaning::Measure(_) | Meaning::Declared(_) => Purpose::Number,
        Meaning::Field(field) => match field {
            // The ends of a link are what its line is about.
            Field::Code | Field::From | Field::To => Purpose::Code,
            Field::Name => Purpose::Name,
            Field::Parent | Field::Grid => Purpose::Parent,
            Field::Party => Purpose::Party,
            Field::Kind | Field::Relation => Purpose::Kind,
            Field::Category | Field::Records | Field::Covers | Field::Seat | Field::Role => Purpose::Text,
        },
    })
}

/// What a column is for, of columns sorted by their places; O(log columns).
pub(super) fn purpose_at(columns: &[(u32, Purpose)], at: u32) -> Purpose {
    columns.binary_search_by_key(&at, |(column, _)| *column).map_or(Purpose::Unknown, |found| columns[found].1)
}
