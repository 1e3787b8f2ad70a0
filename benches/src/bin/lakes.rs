//! Ledgers for `benches/engines.py`: many small ones at random, each with its tables, texts and expected answers, or a large
//! one.
//!
//! ```text
//! cargo run --release -p gridgov-benches --features lakes --bin lakes -- FOLDER COUNT SEED
//! cargo run --release -p gridgov-benches --features lakes --bin lakes -- LEDGER.json SUBDISTRICTS
//! ```
//!
//! The small ones are those that the crate tests itself with, and have codes and names of measures that would break a text of
//! SQL if they stood in it, and statements of what is recorded. The large one has Party organisations and people.

#[path = "../../../examples/lake/lake.rs"]
#[expect(dead_code, reason = "the example uses all of it")]
mod lake;

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::path::Path;

use fastrand::Rng;
use gridgov::governance::Governance;
use gridgov::kind::Relation;
use gridgov::ledger::{Ledger, Written};
use gridgov::measure::Measure;
use gridgov::testing;
use gridgov_benches::synthetic;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// How many facts a small ledger has.
const FACTS: u64 = 400;

/// What some engine or reader would take for something else than a part of a text.
const UGLY: [&str; 10] = [
    "'",
    "\"",
    "'; DROP TABLE nodes; --",
    "\\' OR 1 = 1",
    "${spark.app.name}",
    "`m`",
    "/* 网格 */",
    ",\"a\",",
    "line\nbreak",
    "NULL",
];

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<String> = env::args().skip(1).collect();
    match given.as_slice() {
        [folder, count, seed] => write_random(Path::new(folder), count.parse()?, seed.parse()?),
        [ledger, sub_districts] => write_large(Path::new(ledger), sub_districts.parse()?),
        _ => Err("usage: lakes FOLDER COUNT SEED, or lakes LEDGER.json SUBDISTRICTS".into()),
    }
}

fn write_random(folder: &Path, count: usize, seed: u64) -> Result<(), Box<dyn Error>> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut random = Rng::with_seed(seed);
    let (mut nodes, mut texts) = (0, 0);
    for at in 0..count {
        // Now and then one without anything, or with a few nodes only.
        let most = [0, 3, 60, 60, 150][at % 5];
        let ledger = testing::ledgers_of(most).new_tree(&mut runner).map_err(|reason| reason.to_string())?.current();
        let governance = Governance::build(made_ugly(ledger, &mut random))?;
        nodes += governance.node_count();
        texts += lake::write(&governance, &folder.join(format!("{at:04}")), FACTS, seed + at as u64)?.texts;
    }
    println!("{count} random ledgers with {nodes} nodes, {texts} texts");
    Ok(())
}

fn write_large(path: &Path, sub_districts: usize) -> Result<(), Box<dyn Error>> {
    let mut all = Ledger::new("synthetic");
    all.measures = synthetic::measures();
    for at in 0..sub_districts {
        let code = format!("{:09}", 100_000_000 + at);
        let part = synthetic::subdistrict(&code, "街道", None, synthetic::STAFFED, at as u64);
        all.nodes.extend(part.nodes);
        all.links.extend(part.links);
    }
    all.save(path)?;
    println!("{} nodes, {} links", all.nodes.len(), all.links.len());
    Ok(())
}

/// The same ledger with other codes, other names of measures, and statements of what is recorded.
fn made_ugly(mut ledger: Ledger, random: &mut Rng) -> Ledger {
    let code = |code: &str, random: &mut Rng| match random.u8(..3) {
        0 => format!("{code}{}", random.choice(UGLY).unwrap_or_default()),
        _ => code.to_owned(),
    };
    let codes: BTreeMap<String, String> =
        ledger.nodes.iter().map(|row| (row.code.clone(), code(&row.code, random))).collect();
    let renamed = |code: &str| codes.get(code).cloned().unwrap_or_else(|| code.to_owned());
    let measures: BTreeMap<String, String> = ledger
        .measures
        .iter()
        .map(|measure| {
            let ugly = if random.bool() { random.choice(UGLY).unwrap_or_default() } else { "" };
            (measure.id().to_owned(), format!("{}{ugly}", measure.id()))
        })
        .collect();
    let relations = |random: &mut Rng| -> Vec<Written<Relation>> {
        Relation::LINKS.iter().filter(|_| random.bool()).map(|relation| Written::Known(*relation)).collect()
    };
    for row in &mut ledger.nodes {
        row.code = renamed(&row.code);
        row.parent = row.parent.as_deref().map(renamed);
        let values = std::mem::take(&mut row.measures);
        for (name, value) in values.iter() {
            row.measures.insert(measures.get(name).map_or(name, String::as_str), value.clone());
        }
        let declared = std::mem::take(&mut row.declared);
        for (name, figure) in declared.iter() {
            row.declared.insert(measures.get(name).map_or(name, String::as_str), figure.clone());
        }
        if random.u8(..4) == 0 {
            row.records = Some(relations(random));
        }
    }
    for row in &mut ledger.links {
        row.from = renamed(&row.from);
        row.to = renamed(&row.to);
    }
    if random.u8(..4) == 0 {
        ledger.records = Some(relations(random));
    }
    ledger.measures = ledger
        .measures
        .iter()
        .map(|measure| {
            let id = measures.get(measure.id()).map_or(measure.id(), String::as_str);
            let renamed = Measure::new(id).with_scale(measure.scale());
            measure.unit().map_or_else(|| renamed.clone(), |unit| renamed.clone().with_unit(unit))
        })
        .collect();
    ledger
}
