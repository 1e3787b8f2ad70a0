//! What is wrong with tables: ids, parts, and the texts in Chinese.

use std::fmt;

use super::TableProblem;
use crate::excerpt::excerpt;
use crate::message::{Parts, Wording};

impl Wording for TableProblem {
    fn id(&self) -> &'static str {
        match self {
            Self::NotWritten { .. } => "table.not_written",
            Self::TooManyNodes { .. } => "table.too_many_nodes",
            Self::Unreadable { .. } => "table.unreadable",
            Self::Missing => "table.missing",
            Self::NotParquet { .. } => "table.not_parquet",
            Self::NotMeta { .. } => "table.not_meta",
            Self::Version { .. } => "table.version",
            Self::FileDiffers { .. } => "table.file_differs",
            Self::CountDiffers { .. } => "table.count_differs",
            Self::NoColumn => "table.no_column",
            Self::UnknownColumn => "table.unknown_column",
            Self::WrongForm { .. } => "table.wrong_form",
            Self::Disagrees { .. } => "table.disagrees",
            Self::UnknownName(error) => error.id(),
            Self::Graph(problem) => problem.id(),
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotWritten { .. } => f.write_str("写入失败；请核对位置和权限"),
            Self::TooManyNodes { found, limit } => write!(f, "节点共{found}个，数据表最多编号{limit}个"),
            Self::Unreadable { .. } => f.write_str("读取失败；请核对文件"),
            Self::Missing => f.write_str("缺少该文件；请重新导出"),
            Self::NotParquet { .. } => f.write_str("不是完整的Parquet文件；请重新导出"),
            Self::NotMeta { .. } => f.write_str("数据表说明无法识别；请重新导出"),
            Self::Version { written, known } => {
                write!(f, "数据表版本{written}无法识别；可读取的版本为{known}")
            }
            Self::FileDiffers { expected, found } => {
                write!(f, "文件写出后被改动：摘要为{found}，应为{expected}；请重新导出")
            }
            Self::CountDiffers { what, expected, found } => {
                write!(f, "“{}”在表中为{found}，在meta.json中为{expected}；请重新导出", excerpt(what))
            }
            Self::NoColumn => f.write_str("缺少该列"),
            Self::UnknownColumn => f.write_str("本表没有该列"),
            Self::WrongForm { expected, found } => write!(f, "该列的类型为“{found}”，应为“{expected}”"),
            Self::Disagrees { written, expected } => {
                write!(f, "此处为“{}”，按其他列应为“{}”", excerpt(written), excerpt(expected))
            }
            Self::UnknownName(error) => error.chinese(f),
            Self::Graph(problem) => problem.chinese(f),
        }
    }

    fn parts(&self) -> Parts {
        match self {
            Self::UnknownName(error) => error.parts(),
            Self::Graph(problem) => problem.parts(),
            _ => Parts::of(self),
        }
    }

    fn suggestion(&self) -> Option<String> {
        match self {
            Self::UnknownName(error) => error.suggestion(),
            Self::Graph(problem) => problem.suggestion(),
            _ => None,
        }
    }
}
