use arrow_array::types::{Int8Type, UInt32Type};
use arrow_array::{DictionaryArray, Int64Array, LargeStringArray, StringArray, StringViewArray};

use super::*;
use crate::governance::Governance;
use crate::kind::{Branch, SecondGrid, Shop, Subdistrict};
use crate::ledger::Draft;

fn governance() -> Governance {
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "");
    let grid = draft.add(street, SecondGrid, "G", "");
    draft.add(grid, Shop, "X", "");
    draft.root(Branch, "P", "");
    Governance::build(&draft).unwrap()
}

fn batch(codes: ArrayRef) -> RecordBatch {
    let numbers: ArrayRef = Arc::new(Int64Array::from_iter_values(0..codes.len() as i64));
    let metadata: std::collections::HashMap<String, String> = [("owner".to_owned(), "us".to_owned())].into();
    let fields = vec![Field::new("node", codes.data_type().clone(), true), Field::new("n", DataType::Int64, false)];
    RecordBatch::try_new(Arc::new(Schema::new_with_metadata(fields, metadata)), vec![codes, numbers]).unwrap()
}

const CODES: [Option<&str>; 6] = [Some("X"), None, Some("nowhere"), Some("P"), Some("G"), Some("X")];

#[test]
fn texts_of_every_kind_give_the_same_columns() {
    let governance = governance();
    let arrays: [ArrayRef; 6] = [
        Arc::new(StringArray::from_iter(CODES)),
        Arc::new(LargeStringArray::from_iter(CODES)),
        Arc::new(StringViewArray::from_iter(CODES)),
        Arc::new(DictionaryArray::<Int8Type>::from_iter(CODES)),
        Arc::new(DictionaryArray::<UInt32Type>::from_iter(CODES)),
        // A null in the dictionary itself.
        Arc::new(DictionaryArray::new(
            arrow_array::Int32Array::from(vec![0, 1, 2, 3, 4, 0]),
            Arc::new(LargeStringArray::from_iter([Some("X"), None, Some("nowhere"), Some("P"), Some("G")])),
        )),
    ];
    for codes in arrays {
        let before = batch(codes);
        let EnrichedBatch { batch: after, unknown } = Enricher::new(&governance).enrich(&before).unwrap();
        assert_eq!(after.columns()[..2], before.columns()[..], "what was there stays as it was");
        assert_eq!(after.schema().metadata(), before.schema().metadata());
        let pre = after.column_by_name("pre").unwrap().as_primitive::<arrow_array::types::Int32Type>();
        assert_eq!(pre.iter().collect::<Vec<_>>(), [Some(2), None, None, Some(3), Some(1), Some(2)]);
        let texts = |name: &str| after.column_by_name(name).unwrap().as_string::<i32>().iter().collect::<Vec<_>>();
        assert_eq!(texts("territory"), [Some("G"), None, None, None, Some("G"), Some("G")]);
        assert_eq!(texts("subdistrict"), [Some("S"), None, None, None, Some("S"), Some("S")]);
        assert_eq!(texts("second_grid"), texts("territory"));
        assert_eq!((unknown.rows(), unknown.without_code().unwrap().first_row), (2, 2));
        let listed: Vec<_> = unknown.listed().map(|(code, rows)| (code, rows.first_row)).collect();
        assert_eq!(listed, [("nowhere", 3)]);
    }
}

#[test]
fn batches_and_dictionaries_may_be_empty() {
    let governance = governance();
    let none: ArrayRef = Arc::new(StringArray::from_iter::<[Option<&str>; 0]>([]));
    assert_eq!(Enricher::new(&governance).enrich(&batch(none)).unwrap().batch.num_rows(), 0);
    let nulls: ArrayRef = Arc::new(DictionaryArray::<Int8Type>::from_iter([None::<&str>; 3]));
    assert_eq!(Enricher::new(&governance).enrich(&batch(nulls)).unwrap().unknown.rows(), 3);
}

#[test]
fn what_is_wrong_with_the_columns_is_told_all_at_once() {
    let governance = governance();
    let column = |codes: Vec<i64>| Arc::new(Int64Array::from(codes)) as ArrayRef;
    let batch = RecordBatch::try_from_iter([("Node", column(vec![1])), ("PRE", column(vec![1]))]).unwrap();
    let errors = Enricher::new(&governance).enrich(&batch).unwrap_err();
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "there is no column `node` (did you mean `Node`?); the columns are `Node`, `PRE`",
            "the column `PRE` has the name of one that is added; rename it"
        ]
    );
    let errors = Enricher::new(&governance).with_node_column("Node").enrich(&batch).unwrap_err();
    assert!(
        errors.first().to_string().starts_with("the column `Node` holds integers; codes of nodes are texts"),
        "{errors}"
    );
}
