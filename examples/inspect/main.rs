//! Inspects any ledger: what was found, what is covered, how many and how much.
//!
//! ```text
//! cargo run --release --features workbook --example inspect -- LEDGER [--language zh|en] [--json] [--reading]
//!     [--at CODE] [--column HEADING=MEANING]... [--count SHEET=MEASURE[:by=HEADING]]... [--xlsx OUT.xlsx] [--csv DIR]
//!     [--markdown OUT.md] [--mark OUT.xlsx]
//! cargo run --release --features workbook --example inspect -- --template OUT.xlsx
//! ```
//!
//! `LEDGER` is a JSON file, a folder with `nodes.csv` and `links.csv`, a workbook (`.xlsx`, `.xls`, `.ods`), an
//! office's table (`.csv`, in UTF-8 or GBK) or a folder of such tables. Of a workbook, `--mark` writes a copy with the
//! wrong cells coloured and commented, and `--column` says what a column means whose heading is not known, such as
//! `片区号=code`, `案件数=measure:disputes` or `天气=ignored`; `*=ignored`
//! ignores all headings that are not known. `--count 人口台账=population:by=人员类别` counts the rows of a register of people
//! at the buildings and grids that they name. `--reading` shows what each line of a workbook was taken for, and why,
//! instead of the report. `--template` writes a workbook for a new ledger.
//!
//! Everything is told in the language that `--language` names, or else in that of the environment (`LC_ALL`,
//! `LC_MESSAGES`, `LANG`) where it is Chinese, or else in English. Reports in files and marked copies without `--language`
//! speak the language of the ledger's headings.
//!
//! All that is wrong goes to standard error, and so do the notes on how the ledger was read, which are in the JSON and in
//! the marked copy too. The report goes to standard output, as tables or as JSON; `--xlsx`,
//! `--csv` and `--markdown` write it to files instead. Where the ledger cannot be built,
//! `--json` gives `{"errors": [...], "notes": [...]}`. The exit status is 1 where the ledger cannot be built or a file
//! not be written, 2 where the command is used wrongly.

mod arguments;
mod language;
mod office_workbooks;
mod tables;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::{fs, io};

use gridgov::Language;
use gridgov::governance::{BuildErrors, Governance};
use gridgov::ledger::Note;
use gridgov::ledger::workbook::Workbook;
use gridgov::message::{Tell, Wording};
use gridgov::report::{Failure, ReportBook, Scope, Summary, marks};

use arguments::{Arguments, Task, usage};

fn main() -> ExitCode {
    let given: Vec<_> = std::env::args_os().skip(1).collect();
    let language = language::given(&given).unwrap_or_else(language::of_environment);
    match Task::read(given, language) {
        Ok(Task::Inspect(arguments)) => inspect(&arguments, language),
        Ok(Task::Template(path)) => end(office_workbooks::template(&path, language)),
        Err(error) => misused(&error, language),
    }
}

/// Says what is wrong with how the command is used.
fn misused(error: &str, language: Language) -> ExitCode {
    eprintln!("{error}\n{}", usage(language));
    ExitCode::from(2)
}

