//! What is led, served and in a grid, and what is not.
//!
//! A [`Question`] has a population (areas and grids) and a test (led by a Party organisation). The answer says which
//! nodes of the population are covered and which are not: in total, by kind, and for every area and grid.
//!
//! ```
//! use gridgov::coverage::Question;
//! use gridgov::governance::Governance;
//! use gridgov::kind::{Branch, Kind, SecondGrid, Subdistrict, ThirdGrid};
//! use gridgov::ledger::Draft;
//!
//! let mut draft = Draft::new("Two of three are led");
//! let street = draft.root(Subdistrict, "S", "须水街道");
//! let second = draft.add(street, SecondGrid, "G", "第一网格");
//! let [one, two, _] = ["T-1", "T-2", "T-3"].map(|code| draft.add(second, ThirdGrid, code, ""));
//! let joint = draft.root(Branch, "P", "联合党支部");
//! draft.lead(joint, one);
//! draft.lead(joint, two);
//! let governance = Governance::build(&draft)?;
//!
//! let led = governance.ask(Question::Led);
//! assert_eq!(led.of_kind(Kind::ThirdGrid).to_string(), "2 / 3");
//! let left = led.uncovered().iter().map(|grid| grid.code()).collect::<Vec<_>>();
//! assert_eq!(left, ["S", "G", "T-3"]);
//!
//! // A question of your own: which third-level grids have a name?
//! let named = governance.ask_of(governance.set_of_kind(Kind::ThirdGrid), |grid| !grid.name().is_empty());
//! assert_eq!(named.total().covered, 0);
//! # Ok::<(), gridgov::governance::BuildErrors>(())
//! ```

mod claims; // how many grids claim a place
mod places_in_grids; // which places are in areas and grids of some kinds

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use serde::ser::{Serialize, SerializeMap, Serializer};

pub use claims::Claims;

use places_in_grids::places_in;

use crate::governance::{Governance, Node};
use crate::kind::{Family, Kind, Relation, Role, named};
use crate::measure::{Decimal, Verdict};
use crate::set::{Answer, ByTerritory, Kept, MixedGraphsError, NodeSet, PerTerritory};

named! {
    /// A built-in question. A new one is a row in this table, with its population and its test below.
    #[non_exhaustive]
    Question, "question" "提问";
    Led            "led"              "led by a Party organisation"                   "有党组织领导";
    LedOrInherited "led_or_inherited" "led, itself or an area or grid above"          "本级或上级有党组织领导";
    Headed         "headed"           "with a grid head"                              "有网格长";
    Served         "served"           "with anybody in a post"                        "有人员服务";
    Liaison        "liaison"          "with a liaison"                                "有联络员";
    Seated         "seated"           "with a Party organisation seated"              "有党组织设立";
    InGrid         "in_grid"          "in a grid, contained or covered"               "纳入网格";
    InMicroGrid    "in_micro_grid"    "in a micro grid, contained or covered"         "纳入微网格";
}

impl Question {
    /// The kinds that the question is about.
    pub fn population(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.iter().copied().filter(move |kind| match self {
            Question::Led | Question::LedOrInherited | Question::Headed | Question::Served => {
                *kind == Kind::Subdistrict || kind.family() == Family::Grid
            }
            Question::Liaison => *kind == Kind::DedicatedGrid,
            Question::Seated => *kind == Kind::Compound,
            Question::InGrid | Question::InMicroGrid => kind.family() == Family::Place,
        })
    }

    /// The relation whose links the question asks for. Where the ledgers do not record it, the question has no answer.
    #[must_use]
    pub const fn relation(self) -> Relation {
        match self {
            Question::Led | Question::LedOrInherited => Relation::Leads,
            Question::Headed | Question::Served | Question::Liaison => Relation::Serves,
            Question::Seated => Relation::SeatedAt,
            Question::InGrid | Question::InMicroGrid => Relation::Covers,
        }
    }

