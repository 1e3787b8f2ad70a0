//! The report as tables: on the screen, as CSV and as Markdown.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use gridgov::audit::Findings;
use gridgov::governance::Governance;
use gridgov::report::{Scope, Table, text};
use gridgov::rollup::Distinct;

/// How many findings of each rule are shown on the screen; the files have all.
const FINDINGS_SHOWN: usize = 10;

/// The tables of the report, each with its title and the name of its file.
fn all(governance: &Governance, scope: &Scope<'_>, findings: &Findings<'_>) -> Result<Vec<Named>, Box<dyn Error>> {
    let asked = scope.asked();
    Ok(vec![
        ("How many 数量", "counts", text::counts(&(scope.nodes() | asked).counts())),
        ("Declared and counted 申报与统计", "declared", text::declared(governance, scope.nodes())),
        ("Findings 问题 (the most severe first)", "findings", text::findings(&findings.within(scope.nodes()))),
        ("What the rules judged 规则检查情况", "rules", text::rules(findings)),
        ("Coverage 覆盖 (the worst first)", "coverage", text::coverage(governance, asked)),
        ("Not covered 未覆盖", "uncovered", text::uncovered(governance, asked)),
        ("Roll-up 汇总 (each place once)", "roll_up", text::roll_up(governance, Distinct, asked)?),
    ])
}

/// A title, the name of a file, and a table.
type Named = (&'static str, &'static str, Table);

/// The report for the screen.
pub(crate) fn shown(
    governance: &Governance,
    scope: &Scope<'_>,
    findings: &Findings<'_>,
) -> Result<String, Box<dyn Error>> {
    let mut shown = String::new();
    let size = [(scope.nodes().len(), "node"), (governance.link_count(), "link")];
    let size = size.map(|(number, what)| crate::counted(number, what));
    writeln!(shown, "{}\n{}", scope.title(), size.join(", "))?;
    let asked = scope.asked();
    let undecided = text::undecided(findings);
    let groups = text::finding_groups(&findings.within(scope.nodes()), FINDINGS_SHOWN);
    for (title, table) in [
        ("How many 数量", text::counts(&(scope.nodes() | asked).counts()).to_string()),
        ("Findings 问题 (the most severe first)", groups),
        ("Not judged, or not all 未能全部检查的规则", undecided),
        ("Coverage 覆盖 (the worst first)", text::coverage(governance, asked).to_string()),
        ("Roll-up 汇总 (each place once)", text::roll_up(governance, Distinct, asked)?.to_string()),
    ] {
        write!(shown, "\n{title}\n\n{}", if table.is_empty() { "none\n" } else { &table })?;
    }
    Ok(shown)
}

/// Writes each table as a CSV file for Excel into a folder, which is created if necessary.
pub(crate) fn write_csv(
    folder: &Path,
    governance: &Governance,
    scope: &Scope<'_>,
    findings: &Findings<'_>,
) -> Result<(), Box<dyn Error>> {
    let tables = all(governance, scope, findings)?;
    let failed = |error| format!("{}: the folder cannot be made: {error}", folder.display());
    fs::create_dir_all(folder).map_err(failed)?;
    for (_, name, table) in tables {
        crate::write(&folder.join(format!("{name}.csv")), table.to_csv_for_excel().as_bytes())?;
    }
    Ok(())
}

/// All tables as Markdown, one after the other.
pub(crate) fn markdown(
    governance: &Governance,
    scope: &Scope<'_>,
    findings: &Findings<'_>,
) -> Result<String, Box<dyn Error>> {
    let mut text = format!("# {}\n", scope.title());
    for (title, _, table) in all(governance, scope, findings)? {
        let table = if table.is_empty() { "none\n".to_owned() } else { table.to_markdown() };
        write!(text, "\n## {title}\n\n{table}")?;
    }
    Ok(text)
}
