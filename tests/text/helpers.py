"""Originals made from text."""

from sayso.records import Facts, Media, Original, ReadText, sha256
from sayso.text import read_text


def plain(text: str, facts: Facts = Facts(), key: str = "a.txt") -> Original:  # noqa: B008 - frozen
    """An original of plain text."""
    data = text.encode()
    return Original(key=key, media=Media.TEXT, data=data, sha256=sha256(data), facts=facts)


def left_out(text: str) -> list[tuple[str, str]]:
    """Reason and text of every block that cleaning leaves out."""
    read = read_text(plain(text))
    assert read.layout is not None
    return [(b.reason, read.raw[b.span[0] : b.span[1]]) for b in read.layout.blocks if b.reason]


def read(text: str, facts: Facts = Facts()) -> ReadText:  # noqa: B008 - frozen
    """What is made of a plain text."""
    return read_text(plain(text, facts))
