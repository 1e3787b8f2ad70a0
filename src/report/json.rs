//! The report as JSON: everything that the crate answers about a graph.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::answer_rows;
use crate::audit::{Findings, Judgement};
use crate::coverage::{Question, Share};
use crate::errors::Errors;
use crate::governance::{BuildErrors, Governance, Node};
use crate::kind::{Family, Kind};
use crate::ledger::LedgerErrors;
use crate::message::{Message, Tell};
use crate::rollup::{Counting, Distinct, EngagedByKind, EveryCover, Home, RollUpError};
use crate::set::NodeSet;

/// Everything that the crate answers about a graph, or about a node and all below it, and the notes on how its ledger was
/// read. A note is of the ledger, and so in the summary of every node. Findings and notes are [`Message`]s. It does not borrow
/// from the graph.
///
/// The same rows in any order give the same JSON, byte for byte: keys are sorted, findings are in the order of
/// [`Findings`], and codes of uncovered nodes are sorted as text. Sums are texts with the decimal places of their
/// measure. Counts of zero are left out, and so is a sum over nothing; a sum of values that are 0 is "0".
///
/// Party organisations and people stand in no area, so no roll-up counts them. `engaged` says how many of them lead, are
/// seated or serve in each area and grid ([`EngagedByKind`]): of each of their kinds that the graph has, 0 shown as 0, and
/// left out where the ledgers do not record it.
///
/// ```
/// # use gridgov::{governance::Governance, kind::Subdistrict, ledger::Draft};
/// use gridgov::report::Summary;
///
/// # let mut draft = Draft::new("Xushui");
/// # draft.root(Subdistrict, "S", "须水街道");
/// # let governance = Governance::build(&draft).unwrap();
/// let summary = Summary::new(&governance, &governance.audit())?;
/// assert!(summary.to_json_string().contains(r#""nodes": 1"#));
/// # Ok::<(), gridgov::rollup::RollUpError>(())
/// ```
#[derive(Debug, Clone, Serialize)]
pub struct Summary {
    // Sorted by name, so that the JSON keys are sorted.
    answers_for: BTreeMap<String, Totals>,
    coverage: Vec<Answer>,
    engaged: BTreeMap<String, BTreeMap<&'static str, u64>>,
    findings: Vec<Message>,
    links: usize,
    nodes: usize,
    notes: Vec<Message>,
    roll_up: Countings,
    /// What each rule judged, of the whole graph.
    rules: Vec<Judgement>,
}

#[derive(Debug, Clone, Serialize)]
struct Totals {
    counts: BTreeMap<&'static str, u64>,
    sums: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Serialize)]
struct Answer {
    covered: u64,
    kind: Kind,
    question: Question,
    total: u64,
    uncovered: Vec<String>,
    /// How many stand where what is asked is not recorded; in neither of the other numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    unrecorded: Option<u64>,
}

#[derive(Debug, Clone, Serialize)]
struct Countings {
    distinct: BTreeMap<String, Totals>,
    every_cover: BTreeMap<String, Totals>,
    home: BTreeMap<String, Totals>,
}

impl Summary {
    /// The summary of a whole graph, with the findings of an audit. O(n), plus the number of nodes that each Party
    /// organisation answers for.
    ///
    /// # Errors
    ///
    /// A sum under [`EveryCover`] overflows.
    pub fn new(governance: &Governance, findings: &Findings<'_>) -> Result<Self, RollUpError> {
        Self::of(governance, findings, &governance.all())
    }

    /// The summary of a node of any kind and all below it.
    ///
    /// # Errors
    ///
    /// As [`Summary::new`].
    pub fn at(node: Node<'_>, findings: &Findings<'_>) -> Result<Self, RollUpError> {
        Self::of(node.governance(), findings, &node.subtree())
    }

    fn of(governance: &Governance, findings: &Findings<'_>, set: &NodeSet<'_>) -> Result<Self, RollUpError> {
        let parties = set.iter().filter(|node| node.kind().family() == Family::Party);
        Ok(Self {
            answers_for: parties
                .map(|party| (party.code().to_owned(), totals_of(&governance.answers_for(party))))
                .collect(),
            coverage: coverage(governance, set),
            engaged: engaged(governance, set)?,
            findings: findings.iter().filter(|finding| set.contains(finding.subject())).map(Tell::message).collect(),
            links: answer_rows::links(set),
            nodes: set.len(),
            notes: governance.notes().iter().map(Tell::message).collect(),
            roll_up: Countings {
                distinct: roll_up(governance, Distinct, set)?,
                every_cover: roll_up(governance, EveryCover, set)?,
                home: roll_up(governance, Home, set)?,
            },
            rules: findings.judgements().to_vec(),
        })
    }

