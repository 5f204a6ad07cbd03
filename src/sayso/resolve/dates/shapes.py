"""The rules of `rules.toml`, compiled, and the expressions they match in a text.

Method: a text is lexed into one character a token, so that a rule is a short regular expression over that string. Of
the matches that pass their guards, longer ones win over shorter, then the rule that stands earlier in the file.
"""

import re
from collections.abc import Callable, Mapping

import msgspec

from sayso.resolve.dates.data import load_toml
from sayso.resolve.dates.guards import GUARDS
from sayso.resolve.dates.tokens import KINDS, Lexed, Token

_NAME = re.compile(r"[A-Za-z_]+\d*|[()|?*+\[\]]")


class Rule(msgspec.Struct, frozen=True):
    """One compiled rule: its pattern over kinds, the name of its reader, its guard, the kinds one of which it needs."""

    name: str
    order: int
    pattern: re.Pattern[str]
    read: str
    guard: Callable[[Lexed, int, int], bool] | None
    needs: frozenset[str]


class Match(msgspec.Struct, frozen=True):
    """Where a rule matched: token numbers of the expression, and of all that its shape took in."""

    rule: Rule
    lexed: Lexed
    start: int
    end: int
    outer_start: int
    outer_end: int

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the expression itself."""
        return self.lexed.tokens(self.start, self.end)

    @property
    def before(self) -> tuple[Token, ...]:
        """The tokens that the shape named before the expression."""
        return self.lexed.tokens(self.outer_start, self.start)

    @property
    def after(self) -> tuple[Token, ...]:
        """The tokens that the shape named after the expression."""
        return self.lexed.tokens(self.end, self.outer_end)


class _Source(msgspec.Struct, frozen=True):
    name: str
    shape: str
    read: str
    guard: str | None = None
    needs: str = ""


def compile_shape(shape: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    """The pattern of a shape; its group 1 is the expression itself.

    Raises:
        KeyError: where the shape names a kind or part that does not exist.
    """
    marked = shape if "[" in shape else f"[{shape}]"
    return re.compile("".join(_piece(name, parts) for name in _NAME.findall(marked)))


def _piece(name: str, parts: Mapping[str, str]) -> str:
    if name in "|?*+)":
        return name
    if name in "([]":
        return {"(": "(?:", "[": "(", "]": ")"}[name]
    if name.isupper() or name[:-1].isupper():
        return f"(?:{''.join(_piece(inner, parts) for inner in _NAME.findall(parts[name]))})"
    return re.escape(KINDS[name])


def _load_rules() -> tuple[Rule, ...]:
    tables = load_toml("rules.toml")
    parts = msgspec.convert(tables["parts"], dict[str, str])
    sources = msgspec.convert(tables["rule"], tuple[_Source, ...])
    return tuple(
        Rule(
            name=source.name,
            order=order,
            pattern=compile_shape(source.shape, parts),
            read=source.read,
            guard=GUARDS[source.guard] if source.guard else None,
            needs=frozenset(KINDS[kind] for kind in source.needs.split()),
        )
        for order, source in enumerate(sources)
    )


RULES = _load_rules()
"""Every rule, in the order of `rules.toml`."""


def match_rules(lexed: Lexed) -> list[Match]:
    """The expressions of a text, in reading order, none overlapping another."""
    present = set(lexed.kinds)
    usable = [rule for rule in RULES if not rule.needs or not rule.needs.isdisjoint(present)]
    candidates = [match for rule in usable for match in _matches(rule, lexed)]
    candidates.sort(key=lambda m: (m.start - m.end, m.rule.order, m.start))
    taken = bytearray(len(lexed.kinds))
    chosen: list[Match] = []
    for match in candidates:
        if not any(taken[match.start : match.end]):
            taken[match.start : match.end] = b"\x01" * (match.end - match.start)
            chosen.append(match)
    return sorted(chosen, key=lambda m: m.start)


def _matches(rule: Rule, lexed: Lexed) -> list[Match]:
    found: list[Match] = []
    for hit in rule.pattern.finditer(lexed.kinds):
        start, end = hit.span(1)
        if rule.guard is None or rule.guard(lexed, start, end):
            found.append(Match(rule, lexed, start, end, *hit.span()))
    return found


def match_exactly(lexed: Lexed, start: int, end: int) -> list[Match]:
    """The rules whose shape, without words around it, takes in exactly the tokens from `start` up to `end`."""
    return [
        Match(rule, lexed, start, end, start, end)
        for rule in RULES
        if (hit := rule.pattern.fullmatch(lexed.kinds, start, end)) and hit.span(1) == (start, end)
    ]
