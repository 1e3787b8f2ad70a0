//! Totals of the records of a graph, in one walk over the records and the territories that they lie in.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use super::cells::Cells;
use super::totals::{Across, Part, Totals};
use super::{RecordAggregate, Records, ranges_by_territory};
use crate::governance::Tree;
use crate::measure::OverflowError;
use crate::parallel;

/// How records are divided into slices. A slice is a period, or a period and a class.
pub(super) struct Slices<F> {
    pub(super) count: usize,
    /// The slice of a record, by its number.
    pub(super) slice: F,
}

/// A territory at which the walk is, or that lies above it.
#[derive(Debug)]
struct Level<V> {
    territory: u32,
    cells: Cells<V>,
}

/// The way from a root down to the territory at which the walk is.
struct Walk<'t, A: RecordAggregate> {
    tree: &'t Tree,
    aggregate: &'t A,
    slices: usize,
    levels: Vec<Level<A::Value>>,
    /// Levels that were left, to be used again.
    left: Vec<Level<A::Value>>,
    /// The territories whose records are walked over.
    own: Range<u32>,
    totals: Part<A::Value>,
    /// What was seen here of the territories that reach beyond the own ones.
    across: Vec<Seen<A::Value>>,
}

/// A territory, and its cells by slice.
type Seen<V> = (u32, Vec<(u32, V)>);

/// All totals of the records of a graph, on so many threads. O(records + cells).
pub(super) fn totals<A: RecordAggregate>(
    records: &Records<'_>,
    graph: usize,
    slices: &Slices<impl Fn(u32) -> u32 + Sync>,
    aggregate: &A,
    threads: usize,
) -> Result<Totals<A::Value>, OverflowError> {
    let tree = records.graphs[graph].tree();
    let walks = parallel::map(&shares(records, graph, threads), |own| {
        let mut walk = Walk {
            tree,
            aggregate,
            slices: slices.count,
            levels: Vec::new(),
            left: Vec::new(),
            own: own.clone(),
            totals: Part::new(own.clone()),
            across: Vec::new(),
        };
        let mut result = Ok(());
        ranges_by_territory(records, graph, own, |territory, range| {
            if result.is_ok() {
                result = walk.add(territory, range, &slices.slice, records);
            }
        });
        result?;
        walk.leave_until(|_| false)?;
        Ok((walk.totals, walk.across))
    });
    let (parts, across): (_, Vec<_>) = walks.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
    Ok(Totals::new(parts, joined(tree, aggregate, across.into_iter().flatten())?))
}

/// The territories of each thread, one behind the other, so that each has about as many records.
fn shares(records: &Records<'_>, graph: usize, threads: usize) -> Vec<Range<u32>> {
    let tree = records.graphs[graph].tree();
    let nodes = records.nodes_of_graph(graph);
    let firsts = (1..threads).filter_map(|share| tree.territory_of(*nodes.get(nodes.len() * share / threads)?));
    let mut bounds: Vec<u32> = std::iter::once(0).chain(firsts).collect();
    bounds.push(tree.territories().len() as u32);
    bounds.dedup();
    bounds.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// The totals of the territories that reach over several shares. They are few: those above the bounds.
fn joined<A: RecordAggregate>(
    tree: &Tree,
    aggregate: &A,
    seen: impl Iterator<Item = Seen<A::Value>>,
) -> Result<Across<A::Value>, OverflowError> {
    let mut open: BTreeMap<u32, BTreeMap<u32, A::Value>> = BTreeMap::new();
    let merge = |all: &mut BTreeMap<u32, A::Value>, slice: u32, value: A::Value| match all.entry(slice) {
        Entry::Vacant(entry) => {
            entry.insert(value);
            Ok(())
        }
        Entry::Occupied(mut entry) => aggregate.merge(entry.get_mut(), &value),
    };
    for (territory, cells) in seen {
        let all = open.entry(territory).or_default();
        cells.into_iter().try_for_each(|(slice, value)| merge(all, slice, value))?;
    }
    let mut totals = Across::new();
    // What lies below comes before what lies above.
    while let Some((territory, cells)) = open.pop_last() {
        if let Some(above) = tree.territory_above(territory) {
            let all = open.entry(above).or_default();
            cells.iter().try_for_each(|(slice, value)| merge(all, *slice, value.clone()))?;
        }
        totals.insert(territory, cells.into_iter().collect());
    }
    Ok(totals)
}

impl<A: RecordAggregate> Walk<'_, A> {
    /// Goes to a territory, which comes behind those before it in pre-order, and adds the records directly in it.
    fn add(
        &mut self,
        territory: u32,
        records: Range<u32>,
        slice: impl Fn(u32) -> u32,
        of: &Records<'_>,
    ) -> Result<(), OverflowError> {
        let tree = self.tree;
        self.leave_until(|above| territory < tree.territory_end(above))?;
        let top = self.levels.last().map(|level| level.territory);
        let way = tree.territory_and_above(territory).take_while(|above| Some(*above) != top);
        let from = self.levels.len();
        for territory in way {
            let level = match self.left.pop() {
                Some(level) => Level { territory, ..level },
                None => Level { territory, cells: Cells::new(self.slices, self.aggregate.empty()) },
            };
            self.levels.push(level);
        }
        // They were found from the bottom up.
        self.levels[from..].reverse();
        let aggregate = self.aggregate;
        match self.levels.last_mut().map(|level| &mut level.cells) {
            Some(Cells::Table { values, seen }) => {
                for at in records {
                    let slice = slice(at) as usize;
                    seen.insert(slice);
                    aggregate.add_record(&mut values[slice], of.record(at))?;
                }
            }
            Some(Cells::Map(map)) => {
                for at in records {
                    let value = map.entry(slice(at)).or_insert_with(|| aggregate.empty());
                    aggregate.add_record(value, of.record(at))?;
                }
            }
            None => {}
        }
        Ok(())
    }

    /// Leaves all territories up to one that stays: what each has goes to the one above too, and is its total.
    fn leave_until(&mut self, stays: impl Fn(u32) -> bool) -> Result<(), OverflowError> {
        let aggregate = self.aggregate;
        let empty = || aggregate.empty();
        while let Some(mut level) = self.levels.pop_if(|level| !stays(level.territory)) {
            let territory = level.territory;
            if territory < self.own.start || self.tree.territory_end(territory) > self.own.end {
                // The others have more of it. What is above it reaches beyond the own territories as well.
                let mut cells = Vec::new();
                level.cells.drain(empty, |slice, value| {
                    cells.push((slice, value));
                    Ok(())
                })?;
                self.across.push((territory, cells));
            } else {
                let (totals, above) = (&mut self.totals, &mut self.levels.last_mut());
                let start = totals.len();
                level.cells.drain(empty, |slice, value| {
                    if let Some(above) = above {
                        aggregate.merge(above.cells.value(slice, empty), &value)?;
                    }
                    totals.push(slice, value);
                    Ok(())
                })?;
                totals.end(territory, start);
            }
            self.left.push(level);
        }
        Ok(())
    }
}
