use super::*;

fn read(text: &str) -> String {
    let shown = |figure| match figure {
        Figure::Exact(number) => number.to_string(),
        Figure::AtLeast(number) => format!(">={number}"),
        Figure::AtMost(number) => format!("<={number}"),
        Figure::Between(low, high) => format!("{low}..{high}"),
        Figure::About(number) => format!("~{number}"),
    };
    match read_figure(text, &NameWords::default()) {
        Ok(read) => {
            let figure = read.figure.map_or_else(|| "nothing".to_owned(), shown);
            let unit = read.unit.map_or_else(String::new, |unit| format!(" {unit}"));
            let remark = read.remark.map_or_else(String::new, |remark| format!(" ({remark})"));
            format!("{figure}{unit}{remark}")
        }
        Err(problem) => format!("{problem:?}").split(' ').next().unwrap().to_owned(),
    }
}

#[test]
fn figures_are_read_as_offices_write_them() {
    for (text, figure) in [
        ("420", "420"),
        ("1，234", "1234"),
        ("1,234", "1234"),
        ("1 234", "1234"),
        ("1\u{A0}234", "1234"),
        ("１２３", "123"),
        ("\u{200B}88", "88"),
        ("1 200", "1200"),
        ("-1,234.50", "-1234.50"),
        ("420户", "420 户"),
        ("420 户", "420 户"),
        ("３，２４４．５２㎡", "3244.52 ㎡"),
        ("1.2万", "12000"),
        ("1.5亿", "150000000"),
        ("3.8万户", "38000 户"),
        ("三百二十", "320"),
        ("三百二十户", "320 户"),
        ("1\u{FE0F}", "1"),
        ("0", "0"),
        ("零", "0"),
        ("共52个", "52 个"),
        ("共计52个网格", "52 个网格"),
        ("420。", "420"),
        ("420（户）", "420 户"),
        ("+5", "Ambiguous"),
        ("3万8千", "38000"),
        ("1亿2000万", "120000000"),
        ("2.5千", "2500"),
        ("1'234'567", "1234567"),
        ("12.3456万", "123456"),
        ("12.34567万", "123456.7"),
        ("3m²", "3 m²"),
        ("两百", "200"),
        ("三万八千户", "38000 户"),
        ("007", "7"),
    ] {
        assert_eq!(read(text), figure, "{text}");
    }
}

#[test]
fn bounds_are_kept() {
    for (text, figure) in [
        ("3.8万余户", ">=38000 户"),
        ("38000余户", ">=38000 户"),
        ("38000余", ">=38000"),
        ("38000户以上", ">=38000 户"),
        ("380余万", ">=3800000"),
        ("近500户", "<=500 户"),
        ("超过500", ">=500"),
        ("不足500户", "<=500 户"),
        ("至少12个", ">=12 个"),
        ("500以上", ">=500"),
        ("500左右", "~500"),
        ("约3000", "~3000"),
        ("约3.8万", "~38000"),
        ("大约三百户", "~300 户"),
        ("420户左右", "~420 户"),
        ("不超过20", "<=20"),
        ("100多户", ">=100 户"),
        ("三百余户", ">=300 户"),
        (">=5", ">=5"),
        ("≤5", "<=5"),
        ("1000+", ">=1000"),
        ("500以内", "<=500"),
        ("≈500", "~500"),
        ("420(约)", "~420"),
        ("约3000余", "~3000"),
        ("将近500", "<=500"),
        ("at least 5", ">=5"),
        ("不少于3人", ">=3 人"),
        ("12-15", "12..15"),
        ("12~15户", "12..15 户"),
        ("12至15", "12..15"),
        ("12户—15户", "12..15 户"),
        ("１２～１５", "12..15"),
        ("二十至三十户", "20..30 户"),
    ] {
        assert_eq!(read(text), figure, "{text}");
    }
}

#[test]
fn nothing_is_not_zero() {
    for text in ["—", "无", "不详", "-", "", " ", "/", "暂无", "N/A", "nan", "（无）", "－", "——", "未统计"]
    {
        assert_eq!(read(text), "nothing", "{text}");
    }
}

#[test]
fn remarks_are_told_or_refused() {
    assert_eq!(read("420(其中出租30)"), "420 (其中出租30)");
    assert_eq!(read("420户（含流动30户）"), "420 户 (含流动30户)");
    assert_eq!(read("420（常住）"), "420 (常住)");
    for text in ["420(30)", "420(不含出租30)", "420（待核实）", "420(另有30)", "420（原400）", "420(未入住)"]
    {
        assert_eq!(read(text), "Remark", "{text}");
    }
}

#[test]
fn what_is_uncertain_is_refused() {
    for (text, problem) in [
        ("1,23", "Ambiguous"),
        ("1.234.567", "Ambiguous"),
        ("0,5", "Ambiguous"),
        ("12 34", "Ambiguous"),
        ("三百二", "Ambiguous"),
        ("3万8", "Ambiguous"),
        (".5", "Ambiguous"),
        ("5.", "Ambiguous"),
        ("1E3", "Ambiguous"),
        ("2.00E+03", "Ambiguous"),
        ("15-12", "Ambiguous"),
        ("三四户", "Ambiguous"),
        ("1、234", "NotANumber"),
        ("45%", "Share"),
        ("百分之五", "Share"),
        ("数十", "Indefinite"),
        ("几户", "Indefinite"),
        ("若干", "Indefinite"),
        ("十几户", "Indefinite"),
        ("近500余", "Contradiction"),
        ("420①", "Footnote"),
        ("①", "Footnote"),
        ("420²", "Footnote"),
        ("420*", "Footnote"),
        ("420箱", "UnknownUnit"),
        ("2025年3月", "Date"),
        ("2025-3-1", "Date"),
        ("1:30", "Date"),
        ("1/2", "Date"),
        ("3月1日", "Date"),
        ("420户1200人", "NotANumber"),
        ("张三", "NotANumber"),
        ("第3", "NotANumber"),
        ("--5", "NotANumber"),
        ("万", "NotANumber"),
        ("合计", "NotANumber"),
        ("420 / 30", "NotANumber"),
        ("T-1", "NotANumber"),
        ("0,123", "Ambiguous"),
        ("１,２", "Ambiguous"),
        ("1,234,56", "Ambiguous"),
        ("#REF!", "NotANumber"),
        ("3号", "UnknownUnit"),
        ("约", "NotANumber"),
    ] {
        assert_eq!(read(text), problem, "{text}");
    }
    assert_eq!(read(&"9".repeat(50)), "TooLong");
    assert_eq!(read("99999999999999999999999999999999999999亿"), "TooLong");
}

#[test]
fn any_text_is_read_without_panic() {
    let signs: Vec<char> = "0123456789,.，．万亿千百十三两零余近约户个()（）-—~①² \u{200B}%E+至".chars().collect();
    let mut seed = 7_u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut bits = seed;
        for _ in 0..(seed >> 60) {
            bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(99);
            text.push(signs[(bits >> 33) as usize % signs.len()]);
        }
        drop(read_figure(&text, &NameWords::default()));
    }
}
