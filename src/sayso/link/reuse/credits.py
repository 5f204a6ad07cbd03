"""Whom a text names as the one it has words from: agencies in bylines, datelines and brackets, outlets it cites.

Offsets: half-open code points of the clean layer in, of the raw layer out.

Method: an agency's credit is a name in brackets within the first words of one of the paragraphs that open the text, a
byline that names it, or a short line at the end. Any outlet is cited by fixed words before its name ("first reported
by …") or a verb of reporting after it; whether the name is the other document's outlet is asked when two documents are
compared.
"""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from sayso.records import Layout, Span, Spans, Value
from sayso.text.offsets import to_raw

_OPENING_CHARACTERS = 160
"""How far into a paragraph a dateline's credit may stand."""

_OPENING_PARAGRAPHS = 3
_LAST_PARAGRAPHS = 3
_LINE_CHARACTERS = 120
"""Longest credit line at the end of a text."""

_NAME_WORD = r"[A-Z][\w&’'-]*(?:\.\w+)*"
_NAME = rf"(?P<name>(?:[Tt]he[ \t]+)?{_NAME_WORD}(?:[ \t]+(?:(?:of|the|and|de|for)[ \t]+)?{_NAME_WORD}){{0,4}})"
_NAME_AFTER = re.compile(rf"\s*[“\"‘]?{_NAME}")
_NAME_BEFORE = re.compile(rf"\b{_NAME}\s+$")
_NAME_CHARACTERS = 60
"""How far before its verb the name of a cited outlet may begin."""


class Credit(Value, frozen=True, kw_only=True):
    """One place where a text names another as the one it has words from.

    Attributes:
        name: the agency's first name in `agencies.toml`, else the name as written.
        agency: whether it is one of the agencies, credited for the text as a whole.
        text: the words that say so.
        spans: where they stand in the raw layer; empty for a byline.
        at: where they begin in the clean layer; None for a byline.
    """

    name: str
    agency: bool
    text: str
    spans: Spans = ()
    at: int | None = None


class CreditWords(Value, frozen=True, kw_only=True):
    """The lists of `agencies.toml`."""

    agencies: tuple[str, ...]
    fillers: tuple[str, ...]
    before_name: tuple[str, ...]
    after_name: tuple[str, ...]


def find_credits(clean: str, layout: Layout, author: str | None) -> tuple[Credit, ...]:
    """All credits of a text, in text order, bylines first.

    Limits: English words; an agency that `agencies.toml` does not list is found only where a verb or phrase cites it.
    """
    found = _byline(author)
    paragraphs = [block.clean for block in layout.blocks if block.clean]
    for index, (start, end) in enumerate(paragraphs):
        if index < _OPENING_PARAGRAPHS:
            found.extend(_opening(clean, layout, (start, end)))
        if index >= len(paragraphs) - _LAST_PARAGRAPHS and end - start <= _LINE_CHARACTERS:
            found.extend(_line(clean, layout, (start, end)))
    found.extend(_cited(clean, layout))
    return tuple(dict.fromkeys(found))


def same_outlet(one: str | None, other: str | None) -> bool:
    """Whether two names are one outlet: equal but for "the", ".com", blanks and case, or two names of one agency.

    Example:
        >>> same_outlet("The Harbor Post", "harborpost.com"), same_outlet("AP", "Associated Press")
        (True, True)
    """
    if not one or not other:
        return False
    return outlet_key(one) == outlet_key(other)


@lru_cache(4096)
def outlet_key(name: str) -> str:
    """What is equal for names of one outlet."""
    agency = _agency_names().get(name) or _agency_names().get(name.casefold())
    bare = re.sub(r"^the\s+|\.(?:com|org|net|ir|co\.uk|info)$|^www\.", "", (agency or name).casefold())
    return re.sub(r"[\W_]", "", bare)


def _byline(author: str | None) -> list[Credit]:
    """The agency that a byline names."""
    if not author:
        return []
    parts = re.split(r"\s*(?:[,/|;]|\band\b|\bfor\b|\bof\b|\bvia\b|\(|\))\s*", author)
    names = [name for part in (author, *parts) if (name := _agency(_stripped(part)))]
    return [Credit(name=names[0], agency=True, text=author)] if names else []


def _opening(clean: str, layout: Layout, span: tuple[int, int]) -> list[Credit]:
    """Credits of a paragraph that opens a text: "(AP)", "PARIS, Jan 3 (Reuters) -"."""
    matches = _bracketed().finditer(clean, span[0], min(span[1], span[0] + _OPENING_CHARACTERS))
    return [_credit(layout, match["name"], clean, match.span(), agency=True) for match in matches]


def _line(clean: str, layout: Layout, span: tuple[int, int]) -> list[Credit]:
    """The agency of a credit line ("Source: AFP", "© Associated Press", "With files from Reuters")."""
    text = clean[span[0] : span[1]].strip()
    name = _agency(_stripped(text))
    return [Credit(name=name, agency=True, text=text, spans=to_raw(layout, span), at=span[0])] if name else []


def _cited(clean: str, layout: Layout) -> list[Credit]:
    """Outlets that the text cites: a name after "reported by", or before "reported"."""
    found: list[Credit] = []
    for cue in _cues().finditer(clean):
        match = (
            _NAME_AFTER.match(clean, cue.end())
            if cue["before"]
            else _NAME_BEFORE.search(clean, max(0, cue.start() - _NAME_CHARACTERS), cue.start())
        )
        if match:
            span = min(cue.start(), match.start()), max(cue.end(), match.end())
            found.append(_credit(layout, match["name"], clean, span))
    return found


def _credit(layout: Layout, name: str, clean: str, span: Span, *, agency: bool = False) -> Credit:
    text = " ".join(clean[span[0] : span[1]].split())
    return Credit(name=_agency(name) or name, agency=agency, text=text, spans=to_raw(layout, span), at=span[0])


def _stripped(text: str) -> str:
    """A credit line without years, marks and words that add nothing."""
    words = re.sub(r"©|\([Cc]\)|\b(?:19|20)\d\d\b|[()\[\].,:;–—|/-]", " ", text).split()
    fillers = set(_words().fillers)
    kept = [word for word in words if word.casefold() not in fillers]
    return " ".join(kept)


def _agency(name: str) -> str | None:
    names = _agency_names()
    return names.get(name) or (names.get(name.casefold()) if len(name) > 5 else None)


@cache
def _words() -> CreditWords:
    table: dict[str, list[str]] = tomllib.loads(files("sayso.link.reuse").joinpath("agencies.toml").read_text("utf-8"))
    return CreditWords(**{name: tuple(words) for name, words in table.items()})


@cache
def _agency_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for line in _words().agencies:
        first, *others = line.split("|")
        for name in (first, *others):
            names[name] = first
            if len(name) > 5:
                names[name.casefold()] = first
    return names


@cache
def _bracketed() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for line in _words().agencies for name in line.split("|"))
    return re.compile(rf"\((?P<name>{names})\)")


@cache
def _cues() -> re.Pattern[str]:
    before, after = ("|".join(map(re.escape, words)) for words in (_words().before_name, _words().after_name))
    return re.compile(rf"\b(?:(?P<before>(?i:{before}))|(?P<after>{after}))(?!\w)")
