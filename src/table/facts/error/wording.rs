//! What is wrong with facts: ids, parts, and the texts in Chinese.

use std::fmt;

use super::{FactProblem, SHOWN};
use crate::language::Language;
use crate::message::phrase::{perhaps, quoted_list};
use crate::message::{Parts, Wording};

impl Wording for FactProblem {
    fn id(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "facts.unreadable",
            Self::Unwritable { .. } => "facts.unwritable",
            Self::Damaged { .. } => "facts.damaged",
            Self::Encrypted => "facts.encrypted",
            Self::Codec { .. } => "facts.codec",
            Self::NoColumn { .. } => "facts.no_column",
            Self::NotText { .. } => "facts.not_text",
            Self::NotSummable { .. } => "facts.not_summable",
            Self::MeasureTwice { .. } => "facts.measure_twice",
            Self::NameTaken { .. } => "facts.name_taken",
            Self::SameFile => "facts.same_file",
            Self::InWork => "facts.in_work",
            Self::OtherColumns { .. } => "facts.other_columns",
            Self::OtherLength { .. } => "facts.other_length",
            Self::ColumnTwice { .. } => "facts.column_twice",
            Self::TooManyNodes { .. } => "facts.too_many_nodes",
            Self::Overflow { .. } => "facts.overflow",
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { why } => write!(f, "无法读取（{why}）；请核对位置和权限"),
            Self::Unwritable { why } => write!(f, "无法写入（{why}）；请核对位置和权限"),
            Self::Damaged { why } => write!(f, "不是Parquet文件，或已损坏、部分加密（{why}）；请不加密重新导出"),
            Self::Encrypted => f.write_str("文件已加密；请不加密重新导出"),
            Self::Codec { codec, columns } => write!(
                f,
                "{}列用{codec}压缩，不能读取；请改用zstd、snappy或不压缩重新导出",
                quoted_list(Language::Chinese, columns, SHOWN)
            ),
            Self::NoColumn { name, near, columns } => write!(
                f,
                "没有“{name}”列{}，现有{}；请核对列名",
                perhaps(near.as_deref()),
                quoted_list(Language::Chinese, columns, SHOWN)
            ),
            Self::NotText { name, found } => {
                write!(f, "“{name}”列存的是{}，而节点编码应为文本；请在导出时转为文本", found.chinese())
            }
            Self::NotSummable { name, found } => {
                write!(f, "“{name}”列存的是{}，不能在64位内精确合计；请改为整数或18位以内的定点小数", found.chinese())
            }
            Self::MeasureTwice { name } => write!(f, "指标“{name}”写了两次；请只写一次"),
            Self::NameTaken { name } => write!(f, "“{name}”列与要增加的列同名；请改名"),
            Self::SameFile => f.write_str("写出的文件会覆盖读入的文件；请写到别的文件夹"),
            Self::InWork => f.write_str("已经存在：有另一次运行正在写入，或上次运行中断；若没有在运行，请删去"),
            Self::OtherColumns { batch } => write!(f, "第{batch}批的列与第一批不同；请使各批的列相同"),
            Self::OtherLength { name, found, rows } => {
                write!(f, "“{name}”列有{found}行，而第一列有{rows}行；请使各列行数相同")
            }
            Self::ColumnTwice { name } => write!(f, "有两列都叫“{name}”；请改其中一列的名称"),
            Self::TooManyNodes { found, limit } => {
                write!(f, "图中有{found}个节点，而数据表最多编号{limit}个；请分成几份")
            }
            Self::Overflow { measure, level, unit } => {
                write!(f, "“{measure}”在“{unit}”（{level}）的合计超出64位整数；请改用较大的单位")
            }
        }
    }

    fn parts(&self) -> Parts {
        Parts::of(self)
    }

    fn suggestion(&self) -> Option<String> {
        match self {
            Self::NoColumn { near, .. } => near.clone(),
            _ => None,
        }
    }
}
