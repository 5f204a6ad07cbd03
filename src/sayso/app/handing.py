"""What exports need besides the views: texts, originals, dates, and the check of a crate that was handed on."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from sayso.ledger import Finding, Ledger
from sayso.records import UNREADABLE, InputError, Original, sha256

CRATE_METADATA = "ro-crate-metadata.json"
"""The file that makes a folder a crate."""

CRATE_LEDGER = "ledger.sayso"
"""The ledger in a crate that holds it."""


class _Part(msgspec.Struct, frozen=True):
    """The fields of a crate's entity that are looked at; all others are ignored."""

    id: str = msgspec.field(name="@id", default="")
    type: str | list[str] = msgspec.field(name="@type", default="")
    sha256: str | None = None


class _Crate(msgspec.Struct, frozen=True):
    graph: list[_Part] = msgspec.field(name="@graph")


def raw_text(ledger: Ledger, document_id: str) -> str:
    """The raw layer of a document.

    Raises:
        InputError: `unknown_id`.
    """
    found = ledger.find(document_id)
    if found is None or found.records is None:
        raise _unknown(document_id)
    return found.records.raw


def original(ledger: Ledger, document_id: str) -> Original:
    """The original of a document, with its bytes.

    Raises:
        InputError: `unknown_id`.
    """
    found = ledger.find(document_id)
    kept = ledger.original(found.records.input_id) if found and found.records else None
    if kept is None:
        raise _unknown(document_id)
    return kept


def last_day(ledger: Ledger) -> str:
    """The day on which the last run began; the day of an export would make equal ledgers give unequal crates."""
    runs = ledger.browser().runs(1)
    return runs[0].started[:10] if runs else "1970-01-01"


def is_crate(path: Path) -> bool:
    """Whether a path is the folder of a crate."""
    return (path / CRATE_METADATA).is_file()


def ledger_in(folder: Path) -> Path | None:
    """The ledger in a crate's folder; None where it holds hashes only."""
    path = folder / CRATE_LEDGER
    return path if path.exists() else None


def crate_findings(folder: Path) -> Iterator[Finding]:
    """Files of a crate that are missing or are not those its metadata name.

    Raises:
        InputError: `bad_crate` when the metadata cannot be read.
    """
    try:
        crate = msgspec.json.decode((folder / CRATE_METADATA).read_bytes(), type=_Crate)
    except (OSError, *UNREADABLE) as error:
        raise InputError(
            "bad_crate", f"{folder} is no crate that can be read ({error}).", f"Look at its {CRATE_METADATA}."
        ) from error
    for part in crate.graph:
        if part.sha256 is not None and "File" in ([part.type] if isinstance(part.type, str) else part.type):
            problem = _problem(folder, part)
            if problem:
                yield Finding(table="crate", row=part.id, field="sha256", problem=problem)


def _problem(folder: Path, part: _Part) -> str | None:
    path = folder / part.id
    if not path.resolve().is_relative_to(folder.resolve()):
        return "lies outside the crate"
    try:
        return None if sha256(path.read_bytes()) == part.sha256 else "its bytes have another hash"
    except OSError:
        return "is missing"


def _unknown(record_id: str) -> InputError:
    return InputError("unknown_id", f"The ledger has no document {record_id!r}.", "Take an id from `sayso statements`.")
