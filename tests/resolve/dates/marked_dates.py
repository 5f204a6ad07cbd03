"""Expected dates written into the text: `He spoke on <d value="2023-06-26">June 26</d>.`

Attributes other than value: edtf, interval ("first/last", empty where open), type, mod, rule. Only those given are
compared.
"""

import re

from sayso.resolve.dates import Anchor, TimeExpression, find_dates

_TAG = re.compile(r"<d((?:\s+\w+=\"[^\"]*\")*)>(.*?)</d>", re.DOTALL)
_ATTRIBUTE = re.compile(r"(\w+)=\"([^\"]*)\"")

Expected = list[tuple[tuple[int, int], dict[str, str]]]


def parse_marked(marked: str) -> tuple[str, Expected]:
    pieces, expected, at, length = [], [], 0, 0
    for tag in _TAG.finditer(marked):
        pieces += [marked[at : tag.start()], tag[2]]
        start = length + tag.start() - at
        length = start + len(tag[2])
        expected.append(((start, length), dict(_ATTRIBUTE.findall(tag[1]))))
        at = tag.end()
    return "".join([*pieces, marked[at:]]), expected


def shown(date: TimeExpression, name: str) -> str:
    if name == "interval":
        return "" if date.interval is None else "/".join(day or "" for day in date.interval)
    return str(getattr(date, name) or "")


def check(marked: str, anchor: str | None) -> None:
    """The dates found are those marked, no more and no fewer, with the attributes given."""
    text, expected = parse_marked(marked)
    found = find_dates(text, Anchor.parse(anchor) if anchor else None)
    assert [(d.text, d.span) for d in found] == [(text[s:e], (s, e)) for (s, e), _ in expected]
    for date, (_, attributes) in zip(found, expected, strict=True):
        assert {name: shown(date, name) for name in attributes} == attributes, date
