//! The node that a row of a register means by the places that it names.

use std::collections::BTreeMap;

use crate::kind::Family;
use crate::ledger::NodeRow;
use crate::ledger::workbook::Cell;
use crate::text::canonical;

/// The areas, grids and buildings of a ledger by code and name.
pub(super) struct Places<'n> {
    nodes: &'n [NodeRow],
    by_code: BTreeMap<&'n str, usize>,
    by_text: BTreeMap<String, Vec<usize>>,
}

/// Why a row of a register means no one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NoPlace {
    /// It names none.
    Unnamed,
    /// No node has this code or name.
    Unknown,
    /// Several nodes have it.
    Ambiguous,
    /// It names two, none of which contains the other.
    Contradictory,
}

impl<'n> Places<'n> {
    /// O(n log n).
    pub(super) fn of(nodes: &'n [NodeRow]) -> Self {
        let is_place = |row: &NodeRow| {
            let family = row.kind.known().map(|kind| kind.family());
            family.is_some_and(|family| !matches!(family, Family::Person | Family::Party))
        };
        let (mut by_code, mut by_text) = (BTreeMap::new(), BTreeMap::<String, Vec<usize>>::new());
        for (at, row) in nodes.iter().enumerate() {
            by_code.entry(row.code.as_str()).or_insert(at);
            if is_place(row) {
                let (code, name) = (canonical(&row.code).into_owned(), canonical(&row.name).into_owned());
                if !name.is_empty() && name != code {
                    by_text.entry(name).or_default().push(at);
                }
                by_text.entry(code).or_default().push(at);
            }
        }
        Self { nodes, by_code, by_text }
    }

    /// The node that the cells mean, by its position: the lowest of those that they name, each of which must contain
    /// the next. A cell that names none is passed over where others name one.
    pub(super) fn meant(&self, cells: &[(u32, &Cell)]) -> Result<usize, NoPlace> {
        if cells.is_empty() {
            return Err(NoPlace::Unnamed);
        }
        let named = cells.iter().filter_map(|(_, cell)| self.by_text.get(&*canonical(&cell.to_string())));
        let named: Vec<&Vec<usize>> = named.collect();
        if named.is_empty() {
            return Err(NoPlace::Unknown);
        }
        // Of each node that is named its line up to the root; all named columns must meet on one line.
        let mut meant: Vec<usize> = Vec::new();
        for candidate in named.iter().flat_map(|all| all.iter()) {
            let line = self.line(*candidate);
            if named.iter().all(|all| all.iter().any(|node| line.contains(node))) && !meant.contains(candidate) {
                meant.push(*candidate);
            }
        }
        match meant[..] {
            [one] => Ok(one),
            [] => Err(NoPlace::Contradictory),
            _ => Err(NoPlace::Ambiguous),
        }
    }

    /// A node and what contains it, to the root.
    fn line(&self, node: usize) -> Vec<usize> {
        let mut line = vec![node];
        let parent = |at: usize| self.nodes[at].parent.as_ref().and_then(|parent| self.by_code.get(parent.as_str()));
        while let Some(above) = line.last().and_then(|last| parent(*last)) {
            // What contains itself is reported when the graph is built.
            if line.contains(above) {
                break;
            }
            line.push(*above);
        }
        line
    }
}
