//! What stays between requests: the graph, answers that were made once, and sums that follow new values.

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use gridgov::audit::Findings;
use gridgov::coverage::{Coverage, Question};
use gridgov::governance::{Governance, UnknownMeasureError};
use gridgov::rollup::{Distinct, LiveError, LiveRollUp};
use gridgov::set::{Kept, MixedGraphsError};

/// The sums of one measure, which each count a place once.
type Sums = LiveRollUp<Arc<Governance>, Distinct>;

pub(crate) struct State {
    pub(crate) governance: Arc<Governance>,
    pub(crate) findings: Kept<Findings<'static>>,
    coverage: BTreeMap<Question, Kept<Coverage<'static>>>,
    sums: BTreeMap<String, RwLock<Sums>>,
}

impl State {
    pub(crate) fn new(governance: Governance) -> Result<Self, Box<dyn Error>> {
        let governance = Arc::new(governance);
        let answer = |question: &Question| Ok((*question, governance.ask(*question).keep(&governance)?));
        let sums = |id: &str| Ok((id.to_owned(), LiveRollUp::new(governance.clone(), Distinct, id)?.into()));
        Ok(Self {
            findings: governance.audit().keep(&governance)?,
            coverage: Question::ALL.iter().map(answer).collect::<Result<_, MixedGraphsError>>()?,
            sums: governance.measures().iter().map(|measure| sums(measure.id())).collect::<Result<_, LiveError>>()?,
            governance,
        })
    }

    /// The answer to a question; every question was asked at the start.
    pub(crate) fn coverage(&self, question: Question) -> Coverage<'_> {
        self.coverage.get(&question).map_or_else(|| self.governance.ask(question), Kept::view)
    }

    pub(crate) fn sums(&self, measure: &str) -> Result<RwLockReadGuard<'_, Sums>, UnknownMeasureError> {
        // A writer that panics leaves whole sums behind: a value is set wholly or not at all.
        Ok(self.of_measure(measure)?.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn sums_to_change(&self, measure: &str) -> Result<RwLockWriteGuard<'_, Sums>, UnknownMeasureError> {
        Ok(self.of_measure(measure)?.write().unwrap_or_else(PoisonError::into_inner))
    }

    fn of_measure(&self, measure: &str) -> Result<&RwLock<Sums>, UnknownMeasureError> {
        Ok(&self.sums[self.governance.measure(measure)?.id()])
    }
}
