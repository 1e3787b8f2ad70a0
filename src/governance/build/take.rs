//! Rows into columns. What is wrong with a row by itself is found here.

use std::str::FromStr;

use super::{
    BuildProblem, Builder, Decimal, Declaration, Declared, Figure, Kind, LinkRow, MAX_SCALE, Measure, NONE, NodeRow,
    PendingLink, Relation, Role, Standing, UnknownNameError, Written, excerpt, limit_problem, measure_column, suggest,
};
use crate::message::Term;

/// How many ancestors of the last row are compared before a parent is looked up by its code.
pub(super) const NEAR: usize = 4;

/// The measures of a ledger, sorted by name.
#[derive(Debug)]
pub(super) struct Places<'l>(Vec<(&'l str, Place)>);

/// A measure of a ledger.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// Its index among those of the builder.
    Column(usize),
    /// It has been reported, so that its values are not reported as well.
    Reported,
}

impl<'l> Places<'l> {
    /// A measure; `None` if the ledger does not have it.
    pub(super) fn get(&self, id: &str) -> Option<Place> {
        let at = self.0.binary_search_by_key(&id, |(other, _)| other).ok()?;
        Some(self.0[at].1)
    }

    /// The same unless the ledger has the measure already.
    fn insert_new(&mut self, id: &'l str, place: Place) {
        if let Err(at) = self.0.binary_search_by_key(&id, |(other, _)| other) {
            self.0.insert(at, (id, place));
        }
    }

    fn ids(&self) -> impl Iterator<Item = &'l str> + Clone {
        self.0.iter().map(|(id, _)| *id)
    }
}

/// The texts of a node's row, and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct NodeTexts<'a> {
    pub(super) code: &'a str,
    pub(super) name: &'a str,
    pub(super) parent: Option<&'a str>,
    pub(super) category: Option<&'a str>,
}

