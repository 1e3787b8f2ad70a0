//! Maps of 100 thousand and a million grids: is the cover seamless, which grids border each other, where is a point?
//!
//! ```text
//! cargo bench -p gridgov-benches --bench map [-- SIDE...]
//! ```
//!
//! `SIDE` is the number of grids along a side of the map, 316 and 1000 by default. Each answer is checked before its time is
//! printed. Beside it stand the crate `geo` with an R-tree of `rstar`; `map_peers.py` does the same with GEOS.

use std::hint::black_box;
use std::time::{Duration, Instant};

use geo::{Area as _, BooleanOps, BoundingRect, Intersects};
use gridgov::geo::{Atlas, Coordinate, CoordinateSystem, CoverVerdict, Shapes};
use gridgov::governance::Governance;
use gridgov::kind::Kind;
use gridgov::ledger::{Ledger, NodeRow};
use gridgov_benches::process::memory;
use rstar::{AABB, RTree, RTreeObject};

/// Ten metres in degrees, roughly.
const STEP: f64 = 1e-4;

/// A number from 0 to 1 that depends on a place only, the same in `map_peers.py`.
fn noise(x: u64, y: u64, salt: u64) -> f64 {
    let mut mixed = x.wrapping_mul(0x9e37_79b9) ^ y.wrapping_mul(0x85eb_ca6b) ^ salt.wrapping_mul(0xc2b2_ae35);
    mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x2c1b_3c6d) & 0xffff_ffff;
    mixed = (mixed ^ (mixed >> 12)).wrapping_mul(0x297a_2d39) & 0xffff_ffff;
    ((mixed ^ (mixed >> 15)) & 0xffff) as f64 / 65536.0
}

/// A lattice of quadrangles with moved vertices, each edge of one or four pieces.
struct Lattice {
    side: u64,
    pieces: u64,
}

impl Lattice {
    /// A vertex of the finer lattice; on the outer border it moves along it only.
    fn vertex(&self, x: u64, y: u64) -> [f64; 2] {
        let last = self.side * self.pieces;
        let moved = |at: u64, salt: u64| {
            let by = if at == 0 || at == last { 0.0 } else { 0.5 * noise(x, y, salt) - 0.25 };
            (at as f64 + by) / self.pieces as f64 * STEP
        };
        // To the seventh digit, as coordinates are published.
        let round = |value: f64| (value * 1e7).round() / 1e7;
        [round(113.0 + moved(x, 1)), round(34.0 + moved(y, 2))]
    }

    /// The ring of a block of cells.
    fn ring(&self, x: u64, y: u64, cells: u64) -> Vec<[f64; 2]> {
        let (n, x, y) = (cells * self.pieces, x * self.pieces, y * self.pieces);
        let south = (0..n).map(|at| (x + at, y));
        let east = (0..n).map(|at| (x + n, y + at));
        let north = (0..n).map(|at| (x + n - at, y + n));
        let west = (0..n).map(|at| (x, y + n - at));
        south.chain(east).chain(north).chain(west).map(|(x, y)| self.vertex(x, y)).collect()
    }

    fn cells(&self) -> impl Iterator<Item = (u64, u64)> {
        let side = self.side;
        (0..side * side).map(move |at| {
            // An order in which neighbours are far from each other: a step without a common factor.
            let at = (at * 611_953) % (side * side);
            (at % side, at / side)
        })
    }
}

fn code(x: u64, y: u64) -> String {
    format!("G-{x:04}-{y:04}")
}

/// The time that this thread has computed, so that other work on the machine counts less; elsewhere than on Linux the
/// time of the clock since the start.
fn clock(start: Instant) -> Duration {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let computed = statistics.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok());
    computed.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

fn timed<T>(what: &str, count: usize, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let before = clock(start);
    let result = run();
    told(what, clock(start).saturating_sub(before), count);
    result
}

fn told(what: &str, time: Duration, count: usize) {
    println!("  {what:<44} {:>9.3} s {:>9.0} ns each", time.as_secs_f64(), time.as_nanos() as f64 / count as f64);
}

fn main() {
    let sides: Vec<u64> = std::env::args().skip(1).filter_map(|side| side.parse().ok()).collect();
    let sides = if sides.is_empty() { vec![316, 1000] } else { sides };
    for side in sides {
        for pieces in [1, 4] {
            run(&Lattice { side, pieces });
        }
    }
}

