//! Rows that are read on a thread of their own, ahead of whoever takes them.
//!
//! What the receiver gets, and in which order, is the same as without the thread.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::{io, panic, thread};

use super::{LinkFields, NodeFields, Refused, RowReceiver};
use crate::kind::{Kind, Relation, Role};
use crate::ledger::{Source, Written};
use crate::measure::{Decimal, Figure, Measure};

/// How many batches wait at most: enough that neither side waits for the other at every batch.
const WAITING: usize = 4;

/// How many parts, or bytes of texts, fill a batch. So it stays in the cache until it is taken.
const FULL: [usize; 2] = [1 << 12, 1 << 16];

/// Reads on a thread of its own, and hands the rows on to a receiver here. If that refuses a row, reading ends with the
/// next batch.
///
/// # Errors
///
/// No thread can be had; nothing was read then.
pub(in crate::ledger) fn read_ahead(
    read: impl FnOnce(&mut AheadRows) -> Result<(), Refused> + Send,
    receiver: &mut impl RowReceiver,
) -> io::Result<Result<(), Refused>> {
    let (sender, batches) = sync_channel(WAITING);
    let (used, emptied) = channel();
    thread::scope(|scope| {
        let reading = thread::Builder::new().spawn_scoped(scope, move || {
            let mut rows = AheadRows { batch: Batch::default(), source: None, sender, emptied };
            read(&mut rows)?;
            rows.send()
        })?;
        let taken = take_all(batches, &used, receiver);
        let read = reading.join().unwrap_or_else(|panicked| panic::resume_unwind(panicked));
        Ok(taken.and(read))
    })
}

/// Hands on all batches, and gives each back to be filled again.
fn take_all(batches: Receiver<Batch>, used: &Sender<Batch>, receiver: &mut impl RowReceiver) -> Result<(), Refused> {
    for mut batch in batches {
        batch.hand_on(receiver)?;
        // Nobody wants it back when all is read.
        drop(used.send(batch));
    }
    Ok(())
}

/// What was read and not taken yet: parts of a ledger in their order, and their texts one behind the other.
#[derive(Debug, Default)]
struct Batch {
    parts: Vec<Part>,
    texts: String,
}

/// A part of a ledger, as [`RowReceiver`] takes it. Of a text, its length stands here.
#[derive(Debug)]
enum Part {
    Source(Arc<Source>),
    Measures(Vec<(Measure, bool)>),
    Node { line: u32, column: u32, code: u32, kind: Kind, name: u32, parent: Option<u32>, category: Option<u32> },
    Value { measure: u32, value: Decimal },
    Declared { of: u32, figure: Figure },
    NodeRecords(Vec<Written<Relation>>),
    Link { line: u32, column: u32, relation: Relation, from: u32, to: u32, role: Option<Role> },
    Records(Vec<Written<Relation>>),
    Title(String),
}

impl Batch {
    /// Adds a text and gives its length.
    fn add(&mut self, text: &str) -> Result<u32, Refused> {
        self.texts.push_str(text);
        u32::try_from(text.len()).map_err(|_| Refused)
    }

    /// Hands on all parts, and is empty then.
    fn hand_on(&mut self, receiver: &mut impl RowReceiver) -> Result<(), Refused> {
        let mut texts = &*self.texts;
        let mut text = |length: u32| {
            let (text, rest) = texts.split_at(length as usize);
            texts = rest;
            text
        };
        let mut source = None;
        for part in self.parts.drain(..) {
            match part {
                Part::Source(of_these) => source = Some(of_these),
                Part::Measures(measures) => receiver.measures(&measures)?,
                Part::Node { line, column, code, kind, name, parent, category } => {
                    let (code, name) = (text(code), text(name));
                    let (parent, category) = (parent.map(&mut text), category.map(&mut text));
                    let node = NodeFields { code, kind, name, parent, category };
                    receiver.node(source.as_ref().ok_or(Refused)?, line, column, node)?;
                }
                Part::Value { measure, value } => receiver.value(measure as usize, value)?,
                Part::Declared { of, figure } => receiver.declared(text(of), figure)?,
                Part::NodeRecords(records) => receiver.node_records(&records)?,
                Part::Link { line, column, relation, from, to, role } => {
                    let (from, to) = (text(from), text(to));
                    receiver.link(
                        source.as_ref().ok_or(Refused)?,
                        line,
                        column,
                        LinkFields { relation, from, to, role },
                    )?;
                }
                Part::Records(records) => receiver.records(records),
                Part::Title(title) => receiver.title(title),
            }
        }
        self.texts.clear();
        Ok(())
    }
}

