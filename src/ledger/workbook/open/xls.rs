//! `.xls`, by calamine.
//!
//! A file of this kind is a small file system, and the workbook one stream of records in it. calamine follows
//! both wherever they lead, in circles too, and lays each sheet out as a rectangle. So it gets a file made anew,
//! with the one stream in it, whose records were measured and from which those were taken that it does not need.

mod records;
mod strings;
mod sweep;

use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, SheetType, Xls};
use cfb::{CompoundFile, Version};

use super::builder::Gather;
use super::xlsx::{NO_VALUE, date, merge, number};
use super::{caught, date as iso, refused};
use crate::ledger::limits::MAX_UNPACKED;
use crate::ledger::workbook::Cell;
use crate::ledger::{LedgerErrors, Position};

/// Reads the sheets of a workbook.
pub(super) fn read(gather: &mut Gather<'_>, bytes: &[u8]) -> Result<(), LedgerErrors> {
    let mut stream = stream_of(gather, bytes)?;
    let without_value = sweep::sweep(gather, &mut stream)?;
    let file = file_of(&stream).map_err(|error| gather.damaged(error))?;
    let mut workbook: Xls<Cursor<Vec<u8>>> =
        caught(gather, |gather| Xls::new(Cursor::new(file)).map_err(|error| gather.damaged(error)))?;
    drop(stream);
    let is_1904 = workbook.has_1904_epoch();
    let sheets = workbook.sheets_metadata().to_vec();
    for (at, sheet) in sheets.iter().enumerate() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        gather.begin(&sheet.name)?;
        let cells = workbook.worksheet_range(&sheet.name).map_err(|error| gather.damaged(error))?;
        let (row, column) = cells.start().unwrap_or_default();
        for (row_at, column_at, value) in cells.used_cells() {
            if let Some(cell) = cell(value, is_1904) {
                gather.put(Position::new(row + row_at as u32 + 1, column + column_at as u32 + 1), cell)?;
            }
        }
        for (_, position) in without_value.iter().filter(|(sheet, _)| *sheet == at) {
            gather.put(*position, Cell::Error(NO_VALUE.into()))?;
        }
        let merged = workbook.merge_cells_by_sheet_name(&sheet.name).map_err(|error| gather.damaged(error))?;
        merge(gather, &merged)?;
        gather.end()?;
    }
    Ok(())
}

fn cell(value: &Data, is_1904: bool) -> Option<Cell> {
    Some(match value {
        Data::Empty => return None,
        Data::String(text) => Cell::from(text.as_str()),
        Data::Int(value) => Cell::Number(*value as f64),
        Data::Float(value) => number(*value),
        Data::Bool(value) => Cell::Bool(*value),
        Data::Error(error) => Cell::Error(error.to_string().into()),
        Data::DateTime(moment) => date(*moment, is_1904),
        Data::DateTimeIso(text) => iso::date(text).unwrap_or_else(|| Cell::from(text.as_str())),
        Data::DurationIso(text) => iso::duration(text).map_or_else(|| Cell::from(text.as_str()), Cell::Number),
    })
}

/// The stream with the records of the workbook.
fn stream_of(gather: &Gather<'_>, bytes: &[u8]) -> Result<Vec<u8>, LedgerErrors> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|error| gather.damaged(error))?;
    if file.exists("/EncryptedPackage") {
        return Err(refused(gather.name, "the workbook is protected by a password; save it without one"));
    }
    let Some(name) = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name)) else {
        return Err(refused(gather.name, "this is a document of an old office program, but no workbook"));
    };
    let stream = file.open_stream(name).map_err(|error| gather.damaged(error))?;
    let mut records = Vec::new();
    stream.take(MAX_UNPACKED + 1).read_to_end(&mut records).map_err(|error| gather.damaged(error))?;
    gather.within("the number of bytes", records.len() as u64, MAX_UNPACKED, "MAX_UNPACKED")?;
    Ok(records)
}

/// A file with that stream and no other.
fn file_of(stream: &[u8]) -> std::io::Result<Vec<u8>> {
    let room = stream.len() + stream.len() / 64 + 65_536;
    let mut file = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::with_capacity(room)))?;
    file.create_stream("/Workbook")?.write_all(stream)?;
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

#[cfg(test)]
#[path = "xls_tests.rs"]
mod tests;
