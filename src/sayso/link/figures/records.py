"""What the search for figures takes, and what a profile makes of a figure."""

from sayso.records import Attribution, Layout, Statement, Value
from sayso.resolve.dates import Anchor


class FigureInput(Value, frozen=True, kw_only=True):
    """One document as the search for figures reads it.

    Attributes:
        document: id of the document.
        clean: its clean layer.
        layout: its blocks and the way back to the raw layer.
        attributions: those found in it; a figure inside a content belongs to the innermost.
        statements: what was resolved of them; gives the speaker's name.
        anchor: the document's date, None where unknown.
    """

    document: str
    clean: str
    layout: Layout
    attributions: tuple[Attribution, ...] = ()
    statements: tuple[Statement, ...] = ()
    anchor: Anchor | None = None


class Reading(Value, frozen=True, kw_only=True):
    """What a named profile makes of a figure; the figure itself stays as it is.

    Attributes:
        profile: name of the profile, a key of `PROFILES`.
        low, best, high: None where the figure leaves that side open.
    """

    profile: str
    low: float | None
    best: float | None
    high: float | None
