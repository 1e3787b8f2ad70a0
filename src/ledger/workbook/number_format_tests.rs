use super::*;

fn shown(code: &str, number: f64) -> String {
    let format = NumberFormat::of_code(code, false).unwrap_or_else(|| panic!("{code} shows more than digits"));
    format.show(number).into_owned()
}

#[test]
fn numbers_are_shown_as_spreadsheets_show_them() {
    for (code, number, text) in [
        ("0.00E+00", 2_000.0, "2.00E+03"),
        ("0.00E+00", 2e15, "2.00E+15"),
        ("0.00E+00", 9_999_999.0, "1.00E+07"),
        ("0.00E+00", -0.000_12, "-1.20E-04"),
        ("0.00E+00", 0.0, "0.00E+00"),
        ("0E-0", 2_000.0, "2E3"),
        ("##0.0E+0", 12_345.0, "12.3E+3"),
        ("0%", 0.85, "85%"),
        ("0.0%", 0.1234, "12.3%"),
        ("0\"号楼\"", 3.0, "3号楼"),
        ("\"T-\"00", 3.0, "T-03"),
        ("000-000", 410_102.0, "410-102"),
        ("000-000", 7.0, "000-007"),
        ("\\G0", 12.0, "G12"),
        ("#,##0\"户\"", 38_000.0, "38,000户"),
        ("0.0,\"千\"", 38_000.0, "38.0千"),
        ("[$¥-804]#,##0.00", 5.0, "¥5.00"),
        ("￥#,##0;￥-#,##0", -1_234.0, "￥-1,234"),
        ("0;-0;\"无\"", 0.0, "无"),
        ("\"无\"", 5.0, "无"),
        ("General\"栋\"", 2.5, "2.5栋"),
        ("G/通用格式\"栋\"", 2.0, "2栋"),
        ("0.##\"m\"", 2.5, "2.5m"),
    ] {
        assert_eq!(shown(code, number), text, "{code} of {number}");
    }
}

#[test]
fn dates_and_times_are_shown_as_spreadsheets_show_them() {
    for (code, number, text) in [
        ("yyyy/m/d", 36_925.0, "2001/2/3"),
        ("mmm-yy", 11_749.0, "Mar-32"),
        ("m\"月\"d\"日\"", 45_717.0, "3月1日"),
        ("yyyy\"年\"m\"月\"", 45_717.0, "2025年3月"),
        ("[$-804]yyyy\"年\"m\"月\"d\"日\";@", 45_717.0, "2025年3月1日"),
        ("yyyy年mm月dd日", 45_717.0, "2025年03月01日"),
        ("d-mmm", 45_717.0, "1-Mar"),
        ("dd/mm/yy", 45_717.0, "01/03/25"),
        ("h:mm", 0.0625, "1:30"),
        ("hh:mm:ss", 0.0625, "01:30:00"),
        ("h:mm AM/PM", 0.75, "6:00 PM"),
        ("上午/下午h\"时\"mm\"分\"", 0.75, "下午6时00分"),
        ("[h]:mm:ss", 1.0625, "25:30:00"),
        ("[mm]:ss", 0.0625, "90:00"),
        ("mm:ss.0", 0.000_017_361, "00:01.5"),
        ("yyyy/m/d h:mm", 45_717.5, "2025/3/1 12:00"),
        ("aaaa", 45_717.0, "星期六"),
        ("[$-804]aaa", 45_717.0, "六"),
        ("yyyy/m/d", 0.0, "1900/1/0"),
        ("yyyy/m/d", 60.0, "1900/2/29"),
        ("yyyy/m/d", 1e300, "9999/12/31"),
        ("h:mm", 0.354_166_666_666_667, "8:30"),
    ] {
        assert_eq!(shown(code, number), text, "{code} of {number}");
    }
    let of_1904 = NumberFormat::of_code("yyyy-mm-dd", true).unwrap();
    assert_eq!(of_1904.show(44_255.0), "2025-03-01");
}

#[test]
fn a_format_of_digits_says_no_more_than_the_number() {
    for code in ["General", "0", "#,##0", "0.##", "[Red]0", "@", "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", "+0"] {
        assert_eq!(NumberFormat::of_code(code, false), None, "{code}");
    }
    // Neither do those that are not understood: their numbers are read as they are.
    for code in ["# ?/?", "[DBNum1]General", "[>=100]0\"多\"", "0\\", "0_", "x0", "0/0"] {
        assert_eq!(NumberFormat::of_code(code, false), None, "{code}");
    }
    // 12.00 has digits that 12 has not: as a code it may have been typed either way.
    for code in ["0.00", "#,##0.0", "0.0#"] {
        assert!(NumberFormat::of_code(code, false).is_some_and(|format| format.says_more_of(12.0)), "{code}");
    }
    let zero_named = NumberFormat::of_code("0;-0;\"无\"", false).unwrap();
    assert!(zero_named.says_more_of(0.0) && !zero_named.says_more_of(5.0));
}

#[test]
fn any_code_and_number_can_be_shown() {
    let codes = [
        "E+0",
        "0E+0",
        ".E+",
        "%%%",
        "0,,,",
        ",",
        "[h]",
        "[sssssssssss]",
        "m",
        "AM/PM",
        "\"",
        "[",
        "yyyyyyyyy",
        "e",
        ";;;",
        "*",
        "0.0.0",
    ];
    for code in codes {
        let Some(format) = NumberFormat::of_code(code, true) else { continue };
        for number in [0.0, -0.0, 1e-300, -1e300, 1e308, 0.999_999_999, -45_717.5] {
            let _shown = format.show(number);
        }
    }
}

#[test]
fn numerals_are_told_from_other_texts() {
    for numeral in ["5", "-5", "38,000", "1,234,567.5", "0.50", " 7 "] {
        assert!(is_numeral(numeral), "{numeral}");
    }
    for other in ["", "-", "85%", "1:30", "2.00E+03", "3,8", "1,23,456", "5户", "2001-2-3", "."] {
        assert!(!is_numeral(other), "{other}");
    }
}
