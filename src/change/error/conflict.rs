//! What two changes contradict each other about, and what else than the named node an error may be about.

use std::fmt;

use serde::Serialize;

use crate::change::Tie;
use crate::excerpt::excerpt;
use crate::kind::Kind;
use crate::measure::known;

/// What two changes of one stage contradict each other about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum Conflict {
    /// A node that the other change ends.
    Ends {
        /// The node.
        code: String,
    },
    /// The new code of a node.
    Code {
        /// The node.
        code: String,
    },
    /// The kind of a node.
    Kind {
        /// The node.
        code: String,
    },
    /// The name of a node.
    Name {
        /// The node.
        code: String,
    },
    /// The category of a node.
    Category {
        /// The node.
        code: String,
    },
    /// What is recorded at a node.
    Records {
        /// The node.
        code: String,
    },
    /// Where a node belongs.
    Parent {
        /// The node.
        code: String,
    },
    /// A value of a node.
    Value {
        /// The node.
        code: String,
        /// The measure.
        measure: String,
    },
    /// A declared figure of a node.
    Declared {
        /// The node.
        code: String,
        /// The kind or measure that the figure is of.
        of: String,
    },
    /// A code that both give.
    NewCode {
        /// The code.
        code: String,
    },
    /// A link that both undo.
    Release,
    /// A link that one makes and the other undoes.
    Assign,
    /// What a measure is.
    Measure {
        /// The measure.
        measure: String,
    },
    /// The title of the map.
    Title,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ends { code } => write!(f, "`{}` ends there", excerpt(code)),
            Self::Code { code } => write!(f, "both give `{}` a code", excerpt(code)),
            Self::Kind { code } => write!(f, "both say what `{}` is", excerpt(code)),
            Self::Name { code } => write!(f, "both name `{}`", excerpt(code)),
            Self::Category { code } => write!(f, "both set the category of `{}`", excerpt(code)),
            Self::Records { code } => write!(f, "both say what is recorded at `{}`", excerpt(code)),
            Self::Parent { code } => write!(f, "both say where `{}` belongs", excerpt(code)),
            Self::Value { code, measure } => write!(f, "both set `{}` of `{}`", excerpt(measure), excerpt(code)),
            Self::Declared { code, of } => write!(f, "both declare `{}` of `{}`", excerpt(of), excerpt(code)),
            Self::NewCode { code } => write!(f, "both give the code `{}`", excerpt(code)),
            Self::Release => f.write_str("both undo the same link"),
            Self::Assign => f.write_str("the same link is made and undone"),
            Self::Measure { measure } => write!(f, "both say what the measure `{}` is", excerpt(measure)),
            Self::Title => f.write_str("both give the map a title"),
        }
    }
}

impl Conflict {
    pub(super) fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ends { code } => write!(f, "“{}”在该项中终止", excerpt(code)),
            Self::Code { code } => write!(f, "两项都变更“{}”的编码", excerpt(code)),
            Self::Kind { code } => write!(f, "两项都变更“{}”的类别", excerpt(code)),
            Self::Name { code } => write!(f, "两项都变更“{}”的名称", excerpt(code)),
            Self::Category { code } => write!(f, "两项都变更“{}”的分类", excerpt(code)),
            Self::Records { code } => write!(f, "两项都变更“{}”的台账记录", excerpt(code)),
            Self::Parent { code } => write!(f, "两项都调整“{}”的隶属", excerpt(code)),
            Self::Value { code, measure } => write!(f, "两项都变更“{}”的{}", excerpt(code), known::in_chinese(measure)),
            Self::Declared { code, of } => {
                let of =
                    of.parse::<Kind>().map_or_else(|_| known::in_chinese(of), |kind| format!("“{}”", kind.chinese()));
                write!(f, "两项都变更“{}”的申报数{of}", excerpt(code))
            }
            Self::NewCode { code } => write!(f, "两项都使用编码“{}”", excerpt(code)),
            Self::Release => f.write_str("两项都解除同一关联"),
            Self::Assign => f.write_str("同一关联既新增又解除"),
            Self::Measure { measure } => write!(f, "两项都申明指标{}", known::id_in_chinese(measure)),
            Self::Title => f.write_str("两项都变更台账标题"),
        }
    }
}

/// What an error is about where it is not the node or link that the change names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum About {
    /// A node, by its code.
    Node(String),
    /// A link.
    Link(Tie),
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Node(code) => write!(f, "node `{code}`"),
            Self::Link(tie) => write!(f, "link `{}`", tie.bare()),
        }
    }
}
