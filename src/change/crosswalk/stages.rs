//! The crosswalk of changes that happen one after the other.

use super::{Crosswalk, CrosswalkErrors, Lineage, Weighting};
use crate::change::ChangeSet;
use crate::governance::Governance;

impl Crosswalk {
    /// The crosswalks of a set, there and back: those of its stages, composed, so that the crosswalk of a composed set
    /// is that of the one and then of the other.
    ///
    /// Where a stage leads to no map that could stand on its own, the maps before the first and after the last are
    /// compared at once.
    pub(in crate::change) fn of_stages(
        old: &Governance,
        new: &Governance,
        lineage: &Lineage,
        set: &ChangeSet,
        weighting: &Weighting,
    ) -> Result<(Self, Self), CrosswalkErrors> {
        if set.then.is_empty() {
            return Self::both_ways(old, new, lineage, weighting);
        }
        let mut reached: Option<(Governance, Self, Self)> = None;
        for stage in set.stages() {
            let map = reached.as_ref().map_or(old, |(map, ..)| map);
            let alone = ChangeSet { changes: stage.to_vec(), ..ChangeSet::new(set.effective, "") };
            let Ok(applied) = map.apply(&alone) else {
                return Self::both_ways(old, new, lineage, weighting);
            };
            let (there, back) = Self::both_ways(map, applied.governance(), applied.lineage(), weighting)?;
            let next = applied.into_governance();
            reached = Some(match reached {
                None => (next, there, back),
                Some((_, before, after)) => (next, before.then(&there)?, back.then(&after)?),
            });
        }
        // There is always a first stage.
        reached.map_or_else(|| Self::both_ways(old, new, lineage, weighting), |(_, there, back)| Ok((there, back)))
    }
}
