//! Tests each built-in rule with a ledger that breaks it and one that does not.

use std::collections::BTreeSet;

#[cfg(feature = "proptest")]
use proptest::prelude::Strategy;

use super::BUILT_IN;
use crate::audit::{Audit, Band, Rule, RulePack};
use crate::governance::Governance;
#[cfg(feature = "proptest")]
use crate::governance::Node;
#[cfg(feature = "proptest")]
use crate::kind::Family;
use crate::kind::{
    Branch, Building, Compound, County, DedicatedGrid, Kind, MicroGrid, PartyGroup, Person, Relation, Role, SecondGrid,
    Shop, Subdistrict, ThirdGrid,
};
use crate::ledger::{Draft, Ledger, LinkRow, Planned};
use crate::measure::Figure;

/// A sub-district, a second-level grid and two third-level grids in it.
struct Town {
    draft: Draft,
    street: Planned<Subdistrict>,
    second: Planned<SecondGrid>,
    one: Planned<ThirdGrid>,
    two: Planned<ThirdGrid>,
}

fn town() -> Town {
    let mut draft = Draft::new("");
    draft.measure("households");
    let street = draft.root(Subdistrict, "S", "须水街道");
    let second = draft.add(street, SecondGrid, "G", "第一网格");
    let one = draft.add(second, ThirdGrid, "T-1", "一号网格");
    let two = draft.add(second, ThirdGrid, "T-2", "二号网格");
    Town { draft, street, second, one, two }
}

impl Town {
    /// The draft after some additions.
    fn with(mut self, add: impl FnOnce(&mut Self)) -> Ledger {
        add(&mut self);
        self.draft.into_ledger()
    }
}

/// A head for each grid.
fn head_all(town: &mut Town) {
    for (person, role) in [("N-1", Role::GridHead), ("N-2", Role::PartTimeHead), ("N-3", Role::GridHead)] {
        let person_row = town.draft.root(Person, person, person);
        match person {
            "N-1" => town.draft.serve(person_row, role, town.second),
            "N-2" => town.draft.serve(person_row, role, town.one),
            _ => town.draft.serve(person_row, role, town.two),
        }
    }
}

/// A declared sum, and a value below it or none.
fn counted(value: Option<i64>) -> Ledger {
    town().with(|town| {
        town.draft.row(town.street).declare("households", Figure::at_least(60));
        if let Some(value) = value {
            town.draft.row(town.one).measure("households", value);
        }
    })
}

fn posts(count: usize) -> Ledger {
    town().with(|town| {
        let busy = town.draft.root(Person, "N", "张三");
        for role in [Role::GridHead, Role::GridWorker, Role::Liaison, Role::Adviser].into_iter().take(count) {
            town.draft.serve(busy, role, town.one);
        }
    })
}

fn dedicated(in_second: bool, with_liaison: bool) -> Ledger {
    town().with(|town| {
        town.draft.records([Relation::Serves]);
        let mall = if in_second {
            town.draft.add(town.second, DedicatedGrid, "D", "商场")
        } else {
            town.draft.add(town.street, DedicatedGrid, "D", "商场")
        };
        if with_liaison {
            let liaison = town.draft.root(Person, "N", "李四");
            town.draft.serve(liaison, Role::Liaison, mall);
        }
    })
}

/// Two people of one name, without codes of their own, or with.
fn namesakes(codes: [&str; 2]) -> Ledger {
    town().with(|town| {
        let other = town.draft.add(town.street, SecondGrid, "H", "第二网格");
        let one = town.draft.root(Person, codes[0], "张伟");
        town.draft.serve(one, Role::GridHead, town.one);
        let two = town.draft.root(Person, codes[1], "张伟");
        town.draft.serve(two, Role::GridHead, other);
    })
}

fn post(role: Option<Role>) -> Ledger {
    let mut ledger = town().with(|town| {
        town.draft.root(Person, "N", "王五");
    });
    let mut link = LinkRow::new(Relation::Serves, "N", "T-1");
    link.role = role.map(Into::into);
    ledger.links.push(link);
    ledger
}

/// A branch that leads the sub-district, the two grids, or a number of micro grids.
fn led(street: bool, grids: bool, micro_grids: usize) -> Ledger {
    town().with(|town| {
        let branch = town.draft.root(Branch, "P", "联合党支部");
        if street {
            town.draft.lead(branch, town.street);
        }
        if grids {
            town.draft.lead(branch, town.second);
            town.draft.lead(branch, town.one);
            town.draft.lead(branch, town.two);
        }
        for number in 0..micro_grids {
            let micro = town.draft.add(town.one, MicroGrid, format!("M-{number}"), "");
            town.draft.lead(branch, micro);
        }
    })
}

