//! Runs, packed integers, dictionaries, and bytes that are none of these.

use super::*;

fn integers(bytes: &[u8], width: u8, count: usize) -> Option<Vec<u32>> {
    let mut all = Vec::new();
    bits::read(bytes, width, count, &mut all).ok()?;
    Some(all)
}

fn decoder(form: Form, nullable: bool, rows: usize) -> Decoder {
    // What the room was used for before leaves no trace.
    let words = TextRows { text: "a".to_owned(), ends: vec![1] };
    let texts = Texts { words, of: vec![0, NOTHING] };
    let integers = Integers { values: vec![7, 8], present: Some(vec![true, false]) };
    let old = if matches!(form, Form::Text) { texts.into() } else { integers.into() };
    Decoder::new(form, nullable, rows, old)
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

/// Of each width so many that most lie within eight bytes and the last ones do not.
#[test]
fn packed_integers_of_each_width_are_read() {
    for width in 1..=32_u8 {
        for groups in 1..12_usize {
            let mask = u32::MAX >> (32 - width);
            let expected: Vec<u32> = (1..=8 * groups as u32).map(|at| at.wrapping_mul(0x9e37_79b9) & mask).collect();
            let mut bytes = vec![0; usize::from(width) * groups];
            for (at, integer) in expected.iter().enumerate() {
                for bit in (0..usize::from(width)).filter(|bit| integer >> bit & 1 == 1) {
                    let place = at * usize::from(width) + bit;
                    bytes[place / 8] |= 1 << (place % 8);
                }
            }
            bytes.insert(0, (groups as u8) << 1 | 1);
            for count in [expected.len(), expected.len() - 5] {
                assert_eq!(integers(&bytes, width, count).as_deref(), Some(&expected[..count]), "{width} {groups}");
            }
            bytes.pop();
            assert_eq!(integers(&bytes, width, expected.len()), None);
        }
    }
}

/// A page in which no row lacks a cell, one in which some do, and one in which all do.
#[test]
fn integers_of_several_pages_stand_in_their_rows() {
    let mut decoder = decoder(Form::Int32, true, 7);
    decoder.dictionary(&[7, 0, 0, 0, 9, 0, 0, 0], 2).unwrap();
    decoder.page(&[2, 0, 0, 0, 4, 1, 1, 3, 0b10], 2, Encoding::RLE_DICTIONARY).unwrap();
    decoder.page(&[2, 0, 0, 0, 3, 0b101, 1, 3, 0b01], 3, Encoding::RLE_DICTIONARY).unwrap();
    decoder.page(&[2, 0, 0, 0, 2, 0], 1, Encoding::RLE_DICTIONARY).unwrap();
    decoder.page(&[2, 0, 0, 0, 2, 1, 5, 0, 0, 0], 1, Encoding::PLAIN).unwrap();
    let integers = decoder.finish().unwrap().integers();
    let all: Vec<Option<i64>> = (0..7).map(|row| integers.get(row)).collect();
    assert_eq!(all, [Some(7), Some(9), Some(9), None, Some(7), None, Some(5)]);
    assert_eq!(integers.values(), [7, 9, 9, 0, 7, 0, 5]);
}

/// Only a level of 1 says that there is a cell; a run can hold other numbers.
#[test]
fn a_level_that_is_none_gives_no_cell() {
    let mut decoder = decoder(Form::Int32, true, 2);
    decoder.dictionary(&[7, 0, 0, 0], 1).unwrap();
    decoder.page(&[2, 0, 0, 0, 4, 2], 2, Encoding::RLE_DICTIONARY).unwrap();
    let integers = decoder.finish().unwrap().integers();
    assert_eq!([0, 1].map(|row| integers.get(row)), [None, None]);
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
    let mut decoder = decoder(Form::Text, true, 3);
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
        let mut decoder = decoder(Form::Int32, false, rows);
        decoder.page(bytes, count, encoding).and_then(|()| decoder.finish()).is_ok()
    };
    assert!(page(1, &[1, 0, 0, 0], 1, Encoding::PLAIN));
    assert!(!page(1, &[1, 0, 0], 1, Encoding::PLAIN), "too short");
    assert!(!page(2, &[1, 0, 0, 0], 1, Encoding::PLAIN), "too few rows");
    assert!(!page(1, &[1, 0, 0, 0, 1, 0, 0, 0], 2, Encoding::PLAIN), "too many rows");
    assert!(!page(1, &[1, 2, 1], 1, Encoding::RLE_DICTIONARY), "no dictionary");
    assert!(!page(1, &[1, 0, 0, 0], 1, Encoding::BYTE_STREAM_SPLIT), "another encoding");
    let mut decoder = decoder(Form::Int64, false, 1);
    decoder.dictionary(&7_i64.to_le_bytes(), 1).unwrap();
    assert!(decoder.dictionary(&7_i64.to_le_bytes(), 1).is_err(), "two dictionaries");
    assert!(decoder.page(&[1, 2, 1], 1, Encoding::RLE_DICTIONARY).is_err(), "a number beyond the dictionary");
}

/// Also where all texts together are text and each alone is not.
#[test]
fn what_is_no_text_is_refused() {
    let texts = |rows: usize, bytes: &[u8]| {
        let mut decoder = decoder(Form::Text, false, rows);
        decoder.page(bytes, rows as u32, Encoding::PLAIN).unwrap();
        let texts = decoder.finish().ok()?.texts();
        Some((0..rows).map(|row| texts.get(row).unwrap().to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(texts(1, &[2, 0, 0, 0, 0xc3, 0xa9]), Some(vec!["é".to_owned()]));
    assert_eq!(texts(2, &[1, 0, 0, 0, b'a', 2, 0, 0, 0, 0xc3, 0xa9]), Some(vec!["a".to_owned(), "é".to_owned()]));
    assert_eq!(texts(1, &[1, 0, 0, 0, 0xff]), None);
    assert_eq!(texts(2, &[1, 0, 0, 0, 0xc3, 1, 0, 0, 0, 0xa9]), None);
}
