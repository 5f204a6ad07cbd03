"""The room `extract`: who is reported to have said what, as spans of source, cue and content.

The table `EXTRACTORS` is the one place where an extractor is made known; spans made elsewhere come in by `given`.
"""

from collections.abc import Callable

from sayso.extract.finish import finish
from sayso.extract.given import Given, GivenLine, read_given, take_given
from sayso.extract.rules import RulesExtractor
from sayso.extract.triples import CleanText, Extraction, Extractor, Triple
from sayso.records import Attribution, ConfigError, Diagnostic, MadeBy
from sayso.text import SUPPORTED


def _model() -> Extractor:
    from sayso.extract.reader import ModelExtractor

    return ModelExtractor()


EXTRACTORS: dict[str, Callable[[], Extractor]] = {
    "model": _model,
    "rules": RulesExtractor,
}
"""Every extractor by name, with what makes it; the model's runtime is imported only where it is asked for."""

DEFAULT_EXTRACTOR = "model"
"""The extractor that is used when none is named."""

MAX_CHARACTERS = 1_000_000
"""Texts with more characters are kept but not extracted: no article is as long, and reading one costs minutes."""


def make_extractor(name: str) -> Extractor:
    """The extractor with this name.

    Raises:
        ConfigError: `unknown_extractor`.
    """
    if name not in EXTRACTORS:
        known = ", ".join(EXTRACTORS)
        raise ConfigError("unknown_extractor", f"There is no extractor {name!r}.", f"Use one of: {known}.")
    return EXTRACTORS[name]()


def extract(extractor: Extractor, text: CleanText, raw: str) -> tuple[tuple[Attribution, ...], tuple[Diagnostic, ...]]:
    """The attributions that an extractor finds in one document, in raw spans, with all diagnostics.

    A document in a language that no extractor reads gives nothing: `read_text` has noted `language_unsupported`. One
    that is longer than `MAX_CHARACTERS` gives a diagnostic `too_long`.

    Args:
        extractor: one of `EXTRACTORS`.
        text: the document's clean layer with its layout.
        raw: its raw layer.
    """
    if text.document.fact("language") not in (*SUPPORTED, None):
        return (), ()
    if len(text.clean) > MAX_CHARACTERS:
        return (), (_too_long(text),)
    made_by = MadeBy(extractor=extractor.name, version=extractor.version, model_sha256=extractor.model_sha256)
    return finish(text, raw, extractor.extract(text), made_by)


def _too_long(text: CleanText) -> Diagnostic:
    detail = f"{len(text.clean)} characters, limit {MAX_CHARACTERS}"
    return Diagnostic(code="too_long", key=text.document.key, document=text.document.id, detail=detail)


__all__ = [
    "DEFAULT_EXTRACTOR",
    "EXTRACTORS",
    "CleanText",
    "Extraction",
    "Extractor",
    "Given",
    "GivenLine",
    "RulesExtractor",
    "Triple",
    "extract",
    "finish",
    "make_extractor",
    "read_given",
    "take_given",
]
