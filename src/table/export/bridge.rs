//! Who counts where, each pair once: what an engine adds to the columns of levels, which are strict.
//!
//! | basis | rows |
//! |---|---|
//! | `covers` | each place in or at a covered place, with each area and grid in which it counts once; sorted by place |
//! | `answers_for` | each Party organisation with each area and grid that it answers for, and with each covered place beyond these; sorted by organisation |

use std::collections::BTreeSet;

use parquet::errors::ParquetError;

use super::{Export, ExportOptions};
use crate::governance::{Governance, Tree, covers};
use crate::kind::{Family, Kind};
use crate::table::error::TableError;
use crate::table::folder::NewFile;
use crate::table::schema;
use crate::table::write::RowWriter;

/// Writes the table of who counts where.
pub(super) fn write(export: &mut Export<'_>, options: &ExportOptions) -> Result<(), TableError> {
    let governance = export.governance;
    export.rows(schema::BRIDGE, schema::bridge(), |rows| {
        if options.bridge {
            Covers { governance, rows }.write()?;
            answers_for(governance, rows)?;
        }
        Ok(())
    })
}

/// A row: the unit, whether it contains the node or the node is only covered, and the column by which it joins.
struct Pair<'g> {
    basis: &'static str,
    unit: (&'g str, Kind),
    node: &'g str,
    home: bool,
    joins: &'static str,
}

fn push(rows: &mut RowWriter<NewFile>, pair: &Pair<'_>) -> Result<(), ParquetError> {
    rows.push(&[
        pair.basis.into(),
        pair.unit.0.into(),
        pair.unit.1.id().into(),
        pair.node.into(),
        u32::from(pair.home).into(),
        pair.joins.into(),
    ])
}

/// The pairs of covered places.
struct Covers<'g, 'r> {
    governance: &'g Governance,
    rows: &'r mut RowWriter<NewFile>,
}

impl Covers<'_, '_> {
    /// A place inside a covered place is covered too, so the places around the current one are kept, the innermost last.
    fn write(&mut self) -> Result<(), ParquetError> {
        let tree = self.governance.tree();
        let mut covers = covers(tree, self.governance.links()).peekable();
        let mut around: Vec<Attached> = Vec::new();
        while let Some((outermost, _)) = covers.peek().copied() {
            for place in outermost..tree.end(outermost) {
                while around.pop_if(|outer| tree.end(outer.place) <= place).is_some() {}
                let mut grids = Vec::new();
                while let Some((_, grid)) = covers.next_if(|(covered, _)| *covered == place) {
                    grids.push(grid);
                }
                if !grids.is_empty() {
                    around.push(Attached::new(tree, place, around.last(), &grids));
                }
                if let Some(attached) = around.last() {
                    self.pairs(place, attached)?;
                }
            }
            around.clear();
        }
        Ok(())
    }

    fn pairs(&mut self, place: u32, attached: &Attached) -> Result<(), ParquetError> {
        let governance = self.governance;
        let node = governance.at(place).code();
        for (territory, home) in &attached.territories {
            let unit = governance.at(governance.tree().territories()[*territory as usize]);
            let unit = (unit.code(), unit.kind());
            push(self.rows, &Pair { basis: "covers", unit, node, home: *home, joins: "code" })?;
        }
        Ok(())
    }
}

/// The territories in which a covered place counts once.
struct Attached {
    place: u32,
    /// In pre-order, each with whether it contains the place.
    territories: Vec<(u32, bool)>,
}

impl Attached {
    fn new(tree: &Tree, place: u32, outer: Option<&Attached>, grids: &[u32]) -> Self {
        // A place and what it contains stand in one territory.
        let home: BTreeSet<u32> =
            tree.territory_of(place).into_iter().flat_map(|home| tree.territory_and_above(home)).collect();
        let mut all = home.clone();
        all.extend(outer.into_iter().flat_map(|outer| outer.territories.iter().map(|(territory, _)| *territory)));
        all.extend(grids.iter().flat_map(|grid| tree.territory_and_above(*grid)));
        let territories = all.into_iter().map(|territory| (territory, home.contains(&territory))).collect();
        Self { place, territories }
    }
}

/// The pairs of Party organisations.
fn answers_for(governance: &Governance, rows: &mut RowWriter<NewFile>) -> Result<(), ParquetError> {
    let tree = governance.tree();
    let is_party = |node: &crate::governance::Node<'_>| node.kind().family() == Family::Party;
    for party in governance.nodes().filter(is_party) {
        let unit = (party.code(), party.kind());
        let answered = governance.answers_for(party);
        let mut pair = |node: u32, home: bool, joins| {
            let node = governance.at(node).code();
            push(rows, &Pair { basis: "answers_for", unit, node, home, joins })
        };
        for range in answered.ranges() {
            let mut node = range.start;
            while node < range.end {
                // What stands directly in a territory follows it, so a node of the set is in a territory of the set, or a
                // place that is only covered.
                if tree.kind(node).is_territory() {
                    pair(node, true, "territory")?;
                    let next = tree.territory_of(node).map_or(node + 1, |territory| tree.segment(territory).end);
                    node = next.max(node + 1);
                } else {
                    pair(node, false, "code")?;
                    node += 1;
                }
            }
        }
    }
    Ok(())
}
