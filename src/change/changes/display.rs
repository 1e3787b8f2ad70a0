//! Each change as one line of text.

use std::fmt;

use super::{Change, Tie};
use crate::ledger::excerpt;

/// A code in backquotes, cut where it is too long to show.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", excerpt(self.0))
    }
}

/// Codes in backquotes with commas between them, the first few of many.
pub(in crate::change) fn codes<'a>(codes: impl IntoIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 8;
    let all: Vec<&str> = codes.into_iter().collect();
    let mut text: Vec<String> = all.iter().take(SHOWN).map(|code| Quoted(code).to_string()).collect();
    if all.len() > SHOWN {
        text.push(format!("and {} more", all.len() - SHOWN));
    }
    text.join(", ")
}

impl fmt::Display for Change {
    /// What is done, on one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let q = Quoted;
        match self {
            Change::Add(node) => {
                write!(f, "add {} {}", node.kind, q(&node.code))?;
                node.below.as_ref().map_or(Ok(()), |below| write!(f, " below {}", q(below)))
            }
            Change::Close { code } => write!(f, "close {}", q(code)),
            Change::Rename { code, name } => write!(f, "rename {} to {}", q(code), q(name)),
            Change::Recode { code, to } => write!(f, "recode {} to {}", q(code), q(to)),
            Change::Reclassify { code, kind } => write!(f, "reclassify {} as {kind}", q(code)),
            Change::Move { code, below: Some(below) } => write!(f, "move {} below {}", q(code), q(below)),
            Change::Move { code, below: None } => write!(f, "move {} to the roots", q(code)),
            Change::Split(split) => {
                let parts = split.into.iter().map(|part| part.code.as_str());
                write!(f, "split {} into {}", q(&split.code), codes(parts))
            }
            Change::Merge(merge) => {
                let parts = merge.codes.iter().map(String::as_str);
                write!(f, "merge {} into {}", codes(parts), q(&merge.into))
            }
            Change::Assign(tie) => write!(f, "assign {tie}"),
            Change::Release(tie) => write!(f, "release {tie}"),
            Change::SetMeasure { code, measure, value: Some(value) } => {
                write!(f, "set {} of {} to {value}", q(measure), q(code))
            }
            Change::SetMeasure { code, measure, value: None } => {
                write!(f, "take away {} of {}", q(measure), q(code))
            }
            Change::SetCategory { code, category: Some(category) } => {
                write!(f, "set the category of {} to {}", q(code), q(category))
            }
            Change::SetCategory { code, category: None } => write!(f, "take away the category of {}", q(code)),
            Change::Declare { code, of, figure: Some(figure) } => {
                write!(f, "declare {} of {} as {figure}", q(of), q(code))
            }
            Change::Declare { code, of, figure: None } => {
                write!(f, "take away the declared {} of {}", q(of), q(code))
            }
            Change::SetRecords { code, records: Some(records) } => {
                let ids: Vec<&str> = records.iter().map(|relation| relation.id()).collect();
                let ids = if ids.is_empty() { "none".to_owned() } else { ids.join(", ") };
                write!(f, "state what is recorded at {}: {ids}", q(code))
            }
            Change::SetRecords { code, records: None } => {
                write!(f, "take away what is stated to be recorded at {}", q(code))
            }
            Change::DefineMeasure { measure } => write!(f, "define the measure {}", q(measure.id())),
            Change::DropMeasure { measure } => write!(f, "drop the measure {}", q(measure)),
            Change::Retitle { title } => write!(f, "give the map the title {}", q(title)),
        }
    }
}

impl Tie {
    /// The link without quotation marks.
    pub(in crate::change) fn bare(&self) -> String {
        let role = self.role.map_or_else(String::new, |role| format!(" as {role}"));
        format!("{} {} {}{role}", self.from, self.relation, self.to)
    }
}

impl fmt::Display for Tie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", Quoted(&self.from), self.relation, Quoted(&self.to))?;
        self.role.map_or(Ok(()), |role| write!(f, " as {role}"))
    }
}
