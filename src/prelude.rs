//! What most programs need, to be imported at once.
//!
//! ```
//! use gridgov::prelude::*;
//!
//! let mut draft = Draft::new("Xushui");
//! draft.root(Subdistrict, "410102012", "须水街道");
//! assert_eq!(Governance::build(&draft)?.node_count(), 1);
//! # Ok::<(), BuildErrors>(())
//! ```

pub use crate::audit::{Audit, RulePack};
pub use crate::coverage::Question;
pub use crate::governance::{BuildErrors, Builder, Governance, Node};
pub use crate::kind::{
    Branch, Building, Compound, County, DedicatedGrid, Enterprise, GeneralBranch, Kind, MicroGrid, PartyCommittee,
    PartyGroup, Person, Prefecture, Province, Relation, Role, School, SecondGrid, Shop, Site, Subdistrict, ThirdGrid,
    Unit,
};
pub use crate::ledger::{Draft, Ledger};
pub use crate::measure::{Decimal, Figure, Measure, Verdict};
pub use crate::rollup::{CountByKind, Distinct, EveryCover, Home};
pub use crate::set::{Counts, NodeSet};
