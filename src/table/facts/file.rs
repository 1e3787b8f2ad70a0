//! From a Parquet file of facts to files of facts with the columns above their nodes.

use std::path::{Path, PathBuf};

use parquet::basic::{LogicalType, Type as Physical};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::schema::types::TypePtr;

use super::ancestors::{Ancestors, PRE, TERRITORY};
use super::any_column::AnyColumn;
use super::division::{Division, starts};
use super::measures::MeasureColumn;
use super::output::{For, Output, field, schema};
use super::rows::{FactRows, write_facts};
use super::sort::{NodeNumbers, NumbersAgain, Pieces, sorted};
use super::source::{Chunks, Source, flat_leaf, held, is_text};
use super::totals::Tally;
use super::work::{TOTALS, UNKNOWN, Work, earlier, part_name, unwritable};
use super::{Enricher, FactError, FactErrors, FactMeasure, FactProblem, FactTotals, UnknownCodes, no_column};
use crate::errors::Errors;
use crate::table::write::GROUP_ROWS;

/// What was made of a file of facts.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EnrichedFacts {
    /// The files of facts, in the order of the nodes.
    pub files: Vec<FactFile>,
    /// The file of the rows whose codes are unknown; `None` where there are none.
    pub unknown_file: Option<FactFile>,
    /// The codes that no node has.
    pub unknown: UnknownCodes,
    /// How many facts there are at every level, and their sums; also in `facts_totals.parquet`.
    pub totals: FactTotals,
}

/// A file of facts.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FactFile {
    /// Where it is.
    pub path: PathBuf,
    /// How many rows it has.
    pub rows: u64,
}

/// Keys under which other programs keep the schema of a file. They would hide the columns that are added.
const KEYS_OF_SCHEMAS: [&str; 7] = [
    "ARROW:schema",
    "avro.schema",
    "iceberg.schema",
    "org.apache.spark.sql.parquet.row.metadata",
    "pandas",
    "parquet.avro.schema",
    "writer.model.name",
];

impl Enricher<'_> {
    /// Reads a Parquet file of facts and writes it into a folder, sorted by node, rows of one node in the order of the input:
    /// `facts.parquet`, or `facts-000.parquet` and so on where parts are asked for; `facts_totals.parquet`, how many facts there
    /// are at every level and their sums ([`FactTotals`]); and `facts-unknown.parquet` with the rows whose codes no node has,
    /// without the columns that are added. Whoever gives engines a pattern of names takes `facts-[0-9]*.parquet`.
    ///
    /// Files of an earlier run are replaced, all at the end. The same input gives the same bytes, whatever the memory. Keys of
    /// the file are kept, but for those under which other programs describe its columns: they would not know the new ones.
    ///
    /// # Errors
    ///
    /// The file cannot be read, has no such columns, has a column with the name of one that is added; a sum passes 64 bits; a
    /// file cannot be written. Nothing is written then, and files of an earlier run stay as they were.
    pub fn enrich_file(&self, input: impl AsRef<Path>, folder: impl AsRef<Path>) -> Result<EnrichedFacts, FactErrors> {
        let (input, folder) = (input.as_ref(), folder.as_ref());
        let source = Source::open(input)?;
        let columns = self.check(&source, folder)?;
        self.enrich_source(source, &columns, Work::new(folder)?)
    }

    /// The same of rows that come from code. They are written to the disk first, because they are gone through twice.
    ///
    /// # Errors
    ///
    /// As [`Enricher::enrich_file`]; also where batches differ in their columns, or columns of a batch in their lengths.
    pub fn enrich_rows(
        &self,
        batches: impl IntoIterator<Item = FactRows>,
        folder: impl AsRef<Path>,
    ) -> Result<EnrichedFacts, FactErrors> {
        let folder = folder.as_ref();
        let work = Work::new(folder)?;
        let path = work.path(ROWS);
        write_facts(&path, batches)?;
        let source = Source::open(&path)?;
        // Whoever gave the rows knows of no file.
        let of_rows = |errors: FactErrors| errors.map(|error| FactError::new(error.problem().clone()));
        let columns = self.check(&source, folder).map_err(of_rows)?;
        self.enrich_source(source, &columns, work)
    }

    fn enrich_source(&self, source: Source, columns: &Columns, work: Work) -> Result<EnrichedFacts, FactErrors> {
        let made = Run { enricher: self, source: &source, columns, work: &work }.run()?;
        // It may stand in the folder of work.
        drop(source);
        let folder = work.target().to_owned();
        work.finish(&made.names())?;
        Ok(made.into_facts(&folder))
    }

    /// Finds the columns, or tells all that is wrong with them.
    #[expect(clippy::expect_used, reason = "an invariant")]
    fn check(&self, source: &Source, folder: &Path) -> Result<Columns, FactErrors> {
        let mut problems = Vec::new();
        problems.extend(self.too_many_nodes());
        let fields = source.schema().root_schema().get_fields();
        let code = match fields.iter().find(|field| field.name() == self.node_column) {
            None => {
                problems.push(no_column(source.schema(), &self.node_column));
                None
            }
            Some(field) => {
                let leaf = flat_leaf(source.schema(), &self.node_column);
                let leaf = leaf.filter(|leaf| is_text(&source.schema().column(*leaf)));
                if leaf.is_none() {
                    let (name, found) = (self.node_column.clone(), held(field));
                    problems.push(FactProblem::NotText { name, found });
                }
                leaf
            }
        };
        let mut measures: Vec<MeasureColumn> = Vec::new();
        for name in &self.measures {
            if measures.iter().any(|known| known.name == *name) {
                problems.push(FactProblem::MeasureTwice { name: name.clone() });
                continue;
            }
            match MeasureColumn::find(source.schema(), name) {
                Ok(measure) => measures.push(measure),
                Err(problem) => problems.push(problem),
            }
        }
        problems.extend(self.names_taken(fields.iter().map(|field| field.name())));
        let path = source.path();
        let mut errors: Vec<FactError> =
            problems.into_iter().map(|problem| FactError::of_file(path, problem)).collect();
        if is_among(path, &earlier(folder)?) {
            errors.push(FactError::of_file(path, FactProblem::SameFile));
        }
        Errors::check(errors)?;
        let code = code.expect("INVARIANT: where there is no code, that is an error");
        Ok(Columns { code, measures })
    }
}

