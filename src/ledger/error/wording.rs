//! What has not the form of a ledger: ids, parts, and the texts in Chinese.

use std::fmt;

use super::LedgerProblem;
use crate::message::phrase::perhaps;
use crate::message::{Parts, Wording};

impl Wording for LedgerProblem {
    fn id(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "ledger.unreadable",
            Self::NotUtf8(_) => "ledger.not_utf8",
            Self::Syntax(_) => "ledger.syntax",
            Self::Version(_) => "ledger.version",
            Self::UnknownField { .. } => "ledger.unknown_field",
            Self::Missing(_) => "ledger.missing",
            Self::Twice(_) => "ledger.twice",
            Self::WrongType { .. } => "ledger.wrong_type",
            #[cfg(feature = "workbook")]
            Self::File(problem) => problem.id(),
            #[cfg(feature = "workbook")]
            Self::Cell(problem) => problem.id(),
            Self::Limit { .. } => "ledger.limit",
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => {
                let (what, cure) = why.chinese();
                write!(f, "无法读取：{what}（{why}）；{cure}")
            }
            Self::NotUtf8(byte) => write!(f, "第{byte}个字节不是UTF-8编码；请将文件另存为UTF-8编码"),
            Self::Syntax(why) => write!(f, "格式有误（{why}）；请按台账格式改正"),
            Self::Version(written) => write!(f, "台账格式版本{written}无法识别，可读取的是版本1；请使用版本1"),
            Self::UnknownField { what, written, suggestion, known } => {
                let what = what.chinese();
                write!(f, "“{written}”不是已知的{what}{}；请改用：{known}", perhaps(suggestion.as_deref()))
            }
            Self::Missing(name) => write!(f, "缺少“{name}”；请补上"),
            Self::Twice(name) => write!(f, "“{name}”出现了两次；请只保留所指的一个"),
            Self::WrongType { expected, written } => {
                write!(f, "此处应为{}，而填写的是{written}；请改正", expected.chinese())
            }
            #[cfg(feature = "workbook")]
            Self::File(problem) => problem.chinese(f),
            #[cfg(feature = "workbook")]
            Self::Cell(problem) => problem.chinese(f),
            Self::Limit { what, found, limit, name } => {
                write!(f, "{}为{found}，最多读取{limit}（{name}）；请分成几份，或放宽限制", what.chinese())
            }
        }
    }

    fn parts(&self) -> Parts {
        match self {
            #[cfg(feature = "workbook")]
            Self::File(problem) => problem.parts(),
            #[cfg(feature = "workbook")]
            Self::Cell(problem) => problem.parts(),
            Self::Unreadable(why) => Parts::default().with("why", why),
            Self::Syntax(why) => Parts::default().with("why", why),
            Self::NotUtf8(byte) => Parts::default().with("byte", byte),
            _ => Parts::of(self),
        }
    }

    fn suggestion(&self) -> Option<String> {
        match self {
            Self::UnknownField { suggestion, .. } => suggestion.clone(),
            #[cfg(feature = "workbook")]
            Self::Cell(problem) => problem.suggestion(),
            _ => None,
        }
    }
}
