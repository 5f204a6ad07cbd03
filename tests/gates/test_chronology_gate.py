"""A real article that lists dated statements of outlets, one a line, reads right outlet by outlet.

Each line is "Dec. 31, 2017—Outlet (affiliated with …): what it says"; what is right is read off the line itself.
"""

import re
from pathlib import Path

import pytest

from sayso import app

LINE = re.compile(r"(?m)^(\w{3})\. (\d{1,2}), (\d{4})—(.+)$")
NAME = re.compile(r"[A-Z][\w’-]*(?: [A-Z][\w’-]*)*")
NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
MONTHS = {NAMES[at : at + 3]: at // 4 + 1 for at in range(0, len(NAMES), 4)}
ENTRIES = 10
ALLOWED_TO_MISS = 0


@pytest.fixture(scope="module")
def listing(corpora: Path) -> tuple[str, tuple[app.StatementView, ...]]:
    for path in sorted((corpora / "articles").glob("*.txt")):
        raw = path.read_text(encoding="utf-8")
        if len(LINE.findall(raw)) == ENTRIES:
            (view,) = [v for v in app.extract([path]) if isinstance(v, app.ExtractView)]
            return raw, view.statements
    pytest.skip("no article with a dated list among the corpora")


def named(view: app.StatementView) -> str:
    hops = [hop.name or "" for hop in view.chain]
    return " ".join([view.speaker.name if view.speaker else "", view.source.text, *hops])


def entry_is_right(match: re.Match[str], views: tuple[app.StatementView, ...]) -> bool:
    """Some statement within the line has the line's day and names its first name as speaker or hop."""
    month, day, year, rest = match.groups()
    date = f"{year}-{MONTHS[month]:02}-{int(day):02}"
    first = NAME.match(rest)
    assert first
    inside = [v for v in views if v.content.spans and match.start() <= v.content.spans[0][0] < match.end()]
    return any(v.said and v.said.edtf == date and first.group().split()[0] in named(v) for v in inside)


def test_every_entry_has_its_day_and_its_outlet(listing: tuple[str, tuple[app.StatementView, ...]]) -> None:
    raw, views = listing
    missed = [match.group()[:80] for match in LINE.finditer(raw) if not entry_is_right(match, views)]
    assert len(missed) <= ALLOWED_TO_MISS, missed


def test_every_statement_of_the_list_has_the_day_of_its_entry(
    listing: tuple[str, tuple[app.StatementView, ...]],
) -> None:
    raw, views = listing
    for match in LINE.finditer(raw):
        inside = [v for v in views if v.content.spans and match.start() <= v.content.spans[0][0] < match.end()]
        assert inside
        assert {v.said.edtf for v in inside if v.said} == {f"{match[3]}-{MONTHS[match[1]]:02}-{int(match[2]):02}"}
