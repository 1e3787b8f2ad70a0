//! Tests of `suggestion.rs`.

use super::{did_you_mean, near_it, or_did_you_mean, suggest};
use crate::text::near_codes;

const KNOWN: [&str; 3] = ["code", "kind", "parent"];

#[test]
fn the_most_similar_name_is_offered() {
    assert_eq!(suggest("parnet", KNOWN.into_iter()), Some("parent"));
    assert_eq!(suggest("weather", KNOWN.into_iter()), None);
    assert_eq!(suggest(&"code".repeat(20), KNOWN.into_iter()), None);
    assert_eq!(suggest("code", [].into_iter()), None);
}

#[test]
fn nothing_is_said_without_a_suggestion() {
    let none = None::<String>;
    assert_eq!([did_you_mean(&none), or_did_you_mean(&none), near_it(&[])].concat(), "");
    assert_eq!(did_you_mean(&Some("code")), " (did you mean `code`?)");
    assert_eq!(or_did_you_mean(&Some("code")), "; did you mean `code`?");
}

#[test]
fn near_codes_come_with_names_and_reasons() {
    let known = [("T-1\u{200B}", "一号\n网格"), ("T-01", "")];
    let near = near_codes(known.into_iter(), ["t-1"]);
    assert_eq!(
        near_it(&near["t-1"]),
        "; near it: `T-1\\u{200B}` 一号\\n网格 (the same but for letter case or spaces), \
         `T-01` (the same but for zeros before a number)"
    );
}
