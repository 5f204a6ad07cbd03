"""The report: one page, everything in it, nothing of strangers obeyed."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sayso import app
from sayso.records import StoreError
from sayso.report import Cover, Questions, report

EVIL = "“<script>alert(1)</script> <img src=x onerror=alert(2)> will fall,” Mayor Ana Ruiz said. She said it twice."


class Tags(HTMLParser):
    """Collects all tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def page_of(tmp_path: Path, *lines: dict[str, str]) -> str:
    news = tmp_path / "news.jsonl"
    news.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    app.build([news], tmp_path / "x.ledger")
    report(tmp_path / "x.ledger", tmp_path / "r.html")
    return (tmp_path / "r.html").read_text(encoding="utf-8")


def tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(page)
    return parser.found


def test_the_text_of_strangers_is_text(tmp_path: Path) -> None:
    page = page_of(tmp_path, {"id": "evil", "text": EVIL, "title": "<b>x</b>", "outlet": '" onload="x'})
    found = tags(page)
    assert [tag for tag, _ in found].count("script") == 1
    assert not [tag for tag, _ in found if tag in {"img", "iframe", "object", "link"}]
    assert not [name for _, attributes in found for name in attributes if name.startswith("on")]
    assert "&lt;script&gt;alert(1)" in page


def test_the_page_allows_only_its_own_script(tmp_path: Path) -> None:
    page = page_of(tmp_path, {"id": "a", "text": EVIL})
    policy = next(a["content"] for tag, a in tags(page) if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert "default-src 'none'" in policy
    assert re.search(r"script-src 'sha256-[\w+/=]{44}'", policy)


def test_nothing_is_fetched_from_anywhere(tmp_path: Path) -> None:
    page = page_of(tmp_path, {"id": "a", "text": EVIL, "url": "https://example.org/a"})
    assert not [a for _, a in tags(page) if a.get("src") or str(a.get("href", "#"))[0] != "#"]
    assert "@import" not in page
    assert "url(" not in page


def test_every_statement_has_its_passage_with_the_words_marked(tmp_path: Path) -> None:
    page = page_of(tmp_path, {"id": "a", "text": "Mayor Ana Ruiz said that the port would reopen on Friday."})
    card = page.split('class="card"')[1]
    assert '<mark class="source">Mayor Ana Ruiz</mark>' in card
    assert '<mark class="cue">said</mark>' in card
    assert re.search(r'<mark class="content">[^<]*the port would reopen', card)


def test_what_was_left_out_is_there_with_the_reason(tmp_path: Path) -> None:
    said = "Mayor Ana Ruiz said on Monday that the port would reopen to all ships before the end of the winter season."
    tail = "Latest news\n\nA ship came in and then...\n\nA tug..."
    text = f"Port reopens\n\n{said}\n\n{said[:-1]}, whatever came.\n\n{tail}"
    page = page_of(tmp_path, {"id": "a", "text": text})
    assert "Left out:" in page
    assert "A ship came in and then..." in page


def test_the_same_ledger_gives_the_same_page(tmp_path: Path) -> None:
    first = page_of(tmp_path, {"id": "a", "text": EVIL})
    report(tmp_path / "x.ledger", tmp_path / "again.html")
    assert (tmp_path / "again.html").read_text(encoding="utf-8") == first


def test_an_empty_ledger_has_a_page(tmp_path: Path) -> None:
    assert "No statement" in page_of(tmp_path)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    page_of(tmp_path, {"id": "a", "text": EVIL})
    with pytest.raises(StoreError, match="cannot_write_report"):
        report(tmp_path / "x.ledger", tmp_path)


def news_of(tmp_path: Path) -> Path:
    lines = [
        {
            "id": "a",
            "outlet": "Post",
            "text": "Mayor Ana Ruiz said the port would reopen on 3 May after all the repairs.",
        },
        {
            "id": "b",
            "outlet": "Tide",
            "text": "Mayor Ana Ruiz said the port would reopen on 3 May after all the repairs.",
        },
        {"id": "c", "outlet": "Tide", "text": "Pilot Ed Moss said they found a severed hand in the fog."},
    ]
    news = tmp_path / "news.jsonl"
    news.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    app.build([news], tmp_path / "x.ledger", app.BuildOptions(extractor="rules"))
    return tmp_path / "x.ledger"


def test_a_selection_holds_what_was_asked_and_its_articles_only(tmp_path: Path) -> None:
    cover = Cover(title="On Moss", note="First.\n\n<b>Second</b>.", query=app.StatementQuery(speaker="moss"))
    assert report(news_of(tmp_path), tmp_path / "r.html", cover) == 1
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<h1>On Moss</h1>" in page
    assert "<p>&lt;b&gt;Second&lt;/b&gt;.</p>" in page
    assert "speaker <b>moss</b>" in page
    assert "Ruiz" not in page
    assert [tag for tag, _ in tags(page)].count("script") == 1


def test_what_several_articles_report_is_told_with_its_origins(tmp_path: Path) -> None:
    ledger = news_of(tmp_path)
    report(ledger, tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    with app.open_ledger(ledger) as opened:
        found = list(app.ranked_origins(opened))
    assert found
    assert all(one.summary in page for one in found)


def test_graphic_words_are_closed_until_opened(tmp_path: Path) -> None:
    report(news_of(tmp_path), tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    before = [page[: at.start()].rfind("<details") for at in re.finditer("severed hand", page)]
    assert before
    assert all(page[at:].startswith('<details class="veil">') for at in before)


def test_kept_questions_are_answered_with_plots_beside_their_tables(tmp_path: Path) -> None:
    pytest.importorskip("scipy")
    lines = [
        {
            "id": f"n{at}",
            "text": f"The embattled Ana Ruiz came. Ana Ruiz said that quay {at} <b>would</b> stay closed.",
            "outlet": "Tide",
            "published": f"2024-01-{1 + at * 3:02}",
        }
        for at in range(8)
    ]
    page_of(tmp_path, *lines)
    app.write_question(tmp_path / "t.json", app.question_of({"by": "day", "about": "Ana Ruiz"}))
    app.write_question(tmp_path / "l.json", app.LabelQuery(entity="Ana Ruiz"))
    app.write_question(tmp_path / "w.json", app.TogetherQuery())
    kept = Questions(trends=(tmp_path / "t.json",), labels=(tmp_path / "l.json",), together=(tmp_path / "w.json",))
    report(tmp_path / "x.ledger", tmp_path / "m.html", Cover(questions=kept))
    page = (tmp_path / "m.html").read_text(encoding="utf-8")
    names = [name for name, _ in tags(page)]
    assert "cannot tell" in page
    assert names.count("svg") >= 2
    assert page.count('class="gap"') == page.count("no documents</td>") == 14
    assert "Sameness" in page or "None of" in page
    assert not [name for _, attributes in tags(page) for name in attributes if name == "style"]
