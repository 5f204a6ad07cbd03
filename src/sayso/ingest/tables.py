"""Tables: a `.csv` whose rows are documents, as archives of the press export them."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import BinaryIO

from sayso.ingest.container import Container, Count, Item
from sayso.ingest.decode import decode_bytes
from sayso.ingest.facts import FIELDS, HTML_FIELDS, TEXT_FIELDS, read_facts
from sayso.ingest.lines import parse_line, read_line
from sayso.ingest.manifest import PATH_COLUMN
from sayso.records import Diagnostic

_ADDRESS_COLUMNS = ("url", "link", "guid")


def column_names(data: bytes) -> tuple[tuple[str, ...], str]:
    """The names in the first line of a table, in small letters, and what parts its columns."""
    header = decode_bytes(data, declared=None).text.lstrip("\ufeff").split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    try:
        row = next(csv.reader([header.rstrip("\r")], delimiter=delimiter), list[str]())
    except csv.Error:
        row = list[str]()
    return tuple(name.strip().lower() for name in row), delimiter


def is_manifest(data: bytes) -> bool:
    """Whether a table speaks of files beside it: it has a column `path`, or none that could hold a document."""
    names = set(column_names(data)[0])
    return PATH_COLUMN in names or not names & {*TEXT_FIELDS, *HTML_FIELDS, *_ADDRESS_COLUMNS}


def read_table(stream: BinaryIO, container: Container) -> Iterator[Item]:
    """The rows of a table as documents, in its order.

    A row is kept as one JSON object of its cells that are not empty, under the names of the columns in small letters;
    see `sayso.ingest.facts` for what the columns may be called. Its key is its id, else its address. Rows that have an
    address and no text are counted.
    """
    data = stream.read(container.limits.max_bytes + 1)
    if len(data) > container.limits.max_bytes:
        detail = f"larger than {container.limits.max_bytes} bytes; write it as .jsonl"
        yield Diagnostic(code="too_large", key=container.key, detail=detail)
        return
    count = Count(container)
    yield from count.seen(_rows(data, container))
    yield count.note()


def _rows(data: bytes, container: Container) -> Iterator[Item]:
    names, delimiter = column_names(data)
    text = decode_bytes(data, declared=None).text
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    addresses = 0
    try:
        next(reader, None)
        for row in reader:
            cells = {name: cell for name, cell in zip(names, row, strict=False) if name and cell.strip()}
            if any(name in cells for name in (*TEXT_FIELDS, *HTML_FIELDS)):
                yield from _row(cells, reader.line_num, container)
            elif _address_in(cells):
                addresses += 1
            elif cells:
                yield Diagnostic(code="empty", key=f"{container.key}#{reader.line_num}", detail="a row without text")
    except csv.Error as error:
        detail = f"line {reader.line_num}: {error}"
        yield Diagnostic(code="bad_table", key=container.key, detail=detail)
    if addresses:
        detail = f"{addresses} rows have an address and no text"
        yield Diagnostic(code="addresses_only", key=container.key, detail=detail)


def _row(cells: dict[str, str], number: int, container: Container) -> Iterator[Item]:
    line = json.dumps(cells, ensure_ascii=False).encode("utf-8", "surrogatepass")
    yield from read_line(line, f"{container.key}#{number}", f"{container.place}:{number}", _address_in(cells))


def _address_in(cells: Mapping[str, str]) -> str | None:
    return next((cells[name] for name in _ADDRESS_COLUMNS if name in cells), None)


def addresses_in(data: bytes, name: str) -> tuple[dict[str, str], ...] | str:
    """The addresses that an export of an archive of the press names, each with what it says of the article.

    Args:
        data: a table, or lines of JSON.
        name: of the file; one that ends in `.csv` is a table, all others are lines.

    Returns:
        Fields under the names of facts, in the order of the file; or the reason (text) why there are none.
    """
    rows = _cells(data) if name.lower().endswith(".csv") else _objects(data)
    found = tuple(known for row in rows if (known := _known(row)))
    return found or "no row or line of it has an address"


def _cells(data: bytes) -> Iterator[Mapping[str, object]]:
    names, delimiter = column_names(data)
    reader = csv.reader(io.StringIO(decode_bytes(data, declared=None).text, newline=""), delimiter=delimiter)
    with suppress(csv.Error):  # the rows before what is broken are taken
        next(reader, None)
        yield from (dict(zip(names, row, strict=False)) for row in reader)


def _objects(data: bytes) -> Iterator[Mapping[str, object]]:
    for line in data.splitlines():
        fields = parse_line(line)
        if not isinstance(fields, str):
            yield fields


def _known(fields: Mapping[str, object]) -> dict[str, str]:
    """What a row says of an article, empty without an address."""
    facts, _ = read_facts(fields)
    known = {name: value for name in FIELDS if isinstance(value := getattr(facts, name), str)}
    address = known.get("url") or _address_in({k: v for k, v in fields.items() if isinstance(v, str) and v})
    return {**known, "url": address} if address else {}
