//! A clean ledger, written in any of the layouts that offices use, with any of the ornaments that they add, is read as
//! the same graph or refused. It is never read as another graph.

#![allow(clippy::format_push_string, clippy::maybe_infinite_iter, reason = "texts of failures, and a search that ends")]

mod files; // text with commas, and hidden rows
mod layout; // how a ledger is laid out on sheets
mod ornament; // what offices add to a sheet
mod sample; // clean ledgers

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};

use encoding_rs::{GBK, UTF_8};
use gridgov::governance::{BuildErrors, Governance};
use gridgov::kind::{Family, Kind};
use gridgov::ledger::workbook::Workbook;
use gridgov::ledger::{Ledger, Reader};
use gridgov::testing;
use gridgov::text::canonical;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use self::files::{to_csv, with_hidden_rows};
use self::layout::{Layout, Table, nodes_and_links, sheets};
use self::ornament::{Decorated, Ornament};
use self::sample::{Plan, Sample, cleaned, plans};
use crate::config;
use crate::office_formats::Format;

/// How a workbook comes to the reader.
#[derive(Debug, Clone, Copy)]
enum Carrier {
    File(Format),
    Text(&'static encoding_rs::Encoding),
}

/// A ledger with how it is written.
#[derive(Debug, Clone)]
struct Written {
    plan: Plan,
    layout: Layout,
    ornaments: Vec<Ornament>,
    /// Which words and cells the ornaments take.
    choice: usize,
    carrier: Carrier,
}

impl Written {
    fn sample(&self) -> Sample {
        self.layout.reduced(Sample::of(&self.plan, self.layout.may_repeat_names()))
    }

