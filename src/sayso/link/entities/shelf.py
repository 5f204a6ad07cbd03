"""What documents tell of names, put aside on disk while they are joined, so that memory does not grow with it."""

from msgspec import msgpack

from sayso.link.aside import Aside
from sayso.link.entities.gather import LocalName

_ENCODER = msgpack.Encoder()
_DECODER = msgpack.Decoder(LocalName)


class NameShelf:
    """Names of single documents by row."""

    def __init__(self) -> None:
        self._aside = Aside()
        self.close = self._aside.close

    def add(self, local: LocalName) -> int:
        """Put one aside; returns its row."""
        return self._aside.add(_ENCODER.encode(local))

    def name(self, row: int) -> LocalName:
        """What lies in a row."""
        return _DECODER.decode(self._aside.get(row))
