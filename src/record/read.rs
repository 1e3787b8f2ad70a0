//! Reads ledgers of records.
//!
//! - `table`: rows of cells below headings, which all formats lead to
//! - `csv`, `json`, `sheet`: the formats

mod csv;
mod json;
#[cfg(feature = "workbook")]
mod sheet;
mod table;

#[cfg(feature = "parquet")]
pub(crate) use table::{Head, Rows, read_table};

use std::fs::File;
use std::path::Path;

use super::heading::{Headings, Known};
use super::{DateOrder, RecordError, RecordField, RecordLedger, RecordProblem, Zone};
use crate::ledger::{Limits, Origin, Source};
use crate::message::Term;

/// Reads ledgers of records (案件台账): tables of text, JSON lines and, with the feature `workbook`, sheets of workbooks.
///
/// Nothing is dropped: what cannot be read is an error with its cell, and [`RecordLedger::errors`] has all of them.
///
/// ```
/// use gridgov::record::{RecordReader, Zone};
///
/// let reader = RecordReader::new("Asia/Shanghai".parse::<Zone>()?);
/// let ledger = reader.csv_str("编号,类别,网格,上报时间,结案时间,联系电话\n1,噪音,G-1,2023-12-10 08:00,,13800000000\n");
/// assert!(ledger.errors().is_empty());
/// assert_eq!(ledger.rows()[0].class, "噪音");
/// assert_eq!(ledger.notes()[0].to_string(), "line 1: the column `联系电话` is personal data and was not read");
///
/// let wrong = reader.csv_str("编号,网格,上报时间\n1,G-1,昨天\n2,G-1,\n");
/// assert_eq!(wrong.errors().len(), 2);
/// assert_eq!(
///     wrong.errors()[0].to_string(),
///     "line 2, column `上报时间`: `昨天` is no time; write it as 2023-12-10 12:00"
/// );
/// # Ok::<(), gridgov::record::UnknownZoneError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordReader {
    zone: Zone,
    headings: Headings,
    order: Option<DateOrder>,
    refuses_personal: bool,
    reads_points: bool,
    limits: Limits,
}

impl RecordReader {
    /// A reader of records whose times are those of the clock of a zone, where they do not say an offset.
    #[must_use]
    pub fn new(zone: Zone) -> Self {
        Self {
            zone,
            headings: Headings::default(),
            order: None,
            refuses_personal: false,
            reads_points: false,
            limits: Limits::DEFAULT,
        }
    }

    /// The same with one more heading, which comes before those of the built-in table. A heading of personal data is never
    /// read.
    #[must_use]
    pub fn with_heading(mut self, heading: &str, field: RecordField) -> Self {
        self.headings.add(heading, field);
        self
    }

    /// The same with an order of month and day for days such as `12/10/2023`. Without it a column must tell the order by its
    /// own days, such as `12/31/2023`, or have the form of American portals, `12/10/2023 12:00:00 AM`.
    #[must_use]
    pub fn with_order(mut self, order: DateOrder) -> Self {
        self.order = Some(order);
        self
    }

    /// The same, but a column of personal data is an error instead of not being read.
    #[must_use]
    pub fn refusing_personal(mut self) -> Self {
        self.refuses_personal = true;
        self
    }

    /// The same, which reads points too: columns of longitude and latitude (经度, 纬度), as Open311 and city portals have
    /// them. Records are then found on a map when they are bound, by
    /// [`BindRecords::records_on_map`](super::BindRecords::records_on_map); points are not kept.
    #[must_use]
    pub fn with_points(mut self) -> Self {
        self.reads_points = true;
        self
    }

    /// The same within these bounds; of them, [`Limits::bytes`] and [`Limits::nesting`] apply to texts, and all others to
    /// workbooks.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Reads a file: a table of text (`.csv`), JSON lines (`.jsonl`, `.ndjson`, `.json`), or with the feature `workbook` the
    /// first sheet of a workbook that has records. A file that cannot be read is an error of the ledger.
    #[must_use]
    pub fn open(&self, path: impl AsRef<Path>) -> RecordLedger {
        let path = path.as_ref();
        let name = path.display().to_string();
        match self.bytes_of(path, &name) {
            Ok(bytes) => self.bytes(&name, &bytes),
            Err(error) => self.failed(error),
        }
    }

