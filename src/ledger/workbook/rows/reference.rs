//! Codes and names of other nodes in the cells of a row: who serves and leads it, what it covers, where it is seated.

use super::texts::TextId;
use crate::kind::{Kind, Role};
use crate::ledger::{Origin, Written};

/// A code or name of another node in a cell.
#[derive(Debug)]
pub(crate) struct Reference {
    pub(crate) kind: ReferenceKind,
    /// The row, by its position among the nodes.
    pub(crate) row: usize,
    /// The code or name; where people or Party organisations are named, the text of the cell, which may name several.
    pub(crate) name: TextId,
    /// Whether it is a code and no name to look up.
    pub(crate) is_literal: bool,
    pub(crate) origin: Origin,
    /// Whether it is the cell above again: a ditto mark or a merged cell.
    pub(crate) is_above: bool,
    /// The post that the row itself holds there, if it is a person.
    pub(crate) role: Option<Written<Role>>,
}

/// What the named node is to the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReferenceKind {
    /// A person who holds this post.
    Post(Role),
    /// The Party organisation that leads the row, is seated at it, or has it as a member.
    Party,
    /// The area or grid that the row belongs to, of this kind where the heading names it.
    Grid(Option<Kind>),
    /// A place that the row covers; if the row is a place, a grid that covers it.
    Covers,
    /// Where the row is seated.
    Seat,
}

impl Reference {
    /// Whether it says what the row belongs to.
    pub(crate) fn is_grid(&self) -> bool {
        matches!(self.kind, ReferenceKind::Grid(_))
    }
}

/// What stands between several names in a cell.
const SEPARATORS: [char; 8] = ['、', '，', ',', ';', '；', '\n', '\r', '/'];

/// The codes and names in a cell. A literal text is one.
pub(crate) fn names(text: &str, is_literal: bool) -> impl Iterator<Item = &str> {
    let whole = Some(text.trim()).filter(|text| is_literal && !text.is_empty());
    let several = (!is_literal).then(|| parts(text));
    whole.into_iter().chain(several.into_iter().flatten())
}

/// The parts of a text between the signs that stand between names.
pub(crate) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(SEPARATORS).map(str::trim).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::workbook::cell_value;

    #[test]
    fn several_names_may_stand_in_a_cell() {
        let names_of = |cell: &str| {
            cell_value::text(&cell.into())
                .map(|read| names(&read.text, read.is_literal).map(str::to_owned).collect::<Vec<_>>())
        };
        assert_eq!(
            names_of("张三、李四，王五;\n赵六 / 孙七"),
            Ok(["张三", "李四", "王五", "赵六", "孙七"].map(str::to_owned).into())
        );
        assert_eq!(names_of("'张三、李四"), Ok(vec!["张三、李四".to_owned()]));
        assert_eq!(names_of("  、"), Ok(Vec::new()));
    }
}
