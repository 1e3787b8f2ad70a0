//! What notes tell: ids, parts, and the texts in Chinese.

use std::fmt;

use super::{Cells, Remark, cells_in_chinese};
use crate::excerpt::excerpt;
use crate::language::Language;
use crate::ledger::Origin;
use crate::message::phrase::{list, quoted_list};
use crate::message::{Parts, Wording};
use crate::text::Difference;

/// How many headings are listed.
pub(super) const SHOWN: usize = 40;

impl Wording for Remark {
    fn id(&self) -> &'static str {
        match self {
            Self::ColumnIgnored(_) => "note.column_ignored",
            Self::LineAboveHeadings(_) => "note.line_above_headings",
            Self::SheetIgnored(_) => "note.sheet_ignored",
            Self::SameAgain { .. } => "note.same_again",
            Self::ZerosShown { .. } => "note.zeros_shown",
            Self::TakenForOne { .. } => "note.taken_for_one",
            Self::TotalOfNobody => "note.total_of_nobody",
            Self::TotalOfUnknown(_) => "note.total_of_unknown",
            Self::TakenByForm { .. } => "note.taken_by_form",
            Self::AncestorUnknown { .. } => "note.ancestor_unknown",
            Self::NumbersMadeUnique { .. } => "note.numbers_made_unique",
            Self::KindOfSheet { .. } => "note.kind_of_sheet",
            Self::ParentOfSheet { .. } => "note.parent_of_sheet",
            Self::ValueAbove { .. } => "note.value_above",
            Self::UpperFigures { .. } => "note.upper_figures",
            Self::FileSkipped(_) => "note.file_skipped",
            Self::TotalNotRead(_) => "note.total_not_read",
            Self::ReadAsNobody { .. } => "note.read_as_nobody",
            Self::ReadAsNothing { .. } => "note.read_as_nothing",
            Self::ReadAsNoParent { .. } => "note.read_as_no_parent",
            Self::LineOfNobody { .. } => "note.line_of_nobody",
            Self::ReadAsAbove { .. } => "note.read_as_above",
            #[cfg(feature = "workbook")]
            Self::NumberDropped { .. } => "note.number_dropped",
            Self::RemarkApart { .. } => "note.remark_apart",
            Self::TitleApart { .. } => "note.title_apart",
            Self::TagApart { .. } => "note.tag_apart",
            Self::NameJoined { .. } => "note.name_joined",
            Self::NamesSplit { .. } => "note.names_split",
            Self::UnusualName { .. } => "note.unusual_name",
            Self::PointZeroDropped { .. } => "note.point_zero_dropped",
            Self::ReadAsNoValue { .. } => "note.read_as_no_value",
            Self::NumberRead { .. } => "note.number_read",
            Self::OnePerson { .. } => "note.one_person",
            Self::SeveralPeople { .. } => "note.several_people",
            #[cfg(feature = "workbook")]
            Self::LinesTold { .. } => "note.lines_told",
            Self::UnknownIgnored(_) => "note.unknown_ignored",
            Self::IndexIgnored => "note.index_ignored",
            Self::ReadUnseen { .. } => "note.read_unseen",
            #[cfg(feature = "workbook")]
            Self::Cleaned { .. } => "note.cleaned",
            Self::Register { .. } => "note.register",
            Self::RegisterCounted { .. } => "note.register_counted",
            Self::LinesOfNobody { .. } => "note.lines_of_nobody",
            #[cfg(feature = "parquet")]
            Self::Kept { id, .. } => id,
        }
    }

    #[expect(clippy::too_many_lines, reason = "one text a variant, in one exhaustive match")]
    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ColumnIgnored(heading) => write!(f, "“{heading}”列不属于台账，未读取"),
            Self::LineAboveHeadings(text) => write!(f, "表头上方的“{text}”未读取"),
            Self::SheetIgnored(sheet) => write!(f, "工作表“{sheet}”不属于台账，未读取"),
            Self::SameAgain { code, first } => write!(f, "“{code}”在{}已有且内容一致，只计一次", place(first)),
            Self::ZerosShown { shown, times } => write!(
                f,
                "“{shown}”是数值，前导零只靠格式显示，本列共{times}处；已按显示的内容读取；请将该列设为文本格式，以免丢失前导零"
            ),
            Self::TakenForOne { name, times } => {
                write!(f, "“{name}”出现在{times}个单元格，没有单独列表，按同一个处理")
            }
            Self::TotalOfNobody => f.write_str("本合计不属于任何一个节点：其上各行没有共同的上级；未读取"),
            Self::TotalOfUnknown(of) => write!(f, "本合计所属的“{of}”不是台账中唯一的节点；未读取"),
            Self::TakenByForm { written, meant, differences, times, cells } => write!(
                f,
                "“{written}”按“{meant}”读取，两者只有{}不同（{}）",
                list(Language::Chinese, differences.iter().map(|difference: &Difference| difference.chinese())),
                cells_in_chinese(cells, *times)
            ),
            Self::AncestorUnknown { written, times, cells } => {
                let cells = cells_in_chinese(cells, *times);
                write!(f, "台账中没有“{written}”，未与同行内容核对（{cells}）")
            }
            Self::NumbersMadeUnique { kind, written, codes, times, cells } => write!(
                f,
                "{}的序号（如“{written}”）在各自上级内从头编起，已加上级编码使其唯一：{}（{}）",
                kind.chinese(),
                codes.join("、"),
                cells_in_chinese(cells, *times)
            ),
            Self::KindOfSheet { rows, kind, within } => {
                let within = within.as_ref().map_or_else(String::new, |code| format!("“{code}”之内的"));
                let kind = kind.chinese();
                write!(f, "本表{rows}行按{within}{kind}读取；若有其他类别，请增加“类别”列")
            }
            Self::ParentOfSheet { code, times } => {
                write!(f, "{times}行未填上级，已按工作表或文件的名称归入“{code}”")
            }
            Self::ValueAbove { times, cells } => {
                write!(f, "各级列中的空单元格按同上读取（{}）", cells_in_chinese(cells, *times))
            }
            Self::UpperFigures { cells } => {
                write!(f, "上级行与其下级行都填了同一指标，上级行的按申报数读取，不参加合计（{}）", cells.in_chinese())
            }
            Self::FileSkipped(file) => write!(f, "“{file}”是隐藏文件，或表格软件打开时的临时文件，未读取"),
            Self::TotalNotRead(written) => write!(f, "合计行中的“{written}”不是可申报的数，未读取"),
            Self::ReadAsNobody { written, cells } => write!(f, "“{written}”按无人处理（{}）", cells.in_chinese()),
            Self::ReadAsNothing { written, cells } => write!(f, "“{written}”按未填处理（{}）", cells.in_chinese()),
            Self::ReadAsNoParent { written, cells } => {
                write!(f, "“{written}”按没有上级处理（{}）", cells.in_chinese())
            }
            Self::LineOfNobody { written, cells } => {
                write!(f, "名称处填的是“{written}”，该行不指任何人，未读取（{}）", cells.in_chinese())
            }
            Self::ReadAsAbove { written, cells } => write!(f, "“{written}”按同上读取（{}）", cells.in_chinese()),
            #[cfg(feature = "workbook")]
            Self::NumberDropped { kind, cells } => {
                write!(f, "姓名旁的{}属于个人信息，已舍去（{}）", kind.chinese(), cells.in_chinese())
            }
            Self::RemarkApart { written, cells } => {
                write!(f, "姓名旁的“{written}”按备注处理，不计入姓名（{}）", cells.in_chinese())
            }
            Self::TitleApart { written, cells } => {
                write!(f, "姓名旁的“{written}”按职务处理，不计入姓名（{}）", cells.in_chinese())
            }
            Self::TagApart { written, cells } => {
                write!(f, "姓名后的“{written}”用于区分同名的人，保留在编码中，不计入姓名（{}）", cells.in_chinese())
            }
            Self::NameJoined { name, cells } => {
                write!(f, "姓名中的空白已去掉：“{name}”（{}）", cells.in_chinese())
            }
            Self::NamesSplit { names, cells } => {
                write!(f, "“{names}”按多人读取，其间没有顿号（{}）", cells.in_chinese())
            }
            Self::UnusualName { name, cells } => {
                write!(f, "“{name}”不像常见的姓名，仍按姓名读取（{}）", cells.in_chinese())
            }
            Self::PointZeroDropped { cells } => {
                write!(f, "整数后的“.0”不是编码的一部分，已去掉（{}）", cells.in_chinese())
            }
            Self::ReadAsNoValue { written, cells } => {
                write!(f, "“{written}”按没有数值处理，不是0（{}）", cells.in_chinese())
            }
            Self::NumberRead { written, value, cells } => {
                write!(f, "“{written}”按{value}读取（{}）", cells.in_chinese())
            }
            Self::OnePerson { name, code, times } => write!(
                f,
                "“{name}”出现在{times}个单元格，按同一人（“{code}”）处理；若是几个人，请填写编码，或写作{name}1、{name}2"
            ),
            Self::SeveralPeople { name, codes, times } => write!(
                f,
                "“{name}”按{times}人处理，因为所服务的地方各不相干：{}；若是同一人，请统一填写一个编码",
                codes.join("、")
            ),
            #[cfg(feature = "workbook")]
            Self::LinesTold { class, cells } => write!(f, "{}（{}）", told(class), cells.in_chinese()),
            Self::UnknownIgnored(headings) => {
                let listed = quoted_list(Language::Chinese, headings, SHOWN);
                write!(f, "{}个无法识别的表头按要求忽略，其列未读取：{listed}", headings.len())
            }
            Self::IndexIgnored => f.write_str("本列没有表头，只有连续的序号，未读取"),
            Self::ReadUnseen { is_sheet_hidden, rows, columns, struck_out } => {
                let unseen = unseen(*is_sheet_hidden, rows, columns, struck_out.as_ref());
                write!(f, "以下内容平时看不见或已划去，但仍已读取：{unseen}；请核对是否仍然有效")
            }
            #[cfg(feature = "workbook")]
            Self::Cleaned { how, cells } => write!(f, "{}（{}）", cleaned(*how), cells.in_chinese()),
            Self::Register { sheet, personal, places, by } => {
                let how = how_to_count(sheet, places, by.as_deref());
                write!(f, "“{sheet}”是人员名册（{}），未读取；{how}", personal.join("、"))
            }
            Self::RegisterCounted { measure, rows } => {
                let measure = crate::measure::known::in_chinese(measure);
                write!(f, "本名册{rows}行已按所填楼栋、网格统计为{measure}，其他内容一概未保留")
            }
            Self::LinesOfNobody { cells } => {
                write!(f, "本名册中既无姓名也无证件号码的行未计入（{}）", cells.in_chinese())
            }
            #[cfg(feature = "parquet")]
            Self::Kept { message, .. } => f.write_str(message.words(Language::Chinese)),
        }
    }

    fn parts(&self) -> Parts {
        match self {
            Self::ColumnIgnored(heading) => Parts::default().with("heading", heading),
            Self::UnknownIgnored(headings) => Parts::default().with("headings", headings).with("count", headings.len()),
            Self::ReadUnseen { is_sheet_hidden, rows, columns, struck_out } => {
                let parts = Parts::default().with("is_sheet_hidden", is_sheet_hidden);
                let spans: Vec<String> = rows.iter().copied().map(super::span).collect();
                let parts = parts.with("rows", spans).with("columns", columns);
                let struck_out = struck_out.as_ref();
                let parts = parts.with("struck_out", struck_out.map_or(&[][..], Cells::first));
                parts.with("count_struck_out", struck_out.map_or(0, Cells::count))
            }
            #[cfg(feature = "parquet")]
            Self::Kept { message, .. } => message.parts().clone(),
            _ => Parts::of(self),
        }
    }
}

