//! Redrawing the map: changes as data, proved before they happen, and old figures carried over.
//!
//! Grids are "relatively fixed" (相对固定), yet a boundary in dispute is settled, a grid is split when a block is
//! finished, two dedicated grids merge, codes are reissued. A [`Change`] says one such thing, a [`ChangeSet`] what
//! takes effect together on a [`Date`].

mod apply;
mod change_set;
mod changes;
mod crosswalk;
mod date;
mod diff;
mod error;
mod history;
mod preview;
mod sheet;
mod stage;

pub use apply::Applied;
pub use change_set::ChangeSet;
pub use changes::{Addition, Change, Merge, Part, Split, Tie};
pub use crosswalk::{
    Basis, Crosswalk, CrosswalkError, CrosswalkErrors, Lineage, ParseWeightError, RebaseError, RebaseErrors, Rebased,
    RebasedFigure, Successors, Weight, Weighting,
};
pub use date::{Date, ParseDateError};
pub use diff::{Difference, Guess, Likeness};
pub use error::{ChangeError, ChangeErrors, ChangeFault};
pub use history::{
    Digest, Entry, History, HistoryError, HistoryErrors, HistoryFault, OnMap, ParseDigestError, ParsePeriodError,
    Period, Point, Reported, SeriesError, SeriesOf, Validity,
};
pub use preview::{CoverageChange, FindingNote, Named, Preview, PreviewError, TotalChange};

use changes::codes;
pub(crate) use preview::number;
