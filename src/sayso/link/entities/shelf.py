"""What documents tell of names, put aside on disk while they are joined, so that memory does not grow with it."""

import tempfile
from array import array

from msgspec import msgpack

from sayso.link.entities.gather import LocalName

_ENCODER = msgpack.Encoder()
_DECODER = msgpack.Decoder(LocalName)


class NameShelf:
    """Names of single documents by row. In memory are their places alone; a temporary file holds the rest."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="sayso-names-")  # noqa: SIM115 (closed by `close`)
        self._places = array("Q", [0])
        self._is_at_end = True

    def add(self, local: LocalName) -> int:
        """Put one aside; returns its row."""
        body = _ENCODER.encode(local)
        if not self._is_at_end:
            self._file.seek(self._places[-1])
            self._is_at_end = True
        self._file.write(body)
        self._places.append(self._places[-1] + len(body))
        return len(self._places) - 2

    def name(self, row: int) -> LocalName:
        """What lies in a row."""
        self._is_at_end = False
        self._file.seek(self._places[row])
        return _DECODER.decode(self._file.read(self._places[row + 1] - self._places[row]))

    def close(self) -> None:
        """Throw everything away."""
        self._file.close()
