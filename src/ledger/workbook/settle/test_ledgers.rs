//! Small workbooks for the tests of this room.

use crate::ledger::Position;
use crate::ledger::workbook::{Cell, Headings, Sheet, Workbook};

/// A sheet from lines of cells between `|`; a number stands behind `#`.
pub(super) fn sheet(name: &str, lines: &[&str]) -> Sheet {
    let mut sheet = Sheet::new(name);
    for (row, line) in (1..).zip(lines) {
        for (column, text) in (1..).zip(line.split('|')).filter(|(_, text)| !text.is_empty()) {
            let number = text.strip_prefix('#').and_then(|number| number.parse().ok());
            sheet.set(Position::new(row, column), number.map_or_else(|| Cell::from(text), Cell::Number));
        }
    }
    sheet
}

/// The communities of a sub-district.
pub(super) fn communities() -> [Sheet; 2] {
    [
        sheet("街道", &["编码|名称", "S|须水街道"]),
        sheet("二级网格", &["编码|名称|上级", "A|惠民社区|须水街道", "B|康乐社区|须水街道"]),
    ]
}

/// The communities, and grids of one name in both.
pub(super) fn grids() -> Vec<Sheet> {
    let grids = ["编码|名称|所属社区", "T-1|第一网格|惠民社区", "T-2|第二网格|惠民社区", "T-3|第一网格|康乐社区"];
    communities().into_iter().chain([sheet("三级网格", &grids)]).collect()
}

/// What was read of the sheets behind the first ones: each node as `code name < parent`, each link, and the errors and
/// notes without the name of the file.
pub(super) struct Told {
    pub(super) rows: Vec<String>,
    pub(super) notes: Vec<String>,
    pub(super) errors: Vec<String>,
}

/// Reads the sheets as a ledger, and the rows of the last `shown` sheets of nodes.
pub(super) fn read(sheets: impl IntoIterator<Item = Sheet>) -> Told {
    let workbook = sheets.into_iter().fold(Workbook::new(""), Workbook::with_sheet);
    let reading = workbook.read(&Headings::default());
    let notes = reading.notes().map(ToString::to_string).collect();
    match reading.into_ledger() {
        Ok(ledger) => {
            let nodes = ledger.nodes.iter().map(|row| {
                let parent = row.parent.as_ref().map_or_else(String::new, |parent| format!(" < {parent}"));
                format!("{} {} {}{parent}", row.kind, row.code, row.name)
            });
            let links = ledger.links.iter().map(|link| format!("{} {} {}", link.from, link.relation, link.to));
            Told { rows: nodes.chain(links).collect(), notes, errors: Vec::new() }
        }
        Err(errors) => Told { rows: Vec::new(), notes, errors: errors.iter().map(ToString::to_string).collect() },
    }
}

impl Told {
    /// The rows, if there is neither error nor note.
    #[track_caller]
    pub(super) fn rows_only(self) -> Vec<String> {
        assert_eq!(self.errors, Vec::<String>::new());
        assert_eq!(self.notes, Vec::<String>::new());
        self.rows
    }

    /// The row of a code.
    #[track_caller]
    pub(super) fn row(&self, code: &str) -> &str {
        assert_eq!(self.errors, Vec::<String>::new());
        let is_row = |row: &&String| row.split(' ').nth(1) == Some(code);
        self.rows.iter().find(is_row).unwrap_or_else(|| panic!("no {code} in {:#?}", self.rows))
    }

    /// The only error.
    #[track_caller]
    pub(super) fn error(&self) -> &str {
        assert_eq!(self.errors.len(), 1, "{:#?} {:#?}", self.errors, self.rows);
        &self.errors[0]
    }

    /// The only note.
    #[track_caller]
    pub(super) fn note(&self) -> &str {
        assert_eq!(self.notes.len(), 1, "{:#?}", self.notes);
        &self.notes[0]
    }
}
