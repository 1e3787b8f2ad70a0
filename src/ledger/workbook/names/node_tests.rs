use crate::ledger::workbook::names::{NameWords, Named, NamesRead, Part, read_names};

fn texts(parts: &[Part]) -> Vec<&str> {
    parts.iter().map(|part| part.text.as_str()).collect()
}

#[test]
fn every_reading_is_given() {
    let read = |text: &str| match read_names(text, Named::Node, &NameWords::default()) {
        Ok(NamesRead::Nodes(readings)) => readings,
        other => panic!("{text}: {other:?}"),
    };
    for path in [
        "须水街道/惠民社区",
        "须水街道>惠民社区",
        "须水街道-惠民社区",
        "须水街道 / 惠民社区",
        "须水街道→惠民社区",
        "须水街道＞惠民社区",
        "须水街道\\惠民社区",
    ] {
        assert_eq!(texts(&read(path).path), ["须水街道", "惠民社区"], "{path}");
        assert!(read(path).list.is_empty());
    }
    assert_eq!(read("惠民\n社区").whole.text, "惠民社区");
    assert_eq!(texts(&read("T-1\nT-2").list), ["T-1", "T-2"]);
    assert_eq!(texts(&read("T-1、T-2").list), ["T-1", "T-2"]);
    assert_eq!(read("惠民社区_x000D_").whole.text, "惠民社区");
    assert_eq!(read("惠民社区（筹）").bare.map(|bare| bare.text).as_deref(), Some("惠民社区"));
    assert_eq!(read("惠民（东）社区").bare, None);
    let text = " 须水街道/惠民社区";
    assert_eq!(&text[read(text).path[1].at.clone()], "惠民社区");
}

#[test]
fn nobody_ditto_and_errors_are_told() {
    let read = |text: &str| read_names(text, Named::Node, &NameWords::default());
    assert!(matches!(read("无"), Ok(NamesRead::Nobody(_))));
    assert!(matches!(read("nan"), Ok(NamesRead::Nobody(_))));
    assert!(matches!(read("同上"), Ok(NamesRead::Ditto(_))));
    assert!(matches!(read("〃"), Ok(NamesRead::Ditto(_))));
    assert!(read("#REF!").is_err());
    assert!(read("见附件").is_err());
    assert!(matches!(read("S"), Ok(NamesRead::Nodes(_))));
}
