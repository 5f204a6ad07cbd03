"""RO-Crate: a folder that says what is in it and proves that it still is: ledger, originals, tables, their hashes.

Method: RO-Crate Metadata Specification 1.3. `sayso verify -l FOLDER` checks every file against the hash noted for it,
then the ledger inside.
"""

import mimetypes
from collections.abc import Iterable, Iterator
from pathlib import Path

import sayso
from sayso import app
from sayso.export.files import whole_file, write_json
from sayso.export.tables import write_csv
from sayso.records import sha256

METADATA = app.CRATE_METADATA
CONTEXT = "https://w3id.org/ro/crate/1.3/context"
PROFILE = "https://w3id.org/ro/crate/1.3"
LEDGER = app.CRATE_LEDGER

Json = dict[str, object]


def write_crate(ledger: app.Ledger, query: app.StatementQuery, folder: Path) -> tuple[Path, ...]:
    """A crate with the whole ledger, the originals as files, and the tables of the statements asked for.

    Raises:
        ConfigError: `redacted` where names are masked: ledger and originals hold them.
    """
    app.refuse_redacted(ledger)
    with whole_file(folder / LEDGER) as temporary:
        ledger.copy_to(temporary)
    originals = tuple(_write_originals(ledger, folder))
    files = (folder / LEDGER, *originals, *write_csv(ledger, query, folder / "tables"))
    return (*files, _write_metadata(ledger, folder, files, ()))


def write_hashes(ledger: app.Ledger, query: app.StatementQuery, folder: Path) -> tuple[Path, ...]:
    """A crate with the tables and, in the place of each original and of the ledger, its hash."""
    files = write_csv(ledger, query, folder / "tables")
    return (*files, _write_metadata(ledger, folder, files, app.documents(ledger)))


def _write_originals(ledger: app.Ledger, folder: Path) -> Iterator[Path]:
    """Each original once, named by its hash, with an ending that tells how it was read."""
    written: set[str] = set()
    for document in app.documents(ledger):
        original = app.original(ledger, document.id)
        if original.sha256 not in written:
            written.add(original.sha256)
            path = folder / "originals" / f"{original.sha256}.{original.media}"
            with whole_file(path) as temporary:
                temporary.write_bytes(original.data)
            yield path


def _write_metadata(
    ledger: app.Ledger, folder: Path, files: Iterable[Path], only_hashes: Iterable[app.ReadDocumentView]
) -> Path:
    parts = [_file_entity(folder, path) for path in files]
    absent = [_absent_entity(ledger, document) for document in only_hashes]
    digest = ledger.digest()
    root: Json = {
        "@id": "./",
        "@type": "Dataset",
        "name": "Statements as reported: a ledger of Sayso",
        "description": "Who is reported to have said what, when, through whom. It tells who says so, not what is true. "
        f"The digest of the ledger is {digest}.",
        "identifier": f"urn:sayso:ledger:{digest}",
        "datePublished": app.last_day(ledger),
        "license": {"@id": "#rights"},
        "hasPart": [{"@id": part["@id"]} for part in parts],
        "mentions": [{"@id": part["@id"]} for part in absent],
        "creator": {"@id": "#sayso"},
    }
    graph: list[Json] = [
        {
            "@id": METADATA,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": PROFILE},
        },
        {key: value for key, value in root.items() if value != []},
        {
            "@id": "#rights",
            "@type": "CreativeWork",
            "name": "Rights in the articles stay with their publishers",
            "description": "Quotations and tables are handed on for checking; ask the publishers for anything else.",
        },
        {"@id": "#sayso", "@type": "SoftwareApplication", "name": "Sayso", "version": sayso.__version__},
        *parts,
        *absent,
    ]
    return write_json(folder / METADATA, {"@context": CONTEXT, "@graph": graph})


def _file_entity(folder: Path, path: Path) -> Json:
    data = path.read_bytes()
    name = path.relative_to(folder).as_posix()
    return {
        "@id": name,
        "@type": "File",
        "name": path.name,
        "contentSize": str(len(data)),
        "encodingFormat": mimetypes.guess_type(name)[0] or "application/octet-stream",
        "sha256": sha256(data),
    }


def _absent_entity(ledger: app.Ledger, document: app.ReadDocumentView) -> Json:
    original = app.original(ledger, document.id)
    known = {"name": document.title or document.key, "url": document.url, "datePublished": document.published}
    return {
        "@id": f"urn:sayso:document:{document.id}",
        "@type": "CreativeWork",
        "sha256": original.sha256,
        "contentSize": str(len(original.data)),
        **{name: value for name, value in known.items() if value},
    }
