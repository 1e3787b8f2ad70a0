//! petgraph with `csv` and `serde_json`, as their users would write it.

use std::path::Path;

use gridgov_benches::{Checksum, InPetgraph, checksum};
use serde::Deserialize;

use crate::plain::{self, Measures, Node};

/// A row of `nodes.csv`.
#[derive(Deserialize)]
struct Row {
    code: String,
    kind: String,
    name: String,
    parent: Option<String>,
    households: Option<i64>,
    #[serde(rename = "floor_area (m2; scale 2)")]
    floor_area: Option<String>,
}

impl From<Row> for Node {
    fn from(row: Row) -> Self {
        let Row { code, kind, name, parent, households, floor_area } = row;
        Self { code, kind, name, parent, measures: Measures { households, floor_area } }
    }
}

pub fn of_csv(path: &Path) -> Checksum {
    let mut reader = csv::Reader::from_path(path).expect("it was written");
    answers(reader.deserialize::<Row>().map(|row| row.expect("CSV").into()))
}

pub fn of_json(path: &Path) -> Checksum {
    answers(plain::ledger(path).nodes.into_iter())
}

/// The graph of the nodes, its totals, and all of them read.
fn answers(nodes: impl Iterator<Item = Node>) -> Checksum {
    checksum(InPetgraph::new(&plain::flat(nodes)).totals().iter())
}
