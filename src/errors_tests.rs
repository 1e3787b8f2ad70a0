//! Tests of `errors.rs`.

use super::Errors;

#[test]
fn shows_one_error_a_line_in_order() {
    let mut errors = Errors::from("b");
    errors.extend(["a", "c"]);
    assert_eq!(errors.to_string(), "b\na\nc", "no line end at the end");
    assert_eq!((*errors.first(), errors.len()), ("b", 3));
    errors.sort_by_key(|error| *error);
    assert_eq!(errors.iter().copied().collect::<String>(), "abc");
    assert_eq!((&errors).into_iter().copied().collect::<String>(), "abc");
    assert_eq!(errors.map(str::to_uppercase).into_iter().collect::<String>(), "ABC");
}

#[test]
fn is_a_list_only_of_something() {
    assert_eq!(Errors::<u8>::check(vec![]), Ok(()));
    assert_eq!(Errors::check(vec![1, 2]).unwrap_err().len(), 2);
}

#[cfg(feature = "change")]
#[test]
fn stands_behind_others() {
    assert_eq!(Errors::from(3).behind(vec![1, 2]).into_iter().collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(Errors::from(3).behind(vec![]), Errors::found(vec![3]));
}

#[cfg(feature = "change")]
#[test]
#[should_panic(expected = "INVARIANT: what fails has reported an error")]
fn is_not_made_of_nothing() {
    let _ = Errors::<u8>::found(vec![]);
}
