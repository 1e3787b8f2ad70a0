//! Where nodes belong after a stage: the new parents.

use std::collections::BTreeSet;

use super::{ChangeProblem, Fate, Id, NewParent, Stage};

/// The error is in the list already.
struct AlreadyReported;

impl Stage<'_, '_> {
    /// Finds the new parent of everything that gets one.
    pub(super) fn find_parents(&mut self) {
        let moved: Vec<(Id, usize, Option<String>)> =
            self.moved.iter().map(|(id, (place, below))| (*id, *place, below.clone())).collect();
        for (id, place, below) in moved {
            // Where the new parent is unknown, which was reported, the node stays where it is.
            if let Ok(parent) = self.parent(place, below.as_deref())
                && !self.fates.contains_key(&id)
            {
                self.new_parents.insert(id, (place, parent));
            }
        }
        let new_nodes: Vec<(Id, usize, NewParent)> =
            self.new_nodes.iter().map(|new_node| (new_node.id, new_node.change, new_node.below.clone())).collect();
        for (id, place, below) in new_nodes {
            let parent = match below {
                NewParent::Code(code) => self.parent(place, code.as_deref()),
                NewParent::SameAs(old) => self.shared_parent(place, &old),
            };
            if let Ok(parent) = parent {
                self.new_parents.insert(id, (place, parent));
            }
        }
        let ended: Vec<(Id, usize, Fate)> =
            self.fates.iter().map(|(id, (place, fate))| (*id, *place, fate.clone())).collect();
        for (id, place, fate) in ended {
            let mut left = Vec::new();
            for child in self.overlay.children(id) {
                if self.moved.contains_key(&child) || self.fates.contains_key(&child) {
                    continue;
                }
                match fate.heir(child) {
                    Some(parent) => drop(self.new_parents.insert(child, (place, Some(parent)))),
                    None => left.push(self.overlay.code(child).to_owned()),
                }
            }
            if !left.is_empty() {
                self.left_behind.entry(id).or_default().0 = left;
            }
        }
    }

    /// The parent of this new code; no code means a root.
    fn parent(&mut self, place: usize, code: Option<&str>) -> Result<Option<Id>, AlreadyReported> {
        match code {
            None => Ok(None),
            Some(code) => self.node_after(place, code).map(Some).ok_or(AlreadyReported),
        }
    }

    /// The one parent that these old nodes would have after the stage. The new node that takes their place belongs there.
    fn shared_parent(&mut self, place: usize, old: &[Id]) -> Result<Option<Id>, AlreadyReported> {
        let mut parents: BTreeSet<Option<Id>> = BTreeSet::new();
        for id in old {
            let Some(parent) = self.overlay.parent(*id) else {
                parents.insert(None);
                continue;
            };
            let after = match self.fates.get(&parent) {
                None => Ok(parent),
                Some((by, fate)) => fate.heir(*id).ok_or(*by),
            };
            match after {
                Ok(parent) => drop(parents.insert(Some(parent))),
                Err(by) => {
                    let code = self.overlay.code(parent).to_owned();
                    self.complain(place, ChangeProblem::Ended { code, by });
                    return Err(AlreadyReported);
                }
            }
        }
        if parents.len() == 1 {
            return Ok(parents.pop_first().flatten());
        }
        let parents: BTreeSet<Option<Id>> = old.iter().map(|id| self.overlay.parent(*id)).collect();
        let code = |parent: Option<Id>| parent.map_or("nothing", |parent| self.overlay.code(parent)).to_owned();
        let problem = ChangeProblem::MergedParents { parents: parents.into_iter().map(code).collect() };
        self.complain(place, problem);
        Err(AlreadyReported)
    }
}

impl Fate {
    /// The node that gets a child of one that ended; `None` where none does.
    fn heir(&self, child: Id) -> Option<Id> {
        match self {
            Fate::Closed => None,
            Fate::Merged(into) => Some(*into),
            Fate::Split { rest, taken, .. } => taken.get(&child).and_then(|parts| parts.first().copied()).or(*rest),
        }
    }
}
