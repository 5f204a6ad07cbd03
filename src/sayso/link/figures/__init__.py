"""Figures: numeric claims as attributed observations, and ladders of those that observe one quantity.

The conventions, the method and its figures are in `docs/figures.md`.
"""

from sayso.link.figures.find import find_figures
from sayso.link.figures.ladders import group_figures, same_quantity
from sayso.link.figures.linking import link_figures
from sayso.link.figures.readings import profile_names, read_with
from sayso.link.figures.records import FigureInput, Reading

VERSION = "3"
"""Version of what the search for figures makes of the same input."""

__all__ = [
    "VERSION",
    "FigureInput",
    "Reading",
    "find_figures",
    "group_figures",
    "link_figures",
    "profile_names",
    "read_with",
    "same_quantity",
]
