//! Areas against known figures, and how they add up.

use super::super::polygons::Polygons;
use super::*;

fn wgs84() -> Surface {
    Surface::Ellipsoid(Ellipsoid::new(6_378_137.0, 298.257_223_563))
}

fn area(surface: &Surface, ring: &[(i64, i64)]) -> i128 {
    let mut polygons = Polygons::default();
    polygons.push_ring(ring.iter().map(|(x, y)| Point::new(*x, *y)));
    polygons.end_part();
    polygons.end_polygon();
    surface.area(polygons.get(0))
}

#[test]
fn the_whole_ellipsoid() {
    let (east, north) = (1_800_000_000, 900_000_000);
    let all = area(&wgs84(), &[(-east, -north), (east, -north), (east, north), (-east, north)]);
    // The surface of WGS 84 is 510,065,621.724 km2; here in thousands of square metres.
    assert_eq!(all / 1_000_000_000, 510_065_621_724);
}

#[test]
fn a_cell_of_a_degree() {
    // By Karney's GeographicLib, along parallels, not along geodesics: 9,108.7 km2 between 34 and 35 degrees north
    // follows from the authalic function alone.
    let surface = wgs84();
    let degree = 10_000_000;
    let cell = |x: i64, y: i64| {
        let (x, y) = (x * degree, y * degree);
        area(&surface, &[(x, y), (x + degree, y), (x + degree, y + degree), (x, y + degree)])
    };
    assert_eq!(cell(113, 34), cell(-7, 34), "the same on every meridian");
    assert_eq!(cell(113, 34), cell(113, -35), "and on both sides of the equator");
    let Surface::Ellipsoid(ellipsoid) = &surface else { panic!("it is one") };
    let sine: f64 = libm::sin(35_f64.to_radians());
    let e = ellipsoid.e2.sqrt();
    let zone = |sine: f64| {
        let b2 = ellipsoid.axis * ellipsoid.axis * (1.0 - ellipsoid.e2);
        0.5 * b2 * (sine / (1.0 - ellipsoid.e2 * sine * sine) + (e * sine).atanh() / e)
    };
    let closed = (zone(sine) - zone(34_f64.to_radians().sin())) * 1_f64.to_radians();
    let series = cell(113, 34) as f64 / MM2;
    assert!((series - closed).abs() < 1.0, "{series} and {closed} m2");
}

#[test]
fn rectangles_of_a_plane_are_exact() {
    assert_eq!(area(&Surface::Plane, &[(1, 1), (4, 1), (4, 6), (1, 6)]), 15);
    assert_eq!(area(&Surface::Plane, &[(-7, -3), (4, -3), (4, 6), (-7, 6)]), 99);
    let far = 99_999_999_998;
    assert_eq!(area(&Surface::Plane, &[(far, far), (far + 2, far), (far + 2, far + 2), (far, far + 2)]), 4);
}

#[test]
fn cut_edges_add_up() {
    let (zhengzhou, step) = ((1_136_000_123, 347_400_456), 1_000);
    for (dx, dy) in [(3, 1), (1, 3), (3, -1), (-1, 7), (1, 0), (1009, 1013), (700_001, 11), (11, -700_001)] {
        for surface in [wgs84(), Surface::Plane] {
            let at = |number: i64| Point::new(zhengzhou.0 + number * step * dx, zhengzhou.1 + number * step * dy);
            let of_edge = |from: Point, to: Point| match &surface {
                _ if from.x == to.x => 0,
                Surface::Plane => {
                    let line = Line::through(from, to);
                    plane_integral(&line, to) - plane_integral(&line, from)
                }
                Surface::Ellipsoid(ellipsoid) => ellipsoid.integral(&Line::through(from, to), from, to),
            };
            let cut: i128 = [0, 1, 2, 5, 9].windows(2).map(|pair| of_edge(at(pair[0]), at(pair[1]))).sum();
            assert_eq!(cut, of_edge(at(0), at(9)), "{dx} {dy}");
            assert_eq!(cut, -of_edge(at(9), at(0)), "{dx} {dy}");
        }
    }
}

#[test]
fn lengths() {
    // A quarter of a meridian of WGS 84 is 10,001,965.729 m, a degree of the equator 111,319.491 m.
    let length = |from: (i64, i64), to: (i64, i64)| wgs84().length(Point::new(from.0, from.1), Point::new(to.0, to.1));
    assert!((length((0, 0), (0, 900_000_000)) - 10_001_965_729).abs() < 10);
    assert_eq!(length((0, 0), (10_000_000, 0)), 111_319_491);
    assert_eq!(Surface::Plane.length(Point::new(0, 0), Point::new(3000, 4000)), 5000);
}
