//! The sheet of findings.

use super::listing::Listing;
use super::{Content, FINDINGS};
use crate::ledger::workbook::Page;
use crate::ledger::{Position, WriteError};
use crate::report::Align;

/// The widths of the rule, the name, what is wrong, and where it stands.
const RULE: usize = 22;
const NAME: usize = 20;
const MESSAGE: usize = 60;
const ORIGIN: usize = 24;

/// A line for each finding.
pub(super) fn page(content: &Content<'_, '_>) -> Result<Page, WriteError> {
    let ink = &content.ink;
    let heads = ["程度", "规则", "类型", "编码", "名称", "说明", "出处"].map(|head| (head, Align::Left));
    let mut list = Listing::new(FINDINGS, "由重到轻；编码链接到汇总表中的所在行。规则编号见总览。", heads, ink)?;
    for finding in &content.book.findings {
        let number = list.row();
        let at = |column| Position::new(number, column);
        let subject = finding.subject();
        list.page.text(at(1), finding.severity().chinese(), &ink.severity(finding.severity()))?;
        list.page.wrapped(at(2), finding.applied().chinese(), RULE, &ink.wrapped)?;
        list.page.text(at(3), subject.kind().chinese(), &ink.text)?;
        match content.line_of(subject) {
            Some(line) => list.page.link(at(4), subject.code(), line, &ink.link)?,
            None => list.page.text(at(4), subject.code(), &ink.text)?,
        }
        list.page.wrapped(at(5), subject.name(), NAME, &ink.wrapped)?;
        list.page.wrapped(at(6), finding.message(), MESSAGE, &ink.wrapped)?;
        list.page.wrapped(at(7), &subject.origin().to_string(), ORIGIN, &ink.wrapped)?;
    }
    list.finish(0)
}
