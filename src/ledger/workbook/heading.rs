//! What stands below a heading: one table of headings that offices use, which users extend.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::alias;
use crate::kind::{Role, named};
use crate::ledger::heading::{bracketed, described, measure_of};
use crate::ledger::{excerpt, tidy};
use crate::measure::Measure;

named! {
    /// A column of a ledger's sheet that is neither a number nor a post.
    #[non_exhaustive]
    Field, "column";
    Code     "code"     "code"                          "编码";
    Kind     "kind"     "kind"                          "类别";
    Name     "name"     "name"                          "名称";
    Parent   "parent"   "code or name of what contains it" "上级编码";
    Category "category" "category"                      "分类";
    Grid     "grid"     "grid that it belongs to"       "所属网格";
    Party    "party"    "Party organisation"            "党组织";
    Covers   "covers"   "places that a grid covers"     "覆盖";
    Seat     "seat"     "where a Party organisation is seated" "设在";
    Relation "relation" "relation of a link"            "关系";
    From     "from"     "start of a link"               "起点";
    To       "to"       "end of a link"                 "终点";
    Role     "role"     "post of a person"              "职务";
}

/// What the cells of a column mean.
///
/// Written as `code`, `parent` and so on for a [`Field`], as `grid_head`, `liaison` and so on for the names of
/// those who hold a [`Role`], as `measure:disputes` or `measure:floor_area (m2; scale 2)` for numbers, as
/// `declared:third_grid` for declared figures, and as `ignored` for what is no part of a ledger.
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
    /// No part of a ledger; a note says that it was not read.
    Ignored,
}

/// A text is not what the cells of a column can mean.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not what a column can mean; known are: {fields}, {posts}, measure:NAME, declared:NAME, ignored",
    fields = Field::IDS.join(", "), posts = Role::IDS.join(", ")
)]
pub struct UnknownMeaningError(String);

/// The headings that are known: those of the built-in table, and a user's own.
///
/// Spaces, line breaks, full-width forms, capitals, a `*` for "must be filled in" and a unit in brackets make no
/// difference.
///
/// ```
/// use gridgov::ledger::workbook::{Field, Headings, Meaning};
///
/// let headings = Headings::default().with("片区号", Meaning::Field(Field::Code));
/// assert_eq!(headings.meaning("片 区 号*"), Some(Meaning::Field(Field::Code)));
/// assert_eq!(headings.meaning("网格名称"), Some(Meaning::Field(Field::Name)));
/// assert_eq!(headings.meaning("天气"), None);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headings {
    own: BTreeMap<String, Meaning>,
}

/// The measures that offices keep under names of their own.
const MEASURES: [(&str, &[&str]); 6] = [
    ("households", &["户数", "总户数", "居民户数", "家庭户数"]),
    ("population", &["人口", "常住人口", "人口数", "常住人口数", "总人口"]),
    ("floor_area", &["建筑面积", "总建筑面积", "floorarea"]),
    ("people_checked", &["入户核查人数", "核查人数"]),
    ("disputes_taken", &["受理矛盾纠纷数", "矛盾纠纷受理数"]),
    ("disputes_settled", &["化解矛盾纠纷数", "矛盾纠纷化解数"]),
];

