//! The encodings that a text is likely in, told by how often which characters stand in it.

use encoding_rs::{BIG5, Encoding, UTF_16BE, UTF_16LE};

/// UTF-16 that no mark announces: the characters of a table, `,` and line breaks and digits, have a zero as every
/// second byte, and what comes out holds no other control characters.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static str> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (encoding, name): (&'static Encoding, _) = match (zeros(0), zeros(1)) {
        (0, 1..) => (UTF_16LE, "UTF-16 (little-endian) without a byte order mark"),
        (1.., 0) => (UTF_16BE, "UTF-16 (big-endian) without a byte order mark"),
        _ => return None,
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let is_text = text.chars().all(|c| !c.is_control() || matches!(c, '\t' | '\r' | '\n'));
    (is_text && text.contains(['\n', '\r', ',', '\t', ';'])).then_some(name)
}

/// Whether a text that is no UTF-8 is in Big5 rather than in GBK.
///
/// Both have two bytes a character and share most pairs. But of what is written, nearly all stands in the first level
/// of each: 3,755 characters in GBK, whose first bytes are B0 to D7 and second ones A1 and more, and 5,401 in Big5,
/// whose first bytes are A4 to C6. A text of the one read as the other hits these by chance only.
pub(super) fn is_big5(bytes: &[u8]) -> bool {
    // The logarithms of how much likelier such a pair is in GBK than in Big5, and the other way round.
    const GBK: (f64, f64) = (0.86, -2.48);
    const BIG5_LEVEL: (f64, f64) = (0.57, -2.7);
    let (mut gbk, mut big5) = (0.0, 0.0);
    let mut rest = bytes;
    while let [first, behind @ ..] = rest {
        rest = behind;
        if first.is_ascii() {
            continue;
        }
        let [second, behind @ ..] = rest else { break };
        rest = behind;
        // Full-width marks stand at A1 to A3 in both.
        if matches!(first, 0xA1..=0xA3) {
            continue;
        }
        let is_common_in_gbk = matches!(first, 0xB0..=0xD7) && *second >= 0xA1;
        let is_common_in_big5 = matches!(first, 0xA4..=0xC6) && matches!(second, 0x40..=0x7E | 0xA1..=0xFE);
        gbk += if is_common_in_gbk { GBK.0 } else { GBK.1 };
        big5 += if is_common_in_big5 { BIG5_LEVEL.0 } else { BIG5_LEVEL.1 };
    }
    big5 > gbk && gbk < 0.0 && BIG5.decode_without_bom_handling_and_without_replacement(bytes).is_some()
}

#[cfg(test)]
mod tests {
    use encoding_rs::GBK;

    use super::*;

    #[test]
    fn big5_is_told_from_gbk() {
        for text in [
            "類別,編碼,名稱,上級\r\n街道,S,須水街道,\r\n",
            "網格編號,網格名稱\nT-1,第一網格\n",
            "姓名\n陳小明\n林美玲\n",
        ] {
            assert!(is_big5(&BIG5.encode(text).0), "{text}");
        }
        for text in [
            "类别,编码,名称,上级\r\n街道,S,须水街道,\r\n",
            "網格編號,網格名稱\nT-1,第一網格\n",
            "编码,名称\nT-1,嵩箕瑢\n",
            "名称\n",
            "天气,晴\n",
        ] {
            assert!(!is_big5(&GBK.encode(text).0), "{text}");
        }
    }

    #[test]
    fn utf16_is_told_by_its_zeros() {
        let text = "类别,编码\r\n街道,S\r\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(utf16(&little), Some("UTF-16 (little-endian) without a byte order mark"));
        assert_eq!(utf16(&big), Some("UTF-16 (big-endian) without a byte order mark"));
        for no in [text.as_bytes(), b"a\0b", b"a,\0\0b,", b""] {
            assert_eq!(utf16(no), None, "{no:?}");
        }
    }
}
