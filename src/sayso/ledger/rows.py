"""What goes into and comes out of the ledger besides the records themselves: queries, rows, findings."""

from enum import StrEnum

from sayso.ledger.decided import Decided, Review
from sayso.records import (
    Affiliation,
    Attribution,
    Decision,
    Diagnostic,
    Document,
    Epithet,
    Figure,
    Form,
    Layout,
    Mention,
    Role,
    SpeakerKind,
    Statement,
    StatementClass,
    Value,
)

ALL_CLASSES = frozenset(StatementClass)
UTTERED = ALL_CLASSES - {StatementClass.ATTITUDE, StatementClass.ACT}
"""What `sayso statements` shows unless told otherwise: all but attitudes and acts."""


class StatementOrder(StrEnum):
    """In which order statements come."""

    DAY = "day"
    """By the day they were said, else published; those without a date last."""
    DAY_LATEST = "-day"
    """The other way round; those without a date last."""
    RANK = "rank"
    """Best match of `search` first."""


class StatementQuery(Value, frozen=True, kw_only=True):
    """Which statements, in which order. What is None does not restrict; all that is given must hold.

    Attributes:
        speaker, about, outlet: words that stand one after the other in the name, in any case, with or without accents.
        since, until: ISO days; the days of saying (else of publication) overlap the range, and some day is known.
        search: words that all occur in content, source, speaker; words in quotation marks occur side by side.
        classes: which classes; by default all but attitudes and acts.
        document: id of a document, also of one that is no longer current.
        superseded: whether statements of superseded versions are included.
        rejected: whether statements that people rejected are included.
        reviewed: only statements that somebody decided on, or only others.
    """

    speaker: str | None = None
    about: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    search: str | None = None
    form: Form | None = None
    classes: frozenset[StatementClass] = UTTERED
    document: str | None = None
    superseded: bool = False
    rejected: bool = False
    reviewed: bool | None = None
    order: StatementOrder = StatementOrder.DAY
    limit: int | None = None
    offset: int = 0


class StatementRow(Value, frozen=True, kw_only=True, rename={"class_": "class"}):
    """One row of the ledger's main table. Texts are what a reader would read under the spans.

    Attributes:
        row: its row number in the table; of no meaning outside this file.
        position: its place among the statements of its document.
        said_first, said_last: first and last day of saying.
        day_first, day_last: those, else first and last day of publication.
        chain: names of the hops, outermost first, "?" where it breaks.
        current: whether its document is the current version of its key.
    """

    row: int
    id: str
    document: str
    position: int
    source: str
    cue: str
    content: str
    form: Form
    class_: StatementClass
    nested_in: str | None
    speaker: str | None
    speaker_kind: SpeakerKind | None
    said: str | None
    said_first: str | None
    said_last: str | None
    outlet: str | None
    published: str | None
    day_first: str | None
    day_last: str | None
    about: str | None
    chain: str
    origin_stated: bool
    confidence: float
    current: bool


UTTERED_STATEMENTS = StatementQuery()
"""What a query gives that asks for nothing in particular."""


class FoundStatement(Value, frozen=True, kw_only=True):
    """What the machine found, kept beside what people made of it; the texts are those under its spans."""

    attribution: Attribution
    statement: Statement | None
    source: str
    cue: str
    content: str


class FullStatement(Value, frozen=True, kw_only=True):
    """A row together with the records it was made from; `statement` is None where resolving failed.

    Attributes:
        attribution, statement: with what people decided applied.
        review: what they decided; None where nobody did.
        found: what the machine found, where somebody decided.
    """

    row: StatementRow
    document: Document
    attribution: Attribution
    statement: Statement | None
    review: Review | None = None
    found: FoundStatement | None = None


class DocumentQuery(Value, frozen=True, kw_only=True):
    """Which documents, ordered by key. What is None does not restrict; all that is given must hold.

    Attributes:
        search: words that all occur in title or text; words in quotation marks occur side by side.
    """

    id: str | None = None
    key: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    search: str | None = None
    superseded: bool = False
    limit: int | None = None
    offset: int = 0


EVERY_DOCUMENT = DocumentQuery()
"""The current version of every document."""


class DocumentRow(Value, frozen=True, kw_only=True):
    """One row of the table of documents."""

    row: int
    id: str
    input_id: str
    key: str
    media: str
    original: str
    raw_sha256: str
    clean_sha256: str
    title: str | None
    outlet: str | None
    url: str | None
    author: str | None
    language: str | None
    published: str | None
    published_by: str | None
    published_first: str | None
    published_last: str | None
    current: bool


class DocumentRecords(Value, frozen=True, kw_only=True):
    """Everything the ledger holds of one document: what is needed to show it or any statement of it.

    Attributes:
        attributions, statements: as the machine found them.
        decided: the same with what people decided applied; None for a document that is in no ledger.
    """

    input_id: str
    current: bool
    document: Document
    layout: Layout
    raw: str
    clean: str
    attributions: tuple[Attribution, ...]
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...] = ()
    roles: tuple[Role, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    epithets: tuple[Epithet, ...] = ()
    figures: tuple[Figure, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    decided: Decided | None = None

    @property
    def as_decided(self) -> Decided:
        """Attributions and statements with what people decided applied."""
        return self.decided or Decided(self.attributions, self.statements, {})


class FoundKind(StrEnum):
    """What an id belongs to."""

    DOCUMENT = "document"
    STATEMENT = "statement"
    DECISION = "decision"


class FoundRecord(Value, frozen=True, kw_only=True):
    """What an id belongs to, and the records needed to show it.

    Attributes:
        id: the whole id.
        records: of its document, for documents and statements.
        decisions: the decision itself, or all decisions on what was found, in their order.
    """

    kind: FoundKind
    id: str
    records: DocumentRecords | None = None
    decisions: tuple[Decision, ...] = ()


class Counts(Value, frozen=True, kw_only=True):
    """How much is in the ledger."""

    originals: int
    inputs: int
    documents: int
    superseded_documents: int
    statements: int
    attitudes_and_acts: int
    diagnostics: int
    decisions: int
    runs: int


class Finding(Value, frozen=True, kw_only=True):
    """One thing in the file that is not as it was written.

    Attributes:
        table: where.
        row: key of the row: its hash, id or number; empty where it concerns the whole table.
        field: the column, or what about it; empty where it concerns the whole row.
        problem: what was found.
        rebuildable: whether `rebuild_index` mends it, because the damage is in what is made from the core.
    """

    table: str
    row: str
    field: str
    problem: str
    rebuildable: bool = False
