use super::*;
use Likeness::{Case, Form, Hyphen, LookAlike, Marks, Name, Padding, Part, Path, Point, Spelling};

const KNOWN: [(&str, &str); 14] = [
    ("410102012", "须水街道"),
    ("410102012001", "惠民社区"),
    ("410102012002", "康乐社区"),
    ("XS-T01", "第一网格"),
    ("XS-T02", "第二网格"),
    ("T-1", "一号网格"),
    ("T-2", "二号网格"),
    ("T-003", "三号网格"),
    ("1-11", "三单元"),
    ("B_7", "惠民小区A座"),
    ("0012", "第一网格"),
    ("GRID-EAST", "桐柏路南段网格"),
    ("M", ""),
    ("1", "物业"),
];

fn near(known: &[(&str, &str)], written: &str) -> Vec<(String, Likeness)> {
    let found = NearCodes::new(known.iter().copied()).near(written);
    found.into_iter().map(|near| (near.code, near.why)).collect()
}

#[test]
fn what_may_be_meant_is_listed() {
    let cases: [(&str, &[(&str, Likeness)]); 53] = [
        ("ＸＳ－Ｔ０１", &[("XS-T01", Form)]),
        ("XS-T01\u{200B}", &[("XS-T01", Form)]),
        ("xs-t01", &[("XS-T01", Case)]),
        ("XS - T01", &[("XS-T01", Case)]),
        ("=\"0012\"", &[("0012", Marks)]),
        ("'T-1", &[("T-1", Marks)]),
        ("`T-1", &[("T-1", Marks)]),
        ("“t-1”", &[("T-1", Marks)]),
        ("T-1、", &[("T-1", Marks)]),
        ("410102012001.0", &[("410102012001", Point)]),
        ("=\"410102012.00\"", &[("410102012", Point)]),
        ("T-01", &[("T-1", Padding)]),
        ("T-001", &[("T-1", Padding)]),
        ("t-3", &[("T-003", Padding)]),
        ("12", &[("0012", Padding)]),
        ("12.0", &[("0012", Padding)]),
        ("T—1", &[("T-1", Hyphen)]),
        ("T_1", &[("T-1", Hyphen)]),
        ("T1", &[("T-1", Hyphen)]),
        ("t01", &[("T-1", Hyphen)]),
        ("T一1", &[("T-1", Hyphen)]),
        ("XS−T-1", &[("XS-T01", Hyphen)]),
        ("111", &[("1-11", Hyphen)]),
        ("B-07", &[("B_7", Hyphen)]),
        ("XS-TO1", &[("XS-T01", LookAlike)]),
        ("T-l", &[("T-1", LookAlike)]),
        ("Т-1", &[("T-1", LookAlike)]),
        ("惠民社区", &[("410102012001", Name)]),
        ("惠 民社区 ", &[("410102012001", Name)]),
        ("“惠民社区”", &[("410102012001", Name)]),
        ("第一网格", &[("0012", Name), ("XS-T01", Name)]),
        ("须水街道/惠民社区", &[("410102012001", Path)]),
        ("须水街道－惠民社区", &[("410102012001", Path)]),
        ("须水街道>惠民社区>二号网格", &[("T-2", Path)]),
        ("须水街道 → 惠民社区 → 第一网格", &[("0012", Path), ("XS-T01", Path)]),
        ("某街道\\惠民社区", &[("410102012001", Path)]),
        ("须水街道、惠民社区", &[("410102012001", Path)]),
        ("须水街道惠民社区", &[("410102012001", Path)]),
        ("须水街道惠民社区二号网格", &[("T-2", Path)]),
        ("410102012-T-1", &[("T-1", Path)]),
        ("M-1", &[("1", Path)]),
        ("某街道-惠民社区", &[("410102012001", Path)]),
        ("一号网格(T-1)", &[("T-1", Part)]),
        ("T-2 二号网格", &[("T-2", Part)]),
        ("T-1 惠民社区", &[("410102012001", Part), ("T-1", Part)]),
        ("二号网格：T-2", &[("T-2", Part)]),
        ("惠民社区（筹）", &[("410102012001", Part)]),
        ("GRID-EASY", &[("GRID-EAST", Spelling)]),
        ("grid-esat", &[("GRID-EAST", Spelling)]),
        ("XT-T01", &[("XS-T01", Spelling)]),
        ("惠明社区", &[("410102012001", Spelling)]),
        ("桐柏路南段网络", &[("GRID-EAST", Spelling)]),
        ("410102102001", &[("410102012001", Spelling)]),
    ];
    for (written, expected) in cases {
        let expected: Vec<_> = expected.iter().map(|(code, why)| ((*code).to_owned(), *why)).collect();
        assert_eq!(near(&KNOWN, written), expected, "{written}");
    }
}

#[test]
fn a_lost_or_doubled_digit_of_a_long_number_is_a_slip_but_another_digit_is_another_code() {
    let slip = |written| near(&KNOWN, written).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    assert_eq!(slip("41010201201"), ["410102012001"]);
    assert_eq!(slip("4101020122001"), ["410102012001"]);
    assert_eq!(slip("41010212"), ["410102012"]);
    assert!(slip("410102012003").is_empty());
    assert!(slip("410102013").is_empty());
}

