//! What is found about records, through the audit's interface: rules that hold what they found, by the codes of nodes.

mod words; // how many records of a node, and which, in both languages

use std::collections::BTreeMap;

use super::{Moment, Record, RecordIssue, Records, Status, Step, Timeliness, responsible};
use crate::audit::{Report, Rule, RuleSettings, Rules, Severity};
use crate::governance::{Governance, Node};
use crate::kind::Relation;
use crate::set::NodeSet;
use words::{Found, Which};

/// A rule about records (案件规则): what it found is kept by the codes of nodes, so that it can be checked on any graph of
/// them.
///
/// | rule | what it finds | serious as |
/// |---|---|---|
/// | `record.overdue` | records that are late at a step with a deadline | warning |
/// | `record.no_owner` | open records that no unit, head or Party organisation is responsible for | warning |
/// | `record.open_loop` | closed records that miss a link, whistles without report-in, returned or reopened and not closed | notice |
/// | `record.out_of_order` | steps before those that they follow, states that contradict times | warning |
/// | `record.outside_life` | records of a grid that did not stand on their day | warning |
/// | `record.point` | records whose point on the map disagrees with what is written, lies on a border, or in no grid | warning |
/// | `record.no_place` | nothing: records without a place belong to no node, so it says how many it could not judge | notice |
///
/// Nodes that the graph does not have are looked for at what stood above them.
///
/// ```
/// use gridgov::audit::{RulePack, Rules};
/// use gridgov::governance::Governance;
/// use gridgov::kind::Subdistrict;
/// use gridgov::ledger::Draft;
/// use gridgov::record::{BindRecords, RecordReader, Zone, Moment};
///
/// let mut draft = Draft::new("");
/// draft.root(Subdistrict, "S", "须水街道");
/// let governance = Governance::build(&draft)?;
/// let reader = RecordReader::new("Asia/Shanghai".parse::<Zone>()?);
/// let ledger = reader.csv_str("编号,网格,上报时间,截止时间\n7,S,2023-12-10 08:00,2023-12-10 10:00\n");
/// let records = governance.records(&ledger)?;
///
/// let now = Moment::read("2023-12-10 12:00", records.zone())?;
/// let audit = records.add_rules(Rules::built_in(), Some(now)).audit(&RulePack::new("records", ""))?;
/// let findings = audit.run(&governance);
/// assert_eq!(
///     findings.of_rule("record.overdue")[0].to_string(),
///     "warning record.overdue S 须水街道: 1 record is late: `7` (closed, due 2023-12-10 10:00:00); \
///      see to it, or enter why it was put off"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct RecordRule {
    row: &'static Row,
    /// What was found, by the codes of the node and of all above it, the node first.
    found: BTreeMap<Vec<String>, Found>,
    judged: u64,
    /// How many records could not be judged.
    not_judged: u64,
}

/// A row of the table of rules.
#[derive(Debug)]
struct Row {
    id: &'static str,
    english: &'static str,
    chinese: &'static str,
    severity: Severity,
    source: &'static str,
}

const OWN: &str = "no published rule; a default of this crate";
const LOOP: &str = "digital city management runs in seven links (GB/T 30428, as described in public reports)";

const ROWS: [Row; 7] = [
    Row {
        id: "record.overdue",
        english: "records that are late",
        chinese: "案件超期",
        severity: Severity::Warning,
        source: "the deadlines of the ledger and of the pack of records",
    },
    Row {
        id: "record.no_owner",
        english: "open records that nobody is responsible for",
        chinese: "未结案件无责任人",
        severity: Severity::Warning,
        source: OWN,
    },
    Row {
        id: "record.open_loop",
        english: "records that miss a link of the closed loop",
        chinese: "案件未闭环",
        severity: Severity::Notice,
        source: LOOP,
    },
    Row {
        id: "record.out_of_order",
        english: "records whose steps are out of order",
        chinese: "案件环节次序有误",
        severity: Severity::Warning,
        source: LOOP,
    },
    Row {
        id: "record.outside_life",
        english: "records of a grid that did not stand on their day",
        chinese: "案件所属网格当日不存在",
        severity: Severity::Warning,
        source: "a record belongs to the grid that stood there on its day",
    },
    Row {
        id: "record.point",
        english: "records whose point and grid disagree on the map",
        chinese: "案件点位与网格不符",
        severity: Severity::Warning,
        source: "the map that the records were bound on",
    },
    Row {
        id: "record.no_place",
        english: "records without a place",
        chinese: "案件无地点",
        severity: Severity::Notice,
        source: "a record belongs to the grid that stood there on its day",
    },
];

