//! Strategies for property tests: random ledgers, as irregular as real ones.
//!
//! Behind the feature `proptest`. The crate's own tests use them; use them to test what you build on it.
//!
//! ```
//! use gridgov::governance::Governance;
//! use gridgov::testing;
//! use proptest::prelude::*;
//!
//! proptest!(|(ledger in testing::ledgers())| {
//!     let governance = Governance::build(&ledger).expect("the strategy gives valid ledgers only");
//!     prop_assert_eq!(governance.node_count(), ledger.nodes.len());
//! });
//! ```

#[cfg(feature = "change")]
mod change; // sets of changes that can be applied
mod fault; // ledgers with something wrong in them

use std::collections::BTreeSet;

use proptest::arbitrary::any;
use proptest::collection::vec;
use proptest::sample::{Index, select};
use proptest::strategy::{Just, Strategy};
use proptest::{bool, option, prop_oneof};

#[cfg(feature = "change")]
pub use change::{change_sets, redrawn};
pub use fault::{mutated, with_faults};

use crate::governance::Governance;
use crate::kind::{Family, Kind, Relation, Role};
use crate::ledger::{Ledger, Limits, LinkRow, NodeRow};
use crate::measure::{Figure, Measure};

/// Valid ledgers of at most about sixty nodes; see [`ledgers_of`].
pub fn ledgers() -> impl Strategy<Value = Ledger> {
    ledgers_of(60)
}

/// Valid ledgers of at most `max_nodes` nodes, with rows in any order.
///
/// They have several roots of any kind, skipped levels, places in places, places that many grids cover (even the grid
/// that contains them and those above it), covered places inside covered ones, branches that lead several grids,
/// branches that lead a grid and the one above it, people with several posts, repeated names, and figures that are
/// absent, zero or negative. They may be empty.
pub fn ledgers_of(max_nodes: usize) -> impl Strategy<Value = Ledger> {
    let measures = proptest::sample::subsequence(measures(), 0..=3);
    (measures, vec(node(), 0..=max_nodes), vec(link(), 0..=max_nodes))
        .prop_map(|(measures, nodes, links)| ledger(measures, nodes, links))
        .prop_flat_map(shuffled)
}

/// Graphs of [`ledgers`].
pub fn governances() -> impl Strategy<Value = Governance> {
    ledgers().prop_filter_map("all of them are valid", |ledger| Governance::build(&ledger).ok())
}

/// The rows of a ledger in any order.
pub fn shuffled(mut ledger: Ledger) -> impl Strategy<Value = Ledger> {
    let (nodes, links) = (std::mem::take(&mut ledger.nodes), std::mem::take(&mut ledger.links));
    (Just(nodes).prop_shuffle(), Just(links).prop_shuffle()).prop_map(move |(nodes, links)| {
        let mut shuffled = ledger.clone();
        (shuffled.nodes, shuffled.links) = (nodes, links);
        shuffled
    })
}

fn measures() -> Vec<Measure> {
    vec![
        Measure::new("households"),
        Measure::new("floor_area").with_unit("m2").with_scale(2),
        Measure::new("人口, 常住").with_unit("千人").with_scale(3),
    ]
}

/// Kinds of roots; upper kinds are frequent, so that trees grow deep.
const ROOTS: [Kind; 14] = [
    Kind::Province,
    Kind::Prefecture,
    Kind::Subdistrict,
    Kind::Subdistrict,
    Kind::Subdistrict,
    Kind::SecondGrid,
    Kind::ThirdGrid,
    Kind::MicroGrid,
    Kind::Compound,
    Kind::Shop,
    Kind::PartyCommittee,
    Kind::Branch,
    Kind::Person,
    Kind::Person,
];

const NAMES: [&str; 8] =
    ["", "第一网格", "第一网格", "惠民小区", " 惠民小区", "１号楼", "=SUM(A1)", "with \"quotes\",\nlines"];

/// A plan for a node, made before the other nodes are known.
#[derive(Debug, Clone)]
struct NodePlan {
    is_root: bool,
    parent: Index,
    kind: Index,
    has_digits: bool,
    name: &'static str,
    category: Option<&'static str>,
    values: Vec<Option<i64>>,
    declared: Option<(Index, Figure)>,
}

