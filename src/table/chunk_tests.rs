//! Runs, packed integers, dictionaries, and bytes that are none of these.

use super::*;

fn integers(bytes: &[u8], width: u8, count: usize) -> Option<Vec<u32>> {
    let mut all = Vec::new();
    each_integer(bytes, width, count, |one| all.push(one)).ok()?;
    Some(all)
}

#[test]
fn runs_and_packed_groups_are_read_as_the_format_says() {
    // The example of the format: 0 to 7 in three bits.
    assert_eq!(integers(&[3, 0x88, 0xc6, 0xfa], 3, 8), Some((0..8).collect()));
    assert_eq!(integers(&[3, 0x88, 0xc6, 0xfa, 4, 5], 3, 10), Some(vec![0, 1, 2, 3, 4, 5, 6, 7, 5, 5]));
    assert_eq!(integers(&[0x90, 0x03, 0x34, 0x12], 16, 200), Some(vec![0x1234; 200]));
    assert_eq!(integers(&[], 0, 0), Some(vec![]));
    assert_eq!(integers(&[8], 0, 4), Some(vec![0; 4]));
}

#[test]
fn bytes_that_are_no_integers_are_refused() {
    for (bytes, width) in [
        (&[][..], 1),
        (&[3], 3),
        (&[3, 0x88, 0xc6], 3),
        (&[4], 3),
        (&[0xff, 0xff, 0xff, 0xff, 0xff], 1),
        (&[0xff, 0xff, 0xff, 0xff, 0x7f], 1),
        (&[2, 0, 0, 0, 0, 0], 33),
        (&[0, 0], 1),
    ] {
        assert_eq!(integers(bytes, width, 1 << 20), None, "{bytes:?}");
    }
}

#[test]
fn a_dictionary_gives_each_text_once() {
    let mut decoder = Decoder::new(Form::Text, true, 3);
    decoder.dictionary(&[1, 0, 0, 0, b'a', 2, 0, 0, 0, b'b', b'c'], 2).unwrap();
    // Levels 1, 0, 1 as a packed group; then the numbers 1 and 0 of one bit.
    decoder.page(&[2, 0, 0, 0, 3, 0b101, 1, 3, 0b01], 3, Encoding::RLE_DICTIONARY).unwrap();
    let texts = decoder.finish().unwrap().texts();
    assert_eq!((0..3).map(|row| texts.get(row)).collect::<Vec<_>>(), [Some("bc"), None, Some("a")]);
    assert_eq!(texts.distinct(), 2);
}

#[test]
fn pages_that_do_not_add_up_are_refused() {
    let page = |rows, bytes: &[u8], count, encoding| {
        let mut decoder = Decoder::new(Form::Int32, false, rows);
        decoder.page(bytes, count, encoding).and_then(|()| decoder.finish()).is_ok()
    };
    assert!(page(1, &[1, 0, 0, 0], 1, Encoding::PLAIN));
    assert!(!page(1, &[1, 0, 0], 1, Encoding::PLAIN), "too short");
    assert!(!page(2, &[1, 0, 0, 0], 1, Encoding::PLAIN), "too few rows");
    assert!(!page(1, &[1, 0, 0, 0, 1, 0, 0, 0], 2, Encoding::PLAIN), "too many rows");
    assert!(!page(1, &[1, 2, 1], 1, Encoding::RLE_DICTIONARY), "no dictionary");
    assert!(!page(1, &[1, 0, 0, 0], 1, Encoding::BYTE_STREAM_SPLIT), "another encoding");
    let mut decoder = Decoder::new(Form::Int64, false, 1);
    decoder.dictionary(&7_i64.to_le_bytes(), 1).unwrap();
    assert!(decoder.dictionary(&7_i64.to_le_bytes(), 1).is_err(), "two dictionaries");
    assert!(decoder.page(&[1, 2, 1], 1, Encoding::RLE_DICTIONARY).is_err(), "a number beyond the dictionary");
}

/// Also where all texts together are text and each alone is not.
#[test]
fn what_is_no_text_is_refused() {
    let texts = |rows: usize, bytes: &[u8]| {
        let mut decoder = Decoder::new(Form::Text, false, rows);
        decoder.page(bytes, rows as u32, Encoding::PLAIN).unwrap();
        let texts = decoder.finish().ok()?.texts();
        Some((0..rows).map(|row| texts.get(row).unwrap().to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(texts(1, &[2, 0, 0, 0, 0xc3, 0xa9]), Some(vec!["é".to_owned()]));
    assert_eq!(texts(2, &[1, 0, 0, 0, b'a', 2, 0, 0, 0, 0xc3, 0xa9]), Some(vec!["a".to_owned(), "é".to_owned()]));
    assert_eq!(texts(1, &[1, 0, 0, 0, 0xff]), None);
    assert_eq!(texts(2, &[1, 0, 0, 0, 0xc3, 1, 0, 0, 0, 0xa9]), None);
}
