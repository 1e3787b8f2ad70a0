//! Strategies for ledgers with errors.

use proptest::arbitrary::any;
use proptest::collection::vec;
use proptest::sample::{Index, select};
use proptest::strategy::Strategy;

use super::ledgers;
use crate::kind::{Kind, Relation, Role};
use crate::ledger::{Ledger, Limits, LinkRow, Written};
use crate::measure::{Decimal, Measure};

/// The sorts of edits of a ledger; most of them make it invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    CopyNode,
    OtherForm,
    EmptyCode,
    LongCode,
    OtherKind,
    UnknownKind,
    UnknownParent,
    OtherParent,
    OwnParent,
    CopyLink,
    UnknownEnd,
    SwapEnds,
    OtherRelation,
    Containment,
    MisplacedRole,
    UnknownMeasure,
    NotANumber,
    BeyondScale,
    Huge,
    UnknownDeclared,
    MeasureTwice,
    MeasureNamedAsKind,
}

const FAULTS: [Fault; 22] = [
    Fault::CopyNode,
    Fault::OtherForm,
    Fault::EmptyCode,
    Fault::LongCode,
    Fault::OtherKind,
    Fault::UnknownKind,
    Fault::UnknownParent,
    Fault::OtherParent,
    Fault::OwnParent,
    Fault::CopyLink,
    Fault::UnknownEnd,
    Fault::SwapEnds,
    Fault::OtherRelation,
    Fault::Containment,
    Fault::MisplacedRole,
    Fault::UnknownMeasure,
    Fault::NotANumber,
    Fault::BeyondScale,
    Fault::Huge,
    Fault::UnknownDeclared,
    Fault::MeasureTwice,
    Fault::MeasureNamedAsKind,
];

/// Random ledgers with one to four edits, which mostly make them invalid.
pub fn with_faults() -> impl Strategy<Value = Ledger> {
    ledgers().prop_flat_map(mutated)
}

/// A ledger with one to four edits, which mostly make it invalid.
pub fn mutated(ledger: Ledger) -> impl Strategy<Value = Ledger> {
    let faults = vec((select(&FAULTS[..]), any::<Index>(), any::<Index>()), 1..=4);
    faults.prop_map(move |faults| {
        let mut mutated = ledger.clone();
        for (fault, one, other) in faults {
            do_to(&mut mutated, fault, one, other);
        }
        mutated
    })
}

fn do_to(ledger: &mut Ledger, fault: Fault, one: Index, other: Index) {
    match fault {
        Fault::MeasureTwice => ledger.measures.extend(ledger.measures.first().cloned()),
        Fault::MeasureNamedAsKind => ledger.measures.push(Measure::new(Kind::Shop.id())),
        Fault::CopyLink
        | Fault::UnknownEnd
        | Fault::SwapEnds
        | Fault::OtherRelation
        | Fault::Containment
        | Fault::MisplacedRole => {
            do_to_link(ledger, fault, one);
        }
        _ if ledger.nodes.is_empty() => {}
        _ => do_to_node(ledger, fault, one, other),
    }
}

fn do_to_link(ledger: &mut Ledger, fault: Fault, at: Index) {
    if ledger.links.is_empty() {
        ledger.links.push(LinkRow::new(Relation::Leads, "here", "there"));
    }
    let at = at.index(ledger.links.len());
    let link = &mut ledger.links[at];
    match fault {
        Fault::CopyLink => {
            let copy = link.clone();
            ledger.links.push(copy);
        }
        Fault::UnknownEnd => "nowhere".clone_into(&mut link.to),
        Fault::SwapEnds => std::mem::swap(&mut link.from, &mut link.to),
        Fault::OtherRelation => link.relation = Written::Unknown("heads".into()),
        Fault::Containment => link.relation = Relation::Contains.into(),
        _ => link.role = Some(Role::Adviser.into()),
    }
}

fn do_to_node(ledger: &mut Ledger, fault: Fault, one: Index, other: Index) {
    let code = other.get(&ledger.nodes).code.clone();
    let measure = ledger.measures.first().map_or("households", Measure::id).to_owned();
    let at = one.index(ledger.nodes.len());
    let row = &mut ledger.nodes[at];
    match fault {
        Fault::CopyNode => {
            let copy = row.clone();
            ledger.nodes.push(copy);
        }
        Fault::OtherForm => row.code = format!("{code}\u{200B}"),
        Fault::EmptyCode => row.code.clear(),
        Fault::LongCode => row.code = "长".repeat(Limits::DEFAULT.code + 1),
        Fault::OtherKind => row.kind = (*other.get(Kind::ALL)).into(),
        Fault::UnknownKind => row.kind = Written::Unknown("gird".into()),
        Fault::UnknownParent => row.parent = Some(format!("{code} ")),
        Fault::OtherParent => row.parent = Some(code),
        Fault::OwnParent => row.parent = Some(row.code.clone()),
        Fault::UnknownMeasure => drop(row.measures.insert("no such measure", Decimal::from(1).into())),
        Fault::NotANumber => drop(row.measures.insert(measure, Written::Unknown("about 5".into()))),
        Fault::BeyondScale => drop(row.measures.insert(measure, Decimal::from_units(1, 18).into())),
        Fault::Huge => drop(row.measures.insert(measure, Decimal::from(i64::MAX).into())),
        _ => drop(row.declared.insert("no such thing", Written::Unknown("many".into()))),
    }
}
