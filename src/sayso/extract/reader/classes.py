"""What kind of act an attribution reports, from the words of its cue and the shape of its content."""

import re
from functools import cache
from importlib.resources import files

import msgspec

from sayso.records import Spans, StatementClass, slice_spans

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_QUOTED = frozenset("\"“”«»")


class ActLexicon(msgspec.Struct, frozen=True):
    """Cue words and phrases with the class they signal, longest phrases first."""

    phrases: tuple[tuple[tuple[str, ...], StatementClass], ...]


@cache
def load_acts() -> ActLexicon:
    """The cue lexicon shipped with the reader."""
    text = (files("sayso.extract.reader") / "acts.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    phrases = [(tuple(form.split()), StatementClass(name)) for name, forms in rows for form in forms.split(", ")]
    return ActLexicon(tuple(sorted(phrases, key=lambda p: (-len(p[0]), p[0]))))


def class_of(text: str, cue: Spans, content: Spans, lexicon: ActLexicon) -> StatementClass:
    """The class of one attribution; what nothing speaks for is a statement."""
    return StatementClass.STATEMENT
