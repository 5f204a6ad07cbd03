"""ZIP and TAR: their members as if they lay in a folder, without ever leaving it."""

import io
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Protocol

from sayso.ingest.container import Container, Count, Item
from sayso.ingest.described import Described, nearest_first
from sayso.ingest.kinds import CONTAINERS, Kind, kind_of, remedy_for
from sayso.ingest.manifest import read_manifest
from sayso.ingest.tables import is_manifest
from sayso.ingest.unpack import Unpacked
from sayso.ingest.walk import SKIPPED_NAMES, Entry, page_of_resources, printable
from sayso.records import Diagnostic, Facts, Value

RESOURCES = frozenset(
    {".css", ".js", ".mjs", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".ico", ".bmp"}
    | {".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".mp4", ".webm"}
)
"""Ends of the names of what pages are made of besides text; such members are counted, not named."""

_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    OSError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    zlib.error,
)
"""What the readers of the standard library raise on archives that are broken, encrypted or compressed unusually."""


_TOO_LONG, _ENCRYPTED = "longer than its archive", "encrypted"
_BROKEN_MEMBER = frozenset({_TOO_LONG, _ENCRYPTED})
"""Why a member cannot be read although it asks for nothing unsafe."""


class Member(Value, frozen=True, kw_only=True):
    """One file of an archive: its name as it stands there, and why it is not read (None where it may be)."""

    name: str
    refused: str | None = None


class _Archive(Protocol):
    """An open archive: its members in their order, each with what reads at most so many bytes of it."""

    def members(self) -> Iterator[tuple[Member, Callable[[int], bytes]]]: ...


ExpandMember = Callable[[Kind, BinaryIO, Container, Facts], Iterator[Item]]
"""Gives the documents of a member; handed in, because members may be archives."""


def read_zip(stream: BinaryIO, container: Container, expand: ExpandMember) -> Iterator[Item]:
    """The documents in a ZIP archive; the key of a member is `archive.zip/its/name`."""
    yield from _read(_Zip(stream), container, expand)


def read_tar(stream: BinaryIO, container: Container, expand: ExpandMember, packed: str | None = None) -> Iterator[Item]:
    """The documents in a TAR archive; `packed` is "gz", "bz2" or "xz" where it is compressed."""
    yield from _read(_Tar(stream, packed, container), container, expand)


class _Zip:
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def members(self) -> Iterator[tuple[Member, Callable[[int], bytes]]]:
        with zipfile.ZipFile(self._stream) as archive:
            for info in archive.infolist():
                if info.filename.endswith("/"):
                    continue
                linked = (info.external_attr >> 28) == 0xA
                refused = "a link" if linked else _ENCRYPTED if info.flag_bits & 1 else None
                yield Member(name=info.filename, refused=refused), _zip_reader(archive, info)


def _zip_reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        with archive.open(info) as stream:
            return stream.read(most)

    return read


class _Tar:
    def __init__(self, stream: BinaryIO, packed: str | None, container: Container) -> None:
        self._stream, self._packed, self._limits = stream, packed, container.limits

    def members(self) -> Iterator[tuple[Member, Callable[[int], bytes]]]:
        longest = self._longest()
        plain = self._stream
        if self._packed is not None:
            plain = io.BufferedReader(Unpacked(self._stream, self._packed, self._limits))
        with tarfile.open(fileobj=plain, mode="r|") as archive:
            for info in archive:
                if info.size > longest:  # the library would look for the next member for hours
                    yield Member(name=info.name, refused=_TOO_LONG), _tar_reader(archive, info)
                    return
                vars(archive)["members"] = []  # the library keeps all it has seen; a stream never looks back
                if info.isdir():
                    continue
                refused = None if info.isreg() else "a link" if info.issym() or info.islnk() else "a device"
                yield Member(name=info.name, refused=refused), _tar_reader(archive, info)

    def _longest(self) -> int:
        """How many bytes a member may have: no more than the archive has, or may give when it is unpacked."""
        size = self._stream.seek(0, os.SEEK_END)
        self._stream.seek(0)
        return size if self._packed is None else max(self._limits.ratio_free_bytes, self._limits.max_ratio * size)


