use std::fmt::Write;

use super::*;
use crate::ledger::{Reader, Refused};

/// Notes down all that it gets, and refuses one row.
#[derive(Debug, Default)]
struct Notebook {
    parts: Vec<String>,
    rows: usize,
    refused_row: Option<usize>,
}

impl Notebook {
    fn note(&mut self, part: impl std::fmt::Debug) {
        self.parts.push(format!("{part:?}"));
    }

    fn row(&mut self, part: impl std::fmt::Debug) -> Result<(), Refused> {
        self.note(part);
        self.rows += 1;
        if self.refused_row == Some(self.rows) { Err(Refused) } else { Ok(()) }
    }
}

impl RowReceiver for Notebook {
    fn measures(&mut self, measures: &[(Measure, bool)]) -> Result<(), Refused> {
        self.note(measures);
        Ok(())
    }

    fn node(&mut self, source: &Arc<Source>, line: u32, column: u32, node: NodeFields<'_>) -> Result<(), Refused> {
        self.row((source, line, column, node))
    }

    fn value(&mut self, measure: usize, value: Decimal) -> Result<(), Refused> {
        self.note((measure, value));
        Ok(())
    }

    fn declared(&mut self, of: &str, figure: Figure) -> Result<(), Refused> {
        self.note((of, figure));
        Ok(())
    }

    fn node_records(&mut self, records: &[Written<Relation>]) -> Result<(), Refused> {
        self.note(records);
        Ok(())
    }

    fn link(&mut self, source: &Arc<Source>, line: u32, column: u32, link: LinkFields<'_>) -> Result<(), Refused> {
        self.row((source, line, column, link))
    }

    fn records(&mut self, records: Vec<Written<Relation>>) {
        self.note(records);
    }

    fn title(&mut self, title: String) {
        self.note(title);
    }
}

/// A pair of tables of so many grids, with something in every column, and long names in some rows.
fn tables(grids: usize) -> (String, String) {
    let mut nodes =
        String::from("code,kind,name,parent,category,households,area (m2; scale 2),declared.shop,records\n");
    let mut links = String::from("relation,from,to,role\n");
    nodes += "S,subdistrict,须水街道,,,,,30,leads serves\n";
    for grid in 0..grids {
        let name = "网".repeat(if grid % 97 == 0 { 3_000 } else { grid % 5 });
        let (households, area) = (grid % 700, if grid % 3 == 0 { "1.25" } else { "" });
        writeln!(nodes, "G-{grid},second_grid,{name},S,,{households},{area},,").unwrap();
        writeln!(nodes, "N-{grid},person,,,甲,,,,").unwrap();
        writeln!(links, "serves,N-{grid},G-{grid},grid_head").unwrap();
    }
    (nodes, links)
}

fn both_ways(nodes: &str, links: &str, refused_row: Option<usize>) -> [(Notebook, bool); 2] {
    let loaded = Reader::new().load_csv(nodes.as_bytes(), links.as_bytes()).unwrap();
    let notebook = || Notebook { refused_row, ..Notebook::default() };
    let (mut here, mut ahead) = (notebook(), notebook());
    let read_here = loaded.stream_here(&mut here).is_ok();
    let read_ahead = loaded.stream_ahead(&mut ahead).is_ok();
    [(here, read_here), (ahead, read_ahead)]
}

#[test]
fn a_receiver_gets_the_same_with_a_thread_and_without() {
    for grids in [0, 1, 700, 5_000] {
        let (nodes, links) = tables(grids);
        let [(here, read_here), (ahead, read_ahead)] = both_ways(&nodes, &links, None);
        assert!(read_here && read_ahead, "{grids}");
        assert_eq!(here.rows, 1 + 3 * grids);
        assert_eq!(here.parts, ahead.parts);
    }
}

#[test]
fn what_the_receiver_refuses_ends_reading() {
    let (nodes, links) = tables(9_000);
    for row in [1, 2, 4_096, 20_000, 27_001] {
        let [(here, read_here), (ahead, read_ahead)] = both_ways(&nodes, &links, Some(row));
        assert!(!read_here && !read_ahead, "{row}");
        assert_eq!((here.rows, ahead.rows), (row, row));
        assert_eq!(here.parts, ahead.parts);
    }
}

#[test]
fn what_the_reader_refuses_ends_reading() {
    let (mut nodes, links) = tables(3_000);
    nodes += "G-x,no kind,,,,,,,\n";
    let [(_, read_here), (_, read_ahead)] = both_ways(&nodes, &links, None);
    assert!(!read_here && !read_ahead);
}
