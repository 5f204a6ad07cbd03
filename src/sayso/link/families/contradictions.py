"""What two wordings of one utterance contradict each other in: number, unit, polarity, actor, modality."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from sayso.link.families.aligned import Aligned, Replaced, Token
from sayso.link.families.quantities import number_differences
from sayso.link.families.words import lexicon, stem, weight
from sayso.records import Difference, DifferenceKind, Value

DENIAL_REACH = 4
"""Words that a denial reaches over to what it denies."""
MODAL_REACH = 4
"""Words between a modal and its verb, at most."""
SHORT_PLACE = 5
"""Words of a place that is replaced rather than written anew."""
_MARKS = frozenset(",;:.!?—–…")
_CLAUSE_WORDS = frozenset({"but", "because", "that", "who", "which", "if", "while", "and"})
_STOPPING = frozenset({"that", "who", "which", "but", "because", "do"})
"""Words over which no modal reaches: beginnings of clauses, and "do", which is its verb."""
_NOT_DENYING = frozenset({"only", "just", "doubt", "least", "longer", "merely", "matter"})
"""Words after "not" or "no" with which it denies nothing."""


class Tables(Value, frozen=True, kw_only=True):
    """The lists of `drift.toml`, by stems where words have endings."""

    steps: dict[str, str]
    denying: frozenset[str]
    affixes: tuple[str, ...]
    opposites: frozenset[tuple[str, str]]
    actors: dict[str, int]
    days: frozenset[str]


@cache
def tables() -> Tables:
    """The lists of `drift.toml`, read once a process."""
    table = tomllib.loads(files("sayso.link.families").joinpath("drift.toml").read_text("utf-8"))
    pairs = [(stem(a), stem(b)) for a, b in table["polarity"]["opposites"]]
    return Tables(
        steps={word: step for step, words in table["certainty"].items() for word in words},
        denying=frozenset(table["polarity"]["denying"]) | lexicon().negations,
        affixes=tuple(table["polarity"]["affixes"]),
        opposites=frozenset({*pairs, *((b, a) for a, b in pairs)}),
        actors={word: row for row, line in enumerate(table["actors"]["rows"]) for word in line.split()},
        days=frozenset(table["actors"]["days"]),
    )


def differences(a: str, b: str) -> tuple[Difference, ...]:
    """What the two wordings contradict each other in, with the words of both; none where they do not.

    Method: the words are aligned. Numbers of one noun or place are compared as intervals with their units. A verb that
    both have contradicts itself where one denies it and the other does not, or where its modals stand on other steps of
    certainty (`drift.toml`); a place that is replaced does where its words are opposites, or other names or actors.
    Leaving something out is no contradiction.

    Limits: English; synonyms that no table holds are taken for no contradiction.

    Example:
        >>> [(d.what.value, d.a, d.b) for d in differences("the fence would fall", "the fence could still fall")]
        [('modality', 'would fall', 'could still fall')]
    """
    aligned = Aligned(a, b)
    found = list(number_differences(aligned))
    if aligned.kindred:
        polarity = _polarity(aligned)
        found += polarity
        found += [d for d in _actors(aligned) if not any(d.a == p.a and d.b == p.b for p in (*polarity, *found))]
        found += _modality(aligned)
    return tuple(dict.fromkeys(found))


def _polarity(aligned: Aligned) -> list[Difference]:
    """Opposite words; where there are none, the first denial. A denied opposite ("not safe", "dangerous") is none."""
    pairs = list(_opposites(aligned))
    against = [(i, j) for i, j in pairs if (_denial(aligned.a, i) is None) == (_denial(aligned.b, j) is None)]
    if len(against) < len(pairs):
        return []
    if not against:
        return list(_denials(aligned))[:1]
    return [
        Difference(
            what=DifferenceKind.POLARITY,
            a=aligned.words(0, range(i, i + 1)),
            b=aligned.words(1, range(j, j + 1)),
        )
        for i, j in against
    ]


def _denials(aligned: Aligned) -> Iterator[Difference]:
    """Verbs and other telling words that both have, denied in one wording only; one of a run of such words."""
    last = (-9, -9)
    for i, j in aligned.anchors:
        one, other = _denial(aligned.a, i), _denial(aligned.b, j)
        if (one is None) == (other is None):
            continue
        if i - last[0] > DENIAL_REACH and not _denied_elsewhere(aligned, (i, j), one is None):
            yield Difference(
                what=DifferenceKind.POLARITY,
                a=aligned.words(0, range(i if one is None else one, i + 1)),
                b=aligned.words(1, range(j if other is None else other, j + 1)),
            )
        last = (i, j)


def _denied_elsewhere(aligned: Aligned, anchor: tuple[int, int], in_b: bool) -> bool:
    """Whether the wording without a denial at this word has one close by ("no", "opposed")."""
    row, at = (aligned.a, anchor[0]) if in_b else (aligned.b, anchor[1])
    near = row[max(0, at - 2 * DENIAL_REACH) : at + 2]
    other = {token.stem for token in (aligned.b if in_b else aligned.a)}
    return any(t.plain in tables().denying for t in near) or any(
        t.stem not in other and t.plain.startswith(tables().affixes) and t.telling and _without_affix(t.plain) in other
        for t in near
    )


def _without_affix(word: str) -> str:
    affix = next((a for a in tables().affixes if word.startswith(a)), "")
    return stem(word[len(affix) :])


def _denial(row: Sequence[Token], at: int) -> int | None:
    """The number of the word that denies the one at `at`, in its clause; None where nothing does."""
    if row[at].plain in tables().denying:
        return None
    for back in range(at - 1, max(-1, at - 1 - DENIAL_REACH), -1):
        word = row[back].plain
        if word in _MARKS or word in _CLAUSE_WORDS:
            return None
        if word in tables().denying and not (back + 1 < len(row) and row[back + 1].plain in _NOT_DENYING):
            return back
    return None


def _opposites(aligned: Aligned) -> Iterator[tuple[int, int]]:
    """The numbers of opposite words in one place."""
    stems = [{t.stem for t in row} for row in (aligned.a, aligned.b)]
    for place in aligned.replaced:
        for i in place.a:
            for j in place.b:
                x, y = aligned.a[i], aligned.b[j]
                if x.stem in stems[1] or y.stem in stems[0] or not _near(place, i, j):
                    continue
                if (x.stem, y.stem) in tables().opposites or _affixed(x.plain, y.plain):
                    yield i, j


def _near(place: Replaced, i: int, j: int) -> bool:
    """Whether two words stand in like parts of a place."""
    start = abs((i - place.a.start) - (j - place.b.start))
    end = abs((place.a.stop - i) - (place.b.stop - j))
    return min(start, end) <= 2 or max(len(place.a), len(place.b)) <= SHORT_PLACE


def _affixed(x: str, y: str) -> bool:
    short, long = sorted((x, y), key=len)
    return len(short) > 3 and any(long == affix + short for affix in tables().affixes)


def _actors(aligned: Aligned) -> Iterator[Difference]:
    """Other names, days or actors in one place, and names that have changed places."""
    for place in aligned.replaced:
        if max(len(place.a), len(place.b)) > SHORT_PLACE:
            continue
        a, b = ([row[n] for n in numbers] for row, numbers in ((aligned.a, place.a), (aligned.b, place.b)))
        if _other_days(a, b):
            yield _difference(aligned, place, DifferenceKind.NUMBER)
        elif _other_names(aligned, a, b) or _other_actors(a, b):
            yield _difference(aligned, place, DifferenceKind.ACTOR)
    yield from _swapped(aligned)


def _difference(aligned: Aligned, place: Replaced, what: DifferenceKind) -> Difference:
    return Difference(what=what, a=aligned.words(0, place.a), b=aligned.words(1, place.b))


def _other_days(a: Sequence[Token], b: Sequence[Token]) -> bool:
    days = tables().days
    return any(t.plain in days for t in a) and any(t.plain in days for t in b)


def _other_names(aligned: Aligned, a: Sequence[Token], b: Sequence[Token]) -> bool:
    """Whether each side has a name that the other wording has nowhere, and that is no short form of it."""
    names = [[t for t in side if t.capital and t.plain not in tables().days] for side in (a, b)]
    if not all(names):
        return False
    stems = [{t.stem for t in row} for row in (aligned.a, aligned.b)]
    if any(t.stem in stems[1] for t in names[0]) or any(t.stem in stems[0] for t in names[1]):
        return False
    return not any(_short_form(names[x], names[y]) for x, y in ((0, 1), (1, 0)))


def _short_form(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether a name is the initials, or the beginning, of another."""
    initials = "".join(t.plain[0] for t in other)
    joined = "".join(t.plain.replace(".", "") for t in one)
    return joined == initials or any(x.plain[:4] == y.plain[:4] for x in one for y in other)


