"""Decisions: what a person decided. Append-only; a later one supersedes an earlier one, nothing is changed.

A decision names what it is about by id and carries the words it rests on, so that it can be found again in text that
moved. What was decided is JSON text whose form depends on the kind; `decision_value` reads and checks it.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

import msgspec

from sayso.records.attributions import Form
from sayso.records.base import Record, Value, canonical, short_id
from sayso.records.errors import UNREADABLE, InputError
from sayso.records.spans import Spans
from sayso.records.statements import SpeakerKind


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


UNDO = "undo"
"""The value of a decision that only takes back the one it supersedes; nothing is in force after it."""

STATEMENT_KINDS = frozenset({DecisionKind.ACCEPT, DecisionKind.REJECT, DecisionKind.SPAN, DecisionKind.SPEAKER})
"""Decisions on one statement of one document."""

STATEMENT_PAIRS = frozenset({DecisionKind.SAME, DecisionKind.NOT_SAME, DecisionKind.REPEAT})
"""Decisions on two statements: one utterance, two, or one line on two occasions."""

ENTITY_PAIRS = frozenset({DecisionKind.MERGE, DecisionKind.NEVER_MERGE})
"""Decisions on two entities."""

PAIR_KINDS = STATEMENT_PAIRS | ENTITY_PAIRS

QUESTIONS: tuple[frozenset[DecisionKind], ...] = (
    frozenset({DecisionKind.ACCEPT, DecisionKind.REJECT}),
    STATEMENT_PAIRS,
    ENTITY_PAIRS,
    *(frozenset({kind}) for kind in (DecisionKind.SPAN, DecisionKind.SPEAKER, DecisionKind.SPLIT)),
    *(frozenset({kind}) for kind in (DecisionKind.ALIAS, DecisionKind.DISCREDIT, DecisionKind.ENTITY_PAGE)),
)
"""Kinds that answer the same question about a target, so that the last answer counts."""


class Evidence(Value, frozen=True, kw_only=True):
    """The words a decision rests on, as a Web Annotation text quote: exact words with what stands around them.

    Attributes:
        document: id of the document.
        quote: the words, of the raw layer; for a decision on a statement, from the first to the last character of
            its content.
        prefix, suffix: what stands before and after them.
        key: key of the document, so that a later version of it is found.
        start: where the quote begins in the raw layer of `document`; code points. None where it is not known.
        source: the words of the statement's source, so that a judgement is not carried over to other sources.
    """

    document: str
    quote: str
    prefix: str = ""
    suffix: str = ""
    key: str = ""
    start: int | None = None
    source: str | None = None


class SpanValue(Value, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a decision `span` decides: the right fragments of each role; raw layer of the evidence's document.

    Attributes:
        form: how the content is reported now; None leaves it.
    """

    content: Spans
    source: Spans = ()
    cue: Spans = ()
    form: Form | None = None


