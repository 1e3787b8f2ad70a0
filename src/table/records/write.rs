//! Records as a file.

use std::path::Path;
use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::schema::types::{SchemaDescriptor, Type, TypePtr};

use super::{ONLY_CLOSED, RECORDS, STEPS_AGAIN, VERSION, ZONE, last_of};
use crate::kind::Kind;
use crate::record::{Record, Records, Stamp, Step, day_number};
use crate::table::error::{TableError, TableErrors};
use crate::table::facts::ancestors::{Ancestors, PRE, TERRITORY};
use crate::table::facts::any_column::{AnyColumn, Level};
use crate::table::facts::output::{For, Output, field, schema};
use crate::table::facts::work::{create, whole};
use crate::table::write::GROUP_ROWS;

impl Records<'_> {
    /// Writes the records as a Parquet file: each with its node, its times, its state, and what is above its node on the graph
    /// of its day, so that engines need no join. How many there are. O(records · columns), memory for some 130 thousand.
    ///
    /// Nothing is lost: [`RecordReader::parquet`](crate::record::RecordReader::parquet) reads the same records. The same records
    /// give the same bytes.
    ///
    /// ```
    /// use gridgov::prelude::*;
    /// use gridgov::record::{BindRecords, RecordReader, Zone};
    ///
    /// let mut draft = Draft::new("须水街道");
    /// let street = draft.root(Subdistrict, "S", "须水街道");
    /// draft.add(street, SecondGrid, "G-1", "第一网格");
    /// let governance = Governance::build(&draft)?;
    ///
    /// let reader = RecordReader::new("Asia/Shanghai".parse::<Zone>()?);
    /// let sheet = "编号,类别,网格,上报时间,结案时间\n7,噪音,第一网格,2023-12-10 08:00,2023-12-11\n";
    /// let records = governance.records(&reader.csv_str(sheet))?;
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("records.parquet");
    /// assert_eq!(records.to_parquet(&path)?, 1);
    /// let ledger = reader.parquet(&path);
    /// let again = governance.records(&ledger)?;
    /// let (one, other) = (records.iter().next().unwrap(), again.iter().next().unwrap());
    /// assert_eq!((one.code(), one.node(), one.closed()), (other.code(), other.node(), other.closed()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The file cannot be written; an unfinished one is removed, and one that was there stays as it was.
    pub fn to_parquet(&self, path: impl AsRef<Path>) -> Result<u64, TableErrors> {
        let path = path.as_ref();
        let failed = |why: &dyn std::fmt::Display| TableErrors::from(TableError::not_written(path, &why.to_string()));
        let table = Table::of(self);
        whole(path, |part| {
            let file = create(part)?;
            let schema = table.schema().map_err(|error| crate::table::facts::work::unwritable(part, &error))?;
            let leaves = SchemaDescriptor::new(schema.clone());
            let mut output = Output::new(part, file, schema, table.keys(), For::Engines { sorted_by: None })?;
            let records: Vec<Record<'_>> = self.iter().collect();
            for rows in records.chunks(GROUP_ROWS) {
                let mut columns: Vec<AnyColumn> = leaves.columns().iter().map(|leaf| AnyColumn::of(leaf)).collect();
                for record in rows {
                    table.push(*record, &mut columns);
                }
                output.write(&mut columns)?;
            }
            output.finish()
        })
        .map_err(|error| failed(error.problem()))?;
        Ok(self.len() as u64)
    }
}

/// Which columns records have.
struct Table<'r, 'g> {
    records: &'r Records<'g>,
    /// The steps that any record has a time for, the report first; whether any of these times is only a day.
    steps: Vec<(Step, bool)>,
    /// Whether a step was taken more than once.
    has_again: bool,
    /// By graph.
    ancestors: Vec<Ancestors<'g>>,
    /// The levels of all graphs.
    levels: Vec<Kind>,
}

impl<'r, 'g> Table<'r, 'g> {
    fn of(records: &'r Records<'g>) -> Self {
        let (mut occurs, mut is_day) = ([false; Step::COUNT], [false; Step::COUNT]);
        occurs[Step::Reported as usize] = true;
        let mut has_again = false;
        for record in records.iter() {
            for (step, at, is_first) in times(record) {
                occurs[step as usize] = true;
                if is_first {
                    is_day[step as usize] |= at.moment().is_none();
                } else {
                    has_again = true;
                }
            }
        }
        let steps = Step::ALL.iter().filter(|step| occurs[**step as usize]).map(|step| (*step, is_day[*step as usize]));
        let ancestors: Vec<Ancestors<'g>> = records.graphs().iter().map(|graph| Ancestors::new(graph)).collect();
        let has_level = |kind: &&Kind| ancestors.iter().any(|graph| graph.levels().contains(kind));
        let levels = Kind::ALL.iter().filter(has_level).copied().collect();
        Self { records, steps: steps.collect(), has_again, ancestors, levels }
    }

    fn keys(&self) -> Vec<KeyValue> {
        let key = |key: &str, value: String| KeyValue::new(key.to_owned(), Some(value));
        let mut keys = vec![key(RECORDS, VERSION.to_owned()), key(ZONE, self.records.zone().to_string())];
        if self.records.lists_only_closed() {
            keys.push(key(ONLY_CLOSED, true.to_string()));
        }
        keys
    }

