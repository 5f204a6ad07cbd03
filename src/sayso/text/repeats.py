"""Paragraphs that stand twice in one text, nearly alike."""

from collections import Counter
from collections.abc import Iterator

from sayso.text.page import Page, is_cut, words_of

_FEWEST_WORDS = 12
_OF_A_LENGTH = 0.6
"""Share of the fuller paragraph's words that its repeat has at least; a pull quote is shorter and stays, unless cut."""

_ALIKE = 0.8
"""Share of the shorter paragraph's four-word runs that the fuller one holds. Calibration: see docs/text.md."""


def find_repeats(page: Page) -> Iterator[int]:
    """The indexes of paragraphs that say again what another, fuller one says; of equals the first one stays.

    Method: shingles of four words, each owned by the first paragraph that has it, so that the work grows with the text
    and not with its square. A paragraph is a repeat only if the fuller one has all of its names and numbers: two lines
    of one pattern about different people stay.
    """
    words = {i: words_of(text) for i, text in enumerate(page.texts) if _can_repeat(page, i)}
    owner: dict[tuple[str, ...], int] = {}
    gone: set[int] = set()
    for index, own in words.items():
        runs = _shingles(own)
        shared = Counter(owner[run] for run in runs if run in owner)
        for run in runs:
            owner.setdefault(run, index)
        if not shared:
            continue
        other, count = min(shared.items(), key=lambda item: (-item[1], item[0]))
        if other in gone:
            continue
        lesser, fuller = (index, other) if len(own) <= len(words[other]) else (other, index)
        of_a_length = len(words[lesser]) >= _OF_A_LENGTH * len(words[fuller]) or is_cut(page.texts[lesser])
        alike = count >= _ALIKE * min(len(runs), len(_shingles(words[other])))
        if of_a_length and alike and _holds(words[fuller], words[lesser]):
            gone.add(lesser)
            yield lesser


def _can_repeat(page: Page, index: int) -> bool:
    """Short lines recur in speeches and chants, and an interview may ask everybody the same question."""
    return page.words[index] >= _FEWEST_WORDS and not page.texts[index].endswith("?")


def _shingles(words: list[str]) -> dict[tuple[str, ...], None]:
    """The runs of four words in order, each once; a dict, since a set has no order."""
    small = [word.casefold() for word in words]
    return dict.fromkeys(zip(small, small[1:], small[2:], small[3:], strict=False))


def _holds(fuller: list[str], lesser: list[str]) -> bool:
    """Whether all names and numbers of the lesser paragraph stand in the fuller one."""
    known = {word.casefold() for word in fuller}
    telling = (word.casefold() for word in lesser if word[0].isupper() or word[0].isdigit())
    return all(word in known for word in telling)
