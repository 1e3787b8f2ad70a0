//! Records as users have them: the article's statements, a published table, real requests of a city.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use gridgov::governance::Governance;
use gridgov::kind::{County, Kind, Prefecture, Subdistrict};
use gridgov::ledger::Draft;
use gridgov::measure::{Decimal, Figure, Verdict};
use gridgov::record::{
    BindRecords, Histogram, Moment, PeriodLength, Ranking, Rate, RecordLedger, RecordReader, RecordRow, Status, Step,
    Tally, Tallying, Zone, responsible,
};
use gridgov::report::{RecordSummary, ocel};

use crate::examples::{errors, run, text};
use crate::reconstruction::{XUSHUI, ZHONGYUAN_WEST, zhongyuan_district};

fn shanghai() -> Zone {
    "Asia/Shanghai".parse().unwrap()
}

fn at(written: &str) -> Moment {
    Moment::read(written, &shanghai()).unwrap()
}

fn article() -> Governance {
    Governance::build(zhongyuan_district()).expect("the reconstruction is a valid ledger")
}

/// Disputes at a sub-district, of which the first are settled.
fn disputes(code: &str, taken: i64, settled: i64) -> RecordLedger {
    let start = at("2023-01-05 09:00");
    let rows = (0..taken).map(|number| {
        let reported = start.after_seconds(number * 3_600).unwrap();
        let row = RecordRow::new("dispute", code, reported).with_code(format!("{code}/{number}"));
        if number < settled { row.with_step(Step::Closed, reported.after_seconds(86_400).unwrap()) } else { row }
    });
    RecordLedger::new(shanghai(), rows)
}

fn settled(governance: &Governance, ledger: &RecordLedger, code: &str) -> Rate {
    let records = governance.records(ledger).unwrap();
    let roll_up = records.roll_up(PeriodLength::HalfYear, &Tallying::new()).unwrap();
    let node = governance.node(code).unwrap();
    roll_up.rate(node, "2023-H1".parse().unwrap(), Tally::settled_of_taken).unwrap()
}

#[test]
fn t9_from_records_whether_all_disputes_are_settled_is_undecidable() {
    let governance = article();
    let west = settled(&governance, &disputes(ZHONGYUAN_WEST.code, 324, 321), ZHONGYUAN_WEST.code);
    assert_eq!((west.part(), west.whole()), (Figure::exact(321), Figure::exact(324)));
    assert_eq!((west.percent(1).unwrap().unwrap().to_string(), west.is_full()), ("99.1".to_owned(), Verdict::False));
    // Xushui reports 297 that were settled, and not how many were taken.
    let xushui = settled(&governance, &disputes(XUSHUI.code, 297, 297).of_closed_only(), XUSHUI.code);
    assert_eq!((xushui.percent(1).unwrap(), xushui.is_full()), (None, Verdict::Undecidable));
    let both = west.checked_add(xushui).unwrap();
    assert_eq!((both.part(), both.whole()), (Figure::exact(618), Figure::at_least(621)));
    assert_eq!(both.percent(1).unwrap(), None, "no rate, and above all not 100 %");
    // Whoever knows that nothing is settled that was not taken knows more than the article says: the three of the West stay.
    assert_eq!(both.is_full(), Verdict::False);
    // With the article's figures alone it cannot be said.
    let as_reported = Rate::new(both.part(), Figure::UNKNOWN);
    assert_eq!(as_reported.is_full(), Verdict::Undecidable);
}

