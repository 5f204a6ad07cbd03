"""Correcting: from what a reader points at in an article to the value of a decision on spans."""

import msgspec

from sayso.ledger import DocumentRecords, FoundKind, Ledger
from sayso.records import Attribution, InputError, Span, Spans, SpanValue, value_text
from sayso.text import to_clean, to_raw

ROLES = ("content", "source", "cue")
"""What can be corrected."""


def span_value(ledger: Ledger, statement_id: str, role: str, place: Span | None) -> str:
    """The value of a decision that puts the words at a place under a role, or none; the other roles stay as they are.

    Args:
        ledger: where the statement is.
        statement_id: its id.
        role: one of `ROLES`.
        place: None to empty the role.

    Offsets: `place` is half-open, of the clean layer.

    Raises:
        InputError: `unknown_id`, `unknown_role`, `bad_place`.
    """
    if role not in ROLES:
        raise InputError("unknown_role", f"There is no role {role!r}.", f"Give one of: {', '.join(ROLES)}.")
    records, attribution = _found(ledger, statement_id)
    before = SpanValue(source=attribution.source, cue=attribution.cue, content=attribution.content)
    after = msgspec.structs.replace(before, **{role: _raw_spans(records, place)})
    if not after.content:
        raise InputError("bad_place", "A statement needs words that were said.", "Reject it instead.")
    return value_text(after) or ""


def place_of_words(ledger: Ledger, statement_id: str, words: str, place: Span | None = None) -> Span:
    """Where these words stand in the article of a statement: at a place, or where they are nearest to the statement.

    At a given place white space does not count, since browsers show it otherwise. Offsets: of the clean layer.

    Raises:
        InputError: `unknown_id`, `not_verbatim`.
    """
    records, attribution = _found(ledger, statement_id)
    if place is not None and "".join(records.clean[slice(*place)].split()) == "".join(words.split()):
        return place
    spans = attribution.content or attribution.source or attribution.cue
    near = next(filter(None, (to_clean(records.layout, span) for span in spans)), (0, 0))[0]
    places = list(_places(records.clean, words.strip()))
    if not places:
        message = f"These words do not stand so in the article: {words[:80]!r}."
        raise InputError("not_verbatim", message, "Copy them from the article, character for character.")
    start = min(places, key=lambda at: (abs(at - near), at))
    return start, start + len(words.strip())


def _places(text: str, words: str) -> list[int]:
    places: list[int] = []
    at = text.find(words) if words else -1
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    return places


def _raw_spans(records: DocumentRecords, place: Span | None) -> Spans:
    if place is None:
        return ()
    start, end = place
    if not 0 <= start < end <= len(records.clean):
        raise InputError("bad_place", f"There are no characters {start} to {end}.", "Select text inside the article.")
    return to_raw(records.layout, place)


def _found(ledger: Ledger, statement_id: str) -> tuple[DocumentRecords, Attribution]:
    found = ledger.find(statement_id)
    records = found.records if found and found.kind is FoundKind.STATEMENT else None
    attributions = records.as_decided.attributions if records else ()
    attribution = next((a for a in attributions if a.id == statement_id), None)
    if records is None or attribution is None:
        raise InputError("unknown_id", f"{statement_id[:64]!r} is no statement.", "Follow a link of a list.")
    return records, attribution
