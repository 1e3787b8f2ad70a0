//! The built-in rule packs, each rule with its source.

use super::{Band, RulePack, RuleSettings, Severity};
use crate::kind::{Family, Kind};

use Severity::{Notice, Warning};

/// The source of a rule that none of the texts states.
const OWN: &str = "no published rule; a default of this pack";

/// National rules, and rules of any well-kept ledger.
fn common(id: &str, title: &str, jurisdiction: &str) -> RulePack {
    let figures = "a declared figure and the ledger that it is declared of have to agree; a default of this pack";
    let twice = "totals are added up level by level, so a number stands at one level only; a default of this pack";
    let codes =
        "statistical division codes: a code begins with that of the division above (GB/T 2260, then 3 digits a level)";
    let class =
        "GB/T 10114-2003: 001-099 sub-districts, 100-199 towns, 200-399 townships, 400-599 enterprise-like units";
    let branches = "work rules for Party branches, 2018: a joint branch normally has at most 5 units";
    let posts = "no published bound; default of this pack";
    RulePack { jurisdiction: jurisdiction.to_owned(), ..RulePack::new(id, title) }
        .with_rule("report.differs", RuleSettings::new(Warning, figures))
        .with_rule("report.uncounted", RuleSettings::new(Notice, figures))
        .with_rule("role.missing_head", RuleSettings::new(Warning, OWN).with_kinds(Kind::of_family(Family::Grid)))
        .with_rule("role.two_heads", RuleSettings::new(Warning, OWN))
        .with_rule("role.too_many_posts", RuleSettings::new(Warning, posts).with_bound("person", Band::at_most(3)))
        .with_rule("role.missing_liaison", RuleSettings::new(Warning, OWN))
        .with_rule("role.unnamed", RuleSettings::new(Notice, OWN))
        .with_rule("lead.none", RuleSettings::new(Warning, OWN))
        .with_rule("lead.inherited", RuleSettings::new(Notice, OWN))
        .with_rule("lead.span", RuleSettings::new(Warning, branches).with_bound("branch", Band::at_most(5)))
        .with_rule("cover.multiple", RuleSettings::new(Warning, OWN))
        .with_rule("cover.none", RuleSettings::new(Warning, OWN))
        .with_rule("measure.at_two_levels", RuleSettings::new(Warning, twice).with_bound("percent", Band::at_most(1)))
        .with_rule("shape.empty", RuleSettings::new(Notice, OWN))
        .with_rule("shape.dedicated_under_subdistrict", RuleSettings::new(Notice, OWN))
        .with_rule("shape.dedicated_across", RuleSettings::new(Notice, OWN))
        .with_rule("name.same_sibling", RuleSettings::new(Notice, OWN))
        .with_rule("name.untidy", RuleSettings::new(Notice, OWN))
        .with_rule("person.namesake", RuleSettings::new(Notice, OWN))
        .with_rule("code.outside_division", RuleSettings::new(Warning, codes))
        .with_rule("code.class_mismatch", RuleSettings::new(Warning, class))
}

impl RulePack {
    /// Zhengzhou (郑州市): the sizes of grids in public reports of 2025, and what two of its sub-districts reported
    /// about their grids in 2023. It is the default.
    ///
    /// It has no dates: the reports do not say from when the rules apply.
    #[must_use]
    pub fn zhengzhou() -> Self {
        let size =
            "public reporting on Zhengzhou, 2025: a community grid has 300 to 500 households, a micro grid 50 to 70";
        let bands = RuleSettings::new(Warning, size)
            .with_measure("households")
            .with_bound("third_grid", Band::between(300, 500))
            .with_bound("micro_grid", Band::between(50, 70));
        let heads = "Xushui, first half of 2023: 139 part-time grid heads for 139 micro grids; \
                     for other grids a default of this pack";
        let liaisons = "Xushui, first half of 2023: dedicated grids have liaisons (专属网格联络员)";
        let led =
            "Zhongyuan West Road and Xushui, first half of 2023: Party organisations cover everything (组织全覆盖)";
        let net = "Zhongyuan West Road and Xushui, first half of 2023: the whole area is netted (全域覆盖建网)";
        let across = "public reporting on Zhengzhou, 2025: dedicated grids may cross ordinary boundaries";
        common("zhengzhou", "Zhengzhou, as reported in 2023 and 2025", "Zhengzhou (郑州市)")
            .with_source("role.missing_head", heads)
            .with_source("role.missing_liaison", liaisons)
            .with_source("lead.none", led)
            .with_source("cover.none", net)
            .with_source("shape.dedicated_across", across)
            .with_rule("size.above_band", bands.clone())
            .with_rule("size.below_band", bands)
    }

    /// Xi'an (西安市): every grid belongs to exactly one village or community, so a dedicated grid may neither
    /// be directly below a sub-district nor span several.
    ///
    /// It has no bounds of size, because no source for them is at hand.
    #[must_use]
    pub fn xian() -> Self {
        let one = "DB6101/T 3185-2024: every grid belongs to exactly one village or community";
        let of_one_community = || RuleSettings::new(Warning, one);
        common("xian", "Xi'an, DB6101/T 3185-2024", "Xi'an (西安市)")
            .with_rule("shape.dedicated_under_subdistrict", of_one_community())
            .with_rule("shape.dedicated_across", of_one_community())
    }
}
