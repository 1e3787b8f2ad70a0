use super::*;
use crate::kind::{Kind, Relation, Role};
use crate::measure::{Figure, Measure};

#[test]
fn everything_a_ledger_says_comes_back() {
    let mut ledger = Ledger::new("须水街道");
    ledger.measures = vec![Measure::new("area").with_unit("m2").with_scale(2), Measure::new("households")];
    ledger.nodes = vec![
        NodeRow::new(Kind::Subdistrict, "S", "须水街道").with_declared("shop", Figure::at_least(3)),
        NodeRow::new(Kind::Shop, "X", "")
            .with_parent("S")
            .with_category("market")
            .with_measure("area", "12.50".parse::<crate::measure::Decimal>().unwrap())
            .with_measure("households", 0),
        NodeRow::new(Kind::Person, "N", "张三"),
    ];
    ledger.links = vec![LinkRow::new(Relation::Serves, "N", "S").with_role(Role::Liaison)];
    let governance = Governance::build(&ledger).unwrap();
    assert_eq!(governance.to_ledger(), ledger);
    assert_eq!(Governance::build(governance.to_ledger()).unwrap().to_ledger(), ledger);
    let empty = Governance::build(Ledger::new("")).unwrap();
    assert_eq!(empty.to_ledger(), Ledger::new(""));
}
