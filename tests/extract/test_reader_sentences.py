"""Sentence vectors."""

import numpy as np
import pytest

from sayso.extract.reader.sentences import WIDTH, SentenceEncoder


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    pytest.importorskip("onnxruntime", reason="install the model's runtime: pip install onnxruntime tokenizers")
    return SentenceEncoder.load()


def test_like_meanings_lie_close(encoder: SentenceEncoder):
    taxes, levies, boats = encoder.encode(
        ["Taxes will fall.", "There will be lower taxes.", "Three boats are missing."]
    )
    assert taxes @ levies > 0.7 > 0.3 > taxes @ boats


def test_vectors_have_length_one_and_do_not_depend_on_company(encoder: SentenceEncoder):
    texts = ["Taxes will fall.", "The road was closed for repairs " * 80, ""]
    together = encoder.encode(texts)
    assert together.shape == (3, WIDTH)
    assert np.allclose((together**2).sum(1), 1, atol=1e-4)
    assert all((encoder.encode([text])[0] == row).all() for text, row in zip(texts, together, strict=True))


def test_no_texts_no_vectors(encoder: SentenceEncoder):
    assert encoder.encode([]).shape == (0, WIDTH)