/// A compound with a building in the first grid, covered by the second or by the grid above both.
fn covered(by_second_grid: bool) -> Ledger {
    town().with(|town| {
        let compound = town.draft.add(town.one, Compound, "C", "惠民小区");
        let building = town.draft.add(compound, Building, "B", "1号楼");
        if by_second_grid {
            town.draft.cover(town.two, compound);
            town.draft.cover(town.two, building);
        } else {
            town.draft.cover(town.second, compound);
        }
    })
}

fn bare(covered: bool) -> Ledger {
    town().with(|town| {
        let compound = town.draft.add(town.street, Compound, "C", "惠民小区");
        town.draft.add(compound, Building, "B", "1号楼");
        if covered {
            town.draft.cover(town.one, compound);
        }
    })
}

fn sized(households: i64) -> Ledger {
    town().with(|town| {
        let micro = town.draft.add(town.one, MicroGrid, "M", "一号微网格");
        let compound = town.draft.add(micro, Compound, "C", "惠民小区");
        town.draft.row(compound).measure("households", households);
        town.draft.row(town.two).measure("households", 400);
        let rest = town.draft.add(town.one, Compound, "R", "其余");
        town.draft.row(rest).measure("households", 400 - households);
    })
}

/// Households of the second-level grid itself, and of the two below it.
fn twice(own: i64, below: [i64; 2]) -> Ledger {
    town().with(|town| {
        town.draft.row(town.second).measure("households", own);
        town.draft.row(town.one).measure("households", below[0]);
        town.draft.row(town.two).measure("households", below[1]);
    })
}

fn filled(with_covers: bool) -> Ledger {
    town().with(|town| {
        let shop = town.draft.add(town.one, Shop, "X", "粮油店");
        if with_covers {
            town.draft.cover(town.two, shop);
        }
    })
}

fn across(two_streets: bool) -> Ledger {
    town().with(|town| {
        let mall = town.draft.add(town.second, DedicatedGrid, "D", "二七商圈");
        let other = if two_streets { town.draft.root(Subdistrict, "S-2", "邻街道") } else { town.street };
        let shop = town.draft.add(other, Shop, "X", "粮油店");
        town.draft.cover(mall, shop);
    })
}

fn shops(names: [&str; 2]) -> Ledger {
    town().with(|town| {
        for (code, name) in ["X-1", "X-2"].into_iter().zip(names) {
            town.draft.add(town.one, Shop, code, name);
        }
        // The same name is allowed for another parent or another kind.
        town.draft.add(town.two, Shop, "X-3", names[0]);
        town.draft.add(town.one, Compound, "C", names[0]);
    })
}

fn named(name: &str) -> Ledger {
    town().with(|town| {
        town.draft.add(town.one, Shop, "X", name);
    })
}

fn coded(street: &str, name: &str, grid: &str, building: &str) -> Ledger {
    let mut draft = Draft::new("");
    let county = draft.root(County, "410102", "中原区");
    let street = draft.add(county, Subdistrict, street, name);
    let second = draft.add(street, SecondGrid, grid, "第一网格");
    draft.add(second, Building, building, "1号楼");
    draft.into_ledger()
}

fn declared(places: i64) -> Ledger {
    town().with(|town| {
        for code in ["X-1", "X-2"] {
            let shop = town.draft.add(town.one, Shop, code, "");
            town.draft.cover(town.two, shop);
        }
        town.draft.row(town.street).declare(Kind::Shop, places);
    })
}

