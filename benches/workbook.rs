//! Reading a workbook as a ledger, beside what calamine alone needs for the same file.
//!
//! ```text
//! cargo bench -p gridgov-benches --bench workbook
//! ```
//!
//! A sheet of 100,000 micro grids with ten columns, seven of them texts, two numbers and one a date, and one of the
//! third-level grids that they belong to, made in memory. Of calamine: opening it and the range of every sheet, as its
//! users ask for them. Of this crate: `loading` gives the same cells, `reading` the ledger from the bytes to its rows,
//! with the people and branches that the cells name. All results are checked before anything is timed.
//!
//! The memory is the most that a process of its own has had for it, beyond what it had with the bytes of the file.

use std::ffi::OsStr;
use std::hint::black_box;
use std::io::Cursor;
use std::process::Command;
use std::time::Duration;
use std::{env, fs};

use calamine::{Data, Reader, Xlsx};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gridgov::ledger::workbook::{Cell, Headings, Meaning, Workbook};
use gridgov::ledger::{Ledger, Position};
use rust_xlsxwriter::{Format, Workbook as Written};

const ROWS: u32 = 100_000;
/// The sizes that memory is measured at.
const SIZES: [u32; 2] = [10_000, ROWS];
/// How many micro grids are in a third-level grid, how many grids a head and a liaison have, and branches there are.
const IN_A_GRID: u32 = 30;
const HEADS: u32 = 5_000;
const LIAISONS: u32 = 7_000;
const BRANCHES: u32 = 300;
const COMMUNITY: &str = "410102012";
const HEADER: [&str; 10] =
    ["编码", "名称", "上级", "类别", "网格长", "联络员", "党组织", "户数", "建筑面积", "启用日期"];

fn code(row: u32) -> String {
    format!("410102012{row:06}")
}

fn code_above(row: u32) -> String {
    format!("410102012{:04}", row / IN_A_GRID)
}

/// One of 8,000 names of people.
fn person(number: u32) -> String {
    const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗";
    const GIVEN: &str = "伟芳娜敏静丽强磊洋勇艳杰娟涛超秀霞桂鹏玲";
    let pick = |from: &str, at: u32| from.chars().nth(at as usize % 20).expect("20 characters");
    [pick(SURNAMES, number), pick(GIVEN, number / 20), pick(GIVEN, number / 400)].iter().collect()
}

fn bytes(rows: u32) -> Vec<u8> {
    let mut workbook = Written::new();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = workbook.add_worksheet();
    sheet.set_name("微网格").expect("a name");
    for (column, name) in (0..).zip(HEADER) {
        sheet.write(0, column, name).expect("a heading");
    }
    for row in 1..=rows {
        let texts = [
            code(row),
            format!("第{row}微网格"),
            code_above(row),
            "微网格".to_owned(),
            person(row % HEADS),
            person(row % LIAISONS),
            format!("第{}党支部", row % BRANCHES),
        ];
        for (column, text) in (0..).zip(texts) {
            sheet.write(row, column, text).expect("a text");
        }
        sheet.write(row, 7, f64::from(row % 90)).expect("a number");
        sheet.write(row, 8, f64::from(row % 9_000) / 100.0).expect("a number");
        sheet.write_with_format(row, 9, 45_000.0 + f64::from(row % 700), &date).expect("a date");
    }
    let above = workbook.add_worksheet();
    above.set_name("三级网格").expect("a name");
    for (column, heading) in (0..).zip(["编码", "上级"]) {
        above.write(0, column, heading).expect("a heading");
    }
    for at in 0..=rows / IN_A_GRID {
        above.write(at + 1, 0, code_above(at * IN_A_GRID)).expect("a text");
        above.write(at + 1, 1, COMMUNITY).expect("a text");
    }
    // In one community a name is one person.
    let community = workbook.add_worksheet();
    community.set_name("二级网格").expect("a name");
    for (row, text) in (0..).zip(["编码", COMMUNITY]) {
        community.write(row, 0, text).expect("a text");
    }
    workbook.save_to_buffer().expect("it is written to memory")
}

fn by_calamine(bytes: &[u8]) -> Vec<(String, calamine::Range<Data>)> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let names = workbook.sheet_names();
    names.into_iter().map(|name| (name.clone(), workbook.worksheet_range(&name).expect("a sheet"))).collect()
}

fn by_gridgov(bytes: &[u8]) -> Workbook {
    Workbook::from_bytes("微网格.xlsx", bytes).expect("a workbook")
}

fn read(workbook: &Workbook) -> Ledger {
    // The day from which a grid is in use is no part of a ledger.
    let headings = Headings::default().with("启用日期", Meaning::Ignored);
    workbook.read(&headings).into_ledger().expect("a ledger")
}