#[test]
fn the_two_hour_standard_comes_out_false_with_132_of_139() {
    let governance = article();
    let xushui = governance.node(XUSHUI.code).unwrap();
    let micro_grids = governance.set_of_kind(Kind::MicroGrid) & xushui.subtree();
    assert_eq!(micro_grids.len(), 139);
    let start = at("2023-06-01 09:00");
    // 132 within two hours, 5 later, 2 not at all.
    let rows = micro_grids.iter().take(137).zip(0..).map(|(grid, number): (_, i64)| {
        let minutes = if number < 132 { number % 121 } else { 121 + number };
        let done = start.after_seconds(minutes * 60).unwrap();
        RecordRow::new("drill", grid.code(), start).with_step(Step::Closed, done)
    });
    let rows: Vec<RecordRow> = rows.collect();
    let records = governance.records(&RecordLedger::new(shanghai(), rows.clone())).unwrap();
    let drill = records.drill(&micro_grids, start, |record| record.class() == "drill");
    let share = drill.within(120);
    assert_eq!((share.covered, share.total), (132, 139));
    let rate = Rate::new(Figure::exact(132), Figure::exact(139));
    assert_eq!(rate.percent(2).unwrap().unwrap().to_string(), "94.96");
    assert_eq!((drill.late(120).len(), drill.missing().len()), (5, 2));
    assert_eq!(drill.all_within(120), Verdict::False);
    assert_eq!(drill.curve().last().unwrap().1, 137);
    assert_eq!(drill.late(120)[0].1, Decimal::from(121 + 136), "the latest first");
    for grid in drill.missing().iter().chain(drill.late(120).into_iter().map(|(grid, _)| grid)) {
        let chain = responsible(grid);
        assert!(chain[0].territory == grid && !chain[0].heads.is_empty(), "{grid} has a head of its own");
    }
    // Where two records say no place, the two that seem missing may be done: the claim stays open, but for those late.
    let in_time: Vec<RecordRow> = rows[..132].to_vec();
    let mut nowhere = RecordRow::new("drill", "", start).with_step(Step::Closed, start);
    nowhere.places.clear();
    let rows = in_time.into_iter().chain(std::iter::repeat_n(nowhere, 7));
    let records = governance.records(&RecordLedger::new(shanghai(), rows)).unwrap();
    let drill = records.drill(&micro_grids, start, |_| true);
    assert_eq!(drill.all_within(120), Verdict::Undecidable);
    assert_eq!(records.unplaced().len(), 7);
    // All in time.
    let rows =
        micro_grids.iter().map(|grid| RecordRow::new("drill", grid.code(), start).with_step(Step::Closed, start));
    let records = governance.records(&RecordLedger::new(shanghai(), rows)).unwrap();
    assert_eq!(records.drill(&micro_grids, start, |_| true).all_within(0), Verdict::True);
}

/// Panjin, hotline 12345, January to April 2023: cases handed on, closed %, satisfied %, score in tenths.
const PANJIN: [(&str, i64, &str, &str, i64); 6] = [
    ("大洼区", 4226, "98.06", "99.00", 993),
    ("盘山县", 1922, "98.44", "98.37", 992),
    ("兴隆台区", 6530, "97.95", "98.44", 991),
    ("双台子区", 2584, "96.21", "94.01", 974),
    ("高新区", 22, "100.00", "100.00", 1000),
    ("辽滨经开区", 268, "99.25", "97.02", 990),
];