impl Records<'_> {
    /// The rules about these records, as of a moment. O(n · deadlines + open records · depth).
    #[must_use]
    pub fn rules(&self, now: Option<Moment>) -> Vec<RecordRule> {
        let mut rules: Vec<RecordRule> =
            ROWS.iter().map(|row| RecordRule { row, found: BTreeMap::new(), judged: 0, not_judged: 0 }).collect();
        let [overdue, no_owner, open_loop, out_of_order, outside_life, off_point, no_place] = &mut rules[..] else {
            return rules;
        };
        let steps: Vec<Step> = self.pack.steps().filter(|step| *step != Step::Closed).chain([Step::Closed]).collect();
        let mut owners = Owners::new(self);
        for record in self.iter() {
            let Some(node) = record.node() else { continue };
            overdue.judge_lateness(record, node, &steps, now);
            if record.status().is_open() {
                no_owner.judge(record, node, owners.judge(node, record));
            }
            open_loop.judge(record, node, Some(missing(self, record)));
            out_of_order.judged += 1;
            outside_life.judged += 1;
        }
        off_point.judged = self.looked_up;
        for (at, issue) in &self.issues {
            let record = self.record(*at);
            match issue {
                RecordIssue::NoPlace => no_place.not_judged += 1,
                RecordIssue::OutsideLife { code, day } => {
                    outside_life.judged += 1;
                    let path = self.graphs.iter().rev().find_map(|graph| graph.node(code)).map(path);
                    let path = path.unwrap_or_else(|| vec![code.clone()]);
                    outside_life.find(path, record, Which::Day(*day));
                }
                RecordIssue::PointElsewhere { codes, .. } => off_point.find_at(record, Which::OnMap(codes.clone())),
                RecordIssue::PointOnBorder { codes, .. } => off_point.find_at(record, Which::OnBorder(codes.clone())),
                RecordIssue::PointNowhere { .. } => off_point.find_at(record, Which::OffMap),
                RecordIssue::OutOfOrder { earlier, later, .. } => {
                    if let Some(node) = record.node() {
                        out_of_order.find(path(node), record, Which::Order(*earlier, *later));
                    }
                }
                RecordIssue::Contradiction { status, .. } => {
                    if let Some(node) = record.node() {
                        out_of_order.find(path(node), record, Which::State(*status));
                    }
                }
            }
        }
        rules
    }

    /// The same rules added to others, to be chosen from by packs.
    #[must_use]
    pub fn add_rules(&self, rules: Rules, now: Option<Moment>) -> Rules {
        self.rules(now).into_iter().fold(rules, Rules::with_rule)
    }
}

/// The code of a node and of all above it.
fn path(node: Node<'_>) -> Vec<String> {
    std::iter::once(node).chain(node.ancestors()).map(|node| node.code().to_owned()).collect()
}

/// The links that a record misses.
fn missing(records: &Records<'_>, record: Record<'_>) -> Vec<Which> {
    let mut missing = Vec::new();
    let status = record.status();
    if status == Status::Voided {
        return missing;
    }
    if status == Status::Closed {
        // A link of which the ledger has no time at all is not recorded, which is no fault of the record.
        let kept = records.pack.links.iter().filter(|link| records.steps_kept[**link as usize]);
        missing.extend(kept.filter(|link| record.step(**link).is_none()).map(|link| Which::Missing(*link)));
    }
    if record.step(Step::Whistled).is_some() && record.step(Step::ReportedIn).is_none() {
        missing.push(Which::Missing(Step::ReportedIn));
    }
    if matches!(status, Status::Returned | Status::Reopened) {
        missing.push(Which::State(status));
    }
    missing
}

