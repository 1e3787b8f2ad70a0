use super::*;

#[test]
fn sums_keep_what_is_known() {
    let sum = |a: Figure, b: Figure| a.checked_add(b).unwrap();
    assert_eq!(sum(Figure::exact(1), Figure::exact(2)), Figure::exact(3));
    assert_eq!(sum(Figure::exact(1), Figure::at_least(2)), Figure::at_least(3));
    assert_eq!(sum(Figure::at_most(1), Figure::exact(2)), Figure::at_most(3));
    assert_eq!(sum(Figure::at_most(1), Figure::at_least(2)), Figure::UNKNOWN);
    assert_eq!(sum(Figure::exact(1), Figure::UNKNOWN), Figure::UNKNOWN);
    assert_eq!(Figure::exact(i64::MAX).checked_add(Figure::exact(1)), Err(OverflowError));
}

#[test]
fn claims_are_proved_refuted_or_left_open() {
    use Verdict::{False, True, Undecidable};
    assert_eq!(Figure::exact(52).reaches(Figure::exact(52)), True);
    assert_eq!(Figure::exact(24).reaches(Figure::exact(52)), False);
    assert_eq!(Figure::at_least(52).reaches(Figure::exact(52)), True);
    assert_eq!(Figure::at_least(51).reaches(Figure::exact(52)), Undecidable);
    assert_eq!(Figure::at_most(51).reaches(Figure::at_least(52)), False);
    assert_eq!(Figure::exact(618).reaches(Figure::UNKNOWN), Undecidable);
    assert!(Undecidable.is_possible() && True.is_possible() && !False.is_possible());
    assert_eq!(Verdict::from(true), True);
    assert_eq!(Verdict::from(false), False);
}

#[test]
fn shares_need_an_exact_positive_whole() {
    assert_eq!(
        Figure::at_least(38_000).per(Figure::exact(262), 2).unwrap(),
        Figure::at_least("145.04".parse::<Decimal>().unwrap())
    );
    for whole in [Figure::UNKNOWN, Figure::at_least(3), Figure::exact(0), Figure::exact(-1)] {
        assert_eq!(Figure::exact(1).per(whole, 2).unwrap(), Figure::UNKNOWN, "{whole}");
    }
    assert_eq!(Figure::at_most(3).checked_mul(24).unwrap(), Figure::at_most(72));
}

#[test]
fn bounds_allow_what_lies_within() {
    let band = Figure::between(300, 500).unwrap();
    assert!(band.allows(300.into()) && band.allows(500.into()));
    assert!(!band.allows(299.into()) && !band.allows(501.into()));
    assert!(Figure::UNKNOWN.allows(0.into()));
    assert_eq!(Figure::between(2, 1), None);
    assert_eq!((band.low(), band.high()), (Some(300.into()), Some(500.into())));
}

#[test]
fn figures_are_written_as_ledgers_write_them() {
    let cases = [
        ("52", Figure::exact(52), "52"),
        (r#"{"at_least":38000}"#, Figure::at_least(38_000), "at least 38000"),
        (r#"{"at_most":5}"#, Figure::at_most(5), "at most 5"),
        (r#"{"at_least":1,"at_most":5}"#, Figure::between(1, 5).unwrap(), "1 to 5"),
        ("{}", Figure::UNKNOWN, "unknown"),
        (r#""12.50""#, Figure::exact("12.5".parse::<Decimal>().unwrap()), "12.50"),
    ];
    for (json, figure, words) in cases {
        let read: Figure = serde_json::from_str(json).unwrap();
        assert_eq!(read, figure, "{json}");
        assert_eq!(serde_json::to_string(&read).unwrap(), json);
        assert_eq!(read.to_string(), words);
        assert_eq!(words.parse(), Ok(figure), "words are read back");
    }
    for wrong in [r#"{"about":5}"#, r#"{"at_least":6,"at_most":5}"#, "1.5", "null", "[1]"] {
        assert!(serde_json::from_str::<Figure>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn bounds_may_be_signs() {
    assert_eq!(">=38000".parse(), Ok(Figure::at_least(38_000)));
    assert_eq!("≥ 38000".parse(), Ok(Figure::at_least(38_000)));
    assert_eq!("<=5".parse(), Ok(Figure::at_most(5)));
    for wrong in ["", "about 5", "at least", ">5", "5 to 1", "1 to x"] {
        assert!(wrong.parse::<Figure>().is_err(), "{wrong}");
    }
}
