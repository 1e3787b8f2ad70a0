//! Facts as record batches of Arrow.

use std::sync::Arc;

use arrow_array::builder::{Int32Builder, StringBuilder};
use arrow_array::cast::AsArray as _;
use arrow_array::{Array as _, ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};

use super::ancestors::{PRE, TERRITORY};
use super::{Enricher, FactError, FactErrors, FactProblem, UnknownCodes, no_column_of};
use crate::errors::Errors;
use crate::message::Term;

/// A record batch with what is above its nodes, and the codes that no node has.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct EnrichedBatch {
    /// The rows in their order, with the columns that are added behind all others.
    pub batch: RecordBatch,
    /// The codes that no node has, by rows of the batch counted from 1. Their rows have nulls in the columns that are added.
    pub unknown: UnknownCodes,
}

impl<'g> Enricher<'g> {
    /// Adds the columns to a record batch, whose rows keep their order. O(rows · levels); of a column with a dictionary, each
    /// code is looked up once.
    ///
    /// The codes may be texts of any kind that Arrow has (`Utf8`, `LargeUtf8`, `Utf8View`) and dictionaries of them. `pre` is
    /// an `Int32`, all others are `Utf8`; all may be null. Measures and parts make no difference here.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use arrow_array::cast::AsArray;
    /// use arrow_array::{Array, RecordBatch, StringArray};
    /// use gridgov::prelude::*;
    /// use gridgov::table::Enricher;
    ///
    /// let mut draft = Draft::new("须水街道");
    /// let street = draft.root(Subdistrict, "S", "须水街道");
    /// draft.add(street, SecondGrid, "G-1", "第一网格");
    /// let governance = Governance::build(&draft)?;
    ///
    /// let codes = StringArray::from(vec!["G-1", "G-7"]);
    /// let batch = RecordBatch::try_from_iter([("node", Arc::new(codes) as _)])?;
    /// let enriched = Enricher::new(&governance).enrich(&batch)?;
    /// let streets = enriched.batch.column_by_name("subdistrict").unwrap().as_string::<i32>();
    /// assert_eq!(streets.value(0), "S");
    /// assert!(streets.is_null(1));
    /// assert_eq!(enriched.unknown.listed().next().unwrap().0, "G-7");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// There is no column of codes, it holds no texts, or a column has the name of one that is added.
    pub fn enrich(&self, batch: &RecordBatch) -> Result<EnrichedBatch, FactErrors> {
        let schema = batch.schema_ref();
        let mut problems = Vec::new();
        let codes = match schema.index_of(&self.node_column) {
            Err(_) => {
                let names = schema.fields().iter().map(|field| field.name().clone()).collect();
                problems.push(no_column_of(names, &self.node_column));
                None
            }
            Ok(at) => {
                let codes = Codes::of(batch.column(at));
                if codes.is_none() {
                    let (name, found) = (self.node_column.clone(), held(schema.field(at).data_type()));
                    problems.push(FactProblem::NotText { name, found });
                }
                codes
            }
        };
        problems.extend(self.names_taken(schema.fields().iter().map(|field| field.name().as_str())));
        problems.extend(self.too_many_nodes());
        Errors::check(problems.into_iter().map(FactError::new).collect())?;
        let mut unknown = UnknownCodes::default();
        let nodes = codes.map_or_else(Vec::new, |codes| self.nodes_of(&codes, &mut unknown));
        Ok(EnrichedBatch { batch: self.with_added(batch, &nodes), unknown })
    }

    /// The number of the node of each row; `None` where no node has the code.
    fn nodes_of(&self, codes: &Codes<'_>, unknown: &mut UnknownCodes) -> Vec<Option<u32>> {
        let governance = self.ancestors.governance();
        let node = |code: &str| governance.node(code).map(crate::governance::Node::index);
        let found: Vec<Option<u32>> = codes.texts.iter().map(|code| code.and_then(node)).collect();
        let mut row = 0;
        let mut node = |at: Option<usize>| {
            row += 1;
            let node = at.and_then(|at| found[at]);
            if node.is_none() {
                unknown.add(row, at.and_then(|at| codes.texts[at]).map(str::as_bytes));
            }
            node
        };
        match &codes.keys {
            Some(keys) => keys.iter().map(|key| node(*key)).collect(),
            None => (0..found.len()).map(|at| node(Some(at))).collect(),
        }
    }

