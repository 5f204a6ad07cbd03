"""The room `report`: one self-contained page to hand on."""

from sayso.report.measured import Questions
from sayso.report.writing import Cover, read_note, report

__all__ = ["Cover", "Questions", "read_note", "report"]
