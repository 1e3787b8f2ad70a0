//! The layouts in which offices write a ledger.

use gridgov::kind::Kind;
use gridgov::ledger::workbook::{Cell, Merged, Sheet, Workbook};
use gridgov::ledger::{Ledger, Position};
use gridgov::measure::Measure;

use super::ornament::Decorated;
use super::sample::{FIGURES, Row, Sample, figure_of};

/// What the cells of a column hold, which decides what ornaments may do to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// A number of the line.
    Serial,
    Kind,
    /// The code of the row.
    Code,
    /// Its name.
    Name,
    /// The code, name or path of what contains it, or the name of an ancestor.
    Parent,
    Person,
    Party,
    Figure,
    /// What is no part of a ledger.
    Other,
}

/// A line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub cells: Vec<String>,
    pub is_hidden: bool,
    /// Whether it is a row of the ledger.
    pub is_row: bool,
}

/// A table with its columns; what stands above and below it is added by ornaments.
#[derive(Debug, Clone)]
pub struct Table {
    /// The name of its sheet. Tables that follow each other on one sheet have the same.
    pub sheet: String,
    pub above: Vec<Vec<String>>,
    pub columns: Vec<Column>,
    pub headings: Vec<Vec<String>>,
    /// Ranges of columns that are merged in the first line of headings, counted from zero.
    pub merged_headings: Vec<(usize, usize)>,
    pub lines: Vec<Line>,
    /// Merged ranges of a column: the column, the first line and the last.
    pub merged: Vec<(usize, usize, usize)>,
    /// Whether all rows are of one kind, so that they can be added up.
    pub is_of_one_kind: bool,
}

impl Table {
    fn new(sheet: impl Into<String>, columns: &[(&str, Column)], rows: Vec<Vec<String>>) -> Self {
        Self {
            sheet: sheet.into(),
            above: Vec::new(),
            columns: columns.iter().map(|(_, column)| *column).collect(),
            headings: vec![columns.iter().map(|(heading, _)| (*heading).to_owned()).collect()],
            merged_headings: Vec::new(),
            lines: rows.into_iter().map(Line::row).collect(),
            merged: Vec::new(),
            is_of_one_kind: true,
        }
    }
}

impl Line {
    pub fn row(cells: Vec<String>) -> Self {
        Self { cells, is_hidden: false, is_row: true }
    }

    pub fn other(cells: Vec<String>) -> Self {
        Self { cells, is_hidden: false, is_row: false }
    }
}

/// A way to write a ledger on sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    SheetAKind,
    ParentsByName,
    ParentsByPath,
    OneSheet,
    Ancestors,
    Wide,
    WideWithCodes,
    SheetACommunity,
    SeveralTables,
    Roster,
    TwoLines,
}

/// The kinds of a sample, from the top.
const KINDS: [(Kind, &str); 5] = [
    (Kind::Subdistrict, "街道"),
    (Kind::SecondGrid, "二级网格"),
    (Kind::ThirdGrid, "三级网格"),
    (Kind::MicroGrid, "微网格"),
    (Kind::Building, "楼栋"),
];

