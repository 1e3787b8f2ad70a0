//! A file as records: a table of texts, like every other format of records.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type as Physical};
use parquet::schema::types::{ColumnDescriptor, Type};

use super::{ONLY_CLOSED, RECORDS, STEPS_AGAIN, VERSION, ZONE, last_of};
use crate::date::Date;
use crate::kind::Kind;
use crate::ledger::{Origin, Source as Place};
use crate::measure::Decimal;
use crate::record::{
    Head, Moment, RecordError, RecordLedger, RecordProblem, RecordReader, RecordRow, Rows, Stamp, Step, read_table,
};
use crate::table::facts::any_column::AnyColumn;
use crate::table::facts::source::{Source, flat_leaf, is_text};
use crate::table::facts::{FactError, FactErrors};

impl RecordReader {
    /// Reads a Parquet file: one that [`Records::to_parquet`](crate::record::Records::to_parquet) wrote, or any other whose
    /// columns have the names that tables of records have. What cannot be read is an error of the ledger, as with every format;
    /// its line is the number of the row.
    ///
    /// Times may be texts, days, or moments of up to nanoseconds; those that do not say an offset are of the zone of the
    /// reader.
    #[must_use]
    pub fn parquet(&self, path: impl AsRef<Path>) -> RecordLedger {
        let path = path.as_ref();
        let place = Place::table(path.display().to_string());
        let failed = |problem| self.failed(RecordError::new(Origin::new(place.clone(), 0, 0), None, problem));
        let unreadable = |errors: &FactErrors| RecordProblem::Unreadable {
            why: errors.iter().map(|error| error.problem().to_string()).collect::<Vec<_>>().join("; "),
        };
        let source = match Source::open(path) {
            Ok(source) => source,
            Err(errors) => return failed(unreadable(&errors)),
        };
        let key = |key: &str| source.keys().iter().find(|known| known.key == key).and_then(|known| known.value.clone());
        let is_own = key(RECORDS).is_some_and(|version| version == VERSION);
        let zone = self.zone().to_string();
        if let Some(written) = key(ZONE).filter(|written| is_own && *written != zone) {
            return failed(RecordProblem::OtherZone { written, zone });
        }
        let mut errors = Vec::new();
        let columns: Vec<Column> = source
            .schema()
            .root_schema()
            .get_fields()
            .iter()
            .filter(|field| !is_own || is_read_again(field.name()))
            .map(|field| Column::of(&source, field))
            .collect();
        for column in columns.iter().filter(|column| column.form.is_none() && self.reads(&column.name)) {
            errors.push(match &column.unclear {
                None => RecordError::new(Origin::new(place.clone(), 0, 0), Some(&column.name), RecordProblem::NotText),
                Some(why) => RecordError::new(
                    Origin::new(place.clone(), 0, 0),
                    Some(&column.name),
                    RecordProblem::Unreadable { why: why.clone() },
                ),
            });
        }
        let headings: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
        let table = Table { reader: self, source: &source, columns, failure: RefCell::new(None) };
        let head = Head { source: place.clone(), line: 0, headings: &headings };
        let mut ledger = read_table(self, &head, &table, errors);
        if is_own {
            match extras(&source) {
                Ok(extras) => {
                    let mut wrong = Vec::new();
                    ledger = ledger.with_each_row(|row| wrong.extend(extras.add(row)));
                    ledger = wrong.into_iter().fold(ledger, RecordLedger::with_error);
                }
                Err(errors) => return failed(unreadable(&errors)),
            }
        }
        if let Some(errors) = table.failure.into_inner() {
            ledger = ledger.with_error(RecordError::new(Origin::new(place, 0, 0), None, unreadable(&errors)));
        }
        if key(ONLY_CLOSED).is_some_and(|value| is_own && value == "true") { ledger.of_closed_only() } else { ledger }
    }
}

/// Whether a column of our own files is one that records are made of; the others are made of records.
fn is_read_again(name: &str) -> bool {
    let is_made = ["day", "line", "map", STEPS_AGAIN, "pre", "territory"].contains(&name)
        || Kind::ALL.iter().any(|kind| kind.is_territory() && kind.id() == name)
        || Step::ALL.iter().any(|step| last_of(*step) == name);
    !is_made
}

