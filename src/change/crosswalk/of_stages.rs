//! The crosswalk of a set with several stages.

use super::{Crosswalk, CrosswalkErrors, Lineage, Weighting};
use crate::change::ChangeSet;
use crate::governance::Governance;

impl Crosswalk {
    /// The crosswalks of a set, there and back: those of its stages, composed. So the crosswalk of two composed sets is
    /// that of the first, then that of the second.
    ///
    /// A map between two stages need not be valid. Where one is not, the map before the first stage and that after the
    /// last one are compared directly.
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
