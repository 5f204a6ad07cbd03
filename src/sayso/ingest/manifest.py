"""Manifests: a `.csv` whose rows say what is known of the files beside it."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from sayso.ingest.decode import decode_bytes
from sayso.ingest.facts import ALIASES, FIELDS, read_facts
from sayso.ingest.walk import Row
from sayso.records import Diagnostic

PATH_COLUMN = "path"


def read_manifest(data: bytes, key: str) -> Iterator[Row | Diagnostic]:
    """The rows of a manifest; rows that cannot be used are diagnostics that name their line.

    The columns are separated by commas, semicolons or tabs, as its first line shows; unknown columns are ignored.
    """
    text = decode_bytes(data, declared=None).text
    header, _, _ = text.partition("\n")
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey="")
    try:
        reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
        if PATH_COLUMN not in reader.fieldnames:
            yield Diagnostic(code="bad_manifest", key=key, detail=f"no column `{PATH_COLUMN}`")
            return
        for fields in reader:
            yield from _read_row(fields, reader.line_num, key)
    except csv.Error as error:
        yield Diagnostic(code="bad_manifest", key=key, detail=f"line {reader.line_num}: {error}")


def _read_row(fields: Mapping[str, object], line: int, key: str) -> Iterator[Row | Diagnostic]:
    given = fields.get(PATH_COLUMN)
    path = given.strip().replace("\\", "/") if isinstance(given, str) else ""
    parts = PurePosixPath(path).parts
    if not parts:
        yield Diagnostic(code="bad_manifest", key=key, detail=f"line {line}: no path")
        return
    if ".." in parts or parts[0] == "/" or parts[0].endswith(":"):
        yield Diagnostic(code="bad_manifest", key=key, detail=f"line {line}: {path} leaves the manifest's folder")
        return
    known = {name: fields[name] for name in (*FIELDS, *ALIASES) if name in fields}
    facts, problems = read_facts(known)
    for problem in problems:
        yield Diagnostic(code="bad_fact", key=key, detail=f"line {line}: {problem}")
    yield Row(path="/".join(parts), line=line, facts=facts)
