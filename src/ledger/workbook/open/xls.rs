//! `.xls`, the format of Excel 95 to 2003.
//!
//! A file of this kind is a small file system, and the workbook one stream of records in it: first what all sheets
//! share, then the sheets. calamine would read it, too, but makes room for as many cells as a sheet declares, lays
//! sheets out as rectangles and does not tell a formula without a value from an empty cell.

mod record;

use std::io::{Cursor, Read};

use cfb::CompoundFile;
use encoding_rs::WINDOWS_1252;

use self::record::{Body, Record, Texts};
use super::builder::{WorkbookBuilder, without_value};
use super::failure::{Failure, within};
use super::number::NumberFormats;
use crate::ledger::workbook::{Cell, FileProblem};
use crate::ledger::{Limits, Position};
use crate::message::Term;

/// The beginning of the workbook, of a sheet, or of what is embedded in one; and the end of each.
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
/// What all sheets share: a password, the encoding of texts, whether days are counted from 1904, a font, a format of
/// numbers, which of them a style of cells has, a sheet, and the texts that cells share.
const PASSWORD: u16 = 0x002F;
const CODE_PAGE: u16 = 0x0042;
const DATE_SYSTEM: u16 = 0x0022;
const FONT: u16 = 0x0031;
const FORMAT: u16 = 0x041E;
const STYLE: u16 = 0x00E0;
const SHEET: u16 = 0x0085;
const STRINGS: u16 = 0x00FC;
/// Cells: a number, a short one, short ones side by side, a truth value or an error, a text, a text with formats, a
/// shared text, a formula with its value, and the value of the formula before if it is a text.
const NUMBER: u16 = 0x0203;
const SHORT_NUMBER: u16 = 0x027E;
const SHORT_NUMBERS: u16 = 0x00BD;
const BOOL_OR_ERROR: u16 = 0x0205;
const LABEL: u16 = 0x0204;
const RICH_LABEL: u16 = 0x00D6;
const SHARED_LABEL: u16 = 0x00FD;
const FORMULA: u16 = 0x0006;
const FORMULA_TEXT: u16 = 0x0207;
/// Ranges of cells that are merged.
const MERGED: u16 = 0x00E5;
/// A row and a range of columns: how high, wide and visible they are.
const ROW: u16 = 0x0208;
const COLUMNS: u16 = 0x007D;

/// Of the fonts there is none with this number.
const NO_FONT: u16 = 4;

/// The versions in which texts are in a code page.
const OLDER: [u16; 6] = [0x0002, 0x0007, 0x0200, 0x0300, 0x0400, 0x0500];

/// What stands for each error.
const ERRORS: [(u8, &str); 8] = [
    (0x00, "#NULL!"),
    (0x07, "#DIV/0!"),
    (0x0F, "#VALUE!"),
    (0x17, "#REF!"),
    (0x1D, "#NAME?"),
    (0x24, "#NUM!"),
    (0x2A, "#N/A"),
    (0x2B, "#GETTING_DATA"),
];

/// What all sheets share.
struct Globals {
    sheets: Vec<ListedSheet>,
    strings: Vec<String>,
    formats: NumberFormats,
    /// Whether each font strikes texts out, and which font each style has.
    fonts: Vec<bool>,
    font_of_style: Vec<u16>,
    texts: Texts,
    is_1904: bool,
}

/// A sheet as the workbook lists it.
struct ListedSheet {
    /// `None` for one without cells.
    name: Option<String>,
    /// Where it begins.
    start: usize,
    is_hidden: bool,
}

