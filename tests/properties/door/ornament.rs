//! What offices add to the tables of a ledger, without another meaning.

use gridgov::ledger::workbook::Workbook;

use super::layout::{Column, Line, Table};

/// The sheets, and which of their rows are hidden: the number of the sheet and of the row.
pub struct Decorated {
    pub workbook: Workbook,
    pub hidden: Vec<(usize, u32)>,
}

/// Something that is added to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ornament {
    // Those of cells come first: those of lines must not be adorned.
    Serial,
    Contacts,
    Index,
    Ditto,
    Merged,
    Placeholders,
    Padding,
    Remarks,
    Telephones,
    Invisible,
    FullWidth,
    Thousands,
    Subtotals,
    Total,
    RepeatedHeadings,
    BlankLines,
    Explanation,
    SampleLine,
    Prenumbered,
    EndMark,
    FootNote,
    Signatures,
    DateLine,
    Title,
    HiddenRows,
}

impl Ornament {
    pub const ALL: &'static [Self] = &[
        Self::Serial,
        Self::Contacts,
        Self::Index,
        Self::Ditto,
        Self::Merged,
        Self::Placeholders,
        Self::Padding,
        Self::Remarks,
        Self::Telephones,
        Self::Invisible,
        Self::FullWidth,
        Self::Thousands,
        Self::Subtotals,
        Self::Total,
        Self::RepeatedHeadings,
        Self::BlankLines,
        Self::Explanation,
        Self::SampleLine,
        Self::Prenumbered,
        Self::EndMark,
        Self::FootNote,
        Self::Signatures,
        Self::DateLine,
        Self::Title,
        Self::HiddenRows,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Serial => "numbers of lines",
            Self::Contacts => "columns of telephones and remarks",
            Self::Index => "a running index without a heading",
            Self::Ditto => "ditto marks",
            Self::Merged => "merged parents",
            Self::Placeholders => "placeholders",
            Self::Padding => "padding",
            Self::Remarks => "remarks behind names",
            Self::Telephones => "telephones behind names",
            Self::Invisible => "invisible characters",
            Self::FullWidth => "full-width signs",
            Self::Thousands => "figures as text",
            Self::Subtotals => "subtotals",
            Self::Total => "a total",
            Self::RepeatedHeadings => "headings again",
            Self::BlankLines => "blank lines",
            Self::Explanation => "an explanation below the headings",
            Self::SampleLine => "a sample line",
            Self::Prenumbered => "lines numbered in advance",
            Self::EndMark => "a mark of the end",
            Self::FootNote => "a note at the foot",
            Self::Signatures => "signatures",
            Self::DateLine => "a line with a date above",
            Self::Title => "a title",
            Self::HiddenRows => "hidden rows",
        }
    }

    /// The ornaments in the order in which they can be added.
    pub fn in_order(ornaments: &[Self]) -> Vec<Self> {
        let mut sorted = ornaments.to_vec();
        if sorted.contains(&Self::Prenumbered) {
            sorted.push(Self::Serial);
        }
        sorted.sort_unstable();
        sorted.dedup();
        sorted
    }

    /// Adds the ornament to a table; the choice says which words and cells it takes.
    pub fn adorn(self, table: &mut Table, choice: usize) {
        match self {
            Self::Serial => add_serial(table),
            Self::Contacts => {
                add_column(table, table.columns.len(), "备注", Column::Other, |number| {
                    if number % 3 == 0 { "已核实" } else { "" }.to_owned()
                });
                add_column(table, table.columns.len(), "联系电话", Column::Other, |number| {
                    format!("1390000{number:04}")
                });
            }
            Self::Index => add_column(table, 0, "", Column::Serial, |number| number.to_string()),
            Self::Ditto => ditto(table, ["〃", "同上", "″"][choice % 3]),
            Self::Merged => merge_parents(table),
            Self::Placeholders => placeholders(table, choice),
            Self::Padding => cells(table, choice, padded),
            Self::Remarks => cells(table, choice, |column, cell| {
                names(column, cell, [" （兼）", "（书记）", "(主任)"][choice % 3].trim_start())
            }),
            Self::Telephones => cells(table, choice, |column, cell| {
                names(column, cell, ["13900000000", " 13900000000", "（13900000000）", "\n13900000000"][choice % 4])
            }),
            Self::Invisible => cells(table, choice, invisible),
            Self::FullWidth => cells(table, choice, full_width),
            Self::Thousands => cells(table, choice, |column, cell| match column {
                Column::Figure if choice.is_multiple_of(2) => format!(" {}", grouped(cell)),
                Column::Figure => full_width(Column::Code, cell),
                _ => cell.to_owned(),
            }),
            Self::Subtotals => subtotals(table, choice),
            Self::Total => total(table, choice),
            Self::RepeatedHeadings => {
                let headings = table.headings.clone();
                if headings.len() == 1 && table.merged.is_empty() && table.lines.len() > 2 {
                    table.lines.insert(2, Line::other(headings[0].clone()));
                }
            }
            Self::BlankLines => {
                if table.merged.is_empty() {
                    for at in (1..table.lines.len()).rev().filter(|at| at % 2 == choice % 2) {
                        table.lines.insert(at, Line::other(Vec::new()));
                    }
                }
            }
            Self::Explanation => insert_first(table, explanation(table, choice)),
            Self::SampleLine => insert_first(table, sample_line(table)),
            Self::Prenumbered => prenumbered(table),
            Self::EndMark => foot(table, &[["以下空白", "（以下空白）", "————以下空白————"][choice % 3]]),
            Self::FootNote => foot(
                table,
                &[["注：户数以公安人口库为准。", "说明：本表每月5日前上报。", "备注：1.户数含空置房。"][choice % 3]],
            ),
            Self::Signatures => foot(table, &["填表人：钱七", "审核人：周八", "2025年3月1日"][..=(choice % 3)]),
            Self::DateLine => {
                table.above.insert(0, vec!["填报单位：须水街道".to_owned(), String::new(), "2025年3月1日".to_owned()]);
            }
            Self::Title => table.above.insert(0, vec![format!("{}登记表（2025年度）", table.sheet)]),
            Self::HiddenRows => {
                for line in table.lines.iter_mut().skip(choice % 2).step_by(2) {
                    line.is_hidden = true;
                }
            }
        }
    }
}

