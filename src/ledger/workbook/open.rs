//! Workbooks from files: bytes become sheets.
//!
//! What a file is, is told by what stands in it and not by its name: offices rename them. Each format has a file of its
//! own here, which gives cells to the one [`WorkbookBuilder`]. Cells are read as a stream, and none is kept that was
//! not counted.
//!
//! Strangers' files may ask for more memory than there is. Of [`Limits`] hold here
//!
//! - before anything is unpacked: `unpacked` for the bytes of the file and for what the directory of an archive
//!   declares, `parts` for the entries of that directory;
//! - while parts are unpacked: `unpacked` again, for the bytes that there really are;
//! - before cells are read: `sheets` for those that the workbook lists, `formats` for its styles, and `cells` for the
//!   texts that cells share;
//! - with each cell, range or sheet, in the builder: `cell`, `text`, `cells`, `rows`, `columns`, `merged`, `sheets`.

mod archive;
mod builder;
mod date;
mod delimited;
mod encoding;
mod failure;
mod number;
mod ods;
mod xls;
mod xlsx;
mod xml;

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use self::archive::Archive;
use self::builder::WorkbookBuilder;
use self::failure::{Failure, within};
use super::{FileProblem, Workbook};
use crate::ledger::{LedgerErrors, Limits};
use crate::message::Term;

/// The extensions of the tables in a folder, each of which is a sheet.
const DELIMITED: [&str; 3] = ["csv", "tsv", "txt"];

/// What the names of files begin with that a spreadsheet keeps while a workbook is open, or that are hidden.
const SKIPPED: [&str; 3] = ["~$", ".~", "."];

/// The extensions of single files that offices keep their ledgers in.
const OFFICE: [&str; 7] = ["xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt"];

/// Whether a path is named as a file that offices keep their ledgers in.
pub(crate) fn is_office_file(path: &Path) -> bool {
    has_extension(path, &OFFICE)
}

