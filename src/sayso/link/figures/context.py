"""Where a figure is said to hold, when, and on whose say-so: read from its own sentence and its attribution."""

import re
from functools import cache

from sayso.link.figures.guards import Spot
from sayso.link.figures.lexicon import any_of, lexicon
from sayso.link.figures.records import FigureInput
from sayso.records import ARTICLE, Attribution, Span, Value, overlap, slice_spans
from sayso.resolve.dates import TimexType
from sayso.resolve.lexicon import lexicon as names
from sayso.text import to_clean

_PLACE = re.compile(
    r"\b(?:in|at|near|across|outside|around|inside|throughout)\s+(?:the\s+)?"
    r"((?:[A-Z][\w’'-]*|U\.S\.|U\.N\.)(?:\s+(?:of\s+)?(?:the\s+)?[A-Z][\w’'-]*)*)"
)
_AFTER_PLACES = frozenset(
    "last this next early late earlier later yesterday alone itself area region where".split()  # noqa: SIM905
)
"""Words besides those that end a noun phrase that may stand after a place: "in Quillon last week"."""
_CALENDAR = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|"
    r"Jul|Aug|Sept?|Oct|Nov|Dec|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mr|Mrs|Ms|Dr)\b"
)
_ACCORDING = re.compile(
    r"\b(?:according\s+to|by\s+the\s+count\s+of|citing|in\s+the\s+words\s+of)\s+([^,;.:“”\"]+)", re.IGNORECASE
)
_ACCORDING_FIRST = re.compile(r"\baccording\s+to\s+([^,;.:“”\"]+),\s+$", re.IGNORECASE)
_AUXILIARY = re.compile(r"(?:\s+(?:has|have|had|also|now|then|since|just|later|\w+ly))+$")
_BY_COUNT = re.compile(
    r"\bby\s+((?:the\s+)?[\w\s]+?)[’']s?\s+(?:own\s+)?(?:count|reckoning|estimate|figures?|tally)\b", re.IGNORECASE
)


_WEAK = frozenset(
    ["gave", "gives", "put", "puts", "spoke", "speaks", "added", "counted", "counts", "listed", "cited", "recorded"]
)
NEAR_VERB = 25
"""Code points after a verb such as "gave" within which a figure is what it gives."""
LONGEST_SUBJECT = 8
LONGEST_NAME = 60
"""Code points before a preposition or date that are looked at."""
NEAREST = 8
"""How many places and dates of a sentence are tried, nearest first."""
_BREAK = re.compile(
    r"[;:()—–“”\"]|\s-\s|--|\b(?:who|whom|which|whose|where|while|because|although|though|unless|whether|if|that|after|"
    r"before|since|until|but|despite|as|than|according|including)\b|,\s+(?:and|with|an?|the|another)\b"
)
"""What parts a figure from words that tell where or when something else was."""
_BOUNDS = re.compile(r"\b(?:since|than|after|before|until|till|by|from|to|through)\s+(?:\w+\s+)?$", re.IGNORECASE)
_OF_NAME = re.compile(r"[A-Z][\w’'-]*\s+$")


class Say(Value, frozen=True, kw_only=True):
    """On whose say-so a figure stands."""

    statement: str | None
    sayer: str
    concedes: bool


def where(spot: Spot) -> str | None:
    """The place named nearest to the figure in its clause; after it before before it.

    Method: a name after a preposition of place. It tells where something else is when a new clause begins between it
    and the figure, and where somebody is when it stands right after a name ("Ruiz in Dorn"). Adjectives of countries,
    outlets and bodies are no places.
    """
    start, end = spot.amount.span
    found: list[tuple[bool, int, Span, str]] = []
    for match in _PLACE.finditer(spot.text, *spot.sentence):
        if _CALENDAR.match(match[1]) or any(overlap(match.span(1), d.span) for d in spot.dates):
            continue
        if not _describes(spot.text[match.end() : match.end() + 40]) and _is_place(match[1]):
            after = match.start(1) >= end
            away = abs(match.start(1) - (end if after else start))
            found.append((not after, away, match.span(), match[1]))
    return next((place for _, _, span, place in sorted(found)[:NEAREST] if _is_told(spot, span)), None)


