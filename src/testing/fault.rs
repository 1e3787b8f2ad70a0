//! Faults that a random ledger may be struck by.

use proptest::prelude::*;

use crate::kind::{Kind, Relation, Role};
use crate::ledger::limits::{MAX_CODE, MAX_NAME};
use crate::ledger::{Ledger, LinkRow, NodeRow, Written};
use crate::measure::{Decimal, Figure, Measure};

/// What is done to which rows; the numbers pick them.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    sort: usize,
    one: u16,
    other: u16,
}

/// A fault of a row, or of the ledger; the last number is random.
type Strike = fn(&mut Ledger, Row, Row, u16);

/// A row's number, modulo the rows that there are.
#[derive(Debug, Clone, Copy)]
struct Row(u16);

impl Row {
    fn node(self, ledger: &mut Ledger) -> Option<&mut NodeRow> {
        let count = ledger.nodes.len();
        ledger.nodes.get_mut(usize::from(self.0) % count.max(1))
    }

    fn link(self, ledger: &mut Ledger) -> Option<&mut LinkRow> {
        let count = ledger.links.len();
        ledger.links.get_mut(usize::from(self.0) % count.max(1))
    }

    fn code(self, ledger: &mut Ledger) -> Option<String> {
        self.node(ledger).map(|row| row.code.clone())
    }
}

/// Changes a node, if there is one.
fn node(ledger: &mut Ledger, row: Row, change: impl FnOnce(&mut NodeRow)) {
    row.node(ledger).map(change);
}

/// Changes a link, if there is one.
fn link(ledger: &mut Ledger, row: Row, change: impl FnOnce(&mut LinkRow)) {
    row.link(ledger).map(change);
}

/// Sets a value of the first measure, if there is one.
fn value(ledger: &mut Ledger, row: Row, value: Written<Decimal>) {
    if let Some(id) = ledger.measures.first().map(|measure| measure.id().to_owned()) {
        node(ledger, row, |row| drop(row.measures.insert(id, value)));
    }
}

/// All that can go wrong.
const FAULTS: &[Strike] = &[
    // Codes.
    |ledger, one, other, _| {
        if let Some(code) = other.code(ledger) {
            node(ledger, one, |row| row.code = code);
        }
    },
    |ledger, one, _, _| node(ledger, one, |row| row.code = String::new()),
    |ledger, one, _, _| node(ledger, one, |row| row.code = "长".repeat(MAX_CODE + 1)),
    |ledger, one, _, _| node(ledger, one, |row| row.code = format!(" {} ", row.code)),
    |ledger, one, _, number| {
        let long = "x".repeat(MAX_NAME + 1);
        node(ledger, one, |row| if number % 2 == 0 { row.name = long } else { row.category = Some(long) });
    },
    // Containment.
    |ledger, one, _, _| node(ledger, one, |row| row.parent = Some("nobody's code".to_owned())),
    |ledger, one, _, _| node(ledger, one, |row| row.parent = Some(String::new())),
    |ledger, one, _, _| node(ledger, one, |row| row.parent = Some(row.code.clone())),
    |ledger, one, other, _| {
        let above = other.code(ledger);
        node(ledger, one, |row| row.parent = above);
    },
    |ledger, one, other, _| {
        // A round of two committees, which kinds alone do not forbid.
        if let (Some(a), Some(b)) = (one.code(ledger), other.code(ledger)) {
            for (row, parent) in [(one, b), (other, a)] {
                node(ledger, row, |row| (row.kind, row.parent) = (Kind::PartyCommittee.into(), Some(parent)));
            }
        }
    },
    |ledger, one, _, number| {
        node(ledger, one, |row| row.kind = Kind::ALL[usize::from(number) % Kind::COUNT].into());
    },
    |ledger, one, _, _| node(ledger, one, |row| row.kind = Written::Unknown("micro_gird".into())),
    |ledger, one, _, _| {
        if one.node(ledger).is_some() {
            let at = usize::from(one.0) % ledger.nodes.len();
            ledger.nodes.remove(at);
        }
    },
    // Links.
    |ledger, one, other, number| {
        if let Some(row) = one.link(ledger).cloned() {
            let at = usize::from(other.0) % (ledger.links.len() + 1);
            ledger
                .links
                .insert(at, if number % 2 == 0 { row } else { LinkRow::new(Relation::Contains, row.from, row.to) });
        }
    },
    |ledger, one, _, number| {
        link(ledger, one, |row| row.role = Some(Role::ALL[usize::from(number) % Role::COUNT].into()));
    },
    |ledger, one, _, _| link(ledger, one, |row| row.role = Some(Written::Unknown("gird_head".into()))),
    |ledger, one, _, _| link(ledger, one, |row| row.relation = Written::Unknown("likes".into())),
    |ledger, one, _, number| {
        link(ledger, one, |row| row.relation = Relation::ALL[usize::from(number) % Relation::COUNT].into());
    },
    |ledger, one, _, _| link(ledger, one, |row| std::mem::swap(&mut row.from, &mut row.to)),
    |ledger, one, _, _| link(ledger, one, |row| "nobody's code".clone_into(&mut row.to)),
    // Measures and figures.
    |ledger, one, _, _| node(ledger, one, |row| drop(row.measures.insert("no_such_measure", Decimal::ZERO.into()))),
    |ledger, one, _, _| value(ledger, one, Decimal::from_units(1, 10).into()),
    |ledger, one, _, _| value(ledger, one, Decimal::from(i64::MAX).into()),
    |ledger, one, _, _| value(ledger, one, Decimal::from(i64::MIN).into()),
    |ledger, one, _, _| value(ledger, one, Written::Unknown("1e3".into())),
    |ledger, one, _, _| node(ledger, one, |row| drop(row.declared.insert("no_such_kind", Figure::exact(1).into()))),
    |ledger, one, _, _| node(ledger, one, |row| drop(row.declared.insert("shop", Written::Unknown("many".into())))),
    |ledger, one, _, _| {
        let halves = Figure::at_most(Decimal::from_units(5, 1));
        node(ledger, one, |row| drop(row.declared.insert("shop", halves.into())));
    },
    |ledger, _, _, number| {
        ledger.measures.push(match number % 4 {
            0 => Measure::new("shop"),
            1 => Measure::new(""),
            2 => Measure::new("households").with_scale(200),
            _ => Measure::new("households"),
        });
    },
];

pub(super) fn seed() -> impl Strategy<Value = Fault> {
    (0..FAULTS.len(), any::<u16>(), any::<u16>()).prop_map(|(sort, one, other)| Fault { sort, one, other })
}

impl Fault {
    pub(super) fn strike(&self, ledger: &mut Ledger) {
        FAULTS[self.sort](ledger, Row(self.one), Row(self.other), self.other);
    }
}
