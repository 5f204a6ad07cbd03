"""Runs that lie in an object store, copied to this machine file by file for as long as they are read."""

import importlib
import re
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from typing import Any

from sayso.engines.runs import MANIFEST, READ, read_names
from sayso.records import ConfigError, InputError

_KEYS = re.compile(r"//[^/@]*@")
"""Keys in an address, which are not shown."""


def is_address(run: Path | str) -> bool:
    """Whether a run is named by the address of a store ("s3://desk/runs/monday") and not by a folder."""
    return "://" in str(run)


@contextmanager
def at_hand(run: Path | str) -> Generator[Path]:
    """The folder of a run: itself, or a copy of what lies under an address, cleared away in the end.

    Args:
        run: a folder, or an address that PyArrow knows: `s3://`, `gs://`, `hdfs://`, `file://`. Keys, region and
            endpoint are taken from where the store's own clients take them, or stand in the address
            ("s3://desk/runs/monday?endpoint_override=http://store:9000").

    Raises:
        ConfigError: `no_store` where PyArrow is missing.
        InputError: `no_run` where no finished run lies there, `bad_run`, `store_unreachable`.
    """
    if not is_address(run):
        yield Path(run)
        return
    with tempfile.TemporaryDirectory(prefix="sayso-run-") as folder:
        _fetch(str(run), Path(folder))
        yield Path(folder)


def _fetch(address: str, folder: Path) -> None:
    """Copy the manifest, then the files it names."""
    try:
        fs: Any = importlib.import_module("pyarrow.fs")
    except ImportError as error:
        raise ConfigError("no_store", "PyArrow is not installed.", "pip install 'sayso[spark]'") from error
    shown = _KEYS.sub("//", address.partition("?")[0])
    try:
        system, root = fs.FileSystem.from_uri(address)
        _copy(system, f"{root}/{MANIFEST}", folder / MANIFEST)
        (folder / READ).mkdir()
        for name in read_names(folder):
            _copy(system, f"{root}/{READ}/{name}", folder / READ / name)
    except FileNotFoundError:
        raise InputError(
            "no_run", f"{shown} holds no finished run.", f"A finished run has a {MANIFEST}; run it again."
        ) from None
    except (OSError, ValueError, NotImplementedError) as error:
        remedy = "Look at address, keys, region and endpoint."
        raise InputError(
            "store_unreachable", f"{shown} cannot be read: {str(error).replace(address, shown)[:300]}.", remedy
        ) from error


def _copy(system: Any, source: str, target: Path) -> None:
    with system.open_input_stream(source) as stream, target.open("wb") as file:
        copyfileobj(stream, file)
