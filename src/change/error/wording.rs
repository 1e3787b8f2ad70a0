//! Why a set of changes cannot be applied: ids, parts, and the texts in Chinese.

use std::fmt;

use super::{About, ChangeProblem};
use crate::change::Tie;
use crate::excerpt::excerpt;
use crate::language::Language;
use crate::measure::known;
use crate::message::phrase::{near_ones, only, quoted_list};
use crate::message::{Parts, Tell, Wording};

/// How many codes or links a message lists.
const SHOWN: usize = 8;

/// Codes or links in quotation marks, the first few of many.
fn quoted(texts: &[impl AsRef<str>]) -> String {
    quoted_list(Language::Chinese, texts, SHOWN)
}

fn ties(ties: &[Tie]) -> String {
    quoted(&ties.iter().map(|tie| tie.in_chinese().to_string()).collect::<Vec<_>>())
}

fn left(children: &[String], links: &[Tie]) -> String {
    let children = (!children.is_empty()).then(|| format!("{}个下级（{}）", children.len(), quoted(children)));
    let links = (!links.is_empty()).then(|| format!("{}条关联（{}）", links.len(), ties(links)));
    [children, links].into_iter().flatten().collect::<Vec<_>>().join("和")
}

impl Wording for ChangeProblem {
    fn id(&self) -> &'static str {
        match self {
            Self::UnknownCode { .. } => "change.unknown_code",
            Self::MadeHere { .. } => "change.made_here",
            Self::Ended { .. } => "change.ended",
            Self::Recoded { .. } => "change.recoded",
            Self::Contradiction { .. } => "change.contradiction",
            Self::EmptyCode => "change.empty_code",
            Self::CodeTaken { .. } => "change.code_taken",
            Self::WouldOrphan { .. } => "change.would_orphan",
            Self::NotNamed { .. } => "change.not_named",
            Self::NotItsOwn { .. } => "change.not_its_own",
            Self::TakenTwice { .. } => "change.taken_twice",
            Self::TooFewParts { .. } => "change.too_few_parts",
            Self::UnknownRest { .. } => "change.unknown_rest",
            Self::Totals { .. } => "change.totals",
            Self::Overflow { .. } => "change.overflow",
            Self::BareRate { .. } => "change.bare_rate",
            Self::TooFewMerged { .. } => "change.too_few_merged",
            Self::MergedTwice { .. } => "change.merged_twice",
            Self::MergedKinds { .. } => "change.merged_kinds",
            Self::MergedParents { .. } => "change.merged_parents",
            Self::UnderItself { .. } => "change.under_itself",
            Self::Circle { .. } => "change.circle",
            Self::NoSuchLink { .. } => "change.no_such_link",
            Self::LinkExists => "change.link_exists",
            Self::Rule { problem, .. } => problem.id(),
            Self::Result(error) => error.problem().id(),
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownCode { written, near } => {
                write!(f, "地图上没有编码“{}”{}", excerpt(written), near_ones(near))
            }
            Self::MadeHere { code, by } => {
                write!(f, "“{}”由第{by}项变更新设；请在该项中直接写明", excerpt(code))
            }
            Self::Ended { code, by } => {
                write!(f, "“{}”在第{by}项变更中终止；请填写变更后存在的单位", excerpt(code))
            }
            Self::Recoded { code, to, by } => {
                let (code, to) = (excerpt(code), excerpt(to));
                write!(f, "“{code}”的编码由第{by}项变更改为“{to}”；归属于它的，请填写新编码")
            }
            Self::Contradiction { other, same: true, .. } => {
                write!(f, "与第{other}项变更内容相同；请只保留一项")
            }
            Self::Contradiction { other, other_change, about, same: false } => {
                write!(f, "与第{other}项变更（{}）矛盾：", other_change.in_chinese())?;
                about.chinese(f)?;
                f.write_str("；请只保留其中一项")
            }
            Self::EmptyCode => f.write_str("编码为空；请填写本级独有的编码"),
            Self::CodeTaken { code } => write!(f, "编码“{}”已属另一单位；请另用编码", excerpt(code)),
            Self::WouldOrphan { children, links } => {
                write!(f, "撤销后{}没有着落；请先调整其隶属，或一并撤销、解除", left(children, links))
            }
            Self::NotNamed { children, links } => {
                write!(f, "{}没有归入任何一部分；请写明归入哪一部分，或指定承接其余的部分", left(children, links))
            }
            Self::NotItsOwn { code } => {
                write!(f, "“{}”既不是该单位的下级，也与它没有关联，不能归入其部分；请更正编码", excerpt(code))
            }
            Self::TakenTwice { code, parts } => {
                write!(f, "下级“{}”只能归入一个部分，却归入了{}；请只保留一处", excerpt(code), quoted(parts))
            }
            Self::TooFewParts { count } => {
                write!(f, "拆分至少分为2个部分，现为{count}个；若只改名称或编码，请用变更名称或变更编码")
            }
            Self::UnknownRest { code } => {
                write!(f, "承接其余的“{}”不在各部分之中；请填写其中一个部分的编码", excerpt(code))
            }
            Self::Totals { measure, whole, parts } => {
                write!(f, "各部分的{}合计{parts}，而原单位为{whole}；请写明各部分的数值", known::in_chinese(measure))
            }
            Self::Overflow { measure } => write!(f, "{}合计超出64位整数；请核对数值或单位", known::in_chinese(measure)),
            Self::BareRate { measure } => {
                write!(f, "{}是比率，不能相加；请在measures中写明合并后的数值", known::id_in_chinese(measure))
            }
            Self::TooFewMerged { count } => write!(f, "合并至少需要2个单位，现为{count}个；请补充"),
            Self::MergedTwice { code } => write!(f, "“{}”填写了两次；请只填一次", excerpt(code)),
            Self::MergedKinds { nodes } => {
                let nodes: Vec<String> =
                    nodes.iter().map(|(code, kind)| format!("“{}”是{}", excerpt(code), kind.chinese())).collect();
                write!(f, "只有同一类别的单位才能合并，但{}；请先统一类别，或分别合并", nodes.join("，"))
            }
            Self::MergedParents { parents } => {
                write!(f, "这些单位分属不同上级（{}）；请用below写明合并后的上级", quoted(parents))
            }
            Self::UnderItself { code, below } => {
                let (code, below) = (excerpt(code), excerpt(below));
                write!(f, "“{below}”就是“{code}”或在其之下，单位不能包含自身；请另选上级")
            }
            Self::Circle { others, codes } => {
                let others: Vec<String> = others.iter().map(|place| format!("第{place}项")).collect();
                let codes: Vec<String> = codes.iter().map(|code| excerpt(code)).collect();
                write!(f, "与{}变更一起使上下级关系成环：{}；请更正其中一项", others.join("、"), codes.join("→"))
            }
            Self::NoSuchLink { others } => match &others[..] {
                [] => f.write_str("没有这条关联；请核对两端的编码"),
                others => write!(f, "没有这条关联；现有{}，请改用", ties(others)),
            },
            Self::LinkExists => f.write_str("这条关联已经存在；请删去本项"),
            Self::Rule { about, problem } => {
                match about {
                    Some(About::Node(code)) => write!(f, "“{}”：", excerpt(code))?,
                    Some(About::Link(tie)) => write!(f, "关联“{}”：", tie.in_chinese())?,
                    None => {}
                }
                problem.chinese(f)
            }
            Self::Result(error) => {
                f.write_str("变更后的地图：")?;
                error.tell(Language::Chinese, f)
            }
        }
    }

    fn parts(&self) -> Parts {
        match self {
            Self::Rule { about: Some(about), problem } => problem.parts().with("about", about),
            Self::Rule { about: None, problem } => problem.parts(),
            Self::Result(error) => error.problem().parts(),
            _ => Parts::of(self),
        }
    }

    fn suggestion(&self) -> Option<String> {
        match self {
            Self::UnknownCode { near, .. } => only(near),
            Self::Rule { problem, .. } => problem.suggestion(),
            Self::Result(error) => error.problem().suggestion(),
            _ => None,
        }
    }
}
