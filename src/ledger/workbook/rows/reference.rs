//! Codes and names of other nodes in the cells of a row: who serves and leads it, what it covers, where it is seated.

use crate::kind::{Kind, Role};
use crate::ledger::{Origin, Written};

/// A code or name of another node in a cell.
#[derive(Debug)]
pub(crate) struct Reference {
    pub(crate) kind: ReferenceKind,
    /// The row, by its position among the nodes.
    pub(crate) row: usize,
    /// The code or name.
    pub(crate) name: String,
    /// Whether it is a code and no name to look up.
    pub(crate) is_literal: bool,
    pub(crate) origin: Origin,
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

/// The names in a cell. A literal text is one name.
pub(crate) fn names(text: &str, is_literal: bool) -> impl Iterator<Item = &str> {
    let parts: Vec<&str> = if is_literal { vec![text] } else { text.split(SEPARATORS).collect() };
    parts.into_iter().map(str::trim).filter(|name| !name.is_empty())
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