class SpeakerValue(Value, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a decision `speaker` decides: who speaks; `name` is None where nobody does.

    Attributes:
        entity: id of the entity, where the reader chose one.
    """

    name: str | None
    kind: SpeakerKind | None = None
    entity: str | None = None


class PairValue(Value, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a decision on a pair may add, in the order of the target's ids.

    Attributes:
        names: of the two entities when it was taken.
        evidence: of the two statements.
    """

    names: tuple[str, str] | None = None
    evidence: tuple[Evidence, Evidence] | None = None


class SplitValue(Value, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a decision `split` decides: which names (or ids of members) of the entity are another one."""

    members: tuple[str, ...]
    name: str | None = None


class AliasValue(Value, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a decision `alias` decides: `alias` is another name of the target, which was called `name` at the time."""

    alias: str
    name: str | None = None


class NamedValue(Value, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What `discredit` and `entity_page` decide: that it is so (or not), of what was called `name` at the time."""

    name: str | None = None
    holds: bool = True


class NoValue(Value, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The value of a kind that says all there is to say."""


DecisionValue = SpanValue | SpeakerValue | PairValue | SplitValue | AliasValue | NamedValue | NoValue

VALUE_TYPES: dict[DecisionKind, type[DecisionValue]] = {
    DecisionKind.ACCEPT: NoValue,
    DecisionKind.REJECT: NoValue,
    DecisionKind.SPAN: SpanValue,
    DecisionKind.SPEAKER: SpeakerValue,
    **dict.fromkeys(sorted(PAIR_KINDS), PairValue),
    DecisionKind.SPLIT: SplitValue,
    DecisionKind.ALIAS: AliasValue,
    DecisionKind.DISCREDIT: NamedValue,
    DecisionKind.ENTITY_PAGE: NamedValue,
    DecisionKind.ERASE: NoValue,
}
"""What the value of each kind must be."""

_TARGET = re.compile(r"(?:name:)?[0-9A-Za-z_.\-]{1,80}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)")


class Decision(Record, frozen=True, kw_only=True, tag="decision"):
    """One decision of one person.

    Attributes:
        id: hash of all other fields.
        kind: see `DecisionKind`.
        target: id of what it is about, or two ids in ascending order, joined by a blank, for pairs. What has no id but
            a name stands as `name_target(name)`, with the name in the value.
        value: what was decided, as JSON text (see `VALUE_TYPES`); `UNDO` where it only takes back.
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

    @staticmethod
    def make_id(decision: "Decision") -> str:
        """The id that the content of a decision hashes to, whatever id it carries."""
        names = [name for name in decision.__struct_fields__ if name != "id"]
        return short_id("decision", *(getattr(decision, name) for name in names))

    @property
    def targets(self) -> tuple[str, ...]:
        """The ids it is about: one, or two for a pair."""
        return tuple(self.target.split())

    @property
    def takes_back(self) -> bool:
        """Whether it only takes back what it supersedes."""
        return self.value == UNDO


def sealed(decision: Decision) -> Decision:
    """The decision under the id that its content hashes to, the ids of a pair in order.

    Raises:
        InputError: `bad_decision` when it cannot be a decision.
    """
    ordered = " ".join(sorted(decision.targets)) if decision.kind in PAIR_KINDS else decision.target
    if ordered != decision.target:
        decision = _turned(decision, ordered)
    whole = msgspec.structs.replace(decision, id=Decision.make_id(decision))
    check_decision(whole)
    return whole


def check_decision(decision: Decision) -> None:
    """Refuse what cannot be a decision.

    Raises:
        InputError: `bad_decision`, naming what is wrong.
    """
    for holds, problem in (
        (decision.actor.strip(), "it says nobody who decided"),
        (_MOMENT.fullmatch(decision.at), f"{decision.at!r} is no moment in UTC, such as 2026-01-31T12:00:00Z"),
        (_fits_target(decision), f"{decision.target!r} is no target of the kind {decision.kind}"),
        (not decision.takes_back or decision.supersedes, "it takes back, but not what"),
        (decision.id == Decision.make_id(decision), f"its content hashes to {Decision.make_id(decision)}"),
    ):
        if not holds:
            raise _bad(decision, problem)
    decision_value(decision)


def decision_value(decision: Decision) -> DecisionValue:
    """What was decided, read from its JSON text; `NoValue` for one that takes back.

    Raises:
        InputError: `bad_decision` when the text is not what its kind needs.
    """
    if decision.takes_back:
        return NoValue()
    try:
        value = msgspec.json.decode(decision.value or "{}", type=VALUE_TYPES[decision.kind])
    except UNREADABLE as error:
        raise _bad(decision, f"its value {decision.value!r} is not of the kind {decision.kind}: {error}") from error
    if isinstance(value, SpanValue) and (problem := _span_problem(value)):
        raise _bad(decision, problem)
    return value


def value_text(value: DecisionValue) -> str | None:
    """A value as a decision carries it; None where there is nothing to carry."""
    text = canonical(value).decode()
    return None if text == "{}" else text


def name_target(name: str) -> str:
    """What stands as a target for something that has a name but no id; case and white space do not matter."""
    return "name:" + short_id("name", " ".join(name.casefold().split()))


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that hold: superseded by none of the others, and not mere takings back; earliest first.

    The order is that of the moments they were taken, then of their ids, so it does not depend on how they came in.
    """
    everything = tuple(decisions)
    gone = {decision.supersedes for decision in everything}
    held = (d for d in everything if d.id not in gone and not d.takes_back and d.kind is not DecisionKind.ERASE)
    return tuple(sorted(held, key=lambda d: (d.at.replace("+00:00", "Z"), d.id)))


def question(decision: Decision) -> tuple[str, frozenset[DecisionKind], str | None]:
    """What a decision answers: its target, the kinds that answer the same about it, and for an alias which one."""
    kinds = next((q for q in QUESTIONS if decision.kind in q), frozenset({decision.kind}))
    return decision.target, kinds, decision.value if decision.kind is DecisionKind.ALIAS else None


def _turned(decision: Decision, target: str) -> Decision:
    """A decision on a pair with its ids in order; names stay with their ids."""
    value = decision_value(decision)
    text = decision.value
    if isinstance(value, PairValue):
        names, evidence = value.names, value.evidence
        turned = PairValue(
            names=(names[1], names[0]) if names else None, evidence=(evidence[1], evidence[0]) if evidence else None
        )
        text = value_text(turned)
    return msgspec.structs.replace(decision, target=target, value=text)


def _fits_target(decision: Decision) -> bool:
    ids = decision.targets
    wanted = 2 if decision.kind in PAIR_KINDS else 1
    return (
        len(set(ids)) == wanted == len(ids)
        and decision.target == " ".join(sorted(ids))
        and all(_TARGET.fullmatch(one) for one in ids)
    )


def _span_problem(value: SpanValue) -> str:
    if not value.content:
        return "a statement needs content"
    if any(not 0 <= start < end for role in (value.source, value.cue, value.content) for start, end in role):
        return "a fragment ends before it begins, or begins before the text"
    return ""


def _bad(decision: Decision, problem: str) -> InputError:
    message = f"This is no decision: {problem} ({decision.kind} on {decision.target[:70]} by {decision.actor!r})."
    return InputError("bad_decision", message, "See docs/decisions-of-people.md for what each kind needs.")
