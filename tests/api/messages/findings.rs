//! What the built-in rules find: ledgers that break all of them.

use gridgov::audit::Rules;
use gridgov::governance::Governance;
use gridgov::kind::{
    Branch, Building, Compound, County, DedicatedGrid, Kind, MicroGrid, Person, Relation, Role, SecondGrid, Shop,
    Subdistrict, ThirdGrid,
};
use gridgov::ledger::{Draft, Ledger, LinkRow};
use gridgov::measure::Figure;
use gridgov::message::{Message, Tell};

fn found(ledger: &Ledger) -> Vec<Message> {
    let governance = Governance::build(ledger).unwrap_or_else(|errors| panic!("{errors}"));
    governance.audit().iter().map(Tell::message).collect()
}

/// People, posts and Party organisations.
fn people() -> Ledger {
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "须水街道");
    let second = draft.add(street, SecondGrid, "G", "第一网格");
    let one = draft.add(second, ThirdGrid, "T-1", "一号网格");
    let two = draft.add(second, ThirdGrid, "T-2", "二号网格");
    let mall = draft.add(second, DedicatedGrid, "D", "二七商圈");
    let other = draft.add(street, SecondGrid, "H", "第二网格");
    for code in ["N-1", "N-2"] {
        let head = draft.root(Person, code, code);
        draft.serve(head, Role::GridHead, one);
    }
    let busy = draft.root(Person, "N-3", "张三");
    for role in [Role::GridHead, Role::GridWorker, Role::Liaison, Role::Adviser] {
        draft.serve(busy, role, two);
    }
    let worker = draft.root(Person, "N-4", "王五");
    draft.serve(worker, Role::GridWorker, mall);
    for (code, at) in [("张伟@G", second), ("张伟@H", other)] {
        let namesake = draft.root(Person, code, "张伟");
        draft.serve(namesake, Role::DeputyHead, at);
    }
    let branch = draft.root(Branch, "P", "联合党支部");
    draft.lead(branch, other);
    for number in 0..6 {
        let micro = draft.add(one, MicroGrid, format!("M-{number}"), "微网格");
        draft.lead(branch, micro);
        draft.add(micro, Shop, format!("X-{number}"), "粮油店");
    }
    draft.add(other, ThirdGrid, "T-3", "三号网格");
    let mut ledger = draft.into_ledger();
    ledger.links.push(LinkRow::new(Relation::Serves, "N-4", "H"));
    ledger
}

/// Grids and places, and the numbers of both.
fn places() -> Ledger {
    let mut draft = Draft::new("");
    draft.measure("households");
    let county = draft.root(County, "410102", "中原区");
    let street = draft.add(county, Subdistrict, "410103012", "须水镇");
    let second = draft.add(street, SecondGrid, "410102012001", "惠民社区");
    let one = draft.add(second, ThirdGrid, "T-1", "一号网格");
    let two = draft.add(second, ThirdGrid, "T-2", "二号 网格");
    let large = draft.add(one, MicroGrid, "M-1", "微网格");
    let small = draft.add(one, MicroGrid, "M-2", "微网格");
    let compound = draft.add(one, Compound, "C", "惠民小区");
    draft.add(compound, Building, "B", "1号楼");
    draft.cover(two, compound);
    draft.add(street, Shop, "X", "粮油店");
    draft.add(street, Shop, "Z", "");
    let mall = draft.add(street, DedicatedGrid, "D", "商圈");
    let other = draft.root(Subdistrict, "S-2", "邻街道");
    let shop = draft.add(other, Shop, "Y", "百货店");
    draft.cover(mall, shop);
    for (micro, households) in [(large, 200), (small, 3)] {
        let building = draft.add(micro, Compound, format!("C-{households}"), "小区");
        draft.row(building).measure("households", households);
    }
    draft.row(second).measure("households", 203);
    draft.row(street).declare(Kind::Shop, 9);
    draft.row(other).declare("households", Figure::at_least(60));
    draft.into_ledger()
}

/// All findings of both ledgers, and the id and titles of each built-in rule.
pub(super) fn findings() -> (Vec<Message>, Vec<(String, String, String)>) {
    let rules = Rules::built_in();
    let ids = rules.iter().map(|rule| (rule.id().to_owned(), rule.english().to_owned(), rule.chinese().to_owned()));
    (found(&people()).into_iter().chain(found(&places())).collect(), ids.collect())
}
