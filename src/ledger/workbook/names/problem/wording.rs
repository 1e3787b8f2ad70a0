//! Why a cell names nobody: ids, parts, and the texts in Chinese.

use std::fmt;

use super::{NameProblem, NotWhat};
use crate::message::{Parts, Wording};

impl Wording for NameProblem {
    fn id(&self) -> &'static str {
        match self {
            Self::ErrorValue(_) => "name.error_value",
            Self::Zero => "name.zero",
            Self::Number(_) => "name.number",
            Self::Date(_) => "name.date",
            Self::TruthValue(_) => "name.truth_value",
            Self::Address => "name.address",
            Self::OnlyNumber(_) => "name.only_number",
            Self::Punctuation(_) => "name.punctuation",
            Self::SingleCharacter(_) => "name.single_character",
            Self::SurnameOnly { .. } => "name.surname_only",
            Self::SeeElsewhere(_) => "name.see_elsewhere",
            Self::Mixed { .. } => "name.mixed",
            Self::Ambiguous { .. } => "name.ambiguous",
            Self::Masked(_) => "name.masked",
            Self::AndOthers(_) => "name.and_others",
            Self::Doubtful(_) => "name.doubtful",
            Self::NotInPost { .. } => "name.not_in_post",
            Self::UnclearNumber => "name.unclear_number",
            Self::OnlyRemarks(_) => "name.only_remarks",
            Self::NoPerson { .. } => "name.no_person",
            Self::NoPartyName { .. } => "name.no_party_name",
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ErrorValue(written) => write!(f, "“{written}”是公式的错误值；请修正公式或填写姓名、名称"),
            Self::Zero => f.write_str("此处为0，多因公式引用了空单元格；请填写姓名、名称，或留空"),
            Self::Number(written) => write!(f, "“{written}”是数，不是姓名；请填写姓名，或某一行的编码"),
            Self::Date(written) => write!(f, "“{written}”是日期或时间，不是姓名；请填写姓名"),
            Self::TruthValue(written) => write!(f, "“{written}”只表示是否，没有姓名；请填写姓名，或填无"),
            Self::Address => f.write_str("此处是邮箱或网址，不是姓名；请填写姓名"),
            Self::OnlyNumber(kind) => write!(f, "此处只有{}，没有姓名；请填写姓名", kind.chinese()),
            Self::Punctuation(written) => write!(f, "“{written}”不是姓名；请填写姓名，或填无"),
            Self::SingleCharacter(written) => {
                write!(f, "“{written}”只有一个字，不是全名；请填写全名，或某一行的编码")
            }
            Self::SurnameOnly { surname, written } => write!(f, "“{written}”只有姓氏“{surname}”；请填写全名"),
            Self::SeeElsewhere(written) => write!(f, "“{written}”表示姓名在别处；请在此处填写"),
            Self::Mixed { word, written } => {
                write!(f, "“{written}”中姓名与“{word}”并存；请只填姓名，或只填“{word}”")
            }
            Self::Ambiguous { written, readings } => {
                let readings: Vec<String> = readings.iter().map(|names| format!("“{}”", names.join("、"))).collect();
                let readings = readings.join("或");
                write!(f, "“{written}”可能是{readings}；请在姓名之间用顿号隔开，姓名之内不加符号")
            }
            Self::Masked(written) => write!(f, "姓名“{written}”有一部分被隐去；请填写全名"),
            Self::AndOthers(written) => write!(f, "“{written}”没有列全；请填写全部姓名"),
            Self::Doubtful(written) => write!(f, "“{written}”带有问号；请填写确定的姓名，或填待定"),
            Self::NotInPost { remark, written } => {
                write!(f, "“{written}”中的“{remark}”表示不再或尚未如此；请填写现任的，或填无")
            }
            Self::UnclearNumber => f.write_str("姓名旁有含义不明的数字；请只填姓名"),
            Self::OnlyRemarks(written) => write!(f, "“{written}”只是备注；请填写姓名，或填无"),
            Self::NoPerson { written, why } => {
                write!(f, "“{written}”不是人名{}；请填写全名，无人则填无，或填写某一行的编码", why.chinese_clause())
            }
            Self::NoPartyName { written, why } => write!(
                f,
                "“{written}”不是党组织名称{}；请填写以党支部、党委等结尾的全称，没有则填无，或单独列为一行",
                why.chinese_clause()
            ),
        }
    }

    fn parts(&self) -> Parts {
        match self {
            Self::OnlyNumber(kind) => Parts::default().with("number", kind),
            _ => Parts::of(self),
        }
    }
}

impl NotWhat {
    /// What it looks like, as a part of a message in Chinese.
    fn chinese_clause(self) -> &'static str {
        match self {
            Self::Organisation => "，而是地方、单位或人群的名称",
            Self::Title => "，而是职务",
            Self::State => "，而是情况说明",
            Self::TooLong => "，比姓名或名称长",
            Self::Mixture => "，而是字母、数字和符号的混合",
            Self::Generic => "，只说明是什么，未说明是哪一个",
            Self::Unknown => "",
        }
    }
}
