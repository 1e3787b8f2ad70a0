use super::*;
use crate::kind::{Branch, Compound, MicroGrid, Person, SecondGrid, Subdistrict, ThirdGrid};

#[test]
fn a_draft_says_the_same_as_the_json_of_it() {
    let mut draft = Draft::new("Xushui");
    draft.measure("households");
    draft.measure(Measure::new("floor_area").with_unit("m2").with_scale(2));
    let street = draft.root(Subdistrict, "410102012", "须水街道");
    draft.row(street).declare("third_grid", 52).declare("households", Figure::at_least(38_000));
    let village = draft.add(street, SecondGrid, "V-1", "第一网格");
    let third = draft.add(village, ThirdGrid, "T-1", "一号网格");
    let micro = draft.add(third, MicroGrid, "M-1", "一号微网格");
    let compound = draft.add(village, Compound, "C-1", "惠民小区");
    draft.row(compound).measure("households", 64).category("resettlement");
    let branch = draft.root(Branch, "P-1", "第一党支部");
    let head = draft.root(Person, "N-1", "张三");
    draft.lead(branch, third);
    draft.seat(branch, compound);
    draft.cover(micro, compound);
    draft.serve(head, Role::PartTimeHead, micro);
    draft.enrol(head, branch);

    let text = r#"{ "ledger": 1, "title": "Xushui",
        "measures": { "households": {}, "floor_area": { "unit": "m2", "scale": 2 } },
        "nodes": [
            { "code": "410102012", "kind": "subdistrict", "name": "须水街道",
              "declared": { "third_grid": 52, "households": { "at_least": 38000 } } },
            { "code": "V-1", "kind": "second_grid", "name": "第一网格", "parent": "410102012" },
            { "code": "T-1", "kind": "third_grid", "name": "一号网格", "parent": "V-1" },
            { "code": "M-1", "kind": "micro_grid", "name": "一号微网格", "parent": "T-1" },
            { "code": "C-1", "kind": "compound", "name": "惠民小区", "parent": "V-1", "category": "resettlement",
              "measures": { "households": 64 } },
            { "code": "P-1", "kind": "branch", "name": "第一党支部" },
            { "code": "N-1", "kind": "person", "name": "张三" }
        ],
        "links": [
            { "relation": "leads", "from": "P-1", "to": "T-1" },
            { "relation": "seated_at", "from": "P-1", "to": "C-1" },
            { "relation": "covers", "from": "M-1", "to": "C-1" },
            { "relation": "serves", "from": "N-1", "to": "M-1", "role": "part_time_head" },
            { "relation": "member_of", "from": "N-1", "to": "P-1" }
        ] }"#;
    assert_eq!(*draft.ledger(), Ledger::from_json_str(text).unwrap());
    assert_eq!(*draft.as_ref(), draft.ledger().clone());
    assert_eq!(draft.ledger().clone(), draft.into_ledger());
}

#[test]
fn a_drafted_row_stands_where_it_was_drafted() {
    let mut draft = Draft::new("");
    let (line, street) = (line!(), draft.root(Subdistrict, "S", ""));
    let village = draft.add(street, SecondGrid, "V", "");
    let person = draft.root(Person, "N", "");
    draft.serve(person, Role::Liaison, village);
    let ledger = draft.ledger();
    let origins = ledger.nodes.iter().map(|row| &row.origin).chain(ledger.links.iter().map(|row| &row.origin));
    for (at, origin) in origins.enumerate() {
        assert_eq!(origin.source().map(|source| source.name()), Some(file!()));
        assert_eq!(origin.line(), Some(line + at as u32), "row {at}");
        assert!(origin.to_string().starts_with(&format!("{}:{}:", file!(), line + at as u32)), "{origin}");
    }
    assert!(Arc::ptr_eq(ledger.nodes[0].origin.source().unwrap(), ledger.links[0].origin.source().unwrap()), "shared");
}

#[test]
#[should_panic(expected = "a node of one draft is used in another")]
fn nodes_of_two_drafts_do_not_mix() {
    let street = Draft::new("").root(Subdistrict, "S", "");
    Draft::new("").add(street, SecondGrid, "V", "");
}
