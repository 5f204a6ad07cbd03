"""What a robots.txt allows, by RFC 9309.

The reader of the standard library knows neither `*` and `$` nor that the longest match decides.
"""

import re
from urllib.parse import unquote_to_bytes

from sayso.records import Value

MOST_BYTES = 512 * 1024
LONGEST_DELAY = 60.0
"""Seconds; a longer delay asked for is cut to this."""

_EVERYBODY = "*"


class Rule(Value, frozen=True, kw_only=True):
    """One line of a robots.txt: whether addresses whose target fits a pattern may be fetched."""

    allow: bool
    pattern: str


class Robots(Value, frozen=True, kw_only=True):
    """What a robots.txt says to us: rules, and the seconds it asks for between two requests."""

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0

    def allows(self, target: str) -> bool:
        """Whether path and query of an address may be fetched: the longest pattern decides, of equal ones the kind."""
        if target == "/robots.txt":
            return True
        path = _plain(target)
        fitting = [rule for rule in self.rules if _fits(rule.pattern, path)]
        return max(((len(rule.pattern), rule.allow) for rule in fitting), default=(0, True))[1]


def read_robots(data: bytes, product: str) -> Robots:
    """What the bytes of a robots.txt say to the program with this name, else to everybody."""
    groups: dict[str, list[tuple[str, str]]] = {}
    names: list[str] = []
    in_rules = False
    for line in data[:MOST_BYTES].decode("utf-8-sig", "replace").splitlines():
        field, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        field = field.lower()
        if field == "user-agent":
            names = [value.lower()] if in_rules else [*names, value.lower()]
            in_rules = False
            groups.setdefault(value.lower(), [])
        elif field in {"allow", "disallow", "crawl-delay"}:
            in_rules = True
            for name in names:
                groups[name].append((field, value))
    return _robots(groups.get(product.lower(), groups.get(_EVERYBODY, [])))


def _robots(lines: list[tuple[str, str]]) -> Robots:
    rules = tuple(Rule(allow=field == "allow", pattern=value) for field, value in lines if field != "crawl-delay")
    delays = [value for field, value in lines if field == "crawl-delay" and re.fullmatch(r"\d{1,6}(\.\d{1,3})?", value)]
    return Robots(
        rules=tuple(rule for rule in rules if rule.pattern),
        delay=min(LONGEST_DELAY, max(map(float, delays), default=0.0)),
    )


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern fits the beginning of a path; each piece between two `*` is looked for once, from the left."""
    whole = pattern.endswith("$")
    first, *pieces = (_plain(piece) for piece in pattern.removesuffix("$").split("*"))
    if not path.startswith(first):
        return False
    at = len(first)
    last = pieces.pop() if whole and pieces else None
    for piece in pieces:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if last is not None:
        return len(path) - len(last) >= at and path.endswith(last)
    return not whole or at == len(path)


def _plain(text: str) -> str:
    return unquote_to_bytes(text).decode("utf-8", "replace")
