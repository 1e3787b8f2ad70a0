//! Export and import are each other's opposite, and everything that is wrong with a folder is told.

use std::fs;

use super::*;
use crate::kind::{SecondGrid, Shop, Subdistrict};
use crate::language::Language;
use crate::ledger::{Cells, Draft, Origin, Position, Remark};
use crate::message::Tell as _;
use crate::table::ExportOptions;
use crate::table::column::Cell;
use crate::table::folder::NewFiles;
use crate::table::write::{About, GROUP_ROWS, RowWriter};

/// A folder with the tables of a small graph.
fn folder() -> (tempfile::TempDir, Governance) {
    let governance = crate::table::export::tests::street();
    let folder = tempfile::tempdir().unwrap();
    governance.export(folder.path(), &ExportOptions::default()).unwrap();
    (folder, governance)
}

#[test]
fn the_same_graph_is_read() {
    let (folder, governance) = folder();
    let again = Governance::from_tables(folder.path()).unwrap();
    assert_eq!(again.to_ledger(), governance.to_ledger());
    assert_eq!(again.to_ledger().to_json_string(), governance.to_ledger().to_json_string());
    assert_eq!(again.node("X").unwrap().origin().line(), Some(5));
}

/// The ids of what is wrong with a folder, with the file, row and column of each.
fn told(folder: &Path) -> Vec<(String, String, Option<u32>, Option<String>)> {
    let errors = Governance::from_tables(folder).unwrap_err();
    for message in errors.messages() {
        assert!(message.words(Language::Chinese).chars().any(|sign| sign > '\u{4e00}'), "{message:?}");
    }
    let one = |error: &TableError| {
        let place = error.message().place().unwrap().clone();
        let file = Path::new(place.file().unwrap()).file_name().unwrap().to_string_lossy().into_owned();
        (error.id().to_owned(), file, place.line(), error.column().map(str::to_owned))
    };
    errors.iter().map(one).collect()
}

fn whole(id: &str, file: &str) -> (String, String, Option<u32>, Option<String>) {
    (id.to_owned(), file.to_owned(), None, None)
}

