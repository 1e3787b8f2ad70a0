use super::*;
use crate::ledger::workbook::{Day, Formatted};

fn day() -> Cell {
    Cell::Date(Day::new(2025, 3, 1).unwrap())
}

fn code_of(cell: impl Into<Cell>) -> Result<String, String> {
    code(&cell.into()).map(|read| read.text.into_owned()).map_err(|problem| problem.to_string())
}

#[test]
fn codes_are_told_from_what_spreadsheets_make_of_them() {
    for (cell, code) in [
        (Cell::from(410_102_012.0), "410102012"),
        (Cell::from(" ４１０１０２ "), "410102"),
        (Cell::from("'00１ "), "00１ "),
        (Cell::from("1E5"), "1E5"),
        (Cell::from("G-1"), "G-1"),
    ] {
        assert_eq!(code_of(cell), Ok(code.to_owned()));
    }
    for (cell, message) in [
        (Cell::from("4.10102E+11"), "`4.10102E+11` was a code"),
        (Cell::from(41_010_201_200_100_300.0), "`41010201200100300` was a code"),
        (Cell::from(1.5), "`1.5` stands as a number"),
        (
            day(),
            "a date, shown as `2025-03-01`, stands here; a spreadsheet may have made it of `3-1`, `03-01`, `25-3-1`, `25-03-01`,",
        ),
        (Cell::Error("#REF!".into()), "`#REF!` is what a formula gave"),
        (Formatted::new(12.0, "12.00").into(), "a number, shown as `12.00`, stands here"),
    ] {
        let error = code_of(cell).expect_err("it is no code");
        assert!(error.starts_with(message), "{error}");
    }
}

fn number_of(cell: impl Into<Cell>) -> Result<Option<Written<Decimal>>, CellProblem> {
    number(&cell.into(), &NameWords::default()).map(|read| read.value)
}

#[test]
fn numbers_have_fifteen_digits_and_may_stand_as_text() {
    for (cell, expected) in [
        (Cell::from(64.0), "64"),
        (Cell::from(0.1 + 0.2), "0.3"),
        (Cell::from(3244.52), "3244.52"),
        (Cell::from("１，２３４.5"), "1234.5"),
        (Cell::from("1,234,567"), "1234567"),
        (Cell::from("-1,234"), "-1234"),
        (Cell::from("420户"), "420"),
        (Cell::from("420.0"), "420"),
        (Cell::from("420.50"), "420.50"),
        (Cell::from("三百二十"), "320"),
        (Cell::from("1.2万"), "12000"),
        (Cell::from("'1,234"), "1,234"),
    ] {
        let read = number_of(cell).expect("a number").expect("a value");
        assert_eq!(read.to_string(), expected);
    }
    assert!(matches!(number_of("1,234"), Ok(Some(Written::Known(_)))));
    assert!(matches!(number_of("'1,234"), Ok(Some(Written::Unknown(_)))), "what is literal stays as it is");
    for nothing in ["—", "无", "不详", "nan", "/"] {
        assert_eq!(number_of(nothing), Ok(None), "{nothing} is no 0");
    }
    let date = number_of(day()).expect_err("a date is no number").to_string();
    assert!(date.contains("the file holds 45717, or a spreadsheet may have made it of `3-1`"), "{date}");
}

#[test]
fn what_is_no_exact_number_is_refused_with_what_is_understood() {
    for (text, why) in [
        ("12,34", "it may be 1234 or 12.34 or 12 | 34"),
        ("约3000", "it is not exact"),
        ("380余", "it is not exact"),
        ("12-15", "it is not exact"),
        ("420①", "it has a sign such as ①"),
        ("③", "it has a sign such as ①"),
        ("420(不含出租30)", "the remark `不含出租30` may change the number"),
        ("几户", "it does not say how many"),
        ("abc", "it is no number"),
        ("TRUE", "it is no number"),
    ] {
        let error = number_of(text).expect_err(text).to_string();
        assert!(error.starts_with(&format!("`{text}` is not taken as a number: {why}")), "{error}");
        assert!(error.ends_with("such as 420, 1,234, 420户, 1.2万 or 三百二十, or 无 or — for none"), "{error}");
    }
    assert!(number_of(true).is_err());
    let error = number_of("#N/A").expect_err("an error value").to_string();
    assert!(error.starts_with("`#N/A` is what a formula gave"), "{error}");
}