/// A column of a file, whose cells become texts.
struct Column {
    name: String,
    /// Its leaf and form; `None` where it cannot be a text.
    form: Option<(usize, Form)>,
    /// Why what it holds is not clear.
    unclear: Option<String>,
}

/// How a cell becomes a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Integer,
    Unsigned,
    Decimal {
        scale: u8,
    },
    Bool,
    Real,
    Day,
    /// So many nanoseconds a unit; whether they count from the beginning of 1970 in universal time, or on the clock.
    Time {
        nanoseconds: i64,
        is_universal: bool,
    },
}

impl Column {
    fn of(source: &Source, field: &Type) -> Self {
        let name = field.name().to_owned();
        let leaf = flat_leaf(source.schema(), &name);
        let column = leaf.map(|leaf| source.schema().column(leaf));
        let form = column.as_ref().and_then(|column| form_of(column));
        let is_int96 = column.is_some_and(|column| column.physical_type() == Physical::INT96);
        let unclear = is_int96.then(|| {
            format!(
                "the column `{name}` holds times of 96 bits, which do not say their offset; write them as timestamps"
            )
        });
        Self { name, form: leaf.zip(form), unclear }
    }
}

fn form_of(column: &ColumnDescriptor) -> Option<Form> {
    if is_text(column) {
        return Some(Form::Text);
    }
    let physical = column.physical_type();
    let is_integer = matches!(physical, Physical::INT32 | Physical::INT64);
    let time = |nanoseconds, is_universal| Some(Form::Time { nanoseconds, is_universal });
    let decimal = |scale: i32| {
        let scale = u8::try_from(scale).ok().filter(|scale| *scale <= 18 && is_integer)?;
        Some(Form::Decimal { scale })
    };
    match (column.logical_type_ref(), column.converted_type()) {
        (Some(LogicalType::Date), _) | (None, ConvertedType::DATE) => Some(Form::Day),
        (Some(LogicalType::Timestamp(timestamp)), _) => {
            let nanoseconds = match timestamp.unit {
                TimeUnit::MILLIS => 1_000_000,
                TimeUnit::MICROS => 1_000,
                TimeUnit::NANOS => 1,
            };
            time(nanoseconds, timestamp.is_adjusted_to_u_t_c)
        }
        (None, ConvertedType::TIMESTAMP_MILLIS) => time(1_000_000, true),
        (None, ConvertedType::TIMESTAMP_MICROS) => time(1_000, true),
        (Some(LogicalType::Decimal(logical)), _) => decimal(logical.scale),
        (None, ConvertedType::DECIMAL) => decimal(column.type_scale()),
        (Some(LogicalType::Integer(logical)), _) => {
            Some(if logical.is_signed { Form::Integer } else { Form::Unsigned })
        }
        (None, ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64) => {
            Some(Form::Unsigned)
        }
        (
            None,
            ConvertedType::NONE
            | ConvertedType::INT_8
            | ConvertedType::INT_16
            | ConvertedType::INT_32
            | ConvertedType::INT_64,
        ) => match physical {
            Physical::INT32 | Physical::INT64 => Some(Form::Integer),
            Physical::BOOLEAN => Some(Form::Bool),
            Physical::FLOAT | Physical::DOUBLE => Some(Form::Real),
            _ => None,
        },
        _ => None,
    }
}

