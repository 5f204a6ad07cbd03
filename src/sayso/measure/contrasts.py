"""Tables of labels with base rates, and contrasts between two users of labels; never a score of bias."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from sayso.measure.labels import Label, LabelKind
from sayso.measure.passages import Voice
from sayso.records import Value

PRIOR_DOCUMENTS = 10.0
"""How many documents the prior counts for. It holds contrasts of rare labels near nothing; 0.01 is added to every label
so that one that only one side uses stays finite."""
_FLOOR = 0.01
_Z95 = 1.959964


class LabelRow(Value, frozen=True, kw_only=True):
    """How often one user uses one label of one entity in one voice.

    Attributes:
        entity, kind, label, voice: see `Label`.
        by: who uses it: an outlet, or the id of a speaker's entity.
        uses: how often.
        documents: in how many documents.
        of: in how many documents this user has any label of this kind, of this entity, in this voice.
        share: documents / of.
        low, high: 95 % interval of the share (Wilson).
        base: the same share over all users.
        example: the first place, by document key: key and words as written.
    """

    entity: str
    kind: LabelKind
    label: str
    voice: Voice
    by: str
    uses: int
    documents: int
    of: int
    share: float
    low: float
    high: float
    base: float
    example: tuple[str, str]


class Contrast(Value, frozen=True, kw_only=True):
    """How much more often one user uses a label than another, among all their labels of this kind, entity and voice.

    Units: documents; `log_odds` is the natural logarithm of the ratio of odds, positive where `a` uses it more.

    Attributes:
        a, b: documents of the two with the label.
        of_a, of_b: their documents with any such label.
        low, high: 95 % interval of `log_odds`.
        q: false discovery rate at which it would count as a difference, over all contrasts asked at once.
    """

    entity: str
    kind: LabelKind
    label: str
    voice: Voice
    a: int
    of_a: int
    b: int
    of_b: int
    log_odds: float
    low: float
    high: float
    q: float


By = Callable[[Label], str | None]
"""Who uses a label: its outlet or its speaker; None leaves it out."""

_Cell = tuple[str, LabelKind, Voice]


def by_outlet(label: Label) -> str | None:
    """The outlet of a label; of epithets and quoted words too, since it printed them."""
    return label.outlet


def by_speaker(label: Label) -> str | None:
    """The speaker of a label; None in the article's own voice."""
    return label.speaker


def label_rows(labels: Iterable[Label], by: By) -> tuple[LabelRow, ...]:
    """The table: by entity, kind, voice, then the most frequent first; the same rules for every entity and user."""
    uses: dict[tuple[_Cell, str, str], list[Label]] = defaultdict(list)
    for label in labels:
        user = by(label)
        if user is not None:
            uses[(label.entity, label.kind, label.voice), label.label, user].append(label)
    documents = {key: {label.document for label in found} for key, found in uses.items()}
    of_user: dict[tuple[_Cell, str], set[str]] = defaultdict(set)
    of_all: dict[_Cell, set[str]] = defaultdict(set)
    with_label: dict[tuple[_Cell, str], set[str]] = defaultdict(set)
    for (cell, word, user), found in documents.items():
        of_user[cell, user] |= found
        of_all[cell] |= found
        with_label[cell, word] |= found
    rows = (
        _row(key, found, of_user[key[0], key[2]], len(with_label[key[:2]]) / len(of_all[key[0]]))
        for key, found in uses.items()
    )
    return tuple(sorted(rows, key=lambda r: (r.entity, r.kind, r.voice, -r.documents, -r.uses, r.label, r.by)))


def _row(key: tuple[_Cell, str, str], found: Sequence[Label], of: set[str], base: float) -> LabelRow:
    (entity, kind, voice), word, user = key
    documents = len({label.document for label in found})
    low, high = share_interval(documents, len(of))
    first = min(found, key=lambda label: (label.key, label.span))
    return LabelRow(
        entity=entity,
        kind=kind,
        label=word,
        voice=voice,
        by=user,
        uses=len(found),
        documents=documents,
        of=len(of),
        share=round(documents / len(of), 4),
        low=round(low, 4),
        high=round(high, 4),
        base=round(base, 4),
        example=(first.key, first.text),
    )