#[test]
fn figures_may_be_bounded_in_chinese() {
    for (cell, expected) in [
        (Cell::from(52.0), "52"),
        (Cell::from("38,000余"), "at least 38000"),
        (Cell::from("38000余户"), "at least 38000"),
        (Cell::from("3.8万余户"), "at least 38000"),
        (Cell::from("3.8万"), "38000"),
        (Cell::from("超过38000"), "at least 38000"),
        (Cell::from("近500"), "at most 500"),
        (Cell::from("近500户"), "at most 500"),
        (Cell::from("12-15"), "12 to 15"),
        (Cell::from("at least 5"), "at least 5"),
        (Cell::from("约500"), "约500"),
    ] {
        assert_eq!(figure(&cell).map(|written| written.to_string()), Ok(expected.to_owned()));
    }
    let about = figure_of(&Cell::from("约3.8万"), &NameWords::default()).expect_err("no bound").to_string();
    assert!(about.contains("it says about how many, which is no bound; write 近 or 不足"), "{about}");
    assert_eq!(figure_of(&Cell::from("—"), &NameWords::default()).map(|read| read.value), Ok(None));
}

#[test]
fn point_zero_behind_a_whole_number_is_no_part_of_a_code() {
    let cell = Cell::from("410102012.0");
    let read = code(&cell).expect("a code");
    assert_eq!((read.text.as_ref(), read.is_point_zero_dropped), ("410102012", true));
    for other in ["T.0", "1.20", "1.0.0", "'410102012.0"] {
        let cell = Cell::from(other);
        let read = code(&cell).expect("a code");
        assert_eq!((read.text.as_ref(), read.is_point_zero_dropped), (other.trim_start_matches('\''), false));
    }
}

#[test]
fn short_decimals_are_those_that_their_digits_say() {
    let units = (-2_000..2_000).map(f64::from).chain([1e14, 999_999_999_999_999.0, 1e15, 9e15, 123_456_789_012_345.0]);
    for number in units.flat_map(|units| [1.0, 10.0, 100.0, 1_000.0, 1e4, 1e5, 3.0].map(|by| units / by)) {
        let Some(decimal) = short_decimal(number) else { continue };
        assert_eq!(decimal.to_string().parse::<f64>(), Ok(number));
        assert_eq!(Written::read(&decimal_text(number)), Written::Known(decimal), "{number}");
        assert_eq!(decimal.to_string(), decimal_text(number), "no digit more");
    }
    assert_eq!([0.1 + 0.2, 1e300, f64::NAN].map(short_decimal), [None; 3]);
    assert_eq!(short_decimal(-0.0), Some(Decimal::from(0)));
    assert_eq!(short_decimal(3_244.52), Some(Decimal::from_units(324_452, 2)));
}

#[test]
fn a_number_that_shows_as_something_else_is_no_code() {
    for (number, shown, message) in [
        (2_000.0, "2.00E+03", "a number, shown as `2.00E+03`, stands here; it may have been `2E3` or `2000`; format"),
        (0.85, "85%", "a number, shown as `85%`, stands here; it may have been `85%` or `0.85`; format"),
        (0.0625, "1:30", "a number, shown as `1:30`, stands here; it may have been `1:30` or `01:30`; format"),
        (
            2e15,
            "2.00E+15",
            "a number, shown as `2.00E+15`, stands here; it may have been `2E15` or `2000000000000000`, or a longer code",
        ),
        (4.101_020_12e17, "4.10E+17", "`410102012000000000` was a code before a spreadsheet"),
    ] {
        let error = code_of(Formatted::new(number, shown)).unwrap_err();
        assert!(error.starts_with(message), "{error}");
    }
    // In a column of numbers it is the number, unless a time is shown.
    let read = |number, shown| {
        number_of(Formatted::new(number, shown)).map(|written| written.map(|written| written.to_string()))
    };
    assert_eq!(read(38_000.0, "3.8万"), Ok(Some("38000".to_owned())));
    assert_eq!(read(0.85, "85%"), Ok(Some("0.85".to_owned())));
    let time = read(0.0625, "1:30").unwrap_err().to_string();
    assert!(time.contains("shown as `1:30`, stands here in the place of a number; the file holds 0.0625"), "{time}");
}
