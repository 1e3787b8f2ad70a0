//! Rules about leadership by Party organisations.

use super::bounds::{at_most, number};
use super::recorded::{judged, judged_without};
use crate::audit::wording::{codes, listed, named};
use crate::audit::{Report, RuleSettings};
use crate::coverage::Question;
use crate::governance::{Governance, Node};
use crate::kind::{Family, Relation};
use crate::language::Language::{Chinese, English};
use crate::message::Words;
use crate::set::NodeSet;

/// The nodes that should be led, of the kinds that the rule applies to.
fn to_be_led<'g>(governance: &'g Governance, settings: &RuleSettings) -> NodeSet<'g> {
    governance.set_of_kinds(Question::Led.population().filter(|kind| settings.applies_to(*kind)))
}

/// A sub-district or grid that no Party organisation leads, neither directly nor through an area or grid above.
pub(super) fn none<'g>(governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
    let led = governance.ask(Question::LedOrInherited);
    let asked = to_be_led(governance, settings);
    let recorded = judged_without(&asked, &(led.unrecorded() & &asked), Relation::Leads, report);
    for territory in &(&led.uncovered() & &recorded) {
        let above = territory.ancestors().count();
        let also = match above {
            0 => "and nothing stands above it".to_owned(),
            1 => "nor does one lead what stands above it".to_owned(),
            _ => format!("nor does one lead any of the {above} that stand above it"),
        };
        let also_chinese = match above {
            0 => "其上也没有上级".to_owned(),
            _ => format!("其{above}个上级也没有"),
        };
        let words = Words::new(
            format!("no Party organisation leads this {}, {also}; let one lead it", territory.kind()),
            format!("本{}没有党组织领导，{also_chinese}；请明确领导的党组织", territory.kind().chinese()),
        );
        report.find(territory, words.with("above", above));
    }
}

/// A sub-district or grid that is led only through an area or grid above.
pub(super) fn inherited<'g>(governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
    let led = governance.ask(Question::Led);
    let through = governance.ask(Question::LedOrInherited).covered() - led.covered();
    let recorded = judged(&to_be_led(governance, settings), Relation::Leads, report);
    for territory in &(&through & &recorded) {
        let is_led = |above: &Node<'_>| above.leaders().len() > 0;
        if let Some(above) = territory.ancestors().find(is_led) {
            let leaders: Vec<Node<'g>> = above.leaders().map(Node::any).collect();
            let list = |language| listed(language, leaders.iter().copied());
            let words = Words::new(
                format!(
                    "led only through {}, by {}; let an organisation of its own lead it",
                    named(English, above),
                    list(English)
                ),
                format!("仅由上级{}的党组织（{}）领导；请明确本级党组织", named(Chinese, above), list(Chinese)),
            );
            report.find(territory, words.with("above", above.code()).with("leaders", codes(leaders)));
        }
    }
}

/// A Party organisation that leads more grids than the bound for its kind. Areas that it leads do not count.
pub(super) fn span<'g>(governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
    for (kind, most) in at_most(settings) {
        for party in governance.nodes_of_kind(kind) {
            report.judged(1);
            let grids = party.leads().filter(|led| led.kind().family() == Family::Grid).collect::<Vec<_>>();
            let count = grids.len();
            if most < number(count) {
                let list = |language| listed(language, grids.iter().copied());
                let words = Words::new(
                    format!(
                        "this {kind} leads {count} grids, at most {most} are allowed: {}; share them out",
                        list(English)
                    ),
                    format!(
                        "本{}领导{count}个网格，最多{most}个：{}；请分由其他党组织领导",
                        kind.chinese(),
                        list(Chinese)
                    ),
                );
                report.find(party, words.with("count", count).with("at_most", most).with("grids", codes(grids)));
            }
        }
    }
}