    /// The nodes of which the question has no answer, of any kind, because the ledgers do not record what it asks for.
    ///
    /// Nobody knows whether a node is led where an area above it does not say who leads. In which grid a place stands is
    /// always recorded; without covers only that it is in no grid is not.
    fn undecidable<'g>(self, governance: &'g Governance, passing: &NodeSet<'g>) -> NodeSet<'g> {
        let unrecorded = governance.unrecorded(self.relation());
        match self {
            _ if unrecorded.is_empty() => unrecorded,
            Question::LedOrInherited => &unrecorded | &(&unrecorded.with_descendants() - passing),
            Question::InGrid | Question::InMicroGrid => &unrecorded - passing,
            _ => unrecorded,
        }
    }

    /// The nodes that pass the test, of any kind.
    fn passing(self, governance: &Governance) -> NodeSet<'_> {
        let in_post = |is_asked: fn(Option<Role>) -> bool| {
            let posts = governance.links().by_end(Relation::Serves).filter(move |link| is_asked(link.role));
            governance.set_of_sorted(posts.map(|link| link.to))
        };
        match self {
            Question::Led => governance.all().reached(Relation::Leads),
            Question::LedOrInherited => governance.all().reached(Relation::Leads).with_descendants(),
            Question::Headed => in_post(|role| role.is_some_and(Role::is_head)),
            Question::Served => in_post(|_| true),
            Question::Liaison => in_post(|role| role == Some(Role::Liaison)),
            Question::Seated => governance.all().reached(Relation::SeatedAt),
            Question::InGrid => places_in(governance, |kind| kind.family() == Family::Grid),
            Question::InMicroGrid => places_in(governance, |kind| kind == Kind::MicroGrid),
        }
    }
}

/// How many are covered, of how many of which that is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize)]
#[non_exhaustive]
pub struct Share {
    /// How many are covered.
    pub covered: u64,
    /// How many there are, without those of which nothing is recorded.
    pub total: u64,
    /// How many there are of which nothing is recorded: they may be covered or not.
    #[serde(skip_serializing_if = "is_zero")]
    pub unrecorded: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

impl Share {
    /// How many are not covered.
    ///
    /// # Panics
    ///
    /// If more are covered than there are, which no answer of this crate says: both numbers are public, and a difference
    /// that wraps around would pass for a number.
    #[must_use]
    #[expect(clippy::expect_used, reason = "what is covered is part of what there is")]
    pub const fn uncovered(self) -> u64 {
        self.total.checked_sub(self.covered).expect("INVARIANT: at most as many are covered as there are")
    }

    /// The share in percent, rounded to one decimal place; `None` if there is nothing to cover.
    ///
    /// # Panics
    ///
    /// As [`Share::uncovered`], where the quotient lies beyond 64 bits.
    #[must_use]
    #[expect(clippy::expect_used, reason = "what is covered is part of what there is")]
    pub fn percent(self) -> Option<Decimal> {
        let (covered, total) = (u128::from(self.covered), u128::from(self.total));
        // In tenths of a percent; the half of the whole that is added makes the division round halves up.
        let tenths = (2 * 1000 * covered + total).checked_div(2 * total)?;
        Some(Decimal::from_units(
            i64::try_from(tenths).expect("INVARIANT: at most as many are covered as there are"),
            1,
        ))
    }

    /// Whether everything is covered; undecidable if there is nothing to cover, or if that depends on those of which
    /// nothing is recorded.
    #[must_use]
    pub fn is_full(self) -> Verdict {
        match self {
            _ if self.covered < self.total => Verdict::False,
            _ if self.total == 0 || self.unrecorded > 0 => Verdict::Undecidable,
            _ => Verdict::True,
        }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} / {}", self.covered, self.total)?;
        if self.unrecorded == 0 { Ok(()) } else { write!(f, ", {} not recorded", self.unrecorded) }
    }
}

