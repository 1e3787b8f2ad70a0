//! A path in one cell: 须水街道/惠民社区, 须水街道>惠民社区, 须水街道-惠民社区.

use crate::kind::Kind;
use crate::ledger::workbook::settle::node_index::NodeIndex;
use crate::text::canonical;

/// What may stand between the parts of a path.
const SEPARATORS: [char; 12] = ['/', '\\', '>', '-', '→', '》', '»', '—', '–', '、', '|', '·'];

/// A path whose last part is known.
pub(super) struct Path {
    /// The nodes that the last part may mean.
    pub(super) last: Vec<u32>,
    /// The parts above it, from the lowest up, each with the nodes that it may mean; at least one.
    pub(super) above: Vec<(String, Vec<u32>)>,
}

impl Path {
    /// Whether each part lies in all parts above it.
    pub(super) fn is_true(&self, index: &NodeIndex, depth: usize) -> bool {
        self.last.iter().any(|node| {
            self.above.iter().all(|(_, above)| index.ancestors(*node, depth).any(|ancestor| above.contains(&ancestor)))
        })
    }
}

/// Reads a text that is neither code nor name as a path. A separator may stand within a code or name, so each part is
/// the longest that is known. `None` where the last part or all above it are unknown.
pub(super) fn as_path(index: &NodeIndex, text: &str, may_be: &impl Fn(Kind) -> bool) -> Option<Path> {
    let text = canonical(text);
    let fitting = |part: &str| -> Vec<u32> {
        let found = index.candidates(part, may_be).into_iter();
        found.filter(|at| index.kind(*at).is_some_and(may_be)).collect()
    };
    let (mut rest, last) = last_part(&text, fitting)?;
    let mut above = Vec::new();
    let any = |part: &str| index.candidates(part, |_| true);
    while !rest.is_empty() {
        let whole = any(rest);
        if !whole.is_empty() {
            above.push((rest.to_owned(), whole));
            break;
        }
        let Some((before, part)) = last_part(rest, any) else { break };
        above.push((rest[before.len()..].trim_matches(SEPARATORS).trim().to_owned(), part));
        rest = before;
    }
    (!above.is_empty()).then_some(Path { last, above })
}

/// The longest last part that is known, and what stands before it.
fn last_part(text: &str, known: impl Fn(&str) -> Vec<u32>) -> Option<(&str, Vec<u32>)> {
    text.char_indices().filter(|(_, c)| SEPARATORS.contains(c)).find_map(|(at, c)| {
        let (before, part) = (text[..at].trim().trim_end_matches(SEPARATORS).trim(), text[at + c.len_utf8()..].trim());
        let found = if part.is_empty() || before.is_empty() { Vec::new() } else { known(part) };
        (!found.is_empty()).then_some((before, found))
    })
}
