use super::*;
use crate::kind::{Branch, County, SecondGrid, Shop, Subdistrict, ThirdGrid};
use crate::ledger::Draft;

fn governance() -> Governance {
    let mut draft = Draft::new("");
    let county = draft.root(County, "C", "");
    for street in ["S1", "S2", "S3"] {
        let at = draft.add(county, Subdistrict, street, "");
        for grid in 1..4 {
            let second = draft.add(at, SecondGrid, &format!("{street}-{grid}"), "");
            let third = draft.add(second, ThirdGrid, &format!("{street}-{grid}-1"), "");
            draft.add(third, Shop, &format!("{street}-{grid}-X"), "");
        }
    }
    draft.root(Branch, "P", "");
    Governance::build(&draft).unwrap()
}

#[test]
fn a_small_file_goes_through() {
    let governance = governance();
    let folder = tempfile::tempdir().unwrap();
    let codes = ["S3-1-X", "S1", "nowhere", "C", "P", "S1-2-1"];
    let rows = FactRows::new()
        .with_texts("node", codes.map(Some).into_iter().chain([None]))
        .with_integers("visits", (1..8).map(Some));
    let facts = Enricher::new(&governance).with_measure("visits").enrich_rows([rows], folder.path()).unwrap();
    assert_eq!(facts.unknown.rows(), 2);
    assert_eq!(facts.totals.whole().rows, 5);
    assert_eq!(facts.totals.at("county", "C").unwrap().sums, [Some(1 + 2 + 4 + 6)]);
    assert_eq!(facts.totals.at("subdistrict", "S1").unwrap().rows, 2);
    println!("{facts:#?}");
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    println!("{names:?}");
    std::fs::remove_dir_all("/tmp/w/tab3-try").ok();
    std::fs::create_dir("/tmp/w/tab3-try").unwrap();
    for e in std::fs::read_dir(folder.path()).unwrap() {
        let e = e.unwrap();
        std::fs::copy(e.path(), std::path::Path::new("/tmp/w/tab3-try").join(e.file_name())).unwrap();
    }
}