/// Changes every second cell of the rows, beginning with the first or second.
fn cells(table: &mut Table, choice: usize, change: impl Fn(Column, &str) -> String) {
    let columns = table.columns.clone();
    for (number, line) in table.lines.iter_mut().enumerate().filter(|(_, line)| line.is_row) {
        for (at, (column, cell)) in columns.iter().zip(&mut line.cells).enumerate() {
            if !cell.is_empty() && (number + at + choice).is_multiple_of(2) {
                *cell = change(*column, cell);
            }
        }
    }
}

fn add_column(table: &mut Table, at: usize, heading: &str, column: Column, value: impl Fn(usize) -> String) {
    table.columns.insert(at, column);
    for (number, line) in table.headings.iter_mut().enumerate() {
        line.insert(at, if number == 0 { heading.to_owned() } else { String::new() });
    }
    for (number, line) in table.lines.iter_mut().filter(|line| line.is_row).enumerate() {
        line.cells.insert(at, value(number + 1));
    }
    for range in &mut table.merged_headings {
        if range.0 >= at {
            *range = (range.0 + 1, range.1 + 1);
        }
    }
    for range in &mut table.merged {
        if range.0 >= at {
            range.0 += 1;
        }
    }
}

fn add_serial(table: &mut Table) {
    if table.columns.first() != Some(&Column::Serial) {
        add_column(table, 0, "序号", Column::Serial, |number| number.to_string());
    }
}

/// A mark in the place of what stands in the cell above, too.
fn ditto(table: &mut Table, mark: &str) {
    let repeats = |column: &Column| matches!(column, Column::Parent | Column::Person | Column::Party);
    for column in (0..table.columns.len()).filter(|at| repeats(&table.columns[*at])) {
        let above: Vec<String> = table.lines.iter().map(|line| line.cells[column].clone()).collect();
        for (line, pair) in table.lines.iter_mut().skip(1).zip(above.windows(2)) {
            if !pair[0].is_empty() && pair[0] == pair[1] {
                mark.clone_into(&mut line.cells[column]);
            }
        }
    }
}

