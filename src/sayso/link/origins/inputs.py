"""What the count of origins is given: reports of one thing, what they name, and what they share."""

from sayso.records import Direction, Spans, Value

Days = tuple[str | None, str | None]
"""First and last day a date can be (ISO), None where open or unknown."""

Interval = tuple[float | None, float | None]


class Sayer(Value, frozen=True, kw_only=True):
    """To whom a report attributes it.

    Attributes:
        key: equal for one sayer in all reports.
        name: as shown.
        named: False for "unnamed: …".
        outlet: whether it is an outlet, which by its nature passes on what others say.
        speaks_for: keys of those it speaks for: its say-so is theirs.
        bodies: keys of the bodies that documents tie it to.
        spans: where it stands in the report's document. Raw layer.
    """

    key: str
    name: str
    named: bool = True
    outlet: bool = False
    speaks_for: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    spans: Spans = ()


class Relay(Value, frozen=True, kw_only=True):
    """An outlet or person that a report names between itself and the sayer, or an agency that it credits.

    Attributes:
        key: equal for one relay in all reports, and for the outlet of an article.
        name: as shown.
        person: whether it is a person.
        text: the words that say so.
        spans: where they stand. Raw layer.
    """

    key: str
    name: str
    person: bool = False
    text: str = ""
    spans: Spans = ()


class Report(Value, frozen=True, kw_only=True):
    """One statement or figure in one document.

    Attributes:
        id: of the statement or figure.
        document: id of the document.
        title: what a reader would call the document.
        outlet: name of its outlet; None where unknown.
        outlet_key: key of its outlet, comparable with `Relay.key`.
        published: when the document was published.
        said_by: the last day on which it can have been said, where the text gives a date of saying.
        sayer: None where the chain breaks or the article says it in its own voice.
        relays: from the outermost to the innermost; never the article's own outlet.
        credits: agencies credited for the text; never the article's own outlet.
        access: the words that say that the outlet itself was told; None where there are none.
        first_hand: the words that say that the sayer saw or counted it; None where there are none.
        value: for figures.
        spans: where it stands. Raw layer.
    """

    id: str
    document: str
    title: str
    outlet: str | None = None
    outlet_key: str | None = None
    published: Days = (None, None)
    said_by: str | None = None
    sayer: Sayer | None = None
    relays: tuple[Relay, ...] = ()
    credits: tuple[Relay, ...] = ()
    access: Relay | None = None
    first_hand: Relay | None = None
    value: Interval | None = None
    spans: Spans = ()


class Sharing(Value, frozen=True, kw_only=True):
    """Two reports stand in one passage that their documents share in their own words.

    Attributes:
        record: id of the reuse.
        reports: ids of the two.
        direction: from the first to the second report where it is `forward`.
        confidence: of the direction.
        detail: what they share and how the direction is known, in words.
        spans: of the passage in the document of the first report. Raw layer.
    """

    record: str
    reports: tuple[str, str]
    direction: Direction
    confidence: float
    detail: str
    spans: Spans = ()


class Discredit(Value, frozen=True, kw_only=True):
    """A decision that discredits somebody or something.

    Attributes:
        decision: its id.
        keys: of sayer or outlet, or ids of a document, statement or figure.
        name: what it was called.
    """

    decision: str
    keys: tuple[str, ...]
    name: str


class OriginsInput(Value, frozen=True, kw_only=True):
    """All that is reported alike, as far as the ledger tells.

    Attributes:
        id: of the statement, family or ladder.
        kind: "statement", "family" or "ladder".
    """

    id: str
    kind: str
    reports: tuple[Report, ...]
    sharings: tuple[Sharing, ...] = ()
    discredits: tuple[Discredit, ...] = ()
