//! Township-level units of Henan in 2016 and in 2023, and a figure of 2016 on the map of 2023.
//!
//! The two lists say nothing of what happened in between. Equal codes say which unit is which, then name and place;
//! what neither settles stays undecided, and its figures go to the county that contained it.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::Write;
use std::path::Path;

use gridgov::change::{Change, ChangeSet, History, Period, Rebased, Reported};
use gridgov::governance::{Governance, Node};
use gridgov::kind::Kind;
use gridgov::ledger::{Ledger, NodeRow};
use gridgov::report::{Align, Table};

const VILLAGES: &str = "villages";

/// The lists of 2023, each with the kind of its rows.
const LISTS_OF_2023: [(&str, Kind); 4] = [
    ("provinces.csv", Kind::Province),
    ("cities.csv", Kind::Prefecture),
    ("areas.csv", Kind::County),
    ("streets.csv", Kind::Subdistrict),
];

/// Reads both lists from a folder that has `villages` and `divisions`, and shows what became of what.
pub fn run(out: &mut impl Write, folder: &Path) -> Result<(), Box<dyn Error>> {
    let [villages, divisions] = ["villages", "divisions"].map(|name| folder.join(name));
    for needed in [&villages, &divisions] {
        if !needed.is_dir() {
            writeln!(out, "skipped: there is no folder {}", needed.display())?;
            return Ok(());
        }
    }
    let old = of_2016(&villages.join("henan-2016-above.csv"))?;
    let counts = villages_of_2016(&villages.join("henan-2016.csv"))?;
    let new = of_2023(&divisions)?;
    let (before, after) = (Governance::build(&old)?, Governance::build(&new)?);

    let day = "2023-01-01".parse()?;
    let difference = before.diff(&after, day);
    let (changes, by_name) = settled_by_name(&difference.changes, &before, &after);
    let mut history = History::new(&old, "2016-01-01".parse()?)?;
    let period: Period = "2016-01-01/2016-12-31".parse()?;
    let mut reported = Reported::new(period, VILLAGES);
    reported.extend(counts.iter().map(|(code, count)| (code.as_str(), *count)));
    history.report(reported)?;
    writeln!(out, "河南省 Henan: township-level units of 2016 and 2023\n")?;
    writeln!(out, "{}", outcome(&before, &after, &changes, by_name))?;
    history.change(changes)?;
    assert_eq!(rows(history.latest()), rows(&after), "the changes lead to the map of 2023");

    let rebased = history.rebased(VILLAGES, period, day)?;
    let total: i64 = counts.values().sum();
    let estimates = rebased.iter().filter(|(_, figure)| figure.is_estimate).count();
    writeln!(out, "Villages of 2016 by the units of 2023 行政村数:")?;
    let units = of_units(&rebased, &after);
    writeln!(
        out,
        "  {units} in township-level units, {} left with the county or prefecture they were in",
        total - units
    )?;
    writeln!(out, "  {} of {total} in all; {estimates} figures are estimates", rebased.total()?)?;
    if rebased.total()? != total.into() {
        return Err("the total is not what it was".into());
    }
    Ok(())
}

/// The sum of the figures of township-level units.
fn of_units(rebased: &Rebased, map: &Governance) -> i64 {
    let is_unit = |code: &str| map.node(code).is_some_and(|node| node.kind() == Kind::Subdistrict);
    rebased.iter().filter(|(code, _)| is_unit(code)).map(|(_, figure)| figure.value.units()).sum()
}

fn rows(map: &Governance) -> BTreeSet<(&str, &str, Option<&str>)> {
    map.nodes().map(|node| (node.code(), node.name(), node.parent().map(Node::code))).collect()
}

/// The records of a file, each as its fields.
fn records(file: &Path) -> Result<Vec<csv::StringRecord>, Box<dyn Error>> {
    let of_file = |error: csv::Error| format!("{}: {error}", file.display());
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(file).map_err(of_file)?;
    Ok(reader.records().collect::<Result<_, _>>().map_err(of_file)?)
}

/// The units of 2016, by the codes that the lists of 2023 use: without the zeros at their ends.
fn of_2016(file: &Path) -> Result<Ledger, Box<dyn Error>> {
    let mut ledger = Ledger::new("河南省 2016");
    for record in records(file)? {
        let [code, level, name] = [0, 1, 2].map(|at| record.get(at).unwrap_or_default());
        let (kind, digits, above) = match level {
            "province" => (Kind::Province, 2, None),
            "city" => (Kind::Prefecture, 4, Some(2)),
            "county" => (Kind::County, 6, Some(4)),
            "town" => (Kind::Subdistrict, 9, Some(6)),
            other => return Err(format!("{}: `{other}` is no level", file.display()).into()),
        };
        let own = code.get(..digits).ok_or_else(|| format!("{}: `{code}` is no code", file.display()))?;
        let mut row = NodeRow::new(kind, own, name);
        row.parent = above.map(|above| own[..above].to_owned());
        ledger.nodes.push(row);
    }
    Ok(ledger)
}

fn of_2023(folder: &Path) -> Result<Ledger, Box<dyn Error>> {
    let mut ledger = Ledger::new("河南省 2023");
    for (file, kind) in LISTS_OF_2023 {
        for record in records(&folder.join(file))? {
            let [code, name] = [0, 1].map(|at| record.get(at).unwrap_or_default());
            if !code.starts_with("41") {
                continue;
            }
            let mut row = NodeRow::new(kind, code, name);
            row.parent = match code.len() {
                9 => Some(code[..6].to_owned()),
                6 => Some(code[..4].to_owned()),
                4 => Some(code[..2].to_owned()),
                _ => None,
            };
            ledger.nodes.push(row);
        }
    }
    Ok(ledger)
}

