//! Redrawing the grid map.

mod crosswalk;

pub use crosswalk::{
    Basis, Crosswalk, CrosswalkError, CrosswalkErrors, ParseWeightError, RebaseError, RebaseErrors, Rebased,
    RebasedFigure, Successors, Weight,
};
