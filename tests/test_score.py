"""The scorer of attributions."""

from pathlib import Path

import pytest

from sayso.records import InputError
from sayso.score import Article, SpanTriple, read_articles, score, score_files

TEXT = 'Ana said "no, never". Per hopes it is so.'
FIRST = SpanTriple(source=((0, 3),), cue=((4, 8),), content=((9, 20),))
SECOND = SpanTriple(source=((22, 25),), cue=((26, 31),), content=((32, 40),))
GOLD = Article(id="a", text=TEXT, attributions=(FIRST, SECOND))


def predicted(*attributions: SpanTriple) -> Article:
    return Article(id="a", attributions=attributions)


def test_gold_against_itself_is_one_and_nothing_is_zero() -> None:
    assert {m.f1 for m in score([GOLD], [GOLD]).values() if m.n_gold} == {1.0}
    assert {m.f1 for m in score([GOLD], []).values()} == {0.0}


def test_types_are_told_by_double_quotation_marks() -> None:
    measures = score([GOLD], [GOLD])
    assert (measures["AR direct"].n_gold, measures["AR indirect"].n_gold) == (1, 1)


def test_half_of_the_content_and_one_word_of_the_source_are_enough() -> None:
    half = SpanTriple(source=((22, 25),), content=((35, 40),))
    measures = score([GOLD], [predicted(FIRST, half)])
    assert measures["AR"].f1 == 1.0
    assert measures["AR-strict"].f1 == 0.5


def test_a_wrong_source_counts_for_the_content_only() -> None:
    wrong = SpanTriple(source=((0, 3),), content=((32, 40),))
    measures = score([GOLD], [predicted(wrong)])
    assert (measures["AR"].f1, measures["AR-content"].precision) == (0.0, 1.0)


def test_each_gold_attribution_is_found_once() -> None:
    measures = score([GOLD], [predicted(FIRST, FIRST)])
    assert (measures["AR"].precision, measures["AR"].recall) == (0.5, 0.5)


def test_the_best_pairs_are_taken_whatever_the_order() -> None:
    wide = SpanTriple(source=((0, 3),), content=((9, 40),))
    measures = score([GOLD], [predicted(wide, SECOND, FIRST)])
    assert measures["AR-content"].recall == 1.0


def test_files_are_read_and_bad_lines_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "text": "Ana said no.", "attributions": [{"content": [[9, 11]]}], "x": 1}\n\n')
    assert score_files(path, path)["AR"].f1 == 1.0
    path.write_text('{"id": "a"}\n')
    with pytest.raises(InputError, match="line 1"):
        read_articles(path)
    with pytest.raises(InputError, match="not_found"):
        read_articles(tmp_path / "none.jsonl")
