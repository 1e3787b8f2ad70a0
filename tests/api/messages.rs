//! Every id of the table is produced, read back from JSON, and told in both languages with all its parts.

mod cells;
mod changes;
mod files;
mod findings;
mod ledgers;
mod maps;
mod names;
mod notes;
mod others;
mod records;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use gridgov::Language;
use gridgov::geo::CoordinateSystem;
use gridgov::kind::{Kind, Relation, Role};
use gridgov::measure::Measure;
use gridgov::message::{Level, Message};
use gridgov::record::Step;
use serde_json::Value;

/// The table of all ids, as the documentation shows it.
const TABLE: &str = include_str!("../../src/message/ids.md");

/// Parts that name a reason or a class in a word of programs, or say yes or no: the texts say it in their own words.
const IN_OTHER_WORDS: &[&str] = &[
    "above",
    "flaw",
    "other_change",
    "class",
    "doubt",
    "how",
    "is_foreign",
    "is_long",
    "is_sheet_hidden",
    "near",
    "number",
    "differences",
    "suggestion",
    "count_struck_out",
    "end",
];

/// Parts that say where: the place tells them, not the words.
const PLACES: [&str; 5] = ["change", "what", "in_entry", "lines", "rows"];

/// How many items of a list the words name at least.
const NAMED: usize = 5;

/// Names that parts hold beside terms, and their Chinese.
const NAMES: [(&str, &str); 4] = [
    ("UTF-8 or GBK", "UTF-8或GBK"),
    ("UTF-16 (little-endian) without a byte order mark", "没有字节序标记的UTF-16（小端）"),
    ("at_least", "下限"),
    ("full_width", "全角、半角"),
];

/// The terms of the sources, in English and Chinese.
fn terms(sources: &[String]) -> Vec<(String, String)> {
    let mut terms: Vec<(String, String)> = NAMES.map(|(en, zh)| (en.to_owned(), zh.to_owned())).into();
    for source in sources {
        // The second makes a term of its texts.
        let behind_calls = ["Term::new(", "Failure::broken("].map(|call| source.split(call).skip(1));
        for behind in behind_calls.into_iter().flatten() {
            let mut texts = behind.split('"').skip(1).step_by(2);
            terms.extend(texts.next().zip(texts.next()).map(|(en, zh)| (en.to_owned(), zh.to_owned())));
        }
    }
    terms
}

/// Letters that may stand in a Chinese text beside the parts: names of formats, of options, and of fields of users' files.
const LETTERS: &[&str] = &[
    "UTF",
    "GBK",
    "JSON",
    "CSV",
    "XML",
    "PDF",
    "xlsx",
    "xlsb",
    "xls",
    "ods",
    "zip",
    "measure",
    "declared",
    "ignored",
    "level",
    "point",
    "count",
    "population",
    "History",
    "zh",
    "en",
    "valid_from",
    "valid_until",
    "at_least",
    "at_most",
    "by",
    "suppressed",
    "number",
    "csv",
    "json",
    "measures",
    "below",
    "type",
    "crs",
    "GeoJSON",
    "FeatureCollection",
    "Feature",
    "Polygon",
    "MultiPolygon",
    "Point",
    "WGS",
    "CGCS",
    "GCJ",
    "Asia",
    "Shanghai",
    "UTC",
    "record",
    "no_place",
    "outside_life",
    "out_of_order",
    "point",
];

fn ids() -> BTreeSet<&'static str> {
    let rows = TABLE.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    rows.map(|(id, _)| id).collect()
}

/// The id and the English and Chinese titles of all rules of the crate.
fn rules() -> Vec<(String, String, String)> {
    [findings::findings().1, maps::findings().1, records::findings().1].concat()
}

fn is_of_records(message: &Message) -> bool {
    message.id().starts_with("record.")
}

fn produced() -> BTreeMap<String, Vec<Message>> {
    let all = [
        ledgers::messages(),
        files::messages(),
        cells::messages(),
        names::messages(),
        notes::messages(),
        others::messages(),
        changes::messages(),
        maps::messages(),
        records::messages(),
        findings::findings().0,
        maps::findings().0,
        records::findings().0,
    ];
    let mut by_id: BTreeMap<String, Vec<Message>> = BTreeMap::new();
    for message in all.into_iter().flatten() {
        by_id.entry(message.id().to_owned()).or_default().push(message);
    }
    by_id
}

