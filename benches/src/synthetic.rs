//! A synthetic country, sub-district by sub-district, the same for the same seed.
//!
//! A sub-district has 7 to 12 second-level grids, each with 4 to 6 third-level and 1 to 3 dedicated grids,
//! 3 to 5 micro grids in each third-level grid, and places in each lowest grid. Some places are covered by a
//! second grid. One branch in two leads two third-level grids, and nearly every micro grid has a head.

use gridgov::kind::{Kind, Relation, Role};
use gridgov::ledger::{Ledger, LinkRow, NodeRow};
use gridgov::measure::{Decimal, Measure};

/// How the sub-districts shall be.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// The least and the most places of a lowest grid.
    pub places: (u32, u32),
    /// How many places in a hundred a second grid covers.
    pub covered_percent: u32,
    /// Whether there are Party organisations and people.
    pub staffed: bool,
}

/// About 1,700 nodes: areas, grids and places only. The benchmarks take these.
pub const PLAIN: Shape = Shape { places: (4, 10), covered_percent: 3, staffed: false };

/// About 1,700 nodes, Party organisations and grid heads among them.
pub const STAFFED: Shape = Shape { places: (3, 9), covered_percent: 3, staffed: true };

/// The measures of every ledger.
pub fn measures() -> Vec<Measure> {
    vec![Measure::new("households"), Measure::new("floor_area").with_unit("m2").with_scale(2)]
}

const PLACES: [(Kind, &str); 6] = [
    (Kind::Building, "号楼"),
    (Kind::Shop, "号商户"),
    (Kind::Compound, "号院"),
    (Kind::Enterprise, "号企业"),
    (Kind::Building, "号公寓"),
    (Kind::School, "号学校"),
];

/// A sub-district with its own row first, below `parent` where one is given.
pub fn subdistrict(code: &str, name: &str, parent: Option<&str>, shape: Shape, seed: u64) -> Ledger {
    let mut ledger = Ledger::new(name);
    ledger.measures = measures();
    let mut street = NodeRow::new(Kind::Subdistrict, code, name);
    street.parent = parent.map(str::to_owned);
    ledger.nodes.push(street);
    let mut maker =
        Maker { ledger, shape, random: fastrand::Rng::with_seed(seed), third: Vec::new(), micro: Vec::new() };
    maker.grids(code);
    maker.covers();
    if shape.staffed {
        maker.staff(code);
    }
    maker.ledger
}

/// Sub-districts without Party organisations and people in one ledger, numbered from 100000000.
pub fn ledger(sub_districts: usize) -> Ledger {
    let mut all = Ledger::new("synthetic");
    all.measures = measures();
    for at in 0..sub_districts {
        let code = format!("{:09}", 100_000_000 + at);
        let part = subdistrict(&code, "街道", None, PLAIN, at as u64);
        all.nodes.extend(part.nodes);
        all.links.extend(part.links);
    }
    all
}

struct Maker {
    ledger: Ledger,
    shape: Shape,
    random: fastrand::Rng,
    third: Vec<String>,
    micro: Vec<String>,
}

impl Maker {
    fn add(&mut self, kind: Kind, parent: &str, code: String, name: String) -> String {
        self.ledger.nodes.push(NodeRow::new(kind, code.clone(), name).with_parent(parent));
        code
    }

    fn grids(&mut self, street: &str) {
        for second in 1..=self.random.u32(7..=12) {
            let second = self.add(Kind::SecondGrid, street, format!("{street}{second:03}"), format!("第{second}网格"));
            for third in 1..=self.random.u32(4..=6) {
                let third = self.add(Kind::ThirdGrid, &second, format!("{second}{third:02}"), format!("{third}号网格"));
                for micro in 1..=self.random.u32(3..=5) {
                    let micro =
                        self.add(Kind::MicroGrid, &third, format!("{third}{micro:02}"), format!("{micro}号微网格"));
                    self.places(&micro);
                    self.micro.push(micro);
                }
                self.third.push(third);
            }
            for dedicated in 1..=self.random.u32(1..=3) {
                let code = format!("{second}Z{dedicated}");
                let dedicated = self.add(Kind::DedicatedGrid, &second, code, format!("{dedicated}号专属网格"));
                self.places(&dedicated);
            }
        }
    }

    fn places(&mut self, grid: &str) {
        for place in 1..=self.random.u32(self.shape.places.0..=self.shape.places.1) {
            let (kind, suffix) = PLACES[self.random.usize(0..PLACES.len())];
            let households = Decimal::from(self.random.u32(0..90));
            let area = Decimal::from_units(self.random.i64(1_000..1_000_000), 2);
            let row = NodeRow::new(kind, format!("{grid}{place:02}"), format!("{place}{suffix}")).with_parent(grid);
            self.ledger.nodes.push(row.with_measure("households", households).with_measure("floor_area", area));
        }
    }

    fn covers(&mut self) {
        let is_place = |row: &&NodeRow| !row.measures.is_empty();
        for row in self.ledger.nodes.iter().filter(is_place) {
            if self.random.u32(0..100) < self.shape.covered_percent {
                let grid = &self.micro[self.random.usize(0..self.micro.len())];
                self.ledger.links.push(LinkRow::new(Relation::Covers, grid, &row.code));
            }
        }
    }

    fn staff(&mut self, street: &str) {
        let committee = format!("{street}-D");
        self.ledger.nodes.push(NodeRow::new(Kind::PartyCommittee, &committee, "党工委"));
        self.ledger.links.push(LinkRow::new(Relation::Leads, &committee, street));
        for (at, thirds) in std::mem::take(&mut self.third).chunks(3).enumerate() {
            let branch = self.add(Kind::Branch, &committee, format!("{committee}{at:03}"), format!("第{at}党支部"));
            // A joint branch leads two of three, any other one.
            for third in thirds.iter().take(1 + at % 2) {
                self.ledger.links.push(LinkRow::new(Relation::Leads, &branch, third));
            }
        }
        for (at, micro) in std::mem::take(&mut self.micro).into_iter().enumerate() {
            if self.random.u32(0..100) < 98 {
                let head = format!("{street}-P{at:03}");
                self.ledger.nodes.push(NodeRow::new(Kind::Person, &head, format!("网格长{at}号")));
                self.ledger.links.push(LinkRow::new(Relation::Serves, head, micro).with_role(Role::GridHead));
            }
        }
    }
}