    fn read(&self) -> Result<Outcome, String> {
        let sample = self.sample();
        let workbook = decorated(self.layout.tables(&sample), &self.ornaments, self.choice, self.carrier);
        compared(&sample.ledger(), &workbook, self.layout.has_codes())
    }
}

/// The tables with ornaments, as they are read from their carrier.
fn decorated(mut tables: Vec<Table>, ornaments: &[Ornament], choice: usize, carrier: Carrier) -> Workbook {
    // A text has no merged cells: nobody could tell what was meant.
    let is_text = matches!(carrier, Carrier::Text(_));
    for ornament in Ornament::in_order(ornaments).into_iter().filter(|one| !is_text || *one != Ornament::Merged) {
        for table in &mut tables {
            ornament.adorn(table, choice);
        }
    }
    let Decorated { workbook, hidden } = sheets(&tables);
    match carrier {
        Carrier::Text(encoding) if workbook.sheets().len() == 1 => {
            let sheet = &workbook.sheets()[0];
            let text = to_csv(sheet);
            // What GBK has no character for, no office writes in it.
            let (bytes, _, is_lossy) = encoding.encode(&text);
            let bytes = if is_lossy { text.as_bytes() } else { &*bytes };
            Workbook::from_bytes(format!("{}.csv", sheet.name()), bytes).unwrap_or_else(|errors| panic!("{errors}"))
        }
        Carrier::File(Format::Xlsx) | Carrier::Text(_) => {
            let bytes = with_hidden_rows(&workbook.to_xlsx().expect("a spreadsheet can keep it"), &hidden);
            Workbook::from_bytes("须水.xlsx", &bytes).unwrap_or_else(|errors| panic!("{errors}"))
        }
        Carrier::File(format) => format.through(&workbook),
    }
}

/// What is read: whether it is the same graph, an error, or another graph, which is told.
fn compared(ledger: &Ledger, workbook: &Workbook, with_codes: bool) -> Result<Outcome, String> {
    let expected = Governance::build(ledger).expect("it is clean");
    let reading = Reader::new().workbook(workbook);
    let read = match reading.into_ledger().map_err(BuildErrors::from).and_then(|ledger| Governance::build(&ledger)) {
        Ok(read) => read,
        Err(errors) => return Ok(Outcome::Refused(errors.to_string())),
    };
    let [expected, found] = [&expected, &read].map(|governance| facts(governance, with_codes));
    let missing: Vec<&String> = expected.difference(&found).take(5).collect();
    let made_up: Vec<&String> = found.difference(&expected).take(5).collect();
    if !missing.is_empty() || !made_up.is_empty() {
        return Err(format!("missing: {missing:#?}\nmade up: {made_up:#?}\nin {}", shown(workbook)));
    }
    false_declaration(&read).map_or(Ok(Outcome::Same), |told| Err(format!("{told}\nin {}", shown(workbook))))
}

enum Outcome {
    Same,
    Refused(String),
}

/// The cells of a workbook, a line a row.
fn shown(workbook: &Workbook) -> String {
    let mut text = String::new();
    for sheet in workbook.sheets() {
        text.push_str(sheet.name());
        text.push_str(":\n");
        for (row, cells) in sheet.rows() {
            let cells: Vec<String> = cells.iter().map(|(column, cell)| format!("{column}={cell:?}")).collect();
            text += &format!("  {row}: {}\n", cells.join(" "));
        }
    }
    text
}

/// What a graph says, whatever codes the reader makes: each node by the names on its path, and by its code where it
/// was written.
fn facts(governance: &Governance, with_codes: bool) -> BTreeSet<String> {
    let name = |code: &str| {
        let node = governance.node(code).expect("links join nodes");
        // What is read is kept as it was written; it is the same in its canonical form.
        let mut path: Vec<_> = node.ancestors().map(|above| canonical(above.name())).collect();
        path.reverse();
        path.push(canonical(node.name()));
        path.join("/")
    };
    let ledger = governance.to_ledger();
    let mut facts = BTreeSet::new();
    for row in &ledger.nodes {
        let kind = *row.kind.known().expect("it was built");
        let is_named = matches!(kind.family(), Family::Person | Family::Party);
        let code = if with_codes && !is_named { canonical(&row.code) } else { "".into() };
        let measures: Vec<String> = row.measures.iter().map(|(id, value)| format!("{id}={value}")).collect();
        let fact = format!("{kind} {code} {} {}", name(&row.code), measures.join(" "));
        // Two nodes of which all of this is the same are two.
        let count = (1..).find(|count| !facts.contains(&format!("{fact} #{count}"))).expect("it ends");
        facts.insert(format!("{fact} #{count}"));
    }
    for row in &ledger.links {
        let role = row.role.as_ref().map_or_else(String::new, |role| format!(" as {role}"));
        facts.insert(format!("{} {} {}{role}", name(&row.from), row.relation, name(&row.to)));
    }
    facts
}

/// A declared figure that is not what the rows of one kind add up to: all totals that are written are right.
fn false_declaration(governance: &Governance) -> Option<String> {
    let ledger = governance.to_ledger();
    for row in &ledger.nodes {
        let node = governance.node(&row.code).expect("it is of this graph");
        for (of, figure) in row.declared.iter() {
            let below = |kind: Kind| node.descendants().filter(move |below| below.kind() == kind);
            let sum = |kind: Kind| -> i64 {
                let values = below(kind).filter_map(|below| below.measure(governance.measure(of).ok()?));
                values.map(|value| value.to_string().parse::<i64>().expect("whole numbers")).sum()
            };
            let right = |kind: &Kind| figure.to_string() == sum(*kind).to_string();
            let is_count = of.parse().is_ok_and(|kind| figure.to_string() == below(kind).count().to_string());
            if !Kind::ALL.iter().any(right) && !is_count {
                return Some(format!("{of} {figure} is declared for {} {}, which is wrong", row.code, row.name));
            }
        }
    }
    None
}

fn carriers() -> impl Strategy<Value = Carrier> {
    select(vec![
        Carrier::File(Format::Sheets),
        Carrier::File(Format::Xlsx),
        Carrier::File(Format::Ods),
        Carrier::File(Format::Xls),
        Carrier::Text(UTF_8),
        Carrier::Text(GBK),
    ])
}

fn ornaments() -> impl Strategy<Value = Vec<Ornament>> {
    let ornaments: Vec<Ornament> = Ornament::ALL.to_vec();
    let most = ornaments.len().min(5);
    subsequence(ornaments, 0..=most)
}

fn written() -> impl Strategy<Value = Written> {
    let layouts: Vec<Layout> = Layout::ALL.to_vec();
    (plans(), select(layouts), ornaments(), 0..64_usize, carriers())
        .prop_map(|(plan, layout, ornaments, choice, carrier)| Written { plan, layout, ornaments, choice, carrier })
}

static READ: AtomicU32 = AtomicU32::new(0);
static REFUSED: AtomicU32 = AtomicU32::new(0);

/// Fails for another graph, and counts the others: the test below says which layouts and ornaments must be read.
fn is_same_or_refused(outcome: Result<Outcome, String>) -> Result<(), TestCaseError> {
    match outcome.map_err(TestCaseError::fail)? {
        Outcome::Same => READ.fetch_add(1, Ordering::Relaxed),
        Outcome::Refused(_) => REFUSED.fetch_add(1, Ordering::Relaxed),
    };
    println!("{} read, {} refused", READ.load(Ordering::Relaxed), REFUSED.load(Ordering::Relaxed));
    Ok(())
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn a_ledger_is_read_as_the_same_graph_or_refused(written in written()) {
        is_same_or_refused(written.read())?;
    }

    #[test]
    fn any_valid_ledger_is_read_as_the_same_graph_or_refused(
        ledger in testing::ledgers_of(20),
        ornaments in ornaments(),
        choice in 0..64_usize,
        carrier in carriers(),
    ) {
        let ledger = cleaned(ledger);
        let tables = nodes_and_links(&ledger);
        prop_assume!(!tables.is_empty());
        is_same_or_refused(compared(&ledger, &decorated(tables, &ornaments, choice, carrier), true))?;
    }
}

/// Clean ledgers of which each layout and each ornament is tried, the same in each run.
const TRIES: usize = 8;

fn tries() -> Vec<(Plan, usize)> {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = (plans(), 0..64_usize);
    (0..TRIES).map(|_| strategy.new_tree(&mut runner).expect("a ledger").current()).collect()
}

/// Nothing is refused that is merely laid out or adorned as offices do; otherwise the property above would say little.
#[test]
fn most_ledgers_are_read_in_each_layout_and_with_each_ornament() {
    let plans = tries();
    let layouts = Layout::ALL.iter().map(|layout| (layout.name(), *layout, None));
    let ornaments = Ornament::ALL.iter().map(|ornament| (ornament.name(), Layout::SheetAKind, Some(*ornament)));
    let mut wrong = String::new();
    for (name, layout, ornament) in layouts.chain(ornaments) {
        let mut told = BTreeSet::new();
        let (mut same, mut other) = (0, 0);
        for (number, (plan, choice)) in plans.iter().enumerate() {
            let carrier = Carrier::File(Format::ALL[number % Format::ALL.len()]);
            let ornaments = ornament.into_iter().collect();
            let written = Written { plan: plan.clone(), layout, ornaments, choice: *choice, carrier };
            match written.read() {
                Ok(Outcome::Same) => same += 1,
                Ok(Outcome::Refused(errors)) => {
                    told.insert(errors.lines().next().unwrap_or_default().to_owned());
                }
                Err(text) => {
                    other += 1;
                    told.insert(text.chars().take(1500).collect());
                }
            }
        }
        let is_right = other == 0 && same * 4 >= TRIES * 3;
        if !is_right {
            let first: Vec<String> = told.into_iter().take(2).collect();
            wrong +=
                &format!("{name}: {same} of {TRIES} are read, {other} as another graph\n  {}\n", first.join("\n  "));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
