//! What a rule judged, and why it could not judge more.

use std::sync::Arc;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::AppliedRule;
use crate::message::{Message, Words};

/// What a rule of an audit judged: a rule that found nothing may have judged a thousand grids, or none.
///
/// ```
/// use gridgov::audit::{Audit, RulePack};
/// use gridgov::governance::Governance;
/// use gridgov::kind::{SecondGrid, Subdistrict, ThirdGrid};
/// use gridgov::ledger::Draft;
///
/// let mut draft = Draft::new("");
/// draft.measure("households");
/// let street = draft.root(Subdistrict, "S", "须水街道");
/// let second = draft.add(street, SecondGrid, "G", "第一网格");
/// let third = draft.add(second, ThirdGrid, "T", "一号网格");
/// draft.row(third).measure("households", 420);
/// let governance = Governance::build(&draft)?;
///
/// let findings = governance.audit();
/// let judged = |id| findings.judgements().iter().find(|of| of.rule().id() == id).unwrap();
/// assert_eq!(judged("size.above_band").judged(), Some(1));
///
/// let misspelt = RulePack::zhengzhou().with_measure("size.above_band", "housholds");
/// let findings = Audit::new(&misspelt)?.run(&governance);
/// let size = findings.judgements().iter().find(|of| of.rule().id() == "size.above_band").unwrap();
/// assert_eq!(size.judged(), Some(0));
/// assert!(size.undecidable()[0].english().contains("did you mean `households`?"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    pub(super) rule: Arc<AppliedRule>,
    pub(super) judged: Option<u64>,
    pub(super) undecidable: Vec<Words>,
}

impl Judgement {
    /// The rule, as the audit applied it.
    #[must_use]
    pub fn rule(&self) -> &AppliedRule {
        &self.rule
    }

    /// How many nodes, links or figures the rule judged; `None` if the rule does not say, as one of a user may not.
    #[must_use]
    pub const fn judged(&self) -> Option<u64> {
        self.judged
    }

    /// What the rule could not judge: why, and how to make it so. Empty if it judged all that it is about.
    #[must_use]
    pub fn undecidable(&self) -> &[Words] {
        &self.undecidable
    }
}

impl Serialize for Judgement {
    /// The id of the rule, the number, and what could not be judged as every [`Message`].
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rule = self.rule();
        let told = self.undecidable.iter().map(|words| Message::found(rule.id(), rule.severity().into(), words));
        let mut judgement = serializer.serialize_struct("Judgement", 3)?;
        match self.judged {
            Some(judged) => judgement.serialize_field("judged", &judged)?,
            None => judgement.skip_field("judged")?,
        }
        judgement.serialize_field("rule", rule.id())?;
        judgement.serialize_field("undecidable", &told.collect::<Vec<_>>())?;
        judgement.end()
    }
}
