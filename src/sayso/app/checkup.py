"""Doctor: what is installed, which model, what is missing, the remedy."""

import importlib
import importlib.metadata
import platform
from collections.abc import Iterator

import sayso
from sayso.extract import EXTRACTORS
from sayso.records import SaysoError, Value

LIBRARIES = ("duckdb", "lxml", "msgspec", "onnxruntime", "py3langid", "pysqlite3", "tokenizers", "trafilatura")
"""The libraries whose version can change what Sayso reads or keeps."""


class Check(Value, frozen=True, kw_only=True):
    """One thing looked at: whether it is well, what was found, and what to do if not."""

    name: str
    well: bool
    found: str
    remedy: str = ""


def doctor() -> Iterator[Check]:
    """All checks, one after the other; none of them reads or writes a ledger."""
    yield Check(name="sayso", well=True, found=sayso.__version__)
    yield Check(
        name="python", well=True, found=f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    )
    for name in LIBRARIES:
        yield _library(name)
    for name, make in EXTRACTORS.items():
        try:
            extractor = make()
        except SaysoError as error:
            yield Check(name=f"extractor {name}", well=False, found=error.message, remedy=error.remedy)
        else:
            model = f", model {extractor.model_sha256[:12]}" if extractor.model_sha256 else ", no model"
            yield Check(name=f"extractor {name}", well=True, found=f"version {extractor.version}{model}")


def _library(name: str) -> Check:
    try:
        importlib.import_module(name)
        return Check(name=name, well=True, found=importlib.metadata.version(name))
    except (ImportError, importlib.metadata.PackageNotFoundError) as error:
        remedy = "Install Sayso again: python3 run.py sample, or pip install sayso."
        return Check(name=name, well=False, found=str(error), remedy=remedy)
