//! Notes on how records were read: ids, parts, and the texts in Chinese.

use std::fmt;

use super::RecordRemark;
use crate::excerpt::excerpt;
use crate::message::{Parts, Wording};

impl Wording for RecordRemark {
    fn id(&self) -> &'static str {
        match self {
            Self::ColumnIgnored { .. } => "record.column_ignored",
            Self::ColumnUnknown { .. } => "record.column_unknown",
            Self::ColumnPersonal { .. } => "record.column_personal",
            Self::MonthFirst { .. } => "record.month_first",
            Self::RowsInCell { .. } => "record.rows_in_cell",
            Self::TwiceOnClock => "record.twice_on_clock",
            Self::UnknownStatus { .. } => "record.unknown_status",
            Self::UnknownAnswer { .. } => "record.unknown_answer",
            Self::NoPlace => "record.no_place",
            Self::PlacedAbove { .. } => "record.placed_above",
            Self::AboveUnknown { .. } => "record.above_unknown",
            Self::OffMap => "record.off_map",
            Self::NoMap => "record.no_map",
            Self::Issue(issue) => issue.id(),
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ColumnIgnored { heading } => write!(f, "“{heading}”列与此处统计无关，未读取"),
            Self::ColumnUnknown { heading } => write!(f, "“{heading}”列含义未知，未读取"),
            Self::ColumnPersonal { heading } => write!(f, "“{heading}”列是个人信息，未读取"),
            Self::MonthFirst { heading } => write!(f, "“{heading}”列按月份在前读取（美国网站的日期写法）"),
            Self::RowsInCell { heading } => {
                write!(f, "“{heading}”列的一个单元格内有像是案件的行；如系漏写引号，这些行未读取")
            }
            Self::TwiceOnClock => f.write_str("时钟曾两次显示这一时间，按第一次计"),
            Self::UnknownStatus { written } => write!(f, "状态“{written}”含义未知，是否结案仅按时间判断"),
            Self::UnknownAnswer { written } => write!(f, "“{written}”看不出满意与否，按未回访计"),
            Self::NoPlace => f.write_str("没有写明地点，不计入任何辖区"),
            Self::PlacedAbove { written, code } => {
                write!(f, "“{}”不是辖区，计入同一行所写的“{}”", excerpt(written), excerpt(code))
            }
            Self::AboveUnknown { written } => {
                write!(f, "台账中没有“{}”，未据此核对同一行的地点", excerpt(written))
            }
            Self::OffMap => f.write_str("点位不在地图上的任何网格内或无法确定，不计入任何辖区"),
            Self::NoMap => f.write_str("没有当日网格的地图，未据点位核对"),
            Self::Issue(issue) => issue.chinese(f),
        }
    }

    fn parts(&self) -> Parts {
        match self {
            Self::Issue(issue) => issue.parts(),
            _ => Parts::of(self),
        }
    }
}
