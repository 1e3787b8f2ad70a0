//! What the cells of a column can mean.

use std::fmt;

use crate::kind::{Kind, Role, named};
use crate::measure::Measure;
use crate::message::{Parts, Wording};

named! {
    /// A column of a ledger's sheet that is neither a number nor a post.
    #[non_exhaustive]
    Field, "column" "列名";
    Code     "code"     "code"                          "编码";
    Kind     "kind"     "kind"                          "类别";
    Name     "name"     "name"                          "名称";
    Parent   "parent"   "code or name of what contains it" "上级编码";
    Category "category" "category"                      "分类";
    Records  "records"  "relations that are recorded"   "台账记录";
    Grid     "grid"     "grid that it belongs to"       "所属网格";
    Party    "party"    "Party organisation"            "党组织";
    Covers   "covers"   "places that a grid covers"     "覆盖";
    Seat     "seat"     "where a Party organisation is seated" "设在";
    Relation "relation" "relation of a link"            "关系";
    From     "from"     "start of a link"               "起点";
    To       "to"       "end of a link"                 "终点";
    Role     "role"     "post of a person"              "职务";
}

/// What the cells of a column of a level say: one column a level, as 街道 | 社区 | 三级网格.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LevelPart {
    /// The codes of its nodes (编码).
    Code,
    /// The names of its nodes (名称).
    Name,
}

/// What the cells of a column mean.
///
/// Written as `code`, `parent` and so on for a [`Field`], as `grid_head`, `liaison` and so on for the names of
/// those who hold a [`Role`], as `measure:disputes` or `measure:floor_area (m2; scale 2)` for numbers, as
/// `declared:third_grid` for declared figures, as `level:third_grid` or `level:third_grid:code` where each column is a
/// level, and as `ignored` for what is no part of a ledger.
///
/// ```
/// use gridgov::kind::Role;
/// use gridgov::ledger::workbook::{Field, Meaning};
/// use gridgov::measure::Measure;
///
/// assert_eq!("code".parse(), Ok(Meaning::Field(Field::Code)));
/// assert_eq!("liaison".parse(), Ok(Meaning::Post(Role::Liaison)));
/// assert_eq!("measure:disputes".parse(), Ok(Meaning::Measure(Measure::new("disputes"))));
/// assert!("disputes".parse::<Meaning>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Meaning {
    /// A field of a row.
    Field(Field),
    /// The names of those who hold this post in the area or grid of the row.
    Post(Role),
    /// Numbers of a measure.
    Measure(Measure),
    /// What the office of the row declares, of a kind or a measure.
    Declared(String),
    /// The codes or names of the nodes of this kind: one column a level, and the lowest level that a line fills is the
    /// node that its other columns are about.
    Level {
        /// The kind of its nodes.
        kind: Kind,
        /// What its cells say of them.
        part: LevelPart,
    },
    /// No part of a ledger; a note tells that it was not read.
    Ignored,
}

/// A text that is not the name of a meaning.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not what a column can mean; known are: {fields}, {posts}, measure:NAME, declared:NAME, level:KIND, ignored",
    fields = Field::IDS.join(", "), posts = Role::IDS.join(", ")
)]
pub struct UnknownMeaningError(pub(super) String);

impl Wording for UnknownMeaningError {
    fn id(&self) -> &'static str {
        "cell.unknown_meaning"
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = [Field::IDS, Role::IDS].concat().join("、");
        write!(f, "“{}”不是列的含义；请改用：{known}、measure:指标、declared:类别或指标、level:类别、ignored", self.0)
    }

    fn parts(&self) -> Parts {
        Parts::default().with("written", &self.0).with("known", [Field::IDS, Role::IDS].concat())
    }
}
