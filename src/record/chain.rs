//! Who is responsible for a node, level by level.

use crate::governance::{Any, Node, Post};
use crate::kind::Role;

/// Who is responsible at one level (责任链): a territory, its heads, and the Party organisations that lead it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Responsible<'g> {
    /// The territory.
    pub territory: Node<'g>,
    /// Its heads (网格长), by their codes.
    pub heads: Vec<Post<'g>>,
    /// The Party organisations that lead it, by their codes.
    pub leaders: Vec<Node<'g>>,
}

/// Who is responsible for what happens at a node: its territory first, then all above. Levels where the ledger names nobody
/// are left out, so the list is empty where it names nobody at all. O(depth + posts).
///
/// ```
/// use gridgov::governance::Governance;
/// use gridgov::kind::{Person, Role, SecondGrid, Subdistrict, ThirdGrid};
/// use gridgov::ledger::Draft;
/// use gridgov::record::responsible;
///
/// let mut draft = Draft::new("");
/// let street = draft.root(Subdistrict, "S", "须水街道");
/// let second = draft.add(street, SecondGrid, "G", "第一网格");
/// draft.add(second, ThirdGrid, "T", "一号网格");
/// let head = draft.root(Person, "N", "张三");
/// draft.serve(head, Role::GridHead, second);
/// let governance = Governance::build(&draft)?;
/// let chain = responsible(governance.node("T").unwrap());
/// assert_eq!(chain[0].territory.code(), "G");
/// assert_eq!(chain[0].heads[0].person.name(), "张三");
/// # Ok::<(), gridgov::governance::BuildErrors>(())
/// ```
#[must_use]
pub fn responsible<K>(node: Node<'_, K>) -> Vec<Responsible<'_>> {
    let node = node.any();
    let levels = std::iter::once(node).chain(node.ancestors()).filter(|node| node.kind().is_territory());
    levels.map(Responsible::of).filter(|level| !level.heads.is_empty() || !level.leaders.is_empty()).collect()
}

impl<'g> Responsible<'g> {
    fn of(territory: Node<'g>) -> Self {
        let mut heads: Vec<Post<'g>> = territory.staff().filter(|post| post.role.is_some_and(Role::is_head)).collect();
        heads.sort_by_key(|post| post.person.code());
        let mut leaders: Vec<Node<'g>> = territory.leaders().map(Node::<Any>::any).collect();
        leaders.sort_by_key(|leader| leader.code());
        Self { territory, heads, leaders }
    }
}
