use std::sync::Arc;

use super::*;
use crate::ledger::workbook::number_format::NumberFormat;

fn format(code: &str) -> Arc<NumberFormat> {
    Arc::new(NumberFormat::of_code(code, false).unwrap())
}

fn day(serial: f64, code: &str) -> Vec<String> {
    of_day(&Day::from_number(serial, &format(code)).unwrap())
}

#[test]
fn what_was_typed_is_among_what_is_possible() {
    for (serial, code, typed) in [
        (36_925.0, "yyyy/m/d", "1-2-3"),
        (36_925.0, "yyyy-mm-dd", "01-02-03"),
        (36_925.0, "m/d/yyyy", "2-3-1"),
        (36_925.0, "m/d/yyyy", "1-2-3"),
        (11_749.0, "mmm-yy", "3-32"),
        (11_749.0, "mmm-yy", "1932-3"),
        (11_749.0, "yyyy\"年\"m\"月\"", "3-32"),
        (45_717.0, "m\"月\"d\"日\"", "3-1"),
        (45_717.0, "m\"月\"d\"日\"", "03-01"),
        (45_717.0, "d-mmm", "3-1"),
        (45_717.0, "d-mmm", "1-3"),
        (45_717.0, "m-d", "3-1"),
        (45_717.0, "yyyy\"年\"m\"月\"", "2025-3"),
        (45_717.0, "mmm-yy", "2025-3"),
        (45_717.0, "yyyy-mm-dd hh:mm:ss", "2025-3-1"),
    ] {
        let possible = day(serial, code);
        assert!(possible.iter().any(|text| text == typed), "{typed} is not among {possible:?}");
    }
    for (number, code, typed) in [
        (2_000.0, "0.00E+00", "2E3"),
        (2_000.0, "0.00E+00", "2000"),
        (12_000.0, "0.00E+00", "12E3"),
        (12_000.0, "0.00E+00", "1.2E4"),
        (20.0, "0.00E+00", "2E1"),
        (2e15, "0.00E+00", "2E15"),
        (0.0625, "h:mm", "1:30"),
        (0.0625, "h:mm", "01:30"),
        (1.0625, "[h]:mm:ss", "25:30"),
        (0.0625, "h:mm AM/PM", "1:30"),
        (0.85, "0%", "85%"),
        (0.85, "0%", "0.85"),
        (3.0, "0\"号楼\"", "3号楼"),
        (3.0, "0\"号楼\"", "3"),
    ] {
        let possible = of_number(&Formatted::by(number, &format(code)));
        assert!(possible.iter().any(|text| text == typed), "{typed} is not among {possible:?}");
    }
}

#[test]
fn what_no_spreadsheet_would_have_made_of_it_is_not() {
    // `3-25` would be a day of March.
    assert!(!day(45_717.0, "mmm-yy").iter().any(|text| text == "3-25"));
    // A month is no day.
    assert_eq!(day(45_717.0, "yyyy\"年\"m\"月\""), ["2025-3", "2025-03", "3-2025", "2025年3月"]);
    assert_eq!(of_number(&Formatted::by(2_000.0, &format("0.00E+00"))), ["2E3", "2000"]);
    // Nobody writes a code of twelve digits with an exponent.
    assert_eq!(of_number(&Formatted::by(410_102_012_001.0, &format("0.00E+00"))), ["410102012001"]);
}

#[test]
fn without_a_format_every_form_is_possible() {
    let possible = of_day(&Day::new(2025, 3, 1).unwrap());
    for typed in ["3-1", "25-3-1", "2025-3-1", "2025-03-01"] {
        assert!(possible.iter().any(|text| text == typed), "{typed} is not among {possible:?}");
    }
}
