//! The example `map` and its JSON on real maps.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use gridgov::geo::{Atlas, CoordinateSystem, Shapes};
use gridgov::governance::Governance;
use gridgov::kind::{SecondGrid, Subdistrict};
use gridgov::ledger::Draft;
use gridgov::measure::Measure;
use gridgov::rollup::Home;
use serde_json::Value;

use crate::examples::{errors, run, text};

/// The report of the example as JSON.
fn report(arguments: &[&str]) -> Value {
    let output = run("map", &[arguments, &["--json"]].concat());
    assert!(output.status.success(), "{}", errors(&output));
    serde_json::from_str(&text(&output)).expect("it is JSON")
}

/// A map that stands beside the clone; `None` with a message where it does not.
fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/maps").join(name);
    if !path.exists() {
        eprintln!("skipped: there is no {}", path.display());
    }
    path.exists().then_some(path)
}

/// A ledger of a parent and children, in a folder.
fn ledger(folder: &Path, parent: (&str, &str), kind: &str, children: &[String]) -> String {
    let mut nodes = format!("code,kind,name,parent\n{},{},上级,\n", parent.0, parent.1);
    for child in children {
        let _ = writeln!(nodes, "{child},{kind},下级{child},{}", parent.0);
    }
    fs::write(folder.join("nodes.csv"), nodes).expect("a ledger");
    folder.display().to_string()
}

/// The codes that a map has.
fn codes(map: &Path, property: &str) -> Vec<String> {
    let map: Value = serde_json::from_str(&fs::read_to_string(map).expect("a map")).expect("JSON");
    let features = map["features"].as_array().expect("features").iter();
    features.map(|feature| feature["properties"][property].as_str().expect("a code").to_owned()).collect()
}

/// The report of a map with one parent.
fn of_one_parent(name: &str, property: &str, crs: &str, parent: (&str, &str), kind: &str) -> Option<Value> {
    let map = shared(name)?;
    let folder = tempfile::tempdir().expect("a folder");
    let mut children = codes(&map, property);
    children.retain(|code| code != parent.0);
    let ledger = ledger(folder.path(), parent, kind, &children);
    Some(report(&[&ledger, &map.display().to_string(), "--crs", crs, "--property", property]))
}

fn area(defect: &Value) -> f64 {
    defect["area_m2"].as_str().expect("a text").parse().expect("a number")
}

#[test]
fn zhengzhou_is_seamless() {
    let parent = ("410100", "prefecture");
    let Some(report) = of_one_parent("zhengzhou-districts-gcj02.geojson", "adcode", "gcj02", parent, "county") else {
        return;
    };
    let expected = serde_json::json!({
        "crs": "gcj02", "polygons": 13, "invalid": [],
        "parents": [{ "code": "410100", "verdict": "seamless", "children": 12, "defects": [] }],
        "places": { "agree": 0, "border": 0, "disagree": [], "nowhere": [] },
        "findings": []
    });
    assert_eq!(report, expected);
}

#[test]
fn jiaozuo_juts_out_by_less_than_a_square_metre() {
    let parent = ("410800", "prefecture");
    let Some(report) = of_one_parent("jiaozuo-districts-gcj02.geojson", "adcode", "gcj02", parent, "county") else {
        return;
    };
    let cover = &report["parents"][0];
    assert_eq!(cover["verdict"], "not_seamless");
    let defects = cover["defects"].as_array().expect("a list");
    assert!(defects.iter().all(|defect| defect["kind"] == "outside"), "{defects:?}");
    let total: f64 = defects.iter().map(area).sum();
    assert!((total - 0.86).abs() < 0.01, "{total} m2");
}

#[test]
#[cfg(feature = "workbook")]
fn a_district_in_gbk_is_read() {
    let Some(map) = shared("zhongyuan-district-datav-gbk.json") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = ledger(folder.path(), ("410100", "prefecture"), "county", &["410102".to_owned()]);
    let report = report(&[&ledger, &map.display().to_string(), "--crs", "gcj02", "--property", "adcode"]);
    assert_eq!((&report["polygons"], &report["invalid"]), (&Value::from(1), &serde_json::json!([])));
}

#[test]
fn seoul_overlaps_and_has_gaps() {
    let parent = ("11", "prefecture");
    let Some(report) = of_one_parent("seoul-dong-juso-simple.geojson", "EMD_CD", "wgs84", parent, "subdistrict") else {
        return;
    };
    assert_eq!(report["invalid"], serde_json::json!(["11200103", "11710112"]));
    let cover = &report["parents"][0];
    assert_eq!((&cover["verdict"], &cover["children"]), (&Value::from("not_seamless"), &Value::from(467)));
    let of_kind = |kind: &str| -> Vec<f64> {
        let defects = cover["defects"].as_array().expect("a list").iter();
        defects.filter(|defect| defect["kind"] == kind).map(area).collect()
    };
    let overlaps = of_kind("overlap");
    assert_eq!(overlaps.iter().filter(|area| **area > 1.0).count(), 10, "{overlaps:?}");
    let largest = overlaps.iter().copied().fold(0.0, f64::max);
    assert!((largest - 388.1).abs() < 0.1, "{largest} m2");
    // GEOS finds 20 on the same lattice; the other 7 are slivers.
    assert_eq!(of_kind("gap").len(), 13);
}

