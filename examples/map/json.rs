//! The report as JSON.

use std::error::Error;

use gridgov::audit::{Finding, Findings};
use gridgov::geo::{Atlas, Cover, CoverVerdict, DefectKind};
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    crs: &'static str,
    polygons: usize,
    invalid: Vec<&'a str>,
    parents: Vec<Parent<'a>>,
    places: Places<'a>,
    findings: Vec<&'a Finding<'a>>,
}

#[derive(Serialize)]
struct Parent<'a> {
    code: &'a str,
    verdict: CoverVerdict,
    children: usize,
    defects: Vec<Defect<'a>>,
}

#[derive(Serialize)]
struct Defect<'a> {
    kind: DefectKind,
    codes: Vec<&'a str>,
    area_m2: String,
    width_m: String,
}

#[derive(Serialize)]
struct Places<'a> {
    agree: usize,
    border: usize,
    disagree: Vec<Misplaced<'a>>,
    nowhere: Vec<&'a str>,
}

#[derive(Serialize)]
struct Misplaced<'a> {
    code: &'a str,
    ledger: &'a str,
    map: &'a str,
}

/// Everything by code.
pub(crate) fn report(
    atlas: &Atlas<'_>,
    covers: &[Cover<'_>],
    findings: &Findings<'_>,
) -> Result<String, Box<dyn Error>> {
    let mut invalid: Vec<&str> = atlas.invalid().into_iter().map(|(node, _)| node.code()).collect();
    invalid.sort_unstable();
    let mut parents: Vec<Parent<'_>> = covers.iter().map(parent).collect();
    parents.sort_unstable_by_key(|parent| parent.code);
    let places = atlas.places();
    let misplaced = places.disagree.iter().map(|misplaced| Misplaced {
        code: misplaced.place.code(),
        ledger: misplaced.ledger.code(),
        map: misplaced.map.code(),
    });
    let mut disagree: Vec<Misplaced<'_>> = misplaced.collect();
    disagree.sort_unstable_by_key(|misplaced| misplaced.code);
    let mut nowhere: Vec<&str> = places.nowhere.iter().map(|place| place.code()).collect();
    nowhere.sort_unstable();
    let report = Report {
        crs: atlas.system().id(),
        polygons: atlas.polygon_count(),
        invalid,
        parents,
        places: Places { agree: places.agree.len(), border: places.border.len(), disagree, nowhere },
        findings: findings.iter().collect(),
    };
    Ok(serde_json::to_string_pretty(&report)?)
}

fn parent<'a>(cover: &'a Cover<'_>) -> Parent<'a> {
    let mut defects: Vec<Defect<'a>> = cover
        .defects()
        .iter()
        .map(|defect| Defect {
            kind: defect.kind(),
            codes: defect.codes().collect(),
            area_m2: defect.area().to_string(),
            width_m: defect.width().to_string(),
        })
        .collect();
    // Defects of the same kind and codes stay in the order of the cover: the largest first.
    defects.sort_by(|one, other| (&one.codes, one.kind).cmp(&(&other.codes, other.kind)));
    Parent { code: cover.parent().code(), verdict: cover.verdict(), children: cover.children().len(), defects }
}
