//! Where nodes belong after a stage.

use std::collections::{BTreeMap, BTreeSet};

use super::{Below, ChangeFault, Fate, Id, Stage};

impl Stage<'_, '_> {
    /// Finds the new parent of everything that gets one.
    pub(super) fn find_homes(&mut self) {
        let moved: Vec<(Id, usize, Option<String>)> =
            self.moved.iter().map(|(id, (place, below))| (*id, *place, below.clone())).collect();
        for (id, place, below) in moved {
            let target = below.as_ref().map(|below| self.target(place, below));
            // One that is not known is told already, and the node stays where it is.
            if let Some(home) = target.map_or(Some(None), |target| target.map(Some))
                && !self.fates.contains_key(&id)
            {
                self.homes.insert(id, (place, home));
            }
        }
        let fresh: Vec<(Id, usize, Below)> =
            self.fresh.iter().map(|fresh| (fresh.id, fresh.change, fresh.below.clone())).collect();
        for (id, place, below) in fresh {
            let home = match below {
                Below::Code(None) => Some(None),
                Below::Code(Some(code)) => self.target(place, &code).map(Some),
                Below::Like(old) => self.like(place, &old),
            };
            if let Some(home) = home {
                self.homes.insert(id, (place, home));
            }
        }
        let ended: Vec<(Id, usize, Fate)> =
            self.fates.iter().map(|(id, (place, fate))| (*id, *place, fate.clone())).collect();
        for (id, place, fate) in ended {
            let mut left = Vec::new();
            for child in self.sheet.children(id) {
                if self.moved.contains_key(&child) || self.fates.contains_key(&child) {
                    continue;
                }
                match self.heir(&fate, child) {
                    Some(home) => drop(self.homes.insert(child, (place, Some(home)))),
                    None => left.push(self.sheet.code(child).to_owned()),
                }
            }
            if !left.is_empty() {
                self.left_behind.entry(id).or_default().0 = left;
            }
        }
    }

    /// Which node gets what belonged to one that ended; none where nobody does.
    fn heir(&self, fate: &Fate, own: Id) -> Option<Id> {
        match fate {
            Fate::Closed => None,
            Fate::Merged(into) => Some(*into),
            Fate::Split { rest, taken, .. } => taken.get(&own).and_then(|parts| parts.first().copied()).or(*rest),
        }
    }

    /// Where a new node belongs that stands where old ones did.
    fn like(&mut self, place: usize, old: &[Id]) -> Option<Option<Id>> {
        let parents: BTreeSet<Option<Id>> = old.iter().map(|id| self.sheet.parent(*id)).collect();
        let mut homes = BTreeMap::new();
        for id in old {
            let Some(parent) = self.sheet.parent(*id) else {
                homes.insert(None, ());
                continue;
            };
            let home = match self.fates.get(&parent) {
                None => Some(parent),
                Some((_, fate)) => self.heir(fate, *id),
            };
            match home {
                Some(home) => drop(homes.insert(Some(home), ())),
                None => {
                    let by = self.fates.get(&parent).map_or(0, |(by, _)| *by);
                    let code = self.sheet.code(parent).to_owned();
                    self.complain(place, ChangeFault::Ended { code, by });
                    return None;
                }
            }
        }
        let mut all = homes.into_keys();
        match (all.next(), all.next()) {
            (Some(home), None) => Some(home),
            _ => {
                let codes = parents.iter().map(|parent| match parent {
                    Some(parent) => self.sheet.code(*parent).to_owned(),
                    None => "nothing".to_owned(),
                });
                let fault = ChangeFault::MergedParents(codes.collect());
                self.complain(place, fault);
                None
            }
        }
    }
}
