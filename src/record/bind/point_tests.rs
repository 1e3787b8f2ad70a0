//! Points beside what is written, with a map that is no more than strips.

use super::*;
use crate::governance::Locate;
use crate::kind::{SecondGrid, Shop, Subdistrict, ThirdGrid};
use crate::ledger::Draft;
use crate::record::{
    BindRecords, RecordErrors, RecordLedger, RecordPack, RecordReader, RecordRemark, RecordRow, Records, Zone,
};

/// Grids from an easting to another.
#[derive(Debug)]
struct Strips(&'static [(&'static str, f64, f64)]);

impl Locate for Strips {
    fn sightings<'g>(&self, graph: &'g Governance, at: Coordinate) -> Option<Vec<Sighting<'g>>> {
        let around = self.0.iter().filter(|(_, from, end)| (*from..=*end).contains(&at.x));
        let seen = around.map(|(code, from, end)| {
            Sighting::new(
                graph.node(code).expect("it is there"),
                at.x.to_bits() == from.to_bits() || at.x.to_bits() == end.to_bits(),
            )
        });
        Some(seen.collect())
    }
}

/// Between 0 and 30; `U` is drawn nowhere.
const MAP: Strips = Strips(&[("G-1", 0.0, 10.0), ("T-1", 10.0, 20.0), ("T-2", 20.0, 30.0)]);

fn governance() -> Governance {
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "街道");
    let one = draft.add(street, SecondGrid, "G-1", "第一网格");
    let two = draft.add(street, SecondGrid, "G-2", "第二网格");
    draft.add(two, ThirdGrid, "T-1", "甲网格");
    draft.add(two, ThirdGrid, "T-2", "乙网格");
    draft.add(one, ThirdGrid, "U", "丙网格");
    draft.add(one, Shop, "P", "店");
    let other = draft.root(Subdistrict, "R", "另一街道");
    draft.add(other, SecondGrid, "G-9", "第九网格");
    Governance::build(&draft).unwrap()
}

fn csv(rows: &[(&str, &str)]) -> RecordLedger {
    let y = |x: &str| if x.is_empty() { "" } else { "5" };
    let row = |(written, x): &(&str, &str)| format!("{written},{x},{},2023-12-10 08:00", y(x));
    let rows: Vec<String> = rows.iter().map(row).collect();
    let reader = RecordReader::new(Zone::utc()).with_points();
    reader.csv_str(&format!("网格,经度,纬度,上报时间\n{}\n", rows.join("\n")))
}

fn bound<'g>(
    governance: &'g Governance,
    ledger: &RecordLedger,
    pack: &RecordPack,
) -> Result<Records<'g>, RecordErrors> {
    governance.records_on_map(ledger, pack, &MAP)
}

/// Where a record belongs, and the variant of what is wrong.
fn placed(written: &str, x: &str) -> (Option<String>, Option<&'static str>) {
    let governance = governance();
    let records = bound(&governance, &csv(&[(written, x)]), &RecordPack::default()).unwrap();
    assert_eq!(records.len(), 1, "nothing is dropped");
    let issue = records.issues.first().map(|(_, issue)| match issue {
        RecordIssue::PointElsewhere { .. } => "elsewhere",
        RecordIssue::PointOnBorder { .. } => "border",
        RecordIssue::PointNowhere { .. } => "nowhere",
        RecordIssue::NoPlace => "no place",
        _ => "another",
    });
    let record = records.iter().next().unwrap();
    (record.node().map(|node| node.code().to_owned()), issue)
}

#[test]
fn the_point_is_the_smallest_territory_that_is_said() {
    let at = |code: &str| (Some(code.to_owned()), None);
    assert_eq!(placed("", "5"), at("G-1"));
    assert_eq!(placed("S", "15"), at("T-1"), "it lies in what is written");
    assert_eq!(placed("G-2", "15"), at("T-1"));
    assert_eq!(placed("T-1", "15"), at("T-1"));
    assert_eq!(placed("U", "5"), at("U"), "what is written lies in what is drawn");
    assert_eq!(placed("P", "5"), at("P"), "a place stays the place");
    assert_eq!(placed("G-1", ""), at("G-1"), "no point is said");
    assert_eq!(placed("第一网格", "5"), at("G-1"), "by its name");
}

#[test]
fn what_does_not_fit_is_an_issue_and_the_record_stays() {
    let at = |code: &str, issue| (Some(code.to_owned()), Some(issue));
    assert_eq!(placed("G-1", "15"), at("G-1", "elsewhere"));
    assert_eq!(placed("R", "15"), at("R", "elsewhere"));
    assert_eq!(placed("P", "15"), at("P", "elsewhere"));
    assert_eq!(placed("G-1", "50"), at("G-1", "nowhere"));
    assert_eq!(placed("", "50"), (None, Some("nowhere")));
    assert_eq!(placed("", ""), (None, Some("no place")));
    assert_eq!(placed("", "20"), at("G-2", "border"), "both sides lie in it");
    assert_eq!(placed("", "10"), at("S", "border"));
    assert_eq!(placed("", "0"), at("G-1", "border"), "nothing is beside it");
}

