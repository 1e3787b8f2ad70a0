//! Facts by unit and period: what happened, how often and how much.

use super::identifier::checked;
use super::select::{ByUnit, Select, ordered, sum};
use super::{Sql, SqlError, Texts};
use crate::governance::Node;
use crate::kind::Kind;

/// The names of columns that texts over facts give or read besides those of levels.
const TAKEN: [&str; 9] = ["level", "unit", "period", "facts", "part", "whole", "node", "pre", "territory"];

/// What columns facts have, for texts over them: which are added up, and by which they are divided.
///
/// Facts have the columns that an `Enricher` adds; everything else is named here.
///
/// ```
/// use gridgov::governance::Governance;
/// use gridgov::kind::{Kind, SecondGrid, Subdistrict};
/// use gridgov::ledger::Draft;
/// use gridgov::table::sql::{Facts, Period, Texts};
///
/// # let mut draft = Draft::new("Xushui");
/// # let street = draft.root(Subdistrict, "410102012", "须水街道");
/// # draft.add(street, SecondGrid, "G-1", "第一网格");
/// # let governance = Governance::build(&draft)?;
/// let facts = Facts::new().with_period("day", Period::Month)?.with_measure("minutes")?;
/// let by_month = Texts::of(&governance).facts_at(Kind::SecondGrid, &facts)?;
/// assert_eq!(by_month.name(), "facts_by_month_at_second_grid");
/// assert_eq!(
///     by_month.text(),
///     "\
/// -- The facts in the units of one level.
/// SELECT
///     'second_grid' AS level,
///     second_grid AS unit,
///     CAST(extract(YEAR FROM day) AS INTEGER) * 100 + CAST(extract(MONTH FROM day) AS INTEGER) AS period,
///     count(*) AS facts,
///     CAST(sum(minutes) AS BIGINT) AS minutes
/// FROM facts
/// WHERE second_grid IS NOT NULL
/// GROUP BY second_grid, CAST(extract(YEAR FROM day) AS INTEGER) * 100 + CAST(extract(MONTH FROM day) AS INTEGER)
/// ORDER BY level, unit, period
/// "
/// );
///
/// let error = Facts::new().with_measure("minutes; DROP TABLE facts").unwrap_err();
/// assert!(error.to_string().starts_with("`minutes; DROP TABLE facts` cannot be the name of a column"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    measures: Vec<String>,
    /// The column of a date, and the length of the periods.
    period: Option<(String, Period)>,
    keys: Vec<String>,
}

/// How long the periods are into which dates are put, and how they are numbered.
///
/// There are no weeks: the engines disagree on how the year of a week is written. Give facts a column with the week, and
/// divide them by it with [`Facts::with_key`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Period {
    /// A day (日): 20231210.
    Day,
    /// A month (月): 202312.
    Month,
    /// A quarter (季度): 20234.
    Quarter,
    /// A half-year (半年): 20232.
    HalfYear,
    /// A year (年): 2023.
    Year,
}

impl Period {
    /// Every length, from the shortest.
    pub const ALL: &'static [Period] = &[Self::Day, Self::Month, Self::Quarter, Self::HalfYear, Self::Year];

    /// The name of the length, as it stands in the names of texts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::HalfYear => "half_year",
            Self::Year => "year",
        }
    }

    /// The number of the period in which a date lies.
    fn of(self, date: &str) -> String {
        let part = |name: &str| format!("CAST(extract({name} FROM {date}) AS INTEGER)");
        let (year, month) = (part("YEAR"), part("MONTH"));
        match self {
            Self::Day => format!("{year} * 10000 + {month} * 100 + {}", part("DAY")),
            Self::Month => format!("{year} * 100 + {month}"),
            Self::Quarter => format!("{year} * 10 + {}", part("QUARTER")),
            // No division: some engines make a fraction of it.
            Self::HalfYear => format!("{year} * 10 + CASE WHEN {month} < 7 THEN 1 ELSE 2 END"),
            Self::Year => year,
        }
    }
}

impl Facts {
    /// Facts that are only counted.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with one more column of integers that are added up.
    ///
    /// # Errors
    ///
    /// Some engine would read the name in another way than as a column, or a column has it already.
    pub fn with_measure(mut self, column: impl Into<String>) -> Result<Self, SqlError> {
        let column = self.new_column(column.into())?;
        self.measures.push(column);
        Ok(self)
    }

    /// The same, divided by periods in which a column of dates or times lies. It replaces any period that was set before.
    ///
    /// # Errors
    ///
    /// As [`Facts::with_measure`].
    pub fn with_period(mut self, column: impl Into<String>, length: Period) -> Result<Self, SqlError> {
        self.period = None;
        let column = self.new_column(column.into())?;
        self.period = Some((column, length));
        Ok(self)
    }

    /// The same, divided by one more column as it is, such as a class.
    ///
    /// # Errors
    ///
    /// As [`Facts::with_measure`].
    pub fn with_key(mut self, column: impl Into<String>) -> Result<Self, SqlError> {
        let column = self.new_column(column.into())?;
        self.keys.push(column);
        Ok(self)
    }

