//! `.xlsx` and `.xlsm`, by calamine.
//!
//! calamine gets an archive made anew of the parts that were unpacked and measured. Of each sheet it gets the
//! cells in one archive and what stands behind them, the merged ranges, in another: else it would have to go
//! through all cells once more to find them.

mod errors;

use std::io::{Cursor, Write};

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, SheetType, Xlsx};
use memchr::memmem;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::gather::Gather;
use super::parts::Part;
use super::{caught, iso, styles};
use crate::ledger::workbook::{Cell, Day};
use crate::ledger::{LedgerErrors, Position};

type Archive = Cursor<Vec<u8>>;

/// What a formula without a value is shown as.
pub(super) const NO_VALUE: &str = "a formula without a value";

/// The days from 1899-12-30 to 1904-01-01, the first day of workbooks that come from old Macintoshes.
const TO_1904: f64 = 1_462.0;

/// Reads the sheets of a workbook.
pub(super) fn read(gather: &mut Gather<'_>, parts: Vec<Part>) -> Result<(), LedgerErrors> {
    for part in &parts {
        styles::measure(gather, part)?;
    }
    let (cells, merged) = archives(gather, parts)?;
    let mut workbook: Xlsx<Archive> = open(gather, cells)?;
    let mut ranges: Xlsx<Archive> = open(gather, merged)?;
    let is_1904 = workbook.has_1904_epoch();
    let sheets = workbook.sheets_metadata().to_vec();
    for sheet in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        gather.begin(&sheet.name)?;
        caught(gather, |gather| cells_of(gather, &mut workbook, &sheet.name, is_1904))?;
        let merged = caught(gather, |gather| {
            ranges.merge_cells_by_sheet_name(&sheet.name).map_err(|error| gather.damaged(error))
        })?;
        merge(gather, &merged)?;
        gather.end()?;
    }
    Ok(())
}

fn open(gather: &mut Gather<'_>, archive: Vec<u8>) -> Result<Xlsx<Archive>, LedgerErrors> {
    caught(gather, |gather| Xlsx::new(Cursor::new(archive)).map_err(|error| gather.damaged(error)))
}

/// The ranges of a sheet that are one.
pub(super) fn merge(gather: &mut Gather<'_>, ranges: &[Dimensions]) -> Result<(), LedgerErrors> {
    for range in ranges {
        let [first, last] = [range.start, range.end]
            .map(|(row, column)| Position::new(row.saturating_add(1), column.saturating_add(1)));
        gather.merge(first, last)?;
    }
    Ok(())
}

fn cells_of(
    gather: &mut Gather<'_>,
    workbook: &mut Xlsx<Archive>,
    sheet: &str,
    is_1904: bool,
) -> Result<(), LedgerErrors> {
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|error| gather.damaged(error))?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|error| gather.damaged(error))? {
        let (row, column) = cell.pos;
        let at = Position::new(row.saturating_add(1), column.saturating_add(1));
        let value = match cell.value {
            DataRef::Empty if cell.formula.is_some() => Cell::Error(NO_VALUE.into()),
            DataRef::Empty => continue,
            DataRef::String(text) => match errors::marked(&text) {
                Some(error) => Cell::Error(error.into()),
                None => Cell::from(text),
            },
            DataRef::SharedString(text) => Cell::from(text),
            DataRef::Int(number) => Cell::Number(number as f64),
            DataRef::Float(number) => self::number(number),
            DataRef::Bool(value) => Cell::Bool(value),
            DataRef::Error(error) => Cell::Error(error.to_string().into()),
            DataRef::DateTime(moment) => date(moment, is_1904),
            DataRef::DateTimeIso(text) => iso::date(&text).unwrap_or_else(|| Cell::from(text)),
            DataRef::DurationIso(text) => iso::duration(&text).map_or_else(|| Cell::from(text), Cell::Number),
        };
        gather.put(at, value)?;
    }
    Ok(())
}

/// A number, or what no spreadsheet can hold.
pub(super) fn number(number: f64) -> Cell {
    if number.is_finite() { Cell::Number(number) } else { Cell::Error(number.to_string().into()) }
}

/// A date; the part of a day alone, and what was measured as a duration, is a number.
pub(super) fn date(moment: ExcelDateTime, is_1904: bool) -> Cell {
    let value = moment.as_f64();
    let is_date = moment.is_datetime() && value.is_finite() && (value >= 1.0 || (is_1904 && value >= 0.0));
    if !is_date {
        return number(value);
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let serial = if is_1904 { value + TO_1904 } else { value };
    Cell::Date(Day { serial, year, month, day })
}

/// An archive of the cells, and one of what stands behind them in each sheet.
fn archives(gather: &Gather<'_>, parts: Vec<Part>) -> Result<(Vec<u8>, Vec<u8>), LedgerErrors> {
    let room = parts.iter().map(|part| part.bytes.len() + 2 * part.name.len() + 256).sum();
    let mut cells = ZipWriter::new(Cursor::new(Vec::with_capacity(room)));
    let mut merged = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        let name = part.name.to_ascii_lowercase();
        // Names that differ by case only are one to calamine.
        if name.contains("/theme/") || name.contains("/drawings/") || name.starts_with("docprops/") {
            continue;
        }
        let written = if let Some((sheet, behind)) = split(&part.bytes) {
            add(&mut cells, &part.name, &[b"<worksheet>", &errors::mark(sheet)])
                .and_then(|()| add(&mut merged, &part.name, &[b"<worksheet>", behind]))
        } else if name.ends_with("sharedstrings.xml") || name.ends_with("styles.xml") {
            add(&mut cells, &part.name, &[&part.bytes])
        } else {
            add(&mut cells, &part.name, &[&part.bytes]).and_then(|()| add(&mut merged, &part.name, &[&part.bytes]))
        };
        written.map_err(|error| gather.damaged(error))?;
    }
    let finished = |archive: ZipWriter<Archive>| archive.finish().map(Cursor::into_inner);
    Ok((
        finished(cells).map_err(|error| gather.damaged(error))?,
        finished(merged).map_err(|error| gather.damaged(error))?,
    ))
}

fn add(archive: &mut ZipWriter<Archive>, name: &str, bytes: &[&[u8]]) -> zip::result::ZipResult<()> {
    archive.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored))?;
    for bytes in bytes {
        archive.write_all(bytes)?;
    }
    Ok(())
}

/// The cells of a sheet, and what stands behind them; none for other parts, and for such as are not in UTF-8.
fn split(part: &[u8]) -> Option<(&[u8], &[u8])> {
    let name = memmem::find(part, b"sheetData")?;
    let from = part[..name].iter().rposition(|byte| *byte == b'<')?;
    let prolog = String::from_utf8_lossy(&part[..from]).to_ascii_lowercase();
    if prolog.contains("encoding=") && !prolog.contains("encoding=\"utf-8\"") && !prolog.contains("encoding='utf-8'") {
        return None;
    }
    let end = memmem::rfind(part, b"sheetData")?;
    let behind = end + part[end..].iter().position(|byte| *byte == b'>')? + 1;
    Some((&part[from..behind], &part[behind..]))
}

#[cfg(test)]
#[path = "xlsx_tests.rs"]
pub(super) mod tests;
