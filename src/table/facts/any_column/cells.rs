//! Values in and out of a column, row by row.

use super::{AnyColumn, Values};

impl AnyColumn {
    /// Adds a row with a text; `None` only where the column may have nulls.
    pub(in crate::table) fn push_text(&mut self, text: Option<&str>) {
        self.push(text, |values, text| match values {
            Values::Bytes(texts) | Values::Fixed(texts) => texts.push(text.as_bytes()),
            _ => {}
        });
    }

    /// Adds a row with an integer, which fits the column; `None` only where the column may have nulls.
    pub(in crate::table) fn push_integer(&mut self, integer: Option<i64>) {
        self.push(integer, |values, integer| match values {
            Values::Int32(all) => all.push(integer as i32),
            Values::Int64(all) => all.push(integer),
            _ => {}
        });
    }

    fn push<T>(&mut self, value: Option<T>, add: impl FnOnce(&mut Values, T)) {
        debug_assert!(value.is_some() || self.most_definition > 0, "a column without nulls takes none");
        if self.most_definition > 0 {
            self.definition.push(if value.is_some() { self.most_definition } else { 0 });
        }
        if let Some(value) = value {
            add(&mut self.values, value);
        }
        self.rows += 1;
    }

    /// The texts of a flat column, row by row.
    pub(in crate::table) fn texts(&self) -> impl Iterator<Item = Option<&[u8]>> {
        let texts = match &self.values {
            Values::Bytes(texts) | Values::Fixed(texts) => Some(texts),
            _ => None,
        };
        self.places().map(move |at| texts.zip(at).map(|(texts, at)| texts.get(at)))
    }

    /// The integers of a flat column, row by row.
    pub(in crate::table) fn integers(&self) -> impl Iterator<Item = Option<i64>> {
        self.places().map(|at| match &self.values {
            Values::Int32(all) => at.map(|at| all[at].into()),
            Values::Int64(all) => at.map(|at| all[at]),
            _ => None,
        })
    }
}

/// A value of a list.
#[cfg(feature = "record")]
#[derive(Debug, Clone, Copy)]
pub(in crate::table) enum Level<'a> {
    Text(&'a str),
    Integer(i64),
}

#[cfg(feature = "record")]
impl AnyColumn {
    /// Adds a row with a truth value; `None` only where the column may have nulls.
    pub(in crate::table) fn push_bool(&mut self, bool: Option<bool>) {
        self.push(bool, |values, bool| {
            if let Values::Bool(all) = values {
                all.push(bool);
            }
        });
    }

    /// The definition level of a value.
    pub(in crate::table) fn most_definition(&self) -> i16 {
        self.most_definition
    }

    /// Whether its integers have 32 bits.
    pub(in crate::table) fn is_narrow(&self) -> bool {
        matches!(self.values, Values::Int32(_))
    }

    /// The truth values of a flat column, row by row.
    pub(in crate::table) fn bools(&self) -> impl Iterator<Item = Option<bool>> {
        self.places().map(|at| match &self.values {
            Values::Bool(all) => at.map(|at| all[at]),
            _ => None,
        })
    }

    /// The real numbers of a flat column, row by row.
    pub(in crate::table) fn reals(&self) -> impl Iterator<Item = Option<f64>> {
        self.places().map(|at| match &self.values {
            Values::Float(all) => at.map(|at| all[at].into()),
            Values::Double(all) => at.map(|at| all[at]),
            _ => None,
        })
    }

    /// The integers of a list that is a struct's leaf, row by row. An item without a value is `None`.
    pub(in crate::table) fn integer_lists(&self) -> Vec<Vec<Option<i64>>> {
        self.lists(|at| match &self.values {
            Values::Int64(all) => Some(all[at]),
            _ => None,
        })
    }

    /// The texts of a list that is a struct's leaf, row by row.
    pub(in crate::table) fn text_lists(&self) -> Vec<Vec<Option<&[u8]>>> {
        self.lists(|at| match &self.values {
            Values::Bytes(texts) => Some(texts.get(at)),
            _ => None,
        })
    }

    fn lists<T>(&self, value: impl Fn(usize) -> Option<T>) -> Vec<Vec<Option<T>>> {
        // Of an optional list of items the first two levels say that there is no list, and that it is empty.
        const ITEM: i16 = 2;
        let (mut rows, mut next) = (Vec::with_capacity(self.rows), 0);
        for (repetition, definition) in self.repetition.iter().zip(&self.definition) {
            if *repetition == 0 {
                rows.push(Vec::new());
            }
            let is_value = *definition == self.most_definition;
            let at = next;
            next += usize::from(is_value);
            if let Some(row) = rows.last_mut().filter(|_| *definition >= ITEM) {
                row.push(if is_value { value(at) } else { None });
            }
        }
        rows
    }

    /// Adds a level of a column of a list: a value, or what is missing at this definition level.
    pub(in crate::table) fn push_level(&mut self, repetition: i16, definition: i16, value: Option<Level<'_>>) {
        self.repetition.push(repetition);
        self.definition.push(definition);
        self.rows += usize::from(repetition == 0);
        match (&mut self.values, value) {
            (Values::Bytes(texts), Some(Level::Text(text))) => texts.push(text.as_bytes()),
            (Values::Int64(all), Some(Level::Integer(integer))) => all.push(integer),
            _ => {}
        }
    }
}
