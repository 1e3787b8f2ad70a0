//! Clean ledgers: sub-districts, communities, grids, buildings, people and branches, each named as offices do.

use gridgov::kind::{Kind, Relation, Role};
use gridgov::ledger::{Ledger, LinkRow, NodeRow, Values};
use gridgov::measure::{Decimal, Measure};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// The measure that rows of a kind have, with its heading. Each kind has one of its own, so that no total contradicts
/// that of another sheet.
pub fn figure_of(kind: Kind) -> Option<(&'static str, &'static str)> {
    FIGURES.iter().find(|(of, _, _)| *of == kind).map(|(_, id, heading)| (*id, *heading))
}

/// The kinds that have figures, each with its measure and the heading of it.
pub const FIGURES: [(Kind, &str, &str); 3] = [
    (Kind::ThirdGrid, "households", "户数"),
    (Kind::MicroGrid, "population", "人口"),
    (Kind::Building, "people_checked", "入户核查人数"),
];

/// What a grid has beside its name; people are numbers of the names in its community.
#[derive(Debug, Clone)]
pub struct GridPlan {
    figure: Option<u16>,
    head: Option<u8>,
    workers: Vec<u8>,
    has_branch: bool,
}

/// A third-level grid with its micro grids and buildings.
#[derive(Debug, Clone)]
pub struct ThirdPlan {
    grid: GridPlan,
    micros: Vec<GridPlan>,
    buildings: Vec<Option<u16>>,
}

/// Sub-districts of communities of third-level grids.
#[derive(Debug, Clone)]
pub struct Plan {
    streets: Vec<Vec<Vec<ThirdPlan>>>,
    has_digits: bool,
    repeats_names: bool,
}

fn grid() -> impl Strategy<Value = GridPlan> {
    let head = option::weighted(0.7, 0..6_u8);
    (option::weighted(0.8, 0..2_000_u16), head, vec(0..6_u8, 0..3), any::<bool>()).prop_map(
        |(figure, head, mut workers, has_branch)| {
            workers.sort_unstable();
            workers.dedup();
            GridPlan { figure, head, workers, has_branch }
        },
    )
}

fn third() -> impl Strategy<Value = ThirdPlan> {
    (grid(), vec(grid(), 0..3), vec(option::weighted(0.8, 0..90_u16), 0..3))
        .prop_map(|(grid, micros, buildings)| ThirdPlan { grid, micros, buildings })
}

pub fn plans() -> impl Strategy<Value = Plan> {
    let streets = vec(vec(vec(third(), 1..4), 1..4), 1..3);
    (streets, any::<bool>(), any::<bool>()).prop_map(|(streets, has_digits, repeats_names)| Plan {
        streets,
        has_digits,
        repeats_names,
    })
}

/// A node as it is written.
#[derive(Debug, Clone)]
pub struct Row {
    pub kind: Kind,
    pub code: String,
    pub name: String,
    /// Where its parent stands among the rows.
    pub parent: Option<usize>,
    /// The figure of its kind: see [`figure_of`].
    pub figure: Option<u16>,
    pub head: Option<String>,
    pub workers: Vec<String>,
    pub branch: Option<String>,
}

/// The rows of a clean ledger, parents before what they contain.
#[derive(Debug, Clone)]
pub struct Sample {
    pub rows: Vec<Row>,
}

const STREETS: [&str; 2] = ["须水街道", "三官庙街道"];
const COMMUNITIES: [&str; 6] = ["惠民", "康乐", "安乐", "和平", "绿源", "文化"];
const ORDINALS: [&str; 3] = ["一", "二", "三"];
const SURNAMES: [&str; 6] = ["张", "李", "王", "赵", "欧阳", "孙"];
/// One for each community, so that nobody has a namesake in another.
const GIVEN: [&str; 6] = ["伟", "敏", "建国", "秀英", "志强", "芳"];