impl Form {
    /// The cells of a column as texts, row by row.
    fn texts(self, column: &AnyColumn) -> Vec<Cow<'_, str>> {
        let integers = |text: &dyn Fn(i64) -> String| -> Vec<Cow<'static, str>> {
            column.integers().map(|integer| integer.map_or(Cow::Borrowed(""), |integer| text(integer).into())).collect()
        };
        match self {
            Self::Text => column.texts().map(|text| String::from_utf8_lossy(text.unwrap_or_default())).collect(),
            Self::Integer => integers(&|integer| integer.to_string()),
            Self::Unsigned if column.is_narrow() => integers(&|integer| (integer as i32).cast_unsigned().to_string()),
            Self::Unsigned => integers(&|integer| integer.cast_unsigned().to_string()),
            Self::Decimal { scale } => integers(&|units| Decimal::from_units(units, scale).to_string()),
            Self::Bool => {
                column.bools().map(|bool| bool.map_or("", |bool| if bool { "true" } else { "false" }).into()).collect()
            }
            Self::Real => column
                .reals()
                .map(|real| {
                    real.filter(|real| !real.is_nan()).map_or(Cow::Borrowed(""), |real| real.to_string().into())
                })
                .collect(),
            Self::Day => integers(&day),
            Self::Time { nanoseconds, is_universal } => integers(&|units| time(units, nanoseconds, is_universal)),
        }
    }
}

/// A day by its number; the number itself beyond the calendar, which reading then tells to be no time.
fn day(number: i64) -> String {
    let seconds = number.checked_mul(86_400).and_then(|seconds| Timestamp::from_second(seconds).ok());
    let day = seconds.map(|at| Date::of_civil(TimeZone::UTC.to_datetime(at).date()));
    day.map_or_else(|| number.to_string(), |day| day.to_string())
}

/// A time as it is written; the number itself beyond the calendar, which reading then tells to be no time.
fn time(units: i64, nanoseconds: i64, is_universal: bool) -> String {
    let at = Timestamp::from_nanosecond(i128::from(units) * i128::from(nanoseconds));
    let Ok(at) = at else { return units.to_string() };
    if is_universal {
        return at.to_string();
    }
    TimeZone::UTC.to_datetime(at).strftime("%Y-%m-%d %H:%M:%S%.f").to_string()
}

/// The rows of a file as texts below the names of its columns.
struct Table<'s> {
    reader: &'s RecordReader,
    source: &'s Source,
    columns: Vec<Column>,
    /// What went wrong on the way.
    failure: RefCell<Option<FactErrors>>,
}

impl Rows for Table<'_> {
    fn each(&self, each: &mut dyn FnMut(u32, &[Cow<'_, str>])) {
        let forms: Vec<(usize, (usize, Form))> =
            self.columns.iter().enumerate().filter_map(|(at, column)| Some((at, column.form?))).collect();
        let mut chunks = self.source.chunks(forms.iter().map(|(_, (leaf, _))| *leaf).collect());
        let mut line: u64 = 0;
        loop {
            let columns = match chunks.next() {
                Ok(Some(columns)) => columns,
                Ok(None) => return,
                Err(error) => return drop(self.failure.replace(Some(error.into()))),
            };
            if let Some(error) = self.bytes_for_text(&forms, &columns, line) {
                return drop(self.failure.replace(Some(error.into())));
            }
            let texts: Vec<Vec<Cow<'_, str>>> =
                forms.iter().zip(&columns).map(|((_, (_, form)), column)| form.texts(column)).collect();
            for row in 0..columns.first().map_or(0, AnyColumn::rows) {
                line += 1;
                let mut cells = vec![Cow::Borrowed(""); self.columns.len()];
                for ((at, _), texts) in forms.iter().zip(&texts) {
                    cells[*at] = Cow::Borrowed(&texts[row]);
                }
                each(u32::try_from(line).unwrap_or(u32::MAX), &cells);
            }
        }
    }
}

impl Table<'_> {
    /// The first text of these rows that is read and is no UTF-8. It would be another text after it was made readable.
    fn bytes_for_text(&self, forms: &[(usize, (usize, Form))], columns: &[AnyColumn], above: u64) -> Option<FactError> {
        let is_read = |at: usize| self.reader.reads(&self.columns[at].name);
        let texts = forms.iter().zip(columns).filter(|((at, (_, form)), _)| *form == Form::Text && is_read(*at));
        let wrong = texts.filter_map(|((at, _), column)| {
            let row = column.texts().position(|text| text.is_some_and(|text| std::str::from_utf8(text).is_err()))?;
            Some((row, *at))
        });
        let (row, at) = wrong.min()?;
        let (row, name) = (above + row as u64 + 1, &self.columns[at].name);
        Some(self.source.damaged(&format!("row {row} of the column `{name}` is no UTF-8")))
    }
}