def _other_actors(a: Sequence[Token], b: Sequence[Token]) -> bool:
    rows = [{tables().actors[t.plain] for t in side if t.plain in tables().actors} for side in (a, b)]
    return all(rows) and not rows[0] & rows[1]


def _swapped(aligned: Aligned) -> Iterator[Difference]:
    """Two actors and a word between them that both wordings have, where the one who acts is another."""
    both = {t.stem for t in aligned.a if _is_actor(t)} & {t.stem for t in aligned.b if _is_actor(t)}
    if len(both) < 2:
        return
    for x in _acts(aligned.a, both):
        for y in _acts(aligned.b, both):
            if x[1] == y[1] and (x[0], x[2]) == (y[2], y[0]):
                yield Difference(
                    what=DifferenceKind.ACTOR,
                    a=aligned.words(0, range(x[3].start, x[3].stop)),
                    b=aligned.words(1, range(y[3].start, y[3].stop)),
                )
                return


def _is_actor(token: Token) -> bool:
    return token.capital or token.plain in tables().actors


def _acts(row: Sequence[Token], actors: set[str]) -> Iterator[tuple[str, str, str, range]]:
    """Who does what to whom, for two actors with a verb between them: (who, what, whom, where)."""
    places = [at for at, token in enumerate(row) if token.stem in actors]
    for start, end in pairwise(places):
        if row[start].stem == row[end].stem or any(t.plain in ";.!?" for t in row[start:end]):
            continue
        between = row[start + 1 : end]
        verbs = [t.stem for t in between if t.telling and not t.capital]
        if not verbs:
            continue
        passive = any(t.plain == "by" for t in between) and any(
            t.plain in {"was", "were", "is", "are", "been", "be", "being"} for t in between
        )
        who, whom = (end, start) if passive else (start, end)
        yield row[who].stem, verbs[0], row[whom].stem, range(start, end + 1)


