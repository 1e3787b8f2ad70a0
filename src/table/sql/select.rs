//! The parts of a statement, laid out one clause a line.

use crate::kind::Kind;

/// What is asked of each unit: rows of a source, grouped by the unit and by further columns.
#[derive(Debug, Clone)]
pub(super) struct ByUnit {
    /// What stands behind `FROM`.
    pub source: String,
    /// What must hold for a row to count, beside that it is in a unit.
    pub condition: Option<String>,
    /// Columns that units are divided by, each an expression and its name.
    pub keys: Vec<(String, String)>,
    /// Aggregates, each with its name.
    pub values: Vec<(String, String)>,
}

impl ByUnit {
    /// The units of one level.
    pub(super) fn of_level(&self, level: Kind) -> String {
        let id = level.id();
        self.selected(&format!("'{id}'"), id, Some(&format!("{id} IS NOT NULL")), &[id])
    }

    /// The units of all levels, one `GROUP BY` each.
    pub(super) fn of_levels(&self, levels: &[Kind]) -> String {
        if levels.is_empty() {
            // A graph without areas and grids has no units, and its tables have no columns of levels.
            return self.selected("territory", "territory", Some("pre < 0"), &["territory"]);
        }
        union_all(levels.iter().map(|level| self.of_level(*level)))
    }

    /// The units of all levels, and behind them everything that there is, as the unit `all` of the level `all`: rows that stand
    /// in no area or grid count only there.
    pub(super) fn of_levels_and_all(&self, levels: &[Kind]) -> String {
        let all = self.selected("'all'", "'all'", None, &[]);
        union_all(levels.iter().map(|level| self.of_level(*level)).chain([all]))
    }

    fn selected(&self, level: &str, unit: &str, is_in_unit: Option<&str>, group_by: &[&str]) -> String {
        let named = |(expression, name): (&str, &str)| {
            if expression == name { name.to_owned() } else { format!("{expression} AS {name}") }
        };
        let keys = self.keys.iter().map(|(expression, name)| (expression.as_str(), name.as_str()));
        let values = self.values.iter().map(|(expression, name)| (expression.as_str(), name.as_str()));
        let columns = [(level, "level"), (unit, "unit")].into_iter().chain(keys.clone()).chain(values);
        let columns: Vec<String> = columns.map(named).collect();
        let conditions: Vec<&str> = is_in_unit.into_iter().chain(self.condition.as_deref()).collect();
        let group_by: Vec<&str> = group_by.iter().copied().chain(keys.map(|(expression, _)| expression)).collect();
        Select::from(&self.source).columns(columns).only(conditions).group_by(group_by).text()
    }

    /// The names of what an answer is ordered by: level, unit and the further columns.
    pub(super) fn order(&self) -> String {
        let keys = self.keys.iter().map(|(_, name)| name.as_str());
        ["level", "unit"].into_iter().chain(keys).collect::<Vec<_>>().join(", ")
    }
}

/// A `SELECT`, from a source on.
#[derive(Debug, Clone)]
pub(super) struct Select {
    source: String,
    columns: Vec<String>,
    conditions: Vec<String>,
    group_by: Vec<String>,
}

impl Select {
    pub(super) fn from(source: impl Into<String>) -> Self {
        Self { source: source.into(), columns: Vec::new(), conditions: Vec::new(), group_by: Vec::new() }
    }

    /// The same with further columns.
    pub(super) fn columns(mut self, columns: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.columns.extend(columns.into_iter().map(Into::into));
        self
    }

    /// The same where further conditions hold.
    pub(super) fn only(mut self, conditions: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.conditions.extend(conditions.into_iter().map(Into::into));
        self
    }

    /// The same in groups.
    pub(super) fn group_by(mut self, columns: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.group_by.extend(columns.into_iter().map(Into::into));
        self
    }

    /// The text; without conditions or groups the clause is left out.
    pub(super) fn text(&self) -> String {
        let columns = self.columns.join(",\n    ");
        let clause = |word: &str, parts: &[String], between: &str| {
            if parts.is_empty() { String::new() } else { format!("\n{word} {}", parts.join(between)) }
        };
        let conditions = clause("WHERE", &self.conditions, " AND ");
        let groups = clause("GROUP BY", &self.group_by, ", ");
        format!("SELECT\n    {columns}\nFROM {}{conditions}{groups}", self.source)
    }

    /// The text with its rows in order.
    pub(super) fn ordered_by(&self, columns: &str) -> String {
        ordered(&self.text(), columns)
    }
}

/// A statement with its rows in order.
pub(super) fn ordered(statement: &str, columns: &str) -> String {
    format!("{statement}\nORDER BY {columns}")
}

/// The rows of several statements.
pub(super) fn union_all(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().collect::<Vec<_>>().join("\nUNION ALL\n")
}

/// A statement as a source with a name.
pub(super) fn nested(statement: &str, name: &str) -> String {
    format!("(\n{}\n) AS {name}", indented(statement))
}

pub(super) fn indented(statement: &str) -> String {
    format!("    {}", statement.replace('\n', "\n    "))
}

/// The sum of an integer expression, in 64 bits.
pub(super) fn sum(expression: &str) -> String {
    format!("CAST(sum({expression}) AS BIGINT)")
}

/// Words of this crate as a list of literals. None of them has a quote: they are ids of kinds and roles.
pub(super) fn literals(words: impl IntoIterator<Item = &'static str>) -> String {
    words.into_iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(", ")
}
