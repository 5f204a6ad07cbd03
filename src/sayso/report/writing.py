"""The report: one HTML file with everything in it, which opens without a network and prints on paper."""

import base64
import hashlib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

import sayso
from sayso import app
from sayso.records import StoreError, Value

SHOWN = app.UTTERED
"""The classes of the chronology; attitudes and acts are marked in the articles only."""


class Row(Value, frozen=True, kw_only=True):
    """One row of the chronology: a statement, the day it is sorted by, and the paragraphs that hold it."""

    statement: app.StatementView
    day: str
    passage: tuple[app.ParagraphView, ...]


class Contents(Value, frozen=True, kw_only=True):
    """What the page shows."""

    digest: str
    version: str
    articles: tuple[app.ArticleView, ...]
    rows: tuple[Row, ...]
    unread: tuple[app.DiagnosticView, ...]
    left_out: int


def report(ledger_path: Path, output: Path) -> int:
    """The number of statements in the chronology of the page written to `output`.

    The page holds what was read, the statements by day with filters, each with its passage and the words marked, every
    article with what was left out of it and why, and what could not be read. All text of documents is escaped; the
    page allows no script but its own and no request to anywhere.

    Raises:
        StoreError: `cannot_write_report`, or what opening the ledger raises.
    """
    with app.open_ledger(ledger_path) as ledger:
        contents = read_contents(ledger)
    try:
        with output.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(render(contents))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreError(
            "cannot_write_report", f"{output} cannot be written: {reason}.", "Name another file."
        ) from error
    return len(contents.rows)


def read_contents(ledger: app.Ledger) -> Contents:
    """What the page shows of a ledger."""
    articles = tuple(app.articles(ledger))
    rows = [_row(article, statement) for article in articles for statement in article.statements]
    shown = [row for row in rows if row.statement.class_ in SHOWN]
    return Contents(
        digest=ledger.digest(),
        version=sayso.__version__,
        articles=articles,
        rows=tuple(sorted(shown, key=lambda row: (row.day or "9999", row.statement.document.key))),
        unread=tuple(found for found in app.diagnostics(ledger) if found.severity == "error"),
        left_out=len(rows) - len(shown),
    )


def render(contents: Contents) -> Iterator[str]:
    """The page, piece by piece."""
    environment = Environment(
        loader=PackageLoader("sayso.report", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = _asset("style.css"), _asset("script.js")
    return environment.get_template("page.html").generate(
        contents=contents,
        style=style,
        script=script,
        style_hash=_integrity(style),
        script_hash=_integrity(script),
        pieces=app.pieces,
        outlets={article.document.outlet for article in contents.articles if article.document.outlet},
        span=_days(contents.rows),
    )


def _row(article: app.ArticleView, statement: app.StatementView) -> Row:
    passage = tuple(p for p in article.paragraphs if any(mark.statement == statement.id for mark in p.marks))
    said = statement.said.interval if statement.said else (None, None)
    published = (statement.document.published or "").removeprefix("../")
    return Row(statement=statement, day=said[0] or said[1] or published, passage=passage)


def _days(rows: tuple[Row, ...]) -> tuple[str, str] | None:
    days = [row.day[:10] for row in rows if row.day]
    return (days[0], days[-1]) if days else None


def _asset(name: str) -> str:
    return (resources.files("sayso.report") / "page" / name).read_text(encoding="utf-8")


def _integrity(text: str) -> str:
    """What the page's own policy names its style or script by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
