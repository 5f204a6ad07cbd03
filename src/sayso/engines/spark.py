"""The engine on Apache Spark: the same stage functions through `mapInArrow`, on a cluster that the user brings.

Needs the extra `sayso[spark]` and Java. Jobs are written as Parquet files, one a task; executors read and do them, and
write what they made as Parquet again, all by PyArrow, to a folder or an object store. Spark does a task of a lost
executor anew: its file has the same name and content. See `docs/spark.md`.
"""

# PySpark and PyArrow have no complete types, and are there only where the extra is installed.
# pyright: basic, reportMissingImports=false, reportOptionalMemberAccess=false, reportCallIssue=false, reportOptionalCall=false

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

import sayso
from sayso.engines.local import run_local
from sayso.engines.runs import COLUMNS, FORMAT, MANIFEST, READ, Manifest, RunFile, row_of
from sayso.engines.stages import Job, Plan
from sayso.engines.stores import Store, shown
from sayso.records import ConfigError, Diagnostic, StoreError, Value

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

JOBS = "jobs"
"""The folder of a run in which the jobs wait; it is removed when the run is finished."""

ROWS_A_FILE = 256
BYTES_A_FILE = 32_000_000
"""Jobs are written in files of at most so many rows and about so many bytes; one file is one task."""

ROWS_A_GROUP = 16
"""Documents that are held before they are written."""

_JOB = msgspec.msgpack.Decoder(Job)


class SparkOptions(Value, frozen=True, kw_only=True):
    """Where and how to run.

    Attributes:
        run: folder or address for the run, which must not exist; executors must be able to reach it.
        master: address of the cluster, or "local[N]", "local[N,F]" (F failures of a task are allowed).
    """

    run: str
    master: str = "local[*]"


def open_session(master: str) -> "SparkSession":
    """A session on the cluster. Executors run the Python that `PYSPARK_PYTHON` names, else the one that runs this.

    Raises:
        ConfigError: `no_spark` where PySpark or PyArrow are not installed, `no_java` where Spark cannot start,
            `other_master` where this process has a session on another cluster, which Spark would go on using.
    """
    try:
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise ConfigError("no_spark", "Spark is not installed.", "pip install 'sayso[spark]'") from error
    open_one = SparkSession.getActiveSession()
    if open_one is not None and open_one.sparkContext.master != master:
        there = open_one.sparkContext.master
        raise ConfigError("other_master", f"This process has a session on {there}.", "Stop it, or name its master.")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        return (
            SparkSession.builder.appName("sayso")
            .master(master)
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .getOrCreate()
        )
    except PySparkRuntimeError as error:
        raise ConfigError("no_java", f"Spark does not start: {error}.", "Install Java 17 or newer.") from error


def run_spark(
    jobs: Iterable[Job],
    plan: Plan,
    options: SparkOptions,
    notes: Callable[[], tuple[Diagnostic, ...]] = tuple,
) -> Manifest:
    """The manifest of the run that did these jobs.

    Args:
        jobs: taken one after the other.
        plan: what is the same for all.
        options: see there.
        notes: asked, once all jobs were taken, for what is to be said of inputs that gave none.

    Raises:
        ConfigError: `no_spark`, `no_java`.
        InputError: `store_unreachable`.
        StoreError: `run_exists`.
    """
    spark, store = open_session(options.master), Store(options.run)
    if store.exists():
        raise StoreError("run_exists", f"{shown(options.run)} exists; a run is never changed.", "Name a new folder.")
    count = _write_jobs(jobs, store)
    files = sorted(_done(spark, count, partial(do_files, run=options.run, plan=plan)))
    manifest = Manifest(
        format=FORMAT,
        version=sayso.__version__,
        extractor=plan.extractor,
        rows=sum(rows for _, _, rows in files),
        files=tuple(RunFile(name=name, size=size) for name, size, _ in files),
        notes=notes(),
    )
    if count:
        store.remove(JOBS)
    with store.writing(MANIFEST) as stream:
        stream.write(msgspec.json.format(msgspec.json.encode(manifest), indent=2))
    return manifest


def _done(
    spark: "SparkSession", count: int, do: Callable[..., Iterator["pa.RecordBatch"]]
) -> list[tuple[str, int, int]]:
    """Names, sizes and rows of the files that so many tasks wrote."""
    if not count:
        return []
    numbers = spark.range(0, count, 1, count)
    return [
        (row.name, row.size, row.rows) for row in numbers.mapInArrow(do, "name string, size long, rows long").collect()
    ]


def do_files(batches: Iterator["pa.RecordBatch"], run: str, plan: Plan) -> Iterator["pa.RecordBatch"]:
    """Do the files of jobs of these numbers; for each, name, size and number of rows of the file written."""
    import pyarrow as pa

    store = Store(run)
    for batch in batches:
        for number in batch.column("id").to_pylist():
            name = f"part-{number:06d}.parquet"
            rows = _do_file(store, f"{JOBS}/{number:06d}.parquet", f"{READ}/{name}", plan)
            size = store.size(f"{READ}/{name}")
            yield pa.RecordBatch.from_pydict({"name": [name], "size": [size], "rows": [rows]})


def _do_file(store: Store, jobs: str, read: str, plan: Plan) -> int:
    """The number of rows written. A document that breaks its process costs itself, not the task."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.binary() if name == "data" else pa.string()) for name in COLUMNS])
    with store.reading(jobs) as file:
        waiting = [_JOB.decode(cell.as_py()) for cell in pq.read_table(file).column("job")]
    rows, done = 0, run_local(waiting, plan, 1, apart=True)
    with store.writing(read) as stream, pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        while group := list(islice(done, ROWS_A_GROUP)):
            columns = zip(*map(row_of, group), strict=True)
            cells = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
            writer.write_batch(pa.record_batch(cells, schema=schema))
            rows += len(group)
    return rows


def _write_jobs(jobs: Iterable[Job], store: Store) -> int:
    """Write the jobs as Parquet files, each a task's work, and tell how many; one file's jobs are in memory at most."""
    waiting: list[bytes] = []
    number = size = 0
    for job in jobs:
        waiting.append(msgspec.msgpack.encode(job))
        size += len(waiting[-1])
        if len(waiting) == ROWS_A_FILE or size >= BYTES_A_FILE:
            _write_file(waiting, store, number)
            waiting, size, number = [], 0, number + 1
    if waiting:
        _write_file(waiting, store, number)
    return number + bool(waiting)


def _write_file(jobs: list[bytes], store: Store, number: int) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with store.writing(f"{JOBS}/{number:06d}.parquet") as stream:
        pq.write_table(pa.table({"job": pa.array(jobs, pa.binary())}), stream, compression="zstd")