fn place(origin: &Origin) -> String {
    origin.field(None).place().chinese_text()
}

/// What was done with lines of a class.
#[cfg(feature = "workbook")]
fn told(class: &crate::ledger::workbook::LineClass) -> &'static str {
    use crate::ledger::workbook::LineClass;

    match class {
        LineClass::Explanation => "填写说明行未读取",
        LineClass::Sample => "示例行未读取",
        LineClass::Total { .. } => "合计行不是数据行，其数作为各行上级的申报数",
        LineClass::Note | LineClass::Signature | LineClass::EndMark => "备注、落款和结束标记的行未读取",
        LineClass::Numbered => "只有预编序号或零的行未读取",
        LineClass::HeadingAgain => "此处重复出现表头，未读取",
        _ => "这些行不是数据行",
    }
}

/// What was taken off texts.
#[cfg(feature = "workbook")]
fn cleaned(how: crate::ledger::workbook::Cleaning) -> &'static str {
    use crate::ledger::workbook::Cleaning;

    match how {
        Cleaning::Equation => "“=\"……\"”按引号内的文本读取",
        Cleaning::TextMark => "数字前用于保持文本格式的符号已去掉",
    }
}

fn how_to_count(sheet: &str, places: &[String], by: Option<&str>) -> String {
    if places.is_empty() {
        return "没有列说明各行属于哪个楼栋或网格，无法统计行数".to_owned();
    }
    let by = by.map_or_else(String::new, |by| format!(":by={by}"));
    let places = quoted_list(Language::Chinese, places, usize::MAX);
    format!("如需按{places}列统计行数，请加上：--count {sheet}=population{by}")
}

/// What of a sheet nobody sees.
fn unseen(is_sheet_hidden: bool, rows: &[(u32, u32)], columns: &[String], struck_out: Option<&Cells>) -> String {
    let mut parts = Vec::new();
    if is_sheet_hidden {
        parts.push("隐藏的工作表".to_owned());
    }
    if !rows.is_empty() {
        parts.push(format!("隐藏的第{}行", list(Language::Chinese, rows.iter().copied().map(super::span))));
    }
    if !columns.is_empty() {
        let columns = columns.iter().map(|column| format!("“{}”", excerpt(column)));
        parts.push(format!("隐藏的{}列", list(Language::Chinese, columns)));
    }
    parts.extend(struck_out.map(|cells| format!("划去的单元格（{}）", cells.in_chinese())));
    list(Language::Chinese, parts)
}