/// The answer to a question: which nodes of the population are covered.
///
/// It serializes as the share of all (`total`), the shares of each kind (`by_kind`), and the codes of the nodes that are
/// not covered (`uncovered`), in pre-order.
#[derive(Debug, Clone)]
pub struct Coverage<'g> {
    governance: &'g Governance,
    /// For questions about all places, made when it is first asked for: shares do not need the set.
    population: OnceLock<NodeSet<'g>>,
    covered: NodeSet<'g>,
    unrecorded: NodeSet<'g>,
}

/// The shares of all areas and grids. It serializes as a map from codes to shares, in pre-order.
#[derive(Debug, Clone)]
pub struct Shares<'g> {
    population: PerTerritory<'g>,
    covered: PerTerritory<'g>,
    /// `None` if everything is recorded.
    unrecorded: Option<PerTerritory<'g>>,
}

impl Governance {
    /// Answers a built-in question; O(n).
    ///
    /// Nodes at which the ledgers do not record what is asked for are neither covered nor uncovered, but
    /// [`Coverage::unrecorded`]: see [`Governance::recorded`].
    #[must_use]
    pub fn ask(&self, question: Question) -> Coverage<'_> {
        let passing = question.passing(self);
        let undecidable = question.undecidable(self, &passing);
        let is_of_places = matches!(question, Question::InGrid | Question::InMicroGrid);
        if is_of_places && undecidable.is_empty() {
            // The population is all places, and nothing else passes.
            return Coverage {
                governance: self,
                population: OnceLock::new(),
                covered: passing,
                unrecorded: undecidable,
            };
        }
        let all = self.set_of_kinds(question.population());
        let unrecorded = &undecidable & &all;
        let population = if unrecorded.is_empty() { all } else { &all - &unrecorded };
        let covered = &passing & &population;
        Coverage { unrecorded, ..Coverage::of(population, covered) }
    }

    /// Answers a question of your own: which nodes of a population pass a test. O(population).
    #[must_use]
    pub fn ask_of<'g>(&'g self, population: NodeSet<'g>, test: impl FnMut(Node<'g>) -> bool) -> Coverage<'g> {
        let covered = population.filter(test);
        Coverage::of(population, covered)
    }
}

impl<'g> Coverage<'g> {
    fn of(population: NodeSet<'g>, covered: NodeSet<'g>) -> Self {
        let governance = population.governance();
        Self { governance, population: population.into(), covered, unrecorded: governance.none() }
    }

    /// The nodes that the question is about, without those of which nothing is recorded.
    #[must_use]
    pub fn population(&self) -> &NodeSet<'g> {
        self.population.get_or_init(|| self.governance.set_of_kinds(Question::InGrid.population()))
    }

    /// The nodes of the population that pass the test.
    #[must_use]
    pub const fn covered(&self) -> &NodeSet<'g> {
        &self.covered
    }

    /// The nodes of the population that do not pass the test.
    #[must_use]
    pub fn uncovered(&self) -> NodeSet<'g> {
        self.population() - &self.covered
    }

    /// The nodes that the question is about, and of which it has no answer: the ledgers do not record at them what it
    /// asks for.
    #[must_use]
    pub const fn unrecorded(&self) -> &NodeSet<'g> {
        &self.unrecorded
    }

    /// The share of the whole population.
    #[must_use]
    pub fn total(&self) -> Share {
        let [covered, total, unrecorded] =
            [&self.covered, self.population(), &self.unrecorded].map(|set| set.len() as u64);
        Share { covered, total, unrecorded }
    }

    /// The share of one kind; O(population).
    #[must_use]
    pub fn of_kind(&self, kind: Kind) -> Share {
        let [covered, total, unrecorded] =
            [&self.covered, self.population(), &self.unrecorded].map(|set| set.counts()[kind]);
        Share { covered, total, unrecorded }
    }

    /// The shares of each kind of which there are any, in the order of the table of kinds; O(population).
    pub fn by_kind(&self) -> impl Iterator<Item = (Kind, Share)> {
        let [covered, population, unrecorded] =
            [&self.covered, self.population(), &self.unrecorded].map(NodeSet::counts);
        Kind::ALL.iter().copied().filter_map(move |kind| {
            let share = Share { covered: covered[kind], total: population[kind], unrecorded: unrecorded[kind] };
            (share.total + share.unrecorded > 0).then_some((kind, share))
        })
    }

    /// The same question of the part of the population that is in a set.
    ///
    /// # Panics
    ///
    /// If the set is of another graph.
    #[must_use]
    pub fn within(&self, set: &NodeSet<'g>) -> Self {
        let unrecorded = &self.unrecorded & set;
        Self { unrecorded, ..Self::of(self.population() & set, &self.covered & set) }
    }

    /// The share of each area and grid: of the part of the population that is in it, including itself.
    /// O(territories).
    #[must_use]
    pub fn shares(&self) -> Shares<'g> {
        let of_places = || PerTerritory::of_places(self.governance);
        let population = self.population.get().map_or_else(of_places, NodeSet::per_territory);
        let unrecorded = Some(&self.unrecorded).filter(|unrecorded| !unrecorded.is_empty());
        Shares { population, covered: self.covered.per_territory(), unrecorded: unrecorded.map(NodeSet::per_territory) }
    }

    /// The answer with a share of its graph.
    ///
    /// # Errors
    ///
    /// `governance` is another graph.
    pub fn keep(self, governance: &Arc<Governance>) -> Result<Kept<Coverage<'static>>, MixedGraphsError> {
        let population = self.population.into_inner().map(|set| set.keep(governance)).transpose()?;
        let (covered, unrecorded) = (self.covered.keep(governance)?, self.unrecorded.keep(governance)?);
        Kept::new(governance, self.governance, (population, covered, unrecorded))
    }
}

