//! Without the feature `geo` there is no map.

use gridgov::governance::{Governance, Locate};
use gridgov::message::Message;

use crate::arguments::Arguments;

/// There is none.
pub(crate) enum Map<'g> {
    #[expect(dead_code, reason = "it is never made")]
    Never(std::convert::Infallible, &'g Governance),
}

/// Why there is no map.
pub(crate) enum Failed {
    Misuse(String),
    #[expect(dead_code, reason = "a map is never read")]
    Wrong(Vec<(Message, String)>),
}

impl<'g> Map<'g> {
    pub(crate) fn read(_: &'g Governance, arguments: &Arguments) -> Result<Option<Self>, Failed> {
        if arguments.crs.is_some() { Err(Failed::Misuse("--map needs the feature `geo`".to_owned())) } else { Ok(None) }
    }

    pub(crate) fn locate(&self) -> &dyn Locate {
        match *self {
            Self::Never(never, _) => match never {},
        }
    }

    #[cfg(feature = "page")]
    #[expect(clippy::unused_self, reason = "as with a map")]
    pub(crate) fn draw(&self, page: gridgov::report::Page<'g>) -> gridgov::report::Page<'g> {
        page
    }
}
