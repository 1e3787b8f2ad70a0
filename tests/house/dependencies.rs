//! Other crates stay behind the crate's own types.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::{Item, UseTree};

use crate::api::surface;
use crate::render::render;
use crate::sources::{Source, Spot, all, assert_none, planted, read};

/// Dependencies that may stand in public signatures.
const OPEN: [(&str, &str); 3] = [
    ("petgraph", "re-exported; `as_petgraph` exists to hand its graph to its algorithms"),
    ("serde", "its traits are how data is exchanged"),
    ("thiserror", "its derive makes implementations of the standard library's traits"),
];

/// The types of petgraph by which it could come in through a re-export.
const OF_PETGRAPH: [&str; 6] = ["DiGraph", "UnGraph", "StableGraph", "NodeIndex", "EdgeIndex", "GraphMap"];

/// The names of the dependencies, as code writes them.
fn dependencies() -> Vec<String> {
    let manifest = read("Cargo.toml");
    let table = manifest.lines().skip_while(|line| line.trim() != "[dependencies]").skip(1);
    let lines = table.take_while(|line| !line.starts_with('['));
    let names = lines.filter_map(|line| line.split_once('=')).map(|(name, _)| name.trim());
    let names: Vec<String> = names.filter(|name| !name.starts_with('#')).map(|name| name.replace('-', "_")).collect();
    assert!(names.len() >= 5 && names.iter().any(|name| name == "petgraph"), "{names:?}");
    names
}

/// The lines in which a source uses petgraph.
fn uses_of_petgraph(source: &Source) -> Vec<usize> {
    // A module of that name hides the crate for all paths that do not begin with `::`.
    let is_hidden = source.items.iter().any(|item| matches!(item, Item::Mod(module) if module.ident == "petgraph"));
    let mut lines = Vec::new();
    source.each_token(|spot: Spot<'_>| {
        let is_crate = spot.is_word(0, "petgraph") && {
            let is_rooted = spot.is_path_sign(-2) && spot.word(-3).is_none_or(|word| word == "use");
            let is_relative = spot.is_path_sign(-2) && !is_rooted;
            let is_path = spot.is_path_sign(1) || spot.is_word(-1, "use") || spot.is_word(-1, "crate");
            (is_path && !is_relative && !is_hidden) || is_rooted
        };
        let is_type = spot.word(0).is_some_and(|word| OF_PETGRAPH.contains(&word.as_str()));
        if is_crate || is_type {
            lines.push(spot.line());
        }
    });
    lines
}

/// The names that a file imports from a crate.
fn imports(source: &Source, from: &str) -> BTreeSet<String> {
    fn leaves(tree: &UseTree, found: &mut BTreeSet<String>) {
        match tree {
            UseTree::Path(path) => leaves(&path.tree, found),
            UseTree::Name(name) => drop(found.insert(name.ident.to_string())),
            UseTree::Rename(name) => drop(found.insert(name.rename.to_string())),
            UseTree::Glob(_) => drop(found.insert("*".to_owned())),
            UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, found)),
        }
    }
    let mut found = BTreeSet::new();
    for item in &source.items {
        if let Item::Use(item) = item
            && let UseTree::Path(path) = &item.tree
            && path.ident == from
        {
            leaves(&path.tree, &mut found);
        }
    }
    found
}

/// Public signatures with a type of a dependency that is not open.
fn leaks(sources: &[Source], dependencies: &[String]) -> Vec<String> {
    let closed: Vec<&String> = dependencies.iter().filter(|name| !OPEN.iter().any(|(open, _)| open == name)).collect();
    let mut offences = Vec::new();
    for source in sources {
        for name in &closed {
            if imports(source, name).contains("*") {
                offences.push(format!("{}: imports all of `{name}`, so that nothing can be told", source.path));
            }
        }
    }
    for entry in surface(sources) {
        // The strategies of `testing` are proptest's by nature, and behind a feature of its name.
        let is_exempt = |name: &str| name == "proptest" && entry.path.starts_with("src/testing");
        let source = sources.iter().find(|source| source.path == entry.path).expect("an entry has a source");
        let signature = planted_signature(&entry.signature);
        for name in closed.iter().filter(|name| !is_exempt(name)) {
            let imported = imports(source, name);
            let mut leaks = false;
            signature.each_token(|spot| {
                let Some(word) = spot.word(0) else { return };
                let is_root = !spot.is_path_sign(-2);
                leaks |= is_root && ((word == **name && spot.is_path_sign(1)) || imported.contains(&word));
            });
            if leaks {
                offences.push(format!("{}: `{name}` in `{}`", source.at(entry.line), render(&entry.signature)));
            }
        }
    }
    offences
}

