//! The naive oracle: answers from the rows of a ledger, by walking over all of it for each question.

use std::collections::{BTreeMap, BTreeSet};

use gridgov::kind::{Family, Kind, Relation, Role};
use gridgov::ledger::{Ledger, NodeRow};

/// A ledger whose rows are found by code. Nothing is cached and nothing is optimized.
pub struct Oracle<'l> {
    pub rows: BTreeMap<&'l str, &'l NodeRow>,
    pub links: Vec<(Relation, &'l str, &'l str, Option<Role>)>,
    pub ledger: &'l Ledger,
}

impl<'l> Oracle<'l> {
    pub fn new(ledger: &'l Ledger) -> Self {
        let rows = ledger.nodes.iter().map(|row| (row.code.as_str(), row)).collect();
        let links = ledger.links.iter().map(|row| {
            let role = row.role.as_ref().map(|role| *role.known().expect("a valid ledger"));
            (*row.relation.known().expect("a valid ledger"), row.from.as_str(), row.to.as_str(), role)
        });
        Self { rows, links: links.collect(), ledger }
    }

    pub fn kind(&self, code: &str) -> Kind {
        *self.rows[code].kind.known().expect("a valid ledger")
    }

    pub fn is_place(&self, code: &str) -> bool {
        self.kind(code).family() == Family::Place
    }

    pub fn parent(&self, code: &str) -> Option<&'l str> {
        self.rows[code].parent.as_deref()
    }

    /// The node itself, then those above it.
    pub fn self_and_above(&self, code: &'l str) -> Vec<&'l str> {
        std::iter::successors(Some(code), |code| self.parent(code)).collect()
    }

    /// The node itself and all below it.
    pub fn subtree(&self, code: &str) -> BTreeSet<&'l str> {
        self.rows.keys().copied().filter(|other| self.self_and_above(other).contains(&code)).collect()
    }

    pub fn territories(&self) -> Vec<&'l str> {
        self.rows.keys().copied().filter(|code| self.kind(code).is_territory()).collect()
    }

    /// The nodes that count at a node if a place counts where it is contained.
    pub fn home(&self, code: &str) -> Vec<&'l str> {
        self.subtree(code).into_iter().collect()
    }

    /// The nodes that count at a node if a place counts again for each cover.
    pub fn every_cover(&self, code: &str) -> Vec<&'l str> {
        let mut counted = self.home(code);
        for (relation, grid, place, _) in &self.links {
            if *relation == Relation::Covers && self.self_and_above(grid).contains(&code) {
                counted.extend(self.subtree(place));
            }
        }
        counted
    }

    /// The nodes that count at a node if a place counts once wherever it is contained or covered.
    pub fn distinct(&self, code: &str) -> Vec<&'l str> {
        let once: BTreeSet<&str> = self.every_cover(code).into_iter().collect();
        once.into_iter().collect()
    }

    /// The node's own units of a measure.
    pub fn units(&self, code: &str, measure: &str) -> Option<i64> {
        let declared = self.ledger.measures.iter().find(|declared| declared.id() == measure)?;
        let value = self.rows[code].measures.get(measure)?.known()?;
        Some(declared.units(*value).expect("a valid ledger"))
    }

    /// The sum of the units of some nodes; `None` if none of them has any.
    pub fn sum(&self, nodes: &[&str], measure: &str) -> Option<i64> {
        let units: Vec<i64> = nodes.iter().filter_map(|code| self.units(code, measure)).collect();
        (!units.is_empty()).then(|| units.iter().sum())
    }

    pub fn links_of(&self, relation: Relation) -> impl Iterator<Item = (&'l str, &'l str, Option<Role>)> {
        let of = move |link: &&(Relation, &'l str, &'l str, Option<Role>)| link.0 == relation;
        self.links.iter().filter(of).map(|(_, from, to, role)| (*from, *to, *role))
    }

    pub fn is_led(&self, code: &str) -> bool {
        self.links_of(Relation::Leads).any(|(_, to, _)| to == code)
    }

    pub fn serves(&self, code: &str, is_asked: impl Fn(Option<Role>) -> bool) -> bool {
        self.links_of(Relation::Serves).any(|(_, to, role)| to == code && is_asked(role))
    }

    /// The grids that claim a place: those that contain it, or cover it or a place around it.
    pub fn claiming_grids(&self, place: &'l str) -> BTreeSet<&'l str> {
        let mut grids = BTreeSet::new();
        for around in self.self_and_above(place) {
            if self.kind(around).family() == Family::Grid {
                grids.insert(around);
            }
            if self.is_place(around) {
                grids.extend(
                    self.links_of(Relation::Covers).filter(|(_, to, _)| *to == around).map(|(grid, _, _)| grid),
                );
            }
        }
        grids
    }

    /// What a Party organisation answers for.
    pub fn answers_for(&self, party: &str) -> BTreeSet<&'l str> {
        let below = self.subtree(party);
        let led = self.links_of(Relation::Leads).filter(|(from, _, _)| below.contains(from));
        led.flat_map(|(_, territory, _)| self.distinct(territory)).collect()
    }
}
