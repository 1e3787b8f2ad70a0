//! Tests of `suggestion.rs`.

use super::{did_you_mean, or_did_you_mean, or_existing_code, suggest};

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
    assert_eq!([did_you_mean(&none), or_did_you_mean(&none), or_existing_code(&none)].concat(), "");
    assert_eq!(did_you_mean(&Some("code")), " (did you mean `code`?)");
    assert_eq!(or_did_you_mean(&Some("code")), "; did you mean `code`?");
    assert_eq!(or_existing_code(&Some("code")), "; there is one of code `code`");
}
