"""The day on which an utterance was made, from the expressions of its sentence."""

import re
from itertools import pairwise

import msgspec

from sayso.records import Said, Span, Spans
from sayso.resolve.dates.calendar import interval_edtf
from sayso.resolve.dates.data import load_toml
from sayso.resolve.dates.records import Anchor, TimeExpression, TimexType

_WORDS = msgspec.convert(load_toml("said.toml"), dict[str, frozenset[str]])
_PERFECT = re.compile(
    r"\b(?:has|have|['’]ve)\b(?:\s+\w+ly|\s+also|\s+long|\s+often)?\s*$|^(?:has|have)\s", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"([\w.-]{2,})[.?!]+[\"”’)]*\s+(?=[A-Z“\"‘])")
_ANOTHER_CLAUSE = {
    "after": re.compile(r"\bafter\s+(?:[^\s,]+\s+){1,5}?(?:was|were|had|\w+ed)\s|\band\s+(?:was|were|has|had|then)\s"),
    "before": re.compile(r",\s+(?:and|but)\s+(?:he|she|they|it|we|[A-Z])"),
}
"""What begins another clause between cue and date, by whether the date stands after or before the cue."""
_THAT = re.compile(r",?\s+that\s")
_OPENED = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:and|to|through|until|-|–|—)\s*", re.IGNORECASE)


def said_on(
    sentence: str, cue: Spans, content: Spans, dates: tuple[TimeExpression, ...], anchor: Anchor | None
) -> Said | None:
    """When the words were said, None where the sentence gives no evidence of it.

    Args:
        sentence: the sentence or paragraph that holds the cue.
        cue: spans of the cue; empty where there is none (colon lists), then any date outside the content may be taken.
        content: spans of the content; dates inside it are what the words are about, but for a day at its head
            before "that", which is the cue's: "[announced] [Friday that she would run]".
        dates: the expressions of `sentence`, as `find_dates` gave them.
        anchor: the date they were counted from.

    Offsets:
        All spans count code points of `sentence`; so does the span of the result.

    Method:
        Beliefs, aims, acts that did not happen and perfects without a day have none. Otherwise the expression outside
        the content that stands nearest to the cue, without a full stop or an aside between, and after the cue rather
        than before it. What lies after the anchor, lasts ("since", "until") or names an event ("the June 20 raid") is
        passed over.

    Limits:
        A date that carries over from an earlier sentence of the same speech is for the caller to carry.
    """
    if cue and (_is_belief(sentence, cue) or _is_denied(sentence, cue)):
        return None
    content = tuple(_without_day_at_head(sentence, piece, dates) for piece in content) if cue else content
    candidates = [
        date
        for date in dates
        if _can_date(date, sentence, content, anchor) and _same_clause(date, sentence, cue, content)
    ]
    perfect = bool(cue) and _is_perfect(sentence, cue)
    fitting = [date for date in candidates if not perfect or _is_close(date, sentence, cue)]
    if not fitting:
        return None
    chosen = min(fitting, key=lambda date: (not _is_fielded(date, sentence), *_distance(date, cue)))
    return _said(chosen, fitting, sentence, cue)


def _without_day_at_head(sentence: str, piece: Span, dates: tuple[TimeExpression, ...]) -> Span:
    """A fragment of the content without a day at its head that stands before "that"."""
    for date in dates:
        at_head = piece[0] <= date.span[0] <= date.span[1] < piece[1]
        if at_head and sentence[piece[0] : date.span[0]].lower() in {"", "on "} and _THAT.match(sentence, date.span[1]):
            return date.span[1], piece[1]
    return piece


def _words_of(sentence: str, spans: Spans) -> set[str]:
    return {word for start, end in spans for word in re.findall(r"[\w-]+|n['’]t", sentence[start:end].lower())}


def _is_belief(sentence: str, cue: Spans) -> bool:
    return bool(_words_of(sentence, cue) & _WORDS["beliefs"])


def _is_denied(sentence: str, cue: Spans) -> bool:
    """Whether the act of saying is denied: "did not announce", "declined to say"."""
    start, end = cue[0][0], cue[-1][1]
    before = re.findall(
        r"\w+", sentence[max(0, start - 24) : start].lower().replace("n't", " not").replace("n’t", " not")
    )[-2:]
    inside = re.findall(r"\w+", sentence[start:end].lower().replace("n't", " not").replace("n’t", " not"))
    return bool(_WORDS["denials"] & {*before, *inside})


def _is_perfect(sentence: str, cue: Spans) -> bool:
    start, end = cue[0][0], cue[-1][1]
    return bool(_PERFECT.search(sentence[:start]) or _PERFECT.search(sentence[start:end]))


def _can_date(date: TimeExpression, sentence: str, content: Spans, anchor: Anchor | None) -> bool:
    if date.interval is None or date.type not in {TimexType.DATE, TimexType.TIME}:
        return False
    if any(date.span[0] < end and start < date.span[1] for start, end in content):
        return False
    if anchor is not None and (date.interval[0] or "") > anchor.last.isoformat():
        return False
    return not (_is_bound(date, sentence) or _names_event(date, sentence) or _is_aside(date, sentence))


