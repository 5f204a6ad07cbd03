"""The table of export formats."""

from collections.abc import Callable
from pathlib import Path

from sayso import app
from sayso.export.annotations import write_annotations
from sayso.export.claims import write_claims
from sayso.export.crate import write_crate, write_hashes
from sayso.export.ftm import write_ftm
from sayso.export.provenance import write_provenance
from sayso.export.reviewed import write_gold
from sayso.export.shared import write_passim
from sayso.export.tables import write_csv, write_jsonl, write_parquet
from sayso.records import ConfigError, Value


class Format(Value, frozen=True, kw_only=True):
    """One format: what it is for, and what writes a ledger in it."""

    summary: str
    write: Callable[[app.Ledger, app.StatementQuery, Path], tuple[Path, ...]]


FORMATS: dict[str, Format] = {
    "csv": Format(summary="plain columns for spreadsheets, with a data package", write=write_csv),
    "jsonl": Format(summary="what --json prints, one object a line", write=write_jsonl),
    "parquet": Format(summary="plain columns for databases, with a data package", write=write_parquet),
    "webannotation": Format(summary="W3C Web Annotations on the original texts", write=write_annotations),
    "prov": Format(summary="W3C PROV-JSON: what was made of what, by whom", write=write_provenance),
    "ftm": Format(summary="FollowTheMoney entities, one a line", write=write_ftm),
    "claimreview": Format(summary="schema.org ClaimReview of statements that a person accepted", write=write_claims),
    "gold": Format(summary="reviewed articles as training data, as --attributions reads", write=write_gold),
    "passim": Format(summary="passages that documents share, in the columns of passim", write=write_passim),
    "ro-crate": Format(summary="RO-Crate with the ledger, originals, tables and their hashes", write=write_crate),
    "ro-crate-hashes": Format(summary="RO-Crate with the tables, and hashes only of originals", write=write_hashes),
}
"""Every format by name."""

EVERYTHING = app.StatementQuery(classes=app.ALL_CLASSES)
"""All statements, attitudes and acts included."""


def export(ledger_path: Path, to: str, folder: Path, query: app.StatementQuery = EVERYTHING) -> tuple[Path, ...]:
    """The files written. Each is written whole or not at all.

    Args:
        ledger_path: the ledger.
        to: a key of `FORMATS`.
        folder: made if it does not exist.
        query: which statements; documents and diagnostics are always all of the current versions.

    Raises:
        ConfigError: `unknown_format`.
        StoreError: `cannot_write_export`.
    """
    if to not in FORMATS:
        known = ", ".join(FORMATS)
        raise ConfigError("unknown_format", f"There is no export format {to!r}.", f"Give one of: {known}.")
    with app.open_ledger(ledger_path) as ledger:
        return FORMATS[to].write(ledger, query, folder)
