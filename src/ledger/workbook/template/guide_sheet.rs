//! The sheet that explains how to fill in the others.

use super::tables::TABLES;
use crate::ledger::Position;
use crate::ledger::workbook::{Merged, Sheet};

/// The name of the sheet. Sheets of this name are not read as part of a ledger.
const NAME: &str = "说明";
const TITLE: &str = "网格台账填写说明（本表不属于台账，读入时跳过）";
const HEADS: [&str; 4] = ["工作表", "列", "必填", "怎样填"];

/// The rules for all sheets.
const RULES: [&str; 7] = [
    "1. 各表中的灰色斜体行是示例，填写前请删除或覆盖；每个类别、每种职务各有一例。",
    "2. 编码列已设为文本：不要改为数值，否则前面的 0 会丢失，长编码会变成 4.10102E+11。",
    "3. 上级、负责网格等列填编码；名称在全簿唯一时也可填名称。",
    "4. 列的次序可以变动；“备注”“序号”“联系电话”等列可以自行增加，读入时不计。不用的列可以删除。",
    "5. 不列场所、只掌握网格户数的，可在“网格”表自行增加“户数”“人口”列，只填在最低一级网格。",
    "6. 表末可以加“合计”行：作为申报数与清点数核对，不计入汇总。",
    "7. 填好后用 inspect 台账.xlsx --mark 标注.xlsx 检查：有问题的单元格在副本中着色并加批注。",
];

/// The row of the heads: below the title, the rules and an empty line.
pub(super) fn head() -> u32 {
    RULES.len() as u32 + 3
}

/// The rows that introduce a table, each with the name of its sheet.
pub(super) fn sections() -> impl Iterator<Item = (u32, &'static str)> {
    TABLES.iter().scan(head(), |row, table| {
        let at = *row + 1;
        *row = at + table.columns.len() as u32;
        Some((at, table.sheet))
    })
}

/// The sheet: a line for each table, and below it a line for each of its columns.
pub(super) fn sheet() -> Sheet {
    let mut sheet = Sheet::new(NAME);
    let width = HEADS.len() as u32;
    for (row, text) in (1..).zip(std::iter::once(TITLE).chain(RULES)) {
        sheet.set(Position::new(row, 1), text);
        sheet.merge(Merged { first: Position::new(row, 1), last: Position::new(row, width) });
    }
    for (at, text) in (1..).zip(HEADS) {
        sheet.set(Position::new(head(), at), text);
    }
    let mut row = head();
    for table in &TABLES {
        let mut cells = vec![[table.sheet, "", "", table.says].map(str::to_owned)];
        cells.extend(table.columns.iter().map(|column| {
            let heading = column.heading().trim_end_matches('*').to_owned();
            let must = if column.must { "必填" } else { "" };
            [table.sheet.to_owned(), heading, must.to_owned(), column.says.to_owned()]
        }));
        for cells in cells {
            row += 1;
            for (at, cell) in (1..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                sheet.set(Position::new(row, at), cell);
            }
        }
    }
    sheet
}
