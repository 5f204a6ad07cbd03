"""What people decided, applied to the records of one document.

Records of the machine are never changed: what comes out are other records with the same ids, and for each statement
that somebody decided on a review that says who decided what. The result depends on the decisions in force alone, not
on the order in which they came in.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

import msgspec

from sayso.records import (
    STATEMENT_KINDS,
    Attribution,
    Decision,
    DecisionKind,
    Document,
    Evidence,
    Hop,
    HopKind,
    Span,
    Spans,
    SpanValue,
    Speaker,
    SpeakerValue,
    Statement,
    Value,
    decision_value,
    slice_spans,
)

CONTEXT = 32
"""Characters of prefix and suffix that are noted beside a quotation."""

BY_DECISION = "decision"
"""What `resolved_by` and `resolver` say of what a person decided."""

VERDICTS = frozenset({DecisionKind.ACCEPT, DecisionKind.REJECT})


class Verdict(StrEnum):
    """What people made of a statement."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CORRECTED = "corrected"


class Review(Value, frozen=True, kw_only=True):
    """What people decided about one statement.

    Attributes:
        statement: its id.
        verdict: what holds: the last word of all who decided.
        decisions: those that have effect, earliest first.
        differing: whether two people judged it differently.
    """

    statement: str
    verdict: Verdict
    decisions: tuple[Decision, ...]
    differing: bool = False


class Made(NamedTuple):
    """A document as the machine left it: what decisions are applied to."""

    document: Document
    raw: str
    attributions: tuple[Attribution, ...]
    statements: tuple[Statement, ...]


class Decided(NamedTuple):
    """The records of a document with decisions applied, in the order and under the ids of the machine's.

    Attributes:
        attributions: all of them, also those rejected.
        statements: all of them.
        reviews: by id of the statement, of those that somebody decided on.
        unmatched: decisions of whose statement the document has no trace.
    """

    attributions: tuple[Attribution, ...]
    statements: tuple[Statement, ...]
    reviews: dict[str, Review]
    unmatched: tuple[Decision, ...] = ()


def apply_decisions(made: Made, decisions: Iterable[Decision]) -> Decided:
    """The records of a document as people decided they should be.

    Args:
        made: the document.
        decisions: in force, earliest first; those that concern no single statement are passed over.
    """
    by_place: dict[int, list[tuple[Decision, int]]] = {}
    unmatched: list[Decision] = []
    for decision in decisions:
        if decision.kind not in STATEMENT_KINDS:
            continue
        match = match_decision(made, decision)
        if match is None:
            unmatched.append(decision)
        else:
            by_place.setdefault(match[0], []).append((decision, match[1]))
    attributions = list(made.attributions)
    statements = {statement.id: statement for statement in made.statements}
    reviews: dict[str, Review] = {}
    for place, found in by_place.items():
        review = _review(attributions[place].id, [decision for decision, _ in found])
        reviews[review.statement] = review
        moved = dict(found)
        for decision in review.decisions:
            attributions[place] = _with_spans(attributions[place], decision, moved[decision])
            _set_speaker(statements, attributions[place], decision)
    return Decided(tuple(attributions), tuple(statements.values()), reviews, tuple(unmatched))


def match_decision(made: Made, decision: Decision) -> tuple[int, int] | None:
    """Which attribution a decision is about, and by how many characters its text has moved; None where it is lost.

    The one with the target's id. Else, when the quotation stands in the text exactly once (or once between the same
    words), the one that has these words as its content: of several, that with the target's fragments.
    """
    for place, attribution in enumerate(made.attributions):
        if attribution.id == decision.target:
            return place, 0
    evidence = decision.evidence
    start = locate(made.document, made.raw, evidence) if evidence else None
    if evidence is None or start is None:
        return None
    moved = start - (start if evidence.start is None else evidence.start)
    hull = (start, start + len(evidence.quote))
    there = [n for n, a in enumerate(made.attributions) if a.content and _hull(a.content) == hull]
    same = [n for n in there if _was(made.attributions[n], evidence.document, moved) == decision.target]
    if not same and decision.kind is DecisionKind.SPAN:
        same = [n for n, a in enumerate(made.attributions) if _has_fragments(a, decision, moved)]
    if not same:
        same = [n for n in there if _same_source(made, made.attributions[n], decision)]
    return (same[0], moved) if len(same) == 1 else None


def locate(document: Document, raw: str, evidence: Evidence) -> int | None:
    """Where the quotation of an evidence begins in a document of its key; None where that is not certain.

    Offsets: code points of the raw layer.
    """
    quote, start = evidence.quote, evidence.start
    if not quote or (evidence.document != document.id and evidence.key != document.key):
        return None
    if evidence.document == document.id and start is not None:
        return start if raw.startswith(quote, start) else None
    places = _places(raw, quote)
    if len(places) > 1:
        before, after = evidence.prefix, evidence.suffix
        places = [p for p in places if raw[:p].endswith(before) and raw.startswith(after, p + len(quote))]
    return places[0] if len(places) == 1 else None


