//! What the findings about a map say, in both languages.

use super::Found;
use crate::geo::{Cover, Defect, Flaw, PlaceReport};
use crate::governance::Node;
use crate::language::Language;
use crate::measure::Decimal;
use crate::message::Words;
use crate::message::phrase::quoted_list;

/// As many codes are listed at most.
const SHOWN: usize = 5;

fn codes(language: Language, defect: &Defect<'_>) -> String {
    quoted_list(language, &defect.codes().collect::<Vec<_>>(), SHOWN)
}

/// The same words with the figures of a defect.
fn with_figures(words: Words, defect: &Defect<'_>) -> Words {
    words
        .with("codes", defect.codes().collect::<Vec<_>>())
        .with("area_m2", defect.area().to_string())
        .with("width_m", defect.width().to_string())
        .with("x", defect.place().x)
        .with("y", defect.place().y)
}

pub(super) fn invalid(flaw: Flaw) -> Words {
    let (kind, at) = (flaw.kind, flaw.at);
    Words::new(
        format!("{} near {at}; draw it again there", kind.english()),
        format!("{}（{at}附近）；请在该处重新绘制", kind.chinese()),
    )
    .with("flaw", kind)
    .with("x", at.x)
    .with("y", at.y)
}

pub(super) fn overlap(defect: &Defect<'_>) -> Words {
    let (area, width, at) = (defect.area(), defect.width(), defect.place());
    let words = Words::new(
        format!(
            "{} overlap by {area} m2, {width} m wide, near {at}; let one of them give the land up",
            codes(Language::English, defect)
        ),
        format!("{}重叠{area}平方米，宽{width}米（{at}附近）；请确定该地块归属", codes(Language::Chinese, defect)),
    );
    with_figures(words, defect)
}

pub(super) fn gap(defect: &Defect<'_>) -> Words {
    let (area, width, at) = (defect.area(), defect.width(), defect.place());
    let (mut beside, mut near) = (String::new(), String::new());
    if !defect.nodes().is_empty() {
        beside = format!("; beside it are {}", codes(Language::English, defect));
        near = format!("，邻近{}", codes(Language::Chinese, defect));
    }
    let words = Words::new(
        format!(
            "{area} m2, {width} m wide, near {at} belong to none of its grids{beside}; draw them to one, or declare that nobody need cover \
             them"
        ),
        format!("有{area}平方米，宽{width}米（{at}附近）不属于任何网格{near}；请划入相应网格，或声明无需覆盖"),
    );
    with_figures(words, defect)
}

pub(super) fn outside(defect: &Defect<'_>, parent: Node<'_>) -> Words {
    let (area, width, at, above) = (defect.area(), defect.width(), defect.place(), parent.code());
    let words = Words::new(
        format!("{area} m2 of it, {width} m wide, near {at} lie outside of `{above}`; correct one of the two borders"),
        format!("有{area}平方米，宽{width}米（{at}附近）超出“{above}”的范围；请更正其中一方的边界"),
    );
    with_figures(words, defect).with("parent", above)
}