def _is_bound(date: TimeExpression, sentence: str) -> bool:
    before = re.findall(r"[\w-]+", sentence[: date.span[0]].lower())
    return bool(before) and (
        before[-1] in _WORDS["not_said_before"] or " ".join(before[-2:]) in _WORDS["not_said_before"]
    )


def _is_fielded(date: TimeExpression, sentence: str) -> bool:
    """Whether a poll was in the field on the date: "conducted Oct. 20-22"."""
    return bool(_WORDS["fielded"].intersection(re.findall(r"\w+", sentence[: date.span[0]].lower())[-3:]))


def _names_event(date: TimeExpression, sentence: str) -> bool:
    """Whether the date is a part of an event's name: "the June 20 raid", "Tuesday's vote"."""
    before = re.search(
        r"(?:\b(?:the|a|an|his|her|its|their|this|that)|['’]s)\s+(?:(?:famous|infamous|now-famous|celebrated)\s+)?$",
        sentence[: date.span[0]].lower(),
    )
    after = re.match(r"(['’]s)?\s+([A-Za-z][\w-]*)(?:\s+([A-Za-z][\w-]*))?", sentence[date.span[1] :])
    if after is None or not (before or after[1]):
        return False
    return not ({after[2].lower(), (after[3] or "").lower()} & _WORDS["speech_events"])


def _same_clause(date: TimeExpression, sentence: str, cue: Spans, content: Spans) -> bool:
    """Whether date and cue can belong together: no end of a sentence and no other clause between them."""
    if not cue:
        return True
    is_after, _ = _gap(date, cue)
    begin, end = (cue[-1][1], date.span[0]) if is_after else (date.span[1], cue[0][0])
    between = "".join(
        c for i, c in enumerate(sentence[begin:end], begin) if not any(start <= i < stop for start, stop in content)
    )
    if any(m[1].lower() not in _WORDS["abbreviations"] for m in _SENTENCE_END.finditer(between)):
        return False
    if ";" in between or _ANOTHER_CLAUSE["after" if is_after else "before"].search(between):
        return False
    words = set(re.findall(r"\w+", between.lower()))
    return not words & _WORDS["clauses_after_cue" if is_after else "clauses_before_cue"]


def _is_aside(date: TimeExpression, sentence: str) -> bool:
    """Whether the date stands in a stretch between commas that belongs to a name or event."""
    opening = sentence.rfind(",", 0, date.span[0])
    if re.match(r"in\s+the\s+(?:wake|aftermath)\s+of\b[^,]*$", sentence[: date.span[0]].lower()):
        return True
    if opening < 0 and set(re.findall(r"\w+", sentence[: date.span[0]].lower())[:1]) & _WORDS["circumstances"]:
        return True
    stretch = re.findall(r"\w+", sentence[opening + 1 : date.span[0]].lower())
    if opening >= 0 and stretch and stretch[0] in _WORDS["asides"]:
        return True
    last = re.search(r"\b(?:who|which|whose)\b[^,]*$", sentence[: date.span[0]])
    return last is not None


def _gap(date: TimeExpression, cue: Spans) -> tuple[bool, int]:
    """Whether the date stands after the cue, and the code points between them."""
    after = min((date.span[0] - end for _, end in cue if date.span[0] >= end), default=None)
    if after is not None:
        return True, after
    return False, max(0, min((start - date.span[1] for start, _ in cue), default=0))


def _distance(date: TimeExpression, cue: Spans) -> tuple[int, int]:
    """Order of candidates: near the cue first; before the cue counts as twice as far."""
    if not cue:
        return date.span[0], 0
    is_after, gap = _gap(date, cue)
    return (gap if is_after else gap * 2), date.span[0]


def _is_close(date: TimeExpression, sentence: str, cue: Spans) -> bool:
    """Whether only a word or two stand between cue and date: "has said on Tuesday"."""
    is_after, gap = _gap(date, cue)
    return is_after and gap <= 24 and "," not in sentence[cue[-1][1] : date.span[0]]


def _said(chosen: TimeExpression, fitting: list[TimeExpression], sentence: str, cue: Spans) -> Said:
    place = "beside the source" if not cue else "after the cue" if _gap(chosen, cue)[0] else "before the cue"
    first, last = _stretch(chosen, fitting, sentence)
    interval, edtf = chosen.interval or (None, None), chosen.edtf
    if first is not last:
        interval = ((first.interval or interval)[0], (last.interval or interval)[1])
        edtf = interval_edtf(interval)
    span = (first.span[0], last.span[1])
    text = sentence[span[0] : span[1]]
    return Said(edtf=edtf, interval=interval, text=text, rule=f"{place}: {chosen.rule}", span=span)


def _stretch(
    chosen: TimeExpression, fitting: list[TimeExpression], sentence: str
) -> tuple[TimeExpression, TimeExpression]:
    """The ends of "between June 20 and June 22" where `chosen` is one of them, else `chosen` twice."""
    for first, last in pairwise(fitting):
        opened = _OPENED.search(sentence[: first.span[0]])
        if chosen in {first, last} and opened and _JOINED.fullmatch(sentence[first.span[1] : last.span[0]]):
            return first, last
    return chosen, chosen
