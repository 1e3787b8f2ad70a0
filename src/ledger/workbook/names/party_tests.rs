use super::not_what;
use crate::ledger::workbook::names::problem::NotWhat;
use crate::ledger::workbook::names::{NameNote, NameProblem, NameWords, Named, NamesRead, read_names};

fn read(text: &str) -> Result<NamesRead, Vec<NameProblem>> {
    read_names(text, Named::Party, &NameWords::default())
}

fn names(text: &str) -> Vec<String> {
    match read(text) {
        Ok(NamesRead::Names(names)) => names.names.into_iter().map(|name| name.text).collect(),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn a_name_says_that_it_is_a_party_organisation() {
    for name in [
        "须水街道党工委",
        "中共须水街道工作委员会",
        "惠民社区党总支",
        "惠民社区党委",
        "第三联合党支部",
        "惠民小区党小组",
        "第一支部",
        "惠民社区第二联合支部",
        "中共郑州市惠民社区支部委员会",
        "某局党组",
        "Party branch of Huimin",
    ] {
        assert_eq!(not_what(name), None, "{name}");
    }
    for name in [
        "惠民社区",
        "先锋",
        "张三",
        "惠民社区居民委员会",
        "业主委员会",
        "党员",
        "党支部书记",
        "团支部",
        "惠民社区团支部",
        "党建办",
    ] {
        assert!(matches!(not_what(name), Some(NotWhat::Unknown | NotWhat::Organisation)), "{name}");
    }
    for name in ["党支部", "支部", "社区党支部", "网格党支部", "联合党支部", "有党支部"] {
        assert_eq!(not_what(name), Some(NotWhat::Generic), "{name}");
    }
}

#[test]
fn organisations_are_told_apart() {
    assert_eq!(names("惠民社区党总支、康乐社区党支部"), ["惠民社区党总支", "康乐社区党支部"]);
    assert_eq!(names("惠民社区党支部\n康乐社区党支部"), ["惠民社区党支部", "康乐社区党支部"]);
    assert_eq!(names("惠民社区\n党支部"), ["惠民社区党支部"]);
    assert_eq!(names("惠民社区 党支部"), ["惠民社区党支部"]);
    assert_eq!(names("中共 惠民社区 委员会"), ["中共惠民社区委员会"]);
    assert_eq!(names("惠民党支部和康乐党支部"), ["惠民党支部", "康乐党支部"]);
    assert_eq!(names("和平社区党支部"), ["和平社区党支部"]);
    assert_eq!(names("惠民社区党支部（联建）"), ["惠民社区党支部"]);
    assert_eq!(names("惠民社区（第一）党支部"), ["惠民社区(第一)党支部"]);
    assert_eq!(names("惠民党支部（一）"), ["惠民党支部(一)"]);
    assert!(
        matches!(read("须水街道党工委 惠民社区党支部"), Err(all) if matches!(all[..], [NameProblem::Ambiguous { .. }]))
    );
    let Ok(NamesRead::Names(joined)) = read("惠民社区 党支部") else { panic!() };
    assert!(matches!(joined.notes[..], [NameNote::Joined(_)]));
}

#[test]
fn words_for_nothing_are_nothing() {
    for word in ["无", "未成立", "—", "暂未成立", "未建立党支部", "无党支部", "筹建中", "（未成立）"]
    {
        assert!(matches!(read(word), Ok(NamesRead::Nobody(_))), "{word}");
    }
    assert!(matches!(read("〃"), Ok(NamesRead::Ditto(_))));
    for word in [
        "有",
        "张三",
        "惠民社区",
        "1",
        "2025-3-1",
        "#N/A",
        "见附件",
        "惠民党支部、无",
        "党支部书记张三",
        "党支部?",
        "惠民党支部（筹）",
        "惠民党支部（待成立）",
    ] {
        assert!(read(word).is_err(), "{word}");
    }
}
