//! Numbers and bounds, as rules compare them.

use crate::audit::RuleSettings;
use crate::kind::Kind;
use crate::measure::Decimal;

/// A count as a decimal, to be compared with bounds and figures.
#[expect(clippy::expect_used, reason = "nodes are numbered in 32 bits")]
pub(super) fn number(count: usize) -> Decimal {
    i64::try_from(count).expect("INVARIANT: a count of nodes fits 64 bits").into()
}

/// The kinds for which the settings state an upper bound, and the bounds, in the order of the kinds' ids.
pub(super) fn at_most(settings: &RuleSettings) -> impl Iterator<Item = (Kind, Decimal)> {
    settings.bounds.iter().filter_map(|(name, band)| Some((name.parse().ok()?, band.at_most?)))
}
