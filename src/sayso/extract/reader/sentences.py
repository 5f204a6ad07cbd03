"""Sentence vectors for search and for families: the 8-bit all-MiniLM-L6-v2 that ships with the reader."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.extract.reader.network import REMEDY, open_session
from sayso.extract.reader.windows import BREAK_ID, START_ID
from sayso.records import ModelError

WIDTH = 384
MOST_SUBWORDS = 254
"""Sub-words of a text that are read; what follows is left out."""


class SentenceEncoder:
    """Maps texts to unit vectors whose dot product says how alike their meanings are."""

    def __init__(self, session: Any, tokenizer: Any) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._session = session
        self._tokenizer = tokenizer

    @staticmethod
    def load() -> "SentenceEncoder":
        """The packaged encoder, loaded once a process.

        Raises:
            ModelError: ONNX Runtime, tokenizers or the weights are missing.
        """
        return _packaged()

    def encode(self, texts: Iterable[str]) -> NDArray[np.float32]:
        """Unit vectors of the texts, one a row; the same bits for a text whatever stands beside it.

        Shape: (texts, `WIDTH`).
        """
        rows = [self._encode_one(text) for text in texts]
        return np.concatenate(rows) if rows else np.zeros((0, WIDTH), np.float32)

    def _encode_one(self, text: str) -> NDArray[np.float32]:
        pieces: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids[:MOST_SUBWORDS]
        ids = np.array([[START_ID, *pieces, BREAK_ID]], np.int64)
        vector: NDArray[np.float32] = self._session.run(["vector"], {"ids": ids})[0]
        return vector


@cache
def _packaged() -> SentenceEncoder:
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise ModelError("model-runtime-missing", "The package tokenizers is not installed.", REMEDY) from error
    folder = Path(str(files("sayso.extract.reader") / "weights"))
    session = open_session(folder / "encoder.onnx")
    return SentenceEncoder(session, Tokenizer.from_file(str(folder / "tokenizer.json")))
