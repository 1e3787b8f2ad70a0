//! Rules about codes: do their digits agree with the division and the name?

use crate::audit::wording::named;
use crate::audit::{Report, RuleSettings};
use crate::division::{DivisionCode, DivisionLevel, TownshipClass};
use crate::governance::{Governance, Node};
use crate::kind::{Family, Kind};
use crate::language::Language::{Chinese, English};
use crate::message::Words;

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
        report.judged(1);
        if !is_number && !code.starts_with(division.as_str()) {
            let words = Words::new(
                format!(
                    "the code does not begin with that of {}, in which it stands; correct the code or the parent",
                    named(English, area)
                ),
                format!("编码与所在的{}不符，未以其编码开头；请更正编码或上级", named(Chinese, area)),
            );
            report.find(node, words.with("area", area.code()));
        }
    }
}

/// A sub-district whose name states another class than the digits of its code.
pub(super) fn class_mismatch<'g>(governance: &'g Governance, _: &RuleSettings, report: &mut Report<'g>) {
    for street in governance.nodes_of_kind(Kind::Subdistrict) {
        let code = street.code().parse::<DivisionCode>().ok();
        let code = code.filter(|code| code.level() == DivisionLevel::Township);
        let Some((code, named)) = code.zip(TownshipClass::of_name(street.name())) else { continue };
        report.judged(1);
        if code.class() != Some(named) {
            let digits = &code.as_str()[DivisionLevel::County.digits()..];
            let (first, last) = named.range();
            let coded = code.class().map(|class| format!("{class} ({})", class.chinese()));
            let coded = coded.as_deref().unwrap_or("no class");
            let coded_chinese = code.class().map_or("无此类", TownshipClass::chinese);
            let words = Words::new(
                format!(
                    "the name says {named} ({}), {first:03} to {last:03}, but {digits} says {coded}; \
                     correct one, or suppress it if both are official",
                    named.chinese()
                ),
                format!(
                    "名称为{}（{first:03}至{last:03}），编码{digits}为{coded_chinese}；请更正其一，如均为正式用法，请列入不予提示",
                    named.chinese()
                ),
            );
            report
                .find(street, words.with("digits", digits).with("named", named.chinese()).with("coded", coded_chinese));
        }
    }
}
