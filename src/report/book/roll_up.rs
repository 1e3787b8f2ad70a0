//! The sheet of totals: a line for each area and grid.

use super::ink::{self, in_tree};
use super::listing::Listing;
use super::{Content, ROLL_UP};
use crate::kind::{Family, Kind};
use crate::ledger::workbook::Page;
use crate::ledger::{Position, WriteError};
use crate::report::Align;
use crate::report::rows::{RollUpRow, kinds_below};

/// Cells are indented by so many levels at most; Excel has no more than 250, and no eye follows them.
const MAX_INDENT: usize = 15;

pub(super) fn page(content: &Content<'_, '_>) -> Result<Page, WriteError> {
    let kinds = kinds_below(&content.roll_up);
    let measures = content.book.governance.measures();
    let heads = ["编码", "名称", "类型"].map(|head| (head.to_owned(), Align::Left)).into_iter();
    let heads = heads.chain(kinds.iter().map(|kind| (kind.chinese().to_owned(), Align::Right)));
    let heads = heads.chain(measures.iter().map(|measure| (measure.to_string(), Align::Right)));
    let what = "每行一个区域或网格，含其下各级；每个场所在同一行只计一次。左侧 1 2 3 … 按层级折叠。";
    let mut list = Listing::new(ROLL_UP, what, heads, &content.ink)?;
    list.page.worksheet().group_symbols_above(true);
    let mut rows = content.roll_up.iter().peekable();
    while let Some(row) = rows.next() {
        let has_below = rows.peek().is_some_and(|next| next.depth > row.depth);
        line(&mut list, content, &kinds, row, has_below)?;
    }
    list.finish(2)
}

fn line(
    list: &mut Listing,
    content: &Content<'_, '_>,
    kinds: &[Kind],
    row: &RollUpRow<'_>,
    has_below: bool,
) -> Result<(), WriteError> {
    let number = list.row();
    let page = &mut list.page;
    let ink = &content.ink;
    let is_area = row.node.kind().family() == Family::Area;
    let look = |format: &rust_xlsxwriter::Format| in_tree(format.clone(), has_below, is_area);
    let mut columns = (1..).map(|column| Position::new(number, column));
    let mut next = || columns.next().unwrap_or(Position::new(number, u32::MAX));

    page.text(next(), row.node.code(), &look(&ink.text))?;
    let (name, indent) = (next(), row.depth.min(MAX_INDENT));
    page.text(name, row.node.name(), &look(&ink.text).set_indent(indent as u8))?;
    page.make_room(name, 2 * indent, row.node.name());
    page.text(next(), row.node.kind().chinese(), &look(&ink.text))?;
    for kind in kinds {
        ink::count(page, next(), row.counts[*kind], &look(&ink.count))?;
    }
    for (sum, measure) in row.sums.iter().zip(content.book.governance.measures()) {
        ink::decimal(page, next(), *sum, &look(&ink.number(measure.scale())))?;
    }
    page.fold(number, row.depth)
}
