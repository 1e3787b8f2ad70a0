//! What can be settled only when all rows are there: mangled codes, parents given by name, rows written twice.

use std::collections::BTreeMap;

use super::index::{Found, Index};
use super::lookup::Lookup;
use super::problem::{CellProblem, Remark};
use super::read::{CodeAs, Entry, Reader};
use crate::kind::Kind;
use crate::ledger::{Values, Written};

impl Reader<'_, '_> {
    pub(super) fn settle(&mut self) {
        self.mend_codes();
        let mut index = Index::new(&self.entries);
        self.take_mentions(&mut index);
        self.find_parents(&index);
        self.find_ends(&index);
        // Before rows are joined: a total is of the lines above it.
        self.declare_totals();
        self.join_rows();
        self.ledger.nodes = std::mem::take(&mut self.entries).into_iter().map(|entry| entry.row).collect();
    }

    /// Reports codes that a spreadsheet changed, with what they must have been where other cells tell.
    fn mend_codes(&mut self) {
        let told = self.told_codes();
        let by_value = Rounded::new(&told);
        // Codes that others name and nobody has, without their leading zeros.
        let zeros: BTreeMap<&str, &String> =
            told.iter().filter(|code| code.starts_with('0')).map(|code| (code.trim_start_matches('0'), code)).collect();
        let width = self.width_of_codes();
        let mut problems = Vec::new();
        for entry in self.entries.iter_mut().filter(|entry| !entry.is_code_literal()) {
            let origin = entry.row.origin.clone();
            match &entry.code_as {
                CodeAs::Mangled(written) => {
                    let right = by_value.only(written);
                    match &right {
                        Some(right) => entry.row.code.clone_from(right),
                        None => self.complete = false,
                    }
                    problems.push((origin, CellProblem::LostDigits { written: written.clone(), right }));
                }
                code_as => {
                    let sheet = origin.source().and_then(|source| source.sheet_name()).unwrap_or_default();
                    let padded = || {
                        let width = *width.get(sheet)?;
                        let short = *code_as == CodeAs::Number && entry.row.code.len() < width;
                        short.then(|| format!("{:0>width$}", entry.row.code))
                    };
                    let named = zeros.get(entry.row.code.as_str()).map(|code| (*code).clone());
                    if let Some(right) = named.or_else(padded) {
                        let written = std::mem::replace(&mut entry.row.code, right.clone());
                        problems.push((origin, CellProblem::LostZeros { written, right }));
                    }
                }
            }
        }
        for (origin, problem) in problems {
            self.complain(origin, Some("code"), problem);
        }
    }

    /// The codes that begin with a digit, as other rows name them, and that no row has; upward, each once.
    fn told_codes(&self) -> Vec<String> {
        let mut codes = Lookup::with_capacity(self.entries.len());
        let code = |at: usize| self.entries[at].row.code.as_str();
        for at in 0..self.entries.len() {
            codes.find_or_add(code(at), at, |other| code(other) == code(at));
        }
        let parents = self.entries.iter().filter_map(|entry| entry.row.parent.as_ref());
        let mentions = self.mentions.iter().map(|mention| &mention.name);
        let ends = self.ledger.links.iter().flat_map(|link| [&link.from, &link.to]);
        let is_told = |told: &&String| {
            told.starts_with(|c: char| c.is_ascii_digit()) && codes.find(told, |at| code(at) == *told).is_none()
        };
        let mut told: Vec<String> = parents.chain(mentions).chain(ends).filter(is_told).cloned().collect();
        told.sort_unstable();
        told.dedup();
        told
    }

    /// How long the codes of a sheet are, where all that stand as text are equally long and begin with zero.
    fn width_of_codes(&self) -> BTreeMap<String, usize> {
        let mut widths: BTreeMap<&str, Option<usize>> = BTreeMap::new();
        for entry in self.entries.iter().filter(|entry| entry.code_as == CodeAs::Text && !entry.row.code.is_empty()) {
            let Some(sheet) = entry.row.origin.source().and_then(|source| source.sheet_name()) else { continue };
            let code = &entry.row.code;
            let width = Some(code.len()).filter(|_| code.starts_with('0') && code.bytes().all(|b| b.is_ascii_digit()));
            let known = widths.entry(sheet).or_insert(width);
            *known = known.filter(|known| Some(*known) == width);
        }
        widths.into_iter().filter_map(|(sheet, width)| Some((sheet.to_owned(), width?))).collect()
    }

