"""When two names count as one, and where the corpora are: shared by the benchmarks of resolving and their gates."""

import os
import re
from pathlib import Path

SHARE = 0.6
"""Share of all words two names must have in common to be one."""
_TOKEN = re.compile(r"\w+")
_ARTICLES = frozenset({"the", "a", "an", "unnamed", "s"})


def corpora() -> Path:
    """The folder of corpora: `$SAYSO_CORPORA`, or beside the checkout."""
    named = os.environ.get("SAYSO_CORPORA")
    return Path(named) if named else Path(__file__).parents[2] / "shared" / "corpora"


def same_name(gold: str | None, found: str | None) -> bool:
    """Whether two names are one: at least 0.6 of all their words in common, articles left out; None is only None."""
    if gold is None or found is None:
        return gold is found
    a, b = (words_of(gold), words_of(found))
    return bool(a & b) and len(a & b) / len(a | b) >= SHARE


def words_of(name: str) -> set[str]:
    """The words of a name in lower case, without articles."""
    return set(_TOKEN.findall(name.lower().replace("’", "'"))) - _ARTICLES
