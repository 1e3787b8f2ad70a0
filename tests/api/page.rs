//! The page in a browser that shows it.

use std::path::{Path, PathBuf};
use std::time::Instant;

use gridgov::Language;
use gridgov::audit::Findings;
use gridgov::kind::{MicroGrid, Person, Role, SecondGrid, Shop, Subdistrict, ThirdGrid};
use gridgov::ledger::Draft;
use gridgov::prelude::*;
use gridgov::report::{Page, Scope};
use serde_json::Value;
use tempfile::TempDir;

use crate::browser::Browser;

/// A telephone, a tablet, and a desk.
const WIDTHS: [u32; 3] = [390, 820, 1300];

/// What is looked at in the page itself: a list of all that is wrong.
const LOOK: &str = include_str!("page/look.js");

/// A street with so many second grids, 10 third grids in each, and 10 micro grids in each of these.
fn ledger(grids: usize) -> Governance {
    let mut draft = Draft::new("须水 <i>街道</i>");
    let street = draft.root(Subdistrict, "S", "须水街道");
    draft.row(street).declare("third_grid", 11).declare("micro_grid", i64::try_from(100 * grids).unwrap());
    let head = draft.root(Person, "N-1", "张三");
    for second in 0..grids {
        let grid = draft.add(street, SecondGrid, format!("G{second}"), format!("第{second}网格"));
        if second == 0 {
            draft.serve(head, Role::GridHead, grid);
        }
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

fn written(html: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("page.html");
    std::fs::write(&path, html).unwrap();
    (folder, path)
}

fn of_ledger(governance: &Governance, language: Language) -> (TempDir, PathBuf) {
    written(&Page::new(Scope::all(governance), &governance.audit()).in_language(language).to_html().unwrap())
}

/// How many elements a selector finds.
fn count(browser: &Browser, selector: &str) -> usize {
    let found = browser.ask(&format!("document.querySelectorAll({selector:?}).length"));
    usize::try_from(found.as_u64().unwrap()).unwrap()
}

/// What an element says.
fn text(browser: &Browser, selector: &str) -> String {
    browser.ask(&format!("document.querySelector({selector:?}).innerText")).as_str().unwrap().to_owned()
}

/// Puts the focus on an element.
fn focus(browser: &Browser, selector: &str) {
    let is_there = browser
        .ask(&format!("(document.querySelector({selector:?}).focus(), document.activeElement.matches({selector:?}))"));
    assert_eq!(is_there, true, "{selector} takes the focus");
}

#[test]
fn the_page_folds_filters_and_speaks_both_languages() {
    let Some(browser) = Browser::start() else { return };
    let governance = ledger(2);
    let (_folder, page) = of_ledger(&governance, Language::English);
    let findings = governance.audit();

    browser.open(&page, "", 1300, false);
    assert_eq!(browser.complaints(), [""; 0], "no error and no request");
    assert_eq!(text(&browser, "h1"), "须水 <i>街道</i>", "names are text");
    assert_eq!(count(&browser, "details[open]"), 0, "everything is folded at first");
    assert_eq!(count(&browser, "#finding-rows tr"), findings.len().min(100));

    browser.open(&page, "open=0", 1300, false);
    assert_eq!(count(&browser, "details[open]"), 1);

    let rule = findings.iter().next().unwrap().rule();
    let rows = |view: &str| {
        browser.open(&page, view, 1300, false);
        count(&browser, "#finding-rows tr")
    };
    assert_eq!(rows(&format!("rule={rule}&rows=100000")), findings.of_rule(rule).len());
    let about = findings.iter().filter(|finding| finding.to_string().contains("G1-3-4")).count();
    assert!(about > 0);
    assert_eq!(rows("q=G1-3-4&rows=100000"), about);
    let below = findings.within(&governance.node("G1").unwrap().subtree()).len();
    assert_eq!(rows("at=G1&here=1&rows=100000"), below);

    browser.open(&page, "lang=zh", 390, false);
    assert_eq!(browser.complaints(), [""; 0]);
    assert_eq!(browser.ask("document.documentElement.lang"), "zh-CN");
    assert_eq!(text(&browser, "#findings h2"), "问题");
    assert!(text(&browser, "#icicle").contains("第1网格"));
}

/// Twenty thousand nodes are drawn in time, on one page that can be mailed.
#[test]
fn a_sub_district_of_twenty_thousand_nodes_fits() {
    let governance = ledger(95);
    assert!(governance.node_count() > 19_900);
    let (_folder, page) = of_ledger(&governance, Language::Chinese);
    let size = std::fs::metadata(&page).unwrap().len();
    assert!(size < 6 << 20, "{size} bytes");
    let Some(browser) = Browser::start() else { return };
    let begun = Instant::now();
    browser.open(&page, "", 1300, false);
    eprintln!("20,000 nodes: {size} bytes, opened in {:?}", begun.elapsed());
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn the_keyboard_reaches_and_works_everything() {
    let Some(browser) = Browser::start() else { return };
    let governance = ledger(2);
    let (_folder, page) = of_ledger(&governance, Language::English);
    browser.open(&page, "", 1300, false);

    // Folding.
    focus(&browser, "#coverage-rows summary");
    browser.press("Enter");
    assert_eq!(browser.ask("document.querySelector('#coverage-rows details').open"), true);
    browser.press(" ");
    assert_eq!(browser.ask("document.querySelector('#coverage-rows details').open"), false);

    // The hierarchy: arrows move, Enter chooses, and the focus stays in it.
    let here =
        || browser.ask("document.activeElement.dataset.at === undefined ? null : data_of(document.activeElement)");
    browser.ask("window.data_of = (cell) => JSON.parse(document.getElementById('data').textContent).nodes[Number(cell.dataset.at)][0]");
    focus(&browser, "#icicle button[data-at]");
    assert_eq!(here(), "S");
    for (key, code) in
        [("ArrowDown", "G0"), ("ArrowRight", "G1"), ("ArrowLeft", "G0"), ("ArrowUp", "S"), ("ArrowUp", "S")]
    {
        browser.press(key);
        assert_eq!(here(), code, "{key}");
    }
    browser.press("ArrowDown");
    browser.press("Enter");
    assert_eq!(here(), "G0", "it is chosen and stays in the focus");
    assert!(text(&browser, "#unit").contains("G0"));
    assert!(browser.ask("location.hash").as_str().unwrap().contains("at=G0"));
    browser.press("Enter");
    assert!(text(&browser, "#unit").contains("S "), "once more goes up");

    // The filters.
    focus(&browser, "#search");
    browser.type_text("G1-3-4");
    assert!(text(&browser, "#finding-rows").lines().any(|line| line.contains("G1-3-4")));
    let found = count(&browser, "#finding-rows tr");
    focus(&browser, "#only-here");
    browser.press(" ");
    assert_eq!(count(&browser, "#finding-rows tr"), found, "all of it lies in the street");
    focus(&browser, "#severity");
    browser.press("ArrowDown");
    assert_ne!(browser.ask("document.querySelector('#severity').value"), "");

    // The language.
    focus(&browser, "#language");
    browser.press("Enter");
    assert_eq!(browser.ask("document.documentElement.lang"), "zh-CN");
    assert_eq!(browser.ask("document.title"), text(&browser, "h1").as_str());
    assert_eq!(browser.complaints(), [""; 0]);
}

/// A tab through the page comes to everything that can be used, from top to bottom, and always shows where it is.
fn tab_through(browser: &Browser, place: &str) {
    let usable = "[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex=\"0\"]')]\
                  .filter((element) => !element.disabled && element.checkVisibility({ visibilityProperty: true }))";
    browser.ask("(document.activeElement.blur(), window.scrollTo(0, 0))");
    let all = browser.ask(&format!("(window.usable = {usable}).length")).as_u64().unwrap();
    assert!(all > 20, "{place}: {all}");
    let step = "(() => { const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect(); \
                return { at: usable.indexOf(element), shown: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2, \
                seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth, what: element.outerHTML.slice(0, 120) }; })()";
    for expected in 0..all {
        browser.press("Tab");
        let here = browser.ask(step);
        assert_eq!(here["at"], expected, "{place}: {}", here["what"]);
        assert_eq!((&here["shown"], &here["seen"]), (&true.into(), &true.into()), "{place}: {}", here["what"]);
    }
}

/// Looks at a page in each width, light and dark, in both languages.
fn look_everywhere(browser: &Browser, page: &Path, views: &[&str]) {
    for (view, width, is_dark) in views
        .iter()
        .flat_map(|view| WIDTHS.map(|width| (view, width)))
        .flat_map(|(view, width)| [false, true].map(|is_dark| (view, width, is_dark)))
    {
        browser.open(page, view, width, is_dark);
        let place = format!("#{view}, {width} wide, {}", if is_dark { "dark" } else { "light" });
        let wrong = browser.ask(LOOK);
        assert_eq!(wrong, Value::Array(Vec::new()), "{place}");
        assert_eq!(browser.complaints(), [""; 0], "{place}");
    }
    browser.open(page, "", 820, false);
    tab_through(browser, "820 wide");
}

#[test]
fn it_is_legible_in_every_width_and_light() {
    let Some(browser) = Browser::start() else { return };
    let governance = ledger(2);
    let (_folder, page) = of_ledger(&governance, Language::English);
    look_everywhere(&browser, &page, &["open=0.1.2", "lang=zh&at=G0&colour=f"]);
    let empty = Governance::build(Draft::new("")).unwrap();
    let (_folder, page) = of_ledger(&empty, Language::English);
    browser.open(&page, "", 390, false);
    assert_eq!(browser.ask(LOOK), Value::Array(Vec::new()), "a page of nothing");
    assert_eq!(text(&browser, "h1"), "Grid governance");
}

#[test]
fn what_is_looked_at_would_be_found() {
    let Some(browser) = Browser::start() else { return };
    let governance = ledger(1);
    let (_folder, page) = of_ledger(&governance, Language::English);
    for (offence, told) in [
        ("document.querySelector('h2').style.color = '#aaa'", "contrast"),
        ("document.querySelector('h2').style.width = '3000px'", "wider"),
        (
            "Object.assign(document.querySelector('h2').style, { width: '2rem', overflow: 'hidden', whiteSpace: 'nowrap' })",
            "cut",
        ),
        ("document.querySelector('#findings').replaceChildren()", "empty"),
        ("document.querySelector('#language').replaceChildren()", "name"),
    ] {
        browser.open(&page, "", 820, false);
        browser.ask(offence);
        let wrong = browser.ask(LOOK);
        let is_told = wrong.as_array().unwrap().iter().any(|wrong| wrong.as_str().unwrap().contains(told));
        assert!(is_told, "{offence}: {wrong}");
    }
}

#[test]
fn in_print_nothing_stands_that_only_a_screen_can_use() {
    let Some(browser) = Browser::start() else { return };
    let governance = ledger(1);
    let (_folder, page) = of_ledger(&governance, Language::English);
    browser.open(&page, "", 820, true);
    browser.call("Emulation.setEmulatedMedia", &serde_json::json!({ "media": "print" }));
    for hidden in [".controls", "#language", "nav", ".hint"] {
        let shown =
            format!("[...document.querySelectorAll({hidden:?})].filter((element) => element.checkVisibility()).length");
        assert_eq!(browser.ask(&shown), 0, "{hidden}");
    }
    assert_eq!(
        browser.ask("getComputedStyle(document.body).color"),
        "rgb(0, 0, 0)",
        "black on white, also in the dark"
    );
}

/// Two grids that overlap, in their street.
#[cfg(feature = "geo")]
mod with_a_map {
    use gridgov::geo::{Atlas, CoordinateSystem, Shapes};

    use super::*;

    pub(super) fn governance() -> Governance {
        let mut draft = Draft::new("");
        let street = draft.root(Subdistrict, "S", "须水街道");
        draft.add(street, SecondGrid, "G-1", "第一网格");
        draft.add(street, SecondGrid, "G-2", "第二网格");
        Governance::build(&draft).unwrap()
    }

    pub(super) fn atlas(governance: &Governance) -> Atlas<'_> {
        let square = |x: f64, width: f64| [[[x, 0.0], [x + width, 0.0], [x + width, 100.0], [x, 100.0]]];
        let mut shapes = Shapes::new(CoordinateSystem::Plane);
        shapes.add_polygon("S", [square(0.0, 200.0)]);
        shapes.add_polygon("G-1", [square(0.0, 110.0)]);
        shapes.add_polygon("G-2", [square(100.0, 100.0)]);
        Atlas::new(governance, shapes).unwrap()
    }

    #[test]
    fn the_map_is_drawn_with_its_defects() {
        let Some(browser) = Browser::start() else { return };
        let governance = governance();
        let atlas = atlas(&governance);
        let page = Page::new(Scope::all(&governance), &governance.audit()).with_map(&atlas, &atlas.covers());
        let (_folder, page) = written(&page.to_html().unwrap());

        let drawn = |view: &str| {
            browser.open(&page, view, 1300, false);
            [".shape", ".outline", ".defect"].map(|class| count(&browser, class))
        };
        assert_eq!(drawn(""), [2, 1, 1], "the lowest are filled, what contains them is an outline");
        assert_eq!(drawn("at=G-1"), [1, 0, 0], "only what lies below the chosen grid");
        browser.open(&page, "lang=zh", 1300, false);
        assert!(text(&browser, "#defects").contains("重叠：G-1、G-2；1000 m²，"), "{}", text(&browser, "#defects"));
        look_everywhere(&browser, &page, &["", "lang=zh"]);
    }
}

/// Records of two months, of which one is late.
#[cfg(feature = "record")]
mod with_records {
    use gridgov::audit::{RulePack, Rules};
    use gridgov::record::{BindRecords, Moment, PeriodLength, RecordLedger, RecordReader, Records, Zone};
    use gridgov::report::RecordSummary;

    use super::*;

    const ROWS: &str = "编号,类别,网格,上报时间,结案时间,截止时间,满意,天气\n\
                        1,噪音 <b>扰民</b>,G0,2023-11-30 08:00,2023-11-30 09:00,2023-11-30 10:00,满意,晴\n\
                        2,噪音 <b>扰民</b>,G0-1,2023-12-01 08:00,2023-12-01 09:30,2023-12-01 10:00,满意,\n\
                        3,占道,G0-1,2023-12-02 08:00,2023-12-04 08:00,2023-12-03 08:00,不满意,\n\
                        4,占道,G1,2023-12-05 08:00,,2023-12-20 08:00,,\n";

    fn bound(
        governance: &Governance,
        ledger: &RecordLedger,
    ) -> (RecordSummary, Findings<'static>, &'static Governance) {
        // The findings borrow the graph, which the tests keep for as long as they run.
        let governance: &'static Governance = Box::leak(Box::new(Governance::build(governance.to_ledger()).unwrap()));
        let records: Records<'static> = governance.records(ledger).unwrap();
        let now = Moment::read("2023-12-10 12:00", records.zone()).unwrap();
        let audit = records.add_rules(Rules::built_in(), Some(now)).audit(&RulePack::new("records", "")).unwrap();
        let summary = RecordSummary::new(&records, PeriodLength::Month, Some(now), None).unwrap();
        (summary, audit.run(governance), governance)
    }

    fn page(ledger_rows: &RecordLedger) -> (TempDir, PathBuf) {
        let governance = ledger(2);
        let (summary, findings, governance) = bound(&governance, ledger_rows);
        written(&Page::new(Scope::all(governance), &findings).with_records(&summary).to_html().unwrap())
    }

    /// The cells of the table, row by row.
    fn table(browser: &Browser) -> Vec<Vec<String>> {
        let cells = browser.ask(
            "[...document.querySelectorAll('#record-rows tr')].map((row) => [...row.children].map((cell) => cell.textContent))",
        );
        serde_json::from_value(cells).unwrap()
    }

    #[test]
    fn records_are_shown_by_territory_and_period() {
        let Some(browser) = Browser::start() else { return };
        let reader = RecordReader::new(Zone::utc());
        let (_folder, page) = page(&reader.csv_str(ROWS));
        browser.open(&page, "", 1300, false);
        // Taken, closed, open, late, in time, undecidable, median, 90 %, satisfied.
        let street = ["S 须水街道", "3", "2 · 66.7 %", "1", "1", "50.0 %", "0", "1485", "2601", "50.0 %"];
        assert_eq!(table(&browser)[0][..7], street[..7]);
        assert_eq!(table(&browser).len(), 1, "the street alone, since nothing is chosen");
        assert!(text(&browser, "#record-classes").contains("噪音 <b>扰民</b>"), "classes are text");
        assert_eq!(text(&browser, "#record-late li").matches("G0-1").count(), 1);

        focus(&browser, "#record-rows button");
        browser.press("Enter");
        let shown: Vec<String> = table(&browser).into_iter().map(|row| row[0].clone()).collect();
        assert_eq!(shown, ["S 须水街道", "G0 第0网格", "G1 第1网格"]);
        assert_eq!(
            browser.ask("document.activeElement.closest('#record-rows') !== null"),
            true,
            "the focus stays in the table"
        );
        focus(&browser, "#period");
        browser.press("ArrowDown");
        let shown: Vec<String> = table(&browser).into_iter().map(|row| row[0].clone()).collect();
        assert_eq!(shown, ["S 须水街道", "G0 第0网格"], "in November, nothing is not zero");
        let periods = text(&browser, "#record-periods");
        assert!(periods.contains("2023-11") && periods.contains("2023-12"), "{periods}");

        focus(&browser, "#record-findings");
        browser.press("Enter");
        let rules = browser.ask("[...document.querySelectorAll('#finding-rows td:last-child')].every((cell) => cell.textContent.startsWith('record.'))");
        assert_eq!((rules, browser.ask("document.activeElement.id")), (true.into(), "search".into()));

        browser.open(&page, "lang=zh&order=l&at=S", 390, true);
        assert_eq!(text(&browser, "#records h2"), "案件");
        assert_eq!(
            table(&browser).into_iter().map(|row| row[0].clone()).collect::<Vec<_>>(),
            ["S 须水街道", "G0 第0网格", "G1 第1网格"]
        );
        assert!(
            text(&browser, "#records").contains("“天气”列含义未知")
                || browser
                    .ask("document.querySelector('#records').textContent")
                    .as_str()
                    .unwrap()
                    .contains("“天气”列含义未知")
        );
        look_everywhere(&browser, &page, &["at=S", "lang=zh&at=S&period=2023-11"]);
    }

    #[test]
    fn a_rate_of_an_unknown_whole_is_undecidable() {
        let Some(browser) = Browser::start() else { return };
        let (_folder, page) = page(&RecordReader::new(Zone::utc()).csv_str(ROWS).of_closed_only());
        browser.open(&page, "", 1300, false);
        assert_eq!(table(&browser)[0][2], "2 · undecidable");
    }

    #[test]
    fn without_records_the_section_says_so() {
        let Some(browser) = Browser::start() else { return };
        let (_folder, page) = page(&RecordReader::new(Zone::utc()).csv_str("编号,网格,上报时间\n"));
        browser.open(&page, "", 390, false);
        assert!(text(&browser, "#records").contains("No record belongs to a territory of this page."));
        assert_eq!((browser.ask(LOOK), browser.complaints()), (Value::Array(Vec::new()), Vec::new()));
    }
}
