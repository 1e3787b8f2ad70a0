use crate::ledger::workbook::{Cell, Sheet, Workbook};

fn read(text: impl AsRef<[u8]>) -> Result<Sheet, String> {
    let workbook = Workbook::from_bytes("目录/三级网格.csv", text.as_ref()).map_err(|errors| errors.to_string())?;
    Ok(workbook.sheets()[0].clone())
}

/// The rows as `number: cell|cell`; cells that are not there show as nothing between bars.
fn rows(text: impl AsRef<[u8]>) -> Vec<String> {
    let mut rows = Vec::new();
    for (row, cells) in read(text).unwrap().rows() {
        let last = cells.last().map_or(0, |(column, _)| *column);
        let texts: Vec<&str> = (1..=last)
            .map(|column| match cells.iter().find(|(at, _)| *at == column) {
                Some((_, Cell::Text(text))) => &**text,
                Some((_, other)) => panic!("{other:?} is no text"),
                None => "",
            })
            .collect();
        rows.push(format!("{row}: {}", texts.join("|")));
    }
    rows
}

#[test]
fn what_stands_between_cells_is_told() {
    assert_eq!(rows("a,b\n1,2\n"), ["1: a|b", "2: 1|2"]);
    assert_eq!(rows("a\tb\n张三,李四\t2\n"), ["1: a|b", "2: 张三,李四|2"]);
    assert_eq!(rows("a;b\n\"1,5;2,5;x,y\";7\n"), ["1: a|b", "2: 1,5;2,5;x,y|7"]);
    assert_eq!(
        rows("台账,2025年\n编码;名称;户数\n1;2;3\n4;5;6"),
        ["1: 台账,2025年", "2: 编码|名称|户数", "3: 1|2|3", "4: 4|5|6"]
    );
    assert_eq!(rows("编码\nG-1\n"), ["1: 编码", "2: G-1"], "one column needs nothing between");
    assert_eq!(rows("sep=|\r\na|b,c\r\n"), ["1: a|b,c"]);
    assert_eq!(rows("a，b\n"), ["1: a，b"], "a full-width comma belongs to the text");
}

#[test]
fn rows_have_the_numbers_that_a_spreadsheet_shows() {
    let text = "a,b\r\n\r\n\"1\r\n2\",3\r\n,,\r\n\n\r4,,6\n\n7";
    assert_eq!(rows(text), ["1: a|b", "3: 1\r\n2|3", "7: 4||6", "9: 7"]);
    assert_eq!(rows("\n\na"), ["3: a"]);
    assert_eq!(rows("\"a\"\"b\",\"\"\n"), ["1: a\"b"]);
    assert_eq!(rows(" 00123 ,1e5,=A1\n"), ["1:  00123 |1e5|=A1"], "texts are kept as they are");
    assert!(rows("\n\n").is_empty());
}

#[test]
fn encodings_are_told() {
    let gbk = encoding_rs::GBK.encode("编码,名称\r\nG-1,第一网格\r\n").0.into_owned();
    assert_eq!(rows(gbk), ["1: 编码|名称", "2: G-1|第一网格"]);
    assert_eq!(rows("\u{feff}编码,名称"), ["1: 编码|名称"]);
    assert_eq!(
        read(b"a,b\n1,\xFF\n").unwrap_err(),
        "目录/三级网格.csv, 三级网格, row 2: byte 6 is no UTF-8 or GBK; save the file as UTF-8, or as a workbook"
    );
    assert_eq!(
        read([&b"\xEF\xBB\xBFa\n\n"[..], b"\xD6\n"].concat()).unwrap_err(),
        "目录/三级网格.csv, 三级网格, row 3: byte 6 is no UTF-8; save the file as UTF-8"
    );
}

#[test]
fn what_is_no_table_is_refused() {
    for (text, why) in [
        ("\u{feff}  <html xmlns:o=\"x\"><table>", "web page"),
        ("<!DOCTYPE HTML>", "web page"),
        ("MIME-Version: 1.0", "web page"),
        ("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>", "XML"),
        ("%PDF-1.7", "PDF"),
        ("a\0b", "neither a workbook"),
    ] {
        assert!(read(text).unwrap_err().contains(why), "{text}");
    }
}

#[test]
fn a_quotation_that_is_never_closed_is_an_error() {
    let error = read("a,b\n\n1,\"2\n3,4\n5,6\n").unwrap_err();
    assert_eq!(error, "目录/三级网格.csv, 三级网格!A3: a quotation mark in this row opens a cell and none closes it");
    assert_eq!(rows("a,5\"\n6\",7\n\"8\"9\"\n"), ["1: a|5\"", "2: 6\"|7", "3: 89\""], "inches open nothing");
}

#[test]
fn bounds_hold() {
    let long = format!("a\nb,{}", "x".repeat(32_768));
    assert!(read(long).unwrap_err().starts_with("目录/三级网格.csv, 三级网格!B2: the number of characters is 32768"));
    assert!(read("a\n".repeat(1_048_577)).unwrap_err().contains("Limits::rows"));
    assert!(read(",".repeat(16_384) + "a").unwrap_err().contains("Limits::columns"));
    assert!(rows(",".repeat(16_384)).is_empty());
    let many = "1,2,3,4,5,6,7,8,9,10\n".repeat(500_001);
    assert!(read(many).unwrap_err().contains("三级网格!A500001: the number of cells is 5000001"));
}

/// What was taken off, each with its cells.
fn cleaned(text: &str) -> Vec<String> {
    let sheet = read(text).unwrap();
    sheet
        .cleaned()
        .map(|(how, cells)| format!("{how:?} {}", cells.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")))
        .collect()
}

#[test]
fn what_keeps_a_number_a_text_is_taken_off() {
    let text = "编码,上级,名称\n=\"010102\",\u{1F}010102012,`1号楼\n\"=\"\"01\"\"\",\t010102012001\t,=\"\"\n";
    assert_eq!(rows(text), ["1: 编码|上级|名称", "2: 010102|010102012|1号楼", "3: 01|010102012001"]);
    assert_eq!(cleaned(text), ["Equation A2 A3 C3", "TextMark B2 C2 B3"]);
    // What is no number is left as it is written.
    assert_eq!(rows("`网格`,=A1\n"), ["1: `网格`|=A1"]);
    assert!(cleaned("a,b\n' 1,\"2\"\n").is_empty());
}

#[test]
fn encodings_that_are_not_read_are_named() {
    let big5 = encoding_rs::BIG5.encode("類別,編碼,名稱,上級\r\n街道,S,須水街道,\r\n").0.into_owned();
    assert!(read(big5).unwrap_err().contains("most likely in Big5"));
    let utf16: Vec<u8> = "类别,编码\r\n街道,S\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(read(utf16).unwrap_err().contains("most likely in UTF-16 (little-endian) without a byte order mark"));
}
