//! What can be wrong with a request for a text: ids, parts, and the texts in Chinese.

use std::fmt;

use super::SqlError;
use crate::excerpt::excerpt;
use crate::language::Language;
use crate::message::phrase::{list, perhaps};
use crate::message::{Parts, Wording};
use crate::suggestion::suggest;

impl Wording for SqlError {
    fn id(&self) -> &'static str {
        match self {
            Self::NotAColumn { .. } => "sql.not_a_column",
            Self::ReservedColumn { .. } => "sql.reserved_column",
            Self::TakenColumn { .. } => "sql.taken_column",
            Self::UnknownColumn { .. } => "sql.unknown_column",
            Self::NoLevel { .. } => "sql.no_level",
            Self::UnknownMeasure(problem) => problem.id(),
            Self::OtherGraph => "sql.other_graph",
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAColumn { written } => {
                let written = excerpt(written);
                write!(f, "“{written}”不能作列名；请只用至多63个小写字母、数字和下划线，且不以数字开头")
            }
            Self::ReservedColumn { written } => {
                write!(f, "“{written}”是SQL的保留字，不能作列名；请改名，如“{written}_”")
            }
            Self::TakenColumn { written } => write!(f, "已有列名“{written}”；请改名"),
            Self::UnknownColumn { written, known } => {
                let perhaps = perhaps(suggest(written, known.iter().map(String::as_str)));
                write!(f, "这些事实没有指标“{}”{perhaps}；", excerpt(written))?;
                if known.is_empty() {
                    f.write_str("请先申明指标")
                } else {
                    write!(f, "请改用已有的：{}", list(Language::Chinese, known))
                }
            }
            Self::NoLevel { kind, levels } => {
                write!(f, "数据表没有层级“{}”；", kind.chinese())?;
                let levels: Vec<&str> = levels.iter().map(|kind| kind.chinese()).collect();
                if levels.is_empty() {
                    f.write_str("台账没有区域和网格，请核对")
                } else {
                    write!(f, "请改用已有的：{}", list(Language::Chinese, &levels))
                }
            }
            Self::UnknownMeasure(problem) => problem.chinese(f),
            Self::OtherGraph => f.write_str("该节点属于另一份台账；请用本台账的节点"),
        }
    }

    fn parts(&self) -> Parts {
        match self {
            Self::UnknownMeasure(problem) => problem.parts(),
            _ => Parts::of(self),
        }
    }

    fn suggestion(&self) -> Option<String> {
        match self {
            Self::UnknownMeasure(problem) => Wording::suggestion(problem),
            Self::UnknownColumn { written, known } => {
                suggest(written, known.iter().map(String::as_str)).map(str::to_owned)
            }
            _ => None,
        }
    }
}
