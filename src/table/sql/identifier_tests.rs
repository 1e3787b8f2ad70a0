//! Names that are columns everywhere, and others.

use super::{RESERVED, checked};
use crate::kind::{Kind, Relation};
use crate::table::sql::SqlError;

#[test]
fn reserved_words_are_sorted_and_could_be_written() {
    assert!(RESERVED.is_sorted());
    for word in RESERVED {
        assert_eq!(checked(word.to_owned()), Err(SqlError::ReservedColumn { written: word.to_owned() }));
        assert!(checked(format!("{word}_")).is_ok(), "as the message proposes");
    }
}

#[test]
fn only_plain_names_are_columns() {
    let longest = "a".repeat(63);
    for name in ["a", "_", "minutes", "late_2", &longest] {
        assert_eq!(checked(name.to_owned()).as_deref(), Ok(name));
    }
    let too_long = "a".repeat(64);
    for name in ["", "2a", "Minutes", "分钟", "a b", "a;", "a--", "a\"", "a'", "a`", "a.b", "${a}", "a\n", &too_long]
    {
        assert_eq!(checked(name.to_owned()), Err(SqlError::NotAColumn { written: name.to_owned() }));
    }
}

#[test]
fn what_the_texts_name_is_a_column_everywhere() {
    let columns =
        ["code", "kind", "pre", "territory", "relation", "from_code", "to_code", "role", "basis", "joins", "home"];
    let answers =
        ["level", "unit", "measure", "scale", "nodes", "with_value", "value", "part", "whole", "covered", "total"];
    let more = ["unrecorded", "facts", "period", "position", "state", "passing", "judged", "states", "parts", "totals"];
    let kinds = Kind::IDS.iter().copied();
    for name in columns.into_iter().chain(answers).chain(more).chain(kinds) {
        assert!(checked(name.to_owned()).is_ok(), "{name}");
    }
    for relation in Relation::LINKS {
        assert!(checked(format!("records_{}", relation.id())).is_ok());
    }
}
