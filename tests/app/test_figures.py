"""Figures of a ledger, and ladders over its documents."""

from pathlib import Path

import pytest

from sayso import app
from sayso.records import ConfigError

ARTICLES = {
    "a.txt": "The ministry said on Friday that seven people were killed at Gate Four.\n",
    "b.txt": "The guild says at least 22 people died at Gate Four. Dozens of boats lay there.\n",
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("news")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    path = folder.parent / "news.ledger"
    app.build([folder], path, app.BuildOptions(extractor="rules"))
    with app.open_ledger(path) as opened:
        yield opened


def test_figures_come_with_their_place_and_sayer(ledger: app.Ledger) -> None:
    found = list(app.figures(ledger))
    assert [(view.document.key, view.low, view.high, view.bound) for view in found] == [
        ("a.txt", 7, 7, "exact"),
        ("b.txt", 22, None, "at_least"),
        ("b.txt", 24, 99, "vague"),
    ]
    assert all(ARTICLES[view.document.key][slice(*view.span)] == view.text for view in found)


def test_a_ladder_holds_what_both_say_and_the_quantity_is_one(ledger: app.Ledger) -> None:
    (ladder,) = app.ladders(ledger)
    figures = [figure for rung in ladder.rungs for figure in rung.figures]
    assert [figure.text for figure in figures] == ["seven", "at least 22"]
    assert not ladder.agree
    assert {figure.quantity for figure in figures} == {ladder.id}
    assert app.ladder(ledger, figures[1].id) == ladder
    assert app.ladder(ledger, "nothing") is None


def test_a_profile_reads_vague_words_beside_the_words(ledger: app.Ledger) -> None:
    (boats,) = app.figures(ledger, app.FigureQuery(words="BOATS", profile="acled-like"))
    assert (boats.text, boats.low, boats.reading.low if boats.reading else None) == ("Dozens", 24, 12)
    with pytest.raises(ConfigError, match="unknown_profile"):
        list(app.figures(ledger, app.FigureQuery(profile="guess")))


def test_a_search_restricts_figures_and_ladders(ledger: app.Ledger) -> None:
    assert [view.text for view in app.figures(ledger, app.FigureQuery(words="killed gate"))] == ["seven", "at least 22"]
    assert list(app.ladders(ledger, app.FigureQuery(words="boats"))) == []


def test_a_build_in_parts_has_the_same_ladders(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    digests = set()
    for number, order in enumerate((("a.txt", "b.txt"), ("b.txt", "a.txt"))):
        path = tmp_path / f"{number}.ledger"
        for name in order:
            (tmp_path / "news" / name).write_text(ARTICLES[name], encoding="utf-8")
            digest = app.build([tmp_path / "news"], path, app.BuildOptions(extractor="rules")).digest
        digests.add(digest)
        for name in order:
            (tmp_path / "news" / name).unlink()
    assert len(digests) == 1
