//! What is written: files, rows, and that nothing half written is left.

use std::fs;

use super::*;
use crate::kind::{Branch, Building, Relation, SecondGrid, Shop, Subdistrict, ThirdGrid};
use crate::ledger::Draft;

/// A sub-district with two grids, one of which covers a building of the other; a shop stands in the building.
pub(crate) fn street() -> Governance {
    let mut draft = Draft::new("须水街道");
    draft.measure("households");
    let street = draft.root(Subdistrict, "S", "须水街道");
    let village = draft.add(street, SecondGrid, "V", "第一网格");
    let [one, two] = ["T-1", "T-2"].map(|code| draft.add(village, ThirdGrid, code, "三级网格"));
    let building = draft.add(one, Building, "B", "1号楼");
    draft.row(building).measure("households", 12).declare("households", 14);
    draft.add(building, Shop, "X", "粮油店");
    draft.cover(two, building);
    let branch = draft.root(Branch, "P", "第一党支部");
    draft.lead(branch, two);
    draft.records([Relation::Leads, Relation::Covers]);
    Governance::build(&draft).unwrap()
}

#[test]
fn all_files_stand_there_with_their_rows_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let written = street().export(folder.path(), &ExportOptions::default()).unwrap();
    let rows: Vec<(String, u64)> = written
        .files
        .iter()
        .map(|file| (file.path.file_name().unwrap().to_string_lossy().into_owned(), file.rows))
        .collect();
    let expected = [
        // B and X each in T-1, V and S where they stand, and in T-2; P for T-2, B and X.
        ("bridge.parquet", 11),
        ("declared.parquet", 1),
        ("links.parquet", 2),
        ("measures.parquet", 1),
        ("nodes.parquet", 7),
        ("meta.json", 0),
    ];
    assert_eq!(rows, expected.map(|(name, rows)| (name.to_owned(), rows)));
    let mut there: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()).collect();
    there.sort();
    let mut told: Vec<_> = written.files.iter().map(|file| file.path.clone()).collect();
    told.sort();
    assert_eq!(there, told);
    for file in &written.files {
        assert_eq!(fs::metadata(&file.path).unwrap().len(), file.bytes);
    }
}

#[test]
fn what_cannot_be_written_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    street().export(folder.path(), &ExportOptions::default()).unwrap();
    let before = fs::read(folder.path().join(schema::META)).unwrap();
    // A folder stands in the place of a file that is to be written.
    fs::create_dir(folder.path().join("declared.parquet.part")).unwrap();
    let error = street().export(folder.path(), &ExportOptions::default()).unwrap_err();
    assert_eq!(error.id(), "table.not_written");
    assert_eq!(fs::read(folder.path().join(schema::META)).unwrap(), before);
    assert!(!folder.path().join("nodes.parquet.part").exists());
}
