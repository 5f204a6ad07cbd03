"""What every command prints with: JSON Lines for machines, tables for people, diagnostics on standard error."""

import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NoReturn

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sayso.records import CODES, Diagnostic, Severity

_PIPE_WIDTH = 160
"""Columns of a table when standard output is not a terminal."""

_JSON = msgspec.json.Encoder()


class _Console(Console):
    """A console whose reader may leave."""

    def on_broken_pipe(self) -> None:
        """Leave too, see `leave_quietly`."""
        leave_quietly()


def leave_quietly() -> NoReturn:
    """End the command when nobody reads its output any more (`sayso … | head`), which is no error."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    raise SystemExit(0)


def out() -> Console:
    """The console for results; a pipe gets plain text of a fixed width."""
    return _Console(width=None if sys.stdout.isatty() else _PIPE_WIDTH, highlight=False, soft_wrap=False)


def err() -> Console:
    """The console for progress and diagnostics."""
    return _Console(stderr=True, highlight=False, soft_wrap=True)


def print_json(value: object) -> None:
    """Write one object as one line of JSON to standard output."""
    try:
        sys.stdout.buffer.write(_JSON.encode(value) + b"\n")
    except BrokenPipeError:
        leave_quietly()


def flush() -> None:
    """Write out what still waits for standard output."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        leave_quietly()


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> None:
    """Print a table that fits the terminal; the text of strangers is never read as markup."""
    table = Table(*columns, title=title, title_justify="left", header_style="bold", show_lines=False)
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    out().print(table)


def print_line(text: str) -> None:
    """Print one line of our own words to standard output."""
    out().print(escape(text), soft_wrap=True)


def print_diagnostic(diagnostic: Diagnostic) -> None:
    """Name file, place, code and remedy of a diagnostic on standard error."""
    row = CODES[diagnostic.code]
    place = f"{diagnostic.key}:{diagnostic.span[0]}-{diagnostic.span[1]}" if diagnostic.span else diagnostic.key
    detail = f" ({diagnostic.detail})" if diagnostic.detail else ""
    err().print(
        printable(f"{row.severity}: {place}: {row.meaning}{detail} [{diagnostic.code}] {row.remedy}"), markup=False
    )


def worth_telling(diagnostic: Diagnostic) -> bool:
    """Whether a diagnostic is shown while a command runs; notes wait for `sayso diagnostics`."""
    return diagnostic.severity is not Severity.NOTE


def printable(text: str) -> str:
    """The text on one line: white space as blanks, control characters and marks that turn the direction as U+FFFD."""
    return "".join(" " if c.isspace() else "\ufffd" if _is_control(c) else c for c in text)


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"} or "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069"


def _cell(value: object) -> str:
    return "" if value is None else escape(printable(str(value)))
