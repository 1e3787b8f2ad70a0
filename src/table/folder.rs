//! A folder of files that are all written, or none of them.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

/// What is behind the name of a file that is not complete.
const PART: &str = ".part";

/// Files that are being written into a folder under other names. They take their own names when all are complete;
/// if that does not come to pass, they are removed.
#[derive(Debug)]
pub(crate) struct NewFiles {
    folder: PathBuf,
    names: Vec<String>,
}

/// A file that is being written, with its digest.
#[derive(Debug)]
pub(crate) struct NewFile {
    file: File,
    digest: Sha256,
    bytes: u64,
}

impl NewFiles {
    /// No files yet. The folder is made if it is not there.
    #[expect(clippy::disallowed_methods, reason = "it writes the files of tables")]
    pub(crate) fn new(folder: impl Into<PathBuf>) -> io::Result<Self> {
        let folder = folder.into();
        fs::create_dir_all(&folder)?;
        Ok(Self { folder, names: Vec::new() })
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    fn part(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}{PART}"))
    }

    /// Begins a file.
    #[expect(clippy::disallowed_methods, reason = "it writes the files of tables")]
    pub(crate) fn create(&mut self, name: &str) -> io::Result<NewFile> {
        self.names.push(name.to_owned());
        let file = File::create(self.part(name))?;
        Ok(NewFile { file, digest: Sha256::new(), bytes: 0 })
    }

    /// Gives all files their names, in the order in which they were begun. The one that says what the others are comes
    /// last, and an older one is removed first: whatever happens in between, no folder looks complete that is not.
    #[expect(clippy::disallowed_methods, reason = "it writes the files of tables")]
    pub(crate) fn keep(mut self) -> io::Result<()> {
        if let Some(last) = self.names.last() {
            match fs::remove_file(self.folder.join(last)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        for name in &self.names {
            fs::rename(self.part(name), self.folder.join(name))?;
        }
        self.names.clear();
        Ok(())
    }
}

impl Drop for NewFiles {
    #[expect(clippy::disallowed_methods, reason = "it removes what it has written itself")]
    fn drop(&mut self) {
        for name in &self.names {
            // There is nobody to tell: what led here is told already.
            drop(fs::remove_file(self.part(name)));
        }
    }
}

impl NewFile {
    /// The digest of the file in hexadecimal digits, and its bytes.
    pub(crate) fn finish(mut self) -> io::Result<(String, u64)> {
        self.file.flush()?;
        Ok((hex(&self.digest.finalize()), self.bytes))
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Bytes in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;

    bytes.iter().fold(String::new(), |mut digits, byte| {
        // A text takes everything.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
