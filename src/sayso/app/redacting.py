"""Redaction: chosen names are masked in whatever leaves a ledger; what is stored stays as it is.

`masked` stands at the border: every function of `sayso.app` that gives views of a ledger goes through it. Spans stay
those of the raw layer, so a masked text is not as long as its span.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from functools import wraps
from pathlib import Path
from types import FunctionType
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import msgspec

from sayso.app.masking import MASK, Mask
from sayso.app.moments import actor_or, now
from sayso.ledger import Ledger, Redaction
from sayso.records import ConfigError, Entity, EntityKind, InputError, LinkedKind

_LONGEST_PERSON = 4
"""Words of the longest name whose single words are masked too."""

_SHORTEST_PART = 2
_ID = re.compile(r"[0-9a-f]{32}")

P = ParamSpec("P")
R = TypeVar("R")


UNMASKED = frozenset(
    {"decide", "undo", "import_decisions", "erase", "link", "rebuild", "verify", "decisions_in_force", "import_ratings"}
)
"""Functions that change or prove a ledger and so work on what is stored."""

REFUSED = frozenset({"original", "original_bytes", "gold"})
"""Functions that give stored bytes, or places in whole texts, which cannot be masked: they refuse instead."""


def guard(functions: Mapping[str, object]) -> dict[str, object]:
    """The functions among these that are given a ledger, each as it may stand at the border.

    What is not named in `UNMASKED` or `REFUSED` is masked, so a new function is safe without being named anywhere.
    """
    found = {name: one for name, one in functions.items() if isinstance(one, FunctionType) and _takes_ledger(one)}
    made = {name: refused(one) if name in REFUSED else masked(one) for name, one in found.items()}
    return {name: one for name, one in made.items() if name not in UNMASKED}


def _takes_ledger(function: FunctionType) -> bool:
    return function.__code__.co_varnames[:1] == ("ledger",)


def masked(function: Callable[Concatenate[Ledger, P], R]) -> Callable[Concatenate[Ledger, P], R]:
    """The function with the names that are to be masked in its ledger masked in what it gives."""

    @wraps(function)
    def at_the_border(ledger: Ledger, *arguments: P.args, **options: P.kwargs) -> R:
        given, mask = function(ledger, *arguments, **options), redactor(ledger)
        return given if mask is None else cast("R", mask.everywhere(given))

    return at_the_border


def refused(function: Callable[Concatenate[Ledger, P], R]) -> Callable[Concatenate[Ledger, P], R]:
    """The function, refusing where names are to be masked in its ledger.

    Raises:
        ConfigError: `redacted`.
    """

    @wraps(function)
    def at_the_border(ledger: Ledger, *arguments: P.args, **options: P.kwargs) -> R:
        refuse_redacted(ledger)
        return function(ledger, *arguments, **options)

    return at_the_border


def refuse_redacted(ledger: Ledger) -> None:
    """Do nothing where no name is masked.

    Raises:
        ConfigError: `redacted`.
    """
    if redactor(ledger) is not None:
        raise ConfigError(
            "redacted",
            "Names are masked in this ledger, so whole originals and texts are not given.",
            "Hand on hashes instead of originals, or lift the redaction with an empty list.",
        )


def redactor(ledger: Ledger) -> "Redactor | None":
    """What masks the names that are to be masked in a ledger; None where there are none."""
    redaction = ledger.redaction()
    if redaction is None or not redaction.names:
        return None
    return Redactor(tuple(sorted({form for name in redaction.names for form in _forms(ledger, name)})))


def as_shown(ledger: Ledger, value: R) -> R:
    """The value itself: at the border of the room it comes with all names masked, as everything there does."""
    del ledger
    return value


def set_redaction(ledger: Ledger, path: Path, actor: str | None = None) -> bool:
    """Whether the list in a file is another than the one that held: then it holds from now on.

    The file has one name or id of an entity a line; blanks, a leading `- ` and quotation marks around it do not count,
    nor do lines that begin with `#`. An empty list lifts the redaction.

    Raises:
        InputError: `no_such_path`.
    """
    return ledger.redact(Redaction(names=_names(path), actor=actor_or(actor, "build"), at=now()))


class Redactor:
    """Masks names in texts, and in views with all that is in them."""

    def __init__(self, forms: tuple[str, ...]) -> None:
        self._mask = Mask(forms)

    def text(self, text: str) -> str:
        """The text with every name masked."""
        return self._mask.text(text)

    def everywhere(self, value: object) -> object:
        """The value with every name in every text of it masked; an iterator is masked as it is read."""
        if isinstance(value, str):
            return value if isinstance(value, Enum) else self.text(value)
        if isinstance(value, msgspec.Struct):
            return self._struct(value)
        if isinstance(value, tuple):
            named = hasattr(cast("object", value), "_fields")
            parts = tuple(self.everywhere(part) for part in cast("tuple[object, ...]", value))
            whole = cast("Callable[..., object]", type(cast("object", value)))
            return whole(*parts) if named else parts
        if isinstance(value, list):
            return [self.everywhere(part) for part in cast("list[object]", value)]
        if isinstance(value, set | frozenset):
            return frozenset(self.everywhere(part) for part in cast("Iterable[object]", value))
        if isinstance(value, dict):
            items = cast("dict[object, object]", value).items()
            return {self.everywhere(key): self.everywhere(part) for key, part in items}
        if isinstance(value, Iterator):
            return (self.everywhere(part) for part in cast("Iterator[object]", value))
        return value

    def _struct(self, value: msgspec.Struct) -> msgspec.Struct:
        parts: dict[str, Any] = {name: self.everywhere(getattr(value, name)) for name in value.__struct_fields__}
        if "marks" in parts and "text" in parts:
            text: str = getattr(value, "text")  # noqa: B009  which struct it is does not matter here
            parts["marks"] = tuple(self._mark(text, mark) for mark in parts["marks"])
        return type(value)(**parts)

    def _mark(self, text: str, mark: msgspec.Struct) -> msgspec.Struct:
        place: tuple[int, int] = (getattr(mark, "start"), getattr(mark, "end"))  # noqa: B009  as above
        return msgspec.structs.replace(
            mark, start=self._moved(text, place[0]), end=self._moved(text, place[1], end=True)
        )

    def _moved(self, text: str, place: int, *, end: bool = False) -> int:
        """Where a place of a text lies after masking; one inside a name goes to its nearer side outwards."""
        by = 0
        for first, last in self._mask.spans(text):
            if last <= place:
                by += len(MASK) - (last - first)
            elif first < place:
                return first + by + (len(MASK) if end else 0)
            else:
                break
        return place + by


def _forms(ledger: Ledger, name: str) -> Iterator[str]:
    """All forms of a name that are masked: those of its entity, and the single words of a person's name."""
    entities = [e for e in _entities(ledger, name) if isinstance(e, Entity)]
    if not entities and not _ID.fullmatch(name):
        yield from _with_parts(name, None)
    for entity in entities:
        for form in (entity.name, *(form.text for form in entity.names)):
            yield from _with_parts(form, entity.kind)


def _entities(ledger: Ledger, name: str) -> list[object]:
    if _ID.fullmatch(name):
        return list(ledger.linked_of(LinkedKind.ENTITY, name))
    wanted = name.casefold()
    every = (e for e in ledger.linked(LinkedKind.ENTITY) if isinstance(e, Entity))
    return [e for e in every if wanted in {e.name.casefold(), *(form.text.casefold() for form in e.names)}]


def _with_parts(name: str, kind: EntityKind | None) -> Iterator[str]:
    """A name, and the words of one that is or looks like a person's."""
    words = name.split()
    yield name
    looks_so = 1 < len(words) <= _LONGEST_PERSON and all(word[:1].isupper() for word in words)
    if kind is EntityKind.PERSON or (kind is None and looks_so):
        yield from (w for part in words if len(w := part.strip(".,")) >= _SHORTEST_PART and w[:1].isupper())


def _names(path: Path) -> tuple[str, ...]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("no_such_path", f"{path} cannot be read.", "Name a text file in UTF-8.") from error
    bare = (line.strip().removeprefix("- ").strip().strip("\"'") for line in lines if not line.lstrip().startswith("#"))
    return tuple(sorted({name for name in bare if name and name != "-"}))
