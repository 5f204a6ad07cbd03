"""Passages that documents share, in the columns of passim's output."""

from pathlib import Path

from sayso import app
from sayso.export.files import write_lines


def write_passim(ledger: app.Ledger, query: app.StatementQuery, folder: Path) -> tuple[Path, ...]:
    """One file with a row a line: a document's part in a passage."""
    del query  # passages are of documents
    return (write_lines(folder / "passim.jsonl", app.passim_rows(ledger)),)
