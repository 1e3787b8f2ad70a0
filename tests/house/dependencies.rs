//! Other crates stay behind the crate's own types.

use quote::ToTokens;
use syn::Item;

use crate::api::items;
use crate::sources::{Source, all, assert_none, planted};

/// The crates whose types may stand in public signatures.
const OPEN: [(&str, &str); 5] = [
    ("gridgov", "the crate itself"),
    ("core", "the standard library"),
    ("alloc", "the standard library"),
    ("std", "the standard library"),
    ("serde_core", "its traits are how data is exchanged"),
];

/// Those that may stand in some places only.
const OPEN_WITHIN: [(&str, &str, &str); 2] = [
    ("petgraph", " gridgov::governance::", "it hands the graph to petgraph's algorithms"),
    ("proptest", "gridgov::testing::", "strategies are what the module is for"),
];

/// The types of petgraph by which it could come in through a re-export.
const OF_PETGRAPH: [&str; 6] = ["DiGraph", "UnGraph", "StableGraph", "NodeIndex", "EdgeIndex", "GraphMap"];

/// The lines in which a source uses petgraph.
fn uses_of_petgraph(source: &Source) -> Vec<usize> {
    // A module of that name hides the crate for all paths that do not begin with `::`.
    let is_hidden = source.items.iter().any(|item| matches!(item, Item::Mod(module) if module.ident == "petgraph"));
    let mut lines = Vec::new();
    for (at, word) in source.words.iter().enumerate() {
        let text = |at: Option<usize>| at.and_then(|at| source.words.get(at)).map_or("", |word| word.text.as_str());
        let (before, third_before) = (text(at.checked_sub(1)), text(at.checked_sub(3)));
        let is_behind = before == ":" && text(at.checked_sub(2)) == ":";
        let is_path = before == "use" || (text(Some(at + 1)) == ":" && text(Some(at + 2)) == ":");
        let is_rooted = is_behind && !third_before.chars().all(|c| c.is_alphanumeric() || "_>".contains(c));
        let is_rooted = is_rooted || (is_behind && third_before == "use");
        let is_crate = word.text == "petgraph" && (is_rooted || (is_path && !is_behind && !is_hidden));
        if is_crate || OF_PETGRAPH.contains(&word.text.as_str()) {
            lines.push(word.line);
        }
    }
    lines
}

/// The crates that a public item names: each path begins with one, or with a type parameter.
fn crates(item: &str) -> Vec<&str> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let words = item.match_indices("::").map(|(end, _)| {
        let before = &item[..end];
        let start = before.rfind(|c| !is_name(c)).map_or(0, |at| at + 1);
        (&before[..start], &before[start..])
    });
    let roots = words.filter(|(before, word)| !before.ends_with("::") && !word.is_empty());
    roots.map(|(_, word)| word).filter(|word| word.starts_with(char::is_lowercase)).collect()
}

/// Whether a public item names a type of a crate that is not open.
fn leaks(item: &str) -> bool {
    let is_open = |name: &str| {
        OPEN.iter().any(|(open, _)| *open == name)
            || OPEN_WITHIN.iter().any(|(open, place, _)| *open == name && item.contains(place))
    };
    crates(item).into_iter().any(|name| !is_open(name))
}

#[test]
fn petgraph_stands_in_one_file() {
    let sources = all();
    let lib = sources.iter().find(|source| source.path == "src/lib.rs").expect("there is a lib.rs");
    let re_exports = lib.items.iter().filter(|item| item.to_token_stream().to_string() == "pub use petgraph ;").count();
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
    let leaky = [
        "pub fn gridgov::set::f(_: csv::Error)",
        "pub gridgov::set::A::E(serde_json::error::Error)",
        "impl core::convert::From<csv::error::Error> for gridgov::set::A",
        "pub type gridgov::set::A::Item = hashbrown::map::HashMap<u8, u8>",
        "pub fn gridgov::set::f(_: gridgov::set::NodeSet) -> petgraph::graph::NodeIndex",
        "pub fn gridgov::set::f() -> impl proptest::strategy::Strategy",
    ];
    for item in leaky {
        assert!(leaks(item), "{item}");
    }
    let tight = [
        "pub fn gridgov::governance::Governance::as_petgraph(&self) -> petgraph::graph::DiGraph<N, E>",
        "pub fn gridgov::testing::ledgers() -> impl proptest::strategy::Strategy",
        "impl<K: gridgov::kind::Tag> serde_core::ser::Serialize for gridgov::kind::A<K>",
        "pub fn gridgov::set::f<T>(_: T::Item) -> Self::Item",
    ];
    for item in tight {
        assert!(!leaks(item), "{item}");
    }
    if let Some(items) = items() {
        let offences: Vec<String> = items.iter().filter(|item| leaks(item)).cloned().collect();
        assert_none(&offences, "no type of a dependency stands in a public signature:");
    }
}
