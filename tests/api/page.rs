//! The page in a browser that shows it: Chromium, where it is installed.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use gridgov::Language;
use gridgov::kind::{MicroGrid, SecondGrid, Shop, Subdistrict, ThirdGrid};
use gridgov::ledger::Draft;
use gridgov::prelude::*;
use gridgov::report::{Page, Scope};
use tempfile::TempDir;

/// The browser, or `None` with a message.
fn chromium() -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&paths)
        .flat_map(|folder| ["chromium", "chromium-browser", "google-chrome"].map(|name| folder.join(name)))
        .find(|path| path.is_file());
    if found.is_none() {
        eprintln!("skipped: Chromium is not installed");
    }
    found
}

/// What a browser made of the page, and what it complained about.
struct Shown {
    markup: String,
    complaints: String,
}

/// Opens the page at a view, such as `lang=zh&open=1`, and waits until it is drawn.
fn open(browser: &Path, page: &Path, view: &str, width: u32) -> Shown {
    let profile = TempDir::new().unwrap();
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--virtual-time-budget=5000"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("--window-size={width},1200"))
        .arg("--dump-dom")
        .arg(format!("file://{}#{view}", page.display()))
        .output()
        .unwrap();
    let complaints = String::from_utf8_lossy(&output.stderr);
    let complaints = complaints.lines().filter(|line| line.contains("CONSOLE")).collect::<Vec<_>>().join("\n");
    Shown { markup: String::from_utf8(output.stdout).unwrap(), complaints }
}

fn ledger(grids: usize) -> Governance {
    let mut draft = Draft::new("须水 <i>街道</i>");
    let street = draft.root(Subdistrict, "S", "须水街道");
    for second in 0..grids {
        let grid = draft.add(street, SecondGrid, format!("G{second}"), format!("第{second}网格"));
        for third in 0..10 {
            let code = format!("G{second}-{third}");
            let grid = draft.add(grid, ThirdGrid, &code, format!("网格{third}"));
            for micro in 0..10 {
                let code = format!("{code}-{micro}");
                let grid = draft.add(grid, MicroGrid, &code, "微网格");
                draft.add(grid, Shop, format!("{code}-P"), "");
            }
        }
    }
    Governance::build(&draft).unwrap()
}

fn written(governance: &Governance, language: Language) -> (TempDir, PathBuf) {
    let html = Page::new(Scope::all(governance), &governance.audit()).in_language(language).to_html().unwrap();
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("page.html");
    std::fs::write(&path, html).unwrap();
    (folder, path)
}

/// How often a tag begins in the part of the page behind a mark.
fn count_behind(markup: &str, mark: &str, tag: &str) -> usize {
    let at = markup.find(mark).unwrap_or_else(|| panic!("no {mark}"));
    markup[at..].split("</tbody>").next().unwrap().matches(tag).count()
}

#[test]
fn the_page_folds_filters_and_speaks_both_languages() {
    let Some(browser) = chromium() else { return };
    let governance = ledger(2);
    let (_folder, page) = written(&governance, Language::English);
    let findings = governance.audit();

    let plain = open(&browser, &page, "", 1280);
    assert_eq!(plain.complaints, "", "no error and no request");
    assert!(plain.markup.contains(r#"data-ready="1""#), "it is drawn to the end");
    assert!(plain.markup.contains("须水 &lt;i&gt;街道&lt;/i&gt;"), "names are text");
    assert!(!plain.markup.contains(r"<details open"), "everything is folded at first");
    assert_eq!(count_behind(&plain.markup, r#"id="finding-rows""#, "<tr>"), findings.len().min(100));
    assert!(plain.markup.contains("Findings"));

    let unfolded = open(&browser, &page, "open=0", 1280);
    assert!(unfolded.markup.contains(r"<details open"));

    let rule = findings.iter().next().unwrap().rule();
    let of_rule = findings.of_rule(rule).len();
    let filtered = open(&browser, &page, &format!("rule={rule}&rows=100000"), 1280);
    assert_eq!(count_behind(&filtered.markup, r#"id="finding-rows""#, "<tr>"), of_rule);
    let searched = open(&browser, &page, "q=G1-3-4&rows=100000", 1280);
    let about = findings.iter().filter(|finding| finding.to_string().contains("G1-3-4")).count();
    assert!(about > 0);
    assert_eq!(count_behind(&searched.markup, r#"id="finding-rows""#, "<tr>"), about);

    let inside = open(&browser, &page, "at=G1&here=1&rows=100000", 1280);
    let below = findings.within(&governance.node("G1").unwrap().subtree()).len();
    assert_eq!(count_behind(&inside.markup, r#"id="finding-rows""#, "<tr>"), below);

    let chinese = open(&browser, &page, "lang=zh", 390);
    assert_eq!(chinese.complaints, "");
    assert!(chinese.markup.contains(r#"<html lang="zh-CN" data-language="zh""#));
    assert!(chinese.markup.contains("第1网格"));
}

/// Twenty thousand nodes are drawn in time, on one page that can be mailed.
#[test]
fn a_sub_district_of_twenty_thousand_nodes_fits() {
    let governance = ledger(95);
    assert!(governance.node_count() > 19_900);
    let (_folder, page) = written(&governance, Language::Chinese);
    let size = std::fs::metadata(&page).unwrap().len();
    assert!(size < 6 << 20, "{size} bytes");
    let Some(browser) = chromium() else { return };
    let begun = Instant::now();
    let shown = open(&browser, &page, "", 1280);
    assert!(shown.markup.contains(r#"data-ready="1""#) && shown.complaints.is_empty(), "{}", shown.complaints);
    eprintln!("20,000 nodes: {size} bytes, opened and closed again in {:?}", begun.elapsed());
}

/// Two grids that overlap, in their street.
#[cfg(feature = "geo")]
#[test]
fn the_map_is_drawn_with_its_defects() {
    use gridgov::geo::{Atlas, CoordinateSystem, Shapes};

    let Some(browser) = chromium() else { return };
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "须水街道");
    draft.add(street, SecondGrid, "G-1", "第一网格");
    draft.add(street, SecondGrid, "G-2", "第二网格");
    let governance = Governance::build(&draft).unwrap();
    let square = |x: f64, width: f64| [[[x, 0.0], [x + width, 0.0], [x + width, 100.0], [x, 100.0]]];
    let mut shapes = Shapes::new(CoordinateSystem::Plane);
    shapes.add_polygon("S", [square(0.0, 200.0)]);
    shapes.add_polygon("G-1", [square(0.0, 110.0)]);
    shapes.add_polygon("G-2", [square(100.0, 100.0)]);
    let atlas = Atlas::new(&governance, shapes).unwrap();
    let covers = atlas.covers();
    let findings = governance.audit();
    let html = Page::new(Scope::all(&governance), &findings).with_map(&atlas, &covers).to_html().unwrap();
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("map.html");
    std::fs::write(&path, html).unwrap();

    let drawn = |view: &str| {
        let shown = open(&browser, &path, view, 1280);
        assert_eq!(shown.complaints, "");
        ["shape", "outline", "defect"].map(|class| shown.markup.matches(&format!("class=\"{class}\"")).count())
    };
    assert_eq!(drawn(""), [2, 1, 1], "the lowest are filled, what contains them is an outline");
    assert_eq!(drawn("at=G-1"), [1, 0, 0], "only what lies below the chosen grid");
    let chinese = open(&browser, &path, "lang=zh", 1280).markup;
    assert!(chinese.contains("重叠: G-1, G-2; 1000 m², "), "the defect is told in words");
}
