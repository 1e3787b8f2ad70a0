//! The kinds of changes (变更): what can be done to a map, as data.

mod chinese;
mod display;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::kind::{Kind, Relation, Role};
use crate::measure::{Decimal, Figure, Measure};
pub(in crate::change) use display::codes;

/// One change of a map.
///
/// All changes of a stage happen at once, whatever their order. **What is changed is named as it was** before
/// the stage, and **where it shall belong is named as it will be** after it: a grid that is recoded is moved by its
/// old code, and other grids are moved below it by its new one.
///
/// With serde, a change is an object whose field `change` says what is done:
///
/// ```
/// use gridgov::change::Change;
///
/// let change: Change = serde_json::from_str(r#"{ "change": "move", "code": "T-3", "below": "V-2" }"#)?;
/// assert_eq!(change, Change::move_below("T-3", "V-2"));
/// assert_eq!(change.to_string(), "move `T-3` below `V-2`");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Change {
    /// A new node (新增).
    Add(Addition),
    /// A node ends (撤销). What stands below it and what is linked to it must be closed, moved or released with it.
    Close {
        /// The node.
        code: String,
    },
    /// A node gets another name (更名).
    Rename {
        /// The node.
        code: String,
        /// Its new name.
        name: String,
    },
    /// A node gets another code (变更代码); codes may be swapped within a stage.
    Recode {
        /// The node, by its old code.
        code: String,
        /// Its new code.
        to: String,
    },
    /// A node becomes another kind (变更类型): a town (镇) that becomes a street office keeps what is below it.
    Reclassify {
        /// The node.
        code: String,
        /// What it becomes.
        kind: Kind,
    },
    /// A node moves, with everything below it (划转).
    Move {
        /// The node.
        code: String,
        /// The node that will contain it, by its new code; `None` makes it a root.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        below: Option<String>,
    },
    /// A node is divided into several of its kind (拆分).
    Split(Split),
    /// Several nodes of one kind become one (合并).
    Merge(Merge),
    /// A link is made (指派): a leader, a person in a post, a member, a seat, a cover.
    Assign(Tie),
    /// A link is undone (解除); it is named by the old codes.
    Release(Tie),
    /// A node's own number of a measure is set, or taken away.
    SetMeasure {
        /// The node.
        code: String,
        /// The measure.
        measure: String,
        /// The new number; `None` takes it away.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<Decimal>,
    },
    /// The category of a node is set, or taken away.
    SetCategory {
        /// The node.
        code: String,
        /// The new category; `None` takes it away.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<String>,
    },
    /// A figure that a node's office declares is set, or taken away.
    Declare {
        /// The node.
        code: String,
        /// The kind or measure that it is a figure of.
        of: String,
        /// The new figure; `None` takes it away.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        figure: Option<Figure>,
    },
    /// What is recorded at a node and all below it is stated (台账记录), or the statement is taken away.
    SetRecords {
        /// The node.
        code: String,
        /// The relations that are recorded; `None` leaves it to the links: see
        /// [`Governance::recorded`](crate::governance::Governance::recorded).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        records: Option<Vec<Relation>>,
    },
    /// A measure is introduced, or gets another unit or scale; values stay as they are.
    DefineMeasure {
        /// The measure.
        measure: Measure,
    },
    /// A measure is given up, with all its values and declared figures.
    DropMeasure {
        /// The measure.
        measure: String,
    },
    /// The map gets another title.
    Retitle {
        /// The title.
        title: String,
    },
}

/// A node to be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Addition {
    /// What names it.
    pub code: String,
    /// What it is.
    pub kind: Kind,
    /// What people call it.
    pub name: String,
    /// The node that will contain it, by its new code; `None` makes it a root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<String>,
    /// What refines its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Its own numbers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub measures: BTreeMap<String, Decimal>,
    /// The figures that its office declares.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub declared: BTreeMap<String, Figure>,
}

/// A node that is divided.
///
/// Each child of the node, and each node that is linked to it, goes to the parts that take it, or to the part that
/// takes the rest. Where no part takes the rest, a child or linked node that no part names is an error. A child goes to one part; a
/// leader, a person or a covered place may go to several.
///
/// What the node had of each measure is divided too: the parts say how much each gets, the part that takes the rest
/// gets what remains, and the total must be what it was. Parts without a category keep that of the node. Declared
/// figures were figures of the whole: parts declare their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Split {
    /// The node.
    pub code: String,
    /// The parts; one of them may keep the code.
    pub into: Vec<Part>,
    /// The code of the part that gets what no part takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest: Option<String>,
}