def evidence_of(document: Document, raw: str, attribution: Attribution) -> Evidence:
    """The evidence of a decision on a statement: its content with what stands around it."""
    start, end = _hull(attribution.content or attribution.source or attribution.cue)
    return Evidence(
        document=document.id,
        key=document.key,
        quote=raw[start:end],
        prefix=raw[max(0, start - CONTEXT) : start],
        suffix=raw[end : end + CONTEXT],
        start=start,
        source=slice_spans(raw, attribution.source),
    )


def _places(raw: str, quote: str) -> list[int]:
    places: list[int] = []
    at = raw.find(quote)
    while at >= 0:
        places.append(at)
        at = raw.find(quote, at + 1)
    return places


def _hull(spans: Spans) -> Span:
    return min(start for start, _ in spans), max(end for _, end in spans)


def _shifted(spans: Spans, by: int) -> Spans:
    return tuple((start + by, end + by) for start, end in spans)


def _was(attribution: Attribution, document: str, moved: int) -> str:
    """The id that these fragments had before the text moved."""
    roles = (attribution.source, attribution.cue, attribution.content)
    return Attribution.make_id(document, *(_shifted(role, -moved) for role in roles))


def _has_fragments(attribution: Attribution, decision: Decision, moved: int) -> bool:
    """Whether an attribution already is what a decision on spans makes of it."""
    value = decision_value(decision)
    return isinstance(value, SpanValue) and (attribution.source, attribution.cue, attribution.content) == (
        _shifted(value.source, moved),
        _shifted(value.cue, moved),
        _shifted(value.content, moved),
    )


def _same_source(made: Made, attribution: Attribution, decision: Decision) -> bool:
    """Whether a judgement on another attribution with this content holds for this one: a correction always does."""
    wanted = decision.evidence.source if decision.evidence else None
    judges = decision.kind in VERDICTS
    return not judges or wanted is None or slice_spans(made.raw, attribution.source) == wanted


def _review(statement: str, decisions: Sequence[Decision]) -> Review:
    """The last word on one statement, given all decisions on it, earliest first."""
    last = {decision.kind: decision for decision in decisions}
    verdict = next((d for d in reversed(decisions) if d.kind in VERDICTS), None)
    corrections = [last[kind] for kind in (DecisionKind.SPAN, DecisionKind.SPEAKER) if kind in last]
    effect: list[Decision] = [*corrections, verdict] if verdict else corrections
    effective = sorted(effect, key=decisions.index)
    stances = {decision.actor: decision.kind is DecisionKind.REJECT for decision in decisions}
    return Review(
        statement=statement,
        verdict=_verdict(effective),
        decisions=tuple(effective),
        differing=len(set(stances.values())) > 1 or _corrected_twice(decisions),
    )


def _verdict(effective: Sequence[Decision]) -> Verdict:
    if effective[-1].kind is DecisionKind.REJECT:
        return Verdict.REJECTED
    if any(decision.kind not in VERDICTS for decision in effective):
        return Verdict.CORRECTED
    return Verdict.ACCEPTED


def _corrected_twice(decisions: Sequence[Decision]) -> bool:
    """Whether two people corrected the same thing to different values."""
    values: dict[DecisionKind, dict[str, str | None]] = {}
    for decision in decisions:
        if decision.kind not in VERDICTS:
            values.setdefault(decision.kind, {})[decision.actor] = decision.value
    return any(len(set(by_actor.values())) > 1 for by_actor in values.values())


def _with_spans(attribution: Attribution, decision: Decision, moved: int) -> Attribution:
    value = decision_value(decision)
    if not isinstance(value, SpanValue):
        return attribution
    return msgspec.structs.replace(
        attribution,
        source=_shifted(value.source, moved),
        cue=_shifted(value.cue, moved),
        content=_shifted(value.content, moved),
        form=value.form or attribution.form,
    )


def _set_speaker(statements: dict[str, Statement], attribution: Attribution, decision: Decision) -> None:
    """Put the decided speaker in the place of the found one, at the end of the chain too."""
    value = decision_value(decision)
    if not isinstance(value, SpeakerValue):
        return
    before = statements.get(attribution.id) or Statement(
        id=attribution.id, document=attribution.document, resolver=BY_DECISION, resolver_version=decision.id
    )
    speaker = Speaker(name=value.name, kind=value.kind, resolved_by=BY_DECISION) if value.name else None
    end = Hop(kind=HopKind.SPEAKER, name=value.name) if value.name else Hop(kind=HopKind.UNKNOWN)
    ends = before.chain and before.chain[-1].kind in {HopKind.SPEAKER, HopKind.UNKNOWN}
    chain = (*(before.chain[:-1] if ends else before.chain), end)
    statements[attribution.id] = msgspec.structs.replace(before, speaker=speaker, chain=chain)
