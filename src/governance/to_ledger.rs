//! The graph as rows again.

use std::sync::Arc;

use super::{Declared, Governance, Node, Relations};
use crate::kind::Relation;
use crate::ledger::{Ledger, LinkRow, NodeRow, Written};

impl Governance {
    /// The graph as a ledger, with its notes: nodes in pre-order, links by relation, start, end and role, measures by name; O(n).
    ///
    /// Building it gives the same graph again. Two graphs are equal if their ledgers are; whatever the order of the
    /// rows that they were built from, equal graphs are written as equal bytes.
    ///
    /// ```
    /// use gridgov::governance::Governance;
    /// use gridgov::kind::Kind;
    /// use gridgov::ledger::{Ledger, NodeRow};
    ///
    /// let mut ledger = Ledger::new("须水街道");
    /// ledger.nodes.push(NodeRow::new(Kind::SecondGrid, "G", "第一网格").with_parent("S"));
    /// ledger.nodes.push(NodeRow::new(Kind::Subdistrict, "S", "须水街道"));
    /// let governance = Governance::build(&ledger)?;
    /// let codes: Vec<String> = governance.to_ledger().nodes.into_iter().map(|row| row.code).collect();
    /// assert_eq!(codes, ["S", "G"], "in pre-order");
    /// # Ok::<(), gridgov::governance::BuildErrors>(())
    /// ```
    #[must_use]
    pub fn to_ledger(&self) -> Ledger {
        let mut ledger = Ledger::new(&*self.title);
        ledger.records = self.recorded.everywhere().map(written);
        ledger.measures.clone_from(&self.measures);
        let mut row = RowBuffer::new(self, |_| true);
        ledger.nodes.reserve_exact(self.node_count());
        ledger.nodes.extend(self.nodes().map(|node| row.fill(node, None).clone()));
        ledger.links = self
            .links
            .all()
            .iter()
            .map(|link| {
                let row = LinkRow::new(link.relation, self.codes.get(link.from), self.codes.get(link.to));
                LinkRow { role: link.role.map(Into::into), ..row }
            })
            .collect();
        ledger.with_notes(self.notes.clone())
    }
}

impl Governance {
    /// The relations that a node states to be recorded, as a row has them.
    pub(crate) fn records_of(&self, node: u32) -> Option<Vec<Written<Relation>>> {
        self.recorded.stated(node).map(written)
    }
}

/// A row that is filled again for each node, which saves an allocation a node.
#[derive(Debug)]
pub(crate) struct RowBuffer<'g> {
    governance: &'g Governance,
    /// The name of each measure; `None` if its values are left out.
    measures: Vec<Option<Arc<str>>>,
    row: NodeRow,
}

impl<'g> RowBuffer<'g> {
    /// A buffer for rows with the values and declared figures of the measures for which `keeps` holds.
    pub(crate) fn new(governance: &'g Governance, keeps: impl Fn(&str) -> bool) -> Self {
        let ids = governance.measures.iter().map(super::Measure::id);
        let measures = ids.map(|id| keeps(id).then(|| id.into())).collect();
        Self { governance, measures, row: NodeRow::new(crate::kind::Kind::Person, "", "") }
    }

    /// The row of a node; `parent` replaces the code of its parent.
    pub(crate) fn fill(&mut self, node: Node<'g>, parent: Option<&str>) -> &NodeRow {
        let governance = self.governance;
        let index = node.index();
        let row = &mut self.row;
        row.kind = node.kind().into();
        write(&mut row.code, node.code());
        write(&mut row.name, node.name());
        match governance.tree.parent(index) {
            Some(above) => {
                write(row.parent.get_or_insert_default(), parent.unwrap_or_else(|| governance.codes.get(above)));
            }
            None => row.parent = None,
        }
        match node.category() {
            Some(category) => write(row.category.get_or_insert_default(), category),
            None => row.category = None,
        }
        // Both the measures of a graph and the values of a row are sorted by name.
        let columns = self.measures.iter().zip(&governance.measures).zip(&governance.columns);
        row.measures.refill(columns.filter_map(|((id, measure), column)| {
            let (id, units) = id.as_ref().zip(column.get(index))?;
            Some((id, measure.decimal(units).into()))
        }));
        row.declared.clear();
        for declared in governance.declared_of(index) {
            match declared.of {
                Declared::Kind(kind) => drop(row.declared.insert(kind.id(), declared.figure.into())),
                Declared::Measure(at) => {
                    if let Some(id) = &self.measures[at as usize] {
                        row.declared.insert(id.clone(), declared.figure.into());
                    }
                }
            }
        }
        row.records = governance.records_of(index);
        row.origin = node.origin();
        row
    }
}

fn written(relations: Relations) -> Vec<Written<Relation>> {
    relations.iter().map(Into::into).collect()
}

fn write(to: &mut String, text: &str) {
    to.clear();
    to.push_str(text);
}

#[cfg(test)]
#[path = "to_ledger_tests.rs"]
mod tests;