/// Both read the same, cell by cell.
fn check_cells(bytes: &[u8]) {
    let theirs = by_calamine(bytes);
    let ours = by_gridgov(bytes);
    assert_eq!(theirs.len(), ours.sheets().len());
    for ((name, range), sheet) in theirs.iter().zip(ours.sheets()) {
        assert_eq!(name, sheet.name());
        assert_eq!(range.used_cells().count(), sheet.rows().map(|(_, cells)| cells.len()).sum::<usize>());
        for (row, column, value) in range.used_cells() {
            let is_same = match (value, sheet.cell(Position::new(row as u32 + 1, column as u32 + 1))) {
                (Data::String(text), Some(Cell::Text(same))) => text.as_str() == &**same,
                (Data::Float(number), Some(Cell::Number(same))) => number.to_bits() == same.to_bits(),
                (Data::DateTime(date), Some(Cell::Date(same))) => date.as_f64().to_bits() == same.serial().to_bits(),
                _ => false,
            };
            assert!(is_same, "row {row}, column {column}: {value:?}");
        }
    }
}

/// The ledger is what was written, row by row.
fn check_ledger(bytes: &[u8], rows: u32) {
    let ledger = read(&by_gridgov(bytes));
    for (at, node) in (1..=rows).zip(&ledger.nodes) {
        let line = format!("{} {} {} {}", node.kind, node.code, node.name, node.parent.as_deref().unwrap_or_default());
        assert_eq!(line, format!("micro_grid {} 第{at}微网格 {}", code(at), code_above(at)));
        assert_eq!(node.measures.get("households").expect("a number").to_string(), (at % 90).to_string());
    }
    // Heads are among those who are liaisons.
    let named = HEADS.max(LIAISONS).min(rows) + BRANCHES.min(rows);
    assert_eq!(ledger.nodes.len() as u32, rows + rows / IN_A_GRID + 2 + named);
    assert_eq!(ledger.links.len() as u32, 3 * rows, "a head, a liaison and a branch for each");
}

/// Names a file to the process that reads it and nothing else, so that its memory can be measured.
const TO_MEASURE: &str = "GRIDGOV_BENCH_WORKBOOK";

/// The most memory that this process has had, in KiB; Linux says so.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find(|line| line.starts_with("VmHWM:"))?.split_whitespace().nth(1)?.parse().ok()
}

/// Shows how much memory reading takes, beside that of the file and of its parts.
fn measure(rows: u32) {
    let bytes = bytes(rows);
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
    let unpacked: u64 = (0..archive.len()).map(|at| archive.by_index(at).expect("a part").size()).sum();
    println!("{rows} rows: {} KiB, {} KiB unpacked", bytes.len() >> 10, unpacked >> 10);
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    fs::write(file.path(), bytes).expect("it is written");
    for reader in ["calamine alone", "loading", "reading"] {
        let mut command = Command::new(env::current_exe().expect("a path"));
        command.arg("--bench").env(TO_MEASURE, file.path()).env("READER", reader).env("UNPACKED", unpacked.to_string());
        assert!(command.status().expect("it runs").success());
    }
}

/// Reads the file as one of the readers does, and says how much memory it took.
fn read_alone(path: &OsStr) {
    let bytes = fs::read(path).expect("a file");
    let before = peak();
    let reader = env::var("READER").expect("a reader");
    match reader.as_str() {
        "calamine alone" => drop(black_box(by_calamine(&bytes))),
        "loading" => drop(black_box(by_gridgov(&bytes))),
        _ => drop(black_box(read(&by_gridgov(&bytes)))),
    }
    let unpacked: f64 = env::var("UNPACKED").expect("a size").parse().expect("a number");
    if let (Some(before), Some(after)) = (before, peak()) {
        let most = after - before;
        println!("  {reader}: at most {most} KiB, {:.1} times what is unpacked", most as f64 * 1024.0 / unpacked);
    }
}

fn workbook(criterion: &mut Criterion) {
    if let Some(path) = env::var_os(TO_MEASURE) {
        return read_alone(&path);
    }
    SIZES.into_iter().for_each(measure);
    let bytes = bytes(ROWS);
    check_cells(&bytes);
    check_ledger(&bytes, ROWS);

    let mut group = criterion.benchmark_group("workbook");
    group.throughput(Throughput::Elements(u64::from(ROWS))).sample_size(10);
    group.warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(10));
    group.bench_function("calamine alone", |bencher| bencher.iter(|| by_calamine(black_box(&bytes))));
    group.bench_function("loading", |bencher| bencher.iter(|| by_gridgov(black_box(&bytes))));
    group.bench_function("reading", |bencher| bencher.iter(|| read(&by_gridgov(black_box(&bytes)))));
    group.finish();
}

criterion_group!(benches, workbook);
criterion_main!(benches);
