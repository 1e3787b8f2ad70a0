//! "Did you mean": the known names that are most like what was written, and how an error offers them.

use crate::excerpt::excerpt;
use crate::text::NearCode;

/// The known name that is most like what was written; `None` if none of them is alike enough to be offered.
pub(crate) fn suggest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    const ALIKE: f64 = 0.8;
    // Names are short. Comparing a long text with each known name would take time and find nothing.
    if written.len() > 64 {
        return None;
    }
    known
        .map(|name| (strsim::jaro_winkler(written, name), name))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// The suggestion in brackets, for the middle of a message; empty if there is none.
pub(crate) fn did_you_mean(suggestion: &Option<impl AsRef<str>>) -> String {
    offer(suggestion, |name| format!(" (did you mean `{name}`?)"))
}

/// The suggestion as a clause of its own, for the end of a message; empty if there is none.
pub(crate) fn or_did_you_mean(suggestion: &Option<impl AsRef<str>>) -> String {
    offer(suggestion, |name| format!("; did you mean `{name}`?"))
}

/// The nodes that may have been meant, each with why, for the end of a message; empty if there are none.
pub(crate) fn near_it(near: &[NearCode]) -> String {
    let shown = near.iter().map(|node| {
        let name = if node.name.is_empty() { String::new() } else { format!(" {}", excerpt(&node.name)) };
        format!("`{}`{name} ({})", excerpt(&node.code), node.why.english())
    });
    let shown: Vec<String> = shown.collect();
    if shown.is_empty() { String::new() } else { format!("; near it: {}", shown.join(", ")) }
}

fn offer(suggestion: &Option<impl AsRef<str>>, wording: impl Fn(&str) -> String) -> String {
    suggestion.as_ref().map_or_else(String::new, |name| wording(name.as_ref()))
}

#[cfg(test)]
#[path = "suggestion_tests.rs"]
mod tests;
