//! Facts with what is above their nodes, compared with a naive judge on random ledgers and random facts.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::types::Int32Type;
use arrow_array::{Array as _, ArrayRef, Int64Array, RecordBatch, StringArray};
use gridgov::governance::{Governance, Node};
use gridgov::kind::Kind;
use gridgov::table::{EngineResult, Enricher, FactRows, FactTotals};
use gridgov::testing;
use parquet::file::reader::FileReader as _;
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::record::Field;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::config;

/// A fact: where, if the code is that of a node; and how much, if anything.
#[derive(Debug, Clone)]
struct Fact {
    at: At,
    amount: Option<i64>,
}

#[derive(Debug, Clone)]
enum At {
    Node(Index),
    Unknown(u8),
    Nowhere,
}

fn facts() -> impl Strategy<Value = Vec<Fact>> {
    let at = prop_oneof![8 => any::<Index>().prop_map(At::Node), 1 => (0_u8..3).prop_map(At::Unknown), 1 => Just(At::Nowhere)];
    let amount = prop::option::weighted(0.8, -1_000_i64..1_000);
    prop::collection::vec((at, amount).prop_map(|(at, amount)| Fact { at, amount }), 0..60)
}

/// Cells by the names of their columns.
type Row = BTreeMap<String, Option<String>>;

fn code(governance: &Governance, fact: &Fact) -> Option<String> {
    match &fact.at {
        At::Node(index) if governance.node_count() > 0 => {
            let at = index.index(governance.node_count());
            governance.nodes().nth(at).map(|node| node.code().to_owned())
        }
        At::Node(_) | At::Nowhere => None,
        At::Unknown(number) => Some(format!("没有的编码{number}")),
    }
}

/// The levels that a graph has, by looking at every node.
fn levels(governance: &Governance) -> Vec<Kind> {
    let is_level = |kind: &Kind| kind.is_territory() && governance.nodes().any(|node| node.kind() == *kind);
    Kind::ALL.iter().copied().filter(is_level).collect()
}

