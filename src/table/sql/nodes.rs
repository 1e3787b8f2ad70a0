//! Counts and sums over nodes: where they are contained, each once, and what Party organisations answer for.

use super::select::{ByUnit, Select, nested, ordered, sum, union_all};
use super::{Sql, SqlError, Texts};
use crate::governance::{Node, UnknownMeasureError};
use crate::kind::Kind;

/// The places that a unit does not contain, but counts once because a grid in it covers them.
const COVERED: &str = "bridge JOIN nodes ON nodes.code = bridge.node";
const IS_COVERED: &str = "basis = 'covers' AND home = 0";

impl Texts<'_> {
    /// How many nodes of each kind every area and grid contains, itself included: `level`, `unit`, `kind`, `nodes`. Behind the
    /// levels stands the unit `all` of the level `all`: the whole graph, also what stands in no area or grid.
    ///
    /// It is the answer of [`CountByKind`](crate::rollup::CountByKind) in the counting [`Home`](crate::rollup::Home), without
    /// kinds of which a unit has no node.
    #[must_use]
    pub fn counts(&self) -> Sql {
        let counts = of_each_kind();
        let about = "The nodes of each kind at and below every area and grid, where they are contained.";
        Sql::new("counts", about, &ordered(&counts.of_levels_and_all(&self.levels), &counts.order()))
    }

    /// The same at one level.
    ///
    /// ```
    /// # use gridgov::{governance::Governance, kind::{Kind, Subdistrict}, ledger::Draft, table::sql::Texts};
    /// # let mut draft = Draft::new("");
    /// # draft.root(Subdistrict, "S", "");
    /// # let governance = Governance::build(&draft)?;
    /// let texts = Texts::of(&governance);
    /// assert_eq!(texts.counts_at(Kind::Subdistrict)?.name(), "counts_at_subdistrict");
    /// let error = texts.counts_at(Kind::MicroGrid).unwrap_err();
    /// assert_eq!(error.to_string(), "the tables have no level `micro_grid`; they have subdistrict");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The graph has no area or grid of this kind.
    pub fn counts_at(&self, level: Kind) -> Result<Sql, SqlError> {
        self.level(level).map(counts_of)
    }

    /// How much of each measure every area and grid contains: `level`, `unit`, `measure`, `scale`, `nodes` (how many the unit
    /// has), `with_value` (how many of them have a value), and `value`, which is `NULL` where none has one. The unit `all` of the
    /// level `all` is the whole graph.
    ///
    /// It is the answer of [`Sum`](crate::rollup::Sum) in the counting [`Home`](crate::rollup::Home), in units of the scale.
    #[must_use]
    pub fn sums(&self) -> Sql {
        let about =
            "The sum of each measure over every area and grid, where nodes are contained, in units of the scale.";
        Sql::new("sums", about, &self.by_measure(&self.sums_of_nodes().of_levels_and_all(&self.levels)))
    }

    /// The same at one level.
    ///
    /// # Errors
    ///
    /// The graph has no area or grid of this kind.
    pub fn sums_at(&self, level: Kind) -> Result<Sql, SqlError> {
        self.level(level).map(|level| self.sums_of(level))
    }

    pub(super) fn sums_of(&self, level: Kind) -> Sql {
        let about =
            "The sum of each measure over the units of one level, where nodes are contained, in units of the scale.";
        let name = format!("sums_at_{}", level.id());
        Sql::new(name, about, &self.by_measure(&self.sums_of_nodes().of_level(level)))
    }

    /// How many nodes of each kind count in every area and grid if each place counts once in all that contain or cover it:
    /// the counting [`Distinct`](crate::rollup::Distinct). Columns as of [`Texts::counts`].
    #[must_use]
    pub fn distinct_counts(&self) -> Sql {
        let about =
            "The nodes of each kind in every area and grid. A place counts once in each that contains or covers it.";
        let regrouped = added_up(&self.distinct(&of_each_kind()), &["level", "unit", "kind"], &["nodes".to_owned()]);
        Sql::new("distinct_counts", about, &ordered(&regrouped, "level, unit, kind"))
    }

    /// How much of each measure counts in every area and grid if each place counts once in all that contain or cover it.
    /// Columns as of [`Texts::sums`].
    #[must_use]
    pub fn distinct_sums(&self) -> Sql {
        let about =
            "The sum of each measure in every area and grid. A place counts once in each that contains or covers it.";
        let sums = self.sums_of_nodes();
        let names: Vec<String> = sums.values.iter().map(|(_, name)| name.clone()).collect();
        let regrouped = added_up(&self.distinct(&sums), &["level", "unit"], &names);
        Sql::new("distinct_sums", about, &self.by_measure(&regrouped))
    }

    /// How many nodes of each kind every Party organisation answers for, with those below it: `level` (the kind of the
    /// organisation), `unit` (its code), `kind`, `nodes`. One that answers for nothing has no row.
    ///
    /// It agrees with [`Governance::answers_for`](crate::governance::Governance::answers_for).
    #[must_use]
    pub fn answers_for_counts(&self) -> Sql {
        let about = "The nodes of each kind that every Party organisation answers for, each once.";
        let regrouped = added_up(&answered(&of_each_kind()), &["level", "unit", "kind"], &["nodes".to_owned()]);
        Sql::new("answers_for_counts", about, &ordered(&regrouped, "level, unit, kind"))
    }

    /// How much of each measure every Party organisation answers for, with those below it: as [`Texts::sums`], with the
    /// organisation as the unit.
    #[must_use]
    pub fn answers_for_sums(&self) -> Sql {
        let about = "The sum of each measure over what every Party organisation answers for, each node once.";
        let sums = self.sums_of_nodes();
        let names: Vec<String> = sums.values.iter().map(|(_, name)| name.clone()).collect();
        let regrouped = added_up(&answered(&sums), &["level", "unit"], &names);
        Sql::new("answers_for_sums", about, &self.by_measure(&regrouped))
    }

    /// How many nodes of each kind there are at and below one node of any kind: `kind`, `nodes`.
    ///
    /// The node is a range of numbers in the order of the tables, so that an engine reads only the row groups in which it
    /// stands. The text holds for the tables of this very graph; see the digest in `meta.json`.
    ///
    /// ```
    /// # use gridgov::{governance::Governance, kind::{SecondGrid, Subdistrict}, ledger::Draft, table::sql::Texts};
    /// # let mut draft = Draft::new("");
    /// # let street = draft.root(Subdistrict, "S", "");
    /// # draft.add(street, SecondGrid, "G", "");
    /// # let governance = Governance::build(&draft)?;
    /// let within = Texts::of(&governance).counts_within(governance.find("G")?)?;
    /// assert!(within.text().contains("WHERE pre BETWEEN 1 AND 1\n"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The node is of another graph.
    pub fn counts_within<K>(&self, node: Node<'_, K>) -> Result<Sql, SqlError> {
        let (first, last) = self.numbers(node)?;
        let within = format!("pre BETWEEN {first} AND {last}");
        let counted = Select::from("nodes").columns(["kind", "count(*) AS nodes"]).only([within]).group_by(["kind"]);
        let about = "The nodes of each kind in one subtree.";
        Ok(Sql::new(format!("counts_within_{first}_{last}"), about, &counted.ordered_by("kind")))
    }

    /// How much of each measure there is at and below one node of any kind: `measure`, `scale`, `nodes`, `with_value`,
    /// `value`, as of [`Texts::sums`].
    ///
    /// # Errors
    ///
    /// The node is of another graph.
    pub fn sums_within<K>(&self, node: Node<'_, K>) -> Result<Sql, SqlError> {
        let (first, last) = self.numbers(node)?;
        let within = format!("pre BETWEEN {first} AND {last}");
        let columns =
            self.sums_of_nodes().values.into_iter().map(|(expression, name)| format!("{expression} AS {name}"));
        let totals = Select::from("nodes").columns(columns).only([within]).text();
        let about = "The sum of each measure over one subtree, in units of the scale.";
        let source = format!("{} CROSS JOIN measures", nested(&totals, "totals"));
        let statement = Select::from(source).columns(self.measure_columns()).ordered_by("measure");
        Ok(Sql::new(format!("sums_within_{first}_{last}"), about, &statement))
    }

    /// One measure's share of another at every area and grid, where nodes are contained: `level`, `unit`, `nodes` (how many
    /// have both values), and the sums `part` and `whole` with `part_scale` and `whole_scale`.
    ///
    /// It is the answer of [`rate_of`](crate::governance::Governance::rate_of): parts and wholes are added up, and only then
    /// divided, by whoever shows the rate. A unit in which no node has both values has no row.
    ///
    /// # Errors
    ///
    /// There is no such measure.
    pub fn rates(&self, part: &str, whole: &str) -> Result<Sql, SqlError> {
        let [part, whole] = [part, whole].map(|id| self.column_of(id));
        let ((part, part_scale), (whole, whole_scale)) = (part?, whole?);
        let rates = ByUnit {
            source: "nodes".to_owned(),
            condition: Some(format!("{part} IS NOT NULL AND {whole} IS NOT NULL")),
            keys: Vec::new(),
            values: vec![
                ("count(*)".to_owned(), "nodes".to_owned()),
                (sum(part), "part".to_owned()),
                (part_scale.to_string(), "part_scale".to_owned()),
                (sum(whole), "whole".to_owned()),
                (whole_scale.to_string(), "whole_scale".to_owned()),
            ],
        };
        let about = "The sums of a part and its whole over every area and grid, of nodes that have both.";
        let name = format!("rates_of_{part}_by_{whole}");
        Ok(Sql::new(name, about, &ordered(&rates.of_levels(&self.levels), &rates.order())))
    }

    /// The column of a measure and its scale.
    fn column_of(&self, id: &str) -> Result<(&str, u8), SqlError> {
        let mut measures = self.governance.measures().iter().zip(&self.measures);
        let found = measures.find(|(measure, _)| measure.id() == id);
        let (measure, column) = found.ok_or_else(|| UnknownMeasureError::new(self.governance, id))?;
        Ok((column, measure.scale()))
    }

    /// The sums of all measures, a column each, so that each level is grouped only once.
    fn sums_of_nodes(&self) -> ByUnit {
        let mut values = vec![("count(*)".to_owned(), "nodes".to_owned())];
        for (at, column) in self.measures.iter().enumerate() {
            values.push((format!("count({column})"), format!("with_{at}")));
            values.push((sum(column), format!("sum_{at}")));
        }
        ByUnit { source: "nodes".to_owned(), condition: None, keys: Vec::new(), values }
    }

    /// What is contained, and behind it what is only covered. Both must still be added up.
    fn distinct(&self, totals: &ByUnit) -> String {
        let covered = of_bridge(totals, COVERED, IS_COVERED);
        union_all([totals.of_levels(&self.levels), covered])
    }

    /// Turns the columns of [`Texts::sums_of_nodes`] into a row a measure, with the name that the table of measures has.
    fn by_measure(&self, totals: &str) -> String {
        let rows = Select::from(format!("{} CROSS JOIN measures", nested(totals, "totals")));
        let columns = ["totals.level AS level", "totals.unit AS unit"];
        rows.columns(columns).columns(self.measure_columns()).ordered_by("level, unit, measure")
    }

    fn measure_columns(&self) -> [String; 5] {
        let of_position = |prefix: &str| {
            let cases = (0..self.measures.len()).map(|at| format!("WHEN {at} THEN totals.{prefix}_{at}"));
            let cases = cases.collect::<Vec<_>>().join(" ");
            // Without a measure the table of measures is empty, and so is the answer.
            if cases.is_empty() { "totals.nodes".to_owned() } else { format!("CASE measures.position {cases} END") }
        };
        [
            "measures.measure AS measure".to_owned(),
            "measures.scale AS scale".to_owned(),
            "totals.nodes AS nodes".to_owned(),
            format!("{} AS with_value", of_position("with")),
            format!("{} AS value", of_position("sum")),
        ]
    }
}

