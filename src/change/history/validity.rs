//! From when to when a node was on the map, and what it was called.

use std::fmt;

use serde::Serialize;

use super::History;
use crate::date::Date;

/// A time through which a node was on the map under one official name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Validity<'h> {
    /// The first day: that of a change, or the first day of the history.
    pub first: Date,
    /// The last day; `None` where the node is on the latest map.
    pub last: Option<Date>,
    /// Its name.
    pub name: &'h str,
}

impl Validity<'_> {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, date: Date) -> bool {
        self.first <= date && self.last.is_none_or(|last| date <= last)
    }
}

impl fmt::Display for Validity<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.last {
            Some(last) => write!(f, "{}/{last} {}", self.first, self.name),
            None => write!(f, "{}/.. {}", self.first, self.name),
        }
    }
}

/// What a code that no node has on a map is on another map of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Elsewhere {
    /// The codes that its node, or what became of it, has on the map.
    Called(Vec<String>),
    /// The code came into use on this day, for a node that was not there before.
    Since(Date),
    /// The code was in use up to this day; its node ended.
    Until(Date),
}

impl fmt::Display for Elsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Called(codes) => {
                let codes: Vec<String> = codes.iter().map(|code| format!("`{code}`")).collect();
                write!(f, "its node was {} then", codes.join(", "))
            }
            Self::Since(day) => write!(f, "the code is in use from {day} on"),
            Self::Until(day) => write!(f, "the code was in use up to {day}, when its node ended"),
        }
    }
}

impl History {
    /// What a code that no node has on a map is on the map nearest in time that has it.
    pub(super) fn elsewhere(&self, code: &str, version: usize) -> Option<Elsewhere> {
        let with_code = (0..self.versions.len()).filter(|at| self.versions[*at].map.node(code).is_some());
        let nearest = with_code.min_by_key(|at| at.abs_diff(version))?;
        let [codes, _] = self.ground.fate(code, [nearest, version]);
        Some(if !codes.is_empty() {
            Elsewhere::Called(codes.into_iter().map(str::to_owned).collect())
        } else if nearest > version {
            Elsewhere::Since(self.versions[nearest].since)
        } else {
            Elsewhere::Until(self.versions[nearest + 1].since.day_before()?)
        })
    }

    /// The days through which a code was that of a node, and its official name (标准名称) then, in their order;
    /// O(v) for v versions.
    ///
    /// A node that is closed on a day is on the map up to the day before. A new name begins a new time. So does a
    /// code that is given to another node.
    pub fn validity<'h>(&'h self, code: &str) -> Vec<Validity<'h>> {
        let mut times: Vec<Validity<'h>> = Vec::new();
        // Whether the last of them still holds at the version before.
        let mut is_open = false;
        for (number, version) in self.versions.iter().enumerate() {
            let node = version.map.node(code);
            let is_same = number == 0 || self.ground.is_same_node(code, [number - 1, number]);
            if let Some(open) = times.last_mut().filter(|_| is_open) {
                if is_same && node.is_some_and(|node| node.name() == open.name) {
                    continue;
                }
                open.last = version.since.day_before();
            }
            is_open = node.is_some();
            times.extend(node.map(|node| Validity { first: version.since, last: None, name: node.name() }));
        }
        times
    }
}
