"""Families of any number of utterances: candidates, decisions, groups, drift."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

import msgspec
import numpy as np

from sayso.link.families.blocking import Blocks
from sayso.link.families.clusters import components, partition
from sayso.link.families.decide import Outcome
from sayso.link.families.describing import describe
from sayso.link.families.features import Prepared
from sayso.link.families.judging import Judge, Pair, Vectors
from sayso.link.families.kept import Cache
from sayso.link.families.keys import day_of, keys_of, shelf_of
from sayso.link.families.profiles import Profiles
from sayso.link.families.rulings import Rulings
from sayso.link.families.shelf import Shelf
from sayso.link.families.utterances import Utterance
from sayso.link.versions import FAMILIES
from sayso.records import Family, Value, content_hash

TWIN_WEIGHT = 2.0
"""The least weight of telling words for equal words of one speaker, reported on one day, to be one utterance unseen."""
OPENING, NEIGHBOURS = 5, 25
"""In one document, each of so many opening statements (headline, lead) is compared with all, each other with so many
after it: a document with more statements than that is a list or a transcript."""
COMPONENTS = 256
"""Connected components whose kept families are looked up at once."""
GROUPS = f"families groups {FAMILIES}"
"""Where the families of a connected component are kept."""

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(tuple[Family, ...])


class Tools(Value, frozen=True, kw_only=True):
    """What joining needs besides the utterances.

    Attributes:
        vectors: gives the vectors of texts.
        cache: keeps verdicts and families; a fresh one changes nothing but the time it takes.
        rulings: what people decided.
    """

    vectors: Vectors
    cache: Cache
    rulings: Rulings = Rulings()


class _Part(NamedTuple):
    """A connected component with the judged pairs in it and what people decided about it."""

    members: list[int]
    edges: dict[Pair, float]
    musts: set[Pair]
    nevers: frozenset[Pair]


class _Found:
    """The verdicts that matter: pairs judged one utterance with their scores, and repeats."""

    def __init__(self) -> None:
        self.same: dict[Pair, float] = {}
        self.repeats: set[Pair] = set()


def join(utterances: Iterable[Utterance], tools: Tools) -> Iterator[Family]:
    """The families with at least two statements or with repeats, by id; every other statement is a family of one.

    Args:
        utterances: of all documents, those of one document together; the order of documents changes nothing.
        tools: see `Tools`.

    Method: statements that share a key are candidates; each pair is decided by itself; the pairs judged one utterance
    make connected components, and each component is cut into groups of which most pairs across agree. A
    component that is as
    it was is not cut again.
    """
    with Shelf() as shelf:
        run = _Run(shelf, tools)
        run.take(utterances)
        yield from run.families()


class _Run:
    def __init__(self, shelf: Shelf, tools: Tools) -> None:
        self._shelf, self._tools = shelf, tools
        self._judge = Judge(shelf, tools.vectors, tools.cache)
        self._blocks, self._profiles = Blocks(), Profiles()
        self._inside: list[Pair] = []
        self._of, self._shelves = array("q"), array("q")
        self._twins: dict[int, list[int]] = {}
        self._first: dict[bytes, int] = {}
        self._nested: set[Pair] = set()
        self._ruled: dict[str, int] = {}

    def take(self, utterances: Iterable[Utterance]) -> None:
        """Put all aside, and collect keys, twins, and the pairs of each document."""
        prepare, ids = self._shelf.prepared, self._tools.rulings.ids
        for document, (_, group) in enumerate(groupby(utterances, key=lambda u: u.document)):
            numbers = [self._shelf.add(utterance) for utterance in group]
            self._of.extend([document] * len(numbers))
            ready = {number: prepare(number) for number in numbers}
            by_id = {p.utterance.id: number for number, p in ready.items()}
            self._ruled.update({name: number for name, number in by_id.items() if name in ids})
            for number, p in ready.items():
                self._profiles.add(p.utterance)
                self._shelves.append(shelf_of(p))
                if p.utterance.holder in by_id:
                    self._nested.add(_ascending(number, by_id[p.utterance.holder]))
                if not self._is_twin(number, p):
                    self._blocks.add(number, keys_of(p), day_of(p))
            near = (pair for pair in _near(numbers) if self._profiles.may_match(*pair))
            self._inside += [pair for pair in near if _worth(ready[pair[0]], ready[pair[1]])]

    def families(self) -> Iterator[Family]:
        """The families, by id."""
        found = self._verdicts()
        musts = self._pairs(self._tools.rulings.same)
        nevers = frozenset(self._pairs(self._tools.rulings.apart) | self._nested)
        joined = components(len(self._shelf), chain(found.same, musts))
        alone = sorted(set(self._twins) - {number for component in joined for number in component})
        edges = _by_component(joined, found.same)
        parts = [
            self._part(component, edges.get(at, {}), musts, nevers)
            for at, component in enumerate([*joined, *([number] for number in alone)])
        ]
        starts = range(0, len(parts), COMPONENTS)
        made = [family for at in starts for family in self._of_parts(parts[at : at + COMPONENTS])]
        yield from sorted(self._with_repeats(made, found.repeats), key=lambda family: family.id)

    def _verdicts(self) -> _Found:
        found = _Found()
        order = np.argsort(np.argsort(np.array([self._shelf.id(n) for n in range(len(self._shelf))], dtype="S32")))
        pairs = sorted({*self._inside}.difference(self._nested))
        of, may_match = self._of, self._profiles.may_match
        blocked = self._blocks.pairs(order.astype(np.int64), np.array(self._shelves, dtype=np.int64))
        across = (pair for pair in blocked if of[pair[0]] != of[pair[1]] and may_match(*pair))
        for pair, verdict in self._judge.verdicts(chain(across, pairs)):
            if pair in self._nested:
                continue
            if verdict.outcome is Outcome.SAME:
                found.same[pair] = verdict.score
            elif verdict.outcome is Outcome.REPEAT:
                found.repeats.add(pair)
        found.repeats |= self._pairs(self._tools.rulings.repeat)
        return found

    def _is_twin(self, number: int, p: Prepared) -> bool:
        """Whether an utterance stands for one with a lower number: equal words, speaker and days, telling enough."""
        u = p.utterance
        if p.total < TWIN_WEIGHT or not u.speaker or u.id in self._ruled:
            return False
        key = msgspec.msgpack.encode((p.words.stems, u.speaker, u.entity, u.published, u.said, u.cue))
        first = self._first.setdefault(content_hash(key.hex())[:24].encode(), number)
        if first == number or self._shelf.prepared(first).utterance.document == u.document:
            return False
        self._twins.setdefault(first, []).append(number)
        return True

    def _pairs(self, ids: Iterable[tuple[str, str]]) -> set[Pair]:
        """The numbers of ruled pairs whose statements are both there."""
        there = [(self._ruled[a], self._ruled[b]) for a, b in ids if a in self._ruled and b in self._ruled]
        return {_ascending(a, b) for a, b in there}

    def _part(self, component: list[int], edges: dict[Pair, float], musts: set[Pair], nevers: frozenset[Pair]) -> _Part:
        inside = set(component)
        own = [{pair for pair in pairs if pair[0] in inside and pair[1] in inside} for pairs in (musts, nevers)]
        return _Part(component, edges, own[0], frozenset(own[1]))

    def _of_parts(self, parts: Sequence[_Part]) -> Iterator[Family]:
        """The families of components with at least two statements, kept ones where nothing has changed."""
        keys = [self._part_key(part) for part in parts]
        kept = self._tools.cache.cached(GROUPS, keys)
        for key, part in zip(keys, parts, strict=True):
            if key in kept:
                yield from _DECODER.decode(kept[key])
                continue
            families = self._of_part(part)
            self._tools.cache.cache(GROUPS, [(key, _ENCODER.encode(families))])
            yield from families

    def _of_part(self, part: _Part) -> tuple[Family, ...]:
        full = (
            sorted({*group, *(twin for number in group for twin in self._twins.get(number, ()))})
            for group in self._groups(part)
        )
        return tuple(describe([(n, self._shelf.prepared(n)) for n in g], self._judge) for g in full if len(g) > 1)

    def _part_key(self, part: _Part) -> str:
        shelf, edges = self._shelf, part.edges
        members = [n for number in part.members for n in (number, *self._twins.get(number, ()))]
        named = [
            sorted([*sorted(shelf.fingerprint(n).hex() for n in pair), edges.get(pair, 1.0)] for pair in pairs)
            for pairs in (edges, part.musts, part.nevers)
        ]
        return content_hash(sorted(shelf.fingerprint(n).hex() for n in members), named)

    def _groups(self, part: _Part) -> list[list[int]]:
        """The groups of a component; inside, statements are numbered by how full they are, then by id."""
        order = sorted(part.members, key=lambda n: (-self._shelf.prepared(n).total, self._shelf.id(n)))
        place = {number: at for at, number in enumerate(order)}
        known = {_ascending(place[a], place[b]): score for (a, b), score in part.edges.items()}
        asked = dict(known)

        def scored(pairs: Sequence[Pair]) -> list[float]:
            new = {_ascending(order[a], order[b]): (a, b) for a, b in pairs if (a, b) not in asked}
            asked.update(zip(new.values(), self._judge.scores(list(new)), strict=True))
            return [asked[pair] for pair in pairs]

        placed = [{_ascending(place[a], place[b]) for a, b in pairs} for pairs in (part.musts, part.nevers)]
        groups = partition(range(len(order)), known, scored, placed[0], frozenset(placed[1]))
        return [sorted(order[at] for at in group) for group in groups]

    def _with_repeats(self, made: list[Family], repeats: set[Pair]) -> Iterator[Family]:
        """The families with their repeats, also those of one that are a repeat."""
        family = {statement: one.id for one in made for statement in one.statements}
        linked: defaultdict[str, set[str]] = defaultdict(set)
        single: dict[str, str] = {}
        for a, b in repeats:
            ends = [self._shelf.id(a), self._shelf.id(b)]
            for name in ends:
                if name not in family:
                    single[Family.make_id((name,))] = name
            one, other = (family.get(name) or Family.make_id((name,)) for name in ends)
            if one != other:
                linked[one].add(other)
                linked[other].add(one)
        for one in made:
            yield msgspec.structs.replace(one, repeats=tuple(sorted(linked[one.id])))
        for name, statement in single.items():
            if linked[name]:
                yield Family.of_one(statement, tuple(sorted(linked[name])))


def _by_component(joined: list[list[int]], same: dict[Pair, float]) -> dict[int, dict[Pair, float]]:
    """The judged pairs of each component."""
    where = {number: at for at, component in enumerate(joined) for number in component}
    found: defaultdict[int, dict[Pair, float]] = defaultdict(dict)
    for pair, score in same.items():
        found[where[pair[0]]][pair] = score
    return found


def _near(numbers: list[int]) -> Iterator[Pair]:
    """The pairs of one document that are compared: opening statements with all, others with those after them."""
    for at, one in enumerate(numbers):
        last = len(numbers) if at < OPENING else at + 1 + NEIGHBOURS
        yield from ((one, other) for other in numbers[at + 1 : last])


def _worth(one: Prepared, other: Prepared) -> bool:
    """Whether two statements of one document have a telling word in common and are not nested."""
    if one.telling.keys().isdisjoint(other.telling):
        return False
    few, many = (one, other) if len(one.telling) <= len(other.telling) else (other, one)
    return sum(weight for stem, weight in few.telling.items() if stem in many.telling) >= 1.0


def _ascending(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)
