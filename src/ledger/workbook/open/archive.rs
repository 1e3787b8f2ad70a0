//! The parts of a packed workbook, unpacked within bounds.

use std::io::{Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;

use super::builder::Gather;
use super::{ods, refused, xlsx};
use crate::ledger::LedgerErrors;
use crate::ledger::limits::{MAX_PARTS, MAX_UNPACKED};

/// A part: its name in the archive, and its bytes.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// Reads what a zip archive holds, if it is a workbook.
pub(super) fn read(gather: &mut Gather<'_>, bytes: &[u8]) -> Result<(), LedgerErrors> {
    // Each part has an entry in the directory, which begins so. Opening an archive takes memory for all.
    let entries = memmem::find_iter(bytes, b"PK\x01\x02").count() as u64;
    gather.within("the number of parts", entries, MAX_PARTS, "MAX_PARTS")?;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| gather.damaged(error))?;
    let names = names(&mut archive, gather)?;
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    if has("xl/workbook.bin") {
        Err(refused(gather.name, "this is a binary workbook (.xlsb); save it as .xlsx"))
    } else if names.iter().any(|name| name.to_ascii_lowercase().starts_with("xl/")) {
        let parts = unpack(gather, &mut archive, |name| name.ends_with("xml") || name.ends_with("rels"))?;
        xlsx::read(gather, parts)
    } else if has("content.xml") {
        let parts = unpack(gather, &mut archive, |name| matches!(name, "content.xml" | "meta-inf/manifest.xml"))?;
        ods::read(gather, &parts)
    } else {
        Err(refused(gather.name, "this is an archive (.zip), but no workbook; unpack it first"))
    }
}

fn names(archive: &mut ZipArchive<Cursor<&[u8]>>, gather: &Gather<'_>) -> Result<Vec<String>, LedgerErrors> {
    let mut names = Vec::new();
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|error| gather.damaged(error))?;
        names.push(part.name().map_err(|error| gather.damaged(error))?.replace('\\', "/"));
    }
    Ok(names)
}

/// The parts whose names, in small letters, are wanted. Their sizes are counted as they are unpacked, because the
/// archive may lie about them.
fn unpack(
    gather: &Gather<'_>,
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Vec<Part>, LedgerErrors> {
    let mut parts = Vec::new();
    let mut left = MAX_UNPACKED;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|error| gather.damaged(error))?;
        let name = part.name().map_err(|error| gather.damaged(error))?.replace('\\', "/");
        if !is_wanted(&name.to_ascii_lowercase()) {
            continue;
        }
        let mut bytes = Vec::with_capacity(part.size().min(left) as usize);
        part.by_ref().take(left + 1).read_to_end(&mut bytes).map_err(|error| gather.damaged(error))?;
        let unpacked = MAX_UNPACKED - left + bytes.len() as u64;
        gather.within("the number of bytes, unpacked, at least", unpacked, MAX_UNPACKED, "MAX_UNPACKED")?;
        left -= bytes.len() as u64;
        parts.push(Part { name, bytes });
    }
    Ok(parts)
}
