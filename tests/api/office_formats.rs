//! Sheets as the bytes of files in every format that offices use, written apart from the crate's own writer.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use cfb::CompoundFile;
use gridgov::ledger::workbook::{Cell, Sheet, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// How a workbook reaches the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// As sheets in memory, without a file.
    Sheets,
    /// `.xlsx`, by the crate's writer.
    Xlsx,
    /// `.ods`.
    Ods,
    /// `.xls` of 1997 and later.
    Xls,
}

impl Format {
    pub const ALL: [Self; 4] = [Self::Sheets, Self::Xlsx, Self::Ods, Self::Xls];

    /// The workbook as it is read back from a file of this format.
    pub fn through(self, workbook: &Workbook) -> Workbook {
        let (name, bytes) = match self {
            Self::Sheets => return workbook.clone(),
            Self::Xlsx => ("须水.xlsx", workbook.to_xlsx().expect("a spreadsheet can keep it")),
            Self::Ods => ("须水.ods", to_ods(workbook)),
            Self::Xls => ("须水.xls", to_xls(workbook)),
        };
        Workbook::from_bytes(name, &bytes).unwrap_or_else(|errors| panic!("{self:?}: {errors}"))
    }
}

/// A cell as text, and whether it is a number.
fn value(cell: &Cell) -> (String, bool) {
    (cell.to_string(), matches!(cell, Cell::Number(_)))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// An archive of parts.
pub fn packed(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        packed.start_file(*name, SimpleFileOptions::default()).expect("memory");
        packed.write_all(bytes).expect("memory");
    }
    packed.finish().expect("memory").into_inner()
}

/// `OpenDocument`: one part with all sheets.
pub fn to_ods(workbook: &Workbook) -> Vec<u8> {
    let mut body = String::new();
    for sheet in workbook.sheets() {
        write!(body, "<table:table table:name=\"{}\">", escaped(sheet.name())).expect("memory");
        let mut last = 0;
        for (row, cells) in sheet.rows() {
            if row > last + 1 {
                let blank = row - last - 1;
                write!(
                    body,
                    "<table:table-row table:number-rows-repeated=\"{blank}\"><table:table-cell/></table:table-row>"
                )
                .expect("memory");
            }
            last = row;
            body.push_str("<table:table-row>");
            let mut left = 0;
            for (column, cell) in cells {
                for _ in left + 1..*column {
                    body.push_str("<table:table-cell/>");
                }
                left = *column;
                body.push_str(&ods_cell(cell, &span_of(sheet, row, *column)));
            }
            body.push_str("</table:table-row>");
        }
        body.push_str("</table:table>");
    }
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content><office:body><office:spreadsheet>{body}\
         </office:spreadsheet></office:body></office:document-content>"
    );
    let mimetype = b"application/vnd.oasis.opendocument.spreadsheet".to_vec();
    packed(&[("mimetype", mimetype), ("content.xml", content.into_bytes())])
}

fn span_of(sheet: &Sheet, row: u32, column: u32) -> String {
    let starts_here =
        |range: &&gridgov::ledger::workbook::Merged| (range.first.row, range.first.column) == (row, column);
    sheet.merged().iter().find(starts_here).map_or_else(String::new, |range| {
        let (rows, columns) = (range.last.row - row + 1, range.last.column - column + 1);
        format!(" table:number-rows-spanned=\"{rows}\" table:number-columns-spanned=\"{columns}\"")
    })
}

fn ods_cell(cell: &Cell, span: &str) -> String {
    let (text, is_number) = value(cell);
    if is_number {
        return format!(
            "<table:table-cell{span} office:value-type=\"float\" office:value=\"{text}\"><text:p>{text}</text:p></table:table-cell>"
        );
    }
    // Each line is a paragraph; spaces at their ends and in rows would be lost without elements of their own.
    let lines = text.split('\n').map(|line| format!("<text:p>{}</text:p>", escaped(line).replace(' ', "<text:s/>")));
    format!("<table:table-cell{span} office:value-type=\"string\">{}</table:table-cell>", lines.collect::<String>())
}

