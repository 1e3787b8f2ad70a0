//! The digest of a graph: equal graphs have equal ones, whatever files they were read from.
//!
//! It is the SHA-256 of, in this order: the title; the ids of the kinds that occur; the measures; then for each node in
//! pre-order its kind (as a number among those), its code, name, parent, category, values and declared figures; the
//! links; and what is stated to be recorded. Texts stand behind their length in bytes. Lengths and numbers of nodes have
//! 32 bits, units 64, the lowest byte first. Notes are no part of it: they are no part of what a ledger says.

use sha2::{Digest as _, Sha256};

use super::folder::hex;
use crate::governance::Governance;
use crate::kind::Kind;
use crate::measure::Decimal;

/// How many bytes are collected before they are digested.
const BLOCK: usize = 64 << 10;

/// In the place of a node or a length: nothing.
const NOTHING: u32 = u32::MAX;

/// The digest of a graph in hexadecimal digits; O(n).
pub(crate) fn digest(governance: &Governance) -> String {
    let mut bytes = Bytes { digest: Sha256::new(), block: Vec::with_capacity(2 * BLOCK) };
    bytes.text(governance.title());
    let kinds = occurring(governance);
    bytes.number(kinds.len() as u32);
    let mut number_of = [0_u8; Kind::COUNT];
    for (at, kind) in kinds.iter().enumerate() {
        bytes.text(kind.id());
        number_of[*kind as usize] = at as u8;
    }
    bytes.number(governance.measures().len() as u32);
    for measure in governance.measures() {
        bytes.text(measure.id());
        bytes.optional(measure.unit());
        bytes.byte(measure.scale());
    }
    nodes(governance, &number_of, &mut bytes);
    bytes.number(governance.link_count() as u32);
    for link in governance.links().all() {
        bytes.text(link.relation.id());
        bytes.number(link.from);
        bytes.number(link.to);
        bytes.optional(link.role.map(|role| role.id()));
    }
    records(governance, &mut bytes);
    bytes.finish()
}

/// The kinds of which the graph has nodes, in the order of their table.
fn occurring(governance: &Governance) -> Vec<Kind> {
    let mut occurs = [false; Kind::COUNT];
    for kind in governance.tree().kinds() {
        occurs[*kind as usize] = true;
    }
    Kind::ALL.iter().copied().filter(|kind| occurs[*kind as usize]).collect()
}

fn nodes(governance: &Governance, number_of: &[u8; Kind::COUNT], bytes: &mut Bytes) {
    let tree = governance.tree();
    let columns: Vec<_> = (0..governance.measures().len()).map(|at| governance.column(at)).collect();
    bytes.number(governance.node_count() as u32);
    for ((code, name), node) in governance.codes_and_names().zip(0..) {
        bytes.byte(number_of[tree.kind(node) as usize]);
        bytes.text(code);
        bytes.text(name);
        bytes.number(tree.parent(node).unwrap_or(NOTHING));
        bytes.optional(governance.at(node).category());
        for column in &columns {
            let value = column.get(node);
            bytes.byte(value.is_some().into());
            if let Some(units) = value {
                bytes.units(units);
            }
        }
    }
    let declared: Vec<_> = governance.declarations().collect();
    bytes.number(declared.len() as u32);
    for (node, of, figure) in declared {
        bytes.number(node.index());
        bytes.text(&of.to_string());
        bytes.bound(figure.low());
        bytes.bound(figure.high());
    }
}

fn records(governance: &Governance, bytes: &mut Bytes) {
    let mut state = |relations: Option<Vec<&str>>| {
        bytes.number(relations.as_ref().map_or(NOTHING, |relations| relations.len() as u32));
        relations.into_iter().flatten().for_each(|relation| bytes.text(relation));
    };
    state(governance.recorded_everywhere().map(|relations| relations.iter().map(|one| one.id()).collect()));
    for (node, relations) in governance.recorded_at() {
        state(Some(vec![node.code()]));
        state(Some(relations.iter().map(|one| one.id()).collect()));
    }
}

/// Bytes on their way to the digest.
struct Bytes {
    digest: Sha256,
    block: Vec<u8>,
}

impl Bytes {
    fn add(&mut self, bytes: &[u8]) {
        self.block.extend_from_slice(bytes);
        if self.block.len() >= BLOCK {
            self.digest.update(&self.block);
            self.block.clear();
        }
    }

    fn byte(&mut self, byte: u8) {
        self.add(&[byte]);
    }

    fn number(&mut self, number: u32) {
        self.add(&number.to_le_bytes());
    }

    fn units(&mut self, units: i64) {
        self.add(&units.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.add(text.as_bytes());
    }

    fn optional(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.number(NOTHING),
        }
    }

    /// A bound as it was written: its scale is a part of it.
    fn bound(&mut self, bound: Option<Decimal>) {
        match bound {
            Some(bound) => {
                self.byte(bound.scale());
                self.units(bound.units());
            }
            None => self.byte(u8::MAX),
        }
    }

    fn finish(mut self) -> String {
        self.digest.update(&self.block);
        hex(&self.digest.finalize())
    }
}
