//! "Did you mean": the known name that is most like what was written, and how an error offers it.

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

/// The code of the node that was probably meant, for the end of a message; empty if there is none.
pub(crate) fn or_existing_code(nearest: &Option<impl AsRef<str>>) -> String {
    offer(nearest, |code| format!("; there is one of code `{code}`"))
}

/// The code that a table has and that was probably meant, for the end of a message; empty if there is none.
#[cfg(feature = "change")]
pub(crate) fn or_known_code(nearest: &Option<impl AsRef<str>>) -> String {
    offer(nearest, |code| format!("; there is `{code}`"))
}

fn offer(suggestion: &Option<impl AsRef<str>>, wording: impl Fn(&str) -> String) -> String {
    suggestion.as_ref().map_or_else(String::new, |name| wording(name.as_ref()))
}

#[cfg(test)]
#[path = "suggestion_tests.rs"]
mod tests;