/// The texts and numbers that a part consists of, of each list as many as are asked for.
fn leaves(part: &Value, of_list: usize, into: &mut Vec<String>) {
    match part {
        Value::Null | Value::Bool(_) => {}
        Value::Number(number) => into.push(number.to_string()),
        Value::String(text) => into.push(text.clone()),
        Value::Array(items) => items.iter().take(of_list).for_each(|item| leaves(item, of_list, into)),
        // A place: that it is told is enough by its cell or its line.
        Value::Object(fields) => match ["cell", "line", "sheet"].iter().find_map(|name| fields.get(*name)) {
            Some(place) => leaves(place, of_list, into),
            None => fields.values().for_each(|field| leaves(field, of_list, into)),
        },
    }
}

/// The forms in which a text may tell a leaf.
fn told_as(leaf: &str, language: Language, terms: &[(String, String)]) -> Vec<String> {
    let mut forms = vec![leaf.to_owned(), leaf.replace(", ", "、"), leaf.replace('\n', "\\n")];
    // The two numbers of a point.
    forms.push(leaf.replace(", ", "，"));
    let label = |english: &'static str, chinese: &'static str| language.of(english, chinese).to_owned();
    forms.extend(leaf.parse::<Kind>().ok().map(|kind| label(kind.english(), kind.chinese())));
    forms.extend(leaf.parse::<Role>().ok().map(|role| label(role.english(), role.chinese())));
    forms.extend(leaf.parse::<Relation>().ok().map(|relation| label(relation.english(), relation.chinese())));
    forms.push(leaf.replace('/', "至"));
    // A whole number of a coordinate.
    forms.extend(leaf.strip_suffix(".0").map(str::to_owned));
    forms.extend(leaf.parse::<Step>().ok().map(|step| label(step.english(), step.chinese())));
    forms.extend(leaf.parse::<CoordinateSystem>().ok().map(|of| label(of.english(), of.chinese())));
    forms.push(Measure::new(leaf).label(language).to_owned());
    if language == Language::English {
        // The kinds of a sheet are named as its headings are, in Chinese.
        forms.extend(leaf.parse::<Kind>().ok().map(|kind| kind.chinese().to_owned()));
    }
    let named = terms.iter().filter(|(english, _)| english == leaf);
    forms.extend(named.map(|(english, chinese)| language.of(english, chinese).clone()));
    forms
}

/// The parts that a message does not tell in one of the languages.
fn untold(message: &Message, terms: &[(String, String)]) -> Vec<String> {
    let mut untold = Vec::new();
    let parts: BTreeMap<String, Value> = serde_json::from_str(&message.parts().to_json_string()).expect("an object");
    for (name, part) in parts.iter().filter(|(name, _)| !IN_OTHER_WORDS.contains(&name.as_str())) {
        if PLACES.contains(&name.as_str()) {
            continue;
        }
        let mut all = Vec::new();
        leaves(part, NAMED, &mut all);
        // A reason is a word of programs or the words of a library; only the latter are told as they are.
        all.retain(|leaf| !(name == "why" && leaf.chars().all(|c| c.is_ascii_lowercase() || c == '_')));
        for (language, leaf) in Language::ALL.iter().flat_map(|language| all.iter().map(move |leaf| (*language, leaf)))
        {
            let words = message.words(language);
            // The node that it is about is named before the words, and nothing inside is told by saying nothing.
            if Some(leaf.as_str()) == message.code() || (name == "inside" && leaf == "0") {
                continue;
            }
            if !told_as(leaf, language, terms).iter().any(|form| words.contains(form.as_str())) {
                untold.push(format!("{}: {name} `{leaf}` is not told in {language}: {words}", message.id()));
            }
        }
    }
    untold
}

/// A Chinese text without its parts, and without what is written in quotation marks or brackets.
fn own_words(message: &Message) -> String {
    let mut words = message.words(Language::Chinese).to_owned();
    let parts: Value = serde_json::from_str(&message.parts().to_json_string()).expect("an object");
    let mut all = Vec::new();
    leaves(&parts, usize::MAX, &mut all);
    all.sort_by_key(|leaf| std::cmp::Reverse(leaf.len()));
    for leaf in all.iter().filter(|leaf| leaf.len() > 1) {
        words = words.replace(leaf.as_str(), " ").replace(&leaf.replace(", ", "、"), " ");
    }
    words
}

