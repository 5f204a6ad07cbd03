"""Steps: one stage done on one input. What a stage reads, returns and remembers is kept by hash.

A step's `key` is the hash of everything its output depends on, so a step whose key is in the ledger need not be done
again, and a stage whose output did not change costs nothing downstream.
"""

from enum import StrEnum

from sayso.records.attributions import Attribution
from sayso.records.base import Value, canonical, content_hash, sha256
from sayso.records.diagnostics import Diagnostic
from sayso.records.documents import Document, Layout, Original
from sayso.records.figures import Figure
from sayso.records.mentions import Affiliation, Epithet, Mention, Role
from sayso.records.statements import Statement


class Stage(StrEnum):
    """The stages whose outputs the ledger keeps, in the order of the way of the data."""

    TEXT = "text"
    EXTRACT = "extract"
    RESOLVE = "resolve"
    FIGURES = "figures"


StageRecord = Document | Layout | Attribution | Statement | Mention | Role | Affiliation | Epithet | Figure | Diagnostic


class Step(Value, frozen=True, kw_only=True):
    """One stage done on one input.

    Attributes:
        stage: which.
        input_id: `Original.input_id` of the input it was done on.
        key: `step_key` of what the output depends on.
        records: the output, in the stage's order.
        layers: texts that the output refers to by hash (raw and clean layer), only for `text`.
    """

    stage: Stage
    input_id: str
    key: str
    records: tuple[StageRecord, ...]
    layers: tuple[str, ...] = ()

    @property
    def output(self) -> bytes:
        """The output as it is stored: the canonical JSON of its records."""
        return canonical(self.records)

    @property
    def output_sha256(self) -> str:
        """What the step key of the next stage depends on."""
        return sha256(self.output)


class ReadOriginal(Value, frozen=True, kw_only=True):
    """An original with the steps done on it, ready for the ledger."""

    original: Original
    steps: tuple[Step, ...]


def step_key(stage: Stage, version: str, params: object, input_hash: str) -> str:
    """The key of a step: hash of the stage, its version, its parameters and the hash of its input."""
    return content_hash(stage, version, params, input_hash)