/// What our own files say that a table of texts cannot: times that are not exact, and steps that were taken again.
#[derive(Default)]
struct Extras {
    by_line: BTreeMap<u32, Vec<Extra>>,
}

enum Extra {
    /// The first time of a step lies within a range.
    Within { step: Step, last: i64 },
    /// A step was taken again.
    Again { step: Step, at: i64, last: Option<i64> },
}

fn extras(source: &Source) -> Result<Extras, FactErrors> {
    let schema = source.schema();
    let mut extras = Extras::default();
    let is_time = |leaf: &usize| schema.column(*leaf).physical_type() == Physical::INT64;
    for step in Step::ALL {
        let Some(leaf) = flat_leaf(schema, &last_of(*step)).filter(is_time) else { continue };
        let mut chunks = source.chunks(vec![leaf]);
        let mut line = 0;
        while let Some(columns) = chunks.next()? {
            for last in columns[0].integers() {
                line += 1;
                if let Some(last) = last {
                    extras.by_line.entry(line).or_default().push(Extra::Within { step: *step, last });
                }
            }
        }
    }
    let leaf = |name: &str| {
        let path = [STEPS_AGAIN, "list", "element", name];
        schema.columns().iter().position(|column| column.path().parts() == path && column.max_rep_level() == 1)
    };
    let (Some(step), Some(at), Some(last)) = (leaf("step"), leaf("at"), leaf("last")) else { return Ok(extras) };
    let mut chunks = source.chunks(vec![step, at, last]);
    let mut line = 0;
    while let Some(columns) = chunks.next()? {
        let (steps, ats, lasts) = (columns[0].text_lists(), columns[1].integer_lists(), columns[2].integer_lists());
        for ((steps, ats), lasts) in steps.into_iter().zip(ats).zip(lasts) {
            line += 1;
            for ((step, at), last) in steps.into_iter().zip(ats).zip(lasts) {
                let step = step.and_then(|step| std::str::from_utf8(step).ok()?.parse().ok());
                let Some((step, at)) = step.zip(at) else {
                    return Err(source.damaged("a step that was taken again is none").into());
                };
                extras.by_line.entry(line).or_default().push(Extra::Again { step, at, last });
            }
        }
    }
    Ok(extras)
}

impl Extras {
    /// Adds what is known of a row beyond its texts. What cannot be is an error.
    fn add(&self, row: &mut RecordRow) -> Vec<RecordError> {
        let mut errors = Vec::new();
        let mut wrong = |column: &str, problem: RecordProblem| {
            errors.push(RecordError::new(row.origin.clone(), Some(column), problem));
        };
        let extras = row.origin.line().and_then(|line| self.by_line.get(&line)).into_iter().flatten();
        for extra in extras {
            match extra {
                Extra::Within { step, last } => {
                    let taken = match step {
                        Step::Reported => Some(&mut row.reported),
                        _ => row.steps.iter_mut().find(|(taken, _)| taken == step).map(|(_, at)| at),
                    };
                    match taken {
                        Some(at) => match within(at.first(), *last) {
                            Some(within) => *at = within,
                            None => wrong(&last_of(*step), RecordProblem::EndsFirst),
                        },
                        None => wrong(&last_of(*step), RecordProblem::HalfSpan),
                    }
                }
                Extra::Again { step, at, last } => {
                    let first = Moment::of_micros(*at);
                    match last.map_or_else(|| Some(first.into()), |last| within(first, last)) {
                        Some(at) => row.steps.push((*step, at)),
                        None => wrong(STEPS_AGAIN, RecordProblem::EndsFirst),
                    }
                }
            }
        }
        errors
    }
}

/// Some moment within these; `None` where the last comes before the first.
fn within(first: Moment, last: i64) -> Option<Stamp> {
    Stamp::between(first, Moment::of_micros(last))
}
