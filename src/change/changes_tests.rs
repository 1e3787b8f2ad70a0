use super::*;

/// One of each, as a clerk's software would write it.
const WRITTEN: [(&str, &str); 17] = [
    (r#"{"change":"add","code":"T-9","kind":"third_grid","name":"九","below":"V"}"#, "add third_grid `T-9` below `V`"),
    (r#"{"change":"close","code":"T"}"#, "close `T`"),
    (r#"{"change":"rename","code":"T","name":"新名"}"#, "rename `T` to `新名`"),
    (r#"{"change":"recode","code":"T","to":"U"}"#, "recode `T` to `U`"),
    (r#"{"change":"reclassify","code":"T","kind":"micro_grid"}"#, "reclassify `T` as micro_grid"),
    (r#"{"change":"move","code":"T","below":"V"}"#, "move `T` below `V`"),
    (r#"{"change":"move","code":"T"}"#, "move `T` to the roots"),
    (
        r#"{"change":"split","code":"T","into":[{"code":"A","name":"甲","takes":["M"]},{"code":"B","name":"乙"}],"rest":"B"}"#,
        "split `T` into `A`, `B`",
    ),
    (r#"{"change":"merge","codes":["A","B"],"into":"T","name":"合"}"#, "merge `A`, `B` into `T`"),
    (
        r#"{"change":"assign","relation":"serves","from":"N","to":"T","role":"grid_head"}"#,
        "assign `N` serves `T` as grid_head",
    ),
    (r#"{"change":"release","relation":"leads","from":"P","to":"T"}"#, "release `P` leads `T`"),
    (r#"{"change":"set_measure","code":"T","measure":"area","value":"3.50"}"#, "set `area` of `T` to 3.50"),
    (r#"{"change":"set_category","code":"T"}"#, "take away the category of `T`"),
    (r#"{"change":"declare","code":"T","of":"shop","figure":{"at_least":3}}"#, "declare `shop` of `T` as at least 3"),
    (r#"{"change":"define_measure","measure":{"id":"area","unit":"m2","scale":2}}"#, "define the measure `area`"),
    (r#"{"change":"drop_measure","measure":"area"}"#, "drop the measure `area`"),
    (r#"{"change":"retitle","title":"须水街道"}"#, "give the map the title `须水街道`"),
];

#[test]
fn changes_are_read_and_written_as_they_stand() {
    for (json, shown) in WRITTEN {
        let change: Change = serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"));
        assert_eq!(serde_json::to_string(&change).unwrap(), json);
        assert_eq!(change.to_string(), shown);
        // A field that is misspelled is not left out without a word.
        let misspelled = json.replacen("\"change\"", "\"naem\":1,\"change\"", 1);
        let error = serde_json::from_str::<Change>(&misspelled).expect_err(&misspelled).to_string();
        assert!(error.contains("unknown field `naem`"), "{error}");
    }
    let error = serde_json::from_str::<Change>(r#"{"change":"splitt","code":"T"}"#).unwrap_err().to_string();
    assert!(error.contains("unknown variant `splitt`") && error.contains("`split`"), "{error}");
}

#[test]
fn many_codes_are_cut_short() {
    let all: Vec<String> = (0..12).map(|at| at.to_string()).collect();
    assert_eq!(codes(all.iter().map(String::as_str)), "`0`, `1`, `2`, `3`, `4`, `5`, `6`, `7`, and 4 more");
}
