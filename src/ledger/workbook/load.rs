//! Workbooks from files.
//!
//! What a file is, is told by what stands in it and not by its name: offices rename them. `.xlsx` and `.xls` are
//! read by calamine, which is given only what was measured before: strangers' files may ask for more memory
//! than there is. `.ods` is read here, because calamine lays every sheet out as a full rectangle.

mod delimited;
mod encoding;
mod gather;
mod iso;
mod ods;
mod parts;
mod styles;
mod xls;
mod xlsx;

use std::fs::{self, File};
use std::io::{self, Read};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use super::Workbook;
use crate::ledger::limits::MAX_UNPACKED;
use crate::ledger::{LedgerError, LedgerErrors, LedgerProblem, Origin, Source};
use gather::Gather;

/// The extensions of the tables in a folder.
const DELIMITED: [&str; 3] = ["csv", "tsv", "txt"];

/// The extensions of single files that offices keep their ledgers in.
const OFFICE: [&str; 7] = ["xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt"];

/// Whether a path is named as a file that offices keep their ledgers in.
pub(crate) fn is_office_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| OFFICE.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

impl Workbook {
    /// Reads a workbook from a path: a file as [`Workbook::from_bytes`] understands them, or a folder, each of
    /// whose `.csv`, `.tsv` and `.txt` files is a sheet named as the file without its extension, in the order
    /// of their names; other files in it are left alone.
    ///
    /// ```no_run
    /// use gridgov::ledger::workbook::Workbook;
    ///
    /// let workbook = Workbook::open("须水街道台账.xlsx")?;
    /// for sheet in workbook.sheets() {
    ///     println!("{}: {} rows", sheet.name(), sheet.rows().len());
    /// }
    /// # Ok::<(), gridgov::ledger::LedgerErrors>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The path cannot be read, the folder has no such files, or as [`Workbook::from_bytes`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self, LedgerErrors> {
        let path = path.as_ref();
        let name = path.display().to_string();
        if !path.is_dir() {
            return Self::from_bytes(name, &bytes_of(path)?);
        }
        let files = tables_in(path).map_err(|error| LedgerErrors::unreadable(path.display(), &error))?;
        if files.is_empty() {
            return Err(refused(&name, "there is no .csv, .tsv or .txt file in this folder"));
        }
        let mut gather = Gather::new(&name);
        for file in files {
            let sheet = file.file_stem().unwrap_or_default().to_string_lossy();
            delimited::read(&mut gather, &sheet, &bytes_of(&file)?)?;
        }
        gather.finish()
    }

    /// Reads a workbook from the bytes of a file: `.xlsx`, `.xlsm`, `.xls`, `.ods`, or text with commas, tabs or
    /// semicolons in UTF-8, UTF-16 or GBK. The name, mostly the path, is for messages; what the bytes are is
    /// told from themselves.
    ///
    /// Cells are what the spreadsheet shows, as values:
    ///
    /// - All sheets are read, hidden ones too. Merged ranges are kept as [`Sheet::merged`](super::Sheet::merged).
    /// - Empty cells, and such as hold an empty text, are absent.
    /// - A cell that has a formula and no value, as programs write it that do not calculate, is a
    ///   [`Cell::Error`](super::Cell::Error): the file must be opened and saved by a spreadsheet first.
    /// - A number whose format shows it with leading zeros, `00000`, is a [`Cell::Padded`](super::Cell::Padded);
    ///   of `.xls` the formats are not looked at.
    /// - A date without a day, such as 8:30, is a number: the part of the day.
    /// - In a text all cells are [`Cell::Text`](super::Cell::Text), and it has one sheet named as the file. Rows
    ///   have the numbers that a spreadsheet shows: a row whose cells hold line breaks is one row, a blank line is
    ///   one too.
    ///
    /// O(bytes), and at most some hundreds of MiB whatever the bytes are: see [`limits`](crate::ledger::limits).
    ///
    /// ```
    /// use gridgov::ledger::Position;
    /// use gridgov::ledger::workbook::{Cell, Workbook};
    ///
    /// let workbook = Workbook::from_bytes("三级网格.csv", "编码;名称\nT-1;\"第一;网格\"\n".as_bytes())?;
    /// let sheet = &workbook.sheets()[0];
    /// assert_eq!(sheet.name(), "三级网格");
    /// assert_eq!(sheet.cell(Position::new(2, 2)), Some(&Cell::from("第一;网格")));
    /// # Ok::<(), gridgov::ledger::LedgerErrors>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The bytes are no such file (empty, protected by a password, `.xlsb`, a web page, ...), are damaged, or pass
    /// a bound of [`limits`](crate::ledger::limits).
    pub fn from_bytes(name: impl Into<String>, bytes: &[u8]) -> Result<Self, LedgerErrors> {
        let name = name.into();
        let mut gather = Gather::new(&name);
        gather.within("the number of bytes", bytes.len() as u64, MAX_UNPACKED, "MAX_UNPACKED")?;
        if bytes.is_empty() {
            return Err(refused(&name, "the file is empty"));
        } else if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            parts::read(&mut gather, bytes)?;
        } else if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
            xls::read(&mut gather, bytes)?;
        } else {
            let sheet = Path::new(&name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
            delimited::read(&mut gather, &sheet, bytes)?;
        }
        gather.finish()
    }
}

/// The bytes of a file, at most one more than is read.
#[expect(clippy::disallowed_methods, reason = "it reads the file of a workbook")]
fn bytes_of(path: &Path) -> Result<Vec<u8>, LedgerErrors> {
    let unreadable = |error: &io::Error| LedgerErrors::unreadable(path.display(), error);
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let mut bytes = Vec::new();
    file.take(MAX_UNPACKED + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    Ok(bytes)
}

/// The delimited files of a folder, in the order of their names.
#[expect(clippy::disallowed_methods, reason = "it reads a folder of tables")]
fn tables_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if path.is_file() && DELIMITED.contains(&extension.as_str()) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// What calamine does, with a panic in it as an error.
///
/// What it is given was measured and cleaned before, but it indexes into the bytes of files, and strangers'
/// files must not end the program. Nothing of what it had in hand is used behind a panic. The program's panic hook
/// is run all the same, so that a message may be printed: hooks belong to the program and are left alone here.
fn caught<'n, T>(
    gather: &mut Gather<'n>,
    read: impl FnOnce(&mut Gather<'n>) -> Result<T, LedgerErrors>,
) -> Result<T, LedgerErrors> {
    panic::catch_unwind(AssertUnwindSafe(|| read(gather)))
        .unwrap_or_else(|_| Err(gather.damaged("its parts contradict each other")))
}

/// A file that is no workbook, and why.
fn refused(name: &str, why: &str) -> LedgerErrors {
    let origin = Origin::new(Source::text(name), 0, 0);
    LedgerErrors::one(LedgerError::new(origin, None, LedgerProblem::Syntax(why.to_owned())))
}

#[cfg(test)]
#[path = "load_tests.rs"]
mod tests;
