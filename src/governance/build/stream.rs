//! Building from rows that are made one by one, without a ledger that holds them all.

use super::take::Places;
use super::{Builder, LinkRow, Measure, NodeRow, Note, Relations, Standing};

/// A builder that takes rows one by one. A row can be dropped, or its buffer reused, as soon as it is taken.
#[derive(Debug)]
pub(crate) struct Stream<'m> {
    builder: Builder,
    measures: Places<'m>,
}

impl<'m> Stream<'m> {
    /// A builder for a known number of nodes and links.
    pub(crate) fn new(title: &str, measures: &'m [Measure], nodes: usize, links: usize) -> Self {
        let mut builder = Builder::new();
        builder.title = Some(title.to_owned());
        let measures = builder.take_measures(measures, Standing::default());
        builder.has_room_for_nodes(nodes, Standing::default());
        builder.has_room_for_links(links, Standing::default());
        builder.reserve(nodes, links);
        Self { builder, measures }
    }

    pub(crate) fn node(&mut self, row: &NodeRow) {
        self.builder.take_node(row, &self.measures);
    }

    pub(crate) fn link(&mut self, row: &LinkRow) {
        self.builder.take_link(row);
    }

    /// The same with a statement of the relations that all rows record; before the first row.
    pub(crate) fn with_records(mut self, records: Option<Relations>, rows: usize) -> Self {
        self.builder.stated_of_ledgers.extend(records.map(|relations| (0..rows as u32, relations)));
        self
    }

    /// The same with these notes.
    pub(crate) fn with_notes(mut self, notes: &[Note]) -> Self {
        self.builder.notes.extend_from_slice(notes);
        self
    }

    /// The builder with all rows that were taken.
    pub(crate) fn into_builder(self) -> Builder {
        self.builder
    }
}
