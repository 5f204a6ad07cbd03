"""Documents of other worlds: real articles in which every word that tells something is another one of its kind.

In the copies of `whole_documents.py` names and figures are other ones, so that all copies of a sentence still share its
words: the worst case for whatever looks for likenesses across documents. In a world here, each word with a meaning is
exchanged throughout for another of the same kind, length, ending and frequency, each name for a name of the same length
with the same vowels in other places. Words that rules know are exchanged for others they know as the same kind of thing
(a first name for a first name, an office for an office). Function words, words of time and what has no other of its
kind stay, so that a text of another world is read much as the original is. Its spans stay where they were. Where
nothing is read again (`told_vocabulary`), function words are exchanged as well.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

import msgspec

from sayso.extract.rules.lexicon import lexicon as rule_words
from sayso.link.families.words import lexicon as family_words
from sayso.link.families.words import weight
from sayso.link.figures.lexicon import lexicon as figure_words
from sayso.resolve.lexicon import lexicon as resolve_words

ENDINGS = ("ing", "ed", "ly", "er", "s")
BANDS = 5
"""Classes of how frequent a word is."""
NO_BAND = -1
"""The class of words that tell nothing."""
PLAIN = "plain_words"
"""The list of thousands of words that are no names: they are exchanged for each other."""
STAYING = frozenset({"times", "auxiliaries", "negations", "contractions"})
"""Lists whose words stay."""
KINDS = {
    "person": """person_nouns titles offices unnamed_heads relations callings honorifics role_aliases rival_offices
        body_offices group_nouns describing deputies""",
    "paper": "document_nouns media authored_nouns labels document_hops nouns platforms tweet_words proposals",
    "body": """organisation_heads organisation_nouns state_bodies bodies outlet_heads outlet_nouns outlet_suffixes
        outlet_alone outlets body_openers body_closers""",
    "people": "demonyms",
    "place": "places place_words place_openers",
    "name": "first_names nicknames",
    "verb": "verbs saying speech attitude issuing relays",
}
"""What a word is to the rules, by the first of these that has one of its lists."""
OTHER, UNKNOWN = "other", ""
"""The kinds of a word that the rules know for something else, and of one that they do not know."""

LEAST_OF_A_KIND = 8
"""Words that a class must have where nothing is read again: those of smaller classes are exchanged by length alone."""

_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]{2,}(?![A-Za-z])")
_FIGURE = re.compile(r"(?<![\w.,-])(?!(?:19|20)\d\d\b)\d{3,}(?![\w-])")
_VOWELS, _CONSONANTS = "aeiou", "bcdfghklmnprstvz"

Article = dict[str, str]
Class = tuple[int, str, int, str]
"""Length, ending, band of frequency and kind of a word."""


class Vocabulary(NamedTuple):
    """The words of all worlds.

    Attributes:
        classes: of words that are exchanged for each other.
        kept: words that stay, lower case.
        shortest: letters of the shortest word that does not stay.
    """

    classes: list[list[str]]
    kept: frozenset[str]
    shortest: int


def vocabulary(texts: Iterable[str]) -> Vocabulary:
    """The words of texts that are to be read in each world: exchanged by class, function words and short ones stay."""
    return Vocabulary(list(_classes(texts, kept_words(), 3).values()), kept_words(), 3)


def told_vocabulary(texts: Iterable[str]) -> Vocabulary:
    """The words of texts that nothing reads again but what compares statements: few stay.

    Function words are exchanged, too, for an article and itself in another world would still have half of its words in
    common, which no two articles have; those that comparing reads stay (pronouns, negations, numbers, times).
    """
    kept = _compared_words()
    pooled: defaultdict[Class, list[str]] = defaultdict(list)
    for key, words in _classes(texts, kept, 2).items():
        pooled[key if len(words) >= LEAST_OF_A_KIND else (key[0], "", min(key[2], 0), OTHER)] += words
    return Vocabulary(list(pooled.values()), kept, 2)


def _classes(texts: Iterable[str], kept: frozenset[str], shortest: int) -> dict[Class, list[str]]:
    """Words by class: those of texts, more often written small than not, and of rules."""
    seen = Counter(word for text in texts for word in _WORD.findall(text))
    words = {word for word, times in seen.items() if word.islower() and times > seen[word.capitalize()]}
    known = {word for word in kinds() if _WORD.fullmatch(word)}
    found: defaultdict[Class, list[str]] = defaultdict(list)
    for word in sorted((words | known) - kept):
        if len(word) >= shortest:
            found[_class(word)].append(word)
    return found


class World:
    """One world: what each word is called in it.

    Args:
        words: as `vocabulary` or `told_vocabulary` gives them.
        number: of the world; world 0 is the one the articles are of.
    """

    def __init__(self, words: Vocabulary, number: int) -> None:
        self._number, self._words = number, words
        self._called: dict[str, str] = {}
        for each in words.classes:
            others = each.copy()
            random.Random(f"{number} {each[0]}").shuffle(others)
            self._called.update(zip(each, others, strict=True))

    def text(self, text: str) -> str:
        """The text as it reads in this world; it has the same length, word by word."""
        if not self._number:
            return text
        renamed = _WORD.sub(lambda found: self._word(found[0]), text)
        return _FIGURE.sub(lambda found: self._figure(found[0]), renamed)

    def _word(self, word: str) -> str:
        low = word.lower()
        if low in self._words.kept or len(word) < self._words.shortest:
            return word
        if low not in self._called:
            self._called[low] = _name(low, random.Random(f"{self._number} {low}"))
        other = self._called[low]
        return other.upper() if word.isupper() else other.capitalize() if word[0].isupper() else other

    def _figure(self, figure: str) -> str:
        chance = random.Random(f"{self._number} {figure}")
        return str(chance.randrange(10 ** (len(figure) - 1), 10 ** len(figure)))


def worlds(articles: list[Article], count: int) -> Iterator[Article]:
    """So many articles: those given, then the same of other worlds; the first ones are the same whatever the count."""
    words = vocabulary(article["text"] for article in articles)
    for number in range(-(-count // len(articles))):
        world = World(words, number)
        for article in articles[: count - number * len(articles)]:
            yield {**article, "id": f"{number:04d} {article['id']}", "text": world.text(article["text"])}


@cache
def kinds() -> Mapping[str, str]:
    """What each word that rules know, lower case, is to them; a plain word alone has the name of that list."""
    lists = (rule_words(), rule_words().words, resolve_words(), family_words())
    named = [pair for record in lists for pair in msgspec.structs.asdict(record).items()]
    of: defaultdict[str, set[str]] = defaultdict(set)
    for name, value in named:
        for word in _words_in(value):
            of[word].add(name)
    return {word: _kind(names) for word, names in of.items()}


def _kind(names: set[str]) -> str:
    if names & STAYING:
        return "staying"
    found = (kind for kind, lists in KINDS.items() if names.intersection(lists.split()))
    return next(found, PLAIN if PLAIN in names else OTHER)


@cache
def kept_words() -> frozenset[str]:
    """Words that stay as they are in every world, lower case: those of time, and all that tell nothing."""
    return frozenset(word for word, kind in kinds().items() if kind == "staying" or not weight(word))


@cache
def _compared_words() -> frozenset[str]:
    """Words, lower case, by which comparing tells what is denied, how sure it is, how many, when, and by whom."""
    families, figures = family_words(), figure_words()
    lists = (families.negations, families.withheld, families.pronouns, families.no_name - families.function)
    counted = (figures.numbers, figures.scales, figures.fractions)
    staying = (word for word, kind in kinds().items() if kind == "staying")
    return frozenset((*staying, *families.contractions, *(word for words in (*lists, *counted) for word in words)))


def _words_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.lower().split()
    elif isinstance(value, Mapping):
        yield from (word for key in value for word in _words_in(key))
    elif isinstance(value, frozenset | tuple | list):
        yield from (word for item in value for word in _words_in(item))


def _class(word: str) -> Class:
    ending = next((ending for ending in ENDINGS if word.endswith(ending)), "")
    band = int(weight(word) * BANDS) if weight(word) else NO_BAND
    return len(word), ending, band, kinds().get(word, UNKNOWN)


def _name(word: str, chance: random.Random) -> str:
    """A name of the same length, with vowels where the other has them."""
    return "".join(chance.choice(_VOWELS if letter in _VOWELS else _CONSONANTS) for letter in word)
