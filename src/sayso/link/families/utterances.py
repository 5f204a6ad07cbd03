"""What families read of a statement: its words, its speaker, and what tells of the occasion."""

import re
from datetime import date

from sayso.link.families.words import stem, weight
from sayso.records import (
    MARKUP,
    Attribution,
    Document,
    Form,
    HopKind,
    Layout,
    Said,
    Span,
    Spans,
    SpeakerKind,
    Statement,
    StatementClass,
    Value,
    display_text,
)

FRAME_CHARACTERS = 220
"""How far around a statement's words the words that tell of its occasion are looked for."""
TELLING_NAME = 0.35
"""The least weight of a word that counts as a telling name."""
AROUND_BEFORE, AROUND_AFTER = 450, 300
"""How far before and after it the names that tell of its setting are looked for."""

_CARRIED = frozenset({"carried over", "one day"})
"""Rules of days of saying that do not stand with the words they date."""
LONGEST_CONTENT = 2_000
"""Code points of the longest content that is compared; longer ones are passages, which reuse compares."""

Days = tuple[int | None, int | None]
"""First and last day as ordinals of the calendar, both included; None where open."""

_EDTF = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?%]?")
_NAME = re.compile(r"\b[A-Z][\w’'-]*\w\b")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_STOP = re.compile(r"[.!?][\"”’')]*\s+(?=[\"“‘'(]?[A-Z])|\n")


class Utterance(Value, frozen=True, kw_only=True):
    """One statement as families see it; all that any comparison reads.

    Attributes:
        id: id of the statement.
        document: id of its document.
        position: its place among the statements of its document.
        outlet: of its document.
        published, said: days; None where nothing is known.
        carried: whether the day of saying was carried over from other words; such days are wrong more often.
        speaker, kind, role: as resolved; None where there is no speaker.
        entity: id of the speaker's entity across documents, None where unknown.
        named: whether the source itself names the speaker, so that nothing had to be resolved.
        source, cue, content: the words of the three roles.
        frame: the words around the content in its sentences, without the content.
        setting: the names that stand around it, as stems.
        form, class_: as in `Attribution`.
        hops: names of the hops between the article and the speaker.
        holder: id of the statement whose content holds this one.
    """

    id: str
    document: str
    position: int = 0
    outlet: str | None = None
    published: Days | None = None
    said: Days | None = None
    carried: bool = False
    speaker: str | None = None
    kind: SpeakerKind | None = None
    role: str | None = None
    entity: str | None = None
    named: bool = True
    source: str = ""
    cue: str = ""
    content: str
    frame: str = ""
    setting: tuple[str, ...] = ()
    form: Form = Form.INDIRECT
    class_: StatementClass = StatementClass.STATEMENT
    hops: tuple[str, ...] = ()
    holder: str | None = None


class ReadLayers(Value, frozen=True, kw_only=True):
    """A document with its two layers and the map between them."""

    document: Document
    raw: str
    clean: str
    layout: Layout

    def words(self, spans: Spans) -> str:
        """The words under spans of the raw layer, as a reader would read them."""
        return display_text(self.document.media, self.raw, self.clean, self.layout, spans)


def utterances(
    read: ReadLayers, attributions: tuple[Attribution, ...], statements: tuple[Statement, ...]
) -> tuple[Utterance, ...]:
    """The utterances of one document, in the order of its attributions; overlong contents stay by themselves.

    Args:
        read: the document and its layers.
        attributions: of the document.
        statements: what was resolved of them; those without one have no speaker and no date.
    """
    resolved = {statement.id: statement for statement in statements}
    published = days_of(read.document.fact("published"))
    outlet = read.document.fact("outlet")
    return tuple(
        _utterance(read, attribution, resolved.get(attribution.id), (position, outlet, published))
        for position, attribution in enumerate(attributions)
        if sum(end - start for start, end in attribution.content) <= LONGEST_CONTENT
    )