#[test]
fn every_id_of_the_table_is_produced_and_told_whole_in_both_languages() {
    let produced = produced();
    let told: BTreeSet<&str> = produced.keys().map(String::as_str).collect();
    let table = ids();
    let missing: Vec<_> = table.difference(&told).collect();
    assert!(missing.is_empty(), "nothing produces {missing:?}");
    let unlisted: Vec<_> = told.difference(&table).collect();
    assert!(unlisted.is_empty(), "the table lacks {unlisted:?}");
    let mut all = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    let (terms, rules) = (terms(&all), rules());
    let mut offences = Vec::new();
    for message in produced.values().flatten() {
        let json = serde_json::to_string(message).expect("JSON");
        let again: Message = serde_json::from_str(&json).expect("it reads back");
        assert_eq!(&again, message, "{json}");
        // A finding is no error. Of records, some things are an error, a note or a finding, as the pack will have it.
        let is_finding = rules.iter().any(|(id, ..)| id == message.id());
        match message.severity() {
            Level::Error => {
                assert!(!message.id().starts_with("note.") && (!is_finding || is_of_records(message)), "{json}");
            }
            Level::Note => assert!(message.id().starts_with("note.") || is_of_records(message), "{json}"),
            _ => assert!(is_finding, "{json}"),
        }
        offences.extend(untold(message, &terms));
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn chinese_texts_have_no_english_words_of_their_own() {
    let mut offences = Vec::new();
    for message in produced().values().flatten() {
        let words = own_words(message);
        let letters = words.split(|c: char| !c.is_ascii_alphabetic() && c != '_').filter(|word| word.len() > 2);
        let foreign: Vec<&str> = letters.filter(|word| !LETTERS.contains(word)).collect();
        if !foreign.is_empty() {
            offences.push(format!("{}: {foreign:?} in {}", message.id(), message.words(Language::Chinese)));
        }
        let has_chinese = message.words(Language::Chinese).chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        assert!(has_chinese, "{}", message.id());
        assert!(!message.words(Language::English).ends_with('.'), "{}", message.words(Language::English));
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

/// The sources of the crate, without tests.
fn sources(folder: &Path, into: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path.to_string_lossy().ends_with("_tests.rs")
        {
            into.push(fs::read_to_string(&path).expect("a source"));
        }
    }
}

#[test]
fn the_table_calls_the_rules_as_they_call_themselves() {
    for (id, english, chinese) in rules() {
        // What is a note or an error as well as a finding has a row for all of them.
        let row = TABLE.lines().find(|line| line.starts_with(&format!("| `{id}` |"))).unwrap_or_else(|| panic!("{id}"));
        let is_shared = id.starts_with("record.");
        let first: String =
            english.chars().take(1).flat_map(char::to_uppercase).chain(english.chars().skip(1)).collect();
        assert!(is_shared || row == format!("| `{id}` | {first} | {chinese} |"), "{row}: {first} | {chinese}");
    }
}

#[test]
fn the_table_has_every_id_that_the_sources_give_in_its_families() {
    let table = ids();
    let families: BTreeSet<&str> = table.iter().filter_map(|id| Some(id.split_once('.')?.0)).collect();
    let mut all = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    let mut given = BTreeSet::new();
    for source in &all {
        // What stands behind the `=>` of a match, or alone on the line of a function `id`.
        for line in source.lines() {
            let line = line.rsplit_once("=> ").map_or(line, |(_, behind)| behind).trim().trim_end_matches(',');
            let Some(id) = line.strip_prefix('"').and_then(|line| line.strip_suffix('"')) else { continue };
            let Some((family, what)) = id.split_once('.') else { continue };
            let is_id = what.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            if families.contains(family) && is_id && !what.is_empty() {
                given.insert(id.to_owned());
            }
        }
    }
    let rules = rules();
    let given: BTreeSet<&str> =
        given.iter().map(String::as_str).chain(rules.iter().map(|(id, ..)| id.as_str())).collect();
    // A pack of a test may misspell one.
    let unlisted: Vec<_> = given.difference(&table).collect();
    assert!(unlisted.is_empty(), "the table lacks {unlisted:?}");
    let vanished: Vec<_> = table.difference(&given).collect();
    assert!(vanished.is_empty(), "no source gives {vanished:?}");
}
