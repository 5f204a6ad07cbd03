"""Who says that something was confirmed, denied or never verified: recorded as said, by whom, and nothing more."""

from collections.abc import Iterable, Iterator

from sayso.link.origins.inputs import Report
from sayso.link.origins.lexicon import not_checked_pattern, verification_words
from sayso.link.origins.reports import Source
from sayso.records import Attribution, Span, Spans, Statement, StatementClass, display_text
from sayso.records.origins import Check, CheckKind

NEAR = 400
"""Raw characters between a report and words about its being checked."""


def find_checks(
    source: Source, reports: Iterable[Report], spoken: Iterable[tuple[Attribution, Statement]]
) -> tuple[Check, ...]:
    """What a document says about the reports in it having been confirmed, denied or not verified.

    Args:
        source: the document.
        reports: those in it.
        spoken: all its statements.

    Method: cues of confirming and denying of the reports themselves and of statements near them; phrases of the article
    ("could not be independently verified") in its own voice near them.

    Limits: near is not about: read the passage.
    """
    places = [report.spans for report in reports]
    own = {report.id for report in reports}
    said = list(_said(source, places, own, spoken))
    taken = [span for check in said for span in check.spans]
    return tuple(sorted((*said, *_in_own_voice(source, places, taken)), key=lambda c: (c.spans, c.kind)))


def _said(
    source: Source, places: list[Spans], own: set[str], spoken: Iterable[tuple[Attribution, Statement]]
) -> Iterator[Check]:
    for attribution, statement in spoken:
        kind = _kind(source, attribution)
        if kind is not None and (statement.id in own or _near(attribution.content, places)):
            speaker = statement.speaker
            spans = attribution.cue or attribution.content
            yield Check(
                kind=kind,
                by=speaker.name if speaker else "not stated",
                own_voice=False,
                document=source.document.id,
                statement=statement.id,
                text=_words(source, attribution.source + attribution.cue + attribution.content),
                spans=spans,
            )


def _kind(source: Source, attribution: Attribution) -> CheckKind | None:
    words = verification_words()
    cue = _words(source, attribution.cue).casefold().split()
    for kind, beginnings in ((CheckKind.DENIED, words.denied), (CheckKind.CONFIRMED, words.confirmed)):
        if any(word.startswith(beginnings) for word in cue):
            return kind
    return CheckKind.DENIED if attribution.class_ is StatementClass.DENIAL else None


def _in_own_voice(source: Source, places: list[Spans], taken: list[Span]) -> Iterator[Check]:
    for match in not_checked_pattern().finditer(source.raw):
        span = match.span()
        if _near((span,), places) and not any(start <= span[0] < end for start, end in taken):
            yield Check(
                kind=CheckKind.UNVERIFIED,
                by=source.outlet or source.document.key,
                own_voice=True,
                document=source.document.id,
                text=" ".join(match.group().split()),
                spans=(span,),
            )


def _near(spans: Spans, places: list[Spans]) -> bool:
    return any(
        start - NEAR < other_end and other_start < end + NEAR
        for start, end in spans
        for place in places
        for other_start, other_end in place
    )


def _words(source: Source, spans: Spans) -> str:
    return display_text(source.document.media, source.raw, source.clean, source.layout, spans)
