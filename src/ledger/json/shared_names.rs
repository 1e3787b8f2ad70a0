//! SharedNames that rows share.

use std::sync::Arc;

/// The names of measures that came before, so that each is kept once and not once a row.
#[derive(Debug, Default)]
pub(super) struct SharedNames(Vec<Arc<str>>);

impl SharedNames {
    /// More names than this are no longer looked through: a row of its own is cheaper then.
    const MOST: usize = 32;

    /// The name, shared if it is among the first that came.
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
