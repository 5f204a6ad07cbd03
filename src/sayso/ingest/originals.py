"""From what was named to originals: every file read once, its trouble told, the rest going on."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from sayso.ingest import wire
from sayso.ingest.apart import Apart
from sayso.ingest.container import Container
from sayso.ingest.described import Described, nearest_first
from sayso.ingest.expand import single, with_facts
from sayso.ingest.kinds import Kind, kind_of, remedy_for
from sayso.ingest.limits import DEFAULT_LIMITS, Limits
from sayso.ingest.sandbox import Broken, Sandbox
from sayso.ingest.walk import Entry, in_order, is_regular, printable, walk_folder
from sayso.records import Diagnostic, InputError, Media, Original, Value, sha256

_READ_HERE = frozenset({Kind.TEXT, Kind.HTML, Kind.PDF})
"""Kinds whose bytes are taken as they are; all others are taken apart in the limited process."""


class _Plan(Value, frozen=True, kw_only=True):
    """What will be read, in order, the trouble met while looking for it, and manifests that broke their reader."""

    entries: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...]
    aside: tuple[Original, ...]


def read_originals(paths: Sequence[Path], limits: Limits = DEFAULT_LIMITS) -> Iterator[Original | Diagnostic]:
    """The documents under `paths`, each as an original; what cannot be read is a diagnostic in its place.

    Args:
        paths: files, folders and manifests. A file named directly has its name as key, one found in a folder its path
            relative to that folder, a line of a `.jsonl` file its `id`.
        limits: caps on what is read.

    Returns:
        First the trouble met while looking for files, then the files sorted by key (code points), the lines of a
        `.jsonl` file in the file's order. At most one file, or one line, is in memory.

    Raises:
        InputError: `no_such_path` when a path does not exist; before anything is read.
    """
    for path in paths:
        if not path.exists():
            raise InputError("no_such_path", f"There is no file or folder {path}.", "Check the name and where you are.")
    return _read_all(paths, limits)


def _read_all(paths: Sequence[Path], limits: Limits) -> Iterator[Original | Diagnostic]:
    with Sandbox(limits) as sandbox:
        plan = _make_plan(paths, Apart(sandbox), limits)
        yield from sorted(plan.diagnostics, key=lambda d: (d.key, d.code, d.detail))
        yield from plan.aside
        for entry in plan.entries:
            yield from _read_entry(entry, sandbox, limits)


def _make_plan(paths: Sequence[Path], apart: Apart, limits: Limits) -> _Plan:
    entries: list[Entry] = []
    diagnostics: list[Diagnostic] = []
    aside: list[Original] = []
    for path in paths:
        found = list(walk_folder(path)) if path.is_dir() else [_entry_of_file(path)]
        files = [item for item in found if isinstance(item, Entry)]
        described = Described(entry for entry in files if kind_of(entry.key) is not Kind.TABLE)
        for table in nearest_first(entry for entry in files if kind_of(entry.key) is Kind.TABLE):
            aside += _speak(described, table, (apart, limits), named=not path.is_dir())
        entries += described.entries.values()
        diagnostics += [item for item in found if isinstance(item, Diagnostic)] + described.diagnostics
    return _Plan(entries=tuple(in_order(entries)), diagnostics=tuple(diagnostics), aside=tuple(aside))


def _entry_of_file(path: Path) -> Entry:
    return Entry(key=printable(path.name), path=str(path), place=printable(str(path)))


def _speak(described: Described, table: Entry, how: tuple[Apart, Limits], *, named: bool) -> Iterator[Original]:
    """Take in what one table says if it is a manifest; one that holds documents stays among the files.

    Gives the bytes of one that broke its reader.
    """
    apart, limits = how
    data = _read_file(table, limits)
    if isinstance(data, Diagnostic):
        described.diagnostics.append(data)
        return
    try:
        rows = apart.manifest(data, table.key)
    except Broken as broken:
        described.diagnostics.append(Diagnostic(code="quarantined", key=table.key, detail=str(broken)[:200]))
        yield _evidence(table, data)
        return
    if rows is None:
        described.entries[table.key] = table
    else:
        described.read(table, rows, named=named)


def _evidence(entry: Entry, data: bytes) -> Original:
    """The bytes of a file that broke its reader."""
    return Original(key=entry.key, media=Media.UNREAD, data=data, sha256=sha256(data), place=entry.place)


def _read_entry(entry: Entry, sandbox: Sandbox, limits: Limits) -> Iterator[Original | Diagnostic]:
    kind = kind_of(entry.key)
    if kind is None:
        yield Diagnostic(code="unsupported", key=entry.key, detail=remedy_for(entry.key))
    elif kind in _READ_HERE:
        data = _read_file(entry, limits)
        container = Container(key=entry.key, place=entry.place, limits=limits)
        yield data if isinstance(data, Diagnostic) else single(kind, data, container, entry.facts)
    else:
        problem = _cannot_open(entry)
        yield from [problem] if problem else _read_apart(entry, kind, sandbox, limits)


def _read_apart(entry: Entry, kind: Kind, sandbox: Sandbox, limits: Limits) -> Iterator[Original | Diagnostic]:
    """What the limited process finds in a file; when it breaks there, the bytes are kept as evidence."""
    request = wire.Expand(path=os.fsencode(entry.path), key=entry.key, place=entry.place, kind=str(kind.value))
    found = 0
    try:
        for reply in sandbox.ask(request):
            if isinstance(reply, wire.Document):
                found += 1
                yield with_facts(reply.original, entry.facts)
            elif isinstance(reply, wire.Trouble):
                yield reply.diagnostic
    except Broken as broken:
        data = _read_file(entry, limits)
        kept = not isinstance(data, Diagnostic)
        detail = f"after {found} documents: {broken}" + ("" if kept else "; too large to be kept")
        yield Diagnostic(code="quarantined", key=entry.key, detail=detail)
        if kept:
            yield _evidence(entry, data)


def _cannot_open(entry: Entry) -> Diagnostic | None:
    """What is wrong with a file before anything of it is read."""
    try:
        if not is_regular(entry.path):
            return Diagnostic(code="unsupported", key=entry.key, detail="a pipe or device; it was not opened")
        with open(entry.path, "rb"):  # noqa: PTH123 - names that are no UTF-8 stay as the system gave them
            return None
    except OSError as error:
        return Diagnostic(code="unreadable", key=entry.key, detail=error.strerror or "")


def _read_file(entry: Entry, limits: Limits) -> bytes | Diagnostic:
    """The bytes of a file, at most the limit."""
    try:
        if not is_regular(entry.path):
            return Diagnostic(code="unsupported", key=entry.key, detail="a pipe or device; it was not opened")
        with open(entry.path, "rb") as stream:  # noqa: PTH123 - names that are no UTF-8 stay as the system gave them
            data = stream.read(limits.max_bytes + 1)
    except OSError as error:
        return Diagnostic(code="unreadable", key=entry.key, detail=error.strerror or "")
    if len(data) > limits.max_bytes:
        return Diagnostic(code="too_large", key=entry.key, detail=f"larger than {limits.max_bytes} bytes")
    return data