/// The counts at a level that the graph has.
pub(super) fn counts_of(level: Kind) -> Sql {
    let counts = of_each_kind();
    let about = "The nodes of each kind at and below the units of one level, where they are contained.";
    Sql::new(format!("counts_at_{}", level.id()), about, &ordered(&counts.of_level(level), &counts.order()))
}

/// The nodes of each kind.
fn of_each_kind() -> ByUnit {
    ByUnit {
        source: "nodes".to_owned(),
        condition: None,
        keys: vec![("kind".to_owned(), "kind".to_owned())],
        values: vec![("count(*)".to_owned(), "nodes".to_owned())],
    }
}

/// What Party organisations answer for: whole areas and grids, and covered places beside them. Both must still be added up.
fn answered(totals: &ByUnit) -> String {
    let joined = |column: &str, joins: &str| {
        let source = format!("bridge JOIN nodes ON nodes.{column} = bridge.node");
        of_bridge(totals, &source, &format!("basis = 'answers_for' AND joins = '{joins}'"))
    };
    union_all([joined("territory", "territory"), joined("code", "code")])
}

/// The same totals of the units of the bridge.
fn of_bridge(totals: &ByUnit, source: &str, condition: &str) -> String {
    let keys = totals.keys.iter().map(|(expression, _)| expression);
    let values = totals.values.iter().map(|(expression, name)| format!("{expression} AS {name}"));
    let rows = Select::from(source).columns(["unit_kind AS level", "bridge.unit AS unit"]).columns(keys.clone());
    rows.columns(values).only([condition]).group_by(["unit_kind", "bridge.unit"]).group_by(keys).text()
}

/// The sums of columns over the parts of each unit.
fn added_up(parts: &str, keys: &[&str], columns: &[String]) -> String {
    let sums = columns.iter().map(|name| format!("{} AS {name}", sum(name)));
    Select::from(nested(parts, "parts"))
        .columns(keys.iter().copied())
        .columns(sums)
        .group_by(keys.iter().copied())
        .text()
}