impl Layout {
    pub const ALL: &'static [Self] = &[
        Self::SheetAKind,
        Self::ParentsByName,
        Self::ParentsByPath,
        Self::OneSheet,
        Self::Ancestors,
        Self::Wide,
        Self::WideWithCodes,
        Self::SheetACommunity,
        Self::SeveralTables,
        Self::Roster,
        Self::TwoLines,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::SheetAKind => "a sheet a kind",
            Self::ParentsByName => "parents by name",
            Self::ParentsByPath => "parents by path",
            Self::OneSheet => "one sheet with a column of kinds",
            Self::Ancestors => "columns of ancestors",
            Self::Wide => "a column a level",
            Self::WideWithCodes => "a code and a name a level",
            Self::SheetACommunity => "a sheet a community",
            Self::SeveralTables => "several tables on a sheet",
            Self::Roster => "people in a roster",
            Self::TwoLines => "headings in two lines",
        }
    }

    /// Whether each node has its own code in it.
    pub fn has_codes(self) -> bool {
        self != Self::Wide
    }

    /// Whether grids of one name in two communities can be told apart in it.
    pub fn may_repeat_names(self) -> bool {
        self != Self::ParentsByName
    }

    /// What of a sample can be written in it: a line of a wide table says something of its lowest level only.
    pub fn reduced(self, mut sample: Sample) -> Sample {
        if !matches!(self, Self::Wide | Self::WideWithCodes) {
            return sample;
        }
        sample.rows.retain(|row| row.kind != Kind::Building);
        // Buildings stand behind what they are in, so that parents must be found anew.
        let codes: Vec<String> = sample.rows.iter().map(|row| row.code.clone()).collect();
        for at in 0..sample.rows.len() {
            let code = sample.rows[at].code.clone();
            let is_above = |other: &&String| code.starts_with(other.as_str()) && other.len() < code.len();
            let parent = codes.iter().filter(is_above).max_by_key(|other| other.len());
            sample.rows[at].parent = parent.and_then(|parent| codes.iter().position(|other| other == parent));
        }
        for at in 0..sample.rows.len() {
            if sample.children(at).next().is_some() {
                let row = &mut sample.rows[at];
                (row.figure, row.head, row.branch) = (None, None, None);
                row.workers.clear();
            }
        }
        sample
    }

    pub fn tables(self, sample: &Sample) -> Vec<Table> {
        match self {
            Self::SheetAKind => of_kinds(sample, code_of_parent),
            Self::ParentsByName => of_kinds(sample, name_of_parent),
            Self::ParentsByPath => of_kinds(sample, path_of_parent),
            Self::OneSheet => vec![one_sheet(sample)],
            Self::Ancestors => ancestors(sample),
            Self::Wide => vec![wide(sample, false)],
            Self::WideWithCodes => vec![wide(sample, true)],
            Self::SheetACommunity => sheet_a_community(sample),
            Self::SeveralTables => several_tables(sample),
            Self::Roster => roster(sample),
            Self::TwoLines => two_lines(sample),
        }
    }
}

/// The tables on their sheets.
pub fn sheets(tables: &[Table]) -> Decorated {
    let mut sheets: Vec<(Sheet, u32)> = Vec::new();
    let mut hidden = Vec::new();
    for table in tables {
        match sheets.last_mut().filter(|(sheet, _)| sheet.name() == table.sheet) {
            // A blank line stands between tables.
            Some((_, next)) => *next += 1,
            None => sheets.push((Sheet::new(table.sheet.clone()), 1)),
        }
        let number = sheets.len();
        let (sheet, next) = sheets.last_mut().expect("there is one");
        let first_of_headings = *next + table.above.len() as u32;
        let first_of_lines = first_of_headings + table.headings.len() as u32;
        for line in &table.above {
            put(sheet, *next, line, &[]);
            *next += 1;
        }
        for line in &table.headings {
            put(sheet, *next, line, &[]);
            *next += 1;
        }
        for (first, last) in &table.merged_headings {
            merge(sheet, (first_of_headings, *first), (first_of_headings, *last));
        }
        for line in &table.lines {
            put(sheet, *next, &line.cells, &table.columns);
            if line.is_hidden && line.cells.iter().any(|cell| !cell.is_empty()) {
                hidden.push((number, *next));
            }
            *next += 1;
        }
        for (column, first, last) in &table.merged {
            merge(sheet, (first_of_lines + *first as u32, *column), (first_of_lines + *last as u32, *column));
        }
    }
    let sheets = sheets.into_iter().map(|(sheet, _)| sheet);
    Decorated { workbook: sheets.fold(Workbook::new("须水.xlsx"), Workbook::with_sheet), hidden }
}

fn merge(sheet: &mut Sheet, first: (u32, usize), last: (u32, usize)) {
    let position = |(row, column): (u32, usize)| Position::new(row, column as u32 + 1);
    sheet.merge(Merged { first: position(first), last: position(last) });
}

