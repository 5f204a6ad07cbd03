"""What processes use, with all that they start: read from `/proc`, so on Linux only."""

import os
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

EVERY = 0.1
"""Seconds between two readings."""


class Used(NamedTuple):
    """What a program and others that worked for it used.

    Attributes:
        cpu: user and system time of all processes in seconds; what one uses after it was read last is not counted.
        wall: seconds by the clock.
        peak_mb: the most memory all held together; a page that processes share counts once (proportional set size).
        exit: the exit code of the program.
    """

    cpu: float
    wall: float
    peak_mb: float
    exit: int


def watched(running: "subprocess.Popen[bytes]", others: tuple[int, ...] = ()) -> Used:
    """What a running program uses until it ends, with other processes whose use since now counts as its own."""
    before = {number: seconds_of(number) for other in others for number in descendants(other)}
    spent: dict[int, float] = {}
    began, peak = time.perf_counter(), 0.0
    while running.poll() is None:
        family = [number for root in (running.pid, *others) for number in descendants(root)]
        spent.update((number, seconds) for number in family if (seconds := seconds_of(number)))
        peak = max(peak, sum(map(memory_of, family)))
        time.sleep(EVERY)
    cpu = sum(seconds - before.get(number, 0.0) for number, seconds in spent.items())
    return Used(cpu, time.perf_counter() - began, peak, running.returncode)


def descendants(process: int) -> list[int]:
    """A process with all that it started, and what these started."""
    found = [process]
    for number in found:
        for children in Path(f"/proc/{number}/task").glob("*/children"):
            found += map(int, read_or_nothing(children).split())
    return found


def seconds_of(process: int) -> float:
    """User and system time of a process so far; 0 where it is gone."""
    fields = read_or_nothing(Path(f"/proc/{process}/stat")).rpartition(b")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def memory_of(process: int) -> float:
    """The proportional set size of a process in MB; 0 where it is gone."""
    lines = read_or_nothing(Path(f"/proc/{process}/smaps_rollup")).splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(b"Pss:")) * 1024 / 1e6


def read_or_nothing(path: Path) -> bytes:
    """What a file of `/proc` holds; nothing where its process is gone."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
