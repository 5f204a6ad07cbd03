"""Versions of one address: which is current, what changed, and in which of them a statement stands."""

from pathlib import Path

import pytest
from tools import making

from sayso import app
from sayso.records import InputError
from tests.cli.test_program import run

URL = "https://tower.example/dam"
FIRST = "Mayor Ana Ruiz said on Monday that the port would reopen."
SECOND = "“It will be safe,” she told The Tower, whose reporter had asked her about the dam."
CHANGED = "“It may be safe,” she told The Tower, whose reporter had asked her about the dam."
ADDED = "The harbour master said that nobody had asked him."


def page(*paragraphs: str) -> bytes:
    inside = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head><title>Dam</title></head><body><h1>Dam</h1>{inside}</body></html>".encode()


@pytest.fixture
def built(tmp_path: Path) -> Path:
    later = making.Answer(URL, page(FIRST, CHANGED, ADDED), captured="2024-02-05T10:00:00Z")
    earlier = making.Answer(URL, page(FIRST, SECOND), captured="2024-02-03T10:00:00Z")
    again = making.Answer(URL, page(FIRST, SECOND), captured="2024-02-04T10:00:00Z")
    news = tmp_path / "news"
    news.mkdir()
    (news / "1.warc.gz").write_bytes(making.warc([later, earlier]))
    (news / "2.warc.gz").write_bytes(making.warc([again]))
    app.build([news], tmp_path / "l", app.BuildOptions(extractor="rules"))
    return tmp_path / "l"


def test_the_text_captured_last_is_current_and_tells_what_changed(built: Path) -> None:
    with app.open_ledger(built) as ledger:
        first, second = app.versions(ledger, URL)
        assert not list(app.verify(ledger))
    assert (first.current, first.captured, first.changes) == (
        False,
        ("2024-02-03T10:00:00Z", "2024-02-04T10:00:00Z"),
        (),
    )
    assert (second.current, second.captured) == (True, ("2024-02-05T10:00:00Z",))
    assert [(change.kind, change.text, change.whole) for change in second.changes] == [
        ("removed", "will", False),
        ("added", "may", False),
        ("added", ADDED, True),
    ]


def test_a_statement_tells_in_which_versions_it_stands(built: Path) -> None:
    with app.open_ledger(built) as ledger:
        found = {s.content.text: s.id for s in app.statements(ledger, app.StatementQuery(document=None))}
        kept = next(id_ for text, id_ in found.items() if "would reopen" in text)
        new = next(id_ for text, id_ in found.items() if "nobody had asked" in text)
        assert [bool(view.statement) for view in app.stands_in(ledger, kept)] == [True, True]
        assert [bool(view.statement) for view in app.stands_in(ledger, new)] == [False, True]
        with pytest.raises(InputError, match="unknown_id"):
            app.stands_in(ledger, "nothing")
        with pytest.raises(InputError, match="unknown_key"):
            app.versions(ledger, "nothing")


def test_show_tells_versions_of_documents_and_statements(built: Path) -> None:
    with app.open_ledger(built) as ledger:
        document = app.show(ledger, URL)
        statements = list(app.statements(ledger, app.StatementQuery()))
        new = next(view.id for view in statements if "nobody had asked" in view.content.text)
        assert document.versions == app.versions(ledger, URL)
        assert app.show(ledger, document.id).versions == document.versions
        assert app.show(ledger, new).stands == app.stands_in(ledger, new)
    told = run("show", URL, "-l", built).stdout
    assert all(
        words in told for words in ("2024-02-05T10:00:00Z (current)", "removed", "added", "nobody had asked him")
    )
    told = run("show", new, "-l", built).stdout
    assert "does not stand in it" in told
