//! Writes the synthetic nodes as CSV, with the totals that every peer must come to.
//!
//! ```text
//! cargo run --release -p gridgov-benches --bin nodes -- FOLDER
//! ```
//!
//! `FOLDER/nodes.csv` has a row a node (id, parent, kind, whether it is an area or grid, households, floor area
//! in units of 0.01 m2), `FOLDER/totals.csv` a row an area or grid. `SUBDISTRICTS=1000` asks for another size
//! than 102. `benches/peers.py` reads both.

#[path = "../../../examples/common/program.rs"]
mod program;

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

use gridgov::kind::Kind;
use gridgov_benches::{InPetgraph, KINDS, Totals, sub_districts, totals_of};
use program::{Console, Misuse, Program};

const NODES: Program = Program {
    about: "Writes the synthetic nodes as CSV, with the totals that every peer must come to, for benches/peers.py.

SUBDISTRICTS=1000 in the environment asks for another size than 102.",
    usage: "usage: nodes FOLDER",
};

fn main() -> ExitCode {
    NODES.run(|given, out| match given.as_slice() {
        [folder] => run(out, Path::new(folder)),
        _ => Err(Misuse("one folder is needed".to_owned()).into()),
    })
}

fn run(out: &mut Console, folder: &Path) -> Result<(), Box<dyn Error>> {
    let size = env::var("SUBDISTRICTS").ok().map_or(Ok(102), |size| size.parse())?;
    let (governance, flat) = sub_districts(size);
    fs::create_dir_all(folder)?;

    let mut nodes = io::BufWriter::new(fs::File::create(folder.join("nodes.csv"))?);
    writeln!(nodes, "id,parent,kind,territory,households,floor_area")?;
    for (id, node) in flat.iter().enumerate() {
        let parent =
            Some(node.parent).filter(|parent| *parent != u32::MAX).map_or_else(String::new, |id| id.to_string());
        let territory = u8::from(node.is_territory());
        writeln!(
            nodes,
            "{id},{parent},{},{territory},{},{}",
            KINDS[node.kind as usize], node.households, node.floor_area
        )?;
    }
    nodes.flush()?;

    // Of this crate and of a peer, which number the areas and grids differently: by order and by row.
    let mut ours = totals_of(&governance);
    let by_row = InPetgraph::new(&flat).totals();
    let mut sorted = by_row.clone();
    let key = |total: &Totals| (total.counts, total.households, total.floor_area);
    ours.sort_unstable_by_key(key);
    sorted.sort_unstable_by_key(key);
    assert!(ours == sorted, "petgraph gives other totals");
    let mut totals = io::BufWriter::new(fs::File::create(folder.join("totals.csv"))?);
    writeln!(totals, "id,{},households,floor_area", KINDS.map(Kind::id).join(","))?;
    let ids = flat.iter().enumerate().filter(|(_, node)| node.is_territory()).map(|(id, _)| id);
    for (id, total) in ids.zip(by_row) {
        let counts = total.counts.map(|count| count.to_string()).join(",");
        writeln!(totals, "{id},{counts},{},{}", total.households, total.floor_area)?;
    }
    totals.flush()?;
    writeln!(out, "{} nodes in {}", flat.len(), folder.display())?;
    Ok(())
}