/// Slivers of one parent together: there may be many of them.
#[expect(clippy::expect_used, reason = "slivers that are not told would pass for none")]
pub(super) fn slivers(slivers: &[&Defect<'_>]) -> Option<Words> {
    let widest = slivers.iter().max_by_key(|defect| defect.width())?;
    let (count, width, at) = (slivers.len(), widest.width(), widest.place());
    let area = slivers.iter().try_fold(Decimal::ZERO, |sum, defect| sum.checked_add(defect.area()));
    let area = area.expect("INVARIANT: areas below a square metre each add up to what fits 64 bits");
    let (noun, verb) = if count == 1 { ("sliver", "is") } else { ("slivers", "are") };
    Some(
        Words::new(
            format!(
                "between its grids {verb} {count} {noun} of {area} m2, the widest {width} m wide near {at}; use the same \
                 vertices on both sides of each border"
            ),
            format!(
                "网格之间有细缝{count}处，共{area}平方米，最宽{width}米（{at}附近）；请使边界两侧使用相同的顶点"
            ),
        )
        .with("count", count)
        .with("area_m2", area.to_string())
        .with("width_m", width.to_string())
        .with("x", at.x)
        .with("y", at.y),
    )
}

pub(super) fn parts(pieces: usize) -> Words {
    Words::new(
        format!("it consists of {pieces} parts that do not touch; join them, or let another grid have one"),
        format!("由互不相连的{pieces}部分组成；请使其连片，或将飞地划归其他网格"),
    )
    .with("parts", pieces)
}

pub(super) fn missing(cover: &Cover<'_>) -> Words {
    let (drawn, missing, above) = (cover.children().len(), cover.missing().len(), cover.parent().code());
    Words::new(
        format!("it is not drawn; of what stands in `{above}`, {drawn} are drawn and {missing} not; draw it"),
        format!("未上图；“{above}”之下已上图{drawn}个，未上图{missing}个；请补绘"),
    )
    .with("parent", above)
    .with("drawn", drawn)
    .with("missing", missing)
}

pub(super) fn places(report: &PlaceReport<'_>) -> Vec<Found> {
    let elsewhere = report.disagree.iter().map(|misplaced| {
        let (ledger, map) = (misplaced.ledger.code(), misplaced.map.code());
        let words = Words::new(
            format!("the ledger has it in `{ledger}`, the map in `{map}`; correct the one that is wrong"),
            format!("台账中属于“{ledger}”，地图上位于“{map}”；请更正其中有误的一方"),
        );
        (misplaced.place.code().to_owned(), words.with("ledger", ledger).with("map", map))
    });
    let border = report.border.iter().map(|place| {
        let words = Words::new(
            "it lies on the border of its grid; draw the border beside it, or move the point into the grid",
            "位于本网格的边界上；请调整边界，或将点位移入网格",
        );
        (place.code().to_owned(), words)
    });
    let nowhere = report.nowhere.iter().map(|place| {
        let words =
            Words::new("it lies in no grid of the map; correct its position", "不在地图上的任何网格内；请核对其位置");
        (place.code().to_owned(), words)
    });
    elsewhere.chain(border).chain(nowhere).collect()
}

pub(super) fn order(before: Node<'_>) -> Words {
    let code = before.code();
    Words::new(
        format!("it lies to the north-west of `{code}`, whose code comes before its own; exchange the codes, or leave the rule out"),
        format!("位于“{code}”的西北方，编码却排在其后；请调换编码，或停用本规则"),
    )
    .with("before", code)
}

pub(super) fn overlaps_not_judged(count: u64) -> Option<Words> {
    not_judged(
        count,
        "polygons below them are invalid, and may overlap others; draw them again",
        "下级图形无效，是否重叠无法判定；请重新绘制",
    )
}

pub(super) fn gaps_not_judged(count: u64) -> Option<Words> {
    not_judged(
        count,
        "whether all of them is covered cannot be said, since they or grids below them are not drawn, or not validly; draw them",
        "本级或下级未上图或图形无效，是否全部覆盖无法判定；请补绘",
    )
}

pub(super) fn outside_not_judged(count: u64) -> Option<Words> {
    not_judged(
        count,
        "they are not drawn themselves, or not validly, so nothing lies outside of them for certain; draw them",
        "本级未上图或图形无效，是否越界无法判定；请补绘",
    )
}

fn not_judged(count: u64, english: &str, chinese: &str) -> Option<Words> {
    let areas = if count == 1 { "area or grid" } else { "areas and grids" };
    let words = || {
        Words::new(
            format!("{count} {areas} could not be judged: {english}"),
            format!("{count}个区域或网格无法判定：{chinese}"),
        )
    };
    (count > 0).then(|| words().with("count", count))
}

pub(super) fn places_not_judged(count: u64) -> Option<Words> {
    let (places, are) = if count == 1 { ("place", "is") } else { ("places", "are") };
    let words = || {
        Words::new(
            format!("{count} {places} {are} not drawn, so where they lie is not known; add their points to the map"),
            format!("{count}个场所未上图，位置未知；请在地图上补充点位"),
        )
    };
    (count > 0).then(|| words().with("count", count))
}
