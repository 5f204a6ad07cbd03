"""A handful of articles cannot tell whether anything "increases", and the answer says so and why."""

from pathlib import Path

import pytest

from sayso import app


def test_three_articles_cannot_tell(corpora: Path, tmp_path: Path) -> None:
    pytest.importorskip("scipy")
    app.build([corpora / "articles"], tmp_path / "a.ledger", app.BuildOptions(extractor="rules"))
    with app.open_ledger(tmp_path / "a.ledger") as ledger:
        for by in ("day", "week", "month"):
            for more in ({}, {"compare": "2018-01-01", "test": "compare"}, {"test": "change"}):
                (view,) = app.trend(ledger, app.question_of({"by": by, **more}))
                assert view.answer.verdict == "cannot tell"
                assert "separate stretches of time" in view.answer.text
                assert view.unplaced_documents + view.answer.documents == 3
