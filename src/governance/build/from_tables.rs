//! Building from tables, whose rows stand in pre-order and name their parents by number.

use std::sync::Arc;

use super::take::NodeTexts;
use super::{
    BuildErrors, Builder, Declaration, Declared, Figure, Governance, Kind, Limits, Measure, NONE, Note, PendingLink,
    Relation, Relations, Role, Source, Standing,
};

/// Takes the rows of tables. All that building checks is checked; only parents need not be looked up.
#[derive(Debug)]
pub(crate) struct TableRows {
    builder: Builder,
    /// The number of each source.
    nodes: u32,
    links: u32,
    link_rows: u32,
}

/// A node of a table.
#[derive(Debug)]
pub(crate) struct TableNode<'a> {
    pub(crate) code: &'a str,
    pub(crate) name: &'a str,
    pub(crate) kind: Kind,
    /// The row of its parent, which is an earlier one.
    pub(crate) parent: Option<u32>,
    /// Its category, with its number.
    pub(crate) category: Option<(&'a str, u32)>,
}

impl TableRows {
    /// A builder of a graph with these measures. Nodes and links stand in these sources.
    pub(crate) fn new(
        limits: &Limits,
        title: &str,
        measures: &[Measure],
        nodes: &Arc<Source>,
        links: &Arc<Source>,
    ) -> Self {
        let mut builder = Builder::new().with_limits(limits.clone());
        builder.title = Some(title.to_owned());
        builder.ledgers.push(0);
        let [nodes, links] = [nodes, links].map(|source| builder.source_number(source));
        builder.take_measures(measures, Standing { source: nodes, ..Standing::default() });
        Self { builder, nodes, links, link_rows: 0 }
    }

    /// Whether there may be so many nodes and links; room is made for them, and for so many bytes of codes and names.
    pub(crate) fn reserve(&mut self, nodes: usize, links: usize, [codes, names]: [usize; 2]) -> bool {
        let has_room = self.builder.has_room_for_nodes(nodes, Standing { source: self.nodes, ..Standing::default() })
            & self.builder.has_room_for_links(links, Standing { source: self.links, ..Standing::default() });
        if has_room {
            self.builder.reserve(nodes, links);
            self.builder.codes.reserve(nodes, codes);
            self.builder.names.reserve(nodes, names);
        }
        has_room
    }

    /// Whether all measures could be taken, so that values and figures may name them by number.
    pub(crate) fn has_measures(&self) -> bool {
        self.builder.errors.is_empty()
    }

    /// The number of a category.
    pub(crate) fn category(&mut self, name: &str) -> u32 {
        self.builder.category_number(name)
    }

    /// Whether there is a row of this number.
    pub(crate) fn has(&self, row: u32) -> bool {
        (row as usize) < self.builder.kinds.len()
    }

    /// The code of an earlier row.
    pub(crate) fn code(&self, row: u32) -> &str {
        self.builder.codes.get(row)
    }

    /// Adds the next node.
    pub(crate) fn node(&mut self, node: &TableNode<'_>) {
        let row = self.builder.parents.len() as u32;
        let at = Standing { source: self.nodes, line: row + 1, column: 0 };
        let category = node.category.map(|(name, _)| name);
        self.builder.take_row(at, NodeTexts { code: node.code, name: node.name, parent: None, category });
        self.builder.parents.push(node.parent.unwrap_or(NONE));
        self.builder.kinds.push(Some(node.kind));
        if let Some((_, number)) = node.category {
            self.builder.set_category(row, number);
        }
    }

    /// Sets the value of a measure in a row.
    pub(crate) fn value(&mut self, measure: usize, row: u32, units: i64) {
        self.builder.columns[measure].set(row, units);
    }

    /// Adds a figure that a row declares, of a kind or of the measure of a number.
    pub(crate) fn declared(&mut self, row: u32, of: Result<Kind, usize>, figure: Figure) {
        let of = of.map_or_else(|measure| Declared::Measure(measure as u32), Declared::Kind);
        self.builder.declared.push(Declaration { node: row, of, figure });
    }

    /// Adds the next link.
    pub(crate) fn link(&mut self, relation: Relation, from: &str, to: &str, role: Option<Role>) {
        self.link_rows += 1;
        let standing = Standing { source: self.links, line: self.link_rows, column: 0 };
        self.builder.check_role(Some(relation), role, to, standing);
        let relation = Some(relation);
        let link = PendingLink { relation, role, from: NONE, to: NONE, standing, unknown_role: false };
        self.builder.take_ends(link, from, to);
    }

    /// What is stated to be recorded: of all nodes alike, and of single rows.
    pub(crate) fn records(&mut self, everywhere: Option<Relations>, rows: impl IntoIterator<Item = (u32, Relations)>) {
        let all = 0..self.builder.kinds.len() as u32;
        self.builder.stated_of_ledgers.extend(everywhere.map(|relations| (all, relations)));
        self.builder.stated.extend(rows);
    }

    /// Adds a note.
    pub(crate) fn note(&mut self, note: Note) {
        self.builder.notes.push(note);
    }

    /// The graph, or all that is wrong with the rows.
    pub(crate) fn finish(self) -> Result<Governance, BuildErrors> {
        self.builder.finish()
    }
}
