"""Documents of other worlds: other words in the same places, and a ledger of them is in order."""

from pathlib import Path

import pytest
from benchmarks.moved import moved_articles, read_article
from benchmarks.worlds import World, kept_words, kinds, vocabulary, worlds

from sayso import app
from sayso.ledger import Ledger
from sayso.records import ReadOriginal

TEXT = (
    "MARTEN — The harbour sluices were painted on Monday, Minister Ana Ruiz said. “Nobody drowned,” she told us. "
    "Critics of Ruiz called the paint ugly, and 1250 gulls were counted, painted, mounted and returned."
)
CONTENT = (TEXT.index("The harbour"), TEXT.index(", Minister"))
ARTICLE = {
    "id": "a", "publisher": "Tide", "date": "2024-05-06", "text": TEXT,
    "attributions": [
        {
            "source": [[TEXT.index("Minister"), TEXT.index(" said")]],
            "cue": [[TEXT.index("said"), TEXT.index(". “")]],
            "content": [list(CONTENT)],
        }
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def read() -> list[ReadOriginal]:
    return [read_article(ARTICLE)]


def test_a_text_has_other_words_of_the_same_length() -> None:
    words = vocabulary([TEXT])
    changed = World(words, 1).text(TEXT)
    assert len(changed) == len(TEXT)
    assert [word.isalpha() for word in changed] == [word.isalpha() for word in TEXT]
    assert "Ruiz" not in changed
    assert "1250" not in changed
    assert "on Monday" in changed
    assert {"monday", "said", "the"} <= kept_words()


def test_a_word_that_rules_know_becomes_another_of_its_kind() -> None:
    said = TEXT[TEXT.index("Minister") :]
    kinds_before, *others = (
        [kinds().get(word.lower()) for word in World(vocabulary([TEXT]), n).text(said).split()] for n in range(4)
    )
    assert kinds_before[:2] == ["person", "name"]
    assert all(other[:2] == kinds_before[:2] for other in others)


def test_the_first_world_is_the_one_the_articles_are_of() -> None:
    assert World(vocabulary([TEXT]), 0).text(TEXT) == TEXT
    assert [a["text"] == TEXT for a in worlds([{"id": "a", "text": TEXT}], 3)] == [True, False, False]


def test_a_ledger_of_other_worlds_is_in_order(read: list[ReadOriginal], tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "x.ledger", "create") as ledger:
        run = ledger.begin_run({}, {})
        ledger.put(run, list(moved_articles(read, 3)))
        ledger.end_run(run, {})
        assert list(app.verify(ledger)) == []
        assert ledger.counts().documents == 3


def test_spans_stay_where_they_were(read: list[ReadOriginal]) -> None:
    first, second = moved_articles(read, 2)
    ours, theirs = (item.steps[1].records[0] for item in (first, second))
    assert ours.content == theirs.content == (CONTENT,)
    assert ours.id != theirs.id
