"""A handful of articles cannot tell whether anything "increases", and the answer says so and why."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso import app

pytest.importorskip("scipy")

TESTS = ({}, {"compare": "2018-01-01", "test": "compare"}, {"test": "change"})


@pytest.fixture(scope="module")
def ledger(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[app.Ledger]:
    path = tmp_path_factory.mktemp("articles") / "a.ledger"
    app.build([corpora / "articles"], path, app.BuildOptions(extractor="rules"))
    with app.open_ledger(path) as opened:
        yield opened


@pytest.mark.parametrize("by", ["day", "week", "month"])
def test_three_articles_cannot_tell(ledger: app.Ledger, by: str) -> None:
    for more in TESTS:
        (view,) = app.trend(ledger, app.question_of({"by": by, **more}))
        assert view.answer.verdict == "cannot tell"
        assert "separate stretch" in view.answer.text
        assert view.unplaced_documents + view.answer.documents == 3


def test_whether_statements_about_the_organisation_increase_cannot_be_told(ledger: app.Ledger) -> None:
    """The organisation named in most of the articles, whoever it is: by statements, and by utterances."""
    organisation = next(app.entities(ledger, app.EntityQuery(kind=app.entity_kind_named("organisation"))))
    for unit in ("statement", "family"):
        asked = {"about": organisation.name, "unit": unit, "by": "month"}
        counted = app.trend(ledger, app.question_of(asked))[0]
        assert counted.answer.verdict == "cannot tell"
        assert counted.answer.estimate is None
        assert counted.answer.why
        assert counted.digest == ledger.digest()