def days_of(edtf: str | None) -> Days | None:
    """First and last day of the EDTF of a document's date; None where nothing is known.

    Example:
        >>> days_of("2018-01-18") == (date(2018, 1, 18).toordinal(),) * 2
        True
        >>> days_of("../2024-02-22") == (None, date(2024, 2, 22).toordinal())
        True
    """
    first, slash, last = (edtf or "").partition("/")
    found = _ends(first)[0], _ends(last if slash else first)[1]
    return found if found != (None, None) else None


def _utterance(
    read: ReadLayers,
    attribution: Attribution,
    statement: Statement | None,
    facts: tuple[int, str | None, Days | None],
) -> Utterance:
    speaker = statement.speaker if statement else None
    source = read.words(attribution.source)
    inner = statement.chain[1:-1] if statement else ()
    return Utterance(
        id=attribution.id,
        document=attribution.document,
        position=facts[0],
        outlet=facts[1],
        published=facts[2],
        said=_said_days(statement.said if statement else None),
        carried=bool(statement and statement.said and statement.said.rule in _CARRIED),
        speaker=speaker.name if speaker else None,
        kind=speaker.kind if speaker else None,
        role=speaker.role if speaker else None,
        named=speaker is not None and speaker.name.split(" ")[-1].lower() in source.lower(),
        source=source,
        cue=read.words(attribution.cue),
        content=read.words(attribution.content),
        frame=_frame(read, attribution),
        setting=_setting(read, attribution),
        form=attribution.form,
        class_=attribution.class_,
        hops=tuple(hop.name for hop in inner if hop.name and hop.kind is not HopKind.UNKNOWN),
        holder=attribution.nested_in,
    )


def _said_days(said: Said | None) -> Days | None:
    if said is None or said.interval == (None, None):
        return None
    first, last = (date.fromisoformat(day).toordinal() if day else None for day in said.interval)
    return first, last


def _ends(text: str) -> Days:
    match = _EDTF.fullmatch(text)
    if not match:
        return None, None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        first = date(year, month or 1, day or 1)
        after = date(year + (month in {None, 12}), (month or 12) % 12 + 1, 1)
    except ValueError:
        return None, None
    return first.toordinal(), first.toordinal() if day else after.toordinal() - 1


def _frame(read: ReadLayers, attribution: Attribution) -> str:
    """The words of the sentences of source, cue and content that are not content."""
    spans = sorted((*attribution.source, *attribution.cue, *attribution.content))
    if not spans:
        return ""
    start, end = spans[0][0], max(e for _, e in spans)
    before = read.raw[max(0, start - FRAME_CHARACTERS) : start]
    after = read.raw[end : end + FRAME_CHARACTERS]
    opening = max((m.end() for m in _STOP.finditer(before)), default=0)
    closing = _STOP.search(after)
    inside = (read.raw[s:e] for s, e in _gaps((start, end), attribution.content))
    text = " ".join((before[opening:], *inside, after[: closing.start()] if closing else after))
    if read.document.media in MARKUP:
        text = _TAG.sub(" ", text)
    return " ".join(text.split())


def _setting(read: ReadLayers, attribution: Attribution) -> tuple[str, ...]:
    """The telling names before, in and after the words of a statement, content apart, sorted."""
    spans = sorted((*attribution.source, *attribution.cue, *attribution.content))
    if not spans:
        return ()
    start, end = max(0, spans[0][0] - AROUND_BEFORE), max(e for _, e in spans) + AROUND_AFTER
    text = " ".join(read.raw[s:e] for s, e in _gaps((start, min(end, len(read.raw))), attribution.content))
    if read.document.media in MARKUP:
        text = _TAG.sub(" ", text)
    words = (word.lower().replace("’", "'").removesuffix("'s") for word in _NAME.findall(text))
    return tuple(sorted({stem(word) for word in words if weight(word) > TELLING_NAME}))


def _gaps(hull: Span, content: Spans) -> list[Span]:
    """The parts of a span that no fragment of the content covers."""
    gaps: list[Span] = []
    at = hull[0]
    for start, end in sorted(content):
        if at < start:
            gaps.append((at, min(start, hull[1])))
        at = max(at, end)
    if at < hull[1]:
        gaps.append((at, hull[1]))
    return gaps
