//! A line of totals.

use std::ops::Range;

use super::node_entry::NodeEntry;
use crate::kind::Kind;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::table::{Line, LineClass, Table};
use crate::ledger::workbook::{Cell, Meaning, Remark, cell_value, kind_names};
use crate::ledger::{Origin, Written, excerpt};
use crate::measure::Figure;
use crate::text::canonical;

/// A line of totals, whose owner is not known yet.
#[derive(Debug)]
pub(crate) struct TotalLine {
    /// The nodes that it is a total of, by their positions.
    pub(crate) nodes: Range<usize>,
    /// Whether it is of a part, such as 小计.
    pub(crate) is_part: bool,
    /// Each figure, with the measure or kind that it is of and where it stands.
    pub(crate) figures: Vec<(String, Written<Figure>, Origin)>,
    /// The name or code of what the total is of, where the line says so: 惠民社区 in 惠民社区小计.
    pub(crate) of: Option<String>,
    /// The kind of what it is the whole of: a sub-district in 全街道合计.
    pub(crate) whole: Option<Kind>,
    pub(crate) origin: Origin,
}

impl TotalLine {
    /// Reads a line as the total of some of the nodes.
    pub(super) fn read(
        table: &Table<'_>,
        line: &Line<'_, '_>,
        nodes: &[NodeEntry],
        range: Range<usize>,
        log: &mut Log<'_>,
    ) -> Self {
        let mut kinds: Vec<&str> =
            nodes[range.clone()].iter().filter_map(|entry| entry.row.kind.known().map(|kind| kind.id())).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let mut figures = Vec::new();
        // The word for a total is no figure, nor is a value that belongs to a line above.
        for found in line.cells.iter().filter(|found| !found.is_merged && !line.says_total(found.column.at)) {
            let origin = table.origin(line.row, found.column.at);
            let of = match (&found.column.meaning, &kinds[..]) {
                (None | Some(Meaning::Ignored), _) => continue,
                (Some(Meaning::Measure(measure)), _) => Some(measure.id().to_owned()),
                // A number below codes, names and the like counts the rows.
                (Some(Meaning::Field(_)), [kind]) => Some((*kind).to_owned()),
                // One below a level counts its nodes.
                (Some(Meaning::Level { kind, .. }), _) => Some(kind.id().to_owned()),
                _ => None,
            };
            let is_measure = matches!(found.column.meaning, Some(Meaning::Measure(_)));
            match (of, cell_value::figure(&without_counter(found.cell))) {
                // An unknown figure of a measure is kept, and reported when the graph is built.
                (Some(of), Ok(figure)) if is_measure || figure.known().is_some() => figures.push((of, figure, origin)),
                _ => log.note(origin, Remark::TotalNotRead(excerpt(&found.cell.to_string()))),
            }
        }
        let (of, is_part) = match line.class {
            LineClass::Total { of, is_part } => (of.clone(), *is_part),
            _ => (None, false),
        };
        let whole = if of.is_none() { whole_of(line) } else { None };
        Self { nodes: range, is_part, figures, of, whole, origin: table.origin(line.row, 0) }
    }
}

/// The kind behind a word such as 全 in the text of a total.
fn whole_of(line: &Line<'_, '_>) -> Option<Kind> {
    const WHOLES: [char; 2] = ['全', '本'];
    let texts = line.cells.iter().filter(|found| !found.is_merged && matches!(found.cell, Cell::Text(_)));
    texts.filter_map(|found| Some(canonical(&found.cell.to_string()).strip_prefix(WHOLES)?.to_owned())).find_map(
        |rest| {
            let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
            ends.rev().find_map(|end| kind_names::kind(&rest[..end]))
        },
    )
}

/// A cell without the words that count: 共52个 is 52.
fn without_counter(cell: &Cell) -> Cell {
    let Cell::Text(text) = cell else { return cell.clone() };
    let text = text.trim();
    let text = text.strip_prefix('共').unwrap_or(text);
    Cell::from(text.strip_suffix(['个', '户', '人', '名', '栋', '家', '所']).unwrap_or(text))
}