/// A node or one above it that is an area or grid, the lowest first.
fn territories(node: Node<'_>) -> Vec<Node<'_>> {
    std::iter::once(node).chain(node.ancestors()).filter(|above| above.kind().is_territory()).collect()
}

/// What the row of a fact must be, number and all.
fn expected(governance: &Governance, number: usize, fact: &Fact) -> Row {
    let code = code(governance, fact);
    let mut row = Row::from([
        ("node".to_owned(), code.clone()),
        ("number".to_owned(), Some(number.to_string())),
        ("amount".to_owned(), fact.amount.map(|amount| amount.to_string())),
    ]);
    let node = code.and_then(|code| governance.node(&code));
    let pre = node.map(|node| governance.nodes().position(|other| other == node).expect("it is one of them"));
    row.insert("pre".to_owned(), pre.map(|pre| pre.to_string()));
    let above = node.map(territories).unwrap_or_default();
    row.insert("territory".to_owned(), above.first().map(|node| node.code().to_owned()));
    for level in levels(governance) {
        let of_level = above.iter().find(|node| node.kind() == level);
        row.insert(level.id().to_owned(), of_level.map(|node| node.code().to_owned()));
    }
    row
}

/// The rows of a file, as the reader of the format gives them.
fn rows(path: &Path) -> Vec<Row> {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let cell = |field: &Field| match field {
        Field::Null => None,
        Field::Str(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    let row =
        |row: parquet::record::Row| row.get_column_iter().map(|(name, field)| (name.clone(), cell(field))).collect();
    reader.get_row_iter(None).unwrap().map(|found| row(found.unwrap())).collect()
}

fn batch(governance: &Governance, facts: &[Fact], first: usize) -> FactRows {
    FactRows::new()
        .with_texts("node", facts.iter().map(|fact| code(governance, fact)))
        .with_integers("number", (first..first + facts.len()).map(|number| Some(number as i64)))
        .with_integers("amount", facts.iter().map(|fact| fact.amount))
}

/// Rows and sums of each unit, from the rows of the facts.
fn totals(expected: &[Row], levels: &[Kind]) -> BTreeMap<(String, String), (u64, Option<i64>)> {
    let mut totals: BTreeMap<(String, String), (u64, Option<i64>)> = BTreeMap::new();
    for row in expected {
        for level in levels {
            if let Some(unit) = &row[level.id()] {
                let total = totals.entry((level.id().to_owned(), unit.clone())).or_default();
                total.0 += 1;
                let amount = row["amount"].as_ref().map(|amount| amount.parse::<i64>().unwrap());
                total.1 = amount.map(|amount| amount + total.1.unwrap_or(0)).or(total.1);
            }
        }
    }
    totals
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn every_fact_comes_out_once_with_what_is_above_its_node(
        governance in testing::governances(),
        facts in facts(),
        parts in 1_usize..5,
        cut in any::<Index>(),
        memory in prop_oneof![Just(0_usize), Just(1 << 20)],
    ) {
        let folder = tempfile::tempdir().unwrap();
        let enricher = Enricher::new(&governance).with_measure("amount").with_parts(parts).with_memory(memory);
        let (one, other) = facts.split_at(cut.index(facts.len() + 1));
        let batches = [batch(&governance, one, 0), batch(&governance, other, one.len())];
        let made = enricher.enrich_rows(batches, folder.path()).unwrap();

        let mut all: Vec<Row> =
            facts.iter().enumerate().map(|(number, fact)| expected(&governance, number, fact)).collect();
        let unknown: Vec<Row> = all.iter().filter(|row| row["pre"].is_none()).cloned().collect();
        all.retain(|row| row["pre"].is_some());
        // The sort is stable: the rows of one node keep their order.
        all.sort_by_key(|row| row["pre"].as_ref().unwrap().parse::<u32>().unwrap());

        // The parts one after the other are all rows in their order, and no sub-district stands in two.
        let of_parts: Vec<Vec<Row>> = made.files.iter().map(|file| rows(&file.path)).collect();
        prop_assert!(of_parts.len() <= parts);
        for (file, rows) in made.files.iter().zip(&of_parts) {
            prop_assert_eq!(file.rows, rows.len() as u64);
        }
        if levels(&governance).contains(&Kind::Subdistrict) {
            let mut streets = BTreeMap::new();
            for (part, row) in of_parts.iter().enumerate().flat_map(|(part, rows)| rows.iter().map(move |row| (part, row))) {
                if let Some(street) = &row["subdistrict"] {
                    prop_assert_eq!(*streets.entry(street.clone()).or_insert(part), part);
                }
            }
        }
        prop_assert_eq!(&of_parts.concat(), &all);
        let shown = made.unknown_file.as_ref().map(|file| rows(&file.path)).unwrap_or_default();
        let numbers = |rows: &[Row]| rows.iter().map(|row| row["number"].clone()).collect::<Vec<_>>();
        prop_assert_eq!(numbers(&shown), numbers(&unknown));
        prop_assert_eq!(made.unknown.rows(), unknown.len() as u64);

        let wanted = totals(&all, &levels(&governance));
        let found = made.totals.units().map(|(level, unit, total)| {
            ((level.to_owned(), unit.to_owned()), (total.rows, total.sums[0]))
        });
        prop_assert_eq!(&found.collect::<BTreeMap<_, _>>(), &wanted);
        prop_assert_eq!(made.totals.whole().rows, all.len() as u64);
        prop_assert_eq!(&FactTotals::read(folder.path()).unwrap(), &made.totals);

        // An engine that counts right passes; one that takes a fact twice, or not at all, does not.
        let counted = |rows: &[Row]| {
            let mut result = EngineResult::new(["amount"]);
            let sum = rows.iter().filter_map(|row| row["amount"].as_ref()?.parse::<i64>().ok()).reduce(|sum, one| sum + one);
            result = result.with_unit("all", "all", Some(rows.len() as u64), [sum.map(Into::into)]);
            for ((level, unit), (rows, sum)) in totals(rows, &levels(&governance)) {
                result = result.with_unit(level, unit, Some(rows), [sum.map(Into::into)]);
            }
            made.totals.check(&result)
        };
        prop_assert!(counted(&all).is_ok());
        if let Some(last) = all.last() {
            prop_assert!(counted(&all[1..]).is_err());
            let twice: Vec<Row> = all.iter().chain([last]).cloned().collect();
            prop_assert!(counted(&twice).is_err());
        }
    }

    #[test]
    fn a_record_batch_gets_the_same_columns_as_a_file(governance in testing::governances(), facts in facts()) {
        let codes: ArrayRef = Arc::new(facts.iter().map(|fact| code(&governance, fact)).collect::<StringArray>());
        let numbers: ArrayRef = Arc::new(Int64Array::from_iter_values(0..facts.len() as i64));
        let batch = RecordBatch::try_from_iter_with_nullable([("node", codes, true), ("number", numbers, true)]).unwrap();
        let made = Enricher::new(&governance).enrich(&batch).unwrap();
        prop_assert_eq!(made.batch.num_rows(), facts.len());
        let pre = made.batch.column_by_name("pre").unwrap().as_primitive::<Int32Type>();
        for (number, fact) in facts.iter().enumerate() {
            let expected = expected(&governance, number, fact);
            let found = (!pre.is_null(number)).then(|| pre.value(number).to_string());
            prop_assert_eq!(&found, &expected["pre"]);
            for name in levels(&governance).into_iter().map(Kind::id).chain(["territory"]) {
                let texts = made.batch.column_by_name(name).unwrap().as_string::<i32>();
                let found = (!texts.is_null(number)).then(|| texts.value(number).to_owned());
                prop_assert_eq!(&found, &expected[name], "{} of row {}", name, number);
            }
        }
        let nowhere = facts.iter().filter(|fact| code(&governance, fact).is_none_or(|code| governance.node(&code).is_none()));
        prop_assert_eq!(made.unknown.rows(), nowhere.count() as u64);
    }
}
