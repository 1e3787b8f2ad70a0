//! Redrawing the grid map.

mod crosswalk;

pub use crosswalk::{
    Basis, Crosswalk, CrosswalkError, CrosswalkErrors, Lineage, ParseWeightError, RebaseError, RebaseErrors, Rebased,
    RebasedFigure, Successors, Weight, Weighting,
};
