//! Answers as tables of text, in English or Chinese: counts, coverage, roll-ups, findings.

use super::answer_rows::{self, CoverageRow};
use super::{Align, Table, labels};
use crate::audit::{Finding, Findings};
#[cfg(feature = "change")]
use crate::change::Preview;
use crate::coverage::Share;
use crate::governance::Governance;
use crate::kind::Family;
#[cfg(feature = "change")]
use crate::kind::Kind;
use crate::language::Language;
use crate::measure::Decimal;
#[cfg(feature = "change")]
use crate::measure::Measure;
use crate::rollup::{Counting, RollUpError};
use crate::set::{Counts, NodeSet};

/// The coverage of the nodes of a set: a row for each question and kind, the lowest share first. Where some of a kind
/// stand where what is asked is not recorded, a last column says how many.
///
/// # Panics
///
/// If the set is of another graph.
#[must_use]
pub fn coverage<'g>(governance: &'g Governance, of: &NodeSet<'g>, language: Language) -> Table {
    let rows = answer_rows::worst_first(governance, of);
    let is_recorded = rows.iter().all(|row| row.share.unrecorded == 0);
    let headers = language.of(["covered", "of", "left", ""], ["已覆盖", "总数", "未覆盖", ""]);
    let unrecorded = (!is_recorded).then_some(language.of("not recorded", "无记录"));
    let headers = headers.into_iter().chain(unrecorded).map(|header| (header, Align::Right));
    let who = language.of(["kind", "question"], ["类别", "问题"]).map(|header| (header, Align::Left));
    let mut table = Table::new(who.into_iter().chain(headers));
    for CoverageRow { question, kind, share, .. } in rows {
        let count = |count: u64| if share.total == 0 { NOTHING.to_owned() } else { count.to_string() };
        let texts = [
            labels::kind(language, kind).to_owned(),
            labels::question(language, question).to_owned(),
            count(share.covered),
            count(share.total),
            count(share.uncovered()),
            percent(share),
        ];
        table.row(texts.into_iter().chain((!is_recorded).then(|| share.unrecorded.to_string())));
    }
    table
}

/// The uncovered nodes of a set by question and kind, in the order of [`coverage`], each with its parent.
///
/// # Panics
///
/// If the set is of another graph.
#[must_use]
pub fn uncovered<'g>(governance: &'g Governance, of: &NodeSet<'g>, language: Language) -> Table {
    let headers = language.of(
        ["kind", "question", "code", "name", "in", "name of that"],
        ["类别", "问题", "编码", "名称", "上级编码", "上级名称"],
    );
    let mut table = Table::new(headers.map(|header| (header, Align::Left)));
    for CoverageRow { question, kind, uncovered, .. } in answer_rows::worst_first(governance, of) {
        for node in uncovered {
            let above = node.parent();
            table.row([
                labels::kind(language, kind),
                labels::question(language, question),
                node.code(),
                node.name(),
                above.map_or("", |above| above.code()),
                above.map_or("", |above| above.name()),
            ]);
        }
    }
    table
}

/// The declared figures of the nodes of a set, beside what is counted.
///
/// # Panics
///
/// If the set is of another graph.
#[must_use]
pub fn declared(governance: &Governance, of: &NodeSet<'_>, language: Language) -> Table {
    let mut table = Table::new([
        (language.of("code", "编码"), Align::Left),
        (language.of("name", "名称"), Align::Left),
        (language.of("of", "项目"), Align::Left),
        (language.of("declared", "申报数"), Align::Right),
        (language.of("counted", "统计数"), Align::Right),
        (language.of("holds", "结论"), Align::Left),
    ]);
    for row in governance.comparisons().iter().filter(|row| of.contains(row.node)) {
        table.row([
            row.node.code().to_owned(),
            row.node.name().to_owned(),
            labels::declared(language, row.of),
            row.declared.text(language),
            number(row.counted),
            labels::verdict(language, row.verdict()).to_owned(),
        ]);
    }
    table
}

