"""The application layer: the verbs of Sayso as functions. Command line, workbench and reports call these.

Example:
    >>> from pathlib import Path
    >>> import sayso.app
    >>> summary = sayso.app.build([Path("sample/news")], Path("news.ledger"))  # doctest: +SKIP
    >>> with sayso.app.open_ledger(Path("news.ledger")) as ledger:  # doctest: +SKIP
    ...     for statement in sayso.app.statements(ledger, sayso.app.StatementQuery(speaker="Ruiz")):
    ...         print(statement.content.text)
"""

from sayso.app.articles import ArticleView, Mark, ParagraphView, Piece, article_view, articles, pieces
from sayso.app.asking import (
    ContextView,
    DiagnosticView,
    ShowView,
    classes_named,
    diagnostics,
    documents,
    form_named,
    left_out,
    open_ledger,
    show,
    statements,
    timeline,
)
from sayso.app.browsing import (
    DocumentPage,
    ListedDocument,
    Overview,
    RawView,
    StatementPage,
    article,
    article_of,
    document_page,
    original_bytes,
    overview,
    passage,
    raw_view,
    reviewed_ids,
    selected,
    statement_page,
    whole_survey,
)
from sayso.app.building import BuildOptions, BuildSummary, Progress, build
from sayso.app.checkup import Check, doctor
from sayso.app.dating import DatesView, DateView, dates
from sayso.app.linking import rebuild
from sayso.app.proving import verify
from sayso.app.reading import extract, is_failure, text
from sayso.app.views import (
    BlockView,
    DocumentView,
    ExtractView,
    HopView,
    ReadDocumentView,
    RoleView,
    SaidView,
    SpeakerView,
    StatementView,
    TextView,
)
from sayso.ledger import (
    ALL_CLASSES,
    SURVEY_ROWS,
    UTTERED,
    CoverageRow,
    DocumentQuery,
    Finding,
    Ledger,
    RunRow,
    Selection,
    Sort,
    StatementOrder,
    StatementQuery,
    Survey,
)
from sayso.score import score_files as score

__all__ = [
    "ALL_CLASSES",
    "SURVEY_ROWS",
    "UTTERED",
    "ArticleView",
    "BlockView",
    "BuildOptions",
    "BuildSummary",
    "Check",
    "ContextView",
    "CoverageRow",
    "DateView",
    "DatesView",
    "DiagnosticView",
    "DocumentPage",
    "DocumentQuery",
    "DocumentView",
    "ExtractView",
    "Finding",
    "HopView",
    "Ledger",
    "ListedDocument",
    "Mark",
    "Overview",
    "ParagraphView",
    "Piece",
    "Progress",
    "RawView",
    "ReadDocumentView",
    "RoleView",
    "RunRow",
    "SaidView",
    "Selection",
    "ShowView",
    "Sort",
    "SpeakerView",
    "StatementOrder",
    "StatementPage",
    "StatementQuery",
    "StatementView",
    "Survey",
    "TextView",
    "article",
    "article_of",
    "article_view",
    "articles",
    "build",
    "classes_named",
    "dates",
    "diagnostics",
    "doctor",
    "document_page",
    "documents",
    "extract",
    "form_named",
    "is_failure",
    "left_out",
    "open_ledger",
    "original_bytes",
    "overview",
    "passage",
    "pieces",
    "raw_view",
    "rebuild",
    "reviewed_ids",
    "score",
    "selected",
    "show",
    "statement_page",
    "statements",
    "text",
    "timeline",
    "verify",
    "whole_survey",
]