    /// The batch with the columns that are added.
    #[expect(clippy::expect_used, reason = "the columns that are added have a row for each of the batch")]
    fn with_added(&self, batch: &RecordBatch, nodes: &[Option<u32>]) -> RecordBatch {
        let schema = batch.schema_ref();
        let mut fields: Vec<Arc<Field>> = schema.fields().iter().cloned().collect();
        let mut columns: Vec<ArrayRef> = batch.columns().to_vec();
        let mut pre = Int32Builder::with_capacity(nodes.len());
        for node in nodes {
            pre.append_option(node.map(u32::cast_signed));
        }
        fields.push(Arc::new(Field::new(PRE, DataType::Int32, true)));
        columns.push(Arc::new(pre.finish()));
        let territories: Vec<Option<u32>> =
            nodes.iter().map(|node| node.and_then(|node| self.ancestors.territory(node))).collect();
        let mut add = |name: &str, code: &dyn Fn(u32) -> Option<&'g str>| {
            let mut texts = StringBuilder::new();
            for territory in &territories {
                texts.append_option(territory.and_then(code));
            }
            fields.push(Arc::new(Field::new(name, DataType::Utf8, true)));
            columns.push(Arc::new(texts.finish()));
        };
        add(TERRITORY, &|territory| Some(self.ancestors.code(territory)));
        for (at, level) in self.ancestors.levels().iter().enumerate() {
            add(level.id(), &|territory| self.ancestors.code_above(territory, at));
        }
        let schema = Schema::new_with_metadata(fields, schema.metadata().clone());
        RecordBatch::try_new(Arc::new(schema), columns)
            .expect("INVARIANT: the columns that are added have a row for each of the batch, and may be null")
    }
}

/// What a column that is not of texts holds, for messages.
fn held(data_type: &DataType) -> Term {
    let data_type = if let DataType::Dictionary(_, values) = data_type { values } else { data_type };
    match data_type {
        _ if data_type.is_integer() => Term::new("integers", "整数"),
        _ if data_type.is_floating() => Term::new("floating-point numbers", "浮点数"),
        _ if data_type.is_temporal() => Term::new("times", "时间"),
        _ if data_type.is_nested() => Term::new("lists or structs", "列表或结构"),
        DataType::Boolean => Term::new("yes or no", "是或否"),
        _ if data_type.is_numeric() => Term::new("decimals", "定点小数"),
        _ => Term::new("bytes", "字节"),
    }
}

/// The codes of the rows of a batch.
struct Codes<'b> {
    /// For each row its code; of a dictionary, the codes in it.
    texts: Vec<Option<&'b str>>,
    /// For each row its place in the dictionary.
    keys: Option<Vec<Option<usize>>>,
}

impl<'b> Codes<'b> {
    /// The codes in a column; `None` where it holds no texts.
    fn of(column: &'b ArrayRef) -> Option<Self> {
        let Some(dictionary) = column.as_any_dictionary_opt() else {
            return Some(Self { texts: texts(column)?, keys: None });
        };
        let texts = texts(dictionary.values())?;
        let keys = dictionary.keys();
        let all = if texts.is_empty() { vec![0; keys.len()] } else { dictionary.normalized_keys() };
        let is_there = |row: usize| !texts.is_empty() && keys.is_valid(row);
        let keys = all.into_iter().enumerate().map(|(row, key)| is_there(row).then_some(key)).collect();
        Some(Self { texts, keys: Some(keys) })
    }
}

/// The texts of a column; `None` where it holds something else.
fn texts(column: &ArrayRef) -> Option<Vec<Option<&str>>> {
    Some(match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().iter().collect(),
        DataType::LargeUtf8 => column.as_string::<i64>().iter().collect(),
        DataType::Utf8View => column.as_string_view().iter().collect(),
        _ => return None,
    })
}

#[cfg(test)]
#[path = "batch_tests.rs"]
mod tests;
