use super::*;
use crate::ledger::{Ledger, NodeRow};

/// A map of rows `kind code parent households`, a dash for what is absent.
fn map(rows: &str) -> Governance {
    let mut ledger = Ledger::new("");
    ledger.measures = vec![Measure::new("households"), Measure::new("people").with_scale(1)];
    for line in rows.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let fields: Vec<Option<&str>> =
            line.split_whitespace().map(|field| Some(field).filter(|f| *f != "-")).collect();
        let [Some(kind), Some(code), parent, households] = fields[..] else { panic!("{line}") };
        let mut row = NodeRow::new(kind.parse().unwrap(), code, "");
        row.parent = parent.map(str::to_owned);
        if let Some(households) = households {
            row = row.with_measure("households", households.parse::<i64>().unwrap());
        }
        ledger.nodes.push(row);
    }
    Governance::build(&ledger).unwrap()
}

fn lineage(pairs: &[(&str, &str)]) -> Lineage {
    let mut lineage = Lineage::default();
    for (old, new) in pairs {
        if new.is_empty() {
            lineage.ended(old);
        } else {
            lineage.became(old, new);
        }
    }
    lineage
}

/// The rows of the crosswalk that are not those of codes that stay.
fn changed(crosswalk: &Crosswalk) -> Vec<String> {
    crosswalk.changed().map(|row| row.to_string()).collect()
}

fn both(old: &Governance, new: &Governance, pairs: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    let (there, back) = Crosswalk::both_ways(old, new, &lineage(pairs), &Weighting::default()).unwrap();
    assert_eq!((there.len(), back.len()), (old.node_count(), new.node_count()), "every code is known");
    (changed(&there), changed(&back))
}

const STREET: &str = "
    subdistrict S - -
    second_grid V S -
    second_grid W S -
    third_grid  T1 V -
    third_grid  T2 V -
    third_grid  T3 W -
    micro_grid  M1 T1 100
    micro_grid  M2 T1 50
    micro_grid  M3 T2 250
    micro_grid  M4 T3 200";

#[test]
fn nothing_changes_where_nothing_does() {
    let (there, back) = both(&map(STREET), &map(STREET), &[]);
    assert!(there.is_empty() && back.is_empty());
}

#[test]
fn a_split_is_weighed_by_the_parts_own_values_or_by_what_stands_in_them() {
    let old = map("subdistrict S - -\n second_grid G S 420");
    let new = map("subdistrict S - -\n second_grid G-1 S 260\n second_grid G-2 S 160");
    let (there, back) = both(&old, &new, &[("G", "G-1"), ("G", "G-2")]);
    assert_eq!(there, ["G -> G-1 13/21, G-2 8/21 (households)"]);
    assert_eq!(back, ["G-1 -> G", "G-2 -> G"], "together again, nothing is divided");

    let new = map(&STREET.replace("M2 T1", "M2 T1b").replace("third_grid  T2", "third_grid T1b V -\n third_grid T2"));
    let (there, back) = both(&map(STREET), &new, &[("T1", "T1"), ("T1", "T1b")]);
    assert_eq!(there, ["T1 -> T1 2/3, T1b 1/3 (households)"]);
    assert_eq!(back, ["T1b -> T1"]);
}

#[test]
fn without_households_places_decide_and_without_places_parts_are_equal() {
    let old = "subdistrict S - -\n second_grid G S -\n shop X1 G -\n shop X2 G -\n shop X3 G -";
    let new = "subdistrict S - -\n second_grid A S -\n second_grid B S -\n shop X1 A -\n shop X2 A -\n shop X3 B -";
    let pairs = [("G", "A"), ("G", "B")];
    assert_eq!(both(&map(old), &map(new), &pairs).0, ["G -> A 2/3, B 1/3 (places)"]);
    let bare = |rows: &str| map(&rows.lines().filter(|line| !line.contains("shop")).collect::<Vec<_>>().join("\n"));
    assert_eq!(both(&bare(old), &bare(new), &pairs).0, ["G -> A 1/2, B 1/2 (equal parts)"]);
    // A value below zero is no share.
    let negative = new.replace("A S -", "A S -5").replace("B S -", "B S 9");
    assert_eq!(both(&map(old), &map(&negative), &pairs).0, ["G -> A 2/3, B 1/3 (places)"]);
}

