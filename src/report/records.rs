//! Records by territory and period: as JSON and as a table.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Align, Table};
use crate::audit::Findings;
use crate::governance::Node;
use crate::language::Language;
use crate::measure::OverflowError;
use crate::message::{Message, Tell};
use crate::record::{CalendarPeriod, Moment, PeriodLength, Records, Tally, Tallying};

/// Records by territory and period (案件汇总), with what is wrong and what is worth knowing, as JSON.
///
/// The same records in any order give the same bytes. A territory and period without a record is left out, and so is a time
/// where nothing was closed.
///
/// ```
/// # use gridgov::{governance::Governance, kind::Subdistrict, ledger::Draft};
/// use gridgov::record::{BindRecords, PeriodLength, RecordReader, Zone};
/// use gridgov::report::RecordSummary;
///
/// # let mut draft = Draft::new("");
/// # draft.root(Subdistrict, "S", "须水街道");
/// # let governance = Governance::build(&draft)?;
/// let ledger = RecordReader::new(Zone::utc()).csv_str("class,grid,created_date\nnoise,S,2023-12-10 08:00\n");
/// let records = governance.records(&ledger)?;
/// let summary = RecordSummary::new(&records, PeriodLength::Month, None, None)?;
/// let json = summary.to_json_string();
/// assert!(json.contains(r#""taken": 1"#) && !json.contains("median_minutes"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Serialize)]
pub struct RecordSummary {
    records: usize,
    errors: Vec<Message>,
    notes: Vec<Message>,
    pub(super) roll_up: BTreeMap<String, BTreeMap<String, Row>>,
    findings: Vec<Message>,
    /// The territories, in pre-order of their graphs, each with its depth and name; not shown in JSON.
    #[serde(skip)]
    pub(super) territories: Vec<(usize, String, String)>,
    /// The notes as they are told in English and in Chinese; in JSON they are messages.
    #[cfg(feature = "page")]
    #[serde(skip)]
    pub(super) told: Vec<(String, String)>,
    /// Whether only what was closed is listed, so that how many were taken is not known.
    #[cfg(feature = "page")]
    #[serde(skip)]
    pub(super) lists_only_closed: bool,
}

/// What a territory has in a period.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    pub(super) taken: u32,
    pub(super) closed: u32,
    pub(super) open: u32,
    pub(super) late: u32,
    pub(super) undecidable: u32,
    pub(super) by_class: BTreeMap<String, u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) median_minutes: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) p90_minutes: Option<String>,
    /// All counts; JSON has those that are asked of it.
    #[cfg(feature = "page")]
    #[serde(skip)]
    pub(super) tally: Tally,
}

impl RecordSummary {
    /// The summary of records by period of the report, as of a moment, of all territories or of one and all below it.
    /// O(n · depth).
    ///
    /// Where a territory has records on several maps, its counts are added up; its times are left out, since quantiles
    /// cannot be.
    ///
    /// # Errors
    ///
    /// There are too many classes and periods to be numbered.
    pub fn new(
        records: &Records<'_>,
        length: PeriodLength,
        now: Option<Moment>,
        at: Option<Node<'_>>,
    ) -> Result<Self, OverflowError> {
        let tallies = records.roll_up(length, &now.map_or(Tallying::new(), Tallying::as_of))?;
        let times = records.times(length);
        let mut classes = records.by_class(length)?.by_code();
        let within: Option<BTreeSet<&str>> = at.map(|node| node.subtree().iter().map(Node::code).collect());
        let is_within = |code: &str| within.as_ref().is_none_or(|within| within.contains(code));
        let mut quantiles: BTreeMap<(&str, CalendarPeriod), Vec<[String; 2]>> = BTreeMap::new();
        for (node, period, times) in times.iter() {
            let texts = [times.median_minutes().to_string(), times.p90_minutes().to_string()];
            quantiles.entry((node.code(), period)).or_default().push(texts);
        }
        let mut roll_up: BTreeMap<String, BTreeMap<String, Row>> = BTreeMap::new();
        for (code, periods) in tallies.by_code().into_iter().filter(|(code, _)| is_within(code)) {
            let mut by_period = classes.remove(code).unwrap_or_default();
            for (period, tally) in periods {
                let of_class = by_period.remove(&period).unwrap_or_default();
                // One pair of quantiles is that of all records; of two maps there would be two.
                let [median, p90] = match quantiles.get(&(code, period)).map(Vec::as_slice) {
                    Some([[median, p90]]) => [Some(median.clone()), Some(p90.clone())],
                    _ => [None, None],
                };
                let row = Row::new(&tally, of_class, median, p90);
                roll_up.entry(code.to_owned()).or_default().insert(period.to_string(), row);
            }
        }
        let mut territories: Vec<(usize, String, String)> = Vec::new();
        let mut seen = BTreeSet::new();
        for node in records.graphs().iter().flat_map(|graph| graph.territories()) {
            if roll_up.contains_key(node.code()) && seen.insert(node.code()) {
                territories.push((node.ancestors().count(), node.code().to_owned(), node.name().to_owned()));
            }
        }
        Ok(Self {
            records: records.len(),
            errors: Vec::new(),
            notes: records.notes().iter().map(Tell::message).collect(),
            roll_up,
            findings: Vec::new(),
            territories,
            #[cfg(feature = "page")]
            told: records.notes().iter().map(in_both).collect(),
            #[cfg(feature = "page")]
            lists_only_closed: records.lists_only_closed(),
        })
    }

