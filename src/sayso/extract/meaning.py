"""Sentence vectors in 8 bits, for families and for search: how alike the meanings of short texts are.

The model is all-MiniLM-L6-v2 in 8 bits; it ships with the reader (see the model card). A text is encoded alone, so its
vector is the same whatever it is asked together with, and may be kept: `MEANING_VERSION` tells when it must be made
anew.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.extract.reader.network import REMEDY, open_session
from sayso.extract.reader.windows import BREAK_ID, START_ID
from sayso.records import ModelError

MEANING_VERSION = "2"
"""Changes whenever the vector of a text may change: part of the key under which vectors are kept."""
WIDTH = 384
MOST_SUBWORDS = 254
"""Sub-words of a text that are read; what follows is left out."""
SCALE = 512.0
"""Steps to one in the 8-bit vectors. Values are cut at a quarter; of real texts' values none in a thousand is."""


def embed(texts: Sequence[str]) -> NDArray[np.int8]:
    """The vectors of the texts, one a row; the same bits for a text whatever stands beside it.

    Shape: (texts, `WIDTH`), in steps of 1 / `SCALE`; a row has about length one.

    Raises:
        ModelError: ONNX Runtime, tokenizers or the weights are missing.

    Limits: English; a text is read up to `MOST_SUBWORDS` sub-words. An empty text has a vector that means nothing.
    """
    encoder = _packaged()
    if not texts:
        return np.zeros((0, WIDTH), np.int8)
    return np.stack([encoder.vector(text) for text in texts])


def similarity(a: NDArray[np.int8], b: NDArray[np.int8]) -> NDArray[np.float32]:
    """The cosine of every row of `a` with every row of `b`: 1 for one meaning, about 0 for nothing in common.

    Sums are of whole numbers, so that no order of rows changes a bit.

    Shape: (rows of a, rows of b).
    """
    products = a.astype(np.float32) @ b.astype(np.float32).T
    return (products / np.outer(_lengths(a), _lengths(b))).astype(np.float32)


def similarity_of_pairs(a: NDArray[np.int8], b: NDArray[np.int8]) -> NDArray[np.float32]:
    """The cosine of each row of `a` with the row of `b` in the same place.

    Shape: (rows,).
    """
    products = np.einsum("ij,ij->i", a.astype(np.int32), b.astype(np.int32))
    return (products / (_lengths(a) * _lengths(b))).astype(np.float32)


def _lengths(vectors: NDArray[np.int8]) -> NDArray[np.float64]:
    wide = vectors.astype(np.int32)
    return np.sqrt(np.maximum(1, np.einsum("ij,ij->i", wide, wide)).astype(np.float64))


class SentenceEncoder:
    """The loaded model."""

    def __init__(self, session: Any, tokenizer: Any) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._session = session
        self._tokenizer = tokenizer

    def vector(self, text: str) -> NDArray[np.int8]:
        """The 8-bit vector of one text."""
        pieces: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids[:MOST_SUBWORDS]
        ids = np.array([[START_ID, *pieces, BREAK_ID]], np.int64)
        exact: NDArray[np.float32] = self._session.run(["vector"], {"ids": ids})[0][0]
        return np.clip(np.rint(exact * SCALE), -127, 127).astype(np.int8)


@cache
def _packaged() -> SentenceEncoder:
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise ModelError("model-runtime-missing", "The package tokenizers is not installed.", REMEDY) from error
    folder = Path(str(files("sayso.extract.reader") / "weights"))
    session = open_session(folder / "encoder.onnx")
    return SentenceEncoder(session, Tokenizer.from_file(str(folder / "tokenizer.json")))
