"""How a plain text is read by each extractor: as the product does, without cleaning, so that gold offsets hold."""

from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.plain import plain_input

from sayso.extract import CleanText, RulesExtractor, Triple
from sayso.extract.reader import ModelExtractor, Reader
from sayso.records import Facts
from training.readers import paragraphs_of

Read = Callable[[str], Sequence[Triple]]
"""Finds the attributions of a text in which a line is a paragraph."""


def plain_text(text: str) -> CleanText:
    """A text as an extractor takes it, nothing left out."""
    plain = plain_input("text", text, (), Facts(), paragraphs_of(text))
    return CleanText(document=plain.document, clean=plain.clean, layout=plain.layout)


def by_model(weights: Path | None = None) -> Read:
    """The extractor `model` with the weights of a folder, or the packaged ones."""
    extractor = ModelExtractor(Reader.open(weights) if weights else None)
    return lambda text: extractor.extract(plain_text(text)).triples


def by_rules() -> Read:
    """The extractor by rules: the baseline of every table."""
    extractor = RulesExtractor()
    return lambda text: extractor.extract(plain_text(text)).triples
