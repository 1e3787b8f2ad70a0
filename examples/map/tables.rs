//! The report as tables.

use std::fmt::Write;

use gridgov::Language;
use gridgov::audit::Findings;
use gridgov::geo::{Atlas, Cover, DefectKind};
use gridgov::message::Tell;
use gridgov::report::{Align, Table};

/// The covers, the places and the findings.
pub(crate) fn report(atlas: &Atlas<'_>, covers: &[Cover<'_>], findings: &Findings<'_>, language: Language) -> String {
    let mut text = format!("{}\n\n", summary(atlas, language));
    let _ = writeln!(text, "{}", table(covers, language));
    let places = atlas.places();
    let counts = [places.agree.len(), places.border.len(), places.disagree.len(), places.nowhere.len()]
        .map(|count| count.to_string());
    if counts.iter().any(|count| count != "0") {
        let headings = language.of(
            ["places agree", "on a border", "disagree", "nowhere"],
            ["位置相符", "位于边界", "与台账不符", "不在任何网格"],
        );
        let mut table = Table::new(headings.map(|heading| (heading, Align::Right)));
        table.row(counts);
        let _ = writeln!(text, "{table}");
    }
    for finding in findings {
        let _ = writeln!(text, "{}", finding.in_language(language));
    }
    text.trim_end().to_owned()
}

fn summary(atlas: &Atlas<'_>, language: Language) -> String {
    let (polygons, invalid, snapped) = (atlas.polygon_count(), atlas.invalid().len(), atlas.snapped());
    let system = language.of(atlas.system().english(), atlas.system().chinese());
    let mut text = match language {
        Language::Chinese => format!("坐标系{system}，图形{polygons}个，其中无效{invalid}个"),
        _ if polygons == 1 => format!("1 polygon in {system}, {invalid} invalid"),
        _ => format!("{polygons} polygons in {system}, {invalid} of them invalid"),
    };
    if snapped.moved + snapped.inserted > 0 {
        let (moved, inserted, farthest) = (snapped.moved, snapped.inserted, snapped.farthest);
        let _ = match language {
            Language::Chinese => write!(text, "；移动顶点{moved}个，插入{inserted}个，最远{farthest}米"),
            _ => write!(text, "; {moved} vertices were moved and {inserted} inserted, by up to {farthest} m"),
        };
    }
    if atlas.system().is_shifted() {
        text.push_str(language.of("; areas are off by up to 0.23 %", "；面积误差不超过0.23%"));
    }
    text
}

fn table(covers: &[Cover<'_>], language: Language) -> Table {
    let headings = language.of(
        ["code", "name", "children", "verdict", "overlaps", "gaps", "outside", "slivers"],
        ["编码", "名称", "下级数", "判定", "重叠", "空隙", "越界", "细缝"],
    );
    let align = |at: usize| if [0, 1, 3].contains(&at) { Align::Left } else { Align::Right };
    let mut at = 0..;
    let mut table = Table::new(headings.map(|heading| (heading, align(at.next().unwrap_or(0)))));
    for cover in covers {
        let count = |kind: DefectKind| {
            let count = cover.defects().iter().filter(|defect| defect.kind() == kind).count();
            if count == 0 { "–".to_owned() } else { count.to_string() }
        };
        table.row([
            cover.parent().code().to_owned(),
            cover.parent().name().to_owned(),
            cover.children().len().to_string(),
            language.of(cover.verdict().english(), cover.verdict().chinese()).to_owned(),
            count(DefectKind::Overlap),
            count(DefectKind::Gap),
            count(DefectKind::Outside),
            count(DefectKind::Sliver),
        ]);
    }
    table
}
