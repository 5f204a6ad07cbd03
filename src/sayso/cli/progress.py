"""Progress of long work: on standard error, and only on a terminal."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from sayso.cli.output import err, printable

if TYPE_CHECKING:
    from sayso.app import Progress as Report


@contextmanager
def reading_progress() -> "Generator[Report]":
    """A function to call with the number of documents done and the key of the last one."""
    console = err()
    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} documents"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[key]}"),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("", key="", total=None)
        yield lambda count, key: progress.update(task, completed=count, key=printable(key)[:60].replace("[", "("))