/// A share in percent; a dash if there is nothing to cover.
#[must_use]
pub fn percent(share: Share) -> String {
    share.percent().map_or_else(|| NOTHING.to_owned(), |percent| format!("{percent} %"))
}

/// What stands for a number that there is not. Zero is a number.
const NOTHING: &str = "–";

/// A number, or a dash where there is none.
fn number(number: Option<Decimal>) -> String {
    number.map_or_else(|| NOTHING.to_owned(), |number| number.to_string())
}

/// A count, or a dash where there is none.
fn count(count: Option<u64>) -> String {
    count.map_or_else(|| NOTHING.to_owned(), |count| count.to_string())
}

/// The roll-up of the areas and grids of a set: a column for each kind that occurs below them, and one for each
/// measure, with a dash where nothing has a value. Of Party organisations and people it has those at work there
/// ([`EngagedByKind`](crate::rollup::EngagedByKind)), with a dash where that is not recorded.
///
/// # Errors
///
/// A sum overflows, which can happen only with [`EveryCover`](crate::rollup::EveryCover).
///
/// # Panics
///
/// If the set is of another graph.
pub fn roll_up<'g, C>(
    governance: &'g Governance,
    counting: C,
    of: &NodeSet<'g>,
    language: Language,
) -> Result<Table, RollUpError>
where
    C: Counting,
{
    let rows = answer_rows::roll_up(governance, counting, of)?;
    let kinds = answer_rows::kinds_below(&rows);
    let headers = kinds.iter().map(|kind| labels::kind(language, *kind).to_owned());
    let headers = headers.chain(governance.measures().iter().map(|measure| labels::measure(language, measure)));
    let headers = headers.map(|header| (header, Align::Right));
    let who = language.of(["code", "name"], ["编码", "名称"]).map(|header| (header.to_owned(), Align::Left));
    let mut table = Table::new(who.into_iter().chain(headers));
    for row in &rows {
        let cells = [row.node.code().to_owned(), row.node.name().to_owned()].into_iter();
        let cells = cells.chain(kinds.iter().map(|kind| count(row.count(*kind))));
        table.row_at(row.depth, cells.chain(row.sums.iter().map(|sum| number(*sum))));
    }
    Ok(table)
}

/// The number of nodes of each kind that occurs, grouped by family, with a dash for a family that cannot be counted.
#[must_use]
pub fn counts(counts: &Counts, language: Language) -> Table {
    let mut table = Table::new([
        (language.of("family", "大类"), Align::Left),
        (language.of("kind", "类别"), Align::Left),
        (language.of("number", "数量"), Align::Right),
    ]);
    for family in Family::ALL {
        if !counts.holds(*family) {
            table.row([labels::family(language, *family), "", NOTHING]);
        }
        let mut shown = labels::family(language, *family);
        for (kind, count) in counts.iter().filter(|(kind, _)| kind.family() == *family) {
            table.row([shown, labels::kind(language, kind), &count.to_string()]);
            shown = "";
        }
    }
    table
}

/// The findings of an audit in their order, a row for each.
#[must_use]
pub fn findings(findings: &Findings<'_>, language: Language) -> Table {
    let headers =
        language.of(["severity", "rule", "code", "name", "what to do"], ["程度", "规则", "编码", "名称", "说明及改法"]);
    let mut table = Table::new(headers.map(|header| (header, Align::Left)));
    for finding in findings {
        let subject = finding.subject();
        table.row([
            severity(finding, language),
            finding.rule(),
            subject.code(),
            subject.name(),
            finding.words().text(language),
        ]);
    }
    table
}

