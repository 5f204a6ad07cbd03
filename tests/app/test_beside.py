"""What documents share is seen from each of them, and stands side by side in the words of both."""

from pathlib import Path

import pytest

from sayso import app
from sayso.records import InputError

SHARED = (
    "The old lamp on the northern mole was taken down at low water, carried through the fish market on a hand cart and "
    "left beside the weighing house, where {} climbed on it until the rain came in from the west."
)


@pytest.fixture
def lamps(tmp_path: Path) -> Path:
    news = tmp_path / "lamps"
    news.mkdir()
    texts = {
        "a.txt": f"A lamp\n\n{SHARED.format('children')}\n\nNobody was there to see it go, the keeper least of all.\n",
        "b.txt": f"The mole\n\n{SHARED.format('sailors')}\n",
        "c.txt": "The ferry\n\nThe ferry did not run on Sunday, and nobody had been told why it should not.\n",
    }
    for name, text in texts.items():
        (news / name).write_text(text, encoding="utf-8")
    path = tmp_path / "lamps.ledger"
    app.build([news], path, app.BuildOptions(extractor="rules"))
    return path


def ids(ledger: app.Ledger) -> dict[str, str]:
    return {one.key: one.id for one in app.documents(ledger)}


def test_each_document_sees_its_own_share(lamps: Path) -> None:
    with app.open_ledger(lamps) as ledger:
        names = ids(ledger)
        (from_a,), (from_b,) = app.sharings(ledger, names["a.txt"]), app.sharings(ledger, names["b.txt"])
        assert app.sharings(ledger, names["c.txt"]) == ()
    assert from_a.other.key == "b.txt"
    assert (from_a.mine, from_a.theirs) == (from_b.theirs, from_b.mine)
    assert from_a.mine < from_a.theirs
    assert {from_a.flow, from_b.flow} in ({"given", "taken"}, {"unknown"}, {"common"})


def test_the_marks_of_both_sides_hold_the_words_of_the_passage(lamps: Path) -> None:
    with app.open_ledger(lamps) as ledger:
        names = ids(ledger)
        found = app.beside(ledger, names["b.txt"], names["a.txt"])
    assert found.mine.document.key == "b.txt"
    assert any("sailors" in passage.mine and "children" in passage.theirs for passage in found.passages)
    for side, words in ((found.mine, "sailors"), (found.theirs, "children")):
        marked = [p.text[m.start : m.end] for p in side.paragraphs for m in p.marks]
        assert any(words in text for text in marked)
        assert {m.role for p in side.paragraphs for m in p.marks} == {"shared"}


def test_two_documents_that_share_nothing_are_not_shown_so(lamps: Path) -> None:
    with app.open_ledger(lamps) as ledger:
        names = ids(ledger)
        with pytest.raises(InputError, match="nothing_shared"):
            app.beside(ledger, names["a.txt"], names["c.txt"])
        with pytest.raises(InputError, match="unknown_id"):
            app.sharings(ledger, "0" * 32)
