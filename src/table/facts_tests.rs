use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use parquet::file::reader::FileReader as _;
use parquet::file::serialized_reader::SerializedFileReader;

use super::*;
use crate::kind::{Branch, County, SecondGrid, Shop, Subdistrict, ThirdGrid};
use crate::ledger::Draft;
use crate::message::Wording as _;
use crate::table::{CheckProblem, EngineResult};

/// Three sub-districts of three second grids each, with a third grid and a shop in each; and a branch.
fn governance() -> Governance {
    let mut draft = Draft::new("");
    let county = draft.root(County, "C", "");
    for street in ["S1", "S2", "S3"] {
        let at = draft.add(county, Subdistrict, street, "");
        for grid in 1..4 {
            let second = draft.add(at, SecondGrid, format!("{street}-{grid}"), "");
            let third = draft.add(second, ThirdGrid, format!("{street}-{grid}-1"), "");
            draft.add(third, Shop, format!("{street}-{grid}-X"), "");
        }
    }
    draft.root(Branch, "P", "");
    Governance::build(&draft).unwrap()
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/facts").join(name)
}

/// The rows of a file as another reader shows them: for each the columns by name.
fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let row = |row: parquet::record::Row| {
        row.get_column_iter().map(|(name, cell)| (name.clone(), cell.to_string())).collect()
    };
    reader.get_row_iter(None).unwrap().map(|found| row(found.unwrap())).collect()
}

fn column(path: &Path, name: &str) -> Vec<String> {
    rows(path).into_iter().map(|mut row| row.remove(name).unwrap()).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn ids(errors: &FactErrors) -> Vec<&'static str> {
    errors.iter().map(|error| error.problem().id()).collect()
}

#[test]
fn facts_are_sorted_by_node_and_know_what_is_above() {
    let governance = governance();
    let folder = tempfile::tempdir().unwrap();
    let codes = ["S3-1-X", "S1", "nowhere", "C", "P", "S1-2-1", "S1"];
    let facts = FactRows::new()
        .with_texts("node", codes.map(Some).into_iter().chain([None]))
        .with_integers("visits", (1..9).map(|visits| (visits != 7).then_some(visits)));
    let facts = Enricher::new(&governance).with_measure("visits").enrich_rows([facts], folder.path()).unwrap();

    assert_eq!(names(folder.path()), ["facts-unknown.parquet", "facts.parquet", "facts_totals.parquet"]);
    let file = &facts.files[0].path;
    assert_eq!((facts.files.len(), facts.files[0].rows), (1, 6));
    assert_eq!(column(file, "node"), ["\"C\"", "\"S1\"", "\"S1\"", "\"S1-2-1\"", "\"S3-1-X\"", "\"P\""]);
    // Of one node in the order of the input.
    assert_eq!(column(file, "visits"), ["4", "2", "null", "6", "1", "5"]);
    let pre = |code: &str| governance.node(code).unwrap().index().to_string();
    assert_eq!(column(file, "pre"), ["C", "S1", "S1", "S1-2-1", "S3-1-X", "P"].map(pre));
    assert_eq!(column(file, "territory"), ["\"C\"", "\"S1\"", "\"S1\"", "\"S1-2-1\"", "\"S3-1-1\"", "null"]);
    assert_eq!(column(file, "subdistrict"), ["null", "\"S1\"", "\"S1\"", "\"S1\"", "\"S3\"", "null"]);
    assert_eq!(column(file, "third_grid"), ["null", "null", "null", "\"S1-2-1\"", "\"S3-1-1\"", "null"]);

    let unknown = facts.unknown_file.unwrap();
    assert_eq!((unknown.rows, column(&unknown.path, "visits")), (2, vec!["3".to_owned(), "8".to_owned()]));
    assert!(!rows(&unknown.path)[0].contains_key("pre"));
    let listed: Vec<_> = facts.unknown.listed().map(|(code, rows)| (code, rows.first_row, rows.rows)).collect();
    assert_eq!((listed, facts.unknown.rows()), (vec![("nowhere", 3, 1)], 2));
    assert_eq!(facts.unknown.without_code().unwrap().first_row, 8);

    let totals = &facts.totals;
    assert_eq!((totals.whole().rows, totals.whole().sums[0], totals.unknown_rows()), (6, Some(18), 2));
    assert_eq!(totals.at("county", "C").unwrap().sums, [Some(13)]);
    assert_eq!(totals.at("subdistrict", "S1").unwrap().rows, 3);
    assert_eq!(totals.at("subdistrict", "S2"), None);
    assert_eq!(&FactTotals::read(folder.path()).unwrap(), totals);
}