#[test]
fn what_is_another_code_is_not_offered() {
    for written in
        ["T-9", "N-1", "XS-T03", "惠民小区B座", "第三网格", "N", "9", "-", "", " ", "\"\"", "无", "T-9-1", "GRID"]
    {
        assert_eq!(near(&KNOWN, written), [], "{written}");
    }
}

#[test]
fn a_spelling_that_fits_many_says_nothing() {
    let known: Vec<(String, String)> = ('A'..='Z').map(|c| (format!("GRID-{c}"), String::new())).collect();
    let known: Vec<(&str, &str)> = known.iter().map(|(code, name)| (code.as_str(), name.as_str())).collect();
    assert_eq!(near(&known, "GRID-Ä"), []);
    assert_eq!(near(&known[..3], "GRID-Ä").len(), 3);
}

#[test]
fn at_most_five_are_listed_the_nearest_first_and_whatever_the_order() {
    let mut known = [
        ("t-1", ""),
        ("T-01", ""),
        ("T1", ""),
        ("T-001", ""),
        ("Ｔ-1", ""),
        ("T_1", "T-1"),
        ("x", "T-1"),
        ("T-1.0", ""),
        ("T-1.0", ""),
    ];
    let expected = ["Ｔ-1", "t-1", "T-1.0", "T-001", "T-01"].map(str::to_owned);
    for turn in 0..known.len() {
        known.rotate_left(1);
        known.swap(0, turn);
        let found: Vec<String> = near(&known, "T-1").into_iter().map(|(code, _)| code).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn nothing_is_prepared_before_the_first_unknown_code() {
    let mut times = 0;
    let mut codes = NearCodes::new(std::iter::once_with(|| ("T-1", "")).inspect(|_| times += 1));
    assert!(codes.index.known.is_empty());
    assert_eq!(codes.near("t-1").len(), 1);
    assert_eq!(codes.near("T-01").len(), 1);
    drop(codes);
    assert_eq!(times, 1);
}

#[test]
fn near_spellings_are_looked_for_a_hundred_times() {
    let mut codes = NearCodes::new(KNOWN.into_iter());
    let first = codes.near("GRID-EASY");
    for number in 0..200 {
        assert!(codes.near(&format!("unknown-{number}-code")).is_empty());
    }
    assert_eq!(codes.near("GRID-EASY"), first, "what was answered once is answered again");
    assert!(codes.near("GRID-EAS").is_empty());
    assert_eq!(codes.near("xs-t01").len(), 1, "other likenesses are always told");
}

#[test]
fn many_unknown_codes_do_not_take_quadratic_time() {
    let count = 50_000;
    let nodes: Vec<(String, String)> =
        (0..count).map(|n| (format!("{}", 410_102_012_000_000_u64 + n), format!("第{n}网格"))).collect();
    let mut codes = NearCodes::new(nodes.iter().map(|(code, name)| (code.as_str(), name.as_str())));
    for number in 0..count {
        assert!(codes.near(&format!("X/{number}-Y")).len() <= LISTED);
    }
    // All alike: one key, one name.
    let nodes: Vec<String> =
        (0..20_000_u32).map(|n| format!("{:b}", n | 1 << 20).replace('1', "a").replace('0', "A")).collect();
    let mut codes = NearCodes::new(nodes.iter().map(|code| (code.as_str(), "网格")));
    for node in &nodes {
        assert_eq!(codes.near(node).len(), LISTED);
        assert_eq!(codes.near("网格").len(), LISTED);
    }
}

#[test]
fn many_texts_are_answered_at_once_whatever_their_order() {
    let unknown = ["xs-t01", "惠明社区", "nothing", "xs-t01"];
    let answers = near_codes(KNOWN.into_iter(), unknown);
    let backwards = near_codes(KNOWN.into_iter().rev(), unknown.into_iter().rev());
    assert_eq!(answers, backwards);
    assert_eq!(answers.len(), 3);
    let [near] = &answers["惠明社区"][..] else { panic!("one is near") };
    assert_eq!((near.code.as_str(), near.name.as_str(), near.why), ("410102012001", "惠民社区", Spelling));
    let [near] = &answers["xs-t01"][..] else { panic!("one is near") };
    assert_eq!((near.code.as_str(), near.name.as_str(), near.why), ("XS-T01", "第一网格", Case));
    assert!(answers["nothing"].is_empty());
    // Two nodes of one code, which is an error of its own, are one place to look.
    assert_eq!(near_codes([("T-1", "乙"), ("T-1", "甲")].into_iter(), ["t-1"])["t-1"].len(), 1);
}

#[test]
fn every_likeness_has_labels_of_its_own_in_order() {
    assert!(Likeness::ALL.is_sorted());
    let labels: std::collections::BTreeSet<&str> =
        Likeness::ALL.iter().flat_map(|why| [why.english(), why.chinese()]).collect();
    assert_eq!(labels.len(), 2 * Likeness::ALL.len());
    assert!(Likeness::ALL.iter().all(|why| why.english().is_ascii() && !why.chinese().is_ascii()));
}
