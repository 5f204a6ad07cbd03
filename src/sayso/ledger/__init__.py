"""The room `ledger`: one file that keeps originals, layers, records, runs and decisions, and proves that it still does.

Takes records, gives records; imports `sayso.records` only.
"""

from sayso.ledger.browsing import SURVEY_ROWS, Browser, CoverageRow, Place, RunRow, Selection, Sort, Survey
from sayso.ledger.connection import BUSY_SECONDS, MEMORY, Mode
from sayso.ledger.content import WITHDRAWN, Output
from sayso.ledger.decided import BY_DECISION, Decided, Made, Review, Verdict, apply_decisions, evidence_of
from sayso.ledger.erasing import Erasure, Order
from sayso.ledger.ledger import Ledger
from sayso.ledger.noting import Export, Rating, Retraction, rating_id
from sayso.ledger.redacting import Redaction
from sayso.ledger.rows import (
    ALL_CLASSES,
    UTTERED,
    Counts,
    DocumentQuery,
    DocumentRecords,
    DocumentRow,
    Finding,
    FoundKind,
    FoundRecord,
    FoundStatement,
    FullStatement,
    StatementOrder,
    StatementQuery,
    StatementRow,
)

__all__ = [
    "ALL_CLASSES",
    "BUSY_SECONDS",
    "BY_DECISION",
    "MEMORY",
    "SURVEY_ROWS",
    "UTTERED",
    "WITHDRAWN",
    "Browser",
    "Counts",
    "CoverageRow",
    "Decided",
    "DocumentQuery",
    "DocumentRecords",
    "DocumentRow",
    "Erasure",
    "Export",
    "Finding",
    "FoundKind",
    "FoundRecord",
    "FoundStatement",
    "FullStatement",
    "Ledger",
    "Made",
    "Mode",
    "Order",
    "Output",
    "Place",
    "Rating",
    "Redaction",
    "Retraction",
    "Review",
    "RunRow",
    "Selection",
    "Sort",
    "StatementOrder",
    "StatementQuery",
    "StatementRow",
    "Survey",
    "Verdict",
    "apply_decisions",
    "evidence_of",
    "rating_id",
]
