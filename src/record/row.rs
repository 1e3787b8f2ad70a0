//! Records as somebody wrote them, unchecked.

#[cfg(doc)]
use super::RecordReader;
use super::{RecordError, RecordErrors, RecordNote, Stamp, Status, Step, Zone};
use crate::governance::Coordinate;
use crate::ledger::Origin;

/// A record (案件, 事件) as it was written: what happened, where and when.
///
/// Whether the place exists is not checked here; binding to a graph does that.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RecordRow {
    /// The code of the record; empty if it has none.
    pub code: String,
    /// The class, such as `dispute`; empty if it has none.
    pub class: String,
    /// Where it happened, the smallest territory first: codes or names. Empty if nothing is said.
    pub places: Vec<String>,
    /// The point where it happened, if one is said. It is looked up on a map when the record is bound, and not kept.
    pub point: Option<Coordinate>,
    /// When it was reported.
    pub reported: Stamp,
    /// The other steps, each with its time, in the order in which they were written.
    pub steps: Vec<(Step, Stamp)>,
    /// When it is due.
    pub due: Option<Stamp>,
    /// Until when the due moment was put off.
    pub extended_to: Option<Stamp>,
    /// The state that the ledger says.
    pub status: Option<Status>,
    /// Whether the resident is content; `None` if nobody was asked.
    pub satisfied: Option<bool>,
    /// How urgent it is; empty if nothing is said.
    pub urgency: String,
    /// Who handles it; empty if nothing is said.
    pub unit: String,
    /// Where the row stands.
    pub origin: Origin,
}

impl RecordRow {
    /// A record of a class at a node, by its code or name, and when it was reported.
    #[must_use]
    pub fn new(class: impl Into<String>, place: impl Into<String>, reported: impl Into<Stamp>) -> Self {
        Self {
            code: String::new(),
            class: class.into(),
            places: vec![place.into()],
            point: None,
            reported: reported.into(),
            steps: Vec::new(),
            due: None,
            extended_to: None,
            status: None,
            satisfied: None,
            urgency: String::new(),
            unit: String::new(),
            origin: Origin::default(),
        }
    }

    /// The same with a code.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.code = code.into();
        self
    }

    /// The same with a point; see [`BindRecords::records_on_map`](super::BindRecords::records_on_map).
    #[must_use]
    pub const fn with_point(mut self, at: Coordinate) -> Self {
        self.point = Some(at);
        self
    }

    /// The same with a step.
    #[must_use]
    pub fn with_step(mut self, step: Step, at: impl Into<Stamp>) -> Self {
        self.steps.push((step, at.into()));
        self
    }

    /// The same with a time by which it is due.
    #[must_use]
    pub fn with_due(mut self, due: impl Into<Stamp>) -> Self {
        self.due = Some(due.into());
        self
    }

    /// The same with a state.
    #[must_use]
    pub fn with_status(mut self, status: Status) -> Self {
        self.status = Some(status);
        self
    }
}

/// A ledger of records (案件台账): rows as they were written, with what is wrong and what is worth knowing about them.
///
/// It comes from a [`RecordReader`] or from code. What could not be read is kept as errors, so that binding to a graph
/// reports it together with what is wrong with the rows.
#[derive(Debug, Clone)]
pub struct RecordLedger {
    zone: Zone,
    rows: Vec<RecordRow>,
    lists_only_closed: bool,
    errors: Vec<RecordError>,
    notes: Vec<RecordNote>,
}

impl RecordLedger {
    /// A ledger of these rows. The zone says on which day a moment lies.
    #[must_use]
    pub fn new(zone: Zone, rows: impl IntoIterator<Item = RecordRow>) -> Self {
        let rows = rows.into_iter().collect();
        Self { zone, rows, lists_only_closed: false, errors: Vec::new(), notes: Vec::new() }
    }

    pub(super) fn read(zone: Zone, rows: Vec<RecordRow>, errors: Vec<RecordError>, notes: Vec<RecordNote>) -> Self {
        Self { zone, rows, lists_only_closed: false, errors, notes }
    }

    /// Says that the ledger lists only what was closed, so that how many were taken is not known: at least as many.
    ///
    /// A rate of a whole that is not known stays undecidable; see [`Rate`](super::Rate).
    #[must_use]
    pub fn of_closed_only(mut self) -> Self {
        self.lists_only_closed = true;
        self
    }

    /// The rows, in the order in which they were written. Those with an error are left out; nothing can be bound as long as
    /// there is one.
    #[must_use]
    pub fn rows(&self) -> &[RecordRow] {
        &self.rows
    }

    /// The zone that says on which day a moment lies.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// What could not be read, each with its cell.
    #[must_use]
    pub fn errors(&self) -> &[RecordError] {
        &self.errors
    }

    /// What is no error but worth knowing about how the ledger was read.
    #[must_use]
    pub fn notes(&self) -> &[RecordNote] {
        &self.notes
    }

    /// The same with rows that know more than the text of their cells.
    #[cfg(feature = "parquet")]
    pub(crate) fn with_each_row(mut self, change: impl FnMut(&mut RecordRow)) -> Self {
        self.rows.iter_mut().for_each(change);
        self
    }

    /// The same with another error, as reading found it.
    #[cfg(feature = "parquet")]
    pub(crate) fn with_error(mut self, error: RecordError) -> Self {
        self.errors.push(error);
        self
    }

    pub(super) fn lists_only_closed(&self) -> bool {
        self.lists_only_closed
    }

    /// The ledger itself, or all that could not be read.
    ///
    /// # Errors
    ///
    /// Something could not be read.
    pub fn into_checked(self) -> Result<Self, RecordErrors> {
        RecordErrors::check(self.errors.clone())?;
        Ok(self)
    }
}
