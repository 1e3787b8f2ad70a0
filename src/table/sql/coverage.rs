//! What is led, headed, served and in a grid: the questions of coverage, from links and the bridge.

use super::select::{ByUnit, Select, indented, literals, ordered, sum};
use super::{Sql, Texts};
use crate::coverage::Question;
use crate::kind::{Family, Kind, Role};

impl Texts<'_> {
    /// The share of every area and grid: `level`, `unit`, `covered`, `total` (without those of which nothing is recorded) and
    /// `unrecorded`. A unit in which the question is about nothing has no row.
    ///
    /// It is the answer of [`Coverage::shares`](crate::coverage::Coverage::shares).
    #[must_use]
    pub fn shares(&self, question: Question) -> Sql {
        let shares = ByUnit { source: "judged".to_owned(), condition: None, keys: Vec::new(), values: tallies() };
        let about = format!("Of every area and grid: how many are {}, of how many.", question.english());
        let statement = shares.of_levels(&self.levels);
        self.judge(question, "shares", &about, &statement, &shares.order())
    }

    /// The share of each kind in the whole graph: `kind`, `covered`, `total`, `unrecorded`.
    ///
    /// It is the answer of [`Coverage::by_kind`](crate::coverage::Coverage::by_kind).
    #[must_use]
    pub fn shares_by_kind(&self, question: Question) -> Sql {
        let tallies = tallies().into_iter().map(|(expression, name)| format!("{expression} AS {name}"));
        let statement = Select::from("judged").columns(["kind"]).columns(tallies).group_by(["kind"]).text();
        let about = format!("Of each kind: how many are {}, of how many.", question.english());
        self.judge(question, "by_kind", &about, &statement, "kind")
    }

    /// The nodes that are not covered: `pre` (their number), `code`, `kind`. Those of which nothing is recorded are not among
    /// them.
    ///
    /// It is the answer of [`Coverage::uncovered`](crate::coverage::Coverage::uncovered).
    #[must_use]
    pub fn uncovered(&self, question: Question) -> Sql {
        let uncovered = Select::from("judged").columns(["pre", "code", "kind"]).only(["state = 'uncovered'"]);
        let statement = uncovered.text();
        let about = format!("What is not {}.", question.english());
        self.judge(question, "uncovered", &about, &statement, "pre")
    }

    /// A statement over `judged`: the nodes that a question is about, each with its `state`.
    fn judge(&self, question: Question, name: &str, about: &str, statement: &str, order: &str) -> Sql {
        let (states, judged) = match question {
            Question::LedOrInherited => self.judged_with_above(question),
            _ => (String::new(), self.judged(question)),
        };
        let text = format!(
            "WITH passing AS (\n{}\n),\n{states}judged AS (\n{}\n)\n{}",
            indented(&passing(question)),
            indented(&judged),
            ordered(statement, order),
        );
        Sql::new(format!("{}_{name}", question.id()), about, &text)
    }

    /// The nodes that a question is about, each judged by itself.
    fn judged(&self, question: Question) -> String {
        let recorded = format!("nodes.records_{}", question.relation().id());
        let state = match question {
            // Where a place stands is always recorded, so that one in a grid is covered whatever is recorded of covers.
            Question::InGrid | Question::InMicroGrid => {
                let grids = self.levels.iter().filter(|level| is_asked(question, **level));
                let contained = grids.map(|level| format!("nodes.{} IS NOT NULL", level.id()));
                let passes: Vec<String> = contained.chain([PASSES.to_owned()]).collect();
                format!(
                    "CASE WHEN {} THEN 'covered' WHEN {recorded} = 0 THEN 'unrecorded' ELSE 'uncovered' END",
                    passes.join(" OR ")
                )
            }
            _ => {
                format!("CASE WHEN {recorded} = 0 THEN 'unrecorded' WHEN {PASSES} THEN 'covered' ELSE 'uncovered' END")
            }
        };
        let from = "nodes LEFT JOIN passing ON passing.code = nodes.code";
        Select::from(from).columns(self.judged_columns(&state)).only([about(question)]).text()
    }

    /// The same where a node passes with any area or grid above it. Whether it does is not known where it fails and one above
    /// it says nothing. The first text makes the table that the second joins at each level.
    fn judged_with_above(&self, question: Question) -> (String, String) {
        let recorded = format!("records_{}", question.relation().id());
        let columns = [
            "nodes.code AS code".to_owned(),
            format!("nodes.{recorded} AS recorded"),
            format!("CASE WHEN {PASSES} THEN 1 ELSE 0 END AS passes"),
        ];
        let territories = literals(self.levels.iter().map(|level| level.id()).chain([NO_KIND]));
        let states = Select::from("nodes LEFT JOIN passing ON passing.code = nodes.code").columns(columns);
        let states = states.only([format!("nodes.kind IN ({territories})")]).text();
        let join = |level: &Kind| {
            let level = level.id();
            format!("\n    LEFT JOIN states AS at_{level} ON at_{level}.code = nodes.{level}")
        };
        let from = format!("nodes{}", self.levels.iter().map(join).collect::<String>());
        let any = |test: &str| {
            let levels = self.levels.iter().map(|level| format!("at_{}.{test}", level.id())).collect::<Vec<_>>();
            if levels.is_empty() { "nodes.pre < 0".to_owned() } else { levels.join(" OR ") }
        };
        let state = format!(
            "CASE WHEN nodes.{recorded} = 0 THEN 'unrecorded' WHEN {} THEN 'covered' WHEN {} THEN 'unrecorded' \
             ELSE 'uncovered' END",
            any("passes = 1"),
            any("recorded = 0"),
        );
        let judged = Select::from(from).columns(self.judged_columns(&state)).only([about(question)]).text();
        (format!("states AS (\n{}\n),\n", indented(&states)), judged)
    }

    fn judged_columns(&self, state: &str) -> Vec<String> {
        let kept = ["pre", "code", "kind", "territory"].into_iter();
        let columns = kept.chain(self.levels.iter().map(|level| level.id()));
        columns.map(|name| format!("nodes.{name} AS {name}")).chain([format!("{state} AS state")]).collect()
    }
}

