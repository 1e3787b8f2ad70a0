//! How many nodes of each kind.

use std::fmt;
use std::ops::Index;

use serde::{Serialize, Serializer};

use crate::kind::{Family, Kind};

/// The number of nodes of each kind.
///
/// ```
/// # use gridgov::{governance::Governance, kind::{Family, Kind, SecondGrid, Subdistrict}, ledger::Draft};
/// # let mut draft = Draft::new("");
/// # let street = draft.root(Subdistrict, "S", "");
/// # draft.add(street, SecondGrid, "G", "");
/// # let governance = Governance::build(&draft).unwrap();
/// let counts = governance.all().counts();
/// assert_eq!(counts[Kind::SecondGrid], 1);
/// assert_eq!(counts.of_family(Family::Grid), 1);
/// assert_eq!(counts.to_string(), "subdistrict 1, second_grid 1");
/// for (kind, count) in counts {
///     assert!(kind.is_territory() && count == 1);
/// }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
// INVARIANT: all of them together fit 64 bits.
pub struct Counts([u64; Kind::COUNT]);

impl Default for Counts {
    fn default() -> Self {
        Self([0; Kind::COUNT])
    }
}

impl Counts {
    pub(crate) fn add_one(&mut self, kind: Kind) {
        self.0[kind as usize] += 1;
    }

    /// From the numbers of all kinds, in the order of their table.
    #[inline]
    pub(crate) const fn of_kinds(counts: [u64; Kind::COUNT]) -> Self {
        Self(counts)
    }

    /// The kinds that occur and their numbers, in the order of the table of kinds.
    pub fn iter(&self) -> CountsIter {
        self.into_iter()
    }

    /// How many nodes there are of the kinds of a family.
    #[must_use]
    pub fn of_family(&self, family: Family) -> u64 {
        self.iter().filter(|(kind, _)| kind.family() == family).map(|(_, count)| count).sum()
    }

    /// How many nodes there are in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }
}

/// The kinds that occur and their numbers; see [`Counts::iter`].
#[derive(Debug, Clone)]
pub struct CountsIter {
    counts: Counts,
    kinds: std::slice::Iter<'static, Kind>,
}

impl Iterator for CountsIter {
    type Item = (Kind, u64);

    fn next(&mut self) -> Option<(Kind, u64)> {
        self.kinds.by_ref().map(|kind| (*kind, self.counts[*kind])).find(|(_, count)| *count > 0)
    }
}

impl IntoIterator for Counts {
    type Item = (Kind, u64);
    type IntoIter = CountsIter;

    fn into_iter(self) -> CountsIter {
        CountsIter { counts: self, kinds: Kind::ALL.iter() }
    }
}

impl IntoIterator for &Counts {
    type Item = (Kind, u64);
    type IntoIter = CountsIter;

    fn into_iter(self) -> CountsIter {
        (*self).into_iter()
    }
}

impl FromIterator<(Kind, u64)> for Counts {
    /// Counts of the same kind are added up.
    ///
    /// # Panics
    ///
    /// If all of them together lie beyond 64 bits.
    #[expect(clippy::expect_used, reason = "a number that wraps around would pass for a count")]
    fn from_iter<I: IntoIterator<Item = (Kind, u64)>>(counts: I) -> Self {
        let (mut cells, mut total) = ([0; Kind::COUNT], 0_u64);
        for (kind, count) in counts {
            total = total.checked_add(count).expect("all counts together must fit 64 bits");
            // It is at most the total.
            cells[kind as usize] += count;
        }
        Self(cells)
    }
}

impl Index<Kind> for Counts {
    type Output = u64;

    #[inline]
    fn index(&self, kind: Kind) -> &u64 {
        &self.0[kind as usize]
    }
}

impl Serialize for Counts {
    /// A map from kinds to numbers; zeros are left out.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (kind, count)) in self.iter().enumerate() {
            let separator = if at == 0 { "" } else { ", " };
            write!(f, "{separator}{kind} {count}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
