//! The measures that columns hold: one measure may stand in several sheets.

use std::collections::BTreeMap;

use crate::ledger::workbook::CellProblem;
use crate::ledger::workbook::log::Log;
use crate::ledger::{NodeRow, Origin};
use crate::measure::Measure;

/// The measures of all tables, in the order of their first columns.
#[derive(Default)]
pub(crate) struct Measures(Vec<MeasureColumn>);

struct MeasureColumn {
    measure: Measure,
    /// Whether a heading states the scale; otherwise the numbers below decide it.
    states_scale: bool,
    /// Where its first heading stands.
    first: Origin,
}

impl Measures {
    /// Adds the measure of a column. Its unit and scale are joined with those that other headings state.
    pub(super) fn add(&mut self, measure: Measure, states_scale: bool, at: Origin, log: &mut Log<'_>) {
        let Some(known) = self.0.iter_mut().find(|known| known.measure.id() == measure.id()) else {
            self.0.push(MeasureColumn { measure, states_scale, first: at });
            return;
        };
        match (known.measure.unit(), measure.unit()) {
            (Some(one), Some(unit)) if one != unit => {
                let problem = CellProblem::UnitDiffers {
                    measure: measure.id().to_owned(),
                    written: unit.to_owned(),
                    other: one.to_owned(),
                    first: known.first.clone(),
                };
                return log.error(at, None, problem);
            }
            (None, Some(unit)) => known.measure = known.measure.clone().with_unit(unit),
            _ => {}
        }
        if states_scale {
            let scale = known.measure.scale().max(measure.scale());
            known.measure = known.measure.clone().with_scale(scale);
            known.states_scale = true;
        }
    }

    /// The measures. The scale of one that no heading states is that of the longest number in the rows.
    pub(crate) fn with_scales_of(self, rows: &[NodeRow]) -> Vec<Measure> {
        let mut scales: BTreeMap<&str, u8> = BTreeMap::new();
        for (id, value) in rows.iter().flat_map(|row| row.measures.iter()) {
            let scale = value.known().map_or(0, |value| value.scale());
            let largest = scales.entry(id).or_default();
            *largest = scale.max(*largest);
        }
        let measures = self.0.into_iter().map(|column| {
            let scale = scales.get(column.measure.id()).copied().unwrap_or(0);
            if column.states_scale { column.measure } else { column.measure.with_scale(scale) }
        });
        measures.collect()
    }
}
