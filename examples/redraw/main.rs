//! Redrawing a map: what is to be changed, what that would do, and last half-year's figures on the new map.
//!
//! ```text
//! cargo run --release --features change --example redraw [-- --history FILE | --henan DIR]
//! ```
//!
//! Two villages of the reconstructed Xushui sub-district swap a strip with three third-level grids, a micro grid of
//! 210 households is split in three, and two dedicated grids merge. `--history FILE` writes the history as JSON.
//! `--henan DIR` shows a real case instead: two lists of the township-level units of Henan, seven years apart.
//!
//! The counts of the sub-district are those of the article, and so are the 297 disputes it settled in the first half
//! of 2023. Which grid has how many households and settled how many of the disputes is made up.

#[path = "../common/program.rs"]
mod program;
#[path = "../zhongyuan/reconstruction.rs"]
#[allow(dead_code, reason = "shared with the example `zhongyuan`, which shows more of it")]
mod reconstruction;

mod henan;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use gridgov::audit::{AppliedRule, Audit};
use gridgov::change::{
    Change, ChangeSet, Crosswalk, History, Merge, OnMap, Part, Period, Preview, Rebased, Reported, SeriesOf, Split,
};
use gridgov::governance::Governance;
use gridgov::kind::Kind;
use gridgov::ledger::Ledger;
use gridgov::measure::{Decimal, Measure};
use gridgov::report::{Align, Table};
use gridgov::rollup::{CountByKind, Home};

use program::{Console, Misuse, Program, write_file};

const STREET: &str = "410102012";
const DISPUTES: &str = "disputes_settled";

const REDRAW: Program = Program {
    about: "Redrawing a map: what is to be changed, what that would do, and last half-year's figures on the new map.

  --history FILE  writes the history as JSON
  --henan DIR     shows a real case instead: township-level units of Henan in 2016 and in 2023",
    usage: "usage: redraw [--history FILE | --henan DIR]",
};

fn main() -> ExitCode {
    REDRAW.run(|given, out| {
        let file = match given.as_slice() {
            [] => None,
            [option, file] if option == "--history" => Some(PathBuf::from(file)),
            [option, folder] if option == "--henan" => return henan::run(out, &PathBuf::from(folder)),
            [option] if option == "--history" => return Err(Misuse("--history needs a file".to_owned()).into()),
            [option] if option == "--henan" => return Err(Misuse("--henan needs a folder".to_owned()).into()),
            [option, ..] => return Err(Misuse(format!("{} is not known", option.display())).into()),
        };
        run(out, file)
    })
}

/// A code of the sub-district: `E-001` is its first village.
fn code(letter: &str, number: usize) -> String {
    format!("{STREET}-{letter}{number:03}")
}

/// The reconstructed sub-district with households in its micro grids, 210 in the first.
fn xushui() -> Ledger {
    let mut ledger = reconstruction::zhongyuan_district().ledger().clone();
    "须水街道 Xushui, reconstructed".clone_into(&mut ledger.title);
    ledger.measures.push(Measure::new("households"));
    ledger.nodes.retain(|row| row.code.starts_with(STREET));
    ledger.links.retain(|row| row.from.starts_with(STREET) && row.to.starts_with(STREET));
    for row in &mut ledger.nodes {
        if row.code == STREET {
            row.parent = None;
        }
    }
    let micro_grids = ledger.nodes.iter_mut().filter(|row| row.kind == Kind::MicroGrid.into());
    for (at, row) in micro_grids.enumerate() {
        // A micro grid has 50 to 70 households (Zhengzhou); the one that will be split has three times as many.
        let households = if at == 0 { 210 } else { 50 + (at as i64 * 13) % 21 };
        row.measures.insert("households", Decimal::from(households).into());
    }
    ledger
}

/// What takes effect on 1 July.
fn changes() -> Result<ChangeSet, Box<dyn Error>> {
    let crowded = code("W", 1);
    let split = Split::new(&crowded)
        .rest_into(Part::new(&crowded, "1号微网格"))
        .into_part(Part::new(code("W", 140), "140号微网格").with_measure("households", 70))
        .into_part(Part::new(code("W", 141), "141号微网格").with_measure("households", 60));
    let merge = Merge::new([code("Z", 1), code("Z", 11)], code("Z", 1), "1号专属网格（合并）");
    Ok(ChangeSet::new("2023-07-01".parse()?, "村界争议解决 the boundary in dispute is settled, a block is finished")
        .with_note("the two villages signed on 12 June")
        .with(Change::move_below(code("S", 11), code("E", 2)))
        .with(Change::move_below(code("S", 21), code("E", 2)))
        .with(Change::move_below(code("S", 2), code("E", 1)))
        .with(split)
        .with(merge))
}

/// The disputes that were settled in the first half-year: 297, most of them in third-level grids.
fn first_half(map: &Governance) -> Result<Reported, Box<dyn Error>> {
    let mut reported = Reported::new("2023-01-01/2023-06-30".parse()?, DISPUTES);
    let single = [("W", 1, 21), ("Z", 1, 4), ("Z", 11, 3), ("E", 1, 9), ("E", 2, 7)];
    reported.extend(single.map(|(letter, number, disputes)| (code(letter, number), disputes)));
    for (at, grid) in map.nodes_of_kind(Kind::ThirdGrid).enumerate() {
        reported.extend([(grid.code(), if at < 45 { 5 } else { 4 })]);
    }
    Ok(reported)
}

