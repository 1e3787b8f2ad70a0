//! The headings of one table, in one line or several: each line splits the merged cells of the line above.

use std::collections::BTreeSet;

use super::heading_lines::TableShape;
use super::purpose::Purpose;
use super::sheet_line::{SheetCell, SheetLine};
use crate::ledger::Position;
use crate::ledger::workbook::line_words::plain;

/// How many lines the headings of one table may take.
pub(super) const DEEPEST: usize = 3;
/// What stands between the parts of a heading that were written in several lines.
const JOINT: &str = "·";

/// Headings that mean the same whatever stands above them.
const SPEAK_FOR_THEMSELVES: [&str; 14] = [
    "序号",
    "电话",
    "联系电话",
    "电话号码",
    "手机",
    "手机号",
    "手机号码",
    "联系方式",
    "备注",
    "说明",
    "身份证号",
    "身份证号码",
    "性别",
    "年龄",
];
/// Headings that say no more than the one above them.
const ONLY_NAMES: [&str; 4] = ["姓名", "名字", "人员", "name"];
/// What a heading above others may end in without saying more.
const EMPTY_ENDINGS: [&str; 8] = ["基本信息", "基本情况", "信息", "情况", "资料", "配备情况", "配备", "概况"];
/// Headings above others that only set them apart.
const NEUTRAL: [&str; 14] = [
    "",
    "人员",
    "队伍",
    "网格人员",
    "力量",
    "基本",
    "基础",
    "网格",
    "网格基本",
    "基础网格",
    "其他",
    "主要",
    "人口",
    "综合",
];

/// What stands in one cell of a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) at: Position,
    pub(super) text: String,
}

impl Part {
    fn of(line: &SheetLine<'_>, cell: &SheetCell<'_>) -> Self {
        Self { at: Position::new(line.row, cell.column), text: cell.text().into_owned() }
    }
}

/// The heading of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// The column, counted from one.
    pub(super) column: u32,
    /// What was written, from the upper line to the lower one.
    pub(super) parts: Vec<Part>,
    /// The text to look up and to show: of several parts the one of [`Heading::readings`] that is known, else all
    /// of them joined, such as 网格长·电话.
    pub(super) text: String,
    /// What the column is for, if the text is known.
    pub(super) purpose: Option<Purpose>,
}

impl Heading {
    /// The row of its lowest part.
    pub(super) fn row(&self) -> u32 {
        self.parts.last().map_or(0, |part| part.at.row)
    }

    /// The cells of its parts, downward.
    pub(super) fn cells(&self) -> Vec<Position> {
        self.parts.iter().map(|part| part.at).collect()
    }

    /// What the parts may be read as, the surest first. A part is left out only where that cannot change what is
    /// meant: 户数 below 流动人口 is never read as 户数 alone.
    pub(super) fn readings(parts: &[&str]) -> Vec<String> {
        let Some((first, rest)) = parts.split_first() else { return Vec::new() };
        let mut readings = vec![(*first).to_owned()];
        let mut joined = (*first).to_owned();
        for bottom in rest {
            joined = format!("{joined}{JOINT}{bottom}");
            let below = readings.iter().flat_map(|top| Self::joined(top, bottom));
            let all: Vec<String> = [joined.clone()].into_iter().chain(below).collect();
            let mut seen = BTreeSet::new();
            readings = all.into_iter().filter(|reading| !reading.is_empty() && seen.insert(reading.clone())).collect();
        }
        readings
    }

    /// What a heading below another may be read as together with it.
    fn joined(top: &str, bottom: &str) -> Vec<String> {
        let (upper, lower) = (plain(top), plain(bottom));
        let stripped = EMPTY_ENDINGS.iter().find_map(|ending| upper.strip_suffix(ending)).unwrap_or(&upper);
        let mut readings = vec![format!("{top}{JOINT}{bottom}"), format!("{top}{bottom}")];
        if stripped != upper && !stripped.is_empty() {
            readings.extend([format!("{stripped}{JOINT}{bottom}"), format!("{stripped}{bottom}")]);
        }
        if ONLY_NAMES.contains(&lower.as_str()) {
            readings.extend([top.to_owned(), stripped.to_owned()]);
        } else if SPEAK_FOR_THEMSELVES.contains(&lower.as_str()) || NEUTRAL.contains(&stripped) || upper == lower {
            readings.push(bottom.to_owned());
        }
        readings
    }
}

