use super::*;

fn code(digits: &str) -> DivisionCode {
    digits.parse().unwrap()
}

#[test]
fn levels_and_parents_follow_the_digits() {
    let mut above = Some(code("410102012001"));
    let mut seen = Vec::new();
    while let Some(division) = above {
        seen.push((division.to_string(), division.level()));
        above = division.parent();
    }
    let expected = [("410102012001", 4), ("410102012", 3), ("410102", 2), ("4101", 1), ("41", 0)];
    assert_eq!(seen, expected.map(|(digits, level)| (digits.to_owned(), DivisionLevel::ALL[level])));
    for level in DivisionLevel::ALL {
        assert_eq!(code("410102012001").at(level).unwrap().level(), level);
    }
    assert_eq!(code("41").at(DivisionLevel::County), None);
}

#[test]
fn classes_are_ranges_of_three_digits() {
    use TownshipClass::{EnterpriseLike, Subdistrict, Town, Township};
    let cases = [
        ("410102001", Some(Subdistrict)),
        ("410102099", Some(Subdistrict)),
        ("410102100", Some(Town)),
        ("410102199", Some(Town)),
        ("410102200", Some(Township)),
        ("410102399", Some(Township)),
        ("410102400", Some(EnterpriseLike)),
        ("410102599", Some(EnterpriseLike)),
        ("410102000", None),
        ("410102600", None),
        ("410102", None),
        ("410102012001", Some(Subdistrict)),
    ];
    for (digits, class) in cases {
        assert_eq!(code(digits).class(), class, "{digits}");
    }
    assert_eq!(TownshipClass::of_name("须水街道"), Some(Subdistrict));
    assert_eq!(TownshipClass::of_name("城关镇"), Some(Town));
    assert_eq!(TownshipClass::of_name("马祖乡"), None);
}

#[test]
fn errors_say_what_is_wrong() {
    let message = |text: &str| text.parse::<DivisionCode>().unwrap_err().to_string();
    assert_eq!(message("4"), "`4` has 1 digit; a division code has 2, 4, 6, 9 or 12");
    assert_eq!(message(""), "`` has 0 digits; a division code has 2, 4, 6, 9 or 12");
    assert_eq!(message("4101O2"), "`4101O2` has `O` where digit 5 should be; a division code is of digits only");
    assert_eq!(message("４１"), "`４１` has `４` where digit 1 should be; a division code is of digits only");
    assert_eq!(message("001"), "`001` has 3 digits; a division code has 2, 4, 6, 9 or 12");
    assert_eq!(message("0012"), "`0012` begins with 00, which is no province");
}

#[test]
fn codes_sort_as_text_and_hold_what_lies_below() {
    assert!(code("41") < code("4101") && code("4101") < code("42"));
    assert!(code("4101").holds(code("410102012")) && code("41").holds(code("41")));
    assert!(!code("410102012").holds(code("4101")));
    assert_eq!(serde_json::to_string(&code("4101")).unwrap(), r#""4101""#);
    assert_eq!(serde_json::from_str::<DivisionCode>(r#""4101""#).unwrap(), code("4101"));
    assert!(serde_json::from_str::<DivisionCode>(r#""41x1""#).is_err());
    assert_eq!(format!("{:?} {:>6}", code("41"), code("41")), "DivisionCode(41)     41");
}
