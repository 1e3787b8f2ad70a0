#![allow(clippy::format_push_string, clippy::format_collect, reason = "the XML of a test reads best as it stands")]

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::ledger::Position;
use crate::ledger::workbook::{Cell, Day, Formatted, Merged, Sheet, Workbook};

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// An archive of parts.
pub(in crate::ledger::workbook::open) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook of sheets, each what stands in its part; parts of the same name as a common one take its place.
fn by_hand(sheets: &[&str], others: &[(&str, &str)]) -> Vec<u8> {
    let mut list = String::new();
    let mut links = String::new();
    let mut parts = Vec::new();
    for (at, sheet) in (1..).zip(sheets) {
        list += &format!("<sheet name=\"表{at}\" sheetId=\"{at}\" r:id=\"r{at}\"/>");
        links +=
            &format!("<Relationship Id=\"r{at}\" Type=\"{RELATIONSHIPS}/worksheet\" Target=\"worksheets/s{at}.xml\"/>");
        parts.push((format!("xl/worksheets/s{at}.xml"), (*sheet).to_owned()));
    }
    let root = format!("<Relationship Id=\"r\" Type=\"{RELATIONSHIPS}/officeDocument\" Target=\"xl/workbook.xml\"/>");
    let common = [
        ("_rels/.rels", format!("<Relationships>{root}</Relationships>")),
        ("xl/workbook.xml", format!("<workbook><sheets>{list}</sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships>{links}</Relationships>")),
    ];
    let common = common.into_iter().filter(|(name, _)| others.iter().all(|(other, _)| other != name));
    parts.extend(common.map(|(name, text)| (name.to_owned(), text)));
    parts.extend(others.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    archive(&parts)
}

fn one_sheet(cells: &str) -> Result<Sheet, String> {
    let sheet = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet>{cells}</worksheet>");
    let workbook = Workbook::from_bytes("台账.xlsx", &by_hand(&[&sheet], &[])).map_err(|errors| errors.to_string())?;
    Ok(workbook.sheets()[0].clone())
}

fn at(cell: &str) -> Position {
    cell.parse().unwrap()
}

#[test]
fn what_rust_xlsxwriter_writes_is_read() {
    use rust_xlsxwriter::{Format, Workbook as Written};
    let mut written = Written::new();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let time = Format::new().set_num_format("hh:mm");
    let sheet = written.add_worksheet().set_name("三级网格").unwrap();
    sheet.write(0, 0, "编码").unwrap().write(1, 0, 410_102_012.0).unwrap().write(1, 1, true).unwrap();
    sheet.write_with_format(1, 2, 45_717.5, &date).unwrap().write_with_format(1, 3, 0.5, &time).unwrap();
    sheet.write(2, 0, "_x000D_").unwrap().write(2, 1, " a\tb\u{a0}").unwrap().write(9, 16_383, "far").unwrap();
    sheet.merge_range(4, 0, 6, 1, "合并", &Format::new()).unwrap();
    let hidden = written.add_worksheet().set_name("隐藏").unwrap();
    hidden.write(0, 0, "在").unwrap();
    hidden.set_hidden(true);
    let workbook = Workbook::from_bytes("a.xlsx", &written.save_to_buffer().unwrap()).unwrap();
    let [sheet, hidden] = workbook.sheets() else { panic!("two sheets") };
    assert_eq!((sheet.name(), hidden.name()), ("三级网格", "隐藏"));
    let noon = Day::from_serial(45_717.5).unwrap();
    let expected = [
        ("A1", Cell::from("编码")),
        ("A2", Cell::from(410_102_012.0)),
        ("B2", Cell::from(true)),
        ("C2", Cell::from(noon.shown_as("2025-03-01"))),
        ("D2", Cell::from(Formatted::new(0.5, "12:00"))),
        ("A3", Cell::from("_x000D_")),
        ("B3", Cell::from(" a\tb\u{a0}")),
        ("A5", Cell::from("合并")),
        ("XFD10", Cell::from("far")),
    ];
    for (cell, value) in &expected {
        let found = sheet.cell(at(cell)).unwrap();
        assert_eq!((found.to_string(), found.number()), (value.to_string(), value.number()), "{cell}");
    }
    assert_eq!(sheet.rows().map(|(_, cells)| cells.len()).sum::<usize>(), expected.len());
    assert_eq!(sheet.merged(), [Merged { first: at("A5"), last: at("B7") }]);
    assert_eq!(hidden.cell(at("A1")), Some(&Cell::from("在")));
}

#[test]
fn cells_are_what_they_show() {
    let sheet = one_sheet(
        r#"<dimension ref="B2:A1"/><sheetData>
        <row r="2"><c r="A2" t="str"><f>A1</f><v>一_x000D_二</v></c><c r="B2"><f>A1</f></c><c r="C2"><f>A1</f><v/></c>
        <c r="D2" t="str"><f>A1</f><v></v></c><c r="E2" t="inlineStr"><is><r><t>富</t></r><r><t>文本</t></r></is></c>
        <c r="F2" t="e"><v>#REF!</v></c><c r="G2" t="e"><v>#SPILL!</v></c><c r="H2" t="d"><v>2025-03-01</v></c>
        <c r="I2"><v>NaN</v></c><c r="J2" s="1"/><c r="K2" t="b"><v>1</v></c></row>
        <row><c><v>7</v></c><c><v>8</v></c></row>
        <row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>
        </sheetData><mergeCells><mergeCell ref="A5:A5"/><mergeCell ref="A6:B7"/></mergeCells>"#,
    );
    let sheet = sheet.unwrap();
    let no_value = Cell::Error("a formula without a value".into());
    let expected = [
        ("A1", Cell::from(2.0)),
        ("B1", Cell::from(1.0)),
        ("A2", Cell::from("一\r二")),
        ("B2", no_value.clone()),
        ("C2", no_value),
        ("E2", Cell::from("富文本")),
        ("F2", Cell::Error("#REF!".into())),
        ("G2", Cell::Error("#SPILL!".into())),
        ("H2", Cell::from(Day::new(2025, 3, 1).unwrap())),
        ("I2", Cell::Error("NaN".into())),
        ("K2", Cell::from(true)),
        ("A3", Cell::from(7.0)),
        ("B3", Cell::from(8.0)),
    ];
    let found: Vec<(Position, Cell)> = sheet
        .rows()
        .flat_map(|(row, cells)| cells.iter().map(move |(column, cell)| (Position::new(row, *column), cell.clone())))
        .collect();
    assert_eq!(found, expected.map(|(cell, value)| (at(cell), value)));
    assert_eq!(sheet.merged(), [Merged { first: at("A6"), last: at("B7") }], "one cell is no range");
}

#[test]
fn days_are_counted_from_1904_where_the_workbook_says_so() {
    let styles = r#"<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1" s="0"><v>44255</v></c></row></sheetData></worksheet>"#;
    let list = r#"<workbook><workbookPr date1904="1"/><sheets><sheet name="表" r:id="r1"/></sheets></workbook>"#;
    let bytes = by_hand(&[sheet], &[("xl/styles.xml", styles), ("xl/workbook.xml", list)]);
    let workbook = Workbook::from_bytes("a.xlsx", &bytes).unwrap();
    let day = Day::new(2025, 3, 1).unwrap();
    assert_eq!(workbook.sheets()[0].cell(at("A1")), Some(&Cell::from(day)));
}

#[test]
fn what_is_damaged_or_ambiguous_is_an_error() {
    let twice = r#"<sheetData><row r="1"><c r="B1"><v>1</v></c><c r="B1"><v>2</v></c></row></sheetData>"#;
    assert_eq!(one_sheet(twice).unwrap_err(), "台账.xlsx, 表1!B1: `B1` is given twice");
    let entity = r#"<sheetData><row r="1"><c r="A1" t="str"><v>&lol;</v></c></row></sheetData>"#;
    assert!(one_sheet(entity).unwrap_err().contains("&lol;"));
    assert!(one_sheet("<sheetData><row><c><v>1</v>").unwrap_err().contains("damaged"));
    let text = r#"<sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData>"#;
    assert!(one_sheet(text).unwrap_err().starts_with("台账.xlsx, 表1: the file is damaged"));
    let style = r#"<sheetData><row r="1"><c r="A1" s="x"><v>7</v></c></row></sheetData>"#;
    assert!(one_sheet(style).unwrap_err().ends_with("the file is damaged: `x` is no style"));
    let sheet = "<worksheet><sheetData/></worksheet>";
    let list = r#"<workbook><sheets><sheet name="Ab" r:id="r1"/><sheet name="aB" r:id="r2"/></sheets></workbook>"#;
    let bytes = by_hand(&[sheet, sheet], &[("xl/workbook.xml", list)]);
    assert_eq!(Workbook::from_bytes("a.xlsx", &bytes).unwrap_err().to_string(), "a.xlsx: `aB` is given twice");
    let none = by_hand(&[], &[]);
    assert_eq!(Workbook::from_bytes("a.xlsx", &none).unwrap_err().to_string(), "a.xlsx: there is no sheet in it");
}

/// What passes a bound names it and where it stands.
#[test]
fn bounds_hold() {
    let long = "长".repeat(32_768);
    let cell = format!(r#"<sheetData><row r="3"><c r="C3" t="str"><v>{long}</v></c></row></sheetData>"#);
    assert_eq!(
        one_sheet(&cell).unwrap_err(),
        "台账.xlsx, 表1!C3: the number of characters is 32768; at most 32767 (`Limits::cell`) is read"
    );
    for (place, name) in [
        ("A1048577", "Limits::rows"),
        ("XFE1", "Limits::columns"),
        ("A999999999", "Limits::rows"),
        ("A4294967297", "no place"),
    ] {
        let cell = format!(r#"<sheetData><row><c r="{place}"><v>1</v></c></row></sheetData>"#);
        assert!(one_sheet(&cell).unwrap_err().contains(name), "{place}");
    }
    let declared = "<sst uniqueCount=\"99999999999\"><si><t>a</t></si></sst>";
    let sheet = "<worksheet><sheetData/></worksheet>";
    let error =
        |parts: &[(&str, &str)]| Workbook::from_bytes("a.xlsx", &by_hand(&[sheet], parts)).unwrap_err().to_string();
    assert!(error(&[("xl/sharedStrings.xml", declared)]).contains("the number of shared strings is 99999999999"));
    let many = format!("<sst>{}</sst>", "<si/>".repeat(10_000_002));
    assert!(error(&[("xl/SharedStrings.xml", &many)]).contains("shared strings"));
    let formats = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(131_073));
    assert!(error(&[("xl/styles.xml", &formats)]).contains("Limits::formats"));
    let name = format!("<styleSheet><fonts><font><name val=\"{}\"/></font></fonts></styleSheet>", "a".repeat(2_000));
    assert!(error(&[("xl/styles.xml", &name)]).contains("attribute"));
    let brackets = format!("<styleSheet><numFmts><numFmt formatCode=\"{}\"/></numFmts></styleSheet>", "[".repeat(256));
    assert!(error(&[("xl/styles.xml", &brackets)]).contains("attribute"));
}

/// One text in many cells: a small file that asks for ten thousand times as much memory.
#[test]
fn a_shared_text_counts_in_every_cell() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(32_000));
    let rows: String =
        (1..=9_000).map(|row| format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>"#)).collect();
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let bytes = by_hand(&[&sheet], &[("xl/sharedStrings.xml", &strings)]);
    assert!(bytes.len() < 100_000);
    let error = Workbook::from_bytes("a.xlsx", &bytes).unwrap_err().to_string();
    assert!(
        error.starts_with("a.xlsx, 表1!A8389: the number of bytes of text") && error.contains("Limits::text"),
        "{error}"
    );
}

#[test]
fn places_are_looked_at_however_they_are_written() {
    for cell in ["<c r='A4294967297'>", "<c r = \"A4294967297\">", "<c s=\"0\"r=\"ZZZZZZZ1\">"] {
        let sheet = format!("<sheetData><row>{cell}<v>1</v></c></row></sheetData>");
        let error = one_sheet(&sheet).unwrap_err();
        assert!(error.contains("is no place in a sheet"), "{error}");
    }
    let merged = "<sheetData/><mergeCells><mergeCell ref='A1:A4294967298'/></mergeCells>";
    assert!(one_sheet(merged).unwrap_err().contains("`A1:A4294967298`"));
    // What calamine would decode is not given to it, because nobody has looked at it before.
    let sheet = r"<?xml version='1.0' encoding='UTF-16'?><worksheet><sheetData/></worksheet>";
    let error = Workbook::from_bytes("a.xlsx", &by_hand(&[sheet], &[])).unwrap_err().to_string();
    assert!(error.ends_with("xl/worksheets/s1.xml is not in UTF-8, as spreadsheets write it"), "{error}");
}

#[test]
fn other_encodings_are_told_by_their_declaration_or_their_zeros() {
    for utf8 in ["<a/>", "<?xml version=\"1.0\" encoding='utf-8'?><a/>", "<?xml?><a encoding='x'/>", "\u{feff}<a/>", ""]
    {
        assert!(!super::is_of_another_encoding(utf8.as_bytes()), "{utf8}");
    }
    assert!(super::is_of_another_encoding(b" <?xml encoding = \"GBK\" ?><a/>"));
    let utf16: Vec<u8> = "<a/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(super::is_of_another_encoding(&utf16));
}

#[test]
fn leading_zeros_of_a_format_are_kept() {
    let styles = r#"<styleSheet><numFmts>
        <numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="[$-804]000000;-0"/>
        <numFmt numFmtId="166" formatCode="0.00"/></numFmts>
        <cellStyleXfs><xf numFmtId="164"/></cellStyleXfs>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="1"/></cellXfs>
        </styleSheet>"#;
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1" s="1"><v>1003</v></c><c r="B1" s="2"><f>1</f><v>7</v></c>
        <c r="C1" s="3"><v>7</v></c><c r="D1" s="4"><v>7</v></c><c r="E1"><v>7</v></c><c r="F1" s="1"/>
        <c r="G1" s="1"><v>-7</v></c><c r="H1" s="1"><v>7.5</v></c><c r="I1" s="1"><v>123456</v></c>
        <c r="J1" s="1" t="str"><v>7</v></c><c r="K1" s="1"><v>0</v></c></row></sheetData></worksheet>"#;
    let workbook = Workbook::from_bytes("a.xlsx", &by_hand(&[sheet], &[("xl/styles.xml", styles)])).unwrap();
    let cells = workbook.sheets()[0].rows().next().unwrap().1.iter().map(|(_, cell)| cell.to_string());
    assert_eq!(cells.collect::<Vec<_>>(), ["01003", "000007", "7.00", "7", "7", "-7", "7.5", "123456", "7", "00000"]);
    assert_eq!(workbook.sheets()[0].cell(at("A1")), Some(&Cell::Padded { number: 1003, digits: 5 }));
}

#[test]
fn what_the_file_says_of_cells_is_kept() {
    let styles = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>
        <fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>
        <cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="11" fontId="0"/><xf numFmtId="164" fontId="0"/>
        <xf numFmtId="20" fontId="0"/><xf numFmtId="9" fontId="1"/><xf fontId="2"/></cellXfs></styleSheet>"#;
    let strings = "<sst><si><r><rPr><strike/></rPr><t>张三</t></r><r><t>李四</t></r></si>
        <si><r><rPr><b/><strike val=\"1\"/></rPr><t>张三</t></r></si></sst>";
    let sheet = r#"<worksheet><cols><col min="2" max="3" hidden="1"/><col min="5" max="5" hidden="0"/></cols><sheetData>
        <row r="1"><c r="A1" s="1"><v>2000</v></c><c r="B1" s="2"><v>45717</v></c><c r="C1" s="3"><v>0.0625</v></c>
        <c r="D1" s="4"><v>0.85</v></c><c r="E1" s="5"><v>7</v></c></row>
        <row r="2" hidden="1"><c r="A2"><f>B9</f><v>0</v></c><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>
        <row r="3" hidden="true"/></sheetData></worksheet>"#;
    let list = r#"<workbook><sheets><sheet name="表" state="veryHidden" r:id="r1"/></sheets></workbook>"#;
    let parts = [("xl/styles.xml", styles), ("xl/sharedStrings.xml", strings), ("xl/workbook.xml", list)];
    let workbook = Workbook::from_bytes("a.xlsx", &by_hand(&[sheet], &parts)).unwrap();
    let sheet = &workbook.sheets()[0];
    let shown: Vec<String> = sheet.rows().flat_map(|(_, cells)| cells).map(|(_, cell)| cell.to_string()).collect();
    assert_eq!(shown, ["2.00E+03", "2025年3月", "1:30", "85%", "7", "0", "张三李四", "张三"]);
    let cells = ["A1", "B1", "C1", "D1", "E1", "A2", "B2", "C2"].map(at);
    let those = |is: &dyn Fn(Position) -> bool| -> String {
        cells.iter().filter(|at| is(**at)).map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(those(&|at| sheet.is_formula(at)), "A2");
    assert_eq!(those(&|at| sheet.is_struck_out(at)), "D1 B2 C2");
    assert_eq!(those(&|at| sheet.facts.struck_out_in_part.has(at)), "B2");
    assert!(sheet.is_hidden());
    assert_eq!((1..=6).filter(|row| sheet.is_row_hidden(*row)).collect::<Vec<_>>(), [2, 3]);
    assert_eq!((1..=6).filter(|column| sheet.is_column_hidden(*column)).collect::<Vec<_>>(), [2, 3]);
}