/// Reads the sheets of a workbook.
pub(super) fn read(builder: &mut WorkbookBuilder<'_>, bytes: &[u8]) -> Result<(), Failure> {
    let stream = stream_of(bytes, builder.limits)?;
    let mut rest = &*stream;
    let globals = Globals::read(&mut rest, builder.limits)?;
    // Each sheet ends where the next one begins at the latest, so that nothing is read twice.
    let mut starts: Vec<usize> = globals.sheets.iter().map(|sheet| sheet.start).collect();
    starts.push(stream.len());
    starts.sort_unstable();
    let is_twice = starts.windows(2).any(|pair| pair[0] == pair[1]);
    if is_twice || starts[0] < stream.len() - rest.len() || starts.last() > Some(&stream.len()) {
        return Err(Failure::broken(
            "two sheets stand at the same place, or one nowhere",
            "两个工作表位于同一处，或有工作表不在任何处",
        ));
    }
    for ListedSheet { name, start, is_hidden } in &globals.sheets {
        let Some(name) = name else { continue };
        let end = starts[starts.partition_point(|other| other <= start)];
        builder.begin(name)?;
        if *is_hidden {
            builder.sheet().hide();
        }
        Cells { builder, globals: &globals, open: None }.read(&stream[*start..end])?;
        builder.end()?;
    }
    Ok(())
}

/// The stream with the records of the workbook.
fn stream_of(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Failure> {
    let mut file = CompoundFile::open(Cursor::new(bytes))?;
    if file.exists("/EncryptedPackage") {
        return Err(Failure::refused(FileProblem::Password));
    }
    let Some(name) = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name)) else {
        return Err(Failure::refused(FileProblem::OldDocument));
    };
    let mut records = Vec::new();
    file.open_stream(name)?.take(limits.unpacked.saturating_add(1)).read_to_end(&mut records)?;
    within(Term::new("the number of bytes", "字节数"), records.len() as u64, limits.unpacked, "Limits::unpacked")?;
    Ok(records)
}

impl Globals {
    /// Reads the records before the sheets; the stream is shortened by them.
    fn read(stream: &mut &[u8], limits: &Limits) -> Result<Self, Failure> {
        let texts = Texts::CodePage(WINDOWS_1252);
        let mut globals = Self {
            sheets: Vec::new(),
            strings: Vec::new(),
            formats: NumberFormats::default(),
            fonts: Vec::new(),
            font_of_style: Vec::new(),
            texts,
            is_1904: false,
        };
        while let Some(Record { kind, mut body }) = record::next(stream, limits.parts)? {
            match kind {
                BEGIN if !OLDER.contains(&body.u16()?) => globals.texts = Texts::Unicode,
                PASSWORD if body.u16()? != 0 => {
                    return Err(Failure::refused(FileProblem::Password));
                }
                CODE_PAGE => {
                    let encoding = codepage::to_encoding(body.u16()?).unwrap_or(WINDOWS_1252);
                    if matches!(globals.texts, Texts::CodePage(_)) {
                        globals.texts = Texts::CodePage(encoding);
                    }
                }
                DATE_SYSTEM => globals.is_1904 = body.u16()? == 1,
                FORMAT => {
                    let id = body.u16()?;
                    let code = match globals.texts {
                        Texts::Unicode => body.text(globals.texts)?,
                        Texts::CodePage(_) => body.short_text(globals.texts)?,
                    };
                    globals.formats.define(id.into(), &code, limits)?;
                }
                FONT => {
                    let (_height, flags) = (body.u16()?, body.u16()?);
                    globals.fonts.push(flags & 8 != 0);
                    within(
                        Term::new("the number of fonts", "字体数"),
                        globals.fonts.len() as u64,
                        limits.formats,
                        "Limits::formats",
                    )?;
                }
                STYLE => {
                    let (font, id) = (body.u16()?, body.u16()?);
                    globals.font_of_style.push(font);
                    globals.formats.add_style(id.into(), limits)?;
                }
                SHEET => {
                    let (start, hidden, kind) = (body.u32()?, body.u8()?, body.u8()?);
                    let name = body.short_text(globals.texts)?.replace('\0', "");
                    // Charts and macros may be sheets of their own.
                    let (name, start, is_hidden) = (Some(name).filter(|_| kind == 0), start as usize, hidden & 3 != 0);
                    globals.sheets.push(ListedSheet { name, start, is_hidden });
                    within(
                        Term::new("the number of sheets", "工作表数"),
                        globals.sheets.len() as u64,
                        limits.sheets,
                        "Limits::sheets",
                    )?;
                }
                STRINGS => globals.strings = shared_texts(&mut body, limits)?,
                END => {
                    globals.formats.finish(globals.is_1904);
                    return Ok(globals);
                }
                _ => {}
            }
        }
        Err(Failure::broken("it ends before its sheets", "在工作表之前中断"))
    }

