"""What a careful reader of one article makes of the sample's gold, from `sample/gold/readings.toml`; and why resolving
misses what that reader gets, from `sample/gold/misses.toml`.

The gold knows all thirty articles. A reading says, for one thing asked of one attribution or entity, what the one
article lets a reader say where that is not what the gold says: "as good" as the gold, or less than it.
"""

import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

READINGS = Path(__file__).resolve().parents[1] / "sample" / "gold" / "readings.toml"
MISSES = READINGS.with_name("misses.toml")
ASKED = ("speaker", "said", "chain", "role", "affiliation", "epithet")


class Reading(NamedTuple):
    """One reading.

    Attributes:
        at: a document's key and the index of an attribution, "key#3", or "entities#id/roles/0".
        asks: one of `ASKED`; one of a speaker holds for its kind, too.
        reader: what the article lets one say; None for nothing. Of a chain the hops between article and speaker,
            "kind:name", joined by "; ".
        kind: the reader's kind of speaker, where it is not the gold's.
        as_good: whether it is right besides the gold; else the gold is not to be known from the article alone.
        why: the reason, in words.
    """

    at: str
    asks: str
    reader: str | None
    kind: str | None
    as_good: bool
    why: str


@cache
def readings() -> dict[tuple[str, str], tuple[Reading, ...]]:
    """The readings by place and by what they ask."""
    found: dict[tuple[str, str], tuple[Reading, ...]] = defaultdict(tuple)
    for row in tomllib.loads(READINGS.read_text("utf-8"))["reading"]:
        reader = row.get("reader")
        plain = "; ".join(reader) if isinstance(reader, list) else reader
        one = Reading(row["at"], row["asks"], plain, row.get("kind"), row["as_good"], row["why"])
        found[one.at, one.asks] += (one,)
    return found


def judged() -> tuple[str, ...]:
    """The places that were judged by the same questions and left as the gold has them."""
    return tuple(tomllib.loads(READINGS.read_text("utf-8"))["judged"])


def read_at(at: str, asks: str, as_good: bool) -> tuple[Reading, ...]:
    """The readings of one place for one thing asked: those as good as the gold, or those that are less."""
    return tuple(one for one in readings().get((at, asks), ()) if one.as_good is as_good)


class Cause(NamedTuple):
    """A class of misses: what is asked there ("speaker" with its kind and chain, "chain" or "said"), why, and where."""

    asks: str
    cause: str
    at: tuple[str, ...]


@cache
def causes() -> tuple[Cause, ...]:
    """The classes of misses, as read."""
    rows = tomllib.loads(MISSES.read_text("utf-8"))["class"]
    return tuple(Cause(row["asks"], row["cause"], tuple(row["at"])) for row in rows)
