//! The sheets of coverage and of uncovered nodes.

use super::cell_formats::{self, NOTHING};
use super::list_sheet::ListSheet;
use super::{COVERAGE, Content, HEAD, UNCOVERED};
use crate::ledger::workbook::Page;
use crate::ledger::{Position, WriteError};
use crate::report::{Align, labels};

/// The width of columns of names, in digits.
const NAME: usize = 30;

/// The sheet with a row for each question and kind.
pub(super) fn page(content: &Content<'_, '_>) -> Result<Page, WriteError> {
    let formats = &content.formats;
    let heads = content.say(["kind", "question"], ["类型", "问题"]).map(|head| (head, Align::Left)).into_iter();
    let is_recorded = content.coverage.iter().all(|row| row.share.unrecorded == 0);
    let numbers = content.say(["covered", "of", "left", "share"], ["已覆盖", "总数", "未覆盖", "覆盖率"]);
    let numbers = numbers.into_iter().chain((!is_recorded).then_some(content.say("not recorded", "无记录")));
    let heads = heads.chain(numbers.map(|head| (head, Align::Right)));
    let what = content.say(
        "The lowest share first; a click on the number that is left leads to the nodes. What is not recorded is in no other \
         number.",
        "覆盖率由低到高；点击未覆盖数查看名单。“无记录”指台账未记录，不计入总数。",
    );
    let mut list = ListSheet::new(content.sheet(COVERAGE), what, heads, formats)?;
    let mut uncovered = HEAD;
    for row in &content.coverage {
        let number = list.row();
        let at = |column| Position::new(number, column);
        list.page.text(at(1), labels::kind(content.language(), row.kind), &formats.text)?;
        list.page.text(at(2), labels::question(content.language(), row.question), &formats.text)?;
        if !is_recorded {
            cell_formats::count(&mut list.page, at(7), row.share.unrecorded, &formats.count)?;
        }
        if row.share.total == 0 {
            (3..=6).try_for_each(|column| list.page.text(at(column), NOTHING, &formats.count))?;
            continue;
        }
        cell_formats::count(&mut list.page, at(3), row.share.covered, &formats.count)?;
        cell_formats::count(&mut list.page, at(4), row.share.total, &formats.count)?;
        let left = row.share.uncovered();
        if left > 0 {
            list.page.lead(at(5), (content.sheet(UNCOVERED), Position::new(uncovered + 1, 1)), &formats.link)?;
        }
        let look = if left > 0 { formats.link.clone().set_num_format("#,##0") } else { formats.count.clone() };
        cell_formats::count(&mut list.page, at(5), left, &look.set_align(rust_xlsxwriter::FormatAlign::Right))?;
        let share = row.share.covered as f64 / row.share.total as f64;
        list.page.number(at(6), share, &formats.share(row.share))?;
        uncovered += row.uncovered.len() as u32;
    }
    // A share has many digits, of which only a few show, so the width is set by hand.
    list.page.set_width(6, 10);
    list.finish(0)
}

/// The sheet with a row for each uncovered node.
pub(super) fn uncovered(content: &Content<'_, '_>) -> Result<Page, WriteError> {
    let formats = &content.formats;
    let heads = content.say(
        ["question", "kind", "code", "name", "kind above", "code above", "name above"],
        ["问题", "类型", "编码", "名称", "上级类型", "上级编码", "上级名称"],
    );
    let heads = heads.map(|head| (head, Align::Left));
    let what = content.say(
        "In the order of the coverage; codes lead to their rows in the roll-up.",
        "按覆盖表的顺序；编码链接到汇总表中的所在行。",
    );
    let mut list = ListSheet::new(content.sheet(UNCOVERED), what, heads, formats)?;
    for row in &content.coverage {
        for node in &row.uncovered {
            let number = list.row();
            let at = |column| Position::new(number, column);
            list.page.text(at(1), labels::question(content.language(), row.question), &formats.text)?;
            list.page.text(at(2), labels::kind(content.language(), row.kind), &formats.text)?;
            match content.line_of(*node) {
                Some(line) => list.page.link(at(3), node.code(), line, &formats.link)?,
                None => list.page.text(at(3), node.code(), &formats.text)?,
            }
            list.page.wrapped(at(4), node.name(), NAME, &formats.wrapped)?;
            let above = node.parent();
            let [kind, code, name] = above
                .map(|above| [labels::kind(content.language(), above.kind()), above.code(), above.name()])
                .unwrap_or_default();
            list.page.text(at(5), kind, &formats.text)?;
            list.page.text(at(6), code, &formats.text)?;
            list.page.wrapped(at(7), name, NAME, &formats.wrapped)?;
        }
    }
    list.finish(0)
}
