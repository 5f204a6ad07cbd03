"""Runs in a folder or an object store: written file by file from wherever, copied here for as long as they are read."""

import importlib
import re
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from typing import Any
from uuid import uuid4

from sayso.engines.runs import MANIFEST, READ, read_names
from sayso.records import ConfigError, InputError

_KEYS = re.compile(r"//[^/@]*@")
"""Keys in an address, which are not shown."""
ANY_ERROR = (OSError, ValueError, NotImplementedError)
"""By what PyArrow says that an address is none or a store is not reached."""
UNFINISHED = ".unfinished"
"""Ending of a file that is being written."""


def is_address(run: Path | str) -> bool:
    """Whether a run is named by the address of a store ("s3://desk/runs/monday") and not by a folder."""
    return "://" in str(run)


def shown(run: Path | str) -> str:
    """A folder or address as it is told to people: without keys."""
    return _KEYS.sub("//", str(run).partition("?")[0]) if is_address(run) else str(run)


class Store:
    """Files below a folder or an address, by PyArrow.

    Args:
        root: a folder, or an address that PyArrow knows: `s3://`, `gs://`, `hdfs://`, `file://`. Keys, region and
            endpoint are taken from where the store's own clients take them, or stand in the address
            ("s3://desk/runs/monday?endpoint_override=http://store:9000").

    Raises:
        ConfigError: `no_store` where PyArrow is missing.
        InputError: `store_unreachable`.
    """

    def __init__(self, root: str) -> None:
        try:
            self._fs: Any = importlib.import_module("pyarrow.fs")
        except ImportError as error:
            raise ConfigError("no_store", "PyArrow is not installed.", "pip install 'sayso[spark]'") from error
        self._name = root
        address = root if is_address(root) else Path(root).resolve().as_uri()
        with self._reached():
            self._system, self._root = self._fs.FileSystem.from_uri(address)
        self._moves = isinstance(self._system, self._fs.LocalFileSystem | self._fs.HadoopFileSystem)

    def exists(self, name: str = "") -> bool:
        """Whether there is a file or folder of this name, or anything below it."""
        with self._reached():
            return self._system.get_file_info(self._path(name)).type != self._fs.FileType.NotFound

    @contextmanager
    def reading(self, name: str) -> Generator[Any]:
        """A file, open for reading; PyArrow's `NativeFile`, which can seek."""
        with self._reached():
            file = self._system.open_input_file(self._path(name))
        with self._reached((OSError,)), file:
            yield file

    @contextmanager
    def writing(self, name: str) -> Generator[Any]:
        """A file, open for writing; what was there is replaced.

        In a folder and on HDFS it has its name only when it is whole. In an object store the part of one that broke off
        may stand under it: the manifest of a run, written last, names the whole ones.
        """
        path = self._path(name)
        under = f"{path}.{uuid4().hex}{UNFINISHED}" if self._moves else path
        with self._reached():
            if self._moves:
                self._system.create_dir(path.rpartition("/")[0])
            stream = self._system.open_output_stream(under)
        with self._reached((OSError,)):
            with stream:
                yield stream
            if self._moves:
                self._system.move(under, path)

    def size(self, name: str) -> int:
        """The size of a file in bytes."""
        with self._reached():
            return int(self._system.get_file_info(self._path(name)).size)

    def remove(self, name: str) -> None:
        """Remove a folder with all that is in it."""
        with self._reached():
            self._system.delete_dir(self._path(name))

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}" if name else str(self._root)

    @contextmanager
    def _reached(self, errors: tuple[type[Exception], ...] = ANY_ERROR) -> Generator[None]:
        """What a store says of itself becomes an error of ours; that a file is not there stays as it is.

        Args:
            errors: by which it says so. While a file is open these are `OSError` alone: others are of whoever reads or
                writes it.
        """
        try:
            yield
        except FileNotFoundError:
            raise
        except errors as error:
            told = str(error).replace(self._name, shown(self._name))[:300]
            raise InputError(
                "store_unreachable",
                f"{shown(self._name)} cannot be used: {told}.",
                "Look at address, keys, region and endpoint.",
            ) from error


@contextmanager
def at_hand(run: Path | str) -> Generator[Path]:
    """The folder of a run: itself, or a copy of what lies under an address, cleared away in the end.

    Args:
        run: a folder, or an address; see `Store`.

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
    store = Store(address)
    try:
        _copy(store, MANIFEST, folder)
        (folder / READ).mkdir()
        for name in read_names(folder):
            _copy(store, f"{READ}/{name}", folder)
    except FileNotFoundError:
        raise InputError(
            "no_run", f"{shown(address)} holds no finished run.", f"A finished run has a {MANIFEST}; run it again."
        ) from None


def _copy(store: Store, name: str, folder: Path) -> None:
    with store.reading(name) as stream, (folder / name).open("wb") as file:
        copyfileobj(stream, file)
