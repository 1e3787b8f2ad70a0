//! What the cells of all tables share while they are read.

use super::cell_notes::{CellNote, CellNotes};
use super::shown_zeros::ShownZeros;
use crate::ledger::Origin;
use crate::ledger::workbook::cell_value::shown;
use crate::ledger::workbook::log::Log;
use crate::ledger::workbook::names::{AsideKind, Memo, Name, NameNote, NameWords, Names};
use crate::text::{Difference, differences};

/// The words that are known, what was read so far, and notes that are counted.
pub(crate) struct Context<'w> {
    pub(crate) words: &'w NameWords,
    pub(crate) memo: Memo<'w>,
    pub(crate) notes: CellNotes,
    pub(crate) zeros: ShownZeros,
}

impl<'w> Context<'w> {
    pub(crate) fn new(words: &'w NameWords) -> Self {
        Self { words, memo: Memo::new(words), notes: CellNotes::default(), zeros: ShownZeros::default() }
    }

    /// Reports what was counted, when all rows are settled.
    pub(crate) fn report(self, log: &mut Log<'_>) {
        self.zeros.report(log);
        self.notes.report(log);
    }
}

/// Notes what stood beside names in a cell of this text, and where the grammar decided something.
pub(crate) fn note_names(names: &Names, text: &str, at: &Origin, notes: &mut CellNotes, log: &Log<'_>) {
    for name in &names.names {
        note_beside(name, at, notes, log);
        if let Some(note) = form_of(name, text) {
            notes.add(at, note, log);
        }
    }
    for note in &names.notes {
        let listed = |parts: &[crate::ledger::workbook::names::Part]| {
            parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join("、")
        };
        let note = match note {
            NameNote::Joined(part) => CellNote::NameJoined(shown(&part.text)),
            NameNote::SplitAtSpace(parts) | NameNote::SplitAtAnd(parts) => CellNote::NamesSplit(shown(&listed(parts))),
            NameNote::UnknownSurname(part) | NameNote::LongName(part) => CellNote::UnusualName(shown(&part.text)),
        };
        notes.add(at, note, log);
    }
}

/// The note on a name that is written in another form than the one in which it is compared: ⽅六 for 方六. Spaces have a
/// note of their own.
fn form_of(name: &Name, text: &str) -> Option<CellNote> {
    let written = text.get(name.at.clone())?;
    if written == name.text {
        return None;
    }
    let differences: Vec<Difference> =
        differences(written, &name.text)?.iter().filter(|difference| *difference != Difference::Space).collect();
    let (written, meant) = (shown(written), shown(&name.text));
    (!differences.is_empty()).then_some(CellNote::TakenByForm { written, meant, differences })
}

fn note_beside(name: &Name, at: &Origin, notes: &mut CellNotes, log: &Log<'_>) {
    for kind in &name.dropped {
        notes.add(at, CellNote::NumberDropped(*kind), log);
    }
    for aside in &name.asides {
        let text = shown(&aside.text);
        match aside.kind {
            AsideKind::Title => notes.add(at, CellNote::TitleApart(text), log),
            AsideKind::Remark | AsideKind::Affiliation => notes.add(at, CellNote::RemarkApart(text), log),
            AsideKind::Tag => notes.add(at, CellNote::TagApart(text), log),
        }
    }
}
