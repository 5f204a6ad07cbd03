"""What people who look around ask for: an overview, pages of statements with facets, articles, the raw layer."""

import re
from collections.abc import Iterator

from sayso.app.articles import ArticleView, ParagraphView, article_view
from sayso.app.asking import full_view
from sayso.app.entities import with_entities
from sayso.app.views import ReadDocumentView, StatementView
from sayso.ledger import (
    UTTERED,
    Counts,
    CoverageRow,
    DocumentQuery,
    DocumentRecords,
    DocumentRow,
    FoundKind,
    Ledger,
    RunRow,
    Selection,
    Sort,
    StatementQuery,
    Survey,
)
from sayso.records import InputError, Value

ID = re.compile(r"[0-9a-f]{32}")
"""What an id of a document, statement or decision looks like."""

RAW_CHARACTERS = 50_000
"""How much of a raw layer is given at once."""


class Overview(Value, frozen=True, kw_only=True):
    """What is in a ledger.

    Attributes:
        counts: how much of everything.
        first, last: first and last month of publication (YYYY-MM), None where no date is known.
        coverage: documents by outlet and month.
        survey: what its uttered statements are made of.
        reviewed: statements with a decision.
        runs: the last runs, the newest first.
    """

    counts: Counts
    outlets: int
    first: str | None
    last: str | None
    coverage: tuple[CoverageRow, ...]
    survey: Survey
    reviewed: int
    runs: tuple[RunRow, ...]


class StatementPage(Value, frozen=True, kw_only=True):
    """One page of a selection.

    Attributes:
        statements: of this page, in the order asked for.
        total: how many there are; at least, where `survey.whole` is False.
        survey: what the selection is made of.
        left_out: attitudes and acts that would come with them; at least, as `total`.
    """

    statements: tuple[StatementView, ...]
    total: int
    survey: Survey
    left_out: int


class ListedDocument(ReadDocumentView, frozen=True, kw_only=True):
    """A document in a list, with how many statements it has."""

    statements: int


class DocumentPage(Value, frozen=True, kw_only=True):
    """One page of documents, by key, and how many there are in all."""

    documents: tuple[ListedDocument, ...]
    total: int


class RawView(Value, frozen=True, kw_only=True):
    """A part of a raw layer, character for character; `start` and `end` are code points of `length`."""

    document: str
    media: str
    encoding: str
    original: str
    start: int
    end: int
    length: int
    text: str


def overview(ledger: Ledger, survey: Survey) -> Overview:
    """What is in a ledger; `survey` is that of `whole_survey`."""
    coverage = ledger.browser().coverage()
    months = sorted(row.month for row in coverage if row.month)
    return Overview(
        counts=ledger.counts(),
        outlets=len({row.outlet for row in coverage if row.outlet}),
        first=months[0] if months else None,
        last=months[-1] if months else None,
        coverage=coverage,
        survey=survey,
        reviewed=ledger.browser().count(Selection(query=StatementQuery(reviewed=True, rejected=True))),
        runs=ledger.browser().runs(10),
    )


def whole_survey(ledger: Ledger) -> Survey:
    """What all uttered statements are made of; reads every row."""
    return ledger.browser().survey(Selection(), None)


def statement_page(
    ledger: Ledger, selection: Selection, sort: Sort, place: tuple[int, int], survey: Survey | None = None
) -> StatementPage:
    """One page of a selection.

    Args:
        ledger: where to look.
        selection: which statements.
        sort: in which order.
        place: limit and offset.
        survey: of the selection, where it is known already.

    Raises:
        ConfigError: `order_needs_search`, `too_many_to_sort`.
    """
    browser = ledger.browser()
    found = survey or browser.survey(selection)
    if sort is Sort.RANK and not found.whole:  # ranking so many takes longer than anybody waits
        sort = Sort.DAY
    rows = browser.page(selection, sort, *place)
    return StatementPage(
        statements=tuple(map(with_entities(ledger), map(full_view, rows))),
        total=found.rows,
        survey=found,
        left_out=found.others if selection.query.classes == UTTERED else 0,
    )


def selected(ledger: Ledger, selection: Selection, sort: Sort) -> Iterator[StatementView]:
    """All statements of a selection.

    Raises:
        ConfigError: `order_needs_search`, `too_many_to_sort`.
    """
    return map(with_entities(ledger), map(full_view, ledger.browser().every(selection, sort)))


def document_page(ledger: Ledger, query: DocumentQuery) -> DocumentPage:
    """One page of documents."""
    rows = tuple(ledger.documents(query))
    browser = ledger.browser()
    counts = browser.statements_of(tuple(row.id for row in rows))
    return DocumentPage(
        documents=tuple(_listed(row, counts.get(row.id, 0)) for row in rows), total=browser.count_documents(query)
    )


def article(ledger: Ledger, document_id: str) -> ArticleView:
    """A document as a reader sees it.

    Raises:
        InputError: `unknown_id`.
    """
    return article_view(_records(ledger, document_id, FoundKind.DOCUMENT))


def article_of(ledger: Ledger, statement_id: str) -> ArticleView:
    """The document of a statement as a reader sees it.

    Raises:
        InputError: `unknown_id`.
    """
    return article_view(_records(ledger, statement_id, FoundKind.STATEMENT), keep=statement_id)


def passage(article: ArticleView, statement_id: str, around: int = 0) -> tuple[ParagraphView, ...]:
    """The paragraphs in which a statement has marks, with up to `around` kept ones before and after."""
    kept = [p for p in article.paragraphs if p.reason is None]
    marked = [at for at, p in enumerate(kept) if any(mark.statement == statement_id for mark in p.marks)]
    return tuple(kept[max(0, marked[0] - around) : marked[-1] + around + 1]) if marked else ()


def raw_view(ledger: Ledger, document_id: str, start: int = 0) -> RawView:
    """`RAW_CHARACTERS` of a document's raw layer.

    Raises:
        InputError: `unknown_id`.
    """
    records = _records(ledger, document_id, FoundKind.DOCUMENT)
    start = min(max(0, start), len(records.raw))
    end = min(start + RAW_CHARACTERS, len(records.raw))
    document = records.document
    return RawView(
        document=document.id,
        media=document.media,
        encoding=document.encoding,
        original=document.original,
        start=start,
        end=end,
        length=len(records.raw),
        text=records.raw[start:end],
    )


def original_bytes(ledger: Ledger, document_id: str) -> bytes:
    """The bytes of a document as they came.

    Raises:
        InputError: `unknown_id`.
    """
    original = ledger.original(_records(ledger, document_id, FoundKind.DOCUMENT).input_id)
    if original is None:
        raise _unknown(document_id)
    return original.data


def _records(ledger: Ledger, record_id: str, kind: FoundKind) -> DocumentRecords:
    found = ledger.find(record_id) if ID.fullmatch(record_id) else None
    if found is None or found.kind is not kind or found.records is None:
        raise _unknown(record_id)
    return found.records


def _unknown(record_id: str) -> InputError:
    return InputError("unknown_id", f"The ledger has no such record: {record_id[:64]!r}.", "Follow a link of a list.")


def _listed(row: DocumentRow, statements: int) -> ListedDocument:
    return ListedDocument(
        id=row.id,
        key=row.key,
        url=row.url,
        outlet=row.outlet,
        title=row.title,
        published=row.published,
        author=row.author,
        published_by=row.published_by,
        language=row.language,
        statements=statements,
    )