fn run(out: &mut Console, file: Option<PathBuf>) -> Result<(), Box<dyn Error>> {
    let mut history = History::new(xushui(), "2023-01-01".parse()?)?;
    history.report(first_half(history.latest())?)?;
    let set = changes()?;
    out.heading(history.latest().title())?;
    writeln!(out)?;
    writeln!(out, "══ What is to be changed 拟变更 ══\n\n{set}\n")?;
    preview(out, history.latest(), &set)?;
    history.change(set)?;

    let (before, after) = ("2023-06-30".parse()?, "2023-07-01".parse()?);
    let crosswalk = history.crosswalk(before, after)?;
    writeln!(out, "══ Crosswalk 代码对照 ══\n\n{}", shown(&crosswalk))?;
    writeln!(out, "{} other codes stay what they are.\n", crosswalk.len() - crosswalk.changed().count())?;

    let period: Period = "2023-01-01/2023-06-30".parse()?;
    writeln!(out, "══ Disputes settled {period} 已化解矛盾 ══\n")?;
    let rebased = history.rebased(DISPUTES, period, after)?;
    writeln!(out, "{}", carried(&history, &crosswalk, &rebased, period)?)?;
    writeln!(out, "{}", villages(&history)?)?;
    let march = history.as_of("2023-03-15".parse()?).ok_or("the history begins in January")?;
    let grid = march.node(&code("W", 1)).ok_or("it was on the map")?;
    writeln!(out, "As of 2023-03-15 {} {} is one grid; as of 2023-07-01 it is three.", grid.code(), grid.name())?;
    writeln!(out, "Digest of the history 校验值: {}", history.digest())?;
    if let Some(file) = file {
        write_file(&file, history.to_json_string())?;
        writeln!(out, "written to {}", file.display())?;
    }
    Ok(())
}

/// Where each code leads that does not stay what it is.
fn shown(crosswalk: &Crosswalk) -> Table {
    let mut table = Table::new([
        ("old code 原代码", Align::Left),
        ("new code 新代码", Align::Left),
        ("weight 权重", Align::Right),
        ("by 依据", Align::Left),
    ]);
    for row in crosswalk.changed() {
        let basis = row.basis().map_or("exact 准确".to_owned(), ToString::to_string);
        for (at, (to, weight)) in row.parts().enumerate() {
            let (from, basis) = if at == 0 { (row.from(), basis.as_str()) } else { ("", "") };
            table.row([from, to, &weight.to_string(), basis]);
        }
    }
    table
}

/// The figures that did not simply stay where they were.
fn carried(
    history: &History,
    crosswalk: &Crosswalk,
    rebased: &Rebased,
    period: Period,
) -> Result<Table, Box<dyn Error>> {
    let reported = history.reported(DISPUTES, period).ok_or("it was reported")?;
    let mut table = Table::new([
        ("code 代码", Align::Left),
        ("name 名称", Align::Left),
        ("reported 原报", Align::Right),
        ("on the new map 新图", Align::Right),
        ("", Align::Left),
    ]);
    let old = history.as_of(period.last()).ok_or("there is a map")?;
    let changed: Vec<&str> =
        crosswalk.changed().flat_map(gridgov::change::Successors::parts).map(|(to, _)| to).collect();
    let is_shown = |code: &str| changed.contains(&code) || crosswalk.row(code).is_some_and(|row| !row.is_unchanged());
    let mut codes: Vec<&str> = reported.keys().copied().chain(rebased.iter().map(|(code, _)| code)).collect();
    codes.sort_unstable();
    codes.dedup();
    for code in codes.into_iter().filter(|code| is_shown(code)) {
        let node = history.latest().node(code).or(old.node(code)).ok_or("it is on a map")?;
        let now = rebased.get(code);
        table.row([
            code.to_owned(),
            node.name().to_owned(),
            reported.get(code).map_or("–".to_owned(), ToString::to_string),
            now.map_or("–".to_owned(), |now| now.value.to_string()),
            now.filter(|now| now.is_estimate).map_or(String::new(), |_| "≈ estimate 估算".to_owned()),
        ]);
    }
    let total: i64 = reported.values().map(|of| of.part().units()).sum();
    let all = [STREET, "all grids 合计", &total.to_string(), &rebased.total()?.to_string(), ""].map(str::to_owned);
    table.row(all);
    Ok(table)
}