#[test]
fn areas_roll_up_and_make_a_density() {
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "街道");
    for (code, households) in [("G-1", 300), ("G-2", 100)] {
        let grid = draft.add(street, SecondGrid, code, "网格");
        draft.row(grid).measure("households", households);
    }
    draft.measure(Measure::new("households"));
    let governance = Governance::build(&draft).expect("a valid ledger");
    let mut shapes = Shapes::new(CoordinateSystem::Plane);
    let strip = |x: f64, end: f64| [[[[x, 0.0], [end, 0.0], [end, 100.0], [x, 100.0]]]];
    shapes.add_polygon("S", strip(0.0, 400.0));
    shapes.add_polygon("G-1", strip(0.0, 100.0));
    shapes.add_polygon("G-2", strip(100.0, 400.0));
    let measured = Atlas::new(&governance, shapes).expect("a valid map").with_areas("area").expect("a new measure");
    let street = measured.node("S").expect("it is there");
    let areas = measured.roll_up(Home, measured.sum_of("area").expect("a measure")).expect("it fits");
    assert_eq!(areas.at(street).flatten().map(|area| area.to_string()), Some("40000.000000".to_owned()));
    let density = measured.roll_up(Home, measured.rate_of("households", "area").expect("measures")).expect("it fits");
    let by_grid = |code: &str| density.at(measured.node(code)?)?.rounded(6).ok()?;
    assert_eq!(by_grid("S"), Some("0.01".parse().expect("a number")), "400 households on 40,000 m2");
    assert_eq!(by_grid("G-1"), Some("0.03".parse().expect("a number")));
}

fn cambridge(more: &[&str]) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/maps");
    let path = |name: &str| folder.join(name).display().to_string();
    let files = ["ledger", "cambridge-oa.geojson", "cambridge-lsoa.geojson", "cambridge-msoa.geojson"].map(path);
    let options = "--crs wgs84 --property OA11CD --property LSOA11CD --property MSOA11CD";
    files.into_iter().chain(options.split(' ').chain(more.iter().copied()).map(str::to_owned)).collect()
}

#[test]
fn cambridge_tiles_at_one_level_and_leaves_slivers_at_the_other() {
    let arguments = cambridge(&[]);
    let report = report(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!((&report["polygons"], &report["invalid"]), (&Value::from(454), &serde_json::json!([])));
    let parents = report["parents"].as_array().expect("a list");
    assert_eq!(parents.len(), 13 + 69);
    let (msoa, lsoa): (Vec<&Value>, Vec<&Value>) =
        parents.iter().partition(|parent| parent["code"].as_str().is_some_and(|code| code.starts_with("E02")));
    assert!(msoa.iter().all(|parent| parent["verdict"] == "seamless"));
    let defects: Vec<&Value> = lsoa.iter().flat_map(|parent| parent["defects"].as_array().expect("a list")).collect();
    // GEOS finds 34 pieces outside and 35 gaps on the same lattice, none wider than half a step of it. Two of the pieces
    // belong to two OA each.
    assert_eq!(defects.len(), 71);
    assert!(defects.iter().all(|defect| area(defect) < 2.0));
    assert!(defects.iter().filter(|defect| defect["kind"] == "sliver").count() >= 60, "{defects:?}");
}

#[test]
fn defects_are_written_as_geojson_and_the_report_is_told_in_both_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("defects.geojson").display().to_string();
    let arguments = cambridge(&["--defects", &file, "--language", "zh"]);
    let output = run("map", &arguments.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(output.status.success(), "{}", errors(&output));
    let text = text(&output);
    assert!(text.starts_with("坐标系WGS-84经纬度，图形454个，其中无效0个"), "{text}");
    assert!(text.contains("网格之间有细缝2处"), "{text}");
    let written: Value = serde_json::from_str(&fs::read_to_string(&file).expect("it was written")).expect("JSON");
    assert_eq!((&written["type"], &written["coordinate_system"]), (&"FeatureCollection".into(), &"wgs84".into()));
    let features = written["features"].as_array().expect("features");
    let of = |kind: &str| features.iter().filter(|feature| feature["properties"]["of"] == kind).count();
    assert_eq!((of("outside"), of("gap")), (36, 35));
    for feature in features {
        let ring = feature["geometry"]["coordinates"][0].as_array().expect("a ring");
        assert_eq!(ring.first(), ring.last(), "rings are closed");
        assert!(feature["properties"]["kind"].is_string());
    }
}

#[test]
fn snapping_closes_the_slivers() {
    let arguments = cambridge(&["--snap", "0.02"]);
    let report = report(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    let parents = report["parents"].as_array().expect("a list");
    assert!(parents.iter().all(|parent| parent["verdict"] == "seamless"), "{:?}", report["findings"]);
}

#[test]
fn wrong_use_and_wrong_maps_are_told() {
    for wrong in [
        &["x"][..],
        &["x", "y"],
        &["x", "y", "--crs", "wgs72"],
        &["x", "y", "--crs", "plane", "--snap", "-1"],
        &["x", "y", "--crs", "plane", "--html", "--json"],
    ] {
        assert_eq!(run("map", wrong).status.code(), Some(2), "{wrong:?}");
    }
    let arguments = cambridge(&[]);
    let mut arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    arguments.truncate(arguments.len() - 2);
    let json = run("map", &[arguments.as_slice(), &["--json"]].concat());
    let failure: Value = serde_json::from_str(&text(&json)).expect("it is JSON");
    assert_eq!(failure["errors"][0]["id"], "map.no_code");
    let output = run("map", &arguments);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(errors(&output).lines().count(), 13, "one for each feature without a code");
    let overwriting = [arguments.as_slice(), &["--defects", arguments[2]]].concat();
    assert_eq!(run("map", &overwriting).status.code(), Some(2));
}
