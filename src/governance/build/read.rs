//! Rows from the reader to the builder, without a ledger between.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::take::{NodeTexts, Place};
use super::{
    Builder, Decimal, Declaration, Declared, Figure, Kind, Limits, MAX_SCALE, Measure, NONE, PendingLink, Relation,
    Standing, Written,
};
use crate::ledger::{LedgerErrors, LinkFields, Loaded, NodeFields, Reader, Refused, RowReceiver, Source};

impl Builder {
    /// Reads a ledger from a path, as [`Ledger::open`](crate::ledger::Ledger::open), and adds its rows. The limits of the
    /// builder hold.
    ///
    /// Rows of JSON and CSV go from the file to the builder without a [`Ledger`](crate::ledger::Ledger) between, which takes a
    /// fraction of its time and memory. O(1) a row.
    ///
    /// ```no_run
    /// use gridgov::governance::Builder;
    ///
    /// let mut builder = Builder::new();
    /// for path in ["须水街道.json", "中原西路街道.json"] {
    ///     builder.open(path)?;
    /// }
    /// let governance = builder.finish()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The path cannot be read, or something in it has not the form of a ledger: all such places. Nothing of it is added
    /// then. Whatever else is wrong with the rows is told by [`Builder::finish`].
    pub fn open(&mut self, path: impl AsRef<Path>) -> Result<(), LedgerErrors> {
        let reader = self.reader();
        self.open_with(&reader, path)
    }

    /// Reads a ledger from a path with this reader, within its limits, and adds its rows; see [`Builder::open`].
    ///
    /// # Errors
    ///
    /// As [`Builder::open`].
    pub fn open_with(&mut self, reader: &Reader, path: impl AsRef<Path>) -> Result<(), LedgerErrors> {
        let loaded = reader.load(path)?;
        self.add_loaded(loaded, reader.limits())
    }

    /// Reads the JSON format from a stream, to its end and at most [`Limits::bytes`], and adds its rows; see
    /// [`Builder::open`].
    ///
    /// ```
    /// use gridgov::governance::Builder;
    ///
    /// let json = r#"{"ledger":1,"nodes":[{"code":"410102012","kind":"subdistrict","name":"须水街道"}]}"#;
    /// let mut builder = Builder::new();
    /// builder.read_json(json.as_bytes())?;
    /// assert_eq!(builder.finish()?.node_count(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Builder::open`].
    pub fn read_json(&mut self, reader: impl io::Read) -> Result<(), LedgerErrors> {
        let loaded = self.reader().load_json(reader)?;
        self.add_loaded(loaded, &self.limits.clone())
    }

    /// Reads the pair of CSV tables from streams, each at most [`Limits::bytes`], and adds their rows; the one of links
    /// may be empty. See [`Builder::open`].
    ///
    /// ```
    /// use gridgov::governance::Builder;
    ///
    /// let nodes = "code,kind,name,parent\n410102012,subdistrict,须水街道,\nV-1,second_grid,第一网格,410102012\n";
    /// let mut builder = Builder::new();
    /// builder.read_csv(nodes.as_bytes(), std::io::empty())?;
    /// let governance = builder.finish()?;
    /// assert_eq!(governance.find("V-1")?.parent(), governance.node("410102012"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Builder::open`].
    pub fn read_csv(&mut self, nodes: impl io::Read, links: impl io::Read) -> Result<(), LedgerErrors> {
        let loaded = self.reader().load_csv(nodes, links)?;
        self.add_loaded(loaded, &self.limits.clone())
    }

    fn reader(&self) -> Reader {
        Reader::new().with_limits(self.limits.clone())
    }

    /// Adds the rows of what was loaded: one by one, or where something is wrong as a ledger.
    pub(in crate::governance) fn add_loaded(&mut self, loaded: Loaded, limits: &Limits) -> Result<(), LedgerErrors> {
        if self.stream(&loaded, limits).is_err() {
            self.add(&loaded.into_ledger(limits)?);
        }
        Ok(())
    }

    /// Adds the rows one by one, or none of them.
    fn stream(&mut self, loaded: &Loaded, limits: &Limits) -> Result<(), Refused> {
        let before = Checkpoint::of(self);
        let mut rows = StreamedRows::new(self, limits, before);
        let streamed = loaded.stream(&mut rows).and_then(|()| rows.finish());
        if streamed.is_err() {
            self.roll_back(&before);
        }
        streamed
    }

