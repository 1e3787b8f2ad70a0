//! The first sheet: counts, declared figures, findings by rule.

use super::cell_formats::{self, CellFormats, NOTHING};
use super::{COVERAGE, Content, FINDINGS, HEAD, OVERVIEW, ROLL_UP, UNCOVERED};
use crate::audit::Comparison;
use crate::kind::Family;
use crate::ledger::workbook::{Merged, Page};
use crate::ledger::{Position, WriteError};
use crate::measure::{Decimal, Verdict};
use crate::report::{Align, answer_rows, labels};

/// The widths of the columns, in digits; all sections share them.
const WIDTHS: [usize; 7] = [22, NAME, 26, 14, 14, 12, 12];
const NAME: usize = 32;

/// The heights of the title and of the other rows, in points.
const TITLE: u32 = 28;
const ROW: u32 = 17;

/// The sheet, filled from top to bottom.
struct Sheet<'a> {
    page: Page,
    formats: &'a CellFormats,
    row: u32,
}

pub(super) fn page(content: &Content<'_, '_>) -> Result<Page, WriteError> {
    let mut sheet = Sheet { page: Page::new(content.sheet(OVERVIEW))?, formats: &content.formats, row: 0 };
    sheet.page.worksheet().set_default_row_height(ROW);
    sheet.heading(content)?;
    sheet.numbers(content)?;
    sheet.declared(content)?;
    sheet.findings(content)?;
    sheet.rules(content)?;
    for (column, width) in (1..).zip(WIDTHS) {
        sheet.page.set_width(column, width);
    }
    sheet.page.print(true, None)?;
    Ok(sheet.page)
}