    /// Reads the bytes of a file; its name says which format it has, as for [`RecordReader::open`].
    #[must_use]
    pub fn bytes(&self, name: &str, bytes: &[u8]) -> RecordLedger {
        let extension = Path::new(name).extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let extension = extension.to_ascii_lowercase();
        #[cfg(feature = "workbook")]
        if matches!(extension.as_str(), "xlsx" | "xlsm" | "xls" | "ods" | "et") {
            return self.workbook_bytes(name, bytes);
        }
        match std::str::from_utf8(bytes) {
            Ok(text) if matches!(extension.as_str(), "json" | "jsonl" | "ndjson") => json::read(self, name, text),
            Ok(text) => csv::read(self, name, text),
            #[cfg(feature = "workbook")]
            Err(_) if !matches!(extension.as_str(), "json" | "jsonl" | "ndjson") => self.workbook_bytes(name, bytes),
            Err(error) => {
                let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
                let origin = Origin::new(Source::text(name), line as u32, 0);
                self.failed(RecordError::new(origin, None, RecordProblem::NotUtf8 { byte: error.valid_up_to() }))
            }
        }
    }

    /// Reads a table of text in UTF-8, with commas between its cells.
    #[must_use]
    pub fn csv_str(&self, text: &str) -> RecordLedger {
        csv::read(self, "", text)
    }

    /// Reads JSON lines: an object a line, whose names are headings.
    ///
    /// ```
    /// use gridgov::record::{RecordReader, Zone};
    ///
    /// let text = r#"{"service_request_id": 7, "service_name": "Noise", "grid": "G-1", "requested_datetime": "2023-12-10T08:00:00Z"}"#;
    /// let ledger = RecordReader::new(Zone::utc()).json_lines_str(text);
    /// assert!(ledger.errors().is_empty());
    /// assert_eq!((ledger.rows()[0].code.as_str(), ledger.rows()[0].class.as_str()), ("7", "Noise"));
    /// ```
    #[must_use]
    pub fn json_lines_str(&self, text: &str) -> RecordLedger {
        json::read(self, "", text)
    }

    #[expect(clippy::disallowed_methods, reason = "it reads the file of records")]
    fn bytes_of(&self, path: &Path, name: &str) -> Result<Vec<u8>, RecordError> {
        use std::io::Read;
        let fails = |problem| RecordError::new(Origin::new(Source::text(name), 0, 0), None, problem);
        let file = File::open(path).map_err(|error| fails(RecordProblem::Unreadable { why: error.to_string() }))?;
        let mut bytes = Vec::new();
        // One byte more than allowed shows that there are too many.
        let read = file.take(self.limits.bytes.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|error| fails(RecordProblem::Unreadable { why: error.to_string() }))?;
        self.check_length(bytes.len()).map_err(fails)?;
        Ok(bytes)
    }

    /// What a heading is to this reader.
    fn known(&self, heading: &str) -> Known {
        match self.headings.known(heading) {
            Known::Field(RecordField::Longitude | RecordField::Latitude) if !self.reads_points => {
                Known::Field(RecordField::Ignored)
            }
            known => known,
        }
    }

    fn check_length(&self, bytes: usize) -> Result<(), RecordProblem> {
        let (found, limit) = (bytes as u64, self.limits.bytes);
        if found <= limit {
            Ok(())
        } else {
            Err(RecordProblem::Limit { what: Term::new("the number of bytes", "字节数"), found, limit })
        }
    }

    /// Whether a column of this heading is read.
    #[cfg(feature = "parquet")]
    pub(crate) fn reads(&self, heading: &str) -> bool {
        matches!(self.known(heading), Known::Field(field) if field != RecordField::Ignored)
    }

    /// The zone of times that say no offset.
    #[cfg(feature = "parquet")]
    pub(crate) fn zone(&self) -> &Zone {
        &self.zone
    }

    /// A ledger of nothing but an error.
    pub(crate) fn failed(&self, error: RecordError) -> RecordLedger {
        RecordLedger::read(self.zone.clone(), Vec::new(), vec![error], Vec::new())
    }
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
