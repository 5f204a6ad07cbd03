"""Search by meaning: vectors of contents, kept in the ledger's cache, compared with that of a question.

Vectors are kept for each document under the hash of its attributions, so a build makes only those that are new. They
are in no digest and can be thrown away.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from sayso.app.asking import full_view
from sayso.app.batches import batched
from sayso.app.views import StatementView
from sayso.ledger import Ledger, Selection, Sort, StatementQuery
from sayso.records import InputError, Value, display_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

READ_TOGETHER = 500
"""Documents whose vectors are read at once."""

COMPARED_TOGETHER = 1024
"""Vectors compared at once: what fits a processor's cache in float32, and is too little for threads to be started."""

LOOKED_AT = 400
"""The nearest statements that are looked at; those of other classes and versions are left out of them."""


class AlikeView(Value, frozen=True, kw_only=True):
    """A statement and the cosine of its content with what was asked: 1 for one meaning, about 0 for none in common."""

    statement: StatementView
    similarity: float


class MeaningIndex(msgspec.Struct, frozen=True):
    """All vectors of a ledger, in memory: 384 bytes for each statement.

    Attributes:
        rows: of the table of statements.
        vectors: int8, one a row.
        lengths: float32, one a row.
    """

    rows: "NDArray[np.int64]"
    vectors: "NDArray[np.int8]"
    lengths: "NDArray[np.float32]"


def add_vectors(ledger: Ledger, progress: Callable[[int], None] = lambda done: None) -> int:
    """How many documents had no vectors and have them now.

    Args:
        ledger: open for writing.
        progress: called with the number of documents done.

    Raises:
        ModelError: ONNX Runtime, tokenizers or the weights are missing.
    """
    from sayso.extract.meaning import embed

    made = 0
    for documents in batched(ledger.browser().extracts(), 20):
        known = ledger.cached(_space(), [output for _, output in documents])
        fresh: list[tuple[str, bytes]] = []
        for first, output in documents:
            if output not in known:
                fresh.append((output, embed(_contents(ledger, first)).tobytes()))
        if fresh:
            ledger.cache(_space(), fresh)
            made += len(fresh)
            progress(made)
    return made


def meaning_index(ledger: Ledger) -> MeaningIndex | None:
    """All vectors of the current documents; None where none were made."""
    import numpy as np

    from sayso.extract.meaning import WIDTH

    rows: list[NDArray[np.int64]] = []
    parts: list[bytes] = []
    for documents in batched(ledger.browser().extracts(), READ_TOGETHER):
        kept = ledger.cached(_space(), [output for _, output in documents])
        for first, output in documents:
            body = kept.get(output, b"")
            rows.append(first + np.arange(len(body) // WIDTH, dtype=np.int64))
            parts.append(body)
    vectors = np.frombuffer(b"".join(parts), dtype=np.int8).reshape(-1, WIDTH)
    if not len(vectors):
        return None
    lengths = np.concatenate([np.linalg.norm(part, axis=1) for part in _floats(vectors)]).astype(np.float32)
    return MeaningIndex(np.concatenate(rows), vectors, np.maximum(lengths, 1))


def alike(ledger: Ledger, index: MeaningIndex, words: str, limit: int = 50) -> tuple[AlikeView, ...]:
    """The statements whose contents are nearest in meaning to these words, the nearest first.

    Attitudes and acts, and what people rejected, are left out.

    Raises:
        InputError: `no_words`.
        ModelError: ONNX Runtime, tokenizers or the weights are missing.
    """
    from sayso.extract.meaning import embed

    if not words.strip():
        raise InputError("no_words", "There are no words to compare with.", "Give some.")
    nearest = dict(_nearest(index, embed([words])[0]))
    browser = ledger.browser()
    shown = browser.rows(Selection(query=StatementQuery(), rows=tuple(nearest)))
    best = sorted(shown, key=lambda row: (-nearest[row], row))[:limit]
    found = browser.page(Selection(query=StatementQuery(), rows=tuple(best)), Sort.DAY, limit)
    views = (AlikeView(statement=full_view(full), similarity=round(nearest[full.row.row], 4)) for full in found)
    return tuple(sorted(views, key=lambda view: (-view.similarity, view.statement.id))[:limit])


def _nearest(index: MeaningIndex, wanted: "NDArray[np.int8]") -> Iterator[tuple[int, float]]:
    import numpy as np

    exact = wanted.astype(np.float32)
    exact /= max(1.0, float(np.linalg.norm(exact)))
    products = np.concatenate([part @ exact for part in _floats(index.vectors)]) / index.lengths
    most = min(LOOKED_AT, len(products))
    for place in np.argpartition(-products, most - 1)[:most]:
        yield int(index.rows[place]), float(products[place])


def _floats(vectors: "NDArray[np.int8]") -> "Iterator[NDArray[np.float32]]":
    """The vectors as floats, some at a time, so that memory stays small."""
    import numpy as np

    return (
        vectors[start : start + COMPARED_TOGETHER].astype(np.float32)
        for start in range(0, len(vectors), COMPARED_TOGETHER)
    )


def _contents(ledger: Ledger, first: int) -> list[str]:
    """The contents of a document's attributions as the machine found them, in their order."""
    records = ledger.records(first >> 24)
    if records is None:
        return []
    media, layout = records.document.media, records.layout
    return [display_text(media, records.raw, records.clean, layout, a.content) for a in records.attributions]


def _space() -> str:
    from sayso.extract.meaning import MEANING_VERSION

    return f"meaning {MEANING_VERSION}"