/// Whether a node is among those of `passing`.
const PASSES: &str = "passing.code IS NOT NULL";

/// No kind has this id: a list of kinds must not be empty.
const NO_KIND: &str = "";

/// Whether an area or grid of this kind takes a place in, as the question asks.
fn is_asked(question: Question, kind: Kind) -> bool {
    match question {
        Question::InMicroGrid => kind == Kind::MicroGrid,
        _ => kind.family() == Family::Grid,
    }
}

/// The kinds that a question is about.
fn about(question: Question) -> String {
    format!("nodes.kind IN ({})", literals(question.population().map(Kind::id)))
}

/// The codes of nodes that pass the test of a question by a link, or by a grid that covers them or a place around them.
fn passing(question: Question) -> String {
    let links =
        |condition: String| Select::from("links").columns(["DISTINCT to_code AS code"]).only([condition]).text();
    let relation = || format!("relation = '{}'", question.relation().id());
    let in_role = |is_asked: fn(Role) -> bool| {
        let roles = Role::ALL.iter().copied().filter(|role| is_asked(*role)).map(Role::id);
        links(format!("{} AND role IN ({})", relation(), literals(roles)))
    };
    match question {
        Question::Led | Question::LedOrInherited | Question::Served | Question::Seated => links(relation()),
        Question::Headed => in_role(Role::is_head),
        Question::Liaison => in_role(|role| role == Role::Liaison),
        Question::InGrid | Question::InMicroGrid => {
            let grids = Kind::ALL.iter().copied().filter(|kind| is_asked(question, *kind)).map(Kind::id);
            let condition = format!("basis = 'covers' AND unit_kind IN ({})", literals(grids));
            Select::from("bridge").columns(["DISTINCT node AS code"]).only([condition]).text()
        }
    }
}

/// How many nodes are in each state.
fn tallies() -> Vec<(String, String)> {
    let tally = |condition: &str| sum(&format!("CASE WHEN {condition} THEN 1 ELSE 0 END"));
    vec![
        (tally("state = 'covered'"), "covered".to_owned()),
        (tally("state <> 'unrecorded'"), "total".to_owned()),
        (tally("state = 'unrecorded'"), "unrecorded".to_owned()),
    ]
}