    /// Parents that are given by name.
    fn find_parents(&mut self, index: &Index) {
        for at in 0..self.entries.len() {
            let entry = &self.entries[at];
            let Some(parent) = entry.row.parent.as_deref().filter(|_| !entry.is_parent_literal) else { continue };
            let kind = entry.row.kind.known().copied();
            let may_contain = |above: Kind| kind.is_none_or(|kind| above.may_contain(kind));
            match index.find(parent, may_contain) {
                Found::Code(code) if code == parent => {}
                Found::Code(code) => self.entries[at].row.parent = Some(code.to_owned()),
                Found::Nothing => {}
                Found::Several(codes) => {
                    let (origin, written) = (entry.row.origin.clone(), parent.to_owned());
                    // Whichever is meant, it is one of them: no error follows from this one.
                    self.entries[at].row.parent = codes.first().cloned();
                    self.complain(origin, Some("parent"), CellProblem::Ambiguous { written, codes });
                }
            }
        }
    }

    /// Ends of links that are given by name.
    fn find_ends(&mut self, index: &Index) {
        let mut problems = Vec::new();
        for (link, is_literal) in self.ledger.links.iter_mut().zip(&self.link_ends_literal) {
            let relation = link.relation.known().copied();
            let origin = &link.origin;
            let ends = [("from", &mut link.from, is_literal[0]), ("to", &mut link.to, is_literal[1])];
            for (field, end, _) in ends.into_iter().filter(|(.., is_literal)| !is_literal) {
                let may_be = |kind: Kind| {
                    relation.is_none_or(|relation| {
                        let families = if field == "from" { relation.from_families() } else { relation.to_families() };
                        families.contains(&kind.family())
                    })
                };
                match index.find(end, may_be) {
                    Found::Code(code) if code == end.as_str() => {}
                    Found::Code(code) => *end = code.to_owned(),
                    Found::Nothing => {}
                    Found::Several(codes) => {
                        let written = std::mem::replace(end, codes.first().cloned().unwrap_or_default());
                        problems.push((origin.clone(), field, CellProblem::Ambiguous { written, codes }));
                    }
                }
            }
        }
        for (origin, field, problem) in problems {
            self.complain(origin, Some(field), problem);
        }
    }

    /// Rows of one code become one, if they do not contradict each other.
    fn join_rows(&mut self) {
        let entries = std::mem::take(&mut self.entries);
        let kept = if have_codes_of_their_own(&entries) { entries } else { self.joined(entries) };
        for entry in kept.iter().filter(|entry| !entry.has_kind) {
            self.complain(entry.row.origin.clone(), Some("kind"), CellProblem::NoKind);
        }
        // No error shall follow from a row whose kind is unknown.
        self.complete &= kept.iter().all(|entry| entry.has_kind);
        self.entries = kept;
    }

    /// The rows, each joined with those of its code that come behind it.
    fn joined(&mut self, entries: Vec<Entry>) -> Vec<Entry> {
        let mut first_of = Lookup::with_capacity(entries.len());
        let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
        for entry in entries {
            let is = |at: usize| kept[at].row.code == entry.row.code;
            let known = first_of.find_or_add(&entry.row.code, kept.len(), is).filter(|_| !entry.row.code.is_empty());
            let Some(first) = known.filter(|first| !entry.is_code_literal() && !kept[*first].is_code_literal()) else {
                kept.push(entry);
                continue;
            };
            self.join(&mut kept[first], &entry);
        }
        kept
    }

