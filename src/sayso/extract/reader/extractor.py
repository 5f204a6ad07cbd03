"""The extractor `model`: the reader behind the contract that all extractors keep."""

from sayso.extract.reader.reader import Reader
from sayso.extract.triples import CleanText, Extraction
from sayso.text import paragraphs


class ModelExtractor:
    """Finds attributions with the packaged model; the model itself is loaded once a process.

    Raises:
        ModelError: the runtime or the weights are missing; the remedy names `--extractor rules`.
    """

    name = "model"

    def __init__(self) -> None:
        self._reader = Reader.load()
        self.version = self._reader.version
        self.model_sha256: str | None = self._reader.model_sha256

    def extract(self, text: CleanText) -> Extraction:
        """The attributions of one document, in the order of their content."""
        return Extraction(triples=self._reader.read(text.clean, paragraphs(text.layout)))
