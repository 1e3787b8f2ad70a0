//! What the tables of a graph add up to, as `meta.json` says it.

use std::ops::Range;

use super::meta::{Level, MeasureColumn, Meta, Total};
use super::schema;
use crate::governance::Governance;
use crate::kind::Kind;

/// Writes down what the tables of a graph add up to: kinds, levels, measures, and the sums of the nodes.
pub(super) fn meta_totals(governance: &Governance, meta: &mut Meta) {
    let (levels, columns) = (schema::levels(governance), schema::measure_columns(governance));
    let tally = Tally::of(governance, &levels);
    let mut kinds = [0; Kind::COUNT];
    for kind in governance.tree().kinds() {
        kinds[*kind as usize] += 1;
    }
    meta.kinds = Kind::ALL.iter().copied().zip(kinds).filter(|(_, count)| *count > 0).collect();
    let measures = columns.iter().zip(governance.measures());
    meta.measures =
        measures.map(|(column, measure)| MeasureColumn { column: column.clone(), measure: measure.clone() }).collect();
    let by_column = |totals: &[Total]| columns.iter().cloned().zip(totals.iter().copied()).collect();
    let level = |level: &LevelTally| Level {
        kind: level.kind,
        units: level.units,
        rows: level.rows,
        sums: by_column(&level.sums),
    };
    meta.levels = tally.levels.iter().map(level).collect();
    meta.files.entry(schema::NODES.to_owned()).or_default().sums = by_column(&tally.whole);
}

/// The totals of a graph: of all nodes, and of those within the areas and grids of each level.
pub(crate) struct Tally {
    /// The total of each measure over all nodes.
    pub(crate) whole: Vec<Total>,
    pub(crate) levels: Vec<LevelTally>,
}

/// The totals of a level.
pub(crate) struct LevelTally {
    pub(crate) kind: Kind,
    pub(crate) units: u64,
    pub(crate) rows: u64,
    pub(crate) sums: Vec<Total>,
}

impl Tally {
    /// O(n) for all nodes, and O(areas and grids · depth) for the levels.
    pub(crate) fn of(governance: &Governance, levels: &[Kind]) -> Self {
        let tree = governance.tree();
        let measures = 0..governance.measures().len();
        let total = |measure: usize, nodes: Range<u32>| Total {
            values: governance.column(measure).counted(nodes.clone()).into(),
            sum: governance.column(measure).sum(nodes),
        };
        let whole = measures.clone().map(|measure| total(measure, 0..governance.node_count() as u32)).collect();
        let none =
            |kind: &Kind| LevelTally { kind: *kind, units: 0, rows: 0, sums: vec![Total::default(); measures.len()] };
        let mut tallies: Vec<LevelTally> = levels.iter().map(none).collect();
        let territories = tree.territories();
        for territory in 0..territories.len() as u32 {
            // What is directly in it counts in it and in all above it.
            let segment = tree.segment(territory);
            let rows = segment.len() as u64;
            let sums: Vec<Total> = measures.clone().map(|measure| total(measure, segment.clone())).collect();
            for above in tree.territory_and_above(territory) {
                let kind = tree.kind(territories[above as usize]);
                let Some(tally) = tallies.iter_mut().find(|tally| tally.kind == kind) else { continue };
                tally.units += u64::from(above == territory);
                tally.rows += rows;
                for (all, one) in tally.sums.iter_mut().zip(&sums) {
                    // No sum over nodes overflows: the magnitudes of a column add up to 63 bits.
                    all.values += one.values;
                    all.sum += one.sum;
                }
            }
        }
        Self { whole, levels: tallies }
    }
}
