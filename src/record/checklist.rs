//! Checklists: what each grid should have, as data, and what it lacks.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::coverage::{Coverage, Question};
use crate::governance::{Governance, Node};
use crate::kind::{Kind, Role};

/// A list of what grids should have (八定, 六要素, ...), as data. The crate has no built-in one: no text at hand lists the
/// members.
///
/// ```
/// use gridgov::governance::Governance;
/// use gridgov::kind::{Kind, Person, Role, SecondGrid, Subdistrict};
/// use gridgov::ledger::Draft;
/// use gridgov::record::{Checklist, Needs, Requirement};
///
/// let mut draft = Draft::new("");
/// draft.measure("households");
/// let street = draft.root(Subdistrict, "S", "");
/// let [one, _] = ["G-1", "G-2"].map(|code| draft.add(street, SecondGrid, code, ""));
/// let head = draft.root(Person, "N", "张三");
/// draft.serve(head, Role::GridHead, one);
/// let governance = Governance::build(&draft)?;
///
/// let checklist = Checklist::new("own", "our own list", [Kind::SecondGrid])
///     .with(Requirement::new("head", "has a head", "有网格长", Needs::Post(vec![Role::GridHead])))
///     .with(Requirement::new("led", "is led", "有党组织", Needs::Leader));
/// let completeness = governance.completeness(&checklist);
/// assert_eq!(completeness.complete().total().to_string(), "1 / 2");
/// let (grid, lacks) = &completeness.lacking()[0];
/// assert_eq!((grid.code(), lacks[0].id.as_str()), ("G-2", "head"));
/// // The ledger records no Party organisation at all: that is not the fault of a grid.
/// assert_eq!(completeness.undecidable()[0].id, "led");
/// # Ok::<(), gridgov::governance::BuildErrors>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Checklist {
    /// The id.
    pub id: String,
    /// The text that it is from, or that it is the pack's own.
    pub source: String,
    /// The kinds that it is for.
    pub kinds: BTreeSet<Kind>,
    /// What each of them should have, in the order in which it is listed.
    pub requirements: Vec<Requirement>,
}

/// Something that a grid should have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Requirement {
    /// The id, such as `head`.
    pub id: String,
    /// What it is, in English.
    pub english: String,
    /// The same in Chinese.
    pub chinese: String,
    /// What the ledger has to say.
    pub needs: Needs,
}

/// What the ledger has to say of a grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Needs {
    /// Somebody in one of these posts; in any post if none is listed.
    Post(Vec<Role>),
    /// A Party organisation that leads it.
    Leader,
    /// A name.
    Name,
    /// A category.
    Category,
    /// A value of a measure, in the grid or below.
    Measure(String),
    /// A node of a kind in it, at any depth.
    Contains(Kind),
}

/// How complete the grids of a graph are by a checklist (完整度).
#[derive(Debug, Clone)]
pub struct Completeness<'g, 'c> {
    complete: Coverage<'g>,
    lacking: Vec<(Node<'g>, Vec<&'c Requirement>)>,
    undecidable: Vec<&'c Requirement>,
}

impl Checklist {
    /// A list without requirements.
    #[must_use]
    pub fn new(id: impl Into<String>, source: impl Into<String>, kinds: impl IntoIterator<Item = Kind>) -> Self {
        Self { id: id.into(), source: source.into(), kinds: kinds.into_iter().collect(), requirements: Vec::new() }
    }

    /// The same with one more requirement.
    #[must_use]
    pub fn with(mut self, requirement: Requirement) -> Self {
        self.requirements.push(requirement);
        self
    }
}

impl Requirement {
    /// A requirement with its id and labels.
    #[must_use]
    pub fn new(id: impl Into<String>, english: impl Into<String>, chinese: impl Into<String>, needs: Needs) -> Self {
        Self { id: id.into(), english: english.into(), chinese: chinese.into(), needs }
    }
}

impl Needs {
    fn has(&self, node: Node<'_>) -> bool {
        match self {
            Needs::Post(roles) => {
                node.staff().any(|post| roles.is_empty() || post.role.is_some_and(|role| roles.contains(&role)))
            }
            Needs::Leader => node.leaders().len() > 0,
            Needs::Name => !node.name().is_empty(),
            Needs::Category => node.category().is_some(),
            Needs::Measure(measure) => {
                node.governance().measure(measure).is_ok_and(|measure| node.subtree().sum(measure).is_some())
            }
            Needs::Contains(kind) => node.descendants().any(|node| node.kind() == *kind),
        }
    }

    /// Whether the ledger records such a thing at all; what is not recorded is not missing.
    fn is_recorded(&self, governance: &Governance, population: &crate::set::NodeSet<'_>) -> bool {
        match self {
            Needs::Post(_) => governance.ask(Question::Served).total().covered > 0,
            Needs::Leader => governance.ask(Question::Led).total().covered > 0,
            Needs::Measure(measure) => {
                governance.measure(measure).is_ok_and(|measure| governance.all().sum(measure).is_some())
            }
            Needs::Contains(kind) => governance.nodes_of_kind(*kind).next().is_some(),
            Needs::Name | Needs::Category => population.iter().any(|node| self.has(node)),
        }
    }
}

impl Governance {
    /// How complete grids are by a checklist. O(requirements · nodes in the grids).
    #[must_use]
    pub fn completeness<'c>(&self, checklist: &'c Checklist) -> Completeness<'_, 'c> {
        let population = self.set_of_kinds(checklist.kinds.iter().copied());
        let (judged, undecidable): (Vec<&Requirement>, Vec<&Requirement>) =
            checklist.requirements.iter().partition(|requirement| requirement.needs.is_recorded(self, &population));
        let mut lacking = Vec::new();
        let complete = self.ask_of(population, |node| {
            let lacks: Vec<&Requirement> =
                judged.iter().copied().filter(|requirement| !requirement.needs.has(node)).collect();
            let is_complete = lacks.is_empty();
            if !is_complete {
                lacking.push((node, lacks));
            }
            is_complete
        });
        Completeness { complete, lacking, undecidable }
    }
}

impl<'g, 'c> Completeness<'g, 'c> {
    /// Which grids have everything that can be judged: a coverage question, with shares for every area and grid.
    #[must_use]
    pub const fn complete(&self) -> &Coverage<'g> {
        &self.complete
    }

    /// The grids that lack something, in pre-order, each with what it lacks.
    #[must_use]
    pub fn lacking(&self) -> &[(Node<'g>, Vec<&'c Requirement>)] {
        &self.lacking
    }

    /// The requirements of which the ledger records nothing anywhere, so that no grid can be judged by them.
    #[must_use]
    pub fn undecidable(&self) -> &[&'c Requirement] {
        &self.undecidable
    }
}
