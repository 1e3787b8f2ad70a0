//! Growing a valid ledger from random numbers: each picks among what is possible at its turn.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;

use crate::kind::{Family, Kind, Relation, Role};
use crate::ledger::limits::MAX_DEPTH;
use crate::ledger::{Ledger, LinkRow, NodeRow};
use crate::measure::{Decimal, Figure, Measure};

/// The kinds of roots: any kind, those more often that much else hangs on, and people, who are roots only.
const ROOTS: &[Kind] = &[
    Kind::Province,
    Kind::Prefecture,
    Kind::County,
    Kind::Subdistrict,
    Kind::Subdistrict,
    Kind::Subdistrict,
    Kind::SecondGrid,
    Kind::ThirdGrid,
    Kind::DedicatedGrid,
    Kind::MicroGrid,
    Kind::Compound,
    Kind::Building,
    Kind::Unit,
    Kind::Enterprise,
    Kind::Shop,
    Kind::School,
    Kind::Site,
    Kind::PartyCommittee,
    Kind::PartyCommittee,
    Kind::GeneralBranch,
    Kind::Branch,
    Kind::Branch,
    Kind::PartyGroup,
    Kind::Person,
    Kind::Person,
    Kind::Person,
    Kind::Person,
];

/// Few, so that names repeat; as people type them.
const NAMES: &[&str] = &[
    "须水街道",
    "第一网格",
    "第一网格 ",
    " 城关镇",
    "城关镇",
    "1号楼",
    "１号楼",
    "惠民小区（二期）",
    "",
    "a \"quoted\" name, with a comma",
    "two\nlines",
];

const CATEGORIES: &[&str] = &["hospital", "market", "医院", "mall, large", " campus"];

/// What a random measure may be; some units have the brackets that table headers are written with.
const MEASURES: &[(&str, Option<&str>)] = &[
    ("households", None),
    ("floor_area", Some("m2")),
    ("residents (registered)", Some("人")),
    ("面积", Some("m2 (gross)")),
];

/// Random numbers for a measure: which one, and the digits behind its point.
pub(super) fn measure_seeds() -> impl Strategy<Value = Vec<(usize, u8)>> {
    vec((0..MEASURES.len(), 0_u8..=3), 0..=3)
}

/// Random numbers for a node.
#[derive(Debug, Clone)]
pub(super) struct NodeSeed {
    /// A root in one of seven cases.
    root: u8,
    parent: u16,
    kind: u16,
    code: u8,
    name: u8,
    category: u8,
    /// For each measure, the units and in which form they are written.
    values: [Option<(i64, u8)>; 3],
    declared: Vec<(u8, u8, i64)>,
    /// Where the row stands among the others.
    turn: u16,
}

pub(super) fn node_seed() -> impl Strategy<Value = NodeSeed> {
    let units = prop_oneof![4 => 0_i64..5_000, 1 => Just(0), 1 => -500_i64..0];
    let value = proptest::option::of((units, any::<u8>()));
    let declared = prop_oneof![
        4 => Just(Vec::new()),
        1 => vec((any::<u8>(), any::<u8>(), -3_i64..200), 1..=3),
    ];
    let place = (any::<u8>(), any::<u16>(), any::<u16>());
    let words = (any::<u8>(), any::<u8>(), any::<u8>());
    (place, words, [value.clone(), value.clone(), value], declared, any::<u16>()).prop_map(
        |((root, parent, kind), (code, name, category), values, declared, turn)| NodeSeed {
            root,
            parent,
            kind,
            code,
            name,
            category,
            values,
            declared,
            turn,
        },
    )
}

/// Random numbers for a link and what may come along with it.
#[derive(Debug, Clone)]
pub(super) struct LinkSeed {
    relation: u8,
    from: u16,
    to: u16,
    role: u8,
    also: u8,
    turn: u16,
}

pub(super) fn link_seed() -> impl Strategy<Value = LinkSeed> {
    (any::<u8>(), any::<u16>(), any::<u16>(), any::<u8>(), any::<u8>(), any::<u16>())
        .prop_map(|(relation, from, to, role, also, turn)| LinkSeed { relation, from, to, role, also, turn })
}

