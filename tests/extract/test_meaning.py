"""Sentence vectors."""

import subprocess
import sys

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.meaning import SCALE, WIDTH, embed, similarity, similarity_of_pairs

TEXTS = ["Taxes will fall.", "There will be lower taxes.", "Three boats are missing."]


def test_like_meanings_lie_close():
    taxes = similarity(embed(TEXTS), embed(TEXTS))
    assert taxes[0, 1] > 0.7 > 0.3 > taxes[0, 2]


def test_a_text_is_all_like_itself():
    vectors = embed(TEXTS)
    assert np.allclose(similarity_of_pairs(vectors, vectors), 1)


def test_pairs_and_table_agree():
    vectors = embed(TEXTS)
    table = similarity(vectors, vectors)
    assert (similarity_of_pairs(vectors[[0, 0]], vectors[[1, 2]]) == table[0, 1:]).all()


def test_vectors_have_about_length_one():
    vectors = embed(["Taxes will fall.", "The road was closed " * 120]) / SCALE
    assert np.allclose((vectors**2).sum(1), 1, atol=0.01)


@settings(max_examples=10, deadline=None)
@given(st.permutations([*TEXTS, "", "\x00", "??", "The road was closed for repairs " * 80]))
def test_vectors_do_not_depend_on_company(texts: list[str]):
    assert (embed(texts)[2] == embed([texts[2]])[0]).all()


def test_no_texts_no_vectors():
    assert embed([]).shape == (0, WIDTH)


def test_another_process_makes_the_same_vectors():
    code = f"from sayso.extract.meaning import embed; print(embed({TEXTS!r}).tobytes().hex())"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == embed(TEXTS).tobytes().hex()