fn put(sheet: &mut Sheet, row: u32, cells: &[String], columns: &[Column]) {
    for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let is_number = matches!(columns.get(column), Some(Column::Figure | Column::Serial));
        let number = cell.parse().ok().filter(|_| is_number);
        let value = number.map_or_else(|| Cell::from(cell.as_str()), Cell::Number);
        sheet.set(Position::new(row, column as u32 + 1), value);
    }
}

fn code_of_parent(sample: &Sample, row: &Row) -> String {
    row.parent.map_or_else(String::new, |at| sample.rows[at].code.clone())
}

fn name_of_parent(sample: &Sample, row: &Row) -> String {
    row.parent.map_or_else(String::new, |at| sample.rows[at].name.clone())
}

fn path_of_parent(sample: &Sample, row: &Row) -> String {
    let names =
        |at: usize| sample.path(at).iter().map(|at| sample.rows[*at].name.clone()).collect::<Vec<_>>().join("/");
    row.parent.map_or_else(String::new, names)
}

fn figure(row: &Row) -> String {
    row.figure.map_or_else(String::new, |figure| figure.to_string())
}

/// The columns of all figures.
fn columns_of_figures() -> Vec<(&'static str, Column)> {
    FIGURES.iter().map(|(_, _, heading)| (*heading, Column::Figure)).collect()
}

/// The figure of a row in the column of its kind, among those of all kinds.
fn figures(row: &Row) -> Vec<String> {
    FIGURES.iter().map(|(kind, _, _)| if *kind == row.kind { figure(row) } else { String::new() }).collect()
}

fn people(row: &Row) -> [String; 3] {
    [row.head.clone().unwrap_or_default(), row.workers.join("、"), row.branch.clone().unwrap_or_default()]
}

const PEOPLE: [(&str, Column); 3] = [("网格长", Column::Person), ("网格员", Column::Person), ("党支部", Column::Party)];
const CODE: (&str, Column) = ("网格编号", Column::Code);
const NAME: (&str, Column) = ("网格名称", Column::Name);

fn of_kind(sample: &Sample, kind: Kind) -> impl Iterator<Item = &Row> {
    sample.rows.iter().filter(move |row| row.kind == kind)
}

/// Any ledger as a table of nodes with their codes and a table of links.
pub fn nodes_and_links(ledger: &Ledger) -> Vec<Table> {
    let mut columns: Vec<(String, Column)> = [
        ("类别", Column::Kind),
        ("编码", Column::Code),
        ("名称", Column::Name),
        ("上级编码", Column::Parent),
        ("分类", Column::Other),
    ]
    .map(|(heading, column)| (heading.to_owned(), column))
    .to_vec();
    for measure in &ledger.measures {
        let unit = measure.unit().map_or_else(String::new, |unit| format!("{unit}; "));
        columns.push((format!("measure:{} ({unit}scale {})", measure.id(), measure.scale()), Column::Figure));
    }
    let nodes = ledger.nodes.iter().map(|row| {
        let first = [row.kind.to_string(), row.code.clone(), row.name.clone(), row.parent.clone().unwrap_or_default()];
        let value = |measure: &Measure| row.measures.get(measure.id()).map_or_else(String::new, ToString::to_string);
        let category = row.category.clone().unwrap_or_default();
        first.into_iter().chain([category]).chain(ledger.measures.iter().map(value)).collect()
    });
    let columns: Vec<(&str, Column)> = columns.iter().map(|(heading, column)| (heading.as_str(), *column)).collect();
    let nodes = Table { is_of_one_kind: false, ..Table::new("节点", &columns, nodes.collect()) };
    let columns = [("关系", Column::Kind), ("起点", Column::Parent), ("终点", Column::Parent), ("职务", Column::Other)];
    let links = ledger.links.iter().map(|row| {
        let role = row.role.as_ref().map_or_else(String::new, ToString::to_string);
        vec![row.relation.to_string(), row.from.clone(), row.to.clone(), role]
    });
    let links = Table { is_of_one_kind: false, ..Table::new("关系", &columns, links.collect()) };
    [nodes, links].into_iter().filter(|table| !table.lines.is_empty()).collect()
}

