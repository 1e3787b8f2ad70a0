//! Documents name what exists.

use std::collections::BTreeSet;

use crate::rooms::ROOMS;
use crate::sources::{all, assert_none, files_below, read, root};

const DOCUMENTS: [&str; 3] = ["ARCHITECTURE.md", "README.md", "CONTRIBUTING.md"];

/// What the README tells everybody to run; `.ci/run` runs it too.
const COMMANDS: [&str; 2] = ["cargo run --release --example zhongyuan", "cargo test --all-features"];

const FOLDERS: [&str; 5] = ["src/", "tests/", "examples/", "benches/", ".ci/"];

/// What stands in backquotes in a document, outside indented and fenced blocks, with the line.
fn quoted(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut is_fenced = false;
    for (line, number) in text.lines().zip(1..) {
        if line.trim_start().starts_with("```") {
            is_fenced = !is_fenced;
        } else if !is_fenced && !line.starts_with("    ") {
            found.extend(line.split('`').skip(1).step_by(2).map(|quoted| (number, quoted)));
        }
    }
    found
}

/// Whether something in backquotes is a path of the project.
fn is_path(quoted: &str) -> bool {
    let is_document = quoted.ends_with(".md") || quoted.starts_with("LICENSE-") || quoted == "Cargo.toml";
    let is_plain = !quoted.contains(|c: char| c.is_whitespace() || "<>{}()".contains(c)) && !quoted.contains("NAME");
    is_plain && (is_document || FOLDERS.iter().any(|folder| quoted.starts_with(folder)))
}

/// Whether a path of the project exists; a `*` stands for any name.
fn exists(path: &str) -> bool {
    match path.split_once('*') {
        None => root().join(path).exists(),
        Some((before, after)) => {
            let folder = before.rsplit_once('/').map_or(".", |(folder, _)| folder);
            root().join(folder).is_dir()
                && files_below(folder).iter().any(|file| file.starts_with(before) && file.ends_with(after))
        }
    }
}

/// The last name of something in backquotes that looks like a name of the crate: `Governance::build`,
/// `as_petgraph()`, `todo!`.
fn name(quoted: &str) -> Option<&str> {
    let path = quoted.trim_end_matches("()").trim_end_matches('!');
    let is_name = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let parts: Vec<&str> = path.split("::").collect();
    let last = parts.last().copied().filter(|_| parts.iter().all(|part| is_name(part)))?;
    Some(last).filter(|last| last.len() > 1)
}

/// Relative links of a document.
fn links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
    let own = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
    own.map(|target| target.split('#').next().unwrap_or(target)).collect()
}

#[test]
fn paths_in_documents_exist() {
    let mut offences = Vec::new();
    let mut found = 0;
    for document in DOCUMENTS {
        let text = read(document);
        let quoted = quoted(&text).into_iter().filter(|(_, quoted)| is_path(quoted));
        let paths = quoted.chain(links(&text).into_iter().map(|link| (0, link)));
        for (line, path) in paths {
            found += 1;
            if !exists(path) {
                offences.push(format!("{document}:{line}: `{path}`"));
            }
        }
    }
    assert_none(&offences, "documents name files that exist:");
    assert!(found >= 20, "only {found} paths were found");
}

#[test]
fn names_in_documents_exist() {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut words: BTreeSet<String> = BTreeSet::new();
    let mut files: Vec<String> = all().into_iter().map(|source| source.text).collect();
    files.extend(files_below("tests").iter().filter(|path| path.ends_with(".rs")).map(|path| read(path)));
    files.push(read("Cargo.toml"));
    for file in &files {
        words.extend(file.split(|c| !is_word(c)).map(str::to_owned));
    }
    let mut offences = Vec::new();
    let mut found = 0;
    for document in ["ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = read(document);
        for (line, name) in quoted(&text).into_iter().filter_map(|(line, quoted)| Some((line, name(quoted)?))) {
            found += 1;
            if !words.contains(name) {
                offences.push(format!("{document}:{line}: `{name}`"));
            }
        }
    }
    assert_none(&offences, "documents name what stands in the sources:");
    assert!(found >= 30, "only {found} names were found");
}

#[test]
fn every_room_has_its_place_in_the_architecture() {
    let text = read("ARCHITECTURE.md");
    let quoted: Vec<&str> = quoted(&text).into_iter().map(|(_, quoted)| quoted).collect();
    let sources = all();
    let rooms: BTreeSet<&str> = sources.iter().filter_map(|source| source.room()).collect();
    assert!(rooms.len() >= 8, "{rooms:?}");
    for room in rooms {
        assert!(ROOMS.contains(&room) || ["testing", "prelude"].contains(&room), "`{room}` is no room");
        assert!(quoted.contains(&room), "ARCHITECTURE.md does not say what belongs into `{room}`");
    }
}

#[test]
fn the_commands_of_the_readme_are_run() {
    let (readme, gate) = (read("README.md"), read(".ci/run"));
    for command in COMMANDS {
        assert!(readme.lines().any(|line| line == command), "README.md does not say `{command}`");
        let is_run = gate.lines().any(|line| line.ends_with(&format!(" {command}")));
        assert!(is_run, ".ci/run does not run `{command}`");
    }
}

#[test]
fn the_reader_of_documents_reads() {
    let text = "`src/lib.rs` and `src/gone.rs`\n    `src/not.rs`\n```\n`src/no.rs`\n```\n`Node::typed()` `a b` [x](README.md#y)";
    let found: Vec<&str> = quoted(text).into_iter().map(|(_, quoted)| quoted).collect();
    assert_eq!(found, ["src/lib.rs", "src/gone.rs", "Node::typed()", "a b"]);
    assert!(found[..2].iter().all(|quoted| is_path(quoted)) && !is_path("nodes.csv") && !is_path("src/{a,b}.rs"));
    assert!(
        exists("src/lib.rs") && exists("src/governance/*.rs") && !exists("src/gone.rs") && !exists("src/gone/*.rs")
    );
    assert_eq!(
        [name("Node::typed()"), name("a b"), name("size.x"), name("todo!")],
        [Some("typed"), None, None, Some("todo")]
    );
    assert_eq!(links(text), ["README.md"]);
}