    /// The summary as indented JSON.
    #[must_use]
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "maps with texts for keys and plain values can be written as JSON"
    )]
    pub fn to_json_string(&self) -> String {
        serde_json::to_string_pretty(self).expect("INVARIANT: a summary can be written as JSON")
    }
}

/// What there is to say where no graph can be built, as JSON: `{"errors": [...], "notes": [...]}`, each of them a
/// [`Message`].
///
/// ```
/// use gridgov::prelude::*;
/// use gridgov::report::Failure;
///
/// let ledger = Ledger::from_json_str(r#"{"ledger": 1, "nodes": [{"code": "G", "kind": "grid", "name": "一"}]}"#)?;
/// let errors = Governance::build(&ledger).unwrap_err();
/// let failure: serde_json::Value = serde_json::from_str(&Failure::from(&errors).to_json_string())?;
/// assert_eq!(failure["errors"][0]["id"], "ledger.unknown_name");
/// assert_eq!(failure["notes"].as_array().map(Vec::len), Some(0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    errors: Vec<Message>,
    notes: Vec<Message>,
}

impl Failure {
    /// What is wrong, in the order of the file.
    #[must_use]
    pub fn errors(&self) -> &[Message] {
        &self.errors
    }

    /// How the rest was read.
    #[must_use]
    pub fn notes(&self) -> &[Message] {
        &self.notes
    }

    /// It as indented JSON.
    ///
    /// # Panics
    ///
    /// Never: messages hold texts, numbers and lists of them, which JSON can say.
    #[must_use]
    #[expect(clippy::expect_used, reason = "messages hold texts, numbers and lists of them")]
    pub fn to_json_string(&self) -> String {
        serde_json::to_string_pretty(self).expect("INVARIANT: messages can be written as JSON")
    }
}

impl From<&BuildErrors> for Failure {
    fn from(errors: &BuildErrors) -> Self {
        Self { errors: errors.messages().collect(), notes: errors.notes().iter().map(Tell::message).collect() }
    }
}

impl From<&LedgerErrors> for Failure {
    fn from(errors: &LedgerErrors) -> Self {
        Self { errors: errors.messages().collect(), notes: errors.notes().iter().map(Tell::message).collect() }
    }
}

impl<E: Tell> From<&Errors<E>> for Failure {
    fn from(errors: &Errors<E>) -> Self {
        Self { errors: errors.messages().collect(), notes: Vec::new() }
    }
}

fn coverage(governance: &Governance, set: &NodeSet<'_>) -> Vec<Answer> {
    let answers = answer_rows::coverage(governance, set).into_iter().map(|row| {
        let mut uncovered: Vec<String> = row.uncovered.iter().map(|node| node.code().to_owned()).collect();
        uncovered.sort_unstable();
        let Share { covered, total, unrecorded } = row.share;
        let unrecorded = Some(unrecorded).filter(|count| *count > 0);
        Answer { covered, kind: row.kind, question: row.question, total, uncovered, unrecorded }
    });
    answers.collect()
}

/// Who is at work in the areas and grids of a set, of the kinds that the graph has.
fn engaged(
    governance: &Governance,
    set: &NodeSet<'_>,
) -> Result<BTreeMap<String, BTreeMap<&'static str, u64>>, RollUpError> {
    let kinds: Vec<Kind> = governance.all().counts().iter().map(|(kind, _)| kind).collect();
    let answers = governance.roll_up(Home, EngagedByKind)?;
    let inside = answers.iter().filter(|(node, _)| set.contains(*node)).map(|(node, counts)| {
        let counts = kinds.iter().filter_map(|kind| Some((kind.id(), counts.get(*kind)?)));
        (node.code().to_owned(), counts.collect::<BTreeMap<_, _>>())
    });
    Ok(inside.filter(|(_, counts)| !counts.is_empty()).collect())
}

fn roll_up<C: Counting>(
    governance: &Governance,
    counting: C,
    set: &NodeSet<'_>,
) -> Result<BTreeMap<String, Totals>, RollUpError> {
    let totals = answer_rows::roll_up(governance, counting, set)?.into_iter().map(|row| {
        let sums = governance.measures().iter().zip(row.sums);
        let sums = sums.filter_map(|(measure, sum)| Some((measure.id().to_owned(), sum?.to_string())));
        let counts = row.counts.iter().map(|(kind, count)| (kind.id(), count));
        (row.node.code().to_owned(), Totals { counts: counts.collect(), sums: sums.collect() })
    });
    Ok(totals.collect())
}

fn totals_of(set: &NodeSet<'_>) -> Totals {
    let measures = set.governance().measures().iter();
    let sums = measures.filter_map(|measure| Some((measure.id().to_owned(), set.sum(measure)?.to_string())));
    Totals { counts: set.counts().iter().map(|(kind, count)| (kind.id(), count)).collect(), sums: sums.collect() }
}
