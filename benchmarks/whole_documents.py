"""Documents for the benchmark of the whole way: edited copies of articles, no two alike, always the same ones.

They are those of other worlds (see `worlds.py`), or copies, the worst case for whatever looks for likenesses: every
copy has its actors renamed and its figures changed by a generator with a fixed seed, so that nothing that is
kept by its hash is kept once for many copies. Copies take the articles in turn, and articles stand in an order of which
every beginning is taken evenly out of the whole; costs are compared by the number of words.
"""

import calendar
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from benchmarks.worlds import worlds

from sayso.ingest import read_originals
from sayso.records import Original
from sayso.text import read_text

EVENLY = 100
"""Articles that are taken evenly out of a collection before the others follow, in turns of as many."""

FIELDS = {"id": "id", "publisher": "outlet", "date": "published", "text": "text"}
"""Fields of the corpus that are used, and what Sayso calls them."""

_SEED = 20_240_101
_OFFICES = ("Court", "Governor", "House", "Minister", "Party", "Police", "President", "Prime", "Secretary", "Senator")
_KEPT = frozenset((*calendar.month_name, *calendar.day_name, *_OFFICES, "According"))
_MID_SENTENCE = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_WORD = re.compile(r"\b[A-Z][a-z]{3,}\b")
_FIGURE = re.compile(r"(?<![\w.,-])(?!(?:19|20)\d\d\b)\d{3,}(?![\w-])")
_FIRST = ("B", "D", "F", "G", "H", "K", "L", "M", "N", "P", "R", "S", "T", "V", "Z", "Br", "Dr", "Gr", "Kr", "St", "Tr")
_MIDDLE = ("a", "e", "i", "o", "u", "ai", "or", "an", "el")
_NEXT = ("b", "d", "g", "k", "l", "m", "n", "r", "s", "t", "v", "z", "ld", "nd", "rm", "st")

Article = dict[str, str]


def read_articles(source: Path) -> list[Article]:
    """Articles with a clean text, of equal ones the first: of a `.jsonl` file, or of a folder as Sayso reads it."""
    if source.suffix == ".jsonl":
        lines = source.read_text(encoding="utf-8").splitlines()
        step = max(1, len(lines) // EVENLY)
        evenly = (line for start in range(step) for line in lines[start::step])
        found = [
            {name: entry[known] for known, name in FIELDS.items() if known in entry}
            for entry in map(json.loads, evenly)
        ]
        return list({article["text"]: article for article in reversed(found)}.values())[::-1]
    return [article for item in read_originals([source]) if (article := _read(item))]


def _read(item: object) -> Article | None:
    read = read_text(item) if isinstance(item, Original) else None
    if read is None or read.document is None:
        return None
    return {"id": read.document.key, "published": read.document.fact("published") or "", "text": read.clean}


def edited_copies(articles: list[Article], count: int) -> Iterator[Article]:
    """As many copies, each with other names and figures; the first ones are the same whatever the count."""
    for number, article in enumerate(islice(cycle(articles), count)):
        chance = random.Random(_SEED + number)
        text = _FIGURE.sub(lambda found, chance=chance: _figure(found[0], chance), _renamed(article["text"], chance))
        yield {**article, "id": f"{number:06d} {article['id']}", "text": text}


def _renamed(text: str, chance: random.Random) -> str:
    """The text with every name that stands inside a sentence replaced throughout, each by one other name."""
    inside = sorted(Counter(_MID_SENTENCE.findall(text)).keys() - _KEPT)
    names = {name: _name(chance) for name in inside if not re.search(rf"\b{name.lower()}\b", text)}
    return _WORD.sub(lambda found: names.get(found[0], found[0]), text)


def _name(chance: random.Random) -> str:
    syllables = "".join(chance.choice(_MIDDLE) + chance.choice(_NEXT) for _ in range(chance.choice((1, 2, 2, 3))))
    return chance.choice(_FIRST) + syllables + chance.choice(("", "a", "i", "o"))


def _figure(found: str, chance: random.Random) -> str:
    return str(chance.randrange(10 ** (len(found) - 1), 10 ** len(found)))


def write_documents(articles: list[Article], count: int, path: Path, of_worlds: bool = False) -> int:
    """Write the copies as JSON Lines; how many words they have.

    Args:
        articles: what they are copies of.
        count: how many.
        path: the file.
        of_worlds: whether every telling word is another one in every copy, not names and figures alone.

    Raises:
        ValueError: two copies are equal, because an article has neither names nor figures.
    """
    copies = list((worlds if of_worlds else edited_copies)(articles, count))
    if len({copy["text"] for copy in copies}) < count:
        raise ValueError("Two copies are equal: an article has neither names nor figures that could be changed.")
    path.write_text("".join(json.dumps(copy, ensure_ascii=False) + "\n" for copy in copies), encoding="utf-8")
    return sum(len(copy["text"].split()) for copy in copies)
