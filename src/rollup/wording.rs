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

#[cfg(test)]
mod tests {
    use crate::governance::Governance;
    use crate::kind::Subdistrict;
    use crate::language::Language;
    use crate::ledger::Draft;
    use crate::measure::Decimal;
    use crate::message::{Wording, WordingIn};
    use crate::rollup::Home;

    /// Whatever a live roll-up refuses is told in Chinese, with its parts, and leaves the sums as they were.
    #[test]
    fn what_a_live_roll_up_refuses_is_told_in_both_languages() {
        let mut draft = Draft::new("");
        draft.measure("households");
        for code in ["S", "T"] {
            let street = draft.root(Subdistrict, code, "");
            draft.row(street).measure("households", 2);
        }
        let (governance, other) = (Governance::build(&draft).unwrap(), Governance::build(&draft).unwrap());
        let [node, foreign] = [&governance, &other].map(|graph| graph.node("S").unwrap());
        let mut live = governance.live(Home, "households").unwrap();
        let refused = [
            governance.live(Home, "household").map(drop).unwrap_err(),
            live.set(node, Decimal::from_units(25, 1)).unwrap_err(),
            live.set(node, i64::MAX).unwrap_err(),
            live.set(foreign, 1).unwrap_err(),
        ];
        let ids = refused.each_ref().map(Wording::id);
        assert_eq!(ids, ["measure.unknown", "number.beyond_scale", "roll_up.total_overflow", "roll_up.other_graph"]);
        let chinese = refused.each_ref().map(|error| WordingIn(error, Language::Chinese).to_string());
        for (error, chinese) in refused.iter().zip(&chinese) {
            assert!(chinese.chars().any(|sign| sign > '\u{4e00}') && *chinese != error.to_string(), "{chinese}");
        }
        assert!(chinese[2].contains("9223372036854775809"), "{}", chinese[2]);
        assert_eq!(refused[2].parts().text("total").as_deref(), Some("9223372036854775809"));
        assert_eq!(live.at(node), Some(Some(2.into())));
    }
}
