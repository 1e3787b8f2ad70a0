//! How many nodes of each kind.

use std::fmt;
use std::ops::Index;

use serde::{Serialize, Serializer};

use crate::kind::{Family, Kind};

/// The number of nodes of each kind.
///
/// Where a kind cannot be counted, it has no number, which is not 0: Party organisations and people stand in no area, so
/// the counts of a roll-up do not hold them. [`Counts::get`] says so; indexing is for kinds that are known to be held.
///
/// ```
/// # use gridgov::{governance::Governance, kind::{Family, Kind, SecondGrid, Subdistrict}, ledger::Draft};
/// # use gridgov::rollup::{CountByKind, Home};
/// # let mut draft = Draft::new("");
/// # let street = draft.root(Subdistrict, "S", "");
/// # draft.add(street, SecondGrid, "G", "");
/// # let governance = Governance::build(&draft).unwrap();
/// let counts = governance.all().counts();
/// assert_eq!(counts[Kind::SecondGrid], 1);
/// assert_eq!(counts.get(Kind::Person), Some(0), "of all nodes, none is a person");
/// assert_eq!(counts.of_family(Family::Grid), Some(1));
/// assert_eq!(counts.to_string(), "subdistrict 1, second_grid 1");
/// for (kind, count) in counts {
///     assert!(kind.is_territory() && count == 1);
/// }
///
/// let counts = governance.roll_up(Home, CountByKind)?.at(governance.node("S").unwrap()).unwrap();
/// assert_eq!(counts[Kind::SecondGrid], 1);
/// assert_eq!(counts.get(Kind::Person), None, "people stand in no area: see `Governance::engaged_in`");
/// # Ok::<(), gridgov::rollup::RollUpError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
// INVARIANT: all of them together fit 64 bits; a kind that is not held has the number 0.
pub struct Counts {
    numbers: [u64; Kind::COUNT],
    held: Held,
}

/// The families whose kinds have a number.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Held(u8);

impl Held {
    const ALL: Self = Self(u8::MAX);

    /// Those that stand in territories.
    const IN_TERRITORIES: Self = {
        let (mut held, mut at) = (0, 0);
        while at < Family::ALL.len() {
            if Family::ALL[at].stands_in_territory() {
                held |= Self::of(Family::ALL[at]).0;
            }
            at += 1;
        }
        Self(held)
    };

    const fn of(family: Family) -> Self {
        Self(1 << family as u8)
    }

    const fn holds(self, family: Family) -> bool {
        self.0 & Self::of(family).0 != 0
    }
}

impl Default for Counts {
    /// Of no nodes: 0 of each kind.
    fn default() -> Self {
        Self { numbers: [0; Kind::COUNT], held: Held::ALL }
    }
}

impl Counts {
    pub(crate) fn add_one(&mut self, kind: Kind) {
        self.numbers[kind as usize] += 1;
    }

    /// Of a territory: from the numbers of all kinds, in the order of their table.
    #[inline]
    pub(crate) const fn in_territory(numbers: [u64; Kind::COUNT]) -> Self {
        Self { numbers, held: Held::IN_TERRITORIES }
    }

    /// Of nothing, and holding nothing.
    pub(crate) const fn held_none() -> Self {
        Self { numbers: [0; Kind::COUNT], held: Held(0) }
    }

    /// The same without the kinds that cannot stand within a node of a family.
    pub(crate) fn within(self, family: Family) -> Self {
        let held = if family.stands_in_territory() { Held::IN_TERRITORIES } else { Held::of(family) };
        let numbers =
            Kind::ALL.iter().map(|kind| if held.holds(kind.family()) { self.numbers[*kind as usize] } else { 0 });
        let mut within = Self { numbers: [0; Kind::COUNT], held };
        within.numbers.iter_mut().zip(numbers).for_each(|(cell, number)| *cell = number);
        within
    }

    /// The same with a kind that it did not hold; all kinds of its family are held then.
    pub(crate) fn with(mut self, kind: Kind, number: u64) -> Self {
        self.held.0 |= Held::of(kind.family()).0;
        self.numbers[kind as usize] = number;
        self
    }

    /// The same with the families that another one holds; of those that both hold, the other one's numbers.
    pub(crate) fn and(self, other: Self) -> Self {
        let held = Kind::ALL.iter().filter(|kind| other.holds(kind.family()));
        held.fold(self, |all, kind| all.with(*kind, other.numbers[*kind as usize]))
    }

    /// The number of a kind; `None` if it cannot be counted where this was asked, which is not 0.
    #[must_use]
    #[inline]
    pub const fn get(&self, kind: Kind) -> Option<u64> {
        if self.held.holds(kind.family()) { Some(self.numbers[kind as usize]) } else { None }
    }

    /// Whether the kinds of a family have numbers.
    #[must_use]
    pub const fn holds(&self, family: Family) -> bool {
        self.held.holds(family)
    }

    /// The kinds that occur and their numbers, in the order of the table of kinds.
    pub fn iter(&self) -> CountsIter {
        self.into_iter()
    }

    /// How many nodes there are of the kinds of a family; `None` if these cannot be counted, as [`Counts::get`].
    #[must_use]
    pub fn of_family(&self, family: Family) -> Option<u64> {
        self.holds(family)
            .then(|| self.iter().filter(|(kind, _)| kind.family() == family).map(|(_, count)| count).sum())
    }

    /// How many nodes there are in all, of the kinds that have a number.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.numbers.iter().sum()
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
        let numbers = &self.counts.numbers;
        self.kinds.by_ref().map(|kind| (*kind, numbers[*kind as usize])).find(|(_, count)| *count > 0)
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
    /// Counts of the same kind are added up; a kind that does not come has the number 0.
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
        Self { numbers: cells, held: Held::ALL }
    }
}

impl Index<Kind> for Counts {
    type Output = u64;

    /// # Panics
    ///
    /// If the kind has no number here, as Party organisations and people have none in a roll-up: see [`Counts::get`].
    #[inline]
    fn index(&self, kind: Kind) -> &u64 {
        if !self.held.holds(kind.family()) {
            not_held(kind);
        }
        &self.numbers[kind as usize]
    }
}

#[cold]
#[expect(clippy::panic, reason = "a number that there is not is not 0; as with a map, `get` asks whether there is one")]
fn not_held(kind: Kind) -> ! {
    panic!(
        "`{kind}` cannot be counted here: use `Counts::get`, and `Governance::engaged_in` for who is at work in an area"
    )
}

impl Serialize for Counts {
    /// A map from kinds to numbers. Zeros are left out, and so are kinds without a number: see [`Counts::holds`].
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_two_sides_hold_the_kinds_of_both() {
        let [mut inside, mut party] = [Family::Area, Family::Party].map(|family| Counts::default().within(family));
        inside.add_one(Kind::Shop);
        party.add_one(Kind::Branch);
        let both = party.and(inside);
        assert_eq!(
            [Kind::Shop, Kind::Unit, Kind::Branch, Kind::Person].map(|kind| both.get(kind)),
            [Some(1), Some(0), Some(1), None]
        );
        // Of what both hold, the other one's numbers count.
        let mut more = inside;
        more.add_one(Kind::Shop);
        assert_eq!([inside.and(more), more.and(inside)].map(|counts| counts.get(Kind::Shop)), [Some(2), Some(1)]);
    }
}
