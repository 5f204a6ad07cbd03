"""Decisions: what a person decided. Append-only; a later one supersedes an earlier one, nothing is changed."""

from enum import StrEnum

from sayso.records.base import Record, Value


class DecisionKind(StrEnum):
    """What a decision does."""

    ACCEPT = "accept"
    REJECT = "reject"
    SPAN = "span"
    SPEAKER = "speaker"
    MERGE = "merge"
    SPLIT = "split"
    NEVER_MERGE = "never_merge"
    SAME = "same"
    NOT_SAME = "not_same"
    REPEAT = "repeat"
    ALIAS = "alias"
    DISCREDIT = "discredit"
    ENTITY_PAGE = "entity_page"
    ERASE = "erase"


class Evidence(Value, frozen=True, kw_only=True):
    """The words a decision rests on, as a Web Annotation text quote: exact words with what stands around them."""

    document: str
    quote: str
    prefix: str = ""
    suffix: str = ""


class Decision(Record, frozen=True, kw_only=True, tag="decision"):
    """One decision of one person.

    Attributes:
        id: hash of all other fields.
        kind: see `DecisionKind`.
        target: id of what it is about, or two ids joined by a blank for pairs.
        value: what was decided, as JSON text where it has parts.
        actor: who decided.
        at: when, RFC 3339 in UTC.
        reason: why, in the actor's words.
        evidence: the words it rests on.
        supersedes: id of an earlier decision that it replaces.
    """

    id: str
    kind: DecisionKind
    target: str
    value: str | None = None
    actor: str
    at: str
    reason: str = ""
    evidence: Evidence | None = None
    supersedes: str | None = None
