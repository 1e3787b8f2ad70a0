//! Where nodes belong after a stage.

use std::collections::BTreeSet;

use super::{Below, ChangeProblem, Fate, Id, Stage};

/// What is wrong was told.
struct Told;

impl Stage<'_, '_> {
    /// Finds the new parent of everything that gets one.
    pub(super) fn find_homes(&mut self) {
        let moved: Vec<(Id, usize, Option<String>)> =
            self.moved.iter().map(|(id, (place, below))| (*id, *place, below.clone())).collect();
        for (id, place, below) in moved {
            // Where the place is not known, the node stays where it is.
            if let Ok(home) = self.home(place, below.as_deref())
                && !self.fates.contains_key(&id)
            {
                self.homes.insert(id, (place, home));
            }
        }
        let fresh: Vec<(Id, usize, Below)> =
            self.fresh.iter().map(|fresh| (fresh.id, fresh.change, fresh.below.clone())).collect();
        for (id, place, below) in fresh {
            let home = match below {
                Below::Code(code) => self.home(place, code.as_deref()),
                Below::Like(old) => self.like(place, &old),
            };
            if let Ok(home) = home {
                self.homes.insert(id, (place, home));
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
                    Some(home) => drop(self.homes.insert(child, (place, Some(home)))),
                    None => left.push(self.overlay.code(child).to_owned()),
                }
            }
            if !left.is_empty() {
                self.left_behind.entry(id).or_default().0 = left;
            }
        }
    }

    /// The node of a new code; no code is that of no node.
    fn home(&mut self, place: usize, code: Option<&str>) -> Result<Option<Id>, Told> {
        match code {
            None => Ok(None),
            Some(code) => self.target(place, code).map(Some).ok_or(Told),
        }
    }

    /// Where a new node belongs that stands where old ones did.
    fn like(&mut self, place: usize, old: &[Id]) -> Result<Option<Id>, Told> {
        let mut homes: BTreeSet<Option<Id>> = BTreeSet::new();
        for id in old {
            let Some(parent) = self.overlay.parent(*id) else {
                homes.insert(None);
                continue;
            };
            let home = match self.fates.get(&parent) {
                None => Ok(parent),
                Some((by, fate)) => fate.heir(*id).ok_or(*by),
            };
            match home {
                Ok(home) => drop(homes.insert(Some(home))),
                Err(by) => {
                    let code = self.overlay.code(parent).to_owned();
                    self.complain(place, ChangeProblem::Ended { code, by });
                    return Err(Told);
                }
            }
        }
        if homes.len() == 1 {
            return Ok(homes.pop_first().flatten());
        }
        let parents: BTreeSet<Option<Id>> = old.iter().map(|id| self.overlay.parent(*id)).collect();
        let code = |parent: Option<Id>| parent.map_or("nothing", |parent| self.overlay.code(parent)).to_owned();
        let problem = ChangeProblem::MergedParents(parents.into_iter().map(code).collect());
        self.complain(place, problem);
        Err(Told)
    }
}

impl Fate {
    /// Which node gets what belonged to one that ended; none where nobody does.
    fn heir(&self, own: Id) -> Option<Id> {
        match self {
            Fate::Closed => None,
            Fate::Merged(into) => Some(*into),
            Fate::Split { rest, taken, .. } => taken.get(&own).and_then(|parts| parts.first().copied()).or(*rest),
        }
    }
}
