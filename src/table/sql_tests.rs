//! The texts as texts; `benches/engines.py` compares what they answer.

use super::{Facts, Period, Sql, SqlError, Texts};
use crate::governance::Governance;
use crate::kind::{Branch, Kind, SecondGrid, Shop, Subdistrict, ThirdGrid};
use crate::ledger::Draft;
use crate::measure::Measure;

/// What an injection would be made of, as the name of a measure, a code, a name and a category.
const UGLY: [&str; 6] =
    ["'; DROP TABLE nodes; --", "\" OR 1 = 1", "`m`", "${spark.app.name}", "a\\' UNION ALL SELECT 1\n--", "/* 户数 */"];

fn governance() -> Governance {
    let mut draft = Draft::new("'; DROP TABLE nodes; --");
    for ugly in UGLY {
        draft.measure(Measure::new(ugly).with_unit(ugly).with_scale(2));
    }
    let street = draft.root(Subdistrict, "'S", UGLY[0]);
    let second = draft.add(street, SecondGrid, "\"G", UGLY[1]);
    let third = draft.add(second, ThirdGrid, "T;--", UGLY[2]);
    let shop = draft.add(third, Shop, "X'; DROP TABLE nodes; --", UGLY[3]);
    draft.row(shop).category(UGLY[4]);
    let branch = draft.root(Branch, "P", "");
    draft.lead(branch, third);
    Governance::build(&draft).expect("codes and names may be anything")
}

/// Every kind of text.
fn all(governance: &Governance) -> Vec<Sql> {
    let texts = Texts::of(governance);
    let mut all = texts.all();
    let facts = Facts::new().with_measure("minutes").and_then(|facts| facts.with_measure("done")).expect("plain names");
    for length in Period::ALL {
        let facts = facts.clone().with_period("day", *length).and_then(|facts| facts.with_key("class"));
        let facts = facts.expect("plain names");
        all.extend([texts.facts(&facts), texts.fact_rates(&facts, "done", "minutes").expect("measures of them")]);
        all.extend(texts.levels().iter().map(|level| texts.facts_at(*level, &facts).expect("a level")));
    }
    for node in governance.nodes() {
        all.push(texts.counts_within(node).expect("a node of the graph"));
        all.push(texts.sums_within(node).expect("a node of the graph"));
        all.push(texts.facts_within(node, &facts).expect("a node of the graph"));
    }
    let measures = governance.measures();
    all.extend(measures.windows(2).map(|two| texts.rates(two[0].id(), two[1].id()).expect("measures of the graph")));
    all
}

#[test]
fn nothing_that_users_wrote_stands_in_a_text() {
    for sql in all(&governance()) {
        let (comment, statement) = sql.text().split_once('\n').expect("a comment and a statement");
        assert!(comment.starts_with("-- "), "{sql}");
        // What stands between quotes is a word of this crate, so that quotes never need to be escaped.
        for (at, part) in statement.split('\'').enumerate() {
            let is_plain = |char: char| char.is_ascii_lowercase() || char == '_';
            let outside = |char: char| char.is_ascii_alphanumeric() || " _\n,.()*+<>=".contains(char);
            let is_fine = if at % 2 == 1 { part.chars().all(is_plain) } else { part.chars().all(outside) };
            assert!(is_fine, "{part:?} in {sql}");
        }
        assert_eq!(statement.matches('\'').count() % 2, 0, "{sql}");
        assert!(sql.name().bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'));
    }
}

#[test]
fn names_of_texts_differ() {
    let governance = governance();
    let mut names: Vec<String> = all(&governance).iter().map(|sql| sql.name().to_owned()).collect();
    names.sort();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn a_graph_without_anything_has_the_same_texts_of_no_level() {
    let governance = Governance::build(Draft::new("")).expect("an empty ledger");
    for sql in all(&governance) {
        assert!(!sql.text().contains("()"), "no list is empty: {sql}");
        assert!(!sql.text().contains("IN ()"), "{sql}");
    }
}

#[test]
fn no_text_groups_by_levels_at_once_or_joins_by_a_range() {
    for sql in all(&governance()) {
        let text = sql.text().to_lowercase();
        for word in ["rollup", "cube", "grouping sets", "qualify", "limit", "\"", "`", ";"] {
            assert!(!text.contains(word), "{word} in {sql}");
        }
        let mut conditions = text.split(" on ").skip(1).map(|rest| rest.lines().next().unwrap_or_default());
        assert!(
            conditions.all(|on| on.contains(" = ") && !on.contains(['<', '>']) && !on.contains("between")),
            "{sql}"
        );
    }
}

#[test]
fn columns_of_facts_are_refused_where_a_name_has_another_meaning() {
    let facts = Facts::new().with_measure("minutes").expect("a plain name");
    let taken = |written: &str| Err(SqlError::TakenColumn { written: written.to_owned() });
    for name in ["minutes", "level", "unit", "period", "facts", "third_grid", "pre", "node"] {
        assert_eq!(facts.clone().with_measure(name), taken(name));
        assert_eq!(facts.clone().with_key(name), taken(name));
        assert_eq!(facts.clone().with_period(name, Period::Month), taken(name));
    }
    for name in UGLY {
        let error = facts.clone().with_key(name).expect_err("it is no name");
        assert_eq!(error, SqlError::NotAColumn { written: name.to_owned() });
    }
    let texts = governance();
    let texts = Texts::of(&texts);
    let error = texts.fact_rates(&facts, "minutes", "minuts").expect_err("there is no such measure");
    assert_eq!(error.to_string(), "`minuts` is no measure of these facts (did you mean `minutes`?); they have minutes");
}

#[test]
fn what_a_graph_does_not_have_is_refused() {
    let (one, other) = (governance(), governance());
    let texts = Texts::of(&one);
    let node = other.find("P").expect("it was drafted");
    assert_eq!(texts.counts_within(node), Err(SqlError::OtherGraph));
    assert_eq!(texts.sums_within(node), Err(SqlError::OtherGraph));
    assert_eq!(texts.facts_within(node, &Facts::new()), Err(SqlError::OtherGraph));
    let levels = vec![Kind::Subdistrict, Kind::SecondGrid, Kind::ThirdGrid];
    assert_eq!(texts.sums_at(Kind::County), Err(SqlError::NoLevel { kind: Kind::County, levels: levels.clone() }));
    assert_eq!(texts.counts_at(Kind::Shop), Err(SqlError::NoLevel { kind: Kind::Shop, levels }));
    assert!(matches!(texts.rates("households", "`m`"), Err(SqlError::UnknownMeasure(_))));
}
