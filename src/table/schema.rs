//! The files of a graph and their columns: the contract with engines.

use super::column::Column;
use crate::governance::Governance;
use crate::kind::{Kind, Relation};
use crate::measure::Measure;

/// The version of the tables that this crate writes and reads.
pub(crate) const VERSION: u32 = 1;

/// The nodes in pre-order.
pub(crate) const NODES: &str = "nodes.parquet";
/// The links.
pub(crate) const LINKS: &str = "links.parquet";
/// Who counts where, each pair once.
pub(crate) const BRIDGE: &str = "bridge.parquet";
/// What offices declare.
pub(crate) const DECLARED: &str = "declared.parquet";
/// The measures.
pub(crate) const MEASURES: &str = "measures.parquet";
/// What the files are.
pub(crate) const META: &str = "meta.json";

/// The kinds of areas and grids of which the graph has nodes, in the order of the table of kinds. Each is a column of the
/// nodes and of facts.
pub(crate) fn levels(governance: &Governance) -> Vec<Kind> {
    let mut occurs = [false; Kind::COUNT];
    for territory in governance.territories() {
        occurs[territory.kind() as usize] = true;
    }
    Kind::ALL.iter().copied().filter(|kind| occurs[*kind as usize]).collect()
}

/// The name of the column of each measure, in the order of the measures.
pub(crate) fn measure_columns(governance: &Governance) -> Vec<String> {
    columns_of_measures(governance.measures())
}

/// The longest id that is a part of a name, in bytes: some engines cut names after 63.
const LONGEST_ID: usize = 60;

/// `m_` and the id of the measure, where that is a plain name; else `m_` and its position, made unlike all plain ids.
pub(crate) fn columns_of_measures(measures: &[Measure]) -> Vec<String> {
    let fits = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
    let is_plain = |id: &str| (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(fits);
    let taken = |name: &str| measures.iter().any(|measure| is_plain(measure.id()) && measure.id() == name);
    let column = |(at, measure): (usize, &Measure)| {
        if is_plain(measure.id()) {
            return format!("m_{}", measure.id());
        }
        let mut name = at.to_string();
        while taken(&name) {
            name.push('_');
        }
        format!("m_{name}")
    };
    measures.iter().enumerate().map(column).collect()
}

/// The name of the column that says whether a node records a relation.
pub(crate) fn records_column(relation: Relation) -> String {
    format!("records_{}", relation.id())
}

/// The columns of the nodes before those of the levels and measures.
pub(crate) fn nodes(levels: &[Kind], measures: &[String]) -> Vec<Column> {
    let mut columns = vec![
        Column::text("code").distinct(),
        Column::text("name"),
        Column::text("kind"),
        Column::text("category").nullable(),
        Column::text("parent").nullable(),
        Column::int32("pre"),
        Column::int32("end"),
        Column::int32("depth"),
        Column::text("territory").nullable(),
    ];
    columns.extend(Relation::LINKS.iter().map(|relation| Column::int32(records_column(*relation))));
    columns.extend(levels.iter().map(|kind| Column::text(kind.id()).nullable()));
    columns.extend(measures.iter().map(|name| Column::int64(name).nullable()));
    columns
}

/// The columns of the links.
pub(crate) fn links() -> Vec<Column> {
    vec![Column::text("relation"), Column::text("from_code"), Column::text("to_code"), Column::text("role").nullable()]
}

/// The columns of who counts where.
pub(crate) fn bridge() -> Vec<Column> {
    vec![
        Column::text("basis"),
        Column::text("unit"),
        Column::text("unit_kind"),
        Column::text("node"),
        Column::int32("home"),
        Column::text("joins"),
    ]
}

/// The columns of declared figures.
pub(crate) fn declared() -> Vec<Column> {
    vec![
        Column::text("code"),
        Column::int32("pre"),
        Column::text("of"),
        Column::int32("scale"),
        Column::int64("at_least").nullable(),
        Column::int64("at_most").nullable(),
        Column::int32("at_least_digits").nullable(),
        Column::int32("at_most_digits").nullable(),
    ]
}

/// The columns of the measures.
pub(crate) fn measures() -> Vec<Column> {
    vec![
        Column::int32("position"),
        Column::text("column_name"),
        Column::text("measure"),
        Column::int32("scale"),
        Column::text("unit").nullable(),
    ]
}
