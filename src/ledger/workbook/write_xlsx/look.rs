//! How a workbook looks, apart from its values.

use std::collections::BTreeMap;

use rust_xlsxwriter::DataValidation;

use super::Page;
use super::file::refused;
use crate::ledger::workbook::Merged;
use crate::ledger::{NotForSpreadsheet, WriteError};

/// How a workbook looks and helps people fill it in: heads that stay in sight, and cells with a list to choose from
/// (下拉列表).
///
/// ```
/// use gridgov::ledger::Position;
/// use gridgov::ledger::workbook::{Look, Merged, Sheet, Workbook};
///
/// let mut sheet = Sheet::new("人员");
/// sheet.set(Position::new(1, 1), "职务");
/// let below = Merged { first: Position::new(2, 1), last: Position::new(1000, 1) };
/// let look = Look::new().with_head("人员", 1).with_choices("人员", below, ["网格长", "网格员"]);
/// let bytes = Workbook::new("").with_sheet(sheet).to_xlsx_with(&look)?;
/// assert!(!bytes.is_empty());
/// # Ok::<(), gridgov::ledger::WriteError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    sheets: BTreeMap<String, SheetLook>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct SheetLook {
    head: u32,
    choices: Vec<(Merged, Vec<String>)>,
}

impl Look {
    /// A plain look: no head stays in sight, and no cell has a list.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with the first rows of a sheet as its head: bold, and in sight however far one scrolls.
    #[must_use]
    pub fn with_head(mut self, sheet: impl Into<String>, rows: u32) -> Self {
        self.sheets.entry(sheet.into()).or_default().head = rows;
        self
    }

    /// The same with a list to choose from in the cells of a range. Excel warns of what is not in the list.
    #[must_use]
    pub fn with_choices<C: Into<String>>(
        mut self,
        sheet: impl Into<String>,
        range: Merged,
        choices: impl IntoIterator<Item = C>,
    ) -> Self {
        let choices = choices.into_iter().map(Into::into).collect();
        self.sheets.entry(sheet.into()).or_default().choices.push((range, choices));
        self
    }

    /// How many rows of a sheet are its head.
    pub(in crate::ledger::workbook) fn frozen_rows(&self, sheet: &str) -> u32 {
        self.sheets.get(sheet).map_or(0, |look| look.head)
    }

    /// Applies the look to a sheet.
    pub(in crate::ledger::workbook) fn apply(&self, page: &mut Page) -> Result<(), WriteError> {
        let Some(look) = self.sheets.get(page.name()) else { return Ok(()) };
        if look.head > 0 {
            page.freeze(look.head, 0)?;
        }
        for (range, choices) in &look.choices {
            if let Some(choice) = choices.iter().find(|choice| choice.contains(',') || choice.starts_with('=')) {
                let what = NotForSpreadsheet::Choice { choice: choice.clone() };
                return Err(page.error(range.first, what));
            }
            let ((top, left), (bottom, right)) = (page.place(range.first)?, page.place(range.last)?);
            let cell = page.cell(range.first);
            let list = DataValidation::new().allow_list_strings(choices).map_err(|error| refused(&cell, error))?;
            // Excel only warns: another value may be right, and building reports what is wrong.
            let list = list.set_error_style(rust_xlsxwriter::DataValidationErrorStyle::Warning);
            let done = page.worksheet().add_data_validation(top, left, bottom, right, &list).map(drop);
            done.map_err(|error| refused(cell, error))?;
        }
        Ok(())
    }
}