/// The disputes of the villages that changed, and of the sub-district, on the map of their time and on the new one.
fn villages(history: &History) -> Result<Table, Box<dyn Error>> {
    let mut table = Table::new([
        ("code 代码", Align::Left),
        ("name 名称", Align::Left),
        ("as reported 原报", Align::Right),
        ("on the new map 新图", Align::Right),
        ("", Align::Left),
    ]);
    for code in [code("E", 1), code("E", 2), code("E", 3), STREET.to_owned()] {
        let on = |on: OnMap| history.series(&code, SeriesOf::Reported(DISPUTES), on);
        let (then, now) = (on(OnMap::OfItsTime)?, on(OnMap::AsOf("2023-07-01".parse()?))?);
        let (Some(then), Some(now)) = (then.first(), now.first()) else { continue };
        let node = history.latest().node(&code).ok_or("it is on the map")?;
        let mark = if now.is_estimate { "≈ estimate 估算" } else { "" };
        table.row([&code, node.name(), &then.value.to_string(), &now.value.to_string(), mark]);
    }
    Ok(table)
}

/// What the changes would do, before they are made.
fn preview(out: &mut Console, map: &Governance, set: &ChangeSet) -> Result<(), Box<dyn Error>> {
    let applied = map.apply(set)?;
    let preview = applied.preview(&Audit::default())?;
    writeln!(out, "══ What it would do 变更预览 ══\n")?;
    writeln!(out, "{}", totals(map, applied.governance())?)?;
    writeln!(out, "{}", coverage(&preview))?;
    writeln!(out, "{}", findings(map, applied.governance(), &preview))?;
    Ok(())
}

const KINDS: [Kind; 3] = [Kind::ThirdGrid, Kind::DedicatedGrid, Kind::MicroGrid];

/// A cell of a table of before and after: both where they differ.
fn both<T: PartialEq + ToString>(before: Option<&T>, after: Option<&T>) -> String {
    let shown = |value: Option<&T>| value.map_or("–".to_owned(), ToString::to_string);
    if before == after { shown(after) } else { format!("{} → {}", shown(before), shown(after)) }
}

/// The areas and grids whose totals move.
fn totals(old: &Governance, new: &Governance) -> Result<Table, Box<dyn Error>> {
    let of = |map: &Governance, code: &str| -> Result<Option<Vec<String>>, Box<dyn Error>> {
        let Some(node) = map.node(code) else { return Ok(None) };
        let (counts, households) = map.roll_up_at(Home, (CountByKind, map.sum_of("households")?), node)?;
        let counts = KINDS.iter().map(|kind| counts[*kind].to_string());
        Ok(Some(counts.chain([households.map_or("–".to_owned(), |households| households.to_string())]).collect()))
    };
    let mut table = Table::new([
        ("code 代码", Align::Left),
        ("name 名称", Align::Left),
        ("三级网格 third", Align::Right),
        ("专属网格 dedicated", Align::Right),
        ("微网格 micro", Align::Right),
        ("户数 households", Align::Right),
    ]);
    let gone = old.territories().filter(|node| new.node(node.code()).is_none());
    for node in new.territories().chain(gone) {
        let (before, after) = (of(old, node.code())?, of(new, node.code())?);
        if before == after {
            continue;
        }
        let cell = |at: usize| both(before.as_ref().map(|of| &of[at]), after.as_ref().map(|of| &of[at]));
        let mut cells =
            vec![format!("{}{}", "  ".repeat(node.ancestors().count()), node.code()), node.name().to_owned()];
        cells.extend((0..=KINDS.len()).map(cell));
        table.row(cells);
    }
    Ok(table)
}

/// The questions whose answers change, and who would be left out.
fn coverage(preview: &Preview) -> Table {
    let mut table = Table::new([
        ("question 问题", Align::Left),
        ("covered 已覆盖", Align::Right),
        ("left out now 新增未覆盖", Align::Left),
    ]);
    for change in &preview.coverage {
        let lost: Vec<&str> = change.lost.iter().map(|node| node.code.as_str()).collect();
        table.row([
            format!("{} {}", change.question.chinese(), change.question.english()),
            both(Some(&change.before), Some(&change.after)),
            if lost.is_empty() { "–".to_owned() } else { lost.join(", ") },
        ]);
    }
    table
}

/// The rules that are broken more or less often, and who breaks one that did not.
fn findings(old: &Governance, new: &Governance, preview: &Preview) -> Table {
    let counted = |map: &Governance| -> BTreeMap<String, (String, usize)> {
        let findings = map.audit();
        let of_rule = |rule: &AppliedRule| format!("{} {}", rule.chinese(), rule.english());
        findings.by_rule().map(|(rule, group)| (rule.id().to_owned(), (of_rule(rule), group.len()))).collect()
    };
    let (before, after) = (counted(old), counted(new));
    let mut table = Table::new([
        ("finding 问题清单", Align::Left),
        ("number 数量", Align::Right),
        ("found now 新增问题", Align::Left),
    ]);
    let rules: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for rule in rules {
        let (was, is) = (before.get(rule), after.get(rule));
        let Some((title, _)) = was.or(is).filter(|_| was != is) else { continue };
        let of_rule = preview.new_findings.iter().filter(|note| note.rule == *rule);
        let found: Vec<&str> = of_rule.map(|note| note.node.code.as_str()).collect();
        table.row([
            title.clone(),
            both(was.map(|(_, number)| number), is.map(|(_, number)| number)),
            if found.is_empty() { "–".to_owned() } else { found.join(", ") },
        ]);
    }
    table
}
