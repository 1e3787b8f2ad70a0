use super::*;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn a_decimal_is_written_back_as_it_was() {
    for text in ["0", "7", "-7", "3244.52", "3244.50", "0.05", "-0.05", "9223372036854775807", "-9223372036854775808"] {
        assert_eq!(decimal(text).to_string(), text);
    }
    assert_eq!(format!("{:>8}|{:<8}|", decimal("-1.50"), decimal("2")), "   -1.50|2       |");
}

#[test]
fn what_is_no_number_is_refused() {
    for text in ["", "-", ".", "1.", ".5", "1e3", "+1", " 1", "1,000", "１", "--1", "1.2.3", "NaN"] {
        assert_eq!(text.parse::<Decimal>(), Err(ParseDecimalError::NotANumber(text.to_owned())), "{text:?}");
    }
    assert_eq!(
        "9223372036854775808".parse::<Decimal>(),
        Err(ParseDecimalError::Overflow("9223372036854775808".into()))
    );
    assert!(matches!("0.1234567890123456789".parse::<Decimal>(), Err(ParseDecimalError::TooManyDigits(_))));
    let long = "x".repeat(1000).parse::<Decimal>().unwrap_err().to_string();
    assert!(long.len() < 200, "an excerpt only: {long}");
}

#[test]
fn equality_and_order_are_those_of_numbers() {
    use std::hash::{BuildHasher, RandomState};

    assert_eq!(decimal("3.50"), decimal("3.5"));
    let hasher = RandomState::new();
    assert_eq!(hasher.hash_one(decimal("3.50")), hasher.hash_one(decimal("3.5")));
    assert_eq!(hasher.hash_one(decimal("0.00")), hasher.hash_one(decimal("0")));
    assert!(decimal("-1") < decimal("-0.99"));
    assert!(decimal("9223372036854775807") > decimal("0.000000000000000001"));
}

#[test]
fn rescaling_never_loses_a_digit() {
    assert_eq!(decimal("3.50").rescale(1).map(Decimal::units), Ok(35));
    assert_eq!(decimal("3.5").rescale(3).map(Decimal::units), Ok(3500));
    assert!(matches!(decimal("3.55").rescale(1), Err(RescaleError::BeyondScale { scale: 1, .. })));
    assert!(matches!(decimal("9223372036854775807").rescale(1), Err(RescaleError::Overflow { .. })));
}

#[test]
fn arithmetic_is_exact_or_an_error() {
    assert_eq!(decimal("1.5").checked_add(decimal("2.25")), Ok(decimal("3.75")));
    assert_eq!(decimal("1.5").checked_sub(decimal("2.25")), Ok(decimal("-0.75")));
    assert_eq!(decimal("1.5").checked_mul(-3), Ok(decimal("-4.5")));
    let most = decimal("9223372036854775807");
    assert_eq!(most.checked_add(1.into()), Err(OverflowError));
    assert_eq!(decimal("-9223372036854775808").checked_sub(1.into()), Err(OverflowError));
    assert_eq!(most.checked_mul(2), Err(OverflowError));
}

#[test]
fn quotients_round_halves_away_from_zero() {
    let quotient = |a: &str, b: &str, scale| decimal(a).checked_div(decimal(b), scale).unwrap().map(|q| q.to_string());
    assert_eq!(quotient("38000", "262", 2).as_deref(), Some("145.04"));
    assert_eq!(quotient("1", "8", 2).as_deref(), Some("0.13"));
    assert_eq!(quotient("-1", "8", 2).as_deref(), Some("-0.13"));
    assert_eq!(quotient("1", "-3", 0).as_deref(), Some("0"));
    assert_eq!(quotient("-2", "-4", 0).as_deref(), Some("1"));
    assert_eq!(quotient("52", "24", 2).as_deref(), Some("2.17"));
    assert_eq!(quotient("1", "0.00", 2), None);
    assert_eq!(decimal("9223372036854775807").checked_div(decimal("0.1"), 0), Err(OverflowError));
}

#[test]
fn integers_are_numbers_in_json_and_decimals_text() {
    assert_eq!(serde_json::to_string(&[decimal("64"), decimal("3244.52")]).unwrap(), r#"[64,"3244.52"]"#);
    let read: Vec<Decimal> = serde_json::from_str(r#"[64, -3, "3244.52"]"#).unwrap();
    assert_eq!(read, [decimal("64"), decimal("-3"), decimal("3244.52")]);
    assert!(serde_json::from_str::<Decimal>("1.5").is_err(), "a float is not exact");
    assert!(serde_json::from_str::<Decimal>("9223372036854775808").unwrap_err().to_string().contains("overflows"));
}
