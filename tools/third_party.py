"""Writes `THIRD_PARTY.md`: every package of the core install with version, licence and what it is for.

Run it in an environment that holds the core install. The licences are those the packages declare of themselves.
"""

import importlib.metadata
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIRECT = {
    "anyascii": "compares names written in other scripts",
    "brotli": "unpacks pages in web archives",
    "fastwarc": "reads web archives",
    "pypdfium2": "reads PDF",
    "pyyaml": "reads files of aliases",
    "charset-normalizer": "detects encodings that were not declared",
    "duckdb": "writes Parquet",
    "edtf": "parses and bounds dates",
    "htmldate": "finds the date of pages that declare none",
    "jinja2": "renders the report",
    "lxml": "parses markup",
    "msgspec": "records and their canonical JSON",
    "numpy": "arrays for the attribution model",
    "onnxruntime": "runs the attribution model",
    "py3langid": "identifies languages",
    "pysqlite3": "SQLite with its newest mends",
    "rich": "tables and progress in a terminal",
    "tokenizers": "sub-words for the attribution model",
    "trafilatura": "chooses the main content of pages",
    "typer": "the command line",
}
"""What is asked for in `pyproject.toml`, and what for."""

EXTRAS = {
    "argon2-cffi": "extra web: hashes passwords",
    "pandas": "extra spark: needed by PySpark",
    "pyarrow": "extra spark: Parquet and batches",
    "pyspark": "extra spark: the distributed engine",
    "scipy": "extra measure: distributions",
    "starlette": "extra web: the workbench's server",
    "uvicorn": "extra web: the workbench's server",
}
"""What extras ask for, and what for."""

HEAD = """# Third parties

Sayso is built on these packages, each under its own licence. None of their code is in this repository, but for the
browser library htmx, unmodified, with its licence in `src/sayso/web/vendor/`. Written by `python tools/third_party.py`
from what the packages of the locked core install, and then those that extras ask for, declare of themselves.

| package | version | licence | for |
| --- | --- | --- | --- |
"""


def main() -> None:
    """Write the page."""
    locked = re.findall(r"(?m)^([\w.-]+)==(\S+)(.*)$", (ROOT / "requirements" / "core.txt").read_text("utf-8"))
    rows: list[str] = []
    for name, version, rest in locked:
        try:
            licence = licence_of(name)
        except importlib.metadata.PackageNotFoundError:
            licence = "only on other systems" if ";" in rest else "not installed here"
        rows.append(f"| {name} | {version} | {licence} | {DIRECT.get(name, 'needed by the above')} |")
    for name, purpose in EXTRAS.items():
        rows.append(f"| {name} | {importlib.metadata.version(name)} | {licence_of(name)} | {purpose} |")
    rows.sort(key=lambda row: ("needed by" in row, row))
    (ROOT / "THIRD_PARTY.md").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


def licence_of(name: str) -> str:
    """The licence a package declares: its expression, else its classifiers, else the first line of its text."""
    found = importlib.metadata.metadata(name)
    classifiers = [c.rsplit(" :: ", 1)[1] for c in found.get_all("Classifier") or [] if c.startswith("License ::")]
    text = (found.get("License") or "").strip().splitlines()
    licence = found.get("License-Expression") or ", ".join(classifiers) or (text[0] if text else "not declared")
    return licence.replace("|", "/")


if __name__ == "__main__":
    main()
