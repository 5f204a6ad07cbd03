"""What is known of a document from outside, checked field by field."""

import re
from collections.abc import Mapping
from contextlib import redirect_stdout
from datetime import UTC, date, datetime
from functools import lru_cache

from msgspec import structs

from sayso.records import Facts

ALIASES: dict[str, str] = {
    "publisher": "outlet",
    "media_name": "outlet",
    "media_outlet": "outlet",
    "source_name": "outlet",
    "date": "published",
    "publish_date": "published",
    "publication_date": "published",
    "pub_date": "published",
    "byline": "author",
    "headline": "title",
    "link": "url",
    "lang": "language",
}
"""Other names under which corpora and archives of the press give a field; the proper name wins where both are there."""

TEXT_FIELDS = ("text", "story_text", "full_text", "article_text", "body_text", "maintext")
HTML_FIELDS = ("html", "story_html", "raw_html")
"""Where a line or row has its article; the first of them that is there is read, text before markup."""

ID_FIELDS = ("id", "stories_id", "story_id")

FIELDS = ("title", "url", "outlet", "author", "published", "language")

_DAY = r"\d{4}(?:-\d\d(?:-\d\d)?)?[~?%]?"
_LONGEST_DATE = 100
"""Characters; the longest dates that EDTF writes in earnest have half as many."""

_PLAIN_DATE = re.compile(rf"(?:{_DAY}|\.\.)(?:/(?:{_DAY}|\.\.))?", re.ASCII)
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d[0-9:.,Zz+\- ]*", re.ASCII)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9-]+)?", re.ASCII | re.IGNORECASE)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def read_facts(fields: Mapping[str, object]) -> tuple[Facts, tuple[str, ...]]:
    """The facts that `fields` hold, and one sentence for each value that had to be left out.

    Unknown fields are ignored, empty ones are not known. A date with a time of day counts as the day as written.
    """
    problems: list[str] = []
    values = {name: _value(name, _given(fields, name), problems) for name in FIELDS}
    facts = structs.replace(Facts(), **values)
    captured = _value("captured", fields.get("captured") or None, problems)
    return structs.replace(facts, captured=captured) if captured else facts, tuple(problems)


def is_edtf(text: str) -> bool:
    """Whether the text is a date in EDTF that the calendar has."""
    if _PLAIN_DATE.fullmatch(text):
        ends = [end.rstrip("~?%") for end in text.split("/") if end != ".."]
        return all(_in_calendar(end) for end in ends) and ends == sorted(ends) and bool(ends)
    return len(text) <= _LONGEST_DATE and _is_read_as_edtf(text)


@lru_cache(4096)
def _is_read_as_edtf(text: str) -> bool:
    from edtf import parse_edtf  # costly to import, and most dates are plain

    try:
        with redirect_stdout(None):  # it prints what it cannot read
            parse_edtf(text)
    except Exception:  # noqa: BLE001  broken dates raise nearly anything there, also TypeError and RecursionError
        return False
    return True


def _given(fields: Mapping[str, object], name: str) -> object:
    names = (name, *(alias for alias, proper in ALIASES.items() if proper == name))
    return next((fields[n] for n in names if fields.get(n) not in (None, "")), None)


def _value(name: str, given: object, problems: list[str]) -> str | None:
    if given is None:
        return None
    if not isinstance(given, str):
        problems.append(f"{name}: text is needed, not {_kind(given)}")
        return None
    text = " ".join(given.split())
    if _LONE_SURROGATE.search(text):
        problems.append(f"{name}: it holds code points that are no characters")
        return None
    usable = _usable(name, text)
    if usable is None:
        problems.append(f"{name}: {text[:80]!r} cannot be used")
    return usable or None


def _usable(name: str, text: str) -> str | None:
    """The value in the form records have it; None where it has none."""
    if name == "language" and text:
        match = _LANGUAGE.fullmatch(text)
        return match[1].lower() if match else None
    if name == "captured":
        return _utc(text)
    if name == "published" and text:
        instant = _INSTANT.fullmatch(text)
        day = instant[1] if instant else text
        return day if is_edtf(day) else None
    return text


def _utc(text: str) -> str | None:
    """A moment with its zone as UTC, to the second."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _in_calendar(day: str) -> bool:
    try:
        date.fromisoformat((day + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _kind(value: object) -> str:
    names = {"bool": "true or false", "int": "a number", "float": "a number", "list": "a list", "dict": "an object"}
    return names.get(type(value).__name__, "something else")