/// A table of one kind, on a sheet named after it.
fn of_one_kind(sample: &Sample, kind: Kind, name: &str, parent: fn(&Sample, &Row) -> String) -> Table {
    let codes = [("编码", Column::Code), ("名称", Column::Name)];
    let above = [("上级", Column::Parent)];
    let figures: Vec<(&str, Column)> = figure_of(kind).iter().map(|(_, heading)| (*heading, Column::Figure)).collect();
    let figure = |row: &Row| figure_of(kind).map(|_| figure(row));
    if matches!(kind, Kind::Subdistrict) {
        let rows = of_kind(sample, kind).map(|row| vec![row.code.clone(), row.name.clone()]);
        return Table::new(name, &codes, rows.collect());
    }
    if matches!(kind, Kind::Building) {
        let rows = of_kind(sample, kind).map(|row| {
            [row.code.clone(), row.name.clone(), parent(sample, row)].into_iter().chain(figure(row)).collect()
        });
        return Table::new(name, &[&codes[..], &above, &figures].concat(), rows.collect());
    }
    let rows = of_kind(sample, kind).map(|row| {
        let first = [row.code.clone(), row.name.clone(), parent(sample, row)];
        first.into_iter().chain(people(row)).chain(figure(row)).collect()
    });
    Table::new(name, &[&[CODE, NAME][..], &above, &PEOPLE, &figures].concat(), rows.collect())
}

fn of_kinds(sample: &Sample, parent: fn(&Sample, &Row) -> String) -> Vec<Table> {
    let tables = KINDS.iter().map(|(kind, name)| of_one_kind(sample, *kind, name, parent));
    tables.filter(|table| !table.lines.is_empty()).collect()
}

fn one_sheet(sample: &Sample) -> Table {
    let columns =
        [&[("类别", Column::Kind), CODE, NAME, ("上级", Column::Parent)][..], &PEOPLE, &columns_of_figures()].concat();
    let rows = sample.rows.iter().map(|row| {
        let first =
            vec![row.kind.chinese().to_owned(), row.code.clone(), row.name.clone(), code_of_parent(sample, row)];
        [first, people(row).to_vec(), figures(row)].concat()
    });
    Table { is_of_one_kind: false, ..Table::new("网格台账", &columns, rows.collect()) }
}

fn ancestors(sample: &Sample) -> Vec<Table> {
    const HEADINGS: [(&str, Column); 3] =
        [("所属街道", Column::Parent), ("所属社区", Column::Parent), ("所属网格", Column::Parent)];
    let mut tables = of_kinds(sample, code_of_parent);
    for table in &mut tables {
        let levels = match table.sheet.as_str() {
            "三级网格" => 2,
            "微网格" | "楼栋" => 3,
            _ => continue,
        };
        let kind = KINDS.iter().find(|(_, name)| *name == table.sheet).expect("a sheet of a kind").0;
        let at = table.columns.iter().position(|column| *column == Column::Parent).expect("a parent");
        table.columns.splice(at..=at, HEADINGS[..levels].iter().map(|(_, column)| *column));
        table.headings[0].splice(at..=at, HEADINGS[..levels].iter().map(|(heading, _)| (*heading).to_owned()));
        let rows = (0..sample.rows.len()).filter(|at| sample.rows[*at].kind == kind);
        for (line, row) in table.lines.iter_mut().zip(rows) {
            let path = sample.path(row);
            line.cells.splice(at..=at, path[..levels].iter().map(|at| sample.rows[*at].name.clone()));
        }
    }
    tables
}

