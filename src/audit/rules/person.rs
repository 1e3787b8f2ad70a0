//! Rules about who is one person: names that stand for one person here and for two there.

use std::collections::BTreeMap;

use crate::audit::wording::{listed, on_one_line};
use crate::audit::{Report, RuleSettings};
use crate::governance::{Governance, Node};
use crate::kind::Kind;
use crate::ledger::known_as;
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
        if let Some(message) = of_one(person) {
            report.find(person, message);
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
        if let Some(message) = of_several(&people) {
            report.find(people[0], message);
        }
    }
}

/// A person who may be several.
fn of_one(person: Node<'_>) -> Option<String> {
    let places = places(person);
    if known_as(person.code(), person.name()).is_some() {
        let (count, name) = (places.len(), on_one_line(person.name()));
        return (count > 1).then(|| {
            format!(
                "is taken for one person in {count} places: {}; if it is one, write a code for the person, and if they \
                 are several, a code for each, or {name}1 and {name}2",
                listed(places)
            )
        });
    }
    let communities = communities(&places);
    let count = communities.len();
    (count > 1).then(|| {
        format!(
            "serves in {count} communities: {}; if these are several people of one name, write a code for each",
            listed(communities)
        )
    })
}

/// People of one name who may be one.
fn of_several(people: &[Node<'_>]) -> Option<String> {
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
    let posts: Vec<String> = people.iter().take(SHOWN).map(|person| with_posts(*person)).collect();
    let more = if people.len() > SHOWN { format!(", and {} more", people.len() - SHOWN) } else { String::new() };
    Some(format!(
        "{} of the name `{}`: {}{more}; if they are one, give them one code, and if several, write a code for each",
        people.len(),
        on_one_line(people[0].name()),
        posts.join(", ")
    ))
}

/// How many people a message names.
const SHOWN: usize = 5;

fn with_posts(person: Node<'_>) -> String {
    let places = places(person);
    let code = on_one_line(person.code());
    if places.is_empty() { format!("`{code}` without a post") } else { format!("`{code}` at {}", listed(places)) }
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
