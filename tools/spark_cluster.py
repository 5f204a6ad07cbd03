"""A standalone Spark cluster on this machine, for tests and benchmarks: master and workers, processes of their own."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tools.processes import descendants, read_or_nothing

HOST = "127.0.0.1"
WAIT_SECONDS = 120
"""How long the master and its workers may take to start."""


class Cluster(NamedTuple):
    """A running cluster: the address of its master, and the processes of its workers."""

    master: str
    workers: tuple[int, ...]

    def busy_executors(self) -> list[int]:
        """The processes of executors that have started Python to work."""
        found = [number for worker in self.workers for number in descendants(worker)[1:]]
        return [
            number for number in found if b"CoarseGrainedExecutorBackend" in _command(number) and _has_python(number)
        ]


@contextmanager
def standalone(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """A new cluster; it is stopped in the end.

    Args:
        folder: an existing one for what the processes write.
        workers: how many workers of one core and 1 GB there are.

    Raises:
        TimeoutError: the cluster did not start.
    """
    running: list[subprocess.Popen[bytes]] = []
    try:
        running.append(_start(folder, "master", "org.apache.spark.deploy.master.Master", ("--port", "0")))
        address = _told(folder / "master.log", r"Starting Spark master at (spark://\S+)", 1)[0]
        for number in range(workers):
            asked = ("--cores", "1", "--memory", "1g", "--work-dir", str(folder / f"work-{number}"), address)
            running.append(_start(folder, f"worker-{number}", "org.apache.spark.deploy.worker.Worker", asked))
        _told(folder / "master.log", r"Registering worker (\S+)", workers)
        yield Cluster(address, tuple(process.pid for process in running[1:]))
    finally:
        for process in reversed(running):
            process.terminate()
        for process in running:
            process.wait(60)


def _start(folder: Path, name: str, program: str, asked: Sequence[str]) -> "subprocess.Popen[bytes]":
    import pyspark

    home = Path(pyspark.__file__).parent
    environment = os.environ | {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": HOST, "PYSPARK_PYTHON": sys.executable}
    command = [str(home / "bin" / "spark-class"), program, "--host", HOST, "--webui-port", "0", *asked]
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=subprocess.STDOUT)


def _told(log: Path, pattern: str, times: int) -> list[str]:
    """What a process has written in its log, once it has done so often enough."""
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        found = re.findall(pattern, log.read_text(encoding="utf-8", errors="replace"))
        if len(found) >= times:
            return found
        time.sleep(0.2)
    raise TimeoutError(f"{log} does not tell of {pattern!r} within {WAIT_SECONDS} s")


def _command(process: int) -> bytes:
    return read_or_nothing(Path(f"/proc/{process}/cmdline"))


def _has_python(process: int) -> bool:
    return any(b"pyspark" in _command(number) for number in descendants(process)[1:])