impl Builder {
    /// Adds the measures of a ledger that are new, and gives the index of each.
    pub(super) fn take_measures<'l>(&mut self, measures: &'l [Measure], at: Standing) -> Places<'l> {
        let mut places = Places(Vec::new());
        let mut beyond = 0;
        for measure in measures {
            let id = measure.id();
            let problem = if places.get(id).is_some() {
                Some(BuildProblem::MeasureTwice(id.to_owned()))
            } else {
                self.problem_of_measure(measure)
            };
            if let Some(problem) = problem {
                self.complain(at, Some(&format!("measures.{id}")), None, problem);
                places.insert_new(id, Place::Reported);
                continue;
            }
            let place = match self.measures.iter().position(|known| known.id() == id) {
                Some(place) if self.measures[place] == *measure => Place::Column(place),
                Some(_) => {
                    let problem = BuildProblem::MeasureDiffers(id.to_owned());
                    self.complain(at, Some(&format!("measures.{id}")), None, problem);
                    Place::Reported
                }
                None if self.measures.len() >= self.limits.measures => {
                    beyond += 1;
                    Place::Reported
                }
                None => {
                    self.measures.push(measure.clone());
                    self.columns.push(measure_column::Unordered::default());
                    Place::Column(self.measures.len() - 1)
                }
            };
            places.insert_new(id, place);
        }
        let (found, limit) = (self.measures.len() + beyond, self.limits.measures);
        self.has_room(Term::new("the number of measures", "指标数"), found, limit, "Limits::measures", at);
        places
    }

    /// What is wrong with a measure by itself.
    fn problem_of_measure(&self, measure: &Measure) -> Option<BuildProblem> {
        let id = measure.id();
        if let Ok(kind) = id.parse::<Kind>() {
            return Some(BuildProblem::MeasureNamedAsKind(kind));
        }
        if id.is_empty() {
            return Some(BuildProblem::UnnamedMeasure);
        }
        if measure.scale() > MAX_SCALE {
            let (found, limit) = (usize::from(measure.scale()), usize::from(MAX_SCALE));
            let what = Term::new("the scale of the measure", "指标的小数位数");
            return Some(limit_problem(what, found, limit, "MAX_SCALE"));
        }
        let longest = id.chars().count().max(measure.unit().map_or(0, |unit| unit.chars().count()));
        let what = Term::new("the length of the measure's name or unit", "指标名称或单位的字数");
        let limit = self.limits.name;
        (longest > limit).then(|| limit_problem(what, longest, limit, "Limits::name"))
    }

    pub(super) fn take_node(&mut self, row: &NodeRow, measures: &Places<'_>) {
        let at = self.stand(&row.origin);
        let code = row.code.as_str();
        let (parent, category) = (row.parent.as_deref(), row.category.as_deref());
        let index = self.take_texts(at, NodeTexts { code, name: &row.name, parent, category });
        let kind = self.understand(&row.kind, at, "kind", Some(code));
        self.kinds.push(kind);
        if let Some(records) = &row.records {
            let relations = self.take_records(records, at, Some(code));
            self.stated.push((index, relations));
        }
        for (id, value) in row.measures.iter() {
            self.take_value(index, at, code, id, value, measures);
        }
        for (of, figure) in row.declared.iter() {
            self.take_declared(index, at, code, of, figure, measures);
        }
    }

    /// Begins a row, and gives its index.
    pub(super) fn take_texts(&mut self, at: Standing, texts: NodeTexts<'_>) -> u32 {
        let index = self.parents.len() as u32;
        self.take_row(at, texts);
        let parent = texts.parent.map_or(NONE, |parent| self.find_parent(index, parent));
        self.parents.push(parent);
        if let Some(category) = texts.category {
            let number = self.category_number(category);
            self.set_category(index, number);
        }
        index
    }

    /// Begins a row, but for its parent and category.
    pub(super) fn take_row(&mut self, at: Standing, texts: NodeTexts<'_>) {
        self.turn += 2;
        self.hashes.push(texts.code);
        self.codes.push(texts.code);
        self.names.push(texts.name);
        self.origins.push(at);
        let longest = texts.name.len().max(texts.category.map_or(0, str::len));
        if self.is_unlike_most(texts.code.len(), longest) {
            self.check_texts(at, texts);
        }
    }

    /// Whether there may be something wrong with texts of so many bytes: with the code of a row, or with the longest of
    /// the others. A text has at most as many characters as bytes, so most need not be counted.
    pub(super) fn is_unlike_most(&self, code: usize, longest: usize) -> bool {
        code == 0 || code > self.limits.code || longest > self.limits.name
    }

    /// Checks the texts of a row.
    #[cold]
    pub(super) fn check_texts(&mut self, at: Standing, texts: NodeTexts<'_>) {
        if texts.code.is_empty() {
            self.lacks_code = true;
            self.complain(at, Some("code"), None, BuildProblem::EmptyCode);
        }
        let (code, category, of_name) = (texts.code, texts.category.unwrap_or_default(), self.limits.name);
        for (field, text, what, limit, name) in [
            ("code", code, Term::new("the length of the code", "编码的字数"), self.limits.code, "Limits::code"),
            ("name", texts.name, Term::new("the length of the name", "名称的字数"), of_name, "Limits::name"),
            ("category", category, Term::new("the length of the category", "分类的字数"), of_name, "Limits::name"),
        ] {
            let found = text.chars().count();
            if found > limit {
                self.complain(at, Some(field), Some(code), limit_problem(what, found, limit, name));
            }
        }
    }

    /// A kind, relation or role; an error if what is written is not one. A row made in code may hold it as text.
    pub(super) fn understand<T: Copy + FromStr<Err = UnknownNameError>>(
        &mut self,
        written: &Written<T>,
        at: Standing,
        field: &str,
        code: Option<&str>,
    ) -> Option<T> {
        match written {
            Written::Known(value) => Some(*value),
            Written::Unknown(text) => excerpt(text)
                .parse()
                .map_err(|error: UnknownNameError| self.complain(at, Some(field), code, error))
                .ok(),
        }
    }

    /// The row of the parent. A row whose parent is not found among the last rows is an orphan until the end.
    fn find_parent(&mut self, row: u32, parent: &str) -> u32 {
        // In most ledgers a node follows its parent or a sibling, so the last row and its ancestors come first.
        let above = |row: &u32| Some(self.parents[*row as usize]).filter(|parent| *parent != NONE);
        let near = std::iter::successors(row.checked_sub(1), above).take(NEAR);
        let near = near.into_iter().find(|row| self.codes.is(*row, parent));
        // A row with an empty code (an error) is nobody's parent.
        let near = near.filter(|_| !parent.is_empty());
        near.or_else(|| self.hashes.recent(&self.codes, parent)).unwrap_or_else(|| {
            self.orphans.push(row, parent);
            NONE
        })
    }

    /// The number of a category, from one.
    pub(super) fn category_number(&mut self, category: &str) -> u32 {
        self.category_names.get(category).copied().unwrap_or_else(|| {
            let next = self.category_names.len() as u32 + 1;
            self.category_names.insert(category.into(), next);
            next
        })
    }

    /// Sets the category of the last row.
    pub(super) fn set_category(&mut self, row: u32, number: u32) {
        self.categories.resize(row as usize, 0);
        self.categories.push(number);
    }

    fn take_value(
        &mut self,
        row: u32,
        at: Standing,
        code: &str,
        id: &str,
        value: &Written<Decimal>,
        measures: &Places<'_>,
    ) {
        let problem = match (measures.get(id), value) {
            (Some(Place::Reported), _) => return,
            (None, _) if !self.measures_complete => return,
            (None, _) => unknown_measure(Term::new("measure", "指标"), id, measures.ids()),
            (Some(_), Written::Unknown(text)) => not_a_number::<Decimal>(text),
            (Some(Place::Column(place)), Written::Known(value)) => match self.measures[place].units(*value) {
                Ok(units) => return self.columns[place].set(row, units),
                Err(error) => error.into(),
            },
        };
        self.complain(at, Some(&format!("measures.{id}")), Some(code), problem);
    }

    fn take_declared(
        &mut self,
        row: u32,
        at: Standing,
        code: &str,
        of: &str,
        figure: &Written<Figure>,
        measures: &Places<'_>,
    ) {
        let known = match of.parse::<Kind>() {
            Ok(kind) => Some(Declared::Kind(kind)),
            Err(_) => match measures.get(of) {
                Some(Place::Column(place)) => Some(Declared::Measure(place as u32)),
                Some(Place::Reported) => return,
                None if !self.measures_complete => return,
                None => None,
            },
        };
        let problem = match (known, figure) {
            (None, _) => unknown_measure(
                Term::new("kind or measure", "类别或指标"),
                of,
                measures.ids().chain(Kind::IDS.iter().copied()),
            ),
            (Some(_), Written::Unknown(text)) => not_a_number::<Figure>(text),
            (Some(of), Written::Known(figure)) => {
                let scale = self.scale_of(of);
                let bounds = [figure.low(), figure.high()].into_iter().flatten();
                match bounds.map(|bound| bound.rescale(scale)).find_map(Result::err) {
                    Some(error) => error.into(),
                    None => return self.declared.push(Declaration { node: row, of, figure: *figure }),
                }
            }
        };
        self.complain(at, Some(&format!("declared.{of}")), Some(code), problem);
    }

    /// The digits behind the point that a declared figure may have.
    pub(super) fn scale_of(&self, of: Declared) -> u8 {
        match of {
            Declared::Kind(_) => 0,
            Declared::Measure(place) => self.measures[place as usize].scale(),
        }
    }

    pub(super) fn take_link(&mut self, row: &LinkRow) {
        let standing = self.stand(&row.origin);
        let relation = self.understand(&row.relation, standing, "relation", None);
        let role = row.role.as_ref().and_then(|role| self.understand(role, standing, "role", None));
        let unknown_role = role.is_none() && row.role.is_some();
        self.check_role(relation, role, &row.to, standing);
        self.take_ends(
            PendingLink { relation, role, from: NONE, to: NONE, standing, unknown_role },
            &row.from,
            &row.to,
        );
    }

    /// Checks that a link is no containment, and has a role only where its relation has roles.
    pub(super) fn check_role(&mut self, relation: Option<Relation>, role: Option<Role>, to: &str, standing: Standing) {
        match (relation, role) {
            (Some(Relation::Contains), _) => {
                let problem = BuildProblem::ContainmentAsLink { to: excerpt(to) };
                self.complain(standing, Some("relation"), None, problem);
            }
            (Some(relation), Some(role)) if !relation.has_role() => {
                self.complain(standing, Some("role"), None, BuildProblem::MisplacedRole { relation, role });
            }
            _ => {}
        }
    }

    /// Takes a link between the nodes of these codes.
    pub(super) fn take_ends(&mut self, mut link: PendingLink, from: &str, to: &str) {
        let at = self.links.len() as u32;
        let mut end = |code: &str, is_start: bool| {
            self.hashes.recent(&self.codes, code).unwrap_or_else(|| {
                self.loose_ends.push((at, is_start), code);
                NONE
            })
        };
        (link.from, link.to) = (end(from, true), end(to, false));
        self.links.push(link);
    }
}

fn unknown_measure<'a>(what: Term, written: &str, known: impl Iterator<Item = &'a str> + Clone) -> BuildProblem {
    BuildProblem::UnknownMeasure {
        what,
        written: excerpt(written),
        suggestion: suggest(written, known.clone()).map(str::to_owned),
        known: known.collect::<Vec<_>>().join(", "),
    }
}

fn not_a_number<T: FromStr<Err = crate::measure::ParseDecimalError>>(text: &str) -> BuildProblem {
    text.parse::<T>().err().unwrap_or_else(|| crate::measure::ParseDecimalError::NotANumber(excerpt(text))).into()
}
