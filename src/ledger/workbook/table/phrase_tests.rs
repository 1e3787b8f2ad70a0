use super::*;

#[test]
fn most_texts_say_nothing_of_their_line() {
    let words = LineWords::default();
    for text in [
        "第一网格",
        "惠民社区",
        "张三",
        "T-1",
        "410102012",
        "合计路1号楼",
        "合计-1",
        "（同上）",
        "第三联合党支部",
        "1号楼",
        "会计",
        "设计院",
        "欧阳修",
        "3号楼",
        "1-3号楼",
    ] {
        assert_eq!(speech(text, &words), None, "{text}");
    }
}

#[test]
fn the_scope_of_a_total_is_told() {
    let words = LineWords::default();
    let scope = |text: &str| match speech(text, &words) {
        Some(Speech::Total { scope: Scope::Named(name), .. }) => name,
        Some(Speech::Total { scope: Scope::Whole, .. }) => "whole".to_owned(),
        Some(Speech::Total { scope: Scope::Unsaid, .. }) => "unsaid".to_owned(),
        other => format!("{other:?}"),
    };
    for (text, expected) in [
        ("合计", "unsaid"),
        ("全镇合计", "whole"),
        ("本社区小计", "whole"),
        ("本溪社区小计", "本溪社区"),
        ("全福社区合计", "全福社区"),
        ("XS-T01 小计", "XS-T01"),
        ("一号网格小计", "一号网格"),
        ("惠民社区户数合计", "惠民社区"),
        ("小计（惠民社区）", "惠民社区"),
        ("三、合计", "unsaid"),
        ("Total of Huimin", "Huimin"),
        ("Huimin Total", "Huimin"),
    ] {
        assert_eq!(scope(text), expected, "{text}");
    }
}
