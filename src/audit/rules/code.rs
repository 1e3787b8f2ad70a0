//! Rules about codes: do their digits agree with the division and the name?

use crate::audit::wording::Named;
use crate::audit::{Report, RuleSettings};
use crate::division::{DivisionCode, DivisionLevel, TownshipClass};
use crate::governance::{Governance, Node};
use crate::kind::{Family, Kind};

/// Lengths of other codes that may be of digits alone: the social credit code of an enterprise
/// (GB 32100-2015), and the community grid code (CJ/T 349-2010), which begins with an object.
const OTHER_CODES: [usize; 2] = [18, 20];

/// A code of digits that does not begin with the division code of the area that the node is in.
///
/// A code of a grid or place that is shorter than the area's code is a number within the area (Xi'an numbers buildings
/// from 00001), not a division code.
pub(super) fn outside_division<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    for node in governance.nodes() {
        let code = node.code();
        let family = node.kind().family();
        let in_areas = family.is_territory() || family == Family::Place;
        if !in_areas || !code.bytes().all(|byte| byte.is_ascii_digit()) || OTHER_CODES.contains(&code.len()) {
            continue;
        }
        let mut areas = node.ancestors().filter(|above| above.kind().family() == Family::Area);
        let coded = |area: Node<'g>| Some((area, area.code().parse::<DivisionCode>().ok()?));
        let Some((area, division)) = areas.find_map(coded) else { continue };
        let is_number = family != Family::Area && code.len() < division.as_str().len();
        if !is_number && !code.starts_with(division.as_str()) {
            let area = Named(area);
            report.find(
                node,
                format!(
                    "the code does not begin with that of {area}, in which it stands; correct the code or the parent"
                ),
            );
        }
    }
}

/// A sub-district whose name states another class than the digits of its code.
pub(super) fn class_mismatch<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    for street in governance.nodes_of_kind(Kind::Subdistrict) {
        let code = street.code().parse::<DivisionCode>().ok();
        let code = code.filter(|code| code.level() == DivisionLevel::Township);
        let Some((code, named)) = code.zip(TownshipClass::of_name(street.name())) else { continue };
        if code.class() != Some(named) {
            let digits = &code.as_str()[DivisionLevel::County.digits()..];
            let (first, last) = named.range();
            let coded = code.class().map(|class| format!("{class} ({})", class.chinese()));
            let coded = coded.as_deref().unwrap_or("no class");
            let named = format!("{named} ({}), {first:03} to {last:03}", named.chinese());
            let remedy = "correct one, or suppress it if both are official";
            report.find(street, format!("the name says {named}, but {digits} says {coded}; {remedy}"));
        }
    }
}