#[test]
fn on_a_border_what_is_written_decides() {
    let at = |code: &str| (Some(code.to_owned()), None);
    assert_eq!(placed("T-1", "20"), at("T-1"));
    assert_eq!(placed("T-2", "20"), at("T-2"));
    assert_eq!(placed("G-2", "20"), at("G-2"));
    assert_eq!(placed("P", "10"), at("P"));
    assert_eq!(placed("G-9", "20"), (Some("G-9".to_owned()), Some("elsewhere")));
}

#[test]
fn a_pack_makes_them_errors() {
    let governance = governance();
    let ledger = csv(&[("G-1", "15"), ("", "10"), ("", "50"), ("G-1", "5")]);
    let errors = bound(&governance, &ledger, &RecordPack::default().refusing("record.point")).unwrap_err();
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    let expected = [
        "line 2: the point 15, 5 lies in `T-1`, not in `G-1`; correct one of them",
        "line 3: the point 10, 5 lies on the border of `G-1`, `T-1`, or where they overlap; write the code of the grid that \
         is meant",
        "line 4: the point 50, 5 lies in no grid of the map; correct it, or write the code of the grid",
    ];
    assert_eq!(told, expected);
}

#[test]
fn findings_tell_what_does_not_fit() {
    use crate::audit::{RulePack, Rules};

    let governance = governance();
    let ledger = csv(&[("G-1", "15"), ("", "20"), ("", "50"), ("G-1", "50"), ("G-1", "5")]);
    let records = bound(&governance, &ledger, &RecordPack::default()).unwrap();
    let audit = records.add_rules(Rules::built_in(), None).audit(&RulePack::new("records", "")).unwrap();
    let findings = audit.run(&governance);
    let told: Vec<String> = findings.of_rule("record.point").iter().map(ToString::to_string).collect();
    let expected = [
        "warning record.point G-1 第一网格: 2 records have a point that does not fit: line 2 (on the map in `T-1`), line 5 (in no \
         grid of the map); correct the point or the grid, or the map",
        "warning record.point G-2 第二网格: 1 record has a point that does not fit: line 3 (on the border of `T-1`, `T-2`); \
         correct the point or the grid, or the map",
    ];
    assert_eq!(told, expected);
    let judgement = findings.undecided().find(|judgement| judgement.rule().id() == "record.point").unwrap();
    assert!(judgement.undecidable().iter().any(|words| words.english().starts_with("1 record could not be judged")));
    assert!(records.notes().iter().any(|note| *note.remark() == RecordRemark::OffMap && note.times() == 1));
    assert_eq!(records.unplaced().len(), 1);
}

#[test]
fn points_that_are_no_points_are_errors_with_their_cells() {
    let reader = RecordReader::new(Zone::utc()).with_points();
    let ledger = reader.csv_str(
        "grid,Longitude,lat,created_date\nS,东经113,34,2023-12-10\nS,113,,2023-12-10\nS,nan,N/A,2023-12-10\nS,1e999,3,2023-12-10\n",
    );
    let told: Vec<String> = ledger.errors().iter().map(ToString::to_string).collect();
    let expected = [
        "line 2, column `Longitude`: `东经113` is no number of degrees or metres; write it as 113.60247, or leave it blank",
        "line 3, column `lat`: only one of longitude and latitude is given; write both, or leave both blank",
        "line 5, column `Longitude`: `1e999` is no number of degrees or metres; write it as 113.60247, or leave it blank",
    ];
    assert_eq!(told, expected);
    assert_eq!(ledger.rows().len(), 1, "what is blank, NaN or N/A is no point");
    let half = reader.csv_str("grid,lat,created_date\nS,34,2023-12-10\n");
    assert_eq!(
        half.errors()[0].to_string(),
        "line 1: no column says the longitude, beside the latitude; head one with 经度, longitude"
    );
    let alone = reader.csv_str("经度,纬度,上报时间\n5,5,2023-12-10\n");
    assert!(alone.errors().is_empty(), "a point is a place");
    let unread = RecordReader::new(Zone::utc()).csv_str("grid,lat,created_date\nS,here,2023-12-10\n");
    assert!(unread.errors().is_empty(), "points are read only where they are asked for");
}

#[test]
fn without_a_map_points_are_told_and_not_used() {
    let governance = governance();
    let ledger = csv(&[("G-1", "15"), ("", "5")]);
    let records = governance.records(&ledger).unwrap();
    let note = records.notes().iter().find(|note| *note.remark() == RecordRemark::NoMap).unwrap();
    assert_eq!((note.times(), records.unplaced().len()), (2, 1));
    let row =
        RecordRow::new("noise", "S", records.iter().next().unwrap().reported()).with_point(Coordinate::new(5.0, 5.0));
    let ledger = RecordLedger::new(Zone::utc(), [row]);
    let records = bound(&governance, &ledger, &RecordPack::default()).unwrap();
    assert_eq!(records.iter().next().unwrap().node().unwrap().code(), "G-1");
}
