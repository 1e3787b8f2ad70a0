use super::*;
use crate::kind::{Compound, Kind, MicroGrid, PartyCommittee, SecondGrid, Shop, Subdistrict, ThirdGrid};
use crate::ledger::Draft;
use crate::measure::{Measure, OverflowError};

/// A shop in a compound, both covered by another grid; `staff` is the number of people in the shop.
fn covered_twice(staff: i64) -> Governance {
    let mut draft = Draft::new("");
    draft.measure(Measure::new("staff"));
    let street = draft.root(Subdistrict, "S", "");
    let second = draft.add(street, SecondGrid, "G", "");
    let [one, two] = ["T-1", "T-2"].map(|code| draft.add(second, ThirdGrid, code, ""));
    let micro = draft.add(one, MicroGrid, "M", "");
    let compound = draft.add(micro, Compound, "C", "");
    let shop = draft.add(compound, Shop, "X", "");
    draft.row(shop).measure("staff", staff);
    draft.cover(two, compound);
    draft.cover(two, shop);
    draft.root(PartyCommittee, "P", "");
    Governance::build(&draft).unwrap()
}

fn shops(governance: &Governance, code: &str) -> [u64; 3] {
    let node = governance.node(code).unwrap();
    let home = governance.roll_up(Home, CountByKind).unwrap().at(node).unwrap();
    let distinct = governance.roll_up(Distinct, CountByKind).unwrap().at(node).unwrap();
    let every_cover = governance.roll_up(EveryCover, CountByKind).unwrap().at(node).unwrap();
    [home, distinct, every_cover].map(|counts| counts[Kind::Shop])
}

#[test]
fn a_shop_in_a_covered_compound_and_covered_itself_counts_once() {
    let governance = covered_twice(3);
    assert_eq!(shops(&governance, "T-1"), [1, 1, 1]);
    assert_eq!(shops(&governance, "T-2"), [0, 1, 2]);
    assert_eq!(shops(&governance, "G"), [1, 1, 3]);
    assert_eq!(shops(&governance, "S"), [1, 1, 3]);
}

#[test]
fn only_what_counts_again_and_again_can_overflow() {
    let governance = covered_twice(i64::MAX / 2);
    let staff = governance.sum_of("staff").unwrap();
    let street = governance.node("S").unwrap();
    for (code, expected) in [("S", i64::MAX / 2), ("T-2", i64::MAX / 2)] {
        let total = governance.roll_up(Distinct, staff).unwrap().at(governance.node(code).unwrap());
        assert_eq!(total, Some(Some(expected.into())));
    }
    let error = governance.roll_up(EveryCover, staff).err();
    assert_eq!(error, Some(RollUpError::Overflow { code: "S".to_owned() }));
    assert_eq!(governance.roll_up_at(EveryCover, staff, street).err(), error);
    assert_eq!(error.unwrap().to_string(), "the value of `S` lies beyond 64 bits; it counts places again and again");
    assert!(matches!(governance.live(EveryCover, "staff"), Err(LiveError::RollUp(RollUpError::Overflow { .. }))));
}

#[test]
fn a_live_value_that_overflows_is_not_taken() {
    let governance = covered_twice(1);
    let [shop, compound, street] = ["X", "C", "S"].map(|code| governance.node(code).unwrap());
    let mut once = governance.live(Distinct, "staff").unwrap();
    once.set(shop, i64::MAX).unwrap();
    let error = once.set(compound, 1).unwrap_err();
    assert_eq!(
        error.to_string(),
        "with this value the magnitudes of `staff` add up to 9223372036854775808, which lies beyond 64 bits"
    );
    assert_eq!((once.at(street), once.value(compound)), (Some(Some(i64::MAX.into())), None));

    let mut again = governance.live(EveryCover, "staff").unwrap();
    assert_eq!(again.at(street), Some(Some(3.into())));
    let refused = again.set(shop, i64::MAX / 2);
    assert!(matches!(refused, Err(LiveError::RollUp(RollUpError::Overflow { .. }))), "{refused:?}");
    assert_eq!(again.at(street), Some(Some(3.into())), "nothing was changed");
    let batch = again.set_all([(shop, 5), (compound, 7)]);
    assert_eq!((batch, again.at(street)), (Ok(()), Some(Some(29.into()))));
    assert!(again.set_all([(shop, 1), (compound, i64::MAX)]).is_err());
    assert_eq!((again.at(street), again.value(shop)), (Some(Some(29.into())), Some(5.into())), "all or none");
    assert!(matches!(
        again.set(shop, "1.5".parse::<crate::measure::Decimal>().unwrap()),
        Err(LiveError::BeyondMeasure(_))
    ));
}

