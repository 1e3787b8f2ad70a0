//! The sheet of counts and sums: a row for each area and grid.

use super::cell_formats::{self, NOTHING, in_tree};
use super::list_sheet::ListSheet;
use super::{Content, ROLL_UP};
use crate::kind::Kind;
use crate::ledger::workbook::Page;
use crate::ledger::{Position, WriteError};
use crate::measure::Measure;
use crate::report::answer_rows::{RollUpRow, kinds_below};
use crate::report::{Align, labels};

/// The most levels by which cells are indented. Excel allows 250, but more than this is unreadable.
const MAX_INDENT: usize = 15;

pub(super) fn page(content: &Content<'_, '_>) -> Result<Page, WriteError> {
    let kinds = kinds_below(&content.roll_up);
    // A measure without values would be a column of dashes.
    let is_any = |at: usize| content.roll_up.iter().any(|row| row.sums.get(at).is_some_and(Option::is_some));
    let measures = content.book.governance.measures().iter().enumerate().filter(|(at, _)| is_any(*at));
    let measures: Vec<(usize, &Measure)> = measures.collect();
    let language = content.language();
    let heads = content.say(["code", "name", "kind"], ["编码", "名称", "类型"]);
    let heads = heads.map(|head| (head.to_owned(), Align::Left)).into_iter();
    let heads = heads.chain(kinds.iter().map(|kind| (labels::kind(language, *kind).to_owned(), Align::Right)));
    let heads = heads.chain(measures.iter().map(|(_, measure)| (labels::measure(language, measure), Align::Right)));
    let chinese = "每行一个区域或网格，含其下各级；每个场所在同一行只计一次；党组织和人员按领导、设立和服务关系计入，同一行也只计一次；“–”为无数据，全无数据的列不列出。左侧 1 2 3 … 按层级折叠。";
    let english = "A row for each area or grid with all below it; each place counts once a row, and so do Party \
                   organisations and people who lead, are seated or serve there; “–” is no value, and columns \
                   without values are left out. 1 2 3 … on the left fold the levels.";
    let what = content.say(english, chinese);
    let mut list = ListSheet::new(content.sheet(ROLL_UP), what, heads, &content.formats)?;
    list.page.worksheet().group_symbols_above(true);
    let mut rows = content.roll_up.iter().peekable();
    while let Some(row) = rows.next() {
        let has_below = rows.peek().is_some_and(|next| next.depth > row.depth);
        line(&mut list, content, (&kinds, &measures), row, has_below)?;
    }
    list.finish(2)
}

fn line(
    list: &mut ListSheet,
    content: &Content<'_, '_>,
    (kinds, measures): (&[Kind], &[(usize, &Measure)]),
    row: &RollUpRow<'_>,
    has_below: bool,
) -> Result<(), WriteError> {
    let number = list.row();
    let page = &mut list.page;
    let formats = &content.formats;
    let look = |format: &rust_xlsxwriter::Format| in_tree(format.clone(), has_below, row.depth);
    let mut columns = (1..).map(|column| Position::new(number, column));
    let mut next = || columns.next().unwrap_or(Position::new(number, u32::MAX));

    page.text(next(), row.node.code(), &look(&formats.text))?;
    let (name, indent) = (next(), row.depth.min(MAX_INDENT));
    page.text(name, row.node.name(), &look(&formats.text).set_indent(1 + indent as u8))?;
    page.make_room(name, 2 * indent, row.node.name());
    page.text(next(), labels::kind(content.language(), row.node.kind()), &look(&formats.text))?;
    let counts = look(&formats.count);
    for kind in kinds {
        match row.count(*kind) {
            Some(count) => cell_formats::count(page, next(), count, &counts)?,
            None => page.text(next(), NOTHING, &counts)?,
        }
    }
    for (sum, measure) in measures.iter().filter_map(|(at, measure)| Some((row.sums.get(*at)?, measure))) {
        let format = look(&formats.number(measure.scale()));
        match sum {
            Some(sum) => cell_formats::decimal(page, next(), *sum, &format)?,
            None => page.text(next(), NOTHING, &format)?,
        }
    }
    page.fold(number, row.depth)
}
