"""Views: what people and programs are given."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from sayso import app
from sayso.records import InputError


@pytest.fixture
def opened(news: Path, ledger: Path) -> Iterator[app.Ledger]:
    app.build([news], ledger)
    with app.open_ledger(ledger) as found:
        yield found


def test_the_text_of_every_role_is_what_stands_there(opened: app.Ledger, news: Path) -> None:
    raw = (news / "a.txt").read_text(encoding="utf-8")
    views = [v for v in app.statements(opened, app.StatementQuery()) if v.document.key == "a.txt"]
    assert views
    for view in views:
        for role in (view.source, view.cue, view.content):
            assert role.text == " … ".join(raw[start:end] for start, end in role.spans)


def test_statements_in_a_page_show_no_markup(opened: app.Ledger) -> None:
    views = [v for v in app.statements(opened, app.StatementQuery()) if v.document.key == "page.html"]
    assert len(views) == 5
    assert not any("<" in view.content.text for view in views)


def test_every_field_of_the_design_is_there(opened: app.Ledger) -> None:
    view = next(app.statements(opened, app.StatementQuery()))
    found = msgspec.json.decode(msgspec.json.encode(view))
    assert found.keys() >= {
        *("id", "document", "source", "cue", "content", "form", "nested_in", "speaker", "said", "chain"),
        *("origin_stated", "addressee", "about", "about_names", "class", "confidence", "reasons", "made_by"),
    }
    assert found["document"].keys() == {"id", "key", "url", "outlet", "title", "published"}
    assert found["chain"][0].keys() >= {"kind", "name"}


def test_show_finds_statements_and_documents(opened: app.Ledger) -> None:
    view = next(app.statements(opened, app.StatementQuery(speaker="Ruiz")))
    shown = app.show(opened, view.id)
    assert shown.statement == view
    assert shown.context is not None
    document = app.show(opened, view.document.id)
    assert document.document is not None
    assert document.document.key == view.document.key


def test_an_unknown_id_is_misuse(opened: app.Ledger) -> None:
    with pytest.raises(InputError, match="unknown_id"):
        app.show(opened, "nothing")


def test_the_beginning_of_an_id_is_enough_if_it_is_the_only_one(opened: app.Ledger) -> None:
    view = next(app.statements(opened, app.StatementQuery()))
    assert app.show(opened, view.id[:12]).id == view.id
    with pytest.raises(InputError, match="unknown_id"):
        app.show(opened, "")
    ids = [v.id for v in app.statements(opened, app.StatementQuery(classes=app.ALL_CLASSES))]
    twice = next(digit for digit in "0123456789abcdef" if sum(i.startswith(digit) for i in ids) > 1)
    with pytest.raises(InputError, match="ambiguous_id"):
        app.show(opened, twice)


@pytest.mark.parametrize(("ask", "code"), [(app.classes_named, "unknown_class"), (app.form_named, "unknown_form")])
def test_unknown_names_are_misuse(ask, code: str) -> None:
    with pytest.raises(InputError, match=code):
        ask("nothing")


def test_the_timeline_has_days_of_saying_in_order(opened: app.Ledger) -> None:
    days = [view.said.interval[0] for view in app.timeline(opened) if view.said]
    assert days
    assert days == sorted(days, key=lambda day: day or "")


def test_an_article_is_cut_where_marks_begin_and_end(opened: app.Ledger) -> None:
    for article in app.articles(opened):
        for paragraph in article.paragraphs:
            assert "".join(piece.text for piece in app.pieces(paragraph)) == paragraph.text
        marked = {name for p in article.paragraphs for piece in app.pieces(p) for name in piece.statements}
        assert marked == {view.id for view in article.statements}


def test_text_and_extract_need_no_ledger(news: Path) -> None:
    texts = [view for view in app.text([news]) if isinstance(view, app.TextView)]
    extracted = [view for view in app.extract([news]) if isinstance(view, app.ExtractView)]
    assert [view.document.key for view in texts] == [view.document.key for view in extracted]
    assert any(block.reason for view in texts if view.document.key == "page.html" for block in view.blocks)


def test_extract_gives_the_statements_of_a_build(opened: app.Ledger, news: Path) -> None:
    extracted = [v for view in app.extract([news]) if isinstance(view, app.ExtractView) for v in view.statements]
    kept = app.statements(opened, app.StatementQuery(classes=app.ALL_CLASSES))
    assert sorted(extracted, key=lambda v: v.id) == sorted(kept, key=lambda v: v.id)


def test_dates_counts_from_the_anchor_given(news: Path) -> None:
    found = [view for view in app.dates([news / "a.txt"], "2024-05-03") if isinstance(view, app.DatesView)]
    assert {(date.text, date.value) for date in found[0].dates} >= {("Thursday", "2024-05-02")}
