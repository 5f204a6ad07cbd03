"""Attributions: text-level triples of source, cue and content spans."""

from enum import StrEnum

from sayso.records.base import Record, Value, short_id
from sayso.records.spans import Spans


class Form(StrEnum):
    """How the content is reported: all of its words inside quotation marks, none, or some."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class StatementClass(StrEnum):
    """What kind of act the content is; what is unsure counts as `statement`."""

    STATEMENT = "statement"
    QUESTION = "question"
    DEMAND = "demand"
    PROMISE = "promise"
    THREAT = "threat"
    DENIAL = "denial"
    ATTITUDE = "attitude"
    """A belief, hope or feeling that is not reported as uttered."""
    ACT = "act"
    """A plan, decision or deed."""


class MadeBy(Value, frozen=True, kw_only=True):
    """What made a record: the extractor or rule, its version, and the hash of the model where one was used.

    Attributes:
        index: for given spans, the position in the list of their line.
    """

    extractor: str
    version: str
    model_sha256: str | None = None
    index: int | None = None


class Attribution(Record, frozen=True, kw_only=True, tag="attribution", rename={"class_": "class"}):
    """One attribution of a document.

    Offsets: all spans are of the raw layer; the fragments of a role are in text order for our own extractors, and as
    given for spans made elsewhere.

    Attributes:
        id: hash of (document id, fragments by role).
        document: id of the document.
        source, cue, content: fragments by role; source and cue may be empty.
        form: see `Form`.
        nested_in: id of the attribution whose content holds this one.
        class_: see `StatementClass`; "class" in JSON.
        confidence: 0 to 1, calibrated where the extractor is; with `reasons`.
        made_by: see `MadeBy`.
    """

    id: str
    document: str
    source: Spans
    cue: Spans
    content: Spans
    form: Form
    nested_in: str | None = None
    class_: StatementClass = StatementClass.STATEMENT
    confidence: float
    reasons: tuple[str, ...] = ()
    made_by: MadeBy

    @staticmethod
    def make_id(document: str, source: Spans, cue: Spans, content: Spans) -> str:
        """The id of the attribution with these fragments in this document."""
        return short_id("attribution", document, source, cue, content)
