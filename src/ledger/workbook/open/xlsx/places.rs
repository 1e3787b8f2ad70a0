//! Where cells and merged ranges say that they stand.
//!
//! calamine computes rows and columns without a look at how large they become: a place beyond all sheets would be
//! taken for one within.

use memchr::{memchr, memchr_iter};

/// Columns have three letters at most and rows seven digits; what has a few more is told from its number.
const LETTERS: usize = 5;
const DIGITS: usize = 9;

/// The first place, `r="A4294967297"` or `ref="A1:B4294967297"`, that no number is large enough for.
///
/// Elements are not told from texts: what counts as the one to calamine must not count as the other here. A text that
/// holds such an attribute letter by letter, which no spreadsheet writes so, is found, too.
pub(super) fn out_of_reach(xml: &[u8]) -> Option<&[u8]> {
    // Every attribute has such a sign, whatever stands around it.
    memchr_iter(b'=', xml).find_map(|at| {
        if !says_where(&xml[..at]) {
            return None;
        }
        let value = xml[at + 1..].trim_ascii_start();
        let quote = *value.first().filter(|quote| matches!(quote, b'"' | b'\''))?;
        // A place that is longer than this is found by its beginning: the end of a quotation may be far away.
        let place = &value[1..];
        let place = &place[..memchr(quote, &place[..place.len().min(LONGEST)]).unwrap_or(place.len().min(LONGEST))];
        place.split(|byte| *byte == b':').any(is_far).then_some(place)
    })
}

/// So much is looked at of what an attribute says.
const LONGEST: usize = 64;

/// Whether what ends here is the name of an attribute that says where something stands.
fn says_where(before: &[u8]) -> bool {
    let name = before.trim_ascii_end();
    let rest = name.strip_suffix(b"ref").or_else(|| name.strip_suffix(b"r"));
    // calamine needs no space between an attribute and the quotation mark of the one before.
    rest.and_then(<[u8]>::last).is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\''))
}

/// Whether a place is so far away that its number is no number any more, whatever stands behind it.
fn is_far(place: &[u8]) -> bool {
    let letters = place.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let digits = place[letters..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    letters > LETTERS || digits > DIGITS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(xml: &str) -> Option<&str> {
        out_of_reach(xml.as_bytes()).map(|place| str::from_utf8(place).unwrap())
    }

    #[test]
    fn places_that_overflow_are_found() {
        assert_eq!(found(r#"<row r="1048576"><c r="XFD1048576"/><c r="ZZZZZ999999999"/>"#), None);
        assert_eq!(found(r#"<row r="1"><c r="A1"/><c s="1" r="ZZZZZZ1"/>"#), Some("ZZZZZZ1"));
        assert_eq!(found(r#"<row r="4294967297">"#), Some("4294967297"));
        assert_eq!(found(r#"<mergeCell ref="A1:B2"/><mergeCell ref="A1:B10000000000"/>"#), Some("A1:B10000000000"));
        // calamine would overflow before it comes to what is no place.
        assert_eq!(found(r#"<c r="ABCDEFGH"/>"#), Some("ABCDEFGH"));
        assert_eq!(found(r#"<c r="A12345678901-"/>"#), Some("A12345678901-"));
        let long = format!(r#"<c r="A{}"/>"#, "0".repeat(1_000));
        assert!(found(&long).is_some_and(|place| place.len() == LONGEST));
    }

    #[test]
    fn attributes_may_be_written_in_any_way() {
        for xml in [
            "<c r='A4294967297'>",
            "<c r = \"A4294967297\">",
            "<c\n\tr\n=\t'A4294967297'/>",
            "<c s=\"1\"r=\"A4294967297\">",
            "<c s=\"<c>\" r=\"A4294967297\">",
            "<x:mergeCell ref='A4294967297'/>",
        ] {
            assert_eq!(found(xml), Some("A4294967297"), "{xml}");
        }
    }

    #[test]
    fn what_is_no_place_is_left_to_others() {
        for xml in [
            r#"<c r="A1"><is><t>as r=ABCDEFGHIJK1 and r=&quot;A4294967297&quot; say</t></is></c>"#,
            r#"<c ar="ABCDEFGHIJK1"/><c s="1" xr="A4294967297"/><c r="第一网格00000000000"/>"#,
            r#"<hyperlink ref="'第一网格'!A4294967297"/><c r="A-4294967297"/>"#,
            r#"<c r="A1" r="#,
            "<c r='",
            "=",
            "",
        ] {
            assert_eq!(found(xml), None, "{xml}");
        }
    }
}
