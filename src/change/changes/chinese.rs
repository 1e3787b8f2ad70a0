//! Each change as one line of Chinese.

use std::fmt;

use super::{Change, Tie};
use crate::excerpt::excerpt;
use crate::kind::Kind;
use crate::language::Language;
use crate::measure::{Figure, known};
use crate::message::phrase::quoted_list;

/// A change or a link, to be shown in Chinese.
pub(in crate::change) struct InChinese<'a, T>(&'a T);

impl Change {
    pub(in crate::change) fn in_chinese(&self) -> InChinese<'_, Self> {
        InChinese(self)
    }
}

impl Tie {
    pub(in crate::change) fn in_chinese(&self) -> InChinese<'_, Self> {
        InChinese(self)
    }
}

/// What a figure is declared of: a kind by its Chinese name, or a measure.
fn declared(of: &str) -> String {
    of.parse::<Kind>().map_or_else(
        |_| known::heading(of).map_or_else(|| excerpt(of), str::to_owned),
        |kind| kind.chinese().to_owned(),
    )
}

/// A declared figure with its bounds: 52, 至少34.
fn counted(figure: Figure) -> String {
    match (figure.low(), figure.high()) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low}至{high}"),
        (Some(low), None) => format!("至少{low}"),
        (None, Some(high)) => format!("至多{high}"),
        (None, None) => "未知".to_owned(),
    }
}

impl fmt::Display for InChinese<'_, Change> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let q = |text: &str| format!("“{}”", excerpt(text));
        let codes = |codes: &[&str]| quoted_list(Language::Chinese, codes, 8);
        match self.0 {
            Change::Add(node) => {
                let below = node.below.as_ref().map_or_else(String::new, |below| format!("在{}之下", q(below)));
                write!(f, "{below}新设{}{}", node.kind.chinese(), q(&node.code))
            }
            Change::Close { code } => write!(f, "撤销{}", q(code)),
            Change::Rename { code, name } => write!(f, "{}更名为{}", q(code), q(name)),
            Change::Recode { code, to } => write!(f, "{}的编码变更为{}", q(code), q(to)),
            Change::Reclassify { code, kind } => write!(f, "{}改为{}", q(code), kind.chinese()),
            Change::Move { code, below: Some(below) } => write!(f, "{}调整到{}之下", q(code), q(below)),
            Change::Move { code, below: None } => write!(f, "{}调整为无上级", q(code)),
            Change::Split(split) => {
                let parts: Vec<&str> = split.into.iter().map(|part| part.code.as_str()).collect();
                write!(f, "{}拆分为{}", q(&split.code), codes(&parts))
            }
            Change::Merge(merge) => {
                let parts: Vec<&str> = merge.codes.iter().map(String::as_str).collect();
                write!(f, "{}合并为{}", codes(&parts), q(&merge.into))
            }
            Change::Assign(tie) => write!(f, "新增关联{}", tie.in_chinese()),
            Change::Release(tie) => write!(f, "解除关联{}", tie.in_chinese()),
            Change::SetMeasure { code, measure, value: Some(value) } => {
                write!(f, "{}的{}改为{value}", q(code), known::in_chinese(measure))
            }
            Change::SetMeasure { code, measure, value: None } => {
                write!(f, "删去{}的{}", q(code), known::in_chinese(measure))
            }
            Change::SetCategory { code, category: Some(category) } => {
                write!(f, "{}的分类改为{}", q(code), q(category))
            }
            Change::SetCategory { code, category: None } => write!(f, "删去{}的分类", q(code)),
            Change::Declare { code, of, figure: Some(figure) } => {
                write!(f, "{}申报{}{}", q(code), declared(of), counted(*figure))
            }
            Change::Declare { code, of, figure: None } => write!(f, "删去{}申报的{}", q(code), declared(of)),
            Change::SetRecords { code, records: Some(records) } => {
                let names: Vec<&str> = records.iter().map(|relation| relation.chinese()).collect();
                let names = if names.is_empty() { "无".to_owned() } else { names.join("、") };
                write!(f, "{}的台账记录改为{names}", q(code))
            }
            Change::SetRecords { code, records: None } => write!(f, "删去{}的台账记录", q(code)),
            Change::DefineMeasure { measure } => write!(f, "申明指标{}", known::id_in_chinese(measure.id())),
            Change::DropMeasure { measure } => write!(f, "取消指标{}", known::id_in_chinese(measure)),
            Change::Retitle { title } => write!(f, "台账标题改为{}", q(title)),
        }
    }
}

impl fmt::Display for InChinese<'_, Tie> {
    /// 张三 服务 一号网格（网格长）.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tie { relation, from, to, role } = self.0;
        write!(f, "{} {} {}", excerpt(from), relation.chinese(), excerpt(to))?;
        role.map_or(Ok(()), |role| write!(f, "（{}）", role.chinese()))
    }
}
