//! The table of the built-in rules: a row for each rule, and a file for each family of rules.

use super::{code, cover, lead, measures, name, person, report, role, shape, size};
use crate::audit::{End, Reads, Report, Rule, RuleSettings};
use crate::coverage::Question;
use crate::governance::Governance;
use crate::kind::{Family, Kind, all_differ};

/// Whether a rule is about a kind.
type IsAbout = fn(Kind) -> bool;

const TERRITORIES: IsAbout = Kind::is_territory;
const GRIDS: IsAbout = |kind| kind.family() == Family::Grid;
const PARTY: IsAbout = |kind| kind.family() == Family::Party;
const PEOPLE: IsAbout = |kind| kind.family() == Family::Person;
/// The kinds that should be led: sub-districts and grids.
const LED: IsAbout = |kind| Question::Led.population().any(|led| led == kind);

/// All built-in rules. A new rule is a function in the file of its family and a row here. A test then requires a ledger
/// that breaks it and one that does not.
pub(super) const BUILT_IN: &[BuiltIn] = &[
    BuiltIn::new(
        "report.differs",
        "a declared figure differs from what is counted",
        "申报数与统计数不符",
        report::differs,
    ),
    BuiltIn::new("report.uncounted", "a declared figure of what is not counted", "申报数无统计依据", report::uncounted),
    BuiltIn::new("role.missing_head", "a grid without a head", "网格无网格长", role::missing_head).of(GRIDS),
    BuiltIn::new("role.two_heads", "several people head one grid", "网格有多名网格长", role::two_heads).of(GRIDS),
    BuiltIn::new("role.too_many_posts", "a person with too many posts", "一人任职过多", role::too_many_posts)
        .bounded(PEOPLE, End::AtMost),
    BuiltIn::new(
        "role.missing_liaison",
        "a dedicated grid without a liaison",
        "专属网格无联络员",
        role::missing_liaison,
    ),
    BuiltIn::new("role.unnamed", "a post without a role", "任职未注明职务", role::unnamed),
    BuiltIn::new(
        "lead.none",
        "led by no Party organisation, nor anything above it",
        "本级及上级均无党组织领导",
        lead::none,
    )
    .of(LED),
    BuiltIn::new("lead.inherited", "led only through an area or grid above", "仅由上级党组织领导", lead::inherited)
        .of(LED),
    BuiltIn::new("lead.span", "a Party organisation that leads too many grids", "党组织领导网格过多", lead::span)
        .bounded(PARTY, End::AtMost),
    BuiltIn::new("cover.multiple", "a place in several grids", "场所重复纳入网格", cover::multiple),
    BuiltIn::new("cover.none", "a place in no grid", "场所未纳入网格", cover::none),
    BuiltIn::new("size.above_band", "a grid that is too large", "网格规模过大", size::above_band)
        .bounded(GRIDS, End::AtMost)
        .measured(),
    BuiltIn::new("size.below_band", "a grid that is too small", "网格规模过小", size::below_band)
        .bounded(GRIDS, End::AtLeast)
        .measured(),
    BuiltIn::new(
        "measure.at_two_levels",
        "the same number at a node and below it",
        "上下级重复填报同一数",
        measures::at_two_levels,
    )
    .with_bound(measures::PERCENT, End::AtMost)
    .measured(),
    BuiltIn::new("shape.empty", "an area or grid with nothing in it", "区域或网格为空", shape::empty).of(TERRITORIES),
    BuiltIn::new(
        "shape.dedicated_under_subdistrict",
        "a dedicated grid that belongs to no village or community",
        "专属网格直属街道",
        shape::dedicated_under_subdistrict,
    ),
    BuiltIn::new(
        "shape.dedicated_across",
        "a dedicated grid across several sub-districts",
        "专属网格跨街道",
        shape::dedicated_across,
    ),
    BuiltIn::new("name.same_sibling", "two of one kind and name side by side", "同级同类重名", name::same_sibling),
    BuiltIn::new("name.untidy", "a name that is missing or untidy", "名称缺失或不规范", name::untidy),
    BuiltIn::new("person.namesake", "a name that may be one person or several", "同名人员待核实", person::namesake),
    BuiltIn::new(
        "code.outside_division",
        "a code of another division than the area's",
        "编码与所属区划不符",
        code::outside_division,
    ),
    BuiltIn::new(
        "code.class_mismatch",
        "a name of another class than the code",
        "名称与编码类别不符",
        code::class_mismatch,
    ),
];

const _: () = assert!(all_differ(&ids()), "two rules share an id");

const fn ids() -> [&'static str; BUILT_IN.len()] {
    let mut ids = [""; BUILT_IN.len()];
    let mut at = 0;
    while at < ids.len() {
        ids[at] = BUILT_IN[at].id;
        at += 1;
    }
    ids
}

/// The check of a built-in rule.
type Check = for<'r, 'g> fn(&'g Governance, &RuleSettings, &'r mut Report<'g>);

/// A row of the table of built-in rules.
#[derive(Clone, Copy)]
pub(super) struct BuiltIn {
    id: &'static str,
    english: &'static str,
    chinese: &'static str,
    kinds: Option<IsAbout>,
    bounds: Option<(IsAbout, End)>,
    bound: Option<(&'static str, End)>,
    measure: bool,
    check: Check,
}

impl BuiltIn {
    const fn new(id: &'static str, english: &'static str, chinese: &'static str, check: Check) -> Self {
        Self { id, english, chinese, kinds: None, bounds: None, bound: None, measure: false, check }
    }

    /// The rule may be restricted to some of these kinds.
    const fn of(mut self, kinds: IsAbout) -> Self {
        self.kinds = Some(kinds);
        self
    }

    /// The rule has a bound for each of these kinds, of which it reads the lower or the upper limit.
    const fn bounded(mut self, kinds: IsAbout, end: End) -> Self {
        self.bounds = Some((kinds, end));
        self
    }

    /// The rule has a bound of this name, of which it reads the lower or the upper limit.
    const fn with_bound(mut self, name: &'static str, end: End) -> Self {
        self.bound = Some((name, end));
        self
    }

    /// The pack may choose the measure of the rule.
    const fn measured(mut self) -> Self {
        self.measure = true;
        self
    }
}

/// The kinds for which `is_about` holds, in the order of their table.
fn all(is_about: IsAbout) -> impl Iterator<Item = Kind> {
    Kind::ALL.iter().copied().filter(move |kind| is_about(*kind))
}

impl Rule for BuiltIn {
    fn id(&self) -> &str {
        self.id
    }

    fn english(&self) -> &str {
        self.english
    }

    fn chinese(&self) -> &str {
        self.chinese
    }

    fn reads(&self) -> Reads {
        let mut reads = Reads::default().with_kinds(self.kinds.into_iter().flat_map(all));
        if let Some((kinds, end)) = self.bounds {
            reads = reads.with_bounds(all(kinds).map(Kind::id), Some(end));
        }
        if let Some((name, end)) = self.bound {
            reads = reads.with_bounds([name], Some(end));
        }
        reads.measure = self.measure;
        reads
    }

    fn check<'g>(&self, governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
        report.judged(0);
        (self.check)(governance, settings, report);
    }
}

#[cfg(test)]
#[path = "built_in_tests.rs"]
mod tests;