    /// Whether cells of a style show their text struck out.
    fn is_struck_out(&self, style: u16) -> bool {
        let font = self.font_of_style.get(usize::from(style)).copied().filter(|font| *font != NO_FONT);
        let place = font.map(|font| usize::from(if font > NO_FONT { font - 1 } else { font }));
        place.and_then(|place| self.fonts.get(place)).copied().unwrap_or(false)
    }
}

fn shared_texts(body: &mut Body<'_>, limits: &Limits) -> Result<Vec<String>, Failure> {
    let _counts = body.u64()?;
    let (mut strings, mut bytes) = (Vec::new(), 0);
    while !body.is_at_end() {
        let text = body.shared_text()?;
        bytes += text.len() as u64;
        within(Term::new("the number of bytes of text", "文本字节数"), bytes, limits.text, "Limits::text")?;
        strings.push(text);
        within(
            Term::new("the number of shared strings", "共享文本数"),
            strings.len() as u64,
            limits.cells,
            "Limits::cells",
        )?;
    }
    Ok(strings)
}

/// The cells of a sheet that is being read.
struct Cells<'c, 'b> {
    builder: &'c mut WorkbookBuilder<'b>,
    globals: &'c Globals,
    /// Where a formula stands whose value is a text that comes later.
    open: Option<Position>,
}

impl Cells<'_, '_> {
    fn read(&mut self, mut stream: &[u8]) -> Result<(), Failure> {
        let mut depth = 0_u32;
        while let Some(Record { kind, body }) = record::next(&mut stream, self.builder.limits.parts)? {
            match kind {
                BEGIN => depth += 1,
                _ if depth == 0 => {
                    return Err(Failure::broken("there is no sheet where one should be", "应有工作表处没有工作表"));
                }
                END => depth -= 1,
                // What is embedded in the sheet, a chart mostly, has cells of its own.
                _ if depth > 1 => {}
                _ => self.record(kind, body)?,
            }
            if depth == 0 {
                return self.close();
            }
        }
        Err(Failure::broken("it ends within a sheet", "在工作表中间中断"))
    }

    /// A formula whose text did not come has no value.
    fn close(&mut self) -> Result<(), Failure> {
        self.open.take().map_or(Ok(()), |at| self.builder.put(at, without_value()))
    }