impl Sheet<'_> {
    fn next(&mut self) -> u32 {
        self.row += 1;
        self.row
    }

    /// The title, a description, and links to the other sheets.
    fn heading(&mut self, content: &Content<'_, '_>) -> Result<(), WriteError> {
        let scope = &content.book.scope;
        let title = scope.title_in(content.language());
        let unnamed = content.say("Report on grid governance", "网格化治理报表");
        let title = if title.is_empty() { unnamed } else { &title };
        let (nodes, links) = (scope.nodes().len(), answer_rows::links(scope.nodes()));
        let numbers = content.say(
            format!(
                "nodes: {nodes}, links: {links}; in the roll-up each place counts once, however many grids cover it."
            ),
            format!("共 {nodes} 个节点、{links} 条关联；汇总中每个场所只计一次，无论由几个网格覆盖。"),
        );
        for (text, format) in [(title, &self.formats.title), (numbers.as_str(), &self.formats.note)] {
            let row = self.next();
            let merged = Merged { first: Position::new(row, 1), last: Position::new(row, WIDTHS.len() as u32) };
            self.page.merge(merged, format)?;
            self.page.text(merged.first, text, format)?;
        }
        self.page.set_height(1, TITLE)?;
        let row = self.next();
        for (column, sheet) in (1..).zip([ROLL_UP, COVERAGE, UNCOVERED, FINDINGS]) {
            let sheet = content.sheet(sheet);
            let to = (sheet, Position::new(1, 1));
            self.page.link(Position::new(row, column), &format!("→ {sheet}"), to, &self.formats.link)?;
        }
        Ok(())
    }

    /// Begins a section: its title and the headings of its table.
    fn section(&mut self, title: &str, heads: &[(&str, Align)]) -> Result<(), WriteError> {
        self.next();
        let row = self.next();
        self.page.text(Position::new(row, 1), title, &self.formats.section)?;
        let row = self.next();
        for (column, (head, align)) in (1..).zip(heads) {
            let format = if *align == Align::Right { &self.formats.head_of_numbers } else { &self.formats.head };
            self.page.text(Position::new(row, column), head, format)?;
        }
        Ok(())
    }

    /// A line instead of a table.
    fn nothing(&mut self, text: &str) -> Result<(), WriteError> {
        let row = self.next();
        self.page.text(Position::new(row, 1), text, &self.formats.note)
    }

    fn numbers(&mut self, content: &Content<'_, '_>) -> Result<(), WriteError> {
        let scope = &content.book.scope;
        let language = content.language();
        let [family, kind, number] = content.say(["family", "kind", "number"], ["类别", "类型", "数量"]);
        let heads = [(family, Align::Left), (kind, Align::Left), (number, Align::Right)];
        self.section(content.say("How many", "数量"), &heads)?;
        let counts = scope.counts();
        for family in Family::ALL {
            if !counts.holds(*family) {
                let row = self.next();
                self.page.text(Position::new(row, 1), labels::family(language, *family), &self.formats.text)?;
                self.page.text(Position::new(row, 3), NOTHING, &self.formats.count)?;
            }
            let mut shown = labels::family(language, *family);
            for (kind, count) in counts.iter().filter(|(kind, _)| kind.family() == *family) {
                let row = self.next();
                self.page.text(Position::new(row, 1), shown, &self.formats.text)?;
                self.page.text(Position::new(row, 2), labels::kind(language, kind), &self.formats.text)?;
                cell_formats::count(&mut self.page, Position::new(row, 3), count, &self.formats.count)?;
                shown = "";
            }
        }
        Ok(())
    }

    fn declared(&mut self, content: &Content<'_, '_>) -> Result<(), WriteError> {
        let heads = content.say(["code", "name", "of"], ["编码", "名称", "申报项目"]);
        let heads = heads.map(|head| (head, Align::Left)).into_iter();
        let numbers = content.say(["declared", "counted", "difference"], ["申报数", "统计数", "差额"]);
        let heads = heads.chain(numbers.map(|head| (head, Align::Right)));
        let heads = heads.chain([(content.say("holds", "结论"), Align::Left)]).collect::<Vec<_>>();
        self.section(content.say("Declared and counted", "申报与统计"), &heads)?;
        let compared = content.book.governance.comparisons();
        let mut compared = compared.iter().filter(|row| content.book.scope.nodes().contains(row.node)).peekable();
        if compared.peek().is_none() {
            return self.nothing(content.say("nothing is declared", "无申报数"));
        }
        compared.try_for_each(|row| self.comparison(content, row))
    }

    fn comparison(&mut self, content: &Content<'_, '_>, compared: &Comparison<'_>) -> Result<(), WriteError> {
        let row = self.next();
        let at = |column| Position::new(row, column);
        match content.line_of(compared.node) {
            Some(line) => self.page.link(at(1), compared.node.code(), line, &self.formats.link)?,
            None => self.page.text(at(1), compared.node.code(), &self.formats.text)?,
        }
        self.page.wrapped(at(2), compared.node.name(), NAME, &self.formats.wrapped)?;
        self.page.text(at(3), &labels::declared(content.language(), compared.of), &self.formats.text)?;
        let number = self.formats.number(compared.counted.map_or(0, Decimal::scale));
        cell_formats::figure(&mut self.page, at(4), compared.declared, content.language(), &number)?;
        match compared.counted {
            Some(counted) => cell_formats::decimal(&mut self.page, at(5), counted, &number)?,
            None => self.page.text(at(5), NOTHING, &number)?,
        }
        match difference(compared) {
            Some(difference) => cell_formats::decimal(&mut self.page, at(6), difference, &number)?,
            None => self.page.text(at(6), "", &number)?,
        }
        let verdict = compared.verdict();
        self.page.text(at(7), labels::verdict(content.language(), verdict), &self.formats.verdict(verdict))
    }

    fn findings(&mut self, content: &Content<'_, '_>) -> Result<(), WriteError> {
        let heads = content.say(["severity", "rule", "id of the rule"], ["程度", "规则", "规则编号"]);
        let heads = heads.map(|head| (head, Align::Left)).into_iter();
        let heads = heads.chain([(content.say("number", "数量"), Align::Right)]).collect::<Vec<_>>();
        self.section(content.sheet(FINDINGS), &heads)?;
        if content.book.findings.is_empty() {
            return self.nothing(content.say("nothing was found", "未发现问题"));
        }
        let mut line = HEAD;
        for (rule, group) in content.book.findings.by_rule().filter(|(_, group)| !group.is_empty()) {
            let row = self.next();
            let at = |column| Position::new(row, column);
            let severity = content.say(rule.severity().english(), rule.severity().chinese());
            self.page.text(at(1), severity, &self.formats.severity(rule.severity()))?;
            // A link to the first finding of the rule; the others follow it.
            let (name, to) = (content.say(rule.english(), rule.chinese()), Position::new(line + 1, 1));
            self.page.link(at(2), name, (content.sheet(FINDINGS), to), &self.formats.link)?;
            self.page.text(at(3), rule.id(), &self.formats.text)?;
            cell_formats::count(&mut self.page, at(4), group.len() as u64, &self.formats.count)?;
            line += group.len() as u32;
        }
        Ok(())
    }

    /// What each rule judged, and why not more.
    fn rules(&mut self, content: &Content<'_, '_>) -> Result<(), WriteError> {
        let heads = content.say(["severity", "rule", "id of the rule"], ["程度", "规则", "规则编号"]);
        let heads = heads.map(|head| (head, Align::Left)).into_iter();
        let judged = (content.say("judged", "检查数"), Align::Right);
        let heads = heads.chain([judged, (content.say("could not judge", "未能检查的原因"), Align::Left)]);
        self.section(content.say("What the rules judged", "规则检查情况"), &heads.collect::<Vec<_>>())?;
        for judgement in content.book.findings.judgements() {
            let row = self.next();
            let at = |column| Position::new(row, column);
            let rule = judgement.rule();
            let severity = content.say(rule.severity().english(), rule.severity().chinese());
            self.page.text(at(1), severity, &self.formats.severity(rule.severity()))?;
            self.page.text(at(2), content.say(rule.english(), rule.chinese()), &self.formats.text)?;
            self.page.text(at(3), rule.id(), &self.formats.text)?;
            match judgement.judged() {
                Some(judged) => cell_formats::count(&mut self.page, at(4), judged, &self.formats.count)?,
                None => self.page.text(at(4), NOTHING, &self.formats.count)?,
            }
            let reasons = judgement.undecidable().iter().map(|words| words.text(content.language()));
            let reasons = reasons.collect::<Vec<_>>().join(content.say("; ", "；"));
            self.page.text(at(5), &reasons, &self.formats.text)?;
        }
        Ok(())
    }
}

/// The count minus the bound that it violates, or else minus the declared figure; `None` if that is not exact.
fn difference(compared: &Comparison<'_>) -> Option<Decimal> {
    let counted = compared.counted?;
    let bound = match (compared.verdict(), compared.declared.low(), compared.declared.high()) {
        (Verdict::False, Some(low), _) if counted < low => low,
        (Verdict::False, _, Some(high)) => high,
        _ => compared.declared.as_exact()?,
    };
    counted.checked_sub(bound).ok()
}
