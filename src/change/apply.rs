//! Applying a set of changes to a map: all of them or none.

use std::sync::Arc;

use super::error::{ChangeError, ChangeErrors, ChangeProblem, in_order_of_changes};
use super::ground::{Ground, MapOf};
use super::keep_recorded::keep_recorded;
use super::overlay::{Id, Overlay};
use super::stage::Stage;
use super::{Change, ChangeSet, Crosswalk, CrosswalkErrors, Lineage, Weighting};
use crate::date::Date;
use crate::errors::Errors;
use crate::governance::{BuildError, BuildErrors, BuildProblem, Governance};

/// What a set of changes made of a graph: the new graph, and which node became which.
///
/// The old graph stays as it was.
#[derive(Debug)]
pub struct Applied<'g> {
    base: &'g Governance,
    governance: Governance,
    lineage: Lineage,
    /// The lineage by the node numbers of the base.
    pairs: Vec<(Id, Vec<String>)>,
    set: ChangeSet,
}

impl Governance {
    /// Applies a set of changes: the new graph, or all reasons why there can be none. O(n + k), apart from what
    /// building sorts: about as long as building the new graph from rows in memory.
    ///
    /// What was recorded stays recorded: where a change undoes the last link of a relation in a tree, the new map states
    /// that the relation is recorded there, so that nobody is led or served and it is not unknown whether. Then it is
    /// built twice. A stage keeps what was recorded before it, as a set of its own would.
    ///
    /// ```
    /// use gridgov::change::{Change, ChangeSet, Part, Split};
    /// use gridgov::prelude::*;
    ///
    /// let mut draft = Draft::new("须水街道");
    /// draft.measure("households");
    /// let street = draft.root(Subdistrict, "S", "须水街道");
    /// let village = draft.add(street, SecondGrid, "V", "第一网格");
    /// let grid = draft.add(village, ThirdGrid, "G", "一号网格");
    /// draft.row(grid).measure("households", 420);
    /// let governance = Governance::build(&draft)?;
    ///
    /// let july = ChangeSet::new("2024-07-01".parse()?, "a block is finished").with(
    ///     Split::new("G")
    ///         .rest_into(Part::new("G", "一号网格"))
    ///         .into_part(Part::new("G-2", "二号网格").with_measure("households", 160)),
    /// );
    /// let applied = governance.apply(&july)?;
    /// let households = applied.governance().measure("households")?;
    /// assert_eq!(applied.governance().node("G").unwrap().measure(households), Some(260.into()));
    /// assert_eq!(applied.crosswalk()?.row("G").unwrap().to_string(), "G -> G 13/21, G-2 8/21 (households)");
    ///
    /// let wrong = ChangeSet::new("2024-07-01".parse()?, "").with(Change::move_below("V", "G")).with(Change::close("X"));
    /// assert_eq!(governance.apply(&wrong).unwrap_err().to_string(), "\
    /// change 1 (move `V` below `G`): a second_grid may not stand below the third_grid `G`, which may contain \
    /// micro_grid, compound, building, unit, enterprise, shop, school, site; a second_grid may stand below subdistrict
    /// change 1 (move `V` below `G`): `G` stands below `V`, or is it; a node cannot contain itself
    /// change 2 (close `X`): no node has the code `X`");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// All that is wrong with the changes of the first stage that cannot be carried out, each with its place in the
    /// set; changes that contradict each other, both named; what closed nodes would leave behind; what no graph may
    /// be. Nothing is applied then.
    pub fn apply(&self, set: &ChangeSet) -> Result<Applied<'_>, ChangeErrors> {
        let mut overlay = Overlay::new(self, set.effective);
        let mut first = 1;
        for (number, stage) in set.stages().enumerate() {
            if number > 0 {
                // Between two stages is a map too, on which something may be recorded. Only the last map must be one
                // that can be built.
                if let Ok(map) = overlay.build().and_then(|map| keep(&mut overlay, map)) {
                    overlay.end_stage(map);
                }
            }
            let errors = Stage::run(&mut overlay, stage, first);
            ChangeErrors::check(errors).map_err(|errors| with_those_of_rows(errors, &overlay, set))?;
            first += stage.len();
        }
        match overlay.build().and_then(|new| keep(&mut overlay, new)) {
            Ok(governance) => {
                let pairs = overlay.became();
                let mut lineage = Lineage::default();
                for (id, codes) in &pairs {
                    let old = self.at(*id).code();
                    for code in codes {
                        lineage.became(old, code);
                    }
                    if codes.is_empty() {
                        lineage.ended(old);
                    }
                }
                Ok(Applied { base: self, governance, lineage, pairs, set: set.clone() })
            }
            Err(errors) => {
                let changes: Vec<&Change> = set.iter().collect();
                let of_rows = overlay.errors_of_rows();
                let errors = Errors::<BuildError>::from(errors).map(|error| {
                    let same = |other: &&BuildError| other.code() == error.code() && other.problem() == error.problem();
                    locate(of_rows.iter().find(same).unwrap_or(&error), &overlay, &changes)
                });
                Err(in_order_of_changes(errors))
            }
        }
    }
}

