//! The texts, each with the crate's own answer in memory.

#[path = "expected_facts.rs"]
mod expected_facts;

use std::error::Error;

use gridgov::coverage::{Question, Share};
use gridgov::governance::{Governance, Node};
use gridgov::kind::{Family, Kind};
use gridgov::measure::{Decimal, Measure};
use gridgov::rollup::{Count, CountByKind, Distinct, Home};
use gridgov::set::{Counts, NodeSet};
use gridgov::table::sql::{Sql, Texts};

use super::answer::Answer;
use super::facts::MadeUp;

/// A text with its answer.
pub(crate) type Asked = (Sql, Answer);

const COUNTS: [&str; 4] = ["level", "unit", "kind", "nodes"];
const SUMS: [&str; 7] = ["level", "unit", "measure", "scale", "nodes", "with_value", "value"];
const RATES: [&str; 7] = ["level", "unit", "nodes", "part", "part_scale", "whole", "whole_scale"];

/// What is known of a measure in a unit: how many nodes have a value, and their sum.
type Held = (u64, Option<Decimal>);

/// Every text for a graph and its facts.
pub(crate) fn ask(governance: &Governance, facts: MadeUp) -> Result<Vec<Asked>, Box<dyn Error>> {
    let texts = Texts::of(governance);
    let mut asked = Vec::new();
    of_nodes(governance, &texts, &mut asked)?;
    of_parties(governance, &texts, &mut asked);
    for question in Question::ALL {
        of_question(governance, &texts, *question, &mut asked);
    }
    for node in samples(governance, &texts) {
        within(&texts, node, &mut asked)?;
    }
    for two in governance.measures().windows(2) {
        asked.push(rates(governance, &texts, two[0].id(), two[1].id())?);
    }
    let facts = facts.by_node(governance);
    expected_facts::ask(governance, &texts, &facts, &mut asked)?;
    // Nothing that the crate offers for every graph may be left out here.
    for sql in texts.all() {
        if !asked.iter().any(|(other, _)| *other == sql) {
            return Err(format!("{} has no expected answer", sql.name()).into());
        }
    }
    Ok(asked)
}