/// The findings of an audit by rule: the rule, the number of findings, and the first `shown` of them.
#[must_use]
pub fn finding_groups(findings: &Findings<'_>, shown: usize, language: Language) -> String {
    let mut text = String::new();
    for (rule, group) in findings.by_rule() {
        let Some(first) = group.first() else { continue };
        let labels = [severity(first, language), language.of(rule.english(), rule.chinese())];
        let examples = group.iter().take(shown).map(|finding| {
            let subject = finding.subject();
            let colon = language.of(": ", "：");
            format!("    {} {}{colon}{}\n", subject.code(), subject.name(), finding.words().text(language))
        });
        let more = group.len().saturating_sub(shown);
        text.extend([format!("{} × {} [{}]\n", group.len(), labels.join(" · "), rule.id())]);
        text.extend(examples);
        text.extend((more > 0).then(|| match language {
            Language::English => format!("    and {more} more\n"),
            Language::Chinese => format!("    另有{more}处\n"),
        }));
    }
    text
}

/// What each rule of an audit judged, and how many findings it has, in the order of the findings; a dash where a rule does
/// not say.
#[must_use]
pub fn rules(findings: &Findings<'_>, language: Language) -> Table {
    let mut table = Table::new([
        (language.of("severity", "程度"), Align::Left),
        (language.of("rule", "规则"), Align::Left),
        (language.of("judged", "检查数"), Align::Right),
        (language.of("findings", "问题数"), Align::Right),
        (language.of("could not judge", "未能检查的原因"), Align::Left),
    ]);
    for (judgement, (rule, group)) in findings.judgements().iter().zip(findings.by_rule()) {
        let reasons: Vec<&str> = judgement.undecidable().iter().map(|words| words.text(language)).collect();
        table.row([
            language.of(rule.severity().english(), rule.severity().chinese()).to_owned(),
            rule.id().to_owned(),
            judgement.judged().map_or_else(|| NOTHING.to_owned(), |count| count.to_string()),
            group.len().to_string(),
            reasons.join(language.of("; ", "；")),
        ]);
    }
    table
}

/// The rules of an audit that could not judge all that they are about: for each, how many it judged, why not more, and what
/// to do. Empty if there are none.
#[must_use]
pub fn undecided(findings: &Findings<'_>, language: Language) -> String {
    let mut text = String::new();
    for judgement in findings.undecided() {
        let rule = judgement.rule();
        let judged = judgement.judged().map_or_else(|| NOTHING.to_owned(), |count| count.to_string());
        let title = language.of(rule.english(), rule.chinese());
        let judged = language.of(format!(": {judged} judged"), format!("：已检查{judged}"));
        text.extend([format!("{title} [{}]{judged}\n", rule.id())]);
        text.extend(judgement.undecidable().iter().map(|words| format!("    {}\n", words.text(language))));
    }
    text
}

/// The totals that a set of changes would change: a row for each area or grid and each kind or measure.
#[cfg(feature = "change")]
#[must_use]
pub fn preview(preview: &Preview, language: Language) -> Table {
    let mut table = Table::new([
        (language.of("code", "编码"), Align::Left),
        (language.of("name", "名称"), Align::Left),
        (language.of("of", "项目"), Align::Left),
        (language.of("before", "变更前"), Align::Right),
        (language.of("after", "变更后"), Align::Right),
        (language.of("difference", "增减"), Align::Right),
    ]);
    let mut last = None;
    for total in &preview.totals {
        let node = &total.node;
        let is_new = last != Some(node);
        last = Some(node);
        let code = node.former.as_ref().map_or_else(|| node.code.clone(), |old| format!("{old} -> {}", node.code));
        let label = total.of.parse::<Kind>().map_or_else(
            |_| Measure::new(&total.of).label(language).to_owned(),
            |kind| labels::kind(language, kind).to_owned(),
        );
        let (before, after) = (number(total.before), number(total.after));
        let who = if is_new { [code, node.name.clone()] } else { [String::new(), String::new()] };
        table.row(who.into_iter().chain([label, before, after, total.signed()]));
    }
    table
}

fn severity(finding: &Finding<'_>, language: Language) -> &'static str {
    language.of(finding.severity().english(), finding.severity().chinese())
}