/// The ledger that the random numbers pick.
pub(super) fn ledger(measures: &[(usize, u8)], nodes: &[NodeSeed], links: &[LinkSeed]) -> Ledger {
    let mut ledger = Ledger::new("a random ledger");
    for (which, scale) in measures {
        let (id, unit) = MEASURES[*which];
        if ledger.measures.iter().all(|measure| measure.id() != id) {
            let measure = Measure::new(id).with_scale(*scale);
            ledger.measures.push(unit.map_or_else(|| measure.clone(), |unit| measure.clone().with_unit(unit)));
        }
    }
    let grown = grow_nodes(nodes);
    for (at, seed) in nodes.iter().enumerate() {
        ledger.nodes.push(node_row(&grown, at, seed, &ledger.measures));
    }
    ledger.links = grow_links(&grown, links);
    // The sort is stable: where all shrinks to nothing, rows stand in the order in which they grew.
    let mut rows: Vec<(u16, NodeRow)> = nodes.iter().map(|seed| seed.turn).zip(ledger.nodes).collect();
    rows.sort_by_key(|(turn, _)| *turn);
    ledger.nodes = rows.into_iter().map(|(_, row)| row).collect();
    ledger
}

/// What is known of a node once its place is found.
struct Grown {
    kind: Kind,
    parent: Option<usize>,
    depth: usize,
    code: String,
}

/// The item that a random number picks; none of an empty list.
fn pick<T: Copy>(items: &[T], number: u16) -> Option<T> {
    items.get(usize::from(number) % items.len().max(1)).copied()
}

fn grow_nodes(seeds: &[NodeSeed]) -> Vec<Grown> {
    let mut grown: Vec<Grown> = Vec::with_capacity(seeds.len());
    // Those that may still contain something.
    let mut open: Vec<usize> = Vec::new();
    for (at, seed) in seeds.iter().enumerate() {
        // Every other node hangs on one of the newest, so that trees grow deep as well as wide.
        let newest = if seed.parent % 2 == 0 { open.len().saturating_sub(3) } else { 0 };
        let parent = if seed.root % 7 == 0 { None } else { pick(&open[newest..], seed.parent / 2) };
        let kind = match parent.map(|above| grown[above].kind.contains()) {
            None => pick(ROOTS, seed.kind).unwrap_or(Kind::Person),
            Some(below) => {
                // Of nine kinds below a street seven are places; grids should not be rare.
                let territories: Vec<Kind> = below.iter().copied().filter(|kind| kind.is_territory()).collect();
                let wanted = if seed.kind % 2 == 0 && !territories.is_empty() { &territories } else { below };
                pick(wanted, seed.kind / 2).unwrap_or(Kind::Site)
            }
        };
        let depth = parent.map_or(1, |above| grown[above].depth + 1);
        if !kind.contains().is_empty() && depth < MAX_DEPTH {
            open.push(at);
        }
        let code = code(seed.code, at, kind, parent.map(|above| grown[above].code.as_str()));
        grown.push(Grown { kind, parent, depth, code });
    }
    grown
}

/// A code that no other node has: each form has the node's number at its end.
fn code(form: u8, at: usize, kind: Kind, parent: Option<&str>) -> String {
    match (form % 8, parent) {
        (0, _) if kind == Kind::Province && at < 80 => format!("{}", 11 + at),
        (0, _) if kind == Kind::Prefecture && at < 100 => format!("41{at:02}"),
        (0, _) if kind == Kind::County && at < 100 => format!("4101{at:02}"),
        (0 | 1, _) if at < 1000 => format!("410102{at:03}"),
        (2, _) if at < 1000 => format!("410102012{at:03}"),
        (3, _) => format!("须水-{at}号"),
        (4, _) => format!("\"quoted\", with a comma\n{at}"),
        (5, _) => format!("格 {at}"),
        (6 | 7, Some(parent)) if parent.chars().count() < 60 => format!("{parent}-{at}"),
        _ => format!("N-{at}"),
    }
}

fn node_row(grown: &[Grown], at: usize, seed: &NodeSeed, measures: &[Measure]) -> NodeRow {
    let node = &grown[at];
    let name = NAMES[usize::from(seed.name) % NAMES.len()];
    let mut row = NodeRow::new(node.kind, node.code.as_str(), name);
    row.parent = node.parent.map(|above| grown[above].code.clone());
    if seed.category % 4 == 1 {
        row.category = pick(CATEGORIES, u16::from(seed.category / 4)).map(str::to_owned);
    }
    for (measure, value) in measures.iter().zip(&seed.values) {
        if let Some((units, form)) = value {
            row = row.with_measure(measure.id(), number(*units, measure.scale(), *form));
        }
    }
    for (of, form, units) in &seed.declared {
        // One in three is of a measure, where there are any.
        let measure = measures.get(usize::from(*of) / 3 % measures.len().max(1)).filter(|_| of % 3 == 0);
        let (of, scale) =
            measure.map_or((Kind::IDS[usize::from(*of) % Kind::COUNT], 0), |measure| (measure.id(), measure.scale()));
        row = row.with_declared(of, figure(*units, scale, *form));
    }
    row
}

