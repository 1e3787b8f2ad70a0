//! What `meta.json` says of the files beside it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::folder::hex;
use super::schema::{NODES, VERSION};
use crate::kind::{Kind, Relation};
use crate::measure::Measure;
use crate::message::Message;

/// What `meta.json` says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Meta {
    /// The version of the tables.
    pub(crate) tables: u32,
    /// The title of the graph.
    pub(crate) title: String,
    /// What the whole graph is stated to record; `null` where it is not stated for all of it alike.
    pub(crate) records: Option<Vec<Relation>>,
    /// What single nodes state to be recorded, in pre-order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) statements: Vec<Statement>,
    /// The notes on how the ledgers were read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) notes: Vec<Message>,
    /// How many nodes of each kind there are.
    pub(crate) kinds: BTreeMap<Kind, u64>,
    /// The kinds of areas and grids that have a column, each with its totals.
    pub(crate) levels: Vec<Level>,
    /// The measures, in the order of their columns.
    pub(crate) measures: Vec<MeasureColumn>,
    /// The files.
    pub(crate) files: BTreeMap<String, FileTotals>,
    /// The digest of everything above, and so of all files: of the same text with an empty `digest`.
    pub(crate) digest: String,
}

/// The relations that a node states to be recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Statement {
    pub(crate) code: String,
    /// The number of the node.
    pub(crate) pre: u32,
    pub(crate) records: Vec<Relation>,
}

/// A kind of area or grid, with the totals of all its nodes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Level {
    pub(crate) kind: Kind,
    /// How many areas or grids of the kind there are.
    pub(crate) units: u64,
    /// How many nodes are in them, they included.
    pub(crate) rows: u64,
    /// The total of each measure in them, by the name of its column.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) sums: BTreeMap<String, Total>,
}

/// The total of a measure: how many nodes have a value, and the sum of their units. The sum of no values is no 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Total {
    pub(crate) values: u64,
    pub(crate) sum: i64,
}

/// A measure and its column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MeasureColumn {
    pub(crate) column: String,
    #[serde(flatten)]
    pub(crate) measure: Measure,
}

/// A file: what it has, so that a file that was changed, or an engine that lost rows, is noticed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileTotals {
    pub(crate) rows: u64,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
    /// The total of each column of a measure.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) sums: BTreeMap<String, Total>,
}

impl Meta {
    /// Of a graph without files.
    pub(crate) fn new(title: &str) -> Self {
        Self {
            tables: VERSION,
            title: title.to_owned(),
            records: None,
            statements: Vec::new(),
            notes: Vec::new(),
            kinds: BTreeMap::new(),
            levels: Vec::new(),
            measures: Vec::new(),
            files: BTreeMap::new(),
            digest: String::new(),
        }
    }

    /// The text of the file.
    pub(crate) fn to_text(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        Ok(text)
    }

    /// The digest that it should have, in hexadecimal digits.
    pub(crate) fn own_digest(&self) -> Result<String, serde_json::Error> {
        let without = Self { digest: String::new(), ..self.clone() };
        Ok(hex(&Sha256::digest(without.to_text()?)))
    }

    /// The totals in which the tables differ from what is said of them: the name of each, what is said, what is found.
    pub(crate) fn differences(&self, found: &Self) -> Vec<(String, String, String)> {
        let mut differences = Vec::new();
        let mut compare = |what: &str, said: String, found: String| {
            if said != found {
                differences.push((what.to_owned(), said, found));
            }
        };
        compare("title", self.title.clone(), found.title.clone());
        for kind in Kind::ALL {
            let count = |meta: &Self| meta.kinds.get(kind).copied().unwrap_or_default().to_string();
            compare(kind.id(), count(self), count(found));
        }
        let kinds = |meta: &Self| meta.levels.iter().map(|level| level.kind.id()).collect::<Vec<_>>().join(", ");
        compare("levels", kinds(self), kinds(found));
        for (said, found) in self.levels.iter().zip(&found.levels) {
            compare(&format!("{}, units", said.kind), said.units.to_string(), found.units.to_string());
            compare(&format!("{}, rows", said.kind), said.rows.to_string(), found.rows.to_string());
            compare(&format!("{}, sums", said.kind), shown(&said.sums), shown(&found.sums));
        }
        let sums = |meta: &Self| meta.files.get(NODES).map(|file| shown(&file.sums)).unwrap_or_default();
        compare("sums", sums(self), sums(found));
        differences
    }
}

/// Totals as messages show them.
fn shown(sums: &BTreeMap<String, Total>) -> String {
    let one = |(column, total): (&String, &Total)| format!("{column}: {} ({})", total.sum, total.values);
    sums.iter().map(one).collect::<Vec<_>>().join(", ")
}