/// Shows what came out.
fn end(result: Result<String, Box<dyn Error>>) -> ExitCode {
    match result {
        Ok(shown) => {
            println!("{shown}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn inspect(arguments: &Arguments, language: Language) -> ExitCode {
    let ledger = &arguments.ledger;
    if let Some(path) = arguments.outputs().find(|path| is_same(path, ledger)) {
        let path = path.display();
        let same = language.of(
            format!("{path} is the ledger itself; write to another file"),
            format!("“{path}”就是台账本身；请写到另一个文件"),
        );
        return misused(&same, language);
    }
    let workbook = match office_workbooks::is_workbook(ledger).then(|| Workbook::open(ledger)).transpose() {
        Ok(workbook) => workbook,
        Err(errors) => {
            eprintln!("{}", errors.in_language(language));
            if arguments.json {
                println!("{}", Failure::from(&errors).to_json_string());
            }
            return ExitCode::FAILURE;
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
        return misused(&needs, language);
    }
    let built = match &workbook {
        Some(workbook) if arguments.reading => {
            return office_workbooks::show_reading(workbook, &arguments.headings, language);
        }
        Some(workbook) => office_workbooks::build(workbook, &arguments.headings),
        None => Governance::open(ledger),
    };
    let marked = workbook.as_ref().zip(arguments.mark.as_deref());
    let governance = match built {
        Ok(governance) => governance,
        Err(errors) => {
            fail(&errors, arguments, language);
            let written = marked.map(|(book, path)| {
                let of_copy = arguments.language.unwrap_or_else(|| book.language());
                let of_errors = marks::of_errors(&errors, book, of_copy);
                let marks = [of_errors, marks::of_notes(errors.notes(), book, of_copy)].concat();
                office_workbooks::mark(book, &marks, path, of_copy, language)
            });
            if let Some(Err(error)) = written {
                eprintln!("{error}");
            }
            return ExitCode::FAILURE;
        }
    };
    tell(governance.notes(), language);
    if let Some(Err(error)) = arguments.at.as_deref().map(|code| governance.find(code)) {
        let colon = language.of(": ", "：");
        return misused(&format!("{}{colon}{}", ledger.display(), error.text(language)), language);
    }
    let of_files = arguments.language.unwrap_or_else(|| language::of_ledger(workbook.as_ref(), &governance));
    let written = marked.map(|(book, path)| {
        let findings = marks::of_findings(&governance.audit(), book, of_files);
        let marks = [findings, marks::of_notes(governance.notes(), book, of_files)].concat();
        office_workbooks::mark(book, &marks, path, of_files, language)
    });
    end(written.unwrap_or(Ok(())).and_then(|()| report(&governance, arguments, language, of_files)))
}

/// Says all that is wrong with a ledger, and how it was read.
fn fail(errors: &BuildErrors, arguments: &Arguments, language: Language) {
    tell(errors.notes(), language);
    eprintln!("{}", errors.in_language(language));
    let (ledger, count) = (arguments.ledger.display(), errors.len());
    match language {
        Language::Chinese => eprintln!("{ledger}：无法建立，共{count}个错误"),
        _ => eprintln!("{ledger}: cannot be built: {}", counted(count, "error")),
    }
    if arguments.json {
        println!("{}", Failure::from(errors).to_json_string());
    }
}

/// Says how a ledger was read.
fn tell(notes: &[Note], language: Language) {
    for note in notes {
        eprintln!("{}", note.in_language(language));
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

/// Writes the files that are asked for; gives what is to be shown: the report, or which files were written.
fn report(
    governance: &Governance,
    arguments: &Arguments,
    language: Language,
    of_files: Language,
) -> Result<String, Box<dyn Error>> {
    let at = arguments.at.as_deref().and_then(|code| governance.node(code));
    let scope = at.map_or_else(|| Scope::all(governance), Scope::at);
    let findings = governance.audit();
    let failed = |error: gridgov::report::ReportError| error.text(language);
    let mut written = Vec::new();
    if let Some(path) = &arguments.xlsx {
        let book = ReportBook::new(scope.clone(), &findings).in_language(of_files);
        write(path, &book.to_xlsx().map_err(failed)?, language)?;
        written.push(path);
    }
    if let Some(folder) = &arguments.csv {
        tables::write_csv(folder, tables::all(governance, &scope, &findings, of_files)?, language)?;
        written.push(folder);
    }
    if let Some(path) = &arguments.markdown {
        let text = tables::markdown(&scope, tables::all(governance, &scope, &findings, of_files)?, of_files)?;
        write(path, text.as_bytes(), language)?;
        written.push(path);
    }
    if arguments.json {
        let summary = match at {
            Some(node) => Summary::at(node, &findings)?,
            None => Summary::new(governance, &findings)?,
        };
        return Ok(summary.to_json_string());
    }
    if written.is_empty() {
        return tables::shown(governance, &scope, &findings, language);
    }
    let written: Vec<String> = written.iter().map(|path| self::written(path, language)).collect();
    Ok(written.join("\n"))
}
