//! Numbers as rules compare them with the bounds that their settings state.

use crate::audit::RuleSettings;
use crate::kind::Kind;
use crate::measure::Decimal;

/// A number of things, to be compared with bounds and figures.
pub(super) fn number(count: usize) -> Decimal {
    i64::try_from(count).unwrap_or(i64::MAX).into()
}

/// The kinds for which the settings state the most that is allowed, in the order of their ids.
pub(super) fn at_most(settings: &RuleSettings) -> impl Iterator<Item = (Kind, Decimal)> {
    settings.bounds.iter().filter_map(|(name, band)| Some((name.parse().ok()?, band.at_most?)))
}
