#![doc = include_str!("ids.md")]

/// The id of this text; `None` if the table has none.
#[cfg(feature = "parquet")]
pub(crate) fn known(id: &str) -> Option<&'static str> {
    const TABLE: &str = include_str!("ids.md");
    TABLE
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(known, _)| known)
        .find(|known| *known == id)
}
