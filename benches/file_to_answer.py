#!/usr/bin/env python3
"""From the file of a ledger to the answers with polars and DuckDB, each as its users would write it.

`cargo bench -p gridgov-benches --bench file_to_answer` calls it: `file_to_answer.py WAY FOLDER`. The answers stay in
the columns of the peer while the time is taken; they are checked behind it.
"""

import resource
import sys
import time

from totals import KINDS, totals_of

TERRITORIES = KINDS[:5]
AREA = "floor_area (m2; scale 2)"
# From a node to the one above it, for nodes in four levels of areas and grids.
LEVELS = 5


def read_with_polars(path):
    import polars

    frame = polars.read_csv(path, schema_overrides={"code": polars.String, "parent": polars.String})
    return frame.select(
        "code", "parent", polars.col("kind").cast(polars.Categorical),
        polars.col("households").fill_null(0),
        (polars.col(AREA).fill_null(0) * 100).round().cast(polars.Int64).alias("floor_area"),
        polars.col("kind").is_in(TERRITORIES).alias("is_territory"),
    )


def polars_levels(path):
    """The codes above each node are joined level by level; each level is a group by."""
    import polars

    frame = read_with_polars(path)
    above = frame.select("code", "parent").rename({"code": "of", "parent": "next"})
    levels = frame.with_columns(
        polars.when("is_territory").then("code").otherwise("parent").alias("top")
    )
    parts = []
    for _ in range(LEVELS):
        parts.append(
            levels.group_by("top", "kind").agg(
                polars.len(), polars.col("households").sum(), polars.col("floor_area").sum()
            )
        )
        levels = levels.join(above, left_on="top", right_on="of", how="left").filter(
            polars.col("next").is_not_null()
        ).with_columns(polars.col("next").alias("top")).drop("next")
    return polars.concat(parts)


def polars_upward(path):
    """Totals of each area and grid first; these are joined to the one above and added up, level by level."""
    import polars

    frame = read_with_polars(path)
    above = frame.filter("is_territory").select("code", "parent").rename({"code": "of", "parent": "next"})
    part = frame.group_by(
        polars.when("is_territory").then("code").otherwise("parent").alias("top"), "kind"
    ).agg(polars.len(), polars.col("households").sum(), polars.col("floor_area").sum())
    parts = []
    for _ in range(LEVELS):
        parts.append(part)
        part = part.join(above, left_on="top", right_on="of", how="inner").filter(
            polars.col("next").is_not_null()
        ).group_by(polars.col("next").alias("top"), "kind").agg(
            polars.col("len").sum(), polars.col("households").sum(), polars.col("floor_area").sum()
        )
    return polars.concat(parts)


def connected(path):
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.execute(
        f"""CREATE TABLE node AS SELECT code, parent, kind, kind IN {tuple(TERRITORIES)} AS territory,
        coalesce(households, 0) AS households, CAST(coalesce("{AREA}", 0) * 100 AS BIGINT) AS floor_area
        FROM read_csv('{path}', types = {{'code': 'VARCHAR', 'parent': 'VARCHAR', '{AREA}': 'DECIMAL(18,2)'}})"""
    )
    return connection


def duckdb_recursive(path):
    """A recursive query of who is below whom."""
    return connected(path).execute(
        """WITH RECURSIVE above (code, top) AS (
            SELECT code, CASE WHEN territory THEN code ELSE parent END FROM node
            UNION ALL
            SELECT above.code, node.parent FROM above JOIN node ON node.code = above.top
            WHERE node.parent IS NOT NULL)
        SELECT above.top, node.kind, count(*) AS len, sum(node.households) AS households,
            sum(node.floor_area) AS floor_area
        FROM above JOIN node ON node.code = above.code GROUP BY ALL"""
    ).to_arrow_table()


def duckdb_levels(path):
    """The codes above each node are joined; each level is a group by."""
    connection = connected(path)
    connection.execute(
        """CREATE TABLE level AS SELECT kind, households, floor_area,
            CASE WHEN node.territory THEN node.code ELSE node.parent END AS top FROM node"""
    )
    parts = []
    for at in range(LEVELS):
        name = f"level_{at}"
        connection.execute(f"ALTER TABLE level RENAME TO {name}")
        parts.append(
            f"SELECT top, kind, count(*) AS len, sum(households) AS households, sum(floor_area) AS floor_area "
            f"FROM {name} GROUP BY ALL"
        )
        connection.execute(
            f"""CREATE TABLE level AS SELECT {name}.kind, {name}.households, {name}.floor_area, node.parent AS top
            FROM {name} JOIN node ON node.code = {name}.top WHERE node.parent IS NOT NULL"""
        )
    return connection.execute(" UNION ALL ".join(parts)).to_arrow_table()


WAYS = {
    "polars, CSV, group by over levels": polars_levels,
    "polars, CSV, totals passed upward": polars_upward,
    "DuckDB, CSV, recursive": duckdb_recursive,
    "DuckDB, CSV, group by over levels": duckdb_levels,
}


def rows_of(answer):
    if hasattr(answer, "rows"):
        return answer.select("top", "kind", "len", "households", "floor_area").rows()
    columns = answer.select(["top", "kind", "len", "households", "floor_area"]).to_pydict()
    return zip(*columns.values())


def checksum(rows):
    """The same as that of the Rust ways: the number of areas and grids, all counts and sums, and a mix of them."""
    totals = totals_of(rows)
    sums = [sum(column) for column in zip(*totals.values())]
    mixed = sum((total[len(KINDS) - 1] * 31 ^ total[-2]) * total[-1] for total in totals.values())
    mixed = (mixed + 2**63) % 2**64 - 2**63
    return ",".join(str(number) for number in [len(totals), *sums, mixed])


def main():
    way, folder = WAYS[sys.argv[1]], sys.argv[2]
    # Loading the peer is not its work.
    import duckdb  # noqa: F401
    import polars  # noqa: F401

    cpu, start = time.process_time(), time.perf_counter()
    answer = way(f"{folder}/ledger/nodes.csv")
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(seconds, cpu, peak, checksum(rows_of(answer)))


if __name__ == "__main__":
    main()
