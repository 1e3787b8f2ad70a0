//! Answers that leave: kept beside a shared graph, returned, sent to other threads, and serialized.

use std::sync::Arc;
use std::thread;

use gridgov::audit::{Audit, Findings, Rule, RuleFn, RulePack, RuleSettings, Rules, Severity};
use gridgov::coverage::{Coverage, Question, Share};
use gridgov::kind::Kind;
use gridgov::prelude::*;
use gridgov::rollup::Home;
use gridgov::set::{ByTerritory, Counts, Kept, MixedGraphsError, NodeSet};

fn xushui() -> Governance {
    let mut draft = Draft::new("须水街道");
    draft.measure("households");
    let street = draft.root(Subdistrict, "S", "须水街道");
    let second = draft.add(street, SecondGrid, "G", "第一网格");
    let [one, two] = ["T-1", "T-2"].map(|code| draft.add(second, ThirdGrid, code, "三级网格"));
    draft.row(one).measure("households", 60);
    draft.add(two, Shop, "X", "粮油店");
    let branch = draft.root(Branch, "P", "第一党支部");
    draft.lead(branch, one);
    let person = draft.root(Person, "N", "张三");
    draft.serve(person, gridgov::kind::Role::GridHead, one);
    Governance::build(&draft).expect("it is valid")
}

/// What a server keeps.
struct State {
    governance: Arc<Governance>,
    unled: Kept<NodeSet<'static>>,
    led: Kept<Coverage<'static>>,
    in_grid: Kept<Coverage<'static>>,
    shares: Kept<ByTerritory<'static, Share>>,
    counts: Kept<ByTerritory<'static, Counts>>,
    findings: Kept<Findings<'static>>,
}

fn state() -> Result<State, Box<dyn std::error::Error>> {
    let governance = Arc::new(xushui());
    let led = governance.ask(Question::Led);
    Ok(State {
        unled: led.uncovered().keep(&governance)?,
        shares: led.shares().keep(&governance)?,
        led: led.keep(&governance)?,
        in_grid: governance.ask(Question::InGrid).keep(&governance)?,
        counts: governance.roll_up(Home, CountByKind)?.keep(&governance)?,
        findings: governance.audit().keep(&governance)?,
        governance,
    })
}

#[test]
fn every_answer_can_be_kept_and_sent_and_is_what_it_was() {
    let state =
        thread::spawn(|| state().map_err(|error| error.to_string())).join().expect("no panic").expect("a state");
    thread::scope(|scope| {
        scope.spawn(|| {
            let governance = &*state.governance;
            let led = governance.ask(Question::Led);
            assert_eq!(state.unled.view(), led.uncovered());
            assert_eq!(state.led.view().uncovered(), led.uncovered());
            assert_eq!(state.led.view().population(), led.population());
            assert_eq!(state.in_grid.view().total(), governance.ask(Question::InGrid).total());
            let counts = governance.roll_up(Home, CountByKind).expect("it fits");
            for node in governance.nodes() {
                assert_eq!(state.shares.view().at(node).copied(), led.shares().at(node), "{node}");
                assert_eq!(state.counts.view().at(node).copied(), counts.at(node), "{node}");
            }
            assert_eq!(state.counts.view().iter().len(), governance.territories().len());
            let findings = governance.audit();
            assert!(!findings.is_empty());
            assert!(state.findings.view().iter().eq(&findings));
            assert_eq!(state.findings.view().by_rule().count(), findings.by_rule().count());
        });
    });
    // What is kept keeps its graph.
    let State { governance, unled, led, .. } = state;
    drop(governance);
    assert_eq!(unled.view().iter().map(gridgov::governance::Node::code).collect::<Vec<_>>(), ["S", "G", "T-2"]);
    assert_eq!(led.clone().view().total().to_string(), "1 / 4");
}

