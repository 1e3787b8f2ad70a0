#!/usr/bin/env python3
"""Every SQL text on every engine: the answers, compared with those of the crate, and their time and memory.

    cargo build --release --features parquet --example lake
    python3 -m pip install -r benches/requirements-engines.txt
    python3 benches/engines.py LEDGER --facts 1000000 10000000
    python3 benches/engines.py --random 100 --engines duckdb

The example `lake` writes the tables, the texts and the expected answers, and compares the answers of each engine with them
and with the control totals. An engine runs in a process of its own, so that its memory can be told.

    duckdb, datafusion, polars    packages of Python
    postgresql                    a server of its own in the temporary folder, where `initdb` is found
    spark                         Spark with two threads, local[2]; all of Spark needs Java
    spark-cluster                 two executors, local-cluster[2,1,1500]
    spark-guide                   the ten lines of the documentation, as they stand there
    spark-killed                  two executors, with an executor killed in the middle of the reduce stage of a text over facts
    doubled, lost                 DuckDB with a part of the facts twice, or without them: the check must find that

What is not there is skipped with a message. The exit status is 1 if any answer differs.
"""

import argparse
import contextlib
import csv
import io
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

TABLES = ["nodes", "links", "bridge", "measures"]
PLANTS = ["doubled", "lost"]
ENGINES = ["duckdb", "datafusion", "polars", "postgresql", "spark", "spark-guide", "spark-cluster", "spark-killed"]
MIB = 1 << 20

# How many tasks a reduce stage has while an executor is killed.
KILL_TASKS = 60


class Absent(Exception):
    """Something that an engine needs is not there."""


def fact_files(folder):
    files = sorted(folder.glob("facts.parquet")) or sorted(folder.glob("facts-[0-9]*.parquet"))
    return [str(file) for file in files]


def texts_of(folder):
    return {file.stem: file.read_text() for file in sorted((folder / "sql").glob("*.sql"))}


def write_csv(path, columns, rows):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


def package(name):
    try:
        return __import__(name)
    except ImportError:
        raise Absent(f"the package {name} is not installed") from None


# Each engine: a context that gives, for the tables in a folder, a function from a text to columns and rows.


@contextlib.contextmanager
def with_duckdb(folder, facts="SELECT * FROM read_parquet({files})"):
    connection = package("duckdb").connect()
    connection.execute("SET threads = 2")
    for table in TABLES:
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{folder / table}.parquet')")
    connection.execute(f"CREATE VIEW facts AS {facts.format(files=fact_files(folder))}")

    def run(text):
        cursor = connection.execute(text)
        return [column[0] for column in cursor.description], cursor.fetchall()

    yield run


def with_doubled(folder):
    """A partition of the facts is there twice, as where a task was repeated and both outcomes were kept."""
    part = "SELECT * FROM read_parquet({files}) WHERE pre % 4 = 1"
    return with_duckdb(folder, f"SELECT * FROM read_parquet({{files}}) UNION ALL {part}")


def with_lost(folder):
    """A partition of the facts is not there."""
    return with_duckdb(folder, "SELECT * FROM read_parquet({files}) WHERE pre % 4 <> 1")


@contextlib.contextmanager
def with_datafusion(folder):
    datafusion = package("datafusion")
    context = datafusion.SessionContext(datafusion.SessionConfig().with_target_partitions(2))
    for table in TABLES:
        context.register_parquet(table, str(folder / f"{table}.parquet"))
    files = fact_files(folder)
    if len(files) == 1:
        context.register_parquet("facts", files[0])
    else:
        parts = [f"SELECT * FROM facts_{at}" for at in range(len(files))]
        for at, file in enumerate(files):
            context.register_parquet(f"facts_{at}", file)
        context.register_view("facts", context.sql(" UNION ALL ".join(parts)))

    def run(text):
        frame = context.sql(text)
        batches = (zip(*(column.to_pylist() for column in batch.columns)) for batch in frame.collect())
        return frame.schema().names, (row for batch in batches for row in batch)

    yield run


