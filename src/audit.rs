//! Audits: which rules of good governance a graph breaks.
//!
//! What cannot be modelled is an error of building. What can be modelled but should not be (a grid without a head, a
//! place in no grid, a declared figure that differs from the count) is a [`Finding`]. Which rules apply, and how grave
//! a breach is, differs by place and date. So it is data: a [`RulePack`]. Zhengzhou's is the default.
//!
//! ```
//! use gridgov::audit::{Audit, RulePack, Severity};
//! use gridgov::governance::Governance;
//! use gridgov::kind::{Branch, MicroGrid, Person, Role, SecondGrid, Subdistrict, ThirdGrid};
//! use gridgov::ledger::Draft;
//!
//! let mut draft = Draft::new("One of two micro grids has no head");
//! let street = draft.root(Subdistrict, "410102012", "须水街道");
//! let second = draft.add(street, SecondGrid, "410102012001", "第一网格");
//! let third = draft.add(second, ThirdGrid, "T-1", "一号网格");
//! let [one, _] = ["M-1", "M-2"].map(|code| draft.add(third, MicroGrid, code, "微网格"));
//! draft.row(third).declare("micro_grid", 3);
//! let branch = draft.root(Branch, "P-1", "第一党支部");
//! draft.lead(branch, street);
//! let head = draft.root(Person, "N-1", "张三");
//! draft.serve(head, Role::PartTimeHead, one);
//! let governance = Governance::build(&draft)?;
//!
//! // With Zhengzhou's rules as they are.
//! let findings = governance.audit();
//! assert_eq!(findings.worst(), Some(Severity::Warning));
//! let headless = findings.of_rule("role.missing_head").iter().map(|finding| finding.subject().code());
//! assert_eq!(headless.collect::<Vec<_>>(), ["410102012001", "M-2", "T-1"]);
//! assert_eq!(
//!     findings.of_rule("report.differs")[0].to_string(),
//!     "warning report.differs T-1 一号网格: `micro_grid` is declared as 3, but the count is 2, 1 fewer; \
//!      correct the declared figure or add what is missing"
//! );
//!
//! // With a pack of your own: only micro grids need a head, and one is known to have none.
//! let pack = RulePack::zhengzhou()
//!     .with_kinds("role.missing_head", [gridgov::kind::Kind::MicroGrid])
//!     .suppress("role.missing_head", "M-2", "being resettled; nobody lives there");
//! let findings = Audit::new(&pack)?.run(&governance);
//! assert!(findings.of_rule("role.missing_head").is_empty());
//! assert_eq!(findings.suppressed()[0].reason, "being resettled; nobody lives there");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod band; // what a number may be: a bound of a rule
mod built_in_packs; // the packs that come with the crate: Zhengzhou's, Xi'an's
mod comparison; // declared figures beside what is counted
mod error; // what can be wrong with a rule pack
mod finding; // what a rule found about a node
mod findings; // all that an audit found, and what was suppressed
mod judgement; // what a rule judged, and why not more
mod kept; // findings that are kept beside a shared graph
mod pack; // `RulePack`: which rules apply, as plain data
mod pack_check; // finds what is wrong with a rule pack
mod report; // what a rule reports while it checks
mod rule; // the trait `Rule`, and which settings a rule reads
mod rule_fn; // a user's own rule made from a closure
mod rule_settings; // what a pack sets for one rule
mod rules; // `Rules`, the list of rules to choose from; in its folder the built-in ones, a file for each family
mod severity; // how grave a finding is
mod suppression; // findings that are known and accepted
mod unique_keys; // reads JSON maps in which no key may come twice
mod wording; // how messages name nodes and numbers of things

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub use band::Band;
pub use comparison::Comparison;
pub use error::{PackError, PackErrors};
pub use finding::{AppliedRule, Finding};
pub use findings::{Findings, Idle, IdleSuppression, Suppressed};
pub use judgement::Judgement;
pub use pack::RulePack;
pub use report::Report;
pub use rule::{End, Reads, Rule};
pub use rule_fn::RuleFn;
pub use rule_settings::RuleSettings;
pub use rules::Rules;
pub use severity::Severity;
pub use suppression::Suppression;

use crate::governance::Governance;
use crate::message::Words;
use crate::text::near_codes;

/// A checked rule pack, which can be run on any graph.
///
/// The default is Zhengzhou's pack.
#[derive(Clone)]
pub struct Audit {
    /// Sorted as their findings are.
    rules: Vec<ActiveRule>,
    suppressions: Vec<Suppression>,
}

/// A rule with its settings from the pack.
#[derive(Clone)]
struct ActiveRule {
    rule: Arc<dyn Rule>,
    settings: RuleSettings,
    applied: Arc<AppliedRule>,
    /// The nodes for which the rule is suppressed, by code, each with its suppression.
    suppressed: BTreeMap<String, usize>,
}

impl Audit {
    /// An audit by the built-in rules as a pack sets them. For rules of your own see [`Rules::audit`].
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the pack: rules and bounds that do not exist, each with a suggestion; bounds that
    /// no number satisfies; a rule without a source; a suppression without a reason; dates that do not exist.
    pub fn new(pack: &RulePack) -> Result<Self, PackErrors> {
        Self::of(&Rules::built_in(), pack)
    }

    fn of(rules: &Rules, pack: &RulePack) -> Result<Self, PackErrors> {
        pack_check::check(rules, pack)?;
        Ok(Self::unchecked(rules, pack))
    }

