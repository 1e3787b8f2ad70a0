//! What no line of the crate does: touch the world outside, show the order of a hash, panic for no reason.

use std::collections::BTreeMap;

use crate::sources::{Source, all, assert_none, planted};

/// The rooms that read or write files, or make random graphs.
const AT_THE_DOOR: [&str; 3] = ["ledger", "report", "testing"];

const WORLD: [&str; 6] = ["fs", "time", "env", "net", "process", "thread"];
const CLOCKS_AND_DICE: [&str; 7] =
    ["SystemTime", "Instant", "rand", "thread_rng", "OsRng", "getrandom", "available_parallelism"];

const HASHES: [&str; 5] = ["HashMap", "HashSet", "HashTable", "RandomState", "IndexMap"];

/// Where a hash table may stand, and why its order cannot show.
const HASHES_ALLOWED: [(&str, &str); 2] = [
    ("src/governance/texts.rs", "codes are looked up, and renumbered each by itself; the table is never listed"),
    ("src/ledger/workbook/hash_index.rs", "it answers for one key at a time, and cannot be iterated"),
];

const NEVER: [&str; 7] = ["todo", "unimplemented", "dbg", "println", "print", "eprintln", "eprint"];
const PANICS: [&str; 2] = ["panic", "unreachable"];
const UNWRAPS: [&str; 4] = ["unwrap", "expect", "unwrap_err", "expect_err"];

/// Where the crate may panic: the file, what stands there and how often, and why.
const PANICS_ALLOWED: [(&str, &str, usize, &str); 1] =
    [("src/set.rs", "panic", 1, "an operator cannot return an error; it says so, and names the method that can")];

/// What touches the world outside.
fn worldly(source: &Source) -> Vec<String> {
    let mut offences = Vec::new();
    if source.room().is_some_and(|room| AT_THE_DOOR.contains(&room)) {
        return offences;
    }
    source.each_token(|spot| {
        let Some(word) = spot.word(0) else { return };
        let mut found: Vec<String> = Vec::new();
        if matches!(word.as_str(), "std" | "core") && spot.is_path_sign(1) {
            found.extend(spot.heads(1).into_iter().filter(|head| WORLD.contains(&head.as_str())));
        } else if CLOCKS_AND_DICE.contains(&word.as_str()) {
            found.push(word);
        }
        for name in found {
            offences.push(format!("{}: `{name}`", source.at(spot.line())));
        }
    });
    offences
}

