//! Reading the JSON ledger into plain structs, without any check.

use std::collections::HashMap;
use std::fs;
use std::iter;
use std::path::Path;

use gridgov_benches::{Checksum, Flat, KINDS, Totals, checksum};
use serde::Deserialize;

/// The ledger as somebody would read it who checks nothing.
#[derive(Deserialize)]
pub struct Ledger {
    pub nodes: Vec<Node>,
    pub links: Vec<Link>,
}

/// A row of both formats.
#[derive(Deserialize)]
pub struct Node {
    pub code: String,
    pub kind: String,
    #[allow(dead_code, reason = "it is read and kept")]
    pub name: String,
    pub parent: Option<String>,
    #[serde(default)]
    pub measures: Measures,
}

/// Somebody who knows the measures beforehand.
#[derive(Deserialize, Default)]
pub struct Measures {
    pub households: Option<i64>,
    pub floor_area: Option<String>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "reading them is what is measured")]
pub struct Link {
    relation: String,
    from: String,
    to: String,
    role: Option<String>,
}

/// Reads the file and stops there.
pub fn read(path: &Path) -> Checksum {
    let ledger = ledger(path);
    std::hint::black_box((&ledger.nodes, &ledger.links));
    checksum(iter::empty::<Totals>())
}

pub fn ledger(path: &Path) -> Ledger {
    let text = fs::read_to_string(path).expect("it was written");
    serde_json::from_str(&text).expect("JSON")
}

/// Numbers the nodes by their codes. Parents stand before their children.
pub fn flat(nodes: impl Iterator<Item = Node>) -> Vec<Flat> {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut flat = Vec::new();
    for node in nodes {
        let Measures { households, floor_area } = node.measures;
        flat.push(Flat {
            kind: KINDS.iter().position(|kind| kind.id() == node.kind).expect("one of the ten") as u8,
            parent: node.parent.map_or(u32::MAX, |parent| numbers[&parent]),
            households: households.unwrap_or(0),
            floor_area: floor_area.as_deref().map_or(0, hundredths),
        });
        numbers.insert(node.code, flat.len() as u32 - 1);
    }
    flat
}

/// A number of hundredths, written with two digits behind the point.
fn hundredths(text: &str) -> i64 {
    let (whole, part) = text.split_once('.').expect("two digits");
    whole.parse::<i64>().expect("a number") * 100 + part.parse::<i64>().expect("two digits")
}
