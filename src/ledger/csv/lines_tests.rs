use std::io::{Seek, Write};

use super::*;

fn told(text: TableText<'_>) -> Option<String> {
    let mut records = Vec::new();
    let take = |line: u32, cells: &[&str]| {
        records.push(format!("{line} {}", cells.join("|")));
        Ok(())
    };
    for_each_record(text, take).ok()?;
    Some(records.join("; "))
}

/// The records of a text, which are the same from a file.
fn records(text: &str) -> Option<String> {
    let whole = told(TableText::Whole(text));
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.rewind().unwrap();
    assert_eq!(told(TableText::File(file, text.len() as u64)), whole, "{text:?}");
    whole
}

#[test]
fn lines_are_records_until_a_quote_appears() {
    for (text, expected) in [
        ("a,b\n\n1,\r\n,2", "1 a|b; 3 1|; 4 |2"),
        ("\u{feff}a\n\n\n", "1 a"),
        ("a,b\n1,\"x\ny\"\r\n\r\n2,\"\"\n\"\"\n3,z", "1 a|b; 2 1|x\ny; 5 2|; 6 ; 7 3|z"),
        ("\n\"a\",b\nc\"d,e", "2 a|b; 3 c\"d|e"),
        ("a,b,", "1 a|b|"),
        ("", ""),
    ] {
        assert_eq!(records(text).as_deref(), Some(expected), "{text:?}");
    }
    for refused in ["a\rb", "a\r", "a\r\r\n", "\u{feff}\u{feff}a"] {
        assert_eq!(records(refused), None, "{refused:?}");
    }
}

#[test]
fn a_file_of_several_blocks_has_all_its_records() {
    let lines: String = (0..BLOCK / 4).flat_map(|at| [at.to_string(), ",街道\r\n".to_owned()]).collect();
    let long = format!("{},街", "道".repeat(BLOCK));
    for text in [lines.clone(), format!("{lines}{long}\n{lines}"), format!("{lines}{long}\n\"1\n\",2\n{lines}")] {
        let records = records(&text).unwrap();
        assert_eq!(records.matches('|').count(), text.matches(',').count());
    }
}

#[test]
fn a_file_that_is_too_long_or_no_utf8_is_refused() {
    for (bytes, most) in [(&b"a,b\n1,2"[..], 6), (b"a,b\n\"1\",2", 8), (b"a,b\n\xff,2", 100), (b"a\n\"\xff\"", 100)] {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file.rewind().unwrap();
        assert_eq!(told(TableText::File(file, most)), None, "{bytes:?}");
    }
}
