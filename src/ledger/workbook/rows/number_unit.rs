//! Units behind numbers: 户 in `420户`. A column has one unit.

use std::collections::BTreeMap;

use crate::ledger::workbook::CellProblem;
use crate::ledger::workbook::cell_value::shown;

/// Units that mean one thing; the first of them is named.
const SAME: [&[&str]; 12] = [
    &["户", "户家庭"],
    &["人", "名", "位", "口"],
    &["m2", "m²", "㎡", "平方米", "平米"],
    &["km2", "平方公里", "平方千米"],
    &["km", "公里", "千米"],
    &["m", "米"],
    &["亩"],
    &["公顷"],
    &["万元"],
    &["元"],
    &["立方米"],
    &["岁"],
];

/// The units of the columns of a table so far.
#[derive(Default)]
pub(super) struct ColumnUnits(BTreeMap<u32, &'static str>);

impl ColumnUnits {
    /// Checks the unit behind a number against that of its column: the one that the heading states, else the one that
    /// the heading speaks of (户数, 人口), else the first that stands in the column. Words that only count (个, 件) say
    /// nothing.
    pub(super) fn check(
        &mut self,
        column: u32,
        heading: &str,
        stated: Option<&str>,
        written: &str,
        unit: &str,
    ) -> Result<(), CellProblem> {
        let Some(found) = named(unit) else { return Ok(()) };
        let known = stated.and_then(named).or_else(|| of_heading(heading));
        let expected = *match known {
            Some(known) => self.0.entry(column).or_insert(known),
            None => self.0.entry(column).or_insert(found),
        };
        if expected == found {
            return Ok(());
        }
        let (written, unit, expected) = (shown(written), unit.to_owned(), expected.to_owned());
        Err(CellProblem::OtherUnit { written, unit, expected })
    }
}

/// The name of a unit; `None` for a word that only counts.
fn named(unit: &str) -> Option<&'static str> {
    let unit = unit.to_lowercase();
    SAME.iter().find(|same| same.contains(&unit.as_str())).and_then(|same| same.first().copied())
}

/// The unit that a heading speaks of at its end.
fn of_heading(heading: &str) -> Option<&'static str> {
    const ENDS: [(&str, &str); 6] =
        [("户数", "户"), ("人数", "人"), ("人口", "人"), ("人口数", "人"), ("户", "户"), ("人", "人")];
    ENDS.iter().find(|(end, _)| heading.ends_with(end)).map(|(_, unit)| *unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_has_one_unit() {
        let mut units = ColumnUnits::default();
        let mut check = |column, heading, stated, unit| units.check(column, heading, stated, "5", unit).is_ok();
        assert!(check(1, "户数", None, "户"));
        assert!(!check(1, "户数", None, "人"));
        assert!(check(2, "建筑面积", Some("m2"), "平方米"));
        assert!(!check(2, "建筑面积", Some("m2"), "亩"));
        assert!(check(3, "面积", None, "亩"));
        assert!(!check(3, "面积", None, "㎡"), "another unit than in the first cell");
        assert!(check(4, "总人口", None, "个"));
        assert!(check(4, "总人口", None, "名"));
    }
}
