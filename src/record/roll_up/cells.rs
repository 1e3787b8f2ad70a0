//! Totals by slice and territory: from the records to the territories in which they are, and from there up.

use super::{RecordAggregate, Records, ranges_by_territory};
use crate::governance::Tree;
use crate::measure::OverflowError;

/// What a territory and all below it have in a slice. A slice is a period, or a period and a class.
#[derive(Debug, Clone)]
pub(super) struct Cell<V> {
    pub(super) slice: u32,
    pub(super) territory: u32,
    pub(super) value: V,
}

/// How records are divided into slices.
pub(super) struct Slices<'s> {
    pub(super) count: usize,
    pub(super) slice: &'s dyn Fn(u32) -> u32,
}

/// The value of a slice and a territory; O(log cells).
pub(super) fn find<V>(cells: &[Cell<V>], slice: u32, territory: u32) -> Option<&V> {
    let at = cells.binary_search_by_key(&(slice, territory), |cell| (cell.slice, cell.territory)).ok()?;
    Some(&cells[at].value)
}

/// All totals of the records of a graph, by slice and territory.
pub(super) fn totals<A: RecordAggregate>(
    records: &Records<'_>,
    graph: usize,
    slices: &Slices<'_>,
    aggregate: &A,
) -> Result<Vec<Cell<A::Value>>, OverflowError> {
    let at_home = at_home(records, graph, slices, aggregate)?;
    let tree = records.graphs[graph].tree();
    let order = by_slice(&at_home, slices.count);
    let mut all = Vec::with_capacity(at_home.len());
    for of_slice in order.chunk_by(|one, other| at_home[*one as usize].slice == at_home[*other as usize].slice) {
        upward(tree, of_slice.iter().map(|at| &at_home[*at as usize]), aggregate, &mut all)?;
    }
    Ok(all)
}

/// With more slices than this no table of them is kept; cells that come again are merged later.
const MOST_IN_TABLE: usize = 1 << 22;

/// The records directly in each territory, by territory. Slices within a territory come in any order, and may come again.
fn at_home<A: RecordAggregate>(
    records: &Records<'_>,
    graph: usize,
    slices: &Slices<'_>,
    aggregate: &A,
) -> Result<Vec<Cell<A::Value>>, OverflowError> {
    let mut cells: Vec<Cell<A::Value>> = Vec::new();
    // The last cell of each slice; only one of the present territory counts.
    let mut last_of = vec![0_u32; if slices.count <= MOST_IN_TABLE { slices.count } else { 0 }];
    let mut overflow = Ok(());
    ranges_by_territory(records, graph, |territory, range| {
        let first = cells.len();
        for at in range {
            let slice = (slices.slice)(at);
            let known = last_of.get(slice as usize).map(|last| *last as usize);
            let is_same = |cell: &Cell<A::Value>| cell.slice == slice;
            let found = known.filter(|last| *last >= first && cells.get(*last).is_some_and(is_same));
            let cell = found.unwrap_or(cells.len());
            if found.is_none() {
                cells.push(Cell { slice, territory, value: aggregate.empty() });
                if let Some(last) = last_of.get_mut(slice as usize) {
                    // There are no more cells than records, which 32 bits number.
                    *last = cell as u32;
                }
            }
            let added = aggregate.add_record(&mut cells[cell].value, records.record(at));
            overflow = overflow.and(added);
        }
    });
    overflow.map(|()| cells)
}

/// The numbers of cells in the order of their slices, keeping that of territories within each.
fn by_slice<V>(cells: &[Cell<V>], count: usize) -> Vec<u32> {
    if count >= cells.len() {
        let mut order: Vec<u32> = (0..cells.len() as u32).collect();
        order.sort_by_key(|at| cells[*at as usize].slice);
        return order;
    }
    // Few slices: count how many cells each has, and put each number where it belongs.
    let mut next = vec![0_usize; count + 1];
    for cell in cells {
        next[cell.slice as usize + 1] += 1;
    }
    for slice in 0..count {
        next[slice + 1] += next[slice];
    }
    let mut order = vec![0; cells.len()];
    for (at, cell) in (0..).zip(cells) {
        let to = &mut next[cell.slice as usize];
        order[*to] = at;
        *to += 1;
    }
    order
}

/// Adds the cells of a slice, by territory, to all territories above them. A territory gets its place when the walk comes to
/// it, so that they stand in pre-order, and is finished once the walk has left it: O(cells + territories above them).
fn upward<'c, A: RecordAggregate>(
    tree: &Tree,
    at_home: impl Iterator<Item = &'c Cell<A::Value>>,
    aggregate: &A,
    all: &mut Vec<Cell<A::Value>>,
) -> Result<(), OverflowError>
where
    A::Value: 'c,
{
    // The places of the territories from the top down to the one at which the walk is.
    let mut open: Vec<usize> = Vec::new();
    let mut way: Vec<u32> = Vec::new();
    for cell in at_home {
        let territory = cell.territory;
        while open.last().is_some_and(|last| territory >= tree.territory_end(all[*last].territory)) {
            leave(&mut open, aggregate, all)?;
        }
        let top = open.last().map(|last| all[*last].territory);
        way.extend(tree.territory_and_above(territory).take_while(|above| Some(*above) != top));
        while let Some(territory) = way.pop() {
            open.push(all.len());
            all.push(Cell { slice: cell.slice, territory, value: aggregate.empty() });
        }
        if let Some(last) = open.last() {
            aggregate.merge(&mut all[*last].value, &cell.value)?;
        }
    }
    while !open.is_empty() {
        leave(&mut open, aggregate, all)?;
    }
    Ok(())
}

/// Leaves a territory: what it has goes to the one above too.
fn leave<A: RecordAggregate>(
    open: &mut Vec<usize>,
    aggregate: &A,
    all: &mut [Cell<A::Value>],
) -> Result<(), OverflowError> {
    let (Some(left), Some(above)) = (open.pop(), open.last()) else { return Ok(()) };
    // What stands above came first.
    let (before, behind) = all.split_at_mut(left);
    aggregate.merge(&mut before[*above].value, &behind[0].value)
}