impl Sample {
    /// The rows of a plan; names of grids are unique unless they may repeat.
    pub fn of(plan: &Plan, may_repeat: bool) -> Self {
        let mut rows = Vec::new();
        let repeats = may_repeat && plan.repeats_names;
        let mut community = 0;
        for (street_number, communities) in plan.streets.iter().enumerate() {
            let street = rows.len();
            let street_code =
                if plan.has_digits { format!("41010201{street_number}") } else { format!("S{}", street_number + 1) };
            rows.push(plain(Kind::Subdistrict, street_code.clone(), STREETS[street_number].to_owned(), None));
            for (number, thirds) in communities.iter().enumerate() {
                let stem = COMMUNITIES[community % COMMUNITIES.len()];
                let given = GIVEN[community % GIVEN.len()];
                community += 1;
                let code = |digits: String, letters: String| if plan.has_digits { digits } else { letters };
                let of = rows.len();
                let community_code =
                    code(format!("{street_code}{:03}", number + 1), format!("{street_code}-V{:02}", number + 1));
                rows.push(plain(Kind::SecondGrid, community_code.clone(), format!("{stem}社区"), Some(street)));
                for (number, third) in thirds.iter().enumerate() {
                    let at = rows.len();
                    let third_code = code(
                        format!("{community_code}{:03}", number + 1),
                        format!("{community_code}-T{:02}", number + 1),
                    );
                    let name = format!("{}第{}网格", if repeats { "" } else { stem }, ORDINALS[number]);
                    let row = plain(Kind::ThirdGrid, third_code.clone(), name.clone(), Some(of));
                    rows.push(planned(row, &third.grid, (stem, given)));
                    for (number, micro) in third.micros.iter().enumerate() {
                        let code = format!("{third_code}-W{}", number + 1);
                        let name = format!("{}微网格{}", if repeats { "" } else { &name }, number + 1);
                        rows.push(planned(plain(Kind::MicroGrid, code, name, Some(at)), micro, (stem, given)));
                    }
                    for (number, figure) in third.buildings.iter().enumerate() {
                        let code = format!("{third_code}-B{}", number + 1);
                        let name = format!("{name}{}号楼", number + 1);
                        rows.push(Row { figure: *figure, ..plain(Kind::Building, code, name, Some(at)) });
                    }
                }
            }
        }
        Self { rows }
    }

    /// Where the children of a row stand.
    pub fn children(&self, of: usize) -> impl Iterator<Item = usize> {
        (0..self.rows.len()).filter(move |at| self.rows[*at].parent == Some(of))
    }

    /// Where a row and what contains it stand, from the top.
    pub fn path(&self, at: usize) -> Vec<usize> {
        let mut path: Vec<usize> = std::iter::successors(Some(at), |at| self.rows[*at].parent).collect();
        path.reverse();
        path
    }

    /// The ledger that must be read.
    pub fn ledger(&self) -> Ledger {
        let mut ledger = Ledger::new("");
        ledger.measures.extend(FIGURES.iter().map(|(_, id, _)| Measure::new(*id)));
        let mut named = Vec::new();
        for row in &self.rows {
            let mut node = NodeRow::new(row.kind, row.code.clone(), row.name.clone());
            node.parent = row.parent.map(|parent| self.rows[parent].code.clone());
            if let Some((figure, (id, _))) = row.figure.zip(figure_of(row.kind)) {
                node.measures.insert(id, Decimal::from(i64::from(figure)).into());
            }
            ledger.nodes.push(node);
            for (name, role) in row
                .head
                .iter()
                .map(|name| (name, Role::GridHead))
                .chain(row.workers.iter().map(|name| (name, Role::GridWorker)))
            {
                named.push((Kind::Person, name.clone()));
                let mut link = LinkRow::new(Relation::Serves, format!("人员:{name}"), row.code.clone());
                link.role = Some(role.into());
                ledger.links.push(link);
            }
            if let Some(branch) = &row.branch {
                named.push((Kind::Branch, branch.clone()));
                ledger.links.push(LinkRow::new(Relation::Leads, format!("党组织:{branch}"), row.code.clone()));
            }
        }
        named.sort();
        named.dedup();
        for (kind, name) in named {
            let list = if kind == Kind::Person { "人员" } else { "党组织" };
            ledger.nodes.push(NodeRow::new(kind, format!("{list}:{name}"), name));
        }
        ledger
    }
}

fn plain(kind: Kind, code: String, name: String, parent: Option<usize>) -> Row {
    Row { kind, code, name, parent, figure: None, head: None, workers: Vec::new(), branch: None }
}

fn planned(row: Row, plan: &GridPlan, (stem, given): (&str, &str)) -> Row {
    let person = |number: u8| format!("{}{given}", SURNAMES[usize::from(number)]);
    let branch = format!("{stem}社区第{}党支部", if row.kind == Kind::MicroGrid { "二" } else { "一" });
    Row {
        figure: plan.figure,
        head: plan.head.map(person),
        workers: plan.workers.iter().map(|number| person(*number)).collect(),
        branch: plan.has_branch.then_some(branch),
        ..row
    }
}

/// Any valid ledger with names as offices write them, each once, and without what the tables of
/// [`super::layout::nodes_and_links`] do not hold.
pub fn cleaned(mut ledger: Ledger) -> Ledger {
    ledger.title.clear();
    for (number, row) in ledger.nodes.iter_mut().enumerate() {
        let kind = *row.kind.known().expect("it is valid");
        row.name = match kind {
            Kind::Person => format!("{}{}", SURNAMES[number % 6], MORE_GIVEN[number / 6 % MORE_GIVEN.len()]),
            _ => format!("惠民第{}{}", number + 1, kind.chinese()),
        };
        row.declared = Values::default();
    }
    ledger
}

const MORE_GIVEN: [&str; 10] = ["伟", "敏", "建国", "秀英", "志强", "芳", "丽", "军", "洋", "艳"];
