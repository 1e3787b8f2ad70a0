//! Strategies for sets of changes that can be applied.

use proptest::arbitrary::any;
use proptest::collection::vec;
use proptest::sample::{Index, select};
use proptest::strategy::Strategy;

use crate::change::{Addition, Change, ChangeSet, Date, Merge, Part, Split, Tie};
use crate::governance::{Governance, Node};
use crate::kind::{Kind, Relation, Role};
use crate::ledger::{Ledger, LinkRow};
use crate::measure::{Decimal, Figure, Measure};

/// The sorts of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Rename,
    Recode,
    Swap,
    Move,
    MoveToRoot,
    Add,
    CloseAll,
    Dissolve,
    Split,
    Merge,
    Assign,
    Release,
    SetMeasure,
    TakeMeasure,
    SetCategory,
    SetRecords,
    Declare,
    Reclassify,
    DefineMeasure,
    DropMeasure,
    Retitle,
}

const DEEDS: [Deed; 21] = [
    Deed::Rename,
    Deed::Recode,
    Deed::Swap,
    Deed::Move,
    Deed::MoveToRoot,
    Deed::Add,
    Deed::CloseAll,
    Deed::Dissolve,
    Deed::Split,
    Deed::Merge,
    Deed::Assign,
    Deed::Release,
    Deed::SetMeasure,
    Deed::TakeMeasure,
    Deed::SetCategory,
    Deed::SetRecords,
    Deed::Declare,
    Deed::Reclassify,
    Deed::DefineMeasure,
    Deed::DropMeasure,
    Deed::Retitle,
];

/// A plan for a change, made before the nodes are known.
#[derive(Debug, Clone)]
struct Plan {
    deed: Deed,
    one: Index,
    other: Index,
    picks: Vec<Index>,
    number: i64,
    begins_stage: bool,
}

fn plan() -> impl Strategy<Value = Plan> {
    let deeds = [&DEEDS[..], &[Deed::Split, Deed::Merge, Deed::Move, Deed::Recode]].concat();
    (select(deeds), any::<Index>(), any::<Index>(), vec(any::<Index>(), 4), 0..900_i64, proptest::bool::weighted(0.15))
        .prop_map(|(deed, one, other, picks, number, begins_stage)| Plan {
            deed,
            one,
            other,
            picks,
            number,
            begins_stage,
        })
}

/// Dates within a few years.
fn date() -> impl Strategy<Value = Date> {
    (2020..2030_u16, 1..=12_u8, 1..=28_u8)
        .prop_filter_map("every month has them", |(year, month, day)| Date::new(year, month, day))
}

/// Sets of changes, some of several stages, that can be applied to a graph: changes that do not fit together are left
/// out. They may be empty.
pub fn change_sets(base: &Governance) -> impl Strategy<Value = ChangeSet> + use<> {
    let ledger = base.to_ledger();
    (date(), vec(plan(), 0..8)).prop_map(move |(date, plans)| carry_out(&ledger, date, &plans))
}

/// A ledger, and two sets of changes: the first can be applied to its graph, the second to the result.
pub fn redrawn() -> impl Strategy<Value = (Ledger, ChangeSet, ChangeSet)> {
    let plans = || (date(), vec(plan(), 0..8));
    (super::ledgers_of(30), plans(), plans()).prop_map(|(ledger, first, second)| {
        let first = carry_out(&ledger, first.0, &first.1);
        let new =
            Governance::build(&ledger).ok().and_then(|base| Some(base.apply(&first).ok()?.governance().to_ledger()));
        let second = carry_out(&new.unwrap_or_default(), second.0, &second.1);
        (ledger, first, second)
    })
}

/// Carries out the plans as far as possible.
fn carry_out(ledger: &Ledger, effective: Date, plans: &[Plan]) -> ChangeSet {
    let mut set = ChangeSet::new(effective, "随机");
    let Ok(base) = Governance::build(ledger) else { return set };
    for (plan, number) in plans.iter().zip(0..) {
        let mut tried = set.clone();
        if plan.begins_stage && !tried.is_empty() {
            tried.then.push(Vec::new());
        }
        // Changes refer to the map at the start of their stage.
        let mut former = tried.clone();
        former.then.last_mut().unwrap_or(&mut former.changes).clear();
        let Ok(map) = base.apply(&former) else { continue };
        for change in changes(plan, map.governance(), number) {
            tried = tried.with(change);
        }
        if base.apply(&tried).is_ok() {
            set = tried;
        }
    }
    set
}

