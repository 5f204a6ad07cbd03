"""Templates, and what they may call. All text is escaped, and what would turn or hide text is shown as a sign."""

from functools import cache
from typing import Any, cast
from urllib.parse import quote, urlencode

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import sayso
from sayso import app
from sayso.web import drawing

_TURNING = frozenset(range(0x202A, 0x202F)) | frozenset(range(0x2066, 0x206A))
"""Marks that embed, override and isolate the direction of text."""

_HIDDEN = frozenset(range(0xE0000, 0xE0080)) | {0x2028, 0x2029, 0xFEFF, 0x200B, 0x2060, 0x00AD}
"""Tags, separators and blanks of no width: what hides text from a reader."""

_KEPT = frozenset({0x09, 0x0A, 0x0D})


def shown(value: object) -> object:
    """A value as templates print it: in text, marks that turn or hide text and control characters become signs.

    Example:
        >>> shown("evil" + chr(0x202E) + "txt.exe")
        'evil⟦U+202E⟧txt.exe'
    """
    if not isinstance(value, str) or value.isprintable():
        return value
    signs = {code: f"⟦U+{code:04X}⟧" for code in map(ord, set(value)) if _is_odd(code)}
    if not signs:
        return value
    plain = value.translate(signs)
    return Markup(plain) if isinstance(value, Markup) else plain  # noqa: S704  signs hold no markup


def _is_odd(code: int) -> bool:
    control = code < 0x20 or 0x7F <= code < 0xA0
    return (control and code not in _KEPT) or code in _TURNING or code in _HIDDEN or 0xD800 <= code < 0xE000


def published(value: str | None) -> str:
    """An EDTF date in words.

    Example:
        >>> published("../2024-09-30"), published(None)
        ('on or before 2024-09-30', 'date unknown')
    """
    if not value:
        return "date unknown"
    first, slash, last = value.partition("/")
    if slash and first in {"", ".."}:
        return f"on or before {last}"
    if slash and last in {"", ".."}:
        return f"on or after {first}"
    words = f"{first} to {last}" if slash else first
    return f"about {words.replace('~', '')}" if "~" in words else words


def between(days: tuple[str | None, str | None]) -> str:
    """First and last day in words.

    Example:
        >>> between(("2024-05-01", "2024-05-31")), between((None, "2024-05-01")), between(("2024-05-01", "2024-05-01"))
        ('2024-05-01 to 2024-05-31', 'on or before 2024-05-01', '2024-05-01')
    """
    first, last = days
    if first is None or last is None:
        return "date unknown" if first == last else f"on or before {last}" if first is None else f"on or after {first}"
    return first if first == last else f"{first} to {last}"


def moment(value: str) -> str:
    """A moment (RFC 3339) to the minute.

    Example:
        >>> moment("2024-05-01T10:20:30.123456Z")
        '2024-05-01 10:20'
    """
    return value[:16].replace("T", " ")


def told(value: str) -> str:
    """A value in JSON as a reader would have it: the words of a role, the name of a speaker, a plain value.

    Example:
        >>> told('{"spans":[[0,3]],"text":"yes"}'), told('null'), told('"2024"')
        ('yes', 'nothing', '2024')
    """
    try:
        return cut(_told(msgspec.json.decode(value)), 200) or "nothing"
    except msgspec.MsgspecError:
        return cut(value, 200)


def _told(found: object) -> str:
    if isinstance(found, dict):
        fields = cast("dict[str, object]", found)
        return next(
            (
                _told(fields[name])
                for name in ("text", "alias", "name", "names", "members", "edtf", "kind")
                if fields.get(name)
            ),
            "",
        )
    if isinstance(found, list):
        return ", ".join(map(_told, cast("list[object]", found)))
    return "" if found is None else str(found)


def number(value: int) -> str:
    """A number with its thousands apart.

    Example:
        >>> number(12345)
        '12,345'
    """
    return f"{value:,}"


def counted(value: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    Example:
        >>> counted(1, "document"), counted(2, "family", "families")
        ('1 document', '2 families')
    """
    return f"{value:,} {one if value == 1 else many or one + 's'}"


def cut(text: str, most: int = 400) -> str:
    """The text on one line, cut after `most` characters."""
    line = " ".join(text[: most * 4].split())
    return line if len(line) <= most and len(text) <= most * 4 else f"{line[:most]}…"


def address(path: str, values: dict[str, str] | None = None, **changed: object) -> str:
    """A path with a query; a changed value that is None is left out."""
    parts = {**(values or {}), **{name.rstrip("_"): value for name, value in changed.items()}}
    query = urlencode({name: str(value) for name, value in parts.items() if value not in (None, "")})
    return f"{quote(path)}?{query}" if query else quote(path)


def band_name(low: str) -> str:
    """A band of confidence in words."""
    return {"0.9": "0.9 and more", "0.7": "0.7 to 0.9", "0.5": "0.5 to 0.7", "0": "below 0.5"}.get(low, low)


@cache
def environment() -> Environment:
    """The environment of all templates."""
    made = Environment(
        loader=PackageLoader("sayso.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(published=published, number=number, cut=cut, band=band_name, between=between)
    cast(dict[str, Any], made.filters).update(moment=moment, told=told, graphic=app.is_graphic)
    called: dict[str, Any] = {"address": address, "counted": counted, "dict": dict, "pieces": app.pieces, "zip": zip}
    called |= {"draw": drawing, "version": sayso.__version__}
    cast(dict[str, Any], made.globals).update(called)
    return made
