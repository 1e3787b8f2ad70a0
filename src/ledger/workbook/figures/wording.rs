//! Why a text is no figure, in Chinese, and figures as they may be written.

use std::fmt;

use super::FigureProblem;

impl FigureProblem {
    /// Exact numbers as they may be written, for messages.
    pub(crate) const EXACT: &str = "420, 1,234, 420户, 1.2万 or 三百二十";
    /// The same in Chinese.
    pub(crate) const EXACT_IN_CHINESE: &str = "420、1,234、420户、1.2万、三百二十";
    /// Figures as they may be written, for messages.
    pub(crate) const UNDERSTOOD: &str =
        "420, 1,234, 420户, 1.2万, 三百二十, 380余, 500以上, 近500, 不足500 or 12-15, or 无 or — for none";
    /// The same in Chinese.
    pub(crate) const UNDERSTOOD_IN_CHINESE: &str =
        "420、1,234、420户、1.2万、三百二十、380余、500以上、近500、不足500、12-15，没有则填无或—";

    /// Writes why in Chinese.
    pub(crate) fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FigureProblem::Ambiguous { possible } => write!(f, "可能是{}", possible.join("或")),
            FigureProblem::Share => f.write_str("这是比例，不是数量"),
            FigureProblem::Indefinite => f.write_str("没有说明是多少"),
            FigureProblem::Contradiction => f.write_str("前后说法矛盾"),
            FigureProblem::Remark { remark } => write!(f, "备注“{remark}”可能改变数量"),
            FigureProblem::Footnote => f.write_str("带有①之类的符号，可能是数，也可能是脚注标记"),
            FigureProblem::UnknownUnit { unit } => write!(f, "单位“{unit}”无法识别"),
            FigureProblem::Date => f.write_str("这是日期或时间"),
            FigureProblem::NotExact => f.write_str("不是确切的数，而统计需要确切的数"),
            FigureProblem::NoBound => f.write_str("只说了约数，没有上下限；至多如此请写近或不足，至少如此请写余或以上"),
            FigureProblem::TooLong => f.write_str("位数太多"),
            FigureProblem::NotANumber => f.write_str("不是数"),
        }
    }
}
