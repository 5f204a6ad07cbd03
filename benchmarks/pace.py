"""How fast the machine is while something is measured: a fixed loop, timed once a second in a thread of its own.

CPU seconds on a machine shared with others are longer when the others are busy, by a factor of two within minutes.
What the same loop would have done in the time a step took can be compared between steps.
"""

import statistics
import threading
import time
from types import TracebackType
from typing import NamedTuple, Self

ROUNDS = 100_000
"""Rounds of the loop; some five to ten thousandths of a second."""
EVERY = 1.0
"""Seconds between two timings."""


class Cost(NamedTuple):
    """What a piece of work cost.

    Attributes:
        seconds: CPU seconds, the loop left out.
        pace: millions of rounds of the loop a CPU second meanwhile.
    """

    seconds: float
    pace: float

    @property
    def work(self) -> float:
        """Millions of rounds that the loop would have made meanwhile."""
        return self.seconds * self.pace


class Pace:
    """Times the loop while a step runs. A context manager.

    Example:
        >>> with Pace() as pace:
        ...     began = time.process_time()
        ...     total = sum(range(1_000_000))
        >>> pace.cost(began, time.process_time()).work > 0
        True
    """

    def __init__(self) -> None:
        self._timed: list[tuple[float, float]] = []  # when, by the process's CPU time; CPU seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._go_on, daemon=True)

    def __enter__(self) -> Self:
        self._time()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        self._time()

    def cost(self, start: float, end: float) -> Cost:
        """What was done between two moments of the process's CPU time cost."""
        within = [seconds for at, seconds in self._timed if start <= at <= end]
        known = within or [seconds for _, seconds in self._timed]
        return Cost(end - start - sum(within), statistics.fmean(ROUNDS / 1e6 / seconds for seconds in known))

    def _go_on(self) -> None:
        while not self._over.wait(EVERY):
            self._time()

    def _time(self) -> None:
        began, total = time.thread_time(), 0
        for number in range(ROUNDS):
            total += number
        self._timed.append((time.process_time(), time.thread_time() - began))
