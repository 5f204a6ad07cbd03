"""Ratings are taken in only from named parties with a day, stand as theirs, and are in no digest."""

from pathlib import Path

import pytest

from sayso import app
from sayso.records import InputError

CSV = (
    "about,target,by,at,rating,scale,reference\n"
    "outlet,Harbour Post,Press Watch,2024-05,fair,three steps,https://watch.example/1\n"
    "outlet,Harbour Post,,2024-05,bad,,\n"
    "outlet,Harbour Post,Press Watch,last week,bad,,\n"
    "author,Ana,Press Watch,2024,bad,,\n"
    "article,a.txt,Press Watch,2024-06-01,headline fits,,\n"
)


@pytest.fixture
def rated(ledger: Path, news: Path, tmp_path: Path) -> Path:
    app.build([news], ledger, app.BuildOptions(extractor="rules"))
    (tmp_path / "ratings.csv").write_text(CSV, encoding="utf-8")
    return ledger


def test_what_names_nobody_or_no_day_is_refused_by_its_line(rated: Path, tmp_path: Path) -> None:
    with app.Ledger.open(rated, "write") as opened:
        before = opened.digest()
        summary = app.import_ratings(opened, tmp_path / "ratings.csv", "Ana")
        again = app.import_ratings(opened, tmp_path / "ratings.csv", "Bo")
        assert opened.digest() == before
        assert not list(app.verify(opened))
    assert (summary.new, summary.known, again.new, again.known) == (2, 0, 0, 2)
    assert [problem.split(":")[0] for problem in summary.problems] == ["line 3", "line 4", "line 5"]


def test_outlet_and_article_stay_apart(rated: Path, tmp_path: Path) -> None:
    with app.Ledger.open(rated, "write") as opened:
        app.import_ratings(opened, tmp_path / "ratings.csv", "Ana")
        of_outlet = app.ratings(opened, "harbour post")
        of_articles = [one for d in app.documents(opened) for one in app.ratings_of_article(opened, d)]
    assert [one.rating for one in of_outlet] == ["fair"]
    assert [one.rating for one in of_articles] == ["headline fits"]


def test_a_retracted_rating_is_shown_no_longer_and_kept_in_the_log(rated: Path, tmp_path: Path) -> None:
    with app.Ledger.open(rated, "write") as opened:
        app.import_ratings(opened, tmp_path / "ratings.csv", "Ana")
        gone = app.retract_rating(opened, app.ratings(opened, "Harbour Post")[0].id[:8], "withdrawn by them", "Ana")
        assert app.ratings(opened, "Harbour Post") == ()
        with pytest.raises(InputError, match="unknown_id"):
            app.retract_rating(opened, gone.id, "", "Ana")
        assert app.import_ratings(opened, tmp_path / "ratings.csv", "Ana").new == 0
        assert app.ratings(opened, "Harbour Post") == ()
