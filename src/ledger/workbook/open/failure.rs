//! Why a file is not read.

use std::fmt;

use crate::ledger::{LedgerProblem, Position};
use crate::message::Term;

/// Why a file is not read. [`WorkbookBuilder::locate`](super::builder::WorkbookBuilder::locate) adds the file and the
/// sheet, so that readers can use `?` on the errors of any library.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) scope: Scope,
    pub(super) problem: LedgerProblem,
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
        Self { scope, problem }
    }

    /// The file is something else than a workbook.
    pub(super) fn refused(why: &str) -> Self {
        Self::new(Scope::File, LedgerProblem::Syntax(why.to_owned()))
    }

    /// The file is damaged, in the sheet that is being read if there is one.
    pub(super) fn damaged(what: impl fmt::Display) -> Self {
        Self::new(Scope::Sheet, LedgerProblem::Syntax(format!("the file is damaged: {what}")))
    }
}

/// What a library cannot read is damaged.
impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::damaged(error)
    }
}

/// An error if something is more than is read; `name` is the field of [`Limits`](crate::ledger::Limits).
pub(super) fn within(what: Term, found: u64, limit: u64, name: &'static str) -> Result<(), Failure> {
    if found <= limit {
        return Ok(());
    }
    Err(Failure::new(Scope::Sheet, LedgerProblem::Limit { what, found, limit, name }))
}
