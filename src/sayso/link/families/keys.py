"""Which statements are compared at all: hashed keys that two statements must share."""

from collections.abc import Iterator
from hashlib import blake2b
from itertools import combinations, pairwise

from sayso.link.families.features import Prepared
from sayso.link.families.speakers import speaker_name
from sayso.link.families.utterances import Days

RARE = 0.35
"""The least weight of a word that counts as rare."""
WINDOW = 16
"""Days of one window; a day belongs to two windows, so that what is less than a window apart shares one."""
MOST_RARE = 10
"""The rarest words of a content that make keys with speaker and date; half as many are paired with each other."""
LEAST_TELLING, LEAST_WORDS = 1.0, 8
"""The least weight of a content's telling words, or number of its words, for it to be compared with other documents:
"Yes." is not."""
DAY_BITS = 22
"""Bits of a day of the calendar as an ordinal."""
PLAIN_ROW, PLAIN_WEIGHT = 5, 1.2
"""Words in a row that make a key with the speaker where they are so common that no other key would."""


def keys_of(p: Prepared) -> tuple[int, ...]:
    """The keys of a statement, as 63-bit numbers, sorted; statements without a common key are never compared.

    Keys of words that are shared whoever speaks are odd, those of one speaker even.

    Method, with fixed tables only:
        three telling words in a row, whoever speaks; two rare words in a row, any two of the rarest, or five plain
        words in a row, of one speaker; one rare word of one speaker within a window of days (published or
        said). Statements of one document are compared without keys.
    """
    if p.total < LEAST_TELLING and len(p.words.stems) < LEAST_WORDS:
        return ()
    row = [(stem, weight) for stem, weight in zip(p.words.stems, p.words.weights, strict=True) if weight > 0]
    u = p.utterance
    found = {_key("three", *p.row[at : at + 3]) | 1 for at in range(len(p.row) - 2)}
    speaker = _speaker(p)
    if speaker:
        rare = sorted(((w, s) for s, w in p.telling.items() if w >= RARE), reverse=True)[:MOST_RARE]
        found |= {_key("two", speaker, a, b) for (a, v), (b, w) in pairwise(row) if v >= RARE and w >= RARE}
        found |= {
            _key("any", speaker, *sorted(pair))
            for pair in combinations([stem for _, stem in rare[: MOST_RARE // 2]], 2)
        }
        found |= {_key("row", speaker, *row) for row in _plain_rows(p)}
        windows = {*_windows(u.published), *_windows(u.said)}
        found |= {_key("day", speaker, stem, str(window)) for _, stem in rare for window in windows}
    return tuple(sorted(found))


def day_of(p: Prepared) -> int:
    """The first day on which a statement can have been published, 0 where unknown."""
    published = p.utterance.published
    return (published[0] or published[1] or 0) if published else 0


def shelf_of(p: Prepared) -> int:
    """A 63-bit number by which statements of one speaker stand together, in the order of their days."""
    return _key("shelf", _speaker(p)) >> DAY_BITS << DAY_BITS | day_of(p) % (1 << DAY_BITS)


def _speaker(p: Prepared) -> str:
    """The last name of the speaker; a pronoun's guess is as good as any."""
    name = speaker_name(p.utterance.speaker or "")
    return name[-1] if name else ""


def _plain_rows(p: Prepared) -> Iterator[tuple[str, ...]]:
    """Runs of words that are common, each and together."""
    for at in range(len(p.words.stems) - PLAIN_ROW + 1):
        if sum(p.words.weights[at : at + PLAIN_ROW]) < PLAIN_WEIGHT:
            yield p.words.stems[at : at + PLAIN_ROW]


def _windows(days: Days | None) -> tuple[int, ...]:
    if days is None or days[0] is None or days[1] is None or days[1] - days[0] > WINDOW:
        return ()
    half = WINDOW // 2
    return tuple(range(days[0] // half, days[1] // half + 2))


def _key(*parts: str) -> int:
    digest = blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 2 << 1
