"""The pace of the machine: costs leave the timed loop out and are told in its rounds."""

import time

import pytest
from benchmarks.pace import Pace


def test_work_is_what_the_loop_would_have_done() -> None:
    with Pace() as pace:
        pass
    cost = pace.cost(1e9, 1e9 + 2)  # nothing was timed then: all timings count
    assert cost.seconds == pytest.approx(2)
    assert cost.pace > 0
    assert cost.work == pytest.approx(2 * cost.pace)


def test_the_loop_is_no_part_of_the_cost() -> None:
    start = time.process_time()
    with Pace() as pace:
        pass
    end = time.process_time()
    assert pace.cost(start, end).seconds < end - start