/// A signature as a source, so that its tokens can be visited.
fn planted_signature(signature: &proc_macro2::TokenStream) -> Source {
    let mut source = planted("src/lib.rs", "");
    source.tokens = signature.to_token_stream();
    source
}

#[test]
fn petgraph_stands_in_one_file() {
    let sources = all();
    let lib = sources.iter().find(|source| source.path == "src/lib.rs").expect("there is a lib.rs");
    let re_exports = lib.items.iter().filter(|item| render(&item.to_token_stream()) == "pub use petgraph;").count();
    assert_eq!(re_exports, 1, "lib.rs re-exports petgraph");
    let with: Vec<(&str, Vec<usize>)> =
        sources.iter().map(|source| (source.path.as_str(), uses_of_petgraph(source))).collect();
    let with: Vec<_> = with.into_iter().filter(|(path, lines)| *path != "src/lib.rs" && !lines.is_empty()).collect();
    let is_alone = matches!(with.as_slice(), [(path, _)] if path.starts_with("src/governance/"));
    assert!(is_alone, "petgraph stands in one file of src/governance/: {with:?}");

    let lines = |text: &str| uses_of_petgraph(&planted("src/set.rs", text)).len();
    assert_eq!(lines("use petgraph::algo; fn f() { petgraph::algo::g() }"), 2);
    assert_eq!(lines("use super::NodeIndex;"), 1);
    assert_eq!(lines("mod petgraph; pub use petgraph::Edge; struct A { petgraph: B }"), 0);
    assert_eq!(lines("mod petgraph; use ::petgraph::Edge;"), 1);
    assert_eq!(lines("fn f(&self) { self.petgraph.get() } struct A { petgraph: B }"), 0);
}

#[test]
fn no_type_of_another_crate_is_public() {
    let dependencies = dependencies();
    for (name, reason) in OPEN {
        assert!(reason.len() > 20, "{name}: give a reason");
    }
    assert_none(&leaks(&all(), &dependencies), "no type of a dependency stands in a public signature:");

    let found = |text: &str| {
        let sources = [planted("src/lib.rs", "pub mod set;"), planted("src/set.rs", text)];
        leaks(&sources, &dependencies).len()
    };
    let leaky = [
        "pub fn f(_: csv::Error) {}",
        "use csv::Error; pub fn f() -> Result<(), Error> {}",
        "use csv::Error as E; pub struct A { pub e: E }",
        "pub enum A { E(serde_json::Error) }",
        "pub struct A; impl From<csv::Error> for A {}",
        "pub struct A; impl IntoIterator for A { type Item = hashbrown::HashMap<u8, u8>; }",
        "pub type T = foldhash::quality::RandomState;",
        "pub trait T { fn f(&self) -> csv::Result<()>; }",
        "use csv::*;",
    ];
    for text in leaky {
        assert_eq!(found(text), 1, "{text}");
    }
    let tight = [
        "struct A; impl From<csv::Error> for A {}",
        "use csv::Error; fn f(_: Error) {} pub struct A { e: Error }",
        "pub fn f() -> crate::set::csv::Table {}",
        "#[derive(thiserror::Error)] pub struct A; impl serde::Serialize for A {}",
        "pub(crate) fn f(_: csv::Error) {}",
    ];
    for text in tight {
        assert_eq!(found(text), 0, "{text}");
    }
}
