use super::*;

#[test]
fn one_text_has_one_form() {
    for (text, form) in [
        ("T-1\u{200B}", "T-1"),
        ("\u{202A}410102012001003\u{202C}", "410102012001003"),
        ("\u{1F}010102012", "010102012"),
        ("\t010102012001\t", "010102012001"),
        ("\u{2F79}格\u{2ED3}", "网格长"),
        ("惠\u{2EA0}社区", "惠民社区"),
        ("\u{31D0}号网格", "一号网格"),
        ("张　三", "张三"),
        ("张\r\n三", "张三"),
        ("惠民社区（ 北 ） 一 组", "惠民社区(北)一组"),
        ("惠民 A 座  2 楼", "惠民 A 座 2 楼"),
        ("ＸＳ－Ｔ０１", "XS-T01"),
        ("Ⅱ区①组", "II区1组"),
        ("e\u{301}", "é"),
        ("e\u{200B}\u{301}", "é"),
        ("龍\u{FE00}\u{F9C4}", "龍龍"),
        ("户数_x000D__x000a_", "户数"),
        ("网格_xFF08_一_xFF09_", "网格(一)"),
        ("_x005F_x000D_", ""),
        ("＿ｘ００４１＿", "A"),
        ("_x0_x0030_41_", "A"),
        ("_xD842__xDFB7_", "𠮷"),
        ("_xD842_", "_xD842_"),
        ("A_x_B_x12_", "A_x_B_x12_"),
        (" \u{200B}\u{FEFF}\u{A0} ", ""),
        ("_x3000_张三_x0041", "张三_x0041"),
    ] {
        assert_eq!(canonical(text), form, "{text:?}");
    }
}

#[test]
fn a_canonical_text_is_borrowed() {
    for text in
        ["", "T-1", "惠民社区", "XS_x-T01", "Zhang San", "一号楼 2 单元", "王·小五", "《物业》、“北”", "é", "𠮷"]
    {
        assert!(matches!(canonical(text), Cow::Borrowed(same) if same == text), "{text:?}");
    }
    assert!(matches!(canonical("　T-1\r\n"), Cow::Borrowed("T-1")));
    assert!(matches!(heading_key(" 网格编号"), Cow::Borrowed("网格编号")));
    assert!(matches!(canonical("T-1\u{200B}"), Cow::Owned(_)));
}

#[test]
fn headings_have_neither_case_nor_spaces() {
    for (text, key) in [
        ("Grid Code", "gridcode"),
        ("ＧＲＩＤ＿ＣＯＤＥ", "grid_code"),
        ("网格长 姓 名（ 必填 ）", "网格长姓名(必填)"),
        ("户数\n(户)", "户数(户)"),
        ("_X00 41_", "a"),
        ("_x00_x0020_41_", "a"),
    ] {
        assert_eq!(heading_key(text), key, "{text:?}");
    }
}

#[test]
fn deeply_nested_escapes_take_linear_time() {
    let deep = format!("{}0{}", "_x003".repeat(200_000), "_".repeat(200_000));
    assert_eq!(canonical(&deep), "0");
    let long = format!("_{}", "x005F_".repeat(200_000));
    assert_eq!(canonical(&long), "_");
}

#[test]
fn every_character_alone_and_between_others_has_a_form_of_its_own_form() {
    // Of the many characters that are as they are only some.
    let is_plain = |c: &char| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7FF}' | '\u{E000}'..='\u{F8FF}');
    for c in ('\0'..='\u{32FFF}').filter(|c| u32::from(*c) % 97 == 0 || (*c < '\u{20000}' && !is_plain(c))) {
        for text in [c.to_string(), format!("e{c}三"), format!("_x{:04X}_ \u{301}", u32::from(c))] {
            for form in [canonical, heading_key] {
                let once = form(&text).into_owned();
                assert_eq!(form(&once), once, "{text:?}");
            }
        }
        let form = canonical(c.encode_utf8(&mut [0; 4])).into_owned();
        assert!(!form.contains(is_invisible) && !form.starts_with(is_space), "{c:?} gives {form:?}");
    }
}

#[test]
fn what_two_texts_differ_in_is_told() {
    use Difference::{Case, Compatibility, Escape, FullWidth, Invisible, Radical, Space};
    let cases: [(&str, &str, &[Difference]); 13] = [
        ("T-1", "T-1", &[]),
        ("T-1\u{200B}", "T-1", &[Invisible]),
        ("Ｔ-1 ", "T-1 ", &[FullWidth]),
        ("张 三", "张三", &[Space]),
        ("张　三", "张 三", &[Space]),
        ("惠⺠", "惠民", &[Radical]),
        ("⼀号", "一号", &[Radical]),
        ("A_x000D_", "A", &[Space, Escape]),
        ("_x0041_B", "_x0041_ B", &[Space]),
        ("①组", "1组", &[Compatibility]),
        ("e\u{301}", "é", &[Compatibility]),
        ("\u{FEFF}Ｔ- 1", "T- 1\r\n", &[Invisible, FullWidth, Space]),
        ("Grid Code", "gridcode", &[Space, Case]),
    ];
    for (one, other, told) in cases {
        for (one, other) in [(one, other), (other, one)] {
            let found = differences(one, other).map(|all| all.iter().collect::<Vec<_>>());
            assert_eq!(found.as_deref(), Some(told), "{one:?} {other:?}");
        }
    }
    assert_eq!(differences("_x000D_A", "_x000A_A").map(|all| all.contains(Escape)), Some(true));
    assert_eq!(differences("T-1", "T-2"), None);
}

#[cfg(feature = "proptest")]
mod properties {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::super::*;

    /// Texts that are likely to be changed.
    fn texts() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            any::<char>().prop_map(String::from),
            "[ -~]{1,3}",
            "[张三网格一民（）、，]",
            "_x[0-9a-fA-F]{4}_",
            proptest::sample::select(vec![
                " ", "　", "\n", "\t", "\u{200B}", "\u{FEFF}", "\u{202C}", "\u{FE0F}", "_", "x", "＿", "ｘ", "０",
                "４１", "⺠", "⼀", "\u{301}", "\u{308}", "¨", "e", "İ", "Σ", "ß", "\u{1100}", "\u{1161}", "\u{3164}",
                "_xD842_", "_xDFB7_",
            ])
            .prop_map(str::to_owned),
        ];
        proptest::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn the_form_of_a_form_is_itself(text in texts()) {
            for form in [canonical, heading_key] {
                let once = form(&text).into_owned();
                prop_assert_eq!(form(&once), once.as_str());
                prop_assert!(matches!(form(&once), Cow::Borrowed(_)));
            }
        }

        #[test]
        fn invisible_ornaments_and_spaces_around_change_nothing(text in texts(), at in any::<proptest::sample::Index>()) {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (before, after) = text.split_at(places[at.index(places.len())]);
            let ornate = format!("\u{3000}{before}\u{200B}{after}\r\n");
            prop_assert_eq!(canonical(&ornate), canonical(&text));
            let found = differences(&ornate, &text).expect("they are one");
            prop_assert!(!found.is_empty());
        }

        #[test]
        fn texts_of_one_form_are_told_apart_by_something(one in texts(), other in texts()) {
            let is_one = heading_key(&one) == heading_key(&other);
            prop_assert_eq!(differences(&one, &other).is_some(), is_one);
            let form = canonical(&one).into_owned();
            let found = differences(&one, &form).expect("they are one");
            prop_assert_eq!(found.is_empty(), one == form);
        }
    }
}