/// Other headings for fields than their ids and their Chinese labels.
const FIELDS: [(Field, &[&str]); 13] = [
    (
        Field::Code,
        &[
            "代码",
            "编号",
            "网格编号",
            "网格编码",
            "网格代码",
            "楼栋编号",
            "小区编号",
            "场所编号",
            "人员编号",
            "党组织编号",
            "统一社会信用代码",
            "区划代码",
        ],
    ),
    (Field::Kind, &["网格类型", "网格类别", "类型", "种类", "type"]),
    (
        Field::Name,
        &[
            "网格名称",
            "姓名",
            "楼栋名称",
            "小区名称",
            "单位名称",
            "企业名称",
            "商户名称",
            "学校名称",
            "场所名称",
            "党组织名称",
            "街道名称",
            "社区名称",
        ],
    ),
    (
        Field::Parent,
        &["上级", "上级代码", "上级编号", "上级名称", "上级网格", "上级网格编码", "上级党组织", "parentcode"],
    ),
    (Field::Category, &["细类", "业态", "场所类型", "行业"]),
    (
        Field::Grid,
        &[
            "所在网格",
            "归属网格",
            "负责网格",
            "服务网格",
            "联系网格",
            "所属微网格",
            "所属三级网格",
            "所属二级网格",
            "所属专属网格",
            "所属社区",
            "所属街道",
            "所属小区",
            "所在小区",
            "所属楼栋",
        ],
    ),
    (Field::Party, &["所属党支部", "党支部", "所属党组织", "领导党组织", "党小组", "所属党小组", "branch"]),
    (Field::Covers, &["覆盖场所", "覆盖网格", "兼管场所", "covered"]),
    (Field::Seat, &["设在何处", "党组织所在地", "seatedat"]),
    (Field::Relation, &["关系类型"]),
    (Field::From, &["起点编码", "起"]),
    (Field::To, &["终点编码", "止"]),
    (Field::Role, &["岗位", "职责", "担任职务", "post"]),
];

/// Other headings for posts than their ids and labels.
const POSTS: [(Role, &[&str]); 5] = [
    (Role::GridHead, &["网格长姓名", "head", "gridhead"]),
    (Role::DeputyHead, &["副网格长姓名"]),
    (Role::GridWorker, &["网格员姓名", "专职网格员", "worker"]),
    (Role::Liaison, &["联络员姓名", "网格联络员"]),
    (Role::BlockHead, &["楼长", "楼组长"]),
];

/// What offices write beside a ledger, and what is no part of it.
const IGNORED: [&str; 12] =
    ["序号", "备注", "说明", "联系电话", "电话", "手机", "手机号", "联系方式", "no", "remarks", "phone", "ignored"];

/// What stands before the name of a measure that is meant literally.
const MEASURE_PREFIXES: [&str; 2] = ["指标:", "measure:"];
/// What stands before the name of what a declared figure is of.
const DECLARED_PREFIXES: [&str; 3] = ["申报:", "上报:", "declared:"];

impl Headings {
    /// The same with a heading of one's own, before those of the table.
    #[must_use]
    pub fn with(mut self, heading: &str, meaning: Meaning) -> Self {
        self.own.insert(plain(heading), meaning);
        self
    }

    /// What the cells below a heading mean; O(headings that are known).
    #[must_use]
    pub fn meaning(&self, heading: &str) -> Option<Meaning> {
        // What is prefixed is named as it stands; only then may what an input method leaves behind be tidied.
        let own = self.own.get(&plain(heading)).cloned();
        let tidied = tidy(heading);
        own.or_else(|| prefixed(heading)).or_else(|| prefixed(&tidied)).or_else(|| self.bare(&tidied))
    }

    /// A heading without a prefix: as it stands, without a unit in brackets, or in two languages that agree.
    fn bare(&self, heading: &str) -> Option<Meaning> {
        let known = |text: &str| self.own.get(text).cloned().or_else(|| built_in(text));
        let plain_heading = plain(heading);
        if let Some(meaning) = known(&plain_heading) {
            return Some(meaning);
        }
        if let Some((base, bracketed)) = bracketed(heading) {
            return match known(&plain(base))? {
                Meaning::Measure(measure) => Some(Meaning::Measure(described(measure.id(), bracketed)?.0)),
                other => Some(other),
            };
        }
        let mut parts = heading.split(|c: char| c.is_whitespace() || c == '/').filter(|part| !part.is_empty());
        let first = known(&plain(parts.next()?))?;
        parts.all(|part| known(&plain(part)).as_ref() == Some(&first)).then_some(first)
    }

