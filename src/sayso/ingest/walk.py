"""Finding the files under what was named: in a fixed order, without loops, with printable keys."""

import os
import re
import stat
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from sayso.records import Diagnostic, Facts, Value

SKIPPED_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin"})
"""What operating systems leave in folders (in small letters); passed over like names that begin with a dot."""

RESOURCE_ENDS = ("_files", ".files")
PAGE_ENDS = (".html", ".htm", ".xhtml", ".html.gz")

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Entry(Value, frozen=True, kw_only=True):
    """A file that was found.

    Attributes:
        key: its name, or its path relative to the folder that was named, with "/".
        path: where to open it.
        place: its path as a person named it, for messages.
        facts: what a manifest says of it.
    """

    key: str
    path: str
    place: str
    facts: Facts = Facts()


class Row(Value, frozen=True, kw_only=True):
    """One usable row of a manifest.

    Attributes:
        path: of the file, relative to the manifest's folder, with "/".
        line: its line in the manifest, for messages.
        facts: what it says of the file.
    """

    path: str
    line: int
    facts: Facts


def printable(name: str) -> str:
    r"""A file name that can be written anywhere: bytes that are no UTF-8 and control characters become `\xNN`."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return _UNPRINTABLE.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def walk_folder(folder: Path) -> Iterator[Entry | Diagnostic]:
    """The files of a folder and its sub-folders, in no particular order.

    Hidden names (a leading dot) and what operating systems leave behind are passed over without a diagnostic. Links are
    followed; a folder is entered once, under its own name where it lies in the folder named.
    """
    seen: set[str] = {os.path.realpath(folder)}
    waiting = [(str(folder), "")]
    links: list[tuple[str, str]] = []
    while waiting or links:
        if not waiting:
            links.sort(key=lambda link: link[1], reverse=True)
            path, key = links.pop()
            real = os.path.realpath(path)
            if real in seen:
                detail = "the link leads to a folder that was entered already"
                yield Diagnostic(code="symlink_loop", key=key, detail=detail)
                continue
            seen.add(real)
            waiting.append((path, key))
        path, key = waiting.pop()
        for item in _scan(path, key):
            match item:
                case Diagnostic():
                    yield item
                case (child, child_key, "folder"):
                    seen.add(os.path.realpath(child))
                    waiting.append((child, child_key))
                case (child, child_key, "link"):
                    links.append((child, child_key))
                case (child, child_key, _):
                    place = printable(str(folder)) + "/" + child_key
                    yield Entry(key=child_key, path=child, place=place)


def page_of_resources(name: str, names: Collection[str]) -> str | None:
    """The saved page to whose folder of resources a path belongs, None where it belongs to none.

    Browsers put what a page `x.html` is made of into a folder `x_files` (or `x.files`) beside it.

    Example:
        >>> page_of_resources("news/x_files/logo.html", {"news/x.html"})
        'news/x.html'
    """
    parts = name.split("/")
    for index, part in enumerate(parts[:-1]):
        stem = next((part.removesuffix(end) for end in RESOURCE_ENDS if part.endswith(end)), None)
        pages = ("/".join((*parts[:index], f"{stem}{end}")) for end in PAGE_ENDS) if stem else ()
        page = next((page for page in pages if page in names), None)
        if page:
            return page
    return None


def is_regular(path: str) -> bool:
    """Whether a path is a plain file; pipes and devices are never opened. Raises OSError where it cannot be told."""
    return stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116 - names that are no UTF-8 stay as the system gave them


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """The entries by key (code points), each pair of key and file once; one with facts stands for one without."""
    known_last = sorted(entries, key=lambda entry: entry.facts != Facts())
    by_identity = {(entry.key, os.path.realpath(entry.path)): entry for entry in known_last}
    return sorted(by_identity.values(), key=lambda entry: (entry.key, entry.place))


def _scan(path: str, key: str) -> Iterator[tuple[str, str, str] | Diagnostic]:
    """What lies in one folder: path, key and whether it is a folder, a link to one, or a file."""
    try:
        with os.scandir(path) as found:
            children = sorted(found, key=lambda child: os.fsencode(child.name))
    except OSError as error:
        yield Diagnostic(code="unreadable", key=key or ".", detail=error.strerror or "the folder cannot be opened")
        return
    names = {child.name for child in children}
    for child in children:
        if page_of_resources(f"{child.name}/", names):
            yield _resources(child, f"{key}/{printable(child.name)}" if key else printable(child.name))
            continue
        if child.name.startswith(".") or child.name.lower() in SKIPPED_NAMES:
            continue
        child_key = f"{key}/{printable(child.name)}" if key else printable(child.name)
        yield child.path, child_key, _sort_of(child)


def _sort_of(child: "os.DirEntry[str]") -> str:
    try:
        if not child.is_dir():
            return "file"
        return "link" if child.is_symlink() else "folder"
    except OSError:
        return "file"


def _resources(folder: "os.DirEntry[str]", key: str) -> Diagnostic:
    number = sum(len(files) for _, _, files in os.walk(folder.path))
    return Diagnostic(code="resources_passed_over", key=key, detail=f"{number} files")