#[test]
fn only_areas_and_grids_have_an_answer() {
    let (governance, other) = (covered_twice(1), covered_twice(1));
    let totals = governance.roll_up(Home, CountByKind).unwrap();
    assert!(totals.at(governance.node("X").unwrap()).is_none());
    assert!(totals.at(governance.node("P").unwrap()).is_none());
    assert!(totals.at(other.node("S").unwrap()).is_none());
    assert_eq!(totals.iter().count(), 5);
    // A single node of any kind has one.
    let alone = |code| governance.roll_up_at(Home, CountByKind, governance.node(code).unwrap()).unwrap();
    assert_eq!(alone("C")[Kind::Shop], 1);
    assert_eq!(alone("P")[Kind::PartyCommittee], 1);
    assert_eq!(governance.roll_up_at(Home, CountByKind, other.node("S").unwrap()).err(), Some(RollUpError::OtherGraph));
}

#[test]
fn an_unknown_measure_names_the_known_ones() {
    let governance = covered_twice(1);
    let error = governance.sum_of("stuff").unwrap_err();
    assert_eq!(error.to_string(), "`stuff` is no measure of this graph (did you mean `staff`?); it has staff");
    let none = Governance::build(Draft::new("")).unwrap();
    assert_eq!(none.max_of("x").unwrap_err().to_string(), "`x` is no measure of this graph; it has none");
    for error in [none.min_of("x").err(), none.mean_of("x").err(), none.rate_of("x", "x").err()] {
        assert!(error.is_some());
    }
    assert!(matches!(none.live(Home, "x"), Err(LiveError::UnknownMeasure(_))));
}

#[test]
fn an_empty_graph_has_empty_answers() {
    let none = Governance::build(Draft::new("")).unwrap();
    assert_eq!(none.roll_up(Distinct, (CountByKind, none.sums())).unwrap().iter().count(), 0);
}

/// A count in eight bits.
struct Few;

impl Aggregate for Few {
    type Value = u8;
    type Answer = u8;

    fn empty(&self) -> u8 {
        0
    }

    fn add_node(&self, total: &mut u8, _: Node<'_>) -> Result<(), OverflowError> {
        self.merge(total, &1)
    }

    fn merge(&self, total: &mut u8, part: &u8) -> Result<(), OverflowError> {
        *total = total.checked_add(*part).ok_or(OverflowError)?;
        Ok(())
    }

    fn between(&self, earlier: &u8, later: &u8) -> Result<Option<u8>, OverflowError> {
        later.checked_sub(*earlier).map(Some).ok_or(OverflowError)
    }

    fn answer(&self, total: &u8) -> u8 {
        *total
    }
}

#[test]
fn what_fits_each_area_need_not_fit_the_whole_graph() {
    let streets = |shops: usize| {
        let mut draft = Draft::new("");
        for street in ["A", "B"] {
            let root = draft.root(Subdistrict, street, "");
            for shop in 0..shops {
                draft.add(root, Shop, format!("{street}-{shop}"), "");
            }
        }
        Governance::build(&draft).unwrap()
    };
    let governance = streets(200);
    let few = governance.roll_up(Home, Few).unwrap();
    assert_eq!(few.iter().map(|(_, few)| few).collect::<Vec<_>>(), [201, 201]);
    let governance = streets(255);
    assert_eq!(governance.roll_up(Home, Few).err(), Some(RollUpError::Overflow { code: "A".to_owned() }));
}
