//! The folder in which files are made before they take their places, so that no result is ever seen in part.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::{FactError, FactProblem};

/// The name of the folder.
const NAME: &str = "facts.work";

/// A folder that is removed with all that is in it when it is no longer needed.
#[derive(Debug)]
pub(in crate::table) struct Work {
    target: PathBuf,
    folder: PathBuf,
}

/// A failure to write a file or folder.
pub(in crate::table) fn unwritable(path: &Path, error: &dyn std::fmt::Display) -> FactError {
    FactError::of_file(path, FactProblem::Unwritable { why: error.to_string() })
}

/// Begins a file.
#[expect(clippy::disallowed_methods, reason = "it writes the files of facts")]
pub(in crate::table) fn create(path: &Path) -> Result<File, FactError> {
    File::create(path).map_err(|error| unwritable(path, &error))
}

impl Work {
    /// Makes the folder within the one that the files are for, which is made if it is not there.
    #[expect(clippy::disallowed_methods, reason = "it writes the files of facts")]
    pub(in crate::table) fn new(target: &Path) -> Result<Self, FactError> {
        fs::create_dir_all(target).map_err(|error| unwritable(target, &error))?;
        let folder = target.join(NAME);
        match fs::create_dir(&folder) {
            Ok(()) => Ok(Self { target: target.to_owned(), folder }),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(FactError::of_file(&folder, FactProblem::InWork))
            }
            Err(error) => Err(unwritable(&folder, &error)),
        }
    }

    /// The folder that the files are for.
    pub(in crate::table) fn target(&self) -> &Path {
        &self.target
    }

    pub(in crate::table) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Begins a file.
    pub(in crate::table) fn create(&self, name: &str) -> Result<File, FactError> {
        create(&self.path(name))
    }

    /// Removes a file that has been read.
    #[expect(clippy::disallowed_methods, reason = "it removes what it has written itself")]
    pub(in crate::table) fn remove(&self, name: &str) -> Result<(), FactError> {
        let path = self.path(name);
        fs::remove_file(&path).map_err(|error| unwritable(&path, &error))
    }

    /// Puts the files in their places, those of an earlier run being removed first.
    #[expect(clippy::disallowed_methods, reason = "it writes the files of facts")]
    pub(in crate::table) fn finish(self, names: &[String]) -> Result<(), FactError> {
        for old in earlier(&self.target)? {
            fs::remove_file(&old).map_err(|error| unwritable(&old, &error))?;
        }
        for name in names {
            let to = self.target.join(name);
            fs::rename(self.path(name), &to).map_err(|error| unwritable(&to, &error))?;
        }
        Ok(())
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        // There is nobody to tell: what led here is told already.
        drop(fs::remove_dir_all(&self.folder));
    }
}

/// Writes a file under another name first, so that it is never seen in part; one that was there stays until then.
#[expect(clippy::disallowed_methods, reason = "it writes a file, and removes what it has written itself")]
pub(in crate::table) fn whole<E: From<FactError>>(
    path: &Path,
    write: impl FnOnce(&Path) -> Result<(), E>,
) -> Result<(), E> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let written = write(&part).and_then(|()| fs::rename(&part, path).map_err(|error| unwritable(path, &error).into()));
    written.inspect_err(|_| {
        // There is nobody to tell: what led here is told already.
        drop(fs::remove_file(&part));
    })
}

/// The files of facts in a folder, sorted.
#[expect(clippy::disallowed_methods, reason = "it looks for the files that it replaces")]
pub(in crate::table) fn earlier(folder: &Path) -> Result<Vec<PathBuf>, FactError> {
    let unreadable = |error: io::Error| FactError::of_file(folder, FactProblem::Unreadable { why: error.to_string() });
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(unreadable)?;
        if entry.file_name().to_str().is_some_and(is_ours) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a file is one of those that are written here.
fn is_ours(name: &str) -> bool {
    let of_part = || {
        let number = name.strip_prefix("facts-")?.strip_suffix(".parquet")?;
        (number.len() == 3 && number.bytes().all(|digit| digit.is_ascii_digit())).then_some(())
    };
    [FACTS, UNKNOWN, TOTALS].contains(&name) || of_part().is_some()
}

/// All facts in one file.
pub(in crate::table) const FACTS: &str = "facts.parquet";

/// The facts whose codes are unknown.
pub(in crate::table) const UNKNOWN: &str = "facts-unknown.parquet";

/// The totals.
pub(in crate::table) const TOTALS: &str = "facts_totals.parquet";

/// The name of the file of a part.
pub(in crate::table) fn part_name(part: usize, parts: usize) -> String {
    if parts == 1 { FACTS.to_owned() } else { format!("facts-{part:03}.parquet") }
}
