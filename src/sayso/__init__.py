"""Sayso keeps an auditable ledger of who is reported to have said what, when, and through whom."""

__version__ = "0.1.0"