/// A ledger that breaks the rule, the codes that it must find with a part of the first message, and a ledger that does
/// not break it.
type Fixture = (&'static str, Ledger, &'static [&'static str], &'static str, Ledger);

fn fixtures() -> Vec<Fixture> {
    let mut all = of_people_and_party();
    all.extend(of_territories_and_places());
    all
}

fn of_people_and_party() -> Vec<Fixture> {
    let heads = |count| {
        town().with(|town| {
            head_all(town);
            let other = town.draft.root(Person, "N-4", "赵六");
            town.draft.serve(other, if count == 2 { Role::PartTimeHead } else { Role::DeputyHead }, town.one);
        })
    };
    vec![
        (
            "report.differs",
            declared(4),
            &["S"],
            "`shop` is declared as 4, but the count is 2, 2 fewer; the declared figure counts places once for each cover",
            declared(2),
        ),
        (
            "report.uncounted",
            counted(None),
            &["S"],
            "`households` is declared as at least 60, but nothing here has a value of it; enter the values",
            counted(Some(0)),
        ),
        (
            "role.missing_head",
            town().with(|town| town.draft.records([Relation::Serves])),
            &["G", "T-1", "T-2"],
            "nobody heads this second_grid, which has 0 other posts; appoint a grid_head or a part_time_head",
            town().with(head_all),
        ),
        ("role.two_heads", heads(2), &["T-1"], "2 people head it: `N-2` N-2, `N-4` 赵六; keep one", heads(1)),
        ("role.too_many_posts", posts(4), &["N"], "has 4 posts, at most 3 are allowed: `T-1` 一号网格", posts(3)),
        (
            "role.missing_liaison",
            dedicated(true, false),
            &["D"],
            "has no liaison, and 0 other posts; appoint a liaison",
            dedicated(true, true),
        ),
        (
            "role.unnamed",
            post(None),
            &["T-1"],
            "1 post without a role, of `N` 王五; write",
            post(Some(Role::GridWorker)),
        ),
        (
            "lead.none",
            led(false, false, 1),
            &["G", "S", "T-1", "T-2"],
            "no Party organisation leads this second_grid, nor does one lead what stands above it",
            led(true, false, 0),
        ),
        (
            "lead.inherited",
            led(true, false, 0),
            &["G", "T-1", "T-2"],
            "led only through `S` 须水街道, by `P` 联合党支部; let an organisation of its own",
            led(true, true, 0),
        ),
        (
            "lead.span",
            led(true, false, 6),
            &["P"],
            "this branch leads 6 grids, at most 5 are allowed: `M-0`, `M-1`, `M-2`, `M-3`, `M-4`, 1 more; share",
            led(true, false, 5),
        ),
    ]
}

fn of_territories_and_places() -> Vec<Fixture> {
    let xushui = ("410102012", "须水街道");
    vec![
        (
            "cover.multiple",
            covered(true),
            &["C"],
            "2 grids net it, with 1 place inside, none within another: `T-1` 一号网格, `T-2` 二号网格; choose one",
            covered(false),
        ),
        ("cover.none", bare(false), &["C"], "no grid contains or covers it, with 1 place inside; place it", bare(true)),
        (
            "size.above_band",
            sized(71),
            &["M"],
            "71 households, 1 too many: a micro_grid has 50 to 70; divide it",
            sized(70),
        ),
        (
            "size.below_band",
            sized(49),
            &["M"],
            "49 households, 1 too few: a micro_grid has 50 to 70; merge it",
            sized(50),
        ),
        (
            "measure.at_two_levels",
            twice(400, [150, 250]),
            &["G"],
            "`households` is 400 here and 400 in the 2 below it; if both are the same, totals count it twice",
            twice(30, [150, 250]),
        ),
        ("shape.empty", filled(false), &["T-2"], "this third_grid contains nothing and covers no place", filled(true)),
        (
            "shape.dedicated_under_subdistrict",
            dedicated(false, true),
            &["D"],
            "stands directly below `S` 须水街道, in no village or community",
            dedicated(true, true),
        ),
        (
            "shape.dedicated_across",
            across(true),
            &["D"],
            "has places of 2 sub-districts: `S` 须水街道, `S-2` 邻街道; agree",
            across(false),
        ),
        (
            "name.same_sibling",
            shops(["粮油店", "粮油店"]),
            &["X-2"],
            "`X-1` in `T-1` 一号网格 is of the same kind and name, shop `粮油店`; give",
            shops(["粮油店", "百货店"]),
        ),
        ("name.untidy", named(" 第１ 店 "), &["X"], "write `第1 店`", named("学校（幼儿园） 第1 店")),
        (
            "person.namesake",
            namesakes(["人员:张伟@G", "人员:张伟@H"]),
            &["人员:张伟@G"],
            "2 of the name `张伟`: `人员:张伟@G` at `T-1` 一号网格, `人员:张伟@H` at `H` 第二网格; if they are one",
            namesakes(["N-1", "N-2"]),
        ),
        (
            "code.outside_division",
            coded(xushui.0, xushui.1, "410102010001", "410102012001001"),
            &["410102010001"],
            "the code does not begin with that of `410102012` 须水街道, in which it stands",
            coded(xushui.0, xushui.1, "410102012001", "00001"),
        ),
        (
            "code.class_mismatch",
            coded("410102400", xushui.1, "G", "B"),
            &["410102400"],
            "the name says sub-district (街道), 001 to 099, but 400 says enterprise-like unit (类似乡级单位); correct",
            coded(xushui.0, xushui.1, "G", "B"),
        ),
    ]
}

/// Zhengzhou's pack with a single rule.
fn only(rule: &str) -> RulePack {
    let mut pack = RulePack::zhengzhou();
    pack.rules.retain(|id, _| id == rule);
    assert_eq!(pack.rules.len(), 1, "{rule} is not in the default pack");
    pack
}

/// Each finding is told in Chinese too, with every part that is a number or a code.
fn in_both_languages(pack: &RulePack, ledger: &Ledger) {
    let governance = Governance::build(ledger).unwrap();
    for finding in &Audit::new(pack).unwrap().run(&governance) {
        let words = finding.words();
        let has_chinese = words.chinese().contains(|c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        assert!(has_chinese && words.chinese() != words.english(), "{words:?}");
        let digits = |text: &str| -> BTreeSet<String> {
            text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).map(str::to_owned).collect()
        };
        let english = digits(words.english());
        for number in digits(words.chinese()) {
            assert!(
                english.contains(&number) || words.parts().to_json_string().contains(&number),
                "{number}: {words:?}"
            );
        }
    }
}

/// The codes and messages of a rule's findings.
fn found(pack: &RulePack, ledger: &Ledger) -> Vec<(String, String)> {
    let governance = Governance::build(ledger).unwrap();
    let findings = Audit::new(pack).unwrap().run(&governance);
    findings.iter().map(|finding| (finding.subject().code().to_owned(), finding.words().english().to_owned())).collect()
}

fn codes(pack: &RulePack, ledger: &Ledger) -> Vec<String> {
    found(pack, ledger).into_iter().map(|(code, _)| code).collect()
}

#[test]
fn every_rule_has_a_ledger_that_breaks_it_and_one_that_does_not() {
    let listed: Vec<&str> = BUILT_IN.iter().map(Rule::id).collect();
    let tested: Vec<&str> = fixtures().iter().map(|fixture| fixture.0).collect();
    assert_eq!(listed, tested);
}

#[test]
fn rules_find_what_breaks_them_and_nothing_else() {
    for (rule, breaking, expected, fragment, clean) in fixtures() {
        let findings = found(&only(rule), &breaking);
        assert_eq!(findings.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>(), expected, "{rule}");
        assert!(findings[0].1.contains(fragment), "{rule}: {}", findings[0].1);
        in_both_languages(&only(rule), &breaking);
        assert_eq!(found(&only(rule), &clean), [], "{rule}");
    }
}

#[test]
fn ids_begin_with_the_name_of_their_family() {
    let mut families = BTreeSet::new();
    for rule in BUILT_IN {
        let (family, what) = rule.id().split_once('.').unwrap();
        assert!(!what.is_empty() && what.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
        assert!(!rule.english().is_empty() && !rule.chinese().is_ascii(), "{}", rule.id());
        families.insert(family);
    }
    assert_eq!(families.len(), 10);
}

#[test]
fn bounded_and_unknown_figures() {
    let report = |figure: Figure| {
        let ledger = town().with(|town| {
            town.draft.row(town.street).declare("third_grid", figure);
        });
        found(&only("report.differs"), &ledger).into_iter().map(|(_, message)| message).collect::<Vec<_>>()
    };
    for allowed in [Figure::exact(2), Figure::at_least(2), Figure::at_most(2), Figure::UNKNOWN] {
        assert_eq!(report(allowed), [""; 0], "{allowed}");
    }
    let short = report(Figure::at_least(38_000)).remove(0);
    assert!(short.contains("declared as at least 38000, but the count is 2, 37998 fewer; correct"), "{short}");
    let beyond = report(Figure::at_most(1)).remove(0);
    assert!(beyond.contains("declared as at most 1, but the count is 2, 1 more; correct"), "{beyond}");
    let outside = report(Figure::between(3, 4).unwrap()).remove(0);
    assert!(outside.contains("declared as 3 to 4, but the count is 2, 1 fewer"), "{outside}");
    let far = report(Figure::at_most(i64::MIN)).remove(0);
    assert!(far.contains("but the count is 2, more"), "{far}");
}

/// Each cell of the table of `report.differs`: the declared figure is one too high, and the count is as expected.
#[test]
fn figures_are_counted_as_the_table_says() {
    let mut expected: Vec<(&str, &str, i64)> = vec![
        ("S", "third_grid", 2),
        ("S", "shop", 2),
        ("T-2", "shop", 1),
        ("C", "shop", 1),
        ("S", "branch", 1),
        ("G", "branch", 1),
        ("T-1", "party_group", 1),
        ("C", "party_group", 1),
        ("S", "person", 2),
        ("S", "households", 70),
        ("T-2", "households", 30),
        ("C", "households", 70),
        ("P", "third_grid", 2),
        ("P", "shop", 2),
        ("P", "party_group", 1),
        ("P", "person", 2),
        ("P", "households", 70),
        ("PG", "person", 1),
        ("P", "dues", 12),
    ];
    let mut ledger = town().with(|town| {
        town.draft.measure("dues");
        let compound = town.draft.add(town.one, Compound, "C", "");
        town.draft.row(compound).measure("households", 40);
        let shop = town.draft.add(compound, Shop, "X-1", "");
        town.draft.row(shop).measure("households", 30);
        town.draft.add(town.street, Shop, "X-2", "");
        town.draft.cover(town.two, shop);
        let branch = town.draft.root(Branch, "P", "");
        let group = town.draft.add(branch, PartyGroup, "PG", "");
        town.draft.row(group).measure("dues", 12);
        // Two ways to the same grids, one branch.
        town.draft.lead(branch, town.street);
        town.draft.lead(branch, town.second);
        town.draft.lead(branch, town.one);
        town.draft.seat(group, compound);
        for person in ["N-1", "N-2"] {
            let row = town.draft.root(Person, person, "");
            town.draft.enrol(row, branch);
            town.draft.serve(row, Role::GridHead, town.one);
            town.draft.serve(row, Role::GridWorker, town.two);
            if person == "N-2" {
                town.draft.enrol(row, group);
            }
        }
    });
    // A figure is not judged if the graph cannot tell.
    let not_judged = [("C", "person"), ("N-1", "person"), ("N-1", "shop"), ("N-1", "households"), ("S", "dues")];
    let rows = expected.iter().map(|(code, of, _)| (*code, *of)).chain(not_judged);
    for (code, of) in rows.collect::<Vec<_>>() {
        let row = ledger.nodes.iter_mut().find(|row| row.code == code).unwrap();
        row.declared.insert(of, Figure::exact(1000).into());
    }
    let mut counted = Vec::new();
    for (code, message) in found(&only("report.differs"), &ledger) {
        let of = message.split('`').nth(1).unwrap().to_owned();
        let count: i64 = message.split("count is ").nth(1).unwrap().split(',').next().unwrap().parse().unwrap();
        counted.push((code, of, count));
    }
    counted.sort();
    expected.sort_unstable();
    let expected: Vec<_> =
        expected.iter().map(|(code, of, count)| ((*code).to_owned(), (*of).to_owned(), *count)).collect();
    assert_eq!(counted, expected);
}

#[test]
fn a_number_at_two_levels_may_differ_by_so_many_percent() {
    let pack = |percent: &str| {
        let band = Band::at_most(percent.parse::<crate::measure::Decimal>().unwrap());
        only("measure.at_two_levels").with_bound("measure.at_two_levels", "percent", band)
    };
    for (own, percent, is_found) in [
        (400, "0", true),
        (401, "0", false),
        (404, "1", true),
        (396, "1", true),
        (405, "1", false),
        (405, "1.25", true),
        (406, "1.25", false),
        (0, "1", false),
    ] {
        let found = found(&pack(percent), &twice(own, [150, 250]));
        assert_eq!(found.len(), usize::from(is_found), "{own} within {percent} %: {found:?}");
    }
    // At three levels the number stands twice below the first.
    let ledger = town().with(|town| {
        town.draft.row(town.second).measure("households", 400);
        town.draft.row(town.one).measure("households", 400);
        let micro = town.draft.add(town.one, MicroGrid, "M", "");
        town.draft.row(micro).measure("households", 400);
    });
    assert_eq!(codes(&pack("0"), &ledger), ["G", "T-1"]);
    let negative = twice(-400, [-150, -250]);
    assert_eq!(codes(&pack("1"), &negative), ["G"]);
}

/// What a rule judged, and in English why not more.
fn judged(pack: &RulePack, ledger: &Ledger) -> (Option<u64>, Vec<String>) {
    let governance = Governance::build(ledger).unwrap();
    let findings = Audit::new(pack).unwrap().run(&governance);
    assert!(findings.is_empty(), "{findings}");
    let judgement = &findings.judgements()[0];
    for words in judgement.undecidable() {
        assert!(!words.chinese().is_ascii() && words.english() != words.chinese(), "{words:?}");
    }
    (judgement.judged(), judgement.undecidable().iter().map(|words| words.english().to_owned()).collect())
}

#[test]
fn what_is_not_recorded_is_told_once_and_is_no_finding() {
    let bare = town().with(|_| ());
    for (rule, count, relation) in [
        ("role.missing_head", "1 second-level grid, 2 third-level grids", "serves"),
        ("role.two_heads", "1 second-level grid, 2 third-level grids", "serves"),
        ("role.unnamed", "1 sub-district, 1 second-level grid, 2 third-level grids", "serves"),
        ("lead.none", "1 sub-district, 1 second-level grid, 2 third-level grids", "leads"),
        ("lead.inherited", "1 sub-district, 1 second-level grid, 2 third-level grids", "leads"),
    ] {
        let (judged, why) = judged(&only(rule), &bare);
        assert_eq!((judged, why.len()), (Some(0), 1), "{rule}");
        let told = format!("{count} cannot be judged: the ledger does not record the relation `{relation}` at ");
        assert!(why[0].starts_with(&told), "{rule}: {}", why[0]);
        assert!(
            why[0].contains(&format!(
                "at `S` 须水街道; enter these links, or, where there are none, name `{relation}` among"
            )),
            "{rule}: {}",
            why[0]
        );
    }
    // A part can be stated.
    let part = town().with(|town| {
        head_all(town);
        town.draft.row(town.two).records([]);
    });
    let (judged, why) = judged(&only("role.missing_head"), &part);
    assert_eq!(judged, Some(2));
    assert!(
        why[0].starts_with("1 third-level grid cannot be judged") && why[0].contains("at `T-2` 二号网格;"),
        "{why:?}"
    );
}

#[test]
fn a_rule_without_what_it_looks_at_says_so() {
    let bare = town().with(|_| ());
    let size = || only("size.above_band");
    let (count, why) = judged(&size(), &bare);
    assert_eq!(count, Some(0));
    assert_eq!(why, ["2 third-level grids cannot be judged: nothing in them has a value of `households`; enter it"]);
    let (count, why) = judged(&size().with_measure("size.above_band", "housholds"), &sized(60));
    assert_eq!(count, Some(0));
    assert_eq!(
        why,
        ["this rule judged nothing: the ledger has no measure `housholds` (did you mean `households`?); enter it or \
          leave the rule out"]
    );
    assert_eq!(judged(&size(), &sized(60)), (Some(3), vec![]));
    let nothing = "this rule judged nothing: there is nothing here that it is about";
    assert_eq!(judged(&only("lead.span"), &bare), (Some(0), vec![nothing.to_owned()]));
    // A declared number of branches, where nobody wrote which they are.
    let declared = town().with(|town| {
        town.draft.row(town.street).declare(Kind::Branch, 24);
    });
    let (count, why) = judged(&only("report.differs"), &declared);
    assert_eq!(count, Some(0));
    assert!(why[0].starts_with("1 declared figure cannot be compared, of `branch`"), "{why:?}");
}

#[test]
fn kinds_of_a_rule_can_be_chosen() {
    let ledger = town().with(|town| town.draft.records([Relation::Leads, Relation::Serves]));
    assert_eq!(codes(&only("role.missing_head").with_kinds("role.missing_head", [Kind::SecondGrid]), &ledger), ["G"]);
    assert_eq!(codes(&only("lead.none").with_kinds("lead.none", [Kind::Subdistrict]), &ledger), ["S"]);
    assert_eq!(codes(&only("shape.empty").with_kinds("shape.empty", [Kind::Subdistrict]), &ledger), [""; 0]);
}

#[test]
fn who_is_one_person_is_asked_where_nothing_certain_says_it() {
    let found = |places: &[&str], code: &str, second: Option<&str>| {
        let ledger = town().with(|town| {
            let other = town.draft.add(town.street, SecondGrid, "H", "第二网格");
            let person = town.draft.root(Person, code, "张伟");
            for place in places {
                match *place {
                    "T-1" => town.draft.serve(person, Role::GridHead, town.one),
                    "T-2" => town.draft.serve(person, Role::GridHead, town.two),
                    "S" => town.draft.serve(person, Role::GridHead, town.street),
                    _ => town.draft.serve(person, Role::GridHead, other),
                }
            }
            if let Some(code) = second {
                let second = town.draft.root(Person, code, "张\u{3000}伟");
                town.draft.serve(second, Role::GridWorker, town.one);
            }
        });
        found(&only("person.namesake"), &ledger).into_iter().map(|(_, message)| message).collect::<Vec<_>>()
    };
    assert_eq!(found(&["T-1"], "人员:张伟@G", None), [""; 0]);
    let two_places = found(&["T-1", "T-2"], "人员:张伟@G", None);
    assert!(two_places[0].starts_with("is taken for one person in 2 places: `T-1` 一号网格, `T-2`"), "{two_places:?}");
    assert!(two_places[0].ends_with("or 张伟1 and 张伟2"), "{two_places:?}");
    // With a code, one community is no question, nor is the sub-district above one.
    assert_eq!(found(&["T-1", "T-2", "S"], "N-1", None), [""; 0]);
    let two = found(&["T-1", "H"], "N-1", None);
    assert!(two[0].starts_with("serves in 2 communities: `G` 第一网格, `H` 第二网格"), "{two:?}");
    // Two codes in one community.
    let two = found(&["T-2"], "N-1", Some("N-2"));
    assert!(two[0].starts_with("2 of the name `张伟`: `N-1` at `T-2` 二号网格, `N-2` at `T-1` 一号网格"), "{two:?}");
    assert_eq!(found(&["H"], "N-1", Some("N-2")), [""; 0]);
}

#[test]
fn one_person_in_two_posts_is_one_head() {
    let ledger = town().with(|town| {
        let head = town.draft.root(Person, "N", "张三");
        town.draft.serve(head, Role::GridHead, town.one);
        town.draft.serve(head, Role::PartTimeHead, town.one);
    });
    assert_eq!(codes(&only("role.two_heads"), &ledger), [""; 0]);
}

#[test]
fn what_nets_the_place_around_nets_the_place() {
    // The compound stands in one grid and is covered by none; the building in it is covered by two more, of
    // which one contains the grid at home.
    let ledger = town().with(|town| {
        let compound = town.draft.add(town.one, Compound, "C", "");
        let building = town.draft.add(compound, Building, "B", "");
        town.draft.add(building, Shop, "X", "");
        town.draft.cover(town.two, building);
        town.draft.cover(town.second, building);
    });
    let findings = found(&only("cover.multiple"), &ledger);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].0, "B");
    assert!(findings[0].1.starts_with("2 grids net it, with 1 place inside, none within another: `T-1`"));
}

