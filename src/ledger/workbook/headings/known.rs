//! The tables of headings that offices use.
//!
//! Headings stand here in the form in which they are compared. The ids and labels of fields, posts and measures are
//! known without an entry.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::compared::compared;
use super::meaning::{Field, Meaning};
use super::personal::personal;
use crate::kind::Role;
use crate::measure::{Measure, known};

/// Further headings for fields.
pub(super) const FIELDS: [(Field, &[&str]); 13] = [
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

/// Further headings for posts.
pub(super) const POSTS: [(Role, &[&str]); 5] = [
    (Role::GridHead, &["网格长姓名", "head", "gridhead"]),
    (Role::DeputyHead, &["副网格长姓名"]),
    (Role::GridWorker, &["网格员姓名", "专职网格员", "worker"]),
    (Role::Liaison, &["联络员姓名", "网格联络员"]),
    (Role::BlockHead, &["楼长", "楼组长"]),
];

/// Columns that offices add and that are no part of a ledger.
pub(super) const IGNORED: [&str; 16] = [
    "序号",
    "序",
    "行号",
    "备注",
    "说明",
    "联系电话",
    "电话",
    "手机",
    "手机号",
    "联系方式",
    "no",
    "no.",
    "unnamed:0",
    "remarks",
    "phone",
    "ignored",
];

/// What the ids and labels of fields and posts mean, in their compared form.
static LABELS: LazyLock<BTreeMap<String, Meaning>> = LazyLock::new(|| {
    let of = |names: [&str; 3], meaning: Meaning| names.map(|name| (compared(name), meaning.clone()));
    let posts = Role::ALL.iter().flat_map(|role| of([role.id(), role.english(), role.chinese()], Meaning::Post(*role)));
    let fields =
        Field::ALL.iter().flat_map(|field| of([field.id(), field.english(), field.chinese()], Meaning::Field(*field)));
    // Where a field and a post share a name, the later one holds: the field.
    posts.chain(fields).collect()
});

/// Headings of running numbers.
const RUNNING_NUMBERS: [&str; 6] = ["序号", "序", "行号", "no", "no.", "unnamed:0"];

/// Whether a heading is one of running numbers.
pub(in crate::ledger::workbook) fn is_running_number(heading: &str) -> bool {
    RUNNING_NUMBERS.contains(&compared(heading).as_str())
}

/// The meaning of a heading of the tables, which is given in its compared form.
pub(super) fn built_in(text: &str) -> Option<Meaning> {
    if let Some(meaning) = LABELS.get(text) {
        return Some(meaning.clone());
    }
    if let Some((field, _)) = FIELDS.iter().find(|(_, names)| names.contains(&text)) {
        return Some(Meaning::Field(*field));
    }
    if let Some((role, _)) = POSTS.iter().find(|(_, names)| names.contains(&text)) {
        return Some(Meaning::Post(*role));
    }
    if let Some((id, _)) = known::KNOWN.iter().find(|(id, names)| compared(id) == text || names.contains(&text)) {
        return Some(Meaning::Measure(Measure::new(*id)));
    }
    (IGNORED.contains(&text) || personal(text).is_some()).then_some(Meaning::Ignored)
}

/// What offices call each measure of the tables.
pub(super) fn measure_labels() -> impl Iterator<Item = &'static str> {
    known::KNOWN.iter().filter_map(|(_, labels)| labels.first()).copied()
}