    /// Forgets what was added since.
    fn roll_back(&mut self, to: &Checkpoint) {
        self.codes.truncate(to.nodes);
        self.hashes.truncate(to.nodes);
        self.names.truncate(to.nodes);
        self.kinds.truncate(to.nodes);
        self.parents.truncate(to.nodes);
        self.orphans.truncate(to.orphans);
        self.category_names.retain(|_, number| *number as usize <= to.category_names);
        self.categories.truncate(to.categories);
        self.measures.truncate(to.measures);
        self.columns.truncate(to.measures);
        for column in &mut self.columns {
            column.truncate(to.nodes);
        }
        self.declared.truncate(to.declared);
        self.stated.truncate(to.stated);
        self.stated_of_ledgers.truncate(to.stated_of_ledgers);
        self.links.truncate(to.links);
        self.loose_ends.truncate(to.loose_ends);
        self.sources.truncate(to.sources);
        self.ledgers.truncate(to.ledgers);
        self.origins.truncate(to.nodes);
        self.errors.truncate(to.errors);
        self.turn = to.turn;
        self.lacks_code = to.lacks_code;
    }
}

/// How much there was at a time.
#[derive(Debug, Clone, Copy)]
struct Checkpoint {
    nodes: usize,
    orphans: usize,
    category_names: usize,
    categories: usize,
    measures: usize,
    declared: usize,
    stated: usize,
    stated_of_ledgers: usize,
    links: usize,
    loose_ends: usize,
    sources: usize,
    ledgers: usize,
    errors: usize,
    turn: u64,
    lacks_code: bool,
}

impl Checkpoint {
    fn of(builder: &Builder) -> Self {
        Self {
            nodes: builder.kinds.len(),
            orphans: builder.orphans.len(),
            category_names: builder.category_names.len(),
            categories: builder.categories.len(),
            measures: builder.measures.len(),
            declared: builder.declared.len(),
            stated: builder.stated.len(),
            stated_of_ledgers: builder.stated_of_ledgers.len(),
            links: builder.links.len(),
            loose_ends: builder.loose_ends.len(),
            sources: builder.sources.len(),
            ledgers: builder.ledgers.len(),
            errors: builder.errors.len(),
            turn: builder.turn,
            lacks_code: builder.lacks_code,
        }
    }
}

/// The rows of one ledger, as they arrive. Whatever is wrong with them refuses the ledger.
struct StreamedRows<'b> {
    builder: &'b mut Builder,
    before: Checkpoint,
    title: String,
    records: Option<Vec<Written<Relation>>>,
    most_nodes: usize,
    most_links: usize,
    columns: Vec<StreamedColumn>,
    /// The last source and its number.
    source: Option<(Arc<Source>, u32)>,
}

/// A measure of the ledger.
#[derive(Debug)]
struct StreamedColumn {
    /// Its index among those of the builder.
    place: usize,
    id: String,
    /// Whether the value with the most digits decides the scale.
    is_open: bool,
    /// The most digits so far.
    digits: u8,
}

impl<'b> StreamedRows<'b> {
    fn new(builder: &'b mut Builder, limits: &Limits, before: Checkpoint) -> Self {
        let most_nodes = builder.limits.most_nodes().min(before.nodes.saturating_add(limits.most_nodes()));
        let most_links = builder.limits.most_links().min(before.links.saturating_add(limits.most_links()));
        builder.ledgers.push(builder.sources.len() as u32);
        Self {
            builder,
            before,
            title: String::new(),
            records: None,
            most_nodes,
            most_links,
            columns: Vec::new(),
            source: None,
        }
    }

    fn stand(&mut self, source: &Arc<Source>, line: u32, column: u32) -> Standing {
        let known = self.source.as_ref().filter(|(known, _)| Arc::ptr_eq(known, source));
        let number = known.map_or_else(|| self.builder.source_number(source), |(_, number)| *number);
        if known.is_none() {
            self.source = Some((source.clone(), number));
        }
        Standing { source: number, line, column }
    }

    /// Refuses the ledger if something is wrong with it.
    fn check(&self) -> Result<(), Refused> {
        if self.builder.errors.len() == self.before.errors { Ok(()) } else { Err(Refused) }
    }

    /// Gives a column of this ledger so many digits behind the point.
    #[cold]
    fn widen(&mut self, place: usize, scale: u8) -> Result<(), Refused> {
        let measure = &mut self.builder.measures[place];
        // The scale of another ledger's measure stands.
        if place < self.before.measures || scale > MAX_SCALE {
            return Err(Refused);
        }
        let factor = 10_i64.pow(u32::from(scale - measure.scale()));
        *measure = std::mem::replace(measure, Measure::new("")).with_scale(scale);
        let column = &mut self.builder.columns[place];
        *column = std::mem::take(column).rescaled(factor).ok_or(Refused)?;
        Ok(())
    }

