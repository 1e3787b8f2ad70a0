//! Inspects any ledger: what was found, what is covered, how many and how much.
//!
//! ```text
//! cargo run --release --features workbook --example inspect -- LEDGER [--language zh|en] [--json] [--reading]
//!     [--at CODE] [--column HEADING=MEANING]... [--count SHEET=MEASURE[:by=HEADING]]... [--pack RULES.json]
//!     [--xlsx OUT.xlsx] [--csv DIR] [--markdown OUT.md] [--html OUT.html] [--mark OUT.xlsx]
//! cargo run --release --features workbook --example inspect -- --template OUT.xlsx
//! ```
//!
//! `LEDGER` is a JSON file, a folder with `nodes.csv` and `links.csv`, a workbook (`.xlsx`, `.xls`, `.ods`), an
//! office's table (`.csv`, in UTF-8 or GBK) or a folder of such tables. Of a workbook, `--mark` writes a copy with the
//! wrong cells coloured and commented, and `--column` says what a column means whose heading is not known, such as
//! `片区号=code`, `案件数=measure:disputes` or `天气=ignored`; `*=ignored`
//! ignores all headings that are not known. `--count 人口台账=population:by=人员类别` counts the rows of a register of people
//! at the buildings and grids that they name. `--pack` takes the rules of another city than Zhengzhou. `--reading` shows
//! what each line of a workbook was taken for, and why, instead of the report. `--template` writes a workbook for a new ledger.
//!
//! Everything is told in the language that `--language` names, or else in that of the environment (`LC_ALL`,
//! `LC_MESSAGES`, `LANG`) where it is Chinese, or else in English. Reports in files and marked copies without `--language`
//! speak the language of the ledger's headings.
//!
//! All that is wrong goes to standard error, and so do the notes on how the ledger was read, which are in the JSON and in
//! the marked copy too. The report goes to standard output, as tables or as JSON; `--xlsx`,
//! `--csv`, `--markdown` and, with the feature `page`, `--html` write it to files instead. Where the ledger cannot be built,
//! `--json` gives `{"errors": [...], "notes": [...]}`. The exit status is 1 where the ledger cannot be built or a file
//! not be written, 2 where the command is used wrongly.

mod arguments;
mod language;
mod office_workbooks;
#[path = "../common/program.rs"]
mod program;
mod tables;

use std::error::Error;
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::{fs, io};

use gridgov::Language;
use gridgov::audit::{Audit, Findings, RulePack};
use gridgov::governance::{BuildErrors, Governance};
use gridgov::ledger::Note;
use gridgov::ledger::workbook::Workbook;
use gridgov::message::{Tell, Wording};
use gridgov::report::{Failure, ReportBook, Scope, Summary, marks};

use arguments::{Arguments, Task, program};
use program::{Console, Misuse};

fn main() -> ExitCode {
    let given: Vec<_> = std::env::args_os().skip(1).collect();
    let language = language::given(&given).unwrap_or_else(language::of_environment);
    program(language).run(|given, out| run(given, out, language))
}

fn run(given: Vec<OsString>, out: &mut Console, language: Language) -> Result<(), Box<dyn Error>> {
    match Task::read(given, language).map_err(Misuse)? {
        Task::Inspect(arguments) => inspect(out, &arguments, language),
        Task::Template(path) => Ok(writeln!(out, "{}", office_workbooks::template(&path, language)?)?),
    }
}

fn inspect(out: &mut Console, arguments: &Arguments, language: Language) -> Result<(), Box<dyn Error>> {
    let ledger = &arguments.ledger;
    if let Some(path) = arguments.outputs().find(|path| is_same(path, ledger)) {
        let path = path.display();
        let same = language.of(
            format!("{path} is the ledger itself; write to another file"),
            format!("“{path}”就是台账本身；请写到另一个文件"),
        );
        return Err(Misuse(same).into());
    }
    let audit = arguments.pack.as_deref().map_or_else(|| Ok(Audit::default()), |path| audit_by(path, language))?;
    let workbook = match office_workbooks::is_workbook(ledger).then(|| Workbook::open(ledger)).transpose() {
        Ok(workbook) => workbook,
        Err(errors) => {
            if arguments.json {
                writeln!(out, "{}", Failure::from(&errors).to_json_string())?;
            }
            return Err(errors.in_language(language).to_string().into());
        }
    };
    let needing = [
        ("--mark", arguments.mark.is_some()),
        ("--column", arguments.has_columns),
        ("--count", arguments.has_counts),
        ("--reading", arguments.reading),
    ];
    let needing = needing.iter().find(|(_, is_given)| workbook.is_none() && *is_given);
    if let Some((option, _)) = needing {
        let ledger = ledger.display();
        let needs = language.of(
            format!("{option} needs a workbook, which {ledger} is not"),
            format!("{option}只能用于工作簿，而“{ledger}”不是；请改用工作簿"),
        );
        return Err(Misuse(needs).into());
    }
    let built = match &workbook {
        Some(workbook) if arguments.reading => {
            return office_workbooks::show_reading(out, workbook, &arguments.headings, language);
        }
        Some(workbook) => office_workbooks::build(workbook, &arguments.headings),
        None => Governance::open(ledger),
    };
    let marked = workbook.as_ref().zip(arguments.mark.as_deref());
    let governance = match built {
        Ok(governance) => governance,
        Err(errors) => {
            let cannot_be_built = fail(out, &errors, arguments, language)?;
            if let Some((book, path)) = marked {
                let of_copy = arguments.language.unwrap_or_else(|| book.language());
                let of_errors = marks::of_errors(&errors, book, of_copy);
                let marks = [of_errors, marks::of_notes(errors.notes(), book, of_copy)].concat();
                if let Err(error) = office_workbooks::mark(out, book, &marks, path, of_copy, language) {
                    out.tell(error);
                }
            }
            return Err(cannot_be_built.into());
        }
    };
    tell(out, governance.notes(), language);
    if let Some(Err(error)) = arguments.at.as_deref().map(|code| governance.find(code)) {
        let colon = language.of(": ", "：");
        return Err(Misuse(format!("{}{colon}{}", ledger.display(), error.text(language))).into());
    }
    let of_files = arguments.language.unwrap_or_else(|| language::of_ledger(workbook.as_ref(), &governance));
    let findings = audit.run(&governance);
    if let Some((book, path)) = marked {
        let of_findings = marks::of_findings(&findings, book, of_files);
        let marks = [of_findings, marks::of_notes(governance.notes(), book, of_files)].concat();
        office_workbooks::mark(out, book, &marks, path, of_files, language)?;
    }
    report(out, &governance, &findings, arguments, (language, of_files))
}

