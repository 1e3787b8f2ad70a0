//! Edits of bytes, as transmission, people or attackers make them.

use proptest::prelude::*;
use proptest::sample::Index;

/// An edit of bytes.
#[derive(Debug, Clone)]
pub enum Edit {
    /// Some bits of a byte are flipped.
    Flip(Index, u8),
    /// The end is cut off.
    Truncate(Index),
    /// Bytes are inserted.
    Insert(Index, &'static [u8]),
    /// Bytes are removed.
    Remove(Index, u8),
    /// A part is repeated.
    Double(Index, Index),
}

/// Random edits; `scraps` are what may be inserted.
pub fn edit(scraps: &'static [&'static [u8]]) -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => (any::<Index>(), any::<u8>()).prop_map(|(at, bits)| Edit::Flip(at, bits)),
        1 => any::<Index>().prop_map(Edit::Truncate),
        4 => (any::<Index>(), prop::sample::select(scraps)).prop_map(|(at, scrap)| Edit::Insert(at, scrap)),
        2 => (any::<Index>(), any::<u8>()).prop_map(|(at, length)| Edit::Remove(at, length)),
        2 => (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Edit::Double(from, to)),
    ]
}

/// The bytes after all edits, in their order.
pub fn edited(mut bytes: Vec<u8>, edits: &[Edit]) -> Vec<u8> {
    for edit in edits {
        let place = |index: &Index| index.index(bytes.len() + 1);
        match edit {
            Edit::Flip(at, bits) => {
                let at = place(at);
                bytes.get_mut(at).into_iter().for_each(|byte| *byte ^= bits);
            }
            Edit::Truncate(at) => bytes.truncate(place(at)),
            Edit::Insert(at, scrap) => {
                let at = place(at);
                bytes.splice(at..at, scrap.iter().copied());
            }
            Edit::Remove(at, length) => {
                let at = place(at);
                bytes.drain(at..(at + usize::from(*length)).min(bytes.len()));
            }
            Edit::Double(from, to) => {
                let (from, to) = (place(from).min(place(to)), place(from).max(place(to)));
                let part = bytes[from..to].to_vec();
                bytes.splice(to..to, part);
            }
        }
    }
    bytes
}
