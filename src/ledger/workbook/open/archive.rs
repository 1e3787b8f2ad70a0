//! The parts of a packed workbook, unpacked one at a time and within bounds.

use std::io::{Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;

use super::failure::{Failure, within};
use crate::ledger::Limits;
use crate::message::Term;

const TOO_MUCH: Term = Term::new("the number of bytes, unpacked, at least", "解压后的字节数（至少）");

/// A zip archive. Names of parts are compared without regard to case.
pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    names: Vec<String>,
    /// How many bytes may be unpacked in all, and how many more.
    limit: u64,
    left: u64,
}

impl<'b> Archive<'b> {
    /// Opens an archive whose directory lists no more than is read.
    pub(super) fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, Failure> {
        // Each entry of the directory begins so; opening an archive takes memory for all of them.
        let entries = memmem::find_iter(bytes, b"PK\x01\x02").count() as u64;
        within(Term::new("the number of parts", "文件部件数"), entries, limits.parts, "Limits::parts")?;
        let mut zip = ZipArchive::new(Cursor::new(bytes))?;
        let (mut names, mut declared) = (Vec::new(), 0_u64);
        for at in 0..zip.len() {
            let part = zip.by_index_raw(at)?;
            let name = part.name()?.replace('\\', "/").to_lowercase();
            // Pictures are never unpacked.
            if name.ends_with("xml") || name.ends_with("rels") {
                declared = declared.saturating_add(part.size());
            }
            names.push(name);
        }
        let limit = limits.unpacked;
        within(TOO_MUCH, declared.min(limit.saturating_add(1)), limit, "Limits::unpacked")?;
        Ok(Self { zip, names, limit, left: limit })
    }

    /// The names of all parts, in small letters.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    fn position(&self, name: &str) -> Option<usize> {
        let name = name.to_lowercase();
        self.names.iter().position(|known| *known == name)
    }

    /// Unpacks a part, if there is one of this name. Bytes are counted anew: a directory may lie about them.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        let Some(at) = self.position(name) else { return Ok(None) };
        let mut part = self.zip.by_index(at)?;
        let mut bytes = Vec::with_capacity(part.size().min(self.left) as usize);
        part.by_ref().take(self.left.saturating_add(1)).read_to_end(&mut bytes)?;
        let unpacked = (self.limit - self.left).saturating_add(bytes.len() as u64);
        within(TOO_MUCH, unpacked, self.limit, "Limits::unpacked")?;
        self.left = self.limit - unpacked;
        Ok(Some(bytes))
    }
}