#[test]
fn a_size_that_nobody_measured_is_not_judged() {
    let silent = town().with(|_| ());
    assert_eq!(codes(&only("size.below_band"), &silent), [""; 0]);
    let none = town().with(|town| {
        town.draft.row(town.one).measure("households", 0);
    });
    assert_eq!(codes(&only("size.below_band"), &none), ["T-1"]);
    assert_eq!(codes(&only("size.below_band").with_measure("size.below_band", "rooms"), &none), [""; 0]);
    let second = only("size.below_band").with_bound("size.below_band", "second_grid", Band::at_least(1));
    assert_eq!(codes(&second, &none), ["G", "T-1"]);
}

#[test]
fn untidy_names() {
    let message = |name: &str| found(&only("name.untidy"), &named(name)).into_iter().next().map(|(_, message)| message);
    for tidy in ["粮油店", "A区 1号", "学校（幼儿园）", "一、二·三", "é"] {
        assert_eq!(message(tidy), None, "{tidy}");
    }
    for (untidy, shown) in [
        (" 店", "`店`"),
        ("店 ", "`店`"),
        ("一  店", "`一 店`"),
        ("一\u{3000}店", "`一 店`"),
        ("一\n店", "`一 店`"),
        ("Ａ区１号", "`A区1号`"),
    ] {
        let message = message(untidy).unwrap();
        assert!(message.ends_with(shown), "{untidy:?}: {message}");
    }
    for empty in ["", " \u{3000}", "\u{7}"] {
        assert_eq!(message(empty).as_deref(), Some("this shop has no name; give it one"));
    }
}

