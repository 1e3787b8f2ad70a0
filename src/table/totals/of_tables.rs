//! Control totals counted from the table of nodes, by the codes in its columns.

use std::collections::BTreeMap;
use std::path::Path;

use super::{ALL, ControlTotals, UnitTotals};
use crate::kind::Relation;
use crate::ledger::Limits;
use crate::table::chunk::{Chunk, Integers};
use crate::table::error::{TableError, TableErrors, TableProblem};
use crate::table::import::{Columns, Import};
use crate::table::schema;

/// Counts the nodes of a folder.
#[expect(clippy::expect_used, reason = "an invariant")]
pub(super) fn read(folder: &Path) -> Result<ControlTotals, TableErrors> {
    let limits = Limits::DEFAULT;
    let import = Import::new(folder, &limits)?;
    let Columns { measures, names, levels } = import.columns()?;
    let path = folder.join(schema::NODES);
    let columns = schema::nodes(&levels, &names);
    let place = |name: &str| columns.iter().position(|column| column.name == name);
    let first_record = place(&schema::records_column(Relation::LINKS[0]));
    let first_record = first_record.expect("INVARIANT: each relation has its column");
    let (first_level, first_measure) = (first_record + Relation::LINKS.len(), columns.len() - names.len());
    let table = import.open(schema::NODES, columns.clone())?;

    let mut whole = Units::new(measures.len());
    let mut of_level: Vec<Units> = levels.iter().map(|_| Units::new(measures.len())).collect();
    let overflows = |name: &str| {
        let problem = TableProblem::Disagrees { written: name.to_owned(), expected: i64::MAX.to_string() };
        TableError::at(&path, 0, Some(name), problem)
    };
    for group in 0..table.groups() {
        let rows = table.group_rows(group);
        let values: Vec<Integers> = (0..measures.len())
            .map(|measure| table.chunk(group, first_measure + measure).map(Chunk::integers))
            .collect::<Result<_, _>>()?;
        let add = |units: &mut Units, unit_of: &dyn Fn(usize) -> Option<usize>| {
            for row in 0..rows {
                let Some(unit) = unit_of(row) else { continue };
                units.totals[unit].rows += 1;
                for ((values, sum), name) in values.iter().zip(&mut units.totals[unit].sums).zip(&names) {
                    if let Some(value) = values.get(row) {
                        *sum = Some(sum.unwrap_or_default().checked_add(value).ok_or_else(|| overflows(name))?);
                    }
                }
            }
            Ok::<(), TableError>(())
        };
        let all = whole.number(ALL);
        add(&mut whole, &|_| Some(all))?;
        for (at, units) in of_level.iter_mut().enumerate() {
            let codes = table.chunk(group, first_level + at)?.texts();
            let numbers: Vec<usize> =
                (0..codes.distinct() as u32).map(|number| units.number(codes.text(number))).collect();
            add(units, &|row| codes.number(row).map(|number| numbers[number as usize]))?;
        }
    }
    whole.number(ALL);
    let mut all = vec![(ALL, whole.finish())];
    all.extend(levels.iter().map(|kind| kind.id()).zip(of_level.into_iter().map(Units::finish)));
    Ok(ControlTotals { measures, levels: all })
}

/// The units of a level, in the order in which they come.
struct Units {
    number_of: BTreeMap<String, usize>,
    totals: Vec<UnitTotals>,
    measures: usize,
}

impl Units {
    fn new(measures: usize) -> Self {
        Self { number_of: BTreeMap::new(), totals: Vec::new(), measures }
    }

    /// The number of a unit, which may be a new one.
    fn number(&mut self, code: &str) -> usize {
        if let Some(number) = self.number_of.get(code) {
            return *number;
        }
        self.number_of.insert(code.to_owned(), self.totals.len());
        self.totals.push(UnitTotals { rows: 0, sums: vec![None; self.measures] });
        self.totals.len() - 1
    }

    fn finish(self) -> BTreeMap<String, UnitTotals> {
        let Self { number_of, totals, .. } = self;
        number_of.into_iter().map(|(code, number)| (code, totals[number].clone())).collect()
    }
}