/// One line for each node that has nothing below it, a column for each level.
fn wide(sample: &Sample, with_codes: bool) -> Table {
    const LEVELS: [(&str, &str); 4] =
        [("街道编码", "街道"), ("社区编码", "社区"), ("三级网格编码", "三级网格"), ("微网格编码", "微网格")];
    let mut columns = Vec::new();
    for (code, name) in LEVELS {
        if with_codes {
            columns.push((code, Column::Code));
        }
        columns.push((name, Column::Parent));
    }
    columns.extend(PEOPLE);
    columns.extend(columns_of_figures());
    let lowest = (0..sample.rows.len()).filter(|at| sample.children(*at).next().is_none());
    let rows = lowest.map(|at| {
        let mut path = sample.path(at).into_iter();
        let mut cells = Vec::new();
        for _ in LEVELS {
            let row = path.next().map(|at| &sample.rows[at]);
            if with_codes {
                cells.push(row.map_or_else(String::new, |row| row.code.clone()));
            }
            cells.push(row.map_or_else(String::new, |row| row.name.clone()));
        }
        let row = &sample.rows[at];
        cells.extend(people(row));
        cells.extend(figures(row));
        cells
    });
    Table { is_of_one_kind: false, ..Table::new("网格台账", &columns, rows.collect()) }
}

fn sheet_a_community(sample: &Sample) -> Vec<Table> {
    let mut tables = of_kinds(sample, code_of_parent);
    let at = tables.iter().position(|table| table.sheet == "三级网格").expect("each sample has third-level grids");
    let columns = [&[CODE, NAME][..], &PEOPLE, &[("户数", Column::Figure)]].concat();
    let communities = (0..sample.rows.len()).filter(|at| sample.rows[*at].kind == Kind::SecondGrid);
    let of_communities: Vec<Table> = communities
        .map(|community| {
            let rows = sample.children(community).map(|at| {
                let row = &sample.rows[at];
                [vec![row.code.clone(), row.name.clone()], people(row).to_vec(), vec![figure(row)]].concat()
            });
            Table::new(sample.rows[community].name.clone(), &columns, rows.collect())
        })
        .collect();
    tables.splice(at..=at, of_communities);
    tables
}

fn several_tables(sample: &Sample) -> Vec<Table> {
    let mut tables = of_kinds(sample, code_of_parent);
    for table in &mut tables {
        table.above.push(vec![table.sheet.clone()]);
        "网格台账".clone_into(&mut table.sheet);
    }
    tables
}

fn roster(sample: &Sample) -> Vec<Table> {
    let mut bare = sample.clone();
    let mut rows = Vec::new();
    for row in &mut bare.rows {
        let head = row.head.take().into_iter().map(|name| (name, "网格长"));
        let workers = std::mem::take(&mut row.workers).into_iter().map(|name| (name, "网格员"));
        rows.extend(head.chain(workers).map(|(name, post)| vec![name, row.code.clone(), post.to_owned()]));
    }
    let mut tables = of_kinds(&bare, code_of_parent);
    if !rows.is_empty() {
        let columns = [("姓名", Column::Person), ("所属网格", Column::Parent), ("职务", Column::Kind)];
        tables.push(Table { is_of_one_kind: false, ..Table::new("人员", &columns, rows) });
    }
    tables
}

fn two_lines(sample: &Sample) -> Vec<Table> {
    let mut tables = of_kinds(sample, code_of_parent);
    for table in tables.iter_mut().filter(|table| table.columns.contains(&Column::Person)) {
        // 网格长 gets a telephone column, and both stand under one heading; so do 上级 and 网格名称.
        let head = table.headings[0].iter().position(|heading| heading == "网格长").expect("it has heads");
        table.columns.insert(head + 1, Column::Other);
        for line in &mut table.lines {
            line.cells.insert(head + 1, String::new());
        }
        let mut upper = table.headings[0].clone();
        upper.insert(head + 1, String::new());
        let mut lower = vec![String::new(); upper.len()];
        "姓名".clone_into(&mut lower[head]);
        "电话".clone_into(&mut lower[head + 1]);
        if let Some(figure) = table.columns.iter().position(|column| *column == Column::Figure) {
            lower[figure] = std::mem::replace(&mut upper[figure], "基本情况".to_owned());
        }
        table.headings = vec![upper, lower];
        table.merged_headings.push((head, head + 1));
    }
    tables
}