    fn join(&mut self, first: &mut Entry, again: &Entry) {
        let code = first.row.code.clone();
        let mut differences: Vec<(String, String, String)> = Vec::new();
        let mut differ = |field: &str, one: &str, other: &str| {
            differences.push((field.to_owned(), one.to_owned(), other.to_owned()));
        };
        if again.has_kind {
            if first.has_kind && first.row.kind != again.row.kind {
                differ("kind", &again.row.kind.to_string(), &first.row.kind.to_string());
            } else {
                first.row.kind = again.row.kind.clone();
                first.has_kind = true;
            }
        }
        if first.row.name.is_empty() {
            first.row.name.clone_from(&again.row.name);
        } else if !again.row.name.is_empty() && first.row.name != again.row.name {
            differ("name", &again.row.name, &first.row.name);
        }
        let fields = [
            ("parent", &mut first.row.parent, &again.row.parent),
            ("category", &mut first.row.category, &again.row.category),
        ];
        for (field, one, other) in fields {
            match (one.as_ref(), other) {
                (Some(one), Some(other)) if one != other => differ(field, other, one),
                (None, Some(other)) => *one = Some(other.clone()),
                _ => {}
            }
        }
        join_values("measures", &mut first.row.measures, &again.row.measures, &mut differ);
        join_values("declared", &mut first.row.declared, &again.row.declared, &mut differ);
        let place = first.row.origin.clone();
        if differences.is_empty() && !again.is_code_merged {
            self.note(again.row.origin.clone(), Remark::SameAgain { code: code.clone(), first: place.clone() });
        }
        for (field, written, other) in differences {
            let problem = CellProblem::Contradiction { code: code.clone(), written, other, first: place.clone() };
            self.complain(again.row.origin.clone(), Some(&field), problem);
        }
    }
}

/// Whether no two rows have one code, as in most workbooks: then none need be moved.
fn have_codes_of_their_own(entries: &[Entry]) -> bool {
    let mut codes = Lookup::with_capacity(entries.len());
    let is_new = |(at, entry): (usize, &Entry)| {
        let is = |other: usize| entries[other].row.code == entry.row.code;
        codes.find_or_add(&entry.row.code, at, is).is_none()
    };
    entries.iter().enumerate().all(is_new)
}

fn join_values<T: Clone + PartialEq + std::fmt::Display>(
    what: &str,
    one: &mut Values<Written<T>>,
    other: &Values<Written<T>>,
    differ: &mut impl FnMut(&str, &str, &str),
) {
    for (name, value) in other.iter() {
        match one.get(name) {
            Some(known) if known != value => differ(&format!("{what}.{name}"), &value.to_string(), &known.to_string()),
            Some(_) => {}
            None => drop(one.insert(name, value.clone())),
        }
    }
}

/// Codes of digits by the number that a spreadsheet would make of them, upward.
struct Rounded<'c>(Vec<(f64, &'c str)>);

impl<'c> Rounded<'c> {
    fn new(codes: &'c [String]) -> Self {
        let codes = codes.iter().filter(|code| code.bytes().all(|byte| byte.is_ascii_digit()));
        let mut by_value: Vec<_> = codes.filter_map(|code| Some((code.parse().ok()?, code.as_str()))).collect();
        by_value.sort_by(|(one, _), (other, _): &(f64, _)| one.total_cmp(other));
        Self(by_value)
    }

    /// The one code that shows as this number; O(log codes).
    fn only(&self, written: &str) -> Option<String> {
        let number: f64 = written.parse().ok()?;
        let digits = written.split_once(['E', 'e']).map(|(mantissa, _)| mantissa.len().saturating_sub(2));
        // Rounding keeps the order, so that what shows as one number stands together.
        let shown = |value: f64| match digits {
            Some(digits) => format!("{value:.digits$e}").parse().unwrap_or(value),
            None => value,
        };
        let from = self.0.partition_point(|(value, _)| shown(*value) < number);
        let same = self.0[from..].iter().take_while(|(value, _)| shown(*value) <= number);
        let mut all = same.filter(|(_, code)| digits.is_some() || code.len() == written.len());
        all.next().filter(|_| all.next().is_none()).map(|(_, code)| (*code).to_owned())
    }
}