/// Whether anybody is responsible, node by node.
struct Owners<'g> {
    /// Of each graph, where the ledger records posts.
    posts: Vec<NodeSet<'g>>,
    known: Option<(Node<'g>, bool)>,
}

impl<'g> Owners<'g> {
    fn new(records: &Records<'g>) -> Self {
        Self { posts: records.graphs.iter().map(|graph| graph.recorded(Relation::Serves)).collect(), known: None }
    }

    /// What is wrong; `None` where it cannot be said, because the ledger records no posts there.
    fn judge(&mut self, node: Node<'_>, record: Record<'_>) -> Option<Vec<Which>> {
        if !record.unit().is_empty() {
            return Some(Vec::new());
        }
        let posts = self.posts.iter().find(|posts| std::ptr::eq(posts.governance(), node.governance()))?;
        let node = posts.governance().at(node.index());
        let has_owner = match self.known {
            Some((known, has_owner)) if known == node => has_owner,
            _ => !responsible(node).is_empty(),
        };
        self.known = Some((node, has_owner));
        match (has_owner, posts.contains(node)) {
            (true, _) => Some(Vec::new()),
            (false, true) => Some(vec![Which::Nobody]),
            (false, false) => None,
        }
    }
}

impl RecordRule {
    fn judge_lateness(&mut self, record: Record<'_>, node: Node<'_>, steps: &[Step], now: Option<Moment>) {
        if record.status() == Status::Voided {
            return;
        }
        let mut late = Vec::new();
        let mut is_judged = false;
        for step in steps {
            match record.timeliness_of(*step, now) {
                Some(Timeliness::Late | Timeliness::OpenLate) => late.push(Which::Late(*step, record.due_of(*step))),
                Some(Timeliness::Undecidable) | None => continue,
                Some(Timeliness::InTime | Timeliness::Open) => {}
            }
            is_judged = true;
        }
        self.judge(record, node, is_judged.then_some(late));
    }

    fn judge(&mut self, record: Record<'_>, node: Node<'_>, wrong: Option<Vec<Which>>) {
        let Some(wrong) = wrong else {
            self.not_judged += 1;
            return;
        };
        self.judged += 1;
        if !wrong.is_empty() {
            self.find_all(path(node), record, wrong);
        }
    }

    /// Finds it at the record's node; one without a node belongs to none.
    fn find_at(&mut self, record: Record<'_>, which: Which) {
        match record.node() {
            Some(node) => self.find(path(node), record, which),
            None => self.not_judged += 1,
        }
    }

    fn find(&mut self, path: Vec<String>, record: Record<'_>, which: Which) {
        self.find_all(path, record, vec![which]);
    }

    fn find_all(&mut self, path: Vec<String>, record: Record<'_>, which: Vec<Which>) {
        self.found.entry(path).or_default().add(record, which);
    }
}

impl Rule for RecordRule {
    fn id(&self) -> &str {
        self.row.id
    }

    fn english(&self) -> &str {
        self.row.english
    }

    fn chinese(&self) -> &str {
        self.row.chinese
    }

    fn settings(&self) -> Option<RuleSettings> {
        Some(RuleSettings::new(self.row.severity, self.row.source))
    }

    fn check<'g>(&self, governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
        // Nodes that are not there any more are found at what stood above them, together with what is found there.
        let mut found: BTreeMap<&str, (Node<'g>, Found)> = BTreeMap::new();
        let mut lost = 0;
        for (path, at_node) in &self.found {
            match path.iter().find_map(|code| governance.node(code)) {
                Some(node) => {
                    found.entry(node.code()).or_insert_with(|| (node, Found::default())).1.merge(at_node);
                }
                None => lost += at_node.count(),
            }
        }
        for (node, at_node) in found.into_values() {
            report.find(node, at_node.words(self.row.id));
        }
        report.judged(self.judged);
        let not_judged = self.not_judged + lost;
        if not_judged > 0 {
            report.undecidable(words::not_judged(self.row.id, not_judged));
        }
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
