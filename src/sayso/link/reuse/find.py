"""Reuse among documents: candidates, alignment, direction."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from sayso.link.aside import Aside
from sayso.link.reuse.align import Chain, Seeded, align, seeded
from sayso.link.reuse.direction import Side, days_of, judge
from sayso.link.reuse.packing import pack, unpack
from sayso.link.reuse.pairs import PairFinder
from sayso.link.reuse.prepare import About, Places, ReuseInput, prepare
from sayso.link.versions import REUSE
from sayso.records.reuse import Passage, Reuse

LEAST_WORDS = 13
"""Equal words, less the cost of gaps, that make a passage: below, names with titles and turns of phrase prevail."""

LEAST_QUOTED = 9
"""The same for words in quotation marks in both: nobody quotes the same nine words by chance."""

LEAST_CHARACTERS = 55
LEAST_IDENTITY = 0.5

_CACHED = 512
"""Documents whose words are kept at hand while pairs are aligned."""


def find_reuse(documents: Iterable[ReuseInput]) -> Iterator[Reuse]:
    """What documents share, pair by pair; see `find_packed`."""
    return find_packed(pack(*prepare(item)) for item in documents)


def find_packed(documents: Iterable[bytes]) -> Iterator[Reuse]:
    """What documents share, pair by pair; the set of records does not depend on the order of `documents`.

    Args:
        documents: as `pack` made them.

    Memory: the words lie in a temporary file and the postings in a database that spills to disk; what grows with the
    number of documents is their facts.

    Method: see `sayso.link.reuse.pairs` (which pairs), `align` (which passages), `direction` (which way). Whether two
    documents share a passage depends on these two alone.
    """
    with Aside() as aside, PairFinder() as finder:
        abouts: list[About] = []
        for data in documents:
            places, about = unpack(data)
            finder.add(aside.add(data), places.hashes)
            abouts.append(about)

        @lru_cache(_CACHED)
        def get(number: int) -> Ready:
            return ready(*unpack(aside.get(number)))

        for one, other in finder.pairs(_in_time(abouts)):
            first, second = sorted((one, other), key=lambda number: abouts[number].document)
            found = compare(get(first), get(second))
            if found is not None:
                yield found


class Ready(NamedTuple):
    """A document ready to be compared with others."""

    places: Places
    about: About
    seeds: Seeded


def ready(places: Places, about: About) -> Ready:
    """A document ready to be compared with others."""
    return Ready(places, about, seeded(places.hashes))


def compare(first: Ready, second: Ready) -> Reuse | None:
    """What two documents share, the one with the lesser id first; None where it is nothing.

    Example:
        >>> from sayso.records import Layout
        >>> def made(name: str, text: str) -> Ready:
        ...     layout = Layout(document=name, segments=(), blocks=())
        ...     return ready(*prepare(ReuseInput(document=name, clean=text, layout=layout)))
        >>> line = "The old bridge over the river will be closed to all heavy lorries from the first of May."
        >>> found = compare(made("a", line), made("b", "Note. " + line))
        >>> found.passages[0].first, found.passages[0].second, found.passages[0].identity
        (((0, 87),), ((6, 93),), 1.0)
    """
    ours, theirs = first.places, second.places
    found = align(first.seeds, second.seeds, LEAST_QUOTED)
    chains = [chain for chain in found if _is_passage(chain, ours, theirs)]
    if not chains:
        return None
    sides = (
        _side(ours, first.about, [chain.first for chain in chains]),
        _side(theirs, second.about, [chain.second for chain in chains]),
    )
    verdict = judge(*sides)
    documents = (first.about.document, second.about.document)
    return Reuse(
        id=Reuse.make_id(documents),
        documents=documents,
        passages=tuple(_passage(chain, ours, theirs) for chain in chains),
        coverage=(round(sides[0].coverage, 4), round(sides[1].coverage, 4)),
        direction=verdict.direction,
        confidence=verdict.confidence,
        clues=verdict.clues,
        version=REUSE,
    )


def _in_time(abouts: list[About]) -> list[int]:
    """For each document its place in the order by last possible day of publication, unknown ones last, then id."""
    days = [days_of(about.published) for about in abouts]

    def key(number: int) -> tuple[str, str]:
        day = days[number]
        return (day.last.isoformat() if day else "9999"), abouts[number].document

    places = [0] * len(abouts)
    for place, number in enumerate(sorted(range(len(abouts)), key=key)):
        places[number] = place
    return places


def _is_passage(chain: Chain, ours: Places, theirs: Places) -> bool:
    """Whether a chain is long and alike enough, by whether both have it in quotation marks."""
    quoted = _quoted_share(ours, chain.first) >= 0.8 and _quoted_share(theirs, chain.second) >= 0.8
    return (
        chain.score >= (LEAST_QUOTED if quoted else LEAST_WORDS)
        and chain.identity >= LEAST_IDENTITY
        and (quoted or _characters(chain, ours) >= LEAST_CHARACTERS)
    )


def _quoted_share(places: Places, words: tuple[int, int]) -> float:
    return float(places.quoted[words[0] : words[1]].mean())


def _characters(chain: Chain, ours: Places) -> int:
    """Characters of the equal words and of what stands between those that follow each other."""
    return sum(int(ours.ends[run.first + run.length - 1] - ours.starts[run.first]) for run in chain.runs)


def _own_characters(chain: Chain, ours: Places, theirs: Places) -> int:
    """Characters of the equal words that stand outside quotation marks in both."""
    total = 0
    for run in chain.runs:
        mine, other = slice(run.first, run.first + run.length), slice(run.second, run.second + run.length)
        own = ~(ours.quoted[mine] | theirs.quoted[other])
        total += int((ours.ends[mine] - ours.starts[mine] + 1)[own].sum())
    return total


def _passage(chain: Chain, ours: Places, theirs: Places) -> Passage:
    return Passage(
        first=ours.spans(*chain.first),
        second=theirs.spans(*chain.second),
        words=chain.words,
        characters=_characters(chain, ours),
        own_characters=_own_characters(chain, ours, theirs),
        identity=round(chain.identity, 4),
    )


def _side(places: Places, about: About, spans: list[tuple[int, int]]) -> Side:
    covered = np.zeros(len(places), np.bool_)
    for start, end in spans:
        covered[start:end] = True
    at = np.flatnonzero(covered)
    return Side(
        about=about,
        covered=(int(places.starts[at[0]]), int(places.ends[at[-1]])),
        coverage=float(covered.mean()),
        words=len(places),
        quoted=float(places.quoted[covered].mean()),
    )
