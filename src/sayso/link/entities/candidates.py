"""Which names are worth comparing: those that share a block. Cost grows with the names, not with their pairs."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import combinations

from sayso.link.blocks import sharing
from sayso.link.entities.compare import singular_words
from sayso.link.entities.index import Node
from sayso.link.entities.lexicon import entity_words
from sayso.link.entities.names import body_words, country_of, latin, person_name, skeleton
from sayso.records import EntityKind

BLOCK_LIMIT = 60
"""Names of one block that are compared with each other: those in most documents. Larger blocks share a word that says
nothing."""

MINIMAL_SKELETON = 3
"""Consonants that a skeleton must have to be a block of bodies."""


def candidates(nodes: Iterable[Node], people: bool) -> Iterator[tuple[str, str]]:
    """Pairs of keys that share a block, each once, sorted.

    Args:
        nodes: the names, by key.
        people: whether they are compared as names of persons.
    """
    import numpy as np  # loaded when it is used, as nothing else here needs it

    ordered = list(nodes)
    pairs = array("Q")
    blocks = _person_blocks if people else _body_blocks
    for block in sharing(blocks(node.plain) for node in ordered):
        most = sorted(block, key=lambda number: (-len(ordered[number]), number))[:BLOCK_LIMIT]
        pairs.extend(one << 32 | other for one, other in combinations(sorted(most), 2))
    for pair in np.unique(np.array(pairs, dtype=np.uint64)):
        yield ordered[int(pair) >> 32].key, ordered[int(pair) & 0xFFFFFFFF].key


def may_be_person(node: Node) -> bool:
    """Whether a name is compared as one of a person."""
    return node.kind in (EntityKind.PERSON, None) and person_name(node.key) is not None


def _person_blocks(key: str) -> Iterator[str]:
    """Surname with initial (or those of what the first name is short for), all words, the last two."""
    name = person_name(key)
    if name is None:
        return
    givens = {name.given, *entity_words().nicknames.get(name.given, ())}
    yield from (f"surname {skeleton(name.surname)} {_sound(given[0])}" for given in givens)
    words = latin(key).split()
    yield "words " + " ".join(sorted(words))
    yield "last " + " ".join(words[-2:])
    yield "joined " + skeleton("".join(words))


def _body_blocks(key: str) -> Iterator[str]:
    """Country; words in any order; skeleton; two words at either end; without what may follow an outlet's name."""
    country = country_of(key)
    if country:
        yield f"country {country}"
        return
    words = body_words(key)
    lex = entity_words()
    yield "words " + " ".join(sorted(words))
    yield "words " + " ".join(sorted(singular_words(words)))
    sounds = skeleton("".join(words))
    if len(sounds) >= MINIMAL_SKELETON:
        yield f"sounds {sounds}"
    for end in (words[:2], words[-2:]):
        if len(end) == 2 and not all(word in lex.generic for word in end):
            yield "end " + " ".join(end)
    while len(words) > 1 and words[-1] in lex.outlet_tails:
        words = words[:-1]
    yield "outlet " + " ".join(words)


def _sound(letter: str) -> str:
    return "a" if letter in "aeiouyw" else skeleton(letter) or letter
