//! What can be wrong with a cell: ids, parts, and the texts in Chinese.

use std::fmt;

use super::CellProblem;
use crate::excerpt::excerpt;
use crate::kind::Kind;
use crate::language::Language;
use crate::ledger::Origin;
use crate::ledger::note::cells_in_chinese;
use crate::ledger::workbook::{FigureProblem, NoPlace, UnknownHeading};
use crate::measure::known;
use crate::message::phrase::{list, one_of, quoted};
use crate::message::{Parts, Wording};

impl Wording for CellProblem {
    fn id(&self) -> &'static str {
        match self {
            Self::LostDigits { .. } => "cell.lost_digits",
            Self::LostZeros { .. } => "cell.lost_zeros",
            Self::Fraction { .. } => "cell.fraction",
            Self::MadeADate { .. } => "cell.made_a_date",
            Self::MadeANumber { .. } => "cell.made_a_number",
            Self::MomentForNumber { .. } => "cell.moment_for_number",
            Self::FormulaZero => "cell.formula_zero",
            Self::StruckOutInPart { .. } => "cell.struck_out_in_part",
            Self::FormulaError { .. } => "cell.formula_error",
            Self::Ambiguous { .. } => "cell.ambiguous",
            Self::Contradiction { .. } => "cell.contradiction",
            Self::DeclaredTwice { .. } => "cell.declared_twice",
            Self::NoHeadings { .. } => "cell.no_headings",
            Self::NoHeading { .. } => "cell.no_heading",
            Self::NoKind => "cell.no_kind",
            Self::Misplaced { .. } => "cell.misplaced",
            Self::PostNowhere { .. } => "cell.post_nowhere",
            Self::NoRegister { .. } => "cell.no_register",
            Self::OnlyRegister { .. } => "cell.only_register",
            Self::CountedNowhere { .. } => "cell.counted_nowhere",
            Self::NoClass { .. } => "cell.no_class",
            Self::TooManyClasses { .. } => "cell.too_many_classes",
            Self::CountedAndWritten { .. } => "cell.counted_and_written",
            Self::NotWithin { .. } => "cell.not_within",
            Self::NoneWithin { .. } => "cell.none_within",
            Self::UnknownAncestor { .. } => "cell.unknown_ancestor",
            Self::NumbersNowhere { .. } => "cell.numbers_nowhere",
            Self::KindOfSheet { .. } => "cell.kind_of_sheet",
            Self::NumberForName { .. } => "cell.number_for_name",
            Self::BlankLevel { .. } => "cell.blank_level",
            Self::NoLevel { .. } => "cell.no_level",
            Self::UnitDiffers { .. } => "cell.unit_differs",
            Self::Name(problem) => problem.id(),
            Self::NothingNamed { .. } => "cell.nothing_named",
            Self::SeveralInRow { .. } => "cell.several_in_row",
            Self::NothingAbove { .. } => "cell.nothing_above",
            Self::NeedsParent { .. } => "cell.needs_parent",
            Self::OtherPost { .. } => "cell.other_post",
            Self::NoNumber { .. } => "cell.no_number",
            Self::NoFigure { .. } => "cell.no_figure",
            Self::OtherUnit { .. } => "cell.other_unit",
            Self::WhichPerson { .. } => "cell.which_person",
            Self::NeedsCode { .. } => "cell.needs_code",
            Self::UnknownHeadings { .. } => "cell.unknown_headings",
            Self::UnclearLine { .. } => "cell.unclear_line",
        }
    }

    #[expect(clippy::too_many_lines, reason = "one text a variant, in one exhaustive match")]
    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LostDigits { written, right } => {
                let right = right.as_ref().map_or_else(String::new, |code| format!("，原为“{code}”"));
                write!(f, "编码被存成了数值“{written}”，末尾几位已丢失{right}；请将该列设为文本格式后重填编码")
            }
            Self::LostZeros { written, right } => {
                write!(f, "“{written}”按数值保存，丢失了前导零，原为“{right}”；请将该列设为文本格式")
            }
            Self::Fraction { written } => {
                write!(f, "“{written}”按数值保存，小数点后末尾的零无法保留；请将该单元格设为文本格式")
            }
            Self::MadeADate { shown, possible } => write!(
                f,
                "此处是日期，显示为“{shown}”，可能由{}（或用“/”的同样写法）自动转换而来；请将单元格设为文本格式后重填",
                any_of(possible)
            ),
            Self::MadeANumber { shown, possible, is_long } => {
                let long = if *is_long { "，也可能是末尾几位已丢失的更长编码" } else { "" };
                let possible = any_of(possible);
                write!(f, "此处是数值，显示为“{shown}”，原来可能是{possible}{long}；请将单元格设为文本格式后重填")
            }
            Self::MomentForNumber { shown, number, possible } => write!(
                f,
                "此处应为数，却是日期或时间，显示为“{shown}”；文件中存的是{number}，也可能由{}自动转换而来；请将单元格设为数值格式后重填",
                any_of(possible)
            ),
            Self::FormulaZero => f.write_str("此处是公式得出的0，多因引用了空单元格；请直接填写编码或名称，或留空"),
            Self::StruckOutInPart { written } => {
                write!(f, "“{written}”有一部分被划去；请只填写有效的部分")
            }
            Self::FormulaError { written } => {
                write!(f, "“{written}”是公式的错误值；请修正公式或直接填写内容")
            }
            Self::Ambiguous { written, codes } => {
                write!(f, "“{written}”有多个同名的（{}）；请填写所指的编码", codes.join("、"))
            }
            Self::Contradiction { code, written, other, first } => write!(
                f,
                "此处为“{written}”，而{}同一编码“{code}”处为“{other}”；若是同一个，请填写一致；若是两个，请各用一个编码",
                place(first)
            ),
            Self::DeclaredTwice { code, written, other } => write!(
                f,
                "此处为“{code}”申报“{written}”，别处申报“{other}”；若指同一项，请统一；若其中一个只是一部分，请注明是哪一部分"
            ),
            Self::NoHeadings { known } => {
                write!(f, "本表前几行中找不到表头；可识别的表头有：{known}；请补上表头")
            }
            Self::NoHeading { written } => write!(f, "“{written}”所在的列没有表头；请补上表头，或清空该列"),
            Self::NoKind => f.write_str("既没有“类别”列，工作表名称也未说明类别；请填写类别，如“微网格”"),
            Self::Misplaced { kind, heading, written } => {
                let kind = kind.chinese();
                write!(f, "{kind}没有“{heading}”这一项，却填写了“{written}”；请移到所属的行，或删去")
            }
            Self::PostNowhere { written } => {
                write!(f, "填写了职务“{written}”，但未说明在何处任职；请在“所属网格”列填写网格")
            }
            Self::NoRegister { sheet, sheets } => {
                write!(f, "没有可供统计行数的工作表“{sheet}”；请改用：{}", sheets.join("、"))
            }
            Self::OnlyRegister { personal, others } => write!(
                f,
                "本表是人员名册（{}），且没有区域、网格或场所的工作表；请与这些表放在一起以统计行数；若不是名册，请说明各列含义：{}",
                personal.join("、"),
                others.join("、")
            ),
            Self::CountedNowhere { why, cells } => write!(f, "{}（{}）", nowhere(*why), cells.in_chinese()),
            Self::NoClass { heading, headings } => {
                write!(f, "不能按“{heading}”对人员分类；请改用：{}", headings.join("、"))
            }
            Self::TooManyClasses { heading, classes } => {
                write!(f, "“{heading}”有{classes}种不同内容，足以辨认个人，不是分类列；请改用其他列统计")
            }
            Self::CountedAndWritten { measure, code, written, counted } => write!(
                f,
                "“{code}”的{}在其行中填写为{written}，而本名册统计为{counted}；请将名册统计为其他指标，或删去该列",
                known::in_chinese(measure)
            ),
            Self::NotWithin { written, code, other, beside, within } => {
                let within = match &within[..] {
                    [] => "没有任何行说明其上级".to_owned(),
                    within => format!("其上级依次为{}", within.join("、")),
                };
                write!(
                    f,
                    "“{written}”（“{code}”）不在{}的“{other}”之内：{within}；请更正其中之一，或更正“{code}”的上级",
                    place(beside)
                )
            }
            Self::NoneWithin { written, codes, other, beside } => write!(
                f,
                "“{written}”有多个同名的（{}），都不在{}的“{other}”之内；请更正其中之一，或补录所指的行",
                codes.join("、"),
                place(beside)
            ),
            Self::UnknownAncestor { written, kind } => {
                let kind = kind.chinese();
                write!(f, "没有编码或名称为“{written}”的{kind}；请填写已列出的，或补录缺少的行")
            }
            Self::NumbersNowhere { kind, written, times, cells } => write!(
                f,
                "本表{}的序号（如“{written}”）重复从头编起，又未说明各行的上级（{}）；若分属不同上级，请增加“所属小区”之类的列；若几行同指一个，请合并单元格，或改用完整编码",
                kind.chinese(),
                cells_in_chinese(cells, *times)
            ),
            Self::KindOfSheet { rows, above, fitting } => {
                let fitting = match above {
                    Some(above) if !fitting.is_empty() => {
                        format!("（{}之下可设：{}）", above.chinese(), kinds(fitting))
                    }
                    _ => String::new(),
                };
                write!(f, "本表{rows}行未说明是什么{fitting}；请增加“类别”列，或以内容命名工作表，如“微网格”")
            }
            Self::NumberForName { written, kind } => {
                let kind = kind.chinese();
                write!(
                    f,
                    "“{written}”是数，不是{kind}的名称；若确为名称，请填写全称；若该列是数量，请将表头改为“申报:{kind}”"
                )
            }
            Self::BlankLevel { kind, above } => {
                let kind = kind.chinese();
                write!(
                    f,
                    "此处为空：可能同上（“{above}”），也可能没有{kind}；若同上请填写“{above}”，否则请填写其余内容的上级"
                )
            }
            Self::NoLevel { kinds: columns } => {
                write!(f, "本行各级列（{}）均未填写；请填写本行所指", kinds(columns))
            }
            Self::UnitDiffers { measure, written, other, first } => {
                let measure = known::in_chinese(measure);
                write!(f, "{measure}此处以“{written}”计，而{}以“{other}”计；请统一单位", place(first))
            }
            Self::Name(problem) => problem.chinese(f),
            Self::NothingNamed { written } => {
                write!(f, "名称处填的是“{written}”，又没有编码；请填写该行的编码或名称")
            }
            Self::SeveralInRow { written, count } => {
                write!(f, "“{written}”是{count}人，而一行只能是一人；请每人一行")
            }
            Self::NothingAbove { written } => {
                write!(f, "“{written}”表示同上，但本表此列上方没有内容；请填写实际内容")
            }
            Self::NeedsParent { kind, written } => {
                let kind = kind.chinese();
                write!(f, "“{written}”表示没有上级，但{kind}必有上级；请填写上级的编码或名称")
            }
            Self::OtherPost { name, written, post } => {
                let post = post.chinese();
                write!(
                    f,
                    "“{name}”旁注有“{written}”，而本列是{post}；请将姓名移到相应职务的列；若确为{post}，请只填姓名"
                )
            }
            Self::NoNumber { written, why } => {
                write!(f, "“{written}”未作为数读取：")?;
                why.chinese(f)?;
                write!(f, "；请填写确切的数，如{}；没有则填无或—", FigureProblem::EXACT_IN_CHINESE)
            }
            Self::NoFigure { written, why } => {
                write!(f, "“{written}”未作为申报数读取：")?;
                why.chinese(f)?;
                write!(f, "；请按以下写法填写：{}", FigureProblem::UNDERSTOOD_IN_CHINESE)
            }
            Self::OtherUnit { written, unit, expected } => {
                write!(f, "“{written}”以“{unit}”计，而本列以“{expected}”计；请按“{expected}”填写")
            }
            Self::WhichPerson { name, codes } => {
                write!(f, "“{name}”可能是以下任何一人：{}；请填写所指的编码", codes.join("、"))
            }
            Self::NeedsCode { name, first } => {
                write!(f, "“{name}”在{}也出现，无法判定是否同一人；请填写编码", place(first))
            }
            Self::UnknownHeadings { unknown, is_foreign } => unknown_headings(unknown, *is_foreign, f),
            Self::UnclearLine { doubt, written, cells } => {
                let written = written.as_ref().map_or_else(String::new, |text| format!("“{text}”："));
                let cells = if cells.count() > 1 { format!("（{}）", cells.in_chinese()) } else { String::new() };
                write!(f, "{written}{}，未作为数据行读取{cells}；{}", doubt.chinese(), doubt.cure_in_chinese())
            }
        }
    }

    fn parts(&self) -> Parts {
        match self {
            Self::Name(problem) => problem.parts(),
            Self::UnknownHeadings { unknown, is_foreign } => {
                let headings: Vec<&str> = unknown.iter().map(|heading| heading.written.as_str()).collect();
                let cells: Vec<_> = unknown.iter().flat_map(|heading| &heading.cells).collect();
                let parts = Parts::default().with("headings", &headings).with("count", headings.len());
                parts.with("cells", cells).with("is_foreign", is_foreign)
            }
            _ => Parts::of(self),
        }
    }

    fn suggestion(&self) -> Option<String> {
        match self {
            Self::LostDigits { right, .. } => right.clone(),
            Self::LostZeros { right, .. } => Some(right.clone()),
            Self::MadeADate { possible, .. } | Self::MadeANumber { possible, is_long: false, .. } => {
                match &possible[..] {
                    [one] => Some(one.clone()),
                    _ => None,
                }
            }
            Self::UnknownHeadings { unknown, .. } => match &unknown[..] {
                [one] => one.suggestion.clone(),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The texts, each in quotation marks, joined by "or".
fn any_of(texts: &[String]) -> String {
    one_of(Language::Chinese, texts.iter().map(|text| quoted(Language::Chinese, text)))
}

fn kinds(kinds: &[Kind]) -> String {
    list(Language::Chinese, kinds.iter().map(|kind| kind.chinese()))
}

fn place(origin: &Origin) -> String {
    origin.field(None).place().chinese_text()
}

fn nowhere(why: NoPlace) -> &'static str {
    match why {
        NoPlace::Unnamed => "未填写楼栋或网格，无处计入；请填写楼栋或网格",
        NoPlace::Unknown => "台账中没有此编码或名称的楼栋、网格或区域；请填写台账中已有的，或在台账中补录",
        NoPlace::Ambiguous => "有多个同名的楼栋或网格；请填写所指的编码",
        NoPlace::Contradictory => "本行所填各处并不相互包含；请填写正确的楼栋或网格",
    }
}

/// A heading with its cells, and the known one that is most like it.
fn unknown_heading(heading: &UnknownHeading) -> String {
    let cells = list(Language::Chinese, &heading.cells);
    let perhaps = heading.suggestion.as_ref().map_or_else(String::new, |known| format!("，是否为“{known}”"));
    format!("“{}”（{cells}{perhaps}）", excerpt(&heading.written))
}

fn unknown_headings(unknown: &[UnknownHeading], is_foreign: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let shown = list(Language::Chinese, unknown.iter().take(super::SHOWN).map(unknown_heading));
    let more = if unknown.len() > super::SHOWN { "等" } else { "" };
    write!(f, "{}个表头无法识别：{shown}{more}", unknown.len())?;
    if is_foreign {
        f.write_str("；本表多数表头无法识别，因此各行均未读取")?;
    }
    let personal: Vec<String> = unknown
        .iter()
        .filter(|heading| heading.is_personal)
        .map(|heading| quoted(Language::Chinese, &heading.written))
        .collect();
    if !personal.is_empty() {
        write!(f, "；以下像是个人信息，台账不予保存：{}", personal.join("、"))?;
    }
    let example = unknown.iter().find(|heading| !heading.is_personal).map_or("天气", |heading| &heading.written);
    write!(
        f,
        "；请改用可识别的表头，或说明各列含义，如“{example}=measure:{example}”或“{example}=ignored”；“*=ignored”表示其余列一概不读"
    )
}
