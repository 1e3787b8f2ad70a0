//! The scope of a report: everything, or a node and what belongs to it.

use crate::governance::{Governance, Node};
use crate::kind::Family;
use crate::language::Language;
use crate::rollup::EngagedByKind;
use crate::set::{Counts, NodeSet};

/// What a report is about: everything, or a node and what belongs to it.
///
/// ```
/// use gridgov::governance::Governance;
/// use gridgov::kind::{Branch, SecondGrid, Subdistrict};
/// use gridgov::ledger::Draft;
/// use gridgov::report::Scope;
///
/// let mut draft = Draft::new("Xushui");
/// let street = draft.root(Subdistrict, "S", "须水街道");
/// let grid = draft.add(street, SecondGrid, "G", "第一网格");
/// let branch = draft.root(Branch, "P", "第一党支部");
/// draft.lead(branch, grid);
/// let governance = Governance::build(&draft)?;
///
/// assert_eq!(Scope::all(&governance).nodes().len(), 3);
/// let branch = Scope::at(governance.node("P").unwrap());
/// assert_eq!(branch.nodes().len(), 1);
/// assert_eq!(branch.asked().iter().map(|node| node.code()).collect::<Vec<_>>(), ["G"]);
/// # Ok::<(), gridgov::governance::BuildErrors>(())
/// ```
#[derive(Debug, Clone)]
pub struct Scope<'g> {
    title: String,
    /// The node that the report is about; `None` for everything.
    at: Option<Node<'g>>,
    nodes: NodeSet<'g>,
    asked: NodeSet<'g>,
}

impl<'g> Scope<'g> {
    /// Everything.
    #[must_use]
    pub fn all(governance: &'g Governance) -> Self {
        let nodes = governance.all();
        Self { title: governance.title().to_owned(), at: None, asked: nodes.clone(), nodes }
    }

    /// A node and all below it. For a Party organisation, coverage and totals are about all that it answers for.
    #[must_use]
    pub fn at(node: Node<'g>) -> Self {
        let nodes = node.subtree();
        let is_party = node.kind().family() == Family::Party;
        let asked = if is_party { node.governance().answers_for(node) } else { nodes.clone() };
        Self { title: node.to_string(), at: Some(node), nodes, asked }
    }

    /// The title of the report.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The title of the report in a language.
    #[must_use]
    pub fn title_in(&self, language: Language) -> String {
        let chinese = |node: Node<'_>| format!("{}（{} {}）", node.name(), node.kind().chinese(), node.code());
        match language {
            Language::English => self.title.clone(),
            Language::Chinese => self.at.map_or_else(|| self.title.clone(), chinese),
        }
    }

    /// How many there are of each kind. In an area, grid or place, of Party organisations and people those at work there
    /// ([`EngagedByKind`]); what cannot be counted has no number. O(nodes), and O(links) for a node.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let counts = (&self.nodes | &self.asked).counts();
        let Some(node) = self.at else { return counts };
        let family = node.kind().family();
        let of_family = counts.within(family);
        match family {
            Family::Party => of_family.and(counts.within(Family::Area)),
            Family::Person => of_family,
            _ => of_family.and(EngagedByKind::at(node)),
        }
    }

    /// The nodes whose findings and declared figures are reported.
    #[must_use]
    pub const fn nodes(&self) -> &NodeSet<'g> {
        &self.nodes
    }

    /// The nodes whose coverage and totals are reported.
    #[must_use]
    pub const fn asked(&self) -> &NodeSet<'g> {
        &self.asked
    }
}
