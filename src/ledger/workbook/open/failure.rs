//! Why a file is not read.

use std::fmt;

use crate::excerpt::excerpt;
use crate::ledger::workbook::{Damage, FileProblem};
use crate::ledger::{LedgerProblem, Position};
use crate::message::Term;

/// Why a file is not read. [`WorkbookBuilder::locate`](super::builder::WorkbookBuilder::locate) adds the file and the
/// sheet, so that readers can use `?` on the errors of any library.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) scope: Scope,
    pub(super) problem: Box<LedgerProblem>,
}

/// How much of the file a failure is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scope {
    File,
    Sheet,
    Cell(Position),
}

impl Failure {
    pub(super) fn new(scope: Scope, problem: LedgerProblem) -> Self {
        Self { scope, problem: Box::new(problem) }
    }

    /// The file is something else than a workbook.
    pub(super) fn refused(why: FileProblem) -> Self {
        Self::new(Scope::File, why.into())
    }

    /// The file is damaged, in the sheet that is being read if there is one.
    pub(super) fn damaged(what: Damage) -> Self {
        Self::new(Scope::Sheet, FileProblem::Damaged(what).into())
    }

    /// The file has something that no program writes.
    pub(super) fn broken(english: &'static str, chinese: &'static str) -> Self {
        Self::damaged(Damage::Broken { what: Term::new(english, chinese) })
    }

    /// A text stands in the place of something else.
    pub(super) fn misplaced(written: impl fmt::Display, what: Term) -> Self {
        Self::damaged(Damage::Misplaced { written: excerpt(&written.to_string()), what })
    }

    /// The file lacks what it refers to.
    pub(super) fn lacking(what: Term, written: impl fmt::Display) -> Self {
        Self::damaged(Damage::Lacking { what, written: excerpt(&written.to_string()) })
    }
}

/// What a library cannot read is damaged.
impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::damaged(Damage::Unreadable { why: error.to_string() })
    }
}

/// An error if something is more than is read; `name` is the field of [`Limits`](crate::ledger::Limits).
pub(super) fn within(what: Term, found: u64, limit: u64, name: &'static str) -> Result<(), Failure> {
    if found <= limit {
        return Ok(());
    }
    Err(Failure::new(Scope::Sheet, LedgerProblem::Limit { what, found, limit, name }))
}
