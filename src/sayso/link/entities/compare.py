"""How likely two names are one: a score with reasons, or a reason why they cannot be. By their words alone."""

from functools import lru_cache
from typing import NamedTuple

from sayso.link.entities.lexicon import entity_words
from sayso.link.entities.names import (
    APART,
    KEPT,
    VARIANT,
    PersonName,
    body_words,
    country_of,
    latin,
    person_name,
    spelling_distance,
)
from sayso.records import EntityKind

MERGE = 0.85
"""Score from which two names are taken for one, where nothing speaks against it."""

SUGGEST = 0.6
"""Score from which two names are put before a person."""

SURE = 0.9
"""Score of the words alone from which two names in one document are still taken for one."""

RULES = {
    "written in another way": 0.96,
    "another name of the country": 0.96,
    "adjective of the country": 0.95,
    "title taken for a part of the name": 0.93,
    "middle initial left out": 0.93,
    "middle name left out": 0.84,
    "order of the words, body": 0.93,
    "named together": 0.92,
    "acronym explained": 0.95,
    "also known as": 0.95,
    "acronym, by its letters": 0.78,
    "kind of outlet behind the name": 0.84,
    "an outlet and its site": 0.92,
    "one in the plural": 0.91,
    "short forms joined by a slash": 0.92,
    "two short forms in common": 0.92,
    "short form of its other name": 0.9,
    "a part of the name, and the same short form": 0.88,
    "order of the words": 0.82,
    "nickname": 0.82,
    "initial of the first name": 0.8,
    "first name left out": 0.8,
    "spelling": 0.84,
    "spelling of a single word": 0.74,
    "short name": 0.86,
    "a part of the name": 0.62,
    "the same short form": 0.62,
    "order of the words, may be another body": 0.62,
}
"""What the words alone are worth, by the rule that finds them alike. Set by reading pairs of the training articles."""

STAND_INS = frozenset({"title taken for a part of the name", "first name left out"})
"""Rules for names that are no proper ones: what else they are compared with is the name they stand for."""

SPELLING_COST = 0.06
"""What a whole `spelling_distance` takes off the rules of spelling."""


class Likeness(NamedTuple):
    """How alike two names are. `score` is 0 where nothing is; `conflict` says why they cannot be one."""

    score: float
    rule: str = ""
    conflict: bool = False


NOTHING = Likeness(0.0)
"""Of names that have nothing to do with each other."""

CONFLICT = Likeness(0.0, "", conflict=True)
"""Of names that cannot be one."""


@lru_cache(KEPT)
def compare_people(a: str, b: str) -> Likeness:
    """How alike two names of persons are. Different given names, middle names or suffixes are a conflict.

    Example:
        >>> compare_people("ana ruiz", "ana maria ruiz").rule, compare_people("ana ruiz", "eva ruiz").conflict
        ('middle name left out', True)
    """
    one, other = person_name(a), person_name(b)
    if one is None or other is None:
        return NOTHING
    if one.suffix != other.suffix:
        return CONFLICT
    if _joined(one) == _joined(other):
        return _by_rule("written in another way")
    if (titled := _titled(a, b)) is not None:
        return titled
    if _reordered(one, other):
        return _by_rule("order of the words")
    return _part_by_part(one, other)


def _part_by_part(one: PersonName, other: PersonName) -> Likeness:
    surname = spelling_distance(one.surname, other.surname)
    given_rule, given = _given(one.given, other.given)
    middle = _middle(one.middle, other.middle)
    if surname > VARIANT or given > VARIANT or middle > VARIANT:
        return CONFLICT
    cost = surname + given + middle
    if cost > VARIANT:
        return NOTHING
    if cost:
        return Likeness(round(RULES["spelling"] - SPELLING_COST * cost, 4), "spelling")
    if given_rule:
        return _by_rule(given_rule)
    return _by_rule("middle initial left out" if _only_initials(one.middle or other.middle) else "middle name left out")


def _only_initials(middle: tuple[str, ...]) -> bool:
    return all(len(name) <= 2 for name in middle)


def _given(a: str, b: str) -> tuple[str, float]:
    """The rule by which two given names are one, and how far their spellings are apart."""
    lex = entity_words()
    if a == b:
        return "", 0.0
    short, full = sorted((a, b), key=lambda name: (len(name), name))
    if len(short) == 1:
        return ("initial of the first name", 0.0) if full.startswith(short) else ("", APART)
    if full in lex.nicknames.get(short, frozenset()) or short in lex.nicknames.get(full, frozenset()):
        return "nickname", 0.0
    known = a in lex.first_names and b in lex.first_names
    return "", APART if known else spelling_distance(a, b)


