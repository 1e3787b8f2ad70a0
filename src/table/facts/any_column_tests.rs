use super::*;

/// A list of texts whose levels are those of an optional list of optional texts.
fn lists(rows: &[Option<&[Option<&str>]>]) -> AnyColumn {
    let mut column = AnyColumn::empty(Physical::BYTE_ARRAY, 3, 1);
    let mut push = |repetition, definition, text: Option<&str>| {
        column.repetition.push(repetition);
        column.definition.push(definition);
        if let (Values::Bytes(texts), Some(text)) = (&mut column.values, text) {
            texts.push(text.as_bytes());
        }
    };
    for row in rows {
        match row {
            None => push(0, 0, None),
            Some([]) => push(0, 1, None),
            Some(texts) => {
                for (at, text) in texts.iter().enumerate() {
                    push(i16::from(at > 0), 2 + i16::from(text.is_some()), *text);
                }
            }
        }
    }
    column.rows = rows.len();
    column
}

fn same(one: &AnyColumn, other: &AnyColumn) -> bool {
    format!("{one:?}") == format!("{other:?}")
}

#[test]
fn rows_of_lists_are_taken_whole() {
    let rows: [Option<&[Option<&str>]>; 4] =
        [Some(&[Some("a"), None, Some("bc")]), None, Some(&[]), Some(&[Some("d")])];
    let column = lists(&rows);
    let mut taken = column.emptied();
    taken.extend(&column, &column.starts(), &[3, 1, 0, 2, 0]);
    assert!(same(&taken, &lists(&[rows[3], rows[1], rows[0], rows[2], rows[0]])));
    assert_eq!(taken.rows(), 5);
}

#[test]
fn rows_with_nulls_are_taken_with_them() {
    let column = |values: &[Option<i64>]| {
        let mut column = AnyColumn::flat(Physical::INT64, true);
        for value in values {
            column.push_integer(*value);
        }
        column
    };
    let from = column(&[None, Some(1), None, Some(2)]);
    let mut to = column(&[Some(9)]);
    to.extend(&from, &from.starts(), &[3, 2, 1]);
    assert!(same(&to, &column(&[Some(9), Some(2), None, Some(1)])));
    assert_eq!(to.integers().collect::<Vec<_>>(), [Some(9), Some(2), None, Some(1)]);
    assert_eq!(to.bytes(), 3 * 8 + 4 * 2);
    let mut texts = AnyColumn::flat(Physical::BYTE_ARRAY, true);
    for text in [Some("须"), None, Some("")] {
        texts.push_text(text);
    }
    assert_eq!(texts.texts().collect::<Vec<_>>(), [Some("须".as_bytes()), None, Some(&[][..])]);
}
