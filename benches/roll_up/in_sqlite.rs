//! `SQLite`: a recursive query.

use gridgov_benches::{Flat, KINDS, Totals};
use rusqlite::Connection;

/// `SQLite` in memory: a recursive query of who is below whom, grouped.
pub struct InSqlite(Connection);

impl InSqlite {
    pub fn new(nodes: &[Flat]) -> rusqlite::Result<Self> {
        let mut connection = Connection::open_in_memory()?;
        connection.execute_batch(
            "CREATE TABLE node (id INTEGER PRIMARY KEY, parent INTEGER, kind INTEGER NOT NULL, territory INTEGER NOT NULL,
                                households INTEGER NOT NULL, floor_area INTEGER NOT NULL);",
        )?;
        let transaction = connection.transaction()?;
        {
            let mut insert = transaction.prepare("INSERT INTO node VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
            for (at, node) in nodes.iter().enumerate() {
                let parent = Some(node.parent).filter(|parent| *parent != u32::MAX);
                insert.execute((
                    i64::try_from(at).expect("few nodes"),
                    parent,
                    node.kind,
                    node.is_territory(),
                    node.households,
                    node.floor_area,
                ))?;
            }
        }
        transaction.commit()?;
        connection.execute_batch("CREATE INDEX node_parent ON node (parent); ANALYZE;")?;
        Ok(Self(connection))
    }

    pub fn totals(&self) -> rusqlite::Result<Vec<Totals>> {
        let mut query = self.0.prepare_cached(
            "WITH RECURSIVE below (top, id) AS (
                 SELECT id, id FROM node WHERE territory
                 UNION ALL
                 SELECT below.top, node.id FROM below JOIN node ON node.parent = below.id)
             SELECT below.top, node.kind, count(*), sum(node.households), sum(node.floor_area)
             FROM below JOIN node ON node.id = below.id
             GROUP BY below.top, node.kind ORDER BY below.top",
        )?;
        let mut rows = query.query(())?;
        let mut totals: Vec<(i64, Totals)> = Vec::new();
        while let Some(row) = rows.next()? {
            let (top, kind): (i64, u8) = (row.get(0)?, row.get(1)?);
            if totals.last().is_none_or(|(last, _)| *last != top) {
                totals.push((top, Totals::default()));
            }
            if let Some((_, total)) = totals.last_mut() {
                debug_assert!(usize::from(kind) < KINDS.len());
                total.counts[usize::from(kind)] = row.get(2)?;
                total.households += row.get::<_, i64>(3)?;
                total.floor_area += row.get::<_, i64>(4)?;
            }
        }
        Ok(totals.into_iter().map(|(_, total)| total).collect())
    }
}