/// A declared figure of a kind, or none.
fn declare(plan: &Plan, code: String) -> Change {
    let figure = Some(Figure::at_least(plan.number)).filter(|_| plan.number % 3 > 0);
    Change::Declare { code, of: (*plan.other.get(Kind::IDS)).to_owned(), figure }
}

/// What is stated to be recorded: some relations, none, or nothing.
fn records(number: i64) -> Option<Vec<Relation>> {
    let records = Relation::LINKS.iter().copied().enumerate();
    let records = records.filter(|(at, _)| number >> at & 1 == 1).map(|(_, relation)| relation);
    Some(records.collect()).filter(|_| number % 3 > 0)
}

/// The change that a plan means on a map.
fn changes(plan: &Plan, map: &Governance, number: u32) -> Vec<Change> {
    let fresh = format!("新-{number}-{}", plan.number);
    let nodes: Vec<Node<'_>> = map.nodes().collect();
    let measures: Vec<&Measure> = map.measures().iter().collect();
    if plan.deed == Deed::Retitle {
        return vec![Change::Retitle { title: fresh }];
    }
    if plan.deed == Deed::DefineMeasure {
        let scale = plan.number.unsigned_abs() as u8 % 4;
        let id = measures.get(plan.other.index(4)).map_or(fresh.as_str(), |measure| measure.id());
        return vec![Change::DefineMeasure { measure: Measure::new(id).with_scale(scale) }];
    }
    if nodes.is_empty() {
        return vec![Addition::new(*plan.one.get(Kind::ALL), fresh, "").into()];
    }
    let (one, other) = (*plan.one.get(&nodes), *plan.other.get(&nodes));
    let code = || one.code().to_owned();
    let above = |kind: Kind| nodes.iter().copied().filter(|node| node.kind().may_contain(kind)).collect::<Vec<_>>();
    let value = |measure: &Measure| Decimal::from_units(plan.number - 100, measure.scale());
    match plan.deed {
        Deed::Rename => vec![Change::rename(one.code(), fresh)],
        Deed::Recode => vec![Change::recode(one.code(), fresh)],
        Deed::Swap => vec![Change::recode(one.code(), other.code()), Change::recode(other.code(), one.code())],
        Deed::Move => match above(one.kind()).as_slice() {
            [] => Vec::new(),
            above => vec![Change::move_below(one.code(), plan.other.get(above).code())],
        },
        Deed::MoveToRoot => vec![Change::move_to_root(one.code())],
        Deed::Add => {
            let below = one.kind().contains();
            let kind = if below.is_empty() { Kind::Person } else { *plan.other.get(below) };
            let mut node = Addition::new(kind, fresh, "新").with_category("market");
            if !below.is_empty() {
                node = node.below(one.code());
            }
            for measure in measures {
                node = node.with_measure(measure.id(), value(measure));
            }
            vec![node.into()]
        }
        Deed::CloseAll => {
            let gone: Vec<Node<'_>> = std::iter::once(one).chain(one.descendants()).collect();
            let links = links(map).into_iter().filter(|tie| {
                let ends = gone.iter().filter(|node| node.code() == tie.from || node.code() == tie.to).count();
                ends == 1
            });
            gone.iter().map(|node| Change::close(node.code())).chain(links.map(Change::Release)).collect()
        }
        Deed::Dissolve => {
            let links = links(map).into_iter().filter(|tie| one.code() == tie.from || one.code() == tie.to);
            let children = one.children().map(|child| Change::Move {
                code: child.code().to_owned(),
                below: one.parent().map(|above| above.code().to_owned()),
            });
            std::iter::once(Change::close(one.code())).chain(children).chain(links.map(Change::Release)).collect()
        }
        Deed::Split => vec![split(plan, map, one, &fresh)],
        Deed::Merge => {
            let same = nodes.iter().filter(|node| node.kind() == one.kind() && **node != one).collect::<Vec<_>>();
            if same.is_empty() {
                return Vec::new();
            }
            let other = plan.other.get(&same);
            let into = if plan.number % 2 == 0 { one.code().to_owned() } else { fresh };
            let mut merge = Merge::new([one.code(), other.code()], into, "合并");
            merge.below = one.parent().map(|above| above.code().to_owned());
            vec![merge.into()]
        }
        Deed::Assign => {
            let relation = *plan.picks[0].get(Relation::LINKS);
            let role = relation.has_role().then(|| *plan.picks[1].get(Role::ALL));
            // Two nodes that the relation may join, where there are any.
            let starts = |node: &Node<'_>| relation.from_families().contains(&node.kind().family());
            let from =
                plan.one.get(&nodes.iter().filter(|node| starts(node)).chain([&one]).collect::<Vec<_>>()).to_owned();
            let ends = nodes.iter().filter(|node| relation.may_join(from.kind(), node.kind()));
            let to = plan.other.get(&ends.chain([&other]).collect::<Vec<_>>()).to_owned();
            vec![Change::Assign(Tie { role, ..Tie::new(relation, from.code(), to.code()) })]
        }
        Deed::Release => match links(map).as_slice() {
            [] => Vec::new(),
            links => vec![Change::Release(plan.other.get(links).clone())],
        },
        Deed::SetMeasure | Deed::TakeMeasure if !measures.is_empty() => {
            let measure = plan.other.get(&measures);
            let value = (plan.deed == Deed::SetMeasure).then(|| value(measure));
            vec![Change::SetMeasure { code: code(), measure: measure.id().to_owned(), value }]
        }
        Deed::SetCategory => {
            vec![Change::SetCategory { code: code(), category: Some(fresh).filter(|_| plan.number % 2 == 0) }]
        }
        Deed::SetRecords => vec![Change::SetRecords { code: code(), records: records(plan.number) }],
        Deed::Declare => vec![declare(plan, code())],
        Deed::Reclassify => vec![Change::reclassify(one.code(), *plan.other.get(Kind::ALL))],
        Deed::DropMeasure if !measures.is_empty() => {
            vec![Change::DropMeasure { measure: plan.other.get(&measures).id().to_owned() }]
        }
        _ => Vec::new(),
    }
}

