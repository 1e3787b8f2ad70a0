#!/usr/bin/env python3
"""Records by month at every level with DuckDB and polars, each as its users would write it.

    cargo run --release -p gridgov-benches --bin records -- 10000000 target/records
    python3 -m pip install -r benches/requirements.txt
    python3 benches/peers_records.py target/records

For every area and grid and every month: how many records were taken, how many are closed, how many late. Once on level
columns that are joined to the records beforehand, once with the join. Each answer is compared with the totals that the
first command wrote before its time is printed.
"""

import sys
import time
from pathlib import Path

import duckdb
import polars

LEVELS = 4


def rolled_up(connection, source):
    """By month at every level, from records with level columns or joined to them."""
    parts = [
        f"SELECT level_{at} AS top, month, count(*) AS taken, sum(closed) AS closed, sum(late) AS late FROM {source} "
        f"WHERE level_{at} IS NOT NULL GROUP BY ALL"
        for at in range(LEVELS)
    ]
    query = " UNION ALL ".join(parts)
    return lambda: connection.execute(query).fetchnumpy()


def with_polars(fact, level=None):
    def roll_up():
        rows = fact if level is None else fact.join(level, on="territory")
        parts = [
            rows.filter(polars.col(f"level_{at}").is_not_null())
            .group_by(f"level_{at}", "month")
            .agg(
                taken=polars.len(),
                closed=polars.col("closed").cast(polars.Int64).sum(),
                late=polars.col("late").cast(polars.Int64).sum(),
            )
            .rename({f"level_{at}": "top"})
            for at in range(LEVELS)
        ]
        return polars.concat(parts)

    return roll_up


def rows(answer):
    """An answer as a sorted list of numbers, whoever made it."""
    if not isinstance(answer, polars.DataFrame):
        answer = polars.DataFrame({name: column.filled() if hasattr(column, "filled") else column for name, column in answer.items()})
    columns = [polars.col(name).cast(polars.Int64) for name in ["top", "month", "taken", "closed", "late"]]
    return answer.select(columns).sort("top", "month").rows()


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: peers_records.py FOLDER")
    folder = Path(sys.argv[1])
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    types = "{'territory': 'INTEGER', 'month': 'INTEGER', 'closed': 'TINYINT', 'late': 'TINYINT'}"
    connection.execute(f"CREATE TABLE record AS SELECT * FROM read_csv('{folder}/records.csv', types = {types})")
    connection.execute(f"CREATE TABLE level AS SELECT * FROM read_csv('{folder}/levels.csv', all_varchar = false)")
    connection.execute("CREATE TABLE fact AS SELECT * FROM record JOIN level USING (territory)")
    numbers = {name: polars.Int32 for name in ["territory", "month", *(f"level_{at}" for at in range(LEVELS))]}
    small = {"closed": polars.Int8, "late": polars.Int8}
    record = polars.read_csv(folder / "records.csv", schema_overrides={"territory": polars.Int32, "month": polars.Int32, **small})
    level = polars.read_csv(folder / "levels.csv", schema_overrides={name: numbers[name] for name in numbers if name != "month"})
    fact = record.join(level, on="territory")
    totals = polars.read_csv(folder / "totals.csv").rename({"territory": "top"})
    expected = rows(totals)
    count = connection.execute("SELECT count(*) FROM record").fetchone()[0]
    print(f"{count:,} records, {len(expected):,} answers; the best of five")
    print(f"{'who':<44} {'ms':>10} {'CPU ms':>10}")
    for name, roll_up in [
        (f"DuckDB {duckdb.__version__}, level columns joined before", rolled_up(connection, "fact")),
        (f"DuckDB {duckdb.__version__}, with the join", rolled_up(connection, "record JOIN level USING (territory)")),
        (f"polars {polars.__version__}, level columns joined before", with_polars(fact)),
        (f"polars {polars.__version__}, with the join", with_polars(record, level)),
    ]:
        if rows(roll_up()) != expected:
            sys.exit(f"{name} gives other totals")
        times, cpu = [], []
        for _ in range(5):
            # On a machine that others use too, the time of the processors says more; here that of all threads together.
            start, start_cpu = time.perf_counter_ns(), time.process_time_ns()
            roll_up()
            times.append(time.perf_counter_ns() - start)
            cpu.append(time.process_time_ns() - start_cpu)
        print(f"{name:<44} {min(times) / 1e6:>10.1f} {min(cpu) / 1e6:>10.1f}")


if __name__ == "__main__":
    main()