#[test]
fn only_codes_that_name_a_division_are_judged() {
    let outside = |street: &str, grid: &str, building: &str| {
        codes(&only("code.outside_division"), &coded(street, "", grid, building))
    };
    assert_eq!(outside("410103012", "G", "B"), ["410103012"], "against the county");
    assert_eq!(outside("S", "410103012001", "B"), ["410103012001"], "against the county, past a code of letters");
    assert_eq!(outside("4101", "G", "B"), ["4101"], "an area is never a mere number");
    assert_eq!(outside("410102012", "1", "00001"), [""; 0], "numbers within the area");
    assert_eq!(outside("410102012", "G", "910000000000000000"), [""; 0], "a social credit code");
    assert_eq!(outside("410102012", "G", "01000041010201200100"), [""; 0], "a community grid code");
    assert_eq!(outside("410102012", "G", "410102013001001"), ["410102013001001"]);
    // A node outside all areas may have any code.
    let ledger = town().with(|town| {
        town.draft.root(Person, "999999", "");
    });
    assert_eq!(codes(&only("code.outside_division"), &ledger), [""; 0]);
}

#[test]
fn classes_that_the_standard_does_not_give() {
    let mismatch = |code: &str, name: &str| codes(&only("code.class_mismatch"), &coded(code, name, "G", "B"));
    assert_eq!(mismatch("410102600", "须水街道"), ["410102600"]);
    assert_eq!(mismatch("410102600", "须水"), [""; 0]);
    assert_eq!(mismatch("410102012", "须水镇"), ["410102012"]);
    assert_eq!(mismatch("S-410102", "须水镇"), [""; 0]);
}