    /// All rows have arrived.
    fn finish(self) -> Result<(), Refused> {
        for column in self.columns.iter().filter(|column| column.is_open) {
            let scale = self.builder.measures[column.place].scale();
            let of_it = |row: &&Declaration| row.of == Declared::Measure(column.place as u32);
            let mut declared = self.builder.declared[self.before.declared..].iter().filter(of_it);
            if scale != column.digits || !declared.all(|row| fits(row.figure, scale)) {
                return Err(Refused);
            }
        }
        if let Some(records) = &self.records {
            let relations = self.builder.take_records(records, Standing::default(), None);
            self.check()?;
            let rows = self.before.nodes as u32..self.builder.kinds.len() as u32;
            self.builder.stated_of_ledgers.push((rows, relations));
        }
        if self.builder.title.is_none() && !self.title.is_empty() {
            self.builder.title = Some(self.title);
        }
        Ok(())
    }
}

/// Whether the bounds of a figure can be written with so many digits behind the point.
fn fits(figure: Figure, scale: u8) -> bool {
    [figure.low(), figure.high()].into_iter().flatten().all(|bound| bound.rescale(scale).is_ok())
}

impl RowReceiver for StreamedRows<'_> {
    fn measures(&mut self, measures: &[(Measure, bool)]) -> Result<(), Refused> {
        // An open scale begins with that of the same measure of another ledger, or without digits.
        let known = |id: &str| self.builder.measures.iter().find(|known| known.id() == id).map_or(0, Measure::scale);
        let measure = |(measure, is_stated): &(Measure, bool)| {
            let scale = if *is_stated { measure.scale() } else { known(measure.id()) };
            measure.clone().with_scale(scale)
        };
        let measures_taken: Vec<Measure> = measures.iter().map(measure).collect();
        let places = self.builder.take_measures(&measures_taken, Standing::default());
        for (measure, is_stated) in measures {
            let Some(Place::Column(place)) = places.get(measure.id()) else { return Err(Refused) };
            let id = measure.id().to_owned();
            self.columns.push(StreamedColumn { place, id, is_open: !is_stated, digits: 0 });
        }
        self.check()
    }

    fn node(&mut self, source: &Arc<Source>, line: u32, column: u32, node: NodeFields<'_>) -> Result<(), Refused> {
        if self.builder.kinds.len() >= self.most_nodes {
            return Err(Refused);
        }
        let at = self.stand(source, line, column);
        let NodeFields { code, kind, name, parent, category } = node;
        self.builder.take_texts(at, NodeTexts { code, name, parent, category });
        self.builder.kinds.push(Some(kind));
        self.check()
    }

    fn value(&mut self, measure: usize, value: Decimal) -> Result<(), Refused> {
        let column = &mut self.columns[measure];
        let place = column.place;
        if column.is_open {
            column.digits = column.digits.max(value.scale());
            if value.scale() > self.builder.measures[place].scale() {
                self.widen(place, value.scale())?;
            }
        }
        let units = self.builder.measures[place].units(value).map_err(|_| Refused)?;
        self.builder.columns[place].set(self.builder.kinds.len() as u32 - 1, units);
        Ok(())
    }

    fn declared(&mut self, of: &str, figure: Figure) -> Result<(), Refused> {
        let of = if let Ok(kind) = of.parse::<Kind>() {
            Declared::Kind(kind)
        } else {
            let column = self.columns.iter().find(|column| column.id == of).ok_or(Refused)?;
            Declared::Measure(column.place as u32)
        };
        if !fits(figure, self.builder.scale_of(of)) {
            return Err(Refused);
        }
        let node = self.builder.kinds.len() as u32 - 1;
        self.builder.declared.push(Declaration { node, of, figure });
        Ok(())
    }

    fn node_records(&mut self, records: &[Written<Relation>]) -> Result<(), Refused> {
        let relations = self.builder.take_records(records, Standing::default(), None);
        self.builder.stated.push((self.builder.kinds.len() as u32 - 1, relations));
        self.check()
    }

    fn link(&mut self, source: &Arc<Source>, line: u32, column: u32, link: LinkFields<'_>) -> Result<(), Refused> {
        if self.builder.links.len() >= self.most_links {
            return Err(Refused);
        }
        let standing = self.stand(source, line, column);
        let LinkFields { relation, from, to, role } = link;
        let relation = Some(relation);
        self.builder.check_role(relation, role, to, standing);
        let link = PendingLink { relation, role, from: NONE, to: NONE, standing, unknown_role: false };
        self.builder.take_ends(link, from, to);
        self.check()
    }

    fn records(&mut self, records: Vec<Written<Relation>>) {
        self.records = Some(records);
    }

    fn title(&mut self, title: String) {
        self.title = title;
    }
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
