//! What can be wrong with a crosswalk and with figures to carry over: ids, parts, and the texts in Chinese.

use std::fmt;

use super::{CrosswalkError, RebaseError};
use crate::excerpt::excerpt;
use crate::language::Language;
use crate::message::phrase::{near_ones, only, perhaps};
use crate::message::{Level, Message, Parts, Tell, Wording};

impl Wording for CrosswalkError {
    fn id(&self) -> &'static str {
        match self {
            Self::Twice { .. } => "crosswalk.twice",
            Self::TwoRows { .. } => "crosswalk.two_rows",
            Self::NoAmount { .. } => "crosswalk.no_amount",
            Self::Unknown { .. } => "crosswalk.unknown",
            Self::NotOnMap { .. } => "crosswalk.not_on_map",
            Self::UnknownMeasure { .. } => "crosswalk.unknown_measure",
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Twice { from, to } => {
                write!(f, "“{}”到“{}”有两行；请合为一行，数量相加", excerpt(from), excerpt(to))
            }
            Self::TwoRows { code } => write!(f, "“{}”有两行；请只保留一行", excerpt(code)),
            Self::NoAmount { code } => {
                write!(f, "“{}”的数量全部为0，无法说明各部分；请至少填写一个大于0的数量", excerpt(code))
            }
            Self::Unknown { from, to, near } => {
                let (from, to) = (excerpt(from), excerpt(to));
                write!(f, "“{from}”对应“{to}”，而后一份新旧编码对照中没有“{to}”{}", near_ones(near))
            }
            Self::NotOnMap { code, map } => {
                write!(f, "沿革中的“{}”不在{}地图上；请更正编码", excerpt(code), map.chinese())
            }
            Self::UnknownMeasure { written, suggestion, known } => {
                let suggestion = perhaps(suggestion.as_deref());
                write!(f, "台账中没有指标“{}”{suggestion}；请改用已有的：{known}", excerpt(written))
            }
        }
    }

    fn parts(&self) -> Parts {
        Parts::of(self)
    }

    fn suggestion(&self) -> Option<String> {
        match self {
            Self::Unknown { near, .. } => only(near),
            Self::UnknownMeasure { suggestion, .. } => suggestion.clone(),
            _ => None,
        }
    }
}

impl Tell for CrosswalkError {
    fn message(&self) -> Message {
        Message::of(Level::Error, self)
    }

    fn tell(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Wording::tell(self, language, f)
    }
}

impl Wording for RebaseError {
    fn id(&self) -> &'static str {
        match self {
            Self::UnknownCode { .. } => "rebase.unknown_code",
            Self::NoSuccessor { .. } => "rebase.no_successor",
            Self::Twice { .. } => "rebase.twice",
            Self::TotalOverflow => "rebase.total_overflow",
            Self::Overflow { .. } => "rebase.overflow",
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownCode { written, near } => {
                write!(f, "新旧编码对照中没有编码“{}”{}", excerpt(written), near_ones(near))
            }
            Self::NoSuccessor { code } => write!(
                f,
                "“{}”没有去向：它变成的单位和原来包含它的单位都不在另一份地图上；请折算到有其去向的地图",
                excerpt(code)
            ),
            Self::Twice { code } => write!(f, "“{}”的数填写了两次；请只填一次", excerpt(code)),
            Self::TotalOverflow => f.write_str("这些数合计超出64位整数；请核对数值或单位"),
            Self::Overflow { code } => {
                write!(f, "归到“{}”的数合计超出64位整数；请核对数值或单位", excerpt(code))
            }
        }
    }

    fn parts(&self) -> Parts {
        Parts::of(self)
    }

    fn suggestion(&self) -> Option<String> {
        match self {
            Self::UnknownCode { near, .. } => only(near),
            _ => None,
        }
    }
}

impl Tell for RebaseError {
    fn message(&self) -> Message {
        Message::of(Level::Error, self)
    }

    fn tell(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Wording::tell(self, language, f)
    }
}
