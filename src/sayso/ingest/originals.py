"""From what was named to originals: every file read once, its trouble told, the rest going on."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import structs

from sayso.ingest.kinds import Kind, binary_reason, kind_of, remedy_for
from sayso.ingest.limits import DEFAULT_LIMITS, Limits
from sayso.ingest.lines import read_lines
from sayso.ingest.manifest import Row, read_manifest
from sayso.ingest.unpack import gunzip
from sayso.ingest.walk import Entry, in_order, is_regular, printable, walk_folder
from sayso.records import Diagnostic, InputError, Media, Original, Value, sha256

_HEAD = 65536


class _Plan(Value, frozen=True, kw_only=True):
    """What will be read, in order, and the trouble met while looking for it."""

    entries: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...]


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
    plan = _make_plan(paths, limits)
    yield from sorted(plan.diagnostics, key=lambda d: (d.key, d.code, d.detail))
    for entry in plan.entries:
        yield from _read_entry(entry, limits)


def _make_plan(paths: Sequence[Path], limits: Limits) -> _Plan:
    entries: list[Entry] = []
    diagnostics: list[Diagnostic] = []
    for path in paths:
        found = list(walk_folder(path)) if path.is_dir() else [_entry_of_file(path)]
        files = [item for item in found if isinstance(item, Entry)]
        manifests = [entry for entry in files if kind_of(entry.key) is Kind.MANIFEST]
        described = _Described(entry for entry in files if kind_of(entry.key) is not Kind.MANIFEST)
        for manifest in sorted(manifests, key=lambda entry: (-entry.key.count("/"), entry.key)):
            described.read(manifest, limits, named=not path.is_dir())
        entries += described.entries.values()
        diagnostics += [item for item in found if isinstance(item, Diagnostic)] + described.diagnostics
    return _Plan(entries=tuple(in_order(entries)), diagnostics=tuple(diagnostics))


def _entry_of_file(path: Path) -> Entry:
    return Entry(key=printable(path.name), path=str(path), place=printable(str(path)))


class _Described:
    """The files under one named path with what manifests say; the manifest nearest to a file speaks for it."""

    def __init__(self, files: Iterable[Entry]) -> None:
        self.entries = {entry.key: entry for entry in files}
        self.diagnostics: list[Diagnostic] = []
        self._given: set[str] = set()

    def read(self, manifest: Entry, limits: Limits, *, named: bool) -> None:
        """Take in the rows of one manifest; one that was `named` directly brings its files along."""
        data = _read_file(manifest, limits)
        if isinstance(data, Diagnostic):
            self.diagnostics.append(data)
            return
        for row in read_manifest(data, manifest.key):
            if isinstance(row, Diagnostic):
                self.diagnostics.append(row)
                continue
            if named:
                self._bring(row, manifest)
            problem = self._take(row, manifest)
            if problem:
                detail = f"line {row.line}: {problem}"
                self.diagnostics.append(Diagnostic(code="bad_manifest", key=manifest.key, detail=detail))

    def _bring(self, row: Row, manifest: Entry) -> None:
        path = Path(manifest.path).parent / row.path
        if path.is_file():
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
        if kind_of(key) in (Kind.LINES, Kind.MANIFEST):
            return f"{row.path} is no single document"
        self._given.add(key)
        self.entries[key] = structs.replace(entry, facts=row.facts)
        return None


def _read_entry(entry: Entry, limits: Limits) -> Iterator[Original | Diagnostic]:
    kind = kind_of(entry.key)
    if kind is None:
        yield Diagnostic(code="unsupported", key=entry.key, detail=remedy_for(entry.key))
    elif kind is Kind.LINES:
        yield from _read_line_file(entry, limits)
    else:
        data = _read_file(entry, limits)
        yield data if isinstance(data, Diagnostic) else _as_original(entry, Media(kind.value), data, limits)


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


def _read_line_file(entry: Entry, limits: Limits) -> Iterator[Original | Diagnostic]:
    try:
        if not is_regular(entry.path):
            yield Diagnostic(code="unsupported", key=entry.key, detail="a pipe or device; it was not opened")
            return
        with open(entry.path, "rb") as stream:  # noqa: PTH123 - names that are no UTF-8 stay as the system gave them
            problem = _problem_of(stream.read(_HEAD))
            if problem:
                yield Diagnostic(code=problem[0], key=entry.key, detail=problem[1])
                return
            stream.seek(0)
            yield from read_lines(stream, entry.key, entry.place, limits)
    except OSError as error:
        yield Diagnostic(code="unreadable", key=entry.key, detail=error.strerror or "")


def _as_original(entry: Entry, media: Media, data: bytes, limits: Limits) -> Original | Diagnostic:
    content: bytes | str = gunzip(data, limits) if media is Media.HTML_GZIP and data else data
    if isinstance(content, str):
        return Diagnostic(code="bad_gzip", key=entry.key, detail=content)
    problem = _problem_of(content)
    if problem:
        return Diagnostic(code=problem[0], key=entry.key, detail=problem[1])
    return Original(key=entry.key, media=media, data=data, sha256=sha256(data), facts=entry.facts, place=entry.place)


def _problem_of(data: bytes) -> tuple[str, str] | None:
    """Why bytes are no document: the code and the values."""
    if not data.strip(b" \t\r\n\v\f\xef\xbb\xbf"):
        return "empty", f"{len(data)} bytes"
    reason = binary_reason(data)
    return ("binary", reason) if reason else None
