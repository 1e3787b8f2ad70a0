//! What is wrong with records: ids, parts, and the texts in Chinese.

use std::fmt;

use super::{RecordIssue, RecordProblem, SHOWN, TimeProblem};
use crate::excerpt::excerpt;
use crate::language::Language;
use crate::message::phrase::{near_ones, quoted_list};
use crate::message::{Parts, Wording};

impl Wording for TimeProblem {
    fn id(&self) -> &'static str {
        match self {
            Self::NotATime { .. } => "record.not_a_time",
            Self::NoSuchDay { .. } => "record.no_such_day",
            Self::NeverOnClock { .. } => "record.never_on_clock",
            Self::WhichIsMonth { .. } => "record.which_is_month",
            Self::DayNumber { .. } => "record.day_number",
            Self::DayOnly { .. } => "record.day_only",
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotATime { written } => write!(f, "“{written}”不是时间；请写成2023-12-10 12:00的形式"),
            Self::NoSuchDay { written } => write!(f, "“{written}”不是日历上的日期；请写成2023-12-10 12:00的形式"),
            Self::NeverOnClock { written, zone } => {
                write!(f, "“{written}”在时区{zone}的时钟上不存在；请填写实际时间，或注明时差，如2023-12-10T12:00+08:00")
            }
            Self::WhichIsMonth { written } => {
                write!(f, "“{written}”中哪个数是月份无法判定；请写成2023-12-10的形式，或在读取时指明顺序")
            }
            Self::DayNumber { written } => {
                write!(f, "“{written}”是电子表格的日期序号；请将该列设为日期格式后重新保存")
            }
            Self::DayOnly { written } => write!(f, "“{written}”只有日期没有时刻；请写成2023-12-10 12:00的形式"),
        }
    }

    fn parts(&self) -> Parts {
        Parts::of(self)
    }
}