/// Takes rows on the thread that reads, and sends them on in batches.
#[derive(Debug)]
pub(in crate::ledger) struct AheadRows {
    batch: Batch,
    /// The source that the batch names last.
    source: Option<Arc<Source>>,
    sender: SyncSender<Batch>,
    /// Batches to fill again, so that memory is not asked for anew.
    emptied: Receiver<Batch>,
}

impl AheadRows {
    /// Sends the batch; refused where nobody takes it any more.
    fn send(&mut self) -> Result<(), Refused> {
        let next = self.emptied.try_recv().unwrap_or_default();
        self.sender.send(std::mem::replace(&mut self.batch, next)).map_err(|_| Refused)
    }

    /// Begins a row of a source. A batch ends only between rows.
    fn begin_row(&mut self, source: &Arc<Source>) -> Result<(), Refused> {
        if self.batch.parts.len() >= FULL[0] || self.batch.texts.len() >= FULL[1] {
            self.send()?;
            self.source = None;
        }
        if !self.source.as_ref().is_some_and(|known| Arc::ptr_eq(known, source)) {
            self.source = Some(source.clone());
            self.batch.parts.push(Part::Source(source.clone()));
        }
        Ok(())
    }
}

impl RowReceiver for AheadRows {
    fn measures(&mut self, measures: &[(Measure, bool)]) -> Result<(), Refused> {
        self.batch.parts.push(Part::Measures(measures.to_vec()));
        Ok(())
    }

    fn node(&mut self, source: &Arc<Source>, line: u32, column: u32, node: NodeFields<'_>) -> Result<(), Refused> {
        self.begin_row(source)?;
        let NodeFields { code, kind, name, parent, category } = node;
        let (code, name) = (self.batch.add(code)?, self.batch.add(name)?);
        let parent = parent.map(|parent| self.batch.add(parent)).transpose()?;
        let category = category.map(|category| self.batch.add(category)).transpose()?;
        self.batch.parts.push(Part::Node { line, column, code, kind, name, parent, category });
        Ok(())
    }

    fn value(&mut self, measure: usize, value: Decimal) -> Result<(), Refused> {
        let measure = u32::try_from(measure).map_err(|_| Refused)?;
        self.batch.parts.push(Part::Value { measure, value });
        Ok(())
    }

    fn declared(&mut self, of: &str, figure: Figure) -> Result<(), Refused> {
        let of = self.batch.add(of)?;
        self.batch.parts.push(Part::Declared { of, figure });
        Ok(())
    }

    fn node_records(&mut self, records: &[Written<Relation>]) -> Result<(), Refused> {
        self.batch.parts.push(Part::NodeRecords(records.to_vec()));
        Ok(())
    }

    fn link(&mut self, source: &Arc<Source>, line: u32, column: u32, link: LinkFields<'_>) -> Result<(), Refused> {
        self.begin_row(source)?;
        let LinkFields { relation, from, to, role } = link;
        let (from, to) = (self.batch.add(from)?, self.batch.add(to)?);
        self.batch.parts.push(Part::Link { line, column, relation, from, to, role });
        Ok(())
    }

    fn records(&mut self, records: Vec<Written<Relation>>) {
        self.batch.parts.push(Part::Records(records));
    }

    fn title(&mut self, title: String) {
        self.batch.parts.push(Part::Title(title));
    }
}

#[cfg(test)]
#[path = "ahead_tests.rs"]
mod tests;
