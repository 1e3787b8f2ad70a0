//! A picture of the graph for Graphviz.

use std::fmt;

use crate::governance::{Governance, Node};
use crate::kind::{Family, Relation};
use crate::set::NodeSet;

/// The graph, or a part of it, in the language of Graphviz: `dot -Tsvg`.
///
/// ```
/// # use gridgov::{governance::Governance, kind::{SecondGrid, Subdistrict}, ledger::Draft};
/// use gridgov::report::Dot;
///
/// # let mut draft = Draft::new("Xushui");
/// # let street = draft.root(Subdistrict, "S", "须水街道");
/// # draft.add(street, SecondGrid, "G", "第一网格");
/// # let governance = Governance::build(&draft).unwrap();
/// let picture = Dot::new(&governance).to_string();
/// assert!(picture.starts_with("digraph"));
/// assert!(picture.contains(r#""S" -> "G""#));
/// ```
#[derive(Debug, Clone)]
pub struct Dot<'g> {
    governance: &'g Governance,
    nodes: NodeSet<'g>,
}

impl<'g> Dot<'g> {
    /// A picture of all nodes.
    #[must_use]
    pub fn new(governance: &'g Governance) -> Self {
        Self { governance, nodes: governance.all() }
    }

    /// A picture of the nodes of a set, with the containment and links between them.
    #[must_use]
    pub fn of(nodes: NodeSet<'g>) -> Self {
        Self { governance: nodes.governance(), nodes }
    }
}

/// The shape and colour of the nodes of a family.
const fn look(family: Family) -> &'static str {
    match family {
        Family::Area => "shape=box, style=\"filled,bold\", fillcolor=\"#dbe7f3\"",
        Family::Grid => "shape=box, style=\"filled,rounded\", fillcolor=\"#eef5e6\"",
        Family::Place => "shape=house, style=filled, fillcolor=\"#f5f1e6\"",
        Family::Party => "shape=hexagon, style=filled, fillcolor=\"#f8dcd6\"",
        Family::Person => "shape=ellipse, style=filled, fillcolor=\"#efe6f5\"",
    }
}

fn write_node(f: &mut fmt::Formatter<'_>, node: Node<'_>) -> fmt::Result {
    let label = format!("{}\n{}", node.name(), node.kind().chinese());
    writeln!(f, "  {} [label={}, {}];", Quoted(node.code()), Quoted(&label), look(node.kind().family()))
}

/// A text as a quoted string of Graphviz.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let escaped = self.0.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        write!(f, "\"{escaped}\"")
    }
}

impl fmt::Display for Dot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "digraph {} {{", Quoted(self.governance.title()))?;
        writeln!(f, "  rankdir=LR; node [fontname=\"Noto Sans CJK SC\"]; edge [fontname=\"Noto Sans CJK SC\"];")?;
        for node in &self.nodes {
            write_node(f, node)?;
        }
        for node in &self.nodes {
            if let Some(parent) = node.parent().filter(|parent| self.nodes.contains(*parent)) {
                writeln!(f, "  {} -> {};", Quoted(parent.code()), Quoted(node.code()))?;
            }
        }
        for relation in Relation::LINKS {
            for link in self.governance.links().of(*relation) {
                let (from, to) = (self.governance.at(link.from), self.governance.at(link.to));
                if self.nodes.contains(from) && self.nodes.contains(to) {
                    let label = link.role.map_or(relation.chinese(), |role| role.chinese());
                    let (from, to) = (Quoted(from.code()), Quoted(to.code()));
                    writeln!(f, "  {from} -> {to} [label={}, style=dashed, constraint=false];", Quoted(label))?;
                }
            }
        }
        f.write_str("}\n")
    }
}