#[cfg(feature = "proptest")]
/// A town of small grids with some of its places covered, some grids led and served; the pairs are numbers
/// into the lists of grids, places, branches and people.
fn random_town(covers: &[(usize, usize)], leads: &[(usize, usize)], serves: &[(usize, usize)]) -> Ledger {
    let mut draft = Draft::new("");
    draft.records(Relation::LINKS.iter().copied());
    let street = draft.root(Subdistrict, "S", "");
    let second = draft.add(street, SecondGrid, "G", "");
    let thirds: Vec<_> = (0..3).map(|at| draft.add(second, ThirdGrid, format!("T-{at}"), "")).collect();
    let micros: Vec<_> = (0..6).map(|at| draft.add(thirds[at / 2], MicroGrid, format!("M-{at}"), "")).collect();
    let compounds: Vec<_> = (0..4)
        .map(|at| match at {
            0 => draft.add(street, Compound, "C-0", ""),
            1 => draft.add(thirds[0], Compound, "C-1", ""),
            _ => draft.add(micros[at], Compound, format!("C-{at}"), ""),
        })
        .collect();
    let buildings: Vec<_> = (0..8).map(|at| draft.add(compounds[at / 2], Building, format!("B-{at}"), "")).collect();
    let branches: Vec<_> = (0..3).map(|at| draft.root(Branch, format!("P-{at}"), "")).collect();
    let people: Vec<_> = (0..3).map(|at| draft.root(Person, format!("N-{at}"), "")).collect();
    for (grid, place) in covers {
        match (*grid < 3, *place < 4) {
            (true, true) => draft.cover(thirds[*grid], compounds[*place]),
            (true, false) => draft.cover(thirds[*grid], buildings[*place - 4]),
            (false, true) => draft.cover(micros[*grid - 3], compounds[*place]),
            (false, false) => draft.cover(micros[*grid - 3], buildings[*place - 4]),
        }
    }
    for (branch, grid) in leads {
        if *grid < 3 {
            draft.lead(branches[*branch], thirds[*grid]);
        } else {
            draft.lead(branches[*branch], micros[*grid - 3]);
        }
    }
    for (person, grid) in serves {
        if *grid < 3 {
            draft.serve(people[*person], Role::GridHead, thirds[*grid]);
        } else {
            draft.serve(people[*person], Role::GridHead, micros[*grid - 3]);
        }
    }
    let mut ledger = draft.into_ledger();
    for row in ledger.nodes.iter_mut().take(11) {
        // Too many of everything, so that all is reported with its count.
        for kind in [Kind::Building, Kind::Branch, Kind::Person] {
            row.declared.insert(kind.id(), Figure::exact(1000).into());
        }
    }
    ledger
}

