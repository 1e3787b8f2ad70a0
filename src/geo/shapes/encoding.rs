//! The bytes of a map as a text: UTF-8 and, with the feature `workbook`, GBK.

use std::borrow::Cow;

use crate::geo::MapProblem;

/// The text of a file. GeoJSON is UTF-8; offices also keep it in GBK, which is read where nothing else fits.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, MapProblem> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Cow::Borrowed(text)),
        Err(error) => error,
    };
    #[cfg(feature = "workbook")]
    if let Some(text) = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(text);
    }
    // Where GBK is read, these bytes are not it.
    let is_gbk_likely = cfg!(not(feature = "workbook")) && may_be_gbk(bytes);
    Err(MapProblem::NotUtf8 { byte: error.valid_up_to(), is_gbk_likely })
}

/// Whether all bytes beyond ASCII come in pairs of GBK.
fn may_be_gbk(bytes: &[u8]) -> bool {
    let mut bytes = bytes.iter();
    while let Some(first) = bytes.next() {
        if first.is_ascii() {
            continue;
        }
        let is_second = |second: &u8| (0x40..=0xfe).contains(second) && *second != 0x7f;
        if !(0x81..=0xfe).contains(first) || !bytes.next().is_some_and(is_second) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const GBK: &[u8] = b"{\"code\": \"\xd6\xd0\xd4\xad\xc7\xf8\"}";

    #[test]
    #[cfg(feature = "workbook")]
    fn gbk_is_read() {
        assert_eq!(decode(GBK).as_deref(), Ok(r#"{"code": "中原区"}"#));
        assert_eq!(decode("中原区".as_bytes()).as_deref(), Ok("中原区"), "UTF-8 comes first");
    }

    #[test]
    #[cfg(not(feature = "workbook"))]
    fn gbk_is_told() {
        assert_eq!(decode(GBK), Err(MapProblem::NotUtf8 { byte: 10, is_gbk_likely: true }));
    }

    #[test]
    fn what_is_neither_is_told() {
        let latin = b"Caf\xe9 au lait";
        assert!(may_be_gbk(GBK) && !may_be_gbk(latin), "a letter of Latin-1 stands alone");
        assert_eq!(decode(latin), Err(MapProblem::NotUtf8 { byte: 3, is_gbk_likely: false }));
    }
}
