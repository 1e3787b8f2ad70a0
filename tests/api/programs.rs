//! The examples as programs: help, a reader that has gone, a full disk, and colours.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::examples::{errors, path, run, text};

#[path = "../../examples/common/program.rs"]
mod program;

/// A ledger that every program which reads one can read.
fn ledger(folder: &Path) -> String {
    let ledger = folder.join("须水.json").display().to_string();
    let written = run("zhongyuan", &["--ledger", &ledger]);
    assert!(written.status.success(), "{}", errors(&written));
    ledger
}

/// The examples that are built here, each with arguments for which it writes an answer.
fn programs(folder: &Path) -> Vec<(&'static str, Vec<String>)> {
    let divisions = folder.join("divisions");
    std::fs::create_dir_all(&divisions).expect("a folder");
    for (file, row) in [
        ("provinces", "41,河南省"),
        ("cities", "4101,郑州市"),
        ("areas", "410102,中原区"),
        ("streets", "410102012,须水街道"),
    ] {
        std::fs::write(divisions.join(format!("{file}.csv")), format!("code,name\n{row}\n")).expect("a file");
    }
    let mut programs = vec![("zhongyuan", vec![]), ("divisions", vec![divisions.display().to_string()])];
    if cfg!(feature = "change") {
        programs.push(("redraw", vec![]));
    }
    if cfg!(feature = "geo") {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/maps");
        let paths = ["ledger", "cambridge-msoa.geojson"].map(|name| folder.join(name).display().to_string());
        let options = ["--crs", "wgs84", "--property", "MSOA11CD"].map(str::to_owned);
        programs.push(("map", paths.into_iter().chain(options).collect()));
    }
    if cfg!(feature = "parquet") {
        programs.push(("lake", vec![ledger(folder), folder.join("lake").display().to_string()]));
    }
    if cfg!(feature = "record") {
        let cases = folder.join("cases.csv");
        std::fs::write(&cases, "编号,网格,上报时间\n1,410102012,2023-12-10 08:00\n").expect("a file");
        let files = vec![ledger(folder), cases.display().to_string()];
        programs.push(("records", files.clone()));
        programs.push(("records", [files, vec!["--json".to_owned()]].concat()));
    }
    if cfg!(feature = "workbook") {
        let ledger = ledger(folder);
        programs.push(("inspect", vec![ledger.clone()]));
        programs.push(("inspect", vec![ledger, "--json".to_owned()]));
    }
    programs
}

#[test]
fn each_answers_a_call_for_help() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, _) in programs(folder.path()) {
        for arguments in [&["--help"][..], &["-h"], &["--wrong", "-h"]] {
            let output = run(name, arguments);
            assert_eq!(output.status.code(), Some(0), "{name} {arguments:?}");
            assert!(text(&output).contains(&format!("usage: {name}")), "{name}: {}", text(&output));
            assert!(errors(&output).is_empty(), "{name}: {}", errors(&output));
        }
        let wrong = run(name, &["--wrong", "--use"]);
        assert_eq!(wrong.status.code(), Some(2), "{name}");
        assert!(errors(&wrong).contains(&format!("usage: {name}")), "{name}: {}", errors(&wrong));
    }
}

#[test]
fn a_reader_that_has_gone_ends_each_quietly_with_success() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, arguments) in programs(folder.path()) {
        let (reader, writer) = io::pipe().expect("a pipe");
        drop(reader);
        let output = Command::new(path(name)).args(&arguments).stdout(writer).output().expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{name} {arguments:?}: {}", errors(&output));
        assert!(errors(&output).is_empty(), "{name} {arguments:?}: {}", errors(&output));
        // Nobody to tell of wrong use either.
        let (reader, writer) = io::pipe().expect("a pipe");
        drop(reader);
        let wrong = Command::new(path(name)).args(["--wrong", "--use"]).stderr(writer).output().expect("it runs");
        assert_eq!(wrong.status.code(), Some(2), "{name}");
    }
}

#[cfg(all(unix, feature = "workbook"))]
#[test]
fn the_first_line_can_be_taken_with_head() {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = ledger(folder.path());
    // The exit status of `inspect` goes to a file: that of a pipeline is the one of its last command.
    let script = r#"{ "$1" "$2" --json; echo $? >"$3"; } | head -1"#;
    let status = folder.path().join("status");
    let mut shell = Command::new("sh");
    shell.args(["-c", script, "sh"]).arg(path("inspect")).arg(&ledger).arg(&status);
    let output = shell.output().expect("a shell");
    assert_eq!((text(&output).as_str(), errors(&output).as_str()), ("{\n", ""));
    assert_eq!(std::fs::read_to_string(status).expect("it was written"), "0\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
    for (name, arguments) in programs(folder.path()) {
        for arguments in [arguments, vec!["--help".to_owned()]] {
            let mut command = Command::new(path(name));
            let output = command.args(&arguments).stdout(full()).output().expect("it runs");
            assert_eq!(output.status.code(), Some(1), "{name} {arguments:?}");
            let errors = errors(&output);
            assert!(errors.starts_with("standard output: cannot be written: "), "{name} {arguments:?}: {errors}");
            assert_eq!(errors.lines().count(), 1, "{name} {arguments:?}: {errors}");
        }
    }
    // Errors that cannot be written are seen by the exit status.
    let ledger = folder.path().join("a.json");
    let mut zhongyuan = Command::new(path("zhongyuan"));
    let status = zhongyuan.arg("--ledger").arg(&ledger).stdout(Stdio::null()).stderr(full()).status();
    assert_eq!(status.expect("it runs").code(), Some(1));
    // A file that cannot be written is named.
    let output = run("zhongyuan", &["--dot", "/dev/full"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("/dev/full: cannot be written: "), "{}", errors(&output));
}

#[test]
fn colours_are_for_terminals_that_want_them() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, arguments) in programs(folder.path()) {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        assert!(!text(&run(name, &arguments)).contains('\u{1b}'), "{name} writes to no terminal");
    }
    assert!(program::has_colours(true, None));
    assert!(program::has_colours(true, Some(OsStr::new(""))), "an empty value is none, as no-color.org has it");
    assert!(!program::has_colours(true, Some(OsStr::new("1"))));
    assert!(!program::has_colours(false, None));
}

#[cfg(feature = "workbook")]
#[test]
fn a_hundred_thousand_errors_are_shown() {
    use std::fmt::Write;

    let folder = tempfile::tempdir().expect("a folder");
    let ledger = folder.path().join("broken.json");
    let mut rows =
        r#"{"ledger": 1, "title": "", "nodes": [{"code": "S", "kind": "subdistrict", "name": ""}"#.to_owned();
    for number in 0..100_000 {
        write!(rows, ",\n{{\"code\": \"M{number}\", \"kind\": \"micro_grid\", \"name\": \"\", \"parent\": \"S\"}}")
            .expect("a text takes everything");
    }
    rows.push_str("]}");
    std::fs::write(&ledger, rows).expect("a file");
    let output = run("inspect", &[ledger.to_str().expect("UTF-8")]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(errors(&output).lines().count(), 100_001, "one a line, and how many there are");
}