/// The headings that begin in the first of the lines, over as many lines as belong together.
pub(super) fn deepest(lines: &[SheetLine<'_>], purpose_of: &impl Fn(&str) -> Option<Purpose>) -> TableShape {
    let mut stack = Stack::of(&lines[0]);
    for (upper, lower) in lines.iter().zip(lines.iter().skip(1)).take(DEEPEST - 1) {
        let Some(deeper) = stack.deepened(upper, lower, purpose_of) else { break };
        stack = deeper;
    }
    stack.into_shape(purpose_of)
}

/// Headings as they are found, line by line.
struct Stack {
    /// Each column with its parts.
    columns: Vec<(u32, Vec<Part>)>,
    lines: Vec<u32>,
    texts: Vec<Vec<(u32, String)>>,
}

impl Stack {
    fn of(line: &SheetLine<'_>) -> Self {
        let columns = line.own().map(|cell| (cell.column, vec![Part::of(line, cell)]));
        Self { columns: columns.collect(), lines: vec![line.row], texts: vec![texts_of(line)] }
    }

    /// The headings with a line below, if that line splits what is above it: all its texts stand below cells that
    /// are wider than one column, or below nothing.
    fn deepened(
        &self,
        upper: &SheetLine<'_>,
        lower: &SheetLine<'_>,
        purpose_of: &impl Fn(&str) -> Option<Purpose>,
    ) -> Option<Self> {
        let is_text = |cell: &SheetCell<'_>| cell.is_text() && !cell.text().chars().any(|c| c.is_ascii_digit());
        if lower.row != upper.row + 1 || !lower.own().all(is_text) || upper.own().count() < 2 {
            return None;
        }
        let spans = spans(upper, lower);
        let mut columns: Vec<(u32, Vec<Part>)> = Vec::new();
        let mut split = 0;
        let below = |at: u32| lower.own().find(|cell| cell.column == at);
        let parts_of = |at: u32| self.columns.iter().find(|(column, _)| *column == at).map(|(_, parts)| parts.clone());
        for (column, parts) in &self.columns {
            let Some((_, end)) = spans.iter().find(|(first, _)| first == column) else {
                // Below a cell of one column nothing may stand that makes no heading together with it.
                match below(*column) {
                    None => columns.push((*column, parts.clone())),
                    Some(cell) => {
                        let with_it = with_part(parts, Part::of(lower, cell));
                        if reading(&with_it, purpose_of).1.is_none() || split == 0 && spans.is_empty() {
                            return None;
                        }
                        columns.push((*column, with_it));
                    }
                }
                continue;
            };
            let within = lower.own().filter(|cell| (*column..*end).contains(&cell.column));
            let found: Vec<_> = within.map(|cell| (cell.column, with_part(parts, Part::of(lower, cell)))).collect();
            if found.is_empty() {
                columns.push((*column, parts.clone()));
            }
            split += found.len();
            columns.extend(found);
        }
        // What stands below nothing is a heading of one line.
        for cell in lower.own() {
            let is_below = spans.iter().any(|(first, end)| (*first..*end).contains(&cell.column));
            if !is_below && parts_of(cell.column).is_none() {
                columns.push((cell.column, vec![Part::of(lower, cell)]));
            }
        }
        columns.sort_by_key(|(column, _)| *column);
        columns.dedup_by_key(|(column, _)| *column);
        let known = |columns: &[(u32, Vec<Part>)]| {
            columns.iter().filter(|(_, parts)| reading(parts, purpose_of).1.is_some()).count()
        };
        let alone = lower.own().filter(|cell| purpose_of(&cell.text()).is_some()).count();
        let has_single = upper.own().any(|cell| {
            let is_single = !spans.iter().any(|(first, _)| *first == cell.column);
            is_single && purpose_of(&cell.text()).is_some()
        });
        // A title over headings splits too, but then the joined texts are not known.
        let is_better = has_single || known(&columns) * 2 >= alone;
        let deeper = Self {
            columns,
            lines: self.lines.iter().copied().chain([lower.row]).collect(),
            texts: self.texts.iter().cloned().chain([texts_of(lower)]).collect(),
        };
        (split >= 2 && is_better).then_some(deeper)
    }

    fn into_shape(self, purpose_of: &impl Fn(&str) -> Option<Purpose>) -> TableShape {
        let headings = self.columns.into_iter().map(|(column, parts)| {
            let (text, purpose) = reading(&parts, purpose_of);
            Heading { column, parts, text, purpose }
        });
        TableShape::new(self.lines, headings.collect(), self.texts)
    }
}

fn texts_of(line: &SheetLine<'_>) -> Vec<(u32, String)> {
    line.own().map(|cell| (cell.column, plain(&cell.text()))).collect()
}

fn with_part(parts: &[Part], part: Part) -> Vec<Part> {
    parts.iter().cloned().chain([part]).collect()
}

/// The cells of the upper line that the lower line splits: first column, and the one behind the last. Without merged
/// ranges a cell reaches as far as nothing stands beside it and something below.
fn spans(upper: &SheetLine<'_>, lower: &SheetLine<'_>) -> Vec<(u32, u32)> {
    let is_filled = |line: &SheetLine<'_>, at: u32| line.cells.iter().any(|cell| cell.column == at && !cell.is_blank());
    let reach = upper.own().filter_map(|cell| {
        if cell.width > 1 {
            return Some((cell.column, cell.column + cell.width));
        }
        let mut end = cell.column;
        while is_filled(lower, end) && (end == cell.column || !is_filled(upper, end)) {
            end += 1;
        }
        (end > cell.column + 1).then_some((cell.column, end))
    });
    reach.collect()
}

/// The reading of a heading that is known, or all its parts joined.
fn reading(parts: &[Part], purpose_of: &impl Fn(&str) -> Option<Purpose>) -> (String, Option<Purpose>) {
    // Behind a prefix a name is meant exactly as it is written.
    let texts: Vec<&str> = match parts {
        [only] => vec![only.text.as_str()],
        several => several.iter().map(|part| part.text.trim()).collect(),
    };
    let readings = Heading::readings(&texts);
    let known = readings.iter().find_map(|text| Some((text.clone(), Some(purpose_of(text)?))));
    known.unwrap_or_else(|| (texts.join(JOINT), None))
}
