//! The figures that were reported for a period.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

use super::{Period, Quantity};
use crate::measure::Decimal;

/// The figures of one period that were reported (上报) of one measure, by the codes of the map on the last day of
/// the period.
///
/// A figure is what the node reported of its own, beyond what stands below it, as measures in a ledger are: the
/// figure of a village is the sum over the village and its grids.
///
/// ```
/// use gridgov::change::Reported;
///
/// let disputes = Reported::new("2023-01-01/2023-06-30".parse()?, "disputes_settled")
///     .with("G", 21)
///     .with("H", 5);
/// assert_eq!(disputes.to_string(), "disputes_settled 2023-01-01/2023-06-30: 2 figures");
/// # Ok::<(), gridgov::change::ParsePeriodError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reported {
    period: Period,
    measure: String,
    #[serde(deserialize_with = "each_once")]
    figures: BTreeMap<String, Quantity>,
}

impl Reported {
    /// No figures yet.
    #[must_use]
    pub fn new(period: Period, measure: impl Into<String>) -> Self {
        Self { period, measure: measure.into(), figures: BTreeMap::new() }
    }

    /// The same with the figure of a code, in place of the one that it had: an amount, which is added up and divided.
    /// A rate is given [by its part and its whole](Self::with_rate).
    #[must_use]
    pub fn with(mut self, code: impl Into<String>, figure: impl Into<Decimal>) -> Self {
        self.figures.insert(code.into(), Quantity::amount(figure));
        self
    }

    /// The same with the rate of a code, as a part of a whole: 171 of 190 disputes settled. It rolls up as such, so that
    /// the rate of a street is that of all its disputes.
    #[must_use]
    pub fn with_rate(mut self, code: impl Into<String>, part: impl Into<Decimal>, whole: impl Into<Decimal>) -> Self {
        self.figures.insert(code.into(), Quantity::rate(part, whole));
        self
    }

    /// The period in which the figures were counted.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// The measure that was counted.
    #[must_use]
    pub fn measure(&self) -> &str {
        &self.measure
    }

    /// The figures by code, in the order of the codes.
    pub fn figures(&self) -> impl ExactSizeIterator<Item = (&str, Quantity)> {
        self.figures.iter().map(|(code, figure)| (code.as_str(), *figure))
    }

    /// The figure of a code; `None` where there is none. O(log f) for f figures.
    #[must_use]
    pub fn figure(&self, code: &str) -> Option<Quantity> {
        self.figures.get(code).copied()
    }
}

impl<C: Into<String>, N: Into<Decimal>> Extend<(C, N)> for Reported {
    /// Adds amounts, the last one of a code in place of those before.
    fn extend<I: IntoIterator<Item = (C, N)>>(&mut self, figures: I) {
        self.figures.extend(figures.into_iter().map(|(code, figure)| (code.into(), Quantity::amount(figure))));
    }
}

impl fmt::Display for Reported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {} figures", self.measure, self.period, self.figures.len())
    }
}

/// Reads a map, and refuses a key that is given twice: serde would keep the last value and lose the others.
fn each_once<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Quantity>, D::Error> {
    struct Visitor;

    impl<'de> de::Visitor<'de> for Visitor {
        type Value = BTreeMap<String, Quantity>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object of codes and figures")
        }

        fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut figures = BTreeMap::new();
            while let Some((code, figure)) = map.next_entry::<String, Quantity>()? {
                if figures.contains_key(&code) {
                    return Err(de::Error::custom(format_args!("the figure of `{code}` is given twice")));
                }
                figures.insert(code, figure);
            }
            Ok(figures)
        }
    }

    deserializer.deserialize_map(Visitor)
}
