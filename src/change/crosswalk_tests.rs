use super::*;
use crate::measure::Decimal;

fn amounts(rows: &[(&str, &str, u64)]) -> Crosswalk {
    Crosswalk::of_amounts(rows.iter().copied()).unwrap()
}

fn shown(crosswalk: &Crosswalk) -> Vec<String> {
    crosswalk.rows().map(|row| row.to_string()).collect()
}

fn carried(crosswalk: &Crosswalk, figures: &[(&str, i64)]) -> Vec<(String, String, bool)> {
    let rebased = crosswalk.rebase(figures.iter().copied()).unwrap();
    rebased.iter().map(|(code, of)| (code.to_owned(), of.value.to_string(), of.is_estimate)).collect()
}

#[test]
fn a_split_carries_estimates_and_a_merge_adds() {
    let split = amounts(&[("G", "G-1", 260), ("G", "G-2", 160), ("H", "H", 9)]);
    assert_eq!(shown(&split), ["G -> G-1 13/21, G-2 8/21 (given amounts)", "H -> H"]);
    let expected = [("G-1", "13", true), ("G-2", "8", true), ("H", "5", false)];
    assert_eq!(carried(&split, &[("H", 5), ("G", 21)]), expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c)));

    let merge = amounts(&[("G-1", "G", 1), ("G-2", "G", 1), ("H", "H", 1)]);
    assert_eq!(carried(&merge, &[("G-1", 13), ("G-2", 8)]), [("G".to_owned(), "21".to_owned(), false)]);
    let there_and_back = split.then(&merge).unwrap();
    assert_eq!(carried(&there_and_back, &[("G", 21)]), [("G".to_owned(), "21".to_owned(), false)]);
    assert!(there_and_back.is_identity(), "a split and then a merge give the total back, and it is exact");
}

#[test]
fn rows_come_in_the_order_of_their_codes() {
    let crosswalk = amounts(&[("C", "D", 1), ("A", "A", 1), ("E", "E", 4), ("B", "C", 1), ("D", "D", 1)]);
    assert_eq!(shown(&crosswalk), ["A -> A", "B -> C", "C -> D", "D -> D", "E -> E"]);
    assert_eq!((crosswalk.len(), crosswalk.changed().count()), (5, 2));
    assert!(crosswalk.row("F").is_none());
    assert!(Crosswalk::identity(["B", "A", "B"]).is_identity());
    assert_eq!(shown(&Crosswalk::identity(["B", "A", "B"])), ["A -> A", "B -> B"]);
    assert!(Crosswalk::default().is_empty() && Crosswalk::default().rebase([("A", 1)]).is_err());
}

#[test]
fn all_errors_of_a_table_come_at_once() {
    let errors = Crosswalk::of_amounts([("A", "B", 0), ("C", "D", 1), ("C", "D", 2)]);
    let expected = "\
`C` leads to `D` twice; give one row with both amounts
all amounts of `A` are zero, which says nothing of its parts; give at least one above zero";
    assert_eq!(errors.unwrap_err().to_string(), expected);
    // No amount is too large.
    let large = amounts(&[("E", "F", u64::MAX), ("E", "G", u64::MAX - 1)]);
    assert_eq!(
        shown(&large),
        [
            "E -> F 18446744073709551615/36893488147419103229, G 18446744073709551614/36893488147419103229 (given amounts)"
        ]
    );
}

