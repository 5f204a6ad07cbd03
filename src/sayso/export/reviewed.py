"""Reviewed articles as training data: the attributions that people accepted or corrected."""

from pathlib import Path

from sayso import app
from sayso.export.files import write_lines


def write_gold(ledger: app.Ledger, query: app.StatementQuery, folder: Path) -> tuple[Path, ...]:
    """One file with an article a line: its text and attributions; articles of which all statements were reviewed."""
    del query  # an article is gold only as a whole
    return (write_lines(folder / "gold.jsonl", app.gold(ledger)),)
