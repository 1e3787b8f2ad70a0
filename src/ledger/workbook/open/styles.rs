//! What the parts beside the sheets may ask of calamine.
//!
//! It makes room for as many shared strings as the part says there are, and gives each format of a cell its own
//! copy of the font's name and the number's code: a small file could ask for more memory than there is.

use std::collections::BTreeMap;

use memchr::memmem;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::Event;

use super::archive::Part;
use super::builder::Gather;
use crate::ledger::LedgerErrors;
use crate::ledger::limits::{MAX_CELLS, MAX_FORMATS};

/// The most characters of an attribute of a style. Excel knows names of 31 characters and codes of 255.
const LONGEST: usize = 1_024;

/// An error if the part asks for too much.
pub(super) fn measure(gather: &Gather<'_>, part: &Part) -> Result<(), LedgerErrors> {
    let name = part.name.to_ascii_lowercase();
    if name.ends_with("sharedstrings.xml") {
        strings(gather, &part.bytes)
    } else if name.ends_with("styles.xml") {
        formats(gather, &part.bytes)
    } else {
        Ok(())
    }
}

fn strings(gather: &Gather<'_>, part: &[u8]) -> Result<(), LedgerErrors> {
    // Ends count, too, so that no string is missed, whatever stands before its name.
    let strings = memmem::find_iter(part, b"si").filter(|at| !is_in_word(part, *at, 2)).count() as u64 / 2;
    gather.within("the number of shared strings", strings, MAX_CELLS, "MAX_CELLS")?;
    each_start(gather, part, |element| {
        let is_head = element.local_name().as_ref() == "sst";
        if is_head {
            for attribute in element.attributes().with_checks(false).flatten() {
                let declared = attribute.value.parse::<u64>().unwrap_or(0);
                if attribute.key.as_ref() == "uniqueCount" {
                    gather.within("the number of shared strings", declared, MAX_CELLS, "MAX_CELLS")?;
                }
            }
        }
        Ok(!is_head)
    })
}

/// Whether a name is a part of a longer one.
fn is_in_word(part: &[u8], at: usize, length: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| part.get(at));
    let behind = part.get(at + length);
    !before.is_some_and(|byte| b"<:/".contains(byte)) || behind.is_some_and(u8::is_ascii_alphanumeric)
}

fn formats(gather: &Gather<'_>, part: &[u8]) -> Result<(), LedgerErrors> {
    let mut formats = 0;
    each_start(gather, part, |element| {
        formats += u64::from(element.local_name().as_ref() == "xf");
        gather.within("the number of formats", formats, MAX_FORMATS, "MAX_FORMATS")?;
        for attribute in element.attributes().with_checks(false).flatten() {
            // calamine counts open brackets in eight bits.
            let brackets = attribute.value.bytes().filter(|byte| *byte == b'[').count();
            if attribute.value.len() > LONGEST || brackets > usize::from(u8::MAX) {
                return Err(gather.damaged("a style has an attribute of more characters than any program writes"));
            }
        }
        Ok(true)
    })
}

/// The most digits that a format is followed to: numbers have fifteen, and codes some twenty.
const MOST_DIGITS: usize = 20;

/// How many digits the formats show that show leading zeros, such as `00000`, by their places among all formats of
/// cells.
pub(super) fn zeros(gather: &Gather<'_>, part: &Part) -> Result<BTreeMap<usize, u8>, LedgerErrors> {
    let mut codes: BTreeMap<String, u8> = BTreeMap::new();
    let mut zeros = BTreeMap::new();
    // Formats that styles have and no cells stand before those of cells.
    let mut place = None;
    if !part.name.to_ascii_lowercase().ends_with("styles.xml") {
        return Ok(zeros);
    }
    each_start(gather, &part.bytes, |element| {
        let name = element.local_name();
        match (name.as_ref(), &mut place) {
            ("cellXfs", _) => place = Some(0),
            ("cellStyleXfs" | "cellStyles" | "dxfs", _) => place = None,
            ("numFmt", _) => {
                let (id, code) = (attribute(element, "numFmtId"), attribute(element, "formatCode"));
                if let (Some(id), Some(digits)) = (id, code.as_deref().and_then(zeros_of)) {
                    codes.insert(id, digits);
                }
            }
            ("xf", Some(place)) => {
                if let Some(digits) = attribute(element, "numFmtId").and_then(|id| codes.get(&id).copied()) {
                    zeros.insert(*place, digits);
                }
                *place += 1;
            }
            _ => {}
        }
        Ok(true)
    })?;
    Ok(zeros)
}

fn attribute(element: &quick_xml::events::BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// How many digits a number has at least that is shown by this code, where the code is nothing but that: `00000`,
/// `[$-804]000000`, `00000;-00000`.
fn zeros_of(code: &str) -> Option<u8> {
    let code = code.split(';').next().unwrap_or_default();
    let code = code.strip_prefix("[$-").and_then(|rest| Some(rest.split_once(']')?.1)).unwrap_or(code);
    let is_zeros = (2..=MOST_DIGITS).contains(&code.len()) && code.bytes().all(|byte| byte == b'0');
    is_zeros.then_some(code.len() as u8)
}

/// Shows each element where it begins, as long as it says so.
fn each_start(
    gather: &Gather<'_>,
    part: &[u8],
    mut show: impl FnMut(&quick_xml::events::BytesStart<'_>) -> Result<bool, LedgerErrors>,
) -> Result<(), LedgerErrors> {
    let mut reader = Reader::from_reader(part);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| gather.damaged(error))? {
            Event::Start(element) | Event::Empty(element) if !show(&element)? => return Ok(()),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}
