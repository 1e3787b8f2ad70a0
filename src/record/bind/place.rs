//! From what is written to a node: by code, or by name within what stands beside it.

use std::collections::BTreeMap;

use crate::governance::Governance;
use crate::record::heading::is_not_said;
use crate::text::canonical;

/// The nodes of a graph by what may be written for them.
#[derive(Debug)]
pub(super) struct Places<'g> {
    governance: &'g Governance,
    /// The nodes of each name; made when a name is looked up first.
    by_name: Option<BTreeMap<String, Vec<u32>>>,
    /// What was found before, by all that was written.
    known: BTreeMap<Vec<String>, Found>,
}

/// What was found for what is written, the smallest territory first.
#[derive(Debug, Clone)]
pub(super) enum Found {
    /// One node.
    Node {
        node: u32,
        /// What was written for a smaller territory and names none.
        above: Option<String>,
        /// Larger territories that the graph does not have.
        unknown: Vec<String>,
    },
    /// Nothing is said.
    Nothing,
    /// No area, grid or place has this code or name.
    Unknown { written: String },
    /// Several have this name.
    Ambiguous { written: String, codes: Vec<String> },
    /// The node lies elsewhere.
    Elsewhere { written: String, within: String },
}

impl<'g> Places<'g> {
    pub(super) fn new(governance: &'g Governance) -> Self {
        Self { governance, by_name: None, known: BTreeMap::new() }
    }

    /// Whether an area, grid or place has this code or name.
    pub(super) fn has(&mut self, written: &str) -> bool {
        !self.candidates(written).is_empty()
    }

    /// The node that is written.
    pub(super) fn find(&mut self, written: &[String]) -> Found {
        if let [code] = written
            && let Some(node) = self.of_code(code)
        {
            return Found::Node { node, above: None, unknown: Vec::new() };
        }
        if let Some(found) = self.known.get(written) {
            return found.clone();
        }
        let found = self.look_up(written);
        self.known.insert(written.to_vec(), found.clone());
        found
    }

    fn look_up(&mut self, written: &[String]) -> Found {
        let mut above = None;
        for (at, text) in written.iter().enumerate() {
            let nodes = self.candidates(text);
            if nodes.is_empty() && is_not_said(text) {
                above = above.or_else(|| Some(text.clone()).filter(|text| !text.is_empty()));
                continue;
            }
            return self.within(text, nodes, &written[at + 1..], above);
        }
        Found::Nothing
    }

    /// The one of the candidates that lies within all that stands beside it.
    fn within(&mut self, text: &str, mut nodes: Vec<u32>, beside: &[String], above: Option<String>) -> Found {
        if nodes.is_empty() {
            return Found::Unknown { written: text.to_owned() };
        }
        let mut unknown = Vec::new();
        for around in beside {
            let larger = self.candidates(around);
            if larger.is_empty() {
                if !is_not_said(around) {
                    unknown.push(around.clone());
                }
                continue;
            }
            let tree = self.governance.tree();
            let lies_in = |node: &u32| larger.iter().any(|larger| (*larger..tree.end(*larger)).contains(node));
            if !nodes.iter().any(lies_in) {
                return Found::Elsewhere { written: text.to_owned(), within: around.clone() };
            }
            nodes.retain(lies_in);
        }
        if let [node] = nodes[..] {
            return Found::Node { node, above, unknown };
        }
        let codes = nodes.iter().map(|node| self.governance.at(*node).code().to_owned()).collect();
        Found::Ambiguous { written: text.to_owned(), codes }
    }

    /// The node of this code, or the nodes of this name.
    fn candidates(&mut self, text: &str) -> Vec<u32> {
        if let Some(node) = self.of_code(text) {
            return vec![node];
        }
        let governance = self.governance;
        let names = self.by_name.get_or_insert_with(|| {
            let mut names: BTreeMap<String, Vec<u32>> = BTreeMap::new();
            for node in 0..governance.tree().forest_end() {
                let name = canonical(governance.at(node).name());
                if !name.is_empty() {
                    names.entry(name.into_owned()).or_default().push(node);
                }
            }
            names
        });
        names.get(&*canonical(text)).cloned().unwrap_or_default()
    }

    fn of_code(&self, text: &str) -> Option<u32> {
        let node = self.governance.node(text)?.index();
        // Party organisations and people are no places.
        (node < self.governance.tree().forest_end()).then_some(node)
    }
}
