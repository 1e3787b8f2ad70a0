//! Reading the JSON format.
//!
//! Each row is first found as a slice of the text, which tells its line, and then read. A row that serde refuses is
//! read again field by field, so that every error in it is reported and not only the first.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::DeserializeSeed;
use serde_json::value::RawValue;

use super::locate::{Locator, message};
use super::schema::{Document, Fields, List, RawLink, RawNode, Receiver, Text};
use super::shared_names::SharedNames;
use crate::excerpt::excerpt;
use crate::kind::Relation;
use crate::ledger::error::Readable;
use crate::ledger::limits::RowCount;
use crate::ledger::{Ledger, LedgerError, LedgerErrors, LedgerProblem, Limits, LinkRow, NodeRow, Values, Written};
use crate::measure::{Decimal, Figure, Measure};
use crate::message::Term;

const LEDGER_FIELDS: &[&str] = &["ledger", "title", "records", "measures", "nodes", "links"];
const NODE_FIELDS: &[&str] = &["code", "kind", "name", "parent", "category", "measures", "declared", "records"];
const LINK_FIELDS: &[&str] = &["relation", "from", "to", "role"];
const MEASURE_FIELDS: &[&str] = &["unit", "scale"];

/// The levels that the values of a ledger nest, which every bound lets pass.
const LEDGER_NESTING: usize = 5;

/// What is read so far.
struct Parser<'a> {
    locator: Locator<'a>,
    nesting: usize,
    node_count: RowCount,
    link_count: RowCount,
    errors: Vec<LedgerError>,
    ledger: Ledger,
    complete: bool,
    measures_complete: bool,
    names: SharedNames,
    /// The fields beside the lists of rows.
    fields: Vec<(Cow<'a, str>, &'a RawValue)>,
    /// The lists that were read, in their order.
    lists: Vec<List>,
}

/// Reads a ledger; `name` is that of the file, or empty.
pub(in crate::ledger) fn read(text: &str, name: &str, limits: &Limits) -> Result<Ledger, LedgerErrors> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut parser = Parser::new(text, name, limits);
    let mut json = serde_json::Deserializer::from_str(text);
    if let Err(error) = Document(&mut parser).deserialize(&mut json).and_then(|()| json.end()) {
        let origin = Locator::new(text, name).of_error(text, &error);
        return Err(LedgerErrors::one(LedgerError::new(origin, None, LedgerProblem::Syntax(message(&error)))));
    }
    parser.document();
    let Parser { mut errors, mut ledger, complete, measures_complete, .. } = parser;
    ledger.nodes.shrink_to_fit();
    ledger.links.shrink_to_fit();
    errors.sort_by_key(|error| (error.origin().line(), error.origin().column()));
    LedgerErrors::check(errors, Readable { ledger, complete, measures_complete })
}

