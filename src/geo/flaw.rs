//! What makes a polygon invalid by itself.

use super::Coordinate;
use crate::kind::named;

named! {
    /// What makes a polygon invalid by itself (图形无效), whatever lies around it.
    #[non_exhaustive]
    FlawKind, "flaw" "图形错误";
    Crossing    "crossing"     "two of its edges cross"                        "边线交叉";
    Doubled     "doubled"      "two of its edges lie on each other"            "边线重合";
    Touching    "touching"     "a ring passes a point twice"                   "环在一点相接";
    HoleOutside "hole_outside" "a hole lies outside of its outer ring"         "内环在外环之外";
    NestedHoles "nested_holes" "a hole lies within another hole"               "内环套内环";
    NestedParts "nested_parts" "a part lies within another part"               "部分套部分";
    CutApart    "cut_apart"    "holes that touch cut its interior into pieces" "内部被内环切断";
}

/// What is wrong with a polygon, and where it shows.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Flaw {
    /// What is wrong.
    pub kind: FlawKind,
    /// A vertex or crossing where it shows.
    pub at: Coordinate,
}