#[test]
fn the_published_table_of_panjin_is_checked() {
    let handed_on: i64 = PANJIN.iter().map(|row| row.1).sum();
    assert_eq!(handed_on, 15_552);
    // "1.56 ten thousands" is the sum rounded to hundreds, not the sum.
    assert_eq!(Figure::exact(15_600).reaches(Figure::exact(handed_on)), Verdict::True);
    assert_eq!(Figure::exact(handed_on).reaches(Figure::exact(15_600)), Verdict::False);
    assert_eq!((handed_on + 50) / 100, 156, "in hundreds they agree");
    // 64.46 % of 24,200: that is the rounded figure's share, and of the sum it would be less.
    let share =
        |part: i64| Rate::new(Figure::exact(part), Figure::exact(24_200)).percent(2).unwrap().unwrap().to_string();
    assert_eq!((share(15_600).as_str(), share(handed_on).as_str()), ("64.46", "64.26"));
    // Rates do not add up; the cases do. Each district's closed cases follow from its rate to within rounding.
    let bounds = PANJIN.iter().map(|(_, cases, closed, ..)| {
        let percent: Decimal = closed.parse().unwrap();
        // Cases times hundredths of a percent, half a hundredth to either side, in ten-thousandths, rounded inwards.
        let units = percent.rescale(2).unwrap().units();
        let (low, high) = ((cases * (2 * units - 1) + 19_999) / 20_000, (cases * (2 * units + 1)) / 20_000);
        Figure::between(low.min(*cases), high.min(*cases)).expect("a whole number of cases gives this rate")
    });
    let closed = bounds.fold(Figure::exact(0), |sum, district| sum.checked_add(district).unwrap());
    let percent = |closed: Option<Decimal>| {
        Rate::new(closed.map_or(Figure::UNKNOWN, Figure::exact), Figure::exact(handed_on))
            .percent(2)
            .unwrap()
            .unwrap()
            .to_string()
    };
    assert_eq!((percent(closed.low()).as_str(), percent(closed.high()).as_str()), ("97.78", "97.78"));
    // 97.48 % in the whole city, departments included: below every district but one, so the departments closed less.
    assert_eq!(
        closed.per(Figure::exact(handed_on), 4).unwrap().reaches(Figure::exact("0.9748".parse::<Decimal>().unwrap())),
        Verdict::True
    );

    let by_score = Ranking::new(PANJIN.iter().map(|(name, .., score)| (*name, Some(*score))));
    let ranks: Vec<_> = by_score.ranked().iter().map(|row| (row.rank, row.code.as_str())).collect();
    let expected = [(1, "高新区"), (2, "大洼区"), (3, "盘山县"), (4, "兴隆台区"), (5, "辽滨经开区"), (6, "双台子区")];
    assert_eq!(ranks, expected, "without ties");
    assert_ne!(
        ranks.iter().map(|(_, name)| *name).collect::<Vec<_>>(),
        PANJIN.map(|row| row.0),
        "printed in another order"
    );
    // In whole points five of six are tied.
    let rounded = Ranking::new(PANJIN.iter().map(|(name, .., score)| (*name, Some((score + 5) / 10))));
    assert_eq!(rounded.ranked().iter().map(|row| row.rank).collect::<Vec<_>>(), [1, 2, 2, 2, 2, 6]);
}

#[test]
fn the_published_stars_are_a_histogram() {
    let published: Histogram = [(5, 2), (4, 11), (3, 25), (2, 56)].into_iter().collect();
    assert_eq!((published.units(), published.to_string().as_str()), (94, "5: 2, 4: 11, 3: 25, 2: 56"));
}

const REQUESTS: &str = "../shared/data/requests/nyc311-2023-12.csv";

/// The ledger that the requests themselves name: the city, its boroughs as counties, their boards as sub-districts.
fn city_of(requests: &[BTreeMap<String, String>]) -> Draft {
    let mut draft = Draft::new("New York");
    let city = draft.root(Prefecture, "NYC", "New York City");
    let is_named = |name: &str| !name.to_lowercase().contains("unspecified");
    let boroughs: BTreeSet<&str> =
        requests.iter().map(|row| row["borough"].as_str()).filter(|name| is_named(name)).collect();
    for name in boroughs {
        let borough = draft.add(city, County, name, name);
        let boards = requests.iter().filter(|row| row["borough"] == name).map(|row| row["community_board"].as_str());
        for board in boards.filter(|board| is_named(board)).collect::<BTreeSet<_>>() {
            draft.add(borough, Subdistrict, board, board);
        }
    }
    draft
}

fn requests() -> Option<(String, Vec<BTreeMap<String, String>>)> {
    if !Path::new(REQUESTS).exists() {
        println!("skipped: there is no {REQUESTS}");
        return None;
    }
    let text = fs::read_to_string(REQUESTS).unwrap();
    let mut lines = text.lines();
    let headings: Vec<&str> = lines.next().unwrap().split(',').collect();
    // No cell of this file is quoted.
    let rows = lines
        .map(|line| headings.iter().zip(line.split(',')).map(|(h, cell)| ((*h).to_owned(), cell.to_owned())).collect());
    let rows: Vec<BTreeMap<String, String>> = rows.collect();
    assert!(!text.contains('"') && rows.len() == 500);
    Some((text, rows))
}

