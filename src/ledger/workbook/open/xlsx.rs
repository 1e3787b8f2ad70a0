//! `.xlsx` and `.xlsm`, by calamine.
//!
//! calamine gets an archive made anew of the parts that were unpacked and measured. Of each sheet it gets the
//! cells in one archive and what stands behind them, the merged ranges, in another: else it would have to go
//! through all cells once more to find them.

mod errors;
mod places;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, SheetType, Xlsx};
use memchr::{memchr, memmem};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::archive::Part;
use super::builder::Gather;
use super::{caught, date as iso, styles};
use crate::ledger::limits::MAX_CELLS;
use crate::ledger::workbook::{Cell, Day};
use crate::ledger::{LedgerErrors, Position, excerpt};

type Archive = Cursor<Vec<u8>>;

/// What a formula without a value is shown as.
pub(super) const NO_VALUE: &str = "a formula without a value";

/// The days from 1899-12-30 to 1904-01-01, the first day of workbooks that come from old Macintoshes.
const TO_1904: f64 = 1_462.0;

/// Reads the sheets of a workbook.
pub(super) fn read(gather: &mut Gather<'_>, parts: Vec<Part>) -> Result<(), LedgerErrors> {
    let mut zeros = BTreeMap::new();
    for part in &parts {
        styles::measure(gather, part)?;
        zeros.extend(styles::zeros(gather, part)?);
    }
    let (cells, merged) = archives(gather, parts)?;
    let mut workbook: Xlsx<Archive> = open(gather, cells)?;
    let mut ranges: Xlsx<Archive> = open(gather, merged)?;
    let is_1904 = workbook.has_1904_epoch();
    let sheets = workbook.sheets_metadata().to_vec();
    for sheet in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        gather.begin(&sheet.name)?;
        let padded = caught(gather, |gather| padded_of(gather, &mut workbook, &sheet.name, &zeros))?;
        caught(gather, |gather| cells_of(gather, &mut workbook, &sheet.name, is_1904, padded))?;
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

/// A cell, row and column counted from zero, and how many digits it shows at least.
type Shown = ((u32, u32), u8);

/// The cells whose format shows leading zeros, in the order of the file.
fn padded_of(
    gather: &mut Gather<'_>,
    workbook: &mut Xlsx<Archive>,
    sheet: &str,
    zeros: &BTreeMap<usize, u8>,
) -> Result<Vec<Shown>, LedgerErrors> {
    let mut padded = Vec::new();
    // Few workbooks have such formats, and the others shall not be gone through twice.
    if zeros.is_empty() {
        return Ok(padded);
    }
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|error| gather.damaged(error))?;
    while let Some((row, column, style)) = cells.next_style_id().map_err(|error| gather.damaged(error))? {
        if let Some(digits) = zeros.get(&style) {
            padded.push(((row, column), *digits));
            gather.within("the number of cells", padded.len() as u64, MAX_CELLS, "MAX_CELLS")?;
        }
    }
    Ok(padded)
}

fn cells_of(
    gather: &mut Gather<'_>,
    workbook: &mut Xlsx<Archive>,
    sheet: &str,
    is_1904: bool,
    shown: Vec<Shown>,
) -> Result<(), LedgerErrors> {
    let mut shown = shown.into_iter().peekable();
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|error| gather.damaged(error))?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|error| gather.damaged(error))? {
        let (row, column) = cell.pos;
        let digits = shown.next_if(|(at, _)| *at == cell.pos).map_or(0, |(_, digits)| usize::from(digits));
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
            DataRef::Float(number) => padded(number, digits).unwrap_or_else(|| self::number(number)),
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

/// A number that is shown with more digits than it has.
pub(super) fn padded(number: f64, digits: usize) -> Option<Cell> {
    // Beyond 10^15 spreadsheets do not keep all digits.
    let is_whole = number.fract() == 0.0 && (0.0..1e15).contains(&number);
    let written = if is_whole { format!("{number}") } else { return None };
    let number = written.parse().ok().filter(|_| written.len() < digits)?;
    Some(Cell::Padded { number, digits: digits as u8 })
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
        if is_of_another_encoding(&part.bytes) {
            if name.starts_with("xl/") {
                return Err(gather.damaged(format_args!("{} is not in UTF-8, as spreadsheets write it", part.name)));
            }
            continue;
        }
        let written = if let Some((sheet, behind)) = split(&part.bytes) {
            if let Some(place) = places::out_of_reach(sheet).or_else(|| places::out_of_reach(behind)) {
                let place = excerpt(&String::from_utf8_lossy(place));
                return Err(gather.damaged(format_args!("`{place}` in {} is no place in a sheet", part.name)));
            }
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

/// Whether a part is in another encoding than UTF-8: calamine would decode what was not looked at before.
fn is_of_another_encoding(part: &[u8]) -> bool {
    // A text in UTF-16 has a zero in every second byte of its tags.
    if part.iter().take(64).any(|byte| *byte == 0) {
        return true;
    }
    let head = part.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(part).trim_ascii_start();
    if !head.starts_with(b"<?xml") {
        return false;
    }
    let declaration = &head[..memchr(b'>', head).unwrap_or(head.len())];
    let declaration: String = String::from_utf8_lossy(declaration).to_ascii_lowercase().split_whitespace().collect();
    let is_other = |(_, behind): (&str, &str)| !behind.trim_start_matches(['"', '\'']).starts_with("utf-8");
    declaration.split_once("encoding=").is_some_and(is_other)
}

/// The cells of a sheet, and what stands behind them; none for other parts.
fn split(part: &[u8]) -> Option<(&[u8], &[u8])> {
    let name = memmem::find(part, b"sheetData")?;
    let from = part[..name].iter().rposition(|byte| *byte == b'<')?;
    let end = memmem::rfind(part, b"sheetData")?;
    let behind = end + part[end..].iter().position(|byte| *byte == b'>')? + 1;
    Some((&part[from..behind], &part[behind..]))
}

#[cfg(test)]
#[path = "xlsx_tests.rs"]
pub(super) mod tests;
