//! Other crates stay behind the crate's own types.

use crate::api::items;
use crate::sources::assert_none;

/// The crates whose types may stand in public signatures.
const OPEN: [(&str, &str); 5] = [
    ("gridgov", "the crate itself"),
    ("core", "the standard library"),
    ("alloc", "the standard library"),
    ("std", "the standard library"),
    ("serde_core", "its traits are how data is exchanged"),
];

/// Those that may stand in some places only.
const OPEN_WITHIN: [(&str, &str, &str); 4] = [
    ("arrow_array", " gridgov::table::", "facts come as record batches, behind a feature of its own"),
    ("petgraph", " gridgov::governance::", "it hands the graph to petgraph's algorithms"),
    ("petgraph", " gridgov::geo::", "adjacency is a graph for petgraph's algorithms"),
    ("proptest", "gridgov::testing::", "strategies are what the module is for"),
];

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
    // `impl From<Kind> for &'static str` has its method listed below a type that is no path.
    !item.starts_with("pub fn &") && crates(item).into_iter().any(|name| !is_open(name))
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
        "pub fn gridgov::governance::f(_: arrow_array::record_batch::RecordBatch)",
    ];
    for item in leaky {
        assert!(leaks(item), "{item}");
    }
    let tight = [
        "pub fn gridgov::governance::Governance::as_petgraph(&self) -> petgraph::graph::DiGraph<N, E>",
        "pub fn gridgov::testing::ledgers() -> impl proptest::strategy::Strategy",
        "pub fn gridgov::table::f(_: &arrow_array::record_batch::RecordBatch)",
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
