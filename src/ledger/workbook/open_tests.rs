use std::fs;

use super::xlsx::tests::archive;
use crate::ledger::workbook::{Sheet, Workbook};

fn error(bytes: &[u8]) -> String {
    Workbook::from_bytes("a.xlsx", bytes).unwrap_err().to_string()
}

#[test]
fn a_folder_is_a_workbook_of_its_tables() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Workbook::open(folder.path()).unwrap_err().to_string().contains("no file that ends in .xlsx"));
    for (name, text) in
        [("2 楼栋.TSV", "编码\t户数\n"), ("1 三级网格.csv", "编码,名称\n"), ("说明.md", "x"), ("空.txt", "")]
    {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let workbook = Workbook::open(folder.path()).unwrap();
    let names: Vec<&str> = workbook.sheets().iter().map(Sheet::name).collect();
    assert_eq!(names, ["1 三级网格", "2 楼栋", "空"]);
    assert_eq!(workbook.name(), folder.path().display().to_string());
    fs::write(folder.path().join("空.csv"), "a").unwrap();
    assert!(Workbook::open(folder.path()).unwrap_err().to_string().ends_with("`空` is given twice"));
}

#[test]
fn the_name_does_not_say_what_a_file_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("台账.xls");
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/workbooks/libreoffice.ods"), &path).unwrap();
    assert_eq!(Workbook::open(&path).unwrap().sheets().len(), 3);
    fs::write(&path, "编码,名称\n").unwrap();
    assert_eq!(Workbook::open(&path).unwrap().sheets()[0].name(), "台账");
    assert!(Workbook::open(folder.path().join("none.xlsx")).unwrap_err().to_string().contains("cannot be read"));
}

#[test]
fn what_is_no_workbook_says_what_it_is() {
    assert_eq!(error(b""), "a.xlsx: the file is empty");
    assert!(error(&archive(&[("xl/workbook.bin", b"")])).contains(".xlsb"));
    assert!(error(&archive(&[("word/document.xml", b"")])).contains("no workbook"));
    assert!(error(b"PK\x03\x04").contains("damaged"));
    assert!(error(&archive(&[])).contains("no workbook"));
}

/// A zip bomb: a quarter of a million bytes that become more than is read.
#[test]
fn what_is_unpacked_is_bounded() {
    let zeros = vec![0; 1 << 20];
    let mut bomb = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    bomb.start_file("xl/worksheets/sheet1.xml", zip::write::SimpleFileOptions::default()).unwrap();
    for _ in 0..257 {
        std::io::Write::write_all(&mut bomb, &zeros).unwrap();
    }
    let bomb = bomb.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 19);
    assert!(error(&bomb).contains("the number of bytes, unpacked, at least is 268435457; at most 268435456"));
    // It may say that it is small.
    let mut lying = bomb.clone();
    for mark in [&b"PK\x03\x04"[..], b"PK\x01\x02"] {
        let at = memchr::memmem::find(&lying, mark).unwrap() + if mark[2] == 3 { 22 } else { 24 };
        lying[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    assert!(!error(&lying).is_empty());
    let many: Vec<(String, &[u8])> = (0..10_001).map(|at| (format!("xl/{at}"), &b""[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    assert!(error(&archive(&many)).contains("Limits::parts"));
}
