"""What an extractor returns: triples of spans in the clean layer, not yet records."""

from typing import Protocol

from sayso.records import Diagnostic, Document, Layout, Spans, StatementClass, Value


class Triple(Value, frozen=True, kw_only=True):
    """Source, cue and content of one attribution, as an extractor found them.

    Offsets: fragments are half-open code points of the clean layer, in text order.

    Attributes:
        nested_in: index, in the same list, of the triple whose content holds this one.
        confidence: 0 to 1.
        reasons: why, for example the name of the pattern.
    """

    source: Spans
    cue: Spans
    content: Spans
    nested_in: int | None = None
    class_: StatementClass = StatementClass.STATEMENT
    confidence: float
    reasons: tuple[str, ...] = ()


class CleanText(Value, frozen=True, kw_only=True):
    """What an extractor reads: a document's clean layer with its layout."""

    document: Document
    clean: str
    layout: Layout


class Extraction(Value, frozen=True, kw_only=True):
    """What an extractor returns for one document; the diagnostics' spans are of the raw layer."""

    triples: tuple[Triple, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


class Extractor(Protocol):
    """Finds attributions in clean text; a pure function with a name and a version.

    `name` and `version` go into every record made; `model_sha256` is None without a model.
    """

    name: str
    version: str
    model_sha256: str | None

    def extract(self, text: CleanText) -> Extraction:
        """The triples found in one document, in the order of their content."""
        ...
