"""The codebook is a data file: ours, or another in its place."""

from pathlib import Path

import pytest

from sayso.measure.codebook import own_codebook, read_codebook
from sayso.measure.labels import LabelKind, find_labels
from sayso.records import InputError
from tests.measure.marked import passages

TEXT = "The gilded Ana Ruiz came. The Ana Ruiz choir sang. The Ana Ruiz regime fell."
OTHER = """
[nouns]
song = ["choir"]
[describing]
words = ["gilded"]
[loaded]
gilded = "A style guide of 2020, entry on gilding"
"""


def test_another_codebook_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(OTHER, encoding="utf-8")
    book = read_codebook(tmp_path / "mine.toml")
    labels = find_labels(passages(TEXT, {"Ana Ruiz": "ruiz"}), book)
    assert {(x.kind, x.label) for x in labels if x.kind is not LabelKind.NAME} == {
        (LabelKind.BEFORE, "gilded"),
        (LabelKind.NOUN, "choir"),
    }
    assert book.sha256 != own_codebook().sha256


def test_a_word_is_loaded_only_where_somebody_says_so(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(OTHER, encoding="utf-8")
    book = read_codebook(tmp_path / "mine.toml")
    assert book.loaded_by("so gilded a hero") == "A style guide of 2020, entry on gilding"
    assert book.loaded_by("hero") is None
    assert all(source.strip() for source in own_codebook().loaded.values())


@pytest.mark.parametrize("text", ["nouns = 3", "[nouns]\nx = [1]", "[describing]\nadverbs = []", "no toml at all"])
def test_a_broken_codebook_is_told_with_its_remedy(tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="bad_codebook"):
        read_codebook(tmp_path / "bad.toml")


def test_ours_holds_no_name() -> None:
    """Every word of it is a common word: in small letters, apart from the sources of loaded ones."""
    book = own_codebook()
    words = {*book.class_nouns, *book.describing.words, *book.describing.never, *book.loaded}
    assert {word for word in words if word != word.casefold()} == set()
