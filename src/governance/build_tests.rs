use super::*;
use crate::ledger::Draft;

/// All errors of a ledger in JSON, one a line.
fn errors(text: &str) -> String {
    Governance::build(Ledger::from_json_str(text).unwrap()).unwrap_err().to_string()
}

/// A ledger with measures `a` and `area`; the first row stands on line 2.
fn ledger(nodes: &[&str], links: &[&str]) -> String {
    let (nodes, links) = (nodes.join(",\n"), links.join(",\n"));
    let measures = r#""measures":{"a":{},"area":{"unit":"m2","scale":2}}"#;
    format!("{{\"ledger\":1,{measures},\"nodes\":[\n{nodes}],\"links\":[\n{links}]}}")
}

fn of_nodes(nodes: &[&str]) -> String {
    errors(&ledger(nodes, &[]))
}

const STREET: &str = r#"{"code":"S","kind":"subdistrict","name":""}"#;
const PARTY: &str = r#"{"code":"P","kind":"branch","name":""}"#;
const PERSON: &str = r#"{"code":"N","kind":"person","name":""}"#;

/// The errors of links between a street, a branch and a person; the first link stands on line 5.
fn of_links(links: &[&str]) -> String {
    errors(&ledger(&[STREET, PARTY, PERSON], links))
}