/// The name of a file of rows that come from code.
const ROWS: &str = "rows";

/// Whether a file is one of these, by whatever way it is named.
fn is_among(path: &Path, others: &[PathBuf]) -> bool {
    let whole = |path: &Path| path.canonicalize().ok();
    whole(path).is_some_and(|path| others.iter().any(|other| whole(other).as_ref() == Some(&path)))
}

/// The columns of a file that are looked into, as numbers of leaves.
struct Columns {
    code: usize,
    measures: Vec<MeasureColumn>,
}

/// One file on its way.
struct Run<'r, 'g> {
    enricher: &'r Enricher<'g>,
    source: &'r Source,
    columns: &'r Columns,
    work: &'r Work,
}

/// What a run has made, in the folder of work.
struct Made {
    parts: Vec<(String, u64)>,
    unknown_rows: u64,
    unknown: UnknownCodes,
    totals: FactTotals,
}

impl Made {
    fn names(&self) -> Vec<String> {
        let unknown = (self.unknown_rows > 0).then(|| UNKNOWN.to_owned());
        let parts = self.parts.iter().map(|(name, _)| name.clone());
        parts.chain(unknown).chain([TOTALS.to_owned()]).collect()
    }

    fn into_facts(self, folder: &Path) -> EnrichedFacts {
        let file = |name: &str, rows: u64| FactFile { path: folder.join(name), rows };
        EnrichedFacts {
            files: self.parts.iter().map(|(name, rows)| file(name, *rows)).collect(),
            unknown_file: (self.unknown_rows > 0).then(|| file(UNKNOWN, self.unknown_rows)),
            unknown: self.unknown,
            totals: self.totals,
        }
    }
}

