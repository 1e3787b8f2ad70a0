//! Rules about leadership by Party organisations.

use super::bounds::{at_most, number};
use crate::audit::wording::{Named, listed};
use crate::audit::{Report, RuleSettings};
use crate::coverage::Question;
use crate::governance::{Governance, Node};
use crate::kind::Family;

/// A sub-district or grid that no Party organisation leads, neither directly nor through an area or grid above.
pub(super) fn none<'g>(governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
    let led = governance.ask(Question::LedOrInherited);
    for territory in led.uncovered().iter().filter(|territory| settings.applies_to(territory.kind())) {
        let above = territory.ancestors().count();
        let also = match above {
            0 => "and nothing stands above it".to_owned(),
            1 => "nor does one lead what stands above it".to_owned(),
            _ => format!("nor does one lead any of the {above} that stand above it"),
        };
        report
            .find(territory, format!("no Party organisation leads this {}, {also}; let one lead it", territory.kind()));
    }
}

/// A sub-district or grid that is led only through an area or grid above.
pub(super) fn inherited<'g>(governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
    let led = governance.ask(Question::Led);
    let through = governance.ask(Question::LedOrInherited).covered() - led.covered();
    for territory in through.iter().filter(|territory| settings.applies_to(territory.kind())) {
        let is_led = |above: &Node<'_>| above.leaders().len() > 0;
        if let Some(above) = territory.ancestors().find(is_led) {
            let leaders = listed(above.leaders());
            let above = Named(above);
            report.find(
                territory,
                format!("led only through {above}, by {leaders}; let an organisation of its own lead it"),
            );
        }
    }
}

/// A Party organisation that leads more grids than the bound for its kind. Areas that it leads do not count.
pub(super) fn span<'g>(governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
    for (kind, most) in at_most(settings) {
        for party in governance.nodes_of_kind(kind) {
            let grids = party.leads().filter(|led| led.kind().family() == Family::Grid).collect::<Vec<_>>();
            let count = grids.len();
            if most < number(count) {
                let list = listed(grids);
                report.find(
                    party,
                    format!("this {kind} leads {count} grids, at most {most} are allowed: {list}; share them out"),
                );
            }
        }
    }
}
