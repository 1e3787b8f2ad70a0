"""Compares the tables of a country, rolled up by DuckDB, with what the crate says.

    cargo run --release -p gridgov-benches --bin country -- --subdistricts 41352 --export target/country
    python3 benches/country_tables.py target/country

Needs `duckdb`: see `benches/requirements.txt`. For each county: how many nodes it has and how many households, each place
counted once, wherever it stands or is covered.
"""

import csv
import sys
import time

import duckdb

QUERY = """
WITH counted AS (
    SELECT county AS unit, m_households AS households FROM nodes WHERE county IS NOT NULL
    UNION ALL
    SELECT bridge.unit, nodes.m_households FROM bridge JOIN nodes ON nodes.code = bridge.node
    WHERE bridge.basis = 'covers' AND bridge.home = 0 AND bridge.unit_kind = 'county'
)
SELECT unit, COUNT(*) AS nodes, SUM(households) AS households FROM counted GROUP BY unit ORDER BY unit
"""


def main(folder: str) -> int:
    connection = duckdb.connect()
    for table in ["nodes", "bridge"]:
        connection.sql(f"CREATE VIEW {table} AS SELECT * FROM '{folder}/{table}.parquet'")
    start = time.perf_counter()
    rows = connection.sql(QUERY).fetchall()
    seconds = time.perf_counter() - start
    found = {unit: (nodes, households) for unit, nodes, households in rows}
    with open(f"{folder}/totals.csv", newline="") as file:
        expected = {
            row["unit"]: (int(row["nodes"]), int(row["households"]) if row["households"] else None)
            for row in csv.DictReader(file)
        }
    off = sorted(unit for unit in found.keys() | expected.keys() if found.get(unit) != expected.get(unit))
    for unit in off[:10]:
        print(f"{unit}: {found.get(unit)}, and by the crate {expected.get(unit)}")
    print(f"{len(expected)} counties, {sum(nodes for nodes, _ in found.values())} nodes, {len(off)} off, {seconds:.2f} s")
    return 1 if off or not expected else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
