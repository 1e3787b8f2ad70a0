use super::*;

#[test]
fn a_message_comes_back_from_json() {
    let words = Words::new("9 grids", "9个网格").with("count", 9).with("codes", ["A", "B"]);
    let place = Place { file: Some("须水.xlsx".into()), sheet: Some("微网格".into()), ..Place::default() };
    let message = Message::found("size.band", Level::Warning, &words)
        .at(Some(place))
        .about(Some("G-1"), Some("third_grid"), Some(""))
        .from_source("article 7");
    let json = serde_json::to_string(&message).unwrap();
    assert_eq!(
        json,
        r#"{"id":"size.band","severity":"warning","origin":{"file":"须水.xlsx","sheet":"微网格"},"subject":"G-1","kind":"third_grid","parts":{"codes":["A","B"],"count":9},"rule":"size.band","source":"article 7","message":"9 grids","chinese":"9个网格"}"#
    );
    assert_eq!(serde_json::from_str::<Message>(&json).unwrap(), message);
}

#[test]
fn places_read_well_in_chinese() {
    let at = |file: Option<&str>, sheet: Option<&str>, cell: Option<&str>, line, column, heading: Option<&str>| {
        let text = |text: Option<&str>| text.map(str::to_owned);
        Place {
            file: text(file),
            sheet: text(sheet),
            cell: text(cell),
            line,
            column,
            heading: text(heading),
            field: None,
        }
        .chinese_text()
    };
    assert_eq!(
        at(Some("须水.xlsx"), Some("微网格"), Some("A7"), Some(7), Some(1), Some("网格编号")),
        "须水.xlsx 工作表“微网格”A7（网格编号）"
    );
    assert_eq!(at(None, None, None, Some(4), Some(13), None), "第4行第13列");
    assert_eq!(at(Some("a.csv"), None, None, Some(4), None, Some("code")), "a.csv 第4行（code）");
    assert_eq!(at(Some("a.csv"), None, None, None, None, None), "a.csv");
    assert_eq!(at(None, None, None, None, None, None), "文本");
}
