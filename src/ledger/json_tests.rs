use crate::ledger::{Ledger, LedgerProblem, Limits, Written};
use crate::measure::Figure;

/// All errors, one a line.
fn errors(text: &str) -> String {
    Ledger::from_json_str(text).unwrap_err().to_string()
}

fn read(text: &str) -> Ledger {
    Ledger::from_json_str(text).unwrap()
}

/// A ledger of one node row.
fn node(row: &str) -> String {
    format!("{{\"ledger\":1,\"measures\":{{\"area\":{{\"scale\":2}}}},\"nodes\":[\n{row}]}}")
}

/// A ledger of one link row.
fn link(row: &str) -> String {
    format!("{{\"ledger\":1,\"nodes\":[],\"links\":[\n{row}]}}")
}

const NODE_FIELDS: &str = "known are: code, kind, name, parent, category, measures, declared, records";

#[test]
fn what_is_no_json_is_told_by_line_and_column() {
    assert_eq!(errors(""), "line 1, column 1: EOF while parsing a value");
    assert_eq!(errors("{\n  \"ledger\": 1,\n  \"nodes\": [}"), "line 3, column 13: expected value");
    assert_eq!(errors("{\"ledger\":1,\"nodes\":[]} x"), "line 1, column 25: trailing characters");
    assert!(errors("[]").contains("expected an object with the fields of a ledger"), "{}", errors("[]"));
    assert!(errors("{\"ledger\":1,\"nodes\":{}}").contains("expected a sequence"), "rows are a list");
    assert!(errors("{\"ledger\":1,\"nodes\":null}").contains("expected a sequence"), "nor null");
}

#[test]
fn the_version_must_be_known() {
    let of = |version: &str| errors(&format!("{{\"ledger\": {version}, \"nodes\": []}}"));
    for version in ["2", "1.0", "\"1\"", "null"] {
        assert_eq!(
            of(version),
            format!(
                "line 1, column 12, field `ledger`: version {version} of the ledger format is not known; this crate reads version 1"
            )
        );
    }
    assert_eq!(errors("{}"), "line 1, column 1: `ledger` is missing\nline 1, column 1: `nodes` is missing");
}

#[test]
fn fields_of_the_ledger_must_be_known_and_once_and_of_their_type() {
    let text =
        "{\n\"ledger\": 1,\n\"titel\": \"x\",\n\"title\": 5,\n\"nodes\": [],\n\"title\": \"x\",\n\"nodes\": []\n}";
    assert_eq!(
        errors(text),
        "line 1, column 1: `nodes` is given twice\n\
         line 1, column 1, field `title`: `title` is given twice\n\
         line 3, column 10, field `titel`: `titel` is no known field (did you mean `title`?); \
         known are: ledger, title, records, measures, nodes, links\n\
         line 4, column 10, field `title`: a text should stand here, not 5"
    );
}

#[test]
fn measures_are_defined_once_by_unit_and_scale() {
    let text = r#"{"ledger":1,"nodes":[],"measures":{
"a": {"unit": 5},
"b": {"scale": -1},
"c": {"scael": 2},
"d": [],
"e": null,
"f": {"unit":"x","unit":"x"},
"g": {}, "g": {}
}}"#;
    assert_eq!(
        errors(text),
        "line 1, column 35, field `g`: `g` is given twice\n\
         line 2, column 15, field `unit`: a text should stand here, not 5\n\
         line 3, column 16, field `scale`: a number of digits from 0 to 255 should stand here, not -1\n\
         line 4, column 16, field `scael`: `scael` is no known field (did you mean `scale`?); known are: unit, scale\n\
         line 5, column 6, field `d`: an object should stand here, not []\n\
         line 6, column 6, field `e`: an object should stand here, not null\n\
         line 7, column 6, field `unit`: `unit` is given twice"
    );
}

#[test]
fn all_errors_of_a_row_are_told() {
    let row = r#"{"kode":"A", "kind":7,
"name":"a","name":"b",
"parent":null,
"measures":{"area":true,"area":[1]},
"declared":[]}"#;
    assert_eq!(
        errors(&node(row)),
        format!(
            "line 2, column 1, field `name`: `name` is given twice\n\
             line 2, column 1: `code` is missing\n\
             line 2, column 9, field `kode`: `kode` is no known field (did you mean `code`?); {NODE_FIELDS}\n\
             line 2, column 21, field `kind`: a text should stand here, not 7\n\
             line 4, column 10, field `parent`: a text should stand here, not null\n\
             line 5, column 20, field `area`: a number should stand here, not true\n\
             line 5, column 32, field `area`: a number should stand here, not [1]\n\
             line 6, column 12, field `declared`: an object should stand here, not []"
        )
    );
    let row = r#"{"relation":[],"frm":"A","to":null,"role":1}"#;
    assert_eq!(
        errors(&link(row)),
        "line 2, column 1: `from` is missing\n\
         line 2, column 13, field `relation`: a text should stand here, not []\n\
         line 2, column 22, field `frm`: `frm` is no known field (did you mean `from`?); known are: relation, from, to, role\n\
         line 2, column 31, field `to`: a text should stand here, not null\n\
         line 2, column 43, field `role`: a text should stand here, not 1"
    );
}