#[test]
fn nothing_is_kept_beside_another_graph() {
    let (one, other) = (Arc::new(xushui()), Arc::new(xushui()));
    assert_eq!(one.all().keep(&other).err(), Some(MixedGraphsError));
    assert_eq!(one.ask(Question::Led).keep(&other).err(), Some(MixedGraphsError));
    assert_eq!(one.ask(Question::InGrid).keep(&other).err(), Some(MixedGraphsError));
    assert_eq!(one.ask(Question::Led).shares().keep(&other).err(), Some(MixedGraphsError));
    assert_eq!(one.roll_up(Home, CountByKind).expect("it fits").keep(&other).err(), Some(MixedGraphsError));
    assert_eq!(one.audit().keep(&other).err(), Some(MixedGraphsError));
    // A view is of the graph that is kept, and so is what is made of it.
    let kept = one.all().keep(&one).expect("the same graph");
    assert_eq!(kept.view().keep(&one).expect("the same graph").view(), one.all());
}

#[test]
fn answers_serialize() {
    let governance = xushui();
    let json = |value: &dyn Fn() -> serde_json::Result<serde_json::Value>| value().expect("JSON").to_string();
    let node = governance.node("T-1").expect("it is there");
    assert_eq!(
        serde_json::to_string(&node).expect("JSON"),
        r#"{"code":"T-1","kind":"third_grid","name":"三级网格","parent":"G"}"#
    );
    let post = node.staff().next().expect("a head");
    assert_eq!(
        serde_json::to_string(&post).expect("JSON"),
        r#"{"person":{"code":"N","kind":"person","name":"张三"},"role":"grid_head","territory":{"code":"T-1","kind":"third_grid","name":"三级网格","parent":"G"}}"#
    );
    let led = governance.ask(Question::Led);
    assert_eq!(json(&|| serde_json::to_value(led.uncovered())), r#"["S","G","T-2"]"#);
    let led_json = serde_json::to_value(&led).expect("JSON");
    assert_eq!(led_json["total"]["covered"], 1);
    assert_eq!(led_json["by_kind"]["third_grid"]["total"], 2);
    assert_eq!(led_json["uncovered"].as_array().map(Vec::len), Some(3));
    assert_eq!(serde_json::to_value(led.shares()).expect("JSON")["G"]["total"], 3);
    let counts = governance.roll_up(Home, CountByKind).expect("it fits");
    assert_eq!(serde_json::to_value(&counts).expect("JSON")["T-2"]["shop"], 1);
    let shops = governance.set_of_kind(Kind::Shop).per_territory();
    assert_eq!(serde_json::to_value(&shops).expect("JSON")["T-1"], 0);
    assert_eq!(serde_json::to_value(governance.claims()).expect("JSON")["by_one"][0], "X");
}

#[test]
fn sets_are_collections() {
    let governance = xushui();
    let grids = governance.set_of_kind(Kind::ThirdGrid);
    let mut codes = Vec::new();
    for node in &grids {
        codes.push(node.code());
    }
    assert_eq!(codes, ["T-1", "T-2"]);
    assert!(grids.iter().rev().map(gridgov::governance::Node::code).eq(["T-2", "T-1"]));

    let mut set = governance.none();
    set |= &grids;
    set |= governance.set_of_kind(Kind::Shop);
    assert_eq!(set.len(), 3);
    set -= &grids;
    assert_eq!(set, governance.set_of_kind(Kind::Shop));
    set &= grids;
    assert!(set.is_empty());

    // Nodes sort in pre-order.
    let mut nodes: Vec<_> = ["N", "X", "S", "T-2"].iter().filter_map(|code| governance.node(code)).collect();
    nodes.sort();
    assert_eq!(nodes.iter().map(|node| node.code()).collect::<Vec<_>>(), ["S", "T-2", "X", "N"]);
    assert!(nodes[0] < nodes[1]);
}

#[test]
fn rules_of_several_types_make_one_list() {
    let settings = RuleSettings::new(Severity::Notice, "our own list");
    let named = RuleFn::new("own.short_name", "a short name", settings, |governance, _, report| {
        for node in governance.nodes().filter(|node| node.name().chars().count() < 4) {
            report.find(node, "the name is short; write it in full");
        }
    });
    let rules: Vec<Box<dyn Rule>> = vec![Box::new(named)];
    let rules = rules.into_iter().fold(Rules::built_in(), Rules::with_rule);
    let pack = RulePack::new("own", "own rules");
    let audit: Audit = rules.audit(&pack).expect("the pack is sound");
    let governance = xushui();
    assert!(!audit.run(&governance).of_rule("own.short_name").is_empty());
}
