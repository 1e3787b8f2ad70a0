//! The sheet of findings.

use super::list_sheet::ListSheet;
use super::{Content, FINDINGS};
use crate::language::Language;
use crate::ledger::workbook::Page;
use crate::ledger::{Position, WriteError};
use crate::report::{Align, labels};

/// The widths of columns, in digits.
const RULE: usize = 22;
const NAME: usize = 20;
const MESSAGE: usize = 60;
const ORIGIN: usize = 24;

/// The sheet with a row for each finding.
pub(super) fn page(content: &Content<'_, '_>) -> Result<Page, WriteError> {
    let formats = &content.formats;
    let language = content.language();
    let heads = content.say(
        ["severity", "rule", "kind", "code", "name", "what to do", "place"],
        ["程度", "规则", "类型", "编码", "名称", "说明", "出处"],
    );
    let heads = heads.map(|head| (head, Align::Left));
    let what = content.say(
        "The most severe first; codes lead to their rows in the roll-up. The ids of rules are in the overview.",
        "由重到轻；编码链接到汇总表中的所在行。规则编号见总览。",
    );
    let mut list = ListSheet::new(content.sheet(FINDINGS), what, heads, formats)?;
    for finding in &content.book.findings {
        let number = list.row();
        let at = |column| Position::new(number, column);
        let subject = finding.subject();
        list.page.text(
            at(1),
            language.of(finding.severity().english(), finding.severity().chinese()),
            &formats.severity(finding.severity()),
        )?;
        list.page.wrapped(
            at(2),
            language.of(finding.applied().english(), finding.applied().chinese()),
            RULE,
            &formats.wrapped,
        )?;
        list.page.text(at(3), labels::kind(language, subject.kind()), &formats.text)?;
        match content.line_of(subject) {
            Some(line) => list.page.link(at(4), subject.code(), line, &formats.link)?,
            None => list.page.text(at(4), subject.code(), &formats.text)?,
        }
        list.page.wrapped(at(5), subject.name(), NAME, &formats.wrapped)?;
        list.page.wrapped(at(6), finding.words().text(language), MESSAGE, &formats.wrapped)?;
        let origin = subject.origin();
        let origin = match language {
            Language::English => origin.to_string(),
            Language::Chinese => origin.place(None).map_or_else(String::new, |place| place.chinese_text()),
        };
        list.page.wrapped(at(7), &origin, ORIGIN, &formats.wrapped)?;
    }
    list.finish(0)
}