#[test]
fn all_rows_with_errors_are_told() {
    let text = "{\"ledger\":1,\"nodes\":[\n{\"code\":\"A\"},\n[\"A\",\"site\",\"a\"],\nnull,\n{\"code\":\"B\",\"kind\":\"site\",\"name\":\"b\"}],\n\"links\":[5,\n{}]}";
    assert_eq!(
        errors(text),
        "line 2, column 1: `kind` is missing\n\
         line 2, column 1: `name` is missing\n\
         line 3, column 1: an object should stand here, not [\"A\",\"site\",\"a\"]\n\
         line 4, column 1: an object should stand here, not null\n\
         line 6, column 10: an object should stand here, not 5\n\
         line 7, column 1: `relation` is missing\n\
         line 7, column 1: `from` is missing\n\
         line 7, column 1: `to` is missing"
    );
}

#[test]
fn a_value_is_a_number_once() {
    let text = node(r#"{"code":"A","kind":"site","name":"","measures":{"area":true,"x":null,"y":[],"area":1}}"#);
    assert_eq!(
        errors(&text),
        "line 2, column 56, field `area`: a number should stand here, not true\n\
         line 2, column 65, field `x`: a number should stand here, not null\n\
         line 2, column 74, field `y`: a number should stand here, not []"
    );
    let text = node(r#"{"code":"A","kind":"site","name":"","declared":{"shop":1,"shop":1}}"#);
    assert_eq!(errors(&text), "line 2, column 65, field `shop`: `shop` is given twice");
    let text = node("{\"code\":\"A\",\"kind\":\"site\",\"name\":\"\",\"measures\":{\"area\":\"\\ud800\"}}");
    assert_eq!(errors(&text), "line 2, column 56, field `area`: a number should stand here, not \"\\ud800\"");
}

#[test]
fn null_is_not_the_same_as_absent() {
    for field in ["parent", "category", "measures", "declared"] {
        let text = node(&format!(r#"{{"code":"A","kind":"site","name":"","{field}":null}}"#));
        let expected = if ["parent", "category"].contains(&field) { "a text" } else { "an object" };
        assert!(
            errors(&text).ends_with(&format!("field `{field}`: {expected} should stand here, not null")),
            "{field}"
        );
    }
    let text = link(r#"{"relation":"leads","from":"A","to":"B","role":null}"#);
    assert_eq!(errors(&text), "line 2, column 48, field `role`: a text should stand here, not null");
}

#[test]
fn numbers_are_read_exactly_or_kept_as_written() {
    let text = node(
        r#"{"code":"A","kind":"site","name":"","measures":{
            "a":3244.52,"b":"3244.50","c":-7,"d":1e3,"e":0.1,"f":9223372036854775808,"g":"１２","h":12345678901234.56},
            "declared":{"a":3244.52,"b":{"at_least":38000},"c":{"at_most":"1.5","at_least":1},"d":1E3,"e":{"atleast":1},
            "f":{},"g":{"at_least":2,"at_most":1},"h":{"at_least":null},"i":{"at_most":0.1},"j":{"at_most":1,"at_most":1}}}"#,
    );
    let ledger = read(&text);
    let row = &ledger.nodes[0];
    let shown = |name: &str| match row.measures.get(name).unwrap() {
        Written::Known(number) => number.to_string(),
        Written::Unknown(text) => format!("? {text}"),
    };
    let expected = ["3244.52", "3244.50", "-7", "? 1e3", "0.1", "? 9223372036854775808", "? １２", "12345678901234.56"];
    assert_eq!(["a", "b", "c", "d", "e", "f", "g", "h"].map(shown), expected);

    let shown = |name: &str| match row.declared.get(name).unwrap() {
        Written::Known(figure) => figure.to_string(),
        Written::Unknown(text) => format!("? {text}"),
    };
    assert_eq!(["a", "b", "c", "d"].map(shown), ["3244.52", "at least 38000", "1 to 1.5", "? 1E3"]);
    assert_eq!(shown("e"), "? {\"atleast\":1}");
    assert_eq!(row.declared.get("f"), Some(&Written::Known(Figure::UNKNOWN)));
    assert_eq!((shown("h"), shown("i")), ("? {\"at_least\":null}".to_owned(), "at most 0.1".to_owned()));
    assert_eq!(shown("j"), "? {\"at_most\":1,\"at_most\":1}");
    assert_eq!(shown("g"), "? {\"at_least\":2,\"at_most\":1}");
    assert_eq!(Ledger::from_json_str(&ledger.to_json_string()).unwrap(), ledger, "what is not understood stays");
}

#[test]
fn unknown_names_are_kept_as_written() {
    let ledger = read(&node(r#"{"code":"A","kind":"sight","name":""}"#));
    assert_eq!(ledger.nodes[0].kind, Written::Unknown("sight".into()));
    let ledger = read(&link(r#"{"relation":"likes","from":"A","to":"B","role":"friend"}"#));
    assert_eq!(ledger.links[0].relation, Written::Unknown("likes".into()));
    assert_eq!(ledger.links[0].role, Some(Written::Unknown("friend".into())));
}

#[test]
fn nesting_too_deep_is_told_as_that() {
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for depth in [Limits::DEFAULT.nesting + 1, 200, 200_000] {
        let text = node(&format!("{{\"code\":{},\"kind\":\"site\",\"name\":\"\"}}", deep(depth)));
        let expected =
            format!("line 2, column 9, field `code`: the nesting is {depth}; at most 16 (`Limits::nesting`) is read");
        assert_eq!(errors(&text), expected);
    }
    let text = node(&format!("{{\"code\":{},\"kind\":\"site\",\"name\":\"\"}}", deep(2)));
    assert_eq!(errors(&text), "line 2, column 9, field `code`: a text should stand here, not [[]]");
    for depth in [200, 200_000] {
        // Wherever it stands, it is an error and no overflow of the stack.
        let deep = deep(depth);
        for text in [
            deep.clone(),
            deep.replace('[', "{\"a\":").replace(']', "}"),
            node(&deep),
            node(&format!("{{\"code\":\"A\",\"kind\":\"site\",\"name\":\"\",\"measures\":{{\"area\":{deep}}}}}")),
            node(&format!("{{\"code\":\"A\",\"kind\":\"site\",\"name\":\"\",\"x\":{deep}}}")),
            format!("{{\"ledger\":1,\"nodes\":{deep}}}"),
            format!("{{\"ledger\":{deep},\"nodes\":[]}}"),
            format!("{{\"ledger\":1,\"nodes\":[],\"measures\":{deep}}}"),
        ] {
            assert!(Ledger::from_json_str(&text).is_err());
        }
        let figure = node(&format!(
            "{{\"code\":\"A\",\"kind\":\"site\",\"name\":\"\",\"declared\":{{\"shop\":{{\"at_least\":{deep}}}}}}}"
        ));
        assert!(matches!(read(&figure).nodes[0].declared.get("shop"), Some(Written::Unknown(_))));
    }
}

#[test]
fn long_values_are_cut_in_messages() {
    let long = "长".repeat(1000);
    let message = errors(&node(&format!("{{\"code\":[\"{long}\"],\"{long}\":1}}")));
    assert!(message.chars().count() < 600, "{message}");
    let errors = Ledger::from_json_str(&format!("{{\"ledger\":\"{long}\",\"nodes\":[]}}")).unwrap_err();
    assert!(
        matches!(errors.iter().next().unwrap().problem(), LedgerProblem::Version(version) if version.chars().count() == 61)
    );
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let ledger = read("\u{feff}{\"ledger\":1,\"nodes\":[{\"code\":\"A\",\"kind\":\"site\",\"name\":\"\"}]}");
    assert_eq!(ledger.nodes[0].origin.to_string(), "line 1, column 22");
}

#[test]
fn escapes_are_understood_in_names_and_fields() {
    let ledger =
        read(&node(r#"{"c\u006fde":"\u9879","k\u0069nd":"s\u0069te","name":"\"","measures":{"\u0061rea":1}}"#));
    let row = &ledger.nodes[0];
    assert_eq!((row.code.as_str(), row.kind.known().is_some(), row.name.as_str()), ("项", true, "\""));
    assert!(row.measures.get("area").is_some());
}

#[test]
fn columns_count_characters_not_bytes() {
    let ledger = read(
        "{\"ledger\":1,\"title\":\"须水街道\",\"nodes\":[{\"code\":\"A\",\"kind\":\"site\",\"name\":\"甲\"},{\"code\":\"B\",\"kind\":\"site\",\"name\":\"\"}]}",
    );
    let origins: Vec<String> = ledger.nodes.iter().map(|row| row.origin.to_string()).collect();
    assert_eq!(origins, ["line 1, column 37", "line 1, column 75"]);
}

/// On one line, and half of the rows with errors: each place is counted on from the one before it.
#[test]
fn a_large_text_is_read_in_linear_time() {
    let row = |at: usize| {
        format!(
            "{{\"code\":\"N-{at}\",\"kind\":\"site\",\"name\":{}}}",
            if at.is_multiple_of(2) { "\"\"" } else { "5" }
        )
    };
    let text = format!("{{\"ledger\":1,\"nodes\":[{}]}}", (0..50_000).map(row).collect::<Vec<_>>().join(","));
    let start = std::time::Instant::now();
    let errors = Ledger::from_json_str(&text).unwrap_err();
    assert_eq!(errors.iter().len(), 25_000);
    // Counting from the start of the line each time takes minutes.
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}
