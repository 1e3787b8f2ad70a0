//! Rankings: the greatest first, equals on one rank.

use std::collections::BTreeMap;

/// A ranking (摘星风云榜): the greatest value first, equal ones on one rank (1, 2, 2, 4) and by code among themselves. What has
/// no value has no rank.
///
/// ```
/// use gridgov::record::Ranking;
///
/// let november = Ranking::new([("G-1", Some(97)), ("G-2", Some(99)), ("G-3", Some(90))]);
/// let december = Ranking::new([("G-1", Some(98)), ("G-2", Some(98)), ("G-3", Some(99)), ("G-4", None)]);
/// let ranks: Vec<_> = december.ranked().iter().map(|row| (row.rank, row.code.as_str())).collect();
/// assert_eq!(ranks, [(1, "G-3"), (2, "G-1"), (2, "G-2")]);
/// assert_eq!(december.unranked(), ["G-4"]);
/// assert_eq!(december.climbed_since(&november, "G-3"), Some(2));
/// assert_eq!(december.climbed_since(&november, "G-2"), Some(-1));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking<V> {
    ranked: Vec<Ranked<V>>,
    unranked: Vec<String>,
    ranks: BTreeMap<String, u32>,
}

/// A place in a ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ranked<V> {
    /// The rank, counted from one; equal values share it.
    pub rank: u32,
    /// The code of what is ranked.
    pub code: String,
    /// Its value.
    pub value: V,
}

impl<V: Ord> Ranking<V> {
    /// Ranks values by their codes, the greatest first; wrap them in [`std::cmp::Reverse`] for the least first. O(n log n).
    #[must_use]
    pub fn new<C: Into<String>>(values: impl IntoIterator<Item = (C, Option<V>)>) -> Self {
        let (mut valued, mut unranked): (Vec<(String, V)>, Vec<String>) = (Vec::new(), Vec::new());
        for (code, value) in values {
            match value {
                Some(value) => valued.push((code.into(), value)),
                None => unranked.push(code.into()),
            }
        }
        valued.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        unranked.sort_unstable();
        let mut ranked: Vec<Ranked<V>> = Vec::with_capacity(valued.len());
        for (place, (code, value)) in (1..).zip(valued) {
            let rank = ranked.last().filter(|before| before.value == value).map_or(place, |before| before.rank);
            ranked.push(Ranked { rank, code, value });
        }
        let ranks = ranked.iter().map(|row| (row.code.clone(), row.rank)).collect();
        Self { ranked, unranked, ranks }
    }
}

impl<V> Ranking<V> {
    /// All that have a value, by rank and code.
    #[must_use]
    pub fn ranked(&self) -> &[Ranked<V>] {
        &self.ranked
    }

    /// The codes of what has no value, sorted.
    #[must_use]
    pub fn unranked(&self) -> &[String] {
        &self.unranked
    }

    /// The rank of a code; `None` where it has no value. O(log n).
    #[must_use]
    pub fn rank(&self, code: &str) -> Option<u32> {
        self.ranks.get(code).copied()
    }

    /// The first of the ranking: so many, and those that share the last of their ranks.
    #[must_use]
    pub fn top(&self, count: usize) -> &[Ranked<V>] {
        let Some(last) = count.checked_sub(1).and_then(|last| self.ranked.get(last.min(self.ranked.len().max(1) - 1)))
        else {
            return &[];
        };
        let end = self.ranked.partition_point(|row| row.rank <= last.rank);
        &self.ranked[..end]
    }

    /// The last of the ranking: so many, and those that share the first of their ranks.
    #[must_use]
    pub fn bottom(&self, count: usize) -> &[Ranked<V>] {
        let Some(first) = self.ranked.get(self.ranked.len().saturating_sub(count)) else { return &[] };
        let start = self.ranked.partition_point(|row| row.rank < first.rank);
        &self.ranked[start..]
    }

    /// How many ranks a code climbed since an earlier ranking, negative where it fell; `None` where it has no rank in one of
    /// them. O(log n).
    #[must_use]
    pub fn climbed_since<W>(&self, earlier: &Ranking<W>, code: &str) -> Option<i64> {
        Some(i64::from(earlier.rank(code)?) - i64::from(self.rank(code)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_include_those_that_share_a_rank() {
        let ranking = Ranking::new([("a", Some(5)), ("b", Some(4)), ("c", Some(4)), ("d", Some(1)), ("e", Some(1))]);
        let codes = |rows: &[Ranked<i32>]| rows.iter().map(|row| row.code.clone()).collect::<String>();
        assert_eq!(ranking.ranked().iter().map(|row| row.rank).collect::<Vec<_>>(), [1, 2, 2, 4, 4]);
        assert_eq!(
            (codes(ranking.top(0)), codes(ranking.top(1)), codes(ranking.top(2))),
            (String::new(), "a".into(), "abc".into())
        );
        assert_eq!(codes(ranking.top(9)), "abcde");
        assert_eq!(
            (codes(ranking.bottom(1)), codes(ranking.bottom(3)), codes(ranking.bottom(0))),
            ("de".into(), "bcde".into(), String::new())
        );
        let none = Ranking::<i32>::new([("a", None)]);
        assert!(none.top(3).is_empty() && none.bottom(3).is_empty());
    }
}