@contextlib.contextmanager
def with_polars(folder):
    os.environ["POLARS_MAX_THREADS"] = "2"
    polars = package("polars")
    context = polars.SQLContext({table: polars.scan_parquet(folder / f"{table}.parquet") for table in TABLES})
    context.register("facts", polars.scan_parquet(fact_files(folder)))

    def run(text):
        frame = context.execute(text).collect(engine="streaming")
        return frame.columns, frame.iter_rows()

    yield run


@contextlib.contextmanager
def with_postgresql(folder):
    """A server of its own, which listens on a socket in a temporary folder only, and is ended at the end."""
    duckdb = package("duckdb")
    homes = [*map(Path, os.environ.get("PATH", "").split(os.pathsep)), *sorted(Path("/usr/lib/postgresql").glob("*/bin"))]
    home = next((home for home in homes if all((home / name).exists() for name in ["initdb", "pg_ctl", "psql"])), None)
    if home is None:
        raise Absent("initdb, pg_ctl and psql of PostgreSQL are not found")
    with tempfile.TemporaryDirectory(prefix="gridgov-pg-") as work:
        # PostgreSQL refuses to run as root.
        user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
        if user and shutil.which("setpriv") is None:
            raise Absent("PostgreSQL does not run as root, and setpriv is not found")
        if user:
            shutil.chown(work, "nobody", "nogroup")

        def call(name, *arguments, **options):
            command = [*user, str(home / name), *arguments]
            return subprocess.run(command, check=True, capture_output=True, text=True, cwd=work, **options).stdout

        data = f"{work}/data"
        call("initdb", "-D", data, "-U", "grid", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        settings = f"-k {work} -c listen_addresses='' -c fsync=off -c work_mem=256MB -c jit=off"
        subprocess.run(
            [*user, str(home / "pg_ctl"), "-D", data, "-w", "-o", settings, "start"],
            check=True, cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        try:
            psql = ["-h", work, "-U", "grid", "-d", "postgres", "-q", "-X", "-v", "ON_ERROR_STOP=1"]
            kinds = {"VARCHAR": "text", "INTEGER": "integer", "BIGINT": "bigint", "DATE": "date"}
            connection = duckdb.connect()
            sources = {table: [str(folder / f"{table}.parquet")] for table in TABLES} | {"facts": fact_files(folder)}
            for table, files in sources.items():
                rows = f"read_parquet({files})"
                described = connection.execute(f"DESCRIBE SELECT * FROM {rows}").fetchall()
                # `end` is a word of SQL, which no text names.
                columns = ", ".join(f'"{name}" {kinds[kind]}' for name, kind, *_ in described)
                call("psql", *psql, "-c", f"CREATE TABLE {table} ({columns})")
                file = f"{work}/{table}.csv"
                connection.execute(f"COPY (SELECT * FROM {rows}) TO '{file}' (HEADER false, NULLSTR '\\N', FORCE_QUOTE *)")
                os.chmod(file, 0o644)
                # An empty text is a text, and a cell without quotes is none.
                with open(file) as rows:
                    copy = f"COPY {table} FROM STDIN (FORMAT csv, NULL '\\N')"
                    call("psql", *psql, "-c", copy, stdin=rows)
                os.remove(file)
            call("psql", *psql, "-c", "ANALYZE")

            def run(text):
                rows = list(csv.reader(io.StringIO(call("psql", *psql, "--csv", input=text + ";\n"), newline="")))
                return rows[0], rows[1:]

            yield run
        finally:
            call("pg_ctl", "-D", data, "-m", "immediate", "stop")


def find_java():
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise Absent("Java is not found")


def with_spark(folder):
    return spark_at("local[2]", folder)


def with_spark_cluster(folder):
    return spark_at("local-cluster[2,1,1500]", folder)


@contextlib.contextmanager
def spark_at(master, folder, settings=()):
    pyspark = package("pyspark")
    find_java()
    # An executor of a cluster finds Spark and Python by these.
    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    with tempfile.TemporaryDirectory(prefix="gridgov-spark-") as work:
        builder = SparkSession.builder.master(master)
        for key, value in {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.memory": "3g",
            "spark.executor.memory": "1g",
            "spark.local.dir": work,
            "spark.log.level": "OFF",
            "spark.sql.shuffle.partitions": "4",
            "spark.sql.warehouse.dir": f"{work}/warehouse",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.worker.dir": work,
            **dict(settings),
        }.items():
            builder = builder.config(key, value)
        session = builder.getOrCreate()
        try:
            for table in TABLES:
                session.read.parquet(str(folder / f"{table}.parquet")).createOrReplaceTempView(table)
            session.read.parquet(*fact_files(folder)).createOrReplaceTempView("facts")

            def run(text):
                frame = session.sql(text)
                return frame.columns, frame.collect()

            run.session = session
            yield run
        finally:
            session.stop()


@contextlib.contextmanager
def with_spark_killed(folder):
    """The first text over facts by period is asked while an executor is killed."""
    with spark_at("local-cluster[2,1,1500]", folder) as run:
        killed = []

        def run_and_kill(text):
            if killed or "AS period" not in text or "AS facts" not in text:
                return run(text)
            # Reduce stages of many small tasks, so that one can be met in its middle.
            settings = run.session.conf
            settings.set("spark.sql.adaptive.enabled", "false")
            settings.set("spark.sql.shuffle.partitions", str(KILL_TASKS))
            try:
                # A stage may be over before it is met; then the text is asked again.
                for _ in range(5):
                    answer = killing(run, text, killed)
                    if killed:
                        return answer
            finally:
                settings.unset("spark.sql.adaptive.enabled")
                settings.set("spark.sql.shuffle.partitions", "4")
            raise RuntimeError("no reduce stage was met in its middle, so that no executor could be killed")

        run_and_kill.killed = killed
        yield run_and_kill


def killing(run, text, killed):
    """Runs a text and kills an executor when a tenth of the tasks of a reduce stage are done."""
    tracker = run.session.sparkContext.statusTracker()
    answer = []

    def ask():
        try:
            answer.append(run(text))
        except Exception as error:  # it is told by the thread that waits
            answer.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    while asking.is_alive() and not killed:
        for number in tracker.getActiveStageIds():
            stage = tracker.getStageInfo(number)
            # Only a stage behind a shuffle has so many tasks: the files have few row groups.
            if stage and stage.numTasks >= KILL_TASKS and stage.numTasks // 10 <= stage.numCompletedTasks < stage.numTasks // 2:
                executors = [pid for pid in descendants(os.getpid()) if "CoarseGrainedExecutorBackend" in command_of(pid)]
                if len(executors) < 2:
                    continue
                os.kill(executors[0], signal.SIGKILL)
                killed.append(f"executor killed after {stage.numCompletedTasks} of {stage.numTasks} tasks")
                break
        time.sleep(0.001)
    asking.join()
    if isinstance(answer[0], Exception):
        raise answer[0]
    return answer[0]


def command_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def descendants(pid):
    """The processes that a process started, and those that they did."""
    children = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            # The name of the program stands in parentheses and may have spaces.
            parent = int(entry.read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(entry.parent.name))
    found, open_ones = [], [pid]
    while open_ones:
        below = children.get(open_ones.pop(), [])
        found += below
        open_ones += below
    return found


def peak_memory():
    """The most that this process and those below it held at a time, each by itself, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for pid in descendants(os.getpid()):
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                if line.startswith("VmHWM:"):
                    peak += int(line.split()[1])
    return peak * 1024 // MIB


def cpu_seconds():
    """The time of the processors that this process took, and those below it: what is the same on a busy machine."""
    ticks = 0
    for pid in descendants(os.getpid()):
        with contextlib.suppress(OSError):
            ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]))
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


RUNNERS = {
    "duckdb": with_duckdb,
    "datafusion": with_datafusion,
    "polars": with_polars,
    "postgresql": with_postgresql,
    "spark": with_spark,
    "spark-guide": None,
    "spark-cluster": with_spark_cluster,
    "spark-killed": with_spark_killed,
    "doubled": with_doubled,
    "lost": with_lost,
}


def run_guide(folder, results):
    """Runs the ten lines that the documentation shows to users of Spark."""
    package("pyspark")
    find_java()
    guide = Path(__file__).resolve().parent.parent / "src/table/sql/guide.md"
    lines = guide.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    home = results.parent / "guide"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    (home / "lake").symlink_to(folder.resolve())
    settings = "--master local[2] --conf spark.ui.enabled=false --conf spark.driver.host=127.0.0.1 pyspark-shell"
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", lines], cwd=home, capture_output=True, text=True,
        env={**os.environ, "PYSPARK_SUBMIT_ARGS": settings, "SPARK_LOCAL_IP": "127.0.0.1"},
    )
    seconds = time.perf_counter() - start
    (home / "results").rename(results)
    failed = [] if done.returncode == 0 else [shown(done.stderr)]
    names = [path.stem for path in results.iterdir()]
    return {"seconds": {name: seconds / len(names) for name in names}, "cpu": 0, "memory": 0, "failed": failed, "remark": ""}


def run_engine(engine, folder, results):
    """Runs every text in this process; gives seconds by text, the peak of memory, and a remark."""
    if engine == "spark-guide":
        return run_guide(folder, results)
    results.mkdir(parents=True, exist_ok=True)
    seconds, failed = {}, []
    with RUNNERS[engine](folder) as run:
        for name, text in texts_of(folder).items():
            start = time.perf_counter()
            try:
                columns, rows = run(text)
                rows = list(rows)
            except Exception as error:  # all texts are tried, whatever the engine says to one of them
                failed.append(f"{name}: {str(error).splitlines()[0] if str(error) else type(error).__name__}")
                continue
            seconds[name] = time.perf_counter() - start
            write_csv(results / f"{name}.csv", columns, rows)
        remark = "; ".join(getattr(run, "killed", []))
        memory, cpu = peak_memory(), cpu_seconds()
    if engine == "spark-killed" and not remark:
        failed.append("no executor was killed")
    return {"seconds": seconds, "cpu": cpu, "memory": memory, "failed": failed, "remark": remark}


def in_own_process(engine, folder, results):
    """The same in a process of its own; `None` if something is not there."""
    shutil.rmtree(results, ignore_errors=True)
    command = [sys.executable, __file__, "--run", engine, str(folder), str(results)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode == 3:
        print(f"{engine}: SKIPPED, {done.stdout.strip()}", flush=True)
        return None
    if done.returncode != 0:
        return {"seconds": {}, "cpu": 0, "memory": 0, "failed": [f"status {done.returncode}"], "remark": ""}
    return json.loads(done.stdout.splitlines()[-1])


def check(lake, folder, results):
    """What the example says of the results, and whether it accepts them."""
    done = subprocess.run([lake, "--check", str(folder), str(results)], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def shown(text, lines=12):
    told = text.splitlines()
    more = [f"... and {len(told) - lines} lines more"] if len(told) > lines else []
    return "\n".join(told[:lines] + more)


def compare(lake, folder, engines, work):
    """Runs engines over one folder, prints a line each, and gives the names of those that differ."""
    wrong = []
    print(f"{'engine':<16} {'texts':>6} {'nodes s':>9} {'facts s':>9} {'CPU s':>7} {'MiB':>7}  answers")
    for engine in engines:
        results = work / engine
        run = in_own_process(engine, folder, results)
        if run is None:
            continue
        status, told = check(lake, folder, results)
        of_facts = sum(time for name, time in run["seconds"].items() if name.startswith("fact"))
        of_nodes = sum(run["seconds"].values()) - of_facts
        if engine in PLANTS:
            # The answers of the engine are right for what it was given; only the totals can tell.
            is_right = status == 1 and "control totals" in told
            verdict = "found, as it must be" if is_right else f"NOT FOUND (status {status})"
        else:
            is_right = status == 0 and not run["failed"]
            verdict = "equal" if is_right else "DIFFERENT"
        remark = f", {run['remark']}" if run["remark"] else ""
        figures = f"{of_nodes:>9.2f} {of_facts:>9.2f} {run['cpu']:>7.1f} {run['memory']:>7}"
        print(f"{engine:<16} {len(run['seconds']):>6} {figures}  {verdict}{remark}", flush=True)
        if not is_right:
            wrong.append(engine)
            print("\n".join(run["failed"]))
            print(shown(told))
    return wrong


def of_random(lake, lakes, engines, work):
    """Runs engines over many small ledgers in one process each, and compares all their answers."""
    wrong = []
    folders = sorted(folder for folder in lakes.iterdir() if (folder / "meta.json").exists())
    if not folders:
        sys.exit(f"{lakes} has no tables")
    for engine in engines:
        texts, differing = 0, []
        try:
            for folder in folders:
                results = work / engine / folder.name
                run = run_engine(engine, folder, results)
                texts += len(run["seconds"])
                status, told = check(lake, folder, results)
                if status != 0 or run["failed"]:
                    differing.append(folder)
                    print(f"{engine} on {folder}:", *run["failed"], shown(told), sep="\n", flush=True)
        except Absent as absent:
            print(f"{engine}: SKIPPED, {absent}", flush=True)
            continue
        verdict = "all equal" if not differing else f"{len(differing)} of them DIFFERENT"
        print(f"{engine:<16} {len(folders)} random ledgers, {texts} answers: {verdict}", flush=True)
        wrong += [engine] * bool(differing)
    return wrong


def built(target, name, *build):
    """The path of a program that cargo built last."""
    root = Path(__file__).resolve().parent.parent
    for profile in ["release", "debug"]:
        path = Path(os.environ.get("CARGO_TARGET_DIR", root / "target")) / profile / target / name
        if path.exists():
            return str(path)
    sys.exit(f"{name} is not built; run: cargo build --release {' '.join(build)}")


def main():
    if sys.argv[1:2] == ["--run"]:
        engine, folder, results = sys.argv[2:]
        try:
            print(json.dumps(run_engine(engine, Path(folder), Path(results))))
        except Absent as absent:
            print(absent)
            sys.exit(3)
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ledger", nargs="?", help="a ledger as JSON or as a folder of CSV tables")
    parser.add_argument("--facts", nargs="+", type=int, default=[1_000_000], help="how many facts, for one run each")
    parser.add_argument("--engines", nargs="+", choices=[*ENGINES, *PLANTS], default=[*ENGINES, *PLANTS])
    parser.add_argument("--random", type=int, metavar="N", help="so many small random ledgers instead of one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, help="a folder to keep the tables and answers in")
    arguments = parser.parse_args()
    if (arguments.ledger is None) == (arguments.random is None):
        parser.error("a ledger or --random is needed")
    lake = built("examples", "lake", "--features", "parquet", "--example", "lake")
    wrong = []
    with tempfile.TemporaryDirectory(prefix="gridgov-lake-") as temporary:
        work = arguments.work or Path(temporary)
        if arguments.random:
            lakes = built("", "lakes", "-p", "gridgov-benches", "--features", "lakes", "--bin", "lakes")
            folder = work / "random"
            subprocess.run([lakes, str(folder), str(arguments.random), str(arguments.seed)], check=True)
            wrong = of_random(lake, folder, arguments.engines, work / "results")
        else:
            for count in arguments.facts:
                folder = work / f"lake-{count}"
                options = ["--facts", str(count), "--seed", str(arguments.seed)]
                subprocess.run([lake, arguments.ledger, str(folder), *options], check=True)
                wrong += compare(lake, folder, arguments.engines, work / f"results-{count}")
    if wrong:
        sys.exit(f"different: {', '.join(wrong)}")


if __name__ == "__main__":
    main()
