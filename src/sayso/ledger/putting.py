"""Adding to the ledger: originals with the steps done on them."""

from collections.abc import Sequence

from sayso.ledger.content import (
    WITHDRAWN,
    Output,
    StoredOutput,
    add_original,
    add_output,
    add_step_content,
    current_outputs,
    make_output,
)
from sayso.ledger.driver import Connection
from sayso.ledger.inside import read_inside
from sayso.ledger.logs import LogWriter
from sayso.ledger.projections import replace_rows
from sayso.records import Original, ReadOriginal, Stage, Step, canonical

_STAGES = tuple(Stage)


class Putting:
    """One transaction's additions; the caller holds the transaction."""

    def __init__(self, connection: Connection, run: int) -> None:
        self._connection, self._run = connection, run
        self._arrivals, self._steps = LogWriter(connection, "arrival"), LogWriter(connection, "step")
        self._seqs: dict[str, int] = {}
        self._current: dict[int, dict[Stage, Output]] = {}
        self._fresh: dict[int, dict[Stage, Step]] = {}

    def put(self, batch: Sequence[ReadOriginal]) -> None:
        """Add originals and steps, and bring the projections up to date. What is there already is not added again."""
        for read in batch:
            self._put_one(read)
        self._arrivals.close()
        self._steps.close()
        replace_rows(
            self._connection,
            [read_inside(self._connection, seq, tuple(steps.values())) for seq, steps in self._fresh.items()],
        )

    def _put_one(self, read: ReadOriginal) -> None:
        arrival = self._arrival(read.original)
        current = self._current[arrival]
        before = {stage: output.sha256 for stage, output in current.items()}
        for step in read.steps:
            self._add_step(arrival, current, step)
        self._withdraw_later(arrival, before, {step.stage for step in read.steps})

    def _arrival(self, original: Original) -> int:
        """The number of the arrival of this input, which is added if it is new."""
        seq = self._seqs.get(original.input_id) or self._known_arrival(original.input_id)
        if seq is None:
            add_original(self._connection, original)
            facts = canonical(original.facts).decode()
            values = (original.input_id, original.key, original.media, original.sha256, facts, original.place)
            seq = self._arrivals.append(*values, self._run)
            self._current[seq] = {}
        elif seq not in self._current:
            self._current[seq] = current_outputs(self._connection, seq)
        self._seqs[original.input_id] = seq
        return seq

    def _known_arrival(self, input_id: str) -> int | None:
        row = self._connection.execute("SELECT seq FROM arrival WHERE input_id = ?", (input_id,)).fetchone()
        return int(row[0]) if row else None

    def _add_step(self, arrival: int, current: dict[Stage, Output], step: Step) -> None:
        output = Output(key=step.key, sha256=add_step_content(self._connection, step))
        if current.get(step.stage) != output:
            self._steps.append(arrival, step.stage, step.key, output.sha256, self._run)
            current[step.stage] = output
            self._fresh.setdefault(arrival, {})[step.stage] = step

    def _withdraw_later(self, arrival: int, before: dict[Stage, str], done: set[Stage]) -> None:
        """Supersede outputs that were made from one that has changed and were not made again, by an empty output."""
        current, changed = self._current[arrival], False
        for stage in _STAGES:
            if changed and stage not in done and stage in current and current[stage].sha256 != _EMPTY.sha256:
                add_output(self._connection, _EMPTY)
                step = Step(stage=stage, input_id="", key=WITHDRAWN, records=())
                self._steps.append(arrival, stage, WITHDRAWN, _EMPTY.sha256, self._run)
                current[stage] = Output(key=WITHDRAWN, sha256=_EMPTY.sha256)
                self._fresh.setdefault(arrival, {})[stage] = step
            changed = changed or (stage in before and current[stage].sha256 != before[stage])


_EMPTY: StoredOutput = make_output(())