#[test]
fn a_code_is_needed() {
    assert_eq!(
        of_nodes(&[r#"{"code":"","kind":"shop","name":"a"}"#, r#"{"code":"","kind":"shop","name":"b"}"#]),
        "line 2, column 1, field `code`: the code is empty; every node needs one of its own\n\
         line 3, column 1, field `code`: the code is empty; every node needs one of its own"
    );
}

#[test]
fn a_code_is_that_of_one_node() {
    assert_eq!(
        of_nodes(&[STREET, PARTY, r#"{"code":"S","kind":"site","name":""}"#]),
        "line 4, column 1, field `code`, node `S`: the code is already that of a node at line 2, column 1; \
         each node needs one of its own"
    );
}

#[test]
fn names_of_kinds_relations_and_roles_must_be_known() {
    let kinds = Kind::IDS.join(", ");
    assert_eq!(
        of_nodes(&[r#"{"code":"A","kind":"micro_gird","name":""}"#]),
        format!(
            "line 2, column 1, field `kind`, node `A`: `micro_gird` is no kind (did you mean `micro_grid`?); known are: {kinds}"
        )
    );
    assert_eq!(
        of_links(&[
            r#"{"relation":"likes","from":"P","to":"S"}"#,
            r#"{"relation":"serves","from":"N","to":"S","role":"gird_head"}"#,
            r#"{"relation":"serves","from":"N","to":"S","role":"friend"}"#,
            r#"{"relation":"serves","from":"N","to":"S"}"#
        ]),
        "line 5, column 1, field `relation`: `likes` is no relation; \
         known are: contains, leads, seated_at, covers, serves, member_of\n\
         line 6, column 1, field `role`: `gird_head` is no role (did you mean `grid_head`?); \
         known are: grid_head, deputy_head, part_time_head, grid_worker, liaison, block_head, adviser\n\
         line 7, column 1, field `role`: `friend` is no role; \
         known are: grid_head, deputy_head, part_time_head, grid_worker, liaison, block_head, adviser",
        "and posts whose roles are not understood are not the same"
    );
}

#[test]
fn a_name_that_a_row_holds_as_text_is_understood_all_the_same() {
    let mut ledger = Ledger::new("");
    let mut row = NodeRow::new(Kind::Person, "S", "");
    row.kind = Written::Unknown("subdistrict".into());
    ledger.nodes.push(row);
    let governance = Governance::build(&ledger).unwrap();
    assert_eq!(governance.node("S").unwrap().kind(), Kind::Subdistrict);
}

#[test]
fn codes_that_are_named_must_be_there() {
    assert_eq!(
        of_nodes(&[STREET, r#"{"code":"V","kind":"second_grid","name":"","parent":"X"}"#]),
        "line 3, column 1, field `parent`, node `V`: no node has the code `X`"
    );
    assert_eq!(
        of_nodes(&[r#"{"code":"V","kind":"second_grid","name":"","parent":" Ｓ "}"#, STREET]),
        "line 2, column 1, field `parent`, node `V`: no node has the code ` Ｓ `; near it: `S` \
         (the same but for full width, spaces around it or invisible characters)"
    );
    assert_eq!(
        of_nodes(&[r#"{"code":"V","kind":"second_grid","name":"","parent":""}"#]),
        "line 2, column 1, field `parent`, node `V`: no node has the code ``"
    );
    assert_eq!(
        of_links(&[r#"{"relation":"leads","from":"Q","to":"T"}"#]),
        "line 5, column 1, field `from`: no node has the code `Q`\n\
         line 5, column 1, field `to`: no node has the code `T`"
    );
}

#[test]
fn a_node_stands_below_what_may_contain_it() {
    assert_eq!(
        of_nodes(&[STREET, r#"{"code":"M","kind":"micro_grid","name":"","parent":"S"}"#]),
        "line 3, column 1, field `parent`, node `M`: a micro_grid may not stand below the subdistrict `S`, which may \
         contain second_grid, dedicated_grid, compound, building, unit, enterprise, shop, school, site; \
         a micro_grid may stand below third_grid, dedicated_grid"
    );
    assert_eq!(
        of_nodes(&[
            r#"{"code":"N","kind":"person","name":"","parent":"M"}"#,
            r#"{"code":"M","kind":"shop","name":""}"#
        ]),
        "line 2, column 1, field `parent`, node `N`: a person may not stand below the shop `M`, which may \
         contain nothing; a person may stand below nothing"
    );
}

#[test]
fn a_cycle_is_spelled_out_the_same_for_any_order_of_rows() {
    let committee = |code: &str, parent: &str| NodeRow::new(Kind::PartyCommittee, code, "").with_parent(parent);
    let rows =
        [committee("B", "C"), committee("C", "A"), committee("A", "B"), committee("D", "A"), committee("E", "E")];
    for turn in 0..rows.len() {
        let mut ledger = Ledger::new("");
        ledger.nodes = rows.to_vec();
        ledger.nodes.rotate_left(turn);
        let errors = Governance::build(&ledger).unwrap_err();
        let mut told: Vec<String> = errors.iter().map(ToString::to_string).collect();
        told.sort();
        assert_eq!(
            told,
            [
                "a row of unknown origin, field `parent`, node `A`: the node contains itself: A -> B -> C -> A; \
                 one of these parents is wrong",
                "a row of unknown origin, field `parent`, node `E`: the node contains itself: E -> E; \
                 one of these parents is wrong",
            ],
            "turn {turn}: once each, and nothing of D, which hangs on a cycle"
        );
    }
}

#[test]
fn containment_is_no_link() {
    assert_eq!(
        of_links(&[r#"{"relation":"contains","from":"S","to":"P"}"#]),
        "line 5, column 1, field `relation`: containment is no link; write it as the parent of `P`"
    );
}

#[test]
fn a_link_joins_what_its_relation_may_join() {
    assert_eq!(
        of_links(&[
            r#"{"relation":"leads","from":"N","to":"S"}"#,
            r#"{"relation":"leads","from":"P","to":"N"}"#,
            r#"{"relation":"covers","from":"S","to":"S"}"#
        ]),
        "line 5, column 1, field `from`, node `N`: `leads` may not join a person to a subdistrict; it joins party to area, grid\n\
         line 6, column 1, field `to`, node `N`: `leads` may not join a branch to a person; it joins party to area, grid\n\
         line 7, column 1, field `from`, node `S`: `covers` may not join a subdistrict to a subdistrict; it joins grid to place"
    );
}

#[test]
fn a_link_is_given_once() {
    let link = r#"{"relation":"serves","from":"N","to":"S","role":"liaison"}"#;
    let other = r#"{"relation":"serves","from":"N","to":"S"}"#;
    assert_eq!(
        of_links(&[link, other, link, link]),
        "line 7, column 1: the same link is already given at line 5, column 1; give it once\n\
         line 8, column 1: the same link is already given at line 5, column 1; give it once"
    );
}

#[test]
fn a_role_belongs_to_a_post() {
    assert_eq!(
        of_links(&[r#"{"relation":"leads","from":"P","to":"S","role":"grid_head"}"#]),
        "line 5, column 1, field `role`: `leads` has no role, but `grid_head` is given; leave it out"
    );
}

#[test]
fn figures_are_of_known_names() {
    assert_eq!(
        of_nodes(&[
            r#"{"code":"A","kind":"shop","name":"","measures":{"aera":1,"shop":1},"declared":{"shp":1,"aera":2}}"#
        ]),
        format!(
            "line 2, column 1, field `measures.aera`, node `A`: `aera` is no known measure (did you mean `area`?); \
             known are: a, area\n\
             line 2, column 1, field `measures.shop`, node `A`: `shop` is no known measure; known are: a, area\n\
             line 2, column 1, field `declared.aera`, node `A`: `aera` is no known kind or measure \
             (did you mean `area`?); known are: a, area, {kinds}\n\
             line 2, column 1, field `declared.shp`, node `A`: `shp` is no known kind or measure \
             (did you mean `shop`?); known are: a, area, {kinds}",
            kinds = Kind::IDS.join(", ")
        )
    );
}

#[test]
fn figures_are_numbers_that_their_measures_hold() {
    assert_eq!(
        of_nodes(&[
            r#"{"code":"A","kind":"shop","name":"","measures":{"a":1e3,"area":3.255},"declared":{"shop":"many"}}"#
        ]),
        "line 2, column 1, field `measures.a`, node `A`: `1e3` is no number: digits, at most one leading minus and at \
         most one point are understood\n\
         line 2, column 1, field `measures.area`, node `A`: 3.255 has more than 2 digits behind the point\n\
         line 2, column 1, field `declared.shop`, node `A`: `many` is no number: digits, at most one leading minus and \
         at most one point are understood"
    );
    assert_eq!(
        of_nodes(&[
            r#"{"code":"A","kind":"shop","name":"","measures":{"area":9223372036854775807},"declared":{"shop":{"at_most":1.5}}}"#
        ]),
        "line 2, column 1, field `measures.area`, node `A`: 9223372036854775807 overflows: with 2 digits behind the \
         point it lies beyond 64 bits\n\
         line 2, column 1, field `declared.shop`, node `A`: 1.5 has more than 0 digits behind the point"
    );
    assert_eq!(
        of_nodes(&[r#"{"code":"A","kind":"shop","name":"","measures":{"a":9223372036854775808}}"#]),
        "line 2, column 1, field `measures.a`, node `A`: `9223372036854775808` overflows: as an integer without its \
         point it lies beyond 64 bits"
    );
}

#[test]
fn the_values_of_a_measure_can_be_added_up() {
    let most = r#"{"code":"A","kind":"shop","name":"","measures":{"a":9223372036854775806}}"#;
    let one = r#"{"code":"B","kind":"shop","name":"","measures":{"a":-1}}"#;
    let governance = Governance::build(Ledger::from_json_str(&ledger(&[most, one], &[])).unwrap()).unwrap();
    assert_eq!(governance.node("B").unwrap().value_of("a"), Some((-1).into()));
    assert_eq!(
        of_nodes(&[most, one, r#"{"code":"C","kind":"shop","name":"","measures":{"a":1}}"#, PERSON]),
        "line 4, column 1, field `measures.a`, node `C`: the values of `a` overflow here: all magnitudes add up to \
         9223372036854775808, which lies beyond 64 bits"
    );
    assert_eq!(
        of_nodes(&[r#"{"code":"A","kind":"shop","name":"","measures":{"a":-9223372036854775808}}"#]),
        "line 2, column 1, field `measures.a`, node `A`: the values of `a` overflow here: all magnitudes add up to \
         9223372036854775808, which lies beyond 64 bits"
    );
}

#[test]
fn measures_are_named_once_and_not_as_kinds() {
    let mut ledger = Ledger::new("");
    ledger.measures = vec![
        Measure::new("a"),
        Measure::new("a").with_scale(1),
        Measure::new("shop"),
        Measure::new(""),
        Measure::new("b").with_scale(10),
        Measure::new("c").with_unit("x".repeat(301)),
    ];
    let row = NodeRow::new(Kind::Shop, "A", "").with_measure("a", 1).with_measure("shop", 1).with_measure("b", 1);
    ledger.nodes.push(row.with_declared("b", Figure::exact(1)).with_declared("c", Figure::exact(1)));
    assert_eq!(
        Governance::build(&ledger).unwrap_err().to_string(),
        "a row of unknown origin, field `measures.a`: the measure `a` is declared twice\n\
         a row of unknown origin, field `measures.shop`: a measure may not be named `shop`, which is a kind; a declared \
         figure could be of either\n\
         a row of unknown origin, field `measures.`: a measure needs a name\n\
         a row of unknown origin, field `measures.b`: the scale of the measure is 10; at most 9 (`MAX_SCALE`) is allowed\n\
         a row of unknown origin, field `measures.c`: the length of the measure's name or unit is 301; at most 300 \
         (`Limits::name`) is allowed",
        "and nothing of their values"
    );
}

#[test]
fn measures_of_two_ledgers_are_alike() {
    let of = |measure: Measure, code: &str| {
        let mut ledger = Ledger::new("");
        let value = measure.decimal(1);
        ledger.nodes.push(NodeRow::new(Kind::Shop, code, "").with_measure(measure.id(), value));
        ledger.measures.push(measure);
        ledger
    };
    let area = Measure::new("area");
    let governance = Governance::build_all([of(area.clone(), "A"), of(area.clone(), "B")]).unwrap();
    assert_eq!(governance.measures(), std::slice::from_ref(&area));
    for other in [area.clone().with_scale(2), area.clone().with_unit("m2")] {
        let errors = Governance::build_all([of(area.clone(), "A"), of(other, "B")]).unwrap_err();
        assert_eq!(
            errors.to_string(),
            "a row of unknown origin, field `measures.area`: the measure `area` has another unit or scale than in an \
             earlier ledger; make them alike"
        );
    }
}

#[test]
fn bounds_are_those_of_characters_and_name_themselves() {
    let of = |code: usize, name: usize, category: usize| {
        let mut ledger = Ledger::new("");
        let row = NodeRow::new(Kind::Shop, "码".repeat(code), "名".repeat(name)).with_category("类".repeat(category));
        ledger.nodes.push(row);
        Governance::build(&ledger).map_err(|errors| errors.to_string())
    };
    assert!(of(Limits::DEFAULT.code, Limits::DEFAULT.name, Limits::DEFAULT.name).is_ok());
    let row = format!("node `{}…`", "码".repeat(60));
    assert_eq!(
        of(Limits::DEFAULT.code + 1, Limits::DEFAULT.name + 1, Limits::DEFAULT.name + 1).unwrap_err(),
        format!(
            "a row of unknown origin, field `code`, {row}: the length of the code is 101; at most 100 (`Limits::code`) is allowed\n\
             a row of unknown origin, field `name`, {row}: the length of the name is 301; at most 300 (`Limits::name`) is allowed\n\
             a row of unknown origin, field `category`, {row}: the length of the category is 301; at most 300 (`Limits::name`) is allowed"
        )
    );
}

#[test]
fn the_number_of_measures_is_bounded() {
    let of = |count: usize| {
        let mut ledger = Ledger::new("");
        ledger.measures = (0..count).map(|at| Measure::new(format!("m{at}"))).collect();
        ledger.nodes.push(NodeRow::new(Kind::Shop, "A", "").with_measure(&format!("m{}", count - 1), 7));
        Governance::build(&ledger).map_err(|errors| errors.to_string())
    };
    assert_eq!(of(Limits::DEFAULT.measures).unwrap().node("A").unwrap().value_of("m63"), Some(7.into()));
    assert_eq!(
        of(Limits::DEFAULT.measures + 3).unwrap_err(),
        "a row of unknown origin: the number of measures is 67; at most 64 (`Limits::measures`) is allowed"
    );
}

/// A chain of Party committees, the uppermost last.
fn chain(length: usize) -> Ledger {
    let mut ledger = Ledger::new("");
    for at in (0..length).rev() {
        let row = NodeRow::new(Kind::PartyCommittee, format!("P-{at}"), "");
        ledger.nodes.push(if at == 0 { row } else { row.with_parent(format!("P-{}", at - 1)) });
    }
    ledger
}

#[test]
fn a_chain_may_be_as_long_as_the_bound_and_no_longer() {
    let governance = Governance::build(chain(Limits::DEFAULT.depth)).unwrap();
    assert_eq!(governance.node("P-63").unwrap().ancestors().count(), Limits::DEFAULT.depth - 1);
    for length in [Limits::DEFAULT.depth + 1, 200_000] {
        assert_eq!(
            Governance::build(chain(length)).unwrap_err().to_string(),
            "a row of unknown origin, field `parent`, node `P-64`: the depth of the node is 65; at most 64 (`Limits::depth`) is allowed",
            "{length}"
        );
    }
}

#[test]
fn a_round_of_many_is_an_error_and_no_overflow_of_the_stack() {
    let mut ledger = chain(200_000);
    let last = ledger.nodes.len() - 1;
    ledger.nodes[last].parent = Some("P-199999".to_owned());
    let errors = Governance::build(&ledger).unwrap_err();
    let [problem] = errors.iter().map(BuildError::problem).collect::<Vec<_>>()[..] else { panic!("one error") };
    assert!(matches!(problem, BuildProblem::Cycle { codes } if codes.len() == 200_001));
}

#[test]
fn all_errors_come_at_once_in_the_order_of_the_text() {
    let text = ledger(
        &[
            r#"{"code":"A","kind":"shop","name":"","parent":"B","measures":{"a":"x","b":1}}"#,
            r#"{"code":"B","kind":"shop","name":""}"#,
            r#"{"code":"B","kind":"shopp","name":"","parent":"X"}"#,
            r#"{"code":"C","kind":"party_committee","name":"","parent":"C"}"#,
        ],
        &[
            r#"{"relation":"leads","from":"A","to":"X","role":"liaison"}"#,
            r#"{"relation":"covers","from":"A","to":"B"}"#,
        ],
    );
    let errors = Governance::build(Ledger::from_json_str(&text).unwrap()).unwrap_err();
    let told: Vec<_> = errors
        .iter()
        .map(|error| {
            (error.origin().line().unwrap(), error.field().unwrap_or_default(), error.code().unwrap_or_default())
        })
        .collect();
    assert_eq!(
        told,
        [
            (2, "measures.a", "A"),
            (2, "measures.b", "A"),
            (4, "code", "B"),
            (4, "kind", "B"),
            (4, "parent", "B"),
            (5, "parent", "C"),
            (6, "role", ""),
            (6, "to", ""),
            (7, "from", "A"),
        ]
    );
}

#[test]
fn a_builder_takes_ledgers_one_by_one_and_finds_codes_across_them() {
    let mut street = Ledger::new("须水街道");
    street.nodes.push(NodeRow::new(Kind::Subdistrict, "S", "").with_parent("C"));
    street.links.push(LinkRow::new(Relation::Leads, "P", "C"));
    let mut district = Draft::new("中原区");
    district.root(crate::kind::County, "C", "");
    district.root(crate::kind::Branch, "P", "");
    for ledgers in [[&street, district.ledger()], [district.ledger(), &street]] {
        let mut builder = Builder::new();
        for ledger in ledgers {
            builder.add(ledger);
        }
        let governance = builder.finish().unwrap();
        assert_eq!(governance.title(), ledgers[0].title, "the first");
        assert_eq!(governance.node("S").unwrap().parent(), governance.node("C"));
        assert_eq!(governance.node("P").unwrap().leads().next(), governance.node("C"));
    }
    let empty = Builder::new().finish().unwrap();
    assert_eq!((empty.title(), empty.node_count(), empty.link_count()), ("", 0, 0));
    let errors = Governance::build_all([&street, &street, &street]).unwrap_err();
    assert_eq!(errors.iter().filter(|error| matches!(error.problem(), BuildProblem::DuplicateCode { .. })).count(), 2);
    assert_eq!(
        errors.iter().filter(|error| matches!(error.problem(), BuildProblem::DuplicateLink { .. })).count(),
        0,
        "no ends"
    );
    assert_eq!(errors.iter().filter(|error| matches!(error.problem(), BuildProblem::UnknownCode { .. })).count(), 9);
}

#[test]
fn errors_of_two_sources_stand_in_the_order_of_the_sources() {
    let of = |name: &str, lines: [u32; 2]| {
        let source = Source::text(name);
        let mut ledger = Ledger::new("");
        for line in lines {
            let mut row = NodeRow::new(Kind::Shop, "", "");
            row.origin = Origin::new(source.clone(), line, 1);
            ledger.nodes.push(row);
        }
        ledger
    };
    let errors = Governance::build_all([of("b.json", [7, 3]), of("a.json", [5, 1])]).unwrap_err();
    let places: Vec<String> = errors.iter().map(|error| error.origin().to_string()).collect();
    assert_eq!(places, ["b.json:3:1", "b.json:7:1", "a.json:1:1", "a.json:5:1"]);
}

/// Each sort of problem has a test above; a new one is missed here.
#[test]
fn faults_are_all_known_to_the_tests() {
    let tested = |problem: &BuildProblem| match problem {
        BuildProblem::Form(_) => "governance_tests",
        BuildProblem::EmptyCode
        | BuildProblem::DuplicateCode { .. }
        | BuildProblem::UnknownName(_)
        | BuildProblem::SameForm { .. }
        | BuildProblem::UnknownCode { .. }
        | BuildProblem::NotAllowedBelow { .. }
        | BuildProblem::Cycle { .. }
        | BuildProblem::ContainmentAsLink { .. }
        | BuildProblem::ContainmentRecorded
        | BuildProblem::CannotJoin { .. }
        | BuildProblem::DuplicateLink { .. }
        | BuildProblem::MisplacedRole { .. }
        | BuildProblem::UnknownMeasure { .. }
        | BuildProblem::NotANumber(_)
        | BuildProblem::BeyondMeasure(_)
        | BuildProblem::TotalOverflow { .. }
        | BuildProblem::MeasureTwice(_)
        | BuildProblem::MeasureDiffers(_)
        | BuildProblem::MeasureNamedAsKind(_)
        | BuildProblem::UnnamedMeasure
        | BuildProblem::Limit { .. } => "here",
    };
    assert_eq!(tested(&BuildProblem::EmptyCode), "here");
}

/// Containment that was looked at before it was known that a code stands twice.
#[test]
fn a_row_is_below_the_first_row_of_a_code_whatever_was_found_first() {
    let row = |kind, code: &str, parent: Option<&str>| {
        let row = NodeRow::new(kind, code, "");
        if let Some(parent) = parent { row.with_parent(parent) } else { row }
    };
    let mut ledger = Ledger::default();
    ledger.nodes = vec![
        row(Kind::Subdistrict, "S", None),
        row(Kind::SecondGrid, "G", Some("S")),
        row(Kind::ThirdGrid, "T", Some("G")),
        row(Kind::ThirdGrid, "T", None),
        row(Kind::Subdistrict, "S2", None),
        row(Kind::MicroGrid, "M", Some("T")),
    ];
    let mut builder = Builder::new().with_limits(Limits { depth: 3, ..Limits::default() });
    builder.add(&ledger);
    let errors = builder.finish().unwrap_err();
    let problems: Vec<_> = errors.iter().map(BuildError::problem).collect();
    assert!(
        matches!(problems[..], [BuildProblem::DuplicateCode { .. }, BuildProblem::Limit { found: 4, limit: 3, .. }]),
        "{problems:?}"
    );
}
