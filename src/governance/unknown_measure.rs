//! The error of a measure that a graph does not have.

use std::fmt;

use super::Governance;
use crate::excerpt::excerpt;
use crate::language::Language;
use crate::measure::known;
use crate::message::phrase::{list, perhaps};
use crate::message::{Parts, Wording};
use crate::suggestion::{did_you_mean, suggest};

/// There is no measure with this name.
///
/// ```
/// # use gridgov::{governance::Governance, ledger::Draft};
/// # let mut draft = Draft::new("");
/// # draft.measure("households");
/// # let governance = Governance::build(&draft).unwrap();
/// let error = governance.measure("housholds").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`housholds` is no measure of this graph (did you mean `households`?); it has households"
/// );
/// assert_eq!(error.suggestion(), Some("households"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{written}` is no measure of this graph{}; it has {}", did_you_mean(.suggestion),
    if .known.is_empty() { "none".to_owned() } else { .known.join(", ") }
)]
pub struct UnknownMeasureError {
    written: String,
    suggestion: Option<String>,
    known: Vec<String>,
}

impl UnknownMeasureError {
    pub(crate) fn new(governance: &Governance, written: &str) -> Self {
        let known = || governance.measures().iter().map(crate::measure::Measure::id);
        Self {
            written: excerpt(written),
            suggestion: suggest(written, known()).map(str::to_owned),
            known: known().map(str::to_owned).collect(),
        }
    }

    /// What was written.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The measure that was most likely meant; `None` if none is like it.
    #[must_use]
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }
}

impl Wording for UnknownMeasureError {
    fn id(&self) -> &'static str {
        "measure.unknown"
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (written, perhaps) = (&self.written, perhaps(self.suggestion.as_deref()));
        let known = self.known.iter().map(|id| format!("{id}{}", known::beside(id)));
        write!(f, "没有指标“{written}”{perhaps}；请改用已有的：{}", list(Language::Chinese, known))
    }

    fn parts(&self) -> Parts {
        Parts::default().with("written", &self.written).with("known", &self.known)
    }

    fn suggestion(&self) -> Option<String> {
        self.suggestion.clone()
    }
}
