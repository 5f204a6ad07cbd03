"""Files with what manifests say of them: the manifest nearest to a file speaks for it."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import structs

from sayso.ingest.kinds import SINGLE, kind_of
from sayso.ingest.walk import Entry, Row, printable
from sayso.records import Diagnostic


class Described:
    """The files under one folder or in one archive, by key, with the facts that manifests give them."""

    def __init__(self, files: Iterable[Entry]) -> None:
        self.entries = {entry.key: entry for entry in files}
        self.diagnostics: list[Diagnostic] = []
        self._given: set[str] = set()

    def read(self, manifest: Entry, rows: Sequence[Row | Diagnostic], *, named: bool) -> None:
        """Take in the rows of one manifest; one that was `named` directly brings its files along."""
        trouble = len(self.diagnostics)
        for row in rows:
            if isinstance(row, Diagnostic):
                self.diagnostics.append(row)
                continue
            if named:
                self._bring(row, manifest)
            problem = self._take(row, manifest)
            if problem:
                detail = f"line {row.line}: {problem}"
                self.diagnostics.append(Diagnostic(code="bad_manifest", key=manifest.key, detail=detail))
        if len(self.diagnostics) == trouble:  # so that what was noted of it before it was mended is superseded
            detail = f"{len(rows)} rows of a manifest"
            self.diagnostics.append(Diagnostic(code="contents", key=manifest.key, detail=detail))

    def _bring(self, row: Row, manifest: Entry) -> None:
        path = Path(manifest.path).parent / row.path
        if os.path.isfile(path):  # noqa: PTH113 - `Path.is_file` raises on names that are too long
            entry = Entry(key=row.path, path=str(path), place=printable(str(path)))
            self.entries.setdefault(row.path, entry)

    def _take(self, row: Row, manifest: Entry) -> str | None:
        """Give the facts of a row to its file; what is wrong with the row."""
        folder, _, _ = manifest.key.rpartition("/")
        key = f"{folder}/{row.path}" if folder else row.path
        entry = self.entries.get(key)
        if entry is None:
            return f"there is no file {row.path}"
        if key in self._given:
            return f"{row.path} was given before"
        kind = kind_of(key)
        if kind is not None and kind not in SINGLE:
            return f"{row.path} is no single document"
        self._given.add(key)
        self.entries[key] = structs.replace(entry, facts=row.facts)
        return None


def nearest_first(manifests: Iterable[Entry]) -> list[Entry]:
    """Manifests in the order in which they speak: the deepest first, then by key."""
    return sorted(manifests, key=lambda entry: (-entry.key.count("/"), entry.key))