#[test]
fn a_sum_of_nothing_is_no_sum_and_no_rows_are_a_file() {
    let governance = governance();
    let folder = tempfile::tempdir().unwrap();
    let enricher = Enricher::new(&governance).with_measure("n").with_parts(3);
    let one = FactRows::new().with_texts("node", [Some("S1")]).with_integers("n", [None]);
    let totals = enricher.enrich_rows([one], folder.path()).unwrap().totals;
    assert_eq!((totals.whole().rows, totals.whole().sums[0]), (1, None));
    assert_eq!(FactTotals::read(folder.path()).unwrap(), totals);
    let none = FactRows::new().with_texts::<&str>("node", []).with_integers("n", []);
    let facts = enricher.enrich_rows([none], folder.path()).unwrap();
    assert_eq!(names(folder.path()), ["facts.parquet", "facts_totals.parquet"]);
    assert!(rows(&facts.files[0].path).is_empty());
}

#[test]
fn columns_of_every_type_are_carried_along() {
    let governance = governance();
    let folder = tempfile::tempdir().unwrap();
    let input = fixture("nested.parquet");
    let enricher = Enricher::new(&governance).with_measure("amount").with_measure("big");
    // Its largest number has more than 64 bits.
    let errors = enricher.enrich_file(&input, folder.path()).unwrap_err();
    assert_eq!(ids(&errors)[..2], ["facts.overflow", "facts.overflow"]);
    assert!(names(folder.path()).is_empty(), "nothing is written where something is wrong");

    let facts = Enricher::new(&governance).with_measure("amount").enrich_file(&input, folder.path()).unwrap();
    let before = rows(&input);
    let after = rows(&facts.files[0].path);
    let order = [1, 4, 2, 0];
    assert_eq!(after.len(), order.len());
    for (row, at) in after.iter().zip(order) {
        for (name, cell) in &before[at] {
            assert_eq!(&row[name], cell, "{name}");
        }
    }
    assert_eq!(rows(&facts.unknown_file.unwrap().path), [before[3].clone()]);
    let sum = |unit: &str| facts.totals.sum(facts.totals.at("subdistrict", unit)?, "amount");
    assert_eq!((sum("S1"), sum("S2")), ("1.95".parse().ok(), "1.25".parse().ok()));

    let file = SerializedFileReader::new(File::open(&facts.files[0].path).unwrap()).unwrap();
    let metadata = file.metadata().file_metadata();
    let keys: Vec<&str> = metadata.key_value_metadata().unwrap().iter().map(|key| key.key.as_str()).collect();
    assert_eq!(keys, ["owner"], "another program's idea of the schema would hide columns");
    let input = SerializedFileReader::new(File::open(input).unwrap()).unwrap();
    let fields = input.metadata().file_metadata().schema().get_fields();
    assert_eq!(metadata.schema().get_fields()[..fields.len()], *fields);
}

