"""Documents for the search for labels, written as text: names are given, quotation marks are found."""

import re

from sayso.measure.passages import Naming, Passages, Spoken

_QUOTATION = re.compile(r"“[^”]*”")


def passages(
    text: str,
    names: dict[str, str],
    *,
    said: tuple[tuple[str, str, str], ...] = (),
    document: str = "d",
    outlet: str = "Tide",
    instead: dict[str, str] | None = None,
) -> Passages:
    """A document.

    Args:
        text: its text.
        names: words that name somebody, with the entity; every place counts.
        said: (content, speaker, verb) of its statements; content and verb stand in the text.
        instead: words that stand for a name, with the entity.
    """
    namings = [
        Naming(entity=entity, span=match.span(), named=named)
        for named, words in ((True, names), (False, instead or {}))
        for name, entity in words.items()
        for match in re.finditer(rf"\b{re.escape(name)}\b", text)
    ]
    spoken = tuple(
        Spoken(content=(_place(text, content),), speaker=speaker, verb=verb, cue=_place(text, verb))
        for content, speaker, verb in said
    )
    return Passages(
        document=document,
        key=document,
        outlet=outlet,
        text=text,
        namings=tuple(sorted(namings, key=lambda n: n.span)),
        spoken=spoken,
        quotations=tuple(match.span() for match in _QUOTATION.finditer(text)),
    )


def _place(text: str, words: str) -> tuple[int, int]:
    at = text.index(words)
    return at, at + len(words)
