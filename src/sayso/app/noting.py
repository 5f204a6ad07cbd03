"""Noting what was handed on, so that a correction can say in which exports the mistake went out."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from sayso.app.moments import actor_or, now
from sayso.ledger import Export, Ledger
from sayso.records import SaysoError

UNNAMED = "unnamed"
"""Who handed something on where nobody is named."""

_READ_AT_ONCE = 1 << 20


def note_export(path: Path, form: str, statements: Iterable[str] | None, written: Iterable[Path]) -> str:
    """Why the export could not be noted in the ledger at `path`; empty where it was.

    Args:
        path: of the ledger.
        form: the format, or "report".
        statements: ids of the statements handed on; None where it was all that the ledger shows.
        written: the files. Only their names and hashes are noted.
    """
    files = tuple((file.name, _hash(file)) for file in written)
    ids = None if statements is None else tuple(sorted(statements))
    noted = Export(format=form, actor=actor_or(None, UNNAMED), at=now(), statements=ids, files=files)
    try:
        with Ledger.open(path, "write") as ledger:
            ledger.note(noted)
    except SaysoError as error:
        return error.message
    return ""


def exports(ledger: Ledger) -> tuple[Export, ...]:
    """All that was handed on and noted, in its order."""
    return ledger.notes(Export)


def _hash(path: Path) -> str:
    made = sha256()
    with path.open("rb") as file:
        while part := file.read(_READ_AT_ONCE):
            made.update(part)
    return made.hexdigest()
