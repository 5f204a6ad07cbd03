"""The local engine: one process, or a pool of processes that outlives its workers.

Method: `concurrent.futures.ProcessPoolExecutor`, because it notices a dead worker (`multiprocessing.Pool` waits for
ever). After a death every job that was under way is done again alone, so that one hostile document costs only itself.
Memory is bounded by the number of batches under way.
"""

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from itertools import chain, islice
from multiprocessing.context import BaseContext

from sayso.engines.stages import Job, Plan, failed, run_job
from sayso.ingest.confine import OutOfTime, limit_memory, limited_time, watch_time
from sayso.records import ConfigError, Diagnostic, ReadOriginal

BATCH_JOBS = 16
"""Jobs in a batch: enough to make the cost of passing them small, few enough to share the work evenly."""

BATCH_BYTES = 2_000_000
"""A batch is closed when its originals reach this size."""

UNDER_WAY = 3
"""Batches under way for each worker: one at work, two waiting."""

WORKER_MEMORY = 3 * 1024**3
"""Address space of a worker in bytes; one that has read an article with the model maps a tenth of it."""

CPU_SECONDS = 120
CHARACTERS_A_SECOND = 2_000
"""A document may take so many seconds of processor time, and one more for every so many bytes."""

WALL_FACTOR = 5
"""A document may take so many times its processor time by the clock, on a busy machine."""

_TRIES_ALONE = 2
_Batch = tuple[Job, ...]


def run_local(jobs: Iterable[Job], plan: Plan, workers: int = 1, *, apart: bool = False) -> Iterator[ReadOriginal]:
    """What the stages make of each job, in the order they are done.

    Args:
        jobs: taken lazily, so a million of them need not fit in memory.
        plan: what is the same for all.
        workers: number of processes; 1 means this process, unless `apart`.
        apart: whether even one worker is a process of its own, with limits on memory and time.

    Raises:
        ConfigError: `bad_jobs` when `workers` is less than 1.
    """
    if workers < 1:
        raise ConfigError("bad_jobs", f"{workers} worker processes are not possible.", "Give --jobs 1 or more.")
    if workers == 1 and not apart:
        return (run_job(job, plan) for job in jobs)
    return _run_pool(iter(jobs), plan, workers)


def _run_pool(jobs: Iterator[Job], plan: Plan, workers: int) -> Iterator[ReadOriginal]:
    batches = _batches(jobs)
    pool = _pool(workers)
    under_way: dict[Future[list[ReadOriginal]], _Batch] = {}
    try:
        while True:
            for batch in islice(batches, workers * UNDER_WAY - len(under_way)):
                under_way[pool.submit(_run_batch, batch, plan)] = batch
            if not under_way:
                return
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            lost = [under_way.pop(future) for future in done if _broke(future)]
            yield from chain.from_iterable(future.result() for future in list(under_way) if future in done)
            for future in done:
                under_way.pop(future, None)
            if lost:
                lost += under_way.values()
                under_way.clear()
                pool.shutdown(wait=False, cancel_futures=True)
                yield from _run_alone(chain.from_iterable(lost), plan)
                pool = _pool(workers)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _run_alone(jobs: Iterable[Job], plan: Plan) -> Iterator[ReadOriginal]:
    """One job after the other in one process; a job whose process dies every time gets a diagnostic."""
    pool = _pool(1)
    try:
        for job in jobs:
            for _ in range(_TRIES_ALONE):
                future = pool.submit(_run_batch, (job,), plan)
                if not _broke(future):
                    yield from future.result()
                    break
                pool.shutdown(wait=False)
                pool = _pool(1)
            else:
                key = job.original.key
                detail = "its worker process ended: out of memory, out of time, or a fault in a library"
                aside = Diagnostic(code="quarantined", key=key, detail=detail)
                yield failed(job.original, Diagnostic(code="worker_died", key=key), aside)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _broke(future: "Future[list[ReadOriginal]]") -> bool:
    return isinstance(future.exception(), BrokenProcessPool)


def _run_batch(batch: _Batch, plan: Plan) -> list[ReadOriginal]:
    return [_run_limited(job, plan) for job in batch]


def _run_limited(job: Job, plan: Plan) -> ReadOriginal:
    """What the stages make of a job, within limits on time; what exceeds them is put aside with its bytes."""
    seconds = CPU_SECONDS + len(job.original.data) // CHARACTERS_A_SECOND
    try:
        with limited_time(seconds, WALL_FACTOR * seconds):
            return run_job(job, plan)
    except OutOfTime:
        detail = f"it took more than {seconds} seconds of processor time"
        return failed(job.original, Diagnostic(code="quarantined", key=job.original.key, detail=detail))


def _batches(jobs: Iterator[Job]) -> Iterator[_Batch]:
    batch: list[Job] = []
    size = 0
    for job in jobs:
        batch.append(job)
        size += len(job.original.data)
        if len(batch) == BATCH_JOBS or size >= BATCH_BYTES:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=_context(), initializer=_start_worker)


@cache
def _context() -> BaseContext:
    """How workers start: from a server that has the stages imported, where the system can; else afresh.

    Never by a fork of this process, whose threads and open ledger a worker must not inherit.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["sayso.engines.stages"])
    _start_server()
    return context


def _start_server() -> None:
    """Start the server that workers come from, deaf to interrupts from the keyboard: they are for the parent alone."""
    from multiprocessing import forkserver, resource_tracker

    resource_tracker.ensure_running()  # it would lift the block below
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker() -> None:
    """Leave an interrupt from the keyboard to the parent, which then ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(WORKER_MEMORY)
    watch_time()
    _leave_with_parent()


def _leave_with_parent() -> None:
    """End this worker when the run is killed; a worker waiting for work would otherwise stay for ever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
