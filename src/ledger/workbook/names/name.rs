//! What stands in a cell that names somebody or something, and what it was read as.

use std::ops::Range;

use crate::ledger::workbook::names::number::NumberKind;

/// What the cells of a column name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub(crate) enum Named {
    /// People: 姓名, 网格长, 网格员.
    Person,
    /// Party organisations: 所属党支部.
    Party,
    /// Parents, grids, places: 上级, 所属社区, 覆盖场所. A name here never makes a node.
    Node,
}

/// What a cell was read as.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum NamesRead {
    /// Nothing stands there, not even a word that says so.
    Blank,
    /// A word says that there is nobody or nothing: 无, 暂无, —, 未成立.
    Nobody(Mark),
    /// A mark says: as in the cell above (同上, 〃).
    Ditto(Mark),
    /// People or Party organisations.
    Names(Names),
    /// What may be the codes or names of nodes, to be looked up.
    Nodes(NodeReadings),
}

/// A word or mark that stands for the whole cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The word, in canonical form, by which notes count it; without remarks.
    pub written: String,
    /// Where it stands in the source text.
    pub at: Range<usize>,
    /// Remarks behind it: 待补 in 无（待补）.
    pub remarks: Vec<Part>,
    /// Numbers that stood beside it and were dropped.
    pub dropped: Vec<NumberKind>,
}

/// A piece of text and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// The text in canonical form.
    pub text: String,
    /// The bytes of the source text; what was dropped may stand between them.
    pub at: Range<usize>,
}

/// Names of people or Party organisations, in the order in which they stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Names {
    /// At least one name.
    pub names: Vec<Name>,
    /// Where the grammar decided something worth knowing.
    pub notes: Vec<NameNote>,
}

/// A name and what was told apart from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    /// The name in canonical form.
    pub text: String,
    /// Where it stands in the source text.
    pub at: Range<usize>,
    /// What stood beside it, in order.
    pub asides: Vec<Aside>,
    /// Numbers that stood beside it: only that there were such, never their digits.
    pub dropped: Vec<NumberKind>,
}

/// Something that stands beside a name and is no part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Aside {
    /// What it is.
    pub kind: AsideKind,
    /// The text in canonical form, without brackets and numbers.
    pub text: String,
    /// Where it stands in the source text.
    pub at: Range<usize>,
}

/// What stands beside a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub(crate) enum AsideKind {
    /// A remark, mostly in brackets: （兼）.
    Remark,
    /// A title or label: 书记, 网格长.
    Title,
    /// Where somebody belongs: 派出所 in `派出所 张三`.
    Affiliation,
    /// What tells two people of one name apart: 1 in 张三1, 大 in 张三（大）.
    Tag,
}

/// A decision of the grammar that is no error.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub(crate) enum NameNote {
    /// A space or line break stood within the name.
    Joined(Part),
    /// These names were told apart by nothing but a space.
    SplitAtSpace(Vec<Part>),
    /// These names were told apart at 和, 及 or 与.
    SplitAtAnd(Vec<Part>),
    /// The name does not begin with a surname that is known, or is a single word of letters.
    UnknownSurname(Part),
    /// The name is longer than most: 买买提江, 张李淑芬.
    LongName(Part),
}

/// A cell that names nodes, in every way in which it can be read. Try them in this order: the first that is the
/// code or name of a node holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NodeReadings {
    /// All of it; breaks and spaces within Han text are dropped.
    pub whole: Part,
    /// Without remarks in brackets, where there are any.
    pub bare: Option<Part>,
    /// Between separators: several nodes; empty where there is no separator.
    pub list: Vec<Part>,
    /// As a path from the top down (须水街道/惠民社区); empty where it cannot be one.
    pub path: Vec<Part>,
}

impl Name {
    /// What tells this person from others of the same name.
    pub(crate) fn tag(&self) -> Option<&str> {
        self.of(AsideKind::Tag).next()
    }

    /// The remarks beside the name.
    pub(crate) fn remarks(&self) -> impl Iterator<Item = &str> {
        self.of(AsideKind::Remark)
    }

    /// The titles beside the name.
    pub(crate) fn titles(&self) -> impl Iterator<Item = &str> {
        self.of(AsideKind::Title)
    }

    fn of(&self, kind: AsideKind) -> impl Iterator<Item = &str> {
        self.asides.iter().filter(move |aside| aside.kind == kind).map(|aside| aside.text.as_str())
    }

    pub(crate) fn part(&self) -> Part {
        Part { text: self.text.clone(), at: self.at.clone() }
    }
}

/// The name with what tells the person from others of it: 张三1, 张三(大).
pub(in crate::ledger::workbook) fn full_name(name: &Name) -> String {
    match name.tag() {
        None => name.text.clone(),
        Some(tag) if tag.is_ascii() => format!("{}{tag}", name.text),
        Some(tag) => format!("{}({tag})", name.text),
    }
}
