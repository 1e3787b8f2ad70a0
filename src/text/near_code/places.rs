//! Places by hashes, in an order that depends on neither.

/// Places, each with the hash of its key. Equal hashes stand together, their places upward.
#[derive(Debug, Default)]
pub(super) struct Places {
    by_hash: Vec<(u64, u32)>,
    /// Where the hashes start that begin with the same bits: as many starts as hashes, so that few share one.
    starts: Vec<u32>,
    shift: u32,
}

impl Places {
    /// O(n log n).
    pub(super) fn new(mut places: Vec<(u64, u32)>) -> Self {
        places.sort_unstable();
        let bits = places.len().max(2).ilog2();
        let shift = u64::BITS - bits;
        let mut starts = vec![0; (1 << bits) + 1];
        for (hash, _) in &places {
            starts[(hash >> shift) as usize + 1] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self { by_hash: places, starts, shift }
    }

    /// The places of a hash; O(1).
    pub(super) fn of(&self, hash: u64) -> &[(u64, u32)] {
        let Some([start, end]) = self.starts.get((hash >> self.shift.min(63)) as usize..).and_then(|s| s.first_chunk())
        else {
            return &[];
        };
        let near = &self.by_hash[*start as usize..*end as usize];
        let start = near.partition_point(|(other, _)| *other < hash);
        let count = near[start..].partition_point(|(other, _)| *other == hash);
        &near[start..start + count]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_by_their_hashes() {
        assert_eq!(Places::default().of(7), []);
        for count in 0..200_u64 {
            let hash = |n: u64| (n / 2).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let places = Places::new((0..count).rev().map(|n| (hash(n), n as u32)).collect());
            for n in (0..count).filter(|n| n % 2 == 0) {
                let found: Vec<u32> = places.of(hash(n)).iter().map(|(_, at)| *at).collect();
                let expected: Vec<u32> = (n..count.min(n + 2)).map(|n| n as u32).collect();
                assert_eq!(found, expected);
            }
            assert_eq!(places.of(hash(count + 2)), []);
        }
    }
}