#[test]
fn parts_are_whole_sub_districts_and_memory_makes_no_difference() {
    let governance = governance();
    let nodes: Vec<&str> = governance.nodes().map(crate::governance::Node::code).collect();
    let batch = |start: usize| {
        let rows = (start..start + 50_000).map(|row| row * 7_919 % 1_000_003);
        FactRows::new()
            .with_texts("node", rows.clone().map(|row| nodes.get(row % (nodes.len() + 1)).copied()))
            .with_integers("n", rows.map(|row| (row % 5 > 0).then_some(row as i64)))
    };
    let input = tempfile::tempdir().unwrap();
    let raw = input.path().join("raw.parquet");
    assert_eq!(write_facts(&raw, (0..7).map(|at| batch(at * 50_000))).unwrap(), 350_000);
    let made = |memory: usize, parts: usize| {
        let folder = tempfile::tempdir().unwrap();
        let enricher = Enricher::new(&governance).with_measure("n").with_memory(memory).with_parts(parts);
        let facts = enricher.enrich_file(&raw, folder.path()).unwrap();
        assert!(!folder.path().join("facts.work").exists());
        let bytes: Vec<Vec<u8>> = facts.files.iter().map(|file| fs::read(&file.path).unwrap()).collect();
        (folder, facts, bytes)
    };
    let (_one, whole, bytes) = made(usize::MAX, 1);
    let (_folder, spilled, same) = made(0, 1);
    assert_eq!((spilled.totals, same == bytes), (whole.totals.clone(), true));

    let (folder, parts, bytes) = made(1 << 20, 3);
    assert_eq!(bytes.len(), 3);
    assert_eq!(parts.totals, whole.totals);
    let known: u64 = parts.files.iter().map(|file| file.rows).sum();
    assert_eq!(known + parts.unknown.rows(), 350_000);
    let mut streets = Vec::new();
    for file in &parts.files {
        let mut of_file = column(&file.path, "subdistrict");
        assert_eq!(of_file.len() as u64, file.rows);
        assert!((80_000..160_000).contains(&file.rows), "{} rows", file.rows);
        of_file.sort();
        of_file.dedup();
        streets.extend(of_file.into_iter().filter(|street| street != "null"));
    }
    assert_eq!(streets, ["\"S1\"", "\"S2\"", "\"S3\""], "no sub-district stands in two files");
    // One file takes the place of three.
    Enricher::new(&governance).enrich_file(&raw, folder.path()).unwrap();
    assert_eq!(names(folder.path()), ["facts-unknown.parquet", "facts.parquet", "facts_totals.parquet"]);
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let governance = governance();
    let folder = tempfile::tempdir().unwrap();
    let enricher = Enricher::new(&governance);
    let told = |enricher: &Enricher<'_>, name: &str| {
        let errors = enricher.enrich_file(fixture(name), folder.path()).unwrap_err();
        assert!(names(folder.path()).is_empty());
        (ids(&errors), errors.first().to_string())
    };
    let (id, words) = told(&enricher, "gzip.parquet");
    assert_eq!(id, ["facts.codec"]);
    assert!(words.ends_with(
        "gzip.parquet: the column `node` is compressed by gzip; write the file again with zstd, snappy or no compression"
    ));
    assert_eq!(told(&enricher, "encrypted.parquet").0, ["facts.encrypted"]);
    assert_eq!(told(&enricher, "encrypted_column.parquet").0, ["facts.damaged"]);
    assert_eq!(told(&enricher, "README.md").0, ["facts.damaged"]);
    assert_eq!(told(&enricher, "no such file").0, ["facts.unreadable"]);

    let all = Enricher::new(&governance)
        .with_node_column("place")
        .with_measure("ratio")
        .with_measure("flag")
        .with_measure("who")
        .with_measure("amount")
        .with_measure("amount")
        .with_measure("amounts");
    let (ids, words) = told(&all, "nested.parquet");
    let not = "facts.not_summable";
    assert_eq!(ids, ["facts.not_text", not, not, not, "facts.measure_twice", "facts.no_column"]);
    assert!(words.contains("holds lists or structs"), "{words}");
}

#[test]
fn names_and_files_are_not_overwritten() {
    let governance = governance();
    let folder = tempfile::tempdir().unwrap();
    let facts = || FactRows::new().with_texts("node", [Some("S1")]);
    let errors = Enricher::new(&governance)
        .enrich_rows([facts().with_integers("Pre", [Some(1)]).with_integers("county", [None])], folder.path())
        .unwrap_err();
    assert_eq!(ids(&errors), ["facts.name_taken", "facts.name_taken"]);
    assert_eq!(errors.first().file(), None);

    let enricher = Enricher::new(&governance);
    let made = enricher.enrich_rows([facts()], folder.path()).unwrap();
    let again = enricher.enrich_file(&made.files[0].path, folder.path()).unwrap_err();
    assert!(ids(&again).contains(&"facts.same_file"), "{again}");
    let named_apart = folder.path().join(".").join("facts.parquet");
    assert!(ids(&enricher.enrich_file(named_apart, folder.path()).unwrap_err()).contains(&"facts.same_file"));

    fs::create_dir(folder.path().join("facts.work")).unwrap();
    let errors = enricher.enrich_rows([facts()], folder.path()).unwrap_err();
    assert_eq!(ids(&errors), ["facts.in_work"]);
    assert!(folder.path().join("facts.work").exists(), "the folder of another run stays");
    let file = folder.path().join("facts.parquet");
    assert_eq!(ids(&enricher.enrich_rows([facts()], &file).unwrap_err()), ["facts.unwritable"]);
}

