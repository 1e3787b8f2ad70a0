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
    let mut all = Vec::with_capacity(at_home.len());
    for of_slice in by_slice(at_home, slices.count).chunk_by(|one, other| one.slice == other.slice) {
        let from = all.len();
        upward(tree, of_slice, aggregate, &mut all)?;
        all[from..].sort_unstable_by_key(|cell: &Cell<A::Value>| cell.territory);
    }
    Ok(all)
}

/// The records directly in each territory, by territory. Slices within a territory come in any order, and may come again.
fn at_home<A: RecordAggregate>(
    records: &Records<'_>,
    graph: usize,
    slices: &Slices<'_>,
    aggregate: &A,
) -> Result<Vec<Cell<A::Value>>, OverflowError> {
    let mut cells: Vec<Cell<A::Value>> = Vec::new();
    let mut overflow = Ok(());
    ranges_by_territory(records, graph, |territory, range| {
        let first = cells.len();
        for at in range {
            let slice = (slices.slice)(at);
            let is_same = |cell: &Cell<A::Value>| cell.slice == slice;
            // Records of a territory are sorted by day, node by node: the last few cells are looked at.
            let near = cells.len().saturating_sub(LOOKED_AT).max(first);
            let found = cells[near..].iter().rposition(is_same).map(|found| near + found);
            let cell = found.unwrap_or(cells.len());
            if found.is_none() {
                cells.push(Cell { slice, territory, value: aggregate.empty() });
            }
            let added = aggregate.add_record(&mut cells[cell].value, records.record(at));
            overflow = overflow.and(added);
        }
    });
    overflow.map(|()| cells)
}

/// How many cells back one of the same slice is looked for; cells that it is not found in are merged later.
const LOOKED_AT: usize = 16;

/// Puts cells into the order of their slices, keeping that of territories within each.
fn by_slice<V>(cells: Vec<Cell<V>>, count: usize) -> Vec<Cell<V>> {
    if count < cells.len() {
        // Few slices: count how many cells each has, and put each cell where it belongs.
        let mut starts = vec![0_usize; count + 1];
        for cell in &cells {
            starts[cell.slice as usize + 1] += 1;
        }
        for slice in 0..count {
            starts[slice + 1] += starts[slice];
        }
        let mut sorted: Vec<Option<Cell<V>>> = Vec::with_capacity(cells.len());
        sorted.resize_with(cells.len(), || None);
        for cell in cells {
            let next = &mut starts[cell.slice as usize];
            let to = *next;
            *next += 1;
            sorted[to] = Some(cell);
        }
        return sorted.into_iter().flatten().collect();
    }
    let mut cells = cells;
    cells.sort_by_key(|cell| cell.slice);
    cells
}

/// Adds the cells of a slice, by territory, to all territories above them. Each territory is finished once the walk has left
/// it: O(cells + territories above them).
fn upward<A: RecordAggregate>(
    tree: &Tree,
    at_home: &[Cell<A::Value>],
    aggregate: &A,
    finished: &mut Vec<Cell<A::Value>>,
) -> Result<(), OverflowError> {
    // From the top down to the territory at which the walk is.
    let mut open: Vec<Cell<A::Value>> = Vec::new();
    let mut way: Vec<u32> = Vec::new();
    for cell in at_home {
        let territory = cell.territory;
        while open.last().is_some_and(|last| territory >= tree.territory_end(last.territory)) {
            finish(&mut open, aggregate, finished)?;
        }
        let top = open.last().map(|last| last.territory);
        way.extend(tree.territory_and_above(territory).take_while(|above| Some(*above) != top));
        while let Some(territory) = way.pop() {
            open.push(Cell { slice: cell.slice, territory, value: aggregate.empty() });
        }
        if let Some(last) = open.last_mut() {
            aggregate.merge(&mut last.value, &cell.value)?;
        }
    }
    while !open.is_empty() {
        finish(&mut open, aggregate, finished)?;
    }
    Ok(())
}

/// Leaves a territory: what it has goes to the one above too.
fn finish<A: RecordAggregate>(
    open: &mut Vec<Cell<A::Value>>,
    aggregate: &A,
    finished: &mut Vec<Cell<A::Value>>,
) -> Result<(), OverflowError> {
    if let Some(last) = open.pop() {
        if let Some(above) = open.last_mut() {
            aggregate.merge(&mut above.value, &last.value)?;
        }
        finished.push(last);
    }
    Ok(())
}
