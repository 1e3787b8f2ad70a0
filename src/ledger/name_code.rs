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

/// By what a person of this name is known, if the code is made of the name: the name with what tells people of it
/// apart, 张三1.
pub(crate) fn known_as<'c>(code: &'c str, name: &str) -> Option<&'c str> {
    let made_of = code.strip_prefix(Family::Person.chinese())?.strip_prefix(SIGN)?;
    let known_as = made_of.split_once('@').map_or(made_of, |(known_as, _)| known_as);
    let tag = known_as.strip_prefix(name)?;
    let is_tag = tag.len() <= 2 && tag.bytes().all(|byte| byte.is_ascii_alphanumeric())
        || tag.starts_with('(') && tag.ends_with(')');
    is_tag.then_some(known_as)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_tells_whether_it_is_made_of_a_name() {
        assert_eq!(known_as("人员:张三@V", "张三"), Some("张三"));
        assert_eq!(known_as("人员:张三", "张三"), Some("张三"));
        assert_eq!(known_as("人员:张三1@V", "张三"), Some("张三1"));
        assert_eq!(known_as("人员:张三(大)@V", "张三"), Some("张三(大)"));
        assert_eq!(known_as("人员:张三丰@V", "张三"), None);
        assert_eq!(known_as("N-1", "张三"), None);
        assert_eq!(known_as("", ""), None);
    }
}
