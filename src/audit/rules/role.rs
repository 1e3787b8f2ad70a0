//! Rules about posts: heads, liaisons, too many posts.

use super::bounds::number;
use super::recorded::judged;
use crate::audit::wording::{codes, listed, number_of};
use crate::audit::{Report, RuleSettings};
use crate::coverage::Question;
use crate::governance::{Governance, Node};
use crate::kind::{Family, Kind, Relation, Role};
use crate::language::Language::{Chinese, English};
use crate::message::Words;
use crate::set::NodeSet;

/// The grids of the kinds that the rule applies to, at which posts are recorded.
fn grids<'g>(governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) -> NodeSet<'g> {
    let kinds = Kind::of_family(Family::Grid).filter(|kind| settings.applies_to(*kind));
    judged(&governance.set_of_kinds(kinds), Relation::Serves, report)
}

/// A grid without a head, full-time or part-time.
pub(super) fn missing_head<'g>(governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
    let grids = grids(governance, settings, report);
    for grid in &(&governance.ask(Question::Headed).uncovered() & &grids) {
        let (head, part_time) = (Role::GridHead, Role::PartTimeHead);
        let posts = grid.staff().len();
        let words = Words::new(
            format!(
                "nobody heads this {}, which has {}; appoint a {head} or a {part_time}",
                grid.kind(),
                number_of(posts, "other post")
            ),
            format!(
                "本{}无网格长（另有其他任职{posts}人）；请配备{}或{}",
                grid.kind().chinese(),
                head.chinese(),
                part_time.chinese()
            ),
        );
        report.find(grid, words.with("other_posts", posts));
    }
}

/// A grid with several heads. One person in two posts is one head.
pub(super) fn two_heads<'g>(governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
    for grid in &grids(governance, settings, report) {
        let heads = grid.staff().filter(|post| post.role.is_some_and(Role::is_head));
        let mut heads = heads.map(|post| post.person.any()).collect::<Vec<_>>();
        // Posts are sorted by person.
        heads.dedup();
        if heads.len() > 1 {
            let (count, deputy) = (heads.len(), Role::DeputyHead);
            let list = |language| listed(language, heads.iter().copied());
            let words = Words::new(
                format!("{count} people head it: {}; keep one and make the others {deputy}", list(English)),
                format!("有{count}名网格长：{}；请保留一名，其余改任{}", list(Chinese), deputy.chinese()),
            );
            report.find(grid, words.with("count", count).with("heads", codes(heads)));
        }
    }
}

/// A person with more posts than the bound.
pub(super) fn too_many_posts<'g>(governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
    let Some(most) = settings.bound(Kind::Person).and_then(|band| band.at_most) else { return };
    for person in governance.nodes_of_kind(Kind::Person) {
        report.judged(1);
        let places: Vec<Node<'g>> = person.posts().map(|post| post.territory).collect();
        let count = places.len();
        if most < number(count) {
            let list = |language| listed(language, places.iter().copied());
            let words = Words::new(
                format!("has {count} posts, at most {most} are allowed: {}; give some to others", list(English)),
                format!("任职{count}处，最多{most}处：{}；请调整由他人担任", list(Chinese)),
            );
            report.find(person, words.with("count", count).with("at_most", most).with("at", codes(places)));
        }
    }
}

/// A dedicated grid without a liaison.
pub(super) fn missing_liaison<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    judged(&governance.set_of_kind(Kind::DedicatedGrid), Relation::Serves, report);
    for grid in &governance.ask(Question::Liaison).uncovered() {
        let posts = grid.staff().len();
        let words = Words::new(
            format!("has no liaison, and {}; appoint a {}", number_of(posts, "other post"), Role::Liaison),
            format!("无{}（另有其他任职{posts}人）；请配备{0}", Role::Liaison.chinese()),
        );
        report.find(grid, words.with("other_posts", posts));
    }
}

/// A post without a role; reported for the area or grid that is served.
pub(super) fn unnamed<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    let territories = governance.set_of_kinds(Kind::ALL.iter().copied().filter(|kind| kind.is_territory()));
    for territory in &judged(&territories, Relation::Serves, report) {
        let nameless = territory.staff().filter(|post| post.role.is_none()).map(|post| post.person.any());
        let nameless = nameless.collect::<Vec<_>>();
        if !nameless.is_empty() {
            let count = nameless.len();
            let list = |language| listed(language, nameless.iter().copied());
            let roles: Vec<&str> = Role::ALL.iter().map(|role| role.chinese()).collect();
            let words = Words::new(
                format!(
                    "{} without a role, of {}; write one of {}",
                    number_of(count, "post"),
                    list(English),
                    Role::IDS.join(", ")
                ),
                format!("{count}处任职未注明职务：{}；请填写：{}", list(Chinese), roles.join("、")),
            );
            report.find(territory, words.with("count", count).with("people", codes(nameless)));
        }
    }
}