/// The number of villages of each township-level unit: its code begins theirs.
fn villages_of_2016(file: &Path) -> Result<BTreeMap<String, i64>, Box<dyn Error>> {
    let mut counts = BTreeMap::new();
    for record in records(file)? {
        let code = record.get(0).and_then(|code| code.get(..9)).ok_or("a village has twelve digits")?;
        *counts.entry(code.to_owned()).or_default() += 1;
    }
    Ok(counts)
}

/// What names a unit, apart from what kind of unit it is: 林山寨街道办事处 and 林山寨街道 are one, 张庄乡 and 张庄镇 too.
fn stem(name: &str) -> &str {
    let endings = ["街道办事处", "办事处", "街道", "地区", "回族镇", "回族乡", "镇", "乡"];
    let stem = endings.iter().find_map(|ending| name.strip_suffix(ending));
    stem.filter(|stem| !stem.is_empty()).unwrap_or(name)
}

/// Takes a closed unit and a new one of equal name for one unit that got another code, where both are the only ones of
/// that name in their prefecture. Gives the changes and how many units were settled so.
fn settled_by_name(set: &ChangeSet, before: &Governance, after: &Governance) -> (ChangeSet, usize) {
    type Group<'a> = (Vec<&'a str>, Vec<&'a str>);
    let mut groups: BTreeMap<(&str, &str), Group<'_>> = BTreeMap::new();
    for change in set.iter() {
        match change {
            Change::Close { code } if code.len() == 9 => {
                let name = before.node(code).map_or("", Node::name);
                groups.entry((&code[..4], stem(name))).or_default().0.push(code);
            }
            Change::Add(node) if node.code.len() == 9 => {
                groups.entry((&node.code[..4], stem(&node.name))).or_default().1.push(&node.code);
            }
            _ => {}
        }
    }
    let only_pair = |(old, new): Group<'_>| match (&old[..], &new[..]) {
        ([old], [new]) => Some(((*old).to_owned(), (*new).to_owned())),
        _ => None,
    };
    let pairs: BTreeMap<String, String> = groups.into_values().filter_map(only_pair).collect();
    let new_codes: BTreeSet<&String> = pairs.values().collect();
    let mut settled = set.clone();
    settled.changes.retain(|change| match change {
        Change::Close { code } => !pairs.contains_key(code),
        Change::Add(node) => !new_codes.contains(&node.code),
        _ => true,
    });
    for (old, new) in &pairs {
        settled.changes.push(Change::recode(old, new));
        let (was, is) = (before.node(old), after.node(new));
        if let (Some(was), Some(is)) = (was, is) {
            if was.name() != is.name() {
                settled.changes.push(Change::rename(old, is.name()));
            }
            if was.parent().map(Node::code) != is.parent().map(Node::code) {
                settled.changes.push(Change::move_below(old, is.parent().map_or("", Node::code)));
            }
        }
    }
    (settled, pairs.len())
}

/// How many units stayed, were recoded, ended or were created, and what stays undecided.
fn outcome(before: &Governance, after: &Governance, set: &ChangeSet, by_name: usize) -> Table {
    let mut closed: BTreeMap<&str, usize> = BTreeMap::new();
    let mut added: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut recoded, mut renamed, mut moved) = (0, BTreeSet::new(), 0);
    for change in set.iter() {
        match change {
            Change::Close { code } if code.len() == 9 => *closed.entry(&code[..6]).or_default() += 1,
            Change::Add(node) if node.code.len() == 9 => *added.entry(&node.code[..6]).or_default() += 1,
            Change::Recode { code, .. } if code.len() == 9 => recoded += 1,
            Change::Rename { code, .. } if code.len() == 9 => drop(renamed.insert(code.as_str())),
            Change::Move { code, .. } if code.len() == 9 => moved += 1,
            _ => {}
        }
    }
    let old: Vec<Node<'_>> = before.nodes_of_kind(Kind::Subdistrict).collect();
    let all_closed: usize = closed.values().sum();
    let stay = old.len() - all_closed - recoded;
    let other_name = |node: &&Node<'_>| {
        let now = after.node(node.code()).filter(|_| renamed.contains(node.code()));
        now.is_some_and(|now| stem(now.name()) != stem(node.name()))
    };
    let in_doubt = old.iter().filter(other_name).count();
    // Where a county lost units and got none, they went to neighbours; where it got some and lost none, these are new.
    let alone = |these: &BTreeMap<&str, usize>, those: &BTreeMap<&str, usize>| -> usize {
        these.iter().filter(|(county, _)| !those.contains_key(*county)).map(|(_, count)| count).sum()
    };
    let (merged, created) = (alone(&closed, &added), alone(&added, &closed));
    let mut table = Table::new([("township-level units 乡级单位", Align::Left), ("number 数", Align::Right)]);
    let all_added: usize = added.values().sum();
    for (what, number) in [
        ("in 2016 原有", old.len()),
        ("kept their code 代码未变", stay),
        ("  of these with quite another name 名称不同，待核", in_doubt),
        ("got another code 变更代码", recoded),
        ("  recognised by name and county 同县同名", recoded - by_name),
        ("  recognised by name in the prefecture 同市同名", by_name),
        ("  moved to another county 划转", moved),
        ("merged into neighbours, not told which 并入邻近", merged),
        ("created 新设", created),
        ("undecided, of 2016 待定（原）", all_closed - merged),
        ("undecided, of 2023 待定（新）", all_added - created),
        ("in 2023 现有", after.nodes_of_kind(Kind::Subdistrict).count()),
    ] {
        table.row([what.to_owned(), number.to_string()]);
    }
    table
}
