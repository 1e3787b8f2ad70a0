//! What is off with an engine's result: ids, parts, and the texts in Chinese.

use std::fmt;

use super::CheckProblem;
use super::error::number;
use crate::excerpt::excerpt;
use crate::kind::Kind;
use crate::message::phrase::perhaps;
use crate::message::{Parts, Wording};

/// A unit with its level by its Chinese name, as in 街道“S-1”.
fn of_unit(level: &str, unit: &str) -> String {
    let kind = Kind::ALL.iter().find(|kind| kind.id() == level);
    match kind {
        Some(kind) => format!("{}“{}”", kind.chinese(), excerpt(unit)),
        None => format!("“{}”（{}）", excerpt(unit), excerpt(level)),
    }
}

impl Wording for CheckProblem {
    fn id(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "check.unreadable",
            Self::NoFile => "check.no_file",
            Self::Syntax { .. } => "check.syntax",
            Self::NoColumn { .. } => "check.no_column",
            Self::OtherColumns => "check.other_columns",
            Self::NotANumber { .. } => "check.not_a_number",
            Self::UnknownLevel { .. } => "check.unknown_level",
            Self::UnknownMeasure { .. } => "check.unknown_measure",
            Self::NothingToCompare => "check.nothing_to_compare",
            Self::MissingLevel { .. } => "check.missing_level",
            Self::MissingUnit { .. } => "check.missing_unit",
            Self::UnknownUnit { .. } => "check.unknown_unit",
            Self::UnitTwice { .. } => "check.unit_twice",
            Self::RowsLost { .. } => "check.rows_lost",
            Self::RowsMultiplied { .. } => "check.rows_multiplied",
            Self::RowsAdded { .. } => "check.rows_added",
            Self::SumDiffers { .. } => "check.sum_differs",
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { why } => write!(f, "无法读取（{why}）；请核对位置和权限"),
            Self::NoFile => f.write_str("其中没有*.csv文件；请将结果写到这里"),
            Self::Syntax { why } => write!(f, "格式有误：{why}"),
            Self::NoColumn { name } => {
                write!(f, "没有“{name}”列；请将结果的各列命名为level、unit、rows及指标名称")
            }
            Self::OtherColumns => f.write_str("各列与前面的文件不同；请一次写出全部结果"),
            Self::NotANumber { written } => write!(f, "“{written}”不是18位以内的数；请核对"),
            Self::UnknownLevel { level, near } => {
                write!(f, "校验总数中没有“{}”这一级{}；请核对", excerpt(level), perhaps(near.as_deref()))
            }
            Self::UnknownMeasure { name, near } => {
                write!(f, "“{}”不是校验总数中的指标，或写了两次{}；请核对", excerpt(name), perhaps(near.as_deref()))
            }
            Self::NothingToCompare => f.write_str("结果中没有可以核对的行数或合计；请补上"),
            Self::MissingLevel { level, units } => {
                write!(f, "结果中没有“{}”这一级，该级有{units}个单元；请重新计算", excerpt(level))
            }
            Self::MissingUnit { level, unit, expected } => {
                write!(f, "缺少{}，应有{expected}行；请重新计算", of_unit(level, unit))
            }
            Self::UnknownUnit { level, unit } => {
                write!(f, "{}不存在或没有数据；请核对", of_unit(level, unit))
            }
            Self::UnitTwice { level, unit, times } => {
                write!(f, "{}出现了{times}次，有一部分分开合计，或有分区重复计入；请重新计算", of_unit(level, unit))
            }
            Self::RowsLost { level, unit, found, expected } => {
                let (unit, lost) = (of_unit(level, unit), expected - found);
                write!(f, "{unit}应有{expected}行，结果为{found}行，少了{lost}行；请重新计算")
            }
            Self::RowsMultiplied { level, unit, found, expected, times } => {
                let unit = of_unit(level, unit);
                write!(f, "{unit}应有{expected}行，结果为{found}行，每行计了{times}次；请重新计算")
            }
            Self::RowsAdded { level, unit, found, expected } => {
                let (unit, added) = (of_unit(level, unit), found - expected);
                write!(f, "{unit}应有{expected}行，结果为{found}行，多了{added}行；请重新计算")
            }
            Self::SumDiffers { level, unit, measure, found, expected } => {
                let (unit, measure) = (of_unit(level, unit), excerpt(measure));
                let (found, expected) = (number(found, "无"), number(expected, "无"));
                write!(f, "{unit}的“{measure}”合计应为{expected}，结果为{found}；请重新计算")
            }
        }
    }

    fn parts(&self) -> Parts {
        Parts::of(self)
    }

    fn suggestion(&self) -> Option<String> {
        match self {
            Self::UnknownLevel { near, .. } | Self::UnknownMeasure { near, .. } => near.clone(),
            _ => None,
        }
    }
}
