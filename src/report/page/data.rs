//! What the script of the page draws, as JSON that is safe inside markup.

use std::collections::BTreeMap;

use serde::Serialize;

use super::both::Both;
use super::labels;
use crate::audit::{Findings, Severity};
use crate::coverage::Question;
use crate::governance::Node;
use crate::kind::{Family, Kind};
use crate::language::Language;
use crate::measure::Measure;
use crate::report::Scope;
use crate::report::answer_rows;
use crate::rollup::{Home, RollUpError};

/// Texts of which each stands once; others name them by number.
#[derive(Debug, Default)]
struct Texts<'a> {
    number: BTreeMap<&'a str, usize>,
    all: Vec<&'a str>,
}

impl<'a> Texts<'a> {
    fn number_of(&mut self, text: &'a str) -> usize {
        *self.number.entry(text).or_insert_with(|| {
            self.all.push(text);
            self.all.len() - 1
        })
    }
}

/// Everything that the script draws.
#[derive(Debug, Serialize)]
pub(super) struct Data<'g> {
    labels: BTreeMap<&'static str, Both>,
    kinds: Vec<Both>,
    severities: Vec<(&'static str, Both)>,
    questions: Vec<Both>,
    measures: Vec<Both>,
    /// Code, name, kind, and the number of the parent in this list or -1; in pre-order, without people.
    nodes: Vec<(&'g str, &'g str, u8, i64)>,
    /// For each area and grid: its number among the nodes, counts by kind as pairs, sums, and for each question
    /// `[covered, total]`.
    units: Vec<Unit>,
    coverage: Vec<Answer>,
    rules: Vec<(String, Both, usize)>,
    /// For each finding: the number of its node or -1, of its rule, and of its texts in English and in Chinese.
    findings: Vec<(i64, usize, usize, usize)>,
    /// The code and name of those that are no node of this list: people.
    others: Vec<(usize, &'g str, &'g str, u8)>,
    texts: Vec<&'g str>,
    #[cfg(feature = "geo")]
    map: Option<&'g super::map::Drawing>,
    #[cfg(feature = "record")]
    records: Option<&'g super::records::Cases>,
}

#[derive(Debug, Serialize)]
struct Unit {
    node: usize,
    counts: Vec<(u8, u64)>,
    /// The Party organisations and people at work in it, by kind.
    engaged: Vec<(u8, u64)>,
    sums: Vec<Option<String>>,
    shares: Vec<Option<(u64, u64)>>,
}

#[derive(Debug, Serialize)]
struct Answer {
    question: usize,
    kind: u8,
    covered: u64,
    total: u64,
    /// How many stand where what is asked is not recorded.
    unrecorded: u64,
    left: Vec<usize>,
}

/// What people call a measure, with its unit.
fn measure(measure: &Measure) -> Both {
    let [english, chinese] = Language::ALL.map(|language| crate::report::labels::measure(language, measure));
    Both::new(english, chinese)
}

impl<'g> Data<'g> {
    #[expect(clippy::expect_used, reason = "a scope makes both of its sets of one graph, and all but people are shown")]
    pub(super) fn new(scope: &Scope<'g>, findings: &'g Findings<'g>) -> Result<Self, RollUpError> {
        let asked = scope.asked();
        let governance = asked.governance();
        let shown = asked.union(scope.nodes()).expect("INVARIANT: both sets of a scope are of one graph");
        let nodes: Vec<Node<'g>> = shown.iter().filter(|node| node.kind().family() != Family::Person).collect();
        let number: BTreeMap<&str, usize> = nodes.iter().enumerate().map(|(at, node)| (node.code(), at)).collect();
        let number_of = |node: Node<'_>| number.get(node.code()).copied();
        let number_in = |node: Node<'_>| number_of(node).expect("INVARIANT: all but people are shown");
        let above = |node: Node<'_>| node.parent().and_then(number_of).map_or(-1, |at| at as i64);

        let shares: Vec<_> = Question::ALL.iter().map(|question| governance.ask(*question).shares()).collect();
        let units = answer_rows::roll_up(governance, Home, asked)?.into_iter().map(|row| {
            let of_question = |shares: &crate::coverage::Shares<'_>| {
                shares.at(row.node).filter(|share| share.total > 0).map(|share| (share.covered, share.total))
            };
            Unit {
                node: number_in(row.node),
                counts: row.counts.iter().map(|(kind, count)| (kind as u8, count)).collect(),
                engaged: row.engaged.iter().map(|(kind, count)| (kind as u8, count)).collect(),
                sums: row.sums.iter().map(|sum| sum.map(|sum| sum.to_string())).collect(),
                shares: shares.iter().map(of_question).collect(),
            }
        });
        let units = units.collect();
        let coverage = answer_rows::worst_first(governance, asked).into_iter().map(|row| Answer {
            question: row.question as usize,
            kind: row.kind as u8,
            covered: row.share.covered,
            total: row.share.total,
            unrecorded: row.share.unrecorded,
            left: row.uncovered.iter().map(|node| number_in(*node)).collect(),
        });
        let coverage = coverage.collect();

        let mut texts = Texts::default();
        let (mut rules, mut rows, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for (rule, found) in findings.by_rule().filter(|(_, found)| !found.is_empty()) {
            for finding in found {
                let subject = finding.subject();
                let at = number_of(subject);
                if at.is_none() {
                    others.push((rows.len(), subject.code(), subject.name(), subject.kind() as u8));
                }
                let (english, chinese) = (finding.words().english(), finding.words().chinese());
                let at = at.map_or(-1, |at| at as i64);
                rows.push((at, rules.len(), texts.number_of(english), texts.number_of(chinese)));
            }
            rules.push((rule.id().to_owned(), Both::new(rule.english(), rule.chinese()), rule.severity() as usize));
        }
        Ok(Self {
            labels: labels::ALL.iter().map(|(name, term)| (*name, (*term).into())).collect(),
            kinds: Kind::ALL.iter().map(|kind| Both::new(kind.english(), kind.chinese())).collect(),
            severities: Severity::ALL.iter().map(|of| (of.id(), Both::new(of.english(), of.chinese()))).collect(),
            questions: Question::ALL.iter().map(|question| Both::new(question.english(), question.chinese())).collect(),
            measures: governance.measures().iter().map(measure).collect(),
            nodes: nodes.iter().map(|node| (node.code(), node.name(), node.kind() as u8, above(*node))).collect(),
            units,
            coverage,
            rules,
            findings: rows,
            others,
            texts: texts.all,
            #[cfg(feature = "geo")]
            map: None,
            #[cfg(feature = "record")]
            records: None,
        })
    }

    /// The same with a map.
    #[cfg(feature = "geo")]
    pub(super) fn with_map(mut self, map: Option<&'g super::map::Drawing>) -> Self {
        self.map = map;
        self
    }

    /// The same with records.
    #[cfg(feature = "record")]
    pub(super) fn with_records(mut self, records: Option<&'g super::records::Cases>) -> Self {
        self.records = records;
        self
    }

    /// The data as JSON in which no `<` stands, so that no name can end the element that holds it.
    #[expect(clippy::expect_used, reason = "texts, numbers and lists of them")]
    pub(super) fn to_json(&self) -> String {
        let json = serde_json::to_string(self).expect("INVARIANT: texts, numbers and lists can be written as JSON");
        json.replace('<', "\\u003c")
    }
}
