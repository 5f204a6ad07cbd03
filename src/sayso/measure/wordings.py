"""Wordings that documents of several outlets share: runs of words, and which documents had the occasion to use them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sayso.records import Span, Value

SEED = 3
"""Words of the shortest wording."""
TELLING = 2
"""Telling words that a wording has at least."""
COMMON = 0.2
"""A word that stands in a larger share of the documents tells nothing by itself."""
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_JOINT = re.compile(r"[\s,]{1,3}")


class Text(Value, frozen=True, kw_only=True):
    """One document's words: its id, its outlet and its text."""

    document: str
    outlet: str
    text: str


class Wording(Value, frozen=True, kw_only=True):
    """One run of words.

    Attributes:
        words: in small letters, joined by blanks.
        places: for each document that has it, where it stands first.
        occasion: the documents that have half of its telling words, two at least, in whatever order and place.
    """

    words: str
    places: tuple[tuple[str, Span], ...]
    occasion: tuple[str, ...]


class _Read(NamedTuple):
    """One document as numbers of words; a word whose `joined` is set follows the one before without a full stop."""

    words: tuple[int, ...]
    spans: tuple[Span, ...]
    joined: tuple[bool, ...]


def find_wordings(texts: Iterable[Text], outlets: int) -> Iterator[Wording]:
    """Every wording of at least three words, two of them telling, that documents of so many outlets have.

    Of overlapping wordings that stand in the same documents only the longest comes back. A word is telling unless it
    stands in more than a fifth of the documents; no list of words is used, so all sides and topics are treated alike.

    Args:
        texts: documents in a fixed order; what comes back is in the order of its words.
        outlets: how many outlets at least.
    """
    kept = list(texts)
    numbers: dict[str, int] = {}
    reads = [_read(text.text, numbers) for text in kept]
    holders: dict[int, set[int]] = defaultdict(set)
    for at, read in enumerate(reads):
        for word in set(read.words):
            holders[word].add(at)
    telling = frozenset(word for word, found in holders.items() if len(found) <= COMMON * len(kept))
    shared = _shared(reads, [text.outlet for text in kept], telling, outlets)
    names = {number: word for word, number in numbers.items()}
    for words, places in sorted(_longest(reads, shared), key=lambda found: [names[word] for word in found[0]]):
        occasion = _occasion([holders[word] for word in sorted({*words} & telling)])
        yield Wording(
            words=" ".join(names[word] for word in words),
            places=tuple((kept[at].document, span) for at, span in sorted(places.items())),
            occasion=tuple(kept[at].document for at in sorted(occasion)),
        )


def _occasion(holders: Sequence[set[int]]) -> set[int]:
    """The documents that are in half of the sets, in two at least."""
    counts = Counter(document for found in holders for document in found)
    return {document for document, number in counts.items() if number >= max(TELLING, len(holders) / 2)}


def _read(text: str, numbers: dict[str, int]) -> _Read:
    found = list(_WORD.finditer(text))
    joints = [bool(_JOINT.fullmatch(text, before.end(), after.start())) for before, after in pairwise(found)]
    words = tuple(numbers.setdefault(match.group().casefold(), len(numbers)) for match in found)
    return _Read(words, tuple(match.span() for match in found), (False, *joints))


def _seeds(read: _Read, telling: frozenset[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Each run of `SEED` words with telling ones in it, and where it begins."""
    for at in range(len(read.words) - SEED + 1):
        words = read.words[at : at + SEED]
        if all(read.joined[at + 1 : at + SEED]) and sum(word in telling for word in words) >= TELLING:
            yield at, words


def _shared(
    reads: Sequence[_Read], outlets: Sequence[str], telling: frozenset[int], least: int
) -> dict[tuple[int, ...], frozenset[int]]:
    """The documents of each run that enough outlets have."""
    bits = {name: 1 << at for at, name in enumerate(sorted(set(outlets)))}
    masks: dict[tuple[int, ...], int] = {}
    for read, outlet in zip(reads, outlets, strict=True):
        for _, words in _seeds(read, telling):
            masks[words] = masks.get(words, 0) | bits[outlet]
    kept = {words for words, mask in masks.items() if mask.bit_count() >= least}
    del masks
    documents: dict[tuple[int, ...], set[int]] = defaultdict(set)
    for at, read in enumerate(reads):
        for _, words in _seeds(read, telling):
            if words in kept:
                documents[words].add(at)
    return {words: frozenset(found) for words, found in documents.items()}


_Places = dict[int, Span]


def _longest(
    reads: Sequence[_Read], shared: dict[tuple[int, ...], frozenset[int]]
) -> Iterator[tuple[tuple[int, ...], _Places]]:
    """Runs joined as long as they stand in the same documents, each with its first place in every document."""
    found: dict[tuple[int, ...], _Places] = defaultdict(dict)
    for at, read in enumerate(reads):
        for start, end in _runs(read, shared):
            span = (read.spans[start][0], read.spans[end - 1][1])
            found[read.words[start:end]].setdefault(at, span)
    for words, places in found.items():
        seed = shared[words[:SEED]]
        if len(places) == len(seed):
            yield words, places


def _runs(read: _Read, shared: dict[tuple[int, ...], frozenset[int]]) -> Iterator[Span]:
    """Where neighbouring seeds with the same documents begin and end, in words."""
    nothing = frozenset[int]()
    start, last, of = -1, -1, nothing
    for at in range(len(read.words) - SEED + 1):
        joined = all(read.joined[at + 1 : at + SEED])
        here = shared.get(read.words[at : at + SEED], nothing) if joined else nothing
        if here and here == of and at == last + 1:
            last = at
            continue
        if of:
            yield start, last + SEED
        start, last, of = at, at, here
    if of:
        yield start, last + SEED
