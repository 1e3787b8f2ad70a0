//! Rules about numbers of the nodes themselves: the same number at two levels.

use std::ops::Range;

use crate::audit::wording::quoted;
use crate::audit::{Report, RuleSettings};
use crate::excerpt::excerpt;
use crate::governance::Governance;
use crate::language::Language::English;
use crate::measure::{Decimal, Measure, known};
use crate::message::{Words, phrase};
use crate::suggestion::{did_you_mean, suggest};

/// The bound of [`at_two_levels`]: by how many percent the numbers of the two levels may differ.
pub(super) const PERCENT: &str = "percent";

/// A rule that is about a measure which the graph does not have.
pub(super) fn unknown_measure(governance: &Governance, measure: &str) -> Words {
    let nearest = suggest(measure, governance.measures().iter().map(Measure::id));
    let meant = did_you_mean(&nearest);
    let words = Words::new(
        format!(
            "this rule judged nothing: the ledger has no measure `{}`{meant}; enter it or leave the rule out",
            excerpt(measure)
        ),
        format!(
            "本规则未能检查：台账中没有{}{}；请补录该列，或在规则集中停用本规则",
            known::id_in_chinese(measure),
            phrase::perhaps(nearest)
        ),
    )
    .with("measure", measure);
    match nearest {
        Some(nearest) => words.with("suggestion", nearest),
        None => words,
    }
}

/// A node whose own number is that of all below it: if both are the same thing, totals count it twice.
///
/// It is compared with all numbers below it, and with those of the nearest level that has any, since a number that
/// stands at three levels is there twice below the first. Zeros are not compared.
pub(super) fn at_two_levels<'g>(governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
    let percent = settings.bound(PERCENT).and_then(|band| band.at_most).unwrap_or(Decimal::ZERO);
    let asked = settings.measure.as_deref();
    if let Some(measure) = asked.filter(|measure| governance.measure_named(measure).is_none()) {
        return report.undecidable(unknown_measure(governance, measure));
    }
    let measures = governance.measures().iter().enumerate();
    for (at, measure) in measures.filter(|(_, measure)| asked.is_none_or(|asked| asked == measure.id())) {
        let column = governance.column(at);
        for node in governance.nodes() {
            let below = node.index() + 1..governance.tree().end(node.index());
            let Some(own) = column.get(node.index()).filter(|own| *own != 0) else { continue };
            if column.counted(below.clone()) == 0 {
                continue;
            }
            report.judged(1);
            let all = (column.sum(below.clone()), u64::from(column.counted(below.clone())));
            let sums = [all, nearest(governance, at, below)];
            let Some((sum, count)) = sums.into_iter().find(|(sum, _)| is_near(own, *sum, percent)) else { continue };
            let (own, sum) = (measure.decimal(own), measure.decimal(sum));
            let (id, is_same) = (measure.id(), own == sum);
            let words = Words::new(
                format!(
                    "{} is {own} here and {}{sum} in the {count} below it; if both are the same, totals count it twice: \
                     enter the number here as declared, or remove one of the two",
                    quoted(English, id),
                    if is_same { "" } else { "nearly the same, " }
                ),
                format!(
                    "{}本级为{own}，下级{count}处合计{sum}{}；如为同一数，汇总时会重复计算：请将本级的数改填为申报数，或删除其一",
                    known::in_chinese(id),
                    if is_same { "" } else { "（相近）" }
                ),
            );
            report.find(node, words.with("measure", id).with("own", own).with("below", sum).with("count", count));
        }
    }
}

/// The sum and number of the values below a node that have no other value between them and the node.
fn nearest(governance: &Governance, measure: usize, below: Range<u32>) -> (i64, u64) {
    let (column, tree) = (governance.column(measure), governance.tree());
    let (mut sum, mut count, mut node) = (0, 0, below.start);
    while node < below.end {
        match column.get(node) {
            // INVARIANT: the magnitudes of all values of a measure add up to at most `i64::MAX`.
            Some(units) => (sum, count, node) = (sum + units, count + 1, tree.end(node)),
            None => node += 1,
        }
    }
    (sum, count)
}

/// Whether two numbers differ by at most so many percent of the second.
fn is_near(own: i64, sum: i64, percent: Decimal) -> bool {
    let scale = 10_i128.pow(u32::from(percent.scale()).min(18));
    let difference = (i128::from(own) - i128::from(sum)).abs();
    // Saturated products are far beyond both sides of any bound that makes sense.
    difference.saturating_mul(100 * scale) <= i128::from(sum).abs().saturating_mul(percent.units().into())
}
