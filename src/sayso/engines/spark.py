"""The engine on Apache Spark: the same stage functions through `mapInArrow`, on a cluster that the user brings.

Needs the extra `sayso[spark]` and Java. Jobs are written as Parquet, read and done by the executors, and what they
made is written as Parquet again; Spark does a task of a lost executor anew. See `docs/spark.md`.
"""

# PySpark and PyArrow have no complete types, and are there only where the extra is installed.
# pyright: basic, reportMissingImports=false, reportOptionalMemberAccess=false, reportCallIssue=false, reportOptionalCall=false

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

import sayso
from sayso.engines.local import run_local
from sayso.engines.runs import COLUMNS, FORMAT, MANIFEST, READ, Manifest, RunFile, row_of
from sayso.engines.stages import Job, Plan
from sayso.records import ConfigError, Diagnostic, StoreError, Value

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

JOBS = "jobs"
"""The folder of a run in which the jobs wait; it is removed when the run is finished."""

ROWS_A_FILE = 256
BYTES_A_FILE = 32_000_000
"""Jobs are written in files of at most so many rows and about so many bytes; one file is one task."""

BATCH_ROWS = 16
"""Rows that Spark hands to a worker at once."""

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
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", BATCH_ROWS)
            .config("spark.sql.files.maxPartitionBytes", BYTES_A_FILE)
            .config("spark.sql.files.openCostInBytes", BYTES_A_FILE)
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
        StoreError: `run_exists`.
    """
    spark = open_session(options.master)
    files = _Files(spark, options.run)
    if files.exists(""):
        raise StoreError("run_exists", f"{options.run} exists; a run is never changed.", "Name a new folder.")
    _write_jobs(jobs, files)
    return run_jobs(spark, files.address(JOBS), options.run, plan, notes())


def run_jobs(spark: "SparkSession", jobs: str, run: str, plan: Plan, notes: tuple[Diagnostic, ...] = ()) -> Manifest:
    """The manifest of the run that did the jobs in a folder of Parquet files.

    Args:
        spark: a session.
        jobs: address of the files, with the column `job`: a `Job` in MessagePack.
        run: address for the run.
        plan: what is the same for all.
        notes: on inputs that gave no job.
    """
    files = _Files(spark, run)
    waiting = spark.read.schema("job binary").parquet(jobs)
    done = waiting.mapInArrow(partial(read_batches, plan=plan), _SCHEMA)
    done.write.mode("errorifexists").option("compression", "zstd").parquet(files.address(READ))
    found = tuple(RunFile(name=name, size=size) for name, size in files.parts(READ))
    rows = spark.read.parquet(files.address(READ)).count() if found else 0
    manifest = Manifest(
        format=FORMAT, version=sayso.__version__, extractor=plan.extractor, rows=rows, files=found, notes=notes
    )
    if jobs == files.address(JOBS):
        files.remove(JOBS)
    files.write(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=2))
    return manifest


_SCHEMA = ", ".join(f"{name} {'binary' if name == 'data' else 'string'}" for name in COLUMNS)


def read_batches(batches: Iterator["pa.RecordBatch"], plan: Plan) -> Iterator["pa.RecordBatch"]:
    """What a task makes of its jobs: a batch a document. One that breaks its process costs itself, not the task."""
    import pyarrow as pa

    schema = pa.schema([(name, pa.binary() if name == "data" else pa.string()) for name in COLUMNS])
    jobs = (_JOB.decode(cell.as_py()) for batch in batches for cell in batch.column("job"))
    for done in run_local(jobs, plan, 1, apart=True):
        cells = [pa.array([cell], field.type) for cell, field in zip(row_of(done), schema, strict=True)]
        yield pa.record_batch(cells, schema=schema)


def _write_jobs(jobs: Iterable[Job], files: "_Files") -> None:
    """The jobs as Parquet files, each at most a task's work; at most one file's jobs are in memory."""
    waiting: list[bytes] = []
    number = size = 0
    for job in jobs:
        waiting.append(msgspec.msgpack.encode(job))
        size += len(waiting[-1])
        if len(waiting) == ROWS_A_FILE or size >= BYTES_A_FILE:
            files.write(f"{JOBS}/{number:06d}.parquet", _parquet(waiting))
            waiting, size, number = [], 0, number + 1
    files.write(f"{JOBS}/{number:06d}.parquet", _parquet(waiting))


def _parquet(jobs: list[bytes]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"job": pa.array(jobs, pa.binary())}), sink, compression="zstd")
    return sink.getvalue().to_pybytes()


class _Status(NamedTuple):
    name: str
    size: int


class _Files:
    """Files below an address, through the file systems that Spark itself uses: local, HDFS, object stores."""

    def __init__(self, spark: "SparkSession", root: str) -> None:
        self._jvm: Any = spark.sparkContext._jvm
        self._configuration: Any = spark.sparkContext._jsc.hadoopConfiguration()
        path = self._jvm.org.apache.hadoop.fs.Path(root)
        self._system: Any = path.getFileSystem(self._configuration)
        self._root = str(self._system.makeQualified(path).toString())

    def address(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root

    def exists(self, name: str) -> bool:
        return bool(self._system.exists(self._path(name)))

    def parts(self, name: str) -> list[_Status]:
        """The Parquet files in a folder, by name."""
        found = [
            _Status(str(s.getPath().getName()), int(s.getLen())) for s in self._system.listStatus(self._path(name))
        ]
        return sorted(status for status in found if status.name.endswith(".parquet"))

    def write(self, name: str, data: bytes) -> None:
        stream = self._system.create(self._path(name), False)
        stream.write(bytearray(data))
        stream.close()

    def remove(self, name: str) -> None:
        self._system.delete(self._path(name), True)

    def _path(self, name: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(self.address(name))
