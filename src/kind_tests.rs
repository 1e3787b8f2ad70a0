use super::*;

#[test]
fn every_name_reads_back() {
    for kind in Kind::ALL {
        assert_eq!(kind.to_string().parse(), Ok(*kind), "kind");
    }
    for relation in Relation::ALL {
        assert_eq!(relation.to_string().parse(), Ok(*relation), "relation");
    }
    for role in Role::ALL {
        assert_eq!(role.to_string().parse(), Ok(*role), "role");
    }
}

#[test]
fn every_row_has_both_labels() {
    let labels = Kind::ALL.iter().map(|k| (k.english(), k.chinese()));
    let labels = labels.chain(Relation::ALL.iter().map(|r| (r.english(), r.chinese())));
    for (english, chinese) in labels.chain(Role::ALL.iter().map(|r| (r.english(), r.chinese()))) {
        assert!(english.is_ascii() && !english.is_empty(), "English: {english}");
        assert!(!chinese.is_ascii(), "Chinese: {chinese}");
    }
}

/// The table of the design, written a second time in words: a slip in either is seen.
#[test]
fn containment_is_the_published_table() {
    let places = "compound building unit enterprise shop school site";
    let expected = [
        ("province", "prefecture county".to_owned()),
        ("prefecture", "county subdistrict".to_owned()),
        ("county", "subdistrict".to_owned()),
        ("subdistrict", format!("second_grid dedicated_grid {places}")),
        ("second_grid", format!("third_grid dedicated_grid {places}")),
        ("third_grid", format!("micro_grid {places}")),
        ("dedicated_grid", format!("micro_grid {places}")),
        ("micro_grid", places.to_owned()),
        ("compound", "building enterprise shop school site".to_owned()),
        ("building", "unit enterprise shop school site".to_owned()),
        ("unit", "enterprise shop site".to_owned()),
        ("enterprise", String::new()),
        ("shop", String::new()),
        ("school", String::new()),
        ("site", String::new()),
        ("party_committee", "party_committee general_branch branch".to_owned()),
        ("general_branch", "branch".to_owned()),
        ("branch", "party_group".to_owned()),
        ("party_group", String::new()),
        ("person", String::new()),
    ];
    assert_eq!(expected.len(), Kind::COUNT, "rows");
    for (kind, below) in expected {
        let kind: Kind = kind.parse().unwrap();
        let below: Vec<Kind> = below.split_whitespace().map(|id| id.parse().unwrap()).collect();
        assert_eq!(kind.contains(), below, "{kind}");
    }
}

#[test]
fn relations_join_the_published_families() {
    use Family::{Area, Grid, Party, Person, Place};
    let expected: [(Relation, &[Family], &[Family], bool); 5] = [
        (Relation::Leads, &[Party], &[Area, Grid], false),
        (Relation::SeatedAt, &[Party], &[Place, Grid], false),
        (Relation::Covers, &[Grid], &[Place], false),
        (Relation::Serves, &[Person], &[Area, Grid], true),
        (Relation::MemberOf, &[Person], &[Party], false),
    ];
    assert_eq!(expected.map(|row| row.0), Relation::LINKS, "order");
    for (relation, from, to, has_role) in expected {
        assert_eq!(relation.has_role(), has_role, "{relation}");
        for (a, b) in Kind::ALL.iter().flat_map(|a| Kind::ALL.iter().map(move |b| (*a, *b))) {
            let joins = from.contains(&a.family()) && to.contains(&b.family());
            assert_eq!(relation.may_join(a, b), joins, "{relation} {a} {b}");
        }
    }
    assert!(Relation::Contains.may_join(Kind::Building, Kind::Unit));
    assert!(!Relation::Contains.may_join(Kind::Unit, Kind::Building));
}

#[test]
fn an_unknown_name_lists_the_known_ones_and_offers_the_nearest() {
    let error = "micro_gird".parse::<Kind>().unwrap_err();
    assert!(
        error.to_string().starts_with("`micro_gird` is no kind (did you mean `micro_grid`?); known are: province,")
    );
    assert_eq!(error.known().len(), Kind::COUNT);
    let error = "x".parse::<Role>().unwrap_err();
    assert!(!error.to_string().contains("did you mean"), "{error}");
    assert_eq!(error.written(), "x");
}

#[test]
fn parents_are_containment_read_backwards() {
    let parents: Vec<Kind> = Kind::MicroGrid.parents().collect();
    assert_eq!(parents, [Kind::ThirdGrid, Kind::DedicatedGrid]);
    assert_eq!(Kind::Province.parents().count(), 0);
}

#[test]
fn families_and_heads() {
    let territories = Kind::ALL.iter().filter(|kind| kind.is_territory()).count();
    assert_eq!(territories, 8);
    assert_eq!(Kind::of_family(Family::Place).count(), 7);
    let heads: Vec<&str> = Role::ALL.iter().filter(|role| role.is_head()).map(|role| role.id()).collect();
    assert_eq!(heads, ["grid_head", "part_time_head"]);
}