impl Answer for Coverage<'static> {
    type In<'g> = Coverage<'g>;
    type Content = (Option<Kept<NodeSet<'static>>>, Kept<NodeSet<'static>>, Kept<NodeSet<'static>>);

    fn view<'g>((population, covered, unrecorded): &'g Self::Content, governance: &'g Governance) -> Coverage<'g> {
        let population = population.as_ref().map_or_else(OnceLock::new, |set| set.view().into());
        Coverage { governance, population, covered: covered.view(), unrecorded: unrecorded.view() }
    }
}

impl Serialize for Coverage<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("total", &self.total())?;
        map.serialize_entry("by_kind", &self.by_kind().collect::<BTreeMap<Kind, Share>>())?;
        map.serialize_entry("uncovered", &self.uncovered())?;
        map.end()
    }
}

impl<'g> Shares<'g> {
    /// The share of an area or grid; `None` for any other node, or one of another graph. A share of nothing (of 0, without
    /// a percentage) where the population has Party organisations or people and the ledgers do not record where these are
    /// at work. O(1).
    #[must_use]
    pub fn at<K>(&self, node: Node<'_, K>) -> Option<Share> {
        let territory = self.population.territory(node)?;
        Some(self.share(territory))
    }

    fn share(&self, territory: u32) -> Share {
        let number = |set: &PerTerritory<'_>| set.count(territory);
        let unrecorded = self.unrecorded.as_ref().map_or(Some(0), number);
        match (number(&self.covered), number(&self.population), unrecorded) {
            (Some(covered), Some(total), Some(unrecorded)) => Share { covered, total, unrecorded },
            _ => Share::default(),
        }
    }

    /// All areas and grids in pre-order with their shares.
    pub fn iter(&self) -> impl Iterator<Item = (Node<'g>, Share)> {
        self.population.governance().territories().zip(0..).map(|(node, territory)| (node, self.share(territory)))
    }

    /// All shares with a share of their graph. O(territories).
    ///
    /// # Errors
    ///
    /// `governance` is another graph.
    pub fn keep(&self, governance: &Arc<Governance>) -> Result<Kept<ByTerritory<'static, Share>>, MixedGraphsError> {
        ByTerritory::new(self.population.governance(), self.iter().map(|(_, share)| share)).keep(governance)
    }
}

impl Serialize for Shares<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(node, share)| (node.code(), share)))
    }
}

#[cfg(test)]
#[path = "coverage_tests.rs"]
mod tests;
