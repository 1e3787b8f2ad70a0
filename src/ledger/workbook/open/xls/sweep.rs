//! Records measured, and those taken out or made simpler that calamine stumbles over.

use super::records::{
    BEGIN, BOOL_OR_ERROR, CODE_PAGE, DATE_SYSTEM, END, EXTENT, FORMAT, FORMULA, FORMULA_TEXT, LABEL, MERGED, NAME,
    NUMBER, PASSWORD, REFERENCES, RICH_LABEL, Record, SHARED_LABEL, SHEET, SHORT_NUMBER, SHORT_NUMBERS, STRINGS, long,
    short,
};
use super::strings;
use crate::ledger::limits::{MAX_CELLS, MAX_FORMATS, MAX_MERGED, MAX_PARTS, MAX_SHEETS, MAX_TEXT};
use crate::ledger::workbook::open::builder::Gather;
use crate::ledger::workbook::open::refused;
use crate::ledger::{LedgerErrors, Position};

/// The number of a code page that means UTF-16, as the newer kind of these files always has it.
const UTF_16: [u8; 2] = 1_200_u16.to_le_bytes();

/// The version of the newer kind.
const NEWER: u16 = 0x0600;

/// What is known of the workbook before its sheets.
#[derive(Default)]
struct Globals {
    sheets: Vec<usize>,
    /// The most bytes that each shared text can have.
    strings: Vec<u32>,
    end: usize,
}

/// How much there is in the sheets so far.
#[derive(Default)]
struct Amount {
    area: u64,
    cells: u64,
    text: u64,
    merged: u64,
}

/// Measures the records, simplifies them, and gives the cells that have a formula without a value, each with the
/// number of its sheet.
pub(super) fn sweep(gather: &Gather<'_>, stream: &mut [u8]) -> Result<Vec<(usize, Position)>, LedgerErrors> {
    let globals = globals(gather, stream)?;
    // Sheets that overlap would be read in two ways, of which only one was measured.
    let mut order: Vec<(usize, usize)> = globals.sheets.iter().copied().zip(0..).collect();
    order.sort_unstable();
    let mut free = globals.end;
    let mut without_value = Vec::new();
    let mut amount = Amount::default();
    for (from, sheet) in order {
        if from < free || from > stream.len() {
            return Err(gather.damaged("two sheets stand at the same place, or one nowhere"));
        }
        let mut sweep = Sweep { gather, strings: &globals.strings, amount: &mut amount, rectangle: None, open: None };
        free = sweep.sheet(stream, from, &mut |at| without_value.push((sheet, at)))?;
    }
    Ok(without_value)
}

/// Reads on: the record and the place of the next.
fn record(gather: &Gather<'_>, stream: &[u8], at: usize) -> Result<Option<(Record, usize)>, LedgerErrors> {
    let record = Record::at(stream, at).map_err(|what| gather.damaged(what))?;
    if let Some((record, _)) = &record {
        // calamine takes each from the front of a list, which would be slow for many.
        gather.within("the number of parts of a record", record.more.len() as u64, MAX_PARTS, "MAX_PARTS")?;
    }
    Ok(record)
}

fn globals(gather: &Gather<'_>, stream: &mut [u8]) -> Result<Globals, LedgerErrors> {
    let mut globals = Globals::default();
    let (mut at, mut formats, mut is_newer) = (0, 0, true);
    while let Some((record, next)) = self::record(gather, stream, at)? {
        at = next;
        let body = record.bytes(stream);
        let needed = match record.kind {
            BEGIN | FORMAT => 4,
            SHEET => 8,
            CODE_PAGE | PASSWORD | DATE_SYSTEM => 2,
            _ => 0,
        };
        if body.len() < needed {
            return Err(gather.damaged("a record is too short"));
        }
        match record.kind {
            BEGIN => is_newer = short(body, 0) == NEWER,
            PASSWORD if short(body, 0) != 0 => {
                return Err(refused(gather.name, "the workbook is protected by a password; save it without one"));
            }
            CODE_PAGE if is_newer => stream[record.body.start..record.body.start + 2].copy_from_slice(&UTF_16),
            SHEET => globals.sheets.push(long(body, 0) as usize),
            STRINGS => globals.strings = strings::lengths(stream, &record).map_err(|what| gather.damaged(what))?,
            FORMAT => formats += 1,
            NAME | REFERENCES => record.vanish(stream),
            END => {
                globals.end = at;
                return Ok(globals);
            }
            _ => {}
        }
        gather.within("the number of sheets", globals.sheets.len() as u64, MAX_SHEETS, "MAX_SHEETS")?;
        gather.within("the number of shared strings", globals.strings.len() as u64, MAX_CELLS, "MAX_CELLS")?;
        gather.within("the number of formats", formats, MAX_FORMATS, "MAX_FORMATS")?;
    }
    Err(gather.damaged("it ends before its sheets"))
}

/// A sheet that is being measured.
struct Sweep<'a, 'n> {
    gather: &'a Gather<'n>,
    strings: &'a [u32],
    amount: &'a mut Amount,
    /// The first and last row, and the first and last column.
    rectangle: Option<(u16, u16, u16, u16)>,
    /// A cell whose formula gives a text that was not come to.
    open: Option<Position>,
}

