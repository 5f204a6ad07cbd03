"""The room `export`: what a ledger holds, in formats of other programs."""

from sayso.export.tables import FORMATS, TABLES, export, safe_cell

__all__ = ["FORMATS", "TABLES", "export", "safe_cell"]
