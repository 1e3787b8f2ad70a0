//! Records by territory and period on the page: what the script draws, and the markup around it.

use std::collections::BTreeMap;

use maud::{Markup, html};
use serde::Serialize;

use super::labels::{
    BY_CLASS, BY_PERIOD, LATE_ONES, MEDIAN_HINT, NO_RECORDS, ORDER, PERIOD, RECORDS_BELOW, RECORDS_FINDINGS,
    RECORDS_NOTES,
};
use super::skeleton::{both, term};
use crate::report::RecordSummary;

/// Records to be drawn.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Cases {
    records: usize,
    /// Whether only what was closed is listed, so that no rate of closing is known.
    only_closed: bool,
    periods: Vec<String>,
    classes: Vec<String>,
    /// Code and name, as they lie in one another.
    territories: Vec<(String, String)>,
    rows: Vec<Row>,
    /// What is worth knowing about how they were read, in both languages; in the markup, not in the data.
    #[serde(skip)]
    notes: Vec<(String, String)>,
}

/// What a territory has in a period: the numbers of both, and `[taken, closed, open, in time, late, undecidable, asked,
/// satisfied]`; the median and the 90th percentile in minutes, where there is one; and pairs of class and count.
#[derive(Debug, Clone, Serialize)]
struct Row(usize, usize, [u32; 8], Option<String>, Option<String>, Vec<(usize, u32)>);

impl Cases {
    pub(super) fn new(summary: &RecordSummary) -> Self {
        let rows = || summary.roll_up.values().flatten();
        let numbered = |texts: Vec<&String>| -> (Vec<String>, BTreeMap<String, usize>) {
            let mut texts: Vec<String> = texts.into_iter().cloned().collect();
            texts.sort_unstable();
            texts.dedup();
            let numbers = texts.iter().cloned().zip(0..).collect();
            (texts, numbers)
        };
        let (periods, period_number) = numbered(rows().map(|(period, _)| period).collect());
        let (classes, class_number) = numbered(rows().flat_map(|(_, row)| row.by_class.keys()).collect());
        let mut drawn = Vec::new();
        for (at, (_, code, _)) in summary.territories.iter().enumerate() {
            for (period, row) in summary.roll_up.get(code).into_iter().flatten() {
                let tally = &row.tally;
                let counts = [
                    row.taken,
                    row.closed,
                    row.open,
                    tally.in_time,
                    row.late,
                    row.undecidable,
                    tally.asked,
                    tally.satisfied,
                ];
                let of_class = row.by_class.iter().map(|(class, count)| (class_number[class], *count)).collect();
                let (median, p90) = (row.median_minutes.clone(), row.p90_minutes.clone());
                drawn.push(Row(at, period_number[period], counts, median, p90, of_class));
            }
        }
        Self {
            records: summary.len(),
            only_closed: summary.lists_only_closed,
            periods,
            classes,
            territories: summary.territories.iter().map(|(_, code, name)| (code.clone(), name.clone())).collect(),
            rows: drawn,
            notes: summary.told.clone(),
        }
    }

    /// What the script fills, and the notes.
    pub(super) fn markup(&self) -> Markup {
        html! {
            @if self.rows.is_empty() {
                p { (term(NO_RECORDS)) }
            } @else {
                p .hint { (term(RECORDS_BELOW)) " " (term(MEDIAN_HINT)) }
                div .controls {
                    label { (term(PERIOD)) " " select #period {} }
                    label { (term(ORDER)) " " select #order {} }
                    button #record-findings type="button" { (term(RECORDS_FINDINGS)) }
                }
                div .wide tabindex="0" role="region" aria-labelledby="records-heading" {
                    table #record-table {
                        thead #record-head {}
                        tbody #record-rows {}
                    }
                }
                button #record-more type="button" hidden {}
                div .columns {
                    div { h3 { (term(BY_PERIOD)) } div #record-periods {} }
                    div { h3 { (term(BY_CLASS)) } div #record-classes {} }
                }
                h3 { (term(LATE_ONES)) }
                ul #record-late {}
            }
            @if !self.notes.is_empty() {
                details {
                    summary { span { (term(RECORDS_NOTES)) } span .figures { (self.notes.len()) } }
                    ul { @for (english, chinese) in &self.notes { li { (both(english, chinese)) } } }
                }
            }
        }
    }
}