def _tar_reader(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        stream = archive.extractfile(info)
        return stream.read(most) if stream is not None else b""

    return read


def _read(archive: _Archive, container: Container, expand: ExpandMember) -> Iterator[Item]:
    count = Count(container)
    try:
        described, refused = _described(archive, container)
        yield from (_refusal(name, why, container) for name, why in refused)
        yield from (_inside(diagnostic, container) for diagnostic in described.diagnostics)
        yield from count.seen(_documents(archive, container, described, (expand, count)))
    except _BROKEN as error:
        detail = f"after {count.documents} documents: {error}"[:200]
        yield Diagnostic(code="bad_archive", key=container.key, detail=detail)
        return
    yield count.note()


def _described(archive: _Archive, container: Container) -> tuple[Described, list[tuple[str, str]]]:
    """What may be read, with the facts of manifests, and what is refused with why: the first way through it."""
    entries: dict[str, Entry] = {}
    refused: list[tuple[str, str]] = []
    manifests: dict[str, bytes] = {}
    for member, read in archive.members():
        container.budget.take_member()
        why = (
            member.refused or _unsafe(member.name) or ("a second member of this name" if member.name in entries else "")
        )
        if why:
            refused.append((member.name, why))
            continue
        place = f"{container.place}/{printable(member.name)}"
        entries[member.name] = Entry(key=printable(member.name), path=member.name, place=place)
        if kind_of(member.name) is Kind.TABLE:
            data = _bounded(read, container)
            if data is not None and is_manifest(data):
                manifests[member.name] = data
    described = Described(entry for name, entry in entries.items() if name not in manifests)
    for entry in nearest_first(entries[name] for name in manifests):
        described.read(entry, list(read_manifest(manifests[entry.path], entry.key)), named=False)
    return described, refused


def _documents(
    archive: _Archive, container: Container, described: Described, how: tuple[ExpandMember, Count]
) -> Iterator[Item]:
    """The documents of all members that may be read; the second way through the archive."""
    expand, count = how
    wanted = {entry.path: entry for entry in described.entries.values()}
    names = frozenset(wanted)
    for member, read in archive.members():
        entry = wanted.pop(member.name, None) if member.refused is None else None
        if entry is None:
            continue
        kind = kind_of(entry.key)
        resource = PurePosixPath(entry.key.lower()).suffix in RESOURCES or page_of_resources(member.name, names)
        if resource or _hidden(entry.key):
            count.pass_over("resources of pages" if resource else "hidden files")
        elif kind is None:
            yield Diagnostic(code="unsupported", key=f"{container.key}/{entry.key}", detail=remedy_for(entry.key))
        else:
            yield from _member(kind, entry, read, (container, expand))


def _member(
    kind: Kind, entry: Entry, read: Callable[[int], bytes], where: tuple[Container, ExpandMember]
) -> Iterator[Item]:
    container, expand = where
    key = f"{container.key}/{entry.key}"
    limits = container.limits
    most = limits.max_nested_bytes if kind in CONTAINERS else limits.max_bytes
    try:
        data = read(most + 1)
    except _BROKEN as error:
        yield Diagnostic(code="bad_archive", key=key, detail=str(error)[:200])
        return
    container.budget.take_bytes(len(data))
    if len(data) > most:
        yield Diagnostic(code="too_large", key=key, detail=f"larger than {most} bytes")
        return
    inner = Container(key=key, place=entry.place, limits=limits, depth=container.depth + 1, budget=container.budget)
    yield from expand(kind, io.BytesIO(data), inner, entry.facts)


def _bounded(read: Callable[[int], bytes], container: Container) -> bytes | None:
    """The bytes of a table; None where they are too many or cannot be read, which the second way tells."""
    try:
        data = read(container.limits.max_bytes + 1)
    except _BROKEN:
        return None
    return data if len(data) <= container.limits.max_bytes else None


def _unsafe(name: str) -> str | None:
    """Why a name may not be used, None where it may: it leads out of the archive, or means something to a system."""
    if not name:
        return "it has no name"
    path = name.replace("\\", "/")
    parts = path.split("/")
    if ".." in parts:
        return "its name leads out of the archive"
    if path.startswith("/") or (len(parts[0]) == 2 and parts[0].endswith(":")):
        return "its name is absolute"
    return "its name holds a null character" if "\0" in name else None


def _hidden(key: str) -> bool:
    return any(part.startswith(".") or part.lower() in SKIPPED_NAMES for part in key.split("/") if part != ".")


def _refusal(name: str, why: str, container: Container) -> Diagnostic:
    code = "bad_archive" if why in _BROKEN_MEMBER else "unsafe_member"
    return Diagnostic(code=code, key=container.key, detail=f"{printable(name)[:200]}: {why}")


def _inside(diagnostic: Diagnostic, container: Container) -> Diagnostic:
    """A diagnostic of a manifest, with the key that its members have."""
    return Diagnostic(code=diagnostic.code, key=f"{container.key}/{diagnostic.key}", detail=diagnostic.detail)
