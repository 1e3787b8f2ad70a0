//! The divisions of the country as a forest: provinces, prefectures, counties and township-level units.
//!
//! ```text
//! cargo run --release --example divisions -- DIR
//! ```
//!
//! `DIR` holds `provinces.csv`, `cities.csv`, `areas.csv` and `streets.csv`: a header line, then a code and a
//! name a line, and the code of the division above is what the code begins with.

#[path = "common/program.rs"]
mod program;

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use gridgov::division::{DivisionCode, TownshipClass};
use gridgov::governance::{Governance, Node};
use gridgov::kind::Kind;
use gridgov::ledger::{Ledger, NodeRow};
use gridgov::report::{Align, Table};
use gridgov::rollup::{Count, CountByKind, Home};

use program::{Console, Misuse, Program};

const DIVISIONS: Program = Program {
    about: "The divisions of the country as a forest, with how many are in each province and prefecture.

DIR holds provinces.csv, cities.csv, areas.csv and streets.csv: a header line, then a code and a name a line.",
    usage: "usage: divisions DIR",
};

fn main() -> ExitCode {
    DIVISIONS.run(|given, out| match given.as_slice() {
        [folder] => show(out, Path::new(folder)),
        [] => Err(Misuse("no folder is given".to_owned()).into()),
        _ => Err(Misuse("one folder only".to_owned()).into()),
    })
}

/// The four files, with the kind that their rows are.
const FILES: [(&str, Kind); 4] = [
    ("provinces.csv", Kind::Province),
    ("cities.csv", Kind::Prefecture),
    ("areas.csv", Kind::County),
    ("streets.csv", Kind::Subdistrict),
];

/// Reads the files into one ledger. What the columns behind the name say, the code says too.
fn read(folder: &Path) -> Result<Ledger, Box<dyn Error>> {
    let mut ledger = Ledger::new("中华人民共和国行政区划");
    for (file, kind) in FILES {
        let path = folder.join(file);
        let mut reader = csv::Reader::from_path(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        for record in reader.records() {
            let record = record?;
            let (Some(code), Some(name)) = (record.get(0), record.get(1)) else {
                return Err(format!("{}: a row without a code and a name", path.display()).into());
            };
            let division: DivisionCode = code.parse().map_err(|error| format!("{}: {error}", path.display()))?;
            let mut row = NodeRow::new(kind, code, name);
            row.parent = division.parent().map(|above| above.to_string());
            ledger.nodes.push(row);
        }
    }
    Ok(ledger)
}

fn is_class(node: Node<'_>, class: TownshipClass) -> bool {
    let is_township = node.kind() == Kind::Subdistrict;
    is_township && node.code().parse::<DivisionCode>().is_ok_and(|code| code.class() == Some(class))
}

fn show(out: &mut Console, folder: &Path) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let ledger = read(folder)?;
    let (read, start) = (start.elapsed(), Instant::now());
    let governance = Governance::build(&ledger)?;
    let (built, start) = (start.elapsed(), Instant::now());

    let class = |class| Count(move |node: Node<'_>| is_class(node, class));
    let by_class = (
        class(TownshipClass::Subdistrict),
        class(TownshipClass::Town),
        class(TownshipClass::Township),
        class(TownshipClass::EnterpriseLike),
    );
    let totals = governance.roll_up(Home, (CountByKind, by_class))?;
    let rolled_up = start.elapsed();

    let numbers = ["地市", "区县", "乡级"].into_iter().chain(TownshipClass::ALL.map(TownshipClass::chinese));
    let headers = [("code", Align::Left), ("name", Align::Left)];
    let mut table = Table::new(headers.into_iter().chain(numbers.map(|header| (header, Align::Right))));
    let mut whole = [0; 7];
    for node in governance.territories().filter(|node| matches!(node.kind(), Kind::Province | Kind::Prefecture)) {
        let Some((counts, (subdistricts, towns, townships, others))) = totals.at(node) else { continue };
        let kinds = [Kind::Prefecture, Kind::County, Kind::Subdistrict].map(|kind| counts[kind]);
        let [prefectures, counties, units] = kinds;
        let row = [prefectures, counties, units, subdistricts, towns, townships, others];
        let indent = "  ".repeat(node.ancestors().count());
        let cells = [format!("{indent}{}", node.code()), format!("{indent}{}", node.name())].into_iter();
        if node.parent().is_none() {
            whole.iter_mut().zip(row).for_each(|(whole, number)| *whole += number);
            table.row(cells.chain(row.map(|number| number.to_string())));
        } else {
            // Of a prefecture itself there is nothing to count.
            let below = row.into_iter().skip(1).map(|number| number.to_string());
            table.row(cells.chain([String::new()]).chain(below));
        }
    }
    table.row([String::new(), "全国".to_owned()].into_iter().chain(whole.map(|number| number.to_string())));
    out.heading(governance.title())?;
    writeln!(out, "\n{table}")?;
    writeln!(
        out,
        "{} divisions under {} provinces: read in {:.0?}, built in {:.0?}, rolled up in {:.0?}",
        governance.node_count(),
        governance.roots().count(),
        read,
        built,
        rolled_up,
    )?;
    Ok(())
}
