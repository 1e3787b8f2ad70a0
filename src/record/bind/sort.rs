//! From columns in the order of rows to records in their own order.

use super::{NO_GRAPH, RecordBinder};
use crate::governance::AsOf;
use crate::record::columns::{Codes, Columns};
use crate::record::moment::day_of_number;
use crate::record::{RecordIssue, RecordNote, Records, Stamp, Step};

impl<'g, A: AsOf + ?Sized> RecordBinder<'g, A> {
    /// The records in their order: by graph, node and day, then by all else that is known of them.
    pub(super) fn sorted(self, notes: &[RecordNote]) -> Records<'g> {
        let Self { graphs, zone, pack, columns: old, days, graph, codes, .. } = self;
        let (classes, class_to) = self.classes.sorted();
        let (units, unit_to) = self.units.sorted();
        let (urgencies, urgency_to) = self.urgencies.sorted();
        let first_day = days.iter().copied().min().unwrap_or(0);
        let day = |at: usize| days[at].abs_diff(first_day) as u16;
        // Graph and node in one number, which is what sorting looks at first.
        let mut order: Vec<(u64, u32)> = (0..old.node.len())
            .map(|at| ((u64::from(graph[at]) << 48) | (u64::from(old.node[at]) << 16) | u64::from(day(at)), at as u32))
            .collect();
        order.sort_unstable();
        let rest = |at: u32| {
            let at_ = at as usize;
            let class = class_to[usize::from(old.class[at_])];
            let unit = unit_to[usize::from(old.unit[at_])];
            let marks = old.marks[at_].renumbered(&urgency_to);
            ((old.reported[at_], old.closed[at_], old.due[at_], class, unit), marks, codes.get(at))
        };
        // What few records have, for those that are equal in all else; lines come last.
        let beside = |at: u32| (of_record(&self.steps, at), of_record(&self.spans, at), issues_of(&self.issues, at));
        let last_of_all = |at: u32| old.line[at as usize];
        for same in order.chunk_by_mut(|one, other| one.0 == other.0).filter(|same| same.len() > 1) {
            same.sort_unstable_by(|one, other| {
                let (one, other) = (one.1, other.1);
                let by_rest = rest(one).cmp(&rest(other)).then_with(|| beside(one).cmp(&beside(other)));
                by_rest.then_with(|| last_of_all(one).cmp(&last_of_all(other)))
            });
        }
        let mut starts = Vec::with_capacity(graphs.len() + 1);
        for number in 0..=graphs.len() as u64 {
            let bound = if number == graphs.len() as u64 { u64::from(NO_GRAPH) } else { number };
            starts.push(order.partition_point(|(key, _)| key >> 48 < bound) as u32);
        }
        let order: Vec<usize> = order.into_iter().map(|(_, at)| at as usize).collect();
        let columns = Columns {
            node: order.iter().map(|at| old.node[*at]).collect(),
            line: order.iter().map(|at| old.line[*at]).collect(),
            day: order.iter().map(|at| day(*at)).collect(),
            class: order.iter().map(|at| class_to[usize::from(old.class[*at])] as u16).collect(),
            unit: order.iter().map(|at| unit_to[usize::from(old.unit[*at])] as u16).collect(),
            marks: order.iter().map(|at| old.marks[*at].renumbered(&urgency_to)).collect(),
            reported: order.iter().map(|at| old.reported[*at]).collect(),
            closed: order.iter().map(|at| old.closed[*at]).collect(),
            due: order.iter().map(|at| old.due[*at]).collect(),
        };
        let mut to = vec![0_u32; order.len()];
        for (new, old) in order.iter().enumerate() {
            to[*old] = new as u32;
        }
        let mut sorted_codes = Codes::default();
        if !codes.ends.is_empty() {
            for at in &order {
                sorted_codes.text.push_str(codes.get(*at as u32));
                sorted_codes.ends.push(sorted_codes.text.len() as u32);
            }
        }
        let (mut steps, mut spans) = (self.steps, self.spans);
        for (record, ..) in steps.iter_mut().chain(&mut spans) {
            *record = to[*record as usize];
        }
        steps.sort_by_key(|(record, step, stamp)| (*record, *stamp, *step));
        spans.sort_unstable();
        let mut issues = self.issues;
        for (record, _) in &mut issues {
            *record = to[*record as usize];
        }
        issues.sort_by_key(|(record, _)| *record);
        let mut has_record = vec![false; columns.day.iter().max().map_or(0, |last| usize::from(*last) + 1)];
        for day in &columns.day {
            has_record[usize::from(*day)] = true;
        }
        let days = (0..=u16::MAX).zip(&has_record).filter(|(_, has_record)| **has_record).map(|(day, _)| day);
        Records {
            zone,
            pack,
            graphs,
            starts,
            columns,
            classes,
            urgencies,
            units,
            first_day: day_of_number(first_day),
            days: days.collect(),
            codes: sorted_codes,
            steps,
            spans,
            steps_kept: self.steps_kept,
            issues,
            notes: notes.iter().cloned().chain(self.notes.finish()).collect(),
            lists_only_closed: self.lists_only_closed,
            looked_up: self.looked_up,
        }
    }
}

/// The steps of a record of a list that is sorted by record, in the order of time.
fn of_record(steps: &[(u32, Step, Stamp)], at: u32) -> Vec<(Stamp, Step)> {
    let from = steps.partition_point(|(record, ..)| *record < at);
    let of_record = steps[from..].iter().take_while(|(record, ..)| *record == at);
    let mut of_record: Vec<(Stamp, Step)> = of_record.map(|(_, step, stamp)| (*stamp, *step)).collect();
    of_record.sort_unstable();
    of_record
}

/// The issues of a record of a list that is sorted by record, as they are told.
fn issues_of(issues: &[(u32, RecordIssue)], at: u32) -> Vec<String> {
    let from = issues.partition_point(|(record, _)| *record < at);
    issues[from..].iter().take_while(|(record, _)| *record == at).map(|(_, issue)| issue.to_string()).collect()
}
