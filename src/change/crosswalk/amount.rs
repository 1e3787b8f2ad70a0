//! How much of an old node stands in a new one: what weights are taken from.

use num_bigint::{BigInt, BigUint};
use num_rational::Ratio;

use super::Weight;

/// What weights can be taken from: of one node, or of several together.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    /// `None` where no node has a value, which is not zero.
    pub(super) measured: Option<i128>,
    pub(super) places: u64,
    pub(super) grids: u64,
}

/// How much of an old node stands in one new node.
#[derive(Debug, Default)]
pub(super) struct Amount {
    /// Of nodes that stand there whole.
    pub(super) whole: Tally,
    /// Of nodes of which a part stands there, each with that part.
    parts: Vec<(Tally, Weight)>,
}

/// Reads one number off a tally.
pub(super) type Reading = fn(&Tally) -> Option<i128>;

impl Amount {
    pub(super) fn add(&mut self, tally: Tally, part: Option<Weight>) {
        if let Some(part) = part.filter(|part| !part.is_one()) {
            self.parts.push((tally, part));
            return;
        }
        // No overflow: the values of a graph add up within 64 bits, which leaves the scaling factor another 64.
        let measured = [self.whole.measured, tally.measured].into_iter().flatten();
        self.whole.measured = measured.reduce(|one, other| one + other);
        self.whole.places += tally.places;
        self.whole.grids += tally.grids;
    }

    /// The sum of one number; `None` where no node has it, or where it is below zero and so no share.
    pub(super) fn sum(&self, of: Reading) -> Option<Ratio<BigUint>> {
        let whole = of(&self.whole).map(|whole| Ratio::from_integer(BigInt::from(whole)));
        let parts = self.parts.iter().filter_map(|(tally, part)| {
            let part = Ratio::new(part.ratio().numer().clone().into(), part.ratio().denom().clone().into());
            Some(part * BigInt::from(of(tally)?))
        });
        let sum: Ratio<BigInt> = whole.into_iter().chain(parts).reduce(|one, other| one + other)?;
        Some(Ratio::new(sum.numer().to_biguint()?, sum.denom().to_biguint()?))
    }
}