def _middle(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """How far middle names are apart; none agrees with any, an initial with its name."""
    if not a or not b:
        return 0.0
    if len(a) != len(b):
        return 0.0 if set(a) <= set(b) or set(b) <= set(a) else APART
    apart = 0.0
    for one, other in zip(a, b, strict=True):
        if min(len(one), len(other)) == 1:
            apart += 0.0 if one[0] == other[0] else APART
        else:
            apart += spelling_distance(one, other)
    return apart


def _joined(name: PersonName) -> str:
    return "".join((name.given, *name.middle, name.surname))


def _reordered(one: PersonName, other: PersonName) -> bool:
    """Whether two names have the same words in another order, not both with a first name in front."""
    words, others = (sorted((n.given, *n.middle, n.surname)) for n in (one, other))
    first_names = entity_words().first_names
    return words == others and not (one.given in first_names and other.given in first_names)


def _titled(a: str, b: str) -> Likeness | None:
    """Whether the longer name is the shorter one behind words of an office: "state ana ruiz"."""
    short, long = sorted((latin(a), latin(b)), key=lambda key: (len(key), key))
    if not long.endswith(f" {short}"):
        return None
    lex = entity_words()
    before = long.removesuffix(short).split()
    known = short.split()[0] in lex.first_names
    if known and all(w in lex.office_words or w in lex.places or w in lex.demonyms or w in lex.heads for w in before):
        return _by_rule("title taken for a part of the name")
    if not known and len(before) == 1 and before[0] in lex.first_names:
        return _by_rule("first name left out")
    return None


@lru_cache(KEPT)
def compare_bodies(a: str, b: str) -> Likeness:
    """How alike two names of organisations, outlets or places are. Bodies of different words are a conflict.

    Example:
        >>> compare_bodies("ministry of justice", "justice ministry").rule
        'order of the words, body'
        >>> compare_bodies("river guild", "river guild of port isel").rule
        'a part of the name'
    """
    country, other_country = country_of(a), country_of(b)
    if country and country == other_country:
        adjective = (a in entity_words().demonyms) != (b in entity_words().demonyms)
        return _by_rule("adjective of the country" if adjective else "another name of the country")
    if country or other_country:
        return CONFLICT
    one, other = body_words(a), body_words(b)
    if one == other or "".join(one) == "".join(other):
        return _by_rule("written in another way")
    if singular_words(one) == singular_words(other):
        return _by_rule("one in the plural")
    if sorted(one) == sorted(other):
        turned = (" of " in a) != (" of " in b) and not entity_words().ordered & set(one)
        return _by_rule("order of the words, body" if turned else "order of the words, may be another body")
    return _by_spelling(one, other) or _by_part(one, other) or _apart(one, other)


def singular_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with those for bodies in the singular, which press names take either way: "Revolutionary Guards"."""
    heads = entity_words().heads
    return tuple(w[:-1] if w.endswith("s") and w[:-1] in heads and len(words) > 1 else w for w in words)


def _by_spelling(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness | None:
    if len(one) != len(other) or (len(one) == 1 and min(len(one[0]), len(other[0])) < 5):
        return None
    cost = sum(spelling_distance(a, b) for a, b in zip(one, other, strict=True))
    if cost > VARIANT:
        return None
    rule = "spelling" if len(one) > 1 else "spelling of a single word"
    return Likeness(round(RULES[rule] - SPELLING_COST * cost, 4), rule)


def _by_part(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness | None:
    """A name and a longer one that begins or ends with it."""
    if (likeness := _outlet_tails(one, other)) is not None:
        return likeness
    short, long = sorted((one, other), key=len)
    if len(short) == len(long) or short not in (long[: len(short)], long[-len(short) :]):
        return None
    telling = [word for word in short if word not in entity_words().generic]
    return _by_rule("a part of the name") if len(short) > 1 and telling else CONFLICT


def _outlet_tails(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness | None:
    """Two names that differ only in what may follow the name of an outlet: "Tide", "Tide news", "Tide website"."""
    lex = entity_words()
    base, rest = _without_tail(one)
    other_base, other_rest = _without_tail(other)
    if base != other_base:
        return None
    formats, other_formats = (frozenset(words) & lex.outlet_formats for words in (rest, other_rest))
    country = "".join(base) in lex.places or all(word in lex.generic for word in base)
    if country or (formats and other_formats and formats != other_formats):
        return CONFLICT
    sites = bool(set(rest) ^ set(other_rest)) and set(rest) ^ set(other_rest) <= _SITES
    return _by_rule("an outlet and its site" if sites else "kind of outlet behind the name")


_SITES = frozenset({"website", "site", "online", "com", "web"})
"""What an outlet publishes on, and is no other outlet for."""


def _without_tail(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    size = len(words)
    while size > 1 and words[size - 1] in entity_words().outlet_tails:
        size -= 1
    return words[:size], words[size:]


def _apart(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    return CONFLICT if len(one) > 1 and len(other) > 1 else NOTHING


def compare(a: str, kind: EntityKind | None, b: str, other: EntityKind | None) -> Likeness:
    """How alike two names are, by what they are names of."""
    if not compatible(kind, other):
        return CONFLICT
    if EntityKind.PERSON in (kind, other):
        return compare_people(a, b)
    if kind is None and other is None and (likeness := compare_people(a, b)).score >= SUGGEST:
        return likeness
    return compare_bodies(a, b)


def compatible(kind: EntityKind | None, other: EntityKind | None) -> bool:
    """Whether things of two kinds may be one: outlets are organisations, the unknown may be anything."""
    if kind is None or other is None or kind is other:
        return True
    bodies = {EntityKind.ORGANISATION, EntityKind.OUTLET, EntityKind.GROUP}
    return kind in bodies and other in bodies


def _by_rule(rule: str) -> Likeness:
    return Likeness(RULES[rule], rule)
