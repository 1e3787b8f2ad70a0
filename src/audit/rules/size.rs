//! Rules about the size of grids.

use crate::audit::{Band, Report, RuleSettings};
use crate::governance::{Governance, Node};
use crate::kind::Family;
use crate::measure::Decimal;
use crate::rollup::Home;

/// The measure of size if the pack names none.
const HOUSEHOLDS: &str = "households";

/// The grids of the kinds that have a bound, with their sizes and bands.
///
/// If nothing in a grid has a value, its size is unknown, not zero, and it is left out.
fn sizes<'g>(governance: &'g Governance, settings: &RuleSettings) -> Vec<(Node<'g>, Decimal, Band)> {
    // A mean keeps the sum and the number of nodes that have a value.
    let mean = governance.mean_of(measure(settings)).ok();
    let Some(totals) = mean.and_then(|mean| governance.roll_up(Home, mean).ok()) else { return Vec::new() };
    let known = totals.iter().filter(|(_, mean)| mean.whole() > Decimal::ZERO);
    let banded = known.filter_map(|(grid, mean)| Some((grid, mean.part(), settings.bound(grid.kind())?)));
    banded.filter(|(grid, ..)| grid.kind().family() == Family::Grid).collect()
}

fn measure(settings: &RuleSettings) -> &str {
    settings.measure.as_deref().unwrap_or(HOUSEHOLDS)
}

fn difference(one: Decimal, other: Decimal) -> String {
    one.checked_sub(other).map_or_else(|_| "far".to_owned(), |difference| difference.to_string())
}

/// A grid that is larger than the band of its kind allows.
pub(super) fn above_band<'g>(governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
    for (grid, size, band) in sizes(governance, settings) {
        if let Some(most) = band.at_most.filter(|most| size > *most) {
            let (kind, measure, over) = (grid.kind(), measure(settings), difference(size, most));
            report.find(grid, format!("{size} {measure}, {over} too many: a {kind} has {band}; divide it"));
        }
    }
}

/// A grid that is smaller than the band of its kind allows.
pub(super) fn below_band<'g>(governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
    for (grid, size, band) in sizes(governance, settings) {
        if let Some(least) = band.at_least.filter(|least| size < *least) {
            let (kind, measure, short) = (grid.kind(), measure(settings), difference(least, size));
            report.find(
                grid,
                format!("{size} {measure}, {short} too few: a {kind} has {band}; merge it with a neighbour"),
            );
        }
    }
}
