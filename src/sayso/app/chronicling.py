"""A chronology by one of four dates that stay apart: said, event, reported, published."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby

from sayso.app.asking import full_view
from sayso.app.entities import with_entities
from sayso.app.families import family_of
from sayso.app.views import StatementView
from sayso.ledger import FoundKind, Ledger, Selection, Sort
from sayso.ledger.days import edtf_days
from sayso.records import LinkedKind, Value
from sayso.resolve.dates import Anchor, dates_of_document

LOOKED_AT = 1000
"""Statements that are looked at for dates that no index holds: the first of the selection by day."""

_OPEN = (None, None)


class By(StrEnum):
    """By which date."""

    SAID = "said"
    """When the words were said, as far as the article tells."""
    EVENT = "event"
    """When what the words tell of happened or is to happen: each date that stands in the content."""
    REPORTED = "reported"
    """When an article of the ledger first reported the utterance."""
    PUBLISHED = "published"
    """When the article was published."""


class MomentView(Value, frozen=True, kw_only=True):
    """A statement at one of its dates.

    Attributes:
        interval: first and last day, both included, None where open.
        words: the date as the text has it, or how it is known.
    """

    statement: StatementView
    interval: tuple[str | None, str | None]
    words: str


class ChronologyPage(Value, frozen=True, kw_only=True):
    """One page of a chronology.

    Attributes:
        total: how many moments there are; at least, where `whole` is False.
        whole: whether the whole selection was looked at.
        looked_at: how many statements were.
    """

    moments: tuple[MomentView, ...]
    total: int
    whole: bool
    looked_at: int


def chronology(ledger: Ledger, selection: Selection, by: By, place: tuple[int, int]) -> ChronologyPage:
    """One page of the moments of a selection by one of their dates, the earliest first; `place` is limit and offset.

    Method: for `event` and `reported` the first `LOOKED_AT` statements of the selection by day are read and their
    moments sorted; a content with several dates stands at each of them.
    """
    limit, offset = place
    if by in {By.SAID, By.PUBLISHED}:
        sort = Sort.DAY if by is By.SAID else Sort.PUBLISHED
        survey = ledger.browser().survey(selection)
        views = map(full_view, ledger.browser().page(selection, sort, limit, offset))
        moments = tuple(_own(view, by) for view in map(with_entities(ledger), views))
        return ChronologyPage(moments=moments, total=survey.rows, whole=survey.whole, looked_at=survey.rows)
    views = tuple(map(full_view, ledger.browser().page(selection, Sort.DAY, LOOKED_AT + 1)))
    found = _events(ledger, views[:LOOKED_AT]) if by is By.EVENT else _reports(ledger, views[:LOOKED_AT])
    ordered = sorted(found, key=_order)
    shown = tuple(ordered[offset : offset + limit])
    return ChronologyPage(
        moments=shown, total=len(ordered), whole=len(views) <= LOOKED_AT, looked_at=min(len(views), LOOKED_AT)
    )


def _own(view: StatementView, by: By) -> MomentView:
    if by is By.SAID:
        said = view.said
        return MomentView(statement=view, interval=said.interval if said else _OPEN, words=said.text if said else "")
    return MomentView(statement=view, interval=edtf_days(view.document.published), words=view.document.published or "")


def _events(ledger: Ledger, views: Iterable[StatementView]) -> Iterator[MomentView]:
    """A moment for each date in the content of each statement, read off the whole text of its article."""
    for document, group in groupby(sorted(views, key=lambda v: (v.document.id, v.id)), key=lambda v: v.document.id):
        held = list(group)
        found = ledger.find(document)
        if found is None or found.kind is not FoundKind.DOCUMENT or found.records is None:
            continue
        published = held[0].document.published
        dates = dates_of_document(found.records.raw, Anchor.parse(published) if published else None)
        known = [date for date in dates if date.interval is not None and date.interval != _OPEN]
        for view in held:
            for date in known:
                if any(start <= date.span[0] and date.span[1] <= end for start, end in view.content.spans):
                    yield MomentView(statement=view, interval=date.interval or _OPEN, words=date.text)


def _reports(ledger: Ledger, views: Iterable[StatementView]) -> Iterator[MomentView]:
    """Each utterance once, at the day on which an article of the ledger first reported it."""
    seen: set[str] = set()
    for view in views:
        if view.id in seen:
            continue
        several = bool(ledger.linked_of(LinkedKind.FAMILY, view.id))
        members = family_of(ledger, view.id).statements if several else (view.id,)
        seen.update(members)
        dated = [(edtf_days(day), outlet or "an outlet without a name") for day, outlet in _published(ledger, members)]
        known = [one for one in dated if one[0] != _OPEN]
        if known:
            first = min(known, key=lambda one: (one[0][1] or one[0][0] or "", one[1]))
            words = f"first in {first[1]}" + (f", of {len(members)} reports" if len(members) > 1 else "")
            yield MomentView(statement=view, interval=first[0], words=words)


def _published(ledger: Ledger, statements: Iterable[str]) -> Iterator[tuple[str | None, str | None]]:
    """Date and outlet of the articles of these statements."""
    for statement in statements:
        found = ledger.find(statement)
        if found is not None and found.records is not None:
            document = found.records.document
            yield document.fact("published"), document.fact("outlet")


def _order(moment: MomentView) -> tuple[str, str, str]:
    first, last = moment.interval
    return first or last or "~", last or first or "~", moment.statement.id