/// The grids that claim the place, found by walking over all of them.
#[cfg(feature = "proptest")]
fn nets_by_walking<'g>(governance: &'g Governance, place: Node<'g>) -> Vec<Node<'g>> {
    let claims = |grid: &Node<'g>| grid.holds(place) || grid.covered().any(|covered| covered.holds(place));
    governance.territories().filter(|node| node.kind().family() == Family::Grid).filter(claims).collect()
}

#[cfg(feature = "proptest")]
fn distinct_pairs(first: usize, second: usize) -> impl Strategy<Value = Vec<(usize, usize)>> {
    proptest::collection::btree_set((0..first, 0..second), 0..12).prop_map(|pairs| pairs.into_iter().collect())
}

#[cfg(feature = "proptest")]
proptest::proptest! {
    #[test]
    fn covers_and_figures_as_by_walking(
        covers in distinct_pairs(9, 12),
        leads in distinct_pairs(3, 9),
        serves in distinct_pairs(3, 9),
    ) {
        let ledger = random_town(&covers, &leads, &serves);
        let governance = Governance::build(&ledger).unwrap();
        let findings = governance.audit();
        let subjects = |rule: &str| -> Vec<&str> {
            findings.of_rule(rule).iter().map(|finding| finding.subject().code()).collect()
        };

        let is_several = |place: Node<'_>| {
            let grids = nets_by_walking(&governance, place);
            // Several, unless each of them contains the next.
            grids.iter().any(|one| grids.iter().any(|other| !one.holds(*other) && !other.holds(*one)))
        };
        let is_bare = |place: Node<'_>| nets_by_walking(&governance, place).is_empty();
        let outermost = |test: &dyn Fn(Node<'_>) -> bool| {
            let places = governance.nodes().filter(|node| node.kind().family() == Family::Place && test(*node));
            let tops = places.filter(|place| place.parent().is_none_or(|above| above.kind().is_territory() || !test(above)));
            let mut codes = tops.map(Node::code).collect::<Vec<_>>();
            codes.sort_unstable();
            codes
        };
        proptest::prop_assert_eq!(subjects("cover.multiple"), outermost(&is_several));
        proptest::prop_assert_eq!(subjects("cover.none"), outermost(&is_bare));

        for finding in findings.of_rule("report.differs") {
            let territory = finding.subject();
            let inside = || std::iter::once(territory).chain(territory.descendants());
            let walked = if finding.words().english().starts_with("`building`") {
                governance.nodes_of_kind(Kind::Building).filter(|building| {
                    inside().any(|node| node == *building || node.covered().any(|place| place.holds(*building)))
                }).count()
            } else if finding.words().english().starts_with("`branch`") {
                inside().flat_map(Node::leaders).map(Node::code).collect::<BTreeSet<_>>().len()
            } else {
                inside().flat_map(Node::staff).map(|post| post.person.code()).collect::<BTreeSet<_>>().len()
            };
            let counted = format!("the count is {walked}, {} fewer", 1000 - walked);
            proptest::prop_assert!(finding.words().english().contains(&counted), "{}: {}", finding, counted);
        }
        proptest::prop_assert_eq!(findings.of_rule("report.differs").len(), 33);
    }
}