#[test]
fn a_territory_that_hands_something_over_leads_to_where_it_went() {
    // M2 goes from T1 in V to T3 in W: the figures of T1 and V are divided, those of M2 go with it.
    let new = map(&STREET.replace("M2 T1", "M2 T3"));
    let (there, back) = both(&map(STREET), &new, &[]);
    assert_eq!(there, ["T1 -> T1 2/3, T3 1/3 (households)", "V -> V 7/8, W 1/8 (households)"]);
    assert_eq!(back, ["T3 -> T1 1/5, T3 4/5 (households)", "W -> V 1/5, W 4/5 (households)"]);
    // Within V, V is not divided.
    let (there, _) = both(&map(STREET), &map(&STREET.replace("M2 T1", "M2 T2")), &[]);
    assert_eq!(there, ["T1 -> T1 2/3, T2 1/3 (households)"]);
}

#[test]
fn two_villages_swap_a_strip() {
    let new = map(&STREET.replace("T1 V", "T1 W").replace("T3 W", "T3 V"));
    let (there, _) = both(&map(STREET), &new, &[]);
    assert_eq!(there, ["V -> V 5/8, W 3/8 (households)", "W -> V"], "what stays in W has no households at all");
}

#[test]
fn a_merge_leads_there_whole_and_back_by_weight() {
    let rows = "subdistrict S - -\n dedicated_grid Z1 S 30\n dedicated_grid Z2 S 10\n dedicated_grid Z3 S -";
    let new = map("subdistrict S - -\n dedicated_grid Z1 S 40\n dedicated_grid Z3 S -");
    let (there, back) = both(&map(rows), &new, &[("Z2", "Z1")]);
    assert_eq!(there, ["Z2 -> Z1"]);
    assert_eq!(back, ["Z1 -> Z1 3/4, Z2 1/4 (households)"]);
}

#[test]
fn codes_that_are_reissued_lead_to_the_node_they_meant() {
    let rows = "subdistrict S - -\n second_grid A S 1\n second_grid B S 2";
    let (there, back) = both(&map(rows), &map(rows), &[("A", "B"), ("B", "A")]);
    assert_eq!(there, ["A -> B", "B -> A"]);
    assert_eq!(back, ["A -> B", "B -> A"]);
    // A was closed, and there is another A now.
    let (there, back) = both(&map(rows), &map(rows), &[("A", "")]);
    assert_eq!((there, back), (vec!["A -> S".to_owned()], vec!["A -> S".to_owned()]));
}

#[test]
fn what_is_closed_leads_to_where_its_content_went_or_to_what_contained_it() {
    let gone =
        map("subdistrict S - -\n second_grid V S -\n third_grid T1 V -\n third_grid T2 V -\n micro_grid M1 T1 1");
    let new = map("subdistrict S - -\n second_grid V S -\n third_grid T2 V -\n micro_grid M1 T2 1");
    assert_eq!(both(&gone, &new, &[]).0, ["T1 -> T2"]);
    let new = map("subdistrict S - -\n second_grid V S -\n third_grid T2 V -");
    assert_eq!(both(&gone, &new, &[]).0, ["M1 -> V", "T1 -> V"]);
    assert_eq!(both(&gone, &new, &[]).1, Vec::<String>::new());
    let new = map("person P - -");
    let (there, back) = both(&gone, &new, &[]);
    assert_eq!(there, ["M1", "S", "T1", "T2", "V"].map(|code| format!("{code} -> nothing")));
    assert_eq!(back, ["P -> nothing"]);
}

#[test]
fn what_goes_up_a_level_leads_to_the_lowest_that_is_no_lower() {
    // M1 goes into a dedicated grid that stands in the street itself: for T1 that is one like itself, for V it
    // stands too low.
    let dedicated = "\n dedicated_grid Z S 7";
    let old = map(&format!("{STREET}{dedicated}"));
    let new = map(&format!("{}{dedicated}", STREET.replace("M1 T1", "M1 Z")));
    let (there, _) = both(&old, &new, &[]);
    assert_eq!(there, ["T1 -> T1 1/3, Z 2/3 (households)", "V -> S 1/4, V 3/4 (households)"]);
}

#[test]
fn what_becomes_a_root_takes_nothing_of_what_contained_it() {
    // V keeps what nothing like it contains now, so that the totals of T1 stay what they were.
    let root = |rows: &str, code: &str| rows.replace(&format!("{code} V"), &format!("{code} -"));
    let (there, back) = both(&map(STREET), &map(&root(STREET, "T1")), &[]);
    assert!(there.is_empty() && back.is_empty(), "{there:?} {back:?}");
    // What goes to another village goes there, whatever else becomes a root.
    let new = root(&STREET.replace("T2 V", "T2 W"), "T1");
    let (there, _) = both(&map(STREET), &map(&new), &[]);
    assert_eq!(there, ["V -> V 3/8, W 5/8 (households)"]);
    // A closed root leads nowhere: it contained what stands for itself now.
    let rows = "subdistrict S - -\n second_grid V S 5\n second_grid W S 3";
    let apart = "second_grid V - 5\n second_grid W - 3";
    let (there, back) = both(&map(rows), &map(apart), &[]);
    assert_eq!((there, back), (vec!["S -> nothing".to_owned()], Vec::new()));
    let (there, back) = both(&map(apart), &map(rows), &[]);
    assert_eq!((there, back), (Vec::new(), vec!["S -> nothing".to_owned()]));
}