    /// Some of what is known, for an error: what each field and post is best called.
    pub(super) fn listed(&self) -> Vec<String> {
        let fields = Field::ALL.iter().map(|field| field.chinese().to_owned());
        let posts = Role::ALL.iter().map(|role| role.chinese().to_owned());
        let measures = MEASURES.iter().filter_map(|(_, labels)| labels.first()).map(|label| (*label).to_owned());
        fields.chain(posts).chain(measures).chain(self.own.keys().cloned()).collect()
    }
}

/// What offices call a measure, or its name where they have no name for it.
pub(super) fn measure_label(id: &str) -> Option<&'static str> {
    MEASURES.iter().find(|(known, _)| *known == id)?.1.first().copied()
}

/// A measure for people to read: what offices call it, and its unit in brackets.
pub(crate) fn label_of(measure: &Measure) -> String {
    let label = measure_label(measure.id()).unwrap_or(measure.id());
    measure.unit().map_or_else(|| label.to_owned(), |unit| format!("{label} ({unit})"))
}

/// Whether a heading states how many digits stand behind the point.
pub(super) fn states_scale(heading: &str) -> bool {
    let of = |heading: &str| described("", bracketed(heading)?.1);
    of(heading).or_else(|| of(&tidy(heading))).is_some_and(|(_, is_stated)| is_stated)
}

/// The meaning of a heading of the table, given plainly.
fn built_in(text: &str) -> Option<Meaning> {
    let is_one_of = |names: [&str; 3]| names.iter().any(|name| plain(name) == text);
    let field = Field::ALL.iter().find(|field| is_one_of([field.id(), field.english(), field.chinese()]));
    if let Some(field) = field.or_else(|| Some(&FIELDS.iter().find(|(_, names)| names.contains(&text))?.0)) {
        return Some(Meaning::Field(*field));
    }
    let role = Role::ALL.iter().find(|role| is_one_of([role.id(), role.english(), role.chinese()]));
    if let Some(role) = role.or_else(|| Some(&POSTS.iter().find(|(_, names)| names.contains(&text))?.0)) {
        return Some(Meaning::Post(*role));
    }
    if let Some((id, _)) = MEASURES.iter().find(|(id, names)| plain(id) == text || names.contains(&text)) {
        return Some(Meaning::Measure(Measure::new(*id)));
    }
    IGNORED.contains(&text).then_some(Meaning::Ignored)
}

fn prefixed(heading: &str) -> Option<Meaning> {
    let behind = |prefixes: &[&str]| prefixes.iter().find_map(|prefix| heading.strip_prefix(prefix));
    if let Some(measure) = behind(&MEASURE_PREFIXES) {
        return Some(Meaning::Measure(measure_of(measure).0));
    }
    let of = behind(&DECLARED_PREFIXES)?;
    if heading.starts_with("declared:") {
        return Some(Meaning::Declared(of.to_owned()));
    }
    let named = alias::kind(of).map(|kind| kind.id().to_owned());
    Some(Meaning::Declared(named.unwrap_or_else(|| match built_in(&plain(of)) {
        Some(Meaning::Measure(measure)) => measure.id().to_owned(),
        _ => of.to_owned(),
    })))
}

/// A heading without what makes no difference: spaces, capitals, full-width forms, stars and colons.
pub(super) fn plain(text: &str) -> String {
    let tidied = tidy(text);
    let kept = tidied.trim_matches(['*', ':']).split_whitespace().collect::<String>();
    kept.replace('_', "").to_lowercase()
}

impl FromStr for Meaning {
    type Err = UnknownMeaningError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if text == "ignored" {
            return Ok(Meaning::Ignored);
        }
        let field = text.parse().map(Meaning::Field).ok();
        let found = field.or_else(|| text.parse().map(Meaning::Post).ok());
        // A prefix alone names no measure.
        let found = found.or_else(|| prefixed(text).filter(|_| !text.ends_with(':')));
        found.ok_or_else(|| UnknownMeaningError(excerpt(text)))
    }
}

#[cfg(test)]
#[path = "heading_tests.rs"]
mod tests;
