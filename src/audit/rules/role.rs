//! Rules about posts: heads, liaisons, too many posts.

use super::bounds::number;
use crate::audit::wording::{listed, number_of};
use crate::audit::{Report, RuleSettings};
use crate::coverage::Question;
use crate::governance::{Governance, Node};
use crate::kind::{Family, Kind, Role};

fn is_judged(grid: Node<'_>, settings: &RuleSettings) -> bool {
    grid.kind().family() == Family::Grid && settings.applies_to(grid.kind())
}

/// A grid without a head, full-time or part-time.
pub(super) fn missing_head<'g>(governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
    let headless = governance.ask(Question::Headed).uncovered();
    for grid in headless.iter().filter(|grid| is_judged(*grid, settings)) {
        let (head, part_time) = (Role::GridHead, Role::PartTimeHead);
        let staff = number_of(grid.staff().len(), "other post");
        report.find(
            grid,
            format!("nobody heads this {}, which has {staff}; appoint a {head} or a {part_time}", grid.kind()),
        );
    }
}

/// A grid with several heads. One person in two posts is one head.
pub(super) fn two_heads<'g>(governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
    for grid in governance.territories().filter(|grid| is_judged(*grid, settings)) {
        let heads = grid.staff().filter(|post| post.role.is_some_and(Role::is_head));
        let mut heads = heads.map(|post| post.person.any()).collect::<Vec<_>>();
        // Posts are sorted by person.
        heads.dedup();
        if heads.len() > 1 {
            let (count, deputy) = (heads.len(), Role::DeputyHead);
            report.find(
                grid,
                format!("{count} people head it: {}; keep one and make the others {deputy}", listed(heads)),
            );
        }
    }
}

/// A person with more posts than the bound.
pub(super) fn too_many_posts<'g>(governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
    let Some(most) = settings.bound(Kind::Person).and_then(|band| band.at_most) else { return };
    for person in governance.nodes_of_kind(Kind::Person) {
        let posts = person.posts();
        if most < number(posts.len()) {
            let count = posts.len();
            let at = listed(posts.map(|post| post.territory));
            report.find(person, format!("has {count} posts, at most {most} are allowed: {at}; give some to others"));
        }
    }
}

/// A dedicated grid without a liaison.
pub(super) fn missing_liaison<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    for grid in &governance.ask(Question::Liaison).uncovered() {
        let staff = number_of(grid.staff().len(), "other post");
        report.find(grid, format!("has no liaison, and {staff}; appoint a {}", Role::Liaison));
    }
}

/// A post without a role; reported for the area or grid that is served.
pub(super) fn unnamed<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    for territory in governance.territories() {
        let nameless = territory.staff().filter(|post| post.role.is_none()).map(|post| post.person.any());
        let nameless = nameless.collect::<Vec<_>>();
        if !nameless.is_empty() {
            let posts = number_of(nameless.len(), "post");
            let roles = Role::IDS.join(", ");
            report.find(territory, format!("{posts} without a role, of {}; write one of {roles}", listed(nameless)));
        }
    }
}
