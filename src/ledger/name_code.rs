//! Codes that are made of names, for people and Party organisations that are known by name alone.
//!
//! `人员:张三@410102012001` is 张三 who serves in `410102012001`; `党组织:惠民党支部` is the Party organisation of that name. Such
//! a code depends on nothing but the name and the place, so it is the same whatever the order of rows, and tells that
//! somebody has no code of his own.

use crate::kind::Family;

/// What stands before the name.
const SIGN: char = ':';

/// The code that a name stands for.
#[cfg(feature = "workbook")]
pub(crate) fn code_of_name(is_person: bool, name: &str) -> String {
    let family = if is_person { Family::Person } else { Family::Party };
    format!("{}{SIGN}{name}", family.chinese())
}

/// The code of a person who is known by name within a place: a second-level grid or whatever else people of one name
/// are told apart by.
#[cfg(feature = "workbook")]
pub(crate) fn code_of_person_in(name: &str, place: &str) -> String {
    format!("{}@{place}", code_of_name(true, name))
}

/// Whether a person of this name and code has no code of his own.
pub(crate) fn is_code_of_name(code: &str, name: &str) -> bool {
    let behind = code.strip_prefix(Family::Person.chinese()).and_then(|rest| rest.strip_prefix(SIGN));
    let behind = behind.and_then(|rest| rest.strip_prefix(name));
    behind.is_some_and(|rest| rest.is_empty() || rest.starts_with('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_tells_whether_it_is_made_of_a_name() {
        assert!(is_code_of_name("人员:张三@V", "张三"));
        assert!(is_code_of_name("人员:张三", "张三"));
        assert!(!is_code_of_name("人员:张三丰@V", "张三"));
        assert!(!is_code_of_name("N-1", "张三"));
        assert!(!is_code_of_name("", ""));
    }
}