/// The map that the overlay leads to, once it states what was recorded and would not be any more.
fn keep(overlay: &mut Overlay<'_>, map: Governance) -> Result<Governance, BuildErrors> {
    if keep_recorded(overlay, &map) { overlay.build() } else { Ok(map) }
}

/// Adds what building would find wrong with the rows of the changes to the errors of a stage, so that all are told.
fn with_those_of_rows(mut errors: ChangeErrors, overlay: &Overlay<'_>, set: &ChangeSet) -> ChangeErrors {
    let changes: Vec<&Change> = set.iter().collect();
    for error in overlay.errors_of_rows() {
        let error = locate(&error, overlay, &changes);
        if !errors.iter().any(|other| *other == error) {
            errors.extend([error]);
        }
    }
    in_order_of_changes(errors)
}

/// The change that an error of building comes from.
fn locate(error: &BuildError, overlay: &Overlay<'_>, changes: &[&Change]) -> ChangeError {
    let of_measure = error.field().and_then(|field| field.strip_prefix("measures."));
    let of_measure = of_measure.and_then(|measure| overlay.last_change_of_measure(measure));
    let of_node = error.code().and_then(|code| overlay.last_change_of_node(code));
    // The line of a row that a change states is the place of the change; lines of other rows are those of ledgers.
    let is_stated = error.origin().source().is_some_and(|source| Arc::ptr_eq(source, overlay.source()));
    let of_line = error.origin().line().filter(|_| is_stated).map(|line| line as usize);
    let place = match error.problem() {
        BuildProblem::TotalOverflow { .. } => of_measure,
        _ => of_line.or(of_node).or(of_measure),
    };
    match place.and_then(|place| Some((place, changes.get(place.checked_sub(1)?)?))) {
        Some((place, change)) => ChangeError::new(place, change, error.problem().clone().into()),
        None => ChangeError::of_the_whole(ChangeProblem::Result(error.clone())),
    }
}

impl<'g> Applied<'g> {
    /// The graph that was changed.
    #[must_use]
    pub const fn base(&self) -> &'g Governance {
        self.base
    }

    /// The new graph.
    #[must_use]
    pub const fn governance(&self) -> &Governance {
        &self.governance
    }

    /// The new graph, without the rest.
    #[must_use]
    pub fn into_governance(self) -> Governance {
        self.governance
    }

    /// From which day on the new graph holds.
    #[must_use]
    pub const fn effective(&self) -> Date {
        self.set.effective
    }

    pub(super) fn pairs(&self) -> &[(Id, Vec<String>)] {
        &self.pairs
    }

    /// Which node became which, where the code alone does not say so.
    #[must_use]
    pub const fn lineage(&self) -> &Lineage {
        &self.lineage
    }

    /// The crosswalk from the codes of the old map to those of the new one, weighted by households where there are
    /// any; O(n log n).
    ///
    /// # Errors
    ///
    /// None with these weights; see [`Applied::crosswalk_by`].
    pub fn crosswalk(&self) -> Result<Crosswalk, CrosswalkErrors> {
        self.crosswalk_by(&Weighting::default())
    }

    /// The crosswalk with weights of one's own choice; O(n log n).
    ///
    /// # Errors
    ///
    /// A measure to weigh by that neither map has.
    pub fn crosswalk_by(&self, weighting: &Weighting) -> Result<Crosswalk, CrosswalkErrors> {
        self.crosswalks_by(weighting).map(|(there, _)| there)
    }

    /// The crosswalk to the new map and the one back to the old, with weights of one's own choice; O(n log n).
    ///
    /// Nodes are followed through all stages of the set, and weights are taken from the map before the first stage and
    /// the map after the last one. So what one stage does and the next undoes leaves no trace.
    ///
    /// # Errors
    ///
    /// As [`Applied::crosswalk_by`].
    pub fn crosswalks_by(&self, weighting: &Weighting) -> Result<(Crosswalk, Crosswalk), CrosswalkErrors> {
        let maps = [self.base, &self.governance];
        weighting.check(maps)?;
        let stages: Vec<Lineage> = self.set.stages().map(Lineage::of).collect();
        let mut ground = Ground::default();
        ground.redraw(&[self.base], &self.governance, &stages, weighting);
        let [old, new] = [0, 1].map(|version| MapOf { version, map: maps[version] });
        let crosswalk = |maps| ground.crosswalk(maps, weighting, None);
        Ok((crosswalk([old, new]), crosswalk([new, old])))
    }
}

#[cfg(test)]
#[path = "apply_tests.rs"]
mod tests;