def _is_told(spot: Spot, span: Span) -> bool:
    """Whether a place after a preposition is told of the figure: near, and not of the name right before."""
    before = spot.text[max(spot.sentence[0], span[0] - LONGEST_NAME) : span[0]]
    return _is_near(spot, span) and not _OF_NAME.search(before)


def _is_near(spot: Spot, span: Span) -> bool:
    """Whether no new clause begins between a stretch and the figure."""
    start, end = spot.amount.span
    between = spot.text[end : span[0]] if span[0] >= end else spot.text[span[1] : start]
    before = spot.text[spot.sentence[0] : span[0]]
    if span[1] <= start and "," in between and re.search(r"\b(?:who|which|whose|where)\b", before):
        return False
    if between.strip() == "," and any(other.span[1] <= span[0] for other in spot.others):
        return False
    return not _BREAK.search(between) and not _giving().search(between)


def _is_of_poll(spot: Spot, span: Span) -> bool:
    """Whether a date before a share is that of the poll that found it: "a poll taken in May found that 44 percent"."""
    if spot.amount.unit != "percent" or span[1] > spot.amount.span[0]:
        return False
    return re.search(r"\b(?:polls?|surveys?)\b", spot.text[spot.sentence[0] : span[0]]) is not None


def _is_place(name: str) -> bool:
    """Whether a name may be a place: no adjective of a country, no outlet, no body with a word such as "Committee"."""
    words, lower = names(), name.lower()
    if lower in words.demonyms or lower in words.outlets:
        return False
    bodies = words.organisation_heads | words.outlet_heads | words.outlet_suffixes
    return lower in words.places or not bodies & set(lower.split())


def _describes(after: str) -> bool:
    """Whether a capitalised name only describes the noun after it: "in Karsenan jails"."""
    word = re.match(r"\s+([a-z][\w-]*)", after)
    return bool(word) and word[1] not in lexicon().naming.stops | _AFTER_PLACES and not word[1].endswith("ed")


def as_of(spot: Spot) -> str | None:
    """The EDTF of the date nearest to the figure in its clause; none of a date that bounds ("since 2009")."""
    start, end = spot.amount.span
    dated = [
        (max(d.span[0] - end, start - d.span[1]), d.span, d.edtf)
        for d in spot.dates
        if d.edtf and d.type in {TimexType.DATE, TimexType.TIME} and not overlap(d.span, spot.amount.span)
    ]
    return next((edtf for _, span, edtf in sorted(dated)[:NEAREST] if _holds(spot, span)), None)


def _holds(spot: Spot, span: Span) -> bool:
    """Whether a date is told of the figure or of the poll that found it, and does not bound something."""
    before = spot.text[max(spot.sentence[0], span[0] - LONGEST_NAME) : span[0]]
    return not _BOUNDS.search(before) and (_is_near(spot, span) or _is_of_poll(spot, span))


def say(inputs: FigureInput, raw: Span, spot: Spot) -> Say:
    """Who gives a figure: the innermost attribution that holds it, else a source in the sentence, else the article.

    Where the content itself says who concedes ("..., the guild said; the state admits to half"), that is the sayer.
    """
    holder = _holder(inputs.attributions, raw)
    concedes = _concedes(spot)
    if holder is not None:
        by_cue = bool(_conceding().search(slice_spans(inputs.clean, _clean(inputs, holder.cue))))
        nearer = _named_in_sentence(spot) if concedes and not by_cue else None
        return Say(statement=holder.id, sayer=nearer or _speaker(inputs, holder), concedes=concedes or by_cue)
    return Say(statement=None, sayer=_named_in_sentence(spot) or ARTICLE, concedes=concedes)


