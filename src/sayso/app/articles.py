"""Articles as a reader sees them: paragraphs with the marks of their statements, and what was left out, in place."""

import html
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from sayso.app.graphic import is_graphic
from sayso.app.views import ReadDocumentView, StatementView, read_document_view, statement_views
from sayso.ledger import DocumentQuery, DocumentRecords, Ledger
from sayso.records import MARKUP, Block, Value
from sayso.text import REASONS, to_clean

ROLES = ("content", "source", "cue")
"""The roles that are marked, in the order in which a piece with several shows them."""

_TAG = re.compile(r"<[^<>]{0,5000}>")


class Mark(Value, frozen=True, kw_only=True):
    """A part of a paragraph that a statement points at; code points of the paragraph's text."""

    start: int
    end: int
    role: str
    statement: str


class ParagraphView(Value, frozen=True, kw_only=True):
    """One block of an article.

    Attributes:
        kind: see `sayso.records.BlockKind`.
        text: of the clean layer if kept; else its raw characters, without tags.
        reason: why it was left out, in words; None where it was kept.
        start: where it begins in the clean layer; None where it was left out.
        marks: by place; they may overlap.
        graphic: whether readers may not want to meet it unasked; see `sayso.app.graphic`.
    """

    kind: str
    text: str
    reason: str | None = None
    start: int | None = None
    marks: tuple[Mark, ...] = ()
    graphic: bool = False


class ArticleView(Value, frozen=True, kw_only=True):
    """One document with its paragraphs and statements."""

    document: ReadDocumentView
    paragraphs: tuple[ParagraphView, ...]
    statements: tuple[StatementView, ...]


class Piece(Value, frozen=True, kw_only=True):
    """A run of characters with the roles it plays, in the order of `ROLES`, and the statements it plays them in."""

    text: str
    roles: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


def articles(ledger: Ledger) -> Iterator[ArticleView]:
    """The current documents as articles, by key."""
    for row in ledger.documents(DocumentQuery()):
        records = ledger.records(row.row)
        if records is not None:
            yield article_view(records)


def article_view(records: DocumentRecords, keep: str | None = None) -> ArticleView:
    """One document as an article; statements that people rejected are left out, but not that with the id `keep`."""
    statements = tuple(view for view in statement_views(records) if not view.rejected or view.id == keep)
    marks = list(_clean_marks(records, statements))
    return ArticleView(
        document=read_document_view(records.document),
        paragraphs=marked_article(records, marks),
        statements=statements,
    )


def marked_article(records: DocumentRecords, marks: Iterable[Mark]) -> tuple[ParagraphView, ...]:
    """The paragraphs of a document, each with the marks that lie in it; marks are code points of the clean layer."""
    held = list(marks)
    return tuple(_paragraph(block, records, held) for block in records.layout.blocks)


def pieces(paragraph: ParagraphView, only: str | None = None, roles: tuple[str, ...] = ROLES) -> Iterator[Piece]:
    """The text of a paragraph cut wherever a mark begins or ends.

    Args:
        paragraph: with its marks.
        only: id of a statement, to leave out the marks of all others.
        roles: that are looked at, in the order in which a piece has them.
    """
    marks = [mark for mark in paragraph.marks if only in {None, mark.statement}]
    cuts = sorted({0, len(paragraph.text), *(m.start for m in marks), *(m.end for m in marks)})
    for start, end in pairwise(cuts):
        over = [mark for mark in marks if mark.start <= start and end <= mark.end]
        yield Piece(
            text=paragraph.text[start:end],
            roles=tuple(role for role in roles if any(mark.role == role for mark in over)),
            statements=tuple(dict.fromkeys(mark.statement for mark in over)),
        )


def _clean_marks(records: DocumentRecords, statements: Iterable[StatementView]) -> Iterator[Mark]:
    """All marks in the clean layer; a fragment of which nothing was kept has none."""
    for statement in statements:
        for role, view in zip(ROLES, (statement.content, statement.source, statement.cue), strict=True):
            for span in view.spans:
                place = to_clean(records.layout, span)
                if place is not None:
                    yield Mark(start=place[0], end=place[1], role=role, statement=statement.id)


def _paragraph(block: Block, records: DocumentRecords, marks: list[Mark]) -> ParagraphView:
    if block.clean is None:
        raw = records.raw[slice(*block.span)]
        text = html.unescape(_TAG.sub(" ", raw)) if records.document.media in MARKUP else raw
        reason = REASONS[block.reason] if block.reason else "left out"
        text = " ".join(text.split())
        return ParagraphView(kind=block.kind, text=text, reason=reason, graphic=is_graphic(text))
    start, end = block.clean
    inside = (_cut(mark, start, end) for mark in marks if mark.start < end and start < mark.end)
    text = records.clean[start:end]
    return ParagraphView(kind=block.kind, text=text, start=start, marks=tuple(inside), graphic=is_graphic(text))


def _cut(mark: Mark, start: int, end: int) -> Mark:
    return Mark(
        start=max(mark.start, start) - start, end=min(mark.end, end) - start, role=mark.role, statement=mark.statement
    )