#[test]
fn what_is_raised_to_the_level_of_what_contained_it_takes_nothing_of_it() {
    // A village is closed whose grid becomes a village: what was counted of the old one goes to the street, so that
    // the totals of the grid stay what they were.
    let old = map("subdistrict S - -\n second_grid V S 3\n third_grid T V 5\n second_grid W S 2");
    let new = map("subdistrict S - -\n second_grid T S 5\n second_grid W S 2");
    let mut lineage = Lineage::default();
    lineage.ended("V");
    let crosswalk = Crosswalk::between(&old, &new, &lineage, &Weighting::default()).unwrap();
    assert_eq!(changed(&crosswalk), ["V -> S"]);
}

#[test]
fn all_that_is_wrong_with_the_question_is_said() {
    let old = map("subdistrict S - -");
    let error = |pairs: &[(&str, &str)], weighting: &Weighting| {
        Crosswalk::between(&old, &old, &lineage(pairs), weighting).unwrap_err().to_string()
    };
    let expected = "\
the lineage names `A`, which is not on the old map
the lineage names `B`, which is not on the new map
the lineage names `C`, which is not on the new map";
    assert_eq!(error(&[("A", "B"), ("S", "C")], &Weighting::default()), expected);
    let expected = "`peple` is no measure of the ledger (did you mean `people`?); known are: households, people";
    assert_eq!(error(&[], &Weighting::Measure("peple".to_owned())), expected);
}

#[test]
fn the_user_names_what_weights_are_taken_from() {
    let old = "subdistrict S - -\n second_grid G S -\n shop X1 G 5\n shop X2 G 1\n shop X3 G 0";
    let new = "subdistrict S - -\n second_grid A S -\n second_grid B S -\n shop X1 A 5\n shop X2 B 1\n shop X3 B 0";
    let by = |weighting: Weighting| {
        let crosswalk = Crosswalk::between(&map(old), &map(new), &lineage(&[("G", "A"), ("G", "B")]), &weighting);
        changed(&crosswalk.unwrap()).join("")
    };
    assert_eq!(by(Weighting::Households), "G -> A 5/6, B 1/6 (households)");
    assert_eq!(by(Weighting::Measure("people".to_owned())), "G -> A 1/3, B 2/3 (places)");
    assert_eq!(by(Weighting::Places), "G -> A 1/3, B 2/3 (places)");
    assert_eq!(by(Weighting::Equal), "G -> A 1/2, B 1/2 (equal parts)");
}

#[test]
fn what_lost_all_that_stood_in_it_leads_to_where_that_stands() {
    // The only county of a prefecture is put directly below the province: its row is all that the prefecture keeps.
    let old = map("province P - -\n prefecture X P -\n county K X -\n subdistrict S K -\n second_grid G S 40");
    let new = map("province P - -\n prefecture X P -\n county K P -\n subdistrict S K -\n second_grid G S 40");
    let (there, back) = both(&old, &new, &[]);
    assert_eq!(there, ["X -> P"]);
    assert!(back.is_empty(), "{back:?}");
    let crosswalk = Crosswalk::between(&old, &new, &Lineage::default(), &Weighting::default()).unwrap();
    let rebased = crosswalk.rebase([("P", 1), ("X", 112), ("K", 40)]).unwrap();
    let figures: Vec<_> = rebased.iter().map(|(code, of)| (code, of.value.units(), of.is_estimate)).collect();
    assert_eq!(figures, [("K", 40, false), ("P", 113, false)], "K keeps what is its own, and all is still within P");
    // With households of its own, the prefecture keeps their share.
    let keeps = |rows: &str| map(&rows.replace("X P -", "X P 10"));
    let old = keeps("province P - -\n prefecture X P -\n county K X 40");
    let new = keeps("province P - -\n prefecture X P -\n county K P 40");
    assert_eq!(both(&old, &new, &[]).0, ["X -> P 4/5, X 1/5 (households)"]);
}
