"""How two statements compare: a few numbers, each of which says one thing that a reader would say."""

import math
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from sayso.link.families.occasions import (
    Occasion,
    days_apart,
    holds_day_of,
    is_narrow,
    nearness,
    occasion_of,
    proposes,
    said_after_report,
    said_apart,
)
from sayso.link.families.speakers import Kinship, kinship, speaker_name
from sayso.link.families.utterances import Utterance
from sayso.link.families.words import Words, lexicon, quoted, stem, weight, words_of
from sayso.records import Value

FEW = 3.0
"""Weight of telling words at which a content, a quotation or a run counts for 0.63 of a long one."""
FEW_QUOTED = 1.5
"""The same for a run inside quotation marks: two rare quoted words in a row are hardly chance."""


class Prepared(Value, frozen=True, kw_only=True):
    """An utterance with what every comparison of it needs.

    Attributes:
        words, quoted: of the content, and of what stands in quotation marks in it.
        row: the telling stems of the content in their order.
        telling: each of them with its weight; `total` is the sum of these.
        pairs: the words of the content two by two.
        quoted_pairs: those inside quotation marks.
        occasion: see there.
    """

    utterance: Utterance
    words: Words
    quoted: Words
    row: tuple[str, ...]
    telling: dict[str, float]
    total: float
    quoted_telling: float
    pairs: frozenset[tuple[str, str]]
    quoted_pairs: frozenset[tuple[str, str]]
    occasion: Occasion
    proposes: bool
    withheld: bool


class Features(Value, frozen=True, kw_only=True):
    """How two statements compare; every number is symmetric in the two.

    Attributes:
        inside: share of the telling words of the one with fewer that the other has.
        both: share of the telling words of the one with more that the other has.
        order: share of the telling words of the shorter that the other has in the same order.
        run: how telling the longest run of words is that both have, 0 to 1.
        verbatim: share of the quoted words of one, two by two, that the other has; less where they are few.
        quoted_run: how telling the longest run of quoted words of one is that the other has, quoted or not, 0 to 1.
        unlike: the quoted words of the one with fewer that the other, quoted itself, has not; 0 without two quotations.
        numbers: a number of one is against those of the other.
        withheld: one says that something was not done or said, the other does not.
        meaning: cosine of the vectors of speaker, cue and content, below 0 as 0.
        close: what of that is above 0.55.
        setting: how telling the names are that stand around both, 0 to 1.
        setting_share: the share of them.
        said_same: both days of saying are known narrowly and overlap.
        said_apart: how far the days of saying are apart, up to 1 for three days; times known widely have soft ends.
        said_fits: the day of saying is known only widely ("last year") of one, and holds the day of the other.
        near: nearness of publication; 1 on one day.
        impossible: one was said after the other was published; half where that day was carried over.
        channel: 1 where they share a channel, -1 where both have one and share none; else 0.
        standing: one is told as a position, or as said again and again.
        proposal: `meaning` where both tell of a proposal of their speaker, else 0.
        short: how little telling the content with fewer words is in all, 0 to 1.
        speaker: see `Kinship`.
        same_document: both stand in one document.
    """

    inside: float
    both: float
    order: float
    run: float
    verbatim: float
    quoted_run: float
    unlike: float
    numbers: float
    withheld: float
    meaning: float
    close: float
    setting: float
    setting_share: float
    said_same: float
    said_apart: float
    said_fits: float
    near: float
    impossible: float
    channel: float
    standing: float
    proposal: float
    short: float
    speaker: Kinship
    same_document: float


def prepare(utterance: Utterance) -> Prepared:
    """The utterance with its words taken apart."""
    words = words_of(utterance.content)
    inside = words_of(quoted(utterance.content))
    cue = words_of(utterance.cue).plain
    row = words.told
    telling = dict(row)
    return Prepared(
        utterance=utterance,
        words=words,
        quoted=inside,
        row=tuple([stem for stem, _ in row]),
        telling=telling,
        total=sum(telling.values()),
        quoted_telling=sum(inside.telling.values()),
        pairs=frozenset(pairwise(words.stems)),
        quoted_pairs=frozenset(pairwise(inside.stems)),
        occasion=occasion_of(utterance),
        proposes=proposes(cue, words.plain),
        withheld=bool(lexicon().withheld.intersection(cue)),
    )


def text_to_embed(utterance: Utterance) -> str:
    """What the vector of a statement is made of: speaker, cue and content."""
    return " ".join(f"{utterance.speaker or utterance.source} {utterance.cue} {utterance.content}".split())


