//! The two sub-districts of the article, as ledgers.
//!
//! The counts are real: they are declared as the article gives them. The individual grids, places and people are made
//! up to match the counts, since the article does not say where each grid is, who serves it, or its name.

use gridgov::kind::{
    Branch, Compound, County, DedicatedGrid, Enterprise, Kind, MicroGrid, PartyCommittee, PartyGroup, Person, Relation,
    Role, School, SecondGrid, Shop, Site, Subdistrict, ThirdGrid,
};
use gridgov::ledger::{Draft, Planned};
use gridgov::measure::Figure;

/// A sub-district as the article counts it; `None` where it gives no figure.
pub struct Article {
    pub code: &'static str,
    pub name: &'static str,
    pub second_grids: usize,
    pub third_grids: usize,
    pub dedicated_grids: usize,
    pub micro_grids: usize,
    pub branches: Option<usize>,
    pub party_groups: Option<usize>,
    pub part_time_heads: Option<usize>,
    pub liaisons: Option<usize>,
    /// Project liaisons, projects, and the villages that these are in.
    pub projects: Option<(usize, usize, usize)>,
    pub compounds: Option<usize>,
    pub enterprises: Option<usize>,
    pub shops: Option<usize>,
    pub schools: Option<usize>,
    /// People checked at home: this many at least.
    pub people_checked_at_least: Option<i64>,
    pub disputes_taken: Option<i64>,
    pub disputes_settled: Option<i64>,
}

pub const ZHONGYUAN_WEST: Article = Article {
    code: "410102010",
    name: "中原西路街道",
    second_grids: 7,
    third_grids: 52,
    dedicated_grids: 14,
    micro_grids: 262,
    branches: None,
    party_groups: None,
    part_time_heads: None,
    liaisons: None,
    projects: None,
    compounds: Some(13),
    enterprises: Some(539),
    shops: Some(864),
    schools: Some(11),
    people_checked_at_least: Some(38_000),
    disputes_taken: Some(324),
    disputes_settled: Some(321),
};

pub const XUSHUI: Article = Article {
    code: "410102012",
    name: "须水街道",
    second_grids: 10,
    third_grids: 52,
    dedicated_grids: 34,
    micro_grids: 139,
    branches: Some(24),
    party_groups: Some(68),
    part_time_heads: Some(139),
    liaisons: Some(10),
    projects: Some((9, 9, 7)),
    compounds: None,
    enterprises: None,
    shops: None,
    schools: None,
    people_checked_at_least: None,
    disputes_taken: None,
    disputes_settled: Some(297),
};

/// The category of a resettlement project among the sites.
pub const PROJECT: &str = "resettlement_project";

/// Both sub-districts below their district.
pub fn zhongyuan_district() -> Draft {
    let mut draft = Draft::new("郑州市中原区：中原西路街道、须水街道（2023年上半年）");
    for measure in ["people_checked", "disputes_taken", "disputes_settled"] {
        draft.measure(measure);
    }
    let district = draft.root(County, "410102", "中原区");
    for article in [&ZHONGYUAN_WEST, &XUSHUI] {
        let street = draft.add(district, Subdistrict, article.code, article.name);
        Reconstruction { draft: &mut draft, article, street }.fill();
    }
    draft
}

struct Reconstruction<'a> {
    draft: &'a mut Draft,
    article: &'a Article,
    street: Planned<Subdistrict>,
}

/// The grids of a sub-district, level by level.
struct Grids {
    second: Vec<Planned<SecondGrid>>,
    third: Vec<Planned<ThirdGrid>>,
    dedicated: Vec<Planned<DedicatedGrid>>,
    micro: Vec<Planned<MicroGrid>>,
}

