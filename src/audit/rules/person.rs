//! Rules about who is one person: names that stand for one person here and for two there.

use std::collections::BTreeMap;

use crate::audit::wording::{SHOWN, codes, listed, on_one_line, quoted};
use crate::audit::{Report, RuleSettings};
use crate::governance::{Governance, Node};
use crate::kind::Kind;
use crate::language::Language;
use crate::language::Language::{Chinese, English};
use crate::ledger::known_as;
use crate::message::{Words, phrase};
use crate::text::canonical;

/// Names of which nothing certain says whether they are one person or several:
///
/// - a person without a code of his own who serves in several places: they may be people of one name;
/// - a person who serves in several communities;
/// - people of one name, at least one of whom has no code of his own, or who serve in one community: they may be one.
///
/// Each is reported once, for the person or for the first of them, with the posts and how to settle it.
pub(super) fn namesake<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    let mut by_name: BTreeMap<String, Vec<Node<'g>>> = BTreeMap::new();
    for person in governance.nodes_of_kind(Kind::Person) {
        report.judged(1);
        if let Some(words) = of_one(person) {
            report.find(person, words);
        }
        if !person.name().is_empty() {
            // 张三1 and 张三2 are told apart.
            let name = known_as(person.code(), person.name()).unwrap_or(person.name());
            by_name.entry(canonical(name).into_owned()).or_default().push(person);
        }
    }
    let mut several: Vec<Vec<Node<'g>>> = by_name.into_values().filter(|people| people.len() > 1).collect();
    // In the order of the people, whatever their names.
    several.sort_by_key(|people| people.first().map(|person| person.code().to_owned()));
    for people in several {
        if let Some(words) = of_several(&people) {
            report.find(people[0], words);
        }
    }
}

/// A person who may be several.
fn of_one(person: Node<'_>) -> Option<Words> {
    let places = places(person);
    if known_as(person.code(), person.name()).is_some() {
        let (count, name) = (places.len(), on_one_line(person.name()));
        return (count > 1).then(|| {
            let list = |language| listed(language, places.iter().copied());
            let words = Words::new(
                format!(
                    "is taken for one person in {count} places: {}; if it is one, write a code for the person, and if \
                     they are several, a code for each, or {name}1 and {name}2",
                    list(English)
                ),
                format!(
                    "在{count}处任职，按同一人处理：{}；如为一人，请填写人员编码；如为多人，请分别填写编码，或写作{name}1、{name}2",
                    list(Chinese)
                ),
            );
            words.with("count", count).with("places", codes(places.iter().copied()))
        });
    }
    let communities = communities(&places);
    let count = communities.len();
    (count > 1).then(|| {
        let list = |language| listed(language, communities.iter().copied());
        let words = Words::new(
            format!(
                "serves in {count} communities: {}; if these are several people of one name, write a code for each",
                list(English)
            ),
            format!("在{count}个社区任职：{}；如为同名的多人，请分别填写编码", list(Chinese)),
        );
        words.with("count", count).with("communities", codes(communities.iter().copied()))
    })
}

/// People of one name who may be one.
fn of_several(people: &[Node<'_>]) -> Option<Words> {
    let has_code_of_name = people.iter().any(|person| known_as(person.code(), person.name()).is_some());
    let mut seen: Vec<Node<'_>> = Vec::new();
    let mut shares_community = false;
    for person in people {
        let own = communities(&places(*person));
        shares_community |= own.iter().any(|community| seen.contains(community));
        seen.extend(own);
    }
    if !has_code_of_name && !shares_community {
        return None;
    }
    let posts =
        |language| phrase::list(language, people.iter().take(SHOWN).map(|person| with_posts(language, *person)));
    let (count, name) = (people.len(), people[0].name());
    let (more, more_chinese) = match count.saturating_sub(SHOWN) {
        0 => <_>::default(),
        more => (format!(", and {more} more"), format!("等{count}人")),
    };
    let words = Words::new(
        format!(
            "{count} of the name {}: {}{more}; if they are one, give them one code, and if several, write a code for each",
            quoted(English, name),
            posts(English)
        ),
        format!(
            "{count}人同名{}：{}{more_chinese}；如为一人，请使用同一编码；如为多人，请分别填写编码",
            quoted(Chinese, name),
            posts(Chinese)
        ),
    );
    Some(words.with("count", count).with("written", name).with("people", codes(people.iter().copied())))
}

fn with_posts(language: Language, person: Node<'_>) -> String {
    let (places, code) = (places(person), quoted(language, person.code()));
    match (language, places.is_empty()) {
        (Language::English, true) => format!("{code} without a post"),
        (Language::English, false) => format!("{code} at {}", listed(language, places)),
        (Language::Chinese, true) => format!("{code}（无任职）"),
        (Language::Chinese, false) => format!("{code}（{}）", listed(language, places)),
    }
}

/// The areas and grids that a person serves, each once.
fn places(person: Node<'_>) -> Vec<Node<'_>> {
    let mut places: Vec<Node<'_>> = person.posts().map(|post| post.territory).collect();
    // Posts are sorted by what is served.
    places.dedup();
    places
}

/// The second-level grids that places are or lie in, each once.
fn communities<'g>(places: &[Node<'g>]) -> Vec<Node<'g>> {
    let around = |place: &Node<'g>| {
        std::iter::once(*place).chain(place.ancestors()).find(|node| node.kind() == Kind::SecondGrid)
    };
    let mut communities: Vec<Node<'g>> = places.iter().filter_map(around).collect();
    communities.sort_unstable_by_key(|community| community.code());
    communities.dedup();
    communities
}