impl<'a> Receiver<'a> for Parser<'a> {
    fn list(&mut self, list: List) {
        self.lists.push(list);
    }

    fn row(&mut self, list: List, row: &'a RawValue) {
        let count = match list {
            List::Nodes => &mut self.node_count,
            List::Links => &mut self.link_count,
        };
        if !count.admit() {
            self.complete &= list != List::Nodes;
            return;
        }
        match list {
            List::Nodes => match self.node(row.get()) {
                Some(row) => self.ledger.nodes.push(row),
                None => self.complete = false,
            },
            List::Links => {
                if let Some(row) = self.link(row.get()) {
                    self.ledger.links.push(row);
                }
            }
        }
    }

    fn field(&mut self, name: Cow<'a, str>, value: &'a RawValue) {
        self.fields.push((name, value));
    }
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, name: &str, limits: &Limits) -> Self {
        Self {
            locator: Locator::new(text, name),
            nesting: limits.nesting.max(LEDGER_NESTING),
            node_count: limits.count_nodes(),
            link_count: limits.count_links(),
            errors: Vec::new(),
            ledger: Ledger::default(),
            complete: true,
            measures_complete: true,
            names: SharedNames::default(),
            fields: Vec::new(),
            lists: Vec::new(),
        }
    }

    fn complain(&mut self, at: &'a str, field: Option<&str>, problem: LedgerProblem) {
        let origin = self.locator.origin(at);
        self.errors.push(LedgerError::new(origin, field, problem));
    }

    /// Reads the fields beside the lists of rows, and reports missing ones.
    fn document(&mut self) {
        let text = self.locator.text;
        for (list, name) in [(List::Nodes, "nodes"), (List::Links, "links")] {
            if self.lists.iter().filter(|other| **other == list).count() > 1 {
                self.complain(text, None, LedgerProblem::Twice(name.to_owned()));
            }
        }
        for problem in [self.node_count.problem(), self.link_count.problem()].into_iter().flatten() {
            self.complain(text, None, problem);
        }
        let fields = std::mem::take(&mut self.fields);
        self.twice(text, &fields);
        let mut version = false;
        for (name, raw) in &fields {
            match name.as_ref() {
                "ledger" => {
                    version = true;
                    self.version(raw);
                }
                "title" => {
                    self.ledger.title = self.value(raw, "title", Term::new("a text", "文本")).unwrap_or_default();
                }
                "measures" => self.measures(raw),
                "records" => {
                    self.ledger.records =
                        self.value::<Vec<Text<'a>>>(raw, "records", RELATIONS).as_deref().map(relations);
                }
                unknown => {
                    self.complain(
                        raw.get(),
                        Some(unknown),
                        LedgerProblem::unknown_field(Term::new("field", "字段"), unknown, LEDGER_FIELDS),
                    );
                }
            }
        }
        if !version {
            self.complain(text, None, LedgerProblem::Missing("ledger".to_owned()));
        }
        if !self.lists.contains(&List::Nodes) {
            self.complete = false;
            self.complain(text, None, LedgerProblem::Missing("nodes".to_owned()));
        }
    }

    fn version(&mut self, raw: &'a RawValue) {
        let known = raw.get() == Ledger::VERSION.to_string();
        if !known {
            self.complain(raw.get(), Some("ledger"), LedgerProblem::Version(excerpt(raw.get())));
        }
    }

    fn measures(&mut self, raw: &'a RawValue) {
        let before = self.errors.len();
        self.definitions(raw);
        self.measures_complete &= before == self.errors.len();
    }

    /// Reads the measures. One whose definition has an error is left out.
    fn definitions(&mut self, raw: &'a RawValue) {
        let Some(fields) = self.object(raw, "measures") else { return };
        self.twice(raw.get(), &fields);
        for (id, raw) in fields {
            let before = self.errors.len();
            let mut measure = Measure::new(id.as_ref());
            let Some(fields) = self.object(raw, &id) else { continue };
            self.twice(raw.get(), &fields);
            for (name, raw) in fields {
                match name.as_ref() {
                    "unit" => {
                        if let Some(unit) = self.value::<String>(raw, "unit", Term::new("a text", "文本")) {
                            measure = measure.with_unit(unit);
                        }
                    }
                    "scale" => {
                        if let Some(scale) =
                            self.value(raw, "scale", Term::new("a number of digits from 0 to 255", "0到255的小数位数"))
                        {
                            measure = measure.with_scale(scale);
                        }
                    }
                    unknown => {
                        let problem = LedgerProblem::unknown_field(Term::new("field", "字段"), unknown, MEASURE_FIELDS);
                        self.complain(raw.get(), Some(unknown), problem);
                    }
                }
            }
            if before == self.errors.len() && self.ledger.measures.iter().all(|other| *other.id() != *id) {
                self.ledger.measures.push(measure);
            }
        }
    }

    fn node(&mut self, text: &'a str) -> Option<NodeRow> {
        let origin = self.locator.row(text);
        let raw = match serde_json::from_str::<RawNode<'a>>(text) {
            Ok(raw) if text.starts_with('{') => raw,
            refused => self.node_by_field(text, refused.err())?,
        };
        Some(NodeRow {
            code: raw.code,
            kind: Written::read(&raw.kind),
            name: raw.name,
            parent: raw.parent,
            category: raw.category,
            measures: self.numbers(raw.measures, number::<Decimal>),
            declared: self.numbers(raw.declared, figure),
            records: raw.records.as_deref().map(relations),
            origin,
        })
    }

    /// Reads a row field by field and reports every error; `None` if a field that every row needs cannot be read.
    fn node_by_field(&mut self, text: &'a str, refused: Option<serde_json::Error>) -> Option<RawNode<'a>> {
        let before = self.errors.len();
        let fields = self.row_fields(text, NODE_FIELDS, &["code", "kind", "name"])?;
        let mut field = |name: &str| self.text_field(&fields, name);
        let (code, kind, name) = (field("code"), field("kind"), field("name"));
        let (parent, category) = (field("parent"), field("category"));
        let mut object = |name: &str| self.object_field(&fields, name);
        let (measures, declared) = (object("measures"), object("declared"));
        let records = fields.iter().find(|(name, _)| name == "records");
        let records = records.and_then(|(_, raw)| self.value::<Vec<Text<'a>>>(raw, "records", RELATIONS));
        self.complain_if_silent(before, text, refused);
        let (Some(code), Some(kind)) = (code, kind) else {
            // There is no row without them, but errors in its numbers are still reported.
            self.numbers(measures, number::<Decimal>);
            self.numbers(declared, figure);
            return None;
        };
        Some(RawNode {
            code: code.into_owned(),
            kind,
            name: name.unwrap_or_default().into_owned(),
            parent: parent.map(Cow::into_owned),
            category: category.map(Cow::into_owned),
            measures,
            declared,
            records,
        })
    }

    fn link(&mut self, text: &'a str) -> Option<LinkRow> {
        let origin = self.locator.row(text);
        let raw = match serde_json::from_str::<RawLink<'a>>(text) {
            Ok(raw) if text.starts_with('{') => raw,
            refused => self.link_by_field(text, refused.err())?,
        };
        Some(LinkRow {
            relation: Written::read(&raw.relation),
            from: raw.from.into_owned(),
            to: raw.to.into_owned(),
            role: raw.role.map(|role| Written::read(&role)),
            origin,
        })
    }

    /// Reads a row field by field and reports every error; `None` if a field that every row needs cannot be read.
    fn link_by_field(&mut self, text: &'a str, refused: Option<serde_json::Error>) -> Option<RawLink<'a>> {
        let before = self.errors.len();
        let fields = self.row_fields(text, LINK_FIELDS, &["relation", "from", "to"])?;
        let mut field = |name: &str| self.text_field(&fields, name);
        let (relation, from, to, role) = (field("relation"), field("from"), field("to"), field("role"));
        self.complain_if_silent(before, text, refused);
        Some(RawLink { relation: relation?, from: from?, to: to?, role })
    }

    /// The fields of a row, with an error for each that is unknown, missing or given twice.
    fn row_fields(
        &mut self,
        text: &'a str,
        known: &[&str],
        needed: &[&str],
    ) -> Option<Vec<(Cow<'a, str>, &'a RawValue)>> {
        let fields = match serde_json::from_str::<Fields<'a>>(text) {
            Ok(Fields(fields)) if text.starts_with('{') => fields,
            _ => {
                self.complain_type(text, None, Term::new("an object", "对象"));
                return None;
            }
        };
        self.twice(text, &fields);
        for (name, raw) in fields.iter().filter(|(name, _)| !known.contains(&name.as_ref())) {
            self.complain(raw.get(), Some(name), LedgerProblem::unknown_field(Term::new("field", "字段"), name, known));
        }
        for name in needed.iter().filter(|name| !fields.iter().any(|(other, _)| other == *name)) {
            self.complain(text, None, LedgerProblem::Missing((*name).to_owned()));
        }
        Some(fields)
    }

    /// Reports why serde refused a row, if reading it field by field found no error.
    fn complain_if_silent(&mut self, before: usize, text: &'a str, refused: Option<serde_json::Error>) {
        if self.errors.len() == before {
            let no_row = || {
                let expected = Term::new("a row of a ledger", "台账的一行");
                LedgerProblem::WrongType { expected, written: excerpt(text) }
            };
            let problem = refused.map_or_else(no_row, |error| LedgerProblem::Syntax(message(&error)));
            self.complain(text, None, problem);
        }
    }

    fn text_field(&mut self, fields: &[(Cow<'a, str>, &'a RawValue)], name: &str) -> Option<Cow<'a, str>> {
        let (_, raw) = fields.iter().find(|(other, _)| other == name)?;
        self.value::<Text<'a>>(raw, name, Term::new("a text", "文本")).map(|text| text.0)
    }

    fn object_field(&mut self, fields: &[(Cow<'a, str>, &'a RawValue)], name: &str) -> Option<Fields<'a>> {
        let (_, raw) = fields.iter().find(|(other, _)| other == name)?;
        self.object(raw, name).map(Fields)
    }

    fn object(&mut self, raw: &'a RawValue, field: &str) -> Option<Vec<(Cow<'a, str>, &'a RawValue)>> {
        self.value(raw, field, Term::new("an object", "对象")).map(|Fields(fields)| fields)
    }

    fn value<T: Deserialize<'a>>(&mut self, raw: &'a RawValue, field: &str, expected: Term) -> Option<T> {
        let value = serde_json::from_str(raw.get()).ok();
        if value.is_none() {
            self.complain_type(raw.get(), Some(field), expected);
        }
        value
    }

    fn complain_type(&mut self, text: &'a str, field: Option<&str>, expected: Term) {
        let found = nesting(text);
        let problem = if found > self.nesting {
            LedgerProblem::Limit {
                what: Term::new("the nesting", "嵌套层数"),
                found: found as u64,
                limit: self.nesting as u64,
                name: "Limits::nesting",
            }
        } else {
            LedgerProblem::WrongType { expected, written: excerpt(text) }
        };
        self.complain(text, field, problem);
    }

    fn twice(&mut self, text: &'a str, fields: &[(Cow<'a, str>, &'a RawValue)]) {
        let mut names: Vec<&str> = fields.iter().map(|(name, _)| name.as_ref()).collect();
        names.sort_unstable();
        for pair in names.windows(2).filter(|pair| pair[0] == pair[1]) {
            self.complain(text, Some(pair[0]), LedgerProblem::Twice(excerpt(pair[0])));
        }
    }

    fn numbers<T>(
        &mut self,
        fields: Option<Fields<'a>>,
        read: fn(&'a RawValue) -> Option<Written<T>>,
    ) -> Values<Written<T>> {
        let Some(Fields(fields)) = fields else { return Values::default() };
        let mut values = Values::with_capacity(fields.len());
        for (name, raw) in fields {
            match read(raw) {
                Some(value) => {
                    if values.insert(self.names.shared(&name), value).is_some() {
                        self.complain(raw.get(), Some(&name), LedgerProblem::Twice(excerpt(&name)));
                    }
                }
                None => self.complain_type(raw.get(), Some(&name), Term::new("a number", "数")),
            }
        }
        values
    }
}