    /// The summary of records that could not be bound: how many rows were read, and all that is wrong.
    #[must_use]
    pub fn of_errors(
        records: usize,
        errors: impl IntoIterator<Item = Message>,
        notes: impl IntoIterator<Item = Message>,
    ) -> Self {
        Self {
            records,
            errors: errors.into_iter().collect(),
            notes: notes.into_iter().collect(),
            roll_up: BTreeMap::new(),
            findings: Vec::new(),
            territories: Vec::new(),
            #[cfg(feature = "page")]
            told: Vec::new(),
            #[cfg(feature = "page")]
            lists_only_closed: false,
        }
    }

    /// How many records there are, those without a place included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records == 0
    }

    /// The same with the findings of an audit, of those territories that the summary is about.
    #[must_use]
    pub fn with_findings(mut self, findings: &Findings<'_>) -> Self {
        let of_these = findings.iter().filter(|finding| {
            let node = finding.subject();
            let territory = std::iter::once(node).chain(node.ancestors()).find(|node| node.kind().is_territory());
            territory.is_some_and(|territory| self.roll_up.contains_key(territory.code()))
        });
        self.findings = of_these.map(Tell::message).collect();
        self
    }

    /// The summary as indented JSON.
    ///
    /// # Panics
    ///
    /// Never: it holds maps with text keys and plain values, which JSON can say.
    #[must_use]
    #[expect(clippy::expect_used, reason = "maps with text keys and plain values")]
    pub fn to_json_string(&self) -> String {
        serde_json::to_string_pretty(self).expect("INVARIANT: a summary can be written as JSON")
    }

    /// The summary as a table: a row for each territory and period, territories as they lie in one another.
    #[must_use]
    pub fn table(&self, language: Language) -> Table {
        let mut table = Table::new(Self::headings(language));
        for (depth, code, name) in &self.territories {
            for (period, row) in self.roll_up.get(code).into_iter().flatten() {
                let numbers =
                    [row.taken, row.closed, row.open, row.late, row.undecidable].map(|number| number.to_string());
                let texts = [code.clone(), name.clone(), period.clone()];
                let times = [&row.median_minutes, &row.p90_minutes].map(|time| time.clone().unwrap_or_default());
                table.row_at(*depth, texts.into_iter().chain(numbers).chain(times));
            }
        }
        table
    }

    /// The headings of the table.
    pub(super) fn headings(language: Language) -> [(&'static str, Align); 10] {
        [
            (language.of("territory", "辖区"), Align::Left),
            (language.of("name", "名称"), Align::Left),
            (language.of("period", "周期"), Align::Left),
            (language.of("taken", "受理"), Align::Right),
            (language.of("closed", "结案"), Align::Right),
            (language.of("open", "未结"), Align::Right),
            (language.of("late", "超期"), Align::Right),
            (language.of("undecidable", "无法判定"), Align::Right),
            (language.of("median minutes", "中位时长（分）"), Align::Right),
            (language.of("p90 minutes", "九成时长（分）"), Align::Right),
        ]
    }

    /// How many records there are of each class, in a table: a row for each territory, period and class.
    #[must_use]
    pub fn classes(&self, language: Language) -> Table {
        let headings = [
            (language.of("territory", "辖区"), Align::Left),
            (language.of("name", "名称"), Align::Left),
            (language.of("period", "周期"), Align::Left),
            (language.of("class", "类别"), Align::Left),
            (language.of("records", "件数"), Align::Right),
        ];
        let mut table = Table::new(headings);
        for (depth, code, name) in &self.territories {
            for (period, row) in self.roll_up.get(code).into_iter().flatten() {
                for (class, count) in &row.by_class {
                    table.row_at(*depth, [code, name, period, class, &count.to_string()].map(String::clone));
                }
            }
        }
        table
    }
}

/// A note in English and in Chinese.
#[cfg(feature = "page")]
fn in_both(note: &impl Tell) -> (String, String) {
    (note.in_language(Language::English).to_string(), note.in_language(Language::Chinese).to_string())
}

impl Row {
    fn new(tally: &Tally, of_class: BTreeMap<&str, u32>, median: Option<String>, p90: Option<String>) -> Self {
        Self {
            taken: tally.taken,
            closed: tally.closed,
            open: tally.open,
            late: tally.late(),
            undecidable: tally.undecidable,
            by_class: of_class.into_iter().map(|(class, count)| (class.to_owned(), count)).collect(),
            median_minutes: median,
            p90_minutes: p90,
            #[cfg(feature = "page")]
            tally: *tally,
        }
    }
}
