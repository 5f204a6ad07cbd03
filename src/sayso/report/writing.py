"""The report: one HTML file with everything in it, which opens without a network and prints on paper."""

import base64
import hashlib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

import sayso
from sayso import app
from sayso.records import InputError, StoreError, Value, canonical
from sayso.report.measured import Measured, Questions, answer_questions

SHOWN = app.UTTERED
"""The classes of the chronology; attitudes and acts are marked in the articles only."""


EVERYTHING = app.StatementQuery()
"""What the chronology holds where nothing is selected."""

MOST_ORIGINS = 100
"""Things reported in several articles that are told with their origins, those in most articles first."""


class Cover(Value, frozen=True, kw_only=True):
    """What a person puts before the page, and what they put in it.

    Attributes:
        title: what stands above it; None for a plain one.
        note: paragraphs of a cover note, blank lines between them.
        query: which statements; its order, limit and offset are not used.
        questions: kept questions of measured rhetoric that it answers, over the whole ledger.
    """

    title: str | None = None
    note: str = ""
    query: app.StatementQuery = EVERYTHING
    questions: Questions = Questions()

    @property
    def selects(self) -> bool:
        """Whether it leaves anything out."""
        return self.query != EVERYTHING


PLAIN = Cover()


class Row(Value, frozen=True, kw_only=True):
    """One row of the chronology: a statement, the day it is sorted by, and the paragraphs that hold it."""

    statement: app.StatementView
    day: str
    passage: tuple[app.ParagraphView, ...]


class Rests(Value, frozen=True, kw_only=True):
    """Something that several articles report, and on how many say-sos it rests.

    Attributes:
        what: the fullest wording, or what is counted.
        statement: id of the first statement of it in the page; None for a quantity.
    """

    what: str
    statement: str | None
    origins: app.Origins


class Contents(Value, frozen=True, kw_only=True):
    """What the page shows."""

    digest: str
    version: str
    articles: tuple[app.ArticleView, ...]
    rows: tuple[Row, ...]
    unread: tuple[app.DiagnosticView, ...]
    left_out: int
    cover: Cover
    selection: tuple[tuple[str, str], ...]
    rests: tuple[Rests, ...]
    ladders: tuple[app.LadderView, ...]
    measured: Measured


def read_note(path: Path | None) -> str:
    """The text of a cover note; empty where there is none.

    Raises:
        InputError: `no_such_path`.
    """
    try:
        return path.read_text(encoding="utf-8-sig").strip() if path else ""
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("no_such_path", f"{path} cannot be read.", "Name a text file in UTF-8.") from error


def report(ledger_path: Path, output: Path, cover: Cover = PLAIN) -> int:
    """The number of statements in the chronology of the page written to `output`.

    The page holds what was read, the statements by day with filters, each with its passage and the words marked, on how
    many say-sos rests what several articles report, figures side by side, every article with what was left out of it
    and why, and what could not be read. All text of documents is escaped; the page allows no script but its own and no
    request to anywhere.

    Raises:
        StoreError: `cannot_write_report`, or what opening the ledger raises; InputError: `bad_question`, or what
            answering raises.
    """
    with app.open_ledger(ledger_path) as ledger:
        contents = read_contents(ledger, cover)
    try:
        with output.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(render(contents))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreError(
            "cannot_write_report", f"{output} cannot be written: {reason}.", "Name another file."
        ) from error
    return len(contents.rows)


def read_contents(ledger: app.Ledger, cover: Cover = PLAIN) -> Contents:
    """What the page shows of a ledger."""
    asked = {view.id for view in app.statements(ledger, cover.query)} if cover.selects else None
    articles = tuple(one for one in app.articles(ledger) if asked is None or _holds(one, asked))
    rows = [_row(article, statement) for article in articles for statement in article.statements]
    shown = [row for row in rows if _is_shown(row.statement, asked)]
    documents = frozenset(article.document.id for article in articles)
    return Contents(
        digest=ledger.digest(),
        version=sayso.__version__,
        articles=articles,
        rows=tuple(sorted(shown, key=lambda row: (row.day or "9999", row.statement.document.key))),
        unread=() if cover.selects else tuple(d for d in app.diagnostics(ledger) if d.severity == "error"),
        left_out=0 if cover.selects else len(rows) - len(shown),
        cover=cover,
        selection=tuple(_selection(cover.query)),
        rests=tuple(_rests(ledger, frozenset(row.statement.id for row in shown), documents)),
        ladders=tuple(one for one in app.ladders(ledger) if _is_beside(one, documents)),
        measured=answer_questions(ledger, cover.questions),
    )


def _holds(article: app.ArticleView, asked: set[str]) -> bool:
    return any(statement.id in asked for statement in article.statements)


def _is_shown(statement: app.StatementView, asked: set[str] | None) -> bool:
    return statement.class_ in SHOWN if asked is None else statement.id in asked


def _is_beside(ladder: app.LadderView, documents: frozenset[str]) -> bool:
    """Whether several of these documents give a figure for it."""
    return len({f.document.id for rung in ladder.rungs for f in rung.figures} & documents) > 1


def _selection(query: app.StatementQuery) -> Iterator[tuple[str, str]]:
    """What was selected, in words."""
    for name in ("speaker", "about", "outlet", "since", "until", "search", "form"):
        value = getattr(query, name)
        if value is not None:
            yield {"since": "from", "until": "to", "search": "words"}.get(name, name), str(value)
    if query.classes != SHOWN:
        yield "class", "all" if query.classes == app.ALL_CLASSES else ", ".join(sorted(query.classes))


def _rests(ledger: app.Ledger, shown: frozenset[str], documents: frozenset[str]) -> Iterator[Rests]:
    """What several of the articles report of what is shown, that in most articles first."""
    told = 0
    for found in app.ranked_origins(ledger):
        statements = [one for node in found.nodes for one in node.statements if one in shown]
        is_ladder = found.kind == "ladder" and len({e.document for e in found.edges} & documents) > 1
        if told < MOST_ORIGINS and (statements or is_ladder):
            told += 1
            first = None if is_ladder else statements[0]
            yield Rests(what=app.origins_title(ledger, found), statement=first, origins=found)


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
        measured=contents.measured,
        trend_plot=app.trend_plot,
        share_plot=app.share_plot,
        contrast_plot=app.contrast_plot,
        json=_json,
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


def _json(value: Value) -> str:
    return canonical(value).decode()


def _asset(name: str) -> str:
    return (resources.files("sayso.report") / "page" / name).read_text(encoding="utf-8")


def _integrity(text: str) -> str:
    """What the page's own policy names its style or script by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
