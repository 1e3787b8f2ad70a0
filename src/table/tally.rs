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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::{MicroGrid, Province, SecondGrid, Shop, Subdistrict, ThirdGrid};
    use crate::ledger::Draft;
    use crate::measure::Decimal;

    /// Each total is that of the subtrees, asked one by one.
    #[test]
    fn levels_add_up_to_what_stands_below_their_units() {
        let mut draft = Draft::new("");
        draft.measure("households");
        draft.measure("floor_area");
        draft.root(Province, "41", "");
        for street in ["S", "T"] {
            let subdistrict = draft.root(Subdistrict, street, "");
            draft.add(subdistrict, Shop, format!("{street}-0"), "");
            for number in 1..4_i64 {
                let second = draft.add(subdistrict, SecondGrid, format!("{street}-{number}"), "");
                draft.row(second).measure("households", 7 * number);
                let third = draft.add(second, ThirdGrid, format!("{street}-{number}-1"), "");
                draft.row(third).measure("floor_area", -number);
                for micro in 0..number {
                    let micro = draft.add(third, MicroGrid, format!("{street}-{number}-1-{micro}"), "");
                    draft.row(micro).measure("households", 0).measure("floor_area", 11);
                }
            }
        }
        let governance = Governance::build(&draft).unwrap();
        let levels = schema::levels(&governance);
        assert_eq!(levels, [Kind::Province, Kind::Subdistrict, Kind::SecondGrid, Kind::ThirdGrid, Kind::MicroGrid]);
        let tally = Tally::of(&governance, &levels);
        let values = |nodes: &[crate::governance::Node<'_>], measure: &str| {
            let values: Vec<Decimal> = nodes.iter().filter_map(|node| node.value_of(measure)).collect();
            Total { values: values.len() as u64, sum: values.iter().map(|value| value.units()).sum() }
        };
        let sums = |nodes: &[crate::governance::Node<'_>]| {
            governance.measures().iter().map(|measure| values(nodes, measure.id())).collect::<Vec<_>>()
        };
        assert_eq!(tally.whole, sums(&governance.nodes().collect::<Vec<_>>()));
        for (level, kind) in tally.levels.iter().zip(levels) {
            let units: Vec<_> = governance.nodes_of_kind(kind).collect();
            let below: Vec<_> =
                units.iter().flat_map(|unit| std::iter::once(*unit).chain(unit.descendants())).collect();
            assert_eq!((level.kind, level.units, level.rows), (kind, units.len() as u64, below.len() as u64));
            assert_eq!(level.sums, sums(&below), "{kind}");
        }
    }
}
