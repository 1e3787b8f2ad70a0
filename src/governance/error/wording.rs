//! What can be wrong with a ledger: ids, parts, and the texts in Chinese.

use std::fmt;

use super::{BuildProblem, UnknownCodeError};
use crate::excerpt::excerpt;
use crate::kind::{Family, Kind, Relation};
use crate::language::Language;
use crate::measure::known;
use crate::message::phrase::{list, near_ones, only, perhaps};
use crate::message::{Parts, Wording};
use crate::text::Difference;

/// Kinds by their Chinese names.
fn kinds(kinds: impl IntoIterator<Item = Kind>) -> String {
    list(Language::Chinese, kinds.into_iter().map(Kind::chinese))
}

/// Families by their Chinese names.
fn families(families: impl IntoIterator<Item = Family>) -> String {
    list(Language::Chinese, families.into_iter().map(Family::chinese))
}

impl Wording for BuildProblem {
    fn id(&self) -> &'static str {
        match self {
            Self::Form(problem) => problem.id(),
            Self::EmptyCode => "ledger.empty_code",
            Self::DuplicateCode { .. } => "ledger.duplicate_code",
            Self::UnknownName(problem) => problem.id(),
            Self::SameForm { .. } => "ledger.same_form",
            Self::UnknownCode { .. } => "ledger.unknown_code",
            Self::NotAllowedBelow { .. } => "ledger.not_allowed_below",
            Self::Cycle { .. } => "ledger.cycle",
            Self::ContainmentAsLink { .. } => "ledger.containment_as_link",
            Self::ContainmentRecorded => "ledger.containment_recorded",
            Self::CannotJoin { .. } => "ledger.cannot_join",
            Self::DuplicateLink { .. } => "ledger.duplicate_link",
            Self::MisplacedRole { .. } => "ledger.misplaced_role",
            Self::UnknownMeasure { .. } => "ledger.unknown_measure",
            Self::NotANumber(problem) => problem.id(),
            Self::BeyondMeasure(problem) => problem.id(),
            Self::TotalOverflow { .. } => "ledger.total_overflow",
            Self::MeasureTwice(_) => "ledger.measure_twice",
            Self::MeasureDiffers(_) => "ledger.measure_differs",
            Self::MeasureNamedAsKind(_) => "ledger.measure_named_as_kind",
            Self::UnnamedMeasure => "ledger.unnamed_measure",
            Self::Limit { .. } => "ledger.limit",
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(problem) => problem.chinese(f),
            Self::EmptyCode => f.write_str("编码为空；请填写本级独有的编码"),
            Self::DuplicateCode { first } => {
                write!(f, "编码与{}处的重复；请各用一个编码", first.field(None).place().chinese_text())
            }
            Self::UnknownName(problem) => problem.chinese(f),
            Self::SameForm { other, first, differences } => {
                let place = first.field(None).place().chinese_text();
                let differences = list(Language::Chinese, differences.iter().map(Difference::chinese));
                write!(
                    f,
                    "编码与{place}处的“{}”只有{differences}不同；若是同一个，请统一编码并只保留一行；若是两个，请使编码有更多不同",
                    excerpt(other)
                )
            }
            Self::UnknownCode { written, near } => {
                write!(f, "台账中没有编码“{}”{}", excerpt(written), near_ones(near))
            }
            Self::NotAllowedBelow { kind, parent, parent_kind } => {
                let (below, above) = (kinds(parent_kind.contains().iter().copied()), kinds(kind.parents()));
                write!(
                    f,
                    "{}不能直接设在{}“{}”之下（其下可设：{below}）；请设在以下类别之下：{above}",
                    kind.chinese(),
                    parent_kind.chinese(),
                    excerpt(parent)
                )
            }
            Self::Cycle { codes } => {
                let codes: Vec<String> = codes.iter().map(|code| excerpt(code)).collect();
                write!(f, "上下级关系成环：{}；请更正其中一处上级", codes.join("→"))
            }
            Self::ContainmentAsLink { to } => {
                write!(f, "包含关系不作为关联填写；请填写为“{}”的上级", excerpt(to))
            }
            Self::ContainmentRecorded => {
                let links: Vec<&str> = Relation::LINKS.iter().map(|relation| relation.chinese()).collect();
                write!(f, "包含关系始终有记录；请只填写有记录的关联：{}", links.join("、"))
            }
            Self::CannotJoin { relation, from, to } => {
                write!(
                    f,
                    "“{}”关系不能由{}指向{}；请由{}指向{}",
                    relation.chinese(),
                    from.chinese(),
                    to.chinese(),
                    families(relation.from_families().iter().copied()),
                    families(relation.to_families().iter().copied())
                )
            }
            Self::DuplicateLink { first } => {
                write!(f, "同一关联已在{}处填写；请只填一次", first.field(None).place().chinese_text())
            }
            Self::MisplacedRole { relation, role } => {
                write!(f, "“{}”关系没有职务，却填了“{}”；请删去职务", relation.chinese(), role.chinese())
            }
            Self::UnknownMeasure { what, written, suggestion, known } => {
                let what = what.chinese();
                write!(
                    f,
                    "“{written}”不是已知的{what}{}；已知的有：{known}；请改用已知的名称，或先申明该指标",
                    perhaps(suggestion.as_deref())
                )
            }
            Self::NotANumber(problem) => problem.chinese(f),
            Self::BeyondMeasure(problem) => problem.chinese(f),
            Self::TotalOverflow { measure, total } => {
                let measure = known::in_chinese(measure);
                write!(f, "{measure}累计至此处超出64位整数：绝对值合计{total}；请核对数值或单位")
            }
            Self::MeasureTwice(measure) => write!(f, "指标{}申明了两次；请只申明一次", known::id_in_chinese(measure)),
            Self::MeasureDiffers(measure) => {
                write!(f, "指标{}的单位或小数位数与前一份台账不同；请统一", known::id_in_chinese(measure))
            }
            Self::MeasureNamedAsKind(kind) => {
                write!(f, "指标不能命名为“{kind}”（{}的类别名），否则申报数所指不明；请改名", kind.chinese())
            }
            Self::UnnamedMeasure => f.write_str("指标没有名称；请填写名称"),
            Self::Limit { what, found, limit, name } => {
                write!(f, "{}为{found}，最多为{limit}（{name}）；请核对，或放宽限制", what.chinese())
            }
        }
    }

    fn parts(&self) -> Parts {
        match self {
            Self::Form(problem) => problem.parts(),
            Self::UnknownName(problem) => problem.parts(),
            Self::NotANumber(problem) => problem.parts(),
            Self::BeyondMeasure(problem) => problem.parts(),
            _ => Parts::of(self),
        }
    }

    fn suggestion(&self) -> Option<String> {
        match self {
            Self::Form(problem) => problem.suggestion(),
            Self::UnknownName(problem) => problem.suggestion(),
            Self::UnknownCode { near, .. } => only(near),
            Self::UnknownMeasure { suggestion, .. } => suggestion.clone(),
            _ => None,
        }
    }
}

impl Wording for UnknownCodeError {
    fn id(&self) -> &'static str {
        "governance.unknown_code"
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "台账中没有编码“{}”{}", excerpt(&self.written), near_ones(&self.near))
    }

    fn parts(&self) -> Parts {
        Parts::default().with("written", &self.written).with("near", &self.near)
    }

    fn suggestion(&self) -> Option<String> {
        only(&self.near)
    }
}