/// The audit by the rules of a file.
fn audit_by(path: &Path, language: Language) -> Result<Audit, Box<dyn Error>> {
    let shown = path.display();
    let unread = |error: io::Error| {
        let chinese = format!("{shown}：无法读取（{error}）；请核对位置和权限");
        language.of(format!("{shown}: cannot be read: {error}"), chinese)
    };
    let text = fs::read_to_string(path).map_err(unread)?;
    let audit = RulePack::from_json_str(&text).and_then(|pack| Audit::new(&pack));
    let is_no_pack = language.of(format!("{shown}: is no pack of rules:"), format!("{shown}：不是规则包："));
    Ok(audit.map_err(|errors| format!("{is_no_pack}\n{}", errors.in_language(language)))?)
}

/// Says all that is wrong with a ledger, and how it was read. Gives the last line: how many errors there are.
fn fail(
    out: &mut Console,
    errors: &BuildErrors,
    arguments: &Arguments,
    language: Language,
) -> Result<String, Box<dyn Error>> {
    tell(out, errors.notes(), language);
    out.tell(errors.in_language(language));
    if arguments.json {
        writeln!(out, "{}", Failure::from(errors).to_json_string())?;
    }
    let (ledger, count) = (arguments.ledger.display(), errors.len());
    Ok(language.of(
        format!("{ledger}: cannot be built: {}", counted(count, "error")),
        format!("{ledger}：无法建立，共{count}个错误"),
    ))
}

/// Says how a ledger was read.
fn tell(out: &mut Console, notes: &[Note], language: Language) {
    for note in notes {
        out.tell(note.in_language(language));
    }
}

/// Whether two paths lead to one file, or one folder, that is there.
fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Writes a file that is whole in memory: what was there before stays where it could not be made.
pub(crate) fn write(path: &Path, content: &[u8], language: Language) -> Result<(), String> {
    fs::write(path, content).map_err(|error| unwritten(path, &error, language))
}

pub(crate) fn unwritten(path: &Path, error: &io::Error, language: Language) -> String {
    let path = path.display();
    language.of(format!("{path}: cannot be written: {error}"), format!("{path}：无法写入（{error}）；请核对位置和权限"))
}

/// Says that a file was written.
pub(crate) fn written(path: &Path, language: Language) -> String {
    format!("{}{}", language.of("written: ", "已写入："), path.display())
}

pub(crate) fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Writes the files that are asked for, and shows the report or which files were written.
fn report(
    out: &mut Console,
    governance: &Governance,
    findings: &Findings<'_>,
    arguments: &Arguments,
    (language, of_files): (Language, Language),
) -> Result<(), Box<dyn Error>> {
    let at = arguments.at.as_deref().and_then(|code| governance.node(code));
    let scope = at.map_or_else(|| Scope::all(governance), Scope::at);
    let failed = |error: gridgov::report::ReportError| error.text(language);
    let mut written = Vec::new();
    if let Some(path) = &arguments.xlsx {
        let book = ReportBook::new(scope.clone(), findings).in_language(of_files);
        write(path, &book.to_xlsx().map_err(failed)?, language)?;
        written.push(path);
    }
    if let Some(folder) = &arguments.csv {
        tables::write_csv(folder, tables::all(governance, &scope, findings, of_files)?, language)?;
        written.push(folder);
    }
    if let Some(path) = &arguments.markdown {
        let text = tables::markdown(&scope, tables::all(governance, &scope, findings, of_files)?, of_files)?;
        write(path, text.as_bytes(), language)?;
        written.push(path);
    }
    #[cfg(feature = "page")]
    if let Some(path) = &arguments.html {
        let page = gridgov::report::Page::new(scope.clone(), findings).in_language(of_files);
        write(path, page.to_html()?.as_bytes(), language)?;
        written.push(path);
    }
    if arguments.json {
        let summary = match at {
            Some(node) => Summary::at(node, findings)?,
            None => Summary::new(governance, findings)?,
        };
        return Ok(writeln!(out, "{}", summary.to_json_string())?);
    }
    if written.is_empty() {
        return tables::show(out, governance, &scope, findings, language);
    }
    for path in written {
        writeln!(out, "{}", self::written(path, language))?;
    }
    Ok(())
}
