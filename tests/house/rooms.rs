//! A room names only rooms below it.

use crate::sources::{Source, Word, all, assert_none, planted};

/// The rooms from the bottom to the top.
pub(crate) const ROOMS: [&str; 22] = [
    "text",
    "excerpt",
    "parallel",
    "language",
    "message",
    "date",
    "errors",
    "suggestion",
    "kind",
    "measure",
    "division",
    "ledger",
    "governance",
    "set",
    "rollup",
    "coverage",
    "audit",
    "change",
    "geo",
    "record",
    "table",
    "report",
];

/// May name all rooms; no room names them.
const ABOVE_ALL: [&str; 2] = ["testing", "prelude"];

fn floor(room: &str) -> Option<usize> {
    ROOMS.iter().position(|other| *other == room).or(ABOVE_ALL.contains(&room).then_some(ROOMS.len()))
}

/// What a path goes on with behind `::`: one name, or those of a group; `*` for a glob.
fn heads(words: &[Word]) -> Vec<&str> {
    let mut heads = vec![words.first().map_or("", |word| word.text.as_str())];
    if heads[0] == "{" {
        heads.clear();
        let mut depth = 0;
        for pair in words.windows(2) {
            let is_first = depth == 0 || (depth == 1 && pair[0].text == ",");
            depth += i32::from(pair[0].text == "{") - i32::from(pair[0].text == "}");
            if depth == 0 {
                break;
            }
            heads.extend(Some(pair[1].text.as_str()).filter(|head| is_first && *head != "}"));
        }
    }
    heads
}

/// The rooms that a source names, each with the line; what is no name of a room, as an offence.
fn named(source: &Source) -> (Vec<(usize, String)>, Vec<String>) {
    let (mut rooms, mut offences) = (Vec::new(), Vec::new());
    for (at, word) in source.words.iter().enumerate() {
        let text = |at: usize| source.words.get(at).map_or("", |word| word.text.as_str());
        let goes_on = |at: usize| text(at) == ":" && text(at + 1) == ":";
        let heads = match word.text.as_str() {
            "crate" if goes_on(at + 1) => heads(&source.words[at + 3..]),
            // `pub(crate)`.
            "crate" if text(at + 1) == ")" => continue,
            "crate" => vec!["the whole crate"],
            "super" if at < 2 || !goes_on(at - 2) => {
                let mut end = at + 1;
                while goes_on(end) && text(end + 2) == "super" {
                    end += 3;
                }
                let up = (end - at).div_ceil(3);
                if !goes_on(end) {
                    continue;
                }
                let heads = heads(&source.words[end + 2..]);
                if heads.contains(&"super") {
                    offences.push(format!("{}: `super` within a group: write the path out", source.at(word.line)));
                }
                if up < source.module.len() + word.depth {
                    continue;
                }
                heads
            }
            "gridgov" if goes_on(at + 1) || (at > 0 && text(at - 1) == "use") => vec!["the crate by its name"],
            _ => continue,
        };
        for head in heads {
            if floor(head).is_some() {
                rooms.push((word.line, head.to_owned()));
            } else {
                offences.push(format!("{}: names `{head}`, which is no room", source.at(word.line)));
            }
        }
    }
    (rooms, offences)
}

/// Every name of a room that does not lie below.
fn offences(source: &Source) -> Vec<String> {
    let Some(room) = source.room() else { return Vec::new() };
    let Some(own) = floor(room) else {
        return vec![format!("{}: `{room}` is no room; give it a place in `ROOMS`", source.path)];
    };
    let (rooms, mut offences) = named(source);
    for (line, other) in rooms {
        if other != room && floor(&other) >= Some(own) {
            offences.push(format!("{}: `{room}` names `{other}`, which lies above it", source.at(line)));
        }
    }
    offences
}

#[test]
fn a_room_names_only_rooms_below_it() {
    let sources = all();
    let offences: Vec<String> = sources.iter().flat_map(offences).collect();
    assert_none(&offences, "a room names only rooms below it:");
    let crossings: usize = sources.iter().map(|source| named(source).0.len()).sum();
    assert!(crossings >= 50, "only {crossings} names of rooms were found");
}

#[test]
fn planted_upward_names_are_found() {
    let planted_in = |path: &str, text: &str| offences(&planted(path, text));
    let upward = [
        ("src/set.rs", "use crate::rollup::Ratio;"),
        ("src/set/counts.rs", "use crate::{kind::Kind, coverage::Share};"),
        ("src/set.rs", "fn f() -> crate::report::Table { todo() }"),
        ("src/set.rs", "use super::rollup::Ratio;"),
        ("src/set/counts.rs", "fn f() { super::super::rollup::go() }"),
        ("src/set.rs", "mod inner { use super::super::rollup::Ratio; }"),
        ("src/set.rs", "macro_rules! m { () => { $crate::rollup::go() }; }"),
        ("src/set.rs", "use crate::*;"),
        ("src/set.rs", "use crate as all;"),
        ("src/set.rs", "use crate::Governance;"),
        ("src/set.rs", "use gridgov::rollup::Ratio;"),
        ("src/report.rs", "use crate::testing::graphs;"),
        ("src/kind.rs", "fn f() { let _ = crate::measure::MAX_SCALE; }"),
        ("src/attic.rs", "fn f() {}"),
    ];
    for (path, text) in upward {
        assert_eq!(planted_in(path, text).len(), 1, "{path}: {text}");
    }
    let fine = [
        ("src/set.rs", "use crate::governance::Governance; pub(crate) fn f() {} pub(in crate::set) fn g() {}"),
        ("src/set/counts.rs", "use super::NodeSet; use crate::set::Counts; pub(super) fn f() {}"),
        ("src/set.rs", "#[cfg(test)] mod tests { use crate::report::Table; }"),
        ("src/set.rs", "mod inner { use super::Counts; }"),
        ("src/set.rs", "/// See [`crate::rollup`].\nfn f() {}"),
        ("src/testing.rs", "use crate::report::Table;"),
    ];
    for (path, text) in fine {
        assert_none(&planted_in(path, text), text);
    }
}
