"""The local engine: the same records with any number of processes, whatever happens to a worker."""

import multiprocessing
import os
import signal
from collections.abc import Iterator

import msgspec
import pytest

from sayso.engines.local import run_local
from sayso.engines.stages import Job, Output, Plan, extract_key, is_current, resolve_key, run_job
from sayso.records import ConfigError, Media, Original, ReadOriginal, Stage, Statement, sha256

PLAN = Plan(extractor="rules")


def original(number: int, text: str | None = None) -> Original:
    data = (text or f"Mayor Ana Ruiz said on Monday that line {number} would open. “It will,” she said.").encode()
    return Original(key=f"{number:03}.txt", media=Media.TEXT, data=data, sha256=sha256(data))


def jobs(count: int) -> Iterator[Job]:
    return (Job(original=original(number)) for number in range(count))


def by_key(results: Iterator[ReadOriginal]) -> dict[str, tuple[str, ...]]:
    found = {}
    for result in results:
        assert result.original.key not in found
        found[result.original.key] = tuple(step.output_sha256 for step in result.steps)
    return found


class Deadly(msgspec.Struct):
    """Stands for a document that ends every process which reads it."""

    key: str = "deadly.txt"
    data: bytes = b""

    @property
    def input_id(self) -> str:
        return "deadly"

    def __reduce__(self):
        return os._exit, (1,)


def test_a_pool_gives_the_records_of_one_process() -> None:
    assert by_key(run_local(jobs(40), PLAN, 2)) == by_key(run_local(jobs(40), PLAN, 1))


def test_a_killed_worker_loses_nothing() -> None:
    results = run_local(jobs(120), PLAN, 2)
    first = next(results)
    os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)
    found = by_key(iter([first, *results]))
    assert found == by_key(run_local(jobs(120), PLAN, 1))


def test_a_document_that_kills_its_worker_costs_only_itself() -> None:
    work = [Job(original=original(1)), Job(original=Deadly()), Job(original=original(2))]
    results = {result.original.key: result for result in run_local(work, PLAN, 2)}
    assert results.keys() == {"001.txt", "002.txt", "deadly.txt"}
    died, aside = results["deadly.txt"].steps[0].records
    assert (died.code, aside.code) == ("worker_died", "quarantined")
    assert len(results["001.txt"].steps) == len(Stage)


def test_less_than_one_worker_is_refused() -> None:
    with pytest.raises(ConfigError, match="bad_jobs"):
        run_local(jobs(1), PLAN, 0)


def test_an_unknown_extractor_is_refused() -> None:
    with pytest.raises(ConfigError, match="unknown_extractor"):
        next(run_local(jobs(1), Plan(extractor="oracle")))


def outputs_of(result: ReadOriginal) -> dict[Stage, Output]:
    return {step.stage: Output(key=step.key, sha256=step.output_sha256) for step in result.steps}


def test_a_job_is_current_once_its_steps_are_kept() -> None:
    job = Job(original=original(1))
    assert not is_current(job, PLAN, {})
    assert is_current(job, PLAN, outputs_of(run_job(job, PLAN)))


def test_known_steps_are_not_done_again() -> None:
    done = run_job(Job(original=original(1)), PLAN)
    again = run_job(Job(original=original(1), known=done.steps), PLAN)
    assert again.steps == ()


def test_a_changed_extraction_is_followed_by_what_depends_on_it() -> None:
    done = run_job(Job(original=original(1)), PLAN)
    stale = tuple(step for step in done.steps if step.stage is not Stage.EXTRACT)
    again = run_job(Job(original=original(1), known=stale), PLAN)
    assert [step.stage for step in again.steps] == [Stage.EXTRACT]


def test_keys_depend_on_inputs() -> None:
    assert extract_key(PLAN, None, "a") != extract_key(PLAN, None, "b")
    assert resolve_key("ab", "c") != resolve_key("a", "bc")


def test_a_failing_stage_is_a_diagnostic(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("no such luck")

    monkeypatch.setattr("sayso.resolve.resolve_document", broken)
    result = run_job(Job(original=original(1)), PLAN)
    (diagnostic,) = result.steps[2].records
    assert (diagnostic.code, diagnostic.detail) == ("stage_failed", "resolve: RuntimeError: no such luck")


def test_every_attribution_has_a_statement() -> None:
    result = run_job(Job(original=original(1)), PLAN)
    attributions = {r.id for r in result.steps[1].records if hasattr(r, "content")}
    assert attributions
    assert attributions == {r.id for r in result.steps[2].records if isinstance(r, Statement)}
