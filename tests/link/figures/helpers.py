"""Figures of plain texts, as rows that are easy to compare."""

from sayso.link.figures import FigureInput, find_figures
from sayso.records import Attribution, Figure, Form, MadeBy, Span
from sayso.resolve.dates import Anchor
from tests.extract.helpers import clean_text

DAY = Anchor.parse("2024-05-22")


def attribution(text: str, source: str, cue: str, content: str) -> Attribution:
    """An attribution of the words given, each at its first place in the text."""

    def spans(words: str) -> tuple[Span, ...]:
        at = text.index(words)
        return ((at, at + len(words)),)

    fragments = (spans(source), spans(cue), spans(content))
    return Attribution(
        id=Attribution.make_id("d", *fragments),
        document="d",
        source=fragments[0],
        cue=fragments[1],
        content=fragments[2],
        form=Form.INDIRECT,
        confidence=1.0,
        made_by=MadeBy(extractor="test", version="1"),
    )


def figures(text: str, attributions: tuple[Attribution, ...] = (), document: str = "d") -> tuple[Figure, ...]:
    """The figures of a plain text dated 22 May 2024."""
    clean = clean_text(text)
    return find_figures(
        FigureInput(document=document, clean=clean.clean, layout=clean.layout, attributions=attributions, anchor=DAY)
    )


def only(text: str) -> Figure:
    """The one figure of a text."""
    (figure,) = figures(text)
    return figure
