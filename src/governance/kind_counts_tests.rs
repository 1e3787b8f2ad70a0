#[cfg(feature = "proptest")]
use proptest::prelude::*;

use super::*;
use crate::governance::Governance;
#[cfg(feature = "proptest")]
use crate::governance::distinct;
use crate::kind::{MicroGrid, SecondGrid, Shop, Subdistrict, ThirdGrid};
use crate::ledger::Draft;
#[cfg(feature = "proptest")]
use crate::testing;

fn of_all(governance: &Governance, counts: &KindCounts) -> Vec<[u64; Kind::COUNT]> {
    let tree = governance.tree();
    (0..tree.territories().len() as u32).map(|territory| counts.of(tree, territory)).collect()
}

#[cfg(feature = "proptest")]
/// The nodes that count, one by one: contained, added and taken back.
fn one_by_one(governance: &Governance, adjustments: &[Adjustment]) -> Vec<[u64; Kind::COUNT]> {
    let tree = governance.tree();
    let of = |(territory, node): (u32, &u32)| {
        let mut counts = [0_i64; Kind::COUNT];
        let mut add = |nodes: std::ops::Range<u32>, sign: i64| {
            nodes.for_each(|node| counts[tree.kind(node) as usize] += sign);
        };
        add(*node..tree.end(*node), 1);
        let below = territory..tree.territory_end(territory);
        for adjustment in adjustments.iter().filter(|adjustment| below.contains(&adjustment.territory)) {
            add(adjustment.nodes(), adjustment.sign().into());
        }
        counts.map(|count| u64::try_from(count).expect("what is taken back was added"))
    };
    (0..).zip(tree.territories()).map(of).collect()
}

#[cfg(feature = "proptest")]
proptest! {
    #[test]
    fn counts_do_not_depend_on_what_is_large(governance in testing::governances(), max in 0..12_u64) {
        let (tree, links) = (governance.tree(), governance.links());
        for adjustments in [Vec::new(), distinct::adjustments(tree, links), distinct::every_cover(tree, links)] {
            let expected = one_by_one(&governance, &adjustments);
            for max in [max, MAX] {
                let counts = KindCounts::with_max(tree, &adjustments, max);
                prop_assert_eq!(of_all(&governance, &counts), expected.as_slice(), "{} at most", max);
                let of_large = counts.large.iter().all(|large| large.counts == expected[large.territory as usize]);
                prop_assert!(of_large);
                for (territory, counts) in (0..).zip(&expected) {
                    let is_large = large(tree, &adjustments, max).contains(&territory);
                    prop_assert!(is_large || counts.iter().all(|count| *count <= max));
                }
            }
        }
    }
}

/// A street with two grids and a number of shops in the first, all of them covered by the second.
fn street(shops: u64) -> Governance {
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "");
    let second = draft.add(street, SecondGrid, "G", "");
    let third = draft.add(second, ThirdGrid, "T", "");
    let [home, other] = ["M-1", "M-2"].map(|code| draft.add(third, MicroGrid, code, ""));
    for at in 0..shops {
        let shop = draft.add(home, Shop, format!("X-{at}"), "");
        draft.cover(other, shop);
    }
    Governance::build(&draft).unwrap()
}

#[test]
fn a_cell_has_room_for_65535() {
    for shops in [65_534, 65_535, 65_536, 131_072] {
        let governance = street(shops);
        let of = |counts: &KindCounts| of_all(&governance, counts).iter().map(|of| of[Kind::Shop as usize]).collect();
        let home: Vec<u64> = of(governance.kind_counts());
        assert_eq!(home, [shops, shops, shops, shops, 0]);
        let distinct: Vec<u64> = of(&governance.distinct().kind_counts);
        assert_eq!(distinct, [shops; 5]);
        let every_cover: Vec<u64> = of(&governance.every_cover().kind_counts);
        assert_eq!(every_cover, [2 * shops, 2 * shops, 2 * shops, shops, shops]);
    }
}

#[test]
fn few_territories_are_large() {
    let governance = street(65_533);
    assert_eq!(large(governance.tree(), &[], MAX), [0, 1, 2], "with the grids themselves");
    assert_eq!(governance.kind_counts().smallest_large, 3, "the third-level grid with its two micro grids");
    let governance = street(3);
    assert!(governance.kind_counts().large.is_empty());
    assert_eq!(governance.kind_counts().smallest_large, u32::MAX);
}
