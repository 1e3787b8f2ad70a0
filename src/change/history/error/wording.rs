//! What a history refuses and what has no series: ids, parts, and the texts in Chinese.

use std::fmt;

use super::{Elsewhere, HistoryProblem, PartlyGone, SeriesError};
use crate::change::{Date, Period};
use crate::excerpt::excerpt;
use crate::language::Language;
use crate::measure::known;
use crate::message::phrase::{list, near_ones, only, perhaps, quoted};
use crate::message::{Level, Message, Parts, Tell, Wording};

/// A period as people write it in Chinese.
fn days(period: Period) -> String {
    format!("{}至{}", period.first(), period.last())
}

fn entry(entry: Option<usize>, none: &str) -> String {
    entry.map_or_else(|| none.to_owned(), |entry| format!("第{entry}条记录"))
}

const fn kind(is_rate: bool) -> &'static str {
    if is_rate { "比率（分子和分母）" } else { "数量" }
}

fn and_elsewhere(elsewhere: Option<&Elsewhere>) -> String {
    elsewhere.map_or_else(String::new, |elsewhere| format!("；{}", elsewhere.chinese()))
}

impl Wording for HistoryProblem {
    fn id(&self) -> &'static str {
        match self {
            Self::Form(problem) => problem.id(),
            Self::Version { .. } => "history.version",
            Self::Base(error) => error.problem().id(),
            Self::Tampered { .. } => "history.tampered",
            Self::BeforeLast { .. } => "history.before_last",
            Self::AlreadyReported { .. } => "history.already_reported",
            Self::Change(error) => error.problem().id(),
            Self::Crosswalk(error) => error.id(),
            Self::BeforeBeginning { .. } => "history.before_beginning",
            Self::UnknownCode { .. } => "history.unknown_code",
            Self::NotReported { .. } => "history.not_reported",
            Self::AmountOrRate { .. } => "history.amount_or_rate",
            Self::BareRate { .. } => "history.bare_rate",
            Self::ReportedTwice { .. } => "history.reported_twice",
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(problem) => problem.chinese(f),
            Self::Version { written } => {
                write!(f, "历史文档格式的版本“{}”无法识别；本程序可读版本1，请用相应的程序", excerpt(written))
            }
            Self::Base(error) => Tell::tell(error, Language::Chinese, f),
            Self::Tampered { changed, said_by, found, expected } => {
                let (what, by) = (entry(*changed, "起始内容"), entry(*said_by, "文档末尾"));
                write!(f, "{what}与写入{by}时不同：现摘要为{found}，{by}所载为{expected}；请恢复原文")
            }
            Self::BeforeLast { date, last } => {
                write!(f, "变更自{date}起生效，早于上一次变更的{last}；历史只能在末尾续写，请改为{last}或以后")
            }
            Self::AlreadyReported { date, measure, period } => {
                let (measure, days, last) = (known::in_chinese(measure), days(*period), period.last());
                write!(f, "变更自{date}起生效，而{measure}{days}的数已按变更前的地图上报；请改在{last}之后生效")
            }
            Self::Change(error) => Tell::tell(error, Language::Chinese, f),
            Self::Crosswalk(error) => error.chinese(f),
            Self::BeforeBeginning { period, since } => {
                write!(f, "{}早于历史开始的{since}，没有当时的地图；请更正周期", days(*period))
            }
            Self::UnknownCode { code, date, elsewhere, near } => {
                let (elsewhere, near) = (and_elsewhere(elsewhere.as_ref()), near_ones(near));
                write!(f, "{date}的地图上没有编码“{}”{elsewhere}{near}", excerpt(code))
            }
            Self::NotReported { measure, code, period } => {
                let (measure, code, days) = (known::in_chinese(measure), excerpt(code), days(*period));
                write!(f, "“{code}”{days}的{measure}没有上报过，无从更正；请先上报")
            }
            Self::AmountOrRate { measure, entry, was_rate } => {
                let kind = kind(*was_rate);
                write!(f, "{}在第{entry}条记录中是{kind}；请同样填写{kind}", known::in_chinese(measure))
            }
            Self::BareRate { measure } => {
                write!(f, "{}是比率，不能相加；请上报各单位的分子和分母", known::in_chinese(measure))
            }
            Self::ReportedTwice { measure, code, period, entry } => {
                let (measure, code, days) = (known::in_chinese(measure), excerpt(code), days(*period));
                write!(f, "“{code}”{days}的{measure}已由第{entry}条记录上报；如有错误，请用更正")
            }
        }
    }

    fn parts(&self) -> Parts {
        match self {
            Self::Form(problem) => problem.parts(),
            Self::Base(error) => error.problem().parts(),
            Self::Change(error) => error.problem().parts(),
            Self::Crosswalk(error) => error.parts(),
            _ => Parts::of(self),
        }
    }

    fn suggestion(&self) -> Option<String> {
        match self {
            Self::Form(problem) => problem.suggestion(),
            Self::Base(error) => error.problem().suggestion(),
            Self::Change(error) => error.problem().suggestion(),
            Self::Crosswalk(error) => error.suggestion(),
            Self::UnknownCode { near, .. } => only(near),
            _ => None,
        }
    }
}