impl<'g> Run<'_, 'g> {
    fn ancestors(&self) -> &Ancestors<'g> {
        &self.enricher.ancestors
    }

    fn run(&self) -> Result<Made, FactErrors> {
        let (counts, unknown, numbers) = self.count()?;
        let mut chunks = self.source.chunks((0..self.source.schema().num_columns()).collect());
        let first = chunks.next()?;
        let at_once = rows_within(self.enricher.memory / 2, first.as_deref().unwrap_or_default());
        let starts = starts(self.ancestors());
        let mut division = Division::new(counts, &starts, self.enricher.parts, at_once);
        let mut pieces = self.hand_out(&mut division, first, &mut chunks, numbers)?;
        let files = division.files();
        let parts = files.len() - usize::from(unknown.rows() > 0);
        let territories = self.ancestors().governance().tree().territories().len();
        let mut tally = Tally::new(territories, self.columns.measures.len());
        let mut made = Vec::new();
        for (number, file) in files.iter().enumerate() {
            let is_known = number < parts;
            let name = if is_known { part_name(number, parts) } else { UNKNOWN.to_owned() };
            let mut output = self.begin(&name, is_known)?;
            for (at, _) in division.pieces().iter().enumerate().filter(|(_, piece)| piece.file == number) {
                for (nodes, mut columns) in sorted(pieces.take(at)?, GROUP_ROWS) {
                    if is_known {
                        let territory = |node: &u32| self.ancestors().territory(*node);
                        let territories: Vec<Option<u32>> = nodes.iter().map(territory).collect();
                        tally.add(&territories, &columns, &self.columns.measures);
                        self.enrich(&nodes, &territories, &mut columns);
                    }
                    output.write(&mut columns)?;
                }
            }
            output.finish()?;
            if is_known {
                made.push((name, file.rows.end - file.rows.start));
            }
        }
        let measure = |measure: &MeasureColumn| FactMeasure { name: measure.name.clone(), scale: measure.scale };
        let measures = self.columns.measures.iter().map(measure).collect();
        let totals = tally.finish(self.ancestors(), measures, unknown.rows())?;
        totals.write(self.work)?;
        Ok(Made { parts: made, unknown_rows: unknown.rows(), unknown, totals })
    }

    /// Reads the codes only: how many rows each node has, those of unknown nodes last, and the node of each row.
    fn count(&self) -> Result<(Vec<u64>, UnknownCodes, NumbersAgain), FactError> {
        let governance = self.ancestors().governance();
        let none = governance.node_count();
        let mut counts = vec![0_u64; none + 1];
        let mut unknown = UnknownCodes::default();
        let mut numbers = NodeNumbers::new(self.work)?;
        let mut chunks = self.source.chunks(vec![self.columns.code]);
        let mut row = 0;
        while let Some(columns) = chunks.next()? {
            for code in columns[0].texts() {
                row += 1;
                let text = code.and_then(|code| std::str::from_utf8(code).ok());
                let node = text.and_then(|text| governance.node(text)).map_or(none, |node| node.index() as usize);
                if node == none {
                    unknown.add(row, code);
                }
                counts[node] += 1;
                numbers.push(node as u32)?;
            }
        }
        Ok((counts, unknown, numbers.read()?))
    }

    /// Reads all columns and hands their rows out to the pieces.
    fn hand_out(
        &self,
        division: &mut Division,
        first: Option<Vec<AnyColumn>>,
        chunks: &mut Chunks<'_>,
        mut numbers: NumbersAgain,
    ) -> Result<super::sort::Held<'_>, FactError> {
        let mut fields = self.source.schema().root_schema().get_fields().to_vec();
        let with_numbers = field(PRE, Physical::INT32, None, false).and_then(|pre| {
            fields.push(pre);
            schema(fields)
        });
        let with_numbers = with_numbers.map_err(|error| self.refused(&error))?;
        let columns = first.as_deref().unwrap_or_default();
        let most = self.enricher.memory;
        let mut pieces = Pieces::new(self.work, with_numbers, division.pieces().len(), columns, most);
        let mut next = first;
        while let Some(columns) = next {
            let nodes = numbers.next(columns.first().map_or(0, AnyColumn::rows), self.source)?;
            pieces.hand_out(division, columns, &nodes)?;
            next = chunks.next()?;
        }
        pieces.finish()
    }

    fn refused(&self, error: &ParquetError) -> FactError {
        unwritable(self.source.path(), error)
    }

    /// Begins a file of facts, with the columns that are added or without.
    fn begin(&self, name: &str, is_enriched: bool) -> Result<Output, FactError> {
        let mut fields: Vec<TypePtr> = self.source.schema().root_schema().get_fields().to_vec();
        if is_enriched {
            let text = |name: &str| field(name, Physical::BYTE_ARRAY, Some(LogicalType::String), true);
            let levels = self.ancestors().levels().iter().map(|level| text(level.id()));
            let added = [field(PRE, Physical::INT32, None, false), text(TERRITORY)].into_iter().chain(levels);
            fields.extend(added.collect::<Result<Vec<_>, _>>().map_err(|error| self.refused(&error))?);
        }
        let is_kept = |key: &&KeyValue| !KEYS_OF_SCHEMAS.contains(&key.key.as_str());
        let keys = self.source.keys().iter().filter(is_kept).cloned().collect();
        let sorted_by = is_enriched.then(|| self.source.schema().num_columns());
        let schema = schema(fields).map_err(|error| self.refused(&error))?;
        Output::in_work(self.work, name, schema, keys, For::Engines { sorted_by })
    }

    /// Adds the columns of what is above the nodes.
    fn enrich(&self, nodes: &[u32], territories: &[Option<u32>], columns: &mut Vec<AnyColumn>) {
        let ancestors = self.ancestors();
        let mut pre = AnyColumn::flat(Physical::INT32, false);
        for node in nodes {
            pre.push_integer(Some(i64::from(*node)));
        }
        columns.push(pre);
        let mut text = |code: &dyn Fn(u32) -> Option<&'g str>| {
            let mut column = AnyColumn::flat(Physical::BYTE_ARRAY, true);
            for territory in territories {
                column.push_text(territory.and_then(code));
            }
            columns.push(column);
        };
        text(&|territory| Some(ancestors.code(territory)));
        for level in 0..ancestors.levels().len() {
            text(&|territory| ancestors.code_above(territory, level));
        }
    }
}

/// How many rows take so many bytes, as far as the first rows tell.
fn rows_within(bytes: usize, first: &[AnyColumn]) -> u64 {
    let rows = first.first().map_or(0, AnyColumn::rows);
    let taken: usize = first.iter().map(AnyColumn::bytes).sum();
    let a_row = taken.checked_div(rows).unwrap_or(0) + 4;
    (bytes / a_row) as u64
}