    fn record(&mut self, kind: u16, mut body: Body<'_>) -> Result<(), Failure> {
        match kind {
            NUMBER | SHORT_NUMBER | SHORT_NUMBERS | BOOL_OR_ERROR | LABEL | RICH_LABEL | SHARED_LABEL | FORMULA => {
                self.close()?;
                let (row, column) = (u32::from(body.u16()?) + 1, u32::from(body.u16()?) + 1);
                self.cell(kind, Position::new(row, column), &mut body)
            }
            FORMULA_TEXT => {
                let text = body.text(self.globals.texts)?;
                self.open.take().map_or(Ok(()), |at| self.builder.put(at, Cell::from(text)))
            }
            MERGED => {
                for _ in 0..body.u16()? {
                    let [top, bottom, left, right] =
                        [body.u16()?, body.u16()?, body.u16()?, body.u16()?].map(u32::from);
                    self.builder.merge(Position::new(top + 1, left + 1), Position::new(bottom + 1, right + 1))?;
                }
                Ok(())
            }
            ROW => {
                let row = u32::from(body.u16()?) + 1;
                let [.., flags] = [body.u16()?, body.u16()?, body.u16()?, body.u16()?, body.u16()?, body.u16()?];
                if flags & 0x20 != 0 {
                    self.builder.sheet().hide_rows(row, row);
                }
                Ok(())
            }
            COLUMNS => {
                let [first, last, _width, _style, flags] =
                    [body.u16()?, body.u16()?, body.u16()?, body.u16()?, body.u16()?];
                if flags & 1 != 0 {
                    self.builder.sheet().hide_columns(u32::from(first) + 1, u32::from(last) + 1);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Puts a cell of a style.
    fn put(&mut self, at: Position, style: u16, cell: Cell) -> Result<(), Failure> {
        if self.globals.is_struck_out(style) {
            self.builder.sheet().strike_out(at);
        }
        self.builder.put(at, cell)
    }

    fn cell(&mut self, kind: u16, mut at: Position, body: &mut Body<'_>) -> Result<(), Failure> {
        if kind == SHORT_NUMBERS {
            while body.len() > 2 {
                let style = body.u16()?;
                let number = short_number(body.u32()?);
                self.put(at, style, self.number(style, number))?;
                at.column += 1;
            }
            // The last column stands behind them.
            if u32::from(body.u16()?) + 2 != at.column {
                return Err(Failure::broken("numbers side by side are cut off", "并列的数被截断"));
            }
            return Ok(());
        }
        let style = body.u16()?;
        let cell = match kind {
            NUMBER => self.number(style, f64::from_bits(body.u64()?)),
            SHORT_NUMBER => self.number(style, short_number(body.u32()?)),
            BOOL_OR_ERROR => {
                let (value, is_error) = (body.u8()?, body.u8()?);
                bool_or_error(value, is_error)?
            }
            SHARED_LABEL => {
                let text = self.globals.strings.get(body.u32()? as usize);
                Cell::from(text.ok_or_else(|| Failure::broken("a cell has no text", "单元格缺少文本"))?.as_str())
            }
            FORMULA => {
                self.builder.sheet().set_formula(at);
                match self.formula(style, at, body.u64()?)? {
                    Some(cell) => cell,
                    None => return Ok(()),
                }
            }
            _ => Cell::from(body.text(self.globals.texts)?),
        };
        self.put(at, style, cell)
    }

    /// What a formula gives: a number, unless the upper bytes are such as no number has.
    fn formula(&mut self, style: u16, at: Position, value: u64) -> Result<Option<Cell>, Failure> {
        let [kind, _, special, ..] = value.to_le_bytes();
        if value >> 48 != 0xFFFF {
            return Ok(Some(self.number(style, f64::from_bits(value))));
        }
        match kind {
            0 => {
                if self.globals.is_struck_out(style) {
                    self.builder.sheet().strike_out(at);
                }
                self.open = Some(at);
            }
            1 | 2 => return bool_or_error(special, kind - 1).map(Some),
            // It gives an empty text.
            _ => {}
        }
        Ok(None)
    }

    fn number(&self, style: u16, number: f64) -> Cell {
        self.globals.formats.show(style.into(), number)
    }
}

fn bool_or_error(value: u8, is_error: u8) -> Result<Cell, Failure> {
    if is_error == 0 {
        return Ok(Cell::Bool(value != 0));
    }
    let error = ERRORS.iter().find(|(code, _)| *code == value);
    error
        .map(|(_, text)| Cell::Error((*text).into()))
        .ok_or_else(|| Failure::broken("an error is of no known kind", "错误值的种类无法识别"))
}

/// The number in four bytes: an integer or the upper half of a number, as it is or in hundredths.
fn short_number(bits: u32) -> f64 {
    let number = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from(bits.cast_signed() >> 2),
    };
    if bits & 1 == 0 { number } else { number / 100.0 }
}

#[cfg(test)]
#[path = "xls_tests.rs"]
mod tests;