def _modality(aligned: Aligned) -> Iterator[Difference]:
    """Telling words that both have, with modals of other steps before them; one of a run."""
    last = -9
    for i, j in aligned.anchors:
        one, other = _step(aligned.a, i), _step(aligned.b, j)
        if i - last > MODAL_REACH and _steps_apart(one[0], other[0]):
            yield Difference(
                what=DifferenceKind.MODALITY,
                a=aligned.words(0, range(one[1], i + 1)),
                b=aligned.words(1, range(other[1], j + 1)),
            )
            last = i
        elif one[0] != other[0]:
            last = i


def _step(row: Sequence[Token], at: int) -> tuple[str, int]:
    """The step of certainty a word stands on, and the number of the word that says so.

    "told" is for a word with no modal before it in its clause.
    """
    found: tuple[str, int] = ("told", at)
    for back in range(at - 1, max(-1, at - 1 - MODAL_REACH), -1):
        word = row[back].plain
        if word in _MARKS or word in _STOPPING:
            break
        step = tables().steps.get(word)
        if step and (found[0] == "told" or (found[0] == "fact" and step != "fact")):
            found = (step, back)
        if row[back].telling and weight(word) > 0.3 and step is None:
            break
    if found[0] == "told" and re.search(r"ed$", row[at].plain):
        return "fact", at
    return found


_APART = frozenset(
    {
        frozenset({"fact", "possible"}), frozenset({"future", "possible"}), frozenset({"fact", "future"}),
        frozenset({"asked", "fact"}), frozenset({"asked", "future"}), frozenset({"told", "possible"}),
        frozenset({"asked", "possible"}),
    }
)  # fmt: skip
"""Steps of certainty that contradict each other; "told" is a verb in the present, which may mean fact or future."""


def _steps_apart(one: str, other: str) -> bool:
    return frozenset({one, other}) in _APART
