//! Tables with one column a level: each distinct path becomes a node, unless a row is about it already.

use std::collections::BTreeSet;

use super::node_index::NodeIndex;
use super::parents::Places;
use crate::kind::Kind;
use crate::ledger::workbook::CellProblem;
use crate::ledger::workbook::rows::{CodeForm, LevelNode, Levels, NodeEntry, Rows};
use crate::ledger::{NodeRow, excerpt};

/// What stands between the parts of a path that is a code.
pub(super) const SEPARATOR: char = '/';

/// The codes of all paths, as far as they are settled.
pub(super) struct LevelCodes {
    codes: Vec<Option<String>>,
    /// The paths of each kind.
    by_kind: Vec<Vec<u32>>,
}

impl LevelCodes {
    pub(super) fn new(levels: &Levels) -> Self {
        let mut by_kind = vec![Vec::new(); Kind::ALL.len()];
        for (at, node) in (0..).zip(&levels.nodes) {
            by_kind[node.kind as usize].push(at);
        }
        // Where one line gives the code of a node and another only its name, the code comes first.
        for of_kind in &mut by_kind {
            of_kind.sort_by_key(|at| levels.nodes[*at as usize].code.is_none());
        }
        Self { codes: vec![None; levels.nodes.len()], by_kind }
    }
}

/// Settles the paths whose ends are of a kind. Those above them are settled before.
pub(super) fn settle(kind: Kind, rows: &mut Rows, codes: &mut LevelCodes, places: &mut Places<'_, '_>) {
    if codes.by_kind[kind as usize].is_empty() {
        return;
    }
    // Where rows of their own list the nodes of a kind, a name that is not among them makes no node.
    let are_listed =
        rows.nodes.iter().any(|entry| entry.level.is_none() && entry.row.kind == kind.into() && entry.has_kind);
    let mut has_line = vec![false; rows.levels.nodes.len()];
    for path in rows.nodes.iter().filter_map(|entry| entry.level) {
        has_line[path as usize] = true;
    }
    let mut below = Below::new(kind, places.index, places.depth);
    for at in std::mem::take(&mut codes.by_kind[kind as usize]) {
        let node = &rows.levels.nodes[at as usize];
        let parent = match node.parent {
            Some(parent) => codes.codes[parent as usize].clone(),
            None => rows.tables[node.table].container.clone(),
        };
        let settled = Path { node, parent: parent.as_deref(), are_listed }.settle(&below, places);
        codes.codes[at as usize] = Some(settled.code.clone());
        let is_upper = !has_line[at as usize];
        if !settled.is_known || (is_upper && node.code.is_some()) {
            let row = row_of(node, &settled.code, parent.as_deref());
            let added = places.index.insert(&row);
            if let Some(parent) = parent.as_deref().and_then(|parent| places.index.node(parent, None)) {
                places.index.set_parent(added, parent);
            }
            below.add(&row.name, added, places.index, places.depth);
            if is_upper {
                rows.nodes.push(upper_entry(row));
            }
        }
    }
    for entry in rows.nodes.iter_mut().filter(|entry| entry.has_kind && entry.row.kind == kind.into()) {
        let Some(path) = entry.level.map(|path| path as usize) else { continue };
        let node = &rows.levels.nodes[path];
        let parent = match node.parent {
            Some(parent) => codes.codes[parent as usize].clone(),
            None => rows.tables[node.table].container.clone(),
        };
        #[expect(clippy::expect_used, reason = "all paths of the kind were settled above")]
        let code = codes.codes[path].as_ref().expect("INVARIANT: the path of a line is settled with those of its kind");
        entry.row.code.clone_from(code);
        entry.row.parent = parent;
        entry.is_parent_literal = true;
    }
}

/// The nodes of one kind by their names and by each node that contains them: the name of a grid may stand in every
/// community.
struct Below(BTreeSet<(u32, u32, u32)>);