fn run(lattice: &Lattice) {
    let side = lattice.side;
    let grids = (side * side) as usize;
    let edges = grids * 4 * lattice.pieces as usize;
    println!("{grids} grids of {} edges", 4 * lattice.pieces);
    let mut ledger = Ledger::new("");
    ledger.nodes.push(NodeRow::new(Kind::Subdistrict, "S", "S"));
    ledger.nodes.extend(lattice.cells().map(|(x, y)| NodeRow::new(Kind::SecondGrid, code(x, y), "").with_parent("S")));
    let governance = Governance::build(&ledger).expect("a valid ledger");
    drop(ledger);
    // The peak so far is forgotten.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let before = memory("VmRSS:").expect("Linux says so");
    let mut shapes = Shapes::new(CoordinateSystem::Wgs84);
    shapes.add_polygon("S", [[lattice.ring(0, 0, side)]]);
    for (x, y) in lattice.cells() {
        shapes.add_polygon(code(x, y), [[lattice.ring(x, y, 1)]]);
    }
    let atlas = timed("bound, each polygon valid by itself", grids, || Atlas::new(&governance, shapes));
    let atlas = atlas.expect("a valid map");
    assert_eq!(atlas.invalid(), []);
    let covers = timed("seamless cover proved", grids, || atlas.covers());
    assert_eq!(covers[0].verdict(), CoverVerdict::Seamless, "{:?}", covers[0].defects().first());
    let peak = memory("VmHWM:").expect("Linux says so");
    println!("  memory of the map and the proof {:>23.0} bytes an edge", (peak - before) as f64 / edges as f64);
    let borders = timed("adjacency with lengths", grids, || atlas.adjacency(atlas.drawn()));
    assert_eq!(borders.as_petgraph().edge_count() as u64, 2 * side * (side - 1));
    let area: gridgov::geo::Area =
        timed("areas", grids, || governance.nodes_of_kind(Kind::SecondGrid).filter_map(|node| atlas.area(node)).sum());
    assert_eq!(Some(area), governance.node("S").and_then(|street| atlas.area(street)));
    let points: Vec<[f64; 2]> = (0..1_000_000)
        .map(|at| [noise(at, 1, 3), noise(at, 2, 4)])
        .map(|[x, y]| [113.0 + x * side as f64 * STEP, 34.0 + y * side as f64 * STEP])
        .collect();
    black_box(atlas.grids_at(Coordinate::new(113.0, 34.0)).expect("it is a coordinate"));
    let found = timed("a million points located", points.len(), || {
        points
            .iter()
            .filter(|[x, y]| atlas.grids_at(Coordinate::new(*x, *y)).is_ok_and(|found| !found.is_empty()))
            .count()
    });
    assert_eq!(found, points.len());
    with_geo(lattice, &points);
}

/// A polygon in an R-tree.
struct Boxed(geo::Polygon);

impl RTreeObject for Boxed {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        let bounds = self.0.bounding_rect().expect("a polygon has bounds");
        AABB::from_corners(bounds.min().into(), bounds.max().into())
    }
}

/// Overlaps of pairs, and points, as users of the crate `geo` find them.
fn with_geo(lattice: &Lattice, points: &[[f64; 2]]) {
    let polygons = lattice.cells().map(|(x, y)| {
        let ring = lattice.ring(x, y, 1);
        Boxed(geo::Polygon::new(
            geo::LineString::from(ring.iter().map(|at| (at[0], at[1])).collect::<Vec<_>>()),
            vec![],
        ))
    });
    let tree = RTree::bulk_load(polygons.collect());
    let found = timed("  geo + rstar: a million points", points.len(), || {
        let holds = |at: &&[f64; 2]| {
            let point = geo::Point::new(at[0], at[1]);
            tree.locate_in_envelope_intersecting(&AABB::from_point(**at)).any(|boxed| boxed.0.intersects(&point))
        };
        points.iter().filter(holds).count()
    });
    assert!(found * 1000 > points.len() * 999, "rounding may lose some");
    // All pairs of a million take minutes: a tenth of the grids is asked about all.
    let share = (tree.size() / 100_000).max(1);
    let asked = tree.size() / share;
    let start = Instant::now();
    let before = clock(start);
    let mut overlap = 0.0;
    for one in tree.iter().take(asked) {
        for other in tree.locate_in_envelope_intersecting(&one.envelope()) {
            if !std::ptr::eq(one, other) {
                overlap += one.0.intersection(&other.0).unsigned_area();
            }
        }
    }
    told("  geo + rstar: pairwise overlap", clock(start).saturating_sub(before), asked);
    assert!(overlap < 1e-6, "{overlap}");
}
