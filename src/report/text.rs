//! Tables of answers for people to read.

use super::{Align, Table};
use crate::audit::{Finding, Findings};
use crate::coverage::{Question, Share};
use crate::governance::Governance;
use crate::kind::{Family, Kind};
use crate::rollup::{CountByKind, Counting, RollUpError};
use crate::set::{Counts, NodeSet};

/// The coverage of the nodes of a set: a row for each question and kind, the worst first.
///
/// # Panics
///
/// If the set is of another graph.
#[must_use]
pub fn coverage<'g>(governance: &'g Governance, of: &NodeSet<'g>) -> Table {
    let mut rows: Vec<(Question, Kind, Share)> = Vec::new();
    for question in Question::ALL {
        let answer = governance.ask(*question).within(of);
        rows.extend(answer.by_kind().map(|(kind, share)| (*question, kind, share)));
    }
    // The worst first; the sort is stable, so equal shares stay in the order of the questions.
    rows.sort_by(|(_, _, a), (_, _, b)| a.percent().cmp(&b.percent()).then(b.uncovered().cmp(&a.uncovered())));
    let mut table = Table::new([
        ("kind", Align::Left),
        ("question", Align::Left),
        ("covered", Align::Right),
        ("of", Align::Right),
        ("left", Align::Right),
        ("", Align::Right),
    ]);
    for (question, kind, share) in rows {
        table.row([
            format!("{} {}", kind.chinese(), kind.english()),
            format!("{} {}", question.chinese(), question.english()),
            share.covered.to_string(),
            share.total.to_string(),
            share.uncovered().to_string(),
            percent(share),
        ]);
    }
    table
}

/// A share in percent, or a dash where there is nothing to cover.
#[must_use]
pub fn percent(share: Share) -> String {
    share.percent().map_or_else(|| "–".to_owned(), |percent| format!("{percent} %"))
}

/// The roll-up of the areas and grids of a set: a column for each kind below them that occurs, and one for
/// each measure.
///
/// # Errors
///
/// A sum overflows, which only [`EveryCover`](crate::rollup::EveryCover) can.
///
/// # Panics
///
/// If the set is of another graph.
pub fn roll_up<C>(governance: &Governance, counting: C, of: &NodeSet<'_>) -> Result<Table, RollUpError>
where
    C: Counting,
{
    let totals = governance.roll_up(counting, (CountByKind, governance.sums()))?;
    let rows: Vec<_> = totals.iter().filter(|(node, _)| of.contains(*node)).collect();
    let occurs = |kind: &Kind| rows.iter().any(|(node, (counts, _))| counts[*kind] > u64::from(node.kind() == *kind));
    let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(occurs).collect();
    let headers = kinds.iter().map(|kind| kind.chinese().to_owned());
    let headers = headers.chain(governance.measures().iter().map(ToString::to_string));
    let headers = headers.map(|header| (header, Align::Right));
    let who = ["code", "name"].map(|header| (header.to_owned(), Align::Left));
    let mut table = Table::new(who.into_iter().chain(headers));
    for (node, (counts, sums)) in &rows {
        let depth = node.ancestors().take_while(|above| of.contains(*above)).count();
        let cells = [format!("{}{}", "  ".repeat(depth), node.code()), node.name().to_owned()].into_iter();
        let cells = cells.chain(kinds.iter().map(|kind| counts[*kind].to_string()));
        table.row(cells.chain(sums.iter().map(ToString::to_string)));
    }
    Ok(table)
}

/// How many nodes there are of each kind, with a line for each family.
#[must_use]
pub fn counts(counts: &Counts) -> Table {
    let mut table = Table::new([("family", Align::Left), ("kind", Align::Left), ("number", Align::Right)]);
    let mut last: Option<Family> = None;
    for (kind, count) in counts.iter() {
        let family = kind.family();
        let shown =
            if last == Some(family) { String::new() } else { format!("{} {}", family.chinese(), family.english()) };
        table.row([shown, format!("{} {}", kind.chinese(), kind.english()), count.to_string()]);
        last = Some(family);
    }
    table
}

/// The findings of an audit, one a line, in their order.
#[must_use]
pub fn findings(findings: &Findings<'_>) -> Table {
    let headers = ["severity", "rule", "code", "name", "what to do"];
    let mut table = Table::new(headers.map(|header| (header, Align::Left)));
    for finding in findings {
        let subject = finding.subject();
        table.row([severity(finding).as_str(), finding.rule(), subject.code(), subject.name(), finding.message()]);
    }
    table
}

/// The findings of an audit by rule: how many there are, and the first of them as an example.
#[must_use]
pub fn finding_groups(findings: &Findings<'_>) -> Table {
    let mut table = Table::new([
        ("severity", Align::Left),
        ("rule", Align::Left),
        ("number", Align::Right),
        ("the first", Align::Left),
        ("", Align::Left),
    ]);
    // Findings of one rule and severity stand together.
    let all: Vec<&Finding<'_>> = findings.iter().collect();
    for group in all.chunk_by(|a, b| (a.severity(), a.rule()) == (b.severity(), b.rule())) {
        let (first, number) = (group[0], group.len().to_string());
        table.row([severity(first).as_str(), first.rule(), &number, first.subject().code(), first.message()]);
    }
    table
}

fn severity(finding: &Finding<'_>) -> String {
    let severity = finding.severity();
    format!("{} {}", severity.chinese(), severity.id())
}
