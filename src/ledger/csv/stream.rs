//! Handing on the rows of the pair of tables.

use super::lines::{TableText, for_each_record};
use super::{DECLARED, LINK_COLUMNS, NODE_COLUMNS, RECORDS};
use crate::kind::{Relation, Role};
use crate::ledger::formula::unguarded;
use crate::ledger::measure_heading::measure_of;
use crate::ledger::stream::{LinkFields, NodeFields, Refused, RowReceiver};
use crate::ledger::{Source, records};
use crate::measure::{Decimal, Figure};

/// Hands on the rows of a pair of tables, each with its name; there may be no links.
pub(in crate::ledger) fn stream(
    nodes: (&str, TableText<'_>),
    links: Option<(&str, TableText<'_>)>,
    receiver: &mut impl RowReceiver,
) -> Result<(), Refused> {
    stream_nodes(nodes, receiver)?;
    links.map_or(Ok(()), |links| stream_links(links, receiver))
}

/// What the columns of `nodes.csv` hold.
struct NodeColumns {
    count: usize,
    code: usize,
    kind: usize,
    name: usize,
    parent: Option<usize>,
    category: Option<usize>,
    /// The column of each measure.
    measures: Vec<usize>,
    declared: Vec<(usize, String)>,
    records: Option<usize>,
}

fn stream_nodes((name, text): (&str, TableText<'_>), receiver: &mut impl RowReceiver) -> Result<(), Refused> {
    let source = Source::table(name);
    let mut columns = None;
    for_each_record(text, |line, cells| {
        let Some(columns) = &columns else {
            columns = Some(node_columns(cells, receiver)?);
            return Ok(());
        };
        if cells.len() != columns.count {
            return Err(Refused);
        }
        let cell = |column: usize| unguarded(cells[column]);
        let written = |column: Option<usize>| column.map(cell).filter(|cell| !cell.is_empty());
        let fields = NodeFields {
            code: cell(columns.code),
            kind: cell(columns.kind).parse().map_err(|_| Refused)?,
            name: cell(columns.name),
            parent: written(columns.parent),
            category: written(columns.category),
        };
        receiver.node(&source, line, 0, fields)?;
        for (at, column) in columns.measures.iter().enumerate() {
            let cell = cell(*column);
            if !cell.is_empty() {
                receiver.value(at, cell.parse::<Decimal>().map_err(|_| Refused)?)?;
            }
        }
        for (column, of) in &columns.declared {
            let cell = cell(*column);
            if !cell.is_empty() {
                receiver.declared(of, cell.parse::<Figure>().map_err(|_| Refused)?)?;
            }
        }
        match written(columns.records) {
            None => Ok(()),
            Some(cell) => receiver.node_records(&records::read(cell)),
        }
    })?;
    columns.map(drop).ok_or(Refused)
}

fn node_columns(headers: &[&str], receiver: &mut impl RowReceiver) -> Result<NodeColumns, Refused> {
    let headers: Vec<&str> = headers.iter().map(|header| unguarded(header)).collect();
    let fixed = NODE_COLUMNS.map(|name| headers.iter().position(|header| *header == name));
    let (mut measures, mut columns, mut declared) = (Vec::new(), Vec::new(), Vec::new());
    for (column, header) in headers.iter().enumerate() {
        if NODE_COLUMNS.contains(header) || *header == RECORDS {
        } else if let Some(of) = header.strip_prefix(DECLARED) {
            declared.push((column, of.to_owned()));
        } else {
            measures.push(measure_of(header));
            columns.push(column);
        }
    }
    let is_own = |header: &&str| NODE_COLUMNS.contains(header) || *header == RECORDS || header.starts_with(DECLARED);
    let mut names: Vec<&str> = headers.iter().copied().filter(is_own).collect();
    names.extend(measures.iter().map(|(measure, _)| measure.id()));
    names.sort_unstable();
    let [Some(code), Some(kind), Some(name), parent, category] = fixed else { return Err(Refused) };
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(Refused);
    }
    receiver.measures(&measures)?;
    let records = headers.iter().position(|header| *header == RECORDS);
    let count = headers.len();
    Ok(NodeColumns { count, code, kind, name, parent, category, measures: columns, declared, records })
}

/// What the columns of `links.csv` hold.
struct LinkColumns {
    count: usize,
    relation: usize,
    from: usize,
    to: usize,
    role: Option<usize>,
}

fn stream_links((name, text): (&str, TableText<'_>), receiver: &mut impl RowReceiver) -> Result<(), Refused> {
    let source = Source::table(name);
    let mut columns = None;
    for_each_record(text, |line, cells| {
        let Some(LinkColumns { count, relation, from, to, role }) = &columns else {
            columns = Some(link_columns(cells)?);
            return Ok(());
        };
        if cells.len() != *count {
            return Err(Refused);
        }
        let cell = |column: usize| unguarded(cells[column]);
        let relation: Relation = cell(*relation).parse().map_err(|_| Refused)?;
        let role = role.map(cell).filter(|role| !role.is_empty());
        let role = role.map(str::parse::<Role>).transpose().map_err(|_| Refused)?;
        receiver.link(&source, line, 0, LinkFields { relation, from: cell(*from), to: cell(*to), role })
    })?;
    columns.map(drop).ok_or(Refused)
}

fn link_columns(headers: &[&str]) -> Result<LinkColumns, Refused> {
    let headers: Vec<&str> = headers.iter().map(|header| unguarded(header)).collect();
    let places = LINK_COLUMNS.map(|name| headers.iter().position(|header| *header == name));
    // Each column is known, and none is given twice.
    let is_plain = places.iter().flatten().count() == headers.len();
    match places {
        [Some(relation), Some(from), Some(to), role] if is_plain => {
            Ok(LinkColumns { count: headers.len(), relation, from, to, role })
        }
        _ => Err(Refused),
    }
}
