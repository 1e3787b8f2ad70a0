//! The row of a node, with what must be known of it until all rows are there.

use crate::kind::Family;
use crate::ledger::workbook::{Cell, CellProblem};
use crate::ledger::{NodeRow, code_of_name};

/// A row of a node that is not settled yet.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct NodeEntry {
    pub(crate) row: NodeRow,
    /// Whether a column or the name of the sheet says the kind.
    pub(crate) has_kind: bool,
    /// Whether the parent is a code and no name to look up.
    pub(crate) is_parent_literal: bool,
    /// Whether several lines share the code because its cell is merged.
    pub(crate) is_code_merged: bool,
    pub(crate) code_form: CodeForm,
    /// In a table with one column a level: its place among the levels.
    pub(crate) level: Option<u32>,
    /// Whether it is reported already that nothing says the kind.
    pub(crate) is_kind_told: bool,
    /// Whether the row is a person without a code of its own.
    pub(crate) is_known_by_name: bool,
    /// The name of a person with what tells people of the name apart, where it is more than the name: 张三1.
    pub(crate) known_as: Option<String>,
    /// Whether the cell of the name is the one above again: a ditto mark or a merged cell. Then both are one person.
    pub(crate) is_name_above: bool,
}

/// The form in which a code stands in its cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum CodeForm {
    /// A text.
    Text,
    /// A text that must stay as it is: it is marked as literal, or reported already.
    Literal,
    /// A number that keeps all digits of the code, but perhaps not its leading zeros.
    Number,
    /// A number that lost digits of the code, as a spreadsheet shows it.
    LostDigits(String),
}

impl NodeEntry {
    /// The entry of a row that no line is about, because another row names the node.
    pub(crate) fn named(row: NodeRow) -> Self {
        Self {
            row,
            has_kind: true,
            is_parent_literal: true,
            is_code_merged: false,
            code_form: CodeForm::Literal,
            level: None,
            is_kind_told: false,
            is_known_by_name: false,
            known_as: None,
            is_name_above: false,
        }
    }

    /// The name of a person, with what tells people of the name apart.
    pub(crate) fn known_as(&self) -> &str {
        self.known_as.as_deref().unwrap_or(&self.row.name)
    }

    /// Whether the code must stay as it is.
    pub(crate) fn is_code_literal(&self) -> bool {
        self.code_form == CodeForm::Literal
    }

    /// Gives a person or Party organisation in a list without codes the code that its name stands for.
    pub(super) fn set_code_from_name(&mut self) {
        let family = self.row.kind.known().filter(|_| self.has_kind).map(|kind| kind.family());
        if matches!(family, Some(Family::Person | Family::Party)) && !self.row.name.is_empty() {
            self.is_known_by_name = family == Some(Family::Person);
            self.row.code = code_of_name(self.is_known_by_name, self.known_as());
        }
    }

    /// Keeps a faulty code so that the row can be followed. True where the fault is reported only when all codes are
    /// known, because one of them may tell the lost digits.
    pub(super) fn keep_faulty_code(&mut self, cell: &Cell, problem: &CellProblem) -> bool {
        if let CellProblem::LostDigits { written, .. } = problem {
            self.row.code.clone_from(written);
            self.code_form = CodeForm::LostDigits(written.clone());
            return true;
        }
        self.row.code = cell.to_string();
        self.code_form = CodeForm::Literal;
        false
    }
}