impl Workbook {
    /// Reads a workbook from a path: a file as [`Workbook::from_bytes`] understands them, or a folder of them.
    ///
    /// Of a folder, each workbook gives its sheets, which know their [file](super::Sheet::file), and each `.csv`, `.tsv`
    /// and `.txt` file is a sheet named as the file without its extension, in the order of their names. So a ledger may
    /// have a file for each community (社区). What a spreadsheet keeps beside an open workbook, `~$惠民社区.xlsx`, and
    /// hidden files are skipped with a note of the reading; other files and folders in it are left alone.
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
    /// The path cannot be read, the folder has no such files, or as [`Workbook::from_bytes`]; of a folder, the errors of all
    /// its files. Its files are held to the limits together.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, LedgerErrors> {
        Self::open_within(path, &Limits::DEFAULT)
    }

    /// Reads a workbook from a path as [`Workbook::open`] does, within limits of your own.
    ///
    /// # Errors
    ///
    /// As [`Workbook::open`]. An error of a bound names the field of [`Limits`].
    pub fn open_within(path: impl AsRef<Path>, limits: &Limits) -> Result<Self, LedgerErrors> {
        let path = path.as_ref();
        let name = path.display().to_string();
        if !path.is_dir() {
            return Self::from_bytes_within(name, &bytes_of(path, limits)?, limits);
        }
        let Folder { files, skipped } =
            office_files_in(path).map_err(|error| LedgerErrors::unreadable(path.display(), error))?;
        let mut builder = WorkbookBuilder::new(&name, limits);
        if files.is_empty() {
            let endings = OFFICE.iter().map(|ending| format!(".{ending}")).collect();
            return Err(builder.locate(Failure::refused(FileProblem::NothingInFolder { endings })));
        }
        let mut errors = Vec::new();
        for file in files {
            let read = bytes_of(&file, limits).and_then(|bytes| {
                if has_extension(&file, &DELIMITED) {
                    let sheet = file.file_stem().unwrap_or_default().to_string_lossy();
                    return delimited::read(&mut builder, &sheet, &bytes).map_err(|failure| builder.locate(failure));
                }
                builder.begin_file(file.display().to_string());
                let read = read(&mut builder, &file.display().to_string(), &bytes);
                let read = read.map_err(|failure| builder.locate(failure));
                builder.end_file();
                read
            });
            if let Err(of_file) = read {
                errors.extend(of_file);
            }
        }
        if let Some(errors) = LedgerErrors::of(errors) {
            return Err(errors);
        }
        let mut workbook = builder.finish()?;
        workbook.skipped = skipped.iter().map(|file| file.display().to_string()).collect();
        Ok(workbook)
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
    /// - A number whose format shows it with leading zeros, `00000`, is a [`Cell::Padded`](super::Cell::Padded), and one
    ///   that shows as something else than its digits, `2.00E+03` or `12.00`, a [`Cell::Formatted`](super::Cell::Formatted). So is a time
    ///   of day, such as 8:30: its number is the part of the day.
    /// - Formulas, hidden sheets, rows and columns, and what is struck out are remembered:
    ///   [`Sheet::is_formula`](super::Sheet::is_formula) and the like.
    /// - In a text, what programs put around numbers so that they stay texts is taken off: `="010102"` is `010102`.
    ///   [`Sheet::cleaned`](super::Sheet::cleaned) lists all that was.
    /// - In a text all cells are [`Cell::Text`](super::Cell::Text), and it has one sheet named as the file. Rows
    ///   have the numbers that a spreadsheet shows: a row whose cells hold line breaks is one row, a blank line is
    ///   one too.
    ///
    /// O(bytes), and at most some hundreds of MiB whatever the bytes are: see [`Limits`], and
    /// [`Workbook::from_bytes_within`] for others. Bytes are never a reason to panic.
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
    /// a bound of [`Limits`].
    pub fn from_bytes(name: impl Into<String>, bytes: &[u8]) -> Result<Self, LedgerErrors> {
        Self::from_bytes_within(name, bytes, &Limits::DEFAULT)
    }

    /// Reads a workbook from the bytes of a file as [`Workbook::from_bytes`] does, within limits of your own.
    ///
    /// ```
    /// use gridgov::ledger::Limits;
    /// use gridgov::ledger::workbook::Workbook;
    ///
    /// let mut limits = Limits::default();
    /// limits.rows = 2;
    /// let error = Workbook::from_bytes_within("a.csv", "编码\nT-1\nT-2\n".as_bytes(), &limits).unwrap_err();
    /// assert!(error.to_string().contains("at most 2 (`Limits::rows`) is read"));
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Workbook::from_bytes`]. An error of a bound names the field of [`Limits`].
    pub fn from_bytes_within(name: impl Into<String>, bytes: &[u8], limits: &Limits) -> Result<Self, LedgerErrors> {
        let name = name.into();
        let mut builder = WorkbookBuilder::new(&name, limits);
        match read(&mut builder, &name, bytes) {
            Ok(()) => builder.finish(),
            Err(failure) => Err(builder.locate(failure)),
        }
    }
}

/// Reads the bytes of a file as what they are.
fn read(builder: &mut WorkbookBuilder<'_>, name: &str, bytes: &[u8]) -> Result<(), Failure> {
    within(
        Term::new("the number of bytes", "字节数"),
        bytes.len() as u64,
        builder.limits.unpacked,
        "Limits::unpacked",
    )?;
    if bytes.is_empty() {
        Err(Failure::refused(FileProblem::Empty))
    } else if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        let mut archive = Archive::open(bytes, builder.limits)?;
        if archive.has("xl/workbook.bin") {
            Err(Failure::refused(FileProblem::BinaryWorkbook))
        } else if archive.names().iter().any(|name| name.starts_with("xl/")) {
            xlsx::read(builder, &mut archive)
        } else if archive.has("content.xml") {
            ods::read(builder, &mut archive)
        } else {
            Err(Failure::refused(FileProblem::Archive))
        }
    } else if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        xls::read(builder, bytes)
    } else {
        delimited::read(builder, &Path::new(name).file_stem().unwrap_or_default().to_string_lossy(), bytes)
    }
}

/// The bytes of a file, at most one more than is read.
#[expect(clippy::disallowed_methods, reason = "it reads the file of a workbook")]
fn bytes_of(path: &Path, limits: &Limits) -> Result<Vec<u8>, LedgerErrors> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(limits.unpacked.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(|error| LedgerErrors::unreadable(path.display(), error))?;
    Ok(bytes)
}

/// The files of a folder that offices keep their ledgers in, in the order of their names.
struct Folder {
    files: Vec<PathBuf>,
    skipped: Vec<PathBuf>,
}

#[expect(clippy::disallowed_methods, reason = "it lists the files in a folder")]
fn office_files_in(folder: &Path) -> io::Result<Folder> {
    let (mut files, mut skipped) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() && is_office_file(&path) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let is_skipped = SKIPPED.iter().any(|begin| name.starts_with(begin));
            if is_skipped { skipped.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    skipped.sort();
    Ok(Folder { files, skipped })
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().is_some_and(|extension| extensions.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// Whether a folder has files that offices keep their ledgers in.
pub(crate) fn is_office_folder(folder: &Path) -> bool {
    office_files_in(folder).is_ok_and(|folder| !folder.files.is_empty())
}

#[cfg(test)]
#[path = "open_tests.rs"]
mod tests;