#[test]
fn all_errors_of_composing_come_at_once() {
    let first = amounts(&[("A", "B", 1), ("A", "C", 1), ("D", "D", 1), ("E", " F", 1)]);
    let errors = first.then(&amounts(&[("B", "B", 1), ("F", "F", 1)])).unwrap_err();
    let expected = "\
`A` leads to `C`, which the crosswalk that follows does not know
`D` leads to `D`, which the crosswalk that follows does not know
`E` leads to ` F`, which the crosswalk that follows does not know; near it: `F` (the same but for full width, spaces around it or invisible characters)";
    assert_eq!(errors.to_string(), expected);
    let large = [4_294_967_291, 4_294_967_279, 4_294_967_231];
    let thirds = large.map(|prime| amounts(&[("A", "A", 1), ("A", "B", prime - 1), ("B", "B", 1)]));
    let twice = thirds[0].then(&thirds[1]).unwrap();
    let thrice = twice.then(&thirds[2]).unwrap();
    assert_eq!(thrice.row("A").unwrap().parts().next().unwrap().1.denominator(), None, "beyond 64 bits, and exact");
    assert_eq!(thrice.rebase([("A", 1000)]).unwrap().total(), Ok(1000.into()));
    let json = serde_json::to_string(&thrice).unwrap();
    assert_eq!(serde_json::from_str::<Crosswalk>(&json).unwrap(), thrice);
    assert!(serde_json::from_str::<Crosswalk>(&json.replace(r#""B":""#, r#""B":"x"#)).is_err());
}

#[test]
fn all_figures_that_cannot_be_carried_come_at_once() {
    let mut crosswalk = amounts(&[("A", "Z", 1), ("B", "Z", 1), ("C", "Y", 1)]);
    crosswalk.push("X".into(), Row::NOWHERE);
    let figures = [("A", i64::MAX), ("B", 1), ("C", 1), ("C", 1), ("Ａ", 1), ("X", 0), ("K", 1)];
    let expected = "\
the figure of `C` is given twice; give it once
the crosswalk does not know the code `Ａ`; near it: `A` (the same but for full width, spaces around it or invisible characters)
`X` leads nowhere: what it became and what contained it are not on the other map
the crosswalk does not know the code `K`
the figures that come together at `Z` overflow: their sum lies beyond 64 bits";
    assert_eq!(crosswalk.rebase(figures).unwrap_err().to_string(), expected);
    assert_eq!(crosswalk.row("X").unwrap().to_string(), "X -> nothing");
    // What does not fit on the way may fit in the end.
    let fits = amounts(&[("A", "Z", 1), ("B", "Z", 1), ("C", "Z", 1)]);
    assert_eq!(carried(&fits, &[("A", i64::MAX), ("B", 1), ("C", -1)])[0].1, i64::MAX.to_string());
    assert_eq!(carried(&fits, &[("A", i64::MIN + 1), ("B", -1), ("C", 0)])[0].1, i64::MIN.to_string());
    assert!(fits.rebase([("A", i64::MIN), ("B", -1)]).is_err());
}

#[test]
fn decimals_are_divided_in_their_last_digit() {
    let split = amounts(&[("A", "X", 1), ("A", "Y", 1), ("A", "Z", 1), ("B", "X", 1)]);
    let rebased = split.rebase([("A", "10.00"), ("B", "0.5")].map(|(code, n)| (code, n.parse::<Decimal>().unwrap())));
    let rebased = rebased.unwrap();
    let all: Vec<_> = rebased.iter().map(|(code, of)| format!("{code} {}", of.value)).collect();
    assert_eq!(all, ["X 3.84", "Y 3.33", "Z 3.33"]);
    assert_eq!(rebased.total().unwrap().to_string(), "10.50");
}

#[test]
fn what_is_read_back_is_checked() {
    let read = |json: &str| serde_json::from_str::<Crosswalk>(json);
    let wrong = r#"{"unchanged":["A","A"],"changed":[{"from":"A","to":{"B":1}},{"from":"C","to":{"D":0,"E":1,"E":2}},{"from":"F","to":{"G":0}}]}"#;
    let error = read(wrong).unwrap_err().to_string();
    for expected in ["`A` has two rows", "all amounts of `F` are zero", "`C` leads to `E` twice"] {
        assert!(error.contains(expected), "{error}");
    }
    assert!(read(r#"{"unchanged":[],"changed":[{"from":"A","to":{"B":1},"bye":1}]}"#).is_err());
    let divided = read(r#"{"unchanged":[],"changed":[{"from":"A","to":{"B":2,"C":2}},{"from":"N","to":{}}]}"#).unwrap();
    assert_eq!(shown(&divided), ["A -> B 1/2, C 1/2 (given amounts)", "N -> nothing"]);
    assert_eq!(read(&serde_json::to_string(&divided).unwrap()).unwrap(), divided);
}