impl Elsewhere {
    fn chinese(&self) -> String {
        match self {
            Self::Called(codes) => {
                let codes = codes.iter().map(|code| quoted(Language::Chinese, code));
                format!("该单位当时的编码为{}", list(Language::Chinese, codes))
            }
            Self::Since(day) => format!("该编码自{day}起使用"),
            Self::Until(day) => format!("该编码用至{day}，其单位已终止"),
        }
    }
}

impl Wording for SeriesError {
    fn id(&self) -> &'static str {
        match self {
            Self::BeforeBeginning { .. } => "series.before_beginning",
            Self::UnknownCode { .. } => "series.unknown_code",
            Self::BareRate { .. } => "series.bare_rate",
            Self::UnknownMeasure { .. } => "series.unknown_measure",
            Self::PartlyGone { .. } => "series.partly_gone",
            Self::Rebase(errors) => errors.first().id(),
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BeforeBeginning { date, since } => {
                write!(f, "没有{date}的地图：历史自{since}开始；请改用此后的日期")
            }
            Self::UnknownCode { code, date, elsewhere, near } => {
                let (elsewhere, near) = (and_elsewhere(elsewhere.as_ref()), near_ones(near));
                match date {
                    Some(date) => write!(f, "{date}的地图上没有编码“{}”{elsewhere}{near}", excerpt(code)),
                    None => write!(f, "各期地图上都没有编码“{}”{elsewhere}{near}", excerpt(code)),
                }
            }
            Self::BareRate { measure } => {
                write!(f, "{}是比率，不能相加；请查询其最小值、最大值，或两个指标之比", known::in_chinese(measure))
            }
            Self::UnknownMeasure { measure, suggestion, known } => {
                let suggestion = perhaps(suggestion.as_deref());
                write!(f, "没有指标“{}”{suggestion}；请改用已有的：{known}", excerpt(measure))
            }
            Self::PartlyGone { figures } => {
                let figures: Vec<String> = figures.iter().map(PartlyGone::chinese).collect();
                f.write_str(&figures.join("\n"))
            }
            Self::Rebase(errors) => write!(f, "{}", errors.in_language(Language::Chinese)),
        }
    }

    fn parts(&self) -> Parts {
        match self {
            Self::Rebase(errors) => Parts::default().with("errors", errors.messages().collect::<Vec<_>>()),
            _ => Parts::of(self),
        }
    }

    fn suggestion(&self) -> Option<String> {
        match self {
            Self::UnknownCode { near, .. } => only(near),
            Self::UnknownMeasure { suggestion, .. } => suggestion.clone(),
            _ => None,
        }
    }
}

impl Tell for SeriesError {
    fn message(&self) -> Message {
        Message::of(Level::Error, self)
    }

    fn tell(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Wording::tell(self, language, f)
    }
}

impl PartlyGone {
    fn chinese(&self) -> String {
        let Self { code, first, last, date, there, gone } = self;
        let code = quoted(Language::Chinese, code);
        let last = last.map_or_else(|| "起".to_owned(), |last: Date| format!("至{last}"));
        let codes =
            |codes: &[String]| list(Language::Chinese, codes.iter().map(|code| quoted(Language::Chinese, code)));
        let (there, gone) = (codes(there), codes(gone));
        format!(
            "{code}{first}{last}的数无法按{date}的地图划分：{code}变成的单位中有{there}，没有{gone}；请改用都有的地图"
        )
    }
}