/// The records of `.xls`, in a compound file.
pub fn to_xls(workbook: &Workbook) -> Vec<u8> {
    let begin = |of: u16| record(0x0809, &shorts(&[0x0600, of, 0, 0, 0, 0, 0, 0]));
    let end = record(0x000A, &[]);
    let sheets: Vec<Vec<u8>> =
        workbook.sheets().iter().map(|sheet| [begin(0x10), xls_rows(sheet), end.clone()].concat()).collect();
    // Each sheet is told by where it begins; the length of that table does not depend on what stands in it.
    let table = |mut from: usize| -> Vec<u8> {
        let entries = workbook.sheets().iter().zip(&sheets).map(|(sheet, bytes)| {
            let at = u32::try_from(from).expect("a small file");
            from += bytes.len();
            let name: Vec<u16> = sheet.name().encode_utf16().collect();
            let length = u8::try_from(name.len()).expect("a short name");
            record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, length, 1], &shorts(&name)].concat())
        });
        entries.collect::<Vec<_>>().concat()
    };
    let globals = |from: usize| [begin(5), table(from), end.clone()].concat();
    let stream = [globals(globals(0).len()), sheets.concat()].concat();
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).expect("memory");
    file.create_stream("/Workbook").expect("memory").write_all(&stream).expect("memory");
    file.into_inner().into_inner()
}

fn record(kind: u16, bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).expect("a short record");
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), bytes].concat()
}

fn shorts(shorts: &[u16]) -> Vec<u8> {
    shorts.iter().flat_map(|short| short.to_le_bytes()).collect()
}

fn xls_rows(sheet: &Sheet) -> Vec<u8> {
    let short = |number: u32| u16::try_from(number).expect("a small sheet");
    let mut records = Vec::new();
    for (row, cells) in sheet.rows() {
        for (column, cell) in cells {
            let at = shorts(&[short(row) - 1, short(*column) - 1, 0]);
            if let Cell::Number(number) = cell {
                records.extend(record(0x0203, &[&at[..], &number.to_le_bytes()].concat()));
                continue;
            }
            let text: Vec<u16> = cell.to_string().encode_utf16().collect();
            let length = u16::try_from(text.len()).expect("a short text");
            records.extend(record(0x0204, &[&at[..], &length.to_le_bytes(), &[1], &shorts(&text)].concat()));
        }
    }
    if !sheet.merged().is_empty() {
        let ranges = sheet.merged().iter().flat_map(|range| {
            [range.first.row, range.last.row, range.first.column, range.last.column].map(|number| short(number) - 1)
        });
        let count = u16::try_from(sheet.merged().len()).expect("few ranges");
        records.extend(record(0x00E5, &shorts(&[vec![count], ranges.collect()].concat())));
    }
    records
}

#[test]
fn every_format_keeps_what_stands_in_cells() {
    use gridgov::ledger::Position;
    use gridgov::ledger::workbook::Merged;

    let mut sheet = Sheet::new("三级网格");
    for (at, cell) in [("A1", "编码"), ("C1", " 甲  乙 \n<丙>&\"丁\""), ("B4", "T\u{200b}-1")] {
        sheet.set(at.parse().expect("a cell"), cell);
    }
    sheet.set(Position::new(4, 3), 3244.52);
    sheet.merge(Merged { first: Position::new(4, 1), last: Position::new(5, 2) });
    sheet.set(Position::new(4, 1), "merged");
    let mut second = Sheet::new("人员");
    second.set(Position::new(1, 1), 1.0);
    let workbook = Workbook::new("须水.xlsx").with_sheet(sheet).with_sheet(second);
    for format in Format::ALL {
        let read = format.through(&workbook);
        assert_eq!(read.sheets().len(), 2, "{format:?}");
        for (read, written) in read.sheets().iter().zip(workbook.sheets()) {
            assert_eq!(read.name(), written.name(), "{format:?}");
            assert_eq!(read.merged(), written.merged(), "{format:?}");
            assert_eq!(
                read.rows().flat_map(|(row, cells)| cells.iter().map(move |cell| (row, cell))).collect::<Vec<_>>(),
                written.rows().flat_map(|(row, cells)| cells.iter().map(move |cell| (row, cell))).collect::<Vec<_>>(),
                "{format:?}"
            );
        }
    }
}
