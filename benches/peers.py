#!/usr/bin/env python3
"""The same roll-up with DuckDB, polars and networkx, each as its users would write it.

    cargo run --release -p gridgov-benches --bin nodes -- target/nodes
    python3 -m pip install -r benches/requirements.txt
    python3 benches/peers.py target/nodes

For every area and grid: how many nodes of each kind are at or below it, and two sums. Each answer is compared
with the totals that the first command wrote before its time is printed.
"""

import csv
import sys
import time
from pathlib import Path

import duckdb
import networkx
import polars

from totals import KINDS, totals_of

# From an area or grid to the one above it; the synthetic sub-districts have four levels of these.
LEVELS = 4


def read(folder):
    """The nodes as lists, and the expected totals by id."""
    with open(folder / "nodes.csv", newline="") as file:
        nodes = [
            (int(row["id"]), int(row["parent"]) if row["parent"] else None, row["kind"],
             row["territory"] == "1", int(row["households"]), int(row["floor_area"]))
            for row in csv.DictReader(file)
        ]
    with open(folder / "totals.csv", newline="") as file:
        totals = {
            int(row["id"]): tuple(int(row[name]) for name in [*KINDS, "households", "floor_area"])
            for row in csv.DictReader(file)
        }
    return nodes, totals


def level_columns(nodes):
    """For each node the areas and grids at and above it, from the top: what users of tables flatten first."""
    parent = {node[0]: node[1] for node in nodes}
    territory = {node[0] for node in nodes if node[3]}
    rows = []
    for node in nodes:
        above, at = [], node[0]
        while at is not None:
            if at in territory:
                above.append(at)
            at = parent[at]
        above.reverse()
        rows.append(above + [None] * (LEVELS - len(above)))
    return rows


def with_duckdb(nodes, levels):
    """A group by over each flattened level column."""
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    frame = polars.DataFrame(
        {
            "kind": [node[2] for node in nodes],
            "households": [node[4] for node in nodes],
            "floor_area": [node[5] for node in nodes],
            **{f"level_{at}": polars.Series([row[at] for row in levels], dtype=polars.Int64) for at in range(LEVELS)},
        }
    )
    connection.execute("CREATE TABLE node AS SELECT * FROM frame")
    query = " UNION ALL ".join(
        f"SELECT level_{at} AS top, kind, count(*), sum(households), sum(floor_area) FROM node "
        f"WHERE level_{at} IS NOT NULL GROUP BY ALL"
        for at in range(LEVELS)
    )
    return lambda: connection.execute(query).fetchall()


def with_duckdb_recursive(nodes, _levels):
    """A recursive query of who is below whom."""
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    frame = polars.DataFrame(
        {
            "id": [node[0] for node in nodes],
            "parent": polars.Series([node[1] for node in nodes], dtype=polars.Int64),
            "kind": [node[2] for node in nodes],
            "territory": [node[3] for node in nodes],
            "households": [node[4] for node in nodes],
            "floor_area": [node[5] for node in nodes],
        }
    )
    connection.execute("CREATE TABLE node AS SELECT * FROM frame")
    query = """
        WITH RECURSIVE above (id, top) AS (
            SELECT id, CASE WHEN territory THEN id ELSE parent END FROM node
            UNION ALL
            SELECT above.id, node.parent FROM above JOIN node ON node.id = above.top WHERE node.parent IS NOT NULL)
        SELECT above.top, node.kind, count(*), sum(node.households), sum(node.floor_area)
        FROM above JOIN node ON node.id = above.id GROUP BY ALL"""
    return lambda: connection.execute(query).fetchall()


def with_polars(nodes, levels):
    """A group by, level by level."""
    frame = polars.DataFrame(
        {
            "kind": polars.Series([node[2] for node in nodes], dtype=polars.Categorical),
            "households": [node[4] for node in nodes],
            "floor_area": [node[5] for node in nodes],
            **{f"level_{at}": polars.Series([row[at] for row in levels], dtype=polars.Int64) for at in range(LEVELS)},
        }
    )

    def roll_up():
        parts = []
        for at in range(LEVELS):
            column = f"level_{at}"
            part = frame.filter(polars.col(column).is_not_null()).group_by(column, "kind").agg(
                polars.len(), polars.col("households").sum(), polars.col("floor_area").sum()
            )
            parts.append(part.rename({column: "top"}))
        return polars.concat(parts).rows()

    return roll_up


def with_networkx(nodes, _levels):
    """A post-order walk of a digraph."""
    graph = networkx.DiGraph()
    for ident, parent, kind, territory, households, floor_area in nodes:
        graph.add_node(ident, kind=KINDS.index(kind), territory=territory, households=households, floor_area=floor_area)
        if parent is not None:
            graph.add_edge(parent, ident)
    roots = [node[0] for node in nodes if node[1] is None]

    def roll_up():
        totals = {}
        data = graph.nodes
        for root in roots:
            for ident in networkx.dfs_postorder_nodes(graph, root):
                node = data[ident]
                total = [0] * (len(KINDS) + 2)
                total[node["kind"]] = 1
                total[-2], total[-1] = node["households"], node["floor_area"]
                for child in graph.successors(ident):
                    for at, part in enumerate(totals[child]):
                        total[at] += part
                totals[ident] = total
        return {ident: tuple(total) for ident, total in totals.items() if data[ident]["territory"]}

    return roll_up


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: peers.py FOLDER")
    nodes, expected = read(Path(sys.argv[1]))
    levels = level_columns(nodes)
    print(f"{len(nodes):,} nodes, {len(expected):,} areas and grids; the best of three")
    print(f"{'who':<34} {'ns a node':>10}")
    for name, prepare in [
        (f"DuckDB {duckdb.__version__}, group by over levels", with_duckdb),
        (f"DuckDB {duckdb.__version__}, recursive", with_duckdb_recursive),
        (f"polars {polars.__version__}, group by over levels", with_polars),
        (f"networkx {networkx.__version__}, post-order", with_networkx),
    ]:
        roll_up = prepare(nodes, levels)
        answer = roll_up()
        totals = answer if isinstance(answer, dict) else totals_of(answer)
        if totals != expected:
            sys.exit(f"{name} gives other totals")
        times = []
        for _ in range(3):
            start = time.perf_counter_ns()
            roll_up()
            times.append(time.perf_counter_ns() - start)
        print(f"{name:<34} {min(times) / len(nodes):>10.0f}")


if __name__ == "__main__":
    main()