/// How often a word stands in each source, with the lines.
fn lines_of(
    source: &Source,
    is_meant: impl Fn(&crate::sources::Spot<'_>, &str) -> bool,
) -> BTreeMap<String, Vec<usize>> {
    let mut lines: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    source.each_token(|spot| {
        if let Some(word) = spot.word(0).filter(|word| is_meant(&spot, word)) {
            lines.entry(word).or_default().push(spot.line());
        }
    });
    lines
}

fn hashes(source: &Source) -> Vec<String> {
    if HASHES_ALLOWED.iter().any(|(path, _)| *path == source.path) {
        return Vec::new();
    }
    let found = lines_of(source, |_, word| HASHES.contains(&word));
    found
        .iter()
        .flat_map(|(word, lines)| lines.iter().map(move |line| format!("{}: `{word}`", source.at(*line))))
        .collect()
}

fn never(source: &Source) -> Vec<String> {
    let found = lines_of(source, |spot, word| word == "unsafe" || (NEVER.contains(&word) && spot.is_sign(1, '!')));
    found
        .iter()
        .flat_map(|(word, lines)| lines.iter().map(move |line| format!("{}: `{word}`", source.at(*line))))
        .collect()
}

fn panics(source: &Source, allowed: &[(&str, &str, usize, &str)]) -> Vec<String> {
    let found = lines_of(source, |spot, word| {
        (PANICS.contains(&word) && spot.is_sign(1, '!')) || (UNWRAPS.contains(&word) && spot.is_sign(-1, '.'))
    });
    let mut offences = Vec::new();
    for (word, lines) in &found {
        let row = allowed.iter().find(|(path, what, ..)| *path == source.path && what == word);
        let expected = row.map_or(0, |(_, _, count, _)| *count);
        if lines.len() != expected {
            let all: Vec<String> = lines.iter().map(ToString::to_string).collect();
            let lines = all.join(", ");
            offences.push(format!("{}: `{word}` in lines {lines}, where {expected} are allowed", source.path));
        }
    }
    for (path, what, ..) in allowed.iter().filter(|(path, ..)| *path == source.path) {
        if !found.contains_key(*what) {
            offences.push(format!("{path}: `{what}` is allowed and not needed any more"));
        }
    }
    offences
}

#[test]
fn only_readers_and_reports_touch_the_world() {
    let sources = all();
    let offences: Vec<String> = sources.iter().flat_map(worldly).collect();
    assert_none(&offences, "no file, clock, environment or chance outside the ledger's readers and the reports:");
    let text = "use std::{io, fs::File}; fn f() { std::env::var(\"A\"); Instant::now(); rand::random() }";
    assert_eq!(worldly(&planted("src/set.rs", text)).len(), 4);
    assert_none(&worldly(&planted("src/ledger/json.rs", text)), "a reader reads");
}

#[test]
fn no_order_of_a_hash_can_show() {
    let sources = all();
    let offences: Vec<String> = sources.iter().flat_map(hashes).collect();
    assert_none(&offences, "hash tables stand where their order cannot show, and the list says why:");
    for (path, _) in HASHES_ALLOWED {
        let source = sources.iter().find(|source| source.path == path).unwrap_or_else(|| panic!("no {path}"));
        let needed = !lines_of(source, |_, word| HASHES.contains(&word)).is_empty();
        assert!(needed, "{path} is allowed a hash table and needs none any more");
    }
    assert_eq!(hashes(&planted("src/set.rs", "use std::collections::HashMap;")).len(), 1);
}

#[test]
fn nothing_unsafe_unfinished_or_printed() {
    let offences: Vec<String> = all().iter().flat_map(never).collect();
    assert_none(&offences, "no unsafe code, nothing unfinished, nothing printed:");
    let text = "fn f() { unsafe { g() } todo!(); println!(\"\"); m! { dbg!(1) } }";
    assert_eq!(never(&planted("src/set.rs", text)).len(), 4);
    let text = "/// `todo!()`, unsafe\nfn todo() { let print = 1; }";
    assert_none(&never(&planted("src/set.rs", text)), "names and docs are fine");
}

#[test]
fn panics_have_a_reason() {
    let sources = all();
    let offences: Vec<String> = sources.iter().flat_map(|source| panics(source, &PANICS_ALLOWED)).collect();
    assert_none(&offences, "a panic needs a row in `PANICS_ALLOWED`, with its reason:");
    for (path, _, _, reason) in PANICS_ALLOWED {
        assert!(sources.iter().any(|source| source.path == path), "no {path}");
        assert!(reason.len() > 20, "{path}: give a reason");
    }
    let text = "fn f() { a.unwrap(); b.expect(\"\"); panic!(); unreachable!(); c.unwrap_or(1) }";
    assert_eq!(panics(&planted("src/kind.rs", text), &[]).len(), 4);
    assert_eq!(panics(&planted("src/kind.rs", text), &[("src/kind.rs", "panic", 1, "")]).len(), 3);
    let text = "#[cfg(test)] mod tests { fn f() { a.unwrap() } } fn g() {}";
    assert_none(&panics(&planted("src/kind.rs", text), &[]), "tests may unwrap");
    assert_eq!(panics(&planted("src/kind.rs", text), &[("src/kind.rs", "panic", 1, "")]).len(), 1, "stale row");
}
