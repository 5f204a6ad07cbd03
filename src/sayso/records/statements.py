"""Statements: the ledger's unit. Who, what, said when, through whom."""

from enum import StrEnum

from sayso.records.base import Record, Value
from sayso.records.spans import Span, Spans


class SpeakerKind(StrEnum):
    """What a speaker is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    OUTLET = "outlet"
    DOCUMENT = "document"
    UNNAMED = "unnamed"


class Speaker(Value, frozen=True, kw_only=True):
    """To whom the words are attributed, as far as the text tells.

    Attributes:
        name: the name a reader would recognise, or "unnamed: …" with the description.
        kind: see `SpeakerKind`; None where it is not known.
        role: the role given beside the name, as in the text.
        resolved_by: the rule that found the name, for example "as written", "pronoun".
        spans: where the name stands, when elsewhere than in the source. Raw layer.
    """

    name: str
    kind: SpeakerKind | None = None
    role: str | None = None
    resolved_by: str = "as written"
    spans: Spans = ()


class Said(Value, frozen=True, kw_only=True):
    """When the words were said.

    Attributes:
        edtf: EDTF value, None where the expression has none.
        interval: first and last day, both included (ISO dates, None where open).
        text: the expression, as in the text.
        rule: the rule that resolved it.
        span: of the expression, in the raw layer.
    """

    edtf: str | None
    interval: tuple[str | None, str | None]
    text: str
    rule: str
    span: Span | None = None


class HopKind(StrEnum):
    """What a hop of a reporting chain is."""

    ARTICLE = "article"
    OUTLET = "outlet"
    DOCUMENT = "document"
    PLATFORM = "platform"
    PERSON = "person"
    SPEAKER = "speaker"
    UNKNOWN = "unknown"


class Hop(Value, frozen=True, kw_only=True):
    """One step of a reporting chain.

    Attributes:
        kind: see `HopKind`.
        name: name of the outlet, document, platform or person; for `article` its own outlet, None where unknown.
        verb: the words that say how it passes the statement on, as in the text.
        spans: where the hop stands. Raw layer.
    """

    kind: HopKind
    name: str | None = None
    verb: str | None = None
    spans: Spans = ()


class Statement(Record, frozen=True, kw_only=True, tag="statement"):
    """What `resolve` adds to one attribution; its id is the attribution's id.

    Attributes:
        id: id of the attribution, which holds spans, form, class and confidence.
        document: id of the document.
        speaker: None for source-less hedges and agentless passives.
        said: None where the text gives no date of saying.
        chain: from the article inwards; the last hop is `speaker` or `unknown`.
        addressee: to whom it was said, as in the text.
        about: names of the entities it is about.
        reasons: why speaker, date and chain are what they are, where that is not plain.
        resolver, resolver_version: what made this record.
    """

    id: str
    document: str
    speaker: Speaker | None = None
    said: Said | None = None
    chain: tuple[Hop, ...] = ()
    addressee: str | None = None
    about: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    resolver: str
    resolver_version: str

    @property
    def origin_stated(self) -> bool:
        """Whether the chain reaches a speaker."""
        return bool(self.chain) and self.chain[-1].kind is not HopKind.UNKNOWN