def share_interval(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    share, spread = part / whole, _Z95**2 / whole
    middle = (share + spread / 2) / (1 + spread)
    reach = math.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def contrasts(labels: Iterable[Label], by: By, a: str, b: str | None, *, least: int = 1) -> tuple[Contrast, ...]:
    """How the labels of one user differ from those of another, the clearest first.

    Method: log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008). Where they count
    words, this counts documents with the word, since one article that says a word ten times says it once. The prior
    is the use of all users together, with the weight of `PRIOR_DOCUMENTS`. The false discovery rate is that of
    Benjamini and Hochberg over all rows returned.

    Args:
        labels: of everybody; those of others than `a` and `b` shape the prior only.
        by: `by_outlet` or `by_speaker`.
        a: one user.
        b: the other; None for all others together.
        least: documents of both together that a label needs to be contrasted at all.
    """
    counts: dict[_Cell, tuple[Counter[str], Counter[str], Counter[str]]] = defaultdict(
        lambda: (Counter(), Counter(), Counter())
    )
    sizes: dict[tuple[_Cell, int], set[str]] = defaultdict(set)
    for cell, word, user, document in sorted(_presences(labels, by)):
        sides = (True, user == a, user == b if b is not None else user != a)
        for side, holds in enumerate(sides):
            if holds:
                counts[cell][side][word] += 1
                sizes[cell, side].add(document)
    found = [
        contrast
        for cell, (everybody, one, other) in counts.items()
        if one and other
        for contrast in _contrasts(cell, (everybody, one, other), (len(sizes[cell, 1]), len(sizes[cell, 2])))
        if contrast.a + contrast.b >= least
    ]
    return _with_rates(found)


def _presences(labels: Iterable[Label], by: By) -> set[tuple[_Cell, str, str, str]]:
    return {
        ((label.entity, label.kind, label.voice), label.label, user, label.document)
        for label in labels
        if (user := by(label)) is not None
    }


def _contrasts(
    cell: _Cell, counts: tuple[Counter[str], Counter[str], Counter[str]], sizes: tuple[int, int]
) -> list[Contrast]:
    everybody, one, other = counts
    weight = PRIOR_DOCUMENTS / sum(everybody.values())
    prior = {word: _FLOOR + weight * everybody[word] for word in everybody}
    whole = sum(prior.values())
    totals = (sum(one.values()), sum(other.values()))
    rows: list[Contrast] = []
    for word in sorted({*one, *other}):
        odds = [
            math.log((side[word] + prior[word]) / (total + whole - side[word] - prior[word] + _FLOOR))
            for side, total in zip((one, other), totals, strict=True)
        ]
        delta = odds[0] - odds[1]
        error = math.sqrt(1 / (one[word] + prior[word]) + 1 / (other[word] + prior[word]))
        rows.append(
            Contrast(
                entity=cell[0],
                kind=cell[1],
                label=word,
                voice=cell[2],
                a=one[word],
                of_a=sizes[0],
                b=other[word],
                of_b=sizes[1],
                log_odds=round(delta, 4),
                low=round(delta - _Z95 * error, 4),
                high=round(delta + _Z95 * error, 4),
                q=math.erfc(abs(delta) / error / math.sqrt(2)),
            )
        )
    return rows


def _with_rates(found: Sequence[Contrast]) -> tuple[Contrast, ...]:
    """The contrasts with their chances under no difference turned into false discovery rates."""
    rates = false_discovery([contrast.q for contrast in found])
    rated = [replace(contrast, q=rate) for contrast, rate in zip(found, rates, strict=True)]
    return tuple(sorted(rated, key=lambda c: (-abs(c.log_odds / (c.high - c.low)), c.entity, c.kind, c.voice, c.label)))


def false_discovery(chances: Sequence[float]) -> tuple[float, ...]:
    """The false discovery rates of Benjamini and Hochberg (1995) for chances under no effect, in their order."""
    number, lowest = len(chances), 1.0
    rates = [1.0] * number
    for rank, index in reversed(list(enumerate(sorted(range(number), key=lambda i: chances[i]), start=1))):
        lowest = min(lowest, chances[index] * number / rank)
        rates[index] = round(lowest, 4)
    return tuple(rates)