impl Below {
    fn new(kind: Kind, index: &NodeIndex, depth: usize) -> Self {
        let mut below = Self(BTreeSet::new());
        for (name, nodes) in index.names() {
            for node in nodes.iter().filter(|node| index.kind(**node) == Some(kind)) {
                below.0.extend(index.ancestors(*node, depth).map(|above| (name, above, *node)));
            }
        }
        below
    }

    /// Adds a node of a name.
    fn add(&mut self, name: &str, node: u32, index: &NodeIndex, depth: usize) {
        if let Some(name) = index.name(name) {
            self.0.extend(index.ancestors(node, depth).map(|above| (name, above, node)));
        }
    }

    /// The nodes of a name in another node.
    fn within(&self, name: u32, above: u32) -> impl Iterator<Item = u32> {
        self.0.range((name, above, 0)..=(name, above, u32::MAX)).map(|(.., node)| *node)
    }
}

/// The end of a path, and what contains it.
struct Path<'p> {
    node: &'p LevelNode,
    parent: Option<&'p str>,
    are_listed: bool,
}

/// The code of a path, and whether a row is about its end.
struct Code {
    code: String,
    is_known: bool,
}

impl Path<'_> {
    fn settle(&self, below: &Below, places: &mut Places<'_, '_>) -> Code {
        let Path { node, parent, are_listed } = *self;
        if let Some(code) = &node.code {
            let is_known =
                places.index.node(code, Some(node.kind)).is_some_and(|at| places.index.kind(at) == Some(node.kind));
            return Code { code: code.clone(), is_known };
        }
        let path = match parent {
            Some(parent) => format!("{parent}{SEPARATOR}{}", node.name),
            None => node.name.clone(),
        };
        let index = &*places.index;
        let above = parent.and_then(|parent| index.node(parent, None));
        let of_kind = || {
            let found = index.candidates(&node.name, |kind| kind == node.kind).into_iter();
            found.filter(|at| index.kind(*at) == Some(node.kind)).collect::<Vec<u32>>()
        };
        let there: Vec<u32> = match above {
            None => of_kind(),
            Some(above) if index.is_code(&node.name) => {
                let lies_there = |at: &u32| index.ancestors(*at, places.depth).any(|it| it == above);
                of_kind().into_iter().filter(lies_there).collect()
            }
            Some(above) => index.name(&node.name).map_or_else(Vec::new, |name| below.within(name, above).collect()),
        };
        let codes = index.listed(there.iter().copied());
        match codes[..] {
            [one] => {
                let code = one.to_owned();
                places.forms.look_at(&node.name, there[0], places.index, &node.origin, None, places.log);
                return Code { code, is_known: true };
            }
            [] if !are_listed => return Code { code: path, is_known: false },
            _ => {}
        }
        let written = excerpt(&node.name);
        let problem = match (&codes[..], parent) {
            ([_, ..], _) => CellProblem::Ambiguous { written, codes: codes.into_iter().map(str::to_owned).collect() },
            ([], Some(parent)) if !of_kind().is_empty() => CellProblem::NoneWithin {
                written,
                codes: index.listed(of_kind()).into_iter().map(str::to_owned).collect(),
                other: excerpt(parent),
                beside: node.origin.clone(),
            },
            _ => CellProblem::UnknownAncestor { written, kind: node.kind },
        };
        places.log.error(node.origin.clone(), None, problem);
        // No further error shall follow from it.
        places.log.lose_row();
        Code { code: path, is_known: false }
    }
}

fn row_of(node: &LevelNode, code: &str, parent: Option<&str>) -> NodeRow {
    let mut row = NodeRow::new(node.kind, code, node.name.clone());
    row.parent = parent.map(str::to_owned);
    row.origin = node.origin.clone();
    row
}

/// The entry of a node that no line of its own is about.
fn upper_entry(row: NodeRow) -> NodeEntry {
    // Joined with other lines about the same node, without a note that it stands there again.
    NodeEntry { code_form: CodeForm::Text, is_code_merged: true, ..NodeEntry::named(row) }
}

#[cfg(test)]
#[path = "levels_tests.rs"]
mod tests;
