"""From tag scores to triples."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.reader.decode import (
    CONTENT_B,
    CONTENT_I,
    CUE,
    OUT,
    SOURCE_B,
    SOURCE_I,
    TAGS,
    Found,
    best_paths,
    found_of,
    runs_of,
    without_doubles,
)
from sayso.extract.reader.names import load_lexicon
from sayso.extract.reader.proposals import distances, propose
from sayso.extract.reader.units import paragraph_units


def units(text: str):
    return tuple(paragraph_units(text, (0, len(text)), load_lexicon()))


def content_words(text: str, tags: list[int], cue: tuple[int, int]) -> list[str]:
    read = units(text)
    found = found_of(tags, cue, read, (1.0, -1.0))
    assert found is not None
    return [text[read[a].start : read[b - 1].end] for a, b in found.content]


@given(st.integers(0, 2**32 - 1))
def test_the_best_path_is_the_best_of_all(seed: int):
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(1, 3, TAGS)).astype(np.float32)
    moves = rng.normal(size=(TAGS + 1, TAGS)).astype(np.float32)

    def value(path: tuple[int, ...]) -> float:
        steps = zip((TAGS, *path), path, strict=False)
        return float(sum(moves[a, b] for a, b in steps) + sum(scores[0, i, t] for i, t in enumerate(path)))

    values = {path: value(path) for path in itertools.product(range(TAGS), repeat=3)}
    best = max(values, key=lambda p: values[p])
    paths = best_paths(scores, np.array([3]), moves)
    assert tuple(paths.tags[0].tolist()) == best
    total = np.log(sum(np.exp(v) for v in values.values()))
    assert float(paths.chances[0]) == pytest.approx(values[best] - total, abs=1e-4)


def test_company_changes_no_path():
    rng = np.random.default_rng(3)
    scores = rng.normal(size=(4, 9, TAGS)).astype(np.float32)
    moves = rng.normal(size=(TAGS + 1, TAGS)).astype(np.float32)
    lengths = np.array([9, 4, 1, 7])
    together = best_paths(scores, lengths, moves)
    for k, size in enumerate(lengths.tolist()):
        alone = best_paths(scores[k : k + 1, :size], lengths[k : k + 1], moves)
        assert (alone.tags[0] == together.tags[k, :size]).all()
        assert alone.chances[0] == together.chances[k]


def test_an_inner_tag_after_another_role_opens_a_run():
    assert runs_of([CONTENT_B, CONTENT_I, CUE, CONTENT_I], CONTENT_B, CONTENT_I) == [(0, 2), (3, 4)]


def test_a_quotation_is_taken_whole():
    text = "“We will not go,” she said."
    tags = [OUT, CONTENT_B, CONTENT_I, CONTENT_I, CONTENT_I, OUT, OUT, SOURCE_B, CUE, OUT]
    assert content_words(text, tags, (8, 9)) == ["“We will not go,”"]


def test_the_rest_of_a_quotation_is_left_when_another_role_stands_in_it():
    text = "“We left, she said, and went home”"
    tags = [CONTENT_B, CONTENT_I, CONTENT_I, OUT, SOURCE_B, CUE, OUT, OUT, OUT, OUT, OUT]
    assert content_words(text, tags, (5, 6)) == ["“We left"]


def test_a_trailing_comma_outside_marks_is_dropped():
    text = "The road is closed, police said."
    tags = [CONTENT_B, *[CONTENT_I] * 4, SOURCE_B, CUE, OUT]
    assert content_words(text, tags, (6, 7)) == ["The road is closed"]


def test_no_content_no_triple():
    text = "She said so."
    assert found_of([SOURCE_B, CUE, OUT, OUT], (1, 2), units(text), (1.0, -1.0)) is None


def test_of_two_readings_of_a_cue_the_surer_stays():
    weak = Found((), (3, 4), ((5, 8),), 0.1, -1.0)
    sure = Found(((0, 2),), (2, 4), ((5, 8),), 2.0, -1.0)
    other = Found((), (9, 10), ((11, 12),), 0.5, -1.0)
    assert without_doubles([other, weak, sure]) == [sure, other]


def test_a_content_has_one_cue():
    sure = Found((), (2, 3), ((5, 18),), 2.0, -1.0)
    weak = Found((), (20, 21), ((5, 19),), 0.1, -1.0)
    inner = Found((), (6, 7), ((8, 18),), 0.1, -1.0)
    assert without_doubles([weak, inner, sure]) == [sure, inner]


def test_source_in_several_units():
    text = "The old mayor said no."
    found = found_of([SOURCE_B, SOURCE_I, SOURCE_I, CUE, CONTENT_B, OUT], (3, 4), units(text), (1.0, -1.0))
    assert found is not None
    assert found.source == ((0, 3),)
    assert found.cue == (3, 4)


def test_proposals_are_runs_above_the_least_chance():
    chances = np.array([[0.9, 0.1, 0], [0.2, 0.7, 0.1], [0.3, 0.1, 0.6], [0.4, 0.5, 0.1], [0.99, 0.01, 0]], np.float32)
    assert propose(chances) == [(1, 3), (3, 4)]


def test_distances_mark_the_cue_with_zero():
    assert distances(6, (2, 4)).tolist() == [20, 19, 0, 0, 1, 2]