fn node() -> impl Strategy<Value = NodePlan> {
    let values = vec(option::weighted(0.7, prop_oneof![Just(0), -500..500_i64, 0..90_000_i64]), 3);
    let declared = option::weighted(0.2, (any::<Index>(), figure()));
    (
        bool::weighted(0.15),
        any::<Index>(),
        any::<Index>(),
        any::<bool>(),
        select(&NAMES[..]),
        option::weighted(0.2, select(&["hospital", "市场"][..])),
        values,
        declared,
    )
        .prop_map(|(is_root, parent, kind, has_digits, name, category, values, declared)| NodePlan {
            is_root,
            parent,
            kind,
            has_digits,
            name,
            category,
            values,
            declared,
        })
}

fn figure() -> impl Strategy<Value = Figure> {
    (0..40_i64, 0..10_i64).prop_flat_map(|(low, more)| {
        let between = Figure::between(low, low + more).unwrap_or(Figure::UNKNOWN);
        select(vec![Figure::exact(low), Figure::at_least(low), Figure::at_most(low), between, Figure::UNKNOWN])
    })
}

/// A plan for a link, made before the nodes are known.
#[derive(Debug, Clone)]
struct LinkPlan {
    relation: Relation,
    from: Index,
    to: Index,
    role: Option<Role>,
}

fn link() -> impl Strategy<Value = LinkPlan> {
    // Covers are frequent, because they are hardest to count.
    let relations = [Relation::LINKS, &[Relation::Covers, Relation::Covers, Relation::Leads]].concat();
    (select(relations), any::<Index>(), any::<Index>(), option::weighted(0.9, select(Role::ALL)))
        .prop_map(|(relation, from, to, role)| LinkPlan { relation, from, to, role })
}

/// Carries out the plans: each node is placed below an earlier node that may contain it.
fn ledger(measures: Vec<Measure>, nodes: Vec<NodePlan>, links: Vec<LinkPlan>) -> Ledger {
    let mut ledger = Ledger::new("随机台账");
    // The kind and the depth of each node so far.
    let mut placed: Vec<(Kind, usize)> = Vec::new();
    for (number, plan) in nodes.into_iter().enumerate() {
        let may_contain = |(kind, depth): (Kind, usize)| !kind.contains().is_empty() && depth < Limits::DEFAULT.depth;
        let parents: Vec<usize> = (0..placed.len()).filter(|at| !plan.is_root && may_contain(placed[*at])).collect();
        let parent = (!parents.is_empty()).then(|| *plan.parent.get(&parents));
        let (kind, depth) = match parent {
            Some(at) => (*plan.kind.get(placed[at].0.contains()), placed[at].1 + 1),
            None => (*plan.kind.get(&ROOTS), 1),
        };
        let code = if plan.has_digits { format!("410102{number:03}") } else { format!("码-{number}") };
        let mut row = NodeRow::new(kind, code, plan.name);
        row.parent = parent.map(|at| ledger.nodes[at].code.clone());
        row.category = plan.category.map(str::to_owned);
        for (measure, value) in measures.iter().zip(plan.values) {
            if let Some(units) = value {
                row.measures.insert(measure.id(), measure.decimal(units).into());
            }
        }
        if let Some((of, figure)) = plan.declared {
            let names: Vec<&str> = Kind::IDS.iter().copied().chain(measures.iter().map(Measure::id)).collect();
            row.declared.insert(*of.get(&names), figure.into());
        }
        placed.push((kind, depth));
        ledger.nodes.push(row);
    }
    let of_families = |families: &[Family]| -> Vec<&str> {
        let rows = ledger.nodes.iter().zip(&placed);
        rows.filter(|(_, (kind, _))| families.contains(&kind.family())).map(|(row, _)| row.code.as_str()).collect()
    };
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for plan in links {
        let (starts, ends) = (of_families(plan.relation.from_families()), of_families(plan.relation.to_families()));
        if starts.is_empty() || ends.is_empty() {
            continue;
        }
        let (from, to) = (*plan.from.get(&starts), *plan.to.get(&ends));
        let role = plan.role.filter(|_| plan.relation.has_role());
        if seen.insert((plan.relation, from, to, role)) {
            let mut row = LinkRow::new(plan.relation, from, to);
            row.role = role.map(Into::into);
            rows.push(row);
        }
    }
    ledger.measures = measures;
    ledger.links = rows;
    ledger
}