/// A split in two parts: the first takes some children and links by name, the second takes the rest.
fn split(plan: &Plan, map: &Governance, node: Node<'_>, fresh: &str) -> Change {
    let ends = links(map).into_iter().filter_map(|tie| match node.code() {
        code if tie.from == code => Some(tie.to),
        code if tie.to == code => Some(tie.from),
        _ => None,
    });
    let mut own: Vec<String> = node.children().map(|child| child.code().to_owned()).chain(ends).collect();
    own.sort_unstable();
    own.dedup();
    let takes: Vec<String> =
        own.into_iter().enumerate().filter(|(at, _)| plan.picks[at % 4].index(2) == 0).map(|(_, code)| code).collect();
    let code = if plan.number % 2 == 0 { node.code().to_owned() } else { format!("{fresh}-甲") };
    let mut part = Part::new(code, "甲").taking(takes);
    for measure in map.measures() {
        if let Some(units) = node.measure(measure).map(Decimal::units).filter(|units| *units > 0) {
            part = part.with_measure(measure.id(), Decimal::from_units(plan.number.min(units), measure.scale()));
        }
    }
    Split::new(node.code()).into_part(part).rest_into(Part::new(format!("{fresh}-乙"), "乙")).into()
}

fn links(map: &Governance) -> Vec<Tie> {
    let tie = |row: &LinkRow| {
        let relation = row.relation.known().copied()?;
        let role = row.role.as_ref().and_then(|role| role.known().copied());
        Some(Tie { role, ..Tie::new(relation, row.from.as_str(), row.to.as_str()) })
    };
    map.to_ledger().links.iter().filter_map(tie).collect()
}