#[test]
fn each_of_500_real_requests_is_accounted_for() {
    let Some((text, rows)) = requests() else { return };
    let governance = Governance::build(city_of(&rows)).unwrap();
    let ledger = RecordReader::new("America/New_York".parse().unwrap()).csv_str(&text);
    assert!(ledger.errors().is_empty());
    let records = governance.records(&ledger).unwrap();
    assert_eq!((records.len(), records.unplaced().len()), (500, 299));
    assert_eq!(records.iter().filter(|record| record.status() == Status::Closed).count(), 232);
    assert!(records.iter().all(|record| record.closed().is_none_or(|closed| closed >= record.reported())));
    let notes: Vec<(&str, usize)> =
        records.notes().iter().map(|note| (gridgov::message::Wording::id(note.remark()), note.times())).collect();
    let above: usize = notes.iter().filter(|(id, _)| *id == "record.placed_above").map(|(_, times)| times).sum();
    assert!(notes.contains(&("record.no_place", 299)) && above == 5, "{notes:?}");

    let months = records.roll_up(PeriodLength::Month, &Tallying::new()).unwrap();
    let december = "2023-12".parse().unwrap();
    for (level, column) in [("NYC", None), ("QUEENS", Some("borough")), ("12 BRONX", Some("community_board"))] {
        let here = |row: &&BTreeMap<String, String>| {
            column.map_or(row["borough"] != "Unspecified", |column: &str| row[column] == level)
        };
        let (taken, closed) =
            (rows.iter().filter(here).count(), rows.iter().filter(here).filter(|row| !row["closed_date"].is_empty()));
        let tally = months.at(governance.node(level).unwrap(), december).unwrap();
        assert_eq!((tally.taken as usize, tally.closed as usize), (taken, closed.count()), "{level}");
        assert_eq!((tally.undecidable, tally.late()), (tally.taken, 0), "nothing says until when");
    }
    let classes = records.by_class(PeriodLength::Month).unwrap().at(governance.node("NYC").unwrap(), december);
    assert_eq!(classes.values().sum::<u32>(), 201);
    // An event log has an event for each report and each closing.
    let log: serde_json::Value = serde_json::from_str(&ocel(&records)).unwrap();
    assert_eq!(log["events"].as_array().unwrap().len(), 500 + 232);
}

#[test]
fn the_example_gives_the_page_of_a_month_as_json() {
    let Some((_, rows)) = requests() else { return };
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("city.json");
    city_of(&rows).into_ledger().save(&ledger).unwrap();
    let ledger = ledger.to_str().unwrap();
    let output =
        run("records", &[ledger, REQUESTS, "--zone", "America/New_York", "--now", "2023-12-10T12:00", "--json"]);
    assert!(output.status.success(), "{}", errors(&output));
    let page: serde_json::Value = serde_json::from_str(&text(&output)).unwrap();
    let keys: Vec<&String> = page.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["errors", "findings", "notes", "records", "roll_up"]);
    assert_eq!((&page["records"], page["errors"].as_array().map(Vec::len)), (&500.into(), Some(0)));
    let queens = &page["roll_up"]["QUEENS"]["2023-12"];
    assert_eq!((&queens["taken"], &queens["late"], &queens["undecidable"]), (&82.into(), &0.into(), &82.into()));
    assert_eq!(queens["taken"], queens["closed"].as_u64().unwrap() + queens["open"].as_u64().unwrap());
    assert!(queens["median_minutes"].is_string() && queens["by_class"]["Noise - Residential"].is_u64(), "{queens}");
    let of_classes: u64 = queens["by_class"].as_object().unwrap().values().filter_map(serde_json::Value::as_u64).sum();
    assert_eq!(queens["taken"], of_classes);

    let at = run("records", &[ledger, REQUESTS, "--at", "QUEENS", "--period", "day", "--json"]);
    let at: serde_json::Value = serde_json::from_str(&text(&at)).unwrap();
    assert!(at["roll_up"].get("NYC").is_none() && at["roll_up"]["QUEENS"].get("2023-12-10").is_some());
    assert!(text(&run("records", &[ledger, REQUESTS])).contains("STATEN ISLAND"));
    assert_eq!(run("records", &[ledger]).status.code(), Some(2));
    assert_eq!(run("records", &[ledger, REQUESTS, "--zone", "Mars"]).status.code(), Some(2));
}