    fn new_column(&self, name: String) -> Result<String, SqlError> {
        let name = checked(name)?;
        let is_taken = TAKEN.contains(&name.as_str())
            || Kind::IDS.contains(&name.as_str())
            || self.measures.contains(&name)
            || self.keys.contains(&name)
            || self.period.as_ref().is_some_and(|(date, _)| *date == name);
        if is_taken { Err(SqlError::TakenColumn { written: name }) } else { Ok(name) }
    }

    /// What is counted of each unit.
    fn by_unit(&self) -> ByUnit {
        let period = self.period.iter().map(|(date, length)| (length.of(date), "period".to_owned()));
        let keys = self.keys.iter().map(|key| (key.clone(), key.clone()));
        let sums = self.measures.iter().map(|measure| (sum(measure), measure.clone()));
        ByUnit {
            source: "facts".to_owned(),
            condition: None,
            keys: period.chain(keys).collect(),
            values: [("count(*)".to_owned(), "facts".to_owned())].into_iter().chain(sums).collect(),
        }
    }

    /// A name for a text about these facts.
    fn name(&self, about: &str) -> String {
        let period = self.period.iter().map(|(_, length)| length.id());
        let keys: Vec<&str> = period.chain(self.keys.iter().map(String::as_str)).collect();
        if keys.is_empty() { about.to_owned() } else { format!("{about}_by_{}", keys.join("_")) }
    }
}

impl Texts<'_> {
    /// How many facts there are in every area and grid, and the sums of their measures: `level`, `unit`, `period` and further
    /// columns by which they are divided, `facts`, and a column for each measure, which is `NULL` where no fact has a value.
    ///
    /// A unit and period without facts has no row. The unit `all` of the level `all` is the whole, also what happened in no
    /// area or grid.
    #[must_use]
    pub fn facts(&self, facts: &Facts) -> Sql {
        let by_unit = facts.by_unit();
        let statement = ordered(&by_unit.of_levels_and_all(&self.levels), &by_unit.order());
        Sql::new(facts.name("facts"), "The facts in every area and grid.", &statement)
    }

    /// The same at one level.
    ///
    /// # Errors
    ///
    /// The graph has no area or grid of this kind.
    pub fn facts_at(&self, level: Kind, facts: &Facts) -> Result<Sql, SqlError> {
        let (level, by_unit) = (self.level(level)?, facts.by_unit());
        let statement = ordered(&by_unit.of_level(level), &by_unit.order());
        let name = format!("{}_at_{}", facts.name("facts"), level.id());
        Ok(Sql::new(name, "The facts in the units of one level.", &statement))
    }

    /// The same at and below one node of any kind, without `level` and `unit`. Without anything to divide by the answer is one
    /// row, even where there are no facts.
    ///
    /// # Errors
    ///
    /// The node is of another graph.
    pub fn facts_within<K>(&self, node: Node<'_, K>, facts: &Facts) -> Result<Sql, SqlError> {
        let (first, last) = self.numbers(node)?;
        let by_unit = facts.by_unit();
        let keys = by_unit.keys.iter().map(|(expression, _)| expression);
        let columns = by_unit.keys.iter().chain(&by_unit.values);
        let columns = columns.map(|(expression, name)| format!("{expression} AS {name}"));
        let within = format!("pre BETWEEN {first} AND {last}");
        let statement = Select::from("facts").columns(columns).only([within]).group_by(keys);
        let order: Vec<&str> = by_unit.keys.iter().map(|(_, name)| name.as_str()).collect();
        let statement = if order.is_empty() { statement.text() } else { statement.ordered_by(&order.join(", ")) };
        let name = format!("{}_within_{first}_{last}", facts.name("facts"));
        Ok(Sql::new(name, "The facts in one subtree.", &statement))
    }

    /// One measure's share of another over the facts in every area and grid that have both: `level`, `unit`, the columns by
    /// which they are divided, `facts` (how many have both), and the sums `part` and `whole`.
    ///
    /// Parts and wholes are added up, and only then divided: a mean of rates would weigh one fact in a small grid as much as a
    /// thousand in a large one.
    ///
    /// # Errors
    ///
    /// A measure is none of these facts.
    pub fn fact_rates(&self, facts: &Facts, part: &str, whole: &str) -> Result<Sql, SqlError> {
        let measure = |written: &str| {
            let known = &facts.measures;
            let unknown = || SqlError::UnknownColumn { written: written.to_owned(), known: known.clone() };
            known.iter().find(|measure| *measure == written).ok_or_else(unknown)
        };
        let (part, whole) = (measure(part)?, measure(whole)?);
        let rates = ByUnit {
            condition: Some(format!("{part} IS NOT NULL AND {whole} IS NOT NULL")),
            values: vec![
                ("count(*)".to_owned(), "facts".to_owned()),
                (sum(part), "part".to_owned()),
                (sum(whole), "whole".to_owned()),
            ],
            ..facts.by_unit()
        };
        let statement = ordered(&rates.of_levels(&self.levels), &rates.order());
        let about = "The sums of a part and its whole over the facts in every area and grid that have both.";
        Ok(Sql::new(facts.name(&format!("fact_rates_of_{part}_by_{whole}")), about, &statement))
    }
}
