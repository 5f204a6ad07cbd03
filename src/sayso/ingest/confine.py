"""Limits on the process we are in: memory for good, processor time for each piece of work."""

import faulthandler
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType


class OutOfTime(BaseException):
    """The work in hand used up its processor time; no broad `except Exception` of a library may take it for its own."""


@contextmanager
def limited_time(cpu_seconds: int, wall_seconds: int) -> Generator[None]:
    """Hold the work inside to limits: OutOfTime is raised when its processor time is used up.

    When the clock runs out the process ends, because work that is stuck in a library cannot be told to stop. The
    main thread only; processor time is watched where the system can (see `watch_time`).
    """
    limit_time(cpu_seconds)
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - a path of the system
        faulthandler.dump_traceback_later(wall_seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
            limit_time(_EVER)


_EVER = 10**9

if sys.platform != "win32":
    import resource
    import signal

    def limit_memory(memory: int) -> None:
        """Let this process take so many bytes of address space and write no dump when it dies."""
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        allowed = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def limit_files() -> None:
        """Let this process write no byte to any file; pipes are none."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    def limit_time(seconds: int) -> None:
        """Let this process use so many more seconds of processor time before the system ends it (SIGXCPU)."""
        usage = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(usage.ru_utime + usage.ru_stime) + seconds + 1
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))

    def watch_time() -> None:
        """Raise OutOfTime in the main thread where the system would end this process for its processor time."""
        signal.signal(signal.SIGXCPU, _out_of_time)

    def _out_of_time(number: int, frame: FrameType | None) -> None:
        raise OutOfTime

else:

    def watch_time() -> None:
        """Do nothing: this system has no such limits; the clock still holds."""

    def limit_memory(memory: int) -> None:
        """Do nothing: this system has no such limits; the clock still holds."""

    def limit_files() -> None:
        """Do nothing: this system has no such limits."""

    def limit_time(seconds: int) -> None:
        """Do nothing: this system has no such limits; the clock still holds."""