#[test]
fn the_example_tells_all_errors_and_late_ones() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let mut draft = Draft::new("须水街道");
    draft.root(Subdistrict, "S", "须水街道");
    draft.into_ledger().save(path("l.json")).unwrap();
    let run = |table: &str, more: &[&str]| {
        fs::write(path("r.csv"), table).unwrap();
        let (ledger, records) = (path("l.json"), path("r.csv"));
        run("records", &[&[ledger.as_str(), records.as_str()], more].concat())
    };
    let wrong = run("编号,网格,上报时间\n1,S,昨天\n2,T,2023-12-10\n", &["--json", "--language", "zh"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(errors(&wrong).contains("“昨天”不是时间") && errors(&wrong).contains("“T”"), "{}", errors(&wrong));
    let page: serde_json::Value = serde_json::from_str(&text(&wrong)).unwrap();
    assert_eq!(page["errors"].as_array().unwrap().len(), 2);

    let table = "编号,网格,上报时间,结案时间,紧急程度\n\
                 1,S,2023-12-10 08:00,2023-12-10 09:59,红\n\
                 2,S,2023-12-10 08:00,2023-12-10 10:01,红\n\
                 3,S,2023-12-10 08:00,,黄\n\
                 4,S,2023-12-10 08:00,,\n";
    let late = run(table, &["--json", "--pack", "three_colours", "--now", "2023-12-11T09:00"]);
    let page: serde_json::Value = serde_json::from_str(&text(&late)).unwrap();
    let street = &page["roll_up"]["S"]["2023-12"];
    assert_eq!(
        (&street["late"], &street["undecidable"], &street["taken"]),
        (&2.into(), &1.into(), &4.into()),
        "{page}"
    );
    assert_eq!(page["findings"][0]["rule"], "record.overdue");
}

/// Cases with points only, on the map of Cambridge.
#[cfg(feature = "geo")]
#[test]
fn the_example_finds_points_on_a_map_and_writes_a_page() {
    let maps = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/maps");
    let at = |name: &str| maps.join(name).to_str().unwrap().to_owned();
    let map: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(at("cambridge-oa.geojson")).unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    // A corner of an output area lies on its border; a point of no area nowhere.
    let corner = &map["features"][0]["geometry"]["coordinates"][0][0];
    let code = map["features"][0]["properties"]["OA11CD"].as_str().unwrap();
    let table = format!(
        "unique_key,complaint_type,grid,latitude,longitude,created_date\n\
         1,Noise,,52.2053,0.1192,2023-12-01T08:00:00Z\n\
         2,Noise,{code},{},{},2023-12-01T09:00:00Z\n\
         3,Noise,,0,0,2023-12-01T10:00:00Z\n\
         4,Noise,{code},,,2023-12-01T11:00:00Z\n",
        corner[1], corner[0]
    );
    fs::write(path("r.csv"), table).unwrap();
    let (ledger, records, oa) = (at("ledger"), path("r.csv"), at("cambridge-oa.geojson"));
    let html = path("page.html");
    let plain = [ledger.as_str(), records.as_str(), "--zone", "UTC", "--json"];
    let on_map = [&plain[..], &["--map", &oa, "--crs", "wgs84", "--property", "OA11CD", "--html", &html]].concat();
    let output = run("records", &on_map);
    assert!(output.status.success(), "{}", errors(&output));
    let page: serde_json::Value = serde_json::from_str(&text(&output)).unwrap();
    let taken: u64 = page["roll_up"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(code, _)| code.starts_with("E02"))
        .map(|(_, periods)| periods["2023-12"]["taken"].as_u64().unwrap())
        .sum();
    assert_eq!((&page["records"], taken), (&4.into(), 3), "nothing is dropped, and what lies nowhere counts nowhere");
    let ids: Vec<&str> = page["notes"].as_array().unwrap().iter().map(|note| note["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["record.off_map"]);
    assert!(fs::read_to_string(&html).unwrap().contains("id=\"record-table\""));
    // Without a map the points are not read, and three records say no place.
    let page: serde_json::Value = serde_json::from_str(&text(&run("records", &plain))).unwrap();
    assert!(page["notes"].to_string().contains("record.column_ignored"));
    assert_eq!(run("records", &[&plain[..], &["--map", &oa]].concat()).status.code(), Some(2), "in which system?");
    let wrong = run("records", &[&plain[..], &["--map", &oa, "--crs", "wgs84"]].concat());
    let page: serde_json::Value = serde_json::from_str(&text(&wrong)).unwrap();
    assert_eq!((wrong.status.code(), &page["errors"][0]["id"]), (Some(1), &"map.no_code".into()));
}

/// Requests of New York on a map that is no more than a box around each borough's middle.
#[cfg(feature = "geo")]
#[test]
fn real_requests_are_found_by_their_points() {
    use gridgov::geo::{Atlas, CoordinateSystem, Shapes};

    let Some((_, rows)) = requests() else { return };
    let governance = Governance::build(city_of(&rows)).unwrap();
    let mut shapes = Shapes::new(CoordinateSystem::Wgs84);
    let around =
        |west: f64, south: f64, east: f64, north: f64| [[[[west, south], [east, south], [east, north], [west, north]]]];
    shapes.add_polygon("NYC", around(-74.3, 40.4, -73.6, 41.0));
    let atlas = Atlas::new(&governance, shapes).unwrap();
    let ledger = RecordReader::new("America/New_York".parse().unwrap()).with_points().open(REQUESTS);
    let records = governance.records_on_map(&ledger, &gridgov::record::RecordPack::default(), &atlas).unwrap();
    // 299 name no borough, and 68 of all have no point.
    let has_point = |row: &&BTreeMap<String, String>| !row["latitude"].is_empty();
    let (points, unnamed) = (
        rows.iter().filter(has_point).count(),
        rows.iter().filter(|row| !has_point(row) && row["borough"] == "Unspecified").count(),
    );
    assert_eq!(points, 432);
    assert_eq!(records.unplaced().len(), unnamed, "all others are found by their points, or by what is written");
    let named = rows.iter().filter(|row| row["borough"] == "QUEENS").count();
    assert_eq!(records.within(governance.node("QUEENS").unwrap()).len(), named, "what is written stays");
}

#[test]
fn summaries_are_tables_in_both_languages() {
    let mut draft = Draft::new("");
    draft.root(Subdistrict, "S", "须水街道");
    let governance = Governance::build(&draft).unwrap();
    let row = |class: &str| RecordRow::new(class, "S", at("2023-12-10 08:00"));
    let records = governance.records(&RecordLedger::new(shanghai(), [row("噪音"), row("停车")])).unwrap();
    let summary = RecordSummary::new(&records, PeriodLength::Month, None, None).unwrap();
    let csv = summary.table(gridgov::Language::Chinese).to_csv();
    assert!(csv.starts_with("辖区,名称,周期,受理") && csv.contains("S,须水街道,2023-12,2,0,2,0,2"), "{csv}");
    assert!(summary.classes(gridgov::Language::English).to_markdown().contains("| 噪音"));
}
