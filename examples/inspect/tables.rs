//! The report as tables: on the screen, as CSV and as Markdown.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use gridgov::Language;
use gridgov::audit::Findings;
use gridgov::governance::Governance;
use gridgov::report::{Scope, Table, text};
use gridgov::rollup::Distinct;

use crate::program::Console;

/// How many findings of each rule are shown on the screen; the files have all.
const FINDINGS_SHOWN: usize = 10;

/// A title in both languages.
type Title = (&'static str, &'static str);

const COUNTS: Title = ("How many", "数量");
const DECLARED: Title = ("Declared and counted", "申报与统计");
const FINDINGS: Title = ("Findings (the most severe first)", "问题（由重到轻）");
const RULES: Title = ("What the rules judged", "规则检查情况");
const UNDECIDED: Title = ("Not judged, or not all", "未能全部检查的规则");
const COVERAGE: Title = ("Coverage (the worst first)", "覆盖（由低到高）");
const UNCOVERED: Title = ("Not covered", "未覆盖");
const ROLL_UP: Title = ("Roll-up (each place once)", "汇总（每个场所只计一次）");

/// A title, the name of a file, and a table.
type Named = (Title, &'static str, Table);

/// The tables of the report, each with its title and the name of its file.
pub(crate) fn all(
    governance: &Governance,
    scope: &Scope<'_>,
    findings: &Findings<'_>,
    language: Language,
) -> Result<Vec<Named>, Box<dyn Error>> {
    let asked = scope.asked();
    let findings = findings.within(scope.nodes());
    Ok(vec![
        (COUNTS, "counts", text::counts(&scope.counts(), language)),
        (DECLARED, "declared", text::declared(governance, scope.nodes(), language)),
        (FINDINGS, "findings", text::findings(&findings, language)),
        (RULES, "rules", text::rules(&findings, language)),
        (COVERAGE, "coverage", text::coverage(governance, asked, language)),
        (UNCOVERED, "uncovered", text::uncovered(governance, asked, language)),
        (ROLL_UP, "roll_up", text::roll_up(governance, Distinct, asked, language)?),
    ])
}

/// Shows the report on the screen.
pub(crate) fn show(
    out: &mut Console,
    governance: &Governance,
    scope: &Scope<'_>,
    findings: &Findings<'_>,
    language: Language,
) -> Result<(), Box<dyn Error>> {
    let (nodes, links) = (scope.nodes().len(), governance.link_count());
    let size = language.of(
        [crate::counted(nodes, "node"), crate::counted(links, "link")].join(", "),
        format!("节点{nodes}个，关联{links}条"),
    );
    out.heading(scope.title_in(language))?;
    writeln!(out, "{size}")?;
    let asked = scope.asked();
    let groups = text::finding_groups(&findings.within(scope.nodes()), FINDINGS_SHOWN, language);
    for ((english, chinese), table) in [
        (COUNTS, text::counts(&scope.counts(), language).to_string()),
        (FINDINGS, groups),
        (UNDECIDED, text::undecided(findings, language)),
        (COVERAGE, text::coverage(governance, asked, language).to_string()),
        (ROLL_UP, text::roll_up(governance, Distinct, asked, language)?.to_string()),
    ] {
        let table = if table.is_empty() { language.of("none\n", "无\n") } else { &table };
        writeln!(out)?;
        out.heading(language.of(english, chinese))?;
        write!(out, "\n{table}")?;
    }
    Ok(())
}

/// Writes each table as a CSV file for Excel into a folder, which is created if necessary.
pub(crate) fn write_csv(folder: &Path, tables: Vec<Named>, language: Language) -> Result<(), Box<dyn Error>> {
    let failed = |error| {
        let folder = folder.display();
        language.of(
            format!("{folder}: the folder cannot be made: {error}"),
            format!("{folder}：无法建立文件夹（{error}）；请核对位置和权限"),
        )
    };
    fs::create_dir_all(folder).map_err(failed)?;
    for (_, name, table) in tables {
        crate::write(&folder.join(format!("{name}.csv")), table.to_csv_for_excel().as_bytes(), language)?;
    }
    Ok(())
}

/// All tables as Markdown, one after the other.
pub(crate) fn markdown(scope: &Scope<'_>, tables: Vec<Named>, language: Language) -> Result<String, Box<dyn Error>> {
    let mut text = format!("# {}\n", scope.title_in(language));
    for ((english, chinese), _, table) in tables {
        let table = if table.is_empty() { language.of("none\n", "无\n").to_owned() } else { table.to_markdown() };
        write!(text, "\n## {}\n\n{table}", language.of(english, chinese))?;
    }
    Ok(text)
}
