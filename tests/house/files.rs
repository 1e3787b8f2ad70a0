//! Files that can be read in one go.

use crate::sources::{all, assert_none};

const MOST_LINES: usize = 500;

/// Longer files, with the reason.
const LONGER: [(&str, &str); 0] = [];

#[test]
fn files_are_short() {
    let sources = all();
    let lines =
        |path: &str| sources.iter().find(|source| source.path == path).map(|source| source.text.lines().count());
    let too_long = |path: &str| lines(path).filter(|lines| *lines > MOST_LINES);
    let mut offences: Vec<String> = sources
        .iter()
        .filter(|source| !LONGER.iter().any(|(path, _)| *path == source.path))
        .filter_map(|source| Some(format!("{}: {} lines", source.path, too_long(&source.path)?)))
        .collect();
    for (path, reason) in LONGER {
        assert!(reason.len() > 20, "{path}: give a reason");
        if too_long(path).is_none() {
            offences.push(format!("{path}: may be longer, and is not"));
        }
    }
    assert_none(&offences, &format!("a file has at most {MOST_LINES} lines:"));
    let total: usize = sources.iter().map(|source| source.text.lines().count()).sum();
    assert!(total > 3000, "only {total} lines were read");
}
