//! Where the rows of a graph stand, in a few bytes for many rows.

/// Where a row stands, in twelve bytes. `source` is its index in the list of sources plus one; 0 is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Standing {
    pub(super) source: u32,
    pub(super) line: u32,
    pub(super) column: u32,
}

/// Where each row stands, in the order of the rows.
///
/// Rows mostly stand on the next line each, or all nowhere, so only where it is otherwise something is written down.
#[derive(Debug, Default)]
pub(super) struct Origins {
    runs: Vec<Run>,
    rows: u32,
}

/// Rows that follow each other at equal distances.
#[derive(Debug)]
struct Run {
    first: u32,
    at: Standing,
    /// The lines from each row to the next one.
    step: u32,
}

impl Run {
    /// The place of a row of the run.
    fn standing(&self, row: u32) -> Standing {
        let line = self.at.line.wrapping_add(self.step.wrapping_mul(row - self.first));
        Standing { line, ..self.at }
    }
}

impl Origins {
    /// Adds the place of the next row.
    pub(super) fn push(&mut self, at: Standing) {
        let row = self.rows;
        self.rows += 1;
        if let Some(run) = self.runs.last_mut()
            && (run.at.source, run.at.column) == (at.source, at.column)
        {
            // The second row of a run decides the step.
            if run.first + 1 == row {
                run.step = at.line.wrapping_sub(run.at.line);
            }
            if run.standing(row) == at {
                return;
            }
        }
        self.runs.push(Run { first: row, at, step: 0 });
    }

    /// Adds the places of so many rows, on the next line each.
    #[cfg(feature = "parquet")]
    pub(super) fn push_lines(&mut self, first: Standing, count: u32) {
        // Two rows decide how a run goes on.
        for line in 0..count.min(2) {
            self.push(Standing { line: first.line + line, ..first });
        }
        self.rows += count.saturating_sub(2);
    }

    /// The place of a row; O(log n) at most.
    pub(super) fn get(&self, row: u32) -> Standing {
        let behind = self.runs.partition_point(|run| run.first <= row);
        behind.checked_sub(1).map_or(Standing::default(), |at| self.runs[at].standing(row))
    }

    /// Forgets all rows but the first.
    pub(super) fn truncate(&mut self, rows: usize) {
        self.runs.truncate(self.runs.partition_point(|run| (run.first as usize) < rows));
        self.rows = self.rows.min(rows as u32);
    }

    /// Gives back the room that was reserved and not used.
    pub(super) fn shrink(&mut self) {
        self.runs.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_keeps_its_place() {
        let standing = |source, line, column| Standing { source, line, column };
        let mut places: Vec<Standing> = (2..9).map(|line| standing(1, line, 0)).collect();
        places.extend([standing(1, 11, 0), standing(2, 3, 5), standing(2, 11, 5), standing(2, 19, 5)]);
        places.extend([standing(2, 19, 40), standing(2, 19, 80), standing(2, 7, 80), Standing::default()]);
        places.extend([Standing::default(), standing(0, u32::MAX, 0), standing(0, 3, 0)]);
        let mut origins = Origins::default();
        for (at, place) in places.iter().enumerate() {
            origins.push(*place);
            let all: Vec<Standing> = (0..origins.rows).map(|row| origins.get(row)).collect();
            assert_eq!(all, places[..=at]);
        }
        #[cfg(feature = "parquet")]
        for (count, line) in [(0, 3), (1, 4), (2, 5), (5, 7), (3, 12), (4, 2), (1, 9), (1, 10), (3, 13)] {
            origins.push_lines(standing(7, line, 0), count);
            places.extend((line..line + count).map(|line| standing(7, line, 0)));
            assert_eq!((0..origins.rows).map(|row| origins.get(row)).collect::<Vec<_>>(), places);
        }
        for rows in (0..places.len()).rev() {
            origins.truncate(rows);
            assert_eq!((0..rows as u32).map(|row| origins.get(row)).collect::<Vec<_>>(), places[..rows]);
            origins.push(standing(9, 9, 9));
            assert_eq!(origins.get(rows as u32), standing(9, 9, 9));
            origins.truncate(rows);
        }
    }
}
