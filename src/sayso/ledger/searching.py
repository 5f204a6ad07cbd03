"""Search words of people as match expressions of FTS5 that can never be wrong, and filters as bound values."""

import re
from typing import NamedTuple

from sayso.ledger.logs import Cell

_TERM = re.compile(r'["“”]([^"“”]*)["“”]?|([^\s"“”]+)')
_WORD = re.compile(r"\w")


def match_terms(words: str) -> list[str]:
    """The terms of a search: each word, and each passage in quotation marks as one; those without letters are left out.

    Example:
        >>> match_terms('tax "will fall" AND (')
        ['"tax"', '"will fall"', '"AND"']
    """
    terms = (phrase or word for phrase, word in _TERM.findall(words.replace("\0", " ")))
    return [f'"{term}"' for term in terms if _WORD.search(term)]


def all_terms(columns: tuple[str, ...], words: str) -> list[str]:
    """Match expressions that together ask for every term in one of the columns; one that nothing matches if none."""
    return [f"{{{' '.join(columns)}}} : {term}" for term in match_terms(words)] or [_NOTHING]


def phrase(column: str, name: str) -> str:
    """The match expression for the words of a name, side by side in one column."""
    plain = re.sub(r'["\0]', " ", name)
    return f'{column} : "{plain}"' if _WORD.search(plain) else _NOTHING


_NOTHING = '""'
"""What FTS5 takes for a phrase without words: it matches no row."""


class Where(NamedTuple):
    """Conditions that must all hold, with their values."""

    conditions: list[str]
    values: list[Cell]

    def add(self, condition: str, *values: Cell) -> None:
        """Add a condition whose values are bound, never written into it."""
        self.conditions.append(condition)
        self.values.extend(values)

    @property
    def sql(self) -> str:
        """The WHERE clause; empty when nothing was asked."""
        return f"WHERE {' AND '.join(self.conditions)}" if self.conditions else ""