/// Counts and sums at all levels and at each alone, where nodes are contained and each place once.
fn of_nodes(governance: &Governance, texts: &Texts<'_>, asked: &mut Vec<Asked>) -> Result<(), Box<dyn Error>> {
    let has_value = || {
        let measures = governance.measures().iter();
        measures
            .map(|measure| Count(move |node: Node<'_>| stands_there(node) && node.measure(measure).is_some()))
            .collect::<Vec<_>>()
    };
    let home = governance.roll_up(Home, (CountByKind, governance.sums(), has_value()))?;
    let home: Vec<_> = home.iter().map(|(node, (counts, sums, with))| (node, counts, held(with, sums))).collect();
    let distinct = governance.roll_up(Distinct, (CountByKind, governance.sums(), has_value()))?;
    let distinct = distinct.iter().map(|(node, (counts, sums, with))| (unit_of(node), counts, held(with, sums)));

    let all = governance.all();
    let whole = (all_of_it(), all.counts(), sums_of(governance, &all));
    let units = home.iter().map(|(node, counts, held)| (unit_of(*node), *counts, held.clone()));
    let (counts, sums) = both(governance, units.chain([whole]));
    asked.extend([(texts.counts(), counts), (texts.sums(), sums)]);
    let (counts, sums) = both(governance, distinct);
    asked.extend([(texts.distinct_counts(), counts), (texts.distinct_sums(), sums)]);
    for level in texts.levels() {
        let of_level = home.iter().filter(|(node, _, _)| node.kind() == *level);
        let (counts, sums) =
            both(governance, of_level.map(|(node, counts, held)| (unit_of(*node), *counts, held.clone())));
        asked.extend([(texts.counts_at(*level)?, counts), (texts.sums_at(*level)?, sums)]);
    }
    Ok(())
}

/// Whether a node stands in an area or grid, and counts there. Party organisations and people do not.
fn stands_there(node: Node<'_>) -> bool {
    node.kind().family().stands_in_territory()
}

fn held(with: Vec<u64>, sums: Vec<Option<Decimal>>) -> Vec<Held> {
    with.into_iter().zip(sums).collect()
}

/// What every Party organisation answers for.
fn of_parties(governance: &Governance, texts: &Texts<'_>, asked: &mut Vec<Asked>) {
    let parties = governance.nodes().filter(|node| node.kind().family() == Family::Party);
    let sets = parties.map(|party| (party, governance.answers_for(party))).filter(|(_, set)| !set.is_empty());
    let (counts, sums) =
        both(governance, sets.map(|(party, set)| (unit_of(party), set.counts(), sums_of(governance, &set))));
    asked.extend([(texts.answers_for_counts(), counts), (texts.answers_for_sums(), sums)]);
}

/// What is known of each measure in a set.
fn sums_of(governance: &Governance, set: &NodeSet<'_>) -> Vec<Held> {
    let measures = governance.measures().iter();
    measures
        .map(|measure| {
            let with = set.iter().filter(|node| node.measure(measure).is_some()).count();
            (with as u64, set.sum(measure))
        })
        .collect()
}

/// The counts and the sums of units as answers.
fn both(governance: &Governance, units: impl Iterator<Item = (Vec<String>, Counts, Vec<Held>)>) -> (Answer, Answer) {
    let (mut counted, mut summed) = (Vec::new(), Vec::new());
    for (unit, counts, held) in units {
        counted.extend(by_kind(counts).map(|row| [unit.clone(), row].concat()));
        summed.extend(by_measure(governance, counts.total(), &held).map(|row| [unit.clone(), row].concat()));
    }
    (Answer::new(COUNTS, counted), Answer::new(SUMS, summed))
}

fn by_kind(counts: Counts) -> impl Iterator<Item = Vec<String>> {
    counts.into_iter().map(|(kind, count)| vec![kind.id().to_owned(), count.to_string()])
}

fn by_measure<'a>(governance: &'a Governance, nodes: u64, held: &'a [Held]) -> impl Iterator<Item = Vec<String>> + 'a {
    governance.measures().iter().zip(held).map(move |(measure, (with, sum))| {
        let value = sum.map_or_else(String::new, |sum| sum.units().to_string());
        vec![measure.id().to_owned(), measure.scale().to_string(), nodes.to_string(), with.to_string(), value]
    })
}

fn of_question(governance: &Governance, texts: &Texts<'_>, question: Question, asked: &mut Vec<Asked>) {
    let coverage = governance.ask(question);
    let cells = |share: Share| [share.covered, share.total, share.unrecorded].map(|count| count.to_string());
    let is_about_something = |share: &Share| share.total + share.unrecorded > 0;
    let shares = coverage.shares();
    let units = shares
        .iter()
        .filter(|(_, share)| is_about_something(share))
        .map(|(node, share)| [unit_of(node), cells(share).to_vec()].concat());
    asked.push((texts.shares(question), Answer::new(["level", "unit", "covered", "total", "unrecorded"], units)));
    let kinds = coverage.by_kind().map(|(kind, share)| [vec![kind.id().to_owned()], cells(share).to_vec()].concat());
    asked.push((texts.shares_by_kind(question), Answer::new(["kind", "covered", "total", "unrecorded"], kinds)));
    let uncovered = coverage.uncovered();
    let numbered = governance.nodes().zip(0_u32..).filter(|(node, _)| uncovered.contains(*node));
    let rows = numbered.map(|(node, pre)| vec![pre.to_string(), node.code().to_owned(), node.kind().id().to_owned()]);
    asked.push((texts.uncovered(question), Answer::new(["pre", "code", "kind"], rows)));
}

/// Nodes whose subtrees are asked for: the first area or grid of each level, and the first Party organisation.
fn samples<'g>(governance: &'g Governance, texts: &Texts<'_>) -> Vec<Node<'g>> {
    let firsts = texts.levels().iter().filter_map(|level| governance.nodes_of_kind(*level).next());
    let party = governance.nodes().find(|node| node.kind().family() == Family::Party);
    firsts.chain(party).collect()
}

fn within(texts: &Texts<'_>, node: Node<'_>, asked: &mut Vec<Asked>) -> Result<(), Box<dyn Error>> {
    let (governance, set) = (node.governance(), node.subtree());
    asked.push((texts.counts_within(node)?, Answer::new(["kind", "nodes"], by_kind(set.counts()))));
    let held = sums_of(governance, &set);
    let rows: Vec<_> = by_measure(governance, set.len() as u64, &held).collect();
    asked.push((texts.sums_within(node)?, Answer::new(SUMS[2..].iter().copied(), rows)));
    Ok(())
}

fn rates(governance: &Governance, texts: &Texts<'_>, part: &str, whole: &str) -> Result<Asked, Box<dyn Error>> {
    let (of_part, of_whole) = (governance.measure(part)?, governance.measure(whole)?);
    let has = |node: Node<'_>, measure: &Measure| node.measure(measure).is_some();
    let have_both = Count(|node: Node<'_>| stands_there(node) && has(node, of_part) && has(node, of_whole));
    let rates = governance.roll_up(Home, (governance.rate_of(part, whole)?, have_both))?;
    let rows = rates.iter().filter(|(_, (_, nodes))| *nodes > 0).map(|(node, (rate, nodes))| {
        vec![
            node.kind().id().to_owned(),
            node.code().to_owned(),
            nodes.to_string(),
            rate.part().units().to_string(),
            rate.part().scale().to_string(),
            rate.whole().units().to_string(),
            rate.whole().scale().to_string(),
        ]
    });
    Ok((texts.rates(part, whole)?, Answer::new(RATES, rows)))
}

/// The id of a kind and the code of a node, as the first two cells of a row.
fn unit_of(node: Node<'_>) -> Vec<String> {
    vec![node.kind().id().to_owned(), node.code().to_owned()]
}

/// The unit that is the whole.
fn all_of_it() -> Vec<String> {
    ["all", "all"].map(str::to_owned).to_vec()
}

/// The lowest level.
fn lowest(texts: &Texts<'_>) -> Option<Kind> {
    texts.levels().last().copied()
}
