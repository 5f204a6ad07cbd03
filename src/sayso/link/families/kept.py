"""What is kept from run to run, written in large parts: each write to a ledger is a transaction of its own."""

from collections.abc import Iterable
from types import TracebackType
from typing import Protocol, Self

WRITE_TOGETHER = 5_000
"""Items held back before they are written."""


class Cache(Protocol):
    """Bytes kept under keys of a space; whatever is there may be gone the next time."""

    def cached(self, space: str, keys: Iterable[str]) -> dict[str, bytes]:
        """What is kept under these keys."""
        ...

    def cache(self, space: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep bytes under keys."""
        ...


class Kept:
    """A cache that writes to another when it holds much, and at the end; a context manager.

    What was not yet written when a run breaks off is made anew by the next.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._waiting: dict[str, dict[str, bytes]] = {}
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.flush()

    def cached(self, space: str, keys: Iterable[str]) -> dict[str, bytes]:
        """What is kept under these keys, written or not."""
        waiting, asked = self._waiting.get(space, {}), list(keys)
        found = {key: waiting[key] for key in asked if key in waiting}
        missing = [key for key in asked if key not in found]
        return {**self._cache.cached(space, missing), **found} if missing else found

    def cache(self, space: str, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep bytes under keys."""
        new = dict(items)
        self._waiting.setdefault(space, {}).update(new)
        self._count += len(new)
        if self._count >= WRITE_TOGETHER:
            self.flush()

    def flush(self) -> None:
        """Write what is held back."""
        for space, items in self._waiting.items():
            if items:
                self._cache.cache(space, items.items())
        self._waiting.clear()
        self._count = 0