/// What `records` holds.
const RELATIONS: Term = Term::new("a list of relations", "关系列表");

pub(super) fn relations(records: &[Text<'_>]) -> Vec<Written<Relation>> {
    records.iter().map(|Text(relation)| Written::read(relation)).collect()
}

/// A number, written as a number or as a text; `None` if the value is neither.
pub(super) fn number<'a, T: std::str::FromStr>(raw: &'a RawValue) -> Option<Written<T>> {
    match raw.get().as_bytes().first() {
        // Without escapes the text between the quotes is the value.
        Some(b'"') if !raw.get().contains('\\') => Some(Written::read(raw.get().trim_matches('"'))),
        Some(b'"') => serde_json::from_str::<Text<'a>>(raw.get()).ok().map(|text| Written::read(&text.0)),
        Some(b'-' | b'0'..=b'9') => Some(Written::read(raw.get())),
        _ => None,
    }
}

pub(super) fn figure(raw: &RawValue) -> Option<Written<Figure>> {
    if raw.get().starts_with('{') {
        return Some(bounds(raw).map_or_else(|| Written::Unknown(raw.get().into()), Written::Known));
    }
    number::<Decimal>(raw).map(|number| match number {
        Written::Known(number) => Written::Known(Figure::exact(number)),
        Written::Unknown(text) => Written::Unknown(text),
    })
}

/// A bounded figure, `{"at_least": 1, "at_most": 2}`.
fn bounds(raw: &RawValue) -> Option<Figure> {
    let Fields(fields) = serde_json::from_str(raw.get()).ok()?;
    let (mut low, mut high) = (None, None);
    for (name, raw) in fields {
        let bound = match name.as_ref() {
            "at_least" => &mut low,
            "at_most" => &mut high,
            _ => return None,
        };
        if bound.replace(*number::<Decimal>(raw)?.known()?).is_some() {
            return None;
        }
    }
    match (low, high) {
        (Some(low), Some(high)) => Figure::between(low, high),
        (Some(low), None) => Some(Figure::at_least(low)),
        (None, Some(high)) => Some(Figure::at_most(high)),
        (None, None) => Some(Figure::UNKNOWN),
    }
}

/// How many levels a text of JSON nests.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest, mut in_text, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_text,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
