//! Sorting facts by their nodes in bounded memory: rows are handed out to pieces, and each piece is sorted by itself.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read as _, Write as _};

use parquet::basic::Type as Physical;
use parquet::schema::types::TypePtr;

use super::any_column::AnyColumn;
use super::division::Division;
use super::output::{For, Output};
use super::source::Source;
use super::work::{Work, unwritable};
use super::{FactError, FactErrors};

/// The number of the node of each row, in the order of the input, on disk.
pub(super) struct NodeNumbers<'w> {
    work: &'w Work,
    file: BufWriter<File>,
}

const NODE_NUMBERS: &str = "nodes";

impl<'w> NodeNumbers<'w> {
    pub(super) fn new(work: &'w Work) -> Result<Self, FactError> {
        Ok(Self { work, file: BufWriter::new(work.create(NODE_NUMBERS)?) })
    }

    pub(super) fn push(&mut self, node: u32) -> Result<(), FactError> {
        let written = self.file.write_all(&node.to_le_bytes());
        written.map_err(|error| unwritable(&self.work.path(NODE_NUMBERS), &error))
    }

    /// The numbers again, from the first.
    #[expect(clippy::disallowed_methods, reason = "it reads what it has written itself")]
    pub(super) fn read(mut self) -> Result<NumbersAgain, FactError> {
        let path = self.work.path(NODE_NUMBERS);
        self.file.flush().map_err(|error| unwritable(&path, &error))?;
        let file = File::open(&path).map_err(|error| unwritable(&path, &error))?;
        Ok(NumbersAgain { file: BufReader::new(file) })
    }
}

/// Numbers of nodes that are read again.
pub(super) struct NumbersAgain {
    file: BufReader<File>,
}

impl NumbersAgain {
    /// The numbers of the next rows.
    pub(super) fn next(&mut self, rows: usize, source: &Source) -> Result<Vec<u32>, FactError> {
        let mut nodes = Vec::with_capacity(rows);
        let mut bytes = [0; 4];
        for _ in 0..rows {
            if self.file.read_exact(&mut bytes).is_err() {
                return Err(source.damaged("it was changed while it was read"));
            }
            nodes.push(u32::from_le_bytes(bytes));
        }
        Ok(nodes)
    }
}

/// Rows that are handed out to pieces. The last column is the number of the node.
pub(super) struct Pieces<'w> {
    work: &'w Work,
    schema: TypePtr,
    /// How many bytes may be in memory.
    most: usize,
    held: usize,
    rows: Vec<PieceRows>,
}

/// The rows of a piece, in the order of the input.
struct PieceRows {
    held: Vec<AnyColumn>,
    spilled: Option<Output>,
}

impl<'w> Pieces<'w> {
    /// Pieces without rows. `schema` has the columns of the input and that of the numbers of nodes.
    pub(super) fn new(work: &'w Work, schema: TypePtr, pieces: usize, columns: &[AnyColumn], most: usize) -> Self {
        let empty = || columns.iter().map(AnyColumn::emptied).chain([numbers(&[])]).collect();
        let rows = (0..pieces).map(|_| PieceRows { held: empty(), spilled: None }).collect();
        Self { work, schema, most, held: 0, rows }
    }

    /// Hands out rows with the numbers of their nodes.
    pub(super) fn hand_out(
        &mut self,
        division: &mut Division,
        mut columns: Vec<AnyColumn>,
        nodes: &[u32],
    ) -> Result<(), FactError> {
        let mut of_piece: Vec<Vec<u32>> = vec![Vec::new(); self.rows.len()];
        for (row, node) in (0..).zip(nodes) {
            // Both times as many rows are read as the file says that it has, so that there is a piece for each.
            of_piece[division.hand_out(*node)].push(row);
        }
        columns.push(numbers(nodes));
        for (at, column) in columns.iter().enumerate() {
            let starts = column.starts();
            for (piece, rows) in self.rows.iter_mut().zip(&of_piece).filter(|(_, rows)| !rows.is_empty()) {
                piece.held[at].extend(column, &starts, rows);
            }
            self.held += column.bytes();
        }
        if self.held > self.most { self.spill() } else { Ok(()) }
    }

    /// Writes all rows that are held to the disk.
    fn spill(&mut self) -> Result<(), FactError> {
        for (at, piece) in self.rows.iter_mut().enumerate() {
            if piece.held.last().is_some_and(|nodes| nodes.rows() > 0) {
                let spilled = match &mut piece.spilled {
                    Some(spilled) => spilled,
                    none => {
                        let schema = self.schema.clone();
                        none.insert(Output::in_work(self.work, &spill_name(at), schema, Vec::new(), For::Ourselves)?)
                    }
                };
                spilled.write(&mut piece.held)?;
            }
        }
        self.held = 0;
        Ok(())
    }

    /// The pieces one after the other. If any row was written to the disk, all are, so that only one piece is held.
    pub(super) fn finish(mut self) -> Result<Held<'w>, FactError> {
        if self.rows.iter().any(|piece| piece.spilled.is_some()) {
            self.spill()?;
        }
        Ok(Held { work: self.work, rows: self.rows })
    }
}

/// Pieces that have all their rows.
pub(super) struct Held<'w> {
    work: &'w Work,
    rows: Vec<PieceRows>,
}

impl Held<'_> {
    /// The rows of a piece, which it has no longer.
    pub(super) fn take(&mut self, at: usize) -> Result<Vec<AnyColumn>, FactErrors> {
        let piece = &mut self.rows[at];
        let mut columns: Vec<AnyColumn> = piece.held.iter().map(AnyColumn::emptied).collect();
        let Some(spilled) = piece.spilled.take() else {
            std::mem::swap(&mut columns, &mut piece.held);
            return Ok(columns);
        };
        spilled.finish()?;
        let name = spill_name(at);
        let source = Source::open(&self.work.path(&name))?;
        source.read_all(&mut columns)?;
        self.work.remove(&name)?;
        Ok(columns)
    }
}

fn spill_name(piece: usize) -> String {
    format!("piece-{piece:03}")
}

/// Numbers of nodes as a column.
fn numbers(nodes: &[u32]) -> AnyColumn {
    let mut column = AnyColumn::flat(Physical::INT32, false);
    for node in nodes {
        column.push_integer(Some(i64::from(*node)));
    }
    column
}

/// The rows of a piece by node, those of one node in the order of the input, in groups of rows: for each the numbers of
/// the nodes, and the columns without them.
pub(super) fn sorted(mut columns: Vec<AnyColumn>, group_rows: usize) -> Vec<(Vec<u32>, Vec<AnyColumn>)> {
    let nodes = columns.pop();
    let nodes: Vec<u32> =
        nodes.iter().flat_map(AnyColumn::integers).flatten().map(|node| (node as i32).cast_unsigned()).collect();
    let mut order: Vec<u32> = (0..nodes.len() as u32).collect();
    order.sort_by_key(|row| nodes[*row as usize]);
    let mut groups: Vec<(Vec<u32>, Vec<AnyColumn>)> = order
        .chunks(group_rows)
        .map(|rows| (rows.iter().map(|row| nodes[*row as usize]).collect(), Vec::with_capacity(columns.len())))
        .collect();
    // Column by column, so that only one stands in memory twice.
    for column in columns {
        let starts = column.starts();
        for ((_, sorted), rows) in groups.iter_mut().zip(order.chunks(group_rows)) {
            let mut of_group = column.emptied();
            of_group.extend(&column, &starts, rows);
            sorted.push(of_group);
        }
    }
    groups
}