/// A part of a node that is divided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Part {
    /// What names it.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// The node that will contain it, by its new code; `None` where it stands where the node stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<String>,
    /// What refines its kind; `None` means that of the node that is divided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Its own numbers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub measures: BTreeMap<String, Decimal>,
    /// The figures that its office declares.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub declared: BTreeMap<String, Figure>,
    /// The children, leaders, people and covered places that it takes, by their old codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub takes: Vec<String>,
}

/// Nodes that become one.
///
/// The new node gets the children and links of all; a link that several had is kept once. Its own number of a measure
/// is the total of theirs, unless it is stated. Declared figures were figures of each: the new node declares its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Merge {
    /// The nodes, two at least, all of one kind.
    pub codes: Vec<String>,
    /// The code of the new node, which may be that of one of them.
    pub into: String,
    /// What people will call it.
    pub name: String,
    /// The node that will contain it, by its new code; `None` where all stand below the same one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<String>,
    /// What refines its kind; `None` means the one that all have in common, if they have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Its own numbers, where they are not the totals.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub measures: BTreeMap<String, Decimal>,
    /// The figures that its office declares.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub declared: BTreeMap<String, Figure>,
}

/// A link, by the codes of its ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Tie {
    /// How the ends are joined.
    pub relation: Relation,
    /// The node that the link starts from.
    pub from: String,
    /// The node that it leads to.
    pub to: String,
    /// In what post, for a relation that has roles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

impl Change {
    /// The measure that is given up.
    pub(super) fn dropped_measure(&self) -> Option<&str> {
        match self {
            Change::DropMeasure { measure } => Some(measure),
            _ => None,
        }
    }

    /// A node ends.
    #[must_use]
    pub fn close(code: impl Into<String>) -> Self {
        Self::Close { code: code.into() }
    }

    /// A node gets another name.
    #[must_use]
    pub fn rename(code: impl Into<String>, name: impl Into<String>) -> Self {
        Self::Rename { code: code.into(), name: name.into() }
    }

    /// A node gets another code.
    #[must_use]
    pub fn recode(code: impl Into<String>, to: impl Into<String>) -> Self {
        Self::Recode { code: code.into(), to: to.into() }
    }

    /// A node becomes another kind.
    #[must_use]
    pub fn reclassify(code: impl Into<String>, kind: Kind) -> Self {
        Self::Reclassify { code: code.into(), kind }
    }

    /// A node moves below another, with everything below it.
    #[must_use]
    pub fn move_below(code: impl Into<String>, below: impl Into<String>) -> Self {
        Self::Move { code: code.into(), below: Some(below.into()) }
    }

    /// A node becomes a root, with everything below it.
    #[must_use]
    pub fn move_to_root(code: impl Into<String>) -> Self {
        Self::Move { code: code.into(), below: None }
    }

    /// A link is made.
    #[must_use]
    pub fn assign(relation: Relation, from: impl Into<String>, to: impl Into<String>) -> Self {
        Self::Assign(Tie::new(relation, from, to))
    }

    /// A link is undone.
    #[must_use]
    pub fn release(relation: Relation, from: impl Into<String>, to: impl Into<String>) -> Self {
        Self::Release(Tie::new(relation, from, to))
    }

    /// A person takes a post.
    #[must_use]
    pub fn appoint(person: impl Into<String>, role: Role, at: impl Into<String>) -> Self {
        Self::Assign(Tie::new(Relation::Serves, person, at).with_role(role))
    }

    /// A person leaves a post.
    #[must_use]
    pub fn dismiss(person: impl Into<String>, role: Role, at: impl Into<String>) -> Self {
        Self::Release(Tie::new(Relation::Serves, person, at).with_role(role))
    }

    /// A node's own number of a measure is set.
    #[must_use]
    pub fn set_measure(code: impl Into<String>, measure: impl Into<String>, value: impl Into<Decimal>) -> Self {
        Self::SetMeasure { code: code.into(), measure: measure.into(), value: Some(value.into()) }
    }
}

