//! The sheet of findings.

use super::list_sheet::ListSheet;
use super::{Content, FINDINGS};
use crate::ledger::workbook::Page;
use crate::ledger::{Position, WriteError};
use crate::report::Align;

/// The widths of columns, in digits.
const RULE: usize = 22;
const NAME: usize = 20;
const MESSAGE: usize = 60;
const ORIGIN: usize = 24;

/// The sheet with a row for each finding.
pub(super) fn page(content: &Content<'_, '_>) -> Result<Page, WriteError> {
    let formats = &content.formats;
    let heads = ["程度", "规则", "类型", "编码", "名称", "说明", "出处"].map(|head| (head, Align::Left));
    let mut list = ListSheet::new(FINDINGS, "由重到轻；编码链接到汇总表中的所在行。规则编号见总览。", heads, formats)?;
    for finding in &content.book.findings {
        let number = list.row();
        let at = |column| Position::new(number, column);
        let subject = finding.subject();
        list.page.text(at(1), finding.severity().chinese(), &formats.severity(finding.severity()))?;
        list.page.wrapped(at(2), finding.applied().chinese(), RULE, &formats.wrapped)?;
        list.page.text(at(3), subject.kind().chinese(), &formats.text)?;
        match content.line_of(subject) {
            Some(line) => list.page.link(at(4), subject.code(), line, &formats.link)?,
            None => list.page.text(at(4), subject.code(), &formats.text)?,
        }
        list.page.wrapped(at(5), subject.name(), NAME, &formats.wrapped)?;
        list.page.wrapped(at(6), finding.words().english(), MESSAGE, &formats.wrapped)?;
        list.page.wrapped(at(7), &subject.origin().to_string(), ORIGIN, &formats.wrapped)?;
    }
    list.finish(0)
}
