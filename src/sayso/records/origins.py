"""Origins: on how many independent say-sos something rests, as two bounds, with a graph of who has it from whom.

These are views, computed when read and never stored.
"""

from enum import StrEnum

from sayso.records.base import Value
from sayso.records.spans import Spans


class NodeKind(StrEnum):
    """What a node of the graph is."""

    ARTICLE = "article"
    """A document that reports it."""
    OUTLET = "outlet"
    """An outlet or agency that articles name as theirs; what it had it from is not in view."""
    SAYER = "sayer"
    """A named person, organisation, group or document that says it."""
    UNNAMED = "unnamed"
    """An informant without a name."""
    UNKNOWN = "unknown"
    """Where the chain breaks: the article names nobody."""


class EdgeKind(StrEnum):
    """Why one node is taken to have it from another."""

    SAYS = "says"
    """The article gives it as the words of this sayer."""
    THROUGH = "through"
    """The article names this outlet or person between itself and the sayer."""
    CREDITS = "credits"
    """The article credits this agency for its text."""
    PUBLISHED = "published"
    """The outlet that another article names published this article of those in view."""
    COPIES = "copies"
    """The article has the passage word for word from the other one, as far as clues tell."""
    SHARES = "shares"
    """Both have the passage word for word; which way it went is not known."""
    SPEAKS_FOR = "speaks for"
    """The sayer speaks for the other one."""
    RELAYS = "relays"
    """The person passes on what the other one says."""
    AFFILIATED = "affiliated"
    """Documents tie both sayers to one body, so they are not shown to be distinct."""


class Node(Value, frozen=True, kw_only=True):
    """One node of the graph.

    Attributes:
        id: kind and key, unique in its graph.
        name: what a reader would call it.
        document: for an article.
        statements: for an article: the statements or figures in it that report it.
        discredited: id of the decision that discredits it.
    """

    id: str
    kind: NodeKind
    name: str
    document: str | None = None
    statements: tuple[str, ...] = ()
    discredited: str | None = None


class Edge(Value, frozen=True, kw_only=True):
    """One step from a node to where it has it from.

    Attributes:
        start, end: ids of nodes.
        kind: see `EdgeKind`.
        detail: why, in words.
        document: the document that `spans` are of.
        spans: the words that say so. Raw layer; empty where facts or another record say it.
        record: id of the record it rests on (statement, reuse, entity), None where there is none.
        confidence: 0 to 1.
    """

    start: str
    end: str
    kind: EdgeKind
    detail: str
    document: str | None = None
    spans: Spans = ()
    record: str | None = None
    confidence: float = 1.0


class Bounds(Value, frozen=True, kw_only=True):
    """How many there are, at least and at most.

    Attributes:
        low: shown to be distinct.
        high: not shown to be dependent.
    """

    low: int
    high: int


class ReasonKind(StrEnum):
    """What a reason speaks about."""

    ORIGIN = "origin"
    """A first sayer who counts in the lower bound."""
    NOT_SHOWN = "not shown distinct"
    """A first sayer who counts in the upper bound only."""
    MISSING = "missing lineage"
    """Where a chain breaks: it counts in the upper bound only."""
    DEPENDENT = "dependent"
    """What adds nothing to either bound, because it rests on another."""


class Reason(Value, frozen=True, kw_only=True):
    """One reason for the bounds.

    Attributes:
        kind: see `ReasonKind`.
        text: in words.
        nodes: the nodes it is about.
        edges: the edges it rests on, as places in the list of edges.
    """

    kind: ReasonKind
    text: str
    nodes: tuple[str, ...]
    edges: tuple[int, ...] = ()


class CheckKind(StrEnum):
    """What somebody says of its having been checked."""

    CONFIRMED = "confirmed"
    DENIED = "denied"
    UNVERIFIED = "unverified"


class Check(Value, frozen=True, kw_only=True):
    """Words that say that it was confirmed, denied or not verified: recorded as said by somebody, never as so.

    Attributes:
        kind: see `CheckKind`.
        by: who says it: the speaker's name, or the outlet (else the key) of an article that says it itself.
        own_voice: whether the article says it itself.
        document: where.
        statement: id of the statement that says it; None in the article's own voice.
        text: the words.
        spans: where the cue or phrase stands. Raw layer.
    """

    kind: CheckKind
    by: str
    own_voice: bool
    document: str
    statement: str | None = None
    text: str
    spans: Spans


class Origins(Value, frozen=True, kw_only=True):
    """On how many independent say-sos something rests.

    Attributes:
        id: of the statement, family or ladder.
        kind: "statement", "family" or "ladder".
        articles: how many documents report it.
        outlets: how many outlets published them; documents without a known outlet count one each.
        origins: how many first sayers.
        reports: how many articles or outlets got it otherwise than from another in view.
        summary: one sentence.
        reasons: why the bounds are what they are.
        nodes, edges: the graph, sorted.
        checks: who says that it was confirmed, denied or not verified.
        discredited: names of the discredited nodes that it rests on in part or whole.
        rests_only_on_discredited: whether nothing is left without them.
        without_discredited: the origins that are left without them; None where nothing is discredited.
    """

    id: str
    kind: str
    articles: int
    outlets: int
    origins: Bounds
    reports: Bounds
    summary: str
    reasons: tuple[Reason, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    checks: tuple[Check, ...] = ()
    discredited: tuple[str, ...] = ()
    rests_only_on_discredited: bool = False
    without_discredited: Bounds | None = None