/// Writes a table anew with these rows, and says so in `meta.json`, as a forger would.
fn forge(folder: &Path, name: &str, columns: Vec<Column>, rows: &[Vec<Cell<'_>>]) {
    let mut files = NewFiles::new(folder).unwrap();
    let mut writer = RowWriter::new(files.create(name).unwrap(), columns, About::default()).unwrap();
    for row in rows {
        writer.push(row).unwrap();
    }
    let (file, rows) = writer.finish().unwrap();
    let (sha256, bytes) = file.finish().unwrap();
    files.keep().unwrap();
    edit_meta(folder, |meta| {
        let totals = meta.files.get_mut(name).unwrap();
        (totals.sha256, totals.bytes, totals.rows) = (sha256, bytes, rows);
    });
}

fn edit_meta(folder: &Path, edit: impl FnOnce(&mut Meta)) {
    let mut meta = read_meta(folder).unwrap();
    edit(&mut meta);
    meta.digest = meta.own_digest().unwrap();
    fs::write(folder.join(schema::META), meta.to_text().unwrap()).unwrap();
}

#[test]
fn files_that_are_missing_changed_or_cut_are_all_told() {
    let (folder, _) = folder();
    let folder = folder.path();
    fs::remove_file(folder.join(schema::LINKS)).unwrap();
    let nodes = fs::read(folder.join(schema::NODES)).unwrap();
    fs::write(folder.join(schema::NODES), &nodes[..nodes.len() - 1]).unwrap();
    let expected = [whole("table.missing", "links.parquet"), whole("table.file_differs", "nodes.parquet")];
    assert_eq!(told(folder), expected);
    fs::remove_file(folder.join(schema::META)).unwrap();
    assert_eq!(told(folder), [whole("table.missing", "meta.json")]);
    assert_eq!(told(&folder.join("nowhere")), [whole("table.missing", "meta.json")]);
}

#[test]
fn another_version_is_told_before_anything_else() {
    let (folder, _) = folder();
    fs::write(folder.path().join(schema::META), r#"{"tables": 2, "more": []}"#).unwrap();
    assert_eq!(told(folder.path()), [whole("table.version", "meta.json")]);
    fs::write(folder.path().join(schema::META), "{").unwrap();
    assert_eq!(told(folder.path()), [whole("table.not_meta", "meta.json")]);
}

#[test]
fn a_forged_file_that_is_no_parquet_is_told() {
    let (folder, _) = folder();
    let folder = folder.path();
    let cut = fs::read(folder.join(schema::NODES)).unwrap()[..200].to_vec();
    fs::write(folder.join(schema::NODES), &cut).unwrap();
    let digest = hex(&Sha256::digest(&cut));
    edit_meta(folder, |meta| meta.files.get_mut(schema::NODES).unwrap().sha256 = digest);
    assert_eq!(told(folder), [whole("table.not_parquet", "nodes.parquet")]);
}

#[test]
fn columns_that_are_missing_unknown_or_of_another_form_are_all_told() {
    let (folder, _) = folder();
    let mut columns = schema::links();
    columns[0] = Column::int32("relation");
    columns[1] = Column::text("from_node");
    columns[3] = Column::text("role");
    let row = vec![Cell::Integer(1), "P".into(), "T-2".into(), "".into()];
    forge(folder.path(), schema::LINKS, columns, &[row]);
    let column = |id: &str, column: &str| (id.to_owned(), "links.parquet".to_owned(), None, Some(column.to_owned()));
    let expected = [
        column("table.wrong_form", "relation"),
        column("table.no_column", "from_code"),
        column("table.wrong_form", "role"),
        column("table.unknown_column", "from_node"),
    ];
    assert_eq!(told(folder.path()), expected);
}

#[test]
fn links_that_are_none_are_told_by_row_and_column() {
    let (folder, _) = folder();
    let row = |relation: &'static str, from: &'static str, to: &'static str, role: Option<&'static str>| {
        vec![relation.into(), from.into(), to.into(), role.into()]
    };
    let rows = [row("leads", "P", "T-2", None), row("governs", "P", "T-2", Some("king"))];
    forge(folder.path(), schema::LINKS, schema::links(), &rows);
    let cell =
        |id: &str, row, column: &str| (id.to_owned(), "links.parquet".to_owned(), Some(row), Some(column.to_owned()));
    let expected = [cell("ledger.unknown_name", 2, "relation"), cell("ledger.unknown_name", 2, "role")];
    assert_eq!(told(folder.path()), expected);
    // What building finds wrong stands in the row of the table too.
    let rows = [row("covers", "T-2", "B", None), row("leads", "P", "B", None), row("leads", "P", "nobody", None)];
    forge(folder.path(), schema::LINKS, schema::links(), &rows);
    let expected = [cell("ledger.cannot_join", 2, "to"), cell("ledger.unknown_code", 3, "to")];
    assert_eq!(told(folder.path()), expected);
    // What is said of the files was changed, but not the digest of it.
    let text = fs::read_to_string(folder.path().join(schema::META)).unwrap();
    fs::write(folder.path().join(schema::META), text.replace("须水", "中原")).unwrap();
    assert_eq!(told(folder.path()), [whole("table.file_differs", "meta.json")]);
}

#[test]
fn cells_of_nodes_that_disagree_are_told_by_row_and_column() {
    let (folder, _) = folder();
    let columns = schema::nodes(&[], &["m_households".to_owned()]);
    let node = |code: &'static str, kind: &'static str, parent: Option<&'static str>, pre: i64, depth: i64| {
        let mut row: Vec<Cell<'static>> = vec![code.into(), "".into(), kind.into(), Cell::Null, parent.into()];
        row.extend([Cell::Integer(pre), Cell::Integer(pre + 1), Cell::Integer(depth), Cell::Null]);
        row.extend([Cell::Integer(0); 5]);
        row.push(Cell::Null);
        row
    };
    edit_meta(folder.path(), |meta| meta.levels.clear());
    let rows = [
        node("S", "subdistrict", None, 0, 0),
        node("V", "second_grid", Some("S"), 2, 1),
        node("T", "third_grid", Some("S"), 2, 2),
        node("U", "thrid_grid", Some("T"), 3, 3),
        node("W", "shop", None, 4, 9),
    ];
    forge(folder.path(), schema::NODES, columns, &rows);
    let cell =
        |id: &str, row, column: &str| (id.to_owned(), "nodes.parquet".to_owned(), Some(row), Some(column.to_owned()));
    let expected = [
        cell("table.disagrees", 3, "parent"),
        cell("ledger.unknown_name", 4, "kind"),
        cell("table.disagrees", 5, "depth"),
        cell("table.disagrees", 5, "parent"),
    ];
    assert_eq!(told(folder.path()), expected);
}

#[test]
fn totals_that_do_not_add_up_are_told() {
    let (folder, _) = folder();
    edit_meta(folder.path(), |meta| {
        meta.files.get_mut(schema::NODES).unwrap().rows += 1;
    });
    assert_eq!(told(folder.path()), [whole("table.count_differs", "nodes.parquet")]);
    let (folder, _) = self::folder();
    edit_meta(folder.path(), |meta| {
        meta.levels[0].rows += 1;
        meta.kinds.insert(crate::kind::Kind::Shop, 2);
    });
    assert_eq!(
        told(folder.path()),
        [whole("table.count_differs", "meta.json"), whole("table.count_differs", "meta.json")]
    );
}

#[test]
fn declared_figures_that_are_none_are_told() {
    let (folder, _) = folder();
    let row = |code: &'static str, pre: i64, of: &'static str, scale: i64, low: Option<i64>, digits: Option<i64>| {
        let mut row: Vec<Cell<'static>> = vec![code.into(), Cell::Integer(pre), of.into(), Cell::Integer(scale)];
        row.extend([low.into(), Cell::Null, digits.into(), Cell::Null]);
        row
    };
    let rows = [
        row("S", 1, "households", 0, None, None),
        row("S", 0, "hoseholds", 0, None, None),
        row("S", 0, "households", 1, None, None),
        row("S", 0, "shop", 0, Some(3), None),
        row("S", 0, "unit", 0, Some(3), Some(0)),
        row("S", 0, "unit", 0, Some(3), Some(0)),
        row("S", -1, "unit", 0, Some(3), Some(0)),
    ];
    forge(folder.path(), schema::DECLARED, schema::declared(), &rows);
    let cell = |row, column: &str| {
        ("table.disagrees".to_owned(), "declared.parquet".to_owned(), Some(row), Some(column.to_owned()))
    };
    let columns = [(1, "code"), (2, "of"), (3, "scale"), (4, "at_least_digits"), (6, "of"), (7, "code")];
    assert_eq!(told(folder.path()), columns.map(|(row, column)| cell(row, column)));
}

/// Notes go with the tables as they are told: with their place, parts and words in both languages.
#[test]
fn notes_are_kept() {
    let mut ledger = crate::ledger::Ledger::new("须水街道").with_records([]);
    let cells = Cells::one(Position::new(4, 2));
    let at = |source| Origin::new(source, 17, 3);
    let columns = [("parent".to_owned(), 3, "上级编码".to_owned())];
    ledger = ledger.with_notes(vec![
        Note::new(Origin::default(), Remark::IndexIgnored),
        Note::new(
            at(Source::sheet("须水.xlsx", "三级网格", columns)),
            Remark::ReadAsNobody { written: "无".to_owned(), cells },
        ),
        Note::new(at(Source::table("nodes.csv")), Remark::ColumnIgnored("备注".to_owned())),
    ]);
    let governance = Governance::build(&ledger).unwrap();
    let folder = tempfile::tempdir().unwrap();
    governance.export(folder.path(), &ExportOptions::default()).unwrap();
    let again = Governance::from_tables(folder.path()).unwrap();
    let told = |graph: &Governance| -> Vec<_> {
        let lines =
            |note: &Note| [Language::English, Language::Chinese].map(|language| note.in_language(language).to_string());
        graph.notes().iter().map(|note| (note.message(), note.id(), lines(note))).collect()
    };
    assert_eq!(told(&again), told(&governance));
    edit_meta(folder.path(), |meta| {
        meta.notes[0] =
            serde_json::from_str(r#"{"id": "note.x", "severity": "note", "message": "", "chinese": ""}"#).unwrap();
    });
    assert_eq!(self::told(folder.path()), [whole("table.not_meta", "meta.json")]);
}

/// Two row groups: siblings and parents across their border, sparse and missing cells, and rows that are wrong in the second.
#[test]
fn row_groups_follow_each_other() {
    let count = GROUP_ROWS + 1_000;
    let mut draft = Draft::new("");
    draft.measure("households");
    let street = draft.root(Subdistrict, "S", "须水");
    let mut parent = draft.add(street, SecondGrid, "G-000000", "");
    for at in 1..count {
        if at % 1_000 == 0 {
            parent = draft.add(street, SecondGrid, format!("G-{at:06}"), "第二网格");
        } else {
            let shop = draft.add(parent, Shop, format!("G-{at:06}"), ["粮油店", "", "茶馆"][at % 3]);
            if at % 5 == 0 {
                draft.row(shop).category("餐饮").measure("households", at as i64);
            }
        }
    }
    let governance = Governance::build(&draft).unwrap();
    let folder = tempfile::tempdir().unwrap();
    governance.export(folder.path(), &ExportOptions::default()).unwrap();
    let again = Governance::from_tables(folder.path()).unwrap();
    assert!(again.to_ledger() == governance.to_ledger());
    let last = again.node(&format!("G-{:06}", count - 1)).unwrap();
    assert_eq!(last.origin().line(), Some(count as u32 + 1));

    let limits = Limits { code: 7, ..Limits::default() };
    let errors = Governance::from_tables_with(&Reader::new().with_limits(limits), folder.path()).unwrap_err();
    let wrong = |code: &str| errors.iter().find(|error| error.code() == Some(code)).cloned();
    for at in [1_000, count - 200] {
        let error = wrong(&format!("G-{at:06}")).expect("its code is too long");
        assert_eq!(error.origin().line(), Some(at as u32 + 2));
    }
    assert_eq!(wrong("S"), None);
}
