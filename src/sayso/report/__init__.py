"""The room `report`: one self-contained page to hand on."""

from sayso.report.writing import report

__all__ = ["report"]
