"""Bytes put aside on disk while something is joined, so that memory does not grow with them."""

import tempfile
from array import array
from types import TracebackType
from typing import Self


class Aside:
    """Bytes by number in one unnamed temporary file; in memory are their places alone. A context manager.

    Example:
        >>> with Aside() as aside:
        ...     aside.add(b"one"), aside.add(b"two"), aside.get(0), len(aside)
        (0, 1, b'one', 2)
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="sayso-")  # noqa: SIM115 (closed by `close`)
        self._places = array("Q", [0])
        self._is_at_end = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._places) - 1

    def add(self, data: bytes) -> int:
        """Put bytes aside; returns their number, counted from 0."""
        if not self._is_at_end:
            self._file.seek(self._places[-1])
            self._is_at_end = True
        self._file.write(data)
        self._places.append(self._places[-1] + len(data))
        return len(self) - 1

    def get(self, number: int) -> bytes:
        """The bytes with a number."""
        self._is_at_end = False
        self._file.seek(self._places[number])
        return self._file.read(self._places[number + 1] - self._places[number])

    def close(self) -> None:
        """Give the file back."""
        self._file.close()
