//! What can be wrong with a roll-up: ids, parts, and the texts in Chinese.

use std::fmt;

use super::{LiveError, RollUpError};
use crate::measure::known;
use crate::message::{Parts, Wording};

impl Wording for RollUpError {
    fn id(&self) -> &'static str {
        match self {
            Self::Overflow { .. } => "roll_up.overflow",
            Self::OtherGraph => "roll_up.other_graph",
            Self::StandsOutside { .. } => "roll_up.stands_outside",
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overflow { code } => {
                write!(f, "“{code}”的数值超出64位整数，因其中场所被重复统计；请改用不重复的统计方式")
            }
            Self::OtherGraph => f.write_str("该汇总方式属于另一份台账；请用本台账的"),
            Self::StandsOutside { code, kind } => {
                let kind = kind.chinese();
                write!(
                    f,
                    "“{code}”符合统计条件，但{kind}不设在所汇总的范围之内；请只统计范围之内的，{kind}按领导、设在、服务关系另行统计"
                )
            }
        }
    }

    fn parts(&self) -> Parts {
        match self {
            Self::Overflow { code } => Parts::default().with("code", code),
            Self::OtherGraph => Parts::default(),
            Self::StandsOutside { code, kind } => Parts::default().with("code", code).with("kind", kind.id()),
        }
    }
}

impl Wording for LiveError {
    fn id(&self) -> &'static str {
        match self {
            Self::BeyondMeasure(problem) => problem.id(),
            Self::UnknownMeasure(problem) => problem.id(),
            Self::RollUp(problem) => problem.id(),
            Self::TotalOverflow { .. } => "roll_up.total_overflow",
            Self::OtherGraph => "roll_up.other_graph",
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BeyondMeasure(problem) => problem.chinese(f),
            Self::UnknownMeasure(problem) => problem.chinese(f),
            Self::RollUp(problem) => problem.chinese(f),
            Self::TotalOverflow { measure, total } => {
                let measure = known::in_chinese(measure);
                write!(f, "加上此值后，{measure}的绝对值合计{total}，超出64位整数；请核对数值或单位")
            }
            Self::OtherGraph => f.write_str("该节点属于另一份台账；请用本台账的节点"),
        }
    }

    fn parts(&self) -> Parts {
        match self {
            Self::BeyondMeasure(problem) => problem.parts(),
            Self::UnknownMeasure(problem) => problem.parts(),
            Self::RollUp(problem) => problem.parts(),
            Self::TotalOverflow { measure, total } => {
                Parts::default().with("measure", measure).with("total", total.to_string())
            }
            Self::OtherGraph => Parts::default(),
        }
    }

    fn suggestion(&self) -> Option<String> {
        match self {
            Self::UnknownMeasure(problem) => Wording::suggestion(problem),
            _ => None,
        }
    }
}
