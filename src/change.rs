//! Redrawing the map: changes as data, proved before they happen, and old figures carried over.
//!
//! Grids are "relatively fixed" (相对固定), yet a boundary in dispute is settled, a grid is split when a block is
//! finished, two dedicated grids merge, a branch is handed another grid, codes are reissued. A [`Change`] says one
//! such thing, a [`ChangeSet`] what takes effect together on a [`Date`].
//!
//! | I want | call |
//! |---|---|
//! | the new map, or all reasons why there can be none | [`Governance::apply`](crate::governance::Governance::apply) |
//! | what it does to totals, coverage and findings | [`Governance::preview`](crate::governance::Governance::preview) |
//! | the changes between two maps | [`Governance::diff`](crate::governance::Governance::diff) |
//! | one set after another, as one | [`ChangeSet::compose`] |
//! | what leads back | [`ChangeSet::inverse`], [`Applied::inverse`] |
//! | old figures on the new map | [`Applied::crosswalk`], [`Crosswalk::rebase`] |
//! | the map of any day, and series on any map | [`History`] |
//! | rates, and figures put right | [`Reported::with_rate`], [`History::correct`] |
//!
//! ```
//! use gridgov::change::{Change, ChangeSet, Part, Split};
//! use gridgov::prelude::*;
//!
//! let mut draft = Draft::new("须水街道");
//! draft.measure("households");
//! let street = draft.root(Subdistrict, "410102012", "须水街道");
//! let [east, _] = ["V-1", "V-2"].map(|code| draft.add(street, SecondGrid, code, "村"));
//! let grid = draft.add(east, ThirdGrid, "T-1", "一号网格");
//! draft.row(grid).measure("households", 420);
//! let [one, _] = ["M-1", "M-2"].map(|code| draft.add(grid, MicroGrid, code, "微网格"));
//! let head = draft.root(Person, "N-1", "张三");
//! draft.serve(head, Role::GridHead, grid);
//! draft.serve(head, Role::PartTimeHead, one);
//! let governance = Governance::build(&draft)?;
//!
//! let july = ChangeSet::new("2024-07-01".parse()?, "a block is finished").with(
//!     Split::new("T-1")
//!         .into_part(Part::new("T-1", "一号网格").with_measure("households", 260).taking(["M-1", "N-1"]))
//!         .rest_into(Part::new("T-2", "二号网格")), // M-2, and the other 160 households
//! );
//! let preview = governance.preview(&july)?;
//! assert_eq!(preview.totals[0].to_string(), "410102012 须水街道: third_grid 1 -> 2 (+1)");
//! assert_eq!(preview.lost(Question::Headed)[0].to_string(), "T-2 二号网格", "needs a head");
//!
//! let applied = governance.apply(&july)?;
//! let new = applied.governance();
//! assert_eq!(new.node("M-2").unwrap().parent().unwrap().code(), "T-2");
//! let back = new.apply(&july.inverse(&governance)?)?;
//! assert_eq!(back.governance().to_ledger(), governance.to_ledger());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![doc = include_str!("change/guide.md")]

// Which file does what:
//
// - `changes.rs`, `change_set.rs`: changes as data, and sets of them
// - `apply.rs`: a set applied to a map; `overlay.rs`: the map while it is redrawn; `stage.rs` and `stage/`: the changes
//   of one stage, which happen at once
// - `diff.rs` and `diff/`: the changes between two maps, and the inverse of a set
// - `preview.rs` and `preview/`: what a set would do to totals, coverage and findings
// - `ground.rs` and `ground/`: the ground that each node holds, followed through all changes
// - `crosswalk.rs` and `crosswalk/`: from old codes to new ones, and figures carried over
// - `history.rs` and `history/`: all maps and reported figures by date, series, and the document with digests
// - `error.rs`: why a set cannot be applied
// - `guide.md`: the chapter of the documentation that follows one case through

mod apply;
mod change_set;
mod changes;
mod crosswalk;
mod diff;
mod error;
#[cfg(test)]
#[path = "change/fixture_tests.rs"]
mod fixture;
mod ground;
mod history;
mod keep_recorded;
mod overlay;
mod preview;
mod stage;

pub use apply::Applied;
pub use change_set::ChangeSet;
pub use changes::{Addition, Change, Merge, Part, Split, Tie};
pub use crosswalk::{
    Basis, Crosswalk, CrosswalkError, CrosswalkErrors, Lineage, ParseWeightError, RebaseError, RebaseErrors, Rebased,
    RebasedFigure, Successors, Weight, Weighting,
};
pub use diff::{Difference, Guess, Likeness};
pub use error::{About, ChangeError, ChangeErrors, ChangeProblem, Conflict};
pub use history::{
    Correction, Digest, Elsewhere, Entry, History, HistoryError, HistoryErrors, HistoryProblem, OnMap, OtherUnit,
    ParseDigestError, ParsePeriodError, PartOfWhole, PartlyGone, Period, Point, Quantity, Remainder, Reported, Series,
    SeriesError, SeriesOf, Validity,
};
pub use preview::{CoverageChange, FindingNote, Loss, Lost, Named, Preview, PreviewError, TotalChange};

pub use crate::date::{Date, ParseDateError};

use changes::codes;

#[cfg(test)]
#[path = "change/wording_tests.rs"]
mod wording_tests;