/// The same number in one of the forms that people write it in: with all digits behind its point, or without
/// zeros there, or with one more.
fn number(units: i64, scale: u8, form: u8) -> Decimal {
    let number = Decimal::from_units(units, scale);
    match form % 4 {
        0 => number.rescale(scale.saturating_sub(1)).unwrap_or(number),
        1 => number.rescale(scale + 1).unwrap_or(number),
        _ => number,
    }
}

fn figure(units: i64, scale: u8, form: u8) -> Figure {
    let number = Decimal::from_units(units, scale);
    match form % 8 {
        0 => Figure::at_least(number),
        1 => Figure::at_most(number),
        2 => Figure::between(number, Decimal::from_units(units + 7, scale)).unwrap_or(Figure::UNKNOWN),
        3 => Figure::UNKNOWN,
        _ => Figure::exact(number),
    }
}

/// The ends of a link and its role.
type Joined = (Relation, usize, usize, Option<Role>);

fn grow_links(grown: &[Grown], seeds: &[LinkSeed]) -> Vec<LinkRow> {
    let of_families = |families: &[Family]| -> Vec<usize> {
        (0..grown.len()).filter(|at| families.contains(&grown[*at].kind.family())).collect()
    };
    let ends: Vec<(Vec<usize>, Vec<usize>)> = Relation::LINKS
        .iter()
        .map(|relation| (of_families(relation.from_families()), of_families(relation.to_families())))
        .collect();
    let mut seen = BTreeSet::new();
    let mut links: Vec<(u16, LinkRow)> = Vec::new();
    for seed in seeds {
        let which = usize::from(seed.relation) % Relation::LINKS.len();
        let relation = Relation::LINKS[which];
        let (Some(from), Some(to)) = (pick(&ends[which].0, seed.from), pick(&ends[which].1, seed.to)) else { continue };
        // One post in eight is without a role.
        let role = || if seed.role % 8 == 0 { None } else { pick(Role::ALL, u16::from(seed.role / 8)) };
        let role = if relation.has_role() { role() } else { None };
        for joined in [Some((relation, from, to, role)), companion(grown, (relation, from, to, role), seed.also)] {
            let Some((relation, from, to, role)) = joined.filter(|joined| seen.insert(*joined)) else { continue };
            let mut row = LinkRow::new(relation, grown[from].code.as_str(), grown[to].code.as_str());
            row.role = role.map(Into::into);
            links.push((seed.turn, row));
        }
    }
    links.sort_by_key(|(turn, _)| *turn);
    links.into_iter().map(|(_, row)| row).collect()
}

/// A link that makes trouble together with a given one: the post in another role, the leader of the parent
/// too, the place covered from above as well, or something inside it by the same or another grid.
fn companion(grown: &[Grown], (relation, from, to, role): Joined, also: u8) -> Option<Joined> {
    let above = |at: usize| std::iter::successors(grown[at].parent, |above| grown[*above].parent);
    match (relation, also % 4) {
        (Relation::Serves, 1) => Some((relation, from, to, role.xor(Some(Role::GridWorker)))),
        (Relation::Leads, 1 | 2) => grown[to]
            .parent
            .filter(|above| grown[*above].kind.is_territory())
            .map(|above| (relation, from, above, role)),
        (Relation::Covers, 1) => {
            let grids: Vec<usize> = above(to).filter(|above| grown[*above].kind.family() == Family::Grid).collect();
            pick(&grids, u16::from(also / 4)).map(|grid| (relation, grid, to, role))
        }
        (Relation::Covers, 2) => {
            let inside: Vec<usize> = (0..grown.len()).filter(|at| above(*at).any(|above| above == to)).collect();
            let grids: Vec<usize> = (0..grown.len()).filter(|at| grown[*at].kind.family() == Family::Grid).collect();
            let (grid, place) = (pick(&grids, u16::from(also / 4))?, pick(&inside, u16::from(also / 4))?);
            Some((relation, grid, place, role))
        }
        _ => None,
    }
}
