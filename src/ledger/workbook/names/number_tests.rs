use super::*;

#[test]
fn numbers_of_people_are_found() {
    let kinds = |text: &str| find(&glyphs(text)).into_iter().map(|found| found.kind).collect::<Vec<_>>();
    for mobile in [
        "13800000000",
        "138 0000 0000",
        "138-0000-0000",
        "+8613800000000",
        "+86 138 0000 0000",
        "8613800000000",
        "008613800000000",
        "(+86)13800000000",
        "138****0000",
    ] {
        assert_eq!(kinds(mobile), [NumberKind::Mobile], "{mobile}");
        assert_eq!(without_numbers(&format!("张三{mobile}")), "张三…", "{mobile}");
    }
    for telephone in [
        "0371-67890000",
        "037167890000",
        "(0371)67890000",
        "010 67890000",
        "67890000",
        "6789000",
        "400-800-0000",
        "0371-67890000转801",
    ] {
        assert_eq!(kinds(telephone), [NumberKind::Telephone], "{telephone}");
        assert_eq!(without_numbers(&format!("张三{telephone}")), "张三…", "{telephone}");
    }
    for identity in ["410102199001011234", "41010219900101123X", "410102199001011", "410102********1234", "E12345678"] {
        assert_eq!(kinds(identity), [NumberKind::Identity], "{identity}");
    }
    assert_eq!(kinds("13800000000 13900000000"), [NumberKind::Mobile, NumberKind::Mobile]);
    assert_eq!(kinds("13800000000/67890000"), [NumberKind::Mobile, NumberKind::Telephone]);
    assert_eq!(without_numbers("张三 手机号码：13800000000"), "张三 …".trim_end());
    for none in ["张三1", "3号楼", "张三12", "1.张三"] {
        assert_eq!(kinds(none), [], "{none}");
    }
}