    fn unchecked(rules: &Rules, pack: &RulePack) -> Self {
        let settings = |rule: &Arc<dyn Rule>| pack.rules.get(rule.id()).cloned().or_else(|| rule.settings());
        let active = rules.shared().iter().filter_map(|rule| {
            let settings = settings(rule).filter(|settings| settings.enabled)?;
            Some(ActiveRule::new(rule.clone(), settings, &pack.suppressed))
        });
        let mut rules: Vec<ActiveRule> = active.collect();
        rules.sort_by(|one, other| findings::order(&one.applied).cmp(&findings::order(&other.applied)));
        Self { rules, suppressions: pack.suppressed.clone() }
    }

    /// Checks all rules on a graph. O(n) a rule, plus sorting the findings; for each Party organisation with declared
    /// figures, also the number of nodes that it answers for.
    ///
    /// # Panics
    ///
    /// If a user's rule reports a node of another graph.
    #[must_use]
    pub fn run<'g>(&self, governance: &'g Governance) -> Findings<'g> {
        let mut all = Findings {
            governance,
            judgements: Vec::with_capacity(self.rules.len()),
            found: Vec::new(),
            suppressed: Vec::new(),
            idle: Vec::new(),
        };
        let mut used = vec![false; self.suppressions.len()];
        for rule in &self.rules {
            let (judgement, found) = rule.run(governance);
            all.judgements.push(judgement);
            for finding in found {
                match rule.suppressed.get(finding.subject().code()) {
                    Some(at) => {
                        used[*at] = true;
                        all.suppressed.push(Suppressed { finding, reason: self.suppressions[*at].reason.clone() });
                    }
                    None => all.found.push(finding),
                }
            }
        }
        let idle = self.suppressions.iter().zip(used).filter(|(_, used)| !used);
        all.idle = idle.map(|(suppression, _)| self.idle(governance, suppression)).collect();
        let is_unknown = |idle: &&IdleSuppression| idle.because == Idle::UnknownCode;
        let unknown: Vec<String> =
            all.idle.iter().filter(is_unknown).map(|idle| idle.suppression.code.clone()).collect();
        let answers = near_codes(governance.codes_and_names(), unknown.iter().map(String::as_str));
        for idle in &mut all.idle {
            idle.near = answers.get(idle.suppression.code.as_str()).cloned().unwrap_or_default();
        }
        all
    }

    fn idle(&self, governance: &Governance, suppression: &Suppression) -> IdleSuppression {
        let because = if governance.node(&suppression.code).is_none() {
            Idle::UnknownCode
        } else if self.rules.iter().any(|rule| rule.applied.id == suppression.rule) {
            Idle::NothingFound
        } else {
            Idle::RuleNotChecked
        };
        IdleSuppression { suppression: suppression.clone(), because, near: Vec::new() }
    }
}

impl ActiveRule {
    fn new(rule: Arc<dyn Rule>, settings: RuleSettings, suppressions: &[Suppression]) -> Self {
        let applied = AppliedRule {
            id: rule.id().to_owned(),
            english: rule.english().to_owned(),
            chinese: rule.chinese().to_owned(),
            severity: settings.severity,
            source: settings.source.clone(),
        };
        let of_rule = suppressions.iter().enumerate().filter(|(_, suppression)| suppression.rule == applied.id);
        let suppressed = of_rule.map(|(at, suppression)| (suppression.code.clone(), at)).collect();
        Self { rule, settings, applied: Arc::new(applied), suppressed }
    }

    /// What the rule judged, and its findings, sorted by the codes of the nodes.
    fn run<'g>(&self, governance: &'g Governance) -> (Judgement, Vec<Finding<'g>>) {
        let mut report = Report::default();
        self.rule.check(governance, &self.settings, &mut report);
        let found = report.found.into_iter().map(|(subject, words)| {
            assert!(
                std::ptr::eq(subject.governance(), governance),
                "the rule `{}` reports a node of another graph than it checks",
                self.applied.id
            );
            Finding::new(self.applied.clone(), subject, words)
        });
        let mut found: Vec<Finding<'g>> = found.collect();
        found.sort_by(|one, other| one.subject().code().cmp(other.subject().code()));
        let (judged, mut undecidable) = (report.judged, report.undecidable);
        if judged == Some(0) && undecidable.is_empty() {
            undecidable.push(Words::new(
                "this rule judged nothing: there is nothing here that it is about",
                "本规则未检查任何对象：台账中没有本规则所针对的内容",
            ));
        }
        (Judgement { rule: self.applied.clone(), judged, undecidable }, found)
    }
}

impl Default for Audit {
    fn default() -> Self {
        // The pack is part of the crate, and a test checks it.
        Self::unchecked(&Rules::built_in(), &RulePack::default())
    }
}

impl fmt::Debug for Audit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rules = self.rules.iter().map(|active| (active.rule.id(), &active.settings));
        f.debug_struct("Audit")
            .field("rules", &rules.collect::<BTreeMap<_, _>>())
            .field("suppressions", &self.suppressions)
            .finish()
    }
}

impl Governance {
    /// Checks the graph by the default pack, which is Zhengzhou's. For another pack, or rules of your own, see
    /// [`Audit`]. O(n) a rule, as [`Audit::run`].
    #[must_use]
    pub fn audit(&self) -> Findings<'_> {
        Audit::default().run(self)
    }
}

#[cfg(test)]
#[path = "audit_tests.rs"]
mod tests;
