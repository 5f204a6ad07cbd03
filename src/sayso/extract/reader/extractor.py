"""The extractor `model`: the reader behind the contract that all extractors keep."""

from sayso.extract.reader.layouts import with_dated_entries, with_layouts
from sayso.extract.reader.reader import Reader
from sayso.extract.rules import RulesExtractor
from sayso.extract.triples import CleanText, Extraction
from sayso.text import paragraphs


class ModelExtractor:
    """Finds attributions with the packaged model; the model itself is loaded once a process.

    Args:
        reader: another reader than the packaged one.

    Raises:
        ModelError: the runtime or the weights are missing; the remedy names `--extractor rules`.
    """

    name = "model"

    def __init__(self, reader: Reader | None = None) -> None:
        self._reader, self._rules = reader or Reader.load(), RulesExtractor()
        self.version = f"{self._reader.version} with rules {self._rules.version}"
        self.model_sha256: str | None = self._reader.model_sha256

    def extract(self, text: CleanText) -> Extraction:
        """The attributions of one document; layouts and dated lists as the rules read them, and the rules' notes."""
        spans = paragraphs(text.layout)
        rules = self._rules.extract(text)
        triples = with_layouts(self._reader.read(text.clean, spans), rules.triples, text.clean)
        triples = with_dated_entries(triples, rules.triples, spans)
        return Extraction(triples=tuple(triples), diagnostics=rules.diagnostics)
