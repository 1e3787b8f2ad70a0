//! Applying a set of changes to a map: all of them or none.

use std::sync::Arc;

use super::error::{ChangeError, ChangeErrors, ChangeProblem, in_order_of_changes};
use super::ground::{Ground, MapOf};
use super::keep_recorded::keep_recorded;
use super::overlay::Overlay;
use super::stage::Stage;
use super::{Change, ChangeSet, Crosswalk, CrosswalkErrors, Lineage, Weighting};
use crate::date::Date;
use crate::errors::Errors;
use crate::governance::{BuildError, BuildErrors, BuildProblem, Governance};
use crate::ledger::Source;

/// What a set of changes made of a graph: the new graph, and which node became which.
///
/// The old graph stays as it was.
#[derive(Debug)]
pub struct Applied<'g> {
    base: &'g Governance,
    governance: Governance,
    lineage: Lineage,
    set: ChangeSet,
}

impl Governance {
    /// Applies a set of changes: the new graph, or all reasons why there can be none. O(n + k), apart from what
    /// building sorts: about as long as building the new graph from rows in memory.
    ///
    /// What was recorded stays recorded: where a change undoes the last link of a relation in a tree, the new map states
    /// that the relation is recorded there, so that nobody is led or served and it is not unknown whether. Then it is
    /// built twice. A stage does what a set of its own would do, as far as there is a map after it.
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
    #[expect(clippy::expect_used, clippy::missing_panics_doc, reason = "an invariant")]
    pub fn apply(&self, set: &ChangeSet) -> Result<Applied<'_>, ChangeErrors> {
        let changes = Changes::of(set);
        let mut stages = changes.stages();
        let (mut reached, mut lineage) = (None, Lineage::default());
        while let Some((map, step)) = changes.next_map(reached.as_ref().unwrap_or(self), &mut stages)? {
            lineage = lineage.then(&step, self);
            reached = Some(map);
        }
        let governance = reached.expect("INVARIANT: a set has a first stage, though it may be empty");
        Ok(Applied { base: self, governance, lineage, set: set.clone() })
    }
}

/// The changes of a set, on the way from map to map.
struct Changes<'s> {
    set: &'s ChangeSet,
    /// All of them, in the order of their places.
    all: Vec<&'s Change>,
    /// What the rows that they state give as their source.
    source: Arc<Source>,
}

impl<'s> Changes<'s> {
    fn of(set: &'s ChangeSet) -> Self {
        Self { set, all: set.iter().collect(), source: Source::text(format!("changes of {}", set.effective)) }
    }

    /// The stages, each with the place of its first change in the set, counted from 1.
    fn stages(&self) -> impl Iterator<Item = (usize, &'s [Change])> + use<'s> {
        self.set.stages().scan(1, |next, stage| {
            let first = *next;
            *next += stage.len();
            Some((first, stage))
        })
    }

    /// Carries out as many stages as it takes to reach a map, and gives it with what became of the nodes; `None` where no
    /// stage is left.
    ///
    /// As a rule that is one stage. Between two of them may be what no graph can be, but where there is a map it is built,
    /// so that sets that were composed go through the maps that they lead to one after the other.
    fn next_map(
        &self,
        before: &Governance,
        stages: &mut impl Iterator<Item = (usize, &'s [Change])>,
    ) -> Result<Option<(Governance, Lineage)>, ChangeErrors> {
        let mut overlay = Overlay::new(before, self.source.clone());
        let mut unbuilt = None;
        for (first, stage) in stages {
            let errors = Stage::run(&mut overlay, stage, first);
            ChangeErrors::check(errors).map_err(|errors| self.with_those_of_rows(errors, &overlay))?;
            match overlay.build().and_then(|map| keep(&mut overlay, map)) {
                Ok(map) => return Ok(Some((map, overlay.lineage()))),
                Err(errors) => unbuilt = Some(errors),
            }
        }
        unbuilt.map_or(Ok(None), |errors| Err(self.located(errors, &overlay)))
    }

    /// What is wrong with the last map, each error at its change.
    fn located(&self, errors: BuildErrors, overlay: &Overlay<'_>) -> ChangeErrors {
        let of_rows = overlay.errors_of_rows();
        in_order_of_changes(Errors::<BuildError>::from(errors).map(|error| {
            let same = |other: &&BuildError| other.code() == error.code() && other.problem() == error.problem();
            self.locate(of_rows.iter().find(same).unwrap_or(&error), overlay)
        }))
    }

    /// Adds what building would find wrong with the rows of the changes to the errors of a stage, so that all are told.
    fn with_those_of_rows(&self, mut errors: ChangeErrors, overlay: &Overlay<'_>) -> ChangeErrors {
        for error in overlay.errors_of_rows() {
            let error = self.locate(&error, overlay);
            if !errors.iter().any(|other| *other == error) {
                errors.extend([error]);
            }
        }
        in_order_of_changes(errors)
    }

    /// The change that an error of building comes from.
    fn locate(&self, error: &BuildError, overlay: &Overlay<'_>) -> ChangeError {
        let of_measure = error.field().and_then(|field| field.strip_prefix("measures."));
        let of_measure = of_measure.and_then(|measure| overlay.last_change_of_measure(measure));
        let of_node = error.code().and_then(|code| overlay.last_change_of_node(code));
        // The line of a row that a change states is the place of the change; lines of other rows are those of ledgers.
        let is_stated = error.origin().source().is_some_and(|source| Arc::ptr_eq(source, &self.source));
        let of_line = error.origin().line().filter(|_| is_stated).map(|line| line as usize);
        let place = match error.problem() {
            BuildProblem::TotalOverflow { .. } => of_measure,
            _ => of_line.or(of_node).or(of_measure),
        };
        match place.and_then(|place| Some((place, self.all.get(place.checked_sub(1)?)?))) {
            Some((place, change)) => ChangeError::new(place, change, error.problem().clone().into()),
            None => ChangeError::of_the_whole(ChangeProblem::Result(error.clone())),
        }
    }
}

/// The map that the overlay leads to, once it states what was recorded and would not be any more.
fn keep(overlay: &mut Overlay<'_>, map: Governance) -> Result<Governance, BuildErrors> {
    if keep_recorded(overlay, &map) { overlay.build() } else { Ok(map) }
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
