"""Swapping two actors' names throughout a corpus swaps the tables and changes nothing else."""

from collections import Counter
from pathlib import Path

from benchmarks.symmetry import SAMPLE, Article, compare, difference, sample_articles, swapped


def test_names_are_swapped_and_spans_move_with_their_words() -> None:
    text = "Ule met MORRANE’s men. “Go,” Pell Morrane said; Ulen did not."
    at = text.index("“Go,”")
    article = Article({"id": "a", "text": text}, [{"content": [(at, at + 5)], "source": [(at + 6, at + 18)]}])
    other = swapped(article, SAMPLE)
    assert other.line["text"] == "Morrane met ULE’s men. “Go,” Brannoc Ule said; Ulen did not."
    spans = {role: other.line["text"][slice(*found[0])] for role, found in other.attributions[0].items() if found}
    assert spans == {"content": "“Go,”", "source": "Brannoc Ule"}
    assert swapped(other, SAMPLE).line == article.line


def test_swapping_two_speakers_of_the_sample_swaps_its_tables_and_nothing_else(root: Path) -> None:
    """A spokesman of the government against the president of the opposition's council."""
    labels, statements = compare(sample_articles(root / "sample" / "news"), SAMPLE, given=True, extractor="rules")
    assert (labels.unlike, statements.unlike) == (0, 0)
    assert min(labels.rows, statements.rows) > 500


def test_a_difference_would_be_seen() -> None:
    one = Counter({("Pell Morrane", "said", 3): 1, ("Odo Ferrin", "said", 2): 1})
    assert difference(one, Counter({("Brannoc Ule", "said", 3): 1, ("Odo Ferrin", "said", 2): 1}), SAMPLE).unlike == 0
    assert (
        difference(one, Counter({("Brannoc Ule", "claimed", 3): 1, ("Odo Ferrin", "said", 2): 1}), SAMPLE).unlike == 2
    )
