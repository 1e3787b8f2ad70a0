//! Rows that are handed on as they are read, without a ledger that holds them all.
//!
//! This way of reading makes no errors. On the first thing that is not plainly right it is given up ([`Refused`]), and
//! the same text is read again as a ledger, which finds all that is wrong. So what is right is read fast, and what is
//! wrong is told in one place.

mod ahead; // rows that are read on a thread of their own

pub(super) use ahead::read_ahead;

use std::sync::Arc;

use super::{Source, Written};
use crate::kind::{Kind, Relation, Role};
use crate::measure::{Decimal, Figure, Measure};

/// Something is not plainly right.
#[derive(Debug)]
pub(crate) struct Refused;

/// A node as it is read.
#[derive(Debug)]
pub(crate) struct NodeFields<'a> {
    pub(crate) code: &'a str,
    pub(crate) kind: Kind,
    pub(crate) name: &'a str,
    pub(crate) parent: Option<&'a str>,
    pub(crate) category: Option<&'a str>,
}

/// A link as it is read.
#[derive(Debug)]
pub(crate) struct LinkFields<'a> {
    pub(crate) relation: Relation,
    pub(crate) from: &'a str,
    pub(crate) to: &'a str,
    pub(crate) role: Option<Role>,
}

/// Takes a ledger part by part. What a row says is borrowed only while the row is taken.
pub(crate) trait RowReceiver {
    /// The measures, each with whether its scale is stated. Where it is not, the value with the most digits decides it.
    /// They come before the nodes; values name them by their numbers in this list.
    fn measures(&mut self, measures: &[(Measure, bool)]) -> Result<(), Refused>;

    /// The next node, which stands at a line and column of the source. Its numbers follow.
    fn node(&mut self, source: &Arc<Source>, line: u32, column: u32, node: NodeFields<'_>) -> Result<(), Refused>;

    /// A number of the last node. Each measure comes once a node.
    fn value(&mut self, measure: usize, value: Decimal) -> Result<(), Refused>;

    /// A figure that the last node declares, of a kind or a measure.
    fn declared(&mut self, of: &str, figure: Figure) -> Result<(), Refused>;

    /// The relations that the last node states to be recorded.
    fn node_records(&mut self, records: &[Written<Relation>]) -> Result<(), Refused>;

    /// The next link.
    fn link(&mut self, source: &Arc<Source>, line: u32, column: u32, link: LinkFields<'_>) -> Result<(), Refused>;

    /// The relations that the ledger as a whole states to be recorded; they may come at any time.
    fn records(&mut self, records: Vec<Written<Relation>>);

    /// The title; it may come at any time.
    fn title(&mut self, title: String);
}
