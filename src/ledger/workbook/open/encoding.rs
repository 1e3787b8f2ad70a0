//! Bytes as text, in the encodings that offices write.

mod likely;

use std::borrow::Cow;

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Why bytes are no text.
#[derive(Debug, PartialEq)]
pub(super) enum Undecodable {
    /// A byte cannot be read.
    Byte {
        /// The encoding that they seem to be in.
        encoding: &'static str,
        /// The byte, counted from zero.
        byte: usize,
        /// The line that it stands on, counted from one.
        line: u32,
    },
    /// They are most likely in an encoding that nothing states and that is not read.
    Likely(&'static str),
}

/// So many characters beyond ASCII that are well-formed UTF-8 are no accident.
const NO_ACCIDENT: usize = 8;

/// The text, without its byte order mark.
///
/// A text in UTF-16 without a mark, or in Big5, is named but not read: that it is such a text is likely, never certain.
///
/// What says in a byte order mark what it is, is that. Else it is UTF-8 if it can be, and GB18030, which GBK and
/// GB2312 are parts of, if not; a text that is UTF-8 for long and then breaks is damaged UTF-8.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Undecodable> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let name = if encoding == UTF_16LE || encoding == UTF_16BE { "UTF-16" } else { "UTF-8" };
        return decode_as(encoding, name, bytes, mark);
    }
    if let Some(encoding) = likely::utf16(bytes) {
        return Err(Undecodable::Likely(encoding));
    }
    if let Ok(text) = str::from_utf8(bytes) {
        Ok(Cow::Borrowed(text))
    } else {
        let well_formed = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        if well_formed.chars().filter(|c| !c.is_ascii()).take(NO_ACCIDENT).count() == NO_ACCIDENT {
            return decode_as(UTF_8, "UTF-8", bytes, 0);
        }
        if likely::is_big5(bytes) {
            return Err(Undecodable::Likely("Big5"));
        }
        decode_as(GB18030, "UTF-8 or GBK", bytes, 0)
    }
}

fn decode_as<'b>(
    encoding: &'static Encoding,
    name: &'static str,
    bytes: &'b [u8],
    mark: usize,
) -> Result<Cow<'b, str>, Undecodable> {
    let body = &bytes[mark..];
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(body.len()).unwrap_or(0);
    let mut text = String::with_capacity(room);
    match decoder.decode_to_string_without_replacement(body, &mut text, true) {
        (DecoderResult::InputEmpty, _) => {
            text.shrink_to_fit();
            Ok(Cow::Owned(text))
        }
        // The offending bytes count as read.
        (DecoderResult::Malformed(length, behind), read) => {
            let byte = mark + read.saturating_sub(usize::from(length) + usize::from(behind));
            Err(Undecodable::Byte { encoding: name, byte, line: line_of(&text) })
        }
        (DecoderResult::OutputFull, read) => {
            Err(Undecodable::Byte { encoding: name, byte: mark + read, line: line_of(&text) })
        }
    }
}

/// The line that stands behind a text.
fn line_of(text: &str) -> u32 {
    1 + text.bytes().filter(|byte| *byte == b'\n').count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encodings_of_offices_are_told_apart() {
        let text = "编码,名称\r\nG-1,中原区第一网格\r\n";
        let utf16 = |bytes: fn(u16) -> [u8; 2], mark: [u8; 2]| -> Vec<u8> {
            mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect()
        };
        let written = [
            text.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            GB18030.encode(text).0.into_owned(),
            encoding_rs::GBK.encode(text).0.into_owned(),
            utf16(u16::to_le_bytes, [0xFF, 0xFE]),
            utf16(u16::to_be_bytes, [0xFE, 0xFF]),
        ];
        for bytes in written {
            assert_eq!(decode(&bytes).as_deref(), Ok(text), "{bytes:?}");
        }
        // Four bytes a character, which GBK has not.
        assert_eq!(decode(&GB18030.encode("㐂𠀀,x").0).as_deref(), Ok("㐂𠀀,x"));
        assert_eq!(decode(b"").as_deref(), Ok(""));
    }

    #[test]
    fn what_cannot_be_decoded_is_named_with_its_line() {
        let damaged = ["编码,中原区第一网格\n第二\n".as_bytes(), b"\xD6,", "三".as_bytes()].concat();
        assert_eq!(decode(&damaged), Err(Undecodable::Byte { encoding: "UTF-8", byte: 36, line: 3 }));
        let neither = [&GB18030.encode("名称\n网").0[..], b"\xFF\n"].concat();
        assert_eq!(decode(&neither), Err(Undecodable::Byte { encoding: "UTF-8 or GBK", byte: 7, line: 2 }));
        assert_eq!(decode(b"\xEF\xBB\xBFa\n\xFF"), Err(Undecodable::Byte { encoding: "UTF-8", byte: 5, line: 2 }));
        let cut = decode(b"\xFF\xFEa\0\0\xD8b\0");
        assert!(matches!(cut, Err(Undecodable::Byte { encoding: "UTF-16", .. })), "{cut:?}");
    }
}
