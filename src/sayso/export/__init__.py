"""The room `export`: what a ledger holds, in formats of other programs."""

from sayso.export.formats import EVERYTHING, FORMATS, export
from sayso.export.tables import TABLES, safe_cell

__all__ = ["EVERYTHING", "FORMATS", "TABLES", "export", "safe_cell"]