impl Reconstruction<'_> {
    fn fill(&mut self) {
        self.declare();
        if self.article.branches.is_none() && self.article.part_time_heads.is_none() {
            // The article does not say who leads and serves there, which is not to say that nobody does.
            self.draft.row(self.street).records([Relation::Covers]);
        }
        let grids = self.grids();
        let compounds = self.places(&grids);
        self.party(&grids, &compounds);
        self.people(&grids);
    }

    fn code(&self, letter: &str, number: usize) -> String {
        format!("{}-{letter}{number:03}", self.article.code)
    }

    /// What the article says, as the sub-district's own declaration.
    fn declare(&mut self) {
        let article = self.article;
        let exact = |number: usize| Figure::exact(number as i64);
        let mut row = self.draft.row(self.street);
        for (kind, number) in [
            (Kind::SecondGrid, Some(article.second_grids)),
            (Kind::ThirdGrid, Some(article.third_grids)),
            (Kind::DedicatedGrid, Some(article.dedicated_grids)),
            (Kind::MicroGrid, Some(article.micro_grids)),
            (Kind::Branch, article.branches),
            (Kind::PartyGroup, article.party_groups),
            (Kind::Compound, article.compounds),
            (Kind::Enterprise, article.enterprises),
            (Kind::Shop, article.shops),
            (Kind::School, article.schools),
        ] {
            if let Some(number) = number {
                row.declare(kind, exact(number));
            }
        }
        for (measure, figure) in [
            ("people_checked", article.people_checked_at_least.map(Figure::at_least)),
            ("disputes_taken", article.disputes_taken.map(Figure::exact)),
            ("disputes_settled", article.disputes_settled.map(Figure::exact)),
        ] {
            if let Some(figure) = figure {
                row.declare(measure, figure);
            }
        }
    }

    fn grids(&mut self) -> Grids {
        let article = self.article;
        let second: Vec<_> = (0..article.second_grids)
            .map(|at| {
                let code = self.code("E", at + 1);
                self.draft.add(self.street, SecondGrid, code, format!("第{}二级网格", at + 1))
            })
            .collect();
        let third: Vec<_> = (0..article.third_grids)
            .map(|at| {
                let code = self.code("S", at + 1);
                self.draft.add(second[at % second.len()], ThirdGrid, code, format!("{}号三级网格", at + 1))
            })
            .collect();
        let dedicated = (0..article.dedicated_grids)
            .map(|at| {
                let code = self.code("Z", at + 1);
                self.draft.add(second[at % second.len()], DedicatedGrid, code, format!("{}号专属网格", at + 1))
            })
            .collect();
        let micro = (0..article.micro_grids)
            .map(|at| {
                let code = self.code("W", at + 1);
                self.draft.add(third[at % third.len()], MicroGrid, code, format!("{}号微网格", at + 1))
            })
            .collect();
        Grids { second, third, dedicated, micro }
    }

    /// Compounds and shops into micro grids; schools and enterprises by turns into dedicated and micro grids.
    fn places(&mut self, grids: &Grids) -> Vec<Planned<Compound>> {
        let article = self.article;
        // Where the article counts Party groups in compounds but no compounds, each group has one.
        let compounds = (0..article.compounds.or(article.party_groups).unwrap_or(0))
            .map(|at| {
                let code = self.code("X", at + 1);
                self.draft.add(grids.micro[at % grids.micro.len()], Compound, code, format!("{}号院", at + 1))
            })
            .collect();
        for at in 0..article.shops.unwrap_or(0) {
            let code = self.code("H", at + 1);
            self.draft.add(grids.micro[at % grids.micro.len()], Shop, code, format!("{}号商户", at + 1));
        }
        for at in 0..article.enterprises.unwrap_or(0) {
            let (code, name) = (self.code("Q", at + 1), format!("{}号企业", at + 1));
            match at % 2 {
                0 => self.draft.add(grids.dedicated[at / 2 % grids.dedicated.len()], Enterprise, code, name),
                _ => self.draft.add(grids.micro[at % grids.micro.len()], Enterprise, code, name),
            };
        }
        for at in 0..article.schools.unwrap_or(0) {
            let code = self.code("U", at + 1);
            self.draft.add(grids.dedicated[at % grids.dedicated.len()], School, code, format!("{}号学校", at + 1));
        }
        if let Some((_, projects, villages)) = article.projects {
            for at in 0..projects {
                let code = self.code("A", at + 1);
                let site = self.draft.add(grids.second[at % villages], Site, code, format!("{}号安置房项目", at + 1));
                self.draft.row(site).category(PROJECT);
            }
        }
        compounds
    }

    /// The committee of the sub-district, and where the article counts them the branches on third-level grids,
    /// each on one, and the groups in compounds.
    fn party(&mut self, grids: &Grids, compounds: &[Planned<Compound>]) {
        let article = self.article;
        let name = format!("{}党工委", article.name);
        let committee = self.draft.root(PartyCommittee, self.code("D", 0), name);
        self.draft.lead(committee, self.street);
        let branches: Vec<_> = (0..article.branches.unwrap_or(0))
            .map(|at| {
                let code = self.code("D", at + 1);
                let branch = self.draft.add(committee, Branch, code, format!("第{}网格党支部", at + 1));
                self.draft.lead(branch, grids.third[at]);
                branch
            })
            .collect();
        for (at, compound) in compounds.iter().enumerate().take(article.party_groups.unwrap_or(0)) {
            let code = self.code("G", at + 1);
            let group =
                self.draft.add(branches[at % branches.len()], PartyGroup, code, format!("{}号院党小组", at + 1));
            self.draft.seat(group, *compound);
        }
    }

    /// The people in the posts that the article counts.
    fn people(&mut self, grids: &Grids) {
        let article = self.article;
        for at in 0..article.part_time_heads.unwrap_or(0) {
            let head = self.draft.root(Person, self.code("P", at + 1), format!("兼职网格长{}号", at + 1));
            self.draft.serve(head, Role::PartTimeHead, grids.micro[at]);
        }
        for at in 0..article.liaisons.unwrap_or(0) {
            let liaison = self.draft.root(Person, self.code("L", at + 1), format!("专属网格联络员{}号", at + 1));
            self.draft.serve(liaison, Role::Liaison, grids.dedicated[at]);
        }
        if let Some((liaisons, _, villages)) = article.projects {
            for at in 0..liaisons {
                let liaison = self.draft.root(Person, self.code("J", at + 1), format!("项目联络员{}号", at + 1));
                self.draft.serve(liaison, Role::Liaison, grids.second[at % villages]);
            }
        }
    }
}
