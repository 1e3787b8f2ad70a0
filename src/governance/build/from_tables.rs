//! Building from tables, whose rows stand in pre-order and name their parents by number.

use std::sync::Arc;

use super::take::NodeTexts;
use super::{
    BuildErrors, Builder, Declaration, Declared, Figure, Governance, Kind, Limits, Measure, NONE, Note, PendingLink,
    Relation, Relations, Role, Source, Standing,
};
use crate::governance::code_index::CodeHasher;

/// Takes the rows of tables. All that building checks is checked; only parents need not be looked up.
#[derive(Debug)]
pub(crate) struct TableRows {
    builder: Builder,
    /// The number of each source.
    nodes: u32,
    links: u32,
    link_rows: u32,
}

/// Rows of a table that follow each other, but for their parents.
#[derive(Debug)]
pub(crate) struct TableNodes<'a> {
    pub(crate) codes: &'a TextRows,
    /// The hashes of the codes.
    pub(crate) hashes: &'a [u32],
    pub(crate) names: &'a TextRows,
    pub(crate) kinds: &'a [Kind],
}

/// The texts of rows in one piece.
#[derive(Debug, Default)]
pub(crate) struct TextRows {
    pub(crate) text: String,
    /// The end of the text of each row.
    pub(crate) ends: Vec<u32>,
}

impl TextRows {
    /// The texts by row.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|row| self.get(row))
    }

    /// The text of a row.
    pub(crate) fn get(&self, row: usize) -> &str {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.text[start as usize..self.ends[row] as usize]
    }

    /// How many bytes the text of each row has.
    fn lengths(&self) -> impl Iterator<Item = usize> {
        self.ends.iter().scan(0, |start, end| Some((end - std::mem::replace(start, *end)) as usize))
    }
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

    /// How codes are hashed.
    pub(crate) fn hasher(&self) -> CodeHasher {
        self.builder.hashes.hasher().clone()
    }

    /// Adds the next nodes, whose parents follow. `category` gives the category of a node by its place among these, with its
    /// number.
    pub(crate) fn nodes<'c>(&mut self, nodes: &TableNodes<'_>, category: impl Fn(usize) -> Option<(&'c str, u32)>) {
        let TableNodes { codes, hashes, names, kinds } = nodes;
        let (first, count) = (self.builder.kinds.len() as u32, kinds.len() as u32);
        self.builder.hashes.extend(hashes);
        self.builder.codes.extend(&codes.text, &codes.ends);
        self.builder.names.extend(&names.text, &names.ends);
        self.builder.origins.push_lines(self.standing(first), count);
        self.builder.kinds.extend(kinds.iter().copied().map(Some));
        let turn = self.builder.turn;
        for (at, (code, name)) in codes.lengths().zip(names.lengths()).enumerate() {
            let (row, category) = (first + at as u32, category(at));
            if let Some((_, number)) = category {
                self.builder.set_category(row, number);
            }
            let category = category.map(|(name, _)| name);
            if self.builder.is_unlike_most(code, name.max(category.map_or(0, str::len))) {
                self.builder.turn = turn + 2 * (at as u64 + 1);
                let texts = NodeTexts { code: codes.get(at), name: names.get(at), parent: None, category };
                self.builder.check_texts(self.standing(row), texts);
            }
        }
        self.builder.turn = turn + 2 * u64::from(count);
    }

    /// Sets the row of the parent of the next node, which is an earlier one; `None` for a root.
    pub(crate) fn parent(&mut self, parent: Option<u32>) {
        self.builder.parents.push(parent.unwrap_or(NONE));
    }

    /// Where a row of the nodes stands.
    fn standing(&self, row: u32) -> Standing {
        Standing { source: self.nodes, line: row + 1, column: 0 }
    }

    /// Sets the values of a measure in rows that follow each other, of which `present` says which have one; `None` where
    /// all have.
    pub(crate) fn values(&mut self, measure: usize, first: u32, values: &[i64], present: Option<&[bool]>) {
        self.builder.columns[measure].extend(first, values, present);
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
