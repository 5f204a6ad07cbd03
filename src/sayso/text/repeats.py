"""Paragraphs that stand twice in one text, nearly alike."""

from collections import Counter
from collections.abc import Iterator

from sayso.text.page import Page, is_cut, words_of

_FEWEST_WORDS = 12
_OF_A_LENGTH = 0.6
"""Share of the fuller paragraph's words that its repeat has at least; a pull quote is shorter and stays, unless cut."""

_ALIKE = 0.8
"""Share of the shorter paragraph's four-word runs that the fuller one holds. Calibration: see docs/text.md."""

_SAME_START = 4
"""A paragraph next to a fuller one that begins with as many of the same words is its draft, however short."""


def find_repeats(page: Page) -> Iterator[int]:
    """The indexes of paragraphs that say again what another, fuller one says; of equals the first one stays.

    Method: shingles of four words, each owned by the first paragraph that has it, so that the work grows with the text
    and not with its square. A paragraph is a repeat only if the fuller one has all of its names and numbers: two lines
    of one pattern about different people stay.
    """
    words = {i: words_of(text.casefold()) for i, text in enumerate(page.texts) if _can_repeat(page, i)}
    owner: dict[tuple[str, ...], int] = {}
    gone: set[int] = set()
    for index, own in words.items():
        runs = _shingles(own)
        shared = Counter(owner[run] for run in runs.keys() & owner.keys())
        owner |= dict.fromkeys(runs, index) if not shared else {run: owner.get(run, index) for run in runs}
        if not shared:
            continue
        other, count = min(shared.items(), key=lambda item: (-item[1], item[0]))
        if other in gone:
            continue
        lesser, fuller = (index, other) if len(own) <= len(words[other]) else (other, index)
        alike = count >= _ALIKE * min(len(runs), len(_shingles(words[other])))
        if alike and _may_replace(page, words, lesser, fuller) and _holds(page.texts[fuller], page.texts[lesser]):
            gone.add(lesser)
            yield lesser


def _can_repeat(page: Page, index: int) -> bool:
    """Short lines recur in speeches and chants, and an interview may ask everybody the same question."""
    return page.words[index] >= _FEWEST_WORDS and not page.texts[index].endswith("?")


def _may_replace(page: Page, words: dict[int, list[str]], lesser: int, fuller: int) -> bool:
    """Whether the fuller paragraph may stand for the lesser: by its length, its place, or since the lesser is cut."""
    short, long = words[lesser], words[fuller]
    draft = abs(lesser - fuller) == 1 and short[:_SAME_START] == long[:_SAME_START]
    return draft or len(short) >= _OF_A_LENGTH * len(long) or is_cut(page.texts[lesser])


def _shingles(words: list[str]) -> dict[tuple[str, ...], None]:
    """The runs of four words in order, each once; a dict, since a set has no order."""
    return dict.fromkeys(zip(words, words[1:], words[2:], words[3:], strict=False))


def _holds(fuller: str, lesser: str) -> bool:
    """Whether all names and numbers of the lesser paragraph stand in the fuller one."""
    known = {word.casefold() for word in words_of(fuller)}
    telling = (word.casefold() for word in words_of(lesser) if word[0].isupper() or word[0].isdigit())
    return all(word in known for word in telling)
