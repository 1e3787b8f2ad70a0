//! Rules about the size of grids.

use super::measures::unknown_measure;
use crate::audit::wording::{band as band_in, number_of_kind};
use crate::audit::{Band, End, Report, RuleSettings};
use crate::governance::{Governance, Node};
use crate::kind::{Family, Kind};
use crate::language::Language::{Chinese, English};
use crate::measure::{Decimal, known};
use crate::message::{Words, phrase};
use crate::rollup::Home;
use crate::set::Counts;

/// The measure of size if the pack names none.
const HOUSEHOLDS: &str = "households";

/// The grids of the kinds that have such a bound, with their sizes, the limit and the band. Says how many they are, and
/// why others cannot be judged.
///
/// If nothing in a grid has a value, its size is unknown, not zero, and it is left out.
#[expect(clippy::expect_used, reason = "building has checked that the values of a measure can be added up once")]
fn sizes<'g>(
    governance: &'g Governance,
    settings: &RuleSettings,
    end: End,
    report: &mut Report<'g>,
) -> Vec<(Node<'g>, Decimal, Decimal, Band)> {
    let limit = |kind: Kind| {
        let band = settings.bound(kind)?;
        let limit = match end {
            End::AtLeast => band.at_least?,
            End::AtMost => band.at_most?,
        };
        Some((limit, band))
    };
    let grids = governance.territories().filter(|node| node.kind().family() == Family::Grid);
    let bounded = grids.filter_map(|grid| Some((grid, limit(grid.kind())?)));
    let measure = measure(settings);
    let Ok(sum) = governance.sum_of(measure) else {
        report.undecidable(unknown_measure(governance, measure));
        return Vec::new();
    };
    let sums = governance.roll_up(Home, sum).expect("INVARIANT: no sum overflows where each place counts at home");
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for (grid, (limit, band)) in bounded {
        match sums.at(grid).flatten() {
            Some(size) => known.push((grid, size, limit, band)),
            None => unknown.push((grid.kind(), 1)),
        }
    }
    report.judged(known.len() as u64);
    if !unknown.is_empty() {
        let unknown: Counts = unknown.into_iter().collect();
        let kinds = |language| {
            phrase::list(language, unknown.iter().map(|(kind, count)| number_of_kind(language, count, kind)))
        };
        let words = Words::new(
            format!("{} cannot be judged: nothing in them has a value of `{measure}`; enter it", kinds(English)),
            format!("{}无法判定：其中均无{}的数据；请补录", kinds(Chinese), known::in_chinese(measure)),
        );
        report.undecidable(words.with("count", unknown.total()).with("measure", measure));
    }
    known
}

fn measure(settings: &RuleSettings) -> &str {
    settings.measure.as_deref().unwrap_or(HOUSEHOLDS)
}

/// The difference of two numbers, in English and in Chinese; no number if it lies beyond 64 bits.
fn difference(one: Decimal, other: Decimal) -> [String; 2] {
    match one.checked_sub(other) {
        Ok(difference) => [difference.to_string(), difference.to_string()],
        Err(_) => ["far".to_owned(), "很多".to_owned()],
    }
}

/// A grid that is larger than the band of its kind allows.
pub(super) fn above_band<'g>(governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
    let measure = measure(settings);
    for (grid, size, most, band) in sizes(governance, settings, End::AtMost, report) {
        if size > most {
            let (kind, [over, over_chinese]) = (grid.kind(), difference(size, most));
            let words = Words::new(
                format!("{size} {measure}, {over} too many: a {kind} has {}; divide it", band_in(English, band)),
                format!(
                    "{}为{size}，超出{over_chinese}：{}应为{}；请拆分",
                    known::in_chinese(measure),
                    kind.chinese(),
                    band_in(Chinese, band)
                ),
            );
            report.find(grid, words.with("size", size).with("measure", measure).with("at_most", most));
        }
    }
}

/// A grid that is smaller than the band of its kind allows.
pub(super) fn below_band<'g>(governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
    let measure = measure(settings);
    for (grid, size, least, band) in sizes(governance, settings, End::AtLeast, report) {
        if size < least {
            let (kind, [short, short_chinese]) = (grid.kind(), difference(least, size));
            let words = Words::new(
                format!(
                    "{size} {measure}, {short} too few: a {kind} has {}; merge it with a neighbour",
                    band_in(English, band)
                ),
                format!(
                    "{}为{size}，少{short_chinese}：{}应为{}；请与相邻网格合并",
                    known::in_chinese(measure),
                    kind.chinese(),
                    band_in(Chinese, band)
                ),
            );
            report.find(grid, words.with("size", size).with("measure", measure).with("at_least", least));
        }
    }
}
