//! Records for each household, for each worker, and for each day on which somebody patrolled.

use std::collections::BTreeSet;

use super::{Patrols, Record, Records, Status};
use crate::governance::{Node, UnknownMeasureError};
use crate::kind::Role;
use crate::rollup::Ratio;

/// Each is a ratio, whose part and whole can be added up. Records count on all maps, by the code of the node; what was voided
/// never counts, and `counts` says which of the others do.
///
/// ```
/// use gridgov::prelude::*;
/// use gridgov::record::{BindRecords, RecordReader, Zone};
///
/// let mut draft = Draft::new("须水街道");
/// draft.measure("households");
/// let street = draft.root(Subdistrict, "S", "须水街道");
/// let grids = ["G-1", "G-2"].map(|code| draft.add(street, SecondGrid, code, code));
/// draft.row(grids[0]).measure("households", 420);
/// for (number, grid) in grids.into_iter().enumerate() {
///     let worker = draft.root(Person, format!("N-{number}"), "");
///     draft.serve(worker, Role::GridWorker, grid);
/// }
/// let governance = Governance::build(&draft)?;
/// let ledger = RecordReader::new(Zone::utc()).csv_str("\
/// 类别,网格,时间
/// 巡查,G-1,2023-12-01 08:00
/// 巡查,G-2,2023-12-01 08:00
/// 隐患,G-1,2023-12-01 09:00
/// 隐患,G-1,2023-12-02 09:00
/// ");
/// let records = governance.records(&ledger)?;
/// let is_hazard = |record: gridgov::record::Record<'_>| record.class() == "隐患";
/// let street = governance.node("S").unwrap();
/// let ratio = |ratio: Option<gridgov::rollup::Ratio>| ratio.map(|ratio| (ratio.part(), ratio.whole()));
/// assert_eq!(ratio(records.per_measure(street, "households", is_hazard)?), Some((2.into(), 420.into())));
/// assert_eq!(ratio(records.per_worker(street, &[Role::GridWorker], is_hazard)), Some((2.into(), 2.into())));
/// let grids = governance.set_of_kind(Kind::SecondGrid);
/// let patrols = records.patrols(&grids, "2023-12-01".parse()?, "2023-12-02".parse()?, |record| record.class() == "巡查");
/// assert_eq!(ratio(records.per_day_patrolled(street, &patrols, is_hazard)), Some((2.into(), 2.into())));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl Records<'_> {
    /// The records for each unit of a measure, such as households (户均件数). `None` where neither the node nor any below it
    /// has a value of it. O(graphs · log n + records and nodes below).
    ///
    /// # Errors
    ///
    /// The graph of the node has no such measure.
    pub fn per_measure<K>(
        &self,
        node: Node<'_, K>,
        measure: &str,
        counts: impl Fn(Record<'_>) -> bool,
    ) -> Result<Option<Ratio>, UnknownMeasureError> {
        let node = node.any();
        let whole = node.subtree().sum(node.governance().measure(measure)?);
        Ok(whole.map(|whole| Ratio::new(self.count(node, counts), whole)))
    }

    /// The records for each person who serves at the node or below it (人均件数) in one of these roles, or in any if none is
    /// listed; who serves at several nodes is one person. `None` where nobody does, since nobody is no worker without work.
    /// O(graphs · log n + records, nodes and posts below).
    #[must_use]
    pub fn per_worker<K>(
        &self,
        node: Node<'_, K>,
        roles: &[Role],
        counts: impl Fn(Record<'_>) -> bool,
    ) -> Option<Ratio> {
        let node = node.any();
        let is_worker = |role: Option<Role>| roles.is_empty() || role.is_some_and(|role| roles.contains(&role));
        let nodes = node.subtree();
        let posts = nodes.iter().flat_map(Node::staff).filter(|post| is_worker(post.role));
        let workers: BTreeSet<u32> = posts.map(|post| post.person.any().index()).collect();
        let whole = Some(workers.len()).filter(|workers| *workers > 0)?;
        Some(Ratio::new(self.count(node, counts), whole as i64))
    }

    /// The records of the period of patrols for each day on which a grid at the node or below it was patrolled (巡查日均件数):
    /// two grids that were patrolled on one day are two days. `None` where none was. O(graphs · log n + records below +
    /// patrols).
    #[must_use]
    pub fn per_day_patrolled<K>(
        &self,
        node: Node<'_, K>,
        patrols: &Patrols<'_>,
        counts: impl Fn(Record<'_>) -> bool,
    ) -> Option<Ratio> {
        let node = node.any();
        let there = patrols.population.governance().node(node.code())?.subtree();
        let grids = patrols.population.iter().filter(|grid| there.contains(*grid));
        let days = Some(grids.map(|grid| patrols.days_of(grid).count()).sum::<usize>()).filter(|days| *days > 0)?;
        let is_then = |record: Record<'_>| (patrols.first..=patrols.last).contains(&record.day());
        Some(Ratio::new(self.count(node, |record| is_then(record) && counts(record)), days as i64))
    }

    /// How many records of the code of a node and all below it count, on all maps.
    fn count(&self, node: Node<'_>, counts: impl Fn(Record<'_>) -> bool) -> i64 {
        let nodes = self.graphs.iter().filter_map(|graph| graph.node(node.code()));
        let records = nodes.flat_map(|node| self.within(node));
        records.filter(|record| record.status() != Status::Voided && counts(*record)).count() as i64
    }
}