#[test]
fn batches_must_agree() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("raw.parquet");
    let facts = || FactRows::new().with_texts("node", [Some("S1"), None]);
    let fails = |batches: Vec<FactRows>| {
        let errors = write_facts(&path, batches).unwrap_err();
        assert!(!path.exists());
        ids(&errors)
    };
    let days = [crate::date::Date::new(2024, 4, 1), None];
    assert_eq!(fails(vec![facts(), facts().with_days("day", days)]), ["facts.other_columns"]);
    let integers = |name| facts().with_integers(name, [Some(1)]);
    assert_eq!(fails(vec![integers("n")]), ["facts.other_length"]);
    assert_eq!(fails(vec![integers("NODE")]), ["facts.column_twice", "facts.other_length"]);
    assert_eq!(write_facts(&path, [facts().with_days("day", days), facts().with_days("day", days)]).unwrap(), 4);
    assert_eq!(column(&path, "day"), ["2024-04-01", "null", "2024-04-01", "null"]);
    assert_eq!(ids(&write_facts(folder.path(), [facts()]).unwrap_err()), ["facts.unwritable"]);
}

#[test]
fn sums_are_exact_and_do_not_wrap() {
    let governance = governance();
    let folder = tempfile::tempdir().unwrap();
    let enricher = Enricher::new(&governance).with_measure("n");
    let facts = |ns: [i64; 3]| {
        FactRows::new().with_texts("node", [Some("S1"), Some("S1"), Some("S2")]).with_integers("n", ns.map(Some))
    };
    // What passes 64 bits on the way is no error where the sum does not.
    let totals = enricher.enrich_rows([facts([i64::MAX, 1, -2])], folder.path()).unwrap_err();
    assert_eq!(totals.to_string(), "the sum of `n` in subdistrict `S1` passes 64 bits; use a coarser unit");
    let totals = enricher.enrich_rows([facts([i64::MAX, -1, 1])], folder.path()).unwrap().totals;
    assert_eq!(totals.whole().sums, [Some(i64::MAX)]);
}

#[test]
fn planted_losses_are_found() {
    let governance = governance();
    let folder = tempfile::tempdir().unwrap();
    let codes = ["S1-1-X", "S1-2-X", "S2-1-X", "S3"];
    let facts =
        FactRows::new().with_texts("node", codes.map(Some)).with_decimals("cost", 2, [150, 250, 5, 0].map(Some));
    let totals = Enricher::new(&governance).with_measure("cost").enrich_rows([facts], folder.path()).unwrap().totals;
    let result = |skipped: &str, doubled: &str| {
        let mut result = EngineResult::new(["cost"]);
        let whole = totals.whole();
        result = result.with_unit("all", "all", Some(whole.rows), [totals.sum(whole, "cost")]);
        for (level, unit, total) in totals.units().filter(|(_, unit, _)| *unit != skipped) {
            let times: u32 = if unit == doubled { 2 } else { 1 };
            let sum = total.sums[0].map(|units| crate::measure::Decimal::from_units(units * i64::from(times), 2));
            result = result.with_unit(level, unit, Some(total.rows * u64::from(times)), [sum]);
        }
        totals.check(&result)
    };
    let figures = 2 * (1 + totals.units().len());
    assert_eq!(result("", "").unwrap().figures, figures);
    let errors = result("", "S1").unwrap_err();
    assert!(matches!(errors.first().problem(), CheckProblem::RowsMultiplied { times: 2, .. }), "{errors}");
    assert_eq!(errors.len(), 2);
    let errors = result("S2-1", "").unwrap_err();
    assert_eq!(errors.to_string(), "second_grid `S2-1` is missing; it has 1 rows");
}

#[test]
fn bytes_that_are_changed_never_panic() {
    let governance = governance();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("changed.parquet");
    let whole = fs::read(fixture("nested.parquet")).unwrap();
    let enricher = Enricher::new(&governance).with_measure("amount").with_measure("big");
    let mut passed = 0;
    for (at, change) in (0..whole.len()).step_by(7).zip([0xFF, 0x01, 0x80].into_iter().cycle()) {
        let mut bytes = whole.clone();
        bytes[at] ^= change;
        fs::write(&path, &bytes).unwrap();
        passed += usize::from(enricher.enrich_file(&path, folder.path().join("out")).is_ok());
    }
    for length in (0..whole.len()).step_by(197) {
        fs::write(&path, &whole[..length]).unwrap();
        assert!(enricher.enrich_file(&path, folder.path().join("out")).is_err());
    }
    assert!(passed > 0, "statistics and pages that are not read may say anything");
}
