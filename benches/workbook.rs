//! Reading a workbook, beside what calamine alone needs.
//!
//! ```text
//! cargo bench --bench workbook
//! ```
//!
//! One sheet of 100,000 rows and ten columns, seven of them texts, two numbers and one a date, made in memory. Of
//! calamine: opening it and the range of every sheet, as its users ask for them. What both read is compared first.

use std::hint::black_box;
use std::io::Cursor;
use std::process::Command;
use std::time::Duration;
use std::{env, fs};

use calamine::{Data, Reader, Xlsx};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gridgov::ledger::Position;
use gridgov::ledger::workbook::{Cell, Workbook};
use rust_xlsxwriter::{Format, Workbook as Written};

const ROWS: u32 = 100_000;
const HEADER: [&str; 10] =
    ["编码", "名称", "上级", "类别", "网格长", "联络员", "党组织", "户数", "建筑面积", "启用日期"];

fn bytes() -> Vec<u8> {
    let mut workbook = Written::new();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = workbook.add_worksheet();
    sheet.set_name("微网格").expect("a name");
    for (column, name) in (0..).zip(HEADER) {
        sheet.write(0, column, name).expect("a heading");
    }
    for row in 1..=ROWS {
        let texts = [
            format!("410102012{row:06}"),
            format!("第{row}微网格"),
            format!("410102012{:04}", row / 30),
            "微网格".to_owned(),
            format!("网格长{}", row % 5_000),
            format!("联络员{}", row % 7_000),
            format!("第{}党支部", row % 300),
        ];
        for (column, text) in (0..).zip(texts) {
            sheet.write(row, column, text).expect("a text");
        }
        sheet.write(row, 7, f64::from(row % 90)).expect("a number");
        sheet.write(row, 8, f64::from(row % 9_000) / 100.0).expect("a number");
        sheet.write_with_format(row, 9, 45_000.0 + f64::from(row % 700), &date).expect("a date");
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

/// Both read the same, cell by cell.
fn check(bytes: &[u8]) {
    let theirs = by_calamine(bytes);
    let ours = by_gridgov(bytes);
    let ([(name, range)], [sheet]) = (theirs.as_slice(), ours.sheets()) else { panic!("one sheet") };
    assert_eq!((name.as_str(), range.get_size()), (sheet.name(), (ROWS as usize + 1, HEADER.len())));
    assert_eq!(range.used_cells().count(), sheet.rows().map(|(_, cells)| cells.len()).sum::<usize>());
    for (row, column, value) in range.used_cells() {
        let is_same = match (value, sheet.cell(Position::new(row as u32 + 1, column as u32 + 1))) {
            (Data::String(text), Some(Cell::Text(same))) => text.as_str() == &**same,
            (Data::Float(number), Some(Cell::Number(same))) => number.to_bits() == same.to_bits(),
            (Data::DateTime(date), Some(Cell::Date(same))) => date.as_f64().to_bits() == same.serial.to_bits(),
            _ => false,
        };
        assert!(is_same, "row {row}, column {column}: {value:?}");
    }
}

/// Names a file to the process that reads it and nothing else, so that its memory can be measured.
const TO_MEASURE: &str = "GRIDGOV_BENCH_WORKBOOK";

/// The most memory that this process has had, in KiB; Linux says so.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find(|line| line.starts_with("VmHWM:"))?.split_whitespace().nth(1)?.parse().ok()
}

/// Shows how much memory reading takes, beside that of the file and of its parts.
fn measure(bytes: &[u8]) {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let unpacked: u64 = (0..archive.len()).map(|at| archive.by_index(at).expect("a part").size()).sum();
    println!("{} KiB, {} KiB unpacked", bytes.len() >> 10, unpacked >> 10);
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    fs::write(file.path(), bytes).expect("it is written");
    for reader in ["calamine", "gridgov"] {
        let mut command = Command::new(env::current_exe().expect("a path"));
        let status = command.arg("--bench").env(TO_MEASURE, file.path()).env("READER", reader).status();
        assert!(status.expect("it runs").success());
    }
}

fn workbook(criterion: &mut Criterion) {
    if let Some(path) = env::var_os(TO_MEASURE) {
        let bytes = fs::read(path).expect("a file");
        let before = peak();
        let reader = env::var("READER").expect("a reader");
        if reader == "gridgov" {
            drop(black_box(by_gridgov(&bytes)));
        } else {
            drop(black_box(by_calamine(&bytes)));
        }
        if let (Some(before), Some(after)) = (before, peak()) {
            println!("{reader}: at most {} KiB of memory", after - before);
        }
        return;
    }
    let bytes = bytes();
    check(&bytes);
    measure(&bytes);

    let mut group = criterion.benchmark_group("workbook");
    group.throughput(Throughput::Elements(u64::from(ROWS))).sample_size(10);
    group.warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(10));
    group.bench_function("calamine alone", |bencher| bencher.iter(|| by_calamine(black_box(&bytes))));
    group.bench_function("loading", |bencher| bencher.iter(|| by_gridgov(black_box(&bytes))));
    group.finish();
}

criterion_group!(benches, workbook);
criterion_main!(benches);
