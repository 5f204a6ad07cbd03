"""Families of any number of utterances: candidates, decisions, groups, drift."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from typing import NamedTuple

import msgspec
import numpy as np

from sayso.link.aside import Aside
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
from sayso.link.families.twins import Twins
from sayso.link.families.utterances import Utterance
from sayso.link.versions import FAMILIES
from sayso.records import Family, Value, content_hash

OPENING, NEIGHBOURS = 5, 25
"""In one document, each of so many opening statements (headline, lead) is compared with all, each other with so many
after it: a document with more statements than that is a list or a transcript."""
COMPONENTS = 256
"""Connected components whose kept families are looked up at once."""
GROUPS = f"families groups {FAMILIES}"
"""Where the families of a connected component are kept."""

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(tuple[Family, ...])
_ONE = msgspec.msgpack.Decoder(Family)


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
        tools: see `Tools`; it is not used any more when the first family comes.

    Memory: utterances and families lie in temporary files and the keys in a database that spills to disk; what grows
    with their number is some two hundred bytes a statement.

    Method: statements that share a key are candidates; each pair is decided by itself; the pairs judged one utterance
    make connected components, and each component is cut into groups of which most pairs across agree. A
    component that is as it was is not cut again.
    """
    with Shelf() as shelf:
        run = _Run(shelf, tools)
        run.take(utterances)
        yield from run.families()


class _Run:
    def __init__(self, shelf: Shelf, tools: Tools) -> None:
        self._shelf, self._tools = shelf, tools
        self._judge = Judge(shelf, tools.vectors, tools.cache)
        self._blocks, self._profiles, self._twin_keys = Blocks(), Profiles(), Twins()
        self._of, self._shelves = array("l"), array("q")
        self._inside, self._nested = array("l"), array("l")  # ends of pairs, one after the other
        self._twins: dict[int, list[int]] = {}
        self._rulings, self._ruled = tools.rulings.ids, dict[str, int]()

    def take(self, utterances: Iterable[Utterance]) -> None:
        """Put all aside, and collect keys, twins, and the pairs of each document."""
        for document, (_, group) in enumerate(groupby(utterances, key=lambda u: u.document)):
            numbers = [self._shelf.add(utterance) for utterance in group]
            self._of.extend([document] * len(numbers))
            ready = {number: self._shelf.prepared(number) for number in numbers}
            for number, p in ready.items():
                self._add(number, p)
            nested = set(_nested(ready))
            self._nested.extend(chain.from_iterable(sorted(nested)))
            near = (pair for pair in _near(numbers) if self._profiles.may_match(*pair) and pair not in nested)
            self._inside.extend(end for one, other in near if _worth(ready[one], ready[other]) for end in (one, other))
        self._twins = self._twin_keys.found(self._of)

    def _add(self, number: int, p: Prepared) -> None:
        """Add one statement to what is told of all."""
        is_ruled = p.utterance.id in self._rulings
        if is_ruled:
            self._ruled[p.utterance.id] = number
        self._profiles.add(p.utterance)
        self._shelves.append(shelf_of(p))
        self._twin_keys.add(p, is_ruled)
        self._blocks.add(number, keys_of(p), day_of(p))

    def families(self) -> Iterator[Family]:
        """The families, by id."""
        found = self._verdicts()
        with Aside() as aside:
            made: list[tuple[str, int]] = []
            repeats = _Repeats((self._shelf.id(a), self._shelf.id(b)) for a, b in found.repeats)
            parts = self._parts(found.same)
            while batch := list(islice(parts, COMPONENTS)):
                for family in self._of_parts(batch):
                    repeats.add(family)
                    made.append((family.id, aside.add(_ENCODER.encode(family))))
            alone = repeats.alone()
            for family_id, number in sorted((*made, *((family_id, -1) for family_id in alone))):
                linked = repeats.of(family_id)
                if number < 0:
                    yield Family.of_one(alone[family_id], linked)
                else:
                    yield msgspec.structs.replace(_ONE.decode(aside.get(number)), repeats=linked)

    def _verdicts(self) -> _Found:
        found = _Found()
        of, may_match = self._of, self._profiles.may_match
        twins = (number for numbers in self._twins.values() for number in numbers)
        blocked = self._blocks.pairs(self._shelf.ranks(), np.array(self._shelves, dtype=np.int64), twins)
        across = (pair for pair in blocked if of[pair[0]] != of[pair[1]] and may_match(*pair))
        for pair, verdict in self._judge.verdicts(chain(across, _pairs_of(self._inside))):
            if verdict.outcome is Outcome.SAME:
                found.same[pair] = verdict.score
            elif verdict.outcome is Outcome.REPEAT:
                found.repeats.add(pair)
        found.repeats |= self._pairs(self._tools.rulings.repeat)
        return found

    def _pairs(self, ids: Iterable[tuple[str, str]]) -> set[Pair]:
        """The numbers of ruled pairs whose statements are both there."""
        there = [(self._ruled[a], self._ruled[b]) for a, b in ids if a in self._ruled and b in self._ruled]
        return {_ascending(a, b) for a, b in there}

    def _parts(self, same: dict[Pair, float]) -> Iterator[_Part]:
        """The components, then the twins that nothing else is joined with."""
        musts = self._pairs(self._tools.rulings.same)
        joined = components(chain(same, musts))
        where = {number: at for at, component in enumerate(joined) for number in component}
        joined += [[number] for number in sorted(set(self._twins).difference(where))]
        never = chain(self._pairs(self._tools.rulings.apart), _pairs_of(self._nested))
        edges, must, nevers = (_by_component(where, pairs) for pairs in (same, musts, never))
        for at, component in enumerate(joined):
            scores = {pair: same[pair] for pair in edges.get(at, ())}
            yield _Part(component, scores, set(must.get(at, ())), frozenset(nevers.get(at, ())))

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


class _Repeats:
    """Which families, also of one statement, are a repeat of each other."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._pairs = sorted(pairs)
        self._family = {name: Family.make_id((name,)) for pair in self._pairs for name in pair}
        self._alone = {family: name for name, family in self._family.items()}
        self._linked: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, family: Family) -> None:
        """Note whose family this is."""
        for name in family.statements:
            if name in self._family:
                self._alone.pop(self._family[name], None)
                self._family[name] = family.id

    def alone(self) -> dict[str, str]:
        """The families of one statement that are a repeat, with this statement; all others have been added."""
        for pair in self._pairs:
            one, other = (self._family[name] for name in pair)
            if one != other:
                self._linked[one].add(other)
                self._linked[other].add(one)
        return {family: name for family, name in self._alone.items() if family in self._linked}

    def of(self, family: str) -> tuple[str, ...]:
        """The families that one is a repeat of, by id."""
        return tuple(sorted(self._linked.get(family, ())))


def _by_component(where: dict[int, int], pairs: Iterable[Pair]) -> dict[int, list[Pair]]:
    """The pairs of which both ends stand in one component, by its number."""
    found: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        at = where.get(pair[0])
        if at is not None and at == where.get(pair[1]):
            found[at].append(pair)
    return found


def _pairs_of(ends: Sequence[int]) -> Iterator[Pair]:
    """Pairs out of their ends, one after the other."""
    return zip(islice(ends, 0, None, 2), islice(ends, 1, None, 2), strict=True)


def _nested(ready: dict[int, Prepared]) -> Iterator[Pair]:
    """The pairs of a document of which one stands in the other's content."""
    numbers = {p.utterance.id: number for number, p in ready.items()}
    for number, p in ready.items():
        if p.utterance.holder in numbers:
            yield _ascending(number, numbers[p.utterance.holder])


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