impl Addition {
    /// A new root without figures, to be completed with the `with_` methods.
    #[must_use]
    pub fn new(kind: Kind, code: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            kind,
            name: name.into(),
            below: None,
            category: None,
            measures: BTreeMap::new(),
            declared: BTreeMap::new(),
        }
    }

    /// The same below a node, by its new code.
    #[must_use]
    pub fn below(mut self, code: impl Into<String>) -> Self {
        self.below = Some(code.into());
        self
    }

    /// The same with a category.
    #[must_use]
    pub fn with_category(mut self, category: impl Into<String>) -> Self {
        self.category = Some(category.into());
        self
    }

    /// The same with a number of its own.
    #[must_use]
    pub fn with_measure(mut self, measure: impl Into<String>, value: impl Into<Decimal>) -> Self {
        self.measures.insert(measure.into(), value.into());
        self
    }

    /// The same with a declared figure.
    #[must_use]
    pub fn with_declared(mut self, of: impl Into<String>, figure: impl Into<Figure>) -> Self {
        self.declared.insert(of.into(), figure.into());
        self
    }
}

impl Split {
    /// A node to be divided, without parts.
    #[must_use]
    pub fn new(code: impl Into<String>) -> Self {
        Self { code: code.into(), into: Vec::new(), rest: None }
    }

    /// The same with one part more.
    #[must_use]
    pub fn into_part(mut self, part: Part) -> Self {
        self.into.push(part);
        self
    }

    /// The same with one part more, which gets what no part takes.
    #[must_use]
    pub fn rest_into(mut self, part: Part) -> Self {
        self.rest = Some(part.code.clone());
        self.into.push(part);
        self
    }
}

impl Part {
    /// A part that takes nothing by name.
    #[must_use]
    pub fn new(code: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            name: name.into(),
            below: None,
            category: None,
            measures: BTreeMap::new(),
            declared: BTreeMap::new(),
            takes: Vec::new(),
        }
    }

    /// The same below a node, by its new code, where it does not stand where the node stood.
    #[must_use]
    pub fn below(mut self, code: impl Into<String>) -> Self {
        self.below = Some(code.into());
        self
    }

    /// The same with children, leaders, people or covered places that it takes, by their old codes.
    #[must_use]
    pub fn taking<C: Into<String>>(mut self, codes: impl IntoIterator<Item = C>) -> Self {
        self.takes.extend(codes.into_iter().map(Into::into));
        self
    }

    /// The same with a number of its own.
    #[must_use]
    pub fn with_measure(mut self, measure: impl Into<String>, value: impl Into<Decimal>) -> Self {
        self.measures.insert(measure.into(), value.into());
        self
    }
}

impl Merge {
    /// Nodes that become one of this code and name.
    #[must_use]
    pub fn new<C: Into<String>>(
        codes: impl IntoIterator<Item = C>,
        into: impl Into<String>,
        name: impl Into<String>,
    ) -> Self {
        Self {
            codes: codes.into_iter().map(Into::into).collect(),
            into: into.into(),
            name: name.into(),
            below: None,
            category: None,
            measures: BTreeMap::new(),
            declared: BTreeMap::new(),
        }
    }

    /// The same with a number of its own, in place of the total: a rate has no total.
    #[must_use]
    pub fn with_measure(mut self, measure: impl Into<String>, value: impl Into<Decimal>) -> Self {
        self.measures.insert(measure.into(), value.into());
        self
    }

    /// The same below a node, by its new code.
    #[must_use]
    pub fn below(mut self, code: impl Into<String>) -> Self {
        self.below = Some(code.into());
        self
    }
}

impl Tie {
    /// A link without a role.
    #[must_use]
    pub fn new(relation: Relation, from: impl Into<String>, to: impl Into<String>) -> Self {
        Self { relation, from: from.into(), to: to.into(), role: None }
    }

    /// The same in a post.
    #[must_use]
    pub fn with_role(mut self, role: Role) -> Self {
        self.role = Some(role);
        self
    }
}

macro_rules! into_change {
    ($($Payload:ident),+) => {
        $(
            impl From<$Payload> for Change {
                fn from(what: $Payload) -> Self {
                    Change::$Payload(what)
                }
            }
        )+
    };
}

into_change!(Split, Merge);

impl From<Addition> for Change {
    fn from(node: Addition) -> Self {
        Change::Add(node)
    }
}

#[cfg(test)]
#[path = "changes_tests.rs"]
mod tests;