impl Wording for RecordProblem {
    fn id(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "record.unreadable",
            Self::NotUtf8 { .. } => "record.not_utf8",
            Self::Syntax { .. } => "record.syntax",
            Self::Empty => "record.empty",
            Self::NoHeadings => "record.no_headings",
            Self::Limit { .. } => "record.limit",
            Self::NoColumn { .. } => "record.no_column",
            Self::SameColumn { .. } => "record.same_column",
            Self::Personal { .. } => "record.personal",
            Self::Ragged { .. } => "record.ragged",
            Self::OpenQuote => "record.open_quote",
            Self::DaysApart { .. } => "record.days_apart",
            Self::EndsFirst => "record.ends_first",
            Self::HalfSpan => "record.half_span",
            Self::NotText => "record.not_text",
            Self::NotReported => "record.not_reported",
            Self::Time(problem) => problem.id(),
            Self::NoCoordinate { .. } => "record.no_coordinate",
            Self::HalfPoint => "record.half_point",
            Self::SameCode { .. } => "record.same_code",
            Self::UnknownPlace { .. } => "record.unknown_place",
            Self::AmbiguousPlace { .. } => "record.ambiguous_place",
            Self::Elsewhere { .. } => "record.elsewhere",
            Self::OtherZone { .. } => "record.other_zone",
            Self::Refused(issue) => issue.id(),
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { why } => write!(f, "无法读取：{why}"),
            Self::NotUtf8 { byte } => {
                write!(f, "第{byte}个字节不是UTF-8编码；请将文件另存为UTF-8编码")
            }
            Self::Syntax { why } => write!(f, "格式有误：{why}"),
            Self::Empty => f.write_str("没有表头；案件台账的第一行应为表头，请补上"),
            Self::NoHeadings => f.write_str("没有一行含有两个案件表头（如编号、上报时间）；请填写表头"),
            Self::Limit { what, found, limit } => {
                write!(f, "{}为{found}，最多读取{limit}；请分成几份，或放宽限制", what.chinese())
            }
            Self::NoColumn { what, example } => {
                write!(f, "没有一列说明{}；请用这样的表头增设一列：{example}", what.chinese())
            }
            Self::SameColumn { first, second } => {
                write!(f, "“{first}”与“{second}”两列含义相同；请只保留一列，或改另一列的表头")
            }
            Self::Personal { heading } => write!(f, "“{heading}”列是个人信息，案件台账不予保存；请删去该列"),
            Self::Ragged { found, headings } => {
                write!(f, "本行有{found}个单元格，而表头有{headings}个；请使每行的单元格与表头一样多")
            }
            Self::OpenQuote => f.write_str("本行有一个引号未闭合，其后各行无法分开；请补上或删去引号"),
            Self::DaysApart { first, last, last_at, days, limit } => {
                let place = last_at.field(None).place().chinese_text();
                write!(
                    f,
                    "本案件的日期为{first}，{place}处的为{last}，相隔{days}天，最多可相隔{limit}天；请更正有误的日期，或分成几份"
                )
            }
            Self::EndsFirst => f.write_str("时间范围的终点早于起点；请将较早的时刻写作起点"),
            Self::HalfSpan => f.write_str("时间范围只有终点，没有起点；请两项都填，或都留空"),
            Self::NotText => f.write_str("此处应为文字或数字，不应为列表或对象；请改正"),
            Self::NotReported => f.write_str("缺少上报时间；请填写"),
            Self::Time(problem) => problem.chinese(f),
            Self::NoCoordinate { written } => {
                write!(f, "“{written}”不是经纬度或米数；请写成113.60247的形式，或留空")
            }
            Self::HalfPoint => f.write_str("经度与纬度只填了其一；请两项都填，或都留空"),
            Self::SameCode { code, first } => {
                let place = first.field(None).place().chinese_text();
                write!(f, "编号“{}”与{place}处的重复；请各用一个编号", excerpt(code))
            }
            Self::UnknownPlace { written, day, near } => {
                let near = near_ones(near);
                write!(f, "{day}没有编码或名称为“{}”的区域、网格或场所{near}；请填写所指的编码", excerpt(written))
            }
            Self::AmbiguousPlace { written, codes } => write!(
                f,
                "“{}”有{}个同名的：{}；请填写所指的编码",
                excerpt(written),
                codes.len(),
                quoted_list(Language::Chinese, codes, SHOWN)
            ),
            Self::Elsewhere { written, within } => {
                write!(f, "“{}”不在同一行所写的“{}”之内；请更正其中一处", excerpt(written), excerpt(within))
            }
            Self::OtherZone { written, zone } => {
                write!(f, "文件中的案件按时区{written}记录，读取时用的是{zone}；请用{written}读取")
            }
            Self::Refused(issue) => issue.chinese(f),
        }
    }

    fn parts(&self) -> Parts {
        match self {
            Self::Time(problem) => problem.parts(),
            Self::Refused(issue) => issue.parts(),
            _ => Parts::of(self),
        }
    }
}

/// A point as a Chinese text has it.
fn point(at: &str) -> String {
    at.replace(", ", "，")
}

impl Wording for RecordIssue {
    fn id(&self) -> &'static str {
        self.rule()
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPlace => f.write_str("没有写明地点；请填写所在网格的编码"),
            Self::OutsideLife { code, day } => {
                write!(f, "“{}”在{day}并不存在；请填写当日该处网格的编码", excerpt(code))
            }
            Self::OutOfOrder { earlier, earlier_at, later, later_at } => {
                let (earlier, later) = (earlier.chinese(), later.chinese());
                write!(f, "{later}时间{later_at}早于{earlier}时间{earlier_at}；请更正其中一个时间")
            }
            Self::PointElsewhere { code, at, codes } => {
                let codes = quoted_list(Language::Chinese, codes, SHOWN);
                write!(f, "点位{}在{codes}，而不在“{}”；请更正其中一处", point(at), excerpt(code))
            }
            Self::PointOnBorder { at, codes } => {
                let codes = quoted_list(Language::Chinese, codes, SHOWN);
                write!(f, "点位{}在{codes}的边界或重叠处；请填写所指网格的编码", point(at))
            }
            Self::PointNowhere { at } => {
                write!(f, "点位{}不在地图上的任何网格内；请核对点位，或填写网格编码", point(at))
            }
            Self::Contradiction { closed_at, status } => {
                write!(f, "结案时间为{closed_at}，而状态为“{}”；请更正其中一处", status.chinese())
            }
        }
    }

    fn parts(&self) -> Parts {
        Parts::of(self)
    }
}