impl Sweep<'_, '_> {
    /// Measures the sheet that begins at a place; gives where it ends.
    fn sheet(
        &mut self,
        stream: &mut [u8],
        mut at: usize,
        without_value: &mut impl FnMut(Position),
    ) -> Result<usize, LedgerErrors> {
        let (mut depth, mut is_ended) = (0_u32, false);
        while let Some((record, next)) = record(self.gather, stream, at)? {
            at = next;
            match record.kind {
                BEGIN => depth += 1,
                _ if depth == 0 => return Err(self.gather.damaged("there is no sheet where one should be")),
                END => depth -= 1,
                // What is embedded in the sheet, a chart mostly, has cells of its own.
                _ if depth > 1 => {}
                kind => {
                    if matches!(kind, FORMULA | NUMBER | LABEL | SHARED_LABEL | SHORT_NUMBER | SHORT_NUMBERS) {
                        self.open.take().into_iter().for_each(&mut *without_value);
                    }
                    self.record(stream, &record)?;
                }
            }
            if depth == 0 {
                is_ended = true;
                break;
            }
        }
        if !is_ended {
            return Err(self.gather.damaged("it ends within a sheet"));
        }
        self.open.take().into_iter().for_each(without_value);
        if let Some((first, last, left, right)) = self.rectangle {
            self.amount.area += (u64::from(last - first) + 1) * (u64::from(right - left) + 1);
        }
        let what = "the number of cells from the first to the last of a sheet";
        self.gather.within(what, self.amount.area, MAX_CELLS, "MAX_CELLS")?;
        Ok(at)
    }

    fn record(&mut self, stream: &mut [u8], record: &Record) -> Result<(), LedgerErrors> {
        let body = record.bytes(stream);
        let cells = match record.kind {
            NUMBER | BOOL_OR_ERROR | SHORT_NUMBER => 1,
            LABEL | RICH_LABEL | FORMULA_TEXT => {
                if !record.more.is_empty() {
                    let what = "a text is longer than is understood here; save the file as .xlsx";
                    return Err(self.gather.damaged(what));
                }
                self.amount.text += 3 * body.len() as u64;
                if record.kind == FORMULA_TEXT {
                    // calamine puts it where the last formula with a text was, which is here unless it vanished.
                    if self.open.take().is_none() {
                        record.vanish(stream);
                    }
                    return Ok(());
                }
                1
            }
            SHARED_LABEL => {
                let text = self.strings.get(long(body, 6) as usize);
                self.amount.text += u64::from(*text.ok_or_else(|| self.gather.damaged("a cell has no text"))?);
                1
            }
            SHORT_NUMBERS => {
                let (first, last) = (short(body, 2), short(body, body.len().saturating_sub(2)));
                if last < first || body.len() != 6 + 6 * (usize::from(last - first) + 1) {
                    return Err(self.gather.damaged("numbers side by side are cut off"));
                }
                u64::from(last - first) + 1
            }
            FORMULA => {
                self.formula(stream, record)?;
                return Ok(());
            }
            MERGED => {
                let ranges = usize::from(short(body, 0));
                self.amount.merged += ranges as u64;
                self.gather.within("the number of merged ranges", self.amount.merged, MAX_MERGED, "MAX_MERGED")?;
                // More than one record has no room for are computed in 16 bits there.
                if body.len() < 2 + 8 * ranges || ranges > 8_190 {
                    return Err(self.gather.damaged("merged ranges are cut off"));
                }
                return Ok(());
            }
            // It makes room for as many cells as this says.
            EXTENT => {
                record.vanish(stream);
                return Ok(());
            }
            _ => return Ok(()),
        };
        self.cells(record.bytes(stream), cells)
    }

    /// Counts cells side by side.
    fn cells(&mut self, body: &[u8], cells: u64) -> Result<(), LedgerErrors> {
        if body.len() < 6 {
            return Err(self.gather.damaged("a cell is cut off"));
        }
        let (row, column) = (short(body, 0), short(body, 2));
        let last = column.saturating_add((cells - 1) as u16);
        let (first_row, last_row, left, right) = self.rectangle.unwrap_or((row, row, column, last));
        self.rectangle = Some((first_row.min(row), last_row.max(row), left.min(column), right.max(last)));
        self.amount.cells += cells;
        self.gather.within("the number of cells", self.amount.cells, MAX_CELLS, "MAX_CELLS")?;
        self.gather.within("the number of bytes of text", self.amount.text, MAX_TEXT, "MAX_TEXT")
    }

    /// Makes a formula the cell that it gives: of formulas themselves nothing is wanted.
    fn formula(&mut self, stream: &mut [u8], record: &Record) -> Result<(), LedgerErrors> {
        let body = record.bytes(stream);
        if body.len() < 22 {
            return Err(self.gather.damaged("a formula is cut off"));
        }
        let at = Position::new(u32::from(short(body, 0)) + 1, u32::from(short(body, 2)) + 1);
        let (kind, value, is_special) = (body[6], body[8], short(body, 12) == 0xFFFF);
        self.cells(body, 1)?;
        let from = record.body.start;
        match (is_special, kind) {
            (false, _) => record.become_a(stream, NUMBER),
            (true, 0) => {
                // The text comes in a record of its own; the formula itself is made empty.
                stream[from + 20..from + 22].fill(0);
                self.open = Some(at);
            }
            (true, 1 | 2) => {
                record.become_a(stream, BOOL_OR_ERROR);
                stream[from + 6..from + 8].copy_from_slice(&[value, kind - 1]);
            }
            // It gives an empty text.
            _ => record.vanish(stream),
        }
        Ok(())
    }
}