    fn schema(&self) -> Result<TypePtr, ParquetError> {
        let text = |name: &str| field(name, Physical::BYTE_ARRAY, Some(LogicalType::String), true);
        let number = |name: &str| field(name, Physical::INT32, None, true);
        let mut fields = vec![text("code")?, text("class")?, text("node")?];
        for (step, has_days) in &self.steps {
            fields.push(moment(step.id(), *step != Step::Reported)?);
            if *has_days {
                fields.push(moment(&last_of(*step), true)?);
            }
        }
        fields.extend([
            moment("due", true)?,
            text("status")?,
            field("satisfied", Physical::BOOLEAN, None, true)?,
            text("urgency")?,
            text("unit")?,
            field("day", Physical::INT32, Some(LogicalType::Date), false)?,
            number("line")?,
        ]);
        if self.has_again {
            fields.push(steps_again()?);
        }
        if self.ancestors.len() > 1 {
            fields.push(number("map")?);
        }
        fields.extend([number(PRE)?, text(TERRITORY)?]);
        for level in &self.levels {
            fields.push(text(level.id())?);
        }
        schema(fields)
    }

    /// Adds a record to the columns, in the order of the schema.
    fn push(&self, record: Record<'_>, columns: &mut [AnyColumn]) {
        let some = |text| Some(text).filter(|text: &&str| !text.is_empty());
        let mut columns = columns.iter_mut();
        let mut next = |push: &dyn Fn(&mut AnyColumn)| columns.by_ref().take(1).for_each(push);
        let node = record.node();
        next(&|column| column.push_text(some(record.code())));
        next(&|column| column.push_text(some(record.class())));
        next(&|column| column.push_text(node.map(crate::governance::Node::code)));
        for (step, has_days) in &self.steps {
            let at = record.step(*step);
            next(&|column| column.push_integer(at.map(|at| at.first().micros())));
            if *has_days {
                let last = at.filter(|at| at.moment().is_none());
                next(&|column| column.push_integer(last.map(|at| at.last().micros())));
            }
        }
        next(&|column| column.push_integer(record.due().map(crate::record::Moment::micros)));
        next(&|column| column.push_text(Some(record.status().id())));
        next(&|column| column.push_bool(record.satisfied()));
        next(&|column| column.push_text(some(record.urgency())));
        next(&|column| column.push_text(some(record.unit())));
        next(&|column| column.push_integer(Some(day_number(record.day()).into())));
        next(&|column| column.push_integer(record.line().map(i64::from)));
        if self.has_again {
            let again: Vec<(Step, Stamp)> =
                times(record).filter(|(.., is_first)| !is_first).map(|(step, at, _)| (step, at)).collect();
            let levels = |value: &dyn Fn(Step, Stamp) -> Option<Level<'static>>, column: &mut AnyColumn| {
                if again.is_empty() {
                    column.push_level(0, 0, None);
                }
                for (at, (step, stamp)) in again.iter().enumerate() {
                    let value = value(*step, *stamp);
                    column.push_level(
                        i16::from(at > 0),
                        if value.is_some() { column.most_definition() } else { 2 },
                        value,
                    );
                }
            };
            next(&|column| levels(&|step, _| Some(Level::Text(step.id())), column));
            next(&|column| levels(&|_, at| Some(Level::Integer(at.first().micros())), column));
            let last = |at: Stamp| at.moment().is_none().then(|| Level::Integer(at.last().micros()));
            next(&|column| levels(&|_, at| last(at), column));
        }
        let graph = node.and_then(|node| {
            self.ancestors.iter().position(|graph| std::ptr::eq(graph.governance(), node.governance()))
        });
        if self.ancestors.len() > 1 {
            next(&|column| column.push_integer(graph.map(|graph| graph as i64)));
        }
        next(&|column| column.push_integer(node.map(|node| node.index().into())));
        let above = graph.and_then(|graph| {
            let ancestors = &self.ancestors[graph];
            Some((ancestors, ancestors.territory(node?.index())?))
        });
        next(&|column| column.push_text(above.map(|(ancestors, territory)| ancestors.code(territory))));
        for level in &self.levels {
            let code = above.and_then(|(ancestors, territory)| {
                let at = ancestors.levels().iter().position(|kind| kind == level)?;
                ancestors.code_above(territory, at)
            });
            next(&|column| column.push_text(code));
        }
    }
}

/// The times of a record, and whether each is the first of its step.
fn times(record: Record<'_>) -> impl Iterator<Item = (Step, Stamp, bool)> {
    let mut taken = [false; Step::COUNT];
    let closed = record.closed().map(|at| (Step::Closed, at));
    let all = [(Step::Reported, record.reported())].into_iter().chain(closed).chain(record.steps());
    all.map(move |(step, at)| {
        let before = std::mem::replace(&mut taken[step as usize], true);
        (step, at, !before)
    })
}

/// A column of moments.
fn moment(name: &str, nullable: bool) -> Result<TypePtr, ParquetError> {
    field(name, Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS)), nullable)
}

/// A list of steps with their times.
fn steps_again() -> Result<TypePtr, ParquetError> {
    let fields = vec![
        field("step", Physical::BYTE_ARRAY, Some(LogicalType::String), false)?,
        moment("at", false)?,
        moment("last", true)?,
    ];
    let group = |name: &'static str, repetition| Type::group_type_builder(name).with_repetition(repetition);
    let element = group("element", Repetition::REQUIRED).with_fields(fields).build()?;
    let list = group("list", Repetition::REPEATED).with_fields(vec![Arc::new(element)]).build()?;
    let steps = group(STEPS_AGAIN, Repetition::OPTIONAL).with_logical_type(Some(LogicalType::List));
    Ok(Arc::new(steps.with_fields(vec![Arc::new(list)]).build()?))
}
