//! Answers beside the control totals of the files: what is checked whatever the expected answers are.

use std::collections::BTreeMap;

use gridgov::measure::Decimal;
use gridgov::table::{ControlTotals, EngineResult, FactTotals};

use super::check::Checked;
use super::lake::answer::Answer;

/// The totals of the nodes and of the facts.
pub(crate) struct Controls {
    nodes: ControlTotals,
    facts: FactTotals,
}

/// The rows and sums of a unit, as an engine gave them.
#[derive(Debug, Default)]
struct Unit {
    rows: u64,
    sums: BTreeMap<String, Decimal>,
}

impl Controls {
    pub(crate) fn read(folder: &std::path::Path) -> Result<Self, String> {
        let nodes = ControlTotals::read(folder).map_err(|errors| errors.to_string())?;
        Ok(Self { nodes, facts: FactTotals::read(folder).map_err(|errors| errors.to_string())? })
    }

    /// Checks an answer at levels, if it is one of counts and sums in which every row counts once.
    pub(crate) fn check(&self, name: &str, found: &Answer, checked: &mut Checked) {
        let (about, level) = name.split_once("_at_").unwrap_or((name, ""));
        let is_of_nodes = matches!(about, "counts" | "sums");
        let is_of_facts = (about == "facts" || about.starts_with("facts_by_")) && !name.contains("_within_");
        if !is_of_nodes && !is_of_facts {
            return;
        }
        let result = match result(found) {
            Ok(result) if level.is_empty() => result,
            Ok(result) => result.of_levels([level]),
            Err(error) => return checked.differences.push(format!("control totals, {name}: {error}")),
        };
        match if is_of_nodes { self.nodes.check(&result) } else { self.facts.check(&result) } {
            Ok(compared) => checked.controls += compared.figures,
            Err(errors) => {
                let told = errors.iter().map(|error| format!("control totals, {name}: {error}"));
                checked.differences.extend(told);
            }
        }
    }
}

/// An answer as control totals take it: the parts of each unit (its kinds, periods and classes) are added up.
fn result(answer: &Answer) -> Result<EngineResult, String> {
    let column = |name: &str| answer.columns.iter().position(|column| column == name);
    let (Some(level), Some(unit)) = (column("level"), column("unit")) else {
        return Err("the columns level and unit are missing".to_owned());
    };
    let rows = column("nodes").or(column("facts")).ok_or("the column nodes or facts is missing")?;
    // Sums stand in a row for each measure, or in a column for each.
    let long = column("measure").zip(column("scale").zip(column("value")));
    let wide: Vec<usize> =
        if column("facts").is_some() { (rows + 1..answer.columns.len()).collect() } else { Vec::new() };
    let mut units: BTreeMap<(&str, &str), Unit> = BTreeMap::new();
    for row in &answer.rows {
        let cell = |at: usize| row.get(at).map_or("", String::as_str);
        let number = |at: usize| -> Result<i64, String> {
            cell(at).parse().map_err(|_| format!("{:?} is no whole number of 64 bits", cell(at)))
        };
        let total = units.entry((cell(level), cell(unit))).or_default();
        let count: u64 = cell(rows).parse().map_err(|_| format!("{:?} is no count", cell(rows)))?;
        // Each measure repeats how many nodes there are.
        total.rows = if long.is_some() { count } else { total.rows + count };
        let mut add = |name: &str, units: i64, scale: u8| -> Result<(), String> {
            let value = Decimal::from_units(units, scale);
            let sum = total.sums.get(name).map_or(Ok(value), |sum| sum.checked_add(value));
            total.sums.insert(name.to_owned(), sum.map_err(|error| error.to_string())?);
            Ok(())
        };
        if let Some((measure, (scale, value))) = long.filter(|(_, (_, value))| !cell(*value).is_empty()) {
            let scale = u8::try_from(number(scale)?).map_err(|_| format!("{:?} is no scale", cell(scale)))?;
            add(cell(measure), number(value)?, scale)?;
        }
        for at in wide.iter().filter(|at| !cell(**at).is_empty()) {
            add(&answer.columns[*at], number(*at)?, 0)?;
        }
    }
    let mut measures: Vec<&str> = match long {
        Some((measure, _)) => answer.rows.iter().filter_map(|row| row.get(measure)).map(String::as_str).collect(),
        None => wide.iter().map(|at| answer.columns[*at].as_str()).collect(),
    };
    measures.sort_unstable();
    measures.dedup();
    let mut result = EngineResult::new(measures.iter().copied());
    for ((level, unit), total) in &units {
        let sums = measures.iter().map(|measure| total.sums.get(*measure).copied());
        result = result.with_unit(*level, *unit, Some(total.rows), sums);
    }
    Ok(result)
}