/// Parents that several rows have in common, in one merged cell.
fn merge_parents(table: &mut Table) {
    for column in (0..table.columns.len()).filter(|at| table.columns[*at] == Column::Parent) {
        let mut first = 0;
        while first < table.lines.len() {
            let value = table.lines[first].cells[column].clone();
            let run = table.lines[first..].iter().take_while(|line| line.cells[column] == value).count();
            if run > 1 && !value.is_empty() && value.len() > 3 {
                for line in &mut table.lines[first + 1..first + run] {
                    line.cells[column].clear();
                }
                table.merged.push((column, first, first + run - 1));
            }
            first += run;
        }
    }
}

fn placeholders(table: &mut Table, choice: usize) {
    const NOBODY: [&str; 8] = ["无", "—", "暂无", "待定", "空缺", "/", "－", "未配备"];
    const NOTHING: [&str; 3] = ["—", "无", "/"];
    let columns = table.columns.clone();
    for (number, line) in table.lines.iter_mut().enumerate() {
        for (column, cell) in columns.iter().zip(&mut line.cells).filter(|(_, cell)| cell.is_empty()) {
            let word = match column {
                Column::Person | Column::Party => NOBODY[(choice + number) % NOBODY.len()],
                Column::Figure => NOTHING[(choice + number) % NOTHING.len()],
                _ => continue,
            };
            word.clone_into(cell);
        }
    }
}

/// 张伟 as wide as a name of three characters, and spaces around everything else.
fn padded(column: Column, cell: &str) -> String {
    let is_one = |name: &str| name.chars().count() == 2;
    match column {
        Column::Person if is_one(cell) => {
            let mut name = cell.chars();
            format!("{}\u{3000}{}", name.next().expect("two"), name.next().expect("two"))
        }
        Column::Figure | Column::Serial => cell.to_owned(),
        _ => format!(" {cell}\u{3000}"),
    }
}

/// The names of a cell, each with something behind it.
fn names(column: Column, cell: &str, behind: &str) -> String {
    let is_no_name = ["无", "暂无", "待定", "空缺", "未配备", "同上"].contains(&cell);
    if column != Column::Person || is_no_name || !cell.chars().all(|c| c.is_alphabetic() || c == '、') {
        return cell.to_owned();
    }
    cell.split('、').map(|name| format!("{name}{behind}")).collect::<Vec<_>>().join("、")
}

fn invisible(column: Column, cell: &str) -> String {
    match column {
        Column::Figure | Column::Serial | Column::Other => cell.to_owned(),
        Column::Code => format!("{cell}\u{200b}"),
        Column::Parent => format!("\u{feff}{cell}"),
        _ => format!("\u{202a}{cell}\u{202c}"),
    }
}

fn full_width(column: Column, cell: &str) -> String {
    if !matches!(column, Column::Code | Column::Parent) {
        return cell.to_owned();
    }
    let wide = |c: char| if c.is_ascii_alphanumeric() { char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c) } else { c };
    cell.chars().map(wide).collect()
}

/// A number of thousands as it is shown: 1,234.
fn grouped(number: &str) -> String {
    match number.len() {
        4.. => format!("{},{}", &number[..number.len() - 3], &number[number.len() - 3..]),
        _ => number.to_owned(),
    }
}

/// The sum of the figures in lines of rows; `None` where nothing can be added.
fn sums(table: &Table, lines: &[Line]) -> Vec<Option<u64>> {
    let column = |at: usize| {
        let figures =
            lines.iter().filter(|line| line.is_row).filter_map(|line| line.cells.get(at)?.parse::<u64>().ok());
        let is_figure = table.columns[at] == Column::Figure;
        let figures: Vec<u64> = figures.collect();
        (is_figure && !figures.is_empty()).then(|| figures.iter().sum())
    };
    (0..table.columns.len()).map(column).collect()
}

/// A line with a label and the sums of these lines.
fn line_of_sums(table: &Table, lines: &[Line], label: &str) -> Line {
    let sums = sums(table, lines);
    let mut cells: Vec<String> = sums.iter().map(|sum| sum.map_or_else(String::new, |sum| sum.to_string())).collect();
    label.clone_into(&mut cells[0]);
    Line::other(cells)
}

