//! All that the public ways tell of a graph, as text to compare.

use std::fmt::Write;

use gridgov::governance::{Governance, Node, Post};

/// A line for the graph and one for each node, with everything but where the rows stand.
pub(crate) fn dump(governance: &Governance) -> String {
    let mut text = format!("{governance:?} {:?}\n", governance.measures());
    for node in governance.nodes() {
        let of = |nodes: &mut dyn Iterator<Item = Node<'_>>| nodes.map(Node::code).collect::<Vec<_>>().join(",");
        write!(text, "{node:?} {:?}", node.category()).unwrap();
        write!(text, " below [{}] holding [{}]", of(&mut node.parent().into_iter()), of(&mut node.children())).unwrap();
        write!(text, " leads [{}] led [{}]", of(&mut node.leads()), of(&mut node.leaders())).unwrap();
        write!(text, " seats [{}] seated [{}]", of(&mut node.seats()), of(&mut node.seated())).unwrap();
        write!(text, " covers [{}] covered [{}]", of(&mut node.covered()), of(&mut node.covering())).unwrap();
        write!(text, " in [{}] members [{}]", of(&mut node.memberships()), of(&mut node.members())).unwrap();
        let posts = |posts: &mut dyn Iterator<Item = Post<'_>>| {
            posts.map(|post| format!("{post:?}")).collect::<Vec<_>>().join(",")
        };
        write!(text, " posts [{}] staff [{}]", posts(&mut node.posts()), posts(&mut node.staff())).unwrap();
        for measure in governance.measures() {
            write!(text, " {}={:?}", measure.id(), node.measure(measure.id()).map(|value| value.to_string())).unwrap();
        }
        for (of, figure) in node.declarations() {
            write!(text, " {of} is {figure}").unwrap();
        }
        text.push('\n');
    }
    text
}