def _clean(inputs: FigureInput, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    found = (to_clean(inputs.layout, span) for span in spans)
    return tuple(span for span in found if span)


def _holder(attributions: tuple[Attribution, ...], raw: Span) -> Attribution | None:
    """The attribution with the shortest content that holds the span."""
    holding = [a for a in attributions if any(s <= raw[0] and raw[1] <= e for s, e in a.content)]
    return min(holding, key=lambda a: (sum(e - s for s, e in a.content), a.id), default=None)


def _speaker(inputs: FigureInput, holder: Attribution) -> str:
    """The speaker's name, else the source as written."""
    for statement in inputs.statements:
        if statement.id == holder.id and statement.speaker is not None:
            return statement.speaker.name
    return slice_spans(inputs.clean, _clean(inputs, holder.source)) or ARTICLE


@cache
def _conceding() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lexicon().sayers.concedes)}\b", re.IGNORECASE)


@cache
def _giving() -> re.Pattern[str]:
    verbs = lexicon().sayers
    return re.compile(rf"\b{any_of(verbs.gives | verbs.concedes)}\b", re.IGNORECASE)


def _clause_before(spot: Spot) -> str:
    """The clause to the left of the figure, from the last semicolon or mark of a new one."""
    return re.split(r"[;:]|,\s+(?:and|but|while)\s+", spot.before)[-1]


def _concedes(spot: Spot) -> bool:
    """Whether the clause concedes the figure; to "admit" refugees or be "admitted to" hospital concedes none."""
    clause = _clause_before(spot)
    for match in _conceding().finditer(clause):
        letting_in = match[0].lower().startswith("admit") and not re.match(r"\s+(?:to|that)\b", clause[match.end() :])
        taken_in = re.search(r"\b(?:was|were|been|to|be)\s+$", clause[: match.start()])
        if not (letting_in or taken_in):
            return True
    return False


def _gives(clause: str, verb: re.Match[str]) -> bool:
    """Whether a verb gives the figure its clause ends with: no relative clause between, a weak verb right before."""
    between = clause[verb.end() :]
    told = re.match(r",?\s+(?:that|he|she|it|they|there|the|an?|[A-Z“\"‘'])", between)
    if not told and re.search(r"\b(?:where|who|which|whose)\b", between):
        return False
    return verb[0].lower() not in _WEAK or len(between) <= NEAR_VERB


def _subject(before: str) -> str | None:
    """The subject that ends a stretch: a name, also before an apposition ("Dorn Works, a mill,"), or "the guild"."""
    parts = [p.strip() for p in re.split(r"[,;:“”\"()]|\b(?:that|which|who|when|after|because)\b", before.strip(" ,"))]
    subject = parts[-1]
    if len(parts) > 1 and re.match(r"(?:an?|the)\s", subject) and re.match(r"[A-Z]", parts[-2]):
        subject = parts[-2]
    subject = _AUXILIARY.sub("", subject)
    named = re.fullmatch(r"(?:the|a|an|The|A|An)\s+([\w’' .-]{2,60})|([A-Z][\w’' .-]{1,60})", subject)
    if not named or len(subject.split()) > LONGEST_SUBJECT or subject.lower() in lexicon().naming.stops:
        return None
    return (named[1] or named[2]).strip()


def _named_in_sentence(spot: Spot) -> str | None:
    """The subject of a verb that gives figures before the number, or who follows "according to"."""
    clause = _clause_before(spot)
    verb = next((match for match in reversed(list(_giving().finditer(clause))) if _gives(clause, match)), None)
    named = _subject(clause[: verb.start()]) if verb else None
    if named:
        return named
    for pattern, words in ((_ACCORDING, spot.after), (_BY_COUNT, spot.after), (_ACCORDING_FIRST, spot.before)):
        match = pattern.search(words)
        if match:
            source = re.split(r"\s[-–—]\s|--", match[1])[0]
            return re.sub(r"^(?:the|a|an)\s+", "", source.strip(), flags=re.IGNORECASE)
    return None
