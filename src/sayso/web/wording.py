"""Two wordings word by word: what both have, what only one has."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKEN = re.compile(r"\w+(?:[’'\-]\w+)*|[^\w\s]|\s+")

_QUOTES = frozenset("“”„«»\"'‘’")

MOST_TOKENS = 2000
"""Tokens of a side that are compared; longer wordings are shown as they are."""


class Run(NamedTuple):
    """A run of characters: `change` is "same", "gone" (only in the first) or "new" (only in the second)."""

    text: str
    change: str


def word_runs(first: str, second: str) -> list[Run]:
    """The second wording against the first, run by run; case and kind of quotation marks do not count as changes.

    Example:
        >>> word_runs("at least 22 died", "at least 27 died")
        [Run(text='at least ', change='same'), Run(text='22', change='gone'), Run(text='27', change='new'), \
Run(text=' died', change='same')]
    """
    one, other = _TOKEN.findall(first), _TOKEN.findall(second)
    if max(len(one), len(other)) > MOST_TOKENS:
        return [Run(second, "same")]
    matcher = SequenceMatcher(None, list(map(_plain, one)), list(map(_plain, other)), autojunk=False)
    runs: list[Run] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            runs.append(Run("".join(other[c:d]), "same"))
            continue
        runs += [Run("".join(one[a:b]), "gone")] if b > a else []
        runs += [Run("".join(other[c:d]), "new")] if d > c else []
    return runs


def _plain(word: str) -> str:
    return " " if word.isspace() else '"' if word in _QUOTES else word.casefold()
