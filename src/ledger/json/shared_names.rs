//! Names of measures that rows share.

use std::sync::Arc;

/// The names of measures so far. Each is kept once, not once a row.
#[derive(Debug, Default)]
pub(super) struct SharedNames(Vec<Arc<str>>);

impl SharedNames {
    /// The most names that are kept. Searching more would cost more than a copy of the name in each row.
    const MOST: usize = 32;

    /// The name, shared if it is among those that are kept.
    pub(super) fn shared(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.0.iter().find(|known| known.as_ref() == name) {
            return known.clone();
        }
        let name: Arc<str> = name.into();
        if self.0.len() < Self::MOST {
            self.0.push(name.clone());
        }
        name
    }
}
