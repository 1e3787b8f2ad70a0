//! Draws what `cargo bench -p gridgov-benches --bench roll_up` measured: nanoseconds a node against the number of nodes.
//!
//! ```text
//! cargo bench -p gridgov-benches --bench plot
//! ```
//!
//! Reads the estimates that criterion left in `target/criterion`, writes `benches/roll_up.svg` and prints them as
//! the table of `benches/README.md`.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use plotters::coord::combinators::IntoLogRange;
use plotters::prelude::{
    ChartBuilder, Circle, IntoDrawingArea, IntoFont, LineSeries, PathElement, SVGBackend, SeriesLabelPosition,
};
use plotters::style::{BLACK, Color, RGBColor, WHITE};

/// Nanoseconds of one call, by number of nodes, of each who was measured, by group.
type Measured = BTreeMap<String, BTreeMap<String, BTreeMap<u64, f64>>>;

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo runs benchmarks in the folder of their package.
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("../target"), PathBuf::from);
    let measured = read(&target.join("criterion"))?;
    for (group, series) in &measured {
        println!("\n{group}");
        for (who, points) in series {
            let cells: Vec<String> = points.iter().map(|(nodes, time)| cell(group, *nodes, *time)).collect();
            println!("| {who} | {} |", cells.join(" | "));
        }
    }
    let series =
        measured.get("counts and two sums").ok_or("run `cargo bench -p gridgov-benches --bench roll_up` first")?;
    draw(series)
}

/// Nanoseconds a node; of what does not depend on the number of nodes, as it is.
fn cell(group: &str, nodes: u64, time: f64) -> String {
    match group {
        "one node" | "live" => format!("{time:.0} ns a call"),
        _ => format!("{:.2} ns a node", time / nodes as f64),
    }
}

fn read(folder: &Path) -> Result<Measured, Box<dyn Error>> {
    let mut measured = Measured::new();
    for group in folders(folder)? {
        for who in folders(&group)? {
            for nodes in folders(&who)? {
                let (Ok(number), Ok(text)) =
                    (name(&nodes).parse(), fs::read_to_string(nodes.join("new/estimates.json")))
                else {
                    continue;
                };
                let estimates: serde_json::Value = serde_json::from_str(&text)?;
                let time = estimates["median"]["point_estimate"].as_f64().ok_or("an estimate without a median")?;
                measured.entry(name(&group)).or_default().entry(name(&who)).or_default().insert(number, time);
            }
        }
    }
    Ok(measured)
}

fn folders(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut folders: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect();
    folders.sort();
    Ok(folders)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Who is drawn, and how.
const LINES: [(&str, RGBColor); 6] = [
    ("gridgov", RGBColor(31, 87, 165)),
    ("indextree at its best", RGBColor(129, 199, 132)),
    ("indextree", RGBColor(56, 142, 60)),
    ("petgraph at its best", RGBColor(255, 183, 77)),
    ("petgraph", RGBColor(230, 126, 34)),
    ("sqlite", RGBColor(192, 57, 43)),
];

fn draw(series: &BTreeMap<String, BTreeMap<u64, f64>>) -> Result<(), Box<dyn Error>> {
    let area = SVGBackend::new("roll_up.svg", (720, 440)).into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .caption("Counts of all kinds and two sums, for every area and grid", ("sans-serif", 18).into_font())
        .margin(14)
        .x_label_area_size(44)
        .y_label_area_size(64)
        .build_cartesian_2d((100_000_f64..30_000_000_f64).log_scale(), (1_f64..100_000_f64).log_scale())?;
    let whole = |number: &f64| format!("{number:.0}");
    let mut mesh = chart.configure_mesh();
    mesh.x_desc("nodes").y_desc("ns a node").x_label_formatter(&whole).y_label_formatter(&whole);
    mesh.light_line_style(BLACK.mix(0.06)).draw()?;
    for (who, colour) in LINES {
        let Some(points) = series.get(who) else { continue };
        let points: Vec<(f64, f64)> =
            points.iter().map(|(nodes, time)| (*nodes as f64, time / *nodes as f64)).collect();
        let line = chart.draw_series(LineSeries::new(points.iter().copied(), colour.stroke_width(2)))?;
        line.label(who).legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], colour.stroke_width(2)));
        chart.draw_series(points.into_iter().map(|point| Circle::new(point, 3, colour.filled())))?;
    }
    let mut legend = chart.configure_series_labels();
    legend.position(SeriesLabelPosition::UpperRight);
    legend.background_style(WHITE.mix(0.8)).border_style(BLACK.mix(0.3)).draw()?;
    area.present()?;
    println!("\nbenches/roll_up.svg is drawn");
    Ok(())
}
