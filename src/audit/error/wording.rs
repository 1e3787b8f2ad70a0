//! What can be wrong with a rule pack: ids, parts, and the texts in Chinese.

use std::fmt;

use super::PackError;
use crate::audit::End;
use crate::language::Language;
use crate::measure::known;
use crate::message::phrase::{list, perhaps};
use crate::message::{Level, Message, Parts, Tell, Wording, WordingIn};

impl Wording for PackError {
    fn id(&self) -> &'static str {
        match self {
            Self::Form { .. } => "pack.form",
            Self::NotADate { .. } => "pack.not_a_date",
            Self::EndsBeforeItBegins { .. } => "pack.ends_before_it_begins",
            Self::RuleTwice { .. } => "pack.rule_twice",
            Self::UnknownRule { .. } => "pack.unknown_rule",
            Self::NoSource { .. } => "pack.no_source",
            Self::UnknownBound { .. } => "pack.unknown_bound",
            Self::EmptyBand { .. } => "pack.empty_band",
            Self::OpenBand { .. } => "pack.open_band",
            Self::KindNotRead { .. } => "pack.kind_not_read",
            Self::MeasureNotRead { .. } => "pack.measure_not_read",
            Self::NoReason { .. } => "pack.no_reason",
            Self::SuppressedTwice { .. } => "pack.suppressed_twice",
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form { message } => write!(f, "规则集格式有误（{message}）；请改正"),
            Self::NotADate { field, written } => {
                write!(f, "{field}填的是“{written}”，不是日期；请写作2025-01-31的形式")
            }
            Self::EndsBeforeItBegins { from, until } => {
                write!(f, "生效日期（valid_from）为{from}，晚于失效日期（valid_until）{until}；请更正其中之一")
            }
            Self::RuleTwice { rule } => write!(f, "有两条规则的编号都是“{rule}”；请为新增的规则另取编号"),
            Self::UnknownRule { place, rule, nearest } => {
                write!(f, "{place}：没有规则“{rule}”{}；请改用已有的规则", perhaps(nearest.as_deref()))
            }
            Self::NoSource { rule } => {
                write!(f, "规则“{rule}”没有写明依据；请写明所依据的文件，或说明是本规则集自定的")
            }
            Self::UnknownBound { rule, bound, nearest, known } => {
                let known = known_ones("界限", known);
                write!(f, "规则“{rule}”没有界限“{bound}”{}；{known}", perhaps(nearest.as_deref()))
            }
            Self::EmptyBand { rule, bound, band } => {
                write!(f, "规则“{rule}”的界限“{bound}”（{}）不含任何数；请将两端对调", band.chinese())
            }
            Self::OpenBand { rule, bound, end } => {
                let end = match end {
                    Some(End::AtLeast) => "下限（at_least）",
                    Some(End::AtMost) => "上限（at_most）",
                    None => "上限或下限",
                };
                write!(f, "规则“{rule}”的界限“{bound}”缺少{end}，规则以此为准；请补上")
            }
            Self::KindNotRead { rule, kind, known } => {
                let known = known.iter().map(|kind| kind.chinese()).collect::<Vec<_>>();
                write!(f, "规则“{rule}”不适用于{}；{}", kind.chinese(), known_ones("类别", &known))
            }
            Self::MeasureNotRead { rule, measure } => {
                write!(f, "规则“{rule}”不涉及指标；请删去{}", known::id_in_chinese(measure))
            }
            Self::NoReason { place, rule, code } => {
                write!(f, "{place}：对“{code}”停用规则“{rule}”没有说明理由；请写明理由")
            }
            Self::SuppressedTwice { place, rule, code } => {
                write!(f, "{place}：已对“{code}”停用过规则“{rule}”；请只写一次")
            }
        }
    }

    fn parts(&self) -> Parts {
        Parts::of(self)
    }

    fn suggestion(&self) -> Option<String> {
        match self {
            Self::UnknownRule { nearest, .. } | Self::UnknownBound { nearest, .. } => nearest.clone(),
            _ => None,
        }
    }
}

impl Tell for PackError {
    fn message(&self) -> Message {
        Message::of(Level::Error, self)
    }

    fn tell(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&WordingIn(self, language), f)
    }
}

/// The known bounds or kinds of a rule.
fn known_ones(what: &str, known: &[impl fmt::Display]) -> String {
    match known {
        [] => format!("它没有{what}，请删去"),
        _ => format!("请改用：{}", list(Language::Chinese, known)),
    }
}