def compare(one: Prepared, other: Prepared, meaning: float) -> Features:
    """How two statements compare; `meaning` is the cosine of the vectors of their `text_to_embed`.

    Within one document names around and days say nothing, for a document's other sentences share them too.
    """
    few, many = sorted((one, other), key=lambda p: (p.total, p.utterance.id))
    shared = sum(weight for stem, weight in few.telling.items() if stem in many.telling)
    a, b = one.utterance, other.utterance
    apart_documents = a.document != b.document
    setting, setting_share = _setting(a, b) if apart_documents else (0.0, 0.0)
    meaning = max(0.0, meaning)
    return Features(
        inside=shared / (few.total + 0.5),
        both=shared / (many.total + 0.5),
        order=_in_order(few, many),
        run=_saturated(_longest_run(few.words, many.words), FEW),
        verbatim=max(_verbatim(one, other), _verbatim(other, one)),
        quoted_run=_saturated(max(_quoted_run(one, other), _quoted_run(other, one)), FEW_QUOTED),
        unlike=_unlike(one, other),
        numbers=float(_numbers_against(few, many)),
        withheld=float(one.withheld != other.withheld),
        meaning=meaning,
        close=max(0.0, meaning - 0.55),
        setting=setting,
        setting_share=setting_share,
        said_same=float(
            apart_documents and is_narrow(a.said) and is_narrow(b.said) and days_apart(a.said, b.said) == 0
        ),
        said_apart=min(1.0, (said_apart(a.said, b.said) or 0) / 3),
        said_fits=float(apart_documents and (holds_day_of(a, b) or holds_day_of(b, a))),
        near=nearness(days_apart(a.published, b.published)),
        impossible=said_after_report(a, b),
        channel=_channel(one.occasion, other.occasion),
        standing=float(one.occasion.standing or other.occasion.standing),
        proposal=meaning * (one.proposes and other.proposes),
        short=1 - _saturated(few.total, FEW),
        speaker=kinship(a, b),
        same_document=float(not apart_documents),
    )


def with_meaning(features: Features, meaning: float) -> Features:
    """Features that were compared with a meaning of 1, with another: the dear rest is not done again."""
    meaning = max(0.0, meaning)
    return replace(features, meaning=meaning, close=max(0.0, meaning - 0.55), proposal=meaning * features.proposal)


def _saturated(value: float, scale: float) -> float:
    return 1 - math.exp(-value / scale)


def _in_order(few: Prepared, many: Prepared) -> float:
    """The longest common subsequence of telling words as a share of the shorter (bit-parallel, after Hyyrö 2004)."""
    places: dict[str, int] = {}
    for at, found in enumerate(few.row):
        places[found] = places.get(found, 0) | (1 << at)
    full = (1 << len(few.row)) - 1
    state = full
    for found in many.row:
        taken = state & places.get(found, 0)
        state = ((state + taken) | (state - taken)) & full
    return (len(few.row) - state.bit_count()) / (min(len(few.row), len(many.row)) + 0.5)


def _longest_run(few: Words, many: Words) -> float:
    """The weight of the most telling run of words that both have."""
    places: dict[str, list[int]] = {}
    for at, found in enumerate(many.stems):
        places.setdefault(found, []).append(at)
    best = 0.0
    before: dict[int, float] = {}
    for found, telling in zip(few.stems, few.weights, strict=True):
        here: dict[int, float] = {}
        for at in places.get(found, ()):
            here[at] = reached = before.get(at - 1, 0.0) + telling + 0.1
            best = max(best, reached)
        before = here
    return best


def _verbatim(one: Prepared, other: Prepared) -> float:
    """The share of one's quoted words that the other has, two by two; less where they are few."""
    if not one.quoted_pairs:
        return 0.0
    share = len(one.quoted_pairs & other.pairs) / len(one.quoted_pairs)
    return share * _saturated(len(one.quoted_pairs), FEW)


def _quoted_run(one: Prepared, other: Prepared) -> float:
    """The weight of the most telling run of one's quoted words that the other has."""
    return _longest_run(one.quoted, other.words) if one.quoted.stems else 0.0


def _unlike(one: Prepared, other: Prepared) -> float:
    if not one.quoted_pairs or not other.quoted_pairs:
        return 0.0
    few, many = sorted((one, other), key=lambda p: (len(p.quoted_pairs), p.utterance.id))
    share = len(few.quoted_pairs & many.pairs) / len(few.quoted_pairs)
    quoted_share = min(1.0, one.quoted_telling / (one.total + 0.1)) * min(
        1.0, other.quoted_telling / (other.total + 0.1)
    )
    return (1 - share) * _saturated(len(few.quoted_pairs), FEW) * quoted_share


def _numbers_against(few: Prepared, many: Prepared) -> bool:
    """Whether both have numbers, and each has one that the other lacks."""
    a, b = (_numbers(p.words.plain) for p in (few, many))
    return bool(a and b and not (a <= b or b <= a))


def _numbers(words: Sequence[str]) -> set[str]:
    return {word for word in words if word[0].isdigit()}


def _setting(a: Utterance, b: Utterance) -> tuple[float, float]:
    """How telling the names around both are, those of the speakers apart; and their share of the fewer."""
    speakers = {stem(word) for u in (a, b) for word in speaker_name(u.speaker or "")}
    one, other = (set(u.setting) - speakers for u in (a, b))
    common = one & other
    if not common:
        return 0.0, 0.0
    shared = math.fsum(map(weight, common))
    return _saturated(shared, FEW), shared / (min(math.fsum(map(weight, names)) for names in (one, other)) + 1)


def _channel(a: Occasion, b: Occasion) -> float:
    if not a.channels or not b.channels:
        return 0.0
    return 1.0 if a.channels & b.channels else -1.0