/// Whether the figures of all rows can be added up: they still stand as numbers, and are of one kind of row.
fn can_be_added(table: &Table) -> bool {
    let is_number =
        |cell: &String| cell.is_empty() || cell.parse::<u64>().is_ok() || ["—", "无", "/"].contains(&cell.as_str());
    let has_numbers = |line: &Line| {
        let cells = table.columns.iter().zip(&line.cells);
        cells.filter(|(column, _)| **column == Column::Figure).all(|(_, cell)| is_number(cell))
    };
    table.is_of_one_kind && table.columns.contains(&Column::Figure) && table.lines.iter().all(has_numbers)
}

fn total(table: &mut Table, choice: usize) {
    let label = ["合计", "合计：", "总  计", "共计", "合计（户）", "全部合计"][choice % 6];
    if can_be_added(table) {
        table.lines.push(line_of_sums(table, &table.lines, label));
    }
}

/// A subtotal behind the rows of each parent.
fn subtotals(table: &mut Table, choice: usize) {
    let parents: Vec<usize> = (0..table.columns.len()).filter(|at| table.columns[*at] == Column::Parent).collect();
    if parents.is_empty() || !table.merged.is_empty() || !can_be_added(table) {
        return;
    }
    let label = ["小计", "小  计", "小计："][choice % 3];
    let key = |line: &Line| parents.iter().map(|at| line.cells[*at].clone()).collect::<Vec<_>>();
    // What is written in several ways does not show where a group ends.
    let keys: Vec<_> = table.lines.iter().map(key).collect();
    if keys
        .iter()
        .flatten()
        .any(|cell| cell.chars().any(|c| "〃同″ \u{3000}\u{feff}".contains(c) || ('！'..='～').contains(&c)))
    {
        return;
    }
    let mut lines = Vec::new();
    for group in table.lines.chunk_by(|one, other| key(one) == key(other)) {
        lines.extend(group.iter().cloned());
        lines.push(line_of_sums(table, group, label));
    }
    table.lines = lines;
}

fn insert_first(table: &mut Table, line: Line) {
    table.lines.insert(0, line);
    for (_, first, last) in &mut table.merged {
        (*first, *last) = (*first + 1, *last + 1);
    }
}

fn explanation(table: &Table, choice: usize) -> Line {
    let texts = table.columns.iter().map(|column| match (column, choice % 2) {
        (Column::Serial | Column::Other, _) => "",
        (Column::Kind, _) => "从下拉框选择",
        (Column::Code, 0) => "必填，唯一",
        (Column::Code, _) => "文本，必填",
        (Column::Name, 0) => "必填",
        (Column::Name, _) => "填全称",
        (Column::Parent, _) => "填上级编码或名称",
        (Column::Person, 0) => "填姓名",
        (Column::Person, _) => "姓名，多人用、隔开",
        (Column::Party, _) => "填党支部全称",
        (Column::Figure, _) => "填整数",
    });
    Line::other(texts.map(str::to_owned).collect())
}

fn sample_line(table: &Table) -> Line {
    let mut cells: Vec<String> = table
        .columns
        .iter()
        .map(|column| match column {
            Column::Serial | Column::Other | Column::Kind => "",
            Column::Code => "410102999001",
            Column::Name => "某某网格",
            Column::Parent => "某某社区",
            Column::Person => "张某某",
            Column::Party => "某某党支部",
            Column::Figure => "350",
        })
        .map(str::to_owned)
        .collect();
    "示例".clone_into(&mut cells[0]);
    Line::other(cells)
}

fn prenumbered(table: &mut Table) {
    let rows = table.lines.iter().filter(|line| line.is_row).count();
    let first = table.lines.len();
    for number in rows + 1..rows + 5 {
        table.lines.insert(first + number - rows - 1, Line::other(vec![number.to_string()]));
    }
}

fn foot(table: &mut Table, cells: &[&str]) {
    table.lines.push(Line::other(cells.iter().map(|cell| (*cell).to_owned()).collect()));
}
